//! The marks of comments put into the main document, every byte of which stays where no mark cuts a run.
//!
//! What is cut is written so that it can be joined again: end tags that were put in have a blank before their `>`, and
//! `xml:space` that was put in has single quotes. To every reader of XML these are the same as without.

use std::{fmt::Write as _, ops::Range};

use super::{
    run::{Change, Run, Text, changed, name, namespace},
    solid::{around, solids},
};
use crate::read::{
    Refusal,
    docx::{
        map::Anchor,
        xml::{Token, Xml},
    },
};

/// Where a comment stands: its id and its range in the main document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) id: i64,
    pub(super) anchor: Anchor,
}

/// An end of a mark's range, still to be put somewhere.
#[derive(Clone, Copy, Debug)]
struct Point {
    at: usize,
    /// Index of the mark.
    mark: usize,
    end: bool,
}

/// Puts marks into the main document.
pub(super) fn splice(part: &str, marks: &[Mark]) -> Result<String, Refusal> {
    let solids = solids(part)?;
    let mut points: Vec<Point> = Vec::with_capacity(marks.len() * 2);
    for (mark, Mark { anchor, .. }) in marks.iter().enumerate() {
        let (start, end) = (anchor.start as usize, anchor.end.max(anchor.start) as usize);
        let before = around(&solids, start).map_or(start, |whole| whole.start);
        let behind = around(&solids, end).map_or(end, |whole| whole.end);
        points.push(Point { at: before, mark, end: false });
        points.push(Point { at: behind, mark, end: true });
    }
    points.sort_by_key(|point| (point.at, point.end, point.mark));
    let (uri, bound) = namespace(part)?;
    let declared = if bound { String::new() } else { format!(" xmlns:w=\"{uri}\"") };
    let mut splicer = Splicer {
        part,
        marks,
        points,
        solids,
        next: 0,
        declared,
        opened: vec![false; marks.len()],
        changes: Vec::new(),
    };
    splicer.walk()?;
    Ok(changed(part, &splicer.changes))
}

struct Splicer<'a> {
    part: &'a str,
    marks: &'a [Mark],
    points: Vec<Point>,
    /// What no mark may stand in.
    solids: Vec<Range<usize>>,
    next: usize,
    /// The declaration that the marks need where `w` does not stand for their namespace.
    declared: String,
    opened: Vec<bool>,
    changes: Vec<Change>,
}

impl Splicer<'_> {
    fn walk(&mut self) -> Result<(), Refusal> {
        let mut xml = Xml::new(self.part);
        while self.next < self.points.len() {
            match xml.next()? {
                Token::Open(tag) if tag.is("r") => {
                    let run = Run::read(tag, &mut xml)?;
                    self.before(run.range.start);
                    self.run(&run);
                }
                // A mark within a deletion would be deleted with it.
                Token::Open(tag) if ["del", "moveFrom", "ins", "moveTo"].contains(&tag.name) => {
                    self.before(xml.range().start);
                }
                Token::Open(tag) if tag.is("fldSimple") || tag.is("sdt") => {
                    let start = xml.range().start;
                    if self.solids.binary_search_by_key(&start, |whole| whole.start).is_ok() {
                        self.before(start);
                    }
                }
                Token::Open(tag) if tag.is("p") && tag.empty => self.empty_paragraph(xml.range()),
                Token::Close(_, "p") => self.before(xml.range().start),
                Token::End => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes the points up to an offset, itself included unless it is the beginning of something.
    fn take(&mut self, to: usize) -> Vec<Point> {
        let count = self.points[self.next..].iter().take_while(|point| point.at <= to).count();
        let taken = self.points[self.next..self.next + count].to_vec();
        self.next += count;
        taken
    }

    /// What was met since the last run goes before what begins here.
    fn before(&mut self, at: usize) {
        let points = self.take(at);
        self.put(at..at, &points, "", "");
    }

    /// A paragraph without anything in it is opened for its marks.
    fn empty_paragraph(&mut self, range: Range<usize>) {
        let points = self.take(range.end - 1);
        let close = format!("</{} >", name(&self.part[range.clone()]));
        self.put(range.end - 2..range.end, &points, ">", &close);
    }

    /// The points inside a run: before it, behind it, or where it has to be cut.
    fn run(&mut self, run: &Run) {
        let mut points = self.take(run.range.end - 1);
        let (Some(first), Some(last)) = (run.atoms.first(), run.atoms.last()) else {
            let end = run.range.end;
            return self.put(end..end, &points, "", "");
        };
        let (first, last) = (first.content().start, last.content().end);
        // A range that ends before anything of the run is meant to hold it whole: a note, a text box.
        for point in points.iter_mut().filter(|point| point.end && point.at <= first) {
            point.at = run.range.end - 1;
        }
        points.sort_by_key(|point| point.at);
        let mut kept: Vec<usize> = Vec::new();
        for group in points.chunk_by(|one, two| one.at == two.at) {
            let at = group[0].at;
            if at <= first {
                self.put(run.range.start..run.range.start, group, "", "");
            } else if at >= last {
                self.put(run.range.end..run.range.end, group, "", "");
            } else {
                self.cut(run, at, group, &mut kept);
            }
        }
    }

    fn cut(&mut self, run: &Run, at: usize, points: &[Point], kept: &mut Vec<usize>) {
        let (open, properties) = run.opening(self.part);
        let run_name = name(open);
        let inside = |text: &&Text| text.content.start < at && at < text.content.end;
        let cut = run.atoms.iter().filter_map(|atom| atom.text.as_ref()).find(inside);
        let Some(text) = cut else {
            let next = run.atoms.iter().find(|atom| atom.content().start >= at);
            let at = next.map_or(run.close.start, |atom| atom.range.start);
            let close = format!("</{run_name} >");
            return self.put(at..at, points, &close, &format!("{open}{properties}"));
        };
        let tag = &self.part[text.open.clone()];
        let blank = |char: char| char.is_ascii_whitespace();
        let (before, behind) = self.part[text.content.clone()].split_at(at - text.content.start);
        let apart = before.ends_with(blank) || behind.starts_with(blank);
        let keep = !text.keeps_blanks && (apart || kept.contains(&text.open.start));
        let tag = if keep { self.keep_blanks(text, kept) } else { tag.to_owned() };
        let close = format!("</{} ></{run_name} >", name(&tag));
        self.put(at..at, points, &close, &format!("{open}{properties}{tag}"));
    }

    /// Makes a text that is cut beside a blank keep it; the start tag of its further pieces.
    fn keep_blanks(&mut self, text: &Text, kept: &mut Vec<usize>) -> String {
        const KEEP: &str = " xml:space='preserve'";
        let at = text.open.end - 1;
        if !kept.contains(&text.open.start) {
            kept.push(text.open.start);
            let change = Change { range: at..at, text: KEEP.to_owned() };
            let before = self.changes.partition_point(|known| known.range.start <= at);
            self.changes.insert(before, change);
        }
        format!("{}{KEEP}>", &self.part[text.open.start..at])
    }

    /// Writes marks at a place, `close` before them and `open` behind them.
    fn put(&mut self, range: Range<usize>, points: &[Point], close: &str, open: &str) {
        let mut text = String::new();
        let ends = points.iter().filter(|point| point.end).map(|point| point.mark);
        let (closing, rest): (Vec<usize>, Vec<usize>) = ends.partition(|&mark| self.opened[mark]);
        for mark in closing {
            self.end(mark, &mut text);
        }
        for mark in points.iter().filter(|point| !point.end).map(|point| point.mark) {
            let (id, declared) = (self.marks[mark].id, &self.declared);
            let _ = write!(text, "<w:commentRangeStart{declared} w:id=\"{id}\"/>");
            self.opened[mark] = true;
            if rest.contains(&mark) {
                self.end(mark, &mut text);
            }
        }
        if !text.is_empty() {
            self.changes.push(Change { range, text: format!("{close}{text}{open}") });
        }
    }

    fn end(&self, mark: usize, text: &mut String) {
        let (id, declared) = (self.marks[mark].id, &self.declared);
        let _ = write!(
            text,
            "<w:commentRangeEnd{declared} w:id=\"{id}\"/><w:r{declared}><w:commentReference w:id=\"{id}\"/></w:r>"
        );
    }
}

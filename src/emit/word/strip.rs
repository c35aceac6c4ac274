//! The marks of comments taken out of the main document, and what they cut joined again.

use std::{collections::BTreeSet, ops::Range};

use super::run::{Change, Run, changed};
use crate::read::{
    Refusal,
    docx::xml::{Space, Token, Xml},
};

/// Takes out the marks of these comments.
pub(super) fn strip(part: &str, ids: &BTreeSet<i64>) -> Result<String, Refusal> {
    let mut stripper = Stripper { part, ids, changes: Vec::new(), cut: None, paragraph: None };
    stripper.walk()?;
    Ok(changed(part, &stripper.changes))
}

struct Stripper<'a> {
    part: &'a str,
    ids: &'a BTreeSet<i64>,
    changes: Vec<Change>,
    /// The run before, where it ends as one that was cut.
    cut: Option<Run>,
    /// The start tag of the paragraph, while nothing but marks was met in it.
    paragraph: Option<Range<usize>>,
}

impl Stripper<'_> {
    fn walk(&mut self) -> Result<(), Refusal> {
        let mut xml = Xml::new(self.part);
        loop {
            let token = xml.next()?;
            match token {
                Token::End => return Ok(()),
                Token::Open(tag) if tag.is("commentRangeStart") || tag.is("commentRangeEnd") => {
                    let start = xml.range().start;
                    xml.skip(tag)?;
                    if tag.number("id").is_some_and(|id| self.ids.contains(&id)) {
                        self.take_out(start..xml.range().end);
                        continue;
                    }
                }
                Token::Open(tag) if tag.is("r") => {
                    let run = Run::read(tag, &mut xml)?;
                    if self.run(run) {
                        continue;
                    }
                    self.paragraph = None;
                    continue;
                }
                Token::Close(Space::Word, "p") => self.end_paragraph(&xml.range()),
                _ => {}
            }
            self.cut = None;
            self.paragraph = match token {
                Token::Open(tag) if tag.is("p") && !tag.empty => Some(xml.range()),
                _ => None,
            };
        }
    }

    /// Drops the changes from an offset on.
    fn forget(&mut self, from: usize) {
        while self.changes.last().is_some_and(|change| change.range.start >= from) {
            self.changes.pop();
        }
    }

    fn take_out(&mut self, range: Range<usize>) {
        self.changes.push(Change { range, text: String::new() });
    }

    /// Takes out references, and joins the run to the one it was cut from; whether nothing of it is left.
    fn run(&mut self, run: Run) -> bool {
        let own = |id: Option<i64>| id.is_some_and(|id| self.ids.contains(&id));
        if !run.atoms.is_empty() && run.atoms.iter().all(|atom| own(atom.comment)) {
            self.take_out(run.range);
            return true;
        }
        if let Some(before) = self.cut.take() {
            self.join(&before, &run);
        }
        let references: Vec<Range<usize>> = run
            .atoms
            .iter()
            .filter(|atom| own(atom.comment))
            .map(|atom| atom.range.clone())
            .collect();
        for range in references {
            self.take_out(range);
        }
        if self.part[run.close.clone()].ends_with(" >") {
            self.cut = Some(run);
        }
        false
    }

    /// Joins two runs that were one, as their tags say.
    fn join(&mut self, before: &Run, run: &Run) {
        if before.opening(self.part) != run.opening(self.part) {
            return;
        }
        let last = before.atoms.last().and_then(|atom| atom.text.as_ref());
        let cut = last.filter(|text| self.part[text.close.clone()].ends_with(" >"));
        let first = run.atoms.first().and_then(|atom| atom.text.as_ref());
        let range = match (cut, first) {
            (Some(text), Some(first)) => {
                self.lose_blanks(&text.open);
                text.close.start..first.open.end
            }
            (Some(_), None) => return,
            (None, _) => {
                let behind = run.properties.as_ref().map_or(run.open.end, |range| range.end);
                before.close.start..behind
            }
        };
        // The marks between the two go with what is between.
        self.forget(range.start);
        self.take_out(range);
    }

    /// Takes back `xml:space` that was put in, unless the tag itself is gone.
    fn lose_blanks(&mut self, tag: &Range<usize>) {
        const KEEP: &str = " xml:space='preserve'";
        let Some(at) = self.part[tag.clone()].find(KEEP).map(|at| tag.start + at) else { return };
        let before = self.changes.partition_point(|change| change.range.start <= at);
        let gone = before > 0 && self.changes[before - 1].range.contains(&at);
        if !gone {
            let range = at..at + KEEP.len();
            self.changes.insert(before, Change { range, text: String::new() });
        }
    }

    /// Closes a paragraph that was opened for its marks alone.
    fn end_paragraph(&mut self, close: &Range<usize>) {
        let Some(open) = self.paragraph.take() else { return };
        if self.part[close.clone()].ends_with(" >") {
            self.forget(open.end);
            let range = open.end - 1..close.end;
            self.changes.push(Change { range, text: "/>".to_owned() });
        }
    }
}

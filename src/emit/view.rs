//! The part of a source that one finding shows: only the labelled lines, cut to the terminal's width and made
//! harmless, with their true numbers.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};
use unicode_width::UnicodeWidthStr;

use super::{
    clean::{self, TAB, clean, columns, is_hidden},
    window::windows,
};
use crate::{
    diagnostic::Label,
    source::{Position, Source, Span},
};

/// Columns that a line has at least, however narrow the terminal.
const NARROWEST: usize = 24;
/// How far a label that begins with line ends is searched for its first word, in characters.
const BLANKS: usize = 400;
const ELLIPSIS: &str = "…";

/// A small virtual file for codespan-reporting, which is given no more of a line than the stretch in which its labels
/// stand: it draws a character at a time, and [`View::margins`] tells the rest.
pub(super) struct View<'n> {
    name: &'n str,
    text: String,
    lines: Vec<Line>,
    /// Where the first label begins in the source.
    location: Location,
}

/// A line of the view.
struct Line {
    /// Where it stands in the view's text.
    whole: Range<usize>,
    /// The stretch of it in which labels stand.
    marked: Range<usize>,
    /// Its number in the source.
    number: usize,
    /// What codespan-reporting knows it by: between lines that are no neighbours it draws a break if two are left out.
    index: usize,
}

/// The part of a label that is marked: on one line.
struct Clip {
    line: u32,
    range: Range<usize>,
}

impl<'n> View<'n> {
    /// The view that shows `labels`, the first of which is the one to name in the header behind the file's `name`, and
    /// where each stands in it.
    pub(super) fn new(
        source: &Source,
        name: &'n str,
        labels: &[&Label],
        width: usize,
    ) -> (Self, Vec<Range<usize>>) {
        let spans = labels.iter().map(|label| source.origin(label.span));
        let clips: Vec<Clip> = spans.map(|span| clip(source, span)).collect();
        let room = room(&clips, width);
        let first = labels.first().map_or(0, |label| source.origin(label.span).start);
        let mut view = Self::empty(name, source.position(first));
        let mut ranges = vec![0..0; labels.len()];
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_key(|&at| (clips[at].line, clips[at].range.start, clips[at].range.end));
        for group in order.chunk_by(|&one, &two| clips[one].line == clips[two].line) {
            let marked: Vec<_> = group.iter().map(|&at| clips[at].range.clone()).collect();
            let last = group.iter().max_by_key(|&&at| clips[at].range.end);
            let caption = last.map_or(0, |&at| caption(labels[at]));
            let number = clips[group[0]].line;
            let line = source.lines().range(source.file(), number);
            let parts = windows(source.file(), line.clone(), &marked, caption, room);
            let places = view.push(source.file(), number as usize, &line, &parts);
            for (&at, clip) in group.iter().zip(&marked) {
                ranges[at] = places.find(clip.start)..places.find(clip.end);
            }
            view.mark(group.iter().map(|&at| &ranges[at]));
        }
        (view, ranges)
    }

    fn empty(name: &'n str, at: Position) -> Self {
        let location =
            Location { line_number: at.line as usize, column_number: at.column as usize };
        Self { name, text: String::new(), lines: Vec::new(), location }
    }

    /// Appends the `parts` of a line.
    fn push(
        &mut self,
        text: &str,
        number: usize,
        line: &Range<usize>,
        parts: &[Range<usize>],
    ) -> Places {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let mut runs = Vec::new();
        let mut shown = line.start;
        for part in parts {
            if part.start > shown {
                self.text.push_str(ELLIPSIS);
            }
            self.push_part(text, part, start, &mut runs);
            shown = part.end;
        }
        if shown < line.end {
            self.text.push_str(ELLIPSIS);
        }
        let end = self.text.len();
        let index = self
            .lines
            .last()
            .map_or(0, |before| before.index + if before.number + 1 == number { 1 } else { 3 });
        self.lines.push(Line { whole: start..end, marked: start..end, number, index });
        Places { runs, end }
    }

    /// Notes where on the last line its labels stand; one that is empty is drawn under the character behind it.
    fn mark<'r>(&mut self, ranges: impl Iterator<Item = &'r Range<usize>> + Clone) {
        let Some(line) = self.lines.last_mut() else { return };
        let text = &self.text[..line.whole.end];
        let behind = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
        let ends = ranges.clone().map(|range| range.end.max(behind(range.start)));
        line.marked.start = ranges.map(|range| range.start).min().unwrap_or(line.whole.start);
        line.marked.end = ends.max().unwrap_or(line.whole.end);
    }

    /// What stands on each line before and behind the stretch that codespan-reporting is given.
    pub(super) fn margins(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|Line { whole, marked, .. }| {
            (&self.text[whole.start..marked.start], &self.text[marked.end..whole.end])
        })
    }

    /// Appends a part of a line that begins at `start` in the view.
    fn push_part(&mut self, text: &str, part: &Range<usize>, start: usize, runs: &mut Vec<Run>) {
        let mut from = part.start;
        let special = text[part.clone()].char_indices();
        for (at, char) in special.filter(|&(_, char)| char == '\t' || is_hidden(char)) {
            let at = part.start + at;
            runs.push(self.push_run(text, from..at));
            self.push_special(char, start);
            from = at + char.len_utf8();
        }
        runs.push(self.push_run(text, from..part.end));
    }

    fn push_run(&mut self, text: &str, source: Range<usize>) -> Run {
        let place = self.text.len();
        self.text.push_str(&text[source.clone()]);
        Run { source, place }
    }

    /// Appends what is shown for a tab or hidden character on the line that begins at `start` in the view.
    fn push_special(&mut self, char: char, start: usize) {
        if char != '\t' {
            return clean::push(&mut self.text, char);
        }
        let column: usize = self.text[start..].chars().map(columns).sum();
        self.text.extend(std::iter::repeat_n(' ', TAB - column % TAB));
    }

    fn line(&self, index: usize) -> Result<&Line, Error> {
        let max = self.lines.len();
        let line = self.lines.iter().find(|line| line.index == index);
        line.ok_or(Error::LineTooLarge { given: index, max })
    }
}

/// Where the characters of a source line stand in the view: runs of those shown as they are, in order, with one at least
/// between two that are not.
struct Places {
    runs: Vec<Run>,
    end: usize,
}

/// A run of a source line, maybe empty, and where it begins in the view.
struct Run {
    source: Range<usize>,
    place: usize,
}

impl Places {
    /// The place of a byte of the source; of one that is cut off, the place behind the ellipsis.
    fn find(&self, offset: usize) -> usize {
        let at = self.runs.partition_point(|run| run.source.end < offset);
        let place = |run: &Run| run.place + offset.saturating_sub(run.source.start);
        self.runs.get(at).map_or(self.end, place)
    }
}

/// The first line of a span that has something on it.
fn clip(source: &Source, span: Span) -> Clip {
    let clip = clip_at(source, span.start as usize, span);
    if !clip.range.is_empty() || span.is_empty() {
        return clip;
    }
    let mut chars = source.file()[span.range()].char_indices().take(BLANKS);
    match chars.find(|(_, char)| !char.is_whitespace()) {
        Some((at, _)) => clip_at(source, span.start as usize + at, span),
        None => clip,
    }
}

fn clip_at(source: &Source, start: usize, span: Span) -> Clip {
    let line = source.lines().line(start as u32);
    let whole = source.lines().range(source.file(), line);
    let start = start.min(whole.end);
    Clip { line, range: start..(span.end as usize).clamp(start, whole.end) }
}

/// The columns that codespan-reporting leaves to a line beside the numbers and the border.
fn room(clips: &[Clip], width: usize) -> usize {
    let highest = clips.iter().map(|clip| clip.line).max().unwrap_or(1);
    let gutter = highest.to_string().len() + " │ ".chars().count();
    width.saturating_sub(gutter).max(NARROWEST)
}

/// The width of a label's text and the blank before it.
fn caption(label: &Label) -> usize {
    if label.text.is_empty() { 0 } else { clean(&label.text).width() + 1 }
}

impl<'a> Files<'a> for View<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        let before = self.lines.iter().rev().find(|line| line.whole.start <= byte);
        Ok(before.map_or(0, |line| line.index))
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(self.line(index)?.number)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        Ok(self.line(index)?.marked.clone())
    }

    /// Only ever asked for the header.
    fn location(&'a self, (): (), _: usize) -> Result<Location, Error> {
        Ok(self.location)
    }
}

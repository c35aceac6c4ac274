//! The part of a source that one finding shows: only the labelled lines, cut to the terminal's width and made
//! harmless, with their true numbers.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};
use unicode_width::UnicodeWidthStr;

use super::{
    clean::{self, TAB, clean, columns, hidden},
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
/// What most views take up, and what stands for it, in bytes.
const ROOM: usize = 512;
const LETTERS: usize = 32;
/// How many pieces of a line most have between what is shown in another way.
const RUNS: usize = 16;
const ELLIPSIS: &str = "…";
/// What codespan-reporting is given for a segment: one column wide.
const LETTER: char = 'x';

/// A small virtual file for codespan-reporting. It draws a column at a time, so that it is given one letter for each
/// [`Segment`] of a line; what takes its writes puts the segment in place of the letter, and as many columns in place of one.
pub(super) struct View<'n> {
    name: &'n str,
    text: String,
    letters: String,
    lines: Vec<Line>,
    /// Where the first label begins in the source.
    location: Location,
}

/// A line of the view.
struct Line {
    /// Where it stands in the view's text.
    text: Range<usize>,
    /// Up to the end of its last label.
    segments: Vec<Segment>,
    /// What stands for them in the view's letters.
    letters: Range<usize>,
    /// Its number in the source.
    number: usize,
    /// What codespan-reporting knows it by: between lines that are no neighbours it draws a break if two are left out.
    index: usize,
}

/// A stretch of a line in which no label begins or ends.
struct Segment {
    /// Where it stands in the view's text.
    text: Range<usize>,
    columns: usize,
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
            let mut marked: Vec<_> = group.iter().map(|&at| clips[at].range.clone()).collect();
            let last = group.iter().max_by_key(|&&at| clips[at].range.end);
            let caption = last.map_or(0, |&at| caption(labels[at]));
            let number = clips[group[0]].line;
            let line = source.lines().range(source.file(), number);
            let parts = windows(source.file(), line.clone(), &marked, caption, room);
            let places = view.push(source.file(), &line, &parts);
            for clip in &mut marked {
                *clip = places.find(clip.start)..places.find(clip.end);
            }
            let letters = view.mark(number as usize, places.start..places.end, &marked);
            for (&at, letters) in group.iter().zip(letters) {
                ranges[at] = letters;
            }
        }
        (view, ranges)
    }

    fn empty(name: &'n str, at: Position) -> Self {
        let location =
            Location { line_number: at.line as usize, column_number: at.column as usize };
        let (text, letters) = (String::with_capacity(ROOM), String::with_capacity(LETTERS));
        Self { name, text, letters, lines: Vec::new(), location }
    }

    /// Appends the `parts` of a line.
    fn push(&mut self, text: &str, line: &Range<usize>, parts: &[Range<usize>]) -> Places {
        let start = self.text.len();
        let mut runs = Vec::with_capacity(RUNS);
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
        Places { runs, start, end: self.text.len() }
    }

    /// Cuts the line that was appended into segments at its labels, of which `marked` tells where in the text they stand;
    /// an empty one is drawn under the character behind it. Returns the letters of each label.
    fn mark(
        &mut self,
        number: usize,
        text: Range<usize>,
        marked: &[Range<usize>],
    ) -> impl Iterator<Item = Range<usize>> {
        let shown = &self.text[..text.end];
        let behind = |at: usize| at + shown[at..].chars().next().map_or(0, char::len_utf8);
        let ends = marked.iter().map(|range| range.end.max(behind(range.start)));
        let starts = marked.iter().map(|range| range.start);
        let mut cuts: Vec<usize> = std::iter::once(text.start).chain(starts).chain(ends).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let segments: Vec<Segment> = cuts
            .windows(2)
            .map(|cut| Segment {
                text: cut[0]..cut[1],
                columns: shown[cut[0]..cut[1]].chars().map(columns).sum(),
            })
            .collect();
        let index = self.lines.last().map_or(0, |before| {
            self.letters.push('\n');
            before.index + if before.number + 1 == number { 1 } else { 3 }
        });
        let first = self.letters.len();
        self.letters.extend(segments.iter().map(|_| LETTER));
        let letters = first..self.letters.len();
        self.lines.push(Line { text, segments, letters, number, index });
        let letter = move |at: usize| first + cuts.partition_point(|&cut| cut < at);
        marked.iter().map(move |range| letter(range.start)..letter(range.end))
    }

    /// How many columns the greatest line number takes.
    pub(super) fn gutter(&self) -> usize {
        let greatest = self.lines.iter().map(|line| line.number).max().unwrap_or_default();
        greatest.checked_ilog10().unwrap_or_default() as usize + 1
    }

    /// The segments of a line that codespan-reporting draws as its letters, in order: their text and columns.
    pub(super) fn segment(&self, line: usize, at: usize) -> Option<(&str, usize)> {
        let segment = self.lines.get(line)?.segments.get(at)?;
        Some((&self.text[segment.text.clone()], segment.columns))
    }

    /// What stands on a line behind its last label.
    pub(super) fn rest(&self, line: usize) -> &str {
        let Some(line) = self.lines.get(line) else { return "" };
        let end = line.segments.last().map_or(line.text.start, |last| last.text.end);
        &self.text[end..line.text.end]
    }

    /// Appends a part of a line that begins at `start` in the view.
    fn push_part(&mut self, text: &str, part: &Range<usize>, start: usize, runs: &mut Vec<Run>) {
        let mut from = part.start;
        for (at, char) in hidden(&text[part.clone()]) {
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
    start: usize,
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
        Ok(&self.letters)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        let before = self.lines.iter().rev().find(|line| line.letters.start <= byte);
        Ok(before.map_or(0, |line| line.index))
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(self.line(index)?.number)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        Ok(self.line(index)?.letters.clone())
    }

    /// Only ever asked for the header.
    fn location(&'a self, (): (), _: usize) -> Result<Location, Error> {
        Ok(self.location)
    }
}

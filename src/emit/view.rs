//! The part of a source that one finding shows: only the labelled lines, cut to the terminal's width and made
//! harmless, with their true numbers.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};

use super::{
    clean::{self, TAB, hidden, width},
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
/// What most views take up, in bytes; most have no more lines, nor lines more segments or pieces.
const ROOM: usize = 1024;
const LINES: usize = 4;
const SEGMENTS: usize = 8;
const ELLIPSIS: &str = "…";
/// What codespan-reporting is given for a segment: one column wide.
const LETTER: char = 'x';

/// A small virtual file for codespan-reporting. It draws a column at a time, so that it is given one letter for each
/// [`Segment`] of a line; what takes its writes puts the segment in place of the letter, and as many columns in place of one.
///
/// One view shows the findings of a report one after the other.
pub(super) struct View<'n> {
    name: &'n str,
    /// The columns of the terminal.
    width: usize,
    text: String,
    letters: String,
    lines: Vec<Line>,
    segments: Vec<Segment>,
    /// Where the first label begins in the source.
    location: Option<Location>,
    desk: Desk,
}

/// A line of the view.
struct Line {
    /// Where it stands in the view's text.
    text: Range<usize>,
    /// Those up to the end of its last label.
    segments: Range<usize>,
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
    /// Which label.
    label: usize,
    line: u32,
    range: Range<usize>,
}

/// What is needed while a view is made, kept for the next one.
#[derive(Default)]
struct Desk {
    clips: Vec<Clip>,
    /// The clips of a line, in the source and then in the view.
    marked: Vec<Range<usize>>,
    /// The parts of a line that are shown.
    parts: Vec<Range<usize>>,
    places: Places,
    /// Where a line is cut into segments.
    cuts: Vec<usize>,
}

impl Desk {
    fn new() -> Self {
        let ranges = || Vec::with_capacity(SEGMENTS);
        let clips = Vec::with_capacity(SEGMENTS);
        let runs = Vec::with_capacity(LINES * SEGMENTS);
        let places = Places { runs, start: 0, end: 0 };
        let cuts = Vec::with_capacity(2 * SEGMENTS);
        Self { clips, marked: ranges(), parts: ranges(), places, cuts }
    }
}

impl<'n> View<'n> {
    /// Shows nothing yet; `name` is the file's, for the header, `width` the columns of the terminal.
    pub(super) fn new(name: &'n str, width: usize) -> Self {
        let text = String::with_capacity(ROOM);
        let letters = String::with_capacity(LINES * SEGMENTS);
        let (lines, segments) = (Vec::with_capacity(LINES), Vec::with_capacity(LINES * SEGMENTS));
        let desk = Desk::new();
        Self { name, width, text, letters, lines, segments, location: None, desk }
    }

    /// Shows `labels` instead of what was shown, the first of which is the one to name in the header. Returns where each
    /// stands in the view.
    pub(super) fn show(&mut self, source: &Source, labels: &[&Label]) -> Vec<Range<usize>> {
        self.text.clear();
        self.letters.clear();
        self.lines.clear();
        self.segments.clear();
        let first = labels.first().map_or(0, |label| source.origin(label.span).start);
        let Position { line, column, .. } = source.position(first);
        self.location =
            Some(Location { line_number: line as usize, column_number: column as usize });
        let mut desk = std::mem::take(&mut self.desk);
        let spans = labels.iter().map(|label| source.origin(label.span)).enumerate();
        desk.clips.clear();
        desk.clips.extend(spans.map(|(label, span)| clip(source, label, span)));
        desk.clips.sort_by_key(|clip| (clip.line, clip.range.start, clip.range.end));
        let room = room(&desk.clips, self.width);
        let mut ranges = vec![0..0; labels.len()];
        for group in desk.clips.chunk_by(|one, two| one.line == two.line) {
            let marked = &mut desk.marked;
            marked.clear();
            marked.extend(group.iter().map(|clip| clip.range.clone()));
            let last = group.iter().max_by_key(|clip| clip.range.end);
            let caption = last.map_or(0, |clip| caption(labels[clip.label]));
            let number = group[0].line;
            let line = source.lines().range(source.file(), number);
            windows(source.file(), line.clone(), marked, caption, room, &mut desk.parts);
            self.push(source.file(), &line, &desk.parts, &mut desk.places);
            for clip in &mut *marked {
                *clip = desk.places.find(clip.start)..desk.places.find(clip.end);
            }
            let text = desk.places.start..desk.places.end;
            let first = self.cut(number as usize, text, marked, &mut desk.cuts);
            let letter = |at: usize| first + desk.cuts.partition_point(|&cut| cut < at);
            for (clip, range) in group.iter().zip(marked) {
                ranges[clip.label] = letter(range.start)..letter(range.end);
            }
        }
        self.desk = desk;
        ranges
    }

    /// Appends the `parts` of a line.
    fn push(
        &mut self,
        text: &str,
        line: &Range<usize>,
        parts: &[Range<usize>],
        places: &mut Places,
    ) {
        places.runs.clear();
        places.start = self.text.len();
        let mut shown = line.start;
        for part in parts {
            if part.start > shown {
                self.text.push_str(ELLIPSIS);
            }
            self.push_part(text, part, places);
            shown = part.end;
        }
        if shown < line.end {
            self.text.push_str(ELLIPSIS);
        }
        places.end = self.text.len();
    }

    /// Cuts the line that was appended into segments at its labels, of which `marked` tells where in the text they stand;
    /// an empty one is drawn under the character behind it. Returns where its letters begin.
    fn cut(
        &mut self,
        number: usize,
        text: Range<usize>,
        marked: &[Range<usize>],
        cuts: &mut Vec<usize>,
    ) -> usize {
        let shown = &self.text[..text.end];
        let behind = |at: usize| at + shown[at..].chars().next().map_or(0, char::len_utf8);
        cuts.clear();
        cuts.push(text.start);
        cuts.extend(marked.iter().map(|range| range.start));
        cuts.extend(marked.iter().map(|range| range.end.max(behind(range.start))));
        cuts.sort_unstable();
        cuts.dedup();
        let segments = self.segments.len()..self.segments.len() + cuts.len() - 1;
        self.segments.extend(
            cuts.windows(2).map(|cut| Segment {
                text: cut[0]..cut[1],
                columns: width(&shown[cut[0]..cut[1]]),
            }),
        );
        let index = self.lines.last().map_or(0, |before| {
            self.letters.push('\n');
            before.index + if before.number + 1 == number { 1 } else { 3 }
        });
        let first = self.letters.len();
        self.letters.extend(segments.clone().map(|_| LETTER));
        let letters = first..self.letters.len();
        self.lines.push(Line { text, segments, letters, number, index });
        first
    }

    /// How many columns the greatest line number takes.
    pub(super) fn gutter(&self) -> usize {
        let greatest = self.lines.iter().map(|line| line.number).max().unwrap_or_default();
        digits(greatest)
    }

    /// The segments of a line that codespan-reporting draws as its letters, in order: their text and columns.
    pub(super) fn segment(&self, line: usize, at: usize) -> Option<(&str, usize)> {
        let segment = self.segments[self.lines.get(line)?.segments.clone()].get(at)?;
        Some((&self.text[segment.text.clone()], segment.columns))
    }

    /// What stands on a line behind its last label.
    pub(super) fn rest(&self, line: usize) -> &str {
        let Some(line) = self.lines.get(line) else { return "" };
        let segments = &self.segments[line.segments.clone()];
        let end = segments.last().map_or(line.text.start, |last| last.text.end);
        &self.text[end..line.text.end]
    }

    /// Appends a part of a line.
    fn push_part(&mut self, text: &str, part: &Range<usize>, places: &mut Places) {
        let mut from = part.start;
        for (at, char) in hidden(&text[part.clone()]) {
            let at = part.start + at;
            places.runs.push(self.push_run(text, from..at));
            self.push_special(char, places.start);
            from = at + char.len_utf8();
        }
        places.runs.push(self.push_run(text, from..part.end));
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
        let column = width(&self.text[start..]);
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
#[derive(Default)]
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
fn clip(source: &Source, label: usize, span: Span) -> Clip {
    let clip = clip_at(source, label, span.start as usize, span);
    if !clip.range.is_empty() || span.is_empty() {
        return clip;
    }
    let mut chars = source.file()[span.range()].char_indices().take(BLANKS);
    match chars.find(|(_, char)| !char.is_whitespace()) {
        Some((at, _)) => clip_at(source, label, span.start as usize + at, span),
        None => clip,
    }
}

fn clip_at(source: &Source, label: usize, start: usize, span: Span) -> Clip {
    let line = source.lines().line(start as u32);
    let whole = source.lines().range(source.file(), line);
    let start = start.min(whole.end);
    Clip { label, line, range: start..(span.end as usize).clamp(start, whole.end) }
}

/// The columns that codespan-reporting leaves to a line beside the numbers and the border.
fn room(clips: &[Clip], width: usize) -> usize {
    let highest = clips.iter().map(|clip| clip.line).max().unwrap_or(1);
    let gutter = digits(highest as usize) + " │ ".chars().count();
    width.saturating_sub(gutter).max(NARROWEST)
}

/// How many digits a number has.
fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or_default() as usize + 1
}

/// The width of a label's text and the blank before it.
fn caption(label: &Label) -> usize {
    if label.text.is_empty() { 0 } else { width(&label.text) + 1 }
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
        self.location.ok_or(Error::FileMissing)
    }
}

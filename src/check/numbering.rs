//! How the parts of a text are numbered: one style for one level.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        BlockKind,
        section::{Style, mark},
    },
    source::Place,
};

/// Looks at the numbers that headings and paragraphs begin with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// In how many main sections the second level has to be skipped before that is a fault.
    pub skipped: usize,
}

/// A number at the start of a block.
#[derive(Clone, Copy, Debug)]
struct Mark {
    style: Style,
    number: u32,
    place: Place,
}

impl Kind for Numbering {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "other"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let marks = marks(report);
        let levels = mixed(&marks);
        for level in &levels {
            out.find(finding(level, report));
        }
        if let Some(place) = self.skips(&marks).filter(|_| levels.is_empty()) {
            let span = report.document.span(place);
            let facts = Facts::new().with("text", report.source.slice(span)).with("other", "");
            out.find(Finding::at(span, facts).case("skipped"));
        }
    }
}

/// The numbers of headings and paragraphs; what is caught between tables is a row of a broken one.
fn marks(report: &Report) -> Vec<Mark> {
    let document = report.document;
    let is_grid = |at: usize| {
        document.blocks.get(at).is_some_and(|block| matches!(block.kind, BlockKind::Grid(_)))
    };
    let numbered = document.blocks.iter().enumerate().filter_map(|(at, block)| {
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        if !prose || is_grid(at + 1) && at.checked_sub(1).is_some_and(is_grid) {
            return None;
        }
        let (style, number, end) = mark(document.text(block))?;
        Some(Mark { style, number, place: block.place.part(0, end) })
    });
    numbered.collect()
}

/// The levels that go on in another style: `（1）` and then `（二）`, no `（一）` before it.
fn mixed(marks: &[Mark]) -> Vec<Vec<Mark>> {
    let mut open: Vec<Vec<Mark>> = Vec::new();
    let mut mixed = Vec::new();
    let mut between = Vec::new();
    let mut close = |level: Vec<Mark>| {
        if level.iter().any(|mark| mark.style != level[0].style) {
            mixed.push(level);
        }
    };
    for (index, &mark) in marks.iter().enumerate() {
        let has = |level: &Vec<Mark>| {
            let anew =
                mark.number == 1 && level.last().is_some_and(|last| last.style != mark.style);
            !anew && level.iter().any(|other| other.style == mark.style)
        };
        if let Some(level) = open.last_mut().filter(|level| stands_in(level, &marks[index..])) {
            let first = level[0];
            if between.last().is_none_or(|told: &Vec<Mark>| told[0].place != first.place) {
                between.push(vec![first, mark]);
            }
            level.push(Mark { style: first.style, ..mark });
            continue;
        }
        if let Some(at) = open.iter().rposition(has) {
            open.drain(at + 1..).rev().for_each(&mut close);
            open[at].push(mark);
            continue;
        }
        let goes_on = |level: &&mut Vec<Mark>| {
            let last = level.last().filter(|last| last.number + 1 == mark.number);
            last.is_some_and(|last| replaces(&marks[index..], last.style, mark.number))
        };
        match open.last_mut().filter(goes_on) {
            Some(level) => level.push(mark),
            None => open.push(vec![mark]),
        }
    }
    open.drain(..).rev().for_each(&mut close);
    mixed.append(&mut between);
    mixed
}

/// Whether the first of `marks` stands between two of a level in another style: `（1）`, `（二）`, `（3）`.
fn stands_in(level: &[Mark], marks: &[Mark]) -> bool {
    let (Some(last), [mark, next, ..]) = (level.last(), marks) else { return false };
    mark.style != last.style
        && mark.style != Style::Han
        && next.style == last.style
        && (mark.number, next.number) == (last.number + 1, last.number + 2)
}

/// Whether the first of `marks` stands where this number in another style ought to, going by what follows.
fn replaces(marks: &[Mark], style: Style, number: u32) -> bool {
    let next = marks.iter().find(|mark| mark.style == style).map(|mark| mark.number);
    match style {
        Style::Han => next == Some(number + 1),
        _ => next != Some(number),
    }
}

/// One finding for a level, at the first number in the rarer style.
fn finding(level: &[Mark], report: &Report) -> Finding {
    let first = level[0].style;
    let of_first = level.iter().filter(|mark| mark.style == first).count();
    let rarer = level.iter().find(|mark| (mark.style == first) == (2 * of_first < level.len()));
    let odd = rarer.copied().unwrap_or(level[0]);
    let usual = level.iter().copied().find(|mark| mark.style != odd.style).unwrap_or(odd);
    let span = |mark: Mark| report.document.span(mark.place);
    let facts = Facts::new()
        .with("text", report.source.slice(span(odd)))
        .with("other", report.source.slice(span(usual)));
    Finding::at(span(odd), facts.clone()).label(span(usual), "other", facts)
}

impl Numbering {
    /// The first `（1）` of a report that numbers everything under its main sections so.
    fn skips(&self, marks: &[Mark]) -> Option<Place> {
        let between = |style: Style| matches!(style, Style::HanBracket | Style::Arabic);
        if marks.iter().any(|mark| between(mark.style)) {
            return None;
        }
        let first = |pair: &&[Mark]| {
            pair[0].style == Style::Han
                && pair[1].style == Style::ArabicBracket
                && pair[1].number == 1
        };
        let mut sections = marks.windows(2).filter(first);
        let place = sections.next()?[1].place;
        (sections.count() + 1 >= self.skipped).then_some(place)
    }
}

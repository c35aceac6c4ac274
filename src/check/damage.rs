//! Text that a conversion damaged: dates without their parts, characters that were lost or misread.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{BlockKind, date::damaged},
    source::Span,
};

/// Looks for the traces of bad conversions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Damage {
    /// Pieces of text that only a wrong encoding makes.
    pub misread: Vec<String>,
    /// Where a kind of damage stands in more places than this, the first speaks for all of them.
    pub places: usize,
    #[serde(skip)]
    pattern: OnceLock<Option<Regex>>,
}

/// Damage of one kind less than this apart, in bytes, is one place.
const NEAR: u32 = 45;

impl Kind for Damage {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "count"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let text = body(report);
        self.tell("", &joined(text, dates(report)), report, out);
        let lost = text.match_indices(char::REPLACEMENT_CHARACTER);
        self.tell(
            "lost",
            &joined(text, lost.map(|(at, part)| Span::new(at, at + part.len()))),
            report,
            out,
        );
        self.tell("misread", &joined(text, self.misread(text).into_iter()), report, out);
        self.tell("radical", &joined(text, radicals(text)), report, out);
    }
}

impl Damage {
    /// A finding for each place, or one for them all.
    fn tell(&self, case: &'static str, places: &[Span], report: &Report, out: &mut Out) {
        let all = places.len() > self.places;
        let shown = if all { 1 } else { places.len() };
        for &place in &places[..shown] {
            let count = if all { places.len() } else { 1 };
            let facts = Facts::new().with("text", report.source.slice(place)).with("count", count);
            out.find(Finding::at(place, facts).case(case));
        }
    }

    fn misread(&self, text: &str) -> Vec<Span> {
        let make = || {
            let pieces: Vec<String> =
                self.misread.iter().map(|piece| regex::escape(piece)).collect();
            Regex::new(&pieces.join("|")).ok()
        };
        let pattern = self.pattern.get_or_init(make);
        let found = pattern.iter().flat_map(|pattern| pattern.find_iter(text));
        found.map(|found| Span::new(found.start(), found.end())).collect()
    }
}

/// The text without what a web page puts behind the report.
fn body<'a>(report: &Report<'a>) -> &'a str {
    let text = report.source.text();
    let furniture = report.document.ending.furniture.map(|place| report.document.span(place).start);
    &text[..furniture.map_or(text.len(), |end| end as usize)]
}

fn dates(report: &Report) -> impl Iterator<Item = Span> {
    let document = report.document;
    let read = |kind: BlockKind| {
        matches!(kind, BlockKind::Title | BlockKind::Paragraph | BlockKind::Heading(_))
    };
    document.blocks.iter().filter(move |block| read(block.kind)).flat_map(|block| {
        let dates = damaged(document.text(block));
        dates
            .into_iter()
            .map(|date| document.span(block.place.part(date.range.start, date.range.end)))
    })
}

/// Radicals that a PDF reader gives in place of characters.
fn radicals(text: &str) -> impl Iterator<Item = Span> {
    let radical = |bytes: &[u8]| bytes[0] == 0xE2 && (0xBA..=0xBF).contains(&bytes[1]);
    let found = text.as_bytes().windows(3).enumerate().filter(move |(_, bytes)| radical(bytes));
    let is = |char: char| ('\u{2E80}'..='\u{2FD5}').contains(&char);
    let found = found.filter(move |&(at, _)| text[at..].starts_with(is));
    found.map(|(at, bytes)| Span::new(at, at + bytes.len()))
}

/// Places close to one another on a line as one; they come in order.
fn joined(text: &str, places: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for place in places {
        let near = |last: &Span| {
            let gap = last.end as usize..place.start as usize;
            place.start <= last.end + NEAR && !text.get(gap).is_some_and(|gap| gap.contains('\n'))
        };
        match joined.last_mut().filter(|last| near(last)) {
            Some(last) => last.end = last.end.max(place.end),
            None => joined.push(place),
        }
    }
    joined
}

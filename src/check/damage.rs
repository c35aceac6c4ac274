//! Text that a conversion damaged: dates without their parts, characters that were lost or misread.

use std::sync::OnceLock;

use memchr::{memchr_iter, memmem};
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        BlockKind,
        date::{DAMAGED, damaged},
    },
    source::{CharSet, Span, WordList, fold::folded, pairs::STOPS},
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
    pieces: OnceLock<Pieces>,
}

/// What only a wrong encoding makes, for looking it up.
#[derive(Debug)]
struct Pieces {
    /// What each begins with.
    beginnings: CharSet,
    /// As they are folded; of one that is nothing but ends of sentences the first.
    folded: WordList,
}

impl Pieces {
    fn of(pieces: &[String]) -> Self {
        let sentence = |piece: &String| {
            let piece = folded(piece);
            let first = piece.chars().next().map_or(0, char::len_utf8);
            let rest = piece.trim_end_matches(STOPS).len();
            piece[..rest.max(first)].to_owned()
        };
        Self {
            beginnings: CharSet::of(pieces.iter().filter_map(|piece| piece.chars().next())),
            folded: pieces.iter().map(sentence).collect::<Vec<_>>().into(),
        }
    }
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
        let odd =
            [("lost", lost(text)), ("misread", self.misread(report)), ("radical", radicals(text))];
        for (case, places) in odd {
            self.tell(case, &joined(text, places.into_iter()), report, out);
        }
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

    /// What only a wrong encoding makes: in running text only where a sentence has such a piece, folded.
    fn misread(&self, report: &Report) -> Vec<Span> {
        let document = report.document;
        let pieces = self.pieces.get_or_init(|| Pieces::of(&self.misread));
        let likely: Vec<usize> = document.prose.blocks_with(document, &pieces.folded).collect();
        let blocks = document.blocks.iter().enumerate().filter(|(at, block)| match block.kind {
            BlockKind::Title | BlockKind::Heading(_) | BlockKind::Paragraph => likely.contains(at),
            BlockKind::Metadata | BlockKind::Grid(_) => true,
            BlockKind::Furniture => false,
        });
        let spans = blocks.map(|(_, block)| document.span(block.place));
        let found = spans.flat_map(|span| {
            let text = report.source.slice(span);
            pieces.beginnings.likely(text).filter_map(move |at| {
                let mut all = self.misread.iter();
                let piece = all.find(|piece| text[at..].starts_with(piece.as_str()))?;
                let start = span.start as usize + at;
                Some(Span::new(start, start + piece.len()))
            })
        });
        found.collect()
    }
}

/// What stands for bytes that could not be decoded.
fn lost(text: &str) -> Vec<Span> {
    let mut buffer = [0; 4];
    let mark = char::REPLACEMENT_CHARACTER.encode_utf8(&mut buffer).as_bytes();
    let found = memmem::find_iter(text.as_bytes(), mark);
    found.map(|at| Span::new(at, at + mark.len())).collect()
}

/// Radicals that a PDF reader gives in place of characters.
fn radicals(text: &str) -> Vec<Span> {
    // All of them begin with this byte, as quotation marks do and little else.
    let likely = memchr_iter(0xE2, text.as_bytes());
    let radical =
        |at: &usize| text[*at..].starts_with(|char| ('\u{2E80}'..='\u{2FD5}').contains(&char));
    likely.filter(radical).map(|at| Span::new(at, at + 3)).collect()
}

/// The text without what a web page puts behind the report.
fn body<'a>(report: &Report<'a>) -> &'a str {
    let text = report.source.text();
    let furniture = report.document.ending.furniture.map(|place| report.document.span(place).start);
    &text[..furniture.map_or(text.len(), |end| end as usize)]
}

fn dates(report: &Report) -> impl Iterator<Item = Span> {
    let document = report.document;
    let titles = document.blocks.iter().filter(|block| block.kind == BlockKind::Title);
    let sentences = document.prose.likely([&DAMAGED]);
    let places = titles.map(|block| block.place).chain(sentences.map(|sentence| sentence.place));
    places.flat_map(move |place| {
        let dates = damaged(document.shadow.slice(place)).into_iter();
        dates.map(move |date| document.span(place.part(date.range.start, date.range.end)))
    })
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

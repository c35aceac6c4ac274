//! The parts that a report says it has: their number, and the main headings that keep the promise.

use serde::Deserialize;

use super::{
    Facts, Finding, Kind, Out, Report,
    expression::{self, Expression},
};
use crate::{
    document::{quantity::Number, section},
    form::SectionKind,
    source::{Passage, Place, WordList},
};

/// Looks at the sentence before the first part that lists the parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// Words without any of which no sentence lists parts.
    pub words: WordList,
    /// The sentence: `list`, `etc` where the list is open, `number` of the parts.
    pub announce: Vec<Expression>,
    /// What is no part of the list in front of it or behind it.
    pub trim: Vec<String>,
    /// What always stands between two parts, or within the title of one.
    pub commas: String,
    /// Titles of one part though a comma stands in them.
    pub whole: Vec<String>,
    /// What always stands between two parts where both are whole.
    pub apart: Vec<String>,
    /// What stands between two parts or within one.
    pub joints: Vec<String>,
    /// Passages of titles whose joints divide nothing.
    pub fixed: Vec<String>,
    /// What the title of a whole part ends with.
    pub closings: Vec<String>,
}

/// A list of parts as a sentence gives it.
struct List {
    /// From the first part to the end of the statement.
    place: Place,
    items: Vec<Item>,
    number: Option<usize>,
    open: bool,
}

/// A piece of the list between two commas.
struct Item {
    place: Place,
    text: String,
    kinds: Vec<SectionKind>,
}

/// No part of a pattern has a name.
static NAMED: expression::Parts = expression::Parts::new();

/// An open list shorter than this may be a mere beginning.
const SHORT: usize = 4;
/// With fewer main headings the text is not laid out in parts.
const FEW: usize = 3;

impl Kind for Parts {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "stated", "count", "parts"]
    }

    fn invalid(&self) -> Option<String> {
        self.announce.iter().find_map(|pattern| pattern.error(&NAMED))
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(list) = self.list(report) else { return };
        if let Some((case, count)) = self.miscounted(&list) {
            let items: Vec<&str> = list.items.iter().map(|item| item.text.as_str()).collect();
            let span = report.document.span(list.place);
            let facts = Facts::new()
                .with("text", report.source.slice(span))
                .with("stated", list.number.unwrap_or_default())
                .with("count", count)
                .with("parts", items.join(" / "));
            out.find(Finding::at(span, facts).case(case));
        } else if report.document.ending.cut {
            out.skip("text-incomplete", Facts::new());
        } else {
            broken(&list, report, out);
        }
    }
}

impl Parts {
    fn list(&self, report: &Report) -> Option<List> {
        let document = report.document;
        let main = document.sections.iter().filter(|section| section.level == 1);
        let end = main.map(|section| section.block).nth(1).unwrap_or(document.blocks.len());
        let mut told =
            document.prose.having(document, &self.words).take_while(|one| one.block < end);
        told.find_map(|sentence| self.read(sentence.passage(document), sentence.place, report))
    }

    fn read(&self, passage: Passage, place: Place, report: &Report) -> Option<List> {
        let text = passage.text;
        let found = self.announce.iter().find_map(|pattern| pattern.captures(passage, &NAMED))?;
        let (whole, list) = (found.get(0)?, found.name("list")?);
        let number = found.name("number").and_then(|number| count(number.as_str()));
        let mut items = Vec::new();
        let mut start = list.start();
        for piece in self.split(list.as_str()) {
            let bare = self.trimmed(piece);
            let at = start + piece.find(bare).unwrap_or_default();
            start +=
                piece.len() + text[start + piece.len()..].chars().next().map_or(0, char::len_utf8);
            if !bare.is_empty() {
                let kinds = section::kinds(bare, report.forms);
                let place = place.part(at, at + bare.len());
                items.push(Item { place, text: bare.to_owned(), kinds });
            }
        }
        let from = items.first()?.place;
        let first = found.name("number").map(|number| place.part(number.start(), number.end()));
        let start = first.map_or(from.start, |first| first.start.min(from.start));
        let place = from.join(place.part(list.start(), whole.end().max(list.end())));
        let open = found.name("etc").is_some();
        Some(List { place: Place { start, ..place }, items, number, open })
    }

    /// The pieces of a list between two commas, titles with commas of their own kept whole.
    fn split<'a>(&self, list: &'a str) -> Vec<&'a str> {
        let titles = self.whole.iter().flat_map(|title| list.match_indices(title.as_str()));
        let titles: Vec<_> = titles.map(|(at, title)| at..at + title.len()).collect();
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, comma) in list.match_indices(|char| self.commas.contains(char)) {
            if !titles.iter().any(|title| title.contains(&at)) {
                pieces.push(&list[start..at]);
                start = at + comma.len();
            }
        }
        pieces.push(&list[start..]);
        pieces
    }

    /// A piece of the list without what is no part of it.
    fn trimmed<'a>(&self, piece: &'a str) -> &'a str {
        let mut text = piece.trim();
        while let Some(rest) = self
            .trim
            .iter()
            .find_map(|word| text.strip_prefix(word.as_str()).or(text.strip_suffix(word.as_str())))
        {
            text = rest.trim();
        }
        text
    }

    /// The number of parts listed, where the stated one fits no way to split the list.
    fn miscounted(&self, list: &List) -> Option<(&'static str, usize)> {
        let stated = list.number?;
        let most: usize = list.items.iter().map(|item| self.pieces(&item.text)).sum();
        let least = self.least(&list.items);
        if stated < least {
            return Some(("more", least));
        }
        let believed = !list.open || most >= SHORT && stated <= most + 2;
        (stated > most && believed).then_some(("fewer", most))
    }

    /// How many parts a piece could be at most.
    fn pieces(&self, text: &str) -> usize {
        let mut rest = text.to_owned();
        let fixed = self.fixed.iter().map(|title| (title, "-"));
        for (word, sign) in fixed.chain(self.joints.iter().map(|joint| (joint, "\n"))) {
            if rest.contains(word.as_str()) {
                rest = rest.replace(word.as_str(), sign);
            }
        }
        rest.split('\n').filter(|piece| !piece.is_empty()).count()
    }

    /// How many parts the list must have at least: titles that are whole, two about the same counted once.
    fn least(&self, items: &[Item]) -> usize {
        let whole = |text: &str| self.closings.iter().any(|end| text.ends_with(end.as_str()));
        let halves = |text: &str| {
            let mut joints = self.apart.iter().filter_map(|joint| text.split_once(joint.as_str()));
            joints.any(|(first, _)| whole(first))
        };
        let mut least = 0;
        let mut before: &[SectionKind] = &[];
        for item in items.iter().filter(|item| whole(&item.text)) {
            if item.kinds.is_empty() || item.kinds.iter().all(|kind| !before.contains(kind)) {
                least += 1 + usize::from(halves(&item.text));
            }
            before = &item.kinds;
        }
        least
    }
}

/// Listed parts that no main heading is about.
fn broken(list: &List, report: &Report, out: &mut Out) {
    let document = report.document;
    let main: Vec<_> = document.sections.iter().filter(|section| section.level == 1).collect();
    if main.len() < FEW {
        return;
    }
    // A heading that no word tells, such as one about the work in general, is most often that of the disclosures.
    let untold = main.iter().any(|section| section.kinds.is_empty());
    let kept = |item: &Item| {
        item.kinds.is_empty()
            || item.kinds.contains(&SectionKind::Overview)
            || item.kinds.contains(&SectionKind::Disclosure) && untold
            || main.iter().any(|section| section.kinds.iter().any(|kind| item.kinds.contains(kind)))
    };
    let missing: Vec<&Item> = list.items.iter().filter(|item| !kept(item)).collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<&str> = missing.iter().map(|item| item.text.as_str()).collect();
    let facts = Facts::new().with("text", &first.text).with("parts", names.join(" / "));
    let mut finding = Finding::at(document.span(first.place), facts);
    for item in &missing[1..] {
        let facts = Facts::new().with("text", &item.text);
        finding = finding.label(document.span(item.place), "other", facts);
    }
    out.find(finding);
}

/// A small number in figures or Han digits.
fn count(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return text.parse().ok();
    }
    let number = Number::parse_han(text)?;
    (1..=20u8).find(|&value| Number::whole(i64::from(value)) == number).map(usize::from)
}

//! Sentences left from an older draft: what they say is of this report's time, the year they name is not.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        Block, BlockKind,
        date::dates,
        quantity::quantities,
        sentence::split,
        year::{is_contested, unquoted},
    },
    source::{Passage, Place, WordList},
};

/// Looks for phrases with a year that is too old for what they say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// Patterns over a sentence without its quotations; the group `year` is the year, `at` the place.
    pub find: Vec<String>,
    /// Patterns of headings.
    #[serde(default)]
    pub heading: Vec<String>,
    /// Patterns over a sentence with its quotations, as for the report's own title.
    #[serde(default)]
    pub title: Vec<String>,
    /// Patterns over the sentence that the first section opens with.
    #[serde(default)]
    pub opening: Vec<String>,
    /// Words in the sentence beside one that make the two a comparison.
    #[serde(default)]
    pub present: Vec<String>,
    /// Words that name a part, so that a sentence is no comparison with a whole before it.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Words in a sentence that make it right all the same.
    pub unless: WordList,
    /// One of these has to stand in the sentence or in a heading over it; any will do where there are none.
    #[serde(default)]
    pub within: Vec<String>,
    /// How many years the year may be before the report's to be taken for a slip: the least and the most.
    pub age: [u16; 2],
    /// Whether a sentence that names the report's year, or a figure of it beside it, is a comparison and right.
    pub alone: bool,
    #[serde(skip)]
    patterns: OnceLock<Patterns>,
}

#[derive(Debug)]
struct Patterns {
    find: Vec<Regex>,
    heading: Vec<Regex>,
    title: Vec<Regex>,
    opening: Vec<Regex>,
}

impl Kind for Stale {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "other", "year", "next"]
    }

    fn invalid(&self) -> Option<String> {
        let lists = [&self.find, &self.heading, &self.title, &self.opening];
        let all = lists.into_iter().flatten();
        all.filter_map(|pattern| Regex::new(pattern).err()).map(|error| error.to_string()).next()
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(year) = report.year else { return out.skip("year-unknown", Facts::new()) };
        let document = report.document;
        if is_contested(document, year) {
            return;
        }
        let [least, most] = self.age;
        let names: Vec<String> =
            (least..=most).map(|age| year.saturating_sub(age).to_string()).collect();
        let names = WordList::from(names);
        for (block, passage) in document.passages().filter(|(block, _)| block.is_prose()) {
            if passage.has_any(&names) {
                self.block(report, block, (passage, &names), year, out);
            }
        }
    }
}

impl Stale {
    fn block(
        &self,
        report: &Report,
        block: &Block,
        (passage, names): (Passage, &WordList),
        year: u16,
        out: &mut Out,
    ) {
        let document = report.document;
        if let BlockKind::Heading(index) = block.kind
            && let Some(section) = document.sections.get(index)
        {
            self.read(report, section.place, &self.patterns().heading, year, "heading", out);
        }
        let paragraph: Vec<Place> = split(document.text(block), block.place).collect();
        for (at, &sentence) in paragraph.iter().enumerate() {
            let text = document.shadow.slice(sentence);
            if !passage.part(text).has_any(names) {
                continue;
            }
            self.read(report, sentence, &self.patterns().title, year, "title", out);
            let right = passage.part(text).has_any(&self.unless)
                || self.alone && self.is_compared(report, &paragraph, at, year);
            if right || !self.is_within(report, block, sentence) {
                continue;
            }
            let stale = self.read(report, sentence, &self.patterns().find, year, "", out);
            if !stale && opens(report, sentence, &paragraph, year) {
                self.read(report, sentence, &self.patterns().opening, year, "opening", out);
            }
        }
    }

    /// Reports the first match of one of the patterns whose year is of the wrong age; whether there is one.
    fn read(
        &self,
        report: &Report,
        place: Place,
        patterns: &[Regex],
        year: u16,
        case: &'static str,
        out: &mut Out,
    ) -> bool {
        let whole = report.document.shadow.slice(place);
        let text = if case.is_empty() { unquoted(whole) } else { whole.into() };
        let [least, most] = self.age;
        for found in patterns.iter().flat_map(|pattern| pattern.captures_iter(&text)) {
            let (Some(at), Some(named)) = (found.name("at"), found.name("year")) else { continue };
            let Ok(other) = named.as_str().parse::<u16>() else { continue };
            if year.checked_sub(other).is_none_or(|age| !(least..=most).contains(&age)) {
                continue;
            }
            let span = report.document.span(place.part(at.start(), at.end()));
            let facts = Facts::new()
                .with("text", report.source.slice(span).trim())
                .with("other", other)
                .with("year", year)
                .with("next", year.saturating_add(1));
            let finding = Finding::at(span, facts).case(case).certain(false);
            let read = report.document.profile.year.and_then(|year| year.place);
            out.find(read.into_iter().fold(finding, |finding, read| {
                let facts = Facts::new().with("year", year);
                finding.label(report.document.span(read), "year", facts)
            }));
            return true;
        }
        false
    }

    /// Whether the sentence names the report's year, or is one of two that give figures of one kind for two years.
    fn is_compared(&self, report: &Report, sentences: &[Place], at: usize, year: u16) -> bool {
        let text = |at: usize| {
            sentences.get(at).map(|&place| unquoted(report.document.shadow.slice(place)))
        };
        let Some(own) = text(at) else { return false };
        let (named, counted) = (years(&own), units(&own));
        let any =
            |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
        let pair = |other: &str| {
            let time =
                any(&self.present, other) || years(other).iter().any(|year| !named.contains(year));
            time && units(other).iter().any(|unit| counted.contains(unit))
        };
        let part = |before: &str| {
            let older = years(before).iter().any(|year| named.iter().any(|own| year < own));
            !older && any(&self.parts, &own) && !any(&self.parts, before)
        };
        let before = at.checked_sub(1).and_then(text);
        named.contains(&year)
            || text(at + 1).is_some_and(|next| pair(&next))
            || before.is_some_and(|before| pair(&before) && !part(&before))
    }

    /// Whether the sentence or a heading over it speaks of what the rule is about.
    fn is_within(&self, report: &Report, block: &Block, sentence: Place) -> bool {
        let document = report.document;
        let says = |place| {
            let text = document.shadow.slice(place);
            self.within.iter().any(|word| text.contains(word.as_str()))
        };
        let over = document
            .sections
            .iter()
            .filter(|section| document.blocks[section.block].place.start <= block.place.start)
            .filter(|section| {
                let last = document.blocks.get(section.end.saturating_sub(1));
                last.is_some_and(|last| block.place.start <= last.place.start)
            });
        self.within.is_empty() || says(sentence) || over.into_iter().any(|over| says(over.title))
    }

    fn patterns(&self) -> &Patterns {
        let compile = |patterns: &[String]| {
            patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
        };
        self.patterns.get_or_init(|| Patterns {
            find: compile(&self.find),
            heading: compile(&self.heading),
            title: compile(&self.title),
            opening: compile(&self.opening),
        })
    }
}

/// The years that a text names.
fn years(text: &str) -> Vec<u16> {
    dates(text).into_iter().filter_map(|date| date.year).collect()
}

/// The units that a text counts in.
fn units(text: &str) -> Vec<&'static str> {
    quantities(text).into_iter().map(|quantity| quantity.unit).collect()
}

/// Whether the first section opens with a sentence, and what follows in its paragraph does not name the report's year.
fn opens(report: &Report, sentence: Place, paragraph: &[Place], year: u16) -> bool {
    let document = report.document;
    let Some(section) = document.sections.iter().find(|section| section.level == 1) else {
        return false;
    };
    let mut places = document.prose.sentences.iter().map(|sentence| sentence.place);
    let body = places.find(|place| place.start >= section.place.end);
    let names = |place: &Place| document.shadow.slice(*place).contains(&year.to_string());
    body == Some(sentence) && !paragraph.iter().any(names)
}

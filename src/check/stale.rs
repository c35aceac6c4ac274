//! Sentences left from an older draft: what they say is of this report's time, the year they name is not.

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report, pattern::Phrase, soon::Soon};
use crate::{
    document::{
        BlockKind,
        date::dates,
        quantity::quantities,
        sentence::Sentence,
        year::{first_sentence, is_contested, unquoted},
    },
    source::{Passage, Place, WordList},
};

/// Looks for phrases with a year that is too old for what they say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// Patterns over a sentence without its quotations; the group `year` is the year, `at` the place.
    pub find: Vec<Phrase>,
    /// Patterns that hold whatever word of `unless` stands in the sentence.
    #[serde(default)]
    pub sure: Vec<Phrase>,
    /// Words soon behind the year, which are looked for first.
    #[serde(default)]
    pub soon: Vec<Soon>,
    /// Patterns of headings.
    #[serde(default)]
    pub heading: Vec<Phrase>,
    /// Patterns over a sentence with its quotations, as for the report's own title.
    #[serde(default)]
    pub title: Vec<Phrase>,
    /// Patterns over the sentence that the first section opens with.
    #[serde(default)]
    pub opening: Vec<Phrase>,
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
    pub within: WordList,
    /// How many years the year may be before the report's to be taken for a slip: the least and the most.
    pub age: [u16; 2],
    /// Whether a sentence that names the report's year, or a figure of it beside it, is a comparison and right.
    pub alone: bool,
}

impl Kind for Stale {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "other", "year", "next"]
    }

    fn invalid(&self) -> Option<String> {
        let lists = [&self.find, &self.sure, &self.heading, &self.title, &self.opening];
        let all = lists.into_iter().flatten();
        let tried = all.filter_map(|phrase| Regex::new(&phrase.pattern).err());
        tried.map(|error| error.to_string()).next()
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
        let mut heading = None;
        for sentence in document.prose.having(document, &names) {
            let passage = sentence.passage(document);
            if heading.replace(sentence.block) != Some(sentence.block) {
                self.heading(report, sentence.block, year, out);
            }
            self.sentence(report, (sentence, passage), year, out);
        }
    }
}

impl Stale {
    /// Looks at the heading that a block is or begins with.
    fn heading(&self, report: &Report, block: usize, year: u16, out: &mut Out) {
        let document = report.document;
        if let BlockKind::Heading(section) = document.blocks[block].kind
            && let Some(section) = document.sections.get(section)
            && let Some(passage) = document.prose.passage(document, block)
        {
            let title = passage.part(document.shadow.slice(section.place));
            let place = (section.place, title);
            if let Some(found) = self.first(report, place, (&[], &self.heading), year, "heading") {
                out.find(found);
            }
        }
    }

    /// Looks at a sentence that names an older year.
    fn sentence(
        &self,
        report: &Report,
        (sentence, passage): (&Sentence, Passage),
        year: u16,
        out: &mut Out,
    ) {
        let place = (sentence.place, passage);
        if let Some(title) = self.first(report, place, (&[], &self.title), year, "title") {
            out.find(title);
        }
        // Asked first: most sentences that name a year stand elsewhere.
        if !self.is_within(report, sentence, passage) {
            return;
        }
        if let Some(sure) = self.first(report, place, (&[], &self.sure), year, "") {
            return out.find(sure);
        }
        let mut phrases = self.find.iter().chain(&self.opening);
        let likely = self.soon.iter().any(|soon| passage.has_any(&soon.words))
            || phrases.any(|phrase| phrase.is_likely(passage));
        if !likely || passage.has_any(&self.unless) {
            return;
        }
        let paragraph = report.document.prose.of(sentence.block);
        let opening = || {
            let opens = opens(report, sentence.place, paragraph, year);
            let phrases = (&[][..], &self.opening[..]);
            opens.then(|| self.first(report, place, phrases, year, "opening")).flatten()
        };
        let phrases = (&self.soon[..], &self.find[..]);
        let found = self.first(report, place, phrases, year, "").or_else(opening);
        if let Some(found) = found
            && !(self.alone && self.is_compared(report, paragraph, sentence, year))
        {
            out.find(found);
        }
    }

    /// The first match of one of the words or phrases whose year is of the wrong age.
    fn first(
        &self,
        report: &Report,
        (place, passage): (Place, Passage),
        (soon, phrases): (&[Soon], &[Phrase]),
        year: u16,
        case: &'static str,
    ) -> Option<Finding> {
        let mut soon = soon.iter().filter(|soon| passage.has_any(&soon.words)).peekable();
        let mut likely = phrases.iter().filter(|phrase| phrase.is_likely(passage)).peekable();
        if soon.peek().is_none() && likely.peek().is_none() {
            return None;
        }
        let text = if case.is_empty() { unquoted(passage.text) } else { passage.text.into() };
        let [least, most] = self.age;
        let aged =
            |other: u16| year.checked_sub(other).is_some_and(|age| (least..=most).contains(&age));
        let by_pattern = || {
            let found = likely.filter_map(Phrase::made).flat_map(|made| made.captures_iter(&text));
            let read = |found: regex::Captures| {
                let (at, other) = (found.name("at")?, found.name("year")?.as_str().parse().ok()?);
                aged(other).then(|| (at.range(), other))
            };
            found.into_iter().find_map(read)
        };
        let by_words = soon.find_map(|soon| soon.first(&text, aged));
        let (at, other) = by_words.or_else(by_pattern)?;
        let span = report.document.span(place.part(at.start, at.end));
        let facts = Facts::new()
            .with("text", report.source.slice(span).trim())
            .with("other", other)
            .with("year", year)
            .with("next", year.saturating_add(1));
        let finding = Finding::at(span, facts).case(case).certain(false);
        let read = report.document.profile.year.and_then(|year| year.place);
        Some(read.into_iter().fold(finding, |finding, read| {
            let facts = Facts::new().with("year", year);
            finding.label(report.document.span(read), "year", facts)
        }))
    }

    /// Whether the sentence names the report's year, or is one of two that give figures of one kind for two years.
    fn is_compared(
        &self,
        report: &Report,
        sentences: &[Sentence],
        sentence: &Sentence,
        year: u16,
    ) -> bool {
        let at = sentences.partition_point(|one| one.place.start < sentence.place.start);
        let text = |at: usize| {
            let sentence = sentences.get(at)?;
            Some(unquoted(report.document.shadow.slice(sentence.place)))
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
    fn is_within(&self, report: &Report, sentence: &Sentence, passage: Passage) -> bool {
        let document = report.document;
        let over = || {
            document.over(sentence.block).any(|over| {
                let heading = document.prose.passage(document, over.block);
                let title = document.shadow.slice(over.title);
                heading.is_some_and(|heading| heading.part(title).has_any(&self.within))
            })
        };
        self.within.is_empty() || passage.has_any(&self.within) || over()
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
fn opens(report: &Report, sentence: Place, paragraph: &[Sentence], year: u16) -> bool {
    let document = report.document;
    let year = year.to_string();
    let names = |one: &Sentence| document.shadow.slice(one.place).contains(&year);
    first_sentence(document).is_some_and(|first| first.place == sentence)
        && !paragraph.iter().any(names)
}

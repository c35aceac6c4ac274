//! Phrases that must not stand in a report's text, given as regular expressions.

use std::{cmp::Reverse, sync::OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::source::{Passage, WordList};

/// Looks for phrases in title, headings and prose; patterns see the folded text of one block.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What is a fault.
    pub find: Vec<Phrase>,
    /// What is right all the same: a place that touches a match of these is no fault.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words that exempt the block they stand in.
    #[serde(default)]
    pub except: WordList,
    #[serde(skip)]
    right: OnceLock<Vec<Regex>>,
}

/// A kind of phrase.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Words without any of which the pattern is not tried, nor even made; where there are none, it always is.
    #[serde(default)]
    pub words: WordList,
    /// The regular expression; the group `at` tells the place, else the whole match is it.
    pub pattern: String,
    #[serde(skip)]
    made: OnceLock<Option<Regex>>,
}

impl Kind for Pattern {
    fn facts(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn invalid(&self) -> Option<String> {
        let all = self.find.iter().map(|phrase| &phrase.pattern).chain(&self.unless);
        all.filter_map(|pattern| Regex::new(pattern).err()).map(|error| error.to_string()).next()
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let mut places: Vec<Place> = Vec::new();
        for phrase in &self.find {
            for block in document.prose.blocks_with(document, &phrase.words) {
                let Some(pattern) = phrase.made() else { break };
                let text = document.text(&document.blocks[block]);
                all(pattern, text, |start, end| places.push(Place { block, start, end }));
            }
        }
        places.sort_by_key(|place| (place.block, place.start, Reverse(place.end)));
        for places in places.chunk_by(|one, next| one.block == next.block) {
            let block = places[0].block;
            let Some(passage) = document.prose.passage(document, block) else { continue };
            for Place { start, end, .. } in self.faults(places, passage) {
                let span = document.span(document.blocks[block].place.part(start, end));
                let facts = Facts::new().with("text", report.source.slice(span).trim());
                out.find(Finding::at(span, facts));
            }
        }
    }
}

/// What a pattern was found at.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    /// In bytes of the block.
    start: usize,
    end: usize,
}

impl Pattern {
    /// The places in one text that are faults, none within another.
    fn faults(&self, places: &[Place], passage: Passage) -> Vec<Place> {
        if passage.has_any(&self.except) {
            return Vec::new();
        }
        let mut faults = places.to_vec();
        let mut last = 0;
        faults.retain(|place| {
            let new = place.start >= last;
            last = last.max(place.end);
            new
        });
        for right in self.right().iter().flat_map(|pattern| pattern.find_iter(passage.text)) {
            faults.retain(|place| place.end <= right.start() || right.end() <= place.start);
        }
        faults
    }

    fn right(&self) -> &[Regex] {
        self.right.get_or_init(|| {
            self.unless.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
        })
    }
}

impl Phrase {
    /// Whether it may stand in a passage, going by its words.
    pub(super) fn is_likely(&self, passage: Passage) -> bool {
        self.words.is_empty() || passage.has_any(&self.words)
    }

    /// Its regular expression, made when it is first needed.
    pub(super) fn made(&self) -> Option<&Regex> {
        self.made.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }
}

/// Tells every place of one pattern; the search goes on behind the place, not behind what follows it.
fn all(pattern: &Regex, text: &str, mut tell: impl FnMut(usize, usize)) {
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let Some(at) = found.name("at").or(found.get(0)).filter(|at| !at.is_empty()) else { break };
        tell(at.start(), at.end());
        from = at.end();
    }
}

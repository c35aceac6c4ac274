//! Phrases that must not stand in a report's text, given as regular expressions.

use std::sync::OnceLock;

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
        let likely = |phrase: &&Phrase| {
            phrase.words.is_empty() || document.prose.may_have_any(&phrase.words)
        };
        let likely: Vec<&Phrase> = self.find.iter().filter(likely).collect();
        if likely.is_empty() {
            return;
        }
        for (block, passage) in document.passages() {
            for (start, end) in self.places(&likely, passage) {
                let span = document.span(block.place.part(start, end));
                let facts = Facts::new().with("text", report.source.slice(span).trim());
                out.find(Finding::at(span, facts));
            }
        }
    }
}

impl Pattern {
    /// The places of faults in a text, in order, none within another.
    fn places(&self, phrases: &[&Phrase], passage: Passage) -> Vec<(usize, usize)> {
        let text = passage.text;
        let likely = phrases.iter().filter(|phrase| phrase.is_likely(passage));
        let mut places: Vec<(usize, usize)> = Vec::new();
        for pattern in likely.filter_map(|phrase| phrase.made()) {
            places.extend(all(pattern, text));
        }
        if places.is_empty() || passage.has_any(&self.except) {
            return Vec::new();
        }
        places.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        let mut last = 0;
        places.retain(|&(start, end)| {
            let new = start >= last;
            last = last.max(end);
            new
        });
        for right in self.right().iter().flat_map(|pattern| pattern.find_iter(text)) {
            places.retain(|&(start, end)| end <= right.start() || right.end() <= start);
        }
        places
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

/// Every place of one pattern; the search goes on behind the place, not behind what follows it.
fn all(pattern: &Regex, text: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let Some(at) = found.name("at").or(found.get(0)).filter(|at| !at.is_empty()) else { break };
        places.push((at.start(), at.end()));
        from = at.end();
    }
    places
}

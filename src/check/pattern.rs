//! Phrases that must not stand in a report's text, given as regular expressions.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::BlockKind;

/// Looks for phrases in title, headings and prose; patterns see the folded text of one block.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// A block without any of these words is not looked at, which keeps reports without them fast.
    pub trigger: Vec<String>,
    /// What is a fault; the group `at` tells the place, else the whole match is it.
    pub find: Vec<String>,
    /// What is right all the same: a place that touches a match of these is no fault.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words that exempt the block they stand in.
    #[serde(default)]
    pub except: Vec<String>,
    #[serde(skip)]
    words: OnceLock<Option<AhoCorasick>>,
    #[serde(skip)]
    patterns: OnceLock<Patterns>,
}

/// Made when the first block with a trigger turns up.
#[derive(Debug)]
struct Patterns {
    find: Vec<Regex>,
    unless: Vec<Regex>,
}

impl Kind for Pattern {
    fn facts(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn invalid(&self) -> Option<String> {
        let all = self.find.iter().chain(&self.unless);
        all.filter_map(|pattern| Regex::new(pattern).err()).map(|error| error.to_string()).next()
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(words) = self.words() else { return };
        let document = report.document;
        for block in &document.blocks {
            let text = document.text(block);
            let read = matches!(
                block.kind,
                BlockKind::Title | BlockKind::Paragraph | BlockKind::Heading(_)
            );
            if !read || !words.is_match(text) || self.is_exempt(text) {
                continue;
            }
            for (start, end) in self.patterns().places(text) {
                let span = document.span(block.place.part(start, end));
                let facts = Facts::new().with("text", report.source.slice(span).trim());
                out.find(Finding::at(span, facts));
            }
        }
    }
}

impl Pattern {
    /// What finds the triggers, in one pass.
    fn words(&self) -> Option<&AhoCorasick> {
        self.words.get_or_init(|| AhoCorasick::new(&self.trigger).ok()).as_ref()
    }

    fn is_exempt(&self, text: &str) -> bool {
        self.except.iter().any(|word| text.contains(word.as_str()))
    }

    fn patterns(&self) -> &Patterns {
        let compile = |patterns: &[String]| {
            patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
        };
        self.patterns
            .get_or_init(|| Patterns { find: compile(&self.find), unless: compile(&self.unless) })
    }
}

impl Patterns {
    /// The places of faults in a text, in order, none within another.
    fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let mut places: Vec<(usize, usize)> =
            self.find.iter().flat_map(|pattern| all(pattern, text)).collect();
        places.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        let mut last = 0;
        places.retain(|&(start, end)| {
            let new = start >= last;
            last = last.max(end);
            new
        });
        for right in self.unless.iter().flat_map(|pattern| pattern.find_iter(text)) {
            places.retain(|&(start, end)| end <= right.start() || right.end() <= start);
        }
        places
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

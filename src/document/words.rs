//! Lists of words that are looked for together, in one pass over a text.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A list of words; its searcher is built on first use.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    searcher: OnceLock<Option<AhoCorasick>>,
}

impl WordList {
    /// A list of these words.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, searcher: OnceLock::new() }
    }

    /// Whether a text has any of them.
    pub fn is_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// Where the first of them begins in a text, in bytes.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        match self.searcher.get_or_init(|| searcher(self.words)) {
            Some(searcher) => searcher.find(text).map(|found| found.start()),
            None => self.words.iter().filter_map(|word| text.find(word)).min(),
        }
    }
}

/// A searcher that is quick to build: most runs look at one report.
fn searcher(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(words).ok()
}

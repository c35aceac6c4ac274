//! Regular expressions of rule files, on folded text, compiled when first used.

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use regex::{Captures, Regex};
use serde::Deserialize;

use super::needed::{ends, needed};
use crate::source::{
    Passage, WordList,
    pairs::{Few, Pair},
};

/// Parts of patterns by name: `<name>` in a pattern stands for the part.
pub type Parts = BTreeMap<String, String>;

/// A regular expression as a rule file writes it.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Expression {
    text: String,
    /// Without a word of each of these it is not found.
    needed: OnceLock<Vec<WordList>>,
    /// It ends with one of these.
    ends: OnceLock<Option<Few>>,
    regex: OnceLock<Option<Regex>>,
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Self { text, needed: OnceLock::new(), ends: OnceLock::new(), regex: OnceLock::new() }
    }
}

impl Expression {
    /// Where it is found first.
    pub fn find(&self, passage: Passage, parts: &Parts) -> Option<Range<usize>> {
        self.regex(passage, "", "", parts)?.find(passage.text).map(|found| found.range())
    }

    /// The longest find that ends where the text ends; an empty pattern is found anywhere.
    ///
    /// A pattern is used in one of these ways only, for it is compiled once.
    pub fn ending(&self, passage: Passage, parts: &Parts) -> Option<Range<usize>> {
        let end = passage.text.len();
        if self.text.is_empty() {
            return Some(end..end);
        }
        if let Some(ends) = self.ends.get_or_init(|| ends(&self.expanded(parts)))
            && !passage
                .text
                .chars()
                .next_back()
                .is_some_and(|last| ends.may_have_pair(Pair::single(last)))
        {
            return None;
        }
        // The words may stand behind the text, where only its sentence has them.
        let needed = self.needed(parts);
        if !needed.iter().all(|words| passage.has_any(words)) {
            return None;
        }
        self.compiled("", "$", parts)?.find(passage.text).map(|found| found.range())
    }

    /// The find that begins where the text begins.
    pub fn beginning(&self, passage: Passage, parts: &Parts) -> Option<Range<usize>> {
        self.regex(passage, "^", "", parts)?.find(passage.text).map(|found| found.range())
    }

    /// Every find, left to right.
    pub fn all(&self, passage: Passage, parts: &Parts) -> Vec<Range<usize>> {
        let regex = self.regex(passage, "", "", parts);
        regex.map_or_else(Vec::new, |regex| {
            regex.find_iter(passage.text).map(|found| found.range()).collect()
        })
    }

    /// The first find with its groups.
    pub fn captures<'t>(&self, passage: Passage<'t>, parts: &Parts) -> Option<Captures<'t>> {
        self.regex(passage, "", "", parts)?.captures(passage.text)
    }

    /// Why it is no regular expression, if it is none.
    pub fn error(&self, parts: &Parts) -> Option<String> {
        Regex::new(&self.expanded(parts)).err().map(|error| error.to_string())
    }

    /// The expression, where it may be found in the passage.
    fn regex(&self, passage: Passage, first: &str, last: &str, parts: &Parts) -> Option<&Regex> {
        let likely = self.needed(parts).iter().all(|words| passage.may_have_any(words));
        if likely { self.compiled(first, last, parts) } else { None }
    }

    /// What a text must have for the expression to be found.
    fn needed(&self, parts: &Parts) -> &[WordList] {
        self.needed.get_or_init(|| needed(&self.expanded(parts)))
    }

    fn compiled(&self, first: &str, last: &str, parts: &Parts) -> Option<&Regex> {
        let compile = || Regex::new(&format!("{first}(?:{}){last}", self.expanded(parts))).ok();
        self.regex.get_or_init(compile).as_ref()
    }

    /// With the parts in place of their names; parts may name parts, three deep.
    fn expanded(&self, parts: &Parts) -> String {
        let named = |text: String, (name, part): (&String, &String)| {
            text.replace(&format!("<{name}>"), &format!("(?:{part})"))
        };
        (0..3).fold(self.text.clone(), |text, _| parts.iter().fold(text, named))
    }
}

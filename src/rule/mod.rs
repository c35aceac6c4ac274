//! A rule is a file: level, words, basis, one check with its parameters, examples.

pub mod catalog;
pub mod config;
pub mod level;
pub mod parse;
mod said;
pub mod words;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt::{Display, Write},
};

use memchr::memchr;

use crate::{check::Check, diagnostic::Level};

pub use words::{Lang, Words};

/// A checked rule; its fields only change by parsing another file.
#[derive(Debug)]
pub struct Rule {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) level: Level,
    pub(crate) case_levels: BTreeMap<String, Level>,
    pub(crate) applies: Applies,
    pub(crate) basis: String,
    pub(crate) follows: Vec<String>,
    pub(crate) echoes: Vec<String>,
    pub(crate) zh: RuleWords,
    pub(crate) en: RuleWords,
    pub(crate) check: Check,
    pub(crate) examples: Vec<Example>,
}

impl Rule {
    /// Its id: the stem of its file.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The group it belongs to.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Its level unless configured otherwise.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The level of one of its cases, where that differs from the rule's.
    pub fn case_level(&self, case: &str) -> Option<Level> {
        self.case_levels.get(case).copied()
    }

    /// The article it rests on.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Rules whose findings make its own redundant.
    pub fn follows(&self) -> &[String] {
        &self.follows
    }

    /// Rules whose findings say the same as its own, where both read one figure and are off by as much.
    pub fn echoes(&self) -> &[String] {
        &self.echoes
    }

    /// Whether it has words for labels of this name.
    pub fn says(&self, label: &str) -> bool {
        [&self.zh, &self.en].iter().any(|words| words.labels.contains_key(label))
    }

    /// The forms it applies to.
    pub fn applies(&self) -> &Applies {
        &self.applies
    }

    /// Its words in a language.
    pub fn words(&self, lang: Lang) -> &RuleWords {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Its check.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// Its examples, bad ones first.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// Which reports a rule is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applies {
    /// Forms due by the report's year; empty for all.
    pub due: Vec<String>,
    /// Forms whose tables are found; empty for all.
    pub found: Vec<String>,
}

/// The words of a rule in one language; `{fact}` stands for a fact.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    /// A few words that name the fault.
    pub title: String,
    /// The fact, in one sentence without full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// What, why and when it may be wrong, for `explain`.
    pub explain: String,
    /// What labels say, by name.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// What notes say, by name.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// Other wordings, by case.
    #[serde(default)]
    pub case: BTreeMap<String, CaseWords>,
}

/// What is worded differently in one case.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseWords {
    /// Instead of the main message.
    pub message: String,
    /// Instead of the main help.
    pub help: Option<String>,
    /// Instead of the label at the primary place.
    pub label: Option<String>,
}

impl RuleWords {
    /// The message of a case.
    pub fn message(&self, case: &str) -> &str {
        self.case.get(case).map_or(&self.message, |words| &words.message)
    }

    /// The help of a case.
    pub fn help(&self, case: &str) -> &str {
        self.case.get(case).and_then(|words| words.help.as_ref()).unwrap_or(&self.help)
    }

    /// What the label at the primary place says in a case; empty where it says nothing.
    pub fn primary(&self, case: &str) -> &str {
        let own = self.case.get(case).and_then(|words| words.label.as_deref());
        own.or(self.labels.get("primary").map(String::as_str)).unwrap_or_default()
    }

    /// Every text that may hold facts.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &str> {
        let cases = self
            .case
            .values()
            .flat_map(|case| [Some(&case.message), case.help.as_ref(), case.label.as_ref()]);
        let own = [Some(&self.message), Some(&self.help)].into_iter().chain(cases).flatten();
        own.chain(self.labels.values()).chain(self.notes.values()).map(String::as_str)
    }
}

/// Replaces `{name}` by facts.
#[expect(clippy::needless_pass_by_value, reason = "an iterator is given up")]
pub fn fill<'t, 'f, F: Display>(
    template: &'t str,
    facts: impl Iterator<Item = (&'f str, F)> + Clone,
) -> Cow<'t, str> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = memchr(b'{', rest.as_bytes()) {
        let Some(close) = memchr(b'}', &rest.as_bytes()[open..]) else { break };
        if out.is_empty() {
            out.reserve(template.len() + 16);
        }
        out.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        match facts.clone().find(|(fact, _)| *fact == name) {
            Some((_, value)) => write!(out, "{value}").expect("a String takes every write"),
            None => out.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    if out.is_empty() && rest.len() == template.len() {
        return template.into();
    }
    out.push_str(rest);
    out.into()
}

/// A text that a rule must find fault with at its marks, or must not.
#[derive(Clone, Debug)]
pub struct Example {
    /// Without its marks `⟦⟧`.
    pub text: String,
    /// The marked places, in bytes; empty for a good example.
    pub marks: Vec<crate::source::Span>,
    /// Whether the rule must fire.
    pub bad: bool,
    /// The report year, where the text itself does not say.
    pub year: Option<u16>,
    /// Read as Markdown rather than plain text.
    pub markdown: bool,
    /// A Word document: `{++put in++}`, `{--taken out--}`, `{>>comment<<}`, `{~~hidden~~}`, `{==result of a field==}`, and
    /// `{@@company@@}` of the metadata.
    pub word: bool,
}

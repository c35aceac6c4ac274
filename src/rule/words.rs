//! The words that belong to no rule: headings of the output, reasons why something is unchecked. `rules/words.toml`.

use std::{collections::BTreeMap, fmt::Display};

use serde::Deserialize;

/// The language of what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One phrase in both languages, `{name}` standing for a fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    zh: String,
    en: String,
}

/// Phrases by key, in the language of a run.
#[derive(Clone, Debug)]
pub struct Words {
    lang: Lang,
    phrases: BTreeMap<String, Phrase>,
}

impl Words {
    /// The built-in phrases.
    pub fn new(lang: Lang) -> Self {
        let phrases = include_str!(concat!(env!("OUT_DIR"), "/words.json"));
        let phrases = serde_json::from_str(phrases)
            .expect("the built-in words.toml is valid, as a test proves");
        Self { lang, phrases }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The phrase of a key; the key itself where there is none, which a test rules out for the keys in use.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match (self.phrases.get(key), self.lang) {
            (None, _) => key,
            (Some(phrase), Lang::Zh) => &phrase.zh,
            (Some(phrase), Lang::En) => &phrase.en,
        }
    }

    /// The phrase with its `{name}`s replaced.
    pub fn fill(&self, key: &str, facts: &[(&str, &dyn Display)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in facts {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }
}

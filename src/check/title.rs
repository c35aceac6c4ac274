//! A title without year, organ or the words of the law.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::{BlockKind, date::dates, profile};

/// Looks at the report's title.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// What the title must say, in the order it says it.
    pub words: Vec<String>,
    /// What stands for a missing year in the words `{missing}`.
    pub year: String,
    /// What stands for a missing organ.
    pub organ: String,
    /// Wordings that are as good as the prescribed one.
    pub accept: Vec<String>,
}

impl Kind for Title {
    fn facts(&self) -> &'static [&'static str] {
        &["title", "missing"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let Some(title) = &document.title else {
            let untitled =
                !document.blocks.iter().take(2).any(|block| matches!(block.kind, BlockKind::Title));
            if untitled {
                out.find(Finding::at(document.span(document.head()), Facts::new()).case("absent"));
            }
            return;
        };
        let mut missing: Vec<&str> = Vec::new();
        if profile::first_year(&title.text).is_none() {
            missing.push(&self.year);
        }
        if profile::organ_in_title(&title.text).chars().count() < 2 && !organ_above(report) {
            missing.push(&self.organ);
        }
        if !self.accept.iter().any(|accepted| title.text.contains(accepted.as_str())) {
            missing.extend(self.words_missing(&title.text));
        }
        if !missing.is_empty() {
            let facts = Facts::new().with("title", &title.text).with("missing", missing.join("、"));
            out.find(Finding::at(document.span(title.place), facts));
        }
    }
}

impl Title {
    /// Which of the prescribed words a title lacks, going through it from left to right.
    fn words_missing(&self, title: &str) -> Vec<&str> {
        let behind_year = dates(title).last().map_or(0, |date| date.range.end);
        let tail = if title[behind_year..].contains(&self.words[1]) {
            &title[behind_year..]
        } else {
            title
        };
        let mut rest = tail;
        let mut missing = Vec::new();
        for word in &self.words {
            match rest.find(word.as_str()) {
                Some(at) => rest = &rest[at + word.len()..],
                None => missing.push(word.as_str()),
            }
        }
        missing
    }
}

/// Whether the line above the title names the organ, though it is no part of the title.
fn organ_above(report: &Report) -> bool {
    let blocks = &report.document.blocks;
    let title = blocks.iter().position(|block| block.kind == BlockKind::Title);
    let above = title.and_then(|at| at.checked_sub(1)).map(|at| report.document.text(&blocks[at]));
    above.is_some_and(|text| profile::kind(text).is_some() && text.chars().count() <= 30)
}

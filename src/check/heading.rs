//! Words that must not stand in a heading, or close to certain words in running text.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{document::section::Section, source::WordList};

/// Looks for phrases of an older law.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Words that must not stand in a heading.
    pub words: WordList,
    /// A phrase that must not stand in a sentence with one of `near`.
    pub phrases: WordList,
    /// What makes a phrase a fault.
    pub near: WordList,
    /// What makes it right all the same.
    pub unless: WordList,
    /// The first report year it is a fault in.
    pub from_year: u16,
}

impl Kind for Heading {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "word", "year"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(year) = report.year else { return out.skip("year-unknown", Facts::new()) };
        if year < self.from_year {
            return;
        }
        let document = report.document;
        let mut likely: Vec<usize> = document.prose.blocks_with(document, &self.words).collect();
        likely.sort_unstable();
        let is_likely = |section: &&Section| likely.binary_search(&section.block).is_ok();
        for section in document.sections.iter().filter(is_likely) {
            let Some(passage) = document.prose.passage(document, section.block) else { continue };
            let title = passage.part(document.shadow.slice(section.title));
            if let Some(word) = title.all(&self.words).next() {
                let text = report.source.slice(document.span(section.place)).trim();
                let facts = Facts::new().with("text", text).with("word", word).with("year", year);
                out.find(Finding::at(document.span(section.place), facts));
            }
        }
        for sentence in document.prose.likely([&self.phrases, &self.near]) {
            let passage = sentence.passage(document);
            let Some(phrase) = passage.all(&self.phrases).next() else { continue };
            let Some(at) = passage.text.find(phrase) else { continue };
            if passage.has_any(&self.near) && !passage.has_any(&self.unless) {
                let facts =
                    Facts::new().with("text", phrase).with("word", phrase).with("year", year);
                out.find(
                    Finding::at(document.span(sentence.place.part(at, at + phrase.len())), facts)
                        .case("phrase"),
                );
            }
        }
    }
}

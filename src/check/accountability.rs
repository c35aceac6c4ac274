//! What the law asks only of governments: assessment, review by society, accountability.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report, section_empty::is_empty};
use crate::{form::SectionKind, source::WordList};

/// Looks for each element anywhere in running text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accountability {
    /// What must be mentioned.
    pub elements: Vec<Element>,
    /// Any of these in the overview is enough for reports from `enough_from` on.
    pub enough: Vec<String>,
    /// The first report year in which `enough` is.
    pub enough_from: u16,
    /// The first report year it is due in.
    pub from_year: u16,
}

/// One thing to be mentioned.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// What to call it.
    pub name: String,
    /// Any of these mentions it.
    pub words: WordList,
}

/// Whether the overview says a word, its sub-sections included.
fn in_overview(report: &Report, word: &str) -> bool {
    let document = report.document;
    let overview = document
        .sections
        .iter()
        .filter(|section| section.level == 1 && section.kinds.contains(&SectionKind::Overview));
    overview.into_iter().any(|section| {
        let blocks = document.blocks.get(section.block..section.end).unwrap_or_default();
        blocks.iter().any(|block| document.text(block).contains(word))
    })
}

impl Kind for Accountability {
    fn facts(&self) -> &'static [&'static str] {
        &["missing", "issuer"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let Some(year) = report.year else { return out.skip("year-unknown", Facts::new()) };
        let Some(issuer) = document.profile.issuer.as_ref().filter(|_| year >= self.from_year)
        else {
            if year >= self.from_year {
                out.skip("issuer-unknown", Facts::new());
            }
            return;
        };
        let Some(kind) = issuer.kind else { return out.skip("issuer-unknown", Facts::new()) };
        if !kind.is_government() {
            return;
        }
        let is_said = |words: &WordList| document.prose.having(document, words).next().is_some();
        let missing: Vec<&str> = self
            .elements
            .iter()
            .filter(|element| !is_said(&element.words))
            .map(|element| element.name.as_str())
            .collect();
        if missing.is_empty()
            || year >= self.enough_from && self.enough.iter().any(|word| in_overview(report, word))
        {
            return;
        }
        if document.ending.cut {
            return out.skip("text-incomplete", Facts::new());
        }
        let mut main = document.sections.iter().filter(|section| section.level == 1);
        let overview = main.find(|section| section.kinds.contains(&SectionKind::Overview));
        if overview.is_none_or(|section| is_empty(report, section)) {
            return out.skip("overview-absent", Facts::new());
        }
        let facts = Facts::new().with("missing", missing.join("”“")).with("issuer", &issuer.name);
        let finding = Finding::at(document.span(document.head()), facts);
        out.find(match overview {
            Some(section) => finding.label(document.span(section.place), "overview", Facts::new()),
            None => finding,
        });
    }
}

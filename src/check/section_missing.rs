//! A prescribed section that is absent.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::section::{Section, Style},
    form::{SectionKind, SectionSpec},
    source::WordList,
};

/// Looks for each section of the form due.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionMissing {
    /// For the free layout: words that show the content in running text where no heading does.
    pub in_substance: Vec<(SectionKind, WordList)>,
}

impl Kind for SectionMissing {
    fn facts(&self) -> &'static [&'static str] {
        &["section", "number", "form", "elsewhere"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(due) = report.due else { return out.skip("year-unknown", Facts::new()) };
        let loose = due.free || report.wrong_form().is_some_and(|form| form.free);
        let behind_cut = |index: usize| {
            report.document.ending.cut
                && due.sections[index..].iter().all(|spec| !has(report, spec.id, loose))
        };
        let sub_items: Vec<&SectionSpec> = due
            .sections
            .iter()
            .filter(|spec| !has(report, spec.id, false) && has(report, spec.id, true))
            .collect();
        for (index, spec) in due.sections.iter().enumerate().filter(|(_, spec)| !spec.optional) {
            let found = has(report, spec.id, loose) || loose && self.in_text(report, spec.id);
            if found || !loose && slot(report, index).is_some() {
                continue;
            }
            if behind_cut(index) || loose && report.document.ending.cut {
                out.skip("text-incomplete", Facts::new());
                continue;
            }
            let facts = Facts::new()
                .with("section", &spec.title.text)
                .with("number", index + 1)
                .with("form", &due.notice);
            let mut finding = Finding::at(report.document.span(report.document.head()), facts)
                .case(if due.free { "free" } else { "" });
            if let Some(next) = neighbour(report, &due.sections[index + 1..]) {
                finding = finding.label(next, "before", Facts::new());
            }
            if loose && !due.free && !sub_items.is_empty() {
                let names: Vec<&str> =
                    sub_items.iter().map(|spec| spec.title.text.as_str()).collect();
                finding =
                    finding.note("in-substance", Facts::new().with("elsewhere", names.join("、")));
            }
            out.find(finding);
        }
    }
}

impl SectionMissing {
    fn in_text(&self, report: &Report, kind: SectionKind) -> bool {
        let document = report.document;
        let first = document.sections.first().map_or(0, |section| section.block);
        // The preamble's list of parts is no part itself.
        let mut words = self.in_substance.iter().filter(|(of, _)| *of == kind);
        words.any(|(_, words)| document.prose.having(document, words).any(|one| one.block >= first))
    }
}

/// The main section that has the number of a prescribed one and a title that tells of none: it was given another title.
pub(super) fn slot<'a>(report: &Report<'a>, index: usize) -> Option<&'a Section> {
    let mut main = report.document.sections.iter().filter(|section| section.level == 1);
    main.find(|section| section.number == Some(index as u32 + 1) && section.kinds.is_empty())
}

/// Whether a heading is about this; a main one unless `any_level`.
fn has(report: &Report, kind: SectionKind, any_level: bool) -> bool {
    let mut sections = report.document.sections.iter();
    let main = |section: &Section| {
        section.level == 1 || section.style == Style::Bare && section.titled == Some(kind)
    };
    sections.any(|section| (any_level || main(section)) && section.kinds.contains(&kind))
}

/// The heading before which the section should stand.
fn neighbour(report: &Report, later: &[SectionSpec]) -> Option<crate::source::Span> {
    let mut main = report.document.sections.iter().filter(|section| section.level == 1);
    let next = main.find(|section| later.iter().any(|spec| section.kinds.contains(&spec.id)))?;
    Some(report.document.span(next.place))
}

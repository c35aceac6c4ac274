//! A prescribed section under another title.

use std::collections::HashSet;

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::form::SectionKind;

/// Compares the titles of main sections with the form's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionTitle {}

impl Kind for SectionTitle {
    fn facts(&self) -> &'static [&'static str] {
        &["title", "expected", "form"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(due) = report.due else { return out.skip("year-unknown", Facts::new()) };
        let document = report.document;
        let main = || document.sections.iter().filter(|section| section.level == 1);
        // A report wholly in the old layout has old titles: that follows from the wrong form.
        let tries = main().any(|section| {
            section.titled == Some(SectionKind::Overview) && is_prescribed(report, section.title)
        });
        if due.free || report.wrong_form().is_some_and(|form| form.free) && !tries {
            return;
        }
        let taken: HashSet<SectionKind> =
            main().flat_map(|section| section.kinds.iter().copied()).collect();
        let titled: HashSet<SectionKind> = main().filter_map(|section| section.titled).collect();
        for section in main().filter(|section| section.titled.is_none()) {
            let in_slot = || {
                let index = section.number.and_then(|number| (number as usize).checked_sub(1))?;
                let spec = due
                    .sections
                    .get(index)
                    .filter(|_| section.kinds.is_empty() && report.wrong_form().is_none())?;
                (!taken.contains(&spec.id)).then_some(spec.id)
            };
            let Some(kind) = section
                .kinds
                .first()
                .filter(|_| section.kinds.len() == 1)
                .copied()
                .or_else(in_slot)
            else {
                continue;
            };
            let doubled = titled.contains(&kind);
            let unfinished =
                document.ending.cut && section.block + 1 == section.end && !section.runs_on;
            let Some(spec) = due.section(kind).filter(|_| !doubled && !unfinished) else {
                continue;
            };
            let title = report.source.slice(document.span(section.title)).trim();
            let facts = Facts::new()
                .with("title", title)
                .with("expected", &spec.title.text)
                .with("form", &due.notice);
            out.find(Finding::at(document.span(section.title), facts));
        }
    }
}

/// Whether a title is the prescribed wording itself.
fn is_prescribed(report: &Report, title: crate::source::Place) -> bool {
    let text = report.document.shadow.slice(title);
    report.due.is_some_and(|due| due.sections.iter().any(|spec| spec.title.folded == text))
}

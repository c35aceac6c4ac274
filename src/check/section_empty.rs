//! A section that is only a heading.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{BlockKind, section::Section},
    form::SectionKind,
    read::Format,
};

/// Looks for main sections without text and table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionEmpty {}

impl Kind for SectionEmpty {
    fn facts(&self) -> &'static [&'static str] {
        &["section", "sections"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let main: Vec<&Section> =
            document.sections.iter().filter(|section| section.level == 1).collect();
        let mut empty: Vec<&Section> =
            main.iter().copied().filter(|section| is_empty(report, section)).collect();
        if document.ending.cut
            && let Some(last) = main.last()
            && empty.last().is_some_and(|section| section.block == last.block)
        {
            empty.pop();
            out.skip("text-incomplete", Facts::new());
        }
        let name =
            |section: &Section| report.source.slice(document.span(section.title)).trim().to_owned();
        let tabular = |section: &Section| {
            let prescribed = report.due.is_some_and(|due| !due.free);
            prescribed
                && section.kinds.iter().any(|kind| {
                    matches!(
                        kind,
                        SectionKind::Disclosure | SectionKind::Application | SectionKind::Review
                    )
                })
        };
        let (tables, others): (Vec<&Section>, Vec<&Section>) =
            empty.into_iter().partition(|section| tabular(section));
        if let [first, more @ ..] = tables.as_slice()
            && tables.len() == 3
        {
            let names = tables.iter().map(|section| name(section)).collect::<Vec<_>>().join("、");
            let finding =
                Finding::at(document.span(first.place), Facts::new().with("sections", names))
                    .case("tables")
                    .certain(!matches!(report.format, Format::Text | Format::Markdown));
            out.find(more.iter().fold(finding, |finding, section| {
                finding.label(document.span(section.place), "also", Facts::new())
            }));
        } else {
            for section in tables {
                out.find(Finding::at(
                    document.span(section.place),
                    Facts::new().with("section", name(section)),
                ));
            }
        }
        for section in others {
            out.find(
                Finding::at(
                    document.span(section.place),
                    Facts::new().with("section", name(section)),
                )
                .case("minor"),
            );
        }
    }
}

/// Whether nothing stands behind a heading before the next, nor its table in a file beside the report.
pub(super) fn is_empty(report: &Report, section: &Section) -> bool {
    let document = report.document;
    let beside = document.tables.iter().filter(|table| table.beside);
    let specs = beside.filter_map(|table| report.forms.get(&table.form)?.table(&table.id));
    if specs.into_iter().any(|spec| section.kinds.contains(&spec.section)) {
        return false;
    }
    let behind = document.blocks.get(section.block + 1..section.end).unwrap_or_default();
    let image = document.images_in(section).next().is_some();
    !section.runs_on && !image && !behind.iter().any(|block| block.kind != BlockKind::Furniture)
}

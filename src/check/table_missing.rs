//! A prescribed table that is absent.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report, section_empty::is_empty};
use crate::{
    document::{Block, BlockKind, grid::Layout, section::Section},
    form::TableSpec,
    read::Format,
};

/// Looks for each table of the form due.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMissing {}

impl Kind for TableMissing {
    fn facts(&self) -> &'static [&'static str] {
        &["table", "section", "form"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(due) = report.due else { return out.skip("year-unknown", Facts::new()) };
        let document = report.document;
        // A converter may have lost a table; Word files and whole pages keep theirs.
        let certain = !matches!(report.format, Format::Text | Format::Markdown | Format::Pdf);
        for spec in due.tables.iter().filter(|table| !table.optional) {
            if document.tables.iter().any(|table| table.id == spec.id) {
                continue;
            }
            let mut main = document.sections.iter().filter(|section| section.level == 1);
            let Some(section) = main.clone().find(|section| section.kinds.contains(&spec.section))
            else {
                if document.ending.cut {
                    out.skip("text-incomplete", Facts::new());
                }
                continue;
            };
            let last = main.next_back().is_some_and(|last| last.block == section.block);
            if document.ending.cut && last {
                out.skip("text-incomplete", Facts::new());
                continue;
            }
            // An image in its place is another rule's business.
            if is_empty(report, section) || document.images_in(section).next().is_some() {
                continue;
            }
            if names_labels(report, section, spec) {
                out.skip("table-unreadable", Facts::new().with("table", &spec.title));
                continue;
            }
            let name = section_name(due, spec.section);
            let facts = Facts::new()
                .with("table", &spec.title)
                .with("section", name)
                .with("form", &due.notice);
            out.find(Finding::at(document.span(section.place), facts).certain(certain));
        }
    }
}

/// What cells of a narrow column are broken into, in characters, and so many of it as only a table leaves.
const SHORT: usize = 6;
const SHREDS: usize = 10;

/// Whether the section's text has a table or labels of it though none was recognised: a PDF reader's lines.
fn names_labels(report: &Report, section: &Section, spec: &TableSpec) -> bool {
    let document = report.document;
    let blocks = document.blocks.get(section.block + 1..section.end).unwrap_or_default();
    let spaced = |block: &Block| match block.kind {
        BlockKind::Grid(grid) => document.grids[grid].layout == Layout::Spaced,
        _ => false,
    };
    let short = |block: &&Block| document.text(block).chars().count() <= SHORT;
    let shreds = report.format == Format::Pdf && blocks.iter().filter(short).count() >= SHREDS;
    if shreds || blocks.iter().any(spaced) {
        return true;
    }
    let long = spec.labels().filter(|label| label.core.chars().count() > 4);
    let named =
        long.filter(|label| blocks.iter().any(|block| document.text(block).contains(&label.core)));
    named.count() >= 2
}

fn section_name(due: &crate::form::Form, kind: crate::form::SectionKind) -> &str {
    due.section(kind).map_or("", |section| section.title.text.as_str())
}

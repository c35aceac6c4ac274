//! An image where a prescribed table should be.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::{BlockKind, grid::is_figure};

/// Looks for images in sections whose table was not found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableImage {}

impl Kind for TableImage {
    fn facts(&self) -> &'static [&'static str] {
        &["table", "section", "count"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(due) = report.due else { return out.skip("year-unknown", Facts::new()) };
        let document = report.document;
        let main = || document.sections.iter().filter(|section| section.level == 1);
        for spec in due.tables.iter().filter(|table| !table.optional) {
            if document.table(&spec.id).is_some() {
                continue;
            }
            let Some(section) = main().find(|section| section.kinds.contains(&spec.section)) else {
                continue;
            };
            let images: Vec<_> = document.images_in(section).collect();
            let Some((first, more)) = images.split_first() else { continue };
            let blocks = document.blocks.get(section.block + 1..section.end).unwrap_or_default();
            let figures = blocks.iter().any(|block| match block.kind {
                BlockKind::Grid(grid) => document.grids[grid]
                    .cells
                    .iter()
                    .any(|cell| is_figure(document.shadow.slice(cell.place))),
                _ => false,
            });
            if figures {
                continue;
            }
            let title = report.source.slice(document.span(section.title)).trim();
            let facts = Facts::new()
                .with("table", &spec.title)
                .with("section", title)
                .with("count", images.len());
            let finding = Finding::at(document.span(section.place), facts).certain(false);
            let finding = finding.label(*first, "image", Facts::new());
            out.find(
                more.iter()
                    .fold(finding, |finding, image| finding.label(*image, "more", Facts::new())),
            );
        }
    }
}

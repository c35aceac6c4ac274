//! What a web page put behind the report, and another report on the page.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::read::Format;

/// Reports the first line of page furniture; nothing behind it is linted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {}

impl Kind for Furniture {
    fn facts(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        if report.document.ending.another {
            out.skip("another-report", Facts::new());
        }
        // A web page has it by nature.
        let page = report.format == Format::Html;
        if let Some(place) = report.document.ending.furniture.filter(|_| !page) {
            let span = report.document.span(place);
            out.find(Finding::at(
                span,
                Facts::new().with("text", report.source.slice(span).trim()),
            ));
        }
    }
}

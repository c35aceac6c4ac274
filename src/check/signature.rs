//! A report that is dated before the year it reports on is over.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::year::period_differs;

/// Compares the date under the report, else that of publication, with the end of the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {}

impl Kind for Signature {
    fn facts(&self) -> &'static [&'static str] {
        &["date", "year"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let ending = &report.document.ending;
        let Some(signed) = ending.signature.as_ref().or(ending.published.as_ref()) else { return };
        let Some(year) = report.year else { return out.skip("year-unknown", Facts::new()) };
        // Where the period says another year the title may be wrong, which is a finding of its own.
        let early = signed.date.ymd().is_some_and(|date| date < (year, 12, 31));
        if early && !period_differs(report.document, year) {
            let span = report.document.span(signed.place);
            let facts = Facts::new().with("date", report.source.slice(span)).with("year", year);
            out.find(Finding::at(span, facts));
        }
    }
}

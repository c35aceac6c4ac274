//! A draft and the tables in a file beside it: linted together, the findings told file by file.

use std::collections::BTreeMap;

use super::tables::Tables;
use crate::{
    diagnostic::{Diagnostic, Label},
    emit::{FileReport, ReportInfo},
    form::Forms,
    read::{self, Loaded},
    rule::Words,
    source::{Source, Span},
};

/// Takes the tables into a draft that lacks them; whether any was taken, `None` where none was recognised.
pub(super) fn take(
    tables: &Tables,
    draft: &mut Loaded,
    forms: &Forms,
    year: Option<u16>,
) -> Option<bool> {
    let file = Source::readable(tables.name.as_str(), tables.text.clone());
    let year = year.or(draft.document.profile.sure_year());
    let other = read::text::read(&file, forms, year);
    if other.tables.is_empty() {
        return None;
    }
    let start = draft.source.put_beside(file);
    Some(draft.document.adopt(&other, start) > 0)
}

/// Where the places of findings stand that are in the tables.
pub(super) fn places<'a>(
    tables: &Tables,
    source: &Source,
    labels: impl Iterator<Item = &'a Label>,
    words: &Words,
) -> BTreeMap<Span, String> {
    let beside = labels.filter(|label| source.is_beside(label.span));
    let said = beside.filter_map(|label| {
        let (_, span) = source.locate(label.span);
        Some((label.span, tables.place(span, words)?))
    });
    said.collect()
}

/// Takes the findings in the tables themselves out of a draft's report, into one of their own.
pub(super) fn apart<'r>(
    tables: &Tables,
    report: &mut FileReport<'r>,
    words: &Words,
) -> FileReport<'r> {
    let source = &report.source;
    let all = std::mem::take(&mut report.diagnostics);
    let (theirs, own): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|found| source.is_beside(found.primary.span));
    let within = |label: Label| Label { span: source.locate(label.span).1, ..label };
    let theirs = theirs.into_iter().map(|found| Diagnostic {
        primary: within(found.primary),
        secondary: found
            .secondary
            .into_iter()
            .filter(|label| source.is_beside(label.span))
            .map(within)
            .collect(),
        ..found
    });
    let diagnostics: Vec<Diagnostic> = theirs.collect();
    report.diagnostics = own;
    let labels = diagnostics.iter().flat_map(Diagnostic::labels);
    let said = labels.filter_map(|label| Some((label.span, tables.place(label.span, words)?)));
    FileReport {
        source: Source::readable(tables.name.as_str(), tables.text.clone()),
        format: tables.format,
        info: ReportInfo { through: None, ..report.info.clone() },
        places: said.collect(),
        diagnostics,
        unchecked: Vec::new(),
        checked: 0,
    }
}

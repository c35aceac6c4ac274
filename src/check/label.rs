//! Labels of rows and columns that are not the form's.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::table::Table,
    form::{Form, TableSpec},
};

/// Compares the labels of prescribed tables with the form found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelFault {}

impl Kind for LabelFault {
    fn facts(&self) -> &'static [&'static str] {
        &["label", "expected", "table", "labels", "count", "form"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        for table in &report.document.tables {
            let Some(form) = report.forms.get(&table.form).filter(|form| !form.free) else {
                continue;
            };
            let Some(spec) = form.table(&table.id) else { continue };
            if !table.readable {
                out.skip("table-unreadable", Facts::new().with("table", &spec.title));
                continue;
            }
            altered(report, table, spec, form, out);
            missing(report, table, spec, form, out);
        }
    }
}

fn altered(report: &Report, table: &Table, spec: &TableSpec, form: &Form, out: &mut Out) {
    let rows = table.rows.iter().filter(|row| row.altered).filter_map(|row| {
        let expected = spec.groups[row.spec.0].rows[row.spec.1].label.as_ref()?;
        Some((row.label?, expected))
    });
    let headers = table.headers.iter().filter(|header| header.altered);
    let columns = headers
        .map(|header| (header.cell, &spec.groups[header.spec.0].columns[header.spec.1].label));
    for (cell, expected) in rows.chain(columns) {
        let facts = Facts::new()
            .with("label", report.source.slice(cell.span).trim())
            .with("expected", &expected.text)
            .with("table", &spec.title)
            .with("form", &form.notice);
        out.find(Finding::at(cell.span, facts));
    }
}

/// Rows and columns of the form that the table does not have; judged only where most of them are there.
fn missing(report: &Report, table: &Table, spec: &TableSpec, form: &Form, out: &mut Out) {
    let found =
        |group: usize, row: usize| table.rows.iter().any(|found| found.spec == (group, row));
    let met = |group: usize, column: usize| {
        table.headers.iter().any(|found| found.spec == (group, column))
    };
    let groups = || spec.groups.iter().enumerate();
    let rows: Vec<&str> = groups()
        .flat_map(|(group, of)| {
            of.rows.iter().enumerate().filter(move |(row, _)| !found(group, *row))
        })
        .filter_map(|(_, row)| row.label.as_ref().map(|label| label.text.as_str()))
        .collect();
    let columns: Vec<&str> = groups()
        .filter(|(group, of)| (0..of.columns.len()).any(|column| met(*group, column)))
        .flat_map(|(group, of)| {
            of.columns.iter().enumerate().filter(move |(column, _)| !met(group, *column))
        })
        .map(|(_, column)| column.label.text.as_str())
        .collect();
    if rows.is_empty() && columns.is_empty() {
        return;
    }
    if report.document.ending.cut {
        return out.skip("text-incomplete", Facts::new());
    }
    let all: usize = spec.groups.iter().map(|group| group.rows.len() + group.columns.len()).sum();
    let names = [rows, columns].concat();
    if names.len() * 2 > all {
        return out.skip("table-unreadable", Facts::new().with("table", &spec.title));
    }
    let shown = names.iter().take(4).copied().collect::<Vec<_>>().join("”“");
    let facts = Facts::new()
        .with("labels", shown)
        .with("count", names.len())
        .with("table", &spec.title)
        .with("form", &form.notice);
    let place = report.document.span(table.place);
    out.find(Finding::at(place, facts).case("missing"));
}

//! Cells of prescribed tables that hold no plain figure, and rows that hold too few or too many.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        grid::{Cell, Value},
        quantity::Number,
        table::{Row, Table},
    },
    form::{CellKind, TableSpec},
    source::Span,
};

/// Looks at every cell of the prescribed tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellFault {
    /// Which fault.
    pub fault: Fault,
}

/// What can be wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Some cells are blank in a table that writes 0 elsewhere.
    Blank,
    /// A total is blank while its parts are not.
    BlankTotal,
    /// Text, unit or sign in a cell for figures.
    NonNumeric,
    /// A row with too few or too many cells.
    Ragged,
}

impl Kind for CellFault {
    fn facts(&self) -> &'static [&'static str] {
        &["table", "count", "row", "column", "text", "found", "expected"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        for table in &report.document.tables {
            let spec = report.forms.get(&table.form).and_then(|form| form.table(&table.id));
            let Some(spec) = spec else { continue };
            if !table.readable {
                out.skip("table-unreadable", Facts::new().with("table", &spec.title));
                continue;
            }
            let view = View { report, table, spec };
            match self.fault {
                Fault::Blank => view.blank(out),
                Fault::BlankTotal => view.blank_total(out),
                Fault::NonNumeric => view.non_numeric(out),
                Fault::Ragged => view.ragged(out),
            }
        }
    }
}

struct View<'a> {
    report: &'a Report<'a>,
    table: &'a Table,
    spec: &'a TableSpec,
}

impl View<'_> {
    /// Every cell whose place is sure, with its row and column.
    fn cells(&self) -> impl Iterator<Item = (&Row, usize, Cell)> {
        let rows = self.table.rows.iter().filter(|row| row.aligned);
        rows.flat_map(|row| {
            row.cells.iter().enumerate().map(move |(column, cell)| (row, column, *cell))
        })
    }

    /// What may stand in a cell.
    fn kind(&self, row: &Row, column: usize) -> CellKind {
        self.spec.groups[row.spec.0].kind(row.spec.1, column)
    }

    fn row_name(&self, row: &Row) -> String {
        let label = self.spec.groups[row.spec.0].rows[row.spec.1].label.as_ref();
        label.map_or_else(String::new, |label| label.text.clone())
    }

    fn column_name(&self, row: &Row, column: usize) -> String {
        let column = &self.spec.groups[row.spec.0].columns[column];
        let under = column
            .under
            .iter()
            .skip(1)
            .chain(column.under.first().filter(|_| column.under.len() == 1));
        under
            .map(|label| label.text.as_str())
            .chain([column.label.text.as_str()])
            .collect::<Vec<_>>()
            .join("／")
    }

    fn is_total(&self, row: &Row, column: usize) -> bool {
        let group = &self.spec.groups[row.spec.0];
        let form = self.report.forms.get(&self.table.form);
        let equations = form
            .into_iter()
            .flat_map(|form| &form.equations)
            .filter(|equation| equation.table == self.spec.id);
        let mut totals =
            equations.filter(|equation| equation.relation == crate::form::Relation::Equal);
        totals.any(|equation| {
            let single = equation.total.len() == 1;
            let names = &equation.total;
            single
                && (names.contains(&group.columns[column].id)
                    || names.contains(&group.rows[row.spec.1].id))
        })
    }

    fn blank(&self, out: &mut Out) {
        if self.spec.groups.iter().any(|group| group.open) {
            return;
        }
        let value = |cell: Cell| self.report.document.value(cell);
        let is_figure = |row: &Row, column: usize| self.kind(row, column) != CellKind::Unit;
        let blank: Vec<_> = self
            .cells()
            .filter(|(row, column, cell)| value(*cell).is_blank() && is_figure(row, *column))
            .collect();
        if blank.is_empty() {
            return;
        }
        let cells: Vec<_> =
            self.cells().filter(|(row, column, _)| is_figure(row, *column)).collect();
        let facts = Facts::new().with("table", &self.spec.title).with("count", blank.len());
        if blank.len() == cells.len() {
            if self.report.document.ending.cut {
                return out.skip("text-incomplete", Facts::new());
            }
            let place = self.report.document.span(self.table.place);
            return out.find(Finding::at(place, facts).case("unfilled"));
        }
        let zero = cells.iter().any(|(_, _, cell)| value(*cell) == Value::Number(Number::ZERO));
        let parts: Vec<_> = blank
            .iter()
            .filter(|(row, column, cell)| {
                !(self.is_total(row, *column) && value(*cell) == Value::Blank && self.filled(row))
            })
            .collect();
        if zero
            && blank.len() * 2 < cells.len()
            && let Some(((row, column, first), more)) =
                parts.split_first().map(|(first, more)| (**first, more))
        {
            let facts =
                facts.with("row", self.row_name(row)).with("column", self.column_name(row, column));
            let finding = Finding::at(first.span, facts);
            out.find(more.iter().fold(finding, |finding, (_, _, cell)| {
                finding.label(cell.span, "also", Facts::new())
            }));
        }
    }

    /// Whether some part in the row of a blank total has a figure above zero.
    fn filled(&self, row: &Row) -> bool {
        let above = |cell: &Cell| {
            self.report.document.value(*cell).number().is_some_and(|number| number > Number::ZERO)
        };
        row.cells.iter().any(above)
    }

    fn blank_total(&self, out: &mut Out) {
        if self.spec.groups.iter().any(|group| group.open) {
            return;
        }
        let mut found: Vec<(Span, &Row, usize)> = Vec::new();
        for (row, column, cell) in self.cells() {
            let blank = self.report.document.value(cell) == Value::Blank;
            if blank && self.is_total(row, column) && self.parts_filled(row, column) {
                found.push((cell.span, row, column));
            }
        }
        let Some((&(first, row, column), more)) = found.split_first() else { return };
        let facts = Facts::new()
            .with("table", &self.spec.title)
            .with("count", found.len())
            .with("row", self.row_name(row))
            .with("column", self.column_name(row, column));
        let finding = Finding::at(first, facts);
        out.find(
            more.iter()
                .fold(finding, |finding, (span, ..)| finding.label(*span, "also", Facts::new())),
        );
    }

    /// Whether the parts of a total, in its row or its column, have a figure above zero.
    fn parts_filled(&self, row: &Row, column: usize) -> bool {
        let group = &self.spec.groups[row.spec.0];
        let form = self.report.forms.get(&self.table.form);
        let mut equations = form
            .into_iter()
            .flat_map(|form| &form.equations)
            .filter(|equation| equation.table == self.spec.id);
        let above = |cell: Option<Cell>| {
            let number = cell.and_then(|cell| self.report.document.value(cell).number());
            number.is_some_and(|number| number > Number::ZERO)
        };
        equations.any(|equation| {
            let (row_id, column_id) = (&group.rows[row.spec.1].id, &group.columns[column].id);
            equation.parts.iter().any(|part| match equation.along {
                _ if equation.total.len() != 1 => false,
                crate::form::Along::Row if equation.total.contains(column_id) => {
                    above(self.table.cell(self.spec, row_id, part))
                }
                crate::form::Along::Column if equation.total.contains(row_id) => {
                    above(self.table.cell(self.spec, part, column_id))
                }
                _ => false,
            })
        })
    }

    fn non_numeric(&self, out: &mut Out) {
        for (row, column, cell) in self.cells() {
            let text = self.report.document.shadow.slice(cell.place);
            let written = self.report.source.slice(cell.span).trim();
            if is_right(text, written, || self.kind(row, column)) {
                continue;
            }
            let facts = Facts::new()
                .with("table", &self.spec.title)
                .with("row", self.row_name(row))
                .with("column", self.column_name(row, column))
                .with("text", written);
            out.find(Finding::at(cell.span, facts));
        }
    }

    fn ragged(&self, out: &mut Out) {
        let last = self.table.rows.len().saturating_sub(1);
        for (index, row) in self.table.rows.iter().enumerate().filter(|(_, row)| !row.aligned) {
            let group = &self.spec.groups[row.spec.0];
            if group.open {
                continue;
            }
            if self.report.document.ending.cut && index == last {
                out.skip("text-incomplete", Facts::new());
                continue;
            }
            let first = row.label.or(row.cells.first().copied());
            let Some(first) = first else { continue };
            let end = row.cells.last().map_or(first.span, |cell| cell.span);
            let facts = Facts::new()
                .with("table", &self.spec.title)
                .with("row", self.row_name(row))
                .with("found", row.cells.len())
                .with("expected", group.columns.len());
            out.find(Finding::at(first.span, facts).label(end, "last", Facts::new()));
        }
    }
}

/// Whether a cell of a kind may say this; `text` is folded.
fn is_right(text: &str, written: &str, kind: impl FnOnce() -> CellKind) -> bool {
    let value = Value::read(text);
    let digits = || text == written && text.bytes().all(|byte| byte.is_ascii_digit());
    if matches!(value, Value::Number(_)) && digits() {
        return true;
    }
    let full_width = written.chars().any(|char| ('０'..='９').contains(&char));
    match (value, kind()) {
        (_, CellKind::Unit) | (Value::Blank | Value::Dash, _) => true,
        (Value::Number(number), CellKind::Count) => {
            number.is_whole() && !text.contains('.') && !full_width
        }
        (Value::Number(_), _) => !full_width,
        (Value::Impure(number), CellKind::Change) => number.is_some() && text.chars().count() <= 12,
        (Value::Impure(_), _) => false,
    }
}

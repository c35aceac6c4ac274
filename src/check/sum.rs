//! The equations of a form with the figures of a report.

use serde::Deserialize;

use super::{Equation, Facts, Kind, Operand, Out, Report};
use crate::{
    document::{grid::Value, quantity::Number, table::Table},
    form::{Along, Equation as Spec, TableSpec},
};

/// Evaluates the equations of one family; the engine turns broken ones into findings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The family, as the forms name it.
    pub family: String,
}

/// What every finding made from broken equations has.
pub const FACTS: [&str; 10] = [
    "name",
    "whole",
    "sum",
    "parts",
    "totals",
    "computed",
    "stated",
    "difference",
    "part",
    "total",
];

impl Kind for Sum {
    fn facts(&self) -> &'static [&'static str] {
        &FACTS
    }

    fn run(&self, report: &Report, out: &mut Out) {
        for table in &report.document.tables {
            let Some(form) = report.forms.get(&table.form) else { continue };
            let Some(spec) = form.table(&table.id) else { continue };
            for equation in form
                .equations
                .iter()
                .filter(|equation| equation.id == self.family && equation.table == table.id)
            {
                if !table.readable {
                    out.skip("table-unreadable", Facts::new().with("table", &spec.title));
                    continue;
                }
                let reading = Reading { report, table, spec, equation };
                for at in reading.instances() {
                    reading.evaluate(&at, out);
                }
            }
        }
    }
}

struct Reading<'a> {
    report: &'a Report<'a>,
    table: &'a Table,
    spec: &'a TableSpec,
    equation: &'a Spec,
}

impl Reading<'_> {
    /// The rows or columns that the equation holds in.
    fn instances(&self) -> Vec<String> {
        let group =
            |name: &String| self.spec.groups.iter().find(|group| group.column(name).is_some());
        match self.equation.along {
            Along::Row => {
                let group = self.equation.parts.first().and_then(group);
                group
                    .map(|group| group.rows.iter().map(|row| row.id.clone()).collect())
                    .unwrap_or_default()
            }
            Along::Column if !self.equation.columns.is_empty() => self.equation.columns.clone(),
            Along::Column => {
                let group = self.equation.parts.first().and_then(|part| self.spec.row(part));
                group
                    .map(|(group, _)| {
                        self.spec.groups[group]
                            .columns
                            .iter()
                            .map(|column| column.id.clone())
                            .collect()
                    })
                    .unwrap_or_default()
            }
        }
    }

    fn evaluate(&self, at: &str, out: &mut Out) {
        let gap = |reason| Facts::new().with("table", &self.spec.title).with("reason", reason);
        let mut parts = Vec::new();
        for name in &self.equation.parts {
            match self.operand(at, name) {
                Read::Operand(operand) => parts.push(operand),
                Read::Absent if self.equation.optional.contains(name) => {}
                Read::Absent => return self.absent(out),
                Read::Unclear => return out.skip("cell-unclear", gap("")),
            }
        }
        let mut total = Vec::new();
        for name in &self.equation.total {
            match self.operand(at, name) {
                Read::Operand(operand) => total.push(operand),
                Read::Absent => return self.absent(out),
                Read::Unclear => return out.skip("cell-unclear", gap("")),
            }
        }
        // Blank throughout says nothing; a blank total is a finding of its own.
        if parts.iter().all(|operand| operand.blank) {
            return;
        }
        let judged = !total.iter().all(|operand| operand.blank);
        out.equations.push(Equation {
            family: self.equation.id.clone(),
            table: self.table.id.clone(),
            name: self.name(at),
            parts,
            total,
            relation: self.equation.relation,
            judged,
        });
    }

    /// A row that is not there: local forms may lack it, elsewhere the sum can't be judged.
    fn absent(&self, out: &mut Out) {
        let none = |name: &String| {
            self.spec.row(name).is_some_and(|at| !self.table.rows.iter().any(|row| row.spec == at))
        };
        let whole_absent = self.equation.along == Along::Column
            && self.equation.parts.iter().chain(&self.equation.total).all(none);
        if !whole_absent {
            out.skip("row-absent", Facts::new().with("table", &self.spec.title));
        }
    }

    fn operand(&self, at: &str, name: &str) -> Read {
        let (row, column) = match self.equation.along {
            Along::Row => (at, name),
            Along::Column => (name, at),
        };
        let Some(found) = self.table.row(self.spec, row) else { return Read::Absent };
        if !found.aligned {
            return Read::Unclear;
        }
        let Some(cell) = self.table.cell(self.spec, row, column) else { return Read::Absent };
        let value = self.report.document.value(cell);
        let number = match value {
            Value::Number(number) => number,
            Value::Blank | Value::Dash => Number::ZERO,
            Value::Impure(_) => return Read::Unclear,
        };
        Read::Operand(Operand {
            span: cell.span,
            value: number,
            blank: value.is_blank(),
            name: self.operand_name(name),
        })
    }

    fn operand_name(&self, name: &str) -> String {
        match self.equation.along {
            Along::Row => self.column_label(name),
            Along::Column => self.row_label(name),
        }
    }

    fn name(&self, at: &str) -> String {
        match self.equation.along {
            Along::Row => {
                let label = self.row_label(at);
                if label.is_empty() { self.group_label() } else { label }
            }
            Along::Column => self.column_label(at),
        }
    }

    /// What the merged cell above the parts says, for a row without label.
    fn group_label(&self) -> String {
        let columns = self.spec.groups.iter().flat_map(|group| &group.columns);
        let first =
            columns.into_iter().find(|column| self.equation.parts.first() == Some(&column.id));
        let under = first.and_then(|column| column.under.last());
        under.map_or_else(String::new, |label| label.text.clone())
    }

    fn row_label(&self, id: &str) -> String {
        let row = self.spec.row(id).map(|(group, row)| &self.spec.groups[group].rows[row]);
        row.and_then(|row| row.label.as_ref()).map_or_else(String::new, |label| label.text.clone())
    }

    fn column_label(&self, id: &str) -> String {
        let mut columns = self.spec.groups.iter().flat_map(|group| &group.columns);
        columns
            .find(|column| column.id == id)
            .map_or_else(String::new, |column| column.label.text.clone())
    }
}

enum Read {
    Operand(Operand),
    Absent,
    Unclear,
}

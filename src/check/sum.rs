//! The equations of a form with the figures of a report.

use serde::Deserialize;

use super::{Equation, Facts, Kind, Out, Report, Term};
use crate::{
    document::{
        grid::Value,
        quantity::Number,
        table::{Row, Table},
    },
    form::{self, Along, CellKind, Instance, TableSpec},
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

    fn run<'a>(&self, report: &Report<'a>, out: &mut Out<'a>) {
        for table in &report.document.tables {
            let Some(form) = report.forms.get(&table.form) else { continue };
            let Some(spec) = form.table(&table.id) else { continue };
            let own = |equation: &&form::Equation| {
                equation.id == self.family && equation.table == table.id
            };
            for equation in form.equations.iter().filter(own) {
                if !table.readable {
                    out.skip("table-unreadable", Facts::new().with("table", &spec.title));
                    continue;
                }
                let reading = Reading { report, table, spec, equation };
                for instance in equation.instances(spec) {
                    reading.evaluate(instance, out);
                }
            }
        }
    }
}

struct Reading<'r, 'a> {
    report: &'r Report<'a>,
    table: &'a Table,
    spec: &'a TableSpec,
    equation: &'a form::Equation,
}

/// Why a side of an equation has no sum.
enum Fault {
    /// A row or cell is not there.
    Absent,
    /// A cell is no figure, or its place is not sure.
    Unclear,
}

impl<'a> Reading<'_, 'a> {
    fn evaluate(&self, instance: &'a Instance, out: &mut Out<'a>) {
        let mut operands = Vec::with_capacity(instance.parts.len() + instance.total.len());
        let split = self.side(&instance.parts, &mut operands).and_then(|()| {
            let split = operands.len();
            self.side(&instance.total, &mut operands).map(|()| split)
        });
        let split = match split {
            Ok(split) => split,
            Err(Fault::Absent) if self.lacks(instance) => return,
            Err(Fault::Absent) => {
                return out.skip("row-absent", Facts::new().with("table", &self.spec.title));
            }
            Err(Fault::Unclear) => {
                let facts = Facts::new().with("table", &self.spec.title).with("reason", "");
                return out.skip("cell-unclear", facts);
            }
        };
        // Blank throughout says nothing; a blank total is a finding of its own.
        if operands[..split].iter().all(|term| term.blank) {
            return;
        }
        let judged = !operands[split..].iter().all(|term| term.blank);
        out.equations.push(Equation {
            family: &self.equation.id,
            table: &self.table.id,
            name: &instance.name,
            operands,
            split,
            relation: self.equation.relation,
            judged,
        });
    }

    /// Whether the table has no row of the equation: local forms may lack them all.
    fn lacks(&self, instance: &Instance) -> bool {
        let mut terms = instance.parts.iter().chain(&instance.total);
        self.equation.along == Along::Column
            && terms.all(|term| self.table.row_at(term.row).is_none())
    }

    /// Adds the figures of one side, without those that a form may lack and this one does.
    fn side(&self, terms: &'a [form::Term], side: &mut Vec<Term<'a>>) -> Result<(), Fault> {
        let mut row: Option<&Row> = None;
        for term in terms {
            row = row.filter(|row| row.spec == term.row).or_else(|| self.table.row_at(term.row));
            match self.term(term, row) {
                Ok(term) => side.push(term),
                Err(Fault::Absent) if term.optional => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    fn term(&self, term: &'a form::Term, row: Option<&Row>) -> Result<Term<'a>, Fault> {
        let row = row.ok_or(Fault::Absent)?;
        if !row.aligned {
            return Err(Fault::Unclear);
        }
        let cell = *row.cells.get(term.column).ok_or(Fault::Absent)?;
        let value = self.report.document.value(cell);
        let group = &self.spec.groups[term.row.0];
        let counts = || !group.open && group.kind(term.row.1, term.column) == CellKind::Count;
        let number = match value {
            // A count with decimals is a fault of its own, and no figure to add up.
            Value::Number(number) if !number.is_whole() && counts() => return Err(Fault::Unclear),
            Value::Number(number) => number,
            Value::Blank | Value::Dash => Number::ZERO,
            Value::Impure(_) => return Err(Fault::Unclear),
        };
        Ok(Term { span: cell.span, value: number, blank: value.is_blank(), name: &term.name })
    }
}

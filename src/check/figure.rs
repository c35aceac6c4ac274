//! Sums of named cells, which rules compare with what sentences say.

use std::fmt::Write;

use serde::Deserialize;

use super::{Facts, Gap, Operand, Report};
use crate::{
    document::{grid::Value, quantity::Number, table::Table},
    form::{Along, Equation, Form, Relation, TableSpec},
    source::Span,
};

/// A sum of cells that a figure of the text may state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What the report's table calls it.
    pub name: String,
    /// The cells.
    pub cells: Vec<CellName>,
}

/// A cell as rule files name it, `applications:received.total`; with `-` in front it is taken off.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct CellName {
    table: String,
    row: String,
    column: String,
    minus: bool,
}

impl TryFrom<String> for CellName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let plain = text.strip_prefix('-').unwrap_or(&text);
        let parts = plain.split_once(':').and_then(|(table, rest)| {
            rest.split_once('.').map(|(row, column)| (table, row, column))
        });
        let (table, row, column) =
            parts.ok_or_else(|| format!("`{text}` names no cell; write `table:row.column`"))?;
        let own = str::to_owned;
        Ok(Self {
            table: own(table),
            row: own(row),
            column: own(column),
            minus: plain.len() < text.len(),
        })
    }
}

impl CellName {
    /// The table it stands in.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Its figure as it counts in the sum.
    fn signed(&self, value: Number) -> Number {
        if self.minus { Number::ZERO - value } else { value }
    }
}

/// What cells add up to.
#[derive(Debug)]
pub struct Sum {
    /// The sum as stated.
    pub value: Number,
    /// The cells read that have a figure.
    pub operands: Vec<Operand>,
    /// Whether a cell was blank and counts as nothing, or as the sum of its row.
    pub blank: bool,
}

impl Sum {
    /// How it was reckoned, `272 + 3 = 275`; a single figure is shown as it is.
    pub fn shown(&self) -> String {
        let nonzero = |operand: &&Operand| operand.value != Number::ZERO;
        let mut terms = String::new();
        for operand in self.operands.iter().filter(nonzero) {
            let sign = match (terms.is_empty(), operand.value < Number::ZERO) {
                (true, _) => "",
                (false, true) => " - ",
                (false, false) => " + ",
            };
            write!(terms, "{sign}{}", operand.value.abs()).expect("a String takes every write");
        }
        if terms.contains(' ') {
            format!("{terms} = {}", self.value)
        } else {
            self.value.to_string()
        }
    }
}

/// What came of reading cells.
#[derive(Debug)]
pub enum Read {
    /// Their sum.
    Sum(Sum),
    /// The report has no such table, or its form no such cell.
    Absent,
    /// They are blank, in a table of this title.
    Blank(String),
    /// They can't be read with certainty.
    Unclear(Gap),
}

/// Reads cells that are added up.
pub fn read(report: &Report, cells: &[CellName]) -> Read {
    let mut sum = Sum { value: Number::ZERO, operands: Vec::new(), blank: false };
    let mut title = "";
    for name in cells {
        let Some(at) = At::find(report, name) else { return Read::Absent };
        title = &at.spec.title;
        let one = match at.one(report, name) {
            Ok(one) => one,
            Err(reason) => return Read::Unclear(gap(reason, title)),
        };
        sum.value = sum.value + name.signed(one.value);
        sum.blank |= one.blank;
        let operands = one.operands.into_iter();
        let signed =
            operands.map(|operand| Operand { value: name.signed(operand.value), ..operand });
        sum.operands.extend(signed);
    }
    if sum.operands.is_empty() {
        return Read::Blank(title.to_owned());
    }
    Read::Sum(sum)
}

/// What a sum of cells would be with one of them mended as a broken equation asks: that cell is another rule's finding.
pub fn mended(report: &Report, cells: &[CellName], sum: &Sum) -> Vec<Number> {
    let mut sums = Vec::new();
    for name in cells {
        let Some(at) = At::find(report, name) else { continue };
        let Ok(cell) = at.figure(report, &name.row, &name.column) else { continue };
        let equations = at.equations(name).filter(|_| !cell.blank);
        let mended = equations.filter_map(|one| at.mended(report, one, name, cell.value));
        let others = sum.value - name.signed(cell.value);
        let wrong = mended.filter(|mended| *mended != cell.value);
        sums.extend(wrong.map(|mended| others + name.signed(mended)));
    }
    sums
}

/// Why a table could not be read.
pub fn gap(reason: &'static str, table: &str) -> Gap {
    Gap { reason, facts: Facts::new().with("table", table) }
}

/// A figure of a table.
#[derive(Clone, Copy)]
struct Figure {
    span: Span,
    /// Blank counts as nothing.
    value: Number,
    blank: bool,
}

/// A cell's place on the form found in the report.
struct At<'a> {
    form: &'a Form,
    spec: &'a TableSpec,
    table: &'a Table,
    group: usize,
    row: usize,
    column: usize,
}

impl<'a> At<'a> {
    fn find(report: &Report<'a>, name: &CellName) -> Option<Self> {
        let table = report.document.table(&name.table)?;
        let form = report.forms.get(&table.form)?;
        let spec = form.table(&name.table)?;
        let (group, row) = spec.row(&name.row)?;
        let column = spec.groups[group].column(&name.column)?;
        Some(Self { form, spec, table, group, row, column })
    }

    /// The equations that a cell is one of the figures of.
    fn equations(&self, name: &CellName) -> impl Iterator<Item = &'a Equation> {
        self.form.equations.iter().filter(move |one| holds(one, name))
    }

    /// One cell as a sum: itself, or the sum of its row where it is blank.
    fn one(&self, report: &Report, name: &CellName) -> Result<Sum, &'static str> {
        let cell = self.figure(report, &name.row, &name.column)?;
        if !cell.blank {
            return Ok(Sum { value: cell.value, operands: vec![self.operand(cell)], blank: false });
        }
        let total = |one: &&Equation| {
            one.along == Along::Row && one.total.iter().eq(std::iter::once(&name.column))
        };
        let row = self.equations(name).find(total);
        let row: Option<Vec<Figure>> =
            row.and_then(|one| self.side(report, one, &one.parts, name).collect());
        let parts = row.into_iter().flatten().filter(|part| !part.blank);
        let operands: Vec<Operand> = parts.map(|part| self.operand(part)).collect();
        let value = operands.iter().map(|part| part.value).sum();
        Ok(Sum { value, operands, blank: true })
    }

    /// What a cell would have to say for an equation to hold; none where the equation can't be read.
    fn mended(
        &self,
        report: &Report,
        equation: &Equation,
        name: &CellName,
        value: Number,
    ) -> Option<Number> {
        let sum = |ids| {
            let nothing = (Number::ZERO, true);
            let add = |(sum, blank), one: Option<Figure>| {
                one.map(|one| (sum + one.value, blank && one.blank))
            };
            let (sum, blank) = self.side(report, equation, ids, name).try_fold(nothing, add)?;
            (!blank).then_some(sum)
        };
        let (parts, total) = (sum(&equation.parts)?, sum(&equation.total)?);
        let own = if equation.along == Along::Row { &name.column } else { &name.row };
        let in_total = equation.total.contains(own);
        Some(if in_total { value + (parts - total) } else { value + (total - parts) })
    }

    /// One side of an equation, in the row or column of a cell; `None` for what can't be read.
    fn side(
        &self,
        report: &Report,
        equation: &Equation,
        ids: &[String],
        name: &CellName,
    ) -> impl Iterator<Item = Option<Figure>> {
        ids.iter().map(|id| match equation.along {
            Along::Row => self.figure(report, &name.row, id).ok(),
            Along::Column => self.figure(report, id, &name.column).ok(),
        })
    }

    fn figure(&self, report: &Report, row: &str, column: &str) -> Result<Figure, &'static str> {
        if !self.table.readable {
            return Err("table-unreadable");
        }
        let Some(row) = self.table.row(self.spec, row) else { return Err("row-absent") };
        if !row.aligned {
            return Err("cell-unclear");
        }
        let column = self.spec.groups[row.spec.0].column(column);
        let cell = column.and_then(|column| row.cells.get(column));
        let cell = *cell.ok_or("row-absent")?;
        let value = report.document.value(cell);
        let number = match value {
            Value::Number(number) => number,
            Value::Blank | Value::Dash => Number::ZERO,
            Value::Impure(_) => return Err("cell-unclear"),
        };
        Ok(Figure { span: cell.span, value: number, blank: value.is_blank() })
    }

    fn operand(&self, Figure { span, value, blank }: Figure) -> Operand {
        Operand { span, value, blank, name: self.name() }
    }

    /// What the form calls the cell; the column is left out where a row has but one that counts.
    fn name(&self) -> String {
        let group = &self.spec.groups[self.group];
        let column = &group.columns[self.column];
        let row = group.rows[self.row].label.as_ref().map(|label| label.core.as_str());
        let over = row.or(column.under.last().map(|label| label.core.as_str())).unwrap_or_default();
        let is_total = |equation: &Equation| {
            equation.along == Along::Row && equation.total.contains(&column.id)
        };
        if group.open || row.is_some() && self.form.equations.iter().any(is_total) {
            return over.to_owned();
        }
        format!("{over}{}", column.label.core)
    }
}

/// Whether an equation has a cell among its parts or totals.
fn holds(equation: &Equation, name: &CellName) -> bool {
    let own = if equation.along == Along::Row { &name.column } else { &name.row };
    equation.table == name.table
        && equation.relation == Relation::Equal
        && (equation.columns.is_empty() || equation.columns.contains(&name.column))
        && equation.parts.iter().chain(&equation.total).any(|id| id == own)
}

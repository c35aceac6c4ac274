//! Prescribed tables, recognised by their labels in any layout, whole or damaged; their cells get names.

use super::{
    Document,
    grid::{Cell, Value},
    reading::{Entry, Reading},
};
use crate::{
    form::{Form, Forms, TableSpec},
    source::Place,
};

/// A prescribed table found in a report.
#[derive(Debug)]
pub struct Table {
    /// `documents`, `applications`, `review`, `annex`.
    pub id: String,
    /// The form it belongs to.
    pub form: String,
    /// The first label that was recognised.
    pub place: Place,
    /// The grids it was read from; more than one where a converter split it.
    pub grids: Vec<usize>,
    /// Rows of figures in reading order.
    pub rows: Vec<Row>,
    /// Labels of columns and merged cells found.
    pub headers: Vec<Header>,
    /// Whether its figures can be tied to their cells at all.
    pub readable: bool,
    /// Whether it stands in a file beside the report.
    pub beside: bool,
}

/// A row of figures.
#[derive(Clone, Debug)]
pub struct Row {
    /// Group and row in the form's table.
    pub spec: (usize, usize),
    /// Its label; none where the form has none.
    pub label: Option<Cell>,
    /// Whether the label differs from the form's wording.
    pub altered: bool,
    /// One cell for each column, or those that were found where their number is wrong.
    pub cells: Vec<Cell>,
    /// Whether `cells` are one for each column.
    pub aligned: bool,
}

/// A label above the figures.
#[derive(Clone, Debug)]
pub struct Header {
    /// Group and column in the form's table.
    pub spec: (usize, usize),
    /// Where it stands.
    pub cell: Cell,
    /// Whether it differs from the form's wording.
    pub altered: bool,
}

impl Table {
    /// The row of a name, where it was found.
    pub fn row(&self, spec: &TableSpec, id: &str) -> Option<&Row> {
        self.row_at(spec.row(id)?)
    }

    /// The row of a group and row in the form's table, where it was found.
    pub fn row_at(&self, at: (usize, usize)) -> Option<&Row> {
        self.rows.iter().find(|row| row.spec == at)
    }

    /// The cell at a row and column, where it was found and its place in the row is sure.
    pub fn cell(&self, spec: &TableSpec, row: &str, column: &str) -> Option<Cell> {
        let row = self.row(spec, row).filter(|row| row.aligned)?;
        let column = spec.groups[row.spec.0].column(column)?;
        row.cells.get(column).copied()
    }
}

impl Document {
    /// What a cell says.
    pub fn value(&self, cell: Cell) -> Value {
        Value::read(self.shadow.slice(cell.place))
    }
}

/// Recognises the tables among a document's grids; `due` breaks ties between forms.
pub fn recognise(document: &Document, forms: &Forms, due: Option<&Form>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (index, grid) in document.grids.iter().enumerate() {
        let entry = |cell: &Cell| Entry::of(*cell, document.shadow.slice(cell.place), forms);
        let entries: Vec<Entry> = grid.cells.iter().map(entry).collect();
        let Some((number, form, spec)) = choose(&entries, forms, &tables, due) else { continue };
        let known = tables.iter().position(|table| table.id == spec.id && table.form == form.id);
        let at = known.unwrap_or_else(|| {
            tables.push(Table {
                id: spec.id.clone(),
                form: form.id.clone(),
                place: Place::default(),
                grids: Vec::new(),
                rows: Vec::new(),
                headers: Vec::new(),
                readable: true,
                beside: false,
            });
            tables.len() - 1
        });
        let table = &mut tables[at];
        table.grids.push(index);
        Reading { document, spec, number, table, group: None, last: None }.grid(grid, &entries);
    }
    tables.retain(|table| !table.rows.is_empty() || !table.headers.is_empty() || !table.readable);
    for table in &mut tables {
        let labels = table
            .rows
            .iter()
            .filter_map(|row| row.label)
            .chain(table.headers.iter().map(|header| header.cell));
        table.place = labels
            .map(|cell| cell.place)
            .min()
            .unwrap_or(document.grids[table.grids[0]].cells[0].place);
    }
    tables
}

/// The table of a form that has most of a grid's labels, with its number; two distinct ones at least.
fn choose<'f>(
    entries: &[Entry],
    forms: &'f Forms,
    found: &[Table],
    due: Option<&Form>,
) -> Option<(usize, &'f Form, &'f TableSpec)> {
    let mut hits = [0usize; 32];
    for entry in entries.iter().filter(|entry| entry.names()) {
        let mut tables = entry.label.map_or(0, |label| label.tables);
        while tables != 0 {
            hits[tables.trailing_zeros() as usize] += 1;
            tables &= tables - 1;
        }
    }
    let prefer = |form: &Form| {
        let by_sibling = found.iter().any(|table| table.form == form.id);
        let by_year = due.is_some_and(|due| due.id == form.id);
        usize::from(by_sibling) * 2 + usize::from(by_year)
    };
    let candidates = forms.tables().zip(hits).enumerate().filter(|&(_, (_, hits))| hits >= 2);
    let best = candidates.max_by_key(|&(_, ((form, _), hits))| (hits, prefer(form)))?;
    let (number, ((form, spec), _)) = best;
    Some((number, form, spec))
}

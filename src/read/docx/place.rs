//! Where a finding stands, as a person would say it: 第3段, or a row and column of a table with their labels.

use super::{Docx, map::Where};
use crate::{
    document::{Document, table::Table},
    form::Forms,
    source::{Source, Span},
};

/// A place in a Word document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Paragraph, cell, note or text box.
    pub at: Where,
    /// The labels of the row and column of a prescribed table.
    pub labels: Option<(String, String)>,
}

/// Tells places of one document.
pub struct Places<'a> {
    docx: &'a Docx,
    source: &'a Source,
    document: &'a Document,
    forms: &'a Forms,
    /// The cells of recognised tables in reading order: bytes, table, row, column.
    cells: Vec<(Span, usize, usize, usize)>,
}

/// The longest label that is said whole, in characters.
const LONGEST: usize = 18;

impl<'a> Places<'a> {
    /// Of a document and what was read from it.
    pub fn new(
        docx: &'a Docx,
        source: &'a Source,
        document: &'a Document,
        forms: &'a Forms,
    ) -> Self {
        let mut cells = Vec::new();
        for (at, table) in document.tables.iter().enumerate() {
            for (row, read) in table.rows.iter().enumerate().filter(|(_, row)| row.aligned) {
                let spans = read.cells.iter().enumerate();
                cells.extend(spans.map(|(column, cell)| (cell.span, at, row, column)));
            }
        }
        cells.sort_unstable();
        Self { docx, source, document, forms, cells }
    }

    /// The place of a span: that of its first byte.
    pub fn of(&self, span: Span) -> Place {
        let at = self.docx.map.place(span.start);
        let behind = self.cells.partition_point(|(cell, ..)| cell.start <= span.start);
        let cell = self.cells[..behind].last().filter(|(cell, ..)| span.start <= cell.end);
        let inside = matches!(at, Where::Cell { .. });
        let labels = cell.filter(|_| inside).and_then(|cell| self.labels(*cell));
        Place { at, labels }
    }

    fn labels(
        &self,
        (_, table, row, column): (Span, usize, usize, usize),
    ) -> Option<(String, String)> {
        let table = &self.document.tables[table];
        let row = &table.rows[row];
        let label = row.label.map(|label| short(self.source.slice(label.span)));
        let column = self.column(table, (row.spec.0, column))?;
        Some((label.unwrap_or_default(), column))
    }

    /// What the report calls a column, else what the form calls it.
    fn column(&self, table: &Table, spec: (usize, usize)) -> Option<String> {
        let header = table.headers.iter().find(|header| header.spec == spec);
        if let Some(header) = header {
            return Some(short(self.source.slice(header.cell.span)));
        }
        let form = self.forms.get(&table.form)?.table(&table.id)?;
        let column = form.groups.get(spec.0)?.columns.get(spec.1)?;
        Some(short(&column.label.text))
    }
}

/// A label on one line, its end left out where it is long.
fn short(label: &str) -> String {
    let whole: String = label.split_whitespace().collect();
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    whole.chars().take(LONGEST).chain(['…']).collect()
}

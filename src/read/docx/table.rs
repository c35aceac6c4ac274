//! A table as it is read: rows of cells with merged ones in their places, or, where it only arranges text, its lines.

use std::ops::Range;

use super::{
    flow::{Flow, Item},
    map::{Paragraph, Where},
    properties::{CellProperties, RowProperties},
};
use crate::source::Span;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Places of the bytes between cells, paragraphs of a cell and rows; each a blank, a tab or a line end.
    pub(super) separators: Vec<u32>,
    rows: Vec<Row>,
    /// The places of the grid, row by row.
    slots: Vec<Span>,
    /// The paragraphs of all cells, and their levels as headings.
    lines: Vec<(Span, Option<u8>)>,
    /// What tables inside cells came to.
    inner: Vec<Item>,
    /// Where text of tables inside cells is apart.
    inner_separators: Vec<u32>,
    /// Of each column of the grid, whether it is too narrow to hold a figure.
    slim: Vec<bool>,
    /// How many columns of the grid the cells of the row have taken.
    taken: usize,
    row: RowProperties,
    cell: Option<Cell>,
}

#[derive(Debug)]
struct Row {
    slots: Range<usize>,
    /// A cell of it holds running text.
    prose: bool,
    /// A cell of it holds a table.
    nested: bool,
    /// How many cells have text.
    filled: usize,
    first: u32,
    end: u32,
}

#[derive(Debug, Default)]
struct Cell {
    properties: CellProperties,
    /// Where its text begins.
    start: u32,
    /// Its first paragraph among those of the flow.
    paragraph: usize,
    /// Whether one of its paragraphs has begun.
    begun: bool,
    nested: bool,
}

/// A cell with a full stop that is longer than this, in bytes, is running text.
const PROSE: u32 = 240;
/// A column narrower than this, in twentieths of a point, is none: it is left where borders do not quite meet.
const SLIM: i64 = 100;
/// If no column is wider than this, the widths say nothing.
const WIDE: i64 = 300;
/// A row with a table in one of its cells is a frame unless more cells than this have text.
const FRAME: usize = 3;

/// The most places of a grid, of a table's rows together.
const MOST_SLOTS: usize = 1_000_000;

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self, at: u32) {
        self.row = RowProperties::default();
        self.taken = 0;
        let slots = self.slots.len();
        self.rows.push(Row {
            slots: slots..slots,
            prose: false,
            nested: false,
            filled: 0,
            first: at,
            end: at,
        });
    }

    /// The widths of the columns of its grid.
    pub(super) fn grid(&mut self, widths: &[i64]) {
        let telling = widths.iter().any(|width| *width > WIDE);
        self.slim = widths.iter().map(|width| telling && *width < SLIM).collect();
    }

    /// How many columns the next so many of the grid are, slivers left out.
    fn take(&mut self, columns: usize) -> usize {
        let taken = self.taken..self.taken + columns;
        self.taken = taken.end;
        let slim = taken.filter(|&column| self.slim.get(column) == Some(&true));
        columns - slim.count()
    }

    /// Whether it has more places than any table of a draft.
    pub(super) fn is_vast(&self) -> bool {
        self.slots.len() > MOST_SLOTS
    }

    /// What the row says of itself.
    pub(super) fn row_properties(&mut self, properties: RowProperties) {
        self.row = properties;
    }

    /// What the cell says of itself.
    pub(super) fn cell_properties(&mut self, properties: CellProperties) {
        if let Some(cell) = &mut self.cell {
            cell.properties = properties;
        }
    }

    /// A paragraph of the cell begins: apart from the one before.
    pub(super) fn separate(&mut self, text: &mut Vec<u8>) {
        let Some(cell) = &mut self.cell else { return };
        let at = text.len() as u32;
        if cell.begun && at > cell.start && !text.ends_with(b" ") {
            self.separators.push(at);
            text.push(b' ');
        }
        cell.begun = true;
    }

    /// A paragraph of the cell has ended.
    pub(super) fn line(&mut self, text: Span, level: Option<u8>) {
        if !text.is_empty() {
            self.lines.push((text, level));
        }
    }

    fn column(&self) -> u32 {
        self.rows.last().map_or(0, |row| self.slots.len() - row.slots.start) as u32
    }

    fn separator(&mut self, text: &mut Vec<u8>, byte: u8) {
        self.separators.push(text.len() as u32);
        text.push(byte);
    }

    /// Forgets what stands behind an offset that was taken back.
    fn forget(&mut self, at: u32) {
        shorten(&mut self.separators, |separator| *separator >= at);
        shorten(&mut self.inner_separators, |separator| *separator >= at);
        shorten(&mut self.lines, |(line, _)| line.end > at);
        shorten(&mut self.inner, |item| item.start() >= at);
    }
}

impl Flow {
    /// Begins a table.
    pub(super) fn begin_table(&mut self) {
        if let Some(outer) = self.tables.last_mut() {
            outer.separate(&mut self.text);
        }
        self.tables.push(Table::default());
    }

    /// Begins a cell.
    pub(super) fn begin_cell(&mut self) {
        let (at, paragraph) = (self.at(), self.paragraphs.len());
        let Some(table) = self.tables.last_mut() else { return };
        if table.rows.is_empty() {
            table.begin_row(at);
        }
        let before = if table.column() == 0 { table.row.before } else { 0 };
        let before = table.take(before);
        for _ in 0..before {
            table.slots.push(Span::at(self.text.len()));
            table.separator(&mut self.text, b'\t');
        }
        if table.column() > before as u32 {
            table.separator(&mut self.text, b'\t');
        }
        let start = self.text.len() as u32;
        table.cell = Some(Cell { start, paragraph, ..Cell::default() });
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.take()) else { return };
        let CellProperties { columns, goes_on, goes_on_right, deleted } = cell.properties;
        if goes_on || goes_on_right || deleted {
            self.take_back(cell.start);
            if let Some(table) = self.tables.last_mut() {
                table.forget(cell.start);
            }
        }
        let span = Span { start: cell.start, end: self.at() };
        let Some(table) = self.tables.last_mut() else { return };
        let row = table.rows.len() as u32;
        let column = table.column() + 1;
        for paragraph in &mut self.paragraphs[cell.paragraph..] {
            if !matches!(paragraph.place, Where::Cell { .. }) {
                paragraph.place = Where::Cell { table: 0, row, column };
            }
        }
        table.slots.push(span);
        for _ in 1..table.take(columns) {
            table.separator(&mut self.text, b'\t');
            table.slots.push(Span::at(self.text.len()));
        }
        let text = std::str::from_utf8(&self.text[span.range()]).unwrap_or_default();
        if let Some(row) = table.rows.last_mut() {
            row.filled += usize::from(!text.trim().is_empty());
            row.prose |= !cell.nested && span.end - span.start > PROSE && text.contains('。');
            row.nested |= cell.nested && !goes_on;
        }
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(row) = table.rows.last_mut() else { return };
        if table.row.deleted {
            let (at, slots) = (row.first, row.slots.start);
            table.rows.pop();
            table.slots.truncate(slots);
            table.forget(at);
            self.take_back(at);
            return;
        }
        row.slots.end = table.slots.len();
        row.end = self.text.len() as u32;
        table.separator(&mut self.text, b'\n');
    }

    /// Ends a table: its rows become a grid, and lines where they are none.
    pub(super) fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        let wide = table.rows.iter().map(|row| row.slots.len()).max().unwrap_or(0);
        let frame = |row: &Row| row.nested && row.filled <= FRAME;
        let mixed = wide <= 1 || table.rows.iter().any(|row| row.prose || frame(row));
        let as_lines = |row: &Row| row.prose || frame(row) || mixed && row.filled <= 1 || wide <= 1;
        let has_grid = table.rows.iter().any(|row| !as_lines(row) && row.filled > 0);
        if has_grid {
            self.count += 1;
        }
        let number = self.count;
        let mut items = Vec::new();
        let mut cells: Vec<(Span, bool)> = Vec::new();
        for row in &table.rows {
            let place = row.first..row.end;
            if as_lines(row) {
                if !cells.is_empty() {
                    items.push(Item::Grid { cells: std::mem::take(&mut cells) });
                }
                self.loosen(&table, row);
                items.extend(lines_of(&table, &place));
                continue;
            }
            for &at in within(&table.inner_separators, &place) {
                self.text[at as usize] = b' ';
            }
            let slots = &table.slots[row.slots.clone()];
            cells.extend(slots.iter().map(|slot| (*slot, false)));
            if let Some(last) = cells.last_mut() {
                last.1 = true;
            }
            for paragraph in self.paragraphs_in(&place) {
                if let Where::Cell { table: table @ 0, .. } = &mut paragraph.place {
                    *table = number;
                }
            }
        }
        if !cells.is_empty() {
            items.push(Item::Grid { cells });
        }
        self.hand_over(&mut table, items, wide > 1 || mixed);
    }

    /// Makes line ends of what separates the cells and paragraphs of a row.
    fn loosen(&mut self, table: &Table, row: &Row) {
        let place = row.first..row.end;
        for &at in within(&table.separators, &place) {
            self.text[at as usize] = b'\n';
        }
        for paragraph in self.paragraphs_in(&place) {
            if matches!(paragraph.place, Where::Cell { table: 0, .. }) {
                paragraph.place = Where::Nowhere;
            }
        }
    }

    /// The paragraphs whose text lies in a range.
    fn paragraphs_in(&mut self, place: &Range<u32>) -> &mut [Paragraph] {
        let first = self.paragraphs.partition_point(|known| known.text.start < place.start);
        let behind = self.paragraphs.partition_point(|known| known.text.start <= place.end);
        &mut self.paragraphs[first..behind.max(first)]
    }

    /// Gives what a table came to to the table around it, or to the flow.
    fn hand_over(&mut self, table: &mut Table, items: Vec<Item>, nested: bool) {
        let Some(outer) = self.tables.last_mut() else {
            self.items.extend(items);
            return self.flush();
        };
        outer.inner.extend(items);
        outer.inner_separators.append(&mut table.separators);
        outer.inner_separators.append(&mut table.inner_separators);
        if let Some(cell) = &mut outer.cell {
            cell.nested |= nested;
        }
    }
}

/// Takes off the end of a list what a test says.
pub(super) fn shorten<T>(list: &mut Vec<T>, off: impl Fn(&T) -> bool) {
    while list.last().is_some_and(&off) {
        list.pop();
    }
}

/// Of places in order, those in a range.
fn within<'a>(places: &'a [u32], range: &Range<u32>) -> &'a [u32] {
    let first = places.partition_point(|at| *at < range.start);
    let behind = places.partition_point(|at| *at < range.end);
    &places[first..behind]
}

/// The paragraphs of a row, and what the tables inside its cells came to, in reading order.
fn lines_of(table: &Table, place: &Range<u32>) -> Vec<Item> {
    let first = table.lines.partition_point(|(span, _)| span.start < place.start);
    let lines = table.lines[first..].iter().take_while(|(span, _)| span.start < place.end);
    let line =
        |(span, level): &(Span, Option<u8>)| Item::Line { pieces: vec![*span], level: *level };
    let mut items: Vec<Item> = lines.map(line).collect();
    let first = table.inner.partition_point(|item| item.start() < place.start);
    let inner = table.inner[first..].iter().take_while(|item| item.start() < place.end);
    items.extend(inner.cloned());
    items.sort_by_key(Item::start);
    items
}

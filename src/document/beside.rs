//! Tables that stand in a file beside the report, taken into its document.

use super::{
    Block, BlockKind, Document,
    grid::{Cell, Grid},
    table::{Header, Row, Table},
};
use crate::source::{Place, Span};

impl Document {
    /// Takes the tables that it lacks from the document of a file beside it, whose spans begin at `offset`; returns how many.
    pub fn adopt(&mut self, other: &Self, offset: u32) -> usize {
        let lacking = |table: &&Table| self.tables.iter().all(|own| own.id != table.id);
        let tables: Vec<&Table> = other.tables.iter().filter(lacking).collect();
        if tables.is_empty() {
            return 0;
        }
        let moved = Moved { place: self.shadow.append(&other.shadow, offset), span: offset };
        let first = self.grids.len();
        self.grids.extend(other.grids.iter().map(|grid| moved.grid(grid)));
        for table in &tables {
            for &grid in &table.grids {
                let cells = &self.grids[first + grid].cells;
                let (Some(start), Some(end)) = (cells.first(), cells.last()) else { continue };
                let place = start.place.join(end.place);
                self.blocks.push(Block { kind: BlockKind::Grid(first + grid), place });
            }
        }
        if self.tables.is_empty() {
            self.profile.layout.clone_from(&other.profile.layout);
        }
        let adopted = tables.iter().map(|table| moved.table(table, first));
        self.tables.extend(adopted);
        tables.len()
    }
}

/// By how much places and spans move.
#[derive(Clone, Copy)]
struct Moved {
    place: u32,
    span: u32,
}

impl Moved {
    fn place(self, place: Place) -> Place {
        Place { start: place.start + self.place, end: place.end + self.place }
    }

    fn cell(self, cell: Cell) -> Cell {
        let span = Span { start: cell.span.start + self.span, end: cell.span.end + self.span };
        Cell { place: self.place(cell.place), span }
    }

    fn grid(self, grid: &Grid) -> Grid {
        let cells = grid.cells.iter().map(|cell| self.cell(*cell));
        Grid { cells: cells.collect(), rows: grid.rows.clone(), layout: grid.layout }
    }

    fn table(self, table: &Table, grids: usize) -> Table {
        let row = |row: &Row| Row {
            label: row.label.map(|label| self.cell(label)),
            cells: row.cells.iter().map(|cell| self.cell(*cell)).collect(),
            ..*row
        };
        let header = |header: &Header| Header { cell: self.cell(header.cell), ..*header };
        Table {
            id: table.id.clone(),
            form: table.form.clone(),
            place: self.place(table.place),
            grids: table.grids.iter().map(|grid| grid + grids).collect(),
            rows: table.rows.iter().map(row).collect(),
            headers: table.headers.iter().map(header).collect(),
            readable: table.readable,
            beside: true,
        }
    }
}

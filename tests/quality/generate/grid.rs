//! A table with merged cells.

use super::draft::Piece;

/// Which prescribed table a grid is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// What was disclosed, section two.
    Disclosure,
    /// Applications, section three.
    Applications,
    /// Reviews and suits, section four.
    Reviews,
    /// The annex of 2014.
    Annex,
}

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Content {
    Label,
    /// A figure, with its row and column among the figures.
    Value(usize, usize),
    /// Units and notes.
    Other,
}

#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) piece: Piece,
    pub(crate) content: Content,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Cell {
    pub(crate) fn label(text: impl Into<String>) -> Self {
        Self { piece: Piece::plain(text), content: Content::Label, columns: 1, rows: 1 }
    }

    pub(crate) fn value(row: usize, column: usize, value: &impl ToString) -> Self {
        let content = Content::Value(row, column);
        Self { piece: Piece::plain(value.to_string()), content, columns: 1, rows: 1 }
    }

    pub(crate) fn other(text: impl Into<String>) -> Self {
        Self { content: Content::Other, ..Self::label(text) }
    }

    pub(crate) fn wide(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    pub(crate) fn high(self, rows: usize) -> Self {
        Self { rows, ..self }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub(crate) kind: Kind,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A place of the grid as a layout sees it.
pub(crate) enum Place<'a> {
    Own(&'a Cell),
    /// Taken by the cell on the left.
    Left,
    /// Taken by a cell above; true at that cell's first column.
    Above(bool),
}

impl Grid {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    pub(crate) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.rows.iter_mut().flatten()
    }

    pub(crate) fn value_mut(&mut self, row: usize, column: usize) -> Option<&mut Cell> {
        self.cells_mut().find(|cell| cell.content == Content::Value(row, column))
    }

    /// The figure at a place among the figures; none where it is no plain number.
    pub(crate) fn value(&self, row: usize, column: usize) -> Option<u64> {
        let wanted = Content::Value(row, column);
        let cell = self.rows.iter().flatten().find(|cell| cell.content == wanted)?;
        cell.piece.text.parse().ok()
    }

    /// Writes a figure and marks it as the faulty place.
    pub(crate) fn spoil(&mut self, row: usize, column: usize, text: impl Into<String>) {
        if let Some(cell) = self.value_mut(row, column) {
            cell.piece = Piece::bad(text);
        }
    }

    /// Blanks the zeros of a table of applications in which something else stands.
    pub(crate) fn leave_zeros_out(&mut self) {
        let value = |cell: &Cell| matches!(cell.content, Content::Value(..));
        let written = self.cells_mut().any(|cell| value(cell) && cell.piece.text != "0");
        if self.kind != Kind::Applications || !written {
            return;
        }
        for cell in self.cells_mut().filter(|cell| value(cell) && cell.piece.text == "0") {
            cell.piece.text.clear();
        }
    }

    /// The rows with every place that merged cells take.
    pub(crate) fn places(&self) -> Vec<Vec<Place<'_>>> {
        // For each column: how many rows below are still taken, and whether the taker begins here.
        let mut taken: Vec<(usize, bool)> = Vec::new();
        self.rows.iter().map(|row| places_of(row, &mut taken)).collect()
    }
}

fn places_of<'a>(row: &'a [Cell], taken: &mut Vec<(usize, bool)>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    let mut cells = row.iter();
    loop {
        let column = places.len();
        if let Some(slot) = taken.get_mut(column).filter(|slot| slot.0 > 0) {
            slot.0 -= 1;
            places.push(Place::Above(slot.1));
            continue;
        }
        let Some(cell) = cells.next() else { return places };
        for i in 0..cell.columns {
            places.push(if i == 0 { Place::Own(cell) } else { Place::Left });
            if taken.len() <= column + i {
                taken.resize(column + i + 1, (0, false));
            }
            taken[column + i] = (cell.rows - 1, i == 0);
        }
    }
}

//! Rows as a reader collects them: cells of one or more pieces, in three flat lists.

use crate::source::Span;

/// The rows of a table; the last one may not be ended yet.
#[derive(Debug)]
pub(super) struct Rows {
    pieces: Vec<Span>,
    /// Where the pieces of each cell end.
    cell_ends: Vec<usize>,
    /// Where the cells of each row end.
    row_ends: Vec<usize>,
}

impl Rows {
    /// None yet, with room for a table of usual size.
    pub(super) fn new() -> Self {
        let row_ends = Vec::with_capacity(16);
        Self { pieces: Vec::with_capacity(64), cell_ends: Vec::with_capacity(64), row_ends }
    }

    /// A piece of the cell that comes next.
    pub(super) fn piece(&mut self, piece: Span) {
        self.pieces.push(piece);
    }

    /// Ends the cell; what follows belongs to the next.
    pub(super) fn end_cell(&mut self) {
        self.cell_ends.push(self.pieces.len());
    }

    /// Takes up the cell that was ended last again, without pieces that are empty.
    pub(super) fn reopen_cell(&mut self) {
        self.cell_ends.pop();
        let start = self.cell_ends.last().copied().unwrap_or(0);
        let kept = self.pieces.split_off(start);
        self.pieces.extend(kept.iter().filter(|piece| !piece.is_empty()));
    }

    /// Ends the row, if it has cells.
    pub(super) fn end_row(&mut self) {
        if self.cell_ends.len() > self.row_ends.last().copied().unwrap_or(0) {
            self.row_ends.push(self.cell_ends.len());
        }
    }

    /// Whether no row was ended.
    pub(super) fn is_empty(&self) -> bool {
        self.row_ends.is_empty()
    }

    /// How many rows were ended.
    pub(super) fn len(&self) -> usize {
        self.row_ends.len()
    }

    /// The pieces of all cells.
    pub(super) fn pieces(&self) -> &[Span] {
        &self.pieces
    }

    /// The pieces of each cell.
    pub(super) fn cells(&self) -> impl ExactSizeIterator<Item = &[Span]> {
        self.part(0, self.cell_ends.len())
    }

    /// The cells of each row that was ended.
    pub(super) fn iter(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = &[Span]>> {
        (0..self.row_ends.len())
            .map(|row| self.part(before(&self.row_ends, row), self.row_ends[row]))
    }

    /// The cells of the row that is not ended.
    pub(super) fn open(&self) -> impl DoubleEndedIterator<Item = &[Span]> {
        self.part(before(&self.row_ends, self.row_ends.len()), self.cell_ends.len())
    }

    fn part(
        &self,
        first: usize,
        end: usize,
    ) -> impl ExactSizeIterator<Item = &[Span]> + DoubleEndedIterator {
        (first..end).map(|cell| &self.pieces[before(&self.cell_ends, cell)..self.cell_ends[cell]])
    }
}

/// Where the one at an index begins, by where each ends.
fn before(ends: &[usize], index: usize) -> usize {
    index.checked_sub(1).map_or(0, |before| ends[before])
}

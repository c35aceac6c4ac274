//! Which tables of a page are tables, and which only arrange it.

use super::{
    fact::Fact,
    part::{Kind, Page},
};
use crate::{
    document::ending::is_metadata,
    form::{Forms, core},
    source::fold::folded,
};

/// What a table of a page is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It arranges the page: its cells hold lines like any other place.
    Layout,
    /// Names and values, a line for each row.
    Pairs,
    /// Rows of cells.
    Rows,
    /// One cell a row: only their sequence is known.
    Stream,
}

/// A table of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// Its first and last item.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) shape: Shape,
    /// The bit of the prescribed table that it has most labels of, as [`Forms::tables_with`] counts; 0 for none.
    pub(super) prescribed: u32,
}

/// A table being looked at.
#[derive(Default)]
struct Frame {
    first: usize,
    /// Rows of several cells.
    wide: usize,
    cells: usize,
    /// Labels of prescribed tables.
    known: usize,
    /// How many of them each prescribed table has.
    hits: [u32; 32],
    metadata: bool,
    /// The longest cell of a row of several, in bytes.
    longest: usize,
    /// A heading of the report stands in a row of several cells, or among other lines of a cell.
    heads: bool,
    /// A table of the report stands within.
    holds: bool,
    /// All text, in bytes.
    bytes: usize,
    row: Vec<Cell>,
}

/// A cell of the row being looked at.
#[derive(Default)]
struct Cell {
    text: String,
    bytes: usize,
    lines: usize,
    heads: bool,
}

/// The longest cell of a table that holds no prescribed labels, in bytes.
const LONGEST: usize = 360;
/// The longest cell of a table that holds some.
const LONGEST_KNOWN: usize = 1200;

/// The tables of a page, in the order in which they begin.
pub(super) fn tables(page: &Page, facts: &[Fact], forms: &Forms) -> Vec<Table> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut found = Vec::new();
    for (index, item) in page.items.iter().enumerate() {
        match item.kind {
            Kind::Table => frames.push(Frame { first: index, ..Frame::default() }),
            Kind::End => {
                let Some(mut frame) = frames.pop() else { continue };
                frame.end_row(forms);
                let shape = frame.shape();
                let prescribed = frame.prescribed(shape);
                found.push(Table { first: frame.first, last: index, shape, prescribed });
                if let Some(outer) = frames.last_mut() {
                    outer.take(&frame, shape);
                }
            }
            Kind::Row => {
                if let Some(frame) = frames.last_mut() {
                    frame.end_row(forms);
                }
            }
            Kind::Cell { .. } => {
                if let Some(frame) = frames.last_mut() {
                    frame.row.push(Cell::default());
                }
            }
            Kind::Line { text, .. } => {
                if let Some(frame) = frames.last_mut() {
                    frame.line(&page.text.text()[text.range()], facts[index]);
                }
            }
            _ => {}
        }
    }
    found.sort_unstable_by_key(|table| table.first);
    found
}

impl Frame {
    fn cell(&mut self) -> &mut Cell {
        if self.row.is_empty() {
            self.row.push(Cell::default());
        }
        let last = self.row.len() - 1;
        &mut self.row[last]
    }

    fn line(&mut self, text: &str, fact: Fact) {
        let cell = self.cell();
        cell.bytes += text.len();
        cell.lines += 1;
        cell.heads |= fact.titled || fact.title;
        if cell.text.len() + text.len() <= LONGEST {
            cell.text.push_str(text);
        }
    }

    fn end_row(&mut self, forms: &Forms) {
        let wide = self.row.len() > 1;
        self.wide += usize::from(wide);
        for cell in std::mem::take(&mut self.row) {
            self.cells += 1;
            self.bytes += cell.bytes;
            self.heads |= cell.heads && (wide || cell.lines > 1);
            if wide {
                self.longest = self.longest.max(cell.bytes);
            }
            if cell.bytes <= LONGEST && cell.bytes > 0 {
                let folded = folded(&cell.text);
                let mask = forms.tables_with(&core(&folded));
                self.known += usize::from(mask != 0);
                for (bit, hits) in self.hits.iter_mut().enumerate() {
                    *hits += mask >> bit & 1;
                }
                self.metadata |= self.known == 0 && is_metadata(&folded);
            }
        }
    }

    fn prescribed(&self, shape: Shape) -> u32 {
        if !matches!(shape, Shape::Rows | Shape::Stream) || self.known < 2 {
            return 0;
        }
        let best = self.hits.iter().enumerate().max_by_key(|(bit, hits)| (**hits, 32 - bit));
        best.map_or(0, |(bit, _)| 1 << bit)
    }

    fn shape(&self) -> Shape {
        let plain = !self.holds && self.known < 2 && self.longest <= LONGEST;
        if self.metadata && plain && self.wide > 0 {
            return Shape::Pairs;
        }
        if self.heads {
            return Shape::Layout;
        }
        if self.known >= 2 && self.longest <= LONGEST_KNOWN {
            return match self.wide {
                0 if self.known >= 3 => Shape::Stream,
                0 => Shape::Layout,
                _ => Shape::Rows,
            };
        }
        if self.holds || self.wide == 0 || self.longest > LONGEST {
            return Shape::Layout;
        }
        if self.wide == 1 { Shape::Layout } else { Shape::Rows }
    }

    /// Takes up a table that stands in a cell of this one; one of a single cell is as good as its text.
    fn take(&mut self, inner: &Self, shape: Shape) {
        self.holds |=
            inner.holds || inner.known >= 2 && matches!(shape, Shape::Rows | Shape::Stream);
        self.heads |= inner.heads;
        self.known += inner.known * usize::from(inner.cells == 1);
        let cell = self.cell();
        cell.bytes += inner.bytes;
        cell.lines += inner.cells;
    }
}

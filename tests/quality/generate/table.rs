//! Tables in the shapes in which converters leave them.

use super::Layout;
use super::draft::Piece;
use super::grid::{Cell, Content, Grid, Place};
use super::rng::Rng;
use super::writer::Writer;
use crate::word::{self, Merge};

/// Lays out one table.
pub(crate) fn table(writer: &mut Writer, grid: &Grid, layout: Layout, rng: &mut Rng) {
    match layout {
        Layout::TabCells => tab_cells(writer, grid, rng),
        Layout::TabRows => {
            let keep = if rng.chance(70) { Keep::ALL } else { Keep::DOWN };
            lines(writer, grid, keep, ["", "\t", ""]);
        }
        Layout::TabRowsDropped => lines(writer, grid, Keep::NONE, ["", "\t", ""]),
        Layout::PipeInner => lines(writer, grid, Keep::NONE, ["", " | ", " |"]),
        Layout::PipeOuter => {
            let keep = rng.of(&[Keep::ALL, Keep::DOWN, Keep::NONE]);
            lines(writer, grid, keep, ["| ", " | ", " |"]);
        }
        Layout::PipeCells => lines(writer, grid, Keep::NONE, ["", " |\n", " |"]),
        Layout::Paragraphs => paragraphs(writer, grid, rng),
        Layout::Markdown => markdown(writer, grid),
        Layout::HtmlClean | Layout::HtmlMessy => unreachable!("pages are rendered elsewhere"),
        Layout::Word => word(writer, grid, false),
        Layout::WordOffice => word(writer, grid, true),
        Layout::MarkdownTabs => {
            writer.gap();
            lines(writer, grid, Keep::ALL, ["", "\t", ""]);
            writer.gap();
        }
    }
}

/// Which places of merged cells stay as empty cells.
#[derive(Clone, Copy)]
struct Keep {
    right: bool,
    down: bool,
}

impl Keep {
    const ALL: Self = Self { right: true, down: true };
    const DOWN: Self = Self { right: false, down: true };
    const NONE: Self = Self { right: false, down: false };
}

/// The cells of a row that a layout writes; none for the empty ones.
fn kept<'a>(places: &[Place<'a>], keep: Keep) -> Vec<Option<&'a Cell>> {
    let mut cells = Vec::new();
    for place in places {
        match place {
            Place::Own(cell) => cells.push(Some(*cell)),
            Place::Left if keep.right => cells.push(None),
            Place::Above(first) if keep.down && (*first || keep.right) => cells.push(None),
            _ => {}
        }
    }
    cells
}

/// One row a line (or, with a line end between cells, one cell a line).
fn lines(writer: &mut Writer, grid: &Grid, keep: Keep, [open, between, close]: [&str; 3]) {
    for places in grid.places() {
        writer.raw(open);
        for (i, cell) in kept(&places, keep).into_iter().enumerate() {
            if i > 0 {
                writer.raw(between);
            }
            if let Some(cell) = cell {
                writer.piece(&cell.piece);
            }
        }
        writer.raw(close);
        writer.raw("\n");
    }
}

/// Tabs between cells, and the cells themselves for the document; `merged` where merged cells stay so.
fn word(writer: &mut Writer, grid: &Grid, merged: bool) {
    let start = writer.text.len();
    lines(writer, grid, Keep::ALL, ["", "\t", ""]);
    let rows = grid.places().into_iter().map(|places| {
        let mut cells: Vec<word::Cell> = Vec::new();
        for place in places {
            match (place, cells.last_mut()) {
                (Place::Own(cell), _) => {
                    let merge = if merged && cell.rows > 1 { Merge::Start } else { Merge::None };
                    let text = writer.shape(&cell.piece.text);
                    cells.push(word::Cell { text, columns: 1, merge });
                }
                (Place::Left | Place::Above(false), Some(last)) if merged => last.columns += 1,
                (Place::Above(_), _) if merged => {
                    cells.push(word::Cell { merge: Merge::GoesOn, ..word::Cell::new("") });
                }
                _ => cells.push(word::Cell::new("")),
            }
        }
        cells
    });
    let rows = rows.collect();
    writer.tables.push((start, writer.text.len(), rows));
}

/// Each cell on its own line behind a tab, an empty line after each row.
fn tab_cells(writer: &mut Writer, grid: &Grid, rng: &mut Rng) {
    let wraps = rng.of(&[0, 0, 8, 30]);
    for places in grid.places() {
        // Behind a cell of several lines some converters break before each further cell of the row.
        let mut lead = "\t";
        for cell in kept(&places, Keep::DOWN) {
            writer.raw(lead);
            if let Some(cell) = cell {
                let wrapped = rng.chance(wraps) && wrap(writer, cell, rng);
                if !wrapped {
                    writer.piece(&cell.piece);
                } else if rng.chance(50) {
                    lead = "\t\n";
                }
            }
            writer.raw("\n");
        }
        writer.raw("\n");
    }
}

/// Each cell a paragraph.
fn paragraphs(writer: &mut Writer, grid: &Grid, rng: &mut Rng) {
    let wraps = rng.of(&[0, 10, 30]);
    for places in grid.places() {
        for cell in kept(&places, Keep::NONE).into_iter().flatten() {
            writer.gap();
            if !(rng.chance(wraps) && wrap(writer, cell, rng)) {
                writer.piece(&cell.piece);
            }
        }
    }
    writer.gap();
}

fn markdown(writer: &mut Writer, grid: &Grid) {
    writer.gap();
    let width = grid.places().first().map_or(0, Vec::len);
    for (i, places) in grid.places().into_iter().enumerate() {
        writer.raw("|");
        for cell in kept(&places, Keep::ALL) {
            writer.raw(" ");
            if let Some(cell) = cell {
                writer.piece(&cell.piece);
                writer.raw(" ");
            }
            writer.raw("|");
        }
        writer.raw("\n");
        if i == 0 {
            writer.raw("|");
            writer.raw(&"---|".repeat(width));
            writer.raw("\n");
        }
    }
    writer.raw("\n");
}

/// Writes a cell over two lines if it is a long label; says whether it did.
fn wrap(writer: &mut Writer, cell: &Cell, rng: &mut Rng) -> bool {
    let Piece { text, .. } = &cell.piece;
    let length = text.chars().count();
    if cell.content != Content::Label || length < 5 {
        return false;
    }
    let at = rng.range(2, length as u64 - 2) as usize;
    let (head, tail): (String, String) =
        (text.chars().take(at).collect(), text.chars().skip(at).collect());
    writer.piece_as(&cell.piece, &format!("{head}\n{tail}"));
    true
}

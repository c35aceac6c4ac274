//! Text whose layout is known in part: where its tables stand and which lines are headings.

use super::{
    allow,
    line::Line,
    lines::{Marks, Reader},
    rows::Rows,
    text,
    wrap::Wrap,
};
use crate::{
    document::{Document, build::Builder, grid::Layout},
    form::Forms,
    source::{Lines, Source, Span},
};

/// What is known of a text's layout.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Where its headings begin, and their levels.
    pub(super) headings: Vec<(u32, u8)>,
    /// Where the marks of its images stand.
    pub(super) images: Vec<Span>,
    /// Its tables in order.
    pub(super) grids: Vec<Grid>,
}

/// A table of the text.
#[derive(Debug)]
pub(super) struct Grid {
    /// All of its lines.
    pub(super) place: Span,
    pub(super) rows: Rows,
    pub(super) layout: Layout,
}

/// Reads a text: its tables as they are known, the lines between them as plain text.
pub(super) fn read(
    source: &Source,
    forms: &Forms,
    year: Option<u16>,
    outline: Outline,
) -> Document {
    let text = source.text();
    let mut hidden = text::leftovers(text);
    hidden.extend(&outline.images);
    let Outline { headings, images, grids } = outline;
    let mut marks = Marks { headings, hidden, images, ..Marks::default() };
    allow::hide(text, &mut marks);
    let parts = parts(text::split(text, &Lines::new(text), &marks.allows), &grids);
    let wrap = Wrap::detect(text, &parts.concat(), false);
    let mut reader = Reader {
        wrap,
        indented: 0,
        text,
        forms,
        marks: &marks,
        lines: Vec::new(),
        builder: Builder::new(source, forms, year),
        pieces: Vec::new(),
    };
    reader.builder.images(&marks.images);
    let mut grids = grids.iter();
    for lines in parts {
        reader.lines = lines;
        reader.indented = 0;
        let mut at = 0;
        while at < reader.lines.len() {
            at = reader.step(at);
        }
        if let Some(grid) = grids.next() {
            reader.grid(&grid.rows, grid.layout);
        }
    }
    reader.builder.finish()
}

/// The lines before each table, and those behind the last.
fn parts(lines: Vec<Line>, grids: &[Grid]) -> Vec<Vec<Line>> {
    let mut parts = vec![Vec::new()];
    let mut grids = grids.iter().peekable();
    for line in lines {
        while grids.next_if(|grid| grid.place.end <= line.span.start).is_some() {
            parts.push(Vec::new());
        }
        let inside = grids.peek().is_some_and(|grid| grid.place.start <= line.span.start);
        if !inside && let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts.extend(grids.map(|_| Vec::new()));
    parts
}

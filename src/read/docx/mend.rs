//! What a draft's lines and tables become once the forms are at hand: lines broken at a width are joined, and a heading
//! in the first row of its table is freed.

use super::flow::Item;
use crate::{
    form::Forms,
    read::{
        line::{Kind, Line},
        wrap::{self, Wrap},
    },
    source::Span,
};

/// How many lines behind a broken one are looked at, for blank ones and page marks may come in between.
const AHEAD: usize = 4;

/// The items of a draft as they are meant.
pub(super) fn mended(text: &str, items: &[Item], forms: &Forms) -> Vec<Item> {
    let mut freed = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Grid { cells } => free(text, cells, forms, &mut freed),
            Item::Line { .. } => freed.push(item.clone()),
        }
    }
    match Wrap::detect(text, &lines(text, &freed), false) {
        Some(wrap) => joined(text, freed, wrap, forms),
        None => freed,
    }
}

/// The lines as they stand in the draft; one that a soft break ended is one.
fn lines(text: &str, items: &[Item]) -> Vec<Line> {
    let pieces = items.iter().flat_map(|item| match item {
        Item::Line { pieces, .. } => pieces.as_slice(),
        Item::Grid { .. } => &[],
    });
    pieces.map(|piece| line(text, *piece)).collect()
}

fn line(text: &str, piece: Span) -> Line {
    Line::new(&text[piece.range()], piece.start as usize, true)
}

/// Joins lines broken at a width as the reader of text does; blank ones and page marks are left out.
fn joined(text: &str, items: Vec<Item>, wrap: Wrap, forms: &Forms) -> Vec<Item> {
    let slice = |span: Span| &text[span.range()];
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    // The last line, where it may go on, and how many lines were left out behind it.
    let mut open: Option<Span> = None;
    let mut left_out = 0;
    for item in items {
        let Item::Line { mut pieces, level } = item else {
            open = None;
            out.push(item);
            continue;
        };
        let (Some(&first), Some(&last)) = (pieces.first(), pieces.last()) else { continue };
        let kind = line(text, first).kind;
        let blank = kind == Kind::Blank || wrap::is_page_mark(slice(first));
        if pieces.len() == 1 && blank {
            left_out += 1;
            continue;
        }
        let follows = open.is_some_and(|before| wrap.goes_on(slice(before), slice(first)))
            && left_out < AHEAD
            && level.is_none()
            && kind == Kind::Plain
            && !wrap::begins_heading(slice(first), forms);
        open = level.is_none().then_some(last);
        left_out = 0;
        match out.last_mut() {
            Some(Item::Line { pieces: before, .. }) if follows => before.append(&mut pieces),
            _ => {
                let text = slice(first);
                let over = wrap.ends_heading(text) && wrap::begins_heading(text, forms);
                open = open.filter(|_| !over && !wrap::is_whole(text, forms));
                out.push(Item::Line { pieces, level });
            }
        }
    }
    out
}

/// A table; where its first row holds nothing but a prescribed heading, that is a line before it.
fn free(text: &str, cells: &[(Span, bool)], forms: &Forms, out: &mut Vec<Item>) {
    let row = cells.iter().position(|(_, last)| *last).map_or(0, |last| last + 1);
    let mut filled = cells[..row].iter().filter(|(cell, _)| !text[cell.range()].trim().is_empty());
    let heading = match (filled.next(), filled.next()) {
        (Some((cell, _)), None) if wrap::is_heading(&text[cell.range()], forms) => Some(*cell),
        _ => None,
    };
    let rest = if let Some(cell) = heading.filter(|_| row < cells.len()) {
        out.push(Item::Line { pieces: vec![cell], level: None });
        &cells[row..]
    } else {
        cells
    };
    out.push(Item::Grid { cells: rest.to_vec() });
}

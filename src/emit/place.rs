//! A place in a Word document, in words.

use crate::{
    read::docx::{map::Where, place::Place},
    rule::Words,
};

/// Says where something stands; `None` where it can't be said.
pub fn place(words: &Words, place: &Place) -> Option<String> {
    let at = match place.at {
        Where::Nowhere => return None,
        Where::Paragraph(number) => words.fill("place-paragraph", &[("number", &number)]),
        Where::Note(number) => words.fill("place-note", &[("number", &number)]),
        Where::Box(number) => words.fill("place-box", &[("number", &number)]),
        Where::Cell { table, row, column } => {
            words.fill("place-cell", &[("table", &table), ("row", &row), ("column", &column)])
        }
    };
    Some(match &place.labels {
        None => at,
        Some((row, label)) if row.is_empty() => {
            words.fill("place-label", &[("cell", &at), ("label", label)])
        }
        Some((row, label)) => {
            words.fill("place-labels", &[("cell", &at), ("row", row), ("label", label)])
        }
    })
}

//! Plain text as converters leave it.

use super::{allow, line::Line, lines};
use crate::{
    document::Document,
    form::Forms,
    source::{Source, Span},
};

/// Reads plain text; a line is a paragraph, tables are found by tabs, pipes and labels.
pub fn read(source: &Source, forms: &Forms, year: Option<u16>) -> Document {
    let mut marks = lines::Marks { headings: Vec::new(), hidden: bookmarks(source.text()) };
    allow::hide(source.text(), &mut marks.hidden);
    lines::read(source, forms, year, &marks)
}

/// The marks that a converter leaves of a Word bookmark: `[bookmark: _GoBack]`.
fn bookmarks(text: &str) -> Vec<Span> {
    let close = |start: usize| {
        text[start..].find(']').filter(|&end| end < 80).map(|end| Span::new(start, start + end + 1))
    };
    text.match_indices("[bookmark:").filter_map(|(start, _)| close(start)).collect()
}

/// The lines of a text, without their line ends; marks that silence rules are none.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(Line::new(line, start));
        start += line.len() + 1;
    }
    allow::without(text, lines)
}

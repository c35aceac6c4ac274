//! Plain text as converters leave it.

use super::{allow, line::Line, lines};
use crate::{
    document::Document,
    form::Forms,
    source::{Source, Span},
};

/// Reads plain text; a line is a paragraph, tables are found by tabs, pipes and labels.
pub fn read(source: &Source, forms: &Forms, year: Option<u16>) -> Document {
    read_as(source, forms, year, false)
}

/// Reads the text of a PDF, whose lines are known to be broken at the page's width.
pub fn read_pages(source: &Source, forms: &Forms, year: Option<u16>) -> Document {
    read_as(source, forms, year, true)
}

fn read_as(source: &Source, forms: &Forms, year: Option<u16>, pages: bool) -> Document {
    let hidden = leftovers(source.text());
    let mut marks = lines::Marks { headings: Vec::new(), hidden, pages };
    allow::hide(source.text(), &mut marks.hidden);
    lines::read(source, forms, year, &marks)
}

/// What a converter leaves that is no text: `[bookmark: _GoBack]`, `<br>`, `&nbsp;`.
pub(super) fn leftovers(text: &str) -> Vec<Span> {
    let bookmark =
        |start: usize| text[start..].find(']').filter(|&end| end < 80).map(|end| start + end + 1);
    let bookmarks = text
        .match_indices("[bookmark:")
        .filter_map(|(start, _)| Some(Span::new(start, bookmark(start)?)));
    let mut found: Vec<Span> = bookmarks.collect();
    for (open, marks) in [
        ("<", &["<br>", "<br/>", "<br />", "<BR>"][..]),
        ("&", &["&nbsp;", "&emsp;", "&ensp;", "&#160;", "&ldquo;", "&rdquo;"][..]),
    ] {
        for (start, _) in text.match_indices(open) {
            if let Some(mark) = marks.iter().find(|mark| text[start..].starts_with(**mark)) {
                found.push(Span::new(start, start + mark.len()));
            }
        }
    }
    found.sort_unstable();
    found
}

/// The lines of a text, without their line ends; marks that silence rules are none.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let end = if text.contains('\n') { '\n' } else { '\r' };
    for line in text.split(end) {
        lines.push(Line::new(line, start));
        start += line.len() + 1;
    }
    allow::without(text, lines)
}

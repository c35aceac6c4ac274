//! Plain text as converters leave it.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};

use super::{
    allow,
    line::{self, Line},
    lines,
};
use crate::{
    document::Document,
    form::Forms,
    source::{Lines, Source, Span},
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
    let mut marks = lines::Marks { hidden, pages, ..lines::Marks::default() };
    allow::hide(source.text(), &mut marks);
    lines::read(source, forms, year, &marks)
}

/// What a converter leaves that is no text: `[bookmark: _GoBack]`, `<br>`, `&nbsp;`.
pub(super) fn leftovers(text: &str) -> Vec<Span> {
    const MARKS: [&str; 10] = [
        "<br>", "<br/>", "<br />", "<BR>", "&nbsp;", "&emsp;", "&ensp;", "&#160;", "&ldquo;",
        "&rdquo;",
    ];
    let starts = memchr3_iter(b'[', b'<', b'&', text.as_bytes());
    let found = starts.filter_map(|start| {
        let rest = &text[start..];
        let width = if rest.starts_with("[bookmark:") {
            rest.bytes().take(80).position(|byte| byte == b']').map(|end| end + 1)
        } else {
            MARKS.iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len())
        };
        width.map(|width| Span::new(start, start + width))
    });
    found.collect()
}

/// The lines of a text, without their line ends; marks that silence rules are none.
pub(super) fn split(text: &str, table: &Lines, marks: &[allow::Mark]) -> Vec<Line> {
    let pipes = line::has_pipe(text);
    let line = |range: Range<usize>| Line::new(&text[range.clone()], range.start, pipes);
    let mut lines = Vec::with_capacity(table.count());
    if table.count() > 1 {
        lines.extend((1..=table.count()).map(|number| line(table.range(text, number as u32))));
    } else {
        let mut start = 0;
        for end in memchr_iter(b'\r', text.as_bytes()).chain([text.len()]) {
            lines.push(line(start..end));
            start = end + 1;
        }
    }
    allow::take_out(marks, text, &mut lines);
    lines
}

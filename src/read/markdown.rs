//! Markdown: the lines of a text, without the marks that `pulldown-cmark` finds in them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    allow,
    lines::{self, Marks},
};
use crate::{
    document::Document,
    form::Forms,
    source::{Source, Span},
};

/// Reads Markdown; tables, pasted tab tables and indented paragraphs are read as in plain text.
pub fn read(source: &Source, forms: &Forms, year: Option<u16>) -> Document {
    lines::read(source, forms, year, &marks(source.text()))
}

/// The places that are markup, not text, and the lines that are headings.
fn marks(text: &str) -> Marks {
    let mut marks = Marks::default();
    let mut heading = None;
    let mut html = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level as u8, range)),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, range)) = heading.take() {
                    marks.headings.push((range.start as u32, level));
                    underline(text, range, &mut marks);
                }
            }
            Event::Start(Tag::HtmlBlock) => html = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(range) = html.take()
                    && text[range.clone()].trim_start().starts_with("<!--")
                {
                    marks.hidden.push(Span::new(range.start, range.end));
                }
            }
            Event::InlineHtml(_) => marks.hidden.push(Span::new(range.start, range.end)),
            Event::Start(Tag::Image { .. }) => {
                marks.hidden.push(Span::new(range.start, range.end));
                marks.images.push(Span::new(range.start, range.end));
            }
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                let width = text[range.clone()]
                    .bytes()
                    .take_while(|byte| matches!(byte, b'*' | b'_'))
                    .count()
                    .min(3);
                let width =
                    if matches!(event, Event::Start(Tag::Strong)) { width.min(2) } else { 1 };
                marks.hidden.push(Span::new(range.start, range.start + width));
                marks.hidden.push(Span::new(range.end - width, range.end));
            }
            Event::Start(Tag::Link { .. }) => link(text, range, &mut marks),
            _ => {}
        }
    }
    marks.hidden.extend(super::text::leftovers(text));
    marks.hidden.extend(escapes(text));
    allow::hide(text, &mut marks);
    marks
}

/// The backslashes that only keep a mark from being markup: `1\\.`.
fn escapes(text: &str) -> impl Iterator<Item = Span> {
    let escaped = |at: usize| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_punctuation);
    text.match_indices('\\')
        .map(|(at, _)| at)
        .filter(move |&at| escaped(at))
        .map(|at| Span::new(at, at + 1))
}

/// Hides the line of `=` or `-` under a heading.
fn underline(text: &str, range: std::ops::Range<usize>, marks: &mut Marks) {
    if let Some(at) = text[range.clone()].trim_end().rfind('\n') {
        let line = &text[range.start + at + 1..range.end];
        if line.trim().bytes().all(|byte| matches!(byte, b'=' | b'-')) {
            marks.hidden.push(Span::new(
                range.start + at + 1,
                range.start + at + 1 + line.trim_end().len(),
            ));
        }
    }
}

/// Leaves of a link its text.
fn link(text: &str, range: std::ops::Range<usize>, marks: &mut Marks) {
    let slice = &text[range.clone()];
    if let Some(middle) = slice.find("](").filter(|_| slice.starts_with('[')) {
        marks.hidden.push(Span::new(range.start, range.start + 1));
        marks.hidden.push(Span::new(range.start + middle, range.end));
    }
}

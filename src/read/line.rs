//! What a line looks like by itself.

use memchr::{memchr, memmem};

use crate::source::Span;

/// A line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without the line end.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Whether there is a pipe in it.
    pub(super) pipe: bool,
}

/// The looks of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    /// Cells between pipes.
    Pipes,
    /// Cells between tabs.
    Tabs,
    /// One cell behind a tab.
    TabCell,
    Plain,
}

impl Line {
    /// A line without its end that begins at a byte offset; it is only looked at for pipes where the whole text has some.
    pub(super) fn new(text: &str, start: usize, pipes: bool) -> Self {
        let pipe = pipes && has_pipe(text);
        Self { span: Span::new(start, start + text.len()), kind: kind(text, pipe), pipe }
    }
}

/// Whether a text has a pipe of either width.
pub(super) fn has_pipe(text: &str) -> bool {
    memchr(b'|', text.as_bytes()).is_some()
        || memmem::find(text.as_bytes(), "｜".as_bytes()).is_some()
}

fn kind(text: &str, pipe: bool) -> Kind {
    let trimmed = text.trim();
    let tab = || memchr(b'\t', trimmed.as_bytes()).is_some();
    let pipes = || trimmed.matches(['|', '｜']).count();
    match text.as_bytes().first() {
        None => Kind::Blank,
        Some(b'\t')
            if trimmed.is_empty() && text.bytes().all(|byte| matches!(byte, b'\t' | b' ')) =>
        {
            Kind::TabCell
        }
        Some(_) if trimmed.is_empty() => Kind::Blank,
        Some(b'\t') if !tab() && !text[1..].starts_with('\t') => Kind::TabCell,
        _ if tab() || text.starts_with("\t\t") || text.ends_with("\t\t") => Kind::Tabs,
        _ if !pipe => Kind::Plain,
        _ if trimmed.starts_with(['|', '｜']) || trimmed.ends_with(['|', '｜']) || pipes() >= 2 => {
            Kind::Pipes
        }
        _ => Kind::Plain,
    }
}

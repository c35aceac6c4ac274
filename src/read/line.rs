//! What a line looks like by itself.

use crate::source::Span;

/// A line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without the line end.
    pub(super) span: Span,
    pub(super) kind: Kind,
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
    /// A line that begins at a byte offset.
    pub(super) fn new(text: &str, start: usize) -> Self {
        let text = text.strip_suffix('\r').unwrap_or(text);
        Self { span: Span::new(start, start + text.len()), kind: kind(text) }
    }
}

fn kind(text: &str) -> Kind {
    let trimmed = text.trim();
    let pipes = || trimmed.matches(['|', '｜']).count();
    match text.as_bytes().first() {
        None => Kind::Blank,
        Some(b'\t')
            if trimmed.is_empty() && text.bytes().all(|byte| matches!(byte, b'\t' | b' ')) =>
        {
            Kind::TabCell
        }
        Some(_) if trimmed.is_empty() => Kind::Blank,
        Some(b'\t') if !trimmed.contains('\t') && !text[1..].starts_with('\t') => Kind::TabCell,
        _ if trimmed.contains('\t') || text.starts_with("\t\t") || text.ends_with("\t\t") => {
            Kind::Tabs
        }
        _ if !trimmed.contains(['|', '｜']) => Kind::Plain,
        _ if trimmed.starts_with(['|', '｜']) || trimmed.ends_with(['|', '｜']) || pipes() >= 2 => {
            Kind::Pipes
        }
        _ => Kind::Plain,
    }
}

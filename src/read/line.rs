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
    let tab = memchr(b'\t', text.as_bytes());
    let behind = text.trim_start();
    if tab.is_none() && !pipe {
        return if behind.is_empty() { Kind::Blank } else { Kind::Plain };
    }
    let trimmed = behind.trim_end();
    let lead = text.len() - behind.len();
    if let Some(kind) = tab.and_then(|tab| tabbed(text, tab, lead, trimmed)) {
        return kind;
    }
    let ends = || trimmed.starts_with(['|', '｜']) || trimmed.ends_with(['|', '｜']);
    if trimmed.is_empty() {
        Kind::Blank
    } else if pipe && (ends() || trimmed.matches(['|', '｜']).count() >= 2) {
        Kind::Pipes
    } else {
        Kind::Plain
    }
}

/// What tabs, the first of them at `tab`, make a line that holds `trimmed` behind `lead` bytes of blanks.
fn tabbed(text: &str, tab: usize, lead: usize, trimmed: &str) -> Option<Kind> {
    let first = tab == 0;
    if trimmed.is_empty() {
        let cell = first && text.bytes().all(|byte| matches!(byte, b'\t' | b' '));
        return cell.then_some(Kind::TabCell);
    }
    let between = match tab.checked_sub(lead) {
        Some(at) => at < trimmed.len(),
        None => memchr(b'\t', trimmed.as_bytes()).is_some(),
    };
    let inside = between || text.starts_with("\t\t");
    if first && !inside {
        return Some(Kind::TabCell);
    }
    (inside || text.ends_with("\t\t")).then_some(Kind::Tabs)
}

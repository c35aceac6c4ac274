//! A page taken apart: what of it can be seen, in reading order, and which element holds what.

use crate::source::{Extract, Span};

/// What can be seen of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The text of all lines, each a run of its own.
    pub(super) text: Extract,
    pub(super) items: Vec<Item>,
    /// In the order in which they begin; the first is the page.
    pub(super) elements: Vec<Element>,
}

/// Something on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// The innermost element that holds it.
    pub(super) element: u32,
}

/// What there is on a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A line of text: where in the text of the page, how many bytes of it are links, the level of a heading.
    Line {
        text: Span,
        linked: u32,
        level: Option<u8>,
    },
    /// A table begins.
    Table,
    Row,
    /// A cell, where in the file its content begins, and how many columns it spans.
    Cell {
        at: u32,
        columns: u16,
    },
    /// A table ends.
    End,
    /// An image large enough to hold text, and its tag.
    Image(Span),
    /// A comment that silences rules.
    Mark(Span),
    /// The name of the page, or of its article.
    Named {
        text: Span,
    },
    /// The date of publication.
    Dated {
        text: Span,
    },
}

/// An element that holds lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) parent: u32,
    /// Its items.
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) look: Look,
}

/// What an element seems to be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    List,
    /// Its class or id call it a part of the page round an article.
    Named,
    /// Its name does.
    Frame,
}

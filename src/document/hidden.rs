//! What stands in a file but not on the printed page.

use crate::source::Span;

/// Something hidden, and where it is or would be.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// What it is.
    pub kind: HiddenKind,
    /// The text that it changes or stands beside; empty where something was taken out.
    pub span: Span,
    /// The beginning of what is hidden, or the name that is.
    pub text: String,
}

/// What is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HiddenKind {
    /// Text put in with changes tracked.
    Inserted,
    /// Text taken out with changes tracked.
    Deleted,
    /// Somebody's comment.
    Comment,
    /// Text set not to be printed.
    Text,
    /// A field whose result is an error.
    FieldError,
    /// The organ or firm in the file's metadata.
    Company,
}

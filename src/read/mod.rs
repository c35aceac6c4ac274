//! One format each: a source becomes a document; a reader never fails.

mod lines;
pub mod markdown;
pub mod text;

use crate::{document::Document, form::Forms, source::Source};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text as converters leave it.
    Text,
    /// Markdown.
    Markdown,
}

impl Format {
    /// The format that a file's name tells, by its extension.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
        }
    }
}

/// Reads a source as the format it is in.
pub fn read(source: &Source, format: Format, forms: &Forms) -> Document {
    match format {
        Format::Text => text::read(source, forms),
        Format::Markdown => markdown::read(source, forms),
    }
}

//! One format each: a source becomes a document; a reader never fails.

pub mod allow;
mod line;
mod lines;
pub mod markdown;
mod stream;
pub mod text;
mod wrap;

use crate::{document::Document, form::Forms, source::Source};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text as converters leave it.
    Text,
    /// Markdown.
    Markdown,
    /// Text that was taken out of a PDF.
    Pdf,
}

impl Format {
    /// The format that a file's name tells, by its extension.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
        }
    }
}

/// Reads a source as the format it is in; `year` is the report year, where the user says it.
pub fn read(source: &Source, format: Format, forms: &Forms, year: Option<u16>) -> Document {
    match format {
        Format::Text => text::read(source, forms, year),
        Format::Pdf => text::read_pages(source, forms, year),
        Format::Markdown => markdown::read(source, forms, year),
    }
}

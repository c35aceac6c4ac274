//! One format each: a source becomes a document; a reader never fails.

pub mod allow;
pub mod html;
mod line;
mod lines;
pub mod markdown;
mod outline;
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
    /// A web page.
    Html,
}

impl Format {
    /// The format that a file's name tells, by its extension.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }
}

/// Reads a source as the format it is in; `year` is the report year, where the user says it.
///
/// The source comes back with the text that the document points into: of a page that of the report alone.
pub fn read(
    source: Source,
    format: Format,
    forms: &Forms,
    year: Option<u16>,
) -> (Source, Document) {
    let document = match format {
        Format::Text => text::read(&source, forms, year),
        Format::Markdown => markdown::read(&source, forms, year),
        Format::Html => return html::read(source, forms, year),
    };
    (source, document)
}

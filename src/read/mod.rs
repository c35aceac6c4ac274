//! One format each: a source becomes a document; a reader never fails.

pub mod allow;
pub mod docx;
pub mod html;
mod line;
mod lines;
pub mod markdown;
mod outline;
mod pipes;
mod rows;
mod stream;
pub mod text;
mod wrap;

pub use docx::{Docx, Refusal};

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
    /// Text that was taken out of a PDF.
    Pdf,
    /// Word, as Office and WPS write it.
    Docx,
}

impl Format {
    /// The format that a file's name tells, by its extension.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

/// An input, read.
#[derive(Debug)]
pub struct Loaded {
    /// Its text: that of the file, or the readable text made of it.
    pub source: Source,
    /// What the report is.
    pub document: Document,
    /// What is known of a Word document beside its text.
    pub docx: Option<Docx>,
}

/// Reads the bytes of a file; `year` is the report year, where the user says it.
///
/// # Errors
/// A refusal where they are not what the format says; text is never refused.
pub fn load(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    forms: &Forms,
    year: Option<u16>,
) -> Result<Loaded, Refusal> {
    if format != Format::Docx {
        let (source, document) = read(Source::new(name, bytes), format, forms, year);
        return Ok(Loaded { source, document, docx: None });
    }
    let (text, docx) = Docx::read(&bytes)?;
    let source = Source::readable(name, text);
    let document = docx.document(&source, forms, year);
    Ok(Loaded { source, document, docx: Some(docx) })
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
        // The readable text of a Word document, without its structure, is plain text.
        Format::Text | Format::Docx => text::read(&source, forms, year),
        Format::Pdf => text::read_pages(&source, forms, year),
        Format::Markdown => markdown::read(&source, forms, year),
        Format::Html => return html::read(source, forms, year),
    };
    (source, document)
}

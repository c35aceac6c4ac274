//! One format each: a source becomes a document; a reader never fails.

pub mod allow;
pub mod docx;
mod line;
mod lines;
pub mod markdown;
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
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

/// An input, read as far as it can be without the forms.
#[derive(Debug)]
pub struct Loaded {
    /// Its text: that of the file, or the readable text made of it.
    pub source: Source,
    /// The format it was read as.
    pub format: Format,
    docx: Option<Docx>,
}

/// Reads the bytes of a file.
///
/// # Errors
/// A refusal where they are not what the format says; text is never refused.
pub fn load(name: &str, bytes: Vec<u8>, format: Format) -> Result<Loaded, Refusal> {
    if format != Format::Docx {
        return Ok(Loaded { source: Source::new(name, bytes), format, docx: None });
    }
    let (text, docx) = Docx::read(&bytes)?;
    Ok(Loaded { source: Source::readable(name, text), format, docx: Some(docx) })
}

impl Loaded {
    /// What the report is; `year` is the report year, where the user says it.
    pub fn document(&self, forms: &Forms, year: Option<u16>) -> Document {
        match &self.docx {
            Some(docx) => docx.document(&self.source, forms, year),
            None => read(&self.source, self.format, forms, year),
        }
    }

    /// What is known of a Word document beside its text.
    pub fn docx(&self) -> Option<&Docx> {
        self.docx.as_ref()
    }
}

/// Reads a source as the format it is in; `year` is the report year, where the user says it.
pub fn read(source: &Source, format: Format, forms: &Forms, year: Option<u16>) -> Document {
    match format {
        // The readable text of a Word document, without its structure, is plain text.
        Format::Text | Format::Docx => text::read(source, forms, year),
        Format::Pdf => text::read_pages(source, forms, year),
        Format::Markdown => markdown::read(source, forms, year),
    }
}

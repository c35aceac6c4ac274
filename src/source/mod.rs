//! Text with positions: what was read, where each byte of it stands. Knows no meaning.

pub mod decode;
pub mod fold;
pub mod lines;
pub mod pairs;
pub mod shadow;
pub mod span;

pub use decode::Encoding;
pub use lines::{Lines, Position};
pub use pairs::{Passage, WordList};
pub use shadow::{Place, Shadow};
pub use span::Span;

use std::sync::OnceLock;

/// One input: its name, its text as UTF-8 without byte order mark, and what decoding cost.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
    damage: Vec<Span>,
    lines: OnceLock<Lines>,
}

impl Source {
    /// Decodes `bytes`; never fails, undecodable bytes become U+FFFD and are listed in [`Source::damage`].
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let decoded = decode::decode(bytes);
        Self {
            name: name.into(),
            text: decoded.text,
            encoding: decoded.encoding,
            damage: decoded.damage,
            lines: OnceLock::new(),
        }
    }

    /// The readable text that a reader made of a file that is no text.
    pub fn readable(name: impl Into<String>, text: String) -> Self {
        Self {
            name: name.into(),
            text,
            encoding: Encoding::Utf8,
            damage: Vec::new(),
            lines: OnceLock::new(),
        }
    }

    /// The path as given or walked, or the name standard input goes by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text; every [`Span`] counts in its bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding the bytes were read as.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The places whose bytes could not be decoded, in order.
    pub fn damage(&self) -> &[Span] {
        &self.damage
    }

    /// The text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The line table, built on first use.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

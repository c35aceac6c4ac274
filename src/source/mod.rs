//! Text with positions: what was read, where each byte of it stands. Knows no meaning.

pub mod charset;
pub mod decode;
pub mod fold;
pub mod index;
pub mod lines;
pub mod origin;
pub mod pairs;
pub mod shadow;
pub mod span;

pub use charset::CharSet;
pub use decode::Encoding;
pub use index::Index;
pub use lines::{Lines, Position};
pub use origin::Extract;
pub use pairs::{Passage, WordList};
pub use shadow::{Place, Shadow};
pub use span::Span;

use std::sync::OnceLock;

/// One input: its name, its text as UTF-8 without byte order mark, and what decoding cost.
///
/// Of a file of markup only what a reader sees is its text; where that stands in the file is said by [`Source::origin`].
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    markup: Option<Markup>,
    encoding: Encoding,
    damage: Vec<Span>,
    lines: OnceLock<Lines>,
    beside: Option<Box<Beside>>,
}

/// A file that belongs to another, its text counted on behind that one's.
#[derive(Debug)]
struct Beside {
    /// Where its text begins, one byte behind the end of the other's.
    start: u32,
    source: Source,
}

/// A file that is more than its text.
#[derive(Debug)]
struct Markup {
    file: String,
    map: Extract,
}

impl Source {
    /// Decodes `bytes`; never fails, undecodable bytes become U+FFFD and are listed in [`Source::damage`].
    pub fn new(name: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        let decoded = decode::decode(bytes.as_ref());
        Self {
            name: name.into(),
            text: decoded.text,
            markup: None,
            encoding: decoded.encoding,
            damage: decoded.damage,
            lines: OnceLock::new(),
            beside: None,
        }
    }

    /// The same file, of which only what was taken out is the text.
    #[must_use]
    pub fn with_text(self, extract: Extract) -> Self {
        let (text, map) = extract.split();
        let damage = if self.damage.is_empty() { Vec::new() } else { decode::replacements(&text) };
        Self { text, damage, markup: Some(Markup { file: self.text, map }), ..self }
    }

    /// The readable text that a reader made of a file that is no text.
    pub fn readable(name: impl Into<String>, text: String) -> Self {
        Self {
            name: name.into(),
            text,
            markup: None,
            encoding: Encoding::Utf8,
            damage: Vec::new(),
            lines: OnceLock::new(),
            beside: None,
        }
    }

    /// Takes a file along that belongs to this one; returns where its spans begin.
    pub fn put_beside(&mut self, source: Self) -> u32 {
        let start = self.text.len() as u32 + 1;
        self.beside = Some(Box::new(Beside { start, source }));
        start
    }

    /// The file in which a span stands, this one or the one beside it, and the span there.
    pub fn locate(&self, span: Span) -> (&Self, Span) {
        match &self.beside {
            Some(beside) if span.start >= beside.start => (
                &beside.source,
                Span { start: span.start - beside.start, end: span.end - beside.start },
            ),
            _ => (self, span),
        }
    }

    /// Whether a span stands in the file beside this one.
    pub fn is_beside(&self, span: Span) -> bool {
        self.beside.as_ref().is_some_and(|beside| span.start >= beside.start)
    }

    /// The path as given or walked, or the name standard input goes by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text; every [`Span`] counts in its bytes, or stands in the file beside it.
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
        let (source, span) = self.locate(span);
        &source.text[span.range()]
    }

    /// What the file holds: its text, and the markup round it.
    pub fn file(&self) -> &str {
        self.markup.as_ref().map_or(&self.text, |markup| &markup.file)
    }

    /// The bytes of the file that a span of the text was taken from.
    pub fn origin(&self, span: Span) -> Span {
        self.markup.as_ref().map_or(span, |markup| markup.map.origin(span))
    }

    /// The line table of the file, built on first use.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(self.file()))
    }

    /// Line and column of a byte offset in the file.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(self.file(), offset)
    }
}

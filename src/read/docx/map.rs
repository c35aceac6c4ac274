//! The way back: which bytes of the readable text were read from which bytes of the main document's XML.

use crate::source::Span;

/// A stretch of readable text and the XML it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// First byte of the readable text.
    pub text: u32,
    /// How many bytes of it.
    pub length: u32,
    /// First byte of the XML.
    pub xml: u32,
    /// How many bytes of it; as many as of text where the two are the same, byte for byte.
    pub width: u32,
}

impl Segment {
    /// Whether it can be cut: text stands in the XML as it is read.
    pub fn is_literal(self) -> bool {
        self.length == self.width
    }

    fn end(self) -> u32 {
        self.text + self.length
    }
}

/// Where a paragraph stands, as a person would say it; all numbers from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Where {
    /// Not counted: an empty paragraph.
    #[default]
    Nowhere,
    /// A paragraph of the running text.
    Paragraph(u32),
    /// A cell.
    Cell {
        /// Number of the table.
        table: u32,
        /// Row of the table.
        row: u32,
        /// Column of the table's grid, merged cells counted as the columns they take.
        column: u32,
    },
    /// In a footnote or endnote.
    Note(u32),
    /// In a text box.
    Box(u32),
}

/// A paragraph of the main document.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// Its text, the printed number included.
    pub text: Span,
    /// XML offset behind its start tag and properties; of an element without content, of its tag's end.
    pub content: u32,
    /// XML offset of its end tag.
    pub end: u32,
    /// Where it stands.
    pub place: Where,
}

/// A footnote or text box: its text, and the XML of the run that refers to it or holds it.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Its text.
    pub text: Span,
    /// XML offset inside the run.
    pub anchor: u32,
    /// Which it is.
    pub place: Where,
}

/// The way from readable text to XML.
#[derive(Debug, Default)]
pub struct Map {
    /// In order of the readable text, those of footnotes and text boxes left out.
    pub segments: Vec<Segment>,
    /// In order of the readable text.
    pub paragraphs: Vec<Paragraph>,
    /// In order of the readable text.
    pub sides: Vec<Side>,
}

/// A range of XML that a comment can be put round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Map {
    /// The paragraph that holds an offset of the readable text, else the last before it.
    pub fn paragraph(&self, offset: u32) -> Option<&Paragraph> {
        let behind = self.paragraphs.partition_point(|known| known.text.start <= offset);
        let before = &self.paragraphs[..behind];
        let holds = |known: &&Paragraph| known.text.end >= offset;
        let nearest = before.iter().rev().take(8).find(holds);
        nearest.or(before.last()).or(self.paragraphs.first())
    }

    /// The footnote or text box that holds an offset.
    pub fn side(&self, offset: u32) -> Option<&Side> {
        let behind = self.sides.partition_point(|side| side.text.start <= offset);
        self.sides[..behind].last().filter(|side| offset <= side.text.end)
    }

    /// Where an offset of the readable text stands.
    pub fn place(&self, offset: u32) -> Where {
        if let Some(side) = self.side(offset) {
            return side.place;
        }
        self.paragraph(offset).map_or(Where::Nowhere, |paragraph| paragraph.place)
    }

    /// The XML of a span of readable text; where nothing of it has XML of its own, that of the paragraph.
    pub fn anchor(&self, span: Span) -> Option<Anchor> {
        if let Some(side) = self.side(span.start) {
            return Some(Anchor { start: side.anchor, end: side.anchor + 1 });
        }
        let first = self.segments.partition_point(|segment| segment.end() <= span.start);
        let behind = self.segments.partition_point(|segment| segment.text < span.end);
        if first < behind {
            let (start, end) = (self.segments[first], self.segments[behind - 1]);
            return Some(Anchor {
                start: inside(start, span.start),
                end: inside_end(end, span.end),
            });
        }
        let paragraph = self.paragraph(span.start)?;
        let whole = !span.is_empty() && !paragraph.text.is_empty();
        let start = paragraph.content;
        Some(Anchor { start, end: if whole { paragraph.end } else { start } })
    }
}

/// The XML offset of a text offset at or before the end of a segment.
fn inside(segment: Segment, offset: u32) -> u32 {
    let into = offset.saturating_sub(segment.text);
    segment.xml + if segment.is_literal() { into } else { 0 }
}

fn inside_end(segment: Segment, offset: u32) -> u32 {
    let into = offset.saturating_sub(segment.text).min(segment.length);
    segment.xml + if segment.is_literal() { into } else { segment.width }
}

//! A run of blocks as it grows: the body, a footnote, a text box; its text, its lines and tables, and where they stand.

use super::{
    map::{Paragraph, Segment, Side, Where},
    properties::ParagraphProperties,
    table::{Table, shorten},
};
use crate::{document::hidden::HiddenKind, source::Span};

/// A line or table for the document.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Pieces that are read as one line, and the level of a heading.
    Line { pieces: Vec<Span>, level: Option<u8> },
    /// Cells in reading order; the mark says that a row ends behind it.
    Grid { cells: Vec<(Span, bool)> },
}

impl Item {
    /// Where it begins in the text.
    pub(super) fn start(&self) -> u32 {
        match self {
            Self::Line { pieces, .. } => pieces.first().map_or(0, |piece| piece.start),
            Self::Grid { cells } => cells.first().map_or(0, |(span, _)| span.start),
        }
    }

    fn spans(&mut self) -> Box<dyn Iterator<Item = &mut Span> + '_> {
        match self {
            Self::Line { pieces, .. } => Box::new(pieces.iter_mut()),
            Self::Grid { cells } => Box::new(cells.iter_mut().map(|(span, _)| span)),
        }
    }
}

/// Something that a reader of the printed page does not see, and where.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub(super) kind: HiddenKind,
    pub(super) span: Span,
    pub(super) text: String,
}

/// A mark of a comment: its id, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommentMark {
    pub(super) id: i64,
    pub(super) kind: MarkKind,
    pub(super) at: u32,
}

/// Which of the three marks of a comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MarkKind {
    Start,
    End,
    Reference,
}

/// The paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Where its line begins in the text.
    pub(super) start: u32,
    pub(super) properties: ParagraphProperties,
    /// XML offset behind its start tag or properties.
    pub(super) content: u32,
    /// Where its lines are broken.
    pub(super) breaks: Vec<u32>,
    /// Whether its automatic number was written, or there is none.
    pub(super) numbered: bool,
    /// Whether it is a line of a table of contents.
    pub(super) listed: bool,
}

/// A field that is being read.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// The code is over, the result follows.
    pub(super) result: bool,
    /// A table of contents.
    pub(super) contents: bool,
    /// Where its result begins in the text.
    pub(super) start: u32,
}

/// What grows.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: Vec<u8>,
    pub(super) items: Vec<Item>,
    pub(super) segments: Vec<Segment>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) sides: Vec<Side>,
    pub(super) remarks: Vec<Remark>,
    pub(super) marks: Vec<CommentMark>,
    pub(super) open: Option<Open>,
    pub(super) tables: Vec<Table>,
    pub(super) fields: Vec<Field>,
    /// Tracked insertions that are open: where they begin.
    pub(super) insertions: Vec<u32>,
    /// Footnotes and text boxes, to be put behind the block that is being read: the anchor, which, what.
    pub(super) waiting: Vec<(u32, Where, Flow)>,
    /// How many tables there were.
    pub(super) count: u32,
    /// Where a paragraph without an end of its own began.
    joined: Option<u32>,
}

/// A line at least this long, in bytes, that ends without a mark goes on behind a soft break.
const FULL: u32 = 96;

impl Flow {
    /// How long the text is.
    pub(super) fn at(&self) -> u32 {
        self.text.len() as u32
    }

    /// Begins a paragraph whose start tag ends at an XML offset.
    pub(super) fn begin(&mut self, content: u32) {
        if let (Some(table), None) = (self.tables.last_mut(), self.joined) {
            table.separate(&mut self.text);
        }
        let start = self.joined.take().unwrap_or(self.at());
        self.open = Some(Open { start, content, ..Open::default() });
    }

    /// Text that stands in the XML as it is.
    pub(super) fn literal(&mut self, text: &str, xml: usize) {
        let length = text.len() as u32;
        self.segments.push(Segment { text: self.at(), length, xml: xml as u32, width: length });
        let blank = |byte: u8| if matches!(byte, b'\n' | b'\r' | b'\t') { b' ' } else { byte };
        self.text.extend(text.bytes().map(blank));
    }

    /// Text that stands for a piece of XML.
    pub(super) fn decoded(&mut self, text: &str, xml: std::ops::Range<usize>) {
        let (length, width) = (text.len() as u32, xml.len() as u32);
        self.segments.push(Segment { text: self.at(), length, xml: xml.start as u32, width });
        self.text.extend(text.bytes());
    }

    /// A tab; in a table a blank, for tabs are between its cells.
    pub(super) fn tab(&mut self, xml: std::ops::Range<usize>) {
        let text = if self.tables.is_empty() { "\t" } else { " " };
        self.decoded(text, xml);
    }

    /// A break within the paragraph.
    pub(super) fn line_break(&mut self, xml: std::ops::Range<usize>) {
        let at = self.at();
        if let Some(table) = self.tables.last_mut() {
            table.separators.push(at);
            return self.decoded(" ", xml);
        }
        if let Some(open) = &mut self.open {
            open.breaks.push(at);
        }
        self.decoded("\n", xml);
    }

    /// Ends a paragraph whose end tag begins at an XML offset; `heading` is its level.
    pub(super) fn end(&mut self, end: u32, heading: Option<u8>) {
        let Some(open) = self.open.take() else { return };
        let listed = open.listed || self.fields.iter().any(|field| field.contents);
        self.fields.retain(|field| field.result);
        let text = Span { start: open.start, end: self.at() };
        let place = Where::Nowhere;
        self.paragraphs.push(Paragraph { text, content: open.content, end, place });
        if open.properties.joined {
            self.joined = Some(open.start);
            return;
        }
        let level = heading.filter(|_| self.is_short(text));
        if let Some(table) = self.tables.last_mut() {
            table.line(text, level);
            return;
        }
        // What a table of contents lists ends with its page; anything else in it is text that lost its way.
        let paged = self.text[text.range()].last().is_none_or(u8::is_ascii_digit);
        if !(listed && paged) {
            self.lines(text, &open.breaks, level);
        }
        self.text.push(b'\n');
        self.flush();
    }

    /// Ends what is still open where the text is over.
    pub(super) fn close(&mut self) {
        if let Some(start) = self.joined.take() {
            self.lines(Span { start, end: self.at() }, &[], None);
            self.text.push(b'\n');
        }
        self.flush();
    }

    /// The lines of a paragraph: a soft break ends one unless the line is full and goes on.
    fn lines(&mut self, text: Span, breaks: &[u32], level: Option<u8>) {
        let mut level = level;
        let mut pieces = Vec::with_capacity(1);
        let mut start = text.start;
        for &at in breaks {
            let piece = Span { start, end: at };
            pieces.push(piece);
            if !self.goes_on(piece) {
                let pieces = std::mem::take(&mut pieces);
                self.items.push(Item::Line { pieces, level: level.take() });
            }
            start = at + 1;
        }
        pieces.push(Span { start, end: text.end });
        self.items.push(Item::Line { pieces, level });
    }

    fn goes_on(&self, piece: Span) -> bool {
        let text = std::str::from_utf8(&self.text[piece.range()]).unwrap_or_default().trim_end();
        let ended = |char: char| "。！？；：.!?;:”）)》】".contains(char);
        piece.end - piece.start >= FULL && !text.ends_with(ended)
    }

    /// Whether a text is short enough for a heading that only its style tells.
    fn is_short(&self, text: Span) -> bool {
        text.end - text.start < 180 && !self.text[text.range()].ends_with("。".as_bytes())
    }

    /// Puts footnotes and text boxes behind the block that referred to them, unless a table is open.
    pub(super) fn flush(&mut self) {
        if !self.tables.is_empty() || self.open.is_some() {
            return;
        }
        for (anchor, place, flow) in std::mem::take(&mut self.waiting) {
            let text = self.append(flow, place);
            self.sides.push(Side { text, anchor, place });
        }
    }

    /// Appends another flow; its XML is not that of the main document.
    fn append(&mut self, mut flow: Flow, place: Where) -> Span {
        flow.close();
        let base = self.at();
        let moved = |span: Span| Span { start: span.start + base, end: span.end + base };
        let text = Span { start: base, end: base + flow.at().saturating_sub(1) };
        self.text.append(&mut flow.text);
        for mut item in flow.items {
            for span in item.spans() {
                *span = moved(*span);
            }
            self.items.push(item);
        }
        for remark in flow.remarks {
            self.remarks.push(Remark { span: moved(remark.span), ..remark });
        }
        for mark in flow.marks {
            self.marks.push(CommentMark { at: mark.at + base, ..mark });
        }
        for side in flow.sides {
            self.sides.push(Side { text: moved(side.text), place, ..side });
        }
        text
    }

    /// Takes back what was read since an offset: a deleted row, a cell that goes on with the one above.
    pub(super) fn take_back(&mut self, at: u32) {
        self.text.truncate(at as usize);
        shorten(&mut self.segments, |segment| segment.text >= at);
        shorten(&mut self.remarks, |remark| remark.span.start > at);
        for paragraph in self.paragraphs.iter_mut().rev().take_while(|known| known.text.end > at) {
            let clip = |offset: u32| offset.min(at);
            let text = paragraph.text;
            paragraph.text = Span { start: clip(text.start), end: clip(text.end) };
        }
        for mark in self.marks.iter_mut().rev().take_while(|mark| mark.at > at) {
            mark.at = at;
        }
    }
}

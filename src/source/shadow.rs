//! The text that patterns run on: folded, without the blanks of typesetting, every byte of it mapped to the source.

use super::{
    Span,
    fold::{Fold, fold, unchanged},
};

/// A half-open range of bytes of a [`Shadow`]'s text; only [`Shadow::span`] turns it into a [`Span`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The place of a `usize` range.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a place ends after it starts");
        Self { start: start as u32, end: end as u32 }
    }

    /// As a range to slice the shadow's text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this place that a match inside it covers.
    #[must_use]
    pub fn part(self, start: usize, end: usize) -> Self {
        Self { start: self.start + start as u32, end: self.start + end as u32 }
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest place that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// From `shadow` on, up to the next piece, the text stands for the source from `source` on.
#[derive(Clone, Copy, Debug)]
struct Piece {
    shadow: u32,
    source: u32,
    /// Bytes of source that the whole piece stands for; `None`: as many as it has itself, one for one.
    width: Option<u32>,
}

/// Folded text of a whole document and where it came from.
#[derive(Debug, Default)]
pub struct Shadow {
    text: String,
    pieces: Vec<Piece>,
}

impl Shadow {
    /// The folded text; blocks end with `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded text at `place`.
    pub fn slice(&self, place: Place) -> &str {
        &self.text[place.range()]
    }

    /// The bytes of the source that `place` was read from.
    pub fn span(&self, place: Place) -> Span {
        if place.is_empty() {
            return Span::at(self.source_start(place.start) as usize);
        }
        let start = self.source_start(place.start);
        Span { start, end: self.source_end(place.end).max(start) }
    }

    /// Takes on the shadow of another text, whose bytes count from `offset` on; returns by how much its places move.
    pub fn append(&mut self, other: &Self, offset: u32) -> u32 {
        let start = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            shadow: piece.shadow + start,
            source: piece.source + offset,
            width: piece.width,
        }));
        start
    }

    fn piece(&self, at: u32) -> Option<Piece> {
        let next = self.pieces.partition_point(|piece| piece.shadow <= at);
        self.pieces.get(next.checked_sub(1)?).copied()
    }

    fn source_start(&self, at: u32) -> u32 {
        match self.piece(at) {
            None => 0,
            Some(Piece { shadow, source, width: None }) => source + (at - shadow),
            Some(Piece { source, .. }) => source,
        }
    }

    fn source_end(&self, at: u32) -> u32 {
        match self.piece(at - 1) {
            None => 0,
            Some(Piece { shadow, source, width: None }) => source + (at - shadow),
            Some(Piece { source, width: Some(width), .. }) => source + width,
        }
    }
}

/// Builds a [`Shadow`] block by block.
#[derive(Debug, Default)]
pub struct ShadowBuilder {
    shadow: Shadow,
    /// Where the block begins in the text.
    block: u32,
    /// The index of the block's first piece.
    first: usize,
    /// Where the next byte of source is expected if the current piece is to go on; `None`: a new one must begin.
    expected: Option<u32>,
    /// Source offset and width of a blank not yet known to be kept.
    blank: Option<(u32, u32)>,
}

impl ShadowBuilder {
    /// An empty shadow with room for the text of a source of this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        // Each cell has two pieces and a line end more.
        let (text, pieces) =
            (String::with_capacity(bytes + bytes / 16), Vec::with_capacity(bytes / 20));
        Self { shadow: Shadow { text, pieces }, ..Self::default() }
    }

    /// Begins a block.
    pub fn begin(&mut self) {
        self.block = self.shadow.text.len() as u32;
        self.first = self.shadow.pieces.len();
        self.expected = None;
        self.blank = None;
    }

    /// Appends `text`, which stands in the source at `offset`, byte for byte.
    pub fn push(&mut self, text: &str, offset: usize) {
        let bytes = text.as_bytes();
        let (mut run, mut at) = (0, 0);
        loop {
            at += unchanged(&text[at..]);
            let Some(char) = text[at..].chars().next() else { break };
            let behind = at + char.len_utf8();
            let around = at > 0
                && bytes[at - 1].is_ascii_alphanumeric()
                && bytes.get(behind).is_some_and(u8::is_ascii_alphanumeric);
            let folded = fold(char, around);
            if folded != Fold::Same {
                self.identical(&text[run..at], offset + run);
                self.folded(char, folded, offset + at);
                run = behind;
            }
            at = behind;
        }
        self.identical(&text[run..], offset + run);
    }

    /// Appends `text`, which stands for the whole of `span` in the source (a character reference, say).
    pub fn push_decoded(&mut self, text: &str, span: Span) {
        for char in text.chars() {
            match fold(char, false) {
                Fold::Blank => {
                    self.blank.get_or_insert((span.start, span.end - span.start));
                }
                Fold::Nothing => {}
                folded => {
                    let mut buffer = [0; 4];
                    let replaced: &str = match folded {
                        Fold::Char(to) => to.encode_utf8(&mut buffer),
                        Fold::Text(to) => to,
                        _ => char.encode_utf8(&mut buffer),
                    };
                    self.settle_blank(replaced.as_bytes()[0]);
                    self.replaced(replaced, span.start, span.end - span.start);
                }
            }
        }
    }

    /// Marks a break between two pieces of one block that are to be read as words apart (a line end).
    pub fn gap(&mut self, offset: usize) {
        self.blank.get_or_insert((offset as u32, 0));
    }

    /// Ends the block; its place, without the line end, and the bytes of the source it was read from.
    pub fn end(&mut self) -> Option<(Place, Span)> {
        let place = Place { start: self.block, end: self.shadow.text.len() as u32 };
        let (first, last) = (self.shadow.pieces.get(self.first)?, self.shadow.pieces.last()?);
        let end = last.source + last.width.unwrap_or(place.end - last.shadow);
        let span = Span { start: first.source, end: end.max(first.source) };
        self.new_piece(end, Some(0));
        self.shadow.text.push('\n');
        Some((place, span))
    }

    /// An empty place that maps to `offset`: a cell without text.
    pub fn empty(&mut self, offset: usize) -> Place {
        self.begin();
        self.new_piece(offset as u32, Some(0));
        self.shadow.text.push('\n');
        let at = self.shadow.text.len() - 1;
        Place::new(at, at)
    }

    /// The finished shadow.
    pub fn finish(self) -> Shadow {
        self.shadow
    }

    fn folded(&mut self, char: char, folded: Fold, offset: usize) {
        let width = char.len_utf8() as u32;
        let offset = offset as u32;
        let mut buffer = [0; 4];
        let text: &str = match folded {
            Fold::Blank => {
                self.blank.get_or_insert((offset, width));
                return;
            }
            Fold::Nothing => return,
            Fold::Same => char.encode_utf8(&mut buffer),
            Fold::Char(to) => to.encode_utf8(&mut buffer),
            Fold::Text(to) => to,
        };
        self.settle_blank(text.as_bytes()[0]);
        if text.len() as u32 == width {
            self.identical_bytes(text, offset);
        } else {
            self.replaced(text, offset, width);
        }
    }

    /// Keeps a pending blank between two ASCII characters, drops any other.
    fn settle_blank(&mut self, next: u8) {
        let Some((offset, width)) = self.blank.take() else { return };
        let text = &self.shadow.text[self.block as usize..];
        if next.is_ascii() && text.as_bytes().last().is_some_and(u8::is_ascii) {
            self.replaced(" ", offset, width);
        }
        self.expected = None;
    }

    fn identical(&mut self, text: &str, offset: usize) {
        if let Some(&first) = text.as_bytes().first() {
            self.settle_blank(first);
            self.identical_bytes(text, offset as u32);
        }
    }

    fn identical_bytes(&mut self, text: &str, offset: u32) {
        if self.expected != Some(offset) {
            self.new_piece(offset, None);
        }
        self.shadow.text.push_str(text);
        self.expected = Some(offset + text.len() as u32);
    }

    fn replaced(&mut self, text: &str, offset: u32, width: u32) {
        self.new_piece(offset, Some(width));
        self.shadow.text.push_str(text);
        self.expected = None;
    }

    fn new_piece(&mut self, source: u32, width: Option<u32>) {
        self.shadow.pieces.push(Piece { shadow: self.shadow.text.len() as u32, source, width });
        self.expected = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, folded: &str, find: &str, slice: &str) {
        let mut builder = ShadowBuilder::default();
        builder.begin();
        builder.push(source, 0);
        let (place, span) = builder.end().unwrap();
        let shadow = builder.finish();
        assert_eq!(shadow.slice(place), folded);
        assert_eq!(shadow.span(place), span);
        let at = folded.find(find).unwrap();
        let span = shadow.span(place.part(at, at + find.len()));
        assert_eq!(&source[span.range()], slice);
    }

    #[test]
    fn folded_text_maps_back() {
        check("主动公开 信息１１条", "主动公开信息11条", "11条", "１１条");
        check("公開 (信息)", "公开（信息）", "（信息）", "(信息)");
        check("共 1 234 条", "共1 234条", "1 234", "1 234");
        check("《条  例》，12:30", "《条例》，12:30", "条例", "条  例");
        check("㈠概述", "（一）概述", "一", "㈠");
        check("共1\u{200B}2条", "共12条", "12", "1\u{200B}2");
        check("共1\u{200B}2条", "共12条", "2条", "2条");
        check("共1 \u{FEFF}\u{2060} 2\u{AD}条", "共1 2条", "2条", "2\u{AD}条");
        check("0\u{200C}1\u{200D}公開\u{200B}信息", "01公开信息", "公开信", "公開\u{200B}信");
    }

    #[test]
    fn lines_of_one_block_join() {
        let source = "政府\n信息";
        let mut builder = ShadowBuilder::default();
        builder.begin();
        builder.push(&source[..6], 0);
        builder.gap(6);
        builder.push(&source[7..], 7);
        let (place, _) = builder.end().unwrap();
        let shadow = builder.finish();
        assert_eq!(shadow.slice(place), "政府信息");
        assert_eq!(shadow.span(place), Span::new(0, 13));
    }
}

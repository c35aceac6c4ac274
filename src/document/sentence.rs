//! Sentences of running text, with what is asked of them again and again.

use std::{cell::OnceCell, ops::Range};

use super::{
    Block, BlockKind, Document,
    quantity::{Quantity, quantities},
};
use crate::source::{
    Passage, Place, Shadow, WordList,
    pairs::{Few, Many, Pair, Word},
};

/// A sentence: it ends with `。`, `！`, `？` or its block.
#[derive(Debug)]
pub struct Sentence {
    /// Its text.
    pub place: Place,
    /// Index of its block.
    pub block: usize,
    /// Whether it has an ASCII digit.
    pub digits: bool,
    pairs: Few,
    quantities: OnceCell<Vec<Quantity>>,
}

impl Sentence {
    /// Its text, in which words are quickly looked for.
    pub fn passage<'a>(&'a self, document: &'a Document) -> Passage<'a> {
        Passage::new(document.shadow.slice(self.place), &self.pairs)
    }

    /// Its figures with units; offsets are bytes of the sentence.
    pub fn quantities(&self, document: &Document) -> &[Quantity] {
        self.quantities.get_or_init(|| quantities(document.shadow.slice(self.place)))
    }
}

/// The text of a document as sentences, and which pairs of characters it has.
#[derive(Debug, Default)]
pub struct Prose {
    /// The sentences of every block of running text, in reading order.
    pub sentences: Vec<Sentence>,
    /// Sentences and pairs of every block; none for those that are no text.
    blocks: Vec<Option<(Range<usize>, Few)>>,
    /// The pairs of all of them.
    pairs: Many,
}

impl Prose {
    /// Reads titles, headings and paragraphs.
    pub fn read(shadow: &Shadow, blocks: &[Block]) -> Self {
        let mut prose = Self::default();
        for (index, block) in blocks.iter().enumerate() {
            let read = match block.kind {
                BlockKind::Paragraph | BlockKind::Heading(_) => {
                    Some(prose.block(shadow, index, block.place))
                }
                BlockKind::Title => {
                    let end = prose.sentences.len();
                    let read = prose.block(shadow, index, block.place);
                    prose.sentences.truncate(end);
                    Some((end..end, read.1))
                }
                _ => None,
            };
            prose.blocks.push(read);
        }
        prose
    }

    fn block(&mut self, shadow: &Shadow, block: usize, place: Place) -> (Range<usize>, Few) {
        let first = self.sentences.len();
        let mut all = Few::default();
        let mut sentence = Few::default();
        let (mut start, mut digits, mut before) = (place, false, None);
        let text = shadow.slice(place);
        for (at, char) in text.char_indices() {
            let single = Pair::single(char);
            sentence.add(single);
            self.pairs.add(single);
            if let Some(before) = before {
                let pair = Pair::of(before, char);
                sentence.add(pair);
                self.pairs.add(pair);
            }
            before = Some(char);
            digits |= char.is_ascii_digit();
            let end = at + char.len_utf8();
            if matches!(char, '。' | '！' | '？') || end == text.len() {
                let place = Place { end: place.start + end as u32, ..start };
                all.join(&sentence);
                let pairs = std::mem::take(&mut sentence);
                let quantities = OnceCell::new();
                self.sentences.push(Sentence { place, block, digits, pairs, quantities });
                start = Place { start: place.end, end: place.end };
                digits = false;
            }
        }
        (first..self.sentences.len(), all)
    }

    /// Whether a word may stand in a title, heading or paragraph; if not, it stands in none.
    pub fn may_have(&self, word: &Word) -> bool {
        self.pairs.may_have(word)
    }

    /// Whether one of the words may.
    pub fn may_have_any(&self, words: &WordList) -> bool {
        self.pairs.may_have_any(words)
    }

    /// The sentences of a block.
    pub fn of(&self, block: usize) -> &[Sentence] {
        let range = self.blocks.get(block).and_then(Option::as_ref).map(|(range, _)| range.clone());
        &self.sentences[range.unwrap_or_default()]
    }

    /// The text of a title, heading or paragraph, in which words are quickly looked for.
    pub fn passage<'a>(&'a self, document: &'a Document, block: usize) -> Option<Passage<'a>> {
        let (_, pairs) = self.blocks.get(block)?.as_ref()?;
        Some(Passage::new(document.text(&document.blocks[block]), pairs))
    }
}

/// The sentences of one text.
pub fn split(text: &str, place: Place) -> impl Iterator<Item = Place> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        if rest.is_empty() {
            return None;
        }
        let end = text.len().min(start + length(rest));
        let sentence = place.part(start, end);
        start = end;
        Some(sentence)
    })
}

/// Where the first sentence of a text ends, in bytes.
fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let marks = bytes
        .windows(3)
        .position(|mark| matches!(mark, [0xE3, 0x80, 0x82] | [0xEF, 0xBC, 0x81 | 0x9F]));
    marks.map_or(bytes.len(), |at| at + 3)
}

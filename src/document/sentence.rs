//! Sentences of running text, with what is asked of them again and again.

use std::ops::Range;

use super::{
    Block, BlockKind, Document,
    quantity::{BEGINNINGS, Quantity, may_begin, quantity_at},
};
use crate::source::{
    Index, Passage, Place, Shadow, WordList,
    pairs::{Letter, PAIRS, STOPS, Word},
};

/// By its number, whether a character may end a sentence or begin a number; nearly all are passed over.
static NOTED: [bool; PAIRS] = {
    let mut noted = [false; PAIRS];
    let mut at = 0;
    while at < STOPS.len() {
        noted[Letter::of(STOPS[at]).single().number()] = true;
        at += 1;
    }
    at = 0;
    while at < BEGINNINGS.len() {
        noted[Letter::of(BEGINNINGS[at]).single().number()] = true;
        at += 1;
    }
    noted
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
    /// Its column of the index.
    column: usize,
    /// Its figures among those of all sentences.
    quantities: Range<usize>,
}

impl Sentence {
    /// Its text, in which words are quickly looked for.
    pub fn passage<'a>(&self, document: &'a Document) -> Passage<'a> {
        let columns = document.prose.index.columns(self.column..self.column + 1);
        Passage::indexed(document.shadow.slice(self.place), columns)
    }

    /// Its figures with units; offsets are bytes of the sentence.
    pub fn quantities<'a>(&self, document: &'a Document) -> &'a [Quantity] {
        &document.prose.quantities[self.quantities.clone()]
    }
}

/// The text of a document as sentences, with their figures and which pairs of characters they have.
#[derive(Debug, Default)]
pub struct Prose {
    /// The sentences of every block of running text, in reading order.
    pub sentences: Vec<Sentence>,
    quantities: Vec<Quantity>,
    /// A column for each sentence, then one for each line of the title.
    index: Index,
    /// The blocks of those lines.
    titles: Vec<usize>,
    /// The columns of every block; none for those that are no text.
    blocks: Vec<Range<usize>>,
}

impl Prose {
    /// Reads titles, headings and paragraphs.
    pub fn read(shadow: &Shadow, blocks: &[Block]) -> Self {
        let sentences = Vec::with_capacity(2 * blocks.len());
        let mut prose = Self { sentences, blocks: vec![0..0; blocks.len()], ..Self::default() };
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.is_prose()) {
            let first = prose.index.width();
            let mut rest = block.place;
            while !rest.is_empty() {
                let length = prose.sentence(shadow.slice(rest), rest, index);
                rest = Place { start: rest.start + length as u32, ..rest };
            }
            prose.blocks[index] = first..prose.index.width();
        }
        for (index, block) in blocks.iter().enumerate() {
            if block.kind == BlockKind::Title {
                let first = prose.index.width();
                let mut column = prose.index.column();
                Letter::all(shadow.slice(block.place)).for_each(|(_, letter)| column.add(letter));
                prose.blocks[index] = first..first + 1;
                prose.titles.push(index);
            }
        }
        prose
    }

    /// Reads the first sentence of a text; returns how long it is, in bytes.
    fn sentence(&mut self, text: &str, place: Place, block: usize) -> usize {
        let first = self.quantities.len();
        let column = self.index.width();
        let mut pairs = self.index.column();
        let (mut digits, mut read, mut end) = (false, 0, text.len());
        for (at, letter) in Letter::all(text) {
            pairs.add(letter);
            if !NOTED[letter.single().number()] {
                continue;
            }
            let Some(char) = text[at..].chars().next() else { break };
            if STOPS.contains(&char) {
                end = at + char.len_utf8();
                break;
            }
            if at >= read && may_begin(char) {
                digits |= char.is_ascii_digit();
                read = quantity_at(text, at, &mut self.quantities);
            }
        }
        let place = Place { end: place.start + end as u32, ..place };
        let quantities = first..self.quantities.len();
        self.sentences.push(Sentence { place, block, digits, column, quantities });
        end
    }

    /// The sentences that may have a word of every list; an empty list does not count.
    pub fn likely<const N: usize>(&self, lists: [&WordList; N]) -> impl Iterator<Item = &Sentence> {
        self.index.likely(lists).map_while(|column| self.sentences.get(column))
    }

    /// The sentences that have one of the words; all where there are none.
    pub fn having<'a>(
        &'a self,
        document: &'a Document,
        words: &'a WordList,
    ) -> impl Iterator<Item = &'a Sentence> {
        let columns = self.index.having(words, |column| self.text(document, column));
        columns.map_while(|column| self.sentences.get(column))
    }

    /// The titles, headings and paragraphs that have one of the words, by the index of their block; all where there are none.
    pub fn blocks_with<'a>(
        &'a self,
        document: &'a Document,
        words: &'a WordList,
    ) -> impl Iterator<Item = usize> {
        let columns = self.index.having(words, |column| self.text(document, column));
        let mut before = None;
        columns.filter_map(move |column| {
            let block = self.block(column)?;
            (before != Some(block)).then(|| *before.insert(block))
        })
    }

    /// The block that a column belongs to.
    fn block(&self, column: usize) -> Option<usize> {
        let sentence = self.sentences.get(column).map(|sentence| sentence.block);
        sentence.or_else(|| self.titles.get(column - self.sentences.len()).copied())
    }

    /// What stands in a column.
    fn text<'a>(&self, document: &'a Document, column: usize) -> &'a str {
        match self.sentences.get(column) {
            Some(sentence) => document.shadow.slice(sentence.place),
            None => self.block(column).map_or("", |title| document.text(&document.blocks[title])),
        }
    }

    /// The sentences that have figures with units.
    pub fn counting(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| !sentence.quantities.is_empty())
    }

    /// Whether a word may stand in a title, heading or paragraph; if not, it stands in none.
    pub fn may_have(&self, word: &Word) -> bool {
        self.index.may_have(word)
    }

    /// Whether one of the words may.
    pub fn may_have_any(&self, words: &WordList) -> bool {
        self.index.may_have_any(words)
    }

    /// The sentences of a block.
    pub fn of(&self, block: usize) -> &[Sentence] {
        let columns = self.blocks.get(block).cloned().unwrap_or_default();
        self.sentences.get(columns).unwrap_or_default()
    }

    /// The text of a title, heading or paragraph, in which words are quickly looked for.
    pub fn passage<'a>(&'a self, document: &'a Document, block: usize) -> Option<Passage<'a>> {
        let columns = self.blocks.get(block).filter(|columns| !columns.is_empty())?;
        let text = document.text(&document.blocks[block]);
        Some(Passage::indexed(text, self.index.columns(columns.clone())))
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

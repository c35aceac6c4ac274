//! Which pairs of characters a text has: a word with one that is not among them is not in the text.
//!
//! Reports are asked for hundreds of words, most of which they don't have; this answers nearly all of those questions
//! without looking at the text again.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Visitor};

use super::index::Columns;

/// What ends a sentence: pairs are kept sentence by sentence.
pub const STOPS: [char; 3] = ['。', '！', '？'];

/// How many pairs are told apart. Several share a number, so that a stranger may be taken for a member of a set, never a
/// member for a stranger.
pub const PAIRS: usize = 4096;

/// A character as it counts in pairs.
#[derive(Clone, Copy, Debug)]
pub struct Letter(u32);

impl Letter {
    /// What comes before the first character of a text.
    pub const NONE: Self = Self(0);

    /// The letter of a character.
    pub const fn of(char: char) -> Self {
        let mut bytes = [0; 4];
        char.encode_utf8(&mut bytes);
        Self::of_bytes(bytes)
    }

    /// The letters of a text, each with the byte at which its character stands.
    #[inline]
    pub fn all(text: &str) -> impl Iterator<Item = (usize, Self)> {
        let text = text.as_bytes();
        let mut next = 0;
        std::iter::from_fn(move || {
            let at = next;
            // Nearly all of a report.
            if let Some((&[one @ 0xE0..0xF0, two, three], _)) = text[at..].split_first_chunk() {
                next += 3;
                return Some((at, Self::of_bytes([one, two, three, 0])));
            }
            let (bytes, width) = match text[at..] {
                [one @ 0..0x80, ..] => ([one, 0, 0, 0], 1),
                [one @ 0x80..0xE0, two, ..] => ([one, two, 0, 0], 2),
                [one, two, three, four, ..] => ([one, two, three, four], 4),
                _ => return None,
            };
            next += width;
            Some((at, Self::of_bytes(bytes)))
        })
    }

    /// The letter of the character that has these bytes.
    const fn of_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_le_bytes(bytes).wrapping_mul(0x9E37_79B1))
    }

    /// The number of the character alone.
    pub const fn single(self) -> Pair {
        Pair::numbered(self.0)
    }

    /// The number of the pair that it makes with the one before it.
    pub const fn behind(self, before: Self) -> Pair {
        Pair::numbered(self.0.wrapping_add(before.0.rotate_left(11)))
    }
}

/// Two characters side by side, or one alone, as a number below [`PAIRS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair(u16);

impl Pair {
    /// What stands in every text, even an empty one, as the empty word does.
    pub const NONE: Self = Self(0);

    const fn numbered(hash: u32) -> Self {
        Self((hash >> (32 - PAIRS.trailing_zeros())) as u16)
    }

    /// One character.
    pub fn single(char: char) -> Self {
        Letter::of(char).single()
    }

    /// The pair of two characters.
    pub fn of(before: char, char: char) -> Self {
        Letter::of(char).behind(Letter::of(before))
    }

    /// Its number.
    pub const fn number(self) -> usize {
        self.0 as usize % PAIRS
    }
}

/// The pairs of a short text.
#[derive(Clone, Debug)]
pub struct Few([u64; PAIRS / 64]);

impl Default for Few {
    fn default() -> Self {
        let mut pairs = Self([0; PAIRS / 64]);
        pairs.add(Pair::NONE);
        pairs
    }
}

impl Few {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        let mut before = Letter::NONE;
        for (_, letter) in Letter::all(text) {
            pairs.add(letter.single());
            pairs.add(letter.behind(before));
            before = letter;
        }
        pairs
    }

    /// Adds a character or a pair.
    pub fn add(&mut self, pair: Pair) {
        self.0[pair.number() / 64] |= 1 << (pair.number() % 64);
    }

    /// Whether one may be among them; if not, it is not.
    pub fn may_have_pair(&self, pair: Pair) -> bool {
        self.0[pair.number() / 64] & (1 << (pair.number() % 64)) != 0
    }

    /// Whether a word may stand in the text; if not, it does not.
    pub fn may_have(&self, word: &Word) -> bool {
        word.pairs.iter().all(|pair| self.may_have_pair(*pair))
    }
}

/// A text with the pairs of it, or of a longer one that it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    pairs: Known<'a>,
}

/// Where the pairs of a text are kept.
#[derive(Clone, Copy, Debug)]
enum Known<'a> {
    Alone(&'a Few),
    Indexed(Columns<'a>),
}

impl<'a> Passage<'a> {
    /// A text whose pairs are all among `pairs`.
    pub fn new(text: &'a str, pairs: &'a Few) -> Self {
        Self { text, pairs: Known::Alone(pairs) }
    }

    /// A text whose pairs are all in these columns of an index.
    pub fn indexed(text: &'a str, columns: Columns<'a>) -> Self {
        Self { text, pairs: Known::Indexed(columns) }
    }

    /// A part of it.
    #[must_use]
    pub fn part(self, text: &'a str) -> Self {
        Self { text, ..self }
    }

    /// Whether a word stands in it.
    #[inline]
    pub fn has(self, word: &Word) -> bool {
        self.may_have(word) && self.text.contains(&*word.text)
    }

    #[inline]
    fn may_have(self, word: &Word) -> bool {
        match self.pairs {
            Known::Alone(pairs) => pairs.may_have(word),
            Known::Indexed(columns) => columns.may_have(word),
        }
    }

    /// Whether one of the words may stand in it; if not, none does.
    pub fn may_have_any(self, words: &WordList) -> bool {
        words.0.iter().any(|word| self.may_have(word))
    }

    /// Whether one of the words stands in it.
    #[inline]
    pub fn has_any(self, words: &WordList) -> bool {
        words.0.iter().any(|word| self.has(word))
    }

    /// The words that stand in it, in the order of the list.
    pub fn all(self, words: &WordList) -> impl Iterator<Item = &str> {
        words.0.iter().filter(move |word| self.has(word)).map(|word| &*word.text)
    }
}

/// A word that texts are asked for, with three of its pairs or characters.
#[derive(Clone, Debug)]
pub struct Word {
    text: Box<str>,
    pairs: [Pair; 3],
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        let across = text.trim_end_matches(STOPS).contains(STOPS);
        let pairs = match (chars.next(), chars.next()) {
            (Some(one), None) => [Pair::single(one); 3],
            (Some(one), Some(two)) if chars.next().is_none() && !across => {
                [Pair::of(one, two), Pair::single(one), Pair::single(two)]
            }
            (Some(one), Some(two)) if !across => {
                let mut back = text.chars().rev();
                let (last, before) = (back.next().unwrap_or(two), back.next().unwrap_or(one));
                let second = back.next().map_or(Pair::single(one), |third| Pair::of(third, before));
                [Pair::of(one, two), Pair::of(before, last), second]
            }
            // What goes on behind the end of a sentence has pairs of two sentences.
            _ => [Pair::NONE; 3],
        };
        Self { text: text.into(), pairs }
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reading)
    }
}

/// Makes words of strings where they stand: the rules have thousands.
struct Reading;

impl Visitor<'_> for Reading {
    type Value = Word;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Word, E> {
        Ok(text.into())
    }
}

impl Word {
    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Of the columns of a table with a row for each pair, those that may have it.
    #[inline]
    pub fn columns(&self, table: &[u64; PAIRS]) -> u64 {
        let [first, last, more] = self.pairs;
        let both = table[first.number()] & table[last.number()];
        if both == 0 { 0 } else { both & table[more.number()] }
    }
}

/// Words of which any will do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct WordList(Vec<Word>);

impl WordList {
    /// These words.
    pub fn of(words: &[&str]) -> Self {
        Self(words.iter().map(|&word| word.into()).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of the columns of a table with a row for each pair, those that may have one of the words.
    #[inline]
    pub fn columns(&self, table: &[u64; PAIRS]) -> u64 {
        self.0.iter().fold(0, |all, word| all | word.columns(table))
    }

    /// The words, in the order they were given.
    pub fn words(&self) -> &[Word] {
        &self.0
    }

    /// The words as they are written.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Word::text)
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        Self(words.iter().map(|word| word.as_str().into()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_text_is_never_denied() {
        let text = "2023年，我局主动公开政府信息1,234条，收到申请36件（均已办结）。";
        let few = Few::of(text);
        let passage = Passage::new(text, &few);
        for (start, _) in text.char_indices() {
            for (length, _) in text[start..].char_indices().skip(1).take(8) {
                assert!(passage.has(&text[start..start + length].into()), "{start} {length}");
            }
        }
        assert!(!passage.has_any(&WordList::of(&["不予公开", "诉讼"])));
        assert!(passage.has(&"".into()));
    }
}

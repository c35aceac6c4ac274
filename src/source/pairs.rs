//! Which pairs of characters a text has: a word with one that is not among them is not in the text.

use serde::Deserialize;

/// A small set that may take a stranger for a member, never a member for a stranger.
///
/// Reports are asked for hundreds of words, most of which they don't have; this answers nearly all of those questions
/// without looking at the text again.
#[derive(Clone, Debug)]
pub struct Pairs<const WORDS: usize>([u64; WORDS]);

/// The pairs of a sentence or paragraph.
pub type Few = Pairs<32>;
/// The pairs of a whole document.
pub type Many = Pairs<256>;

impl<const WORDS: usize> Default for Pairs<WORDS> {
    fn default() -> Self {
        let mut pairs = Self([0; WORDS]);
        pairs.add(Pair::NONE);
        pairs
    }
}

impl<const WORDS: usize> Pairs<WORDS> {
    /// How many bits there are, as a shift of a 32-bit hash.
    const SHIFT: u32 = 32 - (WORDS * 64).trailing_zeros();

    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        let mut before = None;
        for char in text.chars() {
            pairs.add(Pair::single(char));
            if let Some(before) = before {
                pairs.add(Pair::of(before, char));
            }
            before = Some(char);
        }
        pairs
    }

    /// Adds a character or a pair.
    pub fn add(&mut self, Pair(hash): Pair) {
        let bit = hash >> Self::SHIFT;
        self.0[(bit / 64) as usize] |= 1 << (bit % 64);
    }

    /// Adds all of another text's.
    pub fn join(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }

    /// Whether one may be among them; if not, it is not.
    pub fn may_have_pair(&self, Pair(hash): Pair) -> bool {
        let bit = hash >> Self::SHIFT;
        self.0[(bit / 64) as usize] & (1 << (bit % 64)) != 0
    }

    /// Whether a word may stand in the text; if not, it does not.
    pub fn may_have(&self, word: &Word) -> bool {
        self.may_have_pair(word.first) && self.may_have_pair(word.last)
    }

    /// Whether one of the words may.
    pub fn may_have_any(&self, words: &WordList) -> bool {
        words.0.iter().any(|word| self.may_have(word))
    }
}

/// Two characters side by side, or one alone, as a hash.
#[derive(Clone, Copy, Debug)]
pub struct Pair(u32);

impl Pair {
    /// What stands in every text, even an empty one, as the empty word does.
    const NONE: Self = Self(0);

    /// One character.
    pub fn single(char: char) -> Self {
        Self(u32::from(char).wrapping_mul(0x9E37_79B1))
    }

    /// The pair of two characters.
    pub fn of(before: char, char: char) -> Self {
        let spread = u32::from(before).wrapping_mul(0x85EB_CA77);
        Self((spread ^ u32::from(char)).wrapping_mul(0x9E37_79B1))
    }
}

/// A text with the pairs of it, or of a longer one that it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    pairs: &'a Few,
}

impl<'a> Passage<'a> {
    /// A text whose pairs are all among `pairs`.
    pub fn new(text: &'a str, pairs: &'a Few) -> Self {
        Self { text, pairs }
    }

    /// A part of it.
    #[must_use]
    pub fn part(self, text: &'a str) -> Self {
        Self { text, ..self }
    }

    /// Whether a word stands in it.
    pub fn has(self, word: &Word) -> bool {
        self.pairs.may_have(word) && self.text.contains(&*word.text)
    }

    /// Whether one of the words stands in it.
    pub fn has_any(self, words: &WordList) -> bool {
        words.0.iter().any(|word| self.has(word))
    }

    /// The words that stand in it, in the order of the list.
    pub fn all(self, words: &WordList) -> impl Iterator<Item = &str> {
        words.0.iter().filter(move |word| self.has(word)).map(|word| &*word.text)
    }
}

/// A word that texts are asked for, with its first and last pair.
#[derive(Clone, Debug)]
pub struct Word {
    text: Box<str>,
    first: Pair,
    last: Pair,
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        let (first, last) = match (chars.next(), chars.next()) {
            (Some(one), None) => (Pair::single(one), Pair::single(one)),
            (Some(one), Some(two)) => {
                let mut back = text.chars().rev();
                let (last, before) = (back.next().unwrap_or(two), back.next().unwrap_or(one));
                (Pair::of(one, two), Pair::of(before, last))
            }
            (None, _) => (Pair::NONE, Pair::NONE),
        };
        Self { text: text.into(), first, last }
    }
}

/// Words of which any will do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
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

    /// The words, in the order they were given.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| &*word.text)
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

    #[test]
    fn most_words_that_are_absent_are_told_without_looking() {
        let pairs = Many::of("本局全年共收到申请36件，均已办结。");
        let absent = ["行政复议", "行政诉讼", "结转下年度", "处理费", "政策解读", "互动交流"];
        assert!(!pairs.may_have_any(&WordList::of(&absent)));
    }
}

//! Which pairs of characters a text has: a word with one that is not among them is not in the text.

/// A small set that may take a stranger for a member, never a member for a stranger.
///
/// Reports are asked for hundreds of words, most of which they don't have; this answers nearly all of those questions
/// without looking at the text again.
#[derive(Clone, Debug)]
pub struct Pairs<const WORDS: usize>([u64; WORDS]);

/// The pairs of a sentence or paragraph.
pub type Few = Pairs<16>;
/// The pairs of a whole document.
pub type Many = Pairs<256>;

impl<const WORDS: usize> Default for Pairs<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> Pairs<WORDS> {
    /// How many bits there are, as a shift of a 32-bit hash.
    const SHIFT: u32 = 32 - (WORDS * 64).trailing_zeros();

    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        for (before, char) in text.chars().zip(text.chars().skip(1)) {
            pairs.add(Pair::of(before, char));
        }
        pairs
    }

    /// Adds one.
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

    /// Whether a word may stand in the text; if not, it does not. A single character always may.
    pub fn may_have(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let Some(mut before) = chars.next() else { return true };
        chars.all(|char| {
            let pair = Pair::of(before, char);
            before = char;
            self.may_have_pair(pair)
        })
    }
}

/// Two characters side by side, as a hash.
#[derive(Clone, Copy, Debug)]
pub struct Pair(u32);

impl Pair {
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
    pub fn has(self, word: &str) -> bool {
        self.pairs.may_have(word) && self.text.contains(word)
    }

    /// Whether one of the words stands in it.
    pub fn has_any<W: AsRef<str>>(self, words: &[W]) -> bool {
        words.iter().any(|word| self.has(word.as_ref()))
    }

    /// The first of the words, in the order of the list, that stands in it.
    pub fn which<'w, W: AsRef<str>>(self, words: &'w [W]) -> Option<&'w str> {
        words.iter().map(AsRef::as_ref).find(|word| self.has(word))
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
                assert!(passage.has(&text[start..start + length]), "{start} {length}");
            }
        }
        assert!(!passage.has("不予公开") && !passage.has("诉讼"));
        assert!(passage.has(""));
    }

    #[test]
    fn most_words_that_are_absent_are_told_without_looking() {
        let pairs = Many::of("本局全年共收到申请36件，均已办结。");
        let absent = ["行政复议", "行政诉讼", "结转下年度", "处理费", "政策解读", "互动交流"];
        assert!(absent.iter().all(|word| !pairs.may_have(word)));
    }
}

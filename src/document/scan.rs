//! Reads a text from left to right, piece by piece.

use std::ops::RangeInclusive;

/// The last boundary of characters up to a byte of a text.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// A place in a text from which on it is read; a copy of it can look ahead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    /// The byte that is read next.
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    /// Begins at a byte of a text.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The first of these words that stands here.
    pub(super) fn word(&mut self, words: &[&str]) -> Option<&'a str> {
        let rest = self.rest();
        let first = rest.bytes().next()?;
        let stands = |word: &&&str| word.as_bytes()[0] == first && rest.starts_with(**word);
        let word = words.iter().find(stands)?;
        Some(self.take(word.len()))
    }

    /// As many ASCII digits as there are, but not more than the range allows.
    pub(super) fn digits(&mut self, count: RangeInclusive<usize>) -> Option<&'a str> {
        let bytes = self.rest().bytes().take(*count.end());
        let length = bytes.take_while(u8::is_ascii_digit).count();
        count.contains(&length).then(|| self.take(length))
    }

    /// As many such characters as there are, but not more than the range allows.
    pub(super) fn run(
        &mut self,
        count: RangeInclusive<usize>,
        is: impl Fn(char) -> bool,
    ) -> Option<&'a str> {
        let chars = self.rest().chars().take(*count.end()).take_while(|char| is(*char));
        let (found, length) =
            chars.fold((0, 0), |(found, length), char| (found + 1, length + char.len_utf8()));
        count.contains(&found).then(|| self.take(length))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let start = self.at;
        self.at += length;
        &self.text[start..self.at]
    }
}

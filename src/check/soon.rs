//! Words soon behind a year that opens a clause: what most phrases about plans are, and cheaper to look for than a pattern
//! is to make.

use std::ops::Range;

use serde::Deserialize;

use crate::{document::year::heading_clauses, source::WordList};

/// What is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Soon {
    /// The words.
    pub words: WordList,
    /// How many characters at most stand between year and words, none of them a mark or a figure.
    pub gap: usize,
    /// Characters of which one stands right before the words; any will do where there are none.
    #[serde(default)]
    pub behind: String,
}

impl Soon {
    /// From the first year that `fits` to the end of the words behind it; with the year.
    pub(super) fn first(
        &self,
        text: &str,
        fits: impl Fn(u16) -> bool,
    ) -> Option<(Range<usize>, u16)> {
        let mut years = heading_clauses(text).filter(|(year, _)| fits(*year));
        years.find_map(|(year, range)| Some((range.start..self.end(text, range.end)?, year)))
    }

    /// Where the words end that stand soon enough behind a byte.
    fn end(&self, text: &str, mut at: usize) -> Option<usize> {
        for _ in 0..=self.gap {
            if self.behind.is_empty() || text[..at].ends_with(|char| self.behind.contains(char)) {
                let word = self.words.iter().find(|word| text[at..].starts_with(word));
                if let Some(word) = word {
                    return Some(at + word.len());
                }
            }
            at += text[at..].chars().next().filter(|&char| !parts(char))?.len_utf8();
        }
        None
    }
}

/// Whether a character parts what stands before it from what stands behind.
fn parts(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, '，' | '；' | '：' | '、' | '。')
}

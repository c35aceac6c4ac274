//! A word that stands twice in a row.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};

/// Looks for doubled words in running text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// Single characters that are never doubled.
    pub single: String,
    /// Single characters that two words may share where they meet, as 为了 and 了解 do.
    pub meeting: String,
    /// Words that end or begin with such a character.
    pub edges: Vec<String>,
    /// Words that may be doubled.
    pub reduplicated: Vec<String>,
    /// What a word of two characters that may be doubled begins with: `一级一级`.
    pub each: String,
    /// The character that makes four digits before it a year.
    pub year: char,
    /// Words that may begin with the second half of a doubling: `公开栏` in 信息公开公开栏.
    pub compounds: Vec<String>,
    /// For `涵禾区区卫生局`: the character that is doubled, and the names that must not follow.
    pub district: String,
    /// Names of departments.
    pub departments: Vec<String>,
}

/// The longest word looked for, in characters.
const LONGEST: usize = 6;

impl Kind for Repeat {
    fn facts(&self) -> &'static [&'static str] {
        &["word"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        for block in document.prose() {
            let text = document.shadow.slice(block.place);
            for (start, end) in self.years(text) {
                let facts = Facts::new().with("word", &text[start..start + (end - start) / 2]);
                out.find(Finding::at(document.span(block.place.part(start, end)), facts));
            }
            let mut from = 0;
            for start in echoes(text) {
                let doubled = if start < from { None } else { self.doubled(text, start) };
                let Some(end) = doubled else { continue };
                let half = (end - start) / 2;
                let facts = Facts::new().with("word", &text[start..start + half]);
                out.find(Finding::at(document.span(block.place.part(start, end)), facts));
                from = end;
            }
        }
    }
}

/// Where Han characters stand that stand again within reach: only there a doubling can begin.
fn echoes(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let han = |at: usize| bytes.get(at).is_some_and(|lead| (0xE4..=0xE9).contains(lead));
    text.char_indices().map(|(at, _)| at).filter(move |&at| {
        han(at)
            && (1..=LONGEST).any(|length| {
                let again = at + 3 * length;
                // The last byte differs most often.
                again + 2 < bytes.len()
                    && bytes[again + 2] == bytes[at + 2]
                    && bytes[again + 1] == bytes[at + 1]
                    && bytes[again] == bytes[at]
            })
    })
}

impl Repeat {
    /// Years that stand twice.
    fn years<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        text.match_indices(self.year).filter_map(|(at, mark)| {
            let (start, end) = (at.checked_sub(4)?, at + mark.len());
            let year = text.get(start..end)?;
            let digits = year.bytes().take(4).all(|byte| byte.is_ascii_digit());
            (digits && text[end..].starts_with(year)).then_some((start, end + year.len()))
        })
    }

    /// Where the doubling that begins here ends.
    fn doubled(&self, text: &str, start: usize) -> Option<usize> {
        let bytes = &text.as_bytes()[start..];
        (1..=LONGEST).map(|length| length * 3).find_map(|width| {
            let twice = bytes.get(..2 * width)?;
            (twice[..width] == twice[width..] && self.is_fault(text, start, width))
                .then_some(start + 2 * width)
        })
    }

    fn is_fault(&self, text: &str, start: usize, width: usize) -> bool {
        if !text.is_char_boundary(start + width) || !text.is_char_boundary(start + 2 * width) {
            return false;
        }
        let word = &text[start..start + width];
        let (second, behind, before) =
            (&text[start + width..], &text[start + 2 * width..], &text[..start]);
        if !word.chars().all(is_han) {
            return false;
        }
        if width == 3 {
            let district = self.district.contains(word)
                && self.departments.iter().any(|name| behind.starts_with(name.as_str()));
            return district && before.chars().next_back().is_some_and(is_han)
                || self.single.contains(word)
                || self.meeting.contains(word)
                    && !self.edges.iter().any(|edge| {
                        second.starts_with(edge.as_str())
                            || text[..start + width].ends_with(edge.as_str())
                    });
        }
        let compound = self
            .compounds
            .iter()
            .any(|compound| compound.len() > width && second.starts_with(compound.as_str()));
        let uniform = word.chars().all(|char| word.starts_with(char));
        let right = self.reduplicated.iter().any(|known| known == word)
            || width == 6 && word.starts_with(|first| self.each.contains(first));
        !(uniform || right || compound)
    }
}

fn is_han(char: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&char)
}

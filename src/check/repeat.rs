//! A word that stands twice in a row.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::source::{Passage, Place, WordList};

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
    /// The character that makes four digits before it a year, and the digit that a second year behind it begins with.
    pub years: WordList,
    /// Words that may begin with the second half of a doubling: `公开栏` in 信息公开公开栏.
    pub compounds: Vec<String>,
    /// For `涵禾区区卫生局`: the character that is doubled, and the names that must not follow.
    pub district: String,
    /// Names of departments.
    pub departments: Vec<String>,
}

/// The bytes of a Han character.
const HAN: usize = 3;
/// What Han characters begin with.
const HAN_LEADS: RangeInclusive<u8> = 0xE4..=0xE9;
/// The longest word looked for, in bytes.
const REACH: usize = 6 * HAN;

impl Kind for Repeat {
    fn facts(&self) -> &'static [&'static str] {
        &["word"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let mut tell = |place: Place, start: usize, end: usize| {
            let span = document.span(place.part(start, end));
            let word = &document.shadow.slice(place)[start..start + (end - start) / 2];
            out.find(Finding::at(span, Facts::new().with("word", word)));
        };
        for sentence in document.prose.likely([&self.years]) {
            for (start, end) in self.years_twice(sentence.passage(document)) {
                tell(sentence.place, start, end);
            }
        }
        let (mut seen, mut found) = (Seen::default(), Vec::new());
        for block in document.prose() {
            let text = document.shadow.slice(block.place);
            let is_fault = |&(start, width): &_| self.is_doubled(text, start, width);
            seen.twice(text, block.place.start as usize, is_fault, &mut found);
            found.sort_unstable();
            let mut from = 0;
            for (start, width) in found.drain(..) {
                if start >= from {
                    from = start + 2 * width;
                    tell(block.place, start, from);
                }
            }
        }
    }
}

/// Where each Han character was seen last, by a hash.
struct Seen {
    last: [u32; 1024],
    /// How many bytes back the characters of a run stand before, each within reach.
    run: Vec<u8>,
    /// The least of them.
    least: usize,
}

impl Default for Seen {
    fn default() -> Self {
        Self { last: [0; 1024], run: Vec::new(), least: REACH }
    }
}

impl Seen {
    /// Adds where a word stands twice in a row, and how many bytes it has, of all that `is_fault` does not let pass. As many
    /// characters as the word has follow one another that stood within reach before: only there is looked twice. Texts are
    /// given in order, with the offset at which they stand.
    fn twice(
        &mut self,
        text: &str,
        offset: usize,
        is_fault: impl Fn(&(usize, usize)) -> bool,
        found: &mut Vec<(usize, usize)>,
    ) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let mut here = (offset + at) as u32;
            for &[lead, middle, last] in bytes[at..].as_chunks::<HAN>().0 {
                if !HAN_LEADS.contains(&lead) {
                    break;
                }
                let hash = u32::from(u16::from_le_bytes([middle, last])).wrapping_mul(0x9E37_79B1);
                let before = std::mem::replace(&mut self.last[(hash >> 22) as usize], here);
                let behind = here.wrapping_sub(before) as usize;
                if behind <= REACH {
                    self.run.push(behind as u8);
                    self.least = self.least.min(behind);
                } else if !self.run.is_empty() {
                    self.end_run(here as usize - offset, &is_fault, found);
                }
                here += HAN as u32;
            }
            at = here as usize - offset;
            self.end_run(at, &is_fault, found);
            while bytes.get(at).is_some_and(|byte| !HAN_LEADS.contains(byte)) {
                at += 1;
            }
        }
    }

    /// Ends a run here; adds the words that have their second half in it.
    fn end_run(
        &mut self,
        end: usize,
        is_fault: impl Fn(&(usize, usize)) -> bool,
        found: &mut Vec<(usize, usize)>,
    ) {
        if self.run.len() * HAN >= self.least {
            let left = (1..=self.run.len()).rev().map(|left| left * HAN);
            let halves = self.run.iter().zip(left).flat_map(|(&behind, left)| {
                let second = end - left;
                let widths = (usize::from(behind)..=left.min(REACH).min(second)).step_by(HAN);
                widths.map(move |width| (second - width, width))
            });
            found.extend(halves.filter(is_fault));
        }
        self.run.clear();
        self.least = REACH;
    }
}

impl Repeat {
    /// Years that stand twice.
    fn years_twice<'a>(&'a self, passage: Passage<'a>) -> impl Iterator<Item = (usize, usize)> {
        let text = passage.text;
        let meetings = passage.all(&self.years).flat_map(|word| text.match_indices(word));
        meetings.filter_map(move |(at, meeting)| {
            let (start, end) = (at.checked_sub(4)?, at + meeting.len() - 1);
            let year = text.get(start..end)?;
            let digits = year.bytes().take(4).all(|byte| byte.is_ascii_digit());
            (digits && text[end..].starts_with(year)).then_some((start, end + year.len()))
        })
    }

    /// Whether the word of so many bytes that begins here stands again right behind and should not.
    fn is_doubled(&self, text: &str, start: usize, width: usize) -> bool {
        let twice = text.as_bytes().get(start..start + 2 * width);
        let halves = twice.map(|twice| twice.split_at(width));
        halves.is_some_and(|(word, second)| word == second) && self.is_fault(text, start, width)
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
        if width == HAN {
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

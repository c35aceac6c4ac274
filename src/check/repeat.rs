//! A word that stands twice in a row.

use std::ops::RangeInclusive;

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
        let (mut seen, mut echoes) = (Seen::default(), Vec::new());
        for block in document.prose() {
            let text = document.shadow.slice(block.place);
            for (start, end) in self.years(text) {
                let facts = Facts::new().with("word", &text[start..start + (end - start) / 2]);
                out.find(Finding::at(document.span(block.place.part(start, end)), facts));
            }
            seen.echoes(text, block.place.start as usize, &mut echoes);
            let mut from = 0;
            for (start, nearest) in echoes.drain(..) {
                let doubled = if start < from { None } else { self.doubled(text, start, nearest) };
                let Some(width) = doubled else { continue };
                let end = start + 2 * width;
                let facts = Facts::new().with("word", &text[start..start + width]);
                out.find(Finding::at(document.span(block.place.part(start, end)), facts));
                from = end;
            }
        }
    }
}

/// Where each Han character was seen last, by a hash.
struct Seen([u32; 1024]);

impl Default for Seen {
    fn default() -> Self {
        Self([0; 1024])
    }
}

impl Seen {
    /// Adds where Han characters stand that may stand again within reach, and how many bytes behind at least: only there a
    /// doubling can begin. Texts are given in order, with the offset at which they stand.
    fn echoes(&mut self, text: &str, offset: usize, echoes: &mut Vec<(usize, usize)>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let mut here = (offset + at) as u32;
            for &[lead, middle, last] in bytes[at..].as_chunks::<HAN>().0 {
                if !HAN_LEADS.contains(&lead) {
                    break;
                }
                let hash = u32::from(u16::from_le_bytes([middle, last])).wrapping_mul(0x9E37_79B1);
                let before = std::mem::replace(&mut self.0[(hash >> 22) as usize], here);
                let behind = here.wrapping_sub(before) as usize;
                if behind <= REACH {
                    let start = (here as usize - offset).checked_sub(behind);
                    echoes.extend(start.map(|start| (start, behind)));
                }
                here += HAN as u32;
            }
            at = here as usize - offset;
            while bytes.get(at).is_some_and(|byte| !HAN_LEADS.contains(byte)) {
                at += 1;
            }
        }
        echoes.sort_unstable();
    }
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

    /// How many bytes the word has that begins here, stands again right behind and should not.
    fn doubled(&self, text: &str, start: usize, nearest: usize) -> Option<usize> {
        let bytes = &text.as_bytes()[start..];
        (nearest..=REACH).step_by(HAN).find(|&width| {
            let Some((word, second)) = bytes.get(..2 * width).map(|twice| twice.split_at(width))
            else {
                return false;
            };
            // The last bytes differ most often.
            word.last() == second.last() && word == second && self.is_fault(text, start, width)
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

//! Characters that texts are looked through for, by their bytes.

use std::ops::RangeInclusive;

/// A set of characters, and quickly where a text may have one of them.
#[derive(Debug)]
pub struct CharSet {
    ascii: [bool; 128],
    /// Of others, the last six bits of the byte before the last, and of the last: a row and a bit.
    ends: [u64; 64],
    /// Whether Han characters are among them.
    han: bool,
}

/// What Han characters begin with.
const HAN: RangeInclusive<u8> = 0xE4..=0xE9;

impl CharSet {
    /// These characters.
    pub fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut set = Self { ascii: [false; 128], ends: [0; 64], han: false };
        for char in chars {
            let mut buffer = [0; 4];
            let bytes = char.encode_utf8(&mut buffer).as_bytes();
            set.han |= HAN.contains(&bytes[0]);
            match bytes {
                [.., before, last] => set.ends[usize::from(before & 0x3F)] |= 1 << (last & 0x3F),
                one => set.ascii[usize::from(one[0])] = true,
            }
        }
        set
    }

    /// Where characters stand that may be among them; at no other place does one.
    pub fn likely<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (at, width) = self.next(text.as_bytes(), from)?;
            from = at + width;
            Some(at)
        })
    }

    /// The next of them, and how many bytes it has.
    fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            // Most of a report is runs of characters of three bytes.
            for [lead, before, last] in bytes[at..].as_chunks().0 {
                let is_han = !self.han && HAN.contains(lead);
                if !is_han && (lead & 0xF0 != 0xE0 || self.has(*before, *last)) {
                    break;
                }
                at += 3;
            }
            while let Some(&byte @ 0..0x80) = bytes.get(at) {
                if self.ascii[usize::from(byte)] {
                    return Some((at, 1));
                }
                at += 1;
            }
            let (likely, width) = match bytes[at..] {
                [before @ 0x80..0xE0, last, ..] => (self.has(before, last), 2),
                [0xE0..0xF0, before, last, ..] => (self.has(before, last), 3),
                [0xF0..=0xFF, _, before, last, ..] => (self.has(before, last), 4),
                _ => return None,
            };
            if likely {
                return Some((at, width));
            }
            at += width;
        }
    }

    /// Whether a character of several bytes that ends in these two may be among them.
    fn has(&self, before: u8, last: u8) -> bool {
        self.ends[usize::from(before & 0x3F)] >> (last & 0x3F) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_the_set_is_passed_over() {
        let text = "“a”（一）é？😀?";
        let places =
            |chars: &str| -> Vec<usize> { CharSet::of(chars.chars()).likely(text).collect() };
        let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        assert_eq!(places(text), all);
        assert_eq!(places("（😀?"), [7, 21, 25]);
        assert!(places("二").is_empty());
    }
}

//! Characters that texts are looked through for, by their bytes.

/// A set of characters, and quickly where a text may have one of them.
#[derive(Debug)]
pub struct CharSet {
    /// By the first byte of a character: how many bytes it has, and [`LISTED`] where one of the set begins so.
    leads: [u8; 256],
    /// The last six bits of the byte before the last, and of the last: a row and a bit.
    ends: [u64; 64],
}

/// Marks the first byte of a character of the set.
const LISTED: u8 = 0x80;

impl CharSet {
    /// These characters.
    pub fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut set = Self { leads: std::array::from_fn(width), ends: [0; 64] };
        for char in chars {
            let mut buffer = [0; 4];
            let bytes = char.encode_utf8(&mut buffer).as_bytes();
            set.leads[usize::from(bytes[0])] |= LISTED;
            let (row, bit) = place(bytes);
            set.ends[row] |= bit;
        }
        set
    }

    /// Where characters stand that may be among them; at no other place does one.
    pub fn likely(&self, text: &str) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let mut next = 0;
        std::iter::from_fn(move || {
            while let Some(&lead) = bytes.get(next) {
                let at = next;
                let width = self.leads[usize::from(lead)];
                next += usize::from(width & !LISTED);
                if width & LISTED != 0 {
                    let (row, bit) = place(&bytes[at..next]);
                    if self.ends[row] & bit != 0 {
                        return Some(at);
                    }
                }
            }
            None
        })
    }
}

/// How many bytes a character with this first byte has.
fn width(lead: usize) -> u8 {
    match lead {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Row and bit of a character.
fn place(char: &[u8]) -> (usize, u64) {
    match char {
        [.., before, last] => (usize::from(before & 0x3F), 1 << (last & 0x3F)),
        _ => (0, 1 << (char.first().unwrap_or(&0) & 0x3F)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_the_set_is_passed_over() {
        let text = "“a”（一）é？😀?";
        let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        assert_eq!(CharSet::of(text.chars()).likely(text).collect::<Vec<_>>(), all);
        assert_eq!(CharSet::of("（😀?".chars()).likely(text).collect::<Vec<_>>(), [7, 18, 22]);
        assert_eq!(CharSet::of("".chars()).likely(text).count(), 0);
    }
}

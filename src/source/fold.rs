//! How one character is folded for matching: width, quotes, dashes, traditional and compatibility forms.
//!
//! The two tables beside this file are pairs “written, folded”: `traditional.txt` after the `TSCharacters` list of
//! `OpenCC` (Apache-2.0), `compatible.txt` from the decompositions of Unicode for U+2E80–2FD5 and U+F900–FAFF.

use std::borrow::Cow;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It stays.
    Same,
    /// White space.
    Blank,
    /// It has no width, and stands for nothing even inside a figure.
    Nothing,
    /// Another character stands for it.
    Char(char),
    /// Several stand for it: `㈠` is read as `（一）`.
    Text(&'static str),
}

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;
const HAN: usize = (LAST - FIRST + 1) as usize;

/// Simplified form by code point, 0 where it stays.
static SIMPLIFIED: [u16; HAN] = simplified();

static COMPATIBLE: &str = include_str!("compatible.txt");

#[expect(clippy::large_stack_arrays, reason = "evaluated when compiling")]
const fn simplified() -> [u16; HAN] {
    let bytes = include_bytes!("traditional.txt");
    let mut table = [0u16; HAN];
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            at += 1;
            continue;
        }
        let from = three_bytes(bytes, at);
        let to = three_bytes(bytes, at + 3);
        table[(from - FIRST) as usize] = to as u16;
        at += 6;
    }
    table
}

const fn three_bytes(bytes: &[u8], at: usize) -> u32 {
    ((bytes[at] as u32 & 0x0F) << 12)
        | ((bytes[at + 1] as u32 & 0x3F) << 6)
        | (bytes[at + 2] as u32 & 0x3F)
}

/// The ranges in which characters of three bytes may fold to something else, beside the traditional ones.
const FOLDED: [(u32, u32); 20] = [
    (0x1680, 0x1680),
    (0x180E, 0x180E),
    (0x2000, 0x2015),
    (0x2018, 0x201F),
    (0x2028, 0x202F),
    (0x205F, 0x2064),
    (0x2212, 0x2212),
    (0x2488, 0x2490),
    (0x25CB, 0x25CB),
    (0x2E80, 0x2FD5),
    (0x3000, 0x3000),
    (0x300C, 0x300F),
    (0x3220, 0x3229),
    (0xF900, 0xFAFF),
    (0xFEFF, 0xFEFF),
    (0xFF02, 0xFF07),
    (0xFF0A, 0xFF0B),
    (0xFF0D, 0xFF19),
    (0xFF1C, 0xFF1E),
    (0xFF20, 0xFF5E),
];

/// A bit for each character of three bytes, set where it folds to itself; those of the same first two bytes are a word.
static STAYS: [u64; 1024] = staying();

const fn staying() -> [u64; 1024] {
    let mut table = [u64::MAX; 1024];
    let mut index = 0;
    while index < FOLDED.len() {
        let (mut code, last) = FOLDED[index];
        while code <= last {
            table[(code >> 6) as usize] &= !(1 << (code & 63));
            code += 1;
        }
        index += 1;
    }
    let mut index = 0;
    while index < HAN {
        if SIMPLIFIED[index] != 0 {
            let code = index + FIRST as usize;
            table[code >> 6] &= !(1 << (code & 63));
        }
        index += 1;
    }
    table
}

/// How many bytes at the beginning of a text fold to themselves, whatever stands around them.
///
/// What follows need not fold to anything else; it is only not known to stay.
pub fn unchanged(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let (wide, _) = bytes[at..].as_chunks::<3>();
        at += wide.iter().take_while(|char| stays(**char)).count() * 3;
        let narrow = bytes[at..].iter().take_while(|byte| is_plain(**byte)).count();
        at += narrow;
        if narrow == 0 {
            return at;
        }
    }
}

/// Whether three bytes are one character that folds to itself.
fn stays([first, second, third]: [u8; 3]) -> bool {
    let row = first.wrapping_sub(0xE0);
    row < 0x10
        && STAYS[usize::from(row) << 6 | usize::from(second & 0x3F)] >> (third & 0x3F) & 1 == 1
}

/// Whether a byte is a character that stays by itself.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b';' | b'?' | b'!' | b',' | b':')
}

/// Folds one character, `ascii_around` telling whether ASCII letters or digits stand on both sides of it.
///
/// Chinese punctuation is the standard form (`，：；？！（）`), straight quotes stand for all quotes, `-` for all
/// dashes; digits, letters and `%` are ASCII.
#[inline]
pub fn fold(char: char, ascii_around: bool) -> Fold {
    let code = char as u32;
    match code {
        0x00..=0x20 | 0x7F..=0xA0 => Fold::Blank,
        0x21..=0x7E => ascii(char, ascii_around),
        FIRST..=LAST => match SIMPLIFIED[(code - FIRST) as usize] {
            0 => Fold::Same,
            to => char::from_u32(u32::from(to)).map_or(Fold::Same, Fold::Char),
        },
        0xFF01..=0xFF5E => match char {
            '，' | '：' | '；' | '？' | '！' | '（' | '）' => Fold::Same,
            _ => char::from_u32(code - 0xFEE0).map_or(Fold::Same, Fold::Char),
        },
        0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => Fold::Blank,
        0xAD | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF => {
            Fold::Nothing
        }
        0x2010..=0x2015 | 0x2212 => Fold::Char('-'),
        0x2018..=0x201B => Fold::Char('\''),
        0x201C..=0x201F | 0x300C..=0x300F => Fold::Char('"'),
        0x2488..=0x2490 => Fold::Text(NUMBERED[(code - 0x2488) as usize]),
        0x2E80..=0x2FD5 | 0xF900..=0xFAFF => compatible(char),
        0x3220..=0x3229 => Fold::Text(ENCLOSED[(code - 0x3220) as usize]),
        0x25CB => Fold::Char('〇'),
        _ => Fold::Same,
    }
}

fn ascii(char: char, ascii_around: bool) -> Fold {
    match char {
        '(' => Fold::Char('（'),
        ')' => Fold::Char('）'),
        ';' => Fold::Char('；'),
        '?' => Fold::Char('？'),
        '!' => Fold::Char('！'),
        ',' if !ascii_around => Fold::Char('，'),
        ':' if !ascii_around => Fold::Char('：'),
        _ => Fold::Same,
    }
}

fn compatible(char: char) -> Fold {
    let mut pairs = COMPATIBLE.chars().filter(|&char| char != '\n');
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == char {
            return Fold::Char(to);
        }
    }
    Fold::Same
}

static ENCLOSED: [&str; 10] = [
    "（一）",
    "（二）",
    "（三）",
    "（四）",
    "（五）",
    "（六）",
    "（七）",
    "（八）",
    "（九）",
    "（十）",
];
static NUMBERED: [&str; 9] = ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."];

/// Folds a whole string without its blanks: how labels and titles of forms and rules are compared.
pub fn folded(text: &str) -> Cow<'_, str> {
    let mut at = unchanged(text);
    if at == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..at]);
    while let Some(char) = text[at..].chars().next() {
        match fold(char, false) {
            Fold::Same => out.push(char),
            Fold::Blank | Fold::Nothing => {}
            Fold::Char(to) => out.push(to),
            Fold::Text(to) => out.push_str(to),
        }
        at += char.len_utf8();
        let run = unchanged(&text[at..]);
        out.push_str(&text[at..at + run]);
        at += run;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_quotes_and_traditional() {
        assert_eq!(folded("政府信息公開 (１２３)：“三安全”"), "政府信息公开（123）：\"三安全\"");
        assert_eq!(folded("㈠⺠⼀"), "（一）民一");
        assert_eq!(folded("1\u{200B}.属\u{AD}于"), "1.属于");
    }

    #[test]
    fn what_is_unchanged_folds_to_itself() {
        for char in '\0'..=char::MAX {
            let known = unchanged(char.encode_utf8(&mut [0; 4])) > 0;
            let stays = [false, true].map(|around| fold(char, around)) == [Fold::Same; 2];
            assert!(stays || !known, "{char:?}");
            assert!(known || !stays || !('\u{3001}'..='\u{9FFF}').contains(&char), "{char:?}");
        }
        assert_eq!(unchanged("公开12条，公開"), "公开12条，公".len());
    }
}

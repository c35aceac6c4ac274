//! Bytes to text: byte order mark, UTF-8, UTF-16 without a mark, GB18030, in that order; what a page says of itself last.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::Span;

/// How much of the input the guesses look at, in bytes.
const SAMPLE: usize = 4096;

/// The encoding that a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without byte order mark.
    Utf8,
    /// UTF-8 with byte order mark.
    Utf8Bom,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
}

impl Encoding {
    /// The name to print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
        }
    }
}

/// What came out of decoding.
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What the bytes were taken for.
    pub encoding: Encoding,
    /// Where bytes could not be decoded and U+FFFD stands instead.
    pub damage: Vec<Span>,
}

/// Decodes; bytes that fit no encoding are read as the one that loses least.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(behind) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return utf8(behind, Encoding::Utf8Bom);
    }
    if let Some(behind) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return lossy(behind, Encoding::Utf16Le);
    }
    if let Some(behind) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return lossy(behind, Encoding::Utf16Be);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return lossy(bytes, encoding);
    }
    if let Some(decoded) = whole(bytes, Encoding::Utf8) {
        return decoded;
    }
    if is_damaged_utf8(bytes) {
        return utf8(bytes, Encoding::Utf8);
    }
    let chinese = lossy(bytes, Encoding::Gb18030);
    if chinese.damage.is_empty() {
        return chinese;
    }
    let unicode = utf8(bytes, Encoding::Utf8);
    let fewer = unicode.damage.len() <= chinese.damage.len();
    let declared = declared(bytes);
    if declared.map_or(fewer, |declared| declared == Encoding::Utf8) { unicode } else { chinese }
}

/// Decodes the beginning of a file, as much as `most` bytes tell; of UTF-8 without the character that they cut.
pub fn beginning(bytes: &[u8], most: usize) -> Cow<'_, str> {
    let sample = &bytes[..bytes.len().min(most) & !1];
    let whole = &sample[..sample.len() - cut(sample)];
    let text = whole.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(whole);
    let text = UTF_8.decode_without_bom_handling_and_without_replacement(text);
    text.filter(|_| memchr(0, sample).is_none()).unwrap_or_else(|| decode(sample).text.into())
}

/// How many bytes at the end of UTF-8 are the beginning of a character.
fn cut(bytes: &[u8]) -> usize {
    let mut behind = bytes.iter().rev().take(3).zip(1..);
    behind.find(|(byte, _)| **byte & 0xC0 != 0x80).map_or(0, |(&lead, behind)| {
        let width = lead.leading_ones() as usize;
        if width > behind { behind } else { 0 }
    })
}

/// The encoding that a web page says it is in; it is only asked where its bytes fit none.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes[..bytes.len().min(SAMPLE)].to_ascii_lowercase();
    let word = b"charset=";
    let at = head.windows(word.len()).position(|part| part == word)? + word.len();
    let name = head[at..].trim_ascii_start();
    let name = name.strip_prefix(b"\"").or(name.strip_prefix(b"'")).unwrap_or(name);
    let gb = name.starts_with(b"gb") || name.starts_with(b"x-gb");
    if gb {
        return Some(Encoding::Gb18030);
    }
    name.starts_with(b"utf").then_some(Encoding::Utf8)
}

/// Whether a text is UTF-8 that lost a few bytes: nine of ten bytes above ASCII are part of whole Han characters and
/// the like, which GB18030 does not bring about.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut stray, mut at) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let trail = |behind: usize| bytes.get(at + behind).is_some_and(|byte| byte & 0xC0 == 0x80);
        at += match byte {
            0..=0x7F => 1,
            0xE0..=0xEF if trail(1) && trail(2) => {
                whole += 3;
                3
            }
            _ => {
                stray += 1;
                1
            }
        };
    }
    whole > stray * 9
}

/// Chinese text in UTF-16 has NUL, a Han page or a punctuation page as the high byte of nearly every pair.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    memchr(0, sample)?;
    let high = |side: usize| {
        let side = sample.iter().skip(side).step_by(2);
        side.filter(|&&byte| matches!(byte, 0 | 0x20 | 0x30 | 0x4E..=0x9F | 0xFF)).count()
    };
    let (even, odd, needed) = (high(0), high(1), sample.len() / 2 * 9 / 10);
    match (even >= needed, odd >= needed) {
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        (true, true) if odd > even => Some(Encoding::Utf16Le),
        (true, true) if even > odd => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Decodes bytes that are UTF-8 throughout.
fn whole(bytes: &[u8], encoding: Encoding) -> Option<Decoded> {
    let text = UTF_8.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    Some(Decoded { text, encoding, damage: Vec::new() })
}

fn utf8(bytes: &[u8], encoding: Encoding) -> Decoded {
    whole(bytes, encoding).unwrap_or_else(|| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let damage = replacements(&text);
        Decoded { text, encoding, damage }
    })
}

fn lossy(bytes: &[u8], encoding: Encoding) -> Decoded {
    let codec = match encoding {
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        _ => GB18030,
    };
    let (text, failed) = codec.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let damage = if failed { replacements(&text) } else { Vec::new() };
    Decoded { text, encoding, damage }
}

/// Runs of U+FFFD.
pub(super) fn replacements(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, mark) in text.match_indices('\u{FFFD}') {
        match runs.last_mut() {
            Some(run) if run.end as usize == at => run.end += mark.len() as u32,
            _ => runs.push(Span::new(at, at + mark.len())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: Encoding, text: &str) {
        let decoded = decode(bytes);
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
        assert!(decoded.damage.is_empty());
    }

    #[test]
    fn every_encoding_in_use_is_recognised() {
        let text = "某镇2023年政府信息公开工作年度报告\n一、总体情况\n";
        check(text.as_bytes(), Encoding::Utf8, text);
        check(&[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(), Encoding::Utf8Bom, text);
        check(&GB18030.encode(text).0, Encoding::Gb18030, text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&little, Encoding::Utf16Le, text);
        check(&big, Encoding::Utf16Be, text);
        check(&[&[0xFF, 0xFE], &little[..]].concat(), Encoding::Utf16Le, text);
        check(&[&[0xFE, 0xFF], &big[..]].concat(), Encoding::Utf16Be, text);
    }

    #[test]
    fn undecodable_bytes_are_placed() {
        let mut bytes = "主动公开".as_bytes().to_vec();
        bytes.extend([0xFF, 0xFF]);
        bytes.extend("信息".as_bytes());
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, Encoding::Utf8);
        assert_eq!(decoded.damage, [Span::new(12, 18)]);
    }

    #[test]
    fn damaged_pages_are_read_as_they_say() {
        let page = |charset: &str, text: &[u8]| {
            let head = format!("<meta charset=\"{charset}\"><p>");
            decode(&[head.as_bytes(), text].concat()).encoding
        };
        let mixed = [&b"\xB9\xAB\xFF\xFF\xB9"[..], "公开".as_bytes()].concat();
        assert_eq!(page("gb2312", &mixed), Encoding::Gb18030);
        assert_eq!(page("UTF-8", &mixed), Encoding::Utf8);
        assert_eq!(page("gb2312", "公开".as_bytes()), Encoding::Utf8);
    }
}

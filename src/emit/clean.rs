//! Characters that would act on a terminal or hide from the eye, made visible.

use std::{borrow::Cow, fmt::Write};

use unicode_width::UnicodeWidthChar;

/// Columns from one tab stop to the next.
pub(super) const TAB: usize = 4;

/// The text with every control and invisible character, line ends too, replaced by a visible one.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !may_hide(text) || hidden(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        push(&mut cleaned, char);
    }
    Cow::Owned(cleaned)
}

/// The characters of a text that [`push`] replaces, tabs and line ends among them, and where they stand.
pub(super) fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += plain(&text[at..]).0;
            let (here, char) = (at, text[at..].chars().next()?);
            at += char.len_utf8();
            if is_hidden(char) {
                return Some((here, char));
            }
        }
    })
}

/// Whether a text may have hidden characters: by its bytes three at a time and without a branch, so that many are asked
/// at once.
fn may_hide(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(second), Some(third)) = (bytes.get(1..), bytes.get(2..)) else { return true };
    let acts = |byte: u8| byte < b' ' || byte == 0x7F;
    let hides = bytes.iter().zip(second).zip(third).fold(false, |any, ((&one, &two), &three)| {
        let odd = matches!(one, 0xC2..0xE2 | 0xEA..=0xEE | 0xF0..);
        // “ ” — … are not, nor are 、 。 《 》 and （ ） ， ： ；.
        let quote = one == 0xE2 && !(two == 0x80 && (0x90..0xA8).contains(&three));
        let mark = one == 0xE3 && two != 0x80;
        let wide = one == 0xEF && two != 0xBC;
        any | acts(one) | odd | quote | mark | wide
    });
    hides || bytes.iter().rev().take(2).any(|&byte| acts(byte) || byte >= 0xC0)
}

/// The columns of a text, hidden characters as [`push`] shows them.
pub(super) fn width(text: &str) -> usize {
    measure(text, columns)
}

/// What the characters of a text come to, of which those of one column count one and Han ones two.
pub(super) fn measure(text: &str, cost: impl Fn(char) -> usize) -> usize {
    let (mut at, mut sum) = (0, 0);
    loop {
        let (bytes, columns) = plain(&text[at..]);
        at += bytes;
        sum += columns;
        let Some(char) = text[at..].chars().next() else { return sum };
        at += char.len_utf8();
        sum += cost(char);
    }
}

/// How many bytes a text begins with of what nearly all of a report is, and their columns: Han, most of its punctuation
/// and printable ASCII.
fn plain(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut columns) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        let han = usize::from(matches!(byte, 0xE4..=0xE9));
        if han == 1 || matches!(byte, b' '..=b'~') {
            at += 1 + 2 * han;
            columns += 1 + han;
        } else if matches!(bytes[at..], [0xE3, 0x80, 0..0xAA, ..] | [0xEF, 0xBC, 0x81..=0xBF, ..]) {
            // 、。《》 and ，：；（）.
            at += 3;
            columns += 2;
        } else {
            break;
        }
    }
    (at, columns)
}

/// As [`clean`], line by line: line ends stay.
pub(super) fn clean_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return clean(text);
    }
    text.lines().map(clean).collect::<Vec<_>>().join("\n").into()
}

/// Appends what is shown for `char`: itself, a control picture, or its number.
pub(super) fn push(text: &mut String, char: char) {
    match char {
        '\0'..='\x1F' => text.extend(char::from_u32(0x2400 + u32::from(char))),
        '\x7F' => text.push('\u{2421}'),
        _ if is_hidden(char) => {
            write!(text, "<U+{:04X}>", u32::from(char)).expect("a String takes every write");
        }
        _ => text.push(char),
    }
}

/// The columns that what [`push`] appends takes up, as codespan-reporting counts them.
pub(super) fn columns(char: char) -> usize {
    match char {
        // Nearly all of a report.
        '\0'..='\x7F' => 1,
        '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' => 2,
        _ if is_hidden(char) => "<U+>".len() + if u32::from(char) > 0xFFFF { 5 } else { 4 },
        _ => char.width().unwrap_or(0),
    }
}

/// Whether a terminal acts on the character or shows nothing for it.
fn is_hidden(char: char) -> bool {
    // Nearly all of a report is none of these.
    let plain = matches!(char,
        ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3100}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF60}');
    !plain && (char.is_control() || is_invisible(char))
}

fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' // Mongolian selectors
        | '\u{200B}'..='\u{200F}' // zero width, direction marks
        | '\u{2028}'..='\u{202E}' // line and paragraph separators, BiDi
        | '\u{2060}'..='\u{206F}' // word joiner, BiDi isolates
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E007F}') // tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_codespan_reporting() {
        let shown = ('\0'..=char::MAX).filter(|&char| !char.is_control() && !is_hidden(char));
        for char in shown {
            assert_eq!(columns(char), char.width().unwrap_or(0), "{char:?}");
            assert_eq!(width(&format!("共{char}1")), columns(char) + 3, "{char:?}");
        }
    }

    #[test]
    fn no_hidden_character_is_passed_over() {
        let text: String = ('\0'..=char::MAX).collect();
        let all = text.char_indices().filter(|&(_, char)| is_hidden(char));
        assert!(hidden(&text).eq(all));
        for char in ('\0'..=char::MAX).filter(|&char| is_hidden(char)) {
            let behind = ["共有1条", "。", "", ""].into_iter();
            for (before, behind) in ["", "共", "（共1", ""].into_iter().zip(behind) {
                let text = format!("{before}{char}{behind}");
                assert!(may_hide(&text), "{text:?}");
            }
        }
        assert!(!may_hide("“全年”共有《条例》、1,234条……（合计：2）"));
    }

    #[test]
    fn hidden_characters_show() {
        let cases = [
            ("年报\u{3000}１１条", "年报\u{3000}１１条"),
            ("\x1B[31m\0\r\n\t\x7F", "␛[31m␀␍␊␉␡"),
            ("\u{9B}31m", "<U+009B>31m"),
            ("\u{FEFF}甲\u{202E}乙\u{2066}丙\u{200B}", "<U+FEFF>甲<U+202E>乙<U+2066>丙<U+200B>"),
            ("\u{E0041}", "<U+E0041>"),
        ];
        for (text, shown) in cases {
            assert_eq!(clean(text), shown);
            let columns: usize = text.chars().map(columns).sum();
            assert_eq!(columns, shown.chars().map(|char| char.width().unwrap_or(9)).sum::<usize>());
        }
    }
}

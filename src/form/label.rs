//! Labels of forms and how they are compared with what a report has.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::source::fold::folded;

/// A label as printed on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As written in the form's file.
    pub text: String,
    /// Folded, without blanks.
    pub folded: String,
    /// What is compared: without number, added brackets and quotes.
    pub core: String,
    /// The text of its brackets, where it has some.
    pub bracket: Option<String>,
}

impl Label {
    /// A label of this wording.
    pub fn new(text: &str) -> Self {
        let folded = folded(text).into_owned();
        let core = core(&folded).into_owned();
        let bracket = bracket(&folded).map(str::to_owned);
        Self { text: text.to_owned(), folded, core, bracket }
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

/// Reduces a folded label to what is compared: number, `其中`, quotes, blanks and appended brackets go.
pub fn core(folded: &str) -> Cow<'_, str> {
    core_if(folded, |_| true).unwrap_or_default()
}

/// The core of a folded label, unless what it begins with, which is told first, is refused.
pub(super) fn core_if(folded: &str, may_begin: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
    let text = folded.trim_ascii();
    if is_digits(text) {
        return may_begin(text).then_some(Cow::Borrowed(text));
    }
    let text = without_lead(text);
    let head = &text[..counting(text)];
    (head.is_empty() || may_begin(head)).then(|| without_marks(text, head.len()))
}

/// A label without the marks and brackets behind a beginning of so many bytes that has none.
fn without_marks(text: &str, head: usize) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut run, mut at) = (0, head);
    loop {
        at += counting(&text[at..]);
        let Some(char) = text[at..].chars().next() else { break };
        let gone = gone(&text[at..]);
        if gone > 0 {
            kept.push_str(&text[run..at]);
            run = at + gone;
            at = run;
        } else {
            at += char.len_utf8();
        }
    }
    let core = if run == 0 {
        Cow::Borrowed(text)
    } else {
        kept.push_str(&text[run..]);
        Cow::Owned(kept)
    };
    let inside = if core.is_empty() { bracket(text) } else { None };
    inside.map_or(core, Cow::Borrowed)
}

/// What the core of a label begins with, of which this is the beginning, folded; empty where that can't be told yet.
pub(super) fn head(folded: &str) -> &str {
    let text = without_lead(folded.trim_ascii());
    // What may turn out to belong to the lead when the text goes on.
    let lead = |char: char| is_han_digit(char) || char.is_ascii_digit() || char == '其';
    text[..counting(text)].trim_end_matches(lead)
}

/// A label without the numbers, marks and `其中` before it.
fn without_lead(label: &str) -> &str {
    let mut rest = label;
    loop {
        let mut shorter = rest;
        while let Some(behind) = shorter.strip_prefix("其中") {
            shorter = behind;
        }
        let marks = |char| matches!(char, '：' | '，' | '、' | '.' | '#' | '*' | '-' | ' ');
        let shorter = shorter.trim_start_matches(marks);
        let shorter = without_number(shorter).unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// How many bytes at the beginning of a text do not count: a mark, or brackets with what they hold.
fn gone(text: &str) -> usize {
    match text.chars().next() {
        Some('（') => match text.find('）') {
            Some(close) if is_ordinal(&text['（'.len_utf8()..close]) => 0,
            Some(close) => close + '）'.len_utf8(),
            None => text.len(),
        },
        Some(mark @ ('"' | '\'' | ' ' | '\n' | '*' | '《' | '》' | '：' | '。')) => {
            mark.len_utf8()
        }
        _ => 0,
    }
}

/// How many bytes at the beginning of a text surely count.
fn counting(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            // Han.
            0xE4..=0xE9 => 3,
            // With the last two begin the marks that are not ASCII.
            b'"' | b'\'' | b' ' | b'\n' | b'*' | 0xE3 | 0xEF => break,
            _ => 1,
        };
    }
    at
}

/// Whether two texts are the same to seven of ten characters.
pub(super) fn is_like(one: &str, other: &str) -> bool {
    likeness(one, other) >= LIKE
}

/// How like two texts are, 1 for the same; 0 where lengths or characters alone make them differ in
/// more than three of ten.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    let (short, long) = (one_length.min(other_length), one_length.max(other_length));
    let differ = |shared: usize| shared * 10 < long * 7;
    if differ(short) {
        return 0.0;
    }
    if differ(at_most_shared(one, other)) {
        return 0.0;
    }
    strsim::normalized_levenshtein(one, other)
}

/// No fewer characters than two texts have in common.
pub fn at_most_shared(one: &str, other: &str) -> usize {
    let (mut known, mut length) = (0, 0);
    for char in one.chars() {
        known |= bit(char);
        length += 1;
    }
    length.min(other.chars().filter(|&char| known & bit(char) != 0).count())
}

const LIKE: f64 = 0.7;

/// One of 64 bits, spread over the characters.
fn bit(char: char) -> u64 {
    1 << (u32::from(char).wrapping_mul(0x9E37_79B1) >> 26)
}

/// The text of the first pair of brackets that holds words.
pub fn bracket(folded: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(open) = folded[from..].find('（') {
        let start = from + open + '（'.len_utf8();
        let close = start + folded[start..].find('）').unwrap_or(folded.len() - start);
        if !is_ordinal(&folded[start..close]) {
            return Some(&folded[start..close]);
        }
        from = close;
    }
    None
}

/// Takes a leading number off: `一、` `（一）` `1.` `1 .` `1、` `（1）`; `None` where there is none.
pub(crate) fn without_number(text: &str) -> Option<&str> {
    let length = match text.chars().next()? {
        '（' => {
            let (inside, behind) = text['（'.len_utf8()..].split_once('）')?;
            let short = inside.len() < 3 && !inside.is_empty() && is_digits(inside);
            return (short || is_ordinal(inside)).then_some(behind);
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            Some(digits).filter(|&digits| digits < 3)?
        }
        char if is_han_digit(char) => text.len() - text.trim_start_matches(is_han_digit).len(),
        _ => return None,
    };
    let rest = text[length..].trim_start_matches(' ');
    let mark =
        rest.chars().next().filter(|char| matches!(char, '、' | '.' | '．' | '，' | '）'))?;
    let rest = &rest[mark.len_utf8()..];
    let decimal = mark == '.' && rest.starts_with(|char: char| char.is_ascii_digit());
    (!decimal).then_some(rest)
}

fn is_han_digit(char: char) -> bool {
    matches!(char, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn is_ordinal(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_han_digit)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_quotes_and_appended_brackets_do_not_count() {
        let cases = [
            ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
            ("3.危及“三安全一稳定”", "危及三安全一稳定"),
            ("1、 申请人", "申请人"),
            ("规 章(设区的市应提供)", "规章"),
            ("第二十条第（五）项", "第二十条第（五）项"),
            ("其中：1.涉及国家秘密", "涉及国家秘密"),
            ("本年(2023)制发件数", "本年制发件数"),
            ("三安全一稳定", "三安全一稳定"),
        ];
        for (label, expected) in cases {
            assert_eq!(core(&folded(label)), expected, "{label}");
        }
        // A report's text keeps blanks between figures and marks.
        assert_eq!(core("8 .属于行政查询事项"), "属于行政查询事项");
        assert_eq!(without_number("3 .5"), None);
    }
}

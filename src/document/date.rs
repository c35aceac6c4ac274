//! Dates as reports write them, and the periods that two of them bound.

use std::{ops::Range, sync::LazyLock};

use super::{quantity::Number, scan::Scan};
use crate::source::WordList;

/// A date, or what is left of one; offsets are bytes of the folded text it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Four digits.
    pub year: Option<u16>,
    /// 1–12 as stated, unchecked.
    pub month: Option<u8>,
    /// 1–31 as stated, unchecked.
    pub day: Option<u8>,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether a conversion lost its 年 or 月 (`20231月1日`, `2018年1231日`).
    pub damaged: bool,
}

impl Date {
    /// Year, month and day, where all are stated.
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        Some((self.year?, self.month?, self.day?))
    }
}

/// Every date in folded text, left to right.
///
/// Each has a mark, 年 or the like, with nothing before it but figures and the words of `may_begin`: so marks are
/// looked for, and a date where one may begin before them.
pub fn dates(text: &str) -> Vec<Date> {
    let mut dates = Vec::new();
    let (mut read, mut from) = (0, 0);
    while let Some(mark) = mark(text.as_bytes(), from) {
        from = mark + 1;
        if let Some(date) = starts(text, read, mark).find_map(|start| date_at(text, start)) {
            (read, from) = (date.range.end, date.range.end);
            dates.push(date);
        }
    }
    dates
}

/// Every damaged date has one of these: a figure right before 月 or 日.
pub static DAMAGED: LazyLock<WordList> = LazyLock::new(|| {
    let words = (0..10).flat_map(|digit| ["月", "日"].map(|mark| format!("{digit}{mark}")));
    words.collect::<Vec<_>>().into()
});

/// The dates in folded text that lost their 年 or 月.
pub fn damaged(text: &str) -> Vec<Date> {
    let mut dates = dates(text);
    dates.retain(|date| date.damaged);
    dates
}

/// The first 年, 月 or 日 from here on, or a mark behind a figure: what a date has behind its first part.
fn mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let found = match byte {
            b'-' | b'.' | b'/' => at > 0 && bytes[at - 1].is_ascii_digit(),
            // 年, 月 and 日.
            0xE5 => matches!(bytes[at + 1..], [0xB9, 0xB4, ..]),
            0xE6 => matches!(bytes[at + 1..], [0x9C, 0x88, ..] | [0x97, 0xA5, ..]),
            _ => false,
        };
        if found {
            return Some(at);
        }
        at += if *byte < 0xE0 { 1 } else { 3 };
    }
    None
}

/// The most characters that a date has before its first mark: `20231231日`.
const LEAD: usize = 8;

/// Where a date may begin whose first mark is this one and which starts no earlier than `from`; from left to right.
fn starts(text: &str, from: usize, mark: usize) -> impl Iterator<Item = usize> {
    let before = text[from..mark].char_indices().rev().take(LEAD);
    let first = before.take_while(|(_, char)| may_begin(*char)).last();
    let first = first.map_or(mark, |(at, _)| from + at);
    text[first..mark].char_indices().map(move |(at, _)| first + at)
}

fn may_begin(char: char) -> bool {
    char.is_ascii_digit()
        || is_numeral(char)
        || matches!(char, '元' | '本' | '当' | '全' | '上' | '同')
}

fn is_numeral(char: char) -> bool {
    matches!(
        char,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The date that begins here. A damaged one comes first, or it would be read as a shorter sound one.
fn date_at(text: &str, start: usize) -> Option<Date> {
    let scan = Scan::new(text, start);
    let mut behind = scan;
    if century(&mut behind).is_none() {
        return words(scan);
    }
    match behind.rest().as_bytes().first()? {
        b'0'..=b'9' => joined(scan).or_else(|| run(scan)),
        b'-' | b'.' | b'/' => figures(scan),
        _ => run(scan).or_else(|| words(scan)),
    }
}

/// `20231月1日`: year and month without a mark between.
fn joined(mut scan: Scan) -> Option<Date> {
    let start = scan.at;
    let year = century(&mut scan)?;
    let month = scan.digits(1..=2)?;
    scan.word(&["月"])?;
    let day = scan.digits(1..=2)?;
    scan.word(&["日", "号"]);
    let (month, day) = (small(month), small(day));
    Some(Date { year: year_of(year), month, day, range: start..scan.at, damaged: true })
}

/// `2018年1231日`, `20181231日`: month and day without a mark between.
fn run(mut scan: Scan) -> Option<Date> {
    let start = scan.at;
    let year = century(&mut scan)?;
    scan.word(&["年"]);
    let (month, day) = split_run(scan.digits(2..=4)?);
    scan.word(&["日"])?;
    Some(Date { year: year_of(year), month, day, range: start..scan.at, damaged: true })
}

/// `2023.12.31`
fn figures(mut scan: Scan) -> Option<Date> {
    let start = scan.at;
    let year = century(&mut scan)?;
    scan.word(&["-", ".", "/"])?;
    let month = scan.digits(1..=2)?;
    scan.word(&["-", ".", "/"])?;
    let day = scan.digits(1..=2)?;
    let (month, day) = (small(month), small(day));
    Some(Date { year: year_of(year), month, day, range: start..scan.at, damaged: false })
}

/// `2023年12月31日`, `本年1月`, `二〇二三年度`: with its words, as far as it is stated.
fn words(mut scan: Scan) -> Option<Date> {
    let start = scan.at;
    let year = year(&mut scan);
    if year.is_none() {
        scan.word(&[
            "本年度",
            "本年",
            "当年",
            "全年",
            "上一年度",
            "上一年",
            "上年度",
            "上年",
            "同年",
        ]);
    }
    let month = month(&mut scan);
    month.or(year)?;
    let day = month.and_then(|_| day(&mut scan));
    let (year, month, day) = (year.and_then(year_of), month.and_then(small), day.and_then(small));
    Some(Date { year, month, day, range: start..scan.at, damaged: false })
}

/// A year of this century or the last in figures.
fn century<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let rest = scan.rest();
    if rest.starts_with("20") || rest.starts_with("19") { scan.digits(4..=4) } else { None }
}

/// A year in figures or numerals with its 年.
fn year<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let mut ahead = *scan;
    let year = century(&mut ahead)
        .or_else(|| ahead.run(4..=4, is_numeral).filter(|year| year.starts_with(['一', '二'])))?;
    ahead.word(&["年度", "年"])?;
    *scan = ahead;
    Some(year)
}

/// A month with its 月.
fn month<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let mut ahead = *scan;
    let month = ahead.digits(1..=2).or_else(|| ahead.run(1..=3, is_numeral));
    let month = month.or_else(|| ahead.word(&["元"]))?;
    ahead.word(&["月份", "月"])?;
    *scan = ahead;
    Some(month)
}

/// A day with its 日.
fn day<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let mut ahead = *scan;
    let day = ahead.digits(1..=2).or_else(|| ahead.run(1..=3, is_numeral))?;
    ahead.word(&["日", "号"])?;
    *scan = ahead;
    Some(day)
}

/// Month and day of digits that ran together: `11` is 1月1日, `1231` 12月31日; `111` could be two dates.
fn split_run(run: &str) -> (Option<u8>, Option<u8>) {
    match run.len() {
        2 => (run[..1].parse().ok(), run[1..].parse().ok()),
        4 => (run[..2].parse().ok(), run[2..].parse().ok()),
        _ => (None, None),
    }
}

/// A year in figures or in Han digits one by one.
pub fn year_of(text: &str) -> Option<u16> {
    if text.is_ascii() {
        return text.parse().ok();
    }
    text.chars().try_fold(0u16, |year, char| {
        let digit = "〇一二三四五六七八九"
            .chars()
            .position(|known| known == char)
            .or((char == '零').then_some(0))?;
        Some(year * 10 + digit as u16)
    })
}

fn small(text: &str) -> Option<u8> {
    if text == "元" {
        return Some(1);
    }
    if text.is_ascii() {
        return text.parse().ok();
    }
    let number = Number::parse_han(text)?;
    (1..=31).find(|&value| Number::whole(i64::from(value)) == number)
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    /// What [`dates`] finds, as a pattern.
    ///
    /// Invariant: alternatives are ordered so that a damaged date is not read as a shorter sound one.
    const PATTERN: &str = r"(?x)
          (?:19|20)[0-9]{2}[0-9]{1,2}月[0-9]{1,2}[日号]?
        | (?:19|20)[0-9]{2}年[0-9]{2,4}日
        | (?:19|20)[0-9]{2}[0-9]{2,4}日
        | (?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}
        | (?:(?:(?:19|20)[0-9]{2}|[一二][HAN]{3})年度?|本年度?|当年|全年|上一?年度?|同年)?
          (?:[0-9]{1,2}|[HAN]{1,3}|元)月份?(?:(?:[0-9]{1,2}|[HAN]{1,3})[日号])?
        | (?:(?:19|20)[0-9]{2}|[一二][HAN]{3})年度?";

    #[test]
    fn dates_stand_where_the_pattern_says() {
        let pattern = PATTERN.replace("HAN", "〇零一二三四五六七八九十");
        let pattern = Regex::new(&pattern).expect("the pattern is valid");
        let words = [
            "20", "19", "2023", "1", "2", "31", "年", "年", "年度", "月", "月", "月份", "日", "号",
            "-", ".", "/", "一", "二", "三", "十", "〇", "元", "本", "当", "全", "上", "同", "至",
            "é", "𠀀",
        ];
        let mut seed = 1u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(words[(seed >> 33) as usize % words.len()]);
            }
            let expected: Vec<_> = pattern.find_iter(&text).map(|found| found.range()).collect();
            let found: Vec<_> = dates(&text).into_iter().map(|date| date.range).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn dates_in_every_wording() {
        let show = |text: &str| {
            let one = |date: &Date| {
                let part = |value: Option<u16>| value.map_or("?".into(), |value| value.to_string());
                let mark = if date.damaged { "!" } else { "" };
                format!(
                    "{}-{}-{}{mark}",
                    part(date.year),
                    part(date.month.map(u16::from)),
                    part(date.day.map(u16::from))
                )
            };
            dates(text).iter().map(one).collect::<Vec<_>>().join(" ")
        };
        let cases = [
            ("自2019年1月1日起至12月31日止", "2019-1-1 ?-12-31"),
            ("二〇二三年一月一日至十二月三十一日", "2023-1-1 ?-12-31"),
            ("20231月1日起至202312月31日", "2023-1-1! 2023-12-31!"),
            ("202011日起，至20201231日", "2020-1-1! 2020-12-31!"),
            ("2018年11日至2018年1231日", "2018-1-1! 2018-12-31!"),
            ("2023.1.1-2023.12.31", "2023-1-1 2023-12-31"),
            ("发布时间：2016-12-30 16:38", "2016-12-30"),
            ("2021年度，2020年", "2021-?-? 2020-?-?"),
            ("2024年1月至12月", "2024-1-? ?-12-?"),
            ("国办公开办函〔2021〕30号", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

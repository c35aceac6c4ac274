//! Dates as reports write them, and the periods that two of them bound.

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::quantity::Number;

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

/// Invariant: alternatives are ordered so that a damaged date is not read as a shorter sound one.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let han = "〇零一二三四五六七八九十";
    Regex::new(&format!(
        r"(?x)
          (?P<ly>(?:19|20)[0-9]{{2}})(?P<lm>[0-9]{{1,2}})月(?P<ld>[0-9]{{1,2}})[日号]?
        | (?P<my>(?:19|20)[0-9]{{2}})年(?P<md>[0-9]{{2,4}})日
        | (?P<ny>(?:19|20)[0-9]{{2}})(?P<nd>[0-9]{{2,4}})日
        | (?P<sy>(?:19|20)[0-9]{{2}})[-./](?P<sm>[0-9]{{1,2}})[-./](?P<sd>[0-9]{{1,2}})
        | (?:(?P<y>(?:19|20)[0-9]{{2}}|[一二][{han}]{{3}})年度?|(?P<rel>本年度?|当年|全年|上一?年度?|同年))?
          (?P<m>[0-9]{{1,2}}|[{han}]{{1,3}}|元)月份?(?:(?P<d>[0-9]{{1,2}}|[{han}]{{1,3}})[日号])?
        | (?P<oy>(?:19|20)[0-9]{{2}}|[一二][{han}]{{3}})年度?"
    ))
    .expect("the pattern is valid")
});

/// Every date in folded text, left to right.
pub fn dates(text: &str) -> Vec<Date> {
    DATE.captures_iter(text).filter_map(|found| date(&found)).collect()
}

/// The dates in folded text that lost their 年 or 月; a text without any is told from its digits alone.
pub fn damaged(text: &str) -> Vec<Date> {
    let bytes = text.as_bytes();
    let mut suspect = false;
    let mut digits = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            digits += 1;
        } else if digits > 0 {
            let (before, behind) = (&text[..at - digits], &text[at..]);
            let day = behind.starts_with('日');
            suspect |= digits >= 5 && (day || behind.starts_with('月'))
                || digits >= 2 && day && before.ends_with('年');
            digits = 0;
        }
    }
    if suspect { dates(text).into_iter().filter(|date| date.damaged).collect() } else { Vec::new() }
}

fn date(found: &Captures) -> Option<Date> {
    let text = |name: &str| found.name(name).map(|group| group.as_str());
    let whole = found.get(0)?;
    let make = |year: Option<&str>, month, day, damaged| Date {
        year: year.and_then(year_of),
        month,
        day,
        range: whole.range(),
        damaged,
    };
    if let Some(year) = text("ly") {
        return Some(make(
            Some(year),
            text("lm").and_then(small),
            text("ld").and_then(small),
            true,
        ));
    }
    if let Some((year, run)) = text("my").zip(text("md")).or(text("ny").zip(text("nd"))) {
        let (month, day) = split_run(run);
        return Some(make(Some(year), month, day, true));
    }
    if let Some(year) = text("sy") {
        return Some(make(
            Some(year),
            text("sm").and_then(small),
            text("sd").and_then(small),
            false,
        ));
    }
    if let Some(year) = text("oy") {
        return Some(make(Some(year), None, None, false));
    }
    Some(make(text("y"), text("m").and_then(small), text("d").and_then(small), false))
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
    use super::*;

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

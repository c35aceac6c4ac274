//! Years that running text names: at the head of sentences, outside quotations; whether the report year is contested.

use std::{borrow::Cow, collections::BTreeSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Document, period::Period, scan::Scan, sentence::Sentence};
use crate::source::Place;

/// A year at the head of a sentence, which tells when what it says was so.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The year.
    pub year: u16,
    /// The year with its 年.
    pub place: Place,
    /// The sentence it opens.
    pub sentence: Place,
}

/// Every sentence that opens with a year; dates with a month tell of events and are left out.
pub fn openings(document: &Document) -> impl Iterator<Item = (Opening, &Sentence)> {
    document.prose.sentences.iter().filter(|sentence| sentence.digits).filter_map(|sentence| {
        let (year, range) = opening(document.shadow.slice(sentence.place))?;
        let place = sentence.place.part(range.start, range.end);
        Some((Opening { year, place, sentence: sentence.place }, sentence))
    })
}

/// The year that one sentence opens with, be it behind numbers and names: `（一）主动公开：2019年`.
fn opening(text: &str) -> Option<(u16, Range<usize>)> {
    if !text.contains("20") {
        return None;
    }
    let mut reached = BTreeSet::from([0]);
    while let Some(at) = reached.pop_first() {
        let mut scan = Scan::new(text, at);
        let year = scan.digits(4..=4).filter(|year| year.starts_with("20"));
        if let Some(year) = year.filter(|_| scan.word(&["年"]).is_some()) {
            let month = scan.rest().starts_with(|char: char| char.is_ascii_digit());
            return year.parse().ok().filter(|_| !month).map(|year| (year, at..scan.at));
        }
        let scan = Scan::new(text, at);
        reached.extend([number(scan), name(scan), ordinal(scan)].into_iter().flatten());
    }
    None
}

/// Where a number before a sentence ends: `（一）`, `1.`.
fn number(mut scan: Scan) -> Option<usize> {
    scan.word(&["（"]);
    scan.run(1..=3, |char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char))?;
    scan.word(&["）", "、", "."])?;
    Some(scan.at)
}

/// Where a name before a sentence ends: `主动公开：`.
fn name(mut scan: Scan) -> Option<usize> {
    let ends = |char: char| char.is_ascii_digit() || matches!(char, '，' | '。' | '；' | '：');
    scan.run(1..=16, |char| !ends(char))?;
    scan.word(&["："])?;
    Some(scan.at)
}

/// Where `一是` before a sentence ends.
fn ordinal(mut scan: Scan) -> Option<usize> {
    scan.word(&["一", "二", "三", "四", "五", "六"])?;
    scan.word(&["是"])?;
    Some(scan.at)
}

/// What ends a clause.
const MARKS: [char; 6] = ['，', '；', '：', '。', '）', '、'];

/// Every year that opens a clause, `2019年` or `2019年度`, with the comma behind it.
pub fn heading_clauses(text: &str) -> impl Iterator<Item = (u16, Range<usize>)> {
    let opens = |at: usize| at == 0 || text[..at].ends_with(MARKS);
    let starts = text.match_indices("20").map(|(at, _)| at);
    starts.filter(move |&at| opens(at)).filter_map(|at| {
        let mut scan = Scan::new(text, at);
        let year = scan.digits(4..=4)?.parse().ok()?;
        scan.word(&["年度", "年"])?;
        scan.word(&["，"]);
        Some((year, at..scan.at))
    })
}

/// A text with what stands in book-title marks and quotes blanked out, byte for byte.
pub fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.contains(['《', '"']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut quoted) = (0i32, false);
    let closed = text.matches('"').count().is_multiple_of(2);
    for char in text.chars() {
        match char {
            '《' => depth += 1,
            '》' => depth = (depth - 1).max(0),
            '"' if closed => quoted = !quoted,
            _ if depth == 0 && !quoted => {
                out.push(char);
                continue;
            }
            _ => {}
        }
        out.extend(std::iter::repeat_n('_', char.len_utf8()));
    }
    out.into()
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let (number, month) = ("[0-9一二两三四五六七八九十几多]", "(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)");
    let year = "20[0-9]{2}年?度?";
    Regex::new(&format!(
        "(?P<several>近(?:{number}{{1,2}}|些)?个?年|近(?:{number}{{1,2}})年度|[0-9二两三四五六七八九十几多]年[来间]|五\"?期间|任期\
         |{year}(?:至|到|-|—|~|、|和|与){year})\
         |(?P<one>(?:{year}{month}?|[今本当全去上前一]年度?|年初|{month})(?:以来)?)|(?P<since>以来)"
    ))
    .expect("the pattern is valid")
});

/// Whether the last words of time in a text tell of several years: `近三年`, `五年来`, `修订以来`, `2021年至2023年`.
pub fn tells_several(text: &str) -> bool {
    TIME.captures_iter(text).last().is_some_and(|found| found.name("one").is_none())
}

/// Whether the period is stated for another year.
pub fn period_differs(document: &Document, year: u16) -> bool {
    let period = document.periods.first().and_then(Period::year);
    period.is_some_and(|stated| stated != year)
}

/// Whether the report itself casts doubt on its year: its period states another one, or it is dated before the year's
/// second half, as where a title names the year of publication.
pub fn is_contested(document: &Document, year: u16) -> bool {
    let dated = [&document.ending.signature, &document.ending.published];
    let early = dated.into_iter().flatten().any(|signed| {
        let month = signed.date.month.unwrap_or(12);
        signed.date.year.is_some_and(|dated| dated < year || dated == year && month <= 6)
    });
    early || period_differs(document, year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_open_with_years_in_every_numbering() {
        let cases = [
            ("2019年，我镇公开信息3条。", Some("2019年")),
            ("（一）主动公开：2019年度公开3条。", Some("2019年")),
            ("1.2025年，公开3条。", Some("2025年")),
            ("2008年5月1日《条例》施行。", None),
            ("按照2019年要点，公开3条。", None),
        ];
        for (text, expected) in cases {
            let found = opening(text).map(|(_, range)| &text[range]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn years_head_clauses() {
        let text = "2019年，我局将改进；2020年度公开，在2021年底，20年、2022，2023年";
        let found: Vec<_> = heading_clauses(text).map(|(_, range)| &text[range]).collect();
        assert_eq!(found, ["2019年，", "2020年度", "2023年"]);
    }

    #[test]
    fn words_of_several_years_are_told_from_those_of_one() {
        let several = [
            "近三年，我局累计",
            "近年来，",
            "五年来共",
            "《条例》修订以来，",
            "2021年至2023年，共",
            "2022-2023年",
        ];
        let one = [
            "今年以来，",
            "2023年以来，",
            "近年来不断改进，2023年共",
            "2023年1月1日至12月31日，",
            "成立以来，全年",
            "",
        ];
        assert_eq!(several.map(tells_several), [true; 6]);
        assert_eq!(one.map(tells_several), [false; 6]);
    }

    #[test]
    fn quotations_are_blanked_in_place() {
        let text = "印发《2019年要点》，“2018年”公开3条";
        let bare = unquoted(text);
        assert_eq!(bare.len(), text.len());
        assert!(!bare.contains("2019") && bare.ends_with("公开3条"));
    }
}

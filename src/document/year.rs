//! Years that running text names: at the head of sentences, outside quotations; whether the report year is contested.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Document, date::year_of, period::Period, sentence::Sentence};
use crate::source::{Place, WordList};

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

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    let number = "（?[0-9一二三四五六七八九十]{1,3}[）、.]";
    let year = "20[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2}";
    Regex::new(&format!(
        "^(?:{number}|[^，。；：0-9]{{1,16}}：|[一二三四五六]是)*(?:在|截至|截止到?)?(({year})年)"
    ))
    .expect("the pattern is valid")
});
/// One of these stands in every year.
static CENTURY: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["20", "二〇", "二零"]));

/// Every sentence that opens with a year; dates with a month tell of events and are left out.
pub fn openings(document: &Document) -> impl Iterator<Item = (Opening, &Sentence)> {
    document.prose.sentences.iter().filter_map(|sentence| {
        let passage = sentence.passage(document);
        let (year, range) = passage.has_any(&CENTURY).then(|| opening(passage.text)).flatten()?;
        let place = sentence.place.part(range.start, range.end);
        Some((Opening { year, place, sentence: sentence.place }, sentence))
    })
}

/// The year that one sentence opens with.
fn opening(text: &str) -> Option<(u16, Range<usize>)> {
    let found = OPENING.captures(text)?;
    let (year, digits) = (found.get(1)?, found.get(2)?);
    let (before, behind) = (&text[..year.start()], &text[year.end()..]);
    let other = before.ends_with(['在', '至', '止', '到'])
        && !behind.starts_with(['，', '底', '末'])
        || behind.starts_with(is_digit);
    Some((year_of(digits.as_str()).filter(|_| !other)?, year.range()))
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || "一二三四五六七八九十".contains(char)
}

/// A year in figures and in Han digits, as text would name it.
pub fn names(year: u16) -> WordList {
    let figures = year.to_string();
    let han = |zero: char| -> String {
        let digits = [zero, '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        figures.bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
    };
    vec![han('〇'), han('零'), figures].into()
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
            ("截至2019年底，公开3条。", Some("2019年")),
            ("二〇一一年，我局公开3条。", Some("二〇一一年")),
            ("2008年5月1日《条例》施行。", None),
            ("在2019年全市会议上，我局作了交流。", None),
            ("二〇〇八年五月一日，《条例》施行。", None),
            ("按照2019年要点，公开3条。", None),
        ];
        for (text, expected) in cases {
            let found = opening(text).map(|(_, range)| &text[range]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn years_are_named_in_both_ways() {
        let names: Vec<String> = names(2010).iter().map(str::to_owned).collect();
        assert_eq!(names, ["二〇一〇", "二零一零", "2010"]);
    }

    #[test]
    fn quotations_are_blanked_in_place() {
        let text = "印发《2019年要点》，“2018年”公开3条";
        let bare = unquoted(text);
        assert_eq!(bare.len(), text.len());
        assert!(!bare.contains("2019") && bare.ends_with("公开3条"));
    }
}

//! Years that running text names: at the head of sentences, outside quotations; whether the report year is contested.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{
    Document,
    date::{Date, dates, year_of},
    period::Period,
    scan::Scan,
    sentence::Sentence,
};
use crate::source::{Passage, Place, WordList};

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

/// One of these stands in every year.
static CENTURY: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["20", "二〇", "二零"]));

/// Every sentence that opens with a year; dates with a month tell of events and are left out.
pub fn openings(document: &Document) -> impl Iterator<Item = (Opening, &Sentence)> {
    let likely = document.prose.likely([&*CENTURY]);
    likely.filter_map(|sentence| Some((opening_of(document, sentence)?, sentence)))
}

/// The year that a sentence opens with.
pub fn opening_of(document: &Document, sentence: &Sentence) -> Option<Opening> {
    let passage = sentence.passage(document);
    let (year, range) = passage.has_any(&CENTURY).then(|| opening(passage.text)).flatten()?;
    let place = sentence.place.part(range.start, range.end);
    Some(Opening { year, place, sentence: sentence.place })
}

/// The sentence that the first section opens with.
pub fn first_sentence(document: &Document) -> Option<&Sentence> {
    let section = document.sections.iter().find(|section| section.level == 1)?;
    let sentences = &document.prose.sentences;
    sentences.get(sentences.partition_point(|one| one.place.start < section.place.end))
}

/// The year that one sentence opens with, be it behind numbers and names: `（一）主动公开：2019年`.
fn opening(text: &str) -> Option<(u16, Range<usize>)> {
    // The nearest last.
    let mut reached = vec![0];
    while let Some(at) = reached.pop() {
        let mut scan = Scan::new(text, at);
        scan.word(&["在", "截至", "截止到", "截止"]);
        let start = scan.at;
        let year = scan.digits(4..=4).or_else(|| scan.run(4..=4, is_han_digit)).and_then(year_of);
        let year = year.filter(|year| (2000..2100).contains(year));
        if let Some(year) = year.filter(|_| scan.word(&["年"]).is_some()) {
            let ends = text[..start].ends_with(['在', '至', '止', '到'])
                && !scan.rest().starts_with(['，', '底', '末']);
            let month = scan.rest().starts_with(is_digit);
            return (!ends && !month).then_some((year, start..scan.at));
        }
        let scan = Scan::new(text, at);
        reached.extend([number(scan), name(scan), ordinal(scan)].into_iter().flatten());
        reached.sort_unstable_by(|one, other| other.cmp(one));
        reached.dedup();
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

/// Every year that opens a clause or stands behind 是, `2019年`, `2019年度` or `一是在2019年的工作中`, with the comma
/// behind it.
pub fn heading_clauses(text: &str) -> impl Iterator<Item = (u16, Range<usize>)> {
    let opens =
        |before: &str| before.is_empty() || before.ends_with(MARKS) || before.ends_with('是');
    let starts = text.match_indices("20").map(|(at, _)| at);
    starts.filter_map(move |at| {
        let mut scan = Scan::new(text, at);
        let year = scan.digits(4..=4)?.parse().ok()?;
        scan.word(&["年度", "年"])?;
        let work = scan.word(&["的工作中", "工作中"]).is_some();
        let before = &text[..at];
        let before = if work { before.strip_suffix('在').unwrap_or(before) } else { before };
        if !opens(before) {
            return None;
        }
        scan.word(&["，"]);
        Some((year, at..scan.at))
    })
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || char == '十' || is_han_digit(char)
}

fn is_han_digit(char: char) -> bool {
    "〇零一二三四五六七八九".contains(char)
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

/// One of these stands where several years or a month are told of.
static TIMES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "近", "年来", "以来", "年间", "期间", "任期", "至20", "到20", "-20", "—20", "~20", "、20",
        "和20", "与20", "至今", "到今", "月",
    ])
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let (number, year, month) =
        ("[0-9一二两三四五六七八九十几多]", "20[0-9]{2}年?度?", "[0-9]{1,2}月份?");
    let to = "(?:至|到|-|—|~|、|和|与)";
    Regex::new(&format!(
        "近(?:{number}{{1,2}}|些)?个?年|近{number}{{1,2}}年度|[0-9二两三四五六七八九十几多]年[来间]|五\"?期间|任期\
         |{year}{to}{year}\
         |[自从](?:(?P<since>20[0-9]{{2}})年[^，。；]{{0,24}}?|[^，。；0-9]{{0,16}}(?:施行|实施|公布|成立|组建|挂牌))\
          [至到](?:今|(?P<until>20[0-9]{{2}})年)\
         |(?P<one>(?:{year})?(?:1(?:月份?)?{to}12月份?|{month}(?:[0-9]{{1,2}}日|底|末))(?:以来)?\
         |(?:截[至止]到?{year}{month}|{year}|[今本当全去上前一]年度?|年初)(?:以来)?)\
         |{month}|以来"
    ))
    .expect("the pattern is valid")
});

/// Whether the last words of time in a text tell of several years or a month: `近三年`, `五年来`, `修订以来`,
/// `2021年至2023年`, `自2008年施行至2023年底`, `3月`.
pub fn tells_no_one_year(text: Passage) -> bool {
    let several = |found: Captures| {
        let year = |name| found.name(name).map(|year| year.as_str());
        year("one").is_none() && (year("since").is_none() || year("since") != year("until"))
    };
    text.has_any(&TIMES) && TIME.captures_iter(text.text).last().is_some_and(several)
}

/// The year that a text last tells of; not that which something was carried over from (`2022年结转`).
pub fn told_last(text: &str) -> Option<u16> {
    let carried = |date: &Date| {
        let behind = text[date.range.end..].trim_start_matches('度').trim_start_matches('的');
        behind.starts_with("结转")
    };
    dates(text).into_iter().rev().filter(|date| !carried(date)).find_map(|date| date.year)
}

/// Stands in every such total.
static TOTAL: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["累计"]));
/// What tells that a figure has run up to the end of a year since some earlier one.
static RUNNING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("截[至止]到?20[0-9]{2}年(?:年?[底末]|12月(?:31日|[底末]))(?:，[^，。；0-9全本今当]{0,12}|[^，。；0-9全本今当]{0,12}，?)累计[^，。；]*$")
        .expect("the pattern is valid")
});

/// Whether a figure behind a text is a total since earlier years: `截至2023年底，累计公开`.
pub fn is_running_total(text: Passage) -> bool {
    text.has_any(&TOTAL) && text.text.contains('截') && RUNNING.is_match(text.text)
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
    use crate::source::pairs::Few;

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
    fn years_head_clauses() {
        let text =
            "2019年，我局将改进；2020年度公开，在2021年底，20年、2022，2023年，在2024年的工作中，";
        let found: Vec<_> = heading_clauses(text).map(|(_, range)| &text[range]).collect();
        assert_eq!(found, ["2019年，", "2020年度", "2023年，", "2024年的工作中，"]);
    }

    #[test]
    fn words_of_one_year_are_told_from_others() {
        let others = [
            "近三年，我局累计",
            "近年来，",
            "五年来共",
            "《条例》修订以来，",
            "2021年至2023年，共",
            "2022-2023年",
            "2023年3月，",
            "1月至6月",
            "自2008年5月1日《条例》施行至2023年底，全县累计",
            "从2019年挂牌至今，",
            "从《条例》实施到2023年底，",
        ];
        let one = [
            "今年以来，",
            "2023年以来，",
            "近年来不断改进，2023年共",
            "2023年1月1日至12月31日，",
            "自2023年1月1日起至2023年12月31日，",
            "成立以来，全年",
            "2023年1-12月，",
            "截至2023年12月，",
            "",
        ];
        let tells = |text| tells_no_one_year(Passage::new(text, &Few::of(text)));
        assert_eq!(others.map(tells), [true; 11]);
        assert_eq!(one.map(tells), [false; 9]);
    }

    #[test]
    fn totals_since_earlier_years_are_told() {
        let tells = |text| is_running_total(Passage::new(text, &Few::of(text)));
        let running = ["截至2017年底，累计公开信息1.9万条", "截至2023年12月31日，镇政府已累计收到"];
        let other =
            ["截至2017年底，全年累计公开", "截至2017年底，2017年累计公开", "截至年底，累计公开"];
        assert_eq!(running.map(tells), [true; 2]);
        assert_eq!(other.map(tells), [false; 3]);
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

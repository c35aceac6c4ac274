//! Statements of the statistics period, in every wording of real reports.

use std::sync::LazyLock;

use super::{
    Document,
    date::{Date, dates},
};
use crate::source::{Passage, Place, WordList};

/// A statement of the period.
#[derive(Clone, Debug)]
pub struct Period {
    /// Both dates and what joins them; or the one date that is stated.
    pub place: Place,
    /// The sentence it was read in.
    pub sentence: Place,
    /// First day: year, month, day as far as stated.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Period {
    /// Whether a conversion damaged one of its dates.
    pub fn is_damaged(&self) -> bool {
        [&self.from, &self.to].into_iter().flatten().any(|date| date.damaged)
    }

    /// The year it is about, where both dates that state one agree.
    pub fn year(&self) -> Option<u16> {
        let years = [&self.from, &self.to].map(|date| date.as_ref().and_then(|date| date.year));
        match years {
            [Some(from), Some(to)] if from != to => None,
            [from, to] => from.or(to),
        }
    }
}

/// Words that make a sentence speak of the report's figures.
static SUBJECT: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "统计",
        "期限",
        "时限",
        "时间段",
        "起止",
        "涵盖",
        "期间",
        "数据",
        "本报告",
        "本年报",
        "年度报告",
        "年报",
        "时间范围",
        "报告期",
        "所列",
        "时间为",
        "报告内容",
        "时段",
        "报告如下",
        "汇报如下",
        "公布如下",
        "工作情况",
    ])
});
/// Words that make one date alone a statement of the period.
static STRONG: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "统计期限",
        "统计时限",
        "统计时间",
        "统计期间",
        "统计数据",
        "数据统计",
        "数据核定",
        "核定时间",
        "统计截止",
        "数据截止",
    ])
});

/// What a date with a month has one of, and the words that make any date one of the period.
static DATED: LazyLock<WordList> = LazyLock::new(|| {
    let digits = (0..10).flat_map(|digit| ["-", ".", "/"].map(|mark| format!("{digit}{mark}")));
    let words = ["月", "日"].into_iter().chain(STRONG.iter()).map(str::to_owned);
    words.chain(digits).collect::<Vec<_>>().into()
});

/// Every statement of the period in running text.
pub fn find(document: &Document) -> Vec<Period> {
    let sentences = document.prose.likely([&SUBJECT, &DATED]);
    sentences.filter_map(|one| read(one.passage(document), one.place)).collect()
}

fn read(passage: Passage, place: Place) -> Option<Period> {
    let text = passage.text;
    if !passage.has_any(&DATED) || !passage.has_any(&SUBJECT) {
        return None;
    }
    let dates = dates(text);
    let strong = passage.all(&STRONG).filter_map(|word| text.find(word)).min();
    let pair = dates.windows(2).find(|pair| {
        let gap = &text[pair[0].range.end..pair[1].range.start];
        let from_month = pair[0].month.is_some() || pair[0].damaged;
        let to_month = pair[1].month.is_some() || pair[1].damaged;
        from_month && to_month && joins(gap) && speaks_of_period(text, pair, strong.is_some())
    });
    if let Some([from, to]) = pair {
        return Some(Period {
            place: place.part(from.range.start, to.range.end),
            sentence: place,
            from: Some(from.clone()),
            to: Some(to.clone()),
        });
    }
    let strong = strong?;
    if let Some((from, to)) = two_ends(&dates) {
        let (start, end) = (from.range.start.min(to.range.start), from.range.end.max(to.range.end));
        return Some(Period {
            place: place.part(start, end),
            sentence: place,
            from: Some(from),
            to: Some(to),
        });
    }
    if let Some(year) = whole_year(text, strong, &dates) {
        let range = year.range.clone();
        let end = |month, day| Some(Date { month: Some(month), day: Some(day), ..year.clone() });
        return Some(Period {
            place: place.part(range.start, range.end),
            sentence: place,
            from: end(1, 1),
            to: end(12, 31),
        });
    }
    let one = dates
        .iter()
        .find(|date| date.range.start > strong && (date.month.is_some() || date.damaged))?;
    if text[strong..one.range.start].contains("；") {
        return None;
    }
    let before = &text[..one.range.start];
    let after = &text[one.range.end..];
    let starts = after.starts_with('起')
        || (before.ends_with('自') && !before.contains("截") || before.ends_with('从'));
    let first_day = (one.month, one.day) == (Some(1), Some(1));
    let (from, to) =
        if starts || first_day { (Some(one.clone()), None) } else { (None, Some(one.clone())) };
    Some(Period { place: place.part(one.range.start, one.range.end), sentence: place, from, to })
}

/// The year where it alone is the period: “统计期限为2022年度”.
fn whole_year<'a>(text: &str, strong: usize, dates: &'a [Date]) -> Option<&'a Date> {
    let year = dates.iter().find(|date| date.range.start > strong)?;
    let near = text[strong..year.range.start].chars().count() <= 12;
    let alone =
        year.month.is_none() && !year.damaged && dates.iter().all(|date| date.month.is_none());
    (near && alone && text[..year.range.start].ends_with(['为', '是', '：'])).then_some(year)
}

/// First and last day where both are stated, in any order: “截止日期为12月31日，起始日期为1月1日”.
fn two_ends(dates: &[Date]) -> Option<(Date, Date)> {
    let first = dates.iter().find(|date| (date.month, date.day) == (Some(1), Some(1)))?;
    let last = dates.iter().find(|date| (date.month, date.day) == (Some(12), Some(31)))?;
    (dates.len() == 2).then(|| (first.clone(), last.clone()))
}

/// Whether what stands between two dates makes them a period: 至, 到, `-`, “起，至”, “起至”.
fn joins(gap: &str) -> bool {
    let mut bare: String = gap
        .chars()
        .filter(|char| {
            !matches!(
                char,
                '，' | ' ' | '、' | '起' | '始' | '开' | '日' | '（' | '）' | '0'
                    ..='9' | '时' | '点' | ':' | '：'
            )
        })
        .collect();
    if gap.chars().any(|char| char.is_ascii_digit()) && !gap.contains(['时', '点', ':', '：']) {
        bare.push('?');
    }
    matches!(
        bare.as_str(),
        "至" | "到"
            | "-"
            | "--"
            | "~"
            | "止"
            | "截至"
            | "截止"
            | "截止到"
            | "至于"
            | "直至"
            | "为止"
            | "—"
            | "～"
            | "起至"
    )
}

/// Whether two dates are the report's period rather than those of an event: the sentence says so, or they are the
/// bounds of a year.
fn speaks_of_period(text: &str, pair: &[Date], strong: bool) -> bool {
    let full = pair[0].month == Some(1) && pair[1].month == Some(12);
    let near = &text[..pair[0].range.start];
    let subject =
        ["统计", "期限", "时限", "时间段", "起止", "涵盖", "数据", "所列", "报告期", "时间范围"];
    strong || full || subject.iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pairs::Few;

    #[test]
    fn periods_in_every_wording() {
        let cases = [
            ("所列数据统计期限从2019年1月1日起至2019年12月20日止。", Some((true, true))),
            ("统计数据从2022年1月1日至12月31日。", Some((true, true))),
            ("报告中数据统计起止时间为2025年1月1日至2025年12月31日。", Some((true, true))),
            (
                "内容涵盖县发改局2022年1月1日至12月31日期间的政府信息公开工作情况。",
                Some((true, true)),
            ),
            ("数据核定时间点为2022年12月31日。", Some((false, true))),
            ("统计时限截止自2014年12月31日。", Some((false, true))),
            ("统计期限自2013年1月1日起，至2013年12月31日止。", Some((true, true))),
            ("统计期限自202011日起，至20201231日止。", Some((true, true))),
            ("截至2022年12月20日，公开信息4条。", None),
            ("本单位自2008年2月20日起开展信息公开工作。", None),
        ];
        for (text, expected) in cases {
            let pairs = Few::of(text);
            let found = read(Passage::new(text, &pairs), Place::new(0, text.len()));
            let ends = found.map(|period| (period.from.is_some(), period.to.is_some()));
            assert_eq!(ends, expected, "{text}");
        }
    }
}

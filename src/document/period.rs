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
        "起讫",
        "跨度",
        "区间",
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
    let bounds = dates.windows(2).find_map(|pair| bounds(text, pair, strong));
    if let Some((from, to)) = bounds {
        return Some(Period {
            place: place.part(from.range.start, to.range.end),
            sentence: place,
            from: Some(from),
            to: Some(to),
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

/// First and last day where two dates are joined to a period.
fn bounds(text: &str, pair: &[Date], strong: Option<usize>) -> Option<(Date, Date)> {
    let [from, to] = pair else { return None };
    let (gap, behind) = (&text[from.range.end..to.range.start], &text[to.range.end..]);
    let month = month_behind(from, gap);
    let (from, gap) = month.as_ref().map_or((from, gap), |(from, gap)| (from, *gap));
    let dated = |date: &Date| date.month.is_some() || date.damaged;
    // The law may be one that the report only tells of.
    let of_period = |at: usize| !text[at..from.range.start.max(at)].contains(['，', '《']);
    let law = || FORCE.iter().any(|word| gap.contains(word)) && !strong.is_some_and(of_period);
    let joined = dated(from) && dated(to) && joins(gap, behind) && !law();
    (joined && speaks_of_period(text, from, to, strong.is_some()))
        .then(|| (from.clone(), to.clone()))
}

/// A year with the month that stands behind it without its 月, and what is left of the text: `2022年1-12月`.
fn month_behind<'a>(year: &Date, behind: &'a str) -> Option<(Date, &'a str)> {
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || year.year.is_none() || year.month.is_some() {
        return None;
    }
    let month = behind[..digits].parse().ok().filter(|month| (1..=12).contains(month));
    let range = year.range.start..year.range.end + digits;
    Some((Date { month: Some(month?), range, ..year.clone() }, &behind[digits..]))
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

/// What joins two dates is no longer than this, in bytes.
const LONGEST_GAP: usize = 120;

/// What may be said of a period's first day, or of the law that came into force then.
const FORCE: [&str; 3] = ["施行", "实施", "生效"];

/// Whether what stands between two dates, and behind them, makes them a period: 至, 到, `-`, “起，至”, “开始统计，到”,
/// “，截止日期为”, “起，…止”.
fn joins(gap: &str, behind: &str) -> bool {
    const BESIDE: [&str; 10] =
        ["以来", "开始", "统计", "计算", "之日", "当日", "日期", "时间", "为", "算"];
    const JOINTS: [&str; 20] = [
        "至",
        "到",
        "-",
        "--",
        "~",
        "止",
        "截至",
        "截止",
        "截止到",
        "截止至",
        "截止于",
        "至于",
        "直至",
        "直到",
        "止于",
        "终止",
        "结束",
        "迄",
        "—",
        "～",
    ];
    if gap.len() > LONGEST_GAP {
        return false;
    }
    let clock = gap.contains(['时', '点', ':', '：']);
    let mark = |char| "，、起始日时点:：） ".contains(char);
    let words = BESIDE.iter().chain(&FORCE);
    let mut bare = words.fold(without_brackets(gap), |bare, word| {
        if bare.contains(word) { bare.replace(word, "") } else { bare }
    });
    bare.retain(|char| !(mark(char) || clock && char.is_ascii_digit()));
    let opened = || gap.contains(['起', '始']) && behind.starts_with(['止', '截']);
    JOINTS.contains(&bare.as_str()) || bare.is_empty() && opened()
}

/// A text without its brackets and titles.
fn without_brackets(text: &str) -> String {
    let mut open = 0;
    let outside = text.chars().filter(|char| {
        open += i32::from(matches!(char, '（' | '《'));
        let outside = open == 0;
        open = (open - i32::from(matches!(char, '）' | '》'))).max(0);
        outside
    });
    outside.collect()
}

/// Whether two dates are the report's period rather than those of an event: the sentence says so, or they are the
/// bounds of a year.
fn speaks_of_period(text: &str, from: &Date, to: &Date, strong: bool) -> bool {
    let full = from.month == Some(1) && to.month == Some(12);
    let near = &text[..from.range.start];
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
            ("统计期限从2008年5月1日《条例》施行之日起至2008年12月31日止。", Some((true, true))),
            (
                "报告数据从2021年1月1日（含当日）开始计算，到2021年12月31日截止。",
                Some((true, true)),
            ),
            ("数据自2021年1月1日起统计，截至2021年12月31日。", Some((true, true))),
            ("统计起始日期为2021年1月1日，截止日期为2021年11月30日。", Some((true, true))),
            ("报告期限：2021年1月1日起，2021年12月31日止。", Some((true, true))),
            ("统计期限为2021年1-12月。", Some((true, true))),
            ("数据显示，2021年3月1日起，2021年9月30日前办件40件。", None),
            ("起讫时间：2021年1月1日0时—2021年12月31日24时。", Some((true, true))),
            ("数据显示，办法2021年3月1日起施行，至2021年9月30日办件40件。", None),
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

//! Comparisons with the year before: “3646件，较上年的3607件增加39件，增长1.08%”.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    Document,
    percent::{Percent, percents},
    quantity::{Bound, Number, Quantity},
    sentence::Sentence,
};
use crate::source::WordList;

/// A figure of this year, that of the year before, and the change stated between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// This year's.
    pub now: Quantity,
    /// The year before's.
    pub before: Before,
    /// What the change is said to be.
    pub change: Change,
    /// Other figures of the sentence in the same unit that may be this year's.
    pub others: Vec<Number>,
    /// From the first of the figures to the last; offsets are bytes of the text.
    pub range: Range<usize>,
}

/// How the figure of the year before is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// It stands in the text.
    Stated(Quantity),
    /// It follows from this year's and the difference stated, which stands here.
    Derived(Number, Range<usize>),
}

impl Before {
    /// The figure.
    pub fn value(&self) -> Number {
        match self {
            Self::Stated(quantity) => quantity.value,
            Self::Derived(value, _) => *value,
        }
    }

    /// Where it, or what it follows from, stands.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Stated(quantity) => quantity.range.clone(),
            Self::Derived(_, range) => range.clone(),
        }
    }
}

/// A change as stated; downwards is negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// By so many.
    Count(Number),
    /// By so many per cent; whether downwards.
    Rate(Percent, bool),
}

/// One of these stands in every comparison.
static COMPARING: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "同比",
        "上年",
        "上一年",
        "去年",
        "前年",
        "前一年",
        "较20",
        "比20",
        "与20",
        "同20",
        "增至",
        "减至",
        "升至",
        "降至",
        "加至",
        "少至",
        "长至",
        "高至",
        "增到",
        "减到",
        "升到",
        "降到",
        "加到",
        "少到",
        "长到",
        "高到",
    ])
});
static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    let last = "上一?年|去年|前一?年";
    Regex::new(&format!(
        "同比|(?:较|比|与|同)(?:{last}|20[0-9]{{2}}年)(?:度|同期)*(?:相比)?(?:的|为)?|(?:{last})(?:度|同期)*(?:为|是)"
    ))
    .expect("the pattern is valid")
});
/// What stands before the first figure and between the two in “由上年的25件降至20件”.
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:由|从)(?:20[0-9]{2}年)?[^，；。0-9]{0,8}$").expect("the pattern is valid")
});
static TO: LazyLock<Regex> = LazyLock::new(|| {
    let year = "(?:20[0-9]{2}年)?[^，；。0-9]{0,6}";
    Regex::new(&format!("^[^，；。0-9]{{0,4}}(?:增|减|升|降|加|少|长|高)[至到]了?{year}$"))
        .expect("the pattern is valid")
});
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    let up = "增加|增长|上升|提高|提升|增幅|多出|多|增";
    let down = "减少|下降|降低|回落|降幅|减幅|压减|少|减|降";
    Regex::new(&format!(
        "^）?(?:信息)?(?:相比)?[，、（]?(?:同比)?(?:(?:大幅度?|明显|显著|有所|略有|小幅)[增减上下提降][加长少升降高低]，)?(?:共|净)?(?:(?P<up>{up})|(?P<down>{down}))(?:率|幅度)?(?:了|约|为|达|：)?"
    ))
    .expect("the pattern is valid")
});
/// What stands between a change and the figure of the year before, where that comes last: “同比下降8%（2021年为25件）”.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[，（](?:其中)?(?:(20[0-9]{2})年|上一?年|去年|前一年)(?:度|同期)*(?:共|收到|受理|公开|发布|总数|数量)*(?:为|是|：)?$")
        .expect("the pattern is valid")
});
/// What stands right before the figure of one year: the year or “last year”, and what the figure counts.
static LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("(?:上一?年度?|去年|前一?年)[^，；。0-9{CHANGES}]{{0,20}}$"))
        .expect("the pattern is valid")
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("(20[0-9]{{2}})年度?，?[^；。0-9{CHANGES}]{{0,24}}$"))
        .expect("the pattern is valid")
});

/// The figure behind one of these is a difference, or what was carried on, not last year's.
const CHANGES: &str = "增减升降长多少提回转";
/// How many figures before a comparison may be the one it speaks of.
const MOST: usize = 64;

/// The sentences that compare.
pub fn comparing(document: &Document) -> impl Iterator<Item = &Sentence> {
    document.prose.having(document, &COMPARING)
}

/// Every comparison of one folded sentence with these counts, in a report about a year.
pub fn growths(text: &str, counts: &[Quantity], year: Option<u16>) -> Vec<Growth> {
    let mut found = Vec::new();
    if counts.len() < 2 {
        return found;
    }
    let figures = Figures { text, counts, percents: percents(text), year };
    let phrases: Vec<Range<usize>> =
        COMPARED.find_iter(text).map(|phrase| phrase.range()).collect();
    for phrase in &phrases {
        figures.two_years(phrase.clone(), &mut found);
    }
    for phrase in phrases {
        figures.phrase(phrase, &mut found);
    }
    for pair in 0..counts.len() - 1 {
        figures.rise(pair, &mut found);
    }
    let mut ends = HashSet::new();
    found.retain(|growth: &Growth| ends.insert(growth.range.end));
    found
}

/// The figures of a sentence.
struct Figures<'a> {
    text: &'a str,
    counts: &'a [Quantity],
    percents: Vec<Percent>,
    year: Option<u16>,
}

impl Figures<'_> {
    /// “now，较上年的before增加change”, or without `before` where both difference and rate are stated.
    fn phrase(&self, phrase: Range<usize>, found: &mut Vec<Growth>) {
        let Some(now) = self.now(phrase.start) else { return };
        let stated = self.counts.get(self.since(phrase.end));
        let stated = stated.filter(|count| {
            let gap = &self.text[phrase.end..count.range.start];
            let short = gap.chars().count() <= 8 && !gap.contains(['，', '。', '；', '、']);
            short && !gap.contains(|char| CHANGES.contains(char))
        });
        if let Some(before) = stated {
            if before.unit == now.unit && before.bound == Bound::Exact {
                self.changes(now, &Before::Stated(before.clone()), before.range.end, found);
            }
            return;
        }
        let Some((change, end)) = self.change(phrase.end) else { return };
        if let Some(before) = self.behind(now, end) {
            self.changes(now, &Before::Stated(before.clone()), phrase.end, found);
            return self.changes(now, &Before::Stated(before.clone()), before.range.end, found);
        }
        let Change::Count(count) = change else { return };
        let before = Before::Derived(now.value - count, phrase.end..end);
        let last = self.until(end).checked_sub(1).map(|index| &self.counts[index]);
        let same_unit = last.is_some_and(|one| one.range.end == end && one.unit == now.unit);
        if same_unit && before.value() > Number::ZERO {
            self.changes(now, &before, end, found);
        }
    }

    /// “now，同比增长change（去年before）”: the figure of the year before, behind the changes that begin at a byte.
    fn behind(&self, now: &Quantity, change: usize) -> Option<&Quantity> {
        let end = self.change(change).map_or(change, |(_, end)| end);
        let before = self.counts.get(self.since(end))?;
        let words = BEHIND.captures(&self.text[end..before.range.start])?;
        let named = words.get(1).and_then(|named| named.as_str().parse::<u16>().ok());
        let last = named.is_none_or(|named| self.year == Some(named + 1));
        let ends = self.text[before.range.end..].starts_with(['）', '，', '。', '；']);
        (last && ends && before.unit == now.unit && before.bound == Bound::Exact).then_some(before)
    }

    /// “去年before，今年now，同比增长change”: the two figures before 同比, of which the words before them tell the year; the
    /// first of them may stand in brackets behind the other.
    fn two_years(&self, phrase: Range<usize>, found: &mut Vec<Growth>) {
        let index = self.until(phrase.start).saturating_sub(1);
        let Some(first) = index.checked_sub(1).map(|index| &self.counts[index]) else { return };
        let last = &self.counts[index];
        let gap = self.text[last.range.end..phrase.start].trim_start_matches('）');
        let named_there = self.text[phrase.clone()].contains("20");
        if first.unit != last.unit
            || named_there
            || !is_near(gap)
            || [first, last].iter().any(|count| count.bound != Bound::Exact)
        {
            return;
        }
        let since = index.checked_sub(2).map_or(0, |index| self.counts[index].range.end);
        let heads =
            [&self.text[since..first.range.start], &self.text[first.range.end..last.range.start]];
        if heads.iter().any(|head| ["其中", "结转"].iter().any(|word| head.contains(word))) {
            return;
        }
        let is_last = heads.map(|head| LAST.is_match(head));
        let named =
            heads.map(|head| NAMED.captures(head).and_then(|named| named[1].parse::<u16>().ok()));
        let (now, before) = match (is_last, named) {
            ([true, false], _) => (last, first),
            ([false, true], _) => (first, last),
            (_, [Some(one), Some(other)]) if other == one + 1 => (last, first),
            (_, [Some(one), Some(other)]) if one == other + 1 => (first, last),
            _ => return,
        };
        self.changes(now, &Before::Stated(before.clone()), phrase.end, found);
    }

    /// “由before增至now，增长change”: a count and the next.
    fn rise(&self, first: usize, found: &mut Vec<Growth>) {
        let (before, now) = (&self.counts[first], &self.counts[first + 1]);
        let since = first.checked_sub(1).map_or(0, |index| self.counts[index].range.end);
        let exact = before.bound == Bound::Exact && now.bound == Bound::Exact;
        if exact
            && before.unit == now.unit
            && TO.is_match(&self.text[before.range.end..now.range.start])
            && FROM.is_match(&self.text[since..before.range.start])
        {
            self.changes(now, &Before::Stated(before.clone()), now.range.end, found);
        }
    }

    /// How many counts end at a byte or before.
    fn until(&self, at: usize) -> usize {
        self.counts.partition_point(|count| count.range.end <= at)
    }

    /// How many counts begin before a byte.
    fn since(&self, at: usize) -> usize {
        self.counts.partition_point(|count| count.range.start < at)
    }

    /// The percentage that begins at a byte.
    fn percents_at(&self, at: usize) -> Option<&Percent> {
        let before = self.percents.partition_point(|percent| percent.range.start < at);
        self.percents.get(before).filter(|percent| percent.range.start == at)
    }

    /// The figure that ends right before a comparison.
    fn now(&self, at: usize) -> Option<&Quantity> {
        let now = &self.counts[self.until(at).checked_sub(1)?];
        let near = is_near(&self.text[now.range.end..at]);
        (near && now.bound == Bound::Exact).then_some(now)
    }

    /// The changes stated from a byte on: a difference, a rate, or one after the other.
    fn changes(&self, now: &Quantity, before: &Before, from: usize, found: &mut Vec<Growth>) {
        let mut at = from;
        while let Some((change, end)) = self.change(at) {
            at = end;
            let range = now.range.start.min(before.range().start)..end;
            let others = self.others(now, before);
            let growth = Growth { now: now.clone(), before: before.clone(), change, others, range };
            found.push(growth);
        }
    }

    /// The figures before `now` in its unit: “收到10件，办结9件，较上年的12件减少2件” speaks of the first.
    fn others(&self, now: &Quantity, before: &Before) -> Vec<Number> {
        let other = |count: &&Quantity| count.unit == now.unit && count.range != before.range();
        let earlier = self.counts[..self.until(now.range.start)].iter().rev().take(MOST);
        earlier.filter(other).map(|count| count.value).collect()
    }

    /// The change that begins at a byte, and where it ends; 增至 and 增长到 tell a result, not a change.
    fn change(&self, at: usize) -> Option<(Change, usize)> {
        let verb = VERB.captures(&self.text[at..])?;
        let start = at + verb.get(0)?.end();
        let down = verb.name("down").is_some();
        let signed = |value: Number| if down { Number::ZERO - value } else { value };
        if let Some(percent) = self.percents_at(start) {
            let exact = percent.bound != Bound::AtLeast;
            return exact.then(|| (Change::Rate(percent.clone(), down), percent.range.end));
        }
        let count = self.counts.get(self.since(start)).filter(|one| one.range.start == start)?;
        let exact = count.bound == Bound::Exact;
        exact.then(|| (Change::Count(signed(count.value)), count.range.end))
    }
}

/// Whether nothing between a figure and a comparison parts them.
fn is_near(gap: &str) -> bool {
    gap.chars().count() <= 6 && !gap.contains(['。', '；', '、', '）', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::quantity::quantities;

    #[test]
    fn comparisons_in_every_wording() {
        let show = |text: &str| {
            let one = |growth: &Growth| {
                let change = match &growth.change {
                    Change::Count(count) => count.to_string(),
                    Change::Rate(rate, down) => {
                        format!("{}{}%", if *down { "-" } else { "" }, rate.value)
                    }
                };
                format!("{}>{} {change}", growth.before.value(), growth.now.value)
            };
            growths(text, &quantities(text), Some(2020))
                .iter()
                .map(one)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let cases = [
            ("公开信息120条，较上年的100条增加20条。", "100>120 20"),
            ("受理3646件，比2019年的3607件增长1.05%。", "3607>3646 1.05%"),
            ("收到47件，较上一年度增加42件。", ""),
            ("公开120条，较上年增加20条，增长20%。", "100>120 20%"),
            ("2019年收到10件，2020年收到8件，同比下降20%。", "10>8 -20%"),
            ("今年收到8件，上年为10件，同比减少2件。", "10>8 -2"),
            ("公开120条，其中网站60条，同比增长20%。", ""),
            ("公开120条，较上年增长20%。", ""),
            ("公开120条，同比增加20条、增长20%。", "100>120 20%"),
            ("公开120条，上年为100条，增长20%。", "100>120 20%"),
            ("公开120条，比上年（100条）增长20%。", "100>120 20%"),
            ("公开120条（上年为100条），增长20%。", "100>120 20%"),
            ("申请量由上年的25件降至20件，下降20%。", "25>20 -20%"),
            ("从2019年的10件增加到2020年的12件，增长20%。", "10>12 20%"),
            ("公开120条，同比增长20%（2019年为100条）。", "100>120 20%"),
            ("公开120条，同比增加20条，增长20%（上年100条）。", "100>120 20, 100>120 20%"),
            ("公开120条，比上年增加20条，上年为100条，增长率20%。", "100>120 20, 100>120 20%"),
            ("公开120条，同比增长20%（2018年为90条）。", ""),
            ("公开120条，同比增长20%（2019年为100条、2018年90条）。", ""),
            ("公开120条，较上年公开量增加20条，增长20%。", ""),
            ("2020年公开120条，较2019年增加20条，同比增长20%。", "100>120 20%"),
            ("2019年为10件，2020年为12件，增长20%。", ""),
            ("2020年公开130条，上年121条，较上年增加11条。", "121>130 11"),
            ("2020年收到22件，2019年收到28件，比上年增加6件。", "28>22 6"),
            ("公开150条（上年公开120条），同比增加30条。", "120>150 30"),
            ("收到25件，较上年的40件大幅减少，降幅62.5%。", "40>25 -62.5%"),
            ("收到22件，上年结转2件，较上年减少6件。", ""),
            ("共办理29件，结转上年后新收到27件，较上一年度增加12件。", ""),
            ("公开250条，其中上年120条，同比增加30条。", ""),
            ("2020年130条，2019年121条，较2018年增加40条。", ""),
            ("投诉由12件减少到9件，办结9件，下降25%。", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

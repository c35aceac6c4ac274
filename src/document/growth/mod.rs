//! Comparisons with the year before: “3646件，较上年的3607件增加39件，增长1.08%”.

mod series;
mod words;

use std::{borrow::Cow, collections::HashSet, ops::Range};

use self::words::{
    BEHIND, CHANGES, COMPARED, COMPARING, FROM, LAST, NAMED, SHORTER, SPANS, TO, VERB, doubled,
    is_this, is_year,
};
use super::{
    Document,
    percent::{Percent, measures, percents},
    quantity::{Bound, Number, Quantity},
    sentence::Sentence,
};

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
    /// From one percentage to another by so many points.
    Points(Number),
    /// By so many times what it was, so many times that; whether it may be either.
    Times(Number, bool),
    /// Doubled, and that so often that it is so many times what it was.
    Doubled(Number),
}

/// What percentages differ by, behind a unit.
const POINTS: &str = "百分点";
/// How many figures before a comparison may be the one it speaks of.
const MOST: usize = 64;

/// The sentences that compare.
pub fn comparing(document: &Document) -> impl Iterator<Item = &Sentence> {
    document.prose.having(document, &COMPARING)
}

/// Every comparison of one folded sentence with these counts, in a report about a year.
pub fn growths(text: &str, counts: &[Quantity], year: Option<u16>) -> Vec<Growth> {
    let mut found = Vec::new();
    let counts = &figures(text, counts)[..];
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
    figures.series(&mut found);
    let mut ends = HashSet::new();
    found.retain(|growth: &Growth| ends.insert(growth.range.end));
    found
}

/// The counts of a sentence with what else is compared: percentages, of which points are told, and spans of time.
fn figures<'a>(text: &str, counts: &'a [Quantity]) -> Cow<'a, [Quantity]> {
    let points = text.contains(POINTS);
    let times = SHORTER.iter().any(|word| text.contains(word));
    if !points && !times {
        return counts.into();
    }
    let words: &[&'static str] = if points { &["%"] } else { &SPANS };
    let mut all = measures(text, words);
    let other = |count: &&Quantity| all.iter().all(|one| one.range.start != count.range.start);
    let counts: Vec<Quantity> = counts.iter().filter(other).cloned().collect();
    all.extend(counts);
    all.sort_by_key(|count| count.range.start);
    all.into()
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
        let Some(now) = self.now(phrase.start) else { return self.changed(phrase, found) };
        // What there is at the beginning of a year may be told of another thing than what came in since.
        let gap = &self.text[now.range.end..phrase.start];
        if self.text[phrase.clone()].contains("年初") && gap.chars().count() > 1
            || !self.is_last(&phrase, now)
        {
            return;
        }
        let stated = self.counts.get(self.since(phrase.end));
        let stated = stated.filter(|count| {
            let gap = &self.text[phrase.end..count.range.start];
            let short = gap.chars().count() <= 8 && !gap.contains(['，', '。', '；', '、']);
            short && !gap.contains(|char| CHANGES.contains(char))
        });
        if let Some(before) = stated {
            if before.unit == now.unit && before.bound == Bound::Exact {
                self.times(now, before, before.range.end, found);
                self.each(now, before, found);
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

    /// Whether a phrase speaks of last year, and the figure before it of this one, should it begin with a year.
    fn is_last(&self, phrase: &Range<usize>, now: &Quantity) -> bool {
        let named = |text: &str| text.get(..4).and_then(|year| year.parse::<u16>().ok());
        let head = NAMED.captures(&self.text[..now.range.start]);
        let head = head.and_then(|head| named(&head[1]));
        let phrase = &self.text[phrase.clone()];
        let last = named(phrase).map(|named| named + 1);
        !phrase.starts_with("20") || last == self.year && (head.is_none() || head == self.year)
    }

    /// “now，增长change，上年为before”: a comparison whose change comes before it.
    fn changed(&self, phrase: Range<usize>, found: &mut Vec<Growth>) {
        let Some(before) = self.counts.get(self.since(phrase.end)) else { return };
        let head = &self.text[..phrase.start];
        let Some(end) = head.strip_suffix(['，', '（']).map(str::len) else { return };
        let nows = self.counts[..self.until(end)].iter().rev().take(2);
        let now = nows
            .into_iter()
            .find(|now| self.change(now.range.end).is_some_and(|(_, behind)| behind == end));
        let told = before.range.start == phrase.end
            && self.text[before.range.end..].starts_with(['）', '，', '。', '；']);
        let exact = |now: &&Quantity| [now.bound, before.bound] == [Bound::Exact; 2];
        let fits = |now: &&Quantity| now.unit == before.unit && self.is_last(&phrase, now);
        if let Some(now) = now.filter(|_| told).filter(fits).filter(exact) {
            self.changes(now, &Before::Stated(before.clone()), now.range.end, found);
        }
    }

    /// “now，是上年（before）的change倍”, of which the last words begin at a byte.
    fn times(&self, now: &Quantity, before: &Quantity, from: usize, found: &mut Vec<Growth>) {
        let behind = self.text[from..].trim_start_matches('）');
        let Some(rest) = behind.strip_prefix('的') else { return };
        let at = self.text.len() - rest.len();
        if let Some((value, end)) = factor(self.text, at) {
            let before = Before::Stated(before.clone());
            self.push(now, &before, Change::Times(value, false), end, found);
        }
    }

    /// “now，较上年的before、前年的other分别增加change和change”.
    fn each(&self, now: &Quantity, before: &Quantity, found: &mut Vec<Growth>) {
        let index = self.since(before.range.end);
        let Some(other) = self.counts.get(index).filter(|one| one.unit == now.unit) else { return };
        let gap = &self.text[before.range.end..other.range.start];
        let listed = gap.starts_with(['、', '和', '与', '及']) && gap.contains('年');
        let behind = self.text[other.range.end..].trim_start_matches('，');
        let Some(rest) = behind.strip_prefix("分别").filter(|_| listed && is_near(&gap[3..]))
        else {
            return;
        };
        let Some((first, end)) = self.change(self.text.len() - rest.len()) else { return };
        let next = self.text[end..].trim_start_matches(['和', '、', '与', '及']);
        let at = self.text.len() - next.len();
        let second = self.change(at).or_else(|| {
            let count = self.counts.get(self.since(at)).filter(|one| one.range.start == at)?;
            let Change::Count(down) = first else { return None };
            let value = if down < Number::ZERO { Number::ZERO - count.value } else { count.value };
            Some((Change::Count(value), count.range.end))
        });
        let Some((second, last)) = second.filter(|_| at > end) else { return };
        self.push(now, &Before::Stated(before.clone()), first, end, found);
        self.push(now, &Before::Stated(other.clone()), second, last, found);
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
        let close = gap.is_empty() || gap == "，";
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
        let head = &self.text[..first.range.start];
        let is_last = heads.map(|head| LAST.is_match(head));
        let named =
            heads.map(|head| NAMED.captures(head).and_then(|named| named[1].parse::<u16>().ok()));
        let (now, before) = match (is_last, named) {
            ([true, false], _) => (last, first),
            ([false, true], _) => (first, last),
            (_, [Some(one), Some(other)]) if other == one + 1 => (last, first),
            (_, [Some(one), Some(other)]) if one == other + 1 => (first, last),
            (_, [Some(one), None]) if close && self.is_before(one) && is_this(heads) => {
                (last, first)
            }
            (_, [None, Some(one)])
                if close && self.is_before(one) && is_year(heads, head, self.year) =>
            {
                (first, last)
            }
            _ => return,
        };
        if close {
            self.times(now, before, phrase.end, found);
        }
        self.changes(now, &Before::Stated(before.clone()), phrase.end, found);
    }

    /// Whether a year is the one before the report's.
    fn is_before(&self, year: u16) -> bool {
        self.year == Some(year + 1)
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
            self.push(now, before, change, end, found);
        }
    }

    /// Puts a comparison whose change ends at a byte to those found, if it is of figures that may change so.
    fn push(
        &self,
        now: &Quantity,
        before: &Before,
        change: Change,
        end: usize,
        found: &mut Vec<Growth>,
    ) {
        if (now.unit == "%") != matches!(change, Change::Points(_)) {
            return;
        }
        let range = now.range.start.min(before.range().start)..end;
        let others = self.others(now, before);
        found.push(Growth { now: now.clone(), before: before.clone(), change, others, range });
    }

    /// The figures before `now` in its unit: “收到10件，办结9件，较上年的12件减少2件” speaks of the first.
    fn others(&self, now: &Quantity, before: &Before) -> Vec<Number> {
        let other = |count: &&Quantity| count.unit == now.unit && count.range != before.range();
        let earlier = self.counts[..self.until(now.range.start)].iter().rev().take(MOST);
        earlier.filter(other).map(|count| count.value).collect()
    }

    /// The change that begins at a byte, and where it ends; 增至 and 增长到 tell a result, not a change.
    fn change(&self, at: usize) -> Option<(Change, usize)> {
        let rest = &self.text[at..];
        if let Some((times, end)) = doubled(rest) {
            return Some((Change::Doubled(times), at + end));
        }
        let verb = VERB.captures(rest)?;
        let start = at + verb.get(0)?.end();
        let down = verb.name("down").is_some();
        let signed = |value: Number| if down { Number::ZERO - value } else { value };
        if let Some(percent) = self.percents_at(start) {
            return Some((Change::Rate(percent.clone(), down), percent.range.end));
        }
        if let Some((value, end)) = factor(self.text, start).filter(|_| !down) {
            return Some((Change::Times(value, true), end));
        }
        let count = self.counts.get(self.since(start)).filter(|one| one.range.start == start)?;
        let exact = count.bound == Bound::Exact;
        let (value, end) = (signed(count.value), count.range.end);
        let points = self.text[end..].starts_with(POINTS);
        let change = if points { Change::Points(value) } else { Change::Count(value) };
        let end = if points { end + POINTS.len() } else { end };
        exact.then_some((change, end))
    }
}

/// The number of times that begins at a byte, with where it ends.
fn factor(text: &str, at: usize) -> Option<(Number, usize)> {
    let rest = &text[at..];
    let sign = rest.find('倍').filter(|&sign| sign <= 6)?;
    let value = Number::parse(&rest[..sign]).or_else(|| Number::parse_han(&rest[..sign]))?;
    let behind = &rest[sign + '倍'.len_utf8()..];
    (!behind.starts_with(['多', '余', '以'])).then_some((value, at + sign + '倍'.len_utf8()))
}

/// Whether nothing between a figure and a comparison parts them.
fn is_near(gap: &str) -> bool {
    gap.chars().count() <= 6
        && !gap.contains(['。', '；', '、', '）', '%'])
        && !gap.contains("分别")
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
                    Change::Points(points) => format!("{points} points"),
                    Change::Times(times, _) => format!("{times} times"),
                    Change::Doubled(times) => format!("doubled to {times}"),
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
            ("2018年61件，2019年55件，2020年47件，近两年分别比前一年减少6件、8件。", ""),
            ("收到20件，办结15件，分别较上年的18件、14件增加2件、1件。", ""),
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
            ("办结率由95.5%提高到98%，提高2.5个百分点。", "95.5>98 2.5 points"),
            ("办结率为98%，较上年的95%提高3个百分点。", "95>98 3 points"),
            ("办结率由95%提高到98%，提高3%，占12件的3个百分点。", ""),
            ("用时由8天压缩至6天，缩短25%。", "8>6 -25%"),
            ("公开120条，是上年（60条）的2倍。", "60>120 2 times"),
            ("公开120条，上年为60条，增长1倍。", "60>120 1 times"),
            ("公开120条，增长20%，上年为100条。", "100>120 20%"),
            (
                "公开120条，较2018年的80条、2019年的100条分别增加40条和20条。",
                "80>120 40, 100>120 20",
            ),
            ("粉丝120人，较年初的100人增加20人。", "100>120 20"),
            ("停用3个，栏目较年初的40个增加3个。", ""),
            ("粉丝从年初的100人涨到年底的120人，增幅20%。", "100>120 20%"),
            ("公开28件，而2019年仅公开21件，同比上升33%。", "21>28 33%"),
            ("2018年公开28件，2019年仅公开21件，同比上升33%。", "28>21 33%"),
            ("2018年提供28件，2019年仅公开21件，同比上升33%。", ""),
            ("2019年公开21件，今年公开28件，同比上升33%。", "21>28 33%"),
            ("今年公开8次，去年只有4次，是去年的2倍。", "4>8 2 times"),
            ("由2019年的18篇增加到36篇，数量翻了一番。", "18>36 doubled to 2"),
            ("由2019年的18篇增加到36篇，翻了近一番，实现翻一番多。", ""),
            ("2019年公开10条，2020年公开12条，一年间增长20%。", "10>12 20%"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

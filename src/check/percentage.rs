//! Shares stated in per cent, against the counts they are shares of.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::{
    Facts, Finding, Kind, Out, Report,
    named::Named,
    rate::{Rates, fits, has_any},
};
use crate::{
    document::{
        percent::{Percent, SIGNS, percents},
        quantity::{Bound, Number, Quantity},
    },
    source::Place,
};

/// Compares “x件，占p%” with every total that the paragraph offers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Percentage {
    /// What may stand between a count and its share, as a pattern.
    pub link: String,
    /// Words without any of which the pattern is not tried, nor even made; where there are none, it always is.
    #[serde(default)]
    pub link_words: Vec<String>,
    /// What stands between a share and the figures it is made of, where those are told right behind it.
    pub aside: Vec<String>,
    /// What stands between those two, the total first, as a pattern.
    pub of: String,
    /// What stands between a count and its share of a total that is told between them, as a pattern.
    pub against: String,
    /// What names the total of a share by its kind: “占办结总数的”.
    pub named: Named,
    /// What stands between a total and the first of its parts.
    pub among: Vec<String>,
    /// What stands before a total behind its parts.
    pub total: Vec<String>,
    /// What stands between a total and a part of it told by a quality: “信息共9条，涉及民生的有3条”.
    pub of_these: Vec<String>,
    /// What stands behind a figure that is no share though it looks like one.
    pub not_before: Vec<String>,
    /// What makes a percentage the share of a list, somewhere before it in its clause.
    pub share: Vec<String>,
    /// Words by which the last part of a list closes it.
    pub rest: Vec<String>,
    /// Words that make the shares of a sentence overlap or leave some out.
    pub loose: Vec<String>,
    /// Rates named by what is done.
    pub rates: Rates,
    #[serde(skip)]
    pattern: OnceLock<Option<Regex>>,
    #[serde(skip)]
    told: OnceLock<Option<Regex>>,
    #[serde(skip)]
    between: OnceLock<Option<Regex>>,
}

/// A count and the share stated of it.
pub(super) struct Share {
    pub count: Quantity,
    pub percent: Percent,
}

/// A paragraph with its figures; offsets are bytes of its text.
pub(super) struct Paragraph<'a> {
    report: &'a Report<'a>,
    pub text: &'a str,
    place: Place,
    pub counts: Vec<Quantity>,
    percents: Vec<Percent>,
}

/// How many figures a paragraph may have; each share is tried on every count, and one with more is no prose.
const MOST: usize = 500;

impl Kind for Percentage {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "part", "whole", "computed", "stated", "difference", "terms", "sum"]
    }

    fn invalid(&self) -> Option<String> {
        let patterns = [&self.link, &self.of, &self.against];
        patterns.into_iter().find_map(|one| Regex::new(one).err()).map(|error| error.to_string())
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let mut blocks: Vec<usize> =
            document.prose.likely([&*SIGNS]).map(|sentence| sentence.block).collect();
        blocks.dedup();
        for index in blocks {
            let block = &document.blocks[index];
            let text = document.text(block);
            let percents = percents(text);
            if percents.is_empty() {
                continue;
            }
            let counts: Vec<Quantity> = document.quantities(index).collect();
            if percents.len().max(counts.len()) > MOST {
                out.skip("many-figures", Facts::new().with("count", counts.len()));
                continue;
            }
            let paragraph = Paragraph { report, text, place: block.place, counts, percents };
            for sentence in document.prose.of(index) {
                let at = |offset: u32| (offset - block.place.start) as usize;
                let range = at(sentence.place.start)..at(sentence.place.end);
                if !self.wrong_shares(&paragraph, &range, out) {
                    self.wrong_sum(&paragraph, &range, out);
                }
            }
        }
    }
}

/// What clauses stand between.
pub(super) const MARKS: [char; 8] = ['，', '；', '：', '（', '、', '。', '！', '？'];
/// What ends a sentence.
pub(super) const STOPS: [char; 3] = ['。', '！', '？'];

pub(super) type Range = std::ops::Range<usize>;

impl Percentage {
    /// Reports the shares of a sentence that fit no total but have one; whether there are any.
    fn wrong_shares(&self, paragraph: &Paragraph, sentence: &Range, out: &mut Out) -> bool {
        self.wrong_asides(paragraph, sentence, out);
        self.wrong_others(paragraph, sentence, out);
        let shares = self.shares(paragraph, sentence);
        let fits = |at: usize| {
            let Share { count, percent } = &shares[at];
            let least = percent.bound == Bound::AtLeast;
            let fits = |base: Number| percent.is_share(count.value, base);
            let mut others =
                paragraph.counts.iter().filter(|base| !least || base.value > count.value);
            others.any(|base| percent.may_be(count, base))
                || !least && sums(&shares, at).into_iter().any(fits)
        };
        let (right, wrong): (Vec<usize>, Vec<usize>) = (0..shares.len()).partition(|&at| fits(at));
        let mut told = false;
        for share in wrong.into_iter().map(|at| &shares[at]) {
            let whole = self.whole(paragraph, sentence, share, &shares);
            let Some((whole, others)) = whole else { continue };
            let sure = others > 1 && right.len() == others;
            out.find(paragraph.finding(share, whole).certain(sure));
            told = true;
        }
        told
    }

    /// Reports the shares of a sentence that are not what the two figures right behind them make.
    fn wrong_asides(&self, paragraph: &Paragraph, sentence: &Range, out: &mut Out) {
        for percent in within(&paragraph.percents, |percent| &percent.range, sentence) {
            let Some((whole, part)) = self.told_behind(paragraph, percent) else { continue };
            let exact = [whole.bound, part.bound] == [Bound::Exact; 2];
            if exact
                && percent.bound != Bound::AtLeast
                && !percent.is_share(part.value, whole.value)
            {
                let share = Share { count: part.clone(), percent: percent.clone() };
                out.find(paragraph.finding(&share, whole));
            }
        }
    }

    /// Reports the shares of a sentence whose total is told before them, or whose name says what they are rates of.
    fn wrong_others(&self, paragraph: &Paragraph, sentence: &Range, out: &mut Out) {
        for percent in within(&paragraph.percents, |percent| &percent.range, sentence) {
            let fault = self.against(paragraph, sentence, percent);
            let linked = |share: &Share| {
                self.links(&paragraph.text[share.count.range.end..percent.range.start])
            };
            let named = || self.named.fault(paragraph, sentence, percent);
            let fault = fault.or_else(|| named().filter(|(share, _)| !linked(share)));
            let fault = fault.or_else(|| self.rates.fault(paragraph, sentence, percent));
            if let Some((share, whole)) = fault {
                out.find(paragraph.finding(&share, whole).certain(false));
            }
        }
    }

    /// A share of a total told between a count and it, “488条占全部信息（1952条）的25%”, that no count of the sentence is.
    fn against<'a>(
        &self,
        paragraph: &'a Paragraph,
        sentence: &Range,
        percent: &Percent,
    ) -> Option<(Share, &'a Quantity)> {
        let (text, counts) = (paragraph.text, &paragraph.counts);
        let before = counts.partition_point(|count| count.range.end <= percent.range.start);
        let [.., part, whole] = &counts[..before] else { return None };
        let since = &text[part.range.end..percent.range.start];
        let gap = &text[part.range.end..whole.range.start];
        let make = || Regex::new(&format!("^(?:{})$", self.against)).ok();
        let told = part.range.start >= sentence.start
            && part.unit == whole.unit
            && [part.bound, whole.bound] == [Bound::Exact; 2]
            && self.share.iter().any(|word| gap.contains(word.as_str()))
            && self.between.get_or_init(make).as_ref().is_some_and(|told| told.is_match(since));
        let mut earlier = counts[..before - 1].iter();
        let wrong = told
            && percent.bound != Bound::AtLeast
            && !earlier.any(|part| percent.may_be(part, whole));
        wrong.then(|| (Share { count: part.clone(), percent: percent.clone() }, whole))
    }

    /// The total and the part that are told right behind a share: “占11.8%（34人中4人）”.
    fn told_behind<'a>(
        &self,
        paragraph: &'a Paragraph,
        percent: &Percent,
    ) -> Option<(&'a Quantity, &'a Quantity)> {
        let behind = |count: &Quantity| count.range.start >= percent.range.end;
        let at = paragraph.counts.iter().position(behind)?;
        let [whole, part] = paragraph.counts.get(at..at + 2)? else { return None };
        let text = paragraph.text;
        let gap = &text[percent.range.end..whole.range.start];
        let told = self.aside.iter().any(|aside| gap == aside)
            && whole.unit == part.unit
            && part.value <= whole.value
            && self.is_of(&text[whole.range.end..part.range.start]);
        told.then_some((whole, part))
    }

    /// Whether a text between two counts says that the second is out of the first.
    fn is_of(&self, gap: &str) -> bool {
        let make = || Regex::new(&format!("^(?:{})$", self.of)).ok();
        self.told.get_or_init(make).as_ref().is_some_and(|of| of.is_match(gap))
    }

    /// The counts of a sentence with their shares.
    fn shares(&self, paragraph: &Paragraph, sentence: &Range) -> Vec<Share> {
        let text = paragraph.text;
        let mut shares = Vec::new();
        for percent in within(&paragraph.percents, |percent| &percent.range, sentence) {
            let behind = &text[percent.range.end..];
            let other = self.not_before.iter().any(|word| behind.starts_with(word.as_str()));
            if other || self.told_behind(paragraph, percent).is_some() {
                continue;
            }
            let before = |count: &&Quantity| count.range.end <= percent.range.start;
            let tied = |count: &&Quantity| {
                count.range.start >= sentence.start
                    && self.links(&text[count.range.end..percent.range.start])
            };
            let before = paragraph.counts.iter().rfind(before).filter(tied);
            let Some(count) = before.or_else(|| self.behind(paragraph, sentence, percent)) else {
                continue;
            };
            if count.bound == Bound::Exact {
                shares.push(Share { count: count.clone(), percent: percent.clone() });
            }
        }
        shares
    }

    /// The count in brackets right behind its share: “占七成（63件）”.
    fn behind<'a>(
        &self,
        paragraph: &'a Paragraph,
        sentence: &Range,
        percent: &Percent,
    ) -> Option<&'a Quantity> {
        let text = paragraph.text;
        let from = percent.range.end
            + text[percent.range.end..].strip_prefix('（').map(|_| '（'.len_utf8())?;
        let count = paragraph.counts.iter().find(|count| count.range.start == from)?;
        let clause = clause(text, sentence.start, percent.range.start);
        let told = self.share.iter().any(|word| clause.contains(word.as_str()));
        (told && text[count.range.end..].starts_with('）')).then_some(count)
    }

    /// Whether a text ties a count to its share.
    fn links(&self, text: &str) -> bool {
        let words = &self.link_words;
        let make = || Regex::new(&format!("^(?:{})$", self.link)).ok();
        (words.is_empty() || words.iter().any(|word| text.contains(word.as_str())))
            && self.pattern.get_or_init(make).as_ref().is_some_and(|link| link.is_match(text))
    }

    /// The total that a share is of beyond doubt, and how many other shares fit it: the one that most shares of the
    /// sentence fit, or for a share alone the figure before 其中.
    fn whole<'a>(
        &self,
        paragraph: &'a Paragraph,
        sentence: &Range,
        share: &Share,
        shares: &[Share],
    ) -> Option<(&'a Quantity, usize)> {
        let closes = |whole: &Quantity| {
            let before = &paragraph.text[..whole.range.start];
            let behind = shares.iter().all(|one| one.percent.range.end <= whole.range.start);
            let told = self.total.iter().any(|word| before.ends_with(word.as_str()));
            behind && told && whole.range.end <= sentence.end
        };
        let candidate = |whole: &&Quantity| {
            whole.unit == share.count.unit
                && whole.bound == Bound::Exact
                && whole.value >= share.count.value
                && (whole.range.end <= share.count.range.start || closes(whole))
        };
        if shares.len() == 1 {
            let whole = paragraph.counts.iter().filter(candidate).rfind(|whole| {
                let next = paragraph.counts.iter().find(|next| next.range.start >= whole.range.end);
                let between = &paragraph.text
                    [whole.range.end..next.map_or(whole.range.end, |next| next.range.start)];
                let is_next = next.is_some_and(|next| next.range == share.count.range);
                self.among.iter().any(|word| between.contains(word.as_str()))
                    || is_next
                        && (self.is_of(between)
                            || self.is_of_these(paragraph, sentence, share, whole))
            })?;
            let near = !paragraph.text[whole.range.end..share.count.range.start].contains('。');
            return (near && whole.range.start >= sentence.start).then_some((whole, 0));
        }
        let others = |whole: &Quantity| {
            let fits = |other: &&Share| {
                other.percent.bound != Bound::AtLeast
                    && other.count.value > Number::ZERO
                    && other.count.value < whole.value
                    && other.percent.is_share(other.count.value, whole.value)
            };
            shares.iter().filter(fits).count()
        };
        let best = paragraph.counts.iter().filter(candidate).max_by_key(|whole| others(whole))?;
        let count = others(best);
        let told = shares.iter().filter(|other| other.count.value > Number::ZERO).count();
        (count > 0 && count * 2 >= told).then_some((best, count))
    }

    /// Whether the count behind a total is told to be of it by a quality, and its share is that of nothing near it.
    fn is_of_these(
        &self,
        paragraph: &Paragraph,
        sentence: &Range,
        share: &Share,
        whole: &Quantity,
    ) -> bool {
        let (text, counts) = (paragraph.text, &paragraph.counts);
        let gap = &text[whole.range.end..share.count.range.start];
        let Some(quality) = gap.strip_prefix('，').filter(|rest| !rest.contains(MARKS)) else {
            return false;
        };
        let first = counts.partition_point(|count| count.range.start < sentence.start);
        let end = counts.partition_point(|count| count.range.end <= sentence.end);
        counts[first].range == whole.range
            && self.of_these.iter().any(|word| quality.ends_with(word.as_str()))
            && !has_any(quality, &self.named.not)
            && has_any(clause(text, sentence.start, whole.range.start), &self.total)
            && !fits(&share.percent, &share.count, whole, counts, &counts[first..end])
    }

    /// Reports a list whose shares come to more than the whole, or to less though it is closed.
    fn wrong_sum(&self, paragraph: &Paragraph, sentence: &Range, out: &mut Out) {
        let text = paragraph.text;
        let all: Vec<&Percent> =
            within(&paragraph.percents, |percent| &percent.range, sentence).collect();
        let loose = || self.loose.iter().any(|word| text[sentence.clone()].contains(word.as_str()));
        if all.len() < 3 || loose() {
            return;
        }
        let is_share = |percent: &&&Percent| {
            let clause = clause(text, sentence.start, percent.range.start);
            percent.bound == Bound::Exact
                && self.share.iter().any(|word| clause.contains(word.as_str()))
        };
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return };
        if all.iter().filter(is_share).count() < all.len() {
            return;
        }
        let whole = Number::whole(100);
        let slack: Number = all.iter().map(|percent| percent.unit).sum();
        let mut sums = all.iter().scan(Number::ZERO, |sum, percent| {
            *sum = *sum + percent.value;
            Some(*sum)
        });
        if sums.any(|sum| (sum - whole).abs() <= slack) {
            return;
        }
        let sum: Number = all.iter().map(|percent| percent.value).sum();
        let before = all[all.len() - 2].range.end;
        let behind = &text[before..last.range.start];
        let closed = self.rest.iter().any(|word| behind.contains(word.as_str()));
        if sum > whole || closed {
            let terms: Vec<String> = all.iter().map(|percent| percent.value.to_string()).collect();
            let facts = Facts::new()
                .with("terms", terms.join(" + "))
                .with("sum", sum)
                .with("difference", (sum - whole).abs());
            let case = if sum > whole { "over" } else { "under" };
            let finding = Finding::at(paragraph.span(&first.range), facts).case(case);
            out.find(all[1..].iter().fold(finding.certain(false), |finding, percent| {
                let facts = Facts::new().with("stated", percent.value);
                finding.label(paragraph.span(&percent.range), "share", facts)
            }));
        }
    }
}

impl Paragraph<'_> {
    fn span(&self, range: &Range) -> crate::source::Span {
        self.report.document.span(self.place.part(range.start, range.end))
    }

    fn finding(&self, share: &Share, whole: &Quantity) -> Finding {
        let Share { count, percent } = share;
        let place =
            count.range.start.min(percent.range.start)..count.range.end.max(percent.range.end);
        let span = self.span(&place);
        let computed = count.value.percent_of(whole.value).unwrap_or_default();
        let facts = Facts::new()
            .with("text", self.report.source.slice(span))
            .with("part", count.value)
            .with("whole", whole.value)
            .with("computed", computed)
            .with("stated", percent.value)
            .with("difference", (computed - percent.value).abs());
        Finding::at(span, facts).label(
            self.span(&whole.range),
            "whole",
            Facts::new().with("whole", whole.value),
        )
    }
}

/// The sums of neighbouring counts of a list that hold one of them: it may be a share of a list without a total.
fn sums(shares: &[Share], at: usize) -> Vec<Number> {
    let sum =
        |from: usize, to: usize| shares[from..=to].iter().map(|share| share.count.value).sum();
    (0..=at).flat_map(|from| (at..shares.len()).map(move |to| sum(from, to))).collect()
}

/// Those that lie in a range, in order.
pub(super) fn within<'a, T>(
    all: &'a [T],
    range: impl Fn(&T) -> &Range + 'a,
    outer: &'a Range,
) -> impl Iterator<Item = &'a T> {
    all.iter().filter(move |one| {
        let range = range(one);
        outer.start <= range.start && range.end <= outer.end
    })
}

/// The text of a clause up to a byte.
pub(super) fn clause(text: &str, start: usize, at: usize) -> &str {
    let before = &text[start..at];
    let mark = before.rfind(MARKS);
    &before[mark.map_or(0, |mark| mark + '，'.len_utf8())..]
}

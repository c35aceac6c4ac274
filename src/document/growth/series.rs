//! The rates of some years told together behind their figures: “2018年20件，2019年25件，2020年30件，后两年同比增幅分别为25%、20%”.

use std::sync::LazyLock;

use regex::Regex;

use super::{Before, Change, Figures, Growth};
use crate::document::quantity::{Bound, Quantity};

/// What stands between the last figure and the first rate.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^，(?:后|近)(?:(?P<two>两|二)|三)年(?:的|同比|分别)*(?:(?P<up>增幅|增长率|增长|增速|上升)|(?P<down>降幅|下降|减少))(?:分别|为|是|达|到)*$",
    )
    .expect("the pattern is valid")
});
/// What names the year of a figure, with what it counts.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(20[0-9]{2})年度?([^，；。：、（0-9]{0,12})$").expect("the pattern is valid")
});

impl Figures<'_> {
    /// Puts the rate of every year of a series to those found.
    pub(super) fn series(&self, found: &mut Vec<Growth>) {
        if !self.text.contains("分别") || !self.text.contains("同比") {
            return;
        }
        for (at, first) in self.percents.iter().enumerate() {
            let last = self.until(first.range.start);
            let Some(since) = last.checked_sub(1).map(|last| self.counts[last].range.end) else {
                continue;
            };
            let words = &self.text[since..first.range.start];
            let told = words.contains("分别") && words.contains("同比");
            let Some(words) = TOGETHER.captures(words).filter(|_| told) else {
                continue;
            };
            let years = if words.name("two").is_some() { 2 } else { 3 };
            let Some(rates) = self.percents.get(at..at + years) else { continue };
            let joined = rates.windows(2).all(|pair| {
                ["、", "和", "，"].contains(&&self.text[pair[0].range.end..pair[1].range.start])
            });
            let Some(from) = last.checked_sub(years + 1).filter(|_| joined) else { continue };
            if !self.is_series(from, &self.counts[from..last]) {
                continue;
            }
            for (pair, rate) in self.counts[from..last].windows(2).zip(rates) {
                let change = Change::Rate(rate.clone(), words.name("down").is_some());
                self.push(
                    &pair[1],
                    &Before::Stated(pair[0].clone()),
                    change,
                    rate.range.end,
                    found,
                );
            }
        }
    }

    /// Whether counts, of which the first is the one at an index, are of the same thing in one year after the other, up to
    /// the report's.
    fn is_series(&self, from: usize, counts: &[Quantity]) -> bool {
        let mut since = from.checked_sub(1).map_or(0, |before| self.counts[before].range.end);
        let mut heads = Vec::new();
        for count in counts {
            let Some(head) = YEAR.captures(&self.text[since..count.range.start]) else {
                return false;
            };
            heads.push((head[1].parse::<u16>().ok(), head[2].to_owned()));
            since = count.range.end;
        }
        let follows = |pair: &[(Option<u16>, String)]| {
            pair[0].0.map(|year| year + 1) == pair[1].0
                && (pair[1].1.is_empty() || pair[0].1 == pair[1].1)
        };
        heads.windows(2).all(follows)
            && heads.last().is_some_and(|last| last.0.is_some() && last.0 == self.year)
            && counts.iter().all(|one| one.unit == counts[0].unit && one.bound == Bound::Exact)
    }
}

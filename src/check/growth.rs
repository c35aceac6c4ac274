//! Changes against the year before that do not follow from the two figures.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        growth::{Before, Change, Growth, comparing, growths},
        quantity::Number,
    },
    source::{Place, WordList},
};

/// Computes every stated increase and decrease again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthFault {
    /// Words in a sentence that make its figures those of a part or of another scope.
    pub unless: WordList,
    /// Words that do so for all but the changes that they tell themselves: 百分点, 倍.
    pub scales: WordList,
}

impl Kind for GrowthFault {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "now", "before", "computed", "stated", "difference"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        for sentence in comparing(document) {
            let passage = sentence.passage(document);
            let figures = sentence.quantities(document);
            let growths = growths(passage.text, figures, report.year);
            for (at, growth) in growths.iter().enumerate() {
                if growths[..at].iter().any(|before| says_same(before, growth)) {
                    continue;
                }
                let own = matches!(
                    growth.change,
                    Change::Points(_) | Change::Times(..) | Change::Doubled(_)
                );
                let right = passage.has_any(&self.unless) || !own && passage.has_any(&self.scales);
                if let Some(finding) = fault(report, sentence.place, growth).filter(|_| !right) {
                    out.find(finding);
                }
            }
        }
    }
}

/// Whether a rate is what a change by a count between the same two figures comes to: if they are wrong, one number mends
/// both.
fn says_same(count: &Growth, rate: &Growth) -> bool {
    let same = count.now.range == rate.now.range && count.before.range() == rate.before.range();
    same && match (&count.change, &rate.change) {
        (Change::Count(count), Change::Rate(share, down)) => {
            let count = if *down { Number::ZERO - *count } else { *count };
            share.is_share(count, rate.before.value())
        }
        _ => false,
    }
}

/// Whether the change stated follows from a figure of this year.
fn holds(growth: &Growth, now: Number) -> bool {
    let before = match growth.before {
        Before::Stated(ref quantity) => quantity.value,
        Before::Derived(value, _) => now - (growth.now.value - value),
    };
    match &growth.change {
        Change::Count(count) => *count == now - before,
        Change::Rate(rate, true) => rate.is_share(before - now, before),
        Change::Rate(rate, false) => rate.is_share(now - before, before),
        Change::Points(points) => {
            let Before::Stated(ref stated) = growth.before else { return true };
            let digit = stated.step.max(growth.now.step).max(points.last_decimal());
            (now - before - *points).abs() <= digit
        }
        Change::Times(times, either) => {
            // What is cut or rounded is less than a unit off.
            let fits = |of: Number| (now - of.of(before)).abs() < times.last_decimal().of(before);
            fits(*times) || *either && fits(*times + Number::whole(1))
        }
        // Nobody takes a doubling closely.
        Change::Doubled(times) => (now - times.of(before)).abs() < times.per(4).of(before),
    }
}

/// The finding, where the change stated follows from no figure that may be this year's.
fn fault(report: &Report, sentence: Place, growth: &Growth) -> Option<Finding> {
    let (now, before) = (growth.now.value, growth.before.value());
    if growth.others.iter().chain([&now]).any(|&now| holds(growth, now)) {
        return None;
    }
    let difference = now - before;
    let (case, computed, stated) = match &growth.change {
        Change::Count(count) => ("count", difference, *count),
        Change::Points(points) => ("points", difference, *points),
        Change::Times(times, either) => {
            let times_now = if *either { difference } else { now }.percent_of(before)?.per(100);
            ("times", times_now, *times)
        }
        Change::Doubled(times) => ("times", now.percent_of(before)?.per(100), *times),
        Change::Rate(rate, down) => {
            let stated = if *down { Number::ZERO - rate.value } else { rate.value };
            ("rate", difference.percent_of(before)?, stated)
        }
    };
    let place =
        |range: std::ops::Range<usize>| report.document.span(sentence.part(range.start, range.end));
    let span = place(growth.range.clone());
    let facts = Facts::new()
        .with("text", report.source.slice(span))
        .with("now", now)
        .with("before", before)
        .with("computed", computed)
        .with("stated", stated)
        .with("difference", (computed - stated).abs());
    let derived = matches!(growth.before, Before::Derived(..));
    let name = if derived { "difference" } else { "before" };
    Some(
        Finding::at(span, facts)
            .case(case)
            .certain(!derived)
            .label(place(growth.now.range.clone()), "now", Facts::new().with("now", now))
            .label(place(growth.before.range()), name, Facts::new().with("before", before)),
    )
}

//! Parts stated in a sentence that do not add up to their total.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        breakdown::{Breakdown, Item, Tie, breakdowns},
        quantity::{Bound, Number},
    },
    source::Place,
};

/// Looks at every “total, of which …” of running text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// A list whose sum is below this share of the total, in per cent, is taken for a selection.
    pub selection_below: i64,
}

impl Kind for Narrative {
    fn facts(&self) -> &'static [&'static str] {
        &["total", "count", "sum", "computed", "stated", "difference", "part"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let mut faults = Vec::new();
        for breakdown in breakdowns(report.document) {
            if is_cut_off(report, &breakdown) && breakdown.sum() <= breakdown.total.value {
                out.skip("text-incomplete", Facts::new());
                continue;
            }
            if let Some(case) = self.fault(&breakdown) {
                faults.push((breakdown, case));
            }
        }
        let totals: HashMap<Place, &Breakdown> =
            faults.iter().map(|(breakdown, _)| (breakdown.total.place, breakdown)).collect();
        for (breakdown, case) in &faults {
            let mut inner = breakdown.parts.iter().filter_map(|part| totals.get(&part.place));
            if !inner.any(|inner| explains(inner, breakdown)) {
                out.find(finding(report, breakdown, case));
            }
        }
    }
}

impl Narrative {
    /// In which way the parts are at odds with the total, if they are under every reading.
    fn fault(&self, breakdown: &Breakdown) -> Option<&'static str> {
        let Breakdown { total, parts, tie, .. } = breakdown;
        let sum = breakdown.sum();
        let (least, most) = range(total);
        let about = parts.iter().any(|item| item.bound == Bound::About);
        if breakdown.satisfied || (least..=most).contains(&sum) || about || is_rounded(breakdown) {
            return None;
        }
        let at_least = parts.iter().any(|part| part.bound == Bound::AtLeast);
        if !breakdown.one_unit() {
            let exact = total.bound == Bound::Exact && !at_least;
            return (*tie == Tie::Behind && exact).then_some("mixed");
        }
        if sum > most {
            return Self::too_much(breakdown, most);
        }
        let closed = *tie != Tie::Including && !breakdown.open && parts.len() > 1
            || breakdown.rest && parts.len() > 1;
        let near = sum.times(100) >= least.times(self.selection_below) || breakdown.rest;
        (!at_least && (*tie == Tie::Behind || closed && near)).then_some("less")
    }

    /// What may be counted twice makes no fault of a sum: only one part that alone exceeds the total is at odds with it.
    fn too_much(breakdown: &Breakdown, most: Number) -> Option<&'static str> {
        if breakdown.overlapping {
            let alone = breakdown.parts.iter().any(|part| part.value > most);
            return alone.then_some("part");
        }
        Some("more")
    }
}

/// Whether total and parts agree but for what may have been rounded away.
fn is_rounded(breakdown: &Breakdown) -> bool {
    let steps: Number = breakdown.parts.iter().map(|part| part.step).sum();
    let off = (breakdown.sum() - breakdown.total.value).abs();
    off.times(2) <= steps + breakdown.total.step
}

/// From the least to the most that a figure can mean: 130余 goes up to 140, 约130 from 110 to 150.
fn range(item: &Item) -> (Number, Number) {
    let value = item.value;
    match item.bound {
        Bound::Exact => (value, value),
        Bound::AtLeast => (value, value + value.last_place()),
        Bound::About => {
            let margin = value.last_place().times(2);
            (value - margin, value + margin)
        }
    }
}

/// Whether a list adds up once the total of one of its parts is mended as the part's own list asks: one wrong number, one
/// finding.
fn explains(inner: &Breakdown, outer: &Breakdown) -> bool {
    outer.sum() - outer.total.value == inner.total.value - inner.sum()
}

/// Whether the text stops in the middle of the list.
fn is_cut_off(report: &Report, breakdown: &Breakdown) -> bool {
    let document = report.document;
    let Some(last) = document.prose().next_back().filter(|_| document.ending.cut) else {
        return false;
    };
    let ended = document.text(last).ends_with(['。', '！', '？', '；', '）', '.', ';', ')']);
    !ended && last.place.contains(breakdown.total.place)
}

fn finding(report: &Report, breakdown: &Breakdown, case: &'static str) -> Finding {
    let document = report.document;
    let Breakdown { total, parts, .. } = breakdown;
    let text = |item: &Item| report.source.slice(document.span(item.clause)).trim().to_owned();
    let terms: Vec<String> = parts.iter().map(|part| breakdown.shown(part.value)).collect();
    let largest = parts.iter().max_by_key(|part| part.value).unwrap_or(total);
    let (sum, stated) = (breakdown.sum(), total.value);
    let facts = Facts::new()
        .with("total", text(total))
        .with("count", parts.len())
        .with("sum", format!("{} = {}", terms.join(" + "), breakdown.shown(sum)))
        .with("computed", breakdown.shown(sum))
        .with("stated", breakdown.shown(stated))
        .with("difference", breakdown.shown((sum - stated).abs()))
        .with("part", text(largest));
    let finding = Finding::at(document.span(total.clause), facts).case(case).certain(false);
    let places = parts.chunk_by(|one, next| one.place == next.place).map(|parts| &parts[0]);
    places.fold(finding, |finding, part| {
        finding.label(
            document.span(part.place),
            "part",
            Facts::new().with("part", breakdown.shown(part.value)),
        )
    })
}

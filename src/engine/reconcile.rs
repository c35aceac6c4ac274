//! Broken equations to findings: those that one cell explains become one finding.

use std::{collections::BTreeMap, fmt::Write};

use super::Found;
use crate::{
    check::{Equation, Facts, Finding, Term},
    document::{Document, quantity::Number},
    form::{Forms, Relation},
    rule::Rule,
    source::Span,
};

type Ruled<'r, 'a> = (&'r Rule, Equation<'a>);

/// An equation that does not hold.
struct Broken<'r, 'a> {
    rule: &'r Rule,
    equation: Equation<'a>,
    /// How much more is stated than was computed.
    gap: Number,
}

/// A cell that could mend a broken equation.
struct Mend {
    /// The equation.
    broken: usize,
    cell: Span,
    /// By how much it would have to change.
    change: Number,
    /// What it would say then.
    becomes: Number,
}

/// Broken equations that are one finding, in order; the cell that would mend them all, where there is one.
type Group = (Option<Span>, Vec<usize>);

/// Makes one finding of all broken equations that the same cell would mend.
pub(super) fn reconcile<'r>(
    equations: Vec<Ruled<'r, '_>>,
    forms: &Forms,
    document: &Document,
) -> Vec<Found<'r>> {
    let open = blank_totals(&equations);
    let (holding, broken): (Vec<Ruled>, Vec<Ruled>) =
        equations.into_iter().partition(|(_, equation)| equation.holds());
    let is_open =
        |equation: &Equation| equation.operands.iter().any(|operand| open.contains(&operand.span));
    let broken = broken.into_iter().filter(|(_, equation)| !is_open(equation));
    let mut broken: Vec<Broken> = broken.map(Broken::of).collect();
    broken.sort_by_cached_key(|broken| order(&broken.equation, forms, document));
    let mut left: Vec<usize> = (0..broken.len()).collect();
    let mut mends = Mend::several(&broken);
    let mut groups: Vec<Group> = Vec::new();
    while let Some(&first) = left.first() {
        let group = best_cell(&mends, &holding).unwrap_or((None, vec![first]));
        left.retain(|index| !group.1.contains(index));
        mends.retain(|mend| !group.1.contains(&mend.broken));
        groups.push(group);
    }
    merge_echoes(&broken, &mut groups);
    groups.sort_by_key(|(_, group)| group[0]);
    groups.iter().map(|(cell, group)| found(&broken, *cell, group)).collect()
}

/// Where its form has the family of an equation.
fn order(equation: &Equation, forms: &Forms, document: &Document) -> usize {
    let mut tables = document.tables.iter();
    let form =
        tables.find(|found| found.id == equation.table).and_then(|found| forms.get(&found.form));
    form.and_then(|form| form.equations.iter().position(|one| one.id == equation.family))
        .unwrap_or_default()
}

/// Totals that are blank though their parts are not: what they would say is not known, so nothing that needs them is judged.
fn blank_totals(equations: &[Ruled]) -> Vec<Span> {
    let unjudged = equations
        .iter()
        .filter(|(_, equation)| !equation.judged && equation.computed() != Number::ZERO);
    unjudged.flat_map(|(_, equation)| equation.total().iter().map(|operand| operand.span)).collect()
}

/// The cell whose single change would mend most broken equations and break none; only if it mends more than one.
fn best_cell(mends: &[Mend], holding: &[Ruled]) -> Option<Group> {
    let mut best: Option<(Span, Vec<usize>)> = None;
    for mend in mends {
        let same = mends.iter().filter(|one| one.cell == mend.cell && one.change == mend.change);
        let most = best.as_ref().map_or(1, |(_, mended)| mended.len());
        let right = same.clone().count() > most && mend.becomes >= Number::ZERO;
        if right && !disturbs(holding, mend.cell) {
            best = Some((mend.cell, same.map(|one| one.broken).collect()));
        }
    }
    best.map(|(cell, mended)| (Some(cell), mended))
}

/// Whether a change of this cell would break an equation that holds.
fn disturbs(holding: &[Ruled], cell: Span) -> bool {
    let equal = holding.iter().filter(|(_, one)| one.relation == Relation::Equal && one.judged);
    equal.into_iter().any(|(_, one)| one.operands.iter().any(|operand| operand.span == cell))
}

impl<'r, 'a> Broken<'r, 'a> {
    fn of((rule, equation): Ruled<'r, 'a>) -> Self {
        let gap = equation.stated() - equation.computed();
        Self { rule, equation, gap }
    }

    /// By how much a cell would have to change for the equation to hold; `None` where it is on neither side or on both.
    fn change(&self, cell: Span) -> Option<Number> {
        let among = |side: &[Term]| side.iter().any(|operand| operand.span == cell);
        match (among(self.equation.parts()), among(self.equation.total())) {
            (true, false) => Some(self.gap),
            (false, true) => Some(Number::ZERO - self.gap),
            _ => None,
        }
    }
}

impl Mend {
    /// The cells that, each by one change, could mend more than one equation.
    fn several(broken: &[Broken]) -> Vec<Self> {
        let mut all: Vec<Self> = broken.iter().enumerate().flat_map(Self::all).collect();
        let mut counts: BTreeMap<(Span, Number), usize> = BTreeMap::new();
        for mend in &all {
            *counts.entry((mend.cell, mend.change)).or_default() += 1;
        }
        all.retain(|mend| counts[&(mend.cell, mend.change)] > 1);
        all
    }

    /// The cells that could mend an equation, each once.
    fn all((index, broken): (usize, &Broken)) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::with_capacity(broken.equation.operands.len());
        for operand in &broken.equation.operands {
            let cell = operand.span;
            let new = !all.iter().any(|mend| mend.cell == cell);
            if let Some(change) = broken.change(cell).filter(|_| new) {
                all.push(Self { broken: index, cell, change, becomes: operand.value + change });
            }
        }
        all
    }
}

/// A column of totals that is off by what the other columns are off says the same thing again.
fn merge_echoes(broken: &[Broken], groups: &mut Vec<Group>) {
    let single = |group: &Group| group.1.len() == 1;
    let mut at = 0;
    while at < groups.len() {
        let family = |index: usize| (broken[index].equation.family, broken[index].equation.table);
        let own = groups[at].1[0];
        let others: Vec<usize> = (0..groups.len())
            .filter(|&other| {
                other != at && single(&groups[other]) && family(groups[other].1[0]) == family(own)
            })
            .collect();
        let sum: Number = others.iter().map(|&other| broken[groups[other].1[0]].gap).sum();
        let by_columns = broken[own].equation.total().len() > 1 || family(own).0 == "result-total";
        let last = others.iter().all(|&other| groups[other].1[0] < own);
        if single(&groups[at]) && by_columns && last && !others.is_empty() && sum == broken[own].gap
        {
            groups.remove(at);
            groups[others[0]].1.push(own);
        } else {
            at += 1;
        }
    }
}

fn found<'r>(broken: &[Broken<'r, '_>], cell: Option<Span>, group: &[usize]) -> Found<'r> {
    let Broken { rule, equation, .. } = &broken[group[0]];
    let stated = equation.total().last().or(equation.parts().first());
    let primary = cell.or(stated.map(|operand| operand.span)).unwrap_or_default();
    let operands = || group.iter().flat_map(|&index| broken[index].equation.operands.iter());
    let blank = operands().any(|operand| operand.blank);
    let mut finding = Finding::at(primary, facts(equation)).certain(!blank);
    if let Some(operand) = equation.operands.iter().find(|operand| operand.span == primary) {
        finding.facts = finding.facts.with("part", operand.value).with("total", operand.name);
    }
    finding = finding.note("equation", Facts::new());
    for Broken { equation, .. } in group[1..].iter().map(|&index| &broken[index]) {
        let name = match equation.family {
            "row-total" => "also-row",
            "tie" => "also-tie",
            _ => "also-column",
        };
        finding = finding.note(name, facts(equation));
    }
    if blank {
        finding = finding.note("blank", Facts::new());
    }
    finding.labels.reserve(operands().count());
    for operand in operands() {
        let name = if operand.value == Number::ZERO { "zero" } else { "operand" };
        let facts = if rule.says(name) {
            Facts::new().with("part", operand.value).with("total", operand.name)
        } else {
            Facts::new()
        };
        finding = finding.label(operand.span, name, facts);
    }
    Found { rule, finding }
}

fn facts(equation: &Equation) -> Facts {
    let whole: Vec<&str> = equation.total().iter().map(|total| total.name).collect();
    let (parts, computed) = (terms(equation.parts()), equation.computed());
    let sum = format!("{parts} = {computed}");
    Facts::new()
        .with("name", equation.name)
        .with("whole", whole.join(" + "))
        .with("parts", parts)
        .with("totals", terms(equation.total()))
        .with("computed", computed)
        .with("stated", equation.stated())
        .with("sum", sum)
        .with("difference", (computed - equation.stated()).abs())
}

/// The figures added up, in order; of many only those above zero.
fn terms(operands: &[Term]) -> String {
    let many = operands.len() > 8;
    let shown = operands.iter().filter(|operand| !many || operand.value != Number::ZERO);
    let mut text = String::with_capacity(8 * operands.len());
    for operand in shown {
        text += if text.is_empty() { "" } else { " + " };
        write!(text, "{}", operand.value).expect("a String takes every write");
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

//! Broken equations to findings: those that one cell explains become one finding.

use super::Found;
use crate::{
    check::{Equation, Facts, Finding, Term},
    document::{Document, quantity::Number},
    form::{Forms, Relation},
    rule::Rule,
    source::Span,
};

type Ruled<'a> = (&'a Rule, Equation<'a>);

/// Makes one finding of all broken equations that the same cell would mend.
pub(super) fn reconcile<'a>(
    equations: Vec<Ruled<'a>>,
    forms: &Forms,
    document: &Document,
) -> Vec<Found<'a>> {
    let order = |family: &str, table: &str| {
        let form = document
            .tables
            .iter()
            .find(|found| found.id == table)
            .and_then(|found| forms.get(&found.form));
        form.and_then(|form| form.equations.iter().position(|equation| equation.id == family))
            .unwrap_or_default()
    };
    let mut equations = equations;
    equations.sort_by_key(|(_, equation)| order(equation.family, equation.table));
    let open = blank_totals(&equations);
    let is_open =
        |equation: &Equation| equation.operands().any(|operand| open.contains(&operand.span));
    let mut broken: Vec<usize> = (0..equations.len())
        .filter(|&index| !equations[index].1.holds() && !is_open(&equations[index].1))
        .collect();
    let mut groups: Vec<(Option<Span>, Vec<usize>)> = Vec::new();
    while let Some(&first) = broken.first() {
        let (cell, explained) = best_cell(&equations, &broken).unwrap_or((None, vec![first]));
        broken.retain(|index| !explained.contains(index));
        groups.push((cell, explained));
    }
    merge_echoes(&equations, &mut groups);
    groups.sort_by_key(|(_, group)| group[0]);
    groups.iter().map(|(cell, group)| found(&equations, *cell, group)).collect()
}

/// Totals that are blank though their parts are not: what they would say is not known, so nothing that needs them is judged.
fn blank_totals(equations: &[Ruled]) -> Vec<Span> {
    let unjudged = equations
        .iter()
        .filter(|(_, equation)| !equation.judged && equation.computed() != Number::ZERO);
    unjudged.flat_map(|(_, equation)| equation.total.iter().map(|operand| operand.span)).collect()
}

/// The cell whose single change would mend most broken equations and break none; only if it mends more than one.
fn best_cell(equations: &[Ruled], broken: &[usize]) -> Option<(Option<Span>, Vec<usize>)> {
    let mut best: Option<(usize, Span, Vec<usize>)> = None;
    for &index in broken {
        for operand in equations[index].1.operands() {
            let needed = change(&equations[index].1, operand.span);
            let mended: Vec<usize> = broken
                .iter()
                .copied()
                .filter(|&other| {
                    needed.is_some() && change(&equations[other].1, operand.span) == needed
                })
                .collect();
            let negative = needed.is_none_or(|change| operand.value + change < Number::ZERO);
            if mended.len() < 2 || negative || disturbs(equations, operand.span) {
                continue;
            }
            if best.as_ref().is_none_or(|(count, ..)| mended.len() > *count) {
                best = Some((mended.len(), operand.span, mended));
            }
        }
    }
    best.map(|(_, cell, mended)| (Some(cell), mended))
}

/// Whether a change of this cell would break an equation that holds, beyond those it mends.
fn disturbs(equations: &[Ruled], cell: Span) -> bool {
    let holding = equations.iter().filter(|(_, equation)| {
        equation.relation == Relation::Equal && equation.judged && equation.holds()
    });
    holding.into_iter().any(|(_, equation)| equation.operands().any(|operand| operand.span == cell))
}

/// By how much a cell would have to change for an equation to hold; `None` where it is not part of it.
fn change(equation: &Equation, cell: Span) -> Option<Number> {
    let gap = equation.stated() - equation.computed();
    let part = equation.parts.iter().any(|operand| operand.span == cell);
    let total = equation.total.iter().any(|operand| operand.span == cell);
    match (part, total) {
        (true, false) => Some(gap),
        (false, true) => Some(Number::ZERO - gap),
        _ => None,
    }
}

/// A column of totals that is off by what the other columns are off says the same thing again.
fn merge_echoes(equations: &[Ruled], groups: &mut Vec<(Option<Span>, Vec<usize>)>) {
    let single = |group: &(Option<Span>, Vec<usize>)| group.1.len() == 1;
    let mut at = 0;
    while at < groups.len() {
        let family = |index: usize| (equations[index].1.family, equations[index].1.table);
        let gap = |index: usize| equations[index].1.stated() - equations[index].1.computed();
        let own = groups[at].1[0];
        let others: Vec<usize> = (0..groups.len())
            .filter(|&other| {
                other != at && single(&groups[other]) && family(groups[other].1[0]) == family(own)
            })
            .collect();
        let sum: Number = others.iter().map(|&other| gap(groups[other].1[0])).sum();
        let by_columns = equations[own].1.total.len() > 1 || family(own).0 == "result-total";
        let last = others.iter().all(|&other| groups[other].1[0] < own);
        if single(&groups[at]) && by_columns && last && !others.is_empty() && sum == gap(own) {
            groups.remove(at);
            groups[others[0]].1.push(own);
        } else {
            at += 1;
        }
    }
}

fn found<'a>(equations: &[Ruled<'a>], cell: Option<Span>, group: &[usize]) -> Found<'a> {
    let (rule, equation) = &equations[group[0]];
    let stated = equation.total.last().or(equation.parts.first());
    let primary = cell.or(stated.map(|operand| operand.span)).unwrap_or_default();
    let blank =
        group.iter().any(|&index| equations[index].1.operands().any(|operand| operand.blank));
    let mut finding = Finding::at(primary, facts(equation)).certain(!blank);
    if let Some(operand) = equation.operands().find(|operand| operand.span == primary) {
        finding.facts = finding.facts.with("part", operand.value).with("total", operand.name);
    }
    finding = finding.note("equation", facts(equation));
    for &index in &group[1..] {
        let name = match equations[index].1.family {
            "row-total" => "also-row",
            "tie" => "also-tie",
            _ => "also-column",
        };
        finding = finding.note(name, facts(&equations[index].1));
    }
    if blank {
        finding = finding.note("blank", Facts::new());
    }
    for operand in group.iter().flat_map(|&index| equations[index].1.operands()) {
        let name = if operand.value == Number::ZERO { "zero" } else { "operand" };
        finding = finding.label(
            operand.span,
            name,
            Facts::new().with("part", operand.value).with("total", operand.name),
        );
    }
    Found { rule, finding }
}

fn facts(equation: &Equation) -> Facts {
    Facts::new()
        .with("name", equation.name)
        .with(
            "whole",
            equation.total.iter().map(|total| total.name).collect::<Vec<_>>().join(" + "),
        )
        .with("parts", terms(&equation.parts))
        .with("totals", terms(&equation.total))
        .with("computed", equation.computed())
        .with("stated", equation.stated())
        .with("sum", format!("{} = {}", terms(&equation.parts), equation.computed()))
        .with("difference", (equation.computed() - equation.stated()).abs())
}

/// The figures added up, in order; of many only those above zero.
fn terms(operands: &[Term]) -> String {
    let many = operands.len() > 8;
    let shown: Vec<String> = operands
        .iter()
        .filter(|operand| !many || operand.value != Number::ZERO)
        .map(|operand| operand.value.to_string())
        .collect();
    if shown.is_empty() { "0".to_owned() } else { shown.join(" + ") }
}

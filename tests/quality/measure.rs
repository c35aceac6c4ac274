//! The linter over generated texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;

use crate::generate::rng::Rng;
use crate::generate::{self, FAULTS, Form, Layout, Report, Spoiled, other};
use crate::lint::{Hit, knows, lint, lint_file};
use crate::verdict::{Verdict, percent};
use crate::{FOUND, NOISY, PLACED};

/// Reports for each form, layout and fault, unless `QUALITY_N` says otherwise.
const EACH: u64 = 6;

/// A number from the environment.
pub(crate) fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// A source of chance for the `n`th text of a kind.
fn rng(kind: u64, form: usize, layout: usize, n: u64) -> Rng {
    // A layout more leaves the texts of the others as they are.
    let (layout, more) = (layout as u64 % 10, layout as u64 / 10 * 500_000);
    let stream = ((kind * 10 + form as u64) * 10 + layout) * 1_000_000 + more + n;
    Rng::new(setting("QUALITY_SEED", 1), stream)
}

/// Form, layout and number of every text of a kind.
fn texts(each: u64) -> Vec<(usize, usize, u64)> {
    let layouts = |form| (0..Layout::ALL.len()).map(move |layout| (form, layout));
    (0..Form::ALL.len())
        .flat_map(layouts)
        .flat_map(|(form, layout)| (0..each).map(move |n| (form, layout, n)))
        .collect()
}

#[derive(Default)]
struct Tally {
    /// There is a rule for it.
    ruled: bool,
    made: usize,
    found: usize,
    placed: usize,
    /// Reports with findings besides the fault.
    more: usize,
}

/// Every fault in every form and layout that can hold it.
pub(crate) fn faults(verdict: &mut Verdict) {
    println!("fault               made   found  placed    more");
    let mut all = Tally { ruled: true, ..Tally::default() };
    let mut besides = BTreeMap::new();
    for (kind, fault) in FAULTS.iter().enumerate() {
        let mut tally = Tally::default();
        let spoiled = |(form, layout, n)| {
            let mut rng = rng(kind as u64 + 1, form, layout, n);
            let (form, layout) = (Form::ALL[form], Layout::ALL[layout]);
            let spoiled = generate::spoiled(&mut rng, form, layout, fault)?;
            let hits = lint_file(&spoiled.name, &spoiled.text, spoiled.file.as_deref(), true)
                .unwrap_or_default();
            Some((spoiled, hits, n))
        };
        let each = setting("QUALITY_N", EACH);
        let each = if fault.in_prose { each.div_ceil(2) } else { each };
        let judged: Vec<_> = texts(each).into_par_iter().filter_map(spoiled).collect();
        for (spoiled, hits, n) in &judged {
            judge(spoiled, hits, *n, &mut tally, &mut besides, verdict);
        }
        line(fault.name, &tally, verdict);
        if tally.ruled {
            all.made += tally.made;
            all.found += tally.found;
            all.placed += tally.placed;
            all.more += tally.more;
        }
    }
    line("all", &all, verdict);
    top("besides the fault", &besides);
}

fn line(name: &str, tally: &Tally, verdict: &mut Verdict) {
    let found = percent(tally.found, tally.made);
    let placed = percent(tally.placed, tally.made);
    let more = percent(tally.more, tally.made);
    let word = if tally.ruled {
        verdict.check(found >= FOUND && placed >= PLACED)
    } else {
        verdict.skip()
    };
    println!("{name:18} {:5} {found:6.1}% {placed:6.1}% {more:6.1}%  {word}", tally.made);
}

/// Counts what came of one spoiled report.
fn judge(
    spoiled: &Spoiled,
    hits: &[Hit],
    n: u64,
    tally: &mut Tally,
    besides: &mut BTreeMap<String, usize>,
    verdict: &Verdict,
) {
    let finds = |hit: &&Hit| spoiled.rules.contains(&hit.rule.as_str());
    let found = hits.iter().any(|hit| finds(&hit));
    let placed = hits.iter().filter(finds).any(|hit| at_place(hit, spoiled));
    let more: Vec<&Hit> = hits.iter().filter(|hit| !finds(hit)).collect();
    for hit in &more {
        *besides.entry(hit.rule.clone()).or_default() += 1;
    }
    tally.ruled |= spoiled.rules.iter().any(|rule| knows(rule));
    tally.made += 1;
    tally.found += usize::from(found);
    tally.placed += usize::from(placed);
    tally.more += usize::from(!more.is_empty());
    if !placed || !more.is_empty() {
        let word = if placed {
            "more"
        } else if found {
            "misplaced"
        } else {
            "missed"
        };
        let mut note = format!("expected {} at", spoiled.rules.join(" or "));
        for place in &spoiled.places {
            let _ = write!(note, "\n  {}", quote(&spoiled.text, *place));
        }
        note.push_str(&findings(&spoiled.text, hits));
        verdict.keep(&format!("{word}-{n}-{}", spoiled.name), &spoiled.text, &note);
    }
}

/// Whether a finding is where the fault stands; touching is enough, for a blank cell has no width.
fn at_place(hit: &Hit, spoiled: &Spoiled) -> bool {
    let spans = if spoiled.pinned { &hit.spans[..hit.spans.len().min(1)] } else { &hit.spans[..] };
    spans
        .iter()
        .any(|(start, end)| spoiled.places.iter().any(|(from, to)| start <= to && from <= end))
}

/// Right reports, in which nothing may be found.
pub(crate) fn right(verdict: &mut Verdict) {
    let (mut made, mut noisy) = (0, 0);
    let mut rules = BTreeMap::new();
    println!("\nright reports       made   noisy");
    let report = |(form, layout, n)| {
        let mut rng = rng(0, form, layout, n);
        let report = generate::report(&mut rng, Form::ALL[form], Layout::ALL[layout]);
        let hits = lint_file(&report.name, &report.text, report.file.as_deref(), false);
        ((form, layout), report, hits, n)
    };
    let all: Vec<_> = texts(setting("QUALITY_N", EACH) * 4).into_par_iter().map(report).collect();
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        let mut loud = 0;
        for (_, report, hits, n) in group {
            loud += usize::from(is_noisy(hits.as_deref(), report, *n, &mut rules, verdict));
        }
        let (form, layout) = group[0].0;
        let (form, layout) = (Form::ALL[form], Layout::ALL[layout]);
        if loud > 0 {
            let share = percent(loud, group.len());
            println!("{:18} {:5} {share:6.1}%", format!("{form} {layout}"), group.len());
        }
        made += group.len();
        noisy += loud;
    }
    let share = percent(noisy, made);
    println!("{:18} {made:5} {share:6.1}%  {}", "all", verdict.check(share <= NOISY));
    top("in right reports", &rules);
}

fn is_noisy(
    hits: Option<&[Hit]>,
    report: &Report,
    n: u64,
    rules: &mut BTreeMap<String, usize>,
    verdict: &Verdict,
) -> bool {
    let quiet = hits.is_some_and(<[Hit]>::is_empty);
    let note = match hits {
        Some(hits) => findings(&report.text, hits),
        None => "skipped: not taken for a report".to_owned(),
    };
    match hits {
        Some(hits) => {
            for hit in hits {
                *rules.entry(hit.rule.clone()).or_default() += 1;
            }
        }
        None => *rules.entry("(skipped)".to_owned()).or_default() += 1,
    }
    if !quiet {
        verdict.keep(&format!("noisy-{n}-{}", report.name), &report.text, &note);
    }
    !quiet
}

/// Texts that are no reports, met while walking a folder.
pub(crate) fn others(verdict: &mut Verdict) {
    let (mut made, mut noisy) = (0, 0);
    let mut names = BTreeMap::new();
    println!("\nother texts         made   noisy");
    for kind in 0..other::KINDS {
        for n in 0..3 {
            let (name, text) = other::text(&mut rng(99, 0, kind, n), kind);
            made += 1;
            if let Some(hits) = lint(name, &text, false).filter(|hits| !hits.is_empty()) {
                noisy += 1;
                *names.entry(name.to_owned()).or_default() += 1;
                verdict.keep(&format!("other-{n}-{name}"), &text, &findings(&text, &hits));
            }
        }
    }
    let share = percent(noisy, made);
    println!("{:18} {made:5} {share:6.1}%  {}", "all", verdict.check(share <= NOISY));
    top("in other texts", &names);
}

/// The most frequent first.
fn top(title: &str, counts: &BTreeMap<String, usize>) {
    let mut counts: Vec<(&String, &usize)> = counts.iter().collect();
    counts.sort_by(|a, b| b.1.cmp(a.1));
    for (name, count) in counts.into_iter().take(12) {
        println!("  {title}: {count:4} {name}");
    }
}

fn findings(text: &str, hits: &[Hit]) -> String {
    let mut note = String::from("\nfound");
    for hit in hits {
        let _ = write!(note, "\n  {}", hit.rule);
        for span in &hit.spans {
            let _ = write!(note, " {}", quote(text, *span));
        }
    }
    note
}

fn quote(text: &str, (from, to): (usize, usize)) -> String {
    let line = text[..from.min(text.len())].matches('\n').count() + 1;
    format!("{line}“{}”", text.get(from..to).unwrap_or("?").replace('\n', "⏎"))
}

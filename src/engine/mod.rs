//! A document and rules in, worded findings out, in reading order; pure.

mod echo;
mod fingerprint;
mod reconcile;
mod suppress;
mod wording;

use crate::{
    check::{Finding, Gap, Out, Report},
    diagnostic::{Diagnostic, Level, Unchecked},
    document::Document,
    form::Forms,
    read::Format,
    rule::{Rule, Words},
    source::Source,
};

/// A report and what is known of it from outside.
pub struct Input<'a> {
    /// Its text.
    pub source: &'a Source,
    /// What was read out of it.
    pub document: &'a Document,
    /// The format it was read as.
    pub format: Format,
    /// The year, where the user says it.
    pub year: Option<u16>,
    /// Whether findings get fingerprints, which not every format prints.
    pub identify: bool,
}

/// What a report came to.
#[derive(Debug, Default)]
pub struct Outcome<'r> {
    /// Findings in reading order.
    pub diagnostics: Vec<Diagnostic<'r>>,
    /// Rules that could not judge.
    pub unchecked: Vec<Unchecked<'r>>,
    /// How many rules did.
    pub checked: usize,
}

/// More findings or equations than most reports have.
const MANY: usize = 32;

/// A rule's finding before it is worded.
struct Found<'a> {
    rule: &'a Rule,
    finding: Finding,
}

/// Lints one report; `level` tells the level of a rule for this file, and whether it was configured.
pub fn lint<'r>(
    input: &Input,
    rules: &'r [Rule],
    forms: &Forms,
    words: &Words,
    level: &dyn Fn(&Rule) -> (Level, bool),
) -> Outcome<'r> {
    let year = input.year.or(input.document.profile.sure_year());
    let due = year.map(|year| forms.due(year));
    let report = Report {
        source: input.source,
        document: input.document,
        format: input.format,
        forms,
        year,
        due,
    };
    let mut outcome = Outcome::default();
    let mut found: Vec<Found> = Vec::with_capacity(MANY);
    let mut equations = Vec::with_capacity(MANY);
    let mut marks = suppress::Marks::read(&report, rules);
    for rule in rules {
        let (rule_level, _) = level(rule);
        let needed = rule_level > Level::Allow
            || marks.name(rule)
            || rules.iter().any(|other| other.follows().contains(&rule.id));
        match applies(rule, &report) {
            _ if !needed => continue,
            Some(true) => {}
            Some(false) => continue,
            None => {
                marks.unjudged(rule);
                outcome.unchecked.push(gap(
                    rule,
                    rule_level,
                    &Gap { reason: "year-unknown", facts: crate::check::Facts::new() },
                    words,
                ));
                continue;
            }
        }
        let mut out = Out::default();
        rule.check().kind().run(&report, &mut out);
        if out.more > 0 {
            let count = crate::check::Facts::new().with("count", out.more);
            out.skip("too-many", count);
        }
        if !out.gaps.is_empty() {
            marks.unjudged(rule);
        }
        if rule_level > Level::Allow {
            outcome.checked += usize::from(out.gaps.is_empty());
            outcome
                .unchecked
                .extend(out.gaps.iter().map(|reason| gap(rule, rule_level, reason, words)));
        }
        found.extend(out.findings.into_iter().map(|finding| Found { rule, finding }));
        equations.extend(out.equations.into_iter().map(|equation| (rule, equation)));
    }
    found.extend(reconcile::reconcile(equations, forms, input.document));
    marks.meet(&found);
    echo::drop_consequences(&mut found);
    let shown = |Found { rule, finding }: &Found| severity(rule, finding, level(rule)).is_some();
    echo::drop_echoes(&mut found, &shown);
    marks.silence(&mut found, &|rule| level(rule).0);
    found.extend(marks.findings(&|rule| level(rule).0));
    found.sort_by(|one, other| {
        let key = |found: &Found| (found.finding.primary.start, found.finding.primary.end);
        key(one).cmp(&key(other)).then_with(|| one.rule.id.cmp(&other.rule.id))
    });
    let mut fingerprints = input.identify.then(|| fingerprint::Fingerprints::new(&report));
    for Found { rule, finding } in found {
        if let Some(severity) = severity(rule, &finding, level(rule)) {
            let mut diagnostic = wording::word(rule, &finding, severity, words);
            let prints = fingerprints.as_mut();
            diagnostic.fingerprint = prints.map(|prints| prints.next(rule, &finding));
            outcome.diagnostics.push(diagnostic);
        }
    }
    outcome
}

/// Whether a rule is about this report; `None` where the year that tells is unknown.
fn applies(rule: &Rule, report: &Report) -> Option<bool> {
    let applies = rule.applies();
    let found = &report.document.tables;
    if !applies.found.is_empty() {
        return Some(found.iter().any(|table| applies.found.contains(&table.form)));
    }
    if applies.due.is_empty() {
        return Some(true);
    }
    report.due.map(|due| applies.due.contains(&due.id))
}

fn gap<'r>(rule: &'r Rule, level: Level, gap: &Gap, words: &Words) -> Unchecked<'r> {
    let reason = crate::rule::fill(words.get(gap.reason), gap.facts.iter());
    let required = level >= Level::Deny;
    Unchecked { rule: rule.id(), reason: reason.into_owned(), required }
}

/// How loud a finding is: a likely one is a warning at most; a case may be quieter unless the level was configured.
fn severity(
    rule: &Rule,
    finding: &Finding,
    (level, configured): (Level, bool),
) -> Option<crate::diagnostic::Severity> {
    use crate::diagnostic::Severity;
    let level = match rule.case_level(finding.case) {
        Some(case) if !configured => case,
        _ => level,
    };
    match level {
        Level::Allow => None,
        Level::Deny | Level::Forbid if finding.certain => Some(Severity::Error),
        Level::Warn | Level::Deny | Level::Forbid => Some(Severity::Warning),
    }
}

//! A finding to a diagnostic: the rule's words with the finding's facts.

use std::borrow::Cow;

use memchr::memchr3;

use crate::{
    check::{Facts, Finding},
    diagnostic::{Diagnostic, Label, Severity},
    rule::{Rule, RuleWords, Words, fill},
    source::Span,
};

/// Words a finding.
pub(super) fn word<'r>(
    rule: &'r Rule,
    finding: &Finding,
    severity: Severity,
    words: &Words,
) -> Diagnostic<'r> {
    let own = rule.words(words.lang());
    let facts = || finding.facts.iter();
    let help = one_line(fill(own.help(finding.case), facts()));
    Diagnostic {
        rule: rule.id(),
        group: rule.group(),
        severity,
        message: one_line(fill(own.message(finding.case), facts())).into_owned(),
        primary: Label {
            span: finding.primary,
            text: one_line(fill(own.primary(finding.case), facts())).into_owned(),
        },
        secondary: secondary(finding, own),
        notes: finding
            .notes
            .iter()
            .map(|(name, more)| fill(note(own, name), more.iter().chain(facts())))
            .map(|note| one_line(note).into_owned())
            .collect(),
        help: (!help.is_empty()).then_some(help),
        basis: (!rule.basis().is_empty()).then(|| rule.basis()),
        fix: None,
        fingerprint: None,
    }
}

/// Takes line ends out of what was quoted from the report, with the blanks around them.
fn one_line(text: Cow<str>) -> Cow<str> {
    if memchr3(b'\n', b'\r', b'\t', text.as_bytes()).is_none() {
        return text;
    }
    text.split(['\n', '\r', '\t']).map(str::trim).collect()
}

fn note<'a>(words: &'a RuleWords, name: &'a str) -> &'a str {
    words.notes.get(name).map_or(name, String::as_str)
}

/// The other places, in reading order.
fn secondary(finding: &Finding, words: &RuleWords) -> Vec<Label> {
    let mut places: Vec<_> =
        finding.labels.iter().filter(|(span, ..)| *span != finding.primary).collect();
    places.sort_by_key(|(span, ..)| (span.start, span.end));
    places.dedup_by_key(|(span, ..)| *span);
    let text = |name: &str| words.labels.get(name).map(String::as_str).unwrap_or_default();
    let label = |(span, name, facts): &(Span, &str, Facts)| Label {
        span: *span,
        text: one_line(fill(text(name), facts.iter())).into_owned(),
    };
    places.into_iter().map(label).collect()
}

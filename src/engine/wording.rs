//! A finding to a diagnostic: the rule's words with the finding's facts.

use std::collections::HashMap;

use crate::{
    check::{Finding, Report},
    diagnostic::{Diagnostic, Label, Severity},
    rule::{Rule, RuleWords, Words, fill},
    source::Span,
};

/// Words a finding.
pub(super) fn word(
    rule: &Rule,
    finding: &Finding,
    severity: Severity,
    report: &Report,
    words: &Words,
    fingerprints: &mut Fingerprints,
) -> Diagnostic {
    let own = rule.words(words.lang());
    let facts = || finding.facts.iter();
    let help = one_line(fill(own.help(finding.case), facts()));
    Diagnostic {
        rule: rule.id().to_owned(),
        group: rule.group().to_owned(),
        severity,
        message: one_line(fill(own.message(finding.case), facts())),
        primary: Label {
            span: finding.primary,
            text: one_line(fill(own.primary(finding.case), facts())),
        },
        secondary: secondary(finding, own),
        notes: finding
            .notes
            .iter()
            .map(|(name, facts)| one_line(fill(note(own, name), facts.iter())))
            .collect(),
        help: (!help.is_empty()).then_some(help),
        basis: (!rule.basis().is_empty()).then(|| rule.basis().to_owned()),
        fix: None,
        fingerprint: fingerprints.next(rule, finding, report),
    }
}

/// Takes line ends out of what was quoted from the report, with the blanks around them.
fn one_line(text: String) -> String {
    if !text.contains(['\n', '\r', '\t']) {
        return text;
    }
    text.split(['\n', '\r', '\t']).map(str::trim).collect()
}

fn note<'a>(words: &'a RuleWords, name: &'a str) -> &'a str {
    words.notes.get(name).map_or(name, String::as_str)
}

/// The other places, in reading order.
fn secondary(finding: &Finding, words: &RuleWords) -> Vec<Label> {
    let text = |name: &str| words.labels.get(name).map(String::as_str).unwrap_or_default();
    let labels = finding.labels.iter().map(|(span, name, facts)| Label {
        span: *span,
        text: one_line(fill(text(name), facts.iter())),
    });
    let mut labels: Vec<Label> = labels.filter(|label| label.span != finding.primary).collect();
    labels.sort_by_key(|label| (label.span.start, label.span.end));
    labels.dedup_by(|one, other| one.span == other.span);
    labels
}

/// Tells findings apart that would have the same fingerprint.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<String, u32>);

impl Fingerprints {
    /// Rule, words and section path, with the ordinal among equals; stable when lines move.
    fn next(&mut self, rule: &Rule, finding: &Finding, report: &Report) -> String {
        let text = crate::source::fold::folded(short(finding.primary, report));
        let key = format!("{}\u{1}{text}\u{1}{}", rule.id(), section_path(finding.primary, report));
        let ordinal = self.0.entry(key.clone()).or_default();
        *ordinal += 1;
        format!("{:016x}", fnv(&format!("{key}\u{1}{ordinal}")))
    }
}

/// At most the first 300 bytes of what stands at a place.
fn short<'a>(span: Span, report: &Report<'a>) -> &'a str {
    let text = report.source.slice(span);
    let mut end = text.len().min(300);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The titles of the sections that hold a place.
fn section_path(span: Span, report: &Report) -> String {
    let document = report.document;
    let before = document
        .sections
        .partition_point(|section| document.span(section.place).start <= span.start);
    let mut level = u8::MAX;
    let mut path = Vec::new();
    for section in document.sections[..before].iter().rev() {
        if section.level < level {
            level = section.level;
            path.push(document.shadow.slice(section.title));
        }
        if level <= 1 {
            break;
        }
    }
    path.reverse();
    path.join("/")
}

/// The 64-bit FNV-1a hash, which stays the same from one version of the program to the next.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

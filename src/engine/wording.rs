//! A finding to a diagnostic: the rule's words with the finding's facts.

use std::collections::BTreeMap;

use memchr::memchr3;

use crate::{
    check::{Facts, Finding, Report},
    diagnostic::{Diagnostic, Fingerprint, Label, Severity},
    rule::{Rule, RuleWords, Words, fill},
    source::Span,
};

/// Words a finding.
pub(super) fn word(
    rule: &Rule,
    finding: &Finding,
    severity: Severity,
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
            .map(|(name, more)| one_line(fill(note(own, name), more.iter().chain(facts()))))
            .collect(),
        help: (!help.is_empty()).then_some(help),
        basis: (!rule.basis().is_empty()).then(|| rule.basis().to_owned()),
        fix: None,
        fingerprint: fingerprints.next(rule, finding),
    }
}

/// Takes line ends out of what was quoted from the report, with the blanks around them.
fn one_line(text: String) -> String {
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
        text: one_line(fill(text(name), facts.iter())),
    };
    places.into_iter().map(label).collect()
}

/// Tells findings of a report apart that would have the same fingerprint.
pub(super) struct Fingerprints<'a> {
    report: &'a Report<'a>,
    /// Where the sections start.
    sections: Vec<u32>,
    /// How often each was met.
    met: BTreeMap<u64, u32>,
}

impl<'a> Fingerprints<'a> {
    /// Those of a report, none met yet.
    pub(super) fn new(report: &'a Report) -> Self {
        let document = report.document;
        let sections = document.sections.iter().map(|section| document.span(section.place).start);
        Self { report, sections: sections.collect(), met: BTreeMap::new() }
    }

    /// Rule, words and section path, with the ordinal among equals; stable when lines move.
    fn next(&mut self, rule: &Rule, finding: &Finding) -> Fingerprint {
        let text = crate::source::fold::folded(short(finding.primary, self.report));
        let hash = [rule.id(), "\u{1}", &text, "\u{1}"].into_iter().fold(FNV, fnv);
        let hash = self.section_path(finding.primary).into_iter().fold(hash, fnv);
        let ordinal = self.met.entry(hash).or_default();
        *ordinal += 1;
        Fingerprint(fnv(fnv(hash, "\u{1}"), &ordinal.to_string()))
    }

    /// The titles of the sections that hold a place, with a mark between them.
    fn section_path(&self, span: Span) -> Vec<&str> {
        let document = self.report.document;
        let before = self.sections.partition_point(|&start| start <= span.start);
        let mut level = u8::MAX;
        let mut path = Vec::new();
        for section in document.sections[..before].iter().rev() {
            if section.level < level {
                level = section.level;
                if !path.is_empty() {
                    path.push("/");
                }
                path.push(document.shadow.slice(section.title));
            }
            if level <= 1 {
                break;
            }
        }
        path.reverse();
        path
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

/// What the hash of nothing is.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// The 64-bit FNV-1a hash, which stays the same from one version of the program to the next, of what was hashed and `text`
/// behind it.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

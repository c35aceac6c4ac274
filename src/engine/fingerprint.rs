//! What a finding is known by from one run to the next.

use std::collections::BTreeMap;

use crate::{
    check::{Finding, Report},
    diagnostic::Fingerprint,
    rule::Rule,
    source::{Span, fold::folded},
};

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
    pub(super) fn next(&mut self, rule: &Rule, finding: &Finding) -> Fingerprint {
        let text = folded(short(finding.primary, self.report));
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

//! Marks in a report that silence rules: what they silence, and what is wrong with them.

use std::collections::BTreeMap;

use super::Found;
use crate::{
    check::{Check, Facts, Finding, Report, allow::Fault},
    diagnostic::Level,
    document::{BlockKind, Document, allow::Allow},
    read::allow::{self, Mark},
    rule::{Rule, parse::nearest},
    source::Span,
};

/// The longest name that is taken for one misspelt, and the most that is repeated of a longer one.
const LONGEST: usize = 60;

/// The marks of a report.
pub(super) struct Marks<'a> {
    rules: &'a [Rule],
    all: Vec<Told>,
    names: Vec<Name<'a>>,
    /// Those of known rules, by id.
    by_rule: BTreeMap<&'a str, Vec<usize>>,
}

/// A mark, wherever it was written.
struct Told {
    span: Span,
    /// How many rules it names.
    rules: usize,
    reasoned: bool,
}

/// A rule that a mark names.
struct Name<'a> {
    mark: usize,
    /// As written.
    word: String,
    span: Span,
    /// None where there is no such rule.
    rule: Option<&'a Rule>,
    /// Where it is silenced.
    places: Vec<Span>,
    /// Whether it found something there.
    used: bool,
    /// Whether it could not judge.
    unjudged: bool,
}

impl<'a> Marks<'a> {
    /// Reads the marks of a report.
    pub(super) fn read(report: &Report, rules: &'a [Rule]) -> Self {
        let text = report.source.text();
        let mut all = Vec::new();
        let mut names = Vec::new();
        let mut name = |mark: usize, word: &str, span: Span, places: Vec<Span>| {
            let rule = rules.iter().find(|rule| rule.id() == word);
            let word = word.to_owned();
            names.push(Name { mark, word, span, rule, places, used: false, unjudged: false });
        };
        for mark in allow::marks(text) {
            let places = places(&mark, report.document, text.len());
            for span in &mark.rules {
                name(all.len(), &text[span.range()], *span, places.clone());
            }
            let reasoned = !mark.reason.is_empty();
            all.push(Told { span: mark.span, rules: mark.rules.len(), reasoned });
        }
        for mark in &report.document.allows {
            let places = beside(mark, report.document, text.len());
            for word in &mark.rules {
                name(all.len(), word, mark.span, places.clone());
            }
            all.push(Told { span: mark.span, rules: mark.rules.len(), reasoned: mark.reasoned });
        }
        let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            if let Some(rule) = name.rule {
                by_rule.entry(rule.id()).or_default().push(index);
            }
        }
        Self { rules, all, names, by_rule }
    }

    /// Whether a mark is about this rule.
    pub(super) fn name(&self, rule: &Rule) -> bool {
        self.by_rule.contains_key(rule.id())
    }

    /// Notes that a rule could not judge, so that nobody knows what its marks are for.
    pub(super) fn unjudged(&mut self, rule: &Rule) {
        for &index in self.by_rule.get(rule.id()).into_iter().flatten() {
            self.names[index].unjudged = true;
        }
    }

    /// Notes which marks have something to silence.
    pub(super) fn meet(&mut self, found: &[Found]) {
        for found in found {
            for &index in self.by_rule.get(found.rule.id()).into_iter().flatten() {
                self.names[index].used |= self.names[index].meets(found);
            }
        }
    }

    /// Takes out what is silenced: where a reason is given, and the rule is not forbidden.
    pub(super) fn silence(&self, found: &mut Vec<Found>, level: &dyn Fn(&Rule) -> Level) {
        found.retain(|found| {
            let names = self.by_rule.get(found.rule.id()).into_iter().flatten();
            let mut names = names.map(|&index| &self.names[index]);
            let silent = |name: &Name| !self.lacks_reason(name) && name.meets(found);
            !names.any(silent) || level(found.rule) == Level::Forbid
        });
    }

    /// What is wrong with the marks.
    pub(super) fn findings(&self, level: &dyn Fn(&Rule) -> Level) -> Vec<Found<'a>> {
        let mut findings = Vec::new();
        if self.all.is_empty() {
            return findings;
        }
        for rule in self.rules {
            let faults = match rule.check() {
                Check::Allow(kind) if kind.fault == Fault::Invalid => self.invalid(level),
                Check::Allow(_) => self.unused(level),
                _ => continue,
            };
            findings.extend(faults.into_iter().map(|finding| Found { rule, finding }));
        }
        findings
    }

    fn invalid(&self, level: &dyn Fn(&Rule) -> Level) -> Vec<Finding> {
        let without_rule = self.all.iter().filter(|mark| mark.rules == 0);
        let without_reason = self.all.iter().filter(|mark| !mark.reasoned);
        let whole = |mark: &Told, case| Finding::at(mark.span, Facts::new()).case(case);
        let mut findings: Vec<Finding> = without_rule.map(|mark| whole(mark, "no-rule")).collect();
        findings.extend(without_reason.filter(|mark| mark.rules > 0).map(|mark| whole(mark, "")));
        for name in &self.names {
            let word = name.word.as_str();
            let facts = Facts::new().with("name", word.chars().take(LONGEST).collect::<String>());
            let ids = self.rules.iter().map(Rule::id).filter(|_| word.len() <= LONGEST);
            let (case, facts) = match (name.rule, nearest(word, ids)) {
                (Some(rule), _) if level(rule) == Level::Forbid => ("forbidden", facts),
                (Some(_), _) => continue,
                (None, Some(near)) => ("near", facts.with("near", near)),
                (None, None) => ("unknown", facts),
            };
            findings.push(Finding::at(name.span, facts).case(case));
        }
        findings
    }

    fn unused(&self, level: &dyn Fn(&Rule) -> Level) -> Vec<Finding> {
        let unused = self.names.iter().filter(|name| {
            let valid = name.rule.is_some_and(|rule| level(rule) < Level::Forbid);
            valid && !name.used && !name.unjudged && !self.lacks_reason(name)
        });
        let facts = |name: &Name| Facts::new().with("name", &name.word);
        unused.map(|name| Finding::at(name.span, facts(name))).collect()
    }

    fn lacks_reason(&self, name: &Name) -> bool {
        !self.all[name.mark].reasoned
    }
}

impl Name<'_> {
    /// Whether a finding of its rule stands where it holds.
    fn meets(&self, found: &Found) -> bool {
        let start = found.finding.primary.start;
        self.places.iter().any(|place| place.start <= start && start <= place.end)
    }
}

/// Where a mark beside the text holds: in the paragraph it stands at, everywhere if that is the title or before it.
fn beside(mark: &Allow, document: &Document, end: usize) -> Vec<Span> {
    let head = document.span(document.head());
    let whole = mark.place.start <= head.start;
    vec![if whole { Span::new(0, end) } else { mark.place }]
}

/// Where a mark holds: everywhere if it stands before the title, else in the block that follows it, a table whole.
fn places(mark: &Mark, document: &Document, end: usize) -> Vec<Span> {
    let head = document.span(document.head());
    if document.blocks.is_empty() || mark.span.end <= head.start {
        return vec![Span::new(0, end)];
    }
    let next =
        document.blocks.partition_point(|block| document.span(block.place).end <= mark.span.end);
    let Some(block) = document.blocks.get(next) else { return Vec::new() };
    let own = document.span(block.place);
    let BlockKind::Grid(grid) = block.kind else { return vec![own] };
    let Some(table) = document.tables.iter().find(|table| table.grids.contains(&grid)) else {
        return vec![own];
    };
    let parts = document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Grid(part) if table.grids.contains(&part)));
    parts.map(|block| document.span(block.place)).collect()
}

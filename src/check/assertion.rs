//! Words that say there is nothing of a kind, against cells that hold something.

use serde::Deserialize;

use super::{
    Facts, Finding, Kind, Out, Report,
    expression::{Expression, Parts},
    figure::{self, CellName, Read, Sum},
    scope::{Scope, Verdict, is_end},
};
use crate::{
    document::quantity::Number,
    source::{Passage, Place, Span},
};

/// Ties statements to the cells that have to be zero.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// Parts that the patterns name.
    #[serde(default)]
    pub parts: Parts,
    /// What takes a statement out of comparison.
    #[serde(default)]
    pub scope: Scope,
    /// The statements.
    #[serde(rename = "statement")]
    pub statements: Vec<Statement>,
}

/// A statement and what it implies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Its words.
    pub words: Expression,
    /// What takes it out of comparison besides.
    #[serde(default)]
    pub scope: Scope,
    /// What its sentence says elsewhere where it speaks of a part only: “前几年没有收到，今年收到7件”.
    pub unless: Option<Expression>,
    /// Whether nothing may follow it in its clause: “没有申请” and “没有申请逾期” differ.
    #[serde(default)]
    pub ends: bool,
    /// What it may be about; all that are named count.
    pub topics: Vec<Topic>,
}

/// What a statement is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What has to stand in the sentence before the end of the statement, back to a semicolon.
    pub about: Option<Expression>,
    /// The cells that have to be zero.
    pub zero: Vec<CellName>,
}

impl Kind for Assertion {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "cell", "cells"]
    }

    fn invalid(&self) -> Option<String> {
        self.statements.iter().find_map(|statement| {
            let about = statement.topics.iter().filter_map(|topic| topic.about.as_ref());
            let mut all = about.chain(&statement.unless).chain([&statement.words]);
            all.find_map(|words| words.error(&self.parts))
        })
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let mut named = Vec::new();
        let document = report.document;
        for sentence in document.prose.likely(self.scope.named()) {
            let passage = sentence.passage(document);
            if !self.scope.concerns(passage) {
                continue;
            }
            let concerns =
                |one: &&Statement| one.scope.concerns(passage) && one.may_be_wrong(report);
            for statement in self.statements.iter().filter(concerns) {
                for at in statement.words.all(passage, &self.parts) {
                    if !statement.stands_at(passage, at.end, &self.parts) {
                        continue;
                    }
                    let figures = sentence.quantities(document);
                    let verdicts = [&self.scope, &statement.scope]
                        .map(|scope| scope.judge(report, sentence, &at, figures));
                    if verdicts.contains(&Verdict::Other) {
                        continue;
                    }
                    let cells = statement.topics(passage, at.end, &self.parts);
                    let place = sentence.place.part(at.start, at.end);
                    let sure = !verdicts.contains(&Verdict::Doubtful);
                    judge(report, place, &cells, sure, (&mut named, out));
                }
            }
        }
    }
}

impl Statement {
    /// Whether a cell that it may say is zero is not, or is not known: if not, the statement is right wherever it stands.
    fn may_be_wrong(&self, report: &Report) -> bool {
        let mut cells = self.topics.iter().flat_map(|topic| &topic.zero);
        cells.any(|cell| match figure::read(report, std::slice::from_ref(cell)) {
            Read::Sum(sum) => sum.value > Number::ZERO,
            Read::Unclear(_) => true,
            Read::Blank(_) | Read::Absent => false,
        })
    }

    /// Whether what stands behind its words and elsewhere in the sentence leaves it whole.
    fn stands_at(&self, passage: Passage, end: usize, parts: &Parts) -> bool {
        let narrowed =
            || self.unless.as_ref().is_some_and(|unless| unless.find(passage, parts).is_some());
        (!self.ends || is_end(&passage.text[end..])) && !narrowed()
    }

    /// The cells of the topics that are named.
    fn topics(&self, passage: Passage, end: usize, parts: &Parts) -> Vec<&CellName> {
        let before = &passage.text[..end];
        let start = before.rfind('；').map_or(0, |at| at + '；'.len_utf8());
        let before = passage.part(&before[start..]);
        let named = |topic: &&Topic| {
            topic.about.as_ref().is_none_or(|about| about.find(before, parts).is_some())
        };
        self.topics.iter().filter(named).flat_map(|topic| &topic.zero).collect()
    }
}

/// Compares a statement with its cells; those that another statement has brought up are not named again.
fn judge(
    report: &Report,
    place: Place,
    cells: &[&CellName],
    sure: bool,
    (named, out): (&mut Vec<Span>, &mut Out),
) {
    let is_some = |value: Number| value > Number::ZERO;
    let mut against: Vec<Sum> = Vec::new();
    let mut unclear = None;
    for name in cells {
        let cell = std::slice::from_ref(*name);
        let mended = |sum: &Sum| figure::mended(report, cell, sum);
        match figure::read(report, cell) {
            Read::Sum(sum) if is_some(sum.value) && mended(&sum).into_iter().all(is_some) => {
                against.push(sum);
            }
            Read::Unclear(gap) => unclear = Some(gap),
            Read::Sum(_) | Read::Blank(_) | Read::Absent => {}
        }
    }
    if against.is_empty() {
        if let Some(gap) = unclear {
            out.skip(gap.reason, gap.facts);
        }
        return;
    }
    let operands = || against.iter().flat_map(|sum| &sum.operands);
    if operands().all(|operand| named.contains(&operand.span)) {
        return;
    }
    named.extend(operands().map(|operand| operand.span));
    let span = report.document.span(place);
    let shown: Vec<String> =
        against.iter().map(|sum| format!("{} {}", sum.operands[0].name, sum.value)).collect();
    let facts = Facts::new()
        .with("text", report.source.slice(span))
        .with("cells", shown.join("、"))
        .with("cell", against.iter().map(|sum| sum.value).sum::<Number>());
    let blank = against.iter().any(|sum| sum.blank);
    let finding = Finding::at(span, facts).certain(sure && !blank);
    out.find(operands().fold(finding, |finding, operand| {
        finding.label(operand.span, "cell", Facts::new().with("cell", operand.value))
    }));
}

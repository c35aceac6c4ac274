//! What words around a passage say about its scope: whether it speaks of the cells at all.

use std::ops::Range;

use serde::Deserialize;

use super::Report;
use crate::{
    document::{BlockKind, date::dates, quantity::Quantity, sentence::split},
    source::Place,
};

/// A sentence of running text and the block it stands in.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// Its place.
    pub place: Place,
    /// Its folded text.
    pub text: &'a str,
    /// Index of its block.
    pub block: usize,
}

/// Every sentence of running text, in reading order.
pub fn sentences<'a>(report: &Report<'a>) -> impl Iterator<Item = Sentence<'a>> {
    let document = report.document;
    let prose =
        document.blocks.iter().enumerate().filter(|(_, block)| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))
        });
    prose.flat_map(move |(block, one)| {
        split(document.text(one), one.place).map(move |place| Sentence {
            place,
            text: document.shadow.slice(place),
            block,
        })
    })
}

/// Words that take a passage out of comparison: it speaks of a part, another time or another organ.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// Words of which one must stand in the sentence; it is not looked at otherwise, which keeps the check fast.
    pub trigger: Vec<String>,
    /// In its clause, before it, and in the clauses before that one as long as they hold no figure.
    pub clause: Vec<String>,
    /// Right before it, back to the figure before.
    pub near: Vec<String>,
    /// Behind it in its clause.
    pub behind: Vec<String>,
    /// Anywhere else in its sentence.
    pub sentence: Vec<String>,
    /// In its clause, before it; they only make the finding likely.
    pub doubt: Vec<String>,
    /// Words of which one must stand in the sentence, its block or the heading above.
    pub within: Vec<String>,
}

/// What a scope says of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It speaks of the cells.
    Sure,
    /// It may.
    Doubtful,
    /// It does not.
    Other,
}

impl Scope {
    /// Whether a sentence may speak of the cells at all.
    pub fn concerns(&self, sentence: &Sentence) -> bool {
        self.trigger.is_empty() || has(&self.trigger, sentence.text)
    }

    /// Judges the words at `at`, with the figures of the sentence.
    pub fn judge(
        &self,
        report: &Report,
        sentence: Sentence,
        at: &Range<usize>,
        figures: &[Quantity],
    ) -> Verdict {
        let text = sentence.text;
        let before = &text[..at.start];
        let clause = clause(before);
        let behind = &text[at.end..];
        let behind = &behind[..behind.find(STOPS).unwrap_or(behind.len())];
        let out = has(&self.clause, clause)
            || has(&self.near, near(before, figures))
            || has(&self.behind, behind)
            || has(&self.sentence, before)
            || has(&self.sentence, &text[at.end..])
            || is_of_another_year(report, before)
            || !self.is_within(report, sentence);
        match out {
            true => Verdict::Other,
            false if has(&self.doubt, clause) => Verdict::Doubtful,
            false => Verdict::Sure,
        }
    }

    fn is_within(&self, report: &Report, sentence: Sentence) -> bool {
        let document = report.document;
        if self.within.is_empty() || has(&self.within, sentence.text) {
            return true;
        }
        if has(&self.within, document.text(&document.blocks[sentence.block])) {
            return true;
        }
        let above = document.sections.iter().rev().find(|section| section.block <= sentence.block);
        above.is_some_and(|section| has(&self.within, document.shadow.slice(section.title)))
    }
}

/// What ends the words around a passage.
const STOPS: [char; 6] = ['，', '；', '。', '：', '（', '）'];

/// Whether one of the words stands in a text.
pub fn has(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether the last year named before a passage is not the report's.
fn is_of_another_year(report: &Report, before: &str) -> bool {
    let Some(year) = report.year else { return false };
    if !before.contains("20") {
        return false;
    }
    let named = dates(before).into_iter().rev().find_map(|date| date.year);
    named.is_some_and(|named| named != year)
}

/// The words since the figure before, or since the clause began.
fn near<'a>(before: &'a str, figures: &[Quantity]) -> &'a str {
    let figure = figures.iter().map(|one| one.range.end).rfind(|&end| end <= before.len());
    let clause = before.rfind(STOPS).map_or(0, |at| at + '，'.len_utf8());
    &before[clause.max(figure.unwrap_or(0))..]
}

/// What stands before a figure in its clause, and in the clauses before that one as long as they hold no figure: the
/// channel may stand there (“通过网站，公开信息94条”).
fn clause(before: &str) -> &str {
    let mut start = before.len();
    loop {
        let at = before[..start].rfind(['，', '；', '。', '：']);
        let part = &before[at.map_or(0, |at| at + '，'.len_utf8())..start];
        let figure = start < before.len() && part.contains(|char: char| char.is_ascii_digit());
        match at {
            _ if figure => return &before[(start + '，'.len_utf8()).min(before.len())..],
            Some(at) if before[at..].starts_with('，') => start = at,
            Some(at) => return &before[at + '，'.len_utf8()..],
            None => return before,
        }
    }
}

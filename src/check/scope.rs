//! What words around a passage say about its scope: whether it speaks of the cells at all.

use std::ops::Range;

use serde::Deserialize;

use super::Report;
use crate::{
    document::{
        quantity::Quantity,
        sentence::Sentence,
        subject::is_another,
        year::{is_running_total, tells_no_one_year, told_last},
    },
    source::{Passage, WordList},
};

/// Words that take a passage out of comparison: it speaks of a part, another time or another organ.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// Words of which one must stand in the sentence; it is not looked at otherwise, which keeps the check fast.
    pub trigger: WordList,
    /// Words of which one must stand there besides.
    pub also: WordList,
    /// In its clause, before it, and in the clauses before that one as long as they hold no figure.
    pub clause: WordList,
    /// Right before it, back to the figure before.
    pub near: WordList,
    /// Behind it in its clause.
    pub behind: WordList,
    /// Anywhere else in its sentence.
    pub sentence: WordList,
    /// Anywhere before it in its paragraph: what a paragraph began to speak of it goes on with.
    pub paragraph: WordList,
    /// In its clause, before it; they only make the finding likely.
    pub doubt: WordList,
    /// Words of which one must stand in the sentence, its block or the heading above.
    pub within: WordList,
    /// What closes a list of all there are: `各部门通过网站、信函等渠道共`. What stands before it parts nothing off.
    pub all: WordList,
}

/// What a scope says of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It speaks of the cells.
    Sure,
    /// It may.
    Doubtful,
    /// It speaks of a part of them.
    Part,
    /// It does not.
    Other,
}

impl Scope {
    /// The lists of which a sentence has to name something to speak of the cells at all; an empty list does not count.
    pub fn named(&self) -> [&WordList; 2] {
        [&self.trigger, &self.also]
    }

    /// Whether a sentence may speak of the cells at all.
    pub fn concerns(&self, passage: Passage) -> bool {
        self.named().into_iter().all(|words| words.is_empty() || passage.has_any(words))
    }

    /// Judges the words at `at`, with the figures of the sentence.
    pub fn judge(
        &self,
        report: &Report,
        sentence: &Sentence,
        at: &Range<usize>,
        figures: &[Quantity],
    ) -> Verdict {
        let whole = sentence.passage(report.document);
        let (before, after) = (&whole.text[..at.start], &whole.text[at.end..]);
        let told = &whole.text[..at.end];
        let all =
            whole.part(told).all(&self.all).filter_map(|word| Some((told.rfind(word)?, word)));
        let all = all.filter(|(start, _)| *start < at.start);
        let from = all.map(|(start, word)| start + word.len()).max().unwrap_or(0).min(at.start);
        let own = &before[from..];
        let clause = whole.part(clause(own));
        let behind = &after[..after.find(STOPS).unwrap_or(after.len())];
        let out = clause.has_any(&self.clause)
            || whole.part(near(before, from, figures)).has_any(&self.near)
            || whole.part(behind).has_any(&self.behind)
            || whole.part(before).has_any(&self.sentence)
            || whole.part(after).has_any(&self.sentence)
            || self.began_with_another(report, sentence, at.start)
            || !self.is_within(report, sentence)
            || is_of_another_year(report, whole.part(before))
            || is_running_total(whole.part(&whole.text[..at.end]))
            || is_of_another_organ(report, whole.part(own));
        match out {
            true => Verdict::Other,
            false if clause.has_any(&self.doubt) => Verdict::Doubtful,
            false => Verdict::Sure,
        }
    }

    fn began_with_another(&self, report: &Report, sentence: &Sentence, start: usize) -> bool {
        let document = report.document;
        !self.paragraph.is_empty()
            && document.prose.passage(document, sentence.block).is_some_and(|block| {
                let begin = document.blocks[sentence.block].place.start;
                let start = (sentence.place.start - begin) as usize + start;
                block.part(&block.text[..start]).has_any(&self.paragraph)
            })
    }

    fn is_within(&self, report: &Report, sentence: &Sentence) -> bool {
        let document = report.document;
        let block = || document.prose.passage(document, sentence.block);
        if self.within.is_empty() || block().is_some_and(|block| block.has_any(&self.within)) {
            return true;
        }
        let sections = &document.sections;
        let above = sections.partition_point(|section| section.block <= sentence.block);
        let above = above.checked_sub(1).map(|index| &sections[index]);
        above.is_some_and(|section| {
            let title = document.shadow.slice(section.title);
            self.within.iter().any(|word| title.contains(word))
        })
    }
}

/// What ends the words around a passage.
pub(super) const STOPS: [char; 6] = ['，', '；', '。', '：', '（', '）'];

/// Whether a clause, or an item of a list, ends where a text begins.
pub(super) fn is_end(behind: &str) -> bool {
    behind.chars().next().is_none_or(|next| next == '、' || STOPS.contains(&next))
}

/// Whether the last time named before a passage is not the report's year.
pub(super) fn is_of_another_year(report: &Report, before: Passage) -> bool {
    if tells_no_one_year(before) {
        return true;
    }
    let Some(year) = report.year else { return false };
    if !before.text.contains("20") {
        return false;
    }
    told_last(before.text).is_some_and(|told| told != year)
}

/// Whether the last subject before a passage is another organ.
fn is_of_another_organ(report: &Report, before: Passage) -> bool {
    let issuer = report.document.profile.issuer.as_ref();
    issuer.is_some_and(|issuer| is_another(issuer, before))
}

/// The words since the figure before, or since the clause began, but not before `from`.
fn near<'a>(before: &'a str, from: usize, figures: &[Quantity]) -> &'a str {
    let figure = figures.iter().map(|one| one.range.end).rfind(|&end| end <= before.len());
    let clause = before.rfind(STOPS).map_or(0, |at| at + '，'.len_utf8());
    &before[clause.max(figure.unwrap_or(0)).max(from)..]
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

//! Rates named by what is done, against the figures before them: “应更新58个，及时更新55个，及时率94.8%”.

use serde::Deserialize;

use super::percentage::{Paragraph, Range, Share, clause};
use crate::document::{
    percent::Percent,
    quantity::{Bound, Number, Quantity},
};

/// The words of rates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// What a rate is called, behind the word for what is done.
    pub names: Vec<String>,
    /// What may stand between its name and its figure.
    pub links: Vec<String>,
    /// What may stand before the word for what is done, and says nothing else.
    pub heads: Vec<String>,
    /// What may stand behind it.
    pub tails: Vec<String>,
    /// What may stand within it.
    pub within: Vec<String>,
    /// What turns it round.
    pub not: Vec<String>,
    /// Words of changes, whose rates are of another figure.
    pub changes: Vec<String>,
    /// What is done within a term: such rates leave out what is not yet due, so they may be higher than the figures say.
    pub pending: Vec<String>,
    /// What says before the word that a total is all that is due.
    pub due: Vec<String>,
}

impl Rates {
    /// A rate that neither its two figures make nor any others near it: the part with the rate, and the whole.
    pub(super) fn fault<'a>(
        &self,
        paragraph: &'a Paragraph,
        sentence: &Range,
        percent: &Percent,
    ) -> Option<(Share, &'a Quantity)> {
        let text = paragraph.text;
        let stem = self.stem(clause(text, sentence.start, percent.range.start))?;
        let all = &paragraph.counts;
        let counts = all.partition_point(|count| count.range.start < sentence.start)
            ..all.partition_point(|count| count.range.end <= sentence.end);
        let counts = all.get(counts)?;
        let before = counts.partition_point(|count| count.range.end <= percent.range.start);
        let near = |at: &usize| !text[counts[*at].range.end..percent.range.start].contains('；');
        let told = |at: &usize| self.tells(text, sentence, counts, *at, stem);
        let at = (1..before).rev().take_while(near).find(told)?;
        let (whole, part) = (&counts[at - 1], &counts[at]);
        let since = at.checked_sub(2).map_or(sentence.start, |at| counts[at].range.end);
        let head = clause(text, since, whole.range.start);
        let due = self.due.iter().any(|word| head.contains(word.as_str()));
        let higher = percent.value.of(whole.value) > part.value.times(100);
        let pending = higher && self.pending.iter().any(|word| stem.contains(word.as_str()));
        let exact = [whole.bound, part.bound] == [Bound::Exact; 2];
        let right = percent.may_be(part, whole) || !due && fits(percent, part, whole, all, counts);
        let wrong = exact && (due || !pending) && !right;
        wrong.then(|| (Share { count: part.clone(), percent: percent.clone() }, whole))
    }

    /// What is done, by the words before the figure of its rate.
    fn stem<'a>(&self, clause: &'a str) -> Option<&'a str> {
        let mut head = clause;
        while let Some(rest) = self.links.iter().find_map(|link| head.strip_suffix(link.as_str())) {
            head = rest;
        }
        let stem = self.names.iter().find_map(|name| head.strip_suffix(name.as_str()))?;
        let stem = self.trimmed(stem);
        let changes = self.changes.iter().any(|word| stem.contains(word.as_str()));
        ((2..=8).contains(&stem.chars().count()) && !changes).then_some(stem)
    }

    fn trimmed<'a>(&self, text: &'a str) -> &'a str {
        let mut text = text;
        while let Some(rest) = self.heads.iter().find_map(|head| text.strip_prefix(head.as_str())) {
            text = rest;
        }
        text
    }

    /// Whether a count is told to be what is done of the count before it.
    fn tells(
        &self,
        text: &str,
        sentence: &Range,
        counts: &[Quantity],
        at: usize,
        stem: &str,
    ) -> bool {
        let (whole, part) = (&counts[at - 1], &counts[at]);
        let gap = &text[whole.range.end..part.range.start];
        if whole.unit != part.unit || whole.value < part.value || gap.contains(['；', '%']) {
            return false;
        }
        if !gap.contains(['，', '、', '：']) {
            let found = gap.find(stem).map(|found| &gap[..found]);
            if found.is_some_and(|before| !self.not.iter().any(|not| before.ends_with(not))) {
                return true;
            }
        }
        let since = at.checked_sub(2).map_or(sentence.start, |at| counts[at].range.end);
        let last = whole.range.end;
        let whole = clause(text, since, whole.range.start);
        let behind = &text[part.range.end..];
        let behind = &behind[..behind.find(['，', '、', '；', '（', '。']).unwrap_or(behind.len())];
        [clause(text, last, part.range.start), behind]
            .iter()
            .any(|piece| self.is_stem(piece, stem, whole))
    }

    /// Whether a piece of a sentence is the word for what is done, with nothing that the piece before the whole lacks.
    fn is_stem(&self, piece: &str, stem: &str, whole: &str) -> bool {
        let piece = self.trimmed(piece);
        let turned = || {
            let mut chars = stem.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(first), Some(last), None) => {
                    piece.strip_prefix(&format!("{last}{first}")[..])
                }
                _ => None,
            }
        };
        let joined = || {
            let word = self.within.iter().find(|word| piece.contains(word.as_str()))?;
            (piece.replacen(word.as_str(), "", 1) == stem).then_some("")
        };
        let rest = piece.strip_prefix(stem).or_else(turned).or_else(joined);
        rest.is_some_and(|rest| {
            whole.contains(rest) || self.tails.iter().any(|tail| rest == tail.as_str())
        })
    }
}

/// Whether a rate is right of other figures: of any in the paragraph, of neighbours taken together, or of what is left
/// of the whole without one of them.
fn fits(
    percent: &Percent,
    part: &Quantity,
    whole: &Quantity,
    all: &[Quantity],
    sentence: &[Quantity],
) -> bool {
    let least = percent.bound == Bound::AtLeast;
    let of = |part: Number, base: Number| !(least && base <= part) && percent.is_share(part, base);
    let runs = |holds: Option<&Quantity>| {
        let mut sums = Vec::new();
        for from in 0..sentence.len().min(MOST) {
            let mut sum = Number::ZERO;
            let mut held = holds.is_none();
            for count in &sentence[from..sentence.len().min(from + MOST)] {
                sum = sum + count.value;
                held |= holds.is_some_and(|held| held.range == count.range);
                if held && count.unit == part.unit {
                    sums.push(sum);
                }
            }
        }
        sums
    };
    let parts: Vec<Number> =
        runs(Some(part)).into_iter().filter(|&sum| sum <= whole.value).collect();
    let left = sentence.iter().map(|count| whole.value - count.value);
    let bases = all.iter().map(|count| count.value).chain(runs(None)).chain(left);
    bases.into_iter().any(|base| parts.iter().any(|&part| part <= base && of(part, base)))
}

/// How many neighbours are taken together at most.
const MOST: usize = 8;

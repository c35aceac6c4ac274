//! Shares whose total is named by its kind: “办结84件，其中予以公开31件，占办结总数的36.9%”.

use serde::Deserialize;

use super::{
    percentage::{MARKS, Paragraph, Range, Share, clause},
    rate::{fits, has_any, head},
};
use crate::document::{
    percent::Percent,
    quantity::{Bound, Quantity},
};

/// The words of a total that a share names by its kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// What stands before the kind.
    pub heads: Vec<String>,
    /// What may stand between, and adds nothing.
    pub all: Vec<String>,
    /// What stands behind it.
    pub totals: Vec<String>,
    /// Words before a count that make it another total of that kind.
    pub not: Vec<String>,
}

/// How many counts of the sentences before one may be the total that its shares name.
const NEAR: usize = 3;

impl Named {
    /// A share that is not that of the one count before it that is told to be of its kind, nor of any other near it.
    pub(super) fn fault<'a>(
        &self,
        paragraph: &'a Paragraph,
        sentence: &Range,
        percent: &Percent,
    ) -> Option<(Share, &'a Quantity)> {
        let (text, counts) = (paragraph.text, &paragraph.counts);
        let kind = self.kind(clause(text, sentence.start, percent.range.start))?;
        let before = counts.partition_point(|count| count.range.end <= percent.range.start);
        let (part, earlier) = counts[..before].split_last()?;
        let first = counts.partition_point(|count| count.range.start < sentence.start);
        if first >= before || text[part.range.end..percent.range.start].contains('；') {
            return None;
        }
        let of_kind = |at: &usize| {
            let behind = &text[earlier[*at].range.end..part.range.start];
            let behind = &behind[..behind.find(MARKS).unwrap_or(behind.len())];
            let head = head(text, counts, *at);
            earlier[*at].unit == part.unit
                && (head.contains(kind) || behind.contains(kind))
                && !has_any(head, &self.not)
        };
        let mut wholes = (first.saturating_sub(NEAR)..earlier.len()).filter(of_kind);
        let (whole, other) = (&earlier[wholes.next()?], wholes.next());
        let exact = [part.bound, whole.bound] == [Bound::Exact; 2];
        let end = counts.partition_point(|count| count.range.end <= sentence.end);
        let wrong = exact
            && other.is_none()
            && whole.value >= part.value
            && !percent.may_be(part, whole)
            && !fits(percent, part, whole, counts, &counts[first..end]);
        wrong.then(|| (Share { count: part.clone(), percent: percent.clone() }, whole))
    }

    /// The kind by which the words before a share name its total.
    fn kind<'a>(&self, clause: &'a str) -> Option<&'a str> {
        let begins = |text: &'a str, words: &[String]| {
            words.iter().find_map(|word| text.strip_prefix(word.as_str()))
        };
        let head = begins(clause, &self.heads)?;
        let head = self.totals.iter().find_map(|total| head.strip_suffix(total.as_str()))?;
        let kind = begins(head, &self.all).unwrap_or(head);
        (2..=6).contains(&kind.chars().count()).then_some(kind)
    }
}

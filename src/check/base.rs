//! What the figures of a list are parts of: “征地类申请60件，其中予以公开18件” tells of sixty applications, not of all.

use std::{cell::OnceCell, ops::Range};

use serde::Deserialize;

use super::{
    Report,
    figure::{self, Read, Target},
    scope::STOPS,
};
use crate::{
    document::{
        quantity::{Number, Quantity},
        sentence::Sentence,
    },
    source::WordList,
};

/// How sentences name the whole that their figures are parts of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// What is counted: it stands close before the figure of a whole, or behind it in its clause.
    pub word: String,
    /// Words in the clause before it that make it an addition to the whole before it, or a part of that.
    pub added: WordList,
    /// What the whole has to be.
    pub targets: Vec<Target>,
}

/// How many characters may stand between the word and the figure behind it.
const CLOSE: usize = 4;

/// The wholes that the sentences of a report name.
pub struct Bases<'a> {
    base: &'a Base,
    report: &'a Report<'a>,
    wholes: OnceCell<Vec<Number>>,
}

/// A whole that a sentence names.
struct Named<'a> {
    quantity: &'a Quantity,
    added: bool,
}

impl<'a> Bases<'a> {
    /// Of a report.
    pub fn new(base: &'a Base, report: &'a Report<'a>) -> Self {
        Self { base, report, wholes: OnceCell::new() }
    }

    /// What the whole has to be.
    fn wholes(&self) -> &[Number] {
        self.wholes
            .get_or_init(|| self.base.targets.iter().flat_map(|target| self.read(target)).collect())
    }

    fn read(&self, target: &Target) -> Vec<Number> {
        match figure::read(self.report, &target.cells) {
            Read::Sum(sum) => {
                let mended = figure::mended(self.report, &target.cells, &sum);
                [vec![sum.value], mended].concat()
            }
            Read::Absent | Read::Blank(_) | Read::Unclear(_) => Vec::new(),
        }
    }

    /// Which of a sentence's claims, that are these ranges of bytes, are parts of another whole.
    pub fn parts_of_others(&self, sentence: &Sentence, claims: &[Range<usize>]) -> Vec<bool> {
        let text = self.report.document.shadow.slice(sentence.place);
        let named = self.named(sentence, text, claims);
        let is_other = |claim: &Range<usize>| {
            let start = claim.start;
            let since = text[..start].rfind('；').unwrap_or(0);
            let before = |one: &&Named| (since..start).contains(&one.quantity.range.start);
            let named: Vec<&Named> = named.iter().filter(before).collect();
            !named.is_empty() && !self.wholes().is_empty() && !self.is_whole(&named)
        };
        claims.iter().map(is_other).collect()
    }

    /// The wholes of a sentence; “反复申请2件” is a claim, not a whole of the claims behind it.
    fn named<'s>(
        &'s self,
        sentence: &Sentence,
        text: &str,
        claims: &[Range<usize>],
    ) -> Vec<Named<'s>> {
        let passage = sentence.passage(self.report.document);
        let quantities = sentence.quantities(self.report.document).iter();
        let named = quantities.filter_map(|quantity| {
            let (before, behind) = (&text[..quantity.range.start], &text[quantity.range.end..]);
            let is_claim = claims.iter().any(|claim| claim.contains(&quantity.range.start));
            let item = &behind[..behind.find(is_mark).unwrap_or(behind.len())];
            let close = before
                .rsplit_once(&self.base.word)
                .is_some_and(|(_, gap)| !gap.contains(is_mark) && gap.chars().count() <= CLOSE);
            let is_named = item.contains(&self.base.word) || !is_claim && close;
            let clause = before.rfind(['，', '；', '（']).map_or(0, |at| at + '，'.len_utf8());
            let added = || passage.part(&before[clause..]).has_any(&self.base.added);
            is_named.then(|| Named { quantity, added: added() })
        });
        named.collect()
    }

    /// Whether the last wholes named come to what the whole has to be, with or without additions.
    fn is_whole(&self, named: &[&Named]) -> bool {
        let comes_to = |with_added: bool| {
            let mut sum = Number::ZERO;
            named.iter().rev().filter(|one| with_added || !one.added).any(|one| {
                sum = sum + one.quantity.value;
                self.wholes().contains(&sum)
            })
        };
        comes_to(true) || comes_to(false)
    }
}

/// Whether a character parts a figure from words that may count it.
fn is_mark(char: char) -> bool {
    char.is_ascii_digit() || STOPS.contains(&char) || char == '、'
}

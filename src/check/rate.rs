//! Rates named by what is done, against the figures before them: “应更新58个，及时更新55个，及时率94.8%”.

use serde::Deserialize;

use super::percentage::{Paragraph, Range, STOPS, Share, clause};
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
    /// What the words before a part begin with and end with where they say until when it counts.
    pub until: [Vec<String>; 2],
    /// What stands right before a part that is told to be of the count before it.
    pub of: Vec<String>,
    /// Verbs before what is done.
    pub doing: Vec<String>,
    /// What ends the words that name the whole, at the head of a sentence.
    pub among: String,
    /// What tells that all that is not done is not yet due.
    pub left: Left,
    /// Rates that are certain beside a whole of a certain kind.
    pub sure: Vec<Sure>,
}

/// The words of what is left of a whole and not yet due: the rate is of the whole or of what is done, and nothing else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// What the words before what is left begin with.
    pub heads: Vec<String>,
    /// What is said of it, not to be due.
    pub undue: Vec<String>,
    /// Words by which that is not said of all of it.
    pub not: Vec<String>,
}

/// A rate that is certain of a whole of its kind, whatever it leaves out elsewhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sure {
    /// What is done, as the rate is named by it.
    pub stems: Vec<String>,
    /// What else the part is called.
    pub parts: Vec<String>,
    /// Words of which one stands before the whole.
    pub wholes: Vec<String>,
    /// Words of which none stands before the whole.
    pub not: Vec<String>,
    /// Words of which none stands in the paragraph.
    pub unless: Vec<String>,
    /// Words of what makes the whole smaller, of which none stands there if the rate is higher than the figures say.
    #[serde(default)]
    pub less: Vec<String>,
    /// Whether the whole is what is set to be done: the part may be more, and be called by the same words.
    #[serde(default)]
    pub task: bool,
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
        let first = all.partition_point(|count| count.range.start < sentence.start);
        let first = first - usize::from(self.goes_on(text, sentence, all, first));
        let counts = first..all.partition_point(|count| count.range.end <= sentence.end);
        let counts = all.get(counts)?;
        let before = counts.partition_point(|count| count.range.end <= percent.range.start);
        let near = |at: &usize| !text[counts[*at].range.end..percent.range.start].contains('；');
        let told = |at: &usize| self.tells(text, counts, *at, stem);
        let at = (1..before).rev().take_while(near).find(told)?;
        let (whole, part) = (&counts[at - 1], &counts[at]);
        let head = head(text, counts, at - 1);
        let due = self.due.iter().any(|word| head.contains(word.as_str()));
        let term = self.pending.iter().any(|word| stem.contains(word.as_str()));
        let above = percent.value.of(whole.value) > part.value.times(100);
        let pending = term && above;
        let sure = self.sure(stem, head);
        let clear = |sure: &Sure| {
            at + 1 == before
                && !has_any(text, &sure.unless)
                && !(above && has_any(text, &sure.less))
        };
        let judged = || match sure {
            Some(sure) if pending && !due || !term || sure.task => clear(sure),
            _ => due || !pending || self.is_left(text, all, whole, part),
        };
        let exact = [whole.bound, part.bound] == [Bound::Exact; 2];
        // What is certain was rounded, not cut.
        let half = |count: &Quantity| Quantity { step: count.step.per(2), ..count.clone() };
        let may_be = match sure {
            Some(_) => percent.may_be(&half(part), &half(whole)),
            None => percent.may_be(part, whole),
        };
        let right = may_be || !due && fits(percent, part, whole, all, counts);
        let wrong = exact && !right && judged();
        wrong.then(|| (Share { count: part.clone(), percent: percent.clone() }, whole))
    }

    /// Whether the first count of a sentence is told to be of the last one of the sentence before: “收回的问卷中满意的…”.
    fn goes_on(&self, text: &str, sentence: &Range, all: &[Quantity], first: usize) -> bool {
        let Some([whole, part]) = first.checked_sub(1).and_then(|at| all.get(at..at + 2)) else {
            return false;
        };
        if part.range.start >= sentence.end || !follows(text, whole, sentence) {
            return false;
        }
        let Some((of, _)) = text[sentence.start..part.range.start].split_once(&self.among[..])
        else {
            return false;
        };
        let mut told = head(text, all, first - 1).chars();
        !of.contains('，') && self.trimmed(of).chars().all(|char| told.any(|told| told == char))
    }

    /// Whether what is left of a whole is told behind its part to be not yet due, all of it.
    fn is_left(&self, text: &str, all: &[Quantity], whole: &Quantity, part: &Quantity) -> bool {
        let first = all.partition_point(|count| count.range.start < part.range.end);
        let left = all[first..]
            .iter()
            .find(|count| count.unit == part.unit && count.value == whole.value - part.value);
        let Some(left) = left.filter(|left| left.value > Number::ZERO) else { return false };
        let head = clause(text, part.range.end, left.range.start);
        let told = &text[left.range.end..];
        let told = &told[..told.find(STOPS).unwrap_or(told.len())];
        let begins = self.left.heads.iter().any(|word| head.starts_with(word.as_str()));
        begins
            && has_any(told, &self.left.undue)
            && !has_any(told, &self.left.not)
            && !has_any(head, &self.left.not)
    }

    /// The rate of this name that is certain where these words stand before the whole.
    fn sure(&self, stem: &str, head: &str) -> Option<&Sure> {
        self.sure.iter().find(|sure| {
            let named = sure.stems.iter().any(|one| one == stem);
            named && has_any(head, &sure.wholes) && !has_any(head, &sure.not)
        })
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
        let [from, to] = &self.until;
        if from.iter().any(|word| text.starts_with(word.as_str())) {
            let end = to.iter().find_map(|word| text.find(word.as_str()).map(|at| at + word.len()));
            text = end.map_or(text, |end| &text[end..]);
        }
        text
    }

    /// Whether a count is told to be what is done of the count before it.
    fn tells(&self, text: &str, counts: &[Quantity], at: usize, stem: &str) -> bool {
        let (whole, part) = (&counts[at - 1], &counts[at]);
        let gap = &text[whole.range.end..part.range.start];
        let whole_head = head(text, counts, at - 1);
        let sure = self.sure(stem, whole_head);
        let parted = sure.is_none() && gap.contains(['；', '%']);
        let task = sure.is_some_and(|sure| sure.task);
        if whole.unit != part.unit || whole.value < part.value && !task || parted {
            return false;
        }
        let behind = &text[part.range.end..];
        let behind = &behind[..behind.find(['，', '、', '；', '（', '。']).unwrap_or(behind.len())];
        if !gap.contains(['，', '、', '：']) {
            let found = gap.find(stem).map(|found| &gap[..found]);
            if found.is_some_and(|before| !self.not.iter().any(|not| before.ends_with(not))) {
                return true;
            }
            if self.does(behind, stem) && self.of.iter().any(|of| gap.ends_with(of.as_str())) {
                return true;
            }
        }
        let named = |piece: &str| {
            let piece = self.trimmed(piece);
            let again = || task && piece.chars().count() > 1 && whole_head.contains(piece);
            sure.is_some_and(|sure| sure.parts.iter().any(|part| piece == part.as_str()) || again())
        };
        [clause(text, whole.range.end, part.range.start), behind]
            .iter()
            .any(|piece| self.is_stem(piece, stem, whole_head) || named(piece))
    }

    /// Whether a piece of a sentence tells that something is done: “完成公开栏改造”, “更新了目录”.
    fn does(&self, piece: &str, stem: &str) -> bool {
        let piece = self.trimmed(piece);
        let doing = || self.doing.iter().any(|word| piece.starts_with(word.as_str()));
        let does = piece.starts_with(stem) || piece.ends_with(stem) && doing();
        does && !has_any(piece, &self.not)
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

/// The words before a count in its clause.
pub(super) fn head<'a>(text: &'a str, counts: &[Quantity], at: usize) -> &'a str {
    let since = at.checked_sub(1).map_or(0, |before| counts[before].range.end);
    clause(text, since, counts[at].range.start)
}

/// Whether a count stands in the sentence right before another.
fn follows(text: &str, count: &Quantity, sentence: &Range) -> bool {
    let between = &text[count.range.end..sentence.start];
    between.find(STOPS).is_none_or(|at| at + '。'.len_utf8() == between.len())
}

pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a rate is right of other figures: of any in the paragraph, of neighbours taken together, or of what is left
/// of the whole without one of them.
pub(super) fn fits(
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
    let more = part.value > whole.value;
    let parts: Vec<Number> =
        runs(Some(part)).into_iter().filter(|&sum| more || sum <= whole.value).collect();
    // “查出50个，整改50个；查出20个，整改18个，整改率97.1%”: of all the pairs before it.
    let pairs = sentence.partition_point(|count| count.range.start <= part.range.start);
    let mut both = [Number::ZERO; 2];
    for pair in sentence[..pairs].rchunks_exact(2) {
        both = [both[0] + pair[0].value, both[1] + pair[1].value];
        if of(both[1], both[0]) {
            return true;
        }
    }
    let left = sentence.iter().map(|count| whole.value - count.value);
    let bases = all.iter().map(|count| count.value).chain(runs(None)).chain(left);
    bases.into_iter().any(|base| parts.iter().any(|&part| (more || part <= base) && of(part, base)))
}

/// How many neighbours are taken together at most.
const MOST: usize = 8;

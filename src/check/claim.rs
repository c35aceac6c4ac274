//! Figures that sentences state, against sums of cells of the tables.

use std::{cmp::Reverse, ops::Range};

use serde::Deserialize;

use super::{
    Facts, Finding, Kind, Out, Report,
    base::{Base, Bases},
    expression::{Expression, Parts},
    figure::{self, Read, Sum, Target},
    scope::{Scope, Verdict, is_end, is_of_another_year},
};
use crate::{
    document::{
        quantity::{Bound, Number, Quantity},
        sentence::{Prose, Sentence},
        subject::tells_whose,
    },
    source::{Passage, Place, WordList},
};

/// Ties what sentences count to cells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Parts that the patterns name.
    #[serde(default)]
    pub parts: Parts,
    /// The units that may stand behind a figure.
    pub units: Vec<String>,
    /// What takes a figure out of comparison.
    pub scope: Scope,
    /// What the figures have to be parts of, where that stands before them.
    pub base: Option<Base>,
    /// What is counted.
    #[serde(rename = "measure")]
    pub measures: Vec<Measure>,
}

/// One thing that is counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Words of which one must stand in the sentence, looked for before any pattern.
    #[serde(default)]
    pub trigger: WordList,
    /// Whether it is none of the parts that the base is the whole of: 上年结转 stands beside the applications of the year.
    #[serde(default)]
    pub apart: bool,
    /// How sentences say it; of all phrases the one with most words before the figure counts, then with most behind it.
    pub phrases: Vec<Phrase>,
    /// What the figure may be: it agrees if it is any of them, and is shown beside the first.
    pub targets: Vec<Target>,
    /// What the figure is by mistake; if it is one of them, the finding is a likely one and says so.
    #[serde(default)]
    pub suspects: Vec<Target>,
}

/// The words around a figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a rule file says each of them by itself")]
pub struct Phrase {
    /// What stands before those again, where it is said there what is counted; it is not shown.
    pub since: Option<Expression>,
    /// What stands right before it; without that the figure comes first (“2件不予公开”).
    pub before: Option<Expression>,
    /// What stands right behind it.
    pub after: Option<Expression>,
    /// Whether nothing may follow that in its clause: “2件不予公开决定被撤销” tells of something else.
    #[serde(default)]
    pub ends: bool,
    /// Words of which one must stand in the sentence.
    #[serde(default)]
    pub with: WordList,
    /// Whether it states the total of its sentence, so that the other figures there are parts.
    #[serde(default)]
    pub total: bool,
    /// Whether it may mean something else, so that the finding is a likely one.
    #[serde(default)]
    pub doubt: bool,
    /// Whether it tells of a part of what the cells count, and so only of too much where it is more than they hold.
    #[serde(default)]
    pub part: bool,
}

impl Kind for Claim {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "cell", "row", "difference"]
    }

    fn invalid(&self) -> Option<String> {
        let mut phrases = self.measures.iter().flat_map(|measure| &measure.phrases);
        phrases.find_map(|phrase| {
            let mut around = [&phrase.since, &phrase.before, &phrase.after].into_iter().flatten();
            around.find_map(|words| words.error(&self.parts))
        })
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let said = self.said(report);
        for (index, measure) in self.measures.iter().enumerate() {
            let of_this: Vec<&Said> = said.iter().filter(|one| one.measure == index).collect();
            if !of_this.is_empty() {
                measure.judge(report, &of_this, out);
            }
        }
    }
}

/// A figure that is said of a measure.
struct Said<'a> {
    measure: usize,
    /// From the words before it to its unit, or to the words behind it.
    place: Place,
    sentence: &'a Sentence,
    quantity: &'a Quantity,
    total: bool,
    verdict: Verdict,
}

impl Claim {
    fn said<'a>(&self, report: &Report<'a>) -> Vec<Said<'a>> {
        let mut said: Vec<Said> = Vec::new();
        let document = report.document;
        let mut bases = None;
        let measures = self.measures.iter().enumerate();
        let likely: Vec<(usize, &Measure)> =
            measures.filter(|(_, one)| one.is_likely(&document.prose)).collect();
        if likely.is_empty() {
            return said;
        }
        let mut here: Vec<(usize, &Measure)> = Vec::new();
        for sentence in document.prose.counting() {
            let passage = sentence.passage(document);
            here.clear();
            here.extend(likely.iter().filter(|(_, one)| named(&one.trigger, passage)).copied());
            if here.is_empty() || !self.scope.concerns(passage) {
                continue;
            }
            let mut own: Vec<Said> = Vec::new();
            let counted = |one: &&Quantity| self.units.iter().any(|unit| unit == one.unit);
            for quantity in sentence.quantities(document).iter().filter(counted) {
                own.extend(self.said_of(report, sentence, quantity, here.iter().copied()));
            }
            if let Some(base) = self.base.as_ref().filter(|_| !own.is_empty()) {
                let bases = bases.get_or_insert_with(|| Bases::new(base, report));
                let begin = sentence.place.start as usize;
                let range =
                    |one: &Said| one.place.start as usize - begin..one.place.end as usize - begin;
                let claims: Vec<Range<usize>> = own.iter().map(range).collect();
                let others = bases.parts_of_others(sentence, &claims);
                let parts = own.iter_mut().zip(others);
                for (one, _) in
                    parts.filter(|(one, other)| *other && !self.measures[one.measure].apart)
                {
                    one.verdict = Verdict::Other;
                }
            }
            let is_total = |one: &&Said| one.total && one.verdict != Verdict::Other;
            let totals: Vec<usize> = own.iter().filter(is_total).map(|one| one.measure).collect();
            own.retain(|one| one.total || !totals.contains(&one.measure));
            said.append(&mut own);
        }
        said
    }

    fn said_of<'a, 'm>(
        &self,
        report: &Report,
        sentence: &'a Sentence,
        quantity: &'a Quantity,
        measures: impl Iterator<Item = (usize, &'m Measure)>,
    ) -> Option<Said<'a>> {
        let passage = sentence.passage(report.document);
        let text = passage.text;
        let (before, after) = (&text[..quantity.range.start], &text[quantity.range.end..]);
        let phrases = measures
            .flat_map(|(index, measure)| measure.phrases.iter().map(move |phrase| (index, phrase)));
        let found = phrases.filter_map(|(index, phrase)| {
            // What ends the clause behind other words has some there; asked first, as patterns are dear.
            if phrase.ends && is_end(after) || !named(&phrase.with, passage) {
                return None;
            }
            let shown = match &phrase.before {
                Some(words) => words.ending(passage.part(before), &self.parts)?.start,
                None => before.len(),
            };
            let start = match &phrase.since {
                Some(since) => since.ending(passage.part(&before[..shown]), &self.parts)?.start,
                None => shown,
            };
            let behind = match &phrase.after {
                Some(after_words) => after_words.beginning(passage.part(after), &self.parts)?.end,
                None => 0,
            };
            if phrase.ends && !is_end(&after[behind..]) {
                return None;
            }
            Some((start..quantity.range.end + behind, shown, index, phrase))
        });
        let (range, shown, measure, phrase) =
            found.min_by_key(|(range, ..)| (range.start, Reverse(range.end)))?;
        let figures = sentence.quantities(report.document);
        let verdict = match self.scope.judge(report, sentence, &range, figures) {
            _ if range.start < shown
                && is_of_another_year(report, passage.part(&text[..shown])) =>
            {
                Verdict::Other
            }
            Verdict::Sure | Verdict::Doubtful if phrase.part => Verdict::Part,
            Verdict::Sure if phrase.doubt => Verdict::Doubtful,
            verdict => verdict,
        };
        Some(Said {
            measure,
            place: sentence.place.part(shown, range.end),
            sentence,
            quantity,
            total: phrase.total,
            verdict,
        })
    }
}

/// Whether one of the words stands in a passage, or there are none to stand there.
fn named(words: &WordList, passage: Passage) -> bool {
    words.is_empty() || passage.has_any(words)
}

impl Measure {
    /// Whether a report may speak of it at all.
    fn is_likely(&self, prose: &Prose) -> bool {
        self.trigger.is_empty() || prose.may_have_any(&self.trigger)
    }

    fn judge(&self, report: &Report, all: &[&Said], out: &mut Out) {
        let counts = |one: &&&Said| one.verdict != Verdict::Other;
        let said: Vec<&Said> = all.iter().filter(counts).copied().collect();
        let (parts, wholes): (Vec<&Said>, _) =
            said.iter().partition(|one| one.verdict == Verdict::Part);
        let said = if wholes.is_empty() { parts } else { wholes };
        if said.is_empty() {
            return;
        }
        let mut sums: Vec<(&Target, Sum)> = Vec::new();
        let mut unclear = None;
        let nothing = said.iter().all(|one| one.quantity.value == Number::ZERO);
        for target in &self.targets {
            match figure::read(report, &target.cells) {
                Read::Sum(sum) => sums.push((target, sum)),
                Read::Unclear(gap) => unclear = unclear.or(Some(gap)),
                Read::Blank(_) if nothing => return,
                Read::Blank(title) => {
                    unclear = unclear.or(Some(figure::gap("cell-unclear", &title)));
                }
                Read::Absent => {}
            }
        }
        let agrees = |sum: Number| {
            said.iter().any(|one| one.agrees(sum)) || split(all).any(|whole| whole == sum)
        };
        let mended = |(target, sum): &(&Target, Sum)| figure::mended(report, &target.cells, sum);
        let shared = |sum: Number| {
            said.iter().any(|one| comes_to(one.quantity.value, &beside(report, one), sum))
        };
        if sums.iter().any(|(_, sum)| agrees(sum.value))
            || sums.iter().flat_map(mended).any(agrees)
            || sums.iter().any(|(_, sum)| shared(sum.value))
        {
            return;
        }
        if let Some(gap) = unclear.or(sums.is_empty().then(|| self.absent(report)).flatten()) {
            return out.skip(gap.reason, gap.facts);
        }
        if !sums.is_empty() {
            out.find(self.finding(report, &said, &sums));
        }
    }

    fn finding(&self, report: &Report, said: &[&Said], sums: &[(&Target, Sum)]) -> Finding {
        let (first, (target, sum)) = (said[0], &sums[0]);
        let span = report.document.span(first.place);
        let facts = Facts::new()
            .with("text", report.source.slice(span))
            .with("cell", sum.shown())
            .with("row", &target.name)
            .with("difference", (first.quantity.value - sum.value).abs());
        let one = said.iter().all(|one| one.quantity.value == first.quantity.value);
        let alone = beside(report, first).is_empty();
        let blank = sums.iter().any(|(_, sum)| sum.blank);
        let mut finding = Finding::at(span, facts)
            .certain(one && first.verdict == Verdict::Sure && alone && !blank);
        for operand in &sum.operands {
            let value = Facts::new().with("cell", operand.value.abs());
            finding = finding.label(operand.span, "cell", value);
        }
        let shown = |target: &Target, sum: &Sum| {
            Facts::new().with("row", &target.name).with("cell", sum.shown())
        };
        for (other, other_sum) in &sums[1..] {
            if other_sum.value != sum.value {
                finding = finding.note("also", shown(other, other_sum));
            }
        }
        for suspect in &self.suspects {
            if let Read::Sum(sum) = figure::read(report, &suspect.cells)
                && agrees(first.quantity, sum.value)
            {
                finding = finding.note("suspect", shown(suspect, &sum)).certain(false);
            }
        }
        if blank { finding.note("blank", Facts::new()) } else { finding }
    }

    /// The table that the figure belongs to and that the form found has, but not the report.
    fn absent(&self, report: &Report) -> Option<super::Gap> {
        let form = report.found().or(report.due)?;
        let mut names = self.targets.iter().flat_map(|target| &target.cells);
        let spec = names.find_map(|name| form.table(name.table()))?;
        let missing = report.document.table(&spec.id).is_none();
        missing.then(|| figure::gap("table-absent", &spec.title))
    }
}

impl Said<'_> {
    /// Whether it may be said where the cells come to a sum.
    fn agrees(&self, sum: Number) -> bool {
        match self.verdict {
            Verdict::Part => self.quantity.value <= sum,
            Verdict::Sure | Verdict::Doubtful | Verdict::Other => agrees(self.quantity, sum),
        }
    }
}

/// What the figures of each sentence add up to that states several, as of two organs.
fn split(said: &[&Said]) -> impl Iterator<Item = Number> {
    let of_one = said.chunk_by(|one, next| one.sentence.place == next.sentence.place);
    of_one
        .filter(|parts| parts.len() > 1)
        .map(|parts| parts.iter().map(|one| one.quantity.value).sum())
}

/// What a claim's sentence counts for other organs, or for all of them: “市直部门收到申请4件，各县收到5件，合计9件”.
fn beside(report: &Report, claim: &Said) -> Vec<Number> {
    let (sentence, own) = (claim.sentence, claim.quantity);
    let passage = sentence.passage(report.document);
    let figures = sentence.quantities(report.document);
    let others = figures.iter().enumerate().filter(|(_, one)| *one != own && one.unit == own.unit);
    let of_organs = others.filter(|(index, one)| {
        let since = index.checked_sub(1).map_or(0, |before| figures[before].range.end);
        let before = &passage.text[since..one.range.start];
        let words = before.rsplit(['，', '；', '：', '。']).next().unwrap_or(before);
        let (first, last) =
            if one.range.start < own.range.start { (*one, own) } else { (own, *one) };
        tells_whose(passage.part(words), &passage.text[first.range.end..last.range.start])
    });
    of_organs.map(|(_, one)| one.value).collect()
}

/// Whether one of the figures beside a claim is the sum, or the claim is with some of them in order.
fn comes_to(claimed: Number, beside: &[Number], sum: Number) -> bool {
    let mut whole = claimed;
    beside.iter().any(|&one| {
        whole = whole + one;
        one == sum || whole == sum
    })
}

fn agrees(quantity: &Quantity, stated: Number) -> bool {
    match quantity.bound {
        Bound::Exact => quantity.value == stated,
        Bound::AtLeast => stated >= quantity.value,
        Bound::About => (stated - quantity.value).abs().times(10) <= quantity.value,
    }
}

//! Brackets and quotation marks that are opened and not closed, or closed and not opened.

use std::{collections::BTreeSet, sync::OnceLock};

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::source::{CharSet, Span, WordList, fold::folded};

/// Looks at the brackets of each paragraph, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    /// The kinds of brackets.
    pub pairs: Vec<Pair>,
    /// The marks that end a paragraph; one without them may go on elsewhere.
    pub ends: String,
    /// What stands before the closing bracket of a list mark such as `1）`, or of a smiley.
    pub list: String,
    /// Where one of these stands, the quotation marks of a paragraph are not judged.
    pub loose: String,
    #[serde(skip)]
    signs: OnceLock<Signs>,
}

/// One kind of brackets, in all its widths.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// What opens; the first is the usual one.
    pub open: String,
    /// What closes; the first is the usual one.
    pub close: String,
    /// Whether they are quotation marks.
    #[serde(default)]
    pub quote: bool,
    /// Whether they hold the year in the number of a document.
    #[serde(default)]
    pub year: bool,
}

/// A bracket without its other half.
#[derive(Clone, Copy)]
struct Single {
    pair: usize,
    opens: bool,
    /// Byte offset in the source.
    at: usize,
    char: char,
}

/// How many paragraphs a bracket may run on over where a converter broke one up.
const REACH: usize = 3;
/// How many characters from a bracket on are quoted.
const QUOTED: usize = 12;

impl Kind for Bracket {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "mark", "other"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let paragraphs = self.paragraphs(report);
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let text = report.source.slice(paragraph.span).trim_end();
            let whole = text.ends_with(|char| self.ends.contains(char));
            let around = index.saturating_sub(REACH)..paragraphs.len().min(index + REACH + 1);
            let is_near = |other: &&Paragraph| other.order.abs_diff(paragraph.order) <= REACH;
            let mut told: Vec<usize> = Vec::new();
            for single in &paragraph.singles {
                let other = |one: &Single| one.pair == single.pair && one.opens != single.opens;
                let mut nearby = paragraphs[around.clone()].iter().filter(is_near);
                if told.contains(&single.pair) || nearby.any(|near| near.singles.iter().any(other))
                {
                    continue;
                }
                told.push(single.pair);
                if whole {
                    out.find(self.finding(*single, report, paragraph.span));
                } else {
                    out.skip("text-incomplete", Facts::new());
                }
            }
        }
    }
}

impl Bracket {
    fn finding(&self, single: Single, report: &Report, paragraph: Span) -> Finding {
        let pair = &self.pairs[single.pair];
        let text = report.source.text();
        let line = &text[paragraph.range()];
        let at = single.at - paragraph.start as usize;
        let quoted: String = if single.opens {
            line[at..].chars().take(QUOTED).collect()
        } else {
            let end = at + single.char.len_utf8();
            let mut tail: Vec<char> = line[..end].chars().rev().take(QUOTED).collect();
            tail.reverse();
            tail.into_iter().collect()
        };
        let other = if single.opens { &pair.close } else { &pair.open };
        let facts = Facts::new()
            .with("text", quoted.trim())
            .with("mark", single.char)
            .with("other", other.chars().next().unwrap_or_default());
        let place = Span::new(single.at, single.at + single.char.len_utf8());
        Finding::at(place, facts).case(if single.opens { "" } else { "closed" })
    }

    /// The paragraphs with brackets that have no other half there.
    fn paragraphs(&self, report: &Report) -> Vec<Paragraph> {
        let document = report.document;
        let signs = self.signs.get_or_init(|| Signs::of(self));
        let mut sentences = document.prose.likely([&signs.folded]).peekable();
        let mut scratch =
            Scratch { marks: Vec::new(), open: Vec::new(), waiting: vec![0; self.pairs.len()] };
        let mut paragraphs = Vec::new();
        let (mut order, mut counted) = (0, 0);
        while let Some(first) = sentences.next() {
            let block = first.block;
            let mut loose = signs.read(document.span(first.place), report, &mut scratch.marks);
            while let Some(more) = sentences.next_if(|more| more.block == block) {
                loose |= signs.read(document.span(more.place), report, &mut scratch.marks);
            }
            let span = document.span(document.blocks[block].place);
            let singles = self.singles(report.source.text(), span, loose, &mut scratch);
            if !singles.is_empty() {
                let between = document.blocks[counted..block].iter();
                order += between.filter(|block| block.is_prose()).count();
                counted = block;
                paragraphs.push(Paragraph { order, span, singles });
            }
        }
        paragraphs
    }

    /// The brackets of one paragraph that have no other half.
    fn singles(
        &self,
        text: &str,
        paragraph: Span,
        loose: bool,
        scratch: &mut Scratch,
    ) -> Vec<Single> {
        let open = &mut scratch.open;
        let mut singles: Vec<Single> = Vec::new();
        for single in scratch.marks.drain(..) {
            let Single { pair, at, .. } = single;
            let spec = &self.pairs[pair];
            let behind = &text[at..paragraph.end as usize];
            if spec.quote && loose || spec.year && single.opens && runs_together(behind) {
                continue;
            }
            if single.opens {
                scratch.waiting[pair] += 1;
                open.push(single);
            } else if scratch.waiting[pair] > 0 {
                while let Some(half) = open.pop() {
                    scratch.waiting[half.pair] -= 1;
                    if half.pair == pair {
                        break;
                    }
                    singles.push(half);
                }
            } else if !self.is_list_mark(&text[paragraph.start as usize..at]) {
                singles.push(single);
            }
        }
        if !open.is_empty() {
            scratch.waiting.fill(0);
            singles.append(open);
        }
        singles.sort_by_key(|single| single.at);
        singles
    }

    /// Whether a closing bracket behind this text ends a list mark.
    fn is_list_mark(&self, before: &str) -> bool {
        let mark = before.chars().rev().take_while(|char| self.list.contains(*char)).count();
        (1..=2).contains(&mark)
    }
}

/// A paragraph with brackets that have no other half in it.
struct Paragraph {
    /// How many paragraphs stand before it.
    order: usize,
    span: Span,
    singles: Vec<Single>,
}

/// What is needed anew for every paragraph.
struct Scratch {
    marks: Vec<Single>,
    open: Vec<Single>,
    /// By pair, how many are open.
    waiting: Vec<usize>,
}

/// The brackets, with their pairs and whether they open, and the loose marks.
#[derive(Debug)]
struct Signs {
    all: Vec<(char, Option<(usize, bool)>)>,
    set: CharSet,
    /// As they are folded.
    folded: WordList,
}

impl Signs {
    fn of(bracket: &Bracket) -> Self {
        let pairs = bracket.pairs.iter().enumerate();
        let of_pairs = pairs.flat_map(|(index, pair)| {
            let opening = pair.open.chars().map(move |char| (char, Some((index, true))));
            opening.chain(pair.close.chars().map(move |char| (char, Some((index, false)))))
        });
        let all: Vec<_> = of_pairs.chain(bracket.loose.chars().map(|char| (char, None))).collect();
        let set = CharSet::of(all.iter().map(|(char, _)| *char));
        let folded: BTreeSet<String> =
            all.iter().map(|(char, _)| folded(&char.to_string()).into_owned()).collect();
        Self { all, set, folded: folded.into_iter().collect::<Vec<_>>().into() }
    }

    /// Takes up the brackets of a part of the source; whether a loose mark stands among them.
    fn read(&self, part: Span, report: &Report, marks: &mut Vec<Single>) -> bool {
        let text = report.source.slice(part);
        let mut loose = false;
        for at in self.set.likely(text) {
            let Some(char) = text[at..].chars().next() else { break };
            match self.all.iter().find(|(sign, _)| *sign == char) {
                Some(&(_, Some((pair, opens)))) => {
                    marks.push(Single { pair, opens, at: part.start as usize + at, char });
                }
                Some((_, None)) => loose = true,
                None => {}
            }
        }
        loose
    }
}

/// Whether year and number run together behind a bracket: a converter lost its other half.
fn runs_together(text: &str) -> bool {
    text.chars().skip(1).take_while(char::is_ascii_digit).count() > 4
}

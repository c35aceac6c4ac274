//! Brackets and quotation marks that are opened and not closed, or closed and not opened.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::source::{CharSet, Span};

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
        let document = report.document;
        let spans: Vec<Span> = document.prose().map(|block| document.span(block.place)).collect();
        let mut scratch =
            Scratch { marks: Vec::new(), open: Vec::new(), waiting: vec![0; self.pairs.len()] };
        let mut read = |span: &Span| {
            self.singles(report.source.slice(*span), span.start as usize, &mut scratch)
        };
        let all: Vec<Vec<Single>> = spans.iter().map(&mut read).collect();
        if all.iter().all(Vec::is_empty) {
            return;
        }
        let halves: Vec<Vec<(usize, bool)>> = all.iter().map(|singles| halves(singles)).collect();
        for (index, singles) in all.iter().enumerate().filter(|(_, singles)| !singles.is_empty()) {
            let text = report.source.slice(spans[index]).trim_end();
            let whole = text.ends_with(|char| self.ends.contains(char));
            let near = &halves[index.saturating_sub(REACH)..all.len().min(index + REACH + 1)];
            let mut told: Vec<usize> = Vec::new();
            for single in singles {
                let other = (single.pair, !single.opens);
                if told.contains(&single.pair) || near.iter().any(|near| near.contains(&other)) {
                    continue;
                }
                told.push(single.pair);
                if whole {
                    out.find(self.finding(*single, report, spans[index]));
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

    /// The brackets of one paragraph that have no other half.
    fn singles(&self, text: &str, offset: usize, scratch: &mut Scratch) -> Vec<Single> {
        let loose = self.marks(text, &mut scratch.marks);
        let open = &mut scratch.open;
        let mut singles: Vec<Single> = Vec::new();
        for (at, char, pair, opens) in scratch.marks.drain(..) {
            let spec = &self.pairs[pair];
            if spec.quote && loose || spec.year && opens && runs_together(&text[at..]) {
                continue;
            }
            let single = Single { pair, opens, at: offset + at, char };
            if opens {
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
            } else if !self.is_list_mark(&text[..at]) {
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

    /// Takes up the brackets of a paragraph; whether a loose mark stands among them.
    fn marks(&self, text: &str, marks: &mut Vec<Mark>) -> bool {
        let signs = self.signs.get_or_init(|| Signs::of(self));
        let mut loose = false;
        for at in signs.set.likely(text) {
            let Some(char) = text[at..].chars().next() else { break };
            match signs.all.iter().find(|(sign, _)| *sign == char) {
                Some((_, Some((pair, opens)))) => marks.push((at, char, *pair, *opens)),
                Some((_, None)) => loose = true,
                None => {}
            }
        }
        loose
    }

    /// Whether a closing bracket behind this text ends a list mark.
    fn is_list_mark(&self, before: &str) -> bool {
        let mark = before.chars().rev().take_while(|char| self.list.contains(*char)).count();
        (1..=2).contains(&mark)
    }
}

/// A bracket in a paragraph: where, the pair it belongs to, and whether it opens.
type Mark = (usize, char, usize, bool);

/// What is needed anew for every paragraph.
struct Scratch {
    marks: Vec<Mark>,
    open: Vec<Single>,
    /// By pair, how many are open.
    waiting: Vec<usize>,
}

/// The brackets, with their pairs and whether they open, and the loose marks.
#[derive(Debug)]
struct Signs {
    all: Vec<(char, Option<(usize, bool)>)>,
    set: CharSet,
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
        Self { all, set }
    }
}

/// The halves that paragraphs nearby may look for.
fn halves(singles: &[Single]) -> Vec<(usize, bool)> {
    let mut halves: Vec<(usize, bool)> =
        singles.iter().map(|single| (single.pair, single.opens)).collect();
    halves.sort_unstable();
    halves.dedup();
    halves
}

/// Whether year and number run together behind a bracket: a converter lost its other half.
fn runs_together(text: &str) -> bool {
    text.chars().skip(1).take_while(char::is_ascii_digit).count() > 4
}

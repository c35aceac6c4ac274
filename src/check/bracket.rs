//! Brackets and quotation marks that are opened and not closed, or closed and not opened.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::source::Span;

/// Looks at the brackets of each paragraph, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    /// The kinds of brackets.
    pub pairs: Vec<Pair>,
    /// The marks that end a paragraph; one without them may go on elsewhere.
    pub ends: String,
    /// What stands before the closing bracket of a list mark such as `1）`.
    pub list: String,
    /// Where one of these stands, the quotation marks of a paragraph are not judged.
    pub loose: String,
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
        let all: Vec<Vec<Single>> = spans
            .iter()
            .map(|&span| self.singles(report.source.slice(span), span.start as usize))
            .collect();
        let halves: Vec<Vec<(usize, bool)>> = all.iter().map(|singles| halves(singles)).collect();
        for (index, singles) in all.iter().enumerate() {
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
    fn singles(&self, text: &str, offset: usize) -> Vec<Single> {
        let (marks, loose) = self.marks(text);
        let mut open: Vec<Single> = Vec::new();
        let mut waiting = vec![0; self.pairs.len()];
        let mut singles: Vec<Single> = Vec::new();
        for (at, char, pair, opens) in marks {
            let spec = &self.pairs[pair];
            if spec.quote && loose || spec.year && opens && runs_together(&text[at..]) {
                continue;
            }
            let single = Single { pair, opens, at: offset + at, char };
            if opens {
                waiting[pair] += 1;
                open.push(single);
            } else if waiting[pair] > 0 {
                while let Some(half) = open.pop() {
                    waiting[half.pair] -= 1;
                    if half.pair == pair {
                        break;
                    }
                    singles.push(half);
                }
            } else if !self.is_list_mark(&text[..at]) {
                singles.push(single);
            }
        }
        singles.extend(open);
        singles.sort_by_key(|single| single.at);
        singles
    }

    /// The brackets of a paragraph with the pairs they belong to and whether they open, and whether a loose mark stands
    /// among them.
    fn marks(&self, text: &str) -> (Vec<(usize, char, usize, bool)>, bool) {
        let mut marks = Vec::new();
        let mut loose = false;
        for (at, char) in text.char_indices() {
            // Most of a report by far: no bracket is among these.
            if matches!(char, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'a'..='z' | '，' | '。' | '、')
            {
                continue;
            }
            loose |= self.loose.contains(char);
            marks.extend(self.pair(char).map(|(pair, opens)| (at, char, pair, opens)));
        }
        (marks, loose)
    }

    /// Which pair a character belongs to, and whether it opens.
    fn pair(&self, char: char) -> Option<(usize, bool)> {
        self.pairs.iter().enumerate().find_map(|(index, pair)| {
            let opens = pair.open.contains(char);
            (opens || pair.close.contains(char)).then_some((index, opens))
        })
    }

    /// Whether a closing bracket behind this text ends a list mark.
    fn is_list_mark(&self, before: &str) -> bool {
        let mark = before.chars().rev().take_while(|char| self.list.contains(*char)).count();
        (1..=2).contains(&mark)
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

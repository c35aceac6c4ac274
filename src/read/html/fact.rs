//! What a line of a page looks like by itself: a heading of a report, its title, prose.

use super::part::{Item, Kind, Page};
use crate::{
    document::{section, title},
    form::{Forms, SectionKind},
    source::{Place, Span, fold::folded},
};

/// What is known of an item; of what is no line, nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fact {
    /// The parts of a report that it heads, one bit each.
    pub(super) heads: u16,
    /// Whether it has the wording of a prescribed section title.
    pub(super) titled: bool,
    /// Whether it is so with the line after it, between which the page has broken it.
    pub(super) broken: bool,
    /// Whether it reads as the title of a report.
    pub(super) title: bool,
    /// Bytes of text.
    pub(super) bytes: u32,
    /// Bytes of them that are links.
    pub(super) linked: u32,
    /// Bytes that are running text.
    pub(super) prose: u32,
}

/// A heading is looked for in this many bytes of a line.
const HEAD: usize = 240;
/// Lines longer than this, in bytes, are prose without a full stop too.
const LONG: u32 = 120;

/// The facts of all items.
pub(super) fn facts(page: &Page, forms: &Forms) -> Vec<Fact> {
    let mut facts: Vec<Fact> = page.items.iter().map(|item| fact(page, item, forms)).collect();
    for index in 1..facts.len() {
        if !facts[index - 1].titled
            && let Some(kind) = broken(page, &page.items[index - 1..=index], forms)
        {
            let fact = &mut facts[index - 1];
            (fact.broken, fact.titled, fact.heads) = (true, true, 1 << kind as u16);
        }
    }
    facts
}

/// The section whose numbered title two lines are together.
fn broken(page: &Page, items: &[Item], forms: &Forms) -> Option<SectionKind> {
    let [Item { kind: Kind::Line { text, level, linked: 0 }, element }, next] = *items else {
        return None;
    };
    let Kind::Line { text: rest, level: same, linked: 0 } = next.kind else { return None };
    let length = text.end - text.start + rest.end - rest.start;
    if (next.element, same) != (element, level) || length as usize > HEAD {
        return None;
    }
    let line = |text: Span| &page.text.text()[text.range()];
    let first = folded(line(text));
    section::mark(&first).filter(|(style, ..)| *style == section::Style::Han)?;
    let whole = first + folded(line(rest));
    let found = section::heading(&whole, Place::new(0, whole.len()), level, forms)?;
    found.titled.filter(|_| !found.runs_on)
}

fn fact(page: &Page, item: &Item, forms: &Forms) -> Fact {
    let (text, linked, level) = match item.kind {
        Kind::Line { text, linked, level } => (text, linked, level),
        Kind::Named { text } => (text, 0, None),
        _ => return Fact::default(),
    };
    let slice = &page.text.text()[text.range()];
    let bytes = text.end - text.start;
    let linked = linked.min(bytes);
    let mut fact = Fact { bytes, linked, ..Fact::default() };
    if slice.contains('。') || bytes > LONG {
        fact.prose = bytes - linked;
    }
    if linked * 2 > bytes {
        return fact;
    }
    let head = folded(start(slice));
    if bytes as usize <= HEAD {
        fact.title = title::is_title(&head);
    }
    if let Some(found) = section::heading(&head, Place::new(0, head.len()), level, forms)
        && (found.titled.is_some() || found.level == 1)
    {
        fact.heads = found.kinds.iter().fold(0, |heads, kind| heads | 1 << *kind as u16);
        fact.titled = found.titled.is_some();
    }
    fact
}

/// The first [`HEAD`] bytes of a line, cut back to a character boundary.
fn start(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The text of a line.
pub(super) fn text(item: &Item) -> Option<Span> {
    match item.kind {
        Kind::Line { text, .. } | Kind::Named { text } | Kind::Dated { text } => Some(text),
        _ => None,
    }
}

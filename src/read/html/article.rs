//! Where in a page the report stands: by its headings and tables, not by the names of elements.

use std::ops::Range;

use super::{
    fact::Fact,
    page::{Element, Kind, Look, Page},
    table::Table,
};
use crate::{
    document::{ending, title},
    source::{Place, Span, fold::folded},
};

/// What of a page is the report.
#[derive(Debug)]
pub(super) struct Article {
    /// The name of the page, where its title is nowhere else.
    pub(super) named: Option<Span>,
    /// The date of publication that the page states where nobody sees it, and the item before which it is written.
    pub(super) dated: Option<(usize, Span)>,
    /// Whether each item belongs to it.
    pub(super) kept: Vec<bool>,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// Parts of a report that are headed or tabled in it, one bit each.
    parts: u64,
    /// Bytes of text, of links, of running text.
    bytes: u32,
    linked: u32,
    prose: u32,
    /// Whether a line of it is page furniture in so many words.
    furniture: bool,
}

/// The bits of [`Sum::parts`] that stand for tables begin here.
const TABLES: u32 = 16;
/// How many lines before an article are searched for its title.
const BEFORE: usize = 40;
/// More running text than this, in bytes, is no part of the page round an article.
const PROSE: u32 = 600;

/// Finds the report in a page.
pub(super) fn find(page: &Page, facts: &[Fact], tables: &[Table]) -> Article {
    let sums = sums(page, facts, tables);
    let dropped = dropped(page, &sums);
    let is_out = |index: usize| dropped[page.items[index].element as usize];
    let inner = container(page, &sums, &dropped);
    let lines = |range: Range<usize>| {
        range.filter(|&index| matches!(page.items[index].kind, Kind::Line { .. }) && !is_out(index))
    };
    let first_head = lines(inner.clone()).find(|&index| facts[index].heads > 0);
    let text = |index: usize| match page.items[index].kind {
        Kind::Line { text, .. } => folded(&page.text.text()[text.range()]),
        _ => String::new(),
    };
    let short = |index: usize| facts[index].bytes <= 240;
    let first_of = |lines: Vec<usize>| {
        let near = lines.into_iter().filter(|&index| short(index));
        let texts: Vec<(usize, String)> = near.map(|index| (index, text(index))).collect();
        let texts: Vec<(Place, &str)> =
            texts.iter().map(|(index, text)| (Place::new(*index, *index), text.as_str())).collect();
        title::find(&texts).map(|(start, _)| texts[start].0.start as usize)
    };
    let inside = lines(inner.start..first_head.unwrap_or(inner.end)).take(BEFORE);
    let before = || {
        let all: Vec<usize> = lines(0..inner.start).collect();
        all[all.len().saturating_sub(BEFORE)..].to_vec()
    };
    let title = first_of(inside.collect()).or_else(|| first_of(before()));
    let start = title.map_or(inner.start, |title| title.min(inner.start));
    let end = end(page, facts, &dropped, inner.end);
    let mut kept: Vec<bool> =
        (0..page.items.len()).map(|at| (start..end).contains(&at) && !is_out(at)).collect();
    // Above the title stands only what says when and by whom the page was published.
    let above = title.map_or(start, |title| title.max(start));
    for index in lines(0..above).rev().take(BEFORE) {
        kept[index] = short(index) && ending::is_metadata(&text(index));
    }
    let body = first_head.unwrap_or(above).max(above);
    for index in lines(above..body) {
        kept[index] &= !(short(index) && facts[index].prose == 0 && is_tool(&text(index)));
    }
    for (index, item) in page.items.iter().enumerate() {
        kept[index] |= matches!(item.kind, Kind::Mark(_));
    }
    let named = title.is_none().then(|| named(page)).flatten();
    let stated = lines(0..end).any(|index| {
        kept[index] && short(index) && ending::published(&text(index), Place::default()).is_some()
    });
    let dated = page.items.iter().find_map(|item| match item.kind {
        Kind::Dated { text } if !stated => Some((first_head?, text)),
        _ => None,
    });
    Article { named, dated, kept }
}

/// Whether a line before the first section only serves the page: sharing, printing, the size of letters.
fn is_tool(text: &str) -> bool {
    !ending::is_metadata(text) && ending::is_furniture(text)
}

/// What each element holds, its inner ones included.
fn sums(page: &Page, facts: &[Fact], tables: &[Table]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); page.elements.len()];
    for (item, fact) in page.items.iter().zip(facts) {
        let sum = &mut sums[item.element as usize];
        sum.parts |= u64::from(fact.heads);
        sum.bytes += fact.bytes;
        sum.linked += fact.linked;
        sum.prose += fact.prose;
        if let Kind::Line { text, .. } = item.kind
            && fact.bytes <= 120
            && !sum.furniture
        {
            sum.furniture = ending::is_furniture(&folded(&page.text.text()[text.range()]));
        }
    }
    for table in tables {
        let parts = &mut sums[page.items[table.first].element as usize].parts;
        *parts |= u64::from(table.prescribed) << TABLES;
    }
    for index in (1..sums.len()).rev() {
        let own = sums[index];
        let parent = &mut sums[page.elements[index].parent as usize];
        parent.parts |= own.parts;
        parent.bytes += own.bytes;
        parent.linked += own.linked;
        parent.prose += own.prose;
        parent.furniture |= own.furniture;
    }
    sums
}

/// Which elements are the page round the article: by their names and what they hold.
fn dropped(page: &Page, sums: &[Sum]) -> Vec<bool> {
    let mut dropped = vec![false; sums.len()];
    for (index, (element, sum)) in page.elements.iter().zip(sums).enumerate().skip(1) {
        let links = sum.linked * 5 >= sum.bytes * 3;
        let frame = match element.look {
            Look::Frame => true,
            Look::Named => sum.furniture || sum.linked * 5 >= sum.bytes * 2,
            Look::List => links && sum.bytes > 0,
            Look::Plain => false,
        };
        let bare = sum.parts.count_ones() < 2 && sum.prose < PROSE;
        dropped[index] = dropped[element.parent as usize] || frame && bare;
    }
    dropped
}

/// The items of the innermost element that has all of the report; of several the first.
fn container(page: &Page, sums: &[Sum], dropped: &[bool]) -> Range<usize> {
    let range = |element: &Element| element.first as usize..element.end as usize;
    let most = sums.iter().zip(dropped).filter(|(_, out)| !**out);
    let most = most.map(|(sum, _)| sum.parts.count_ones()).max().unwrap_or_default();
    let all = sums[0].prose;
    let has = |sum: &Sum| {
        if most >= 2 {
            sum.parts.count_ones() == most
        } else {
            sum.prose * 10 >= all * 7 && all > 0
        }
    };
    let mut best = range(&page.elements[0]);
    for (index, element) in page.elements.iter().enumerate() {
        let inside = best.start <= element.first as usize && element.end as usize <= best.end;
        if inside && !dropped[index] && has(&sums[index]) {
            best = range(element);
        }
    }
    best
}

/// Where the article ends: what follows its element and still belongs to it is prose, a signature or a table.
fn end(page: &Page, facts: &[Fact], dropped: &[bool], from: usize) -> usize {
    let mut end = from;
    for (index, item) in page.items.iter().enumerate().skip(from) {
        let Kind::Line { text, .. } = item.kind else { continue };
        if dropped[item.element as usize] {
            break;
        }
        let fact = facts[index];
        let line = folded(&page.text.text()[text.range()]);
        let prose = fact.prose > 0 && line.contains('。') && fact.linked == 0;
        let signed = fact.bytes <= 120 && fact.linked == 0 && is_signature(&line);
        if !prose && !signed || ending::is_furniture(&line) {
            break;
        }
        end = index + 1;
    }
    end
}

/// Whether a short line is an organ or a date.
fn is_signature(line: &str) -> bool {
    let dates = crate::document::date::dates(line);
    let date = dates.iter().any(|date| date.ymd().is_some() && date.range.end == line.len());
    date || crate::document::profile::kind(line.trim()).is_some()
}

/// The part of the page's name that is the title of a report.
fn named(page: &Page) -> Option<Span> {
    page.items.iter().find_map(|item| {
        let Kind::Named { text } = item.kind else { return None };
        let slice = &page.text.text()[text.range()];
        let mut start = text.start as usize;
        for part in slice.split_inclusive(['_', '|', '-', '—', '–', '>', '－', '＿']) {
            let words = part.trim_end_matches(['_', '|', '-', '—', '–', '>', '－', '＿']);
            if title::is_title(&folded(words)) {
                let lead = words.len() - words.trim_start().len();
                return Some(Span::new(start + lead, start + words.trim_end().len().max(lead)));
            }
            start += part.len();
        }
        None
    })
}

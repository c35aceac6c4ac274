//! Where in a page the report stands: by its headings and tables, not by the names of elements.

use std::{borrow::Cow, ops::Range};

use super::{
    fact::Fact,
    part::{Element, Kind, Look, Page},
    table::{Shape, Table},
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
    /// Whether the page holds another report besides.
    pub(super) another: bool,
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
/// How many lines above a report are searched for its title and metadata.
const NEAR: usize = 40;
/// Longer lines, in bytes, are neither title nor metadata.
const SHORT: u32 = 240;
/// More running text than this, in bytes, is no part of the page round an article.
const PROSE: u32 = 600;

/// Finds the report in a page.
pub(super) fn find(page: &Page, facts: &[Fact], tables: &[Table]) -> Article {
    let sums = sums(page, facts, tables);
    let dropped = dropped(page, &sums);
    let inner = container(page, &sums, &dropped);
    let another = another(page, &sums, &dropped, &inner);
    let view = View { page, facts, tables, dropped };
    let head = view.lines(inner.clone()).find(|&index| facts[index].heads > 0);
    let named = named(page);
    let title = view.titled(inner.start..head.unwrap_or(inner.end), named.is_some());
    let start = title.map_or(inner.start, |title| view.table_start(title));
    let end = view.end(inner.end);
    let links = view.links(start..end);
    let mut kept: Vec<bool> =
        (0..page.items.len()).map(|at| (start..end).contains(&at) && !view.is_out(at)).collect();
    let stated = view.keep_metadata(start, &mut kept) | view.states_date(start..end);
    for index in view.lines(start..head.unwrap_or(start)) {
        let other =
            title != Some(index) && view.is_link(index) && title::is_title(&view.text(index));
        kept[index] &= !view.is_tool(index) && !other;
    }
    for index in links {
        kept[index] = false;
    }
    for (kept, item) in kept.iter_mut().zip(&page.items) {
        *kept |= matches!(item.kind, Kind::Mark(_));
    }
    let named = named.filter(|_| title.is_none());
    let dated = page.items.iter().find_map(|item| match item.kind {
        Kind::Dated { text } if !stated => Some((head?, text)),
        _ => None,
    });
    Article { named, dated, another, kept }
}

/// A page with what is known of its parts.
struct View<'a> {
    page: &'a Page,
    facts: &'a [Fact],
    tables: &'a [Table],
    dropped: Vec<bool>,
}

impl View<'_> {
    fn is_out(&self, index: usize) -> bool {
        self.dropped[self.page.items[index].element as usize]
    }

    /// The lines in a range that may be the article's.
    fn lines(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        let is_line = |index: usize| matches!(self.page.items[index].kind, Kind::Line { .. });
        range.filter(move |&index| is_line(index) && !self.is_out(index))
    }

    /// Where the table of rows begins that an item stands in, or the item itself.
    fn table_start(&self, index: usize) -> usize {
        let holds = |table: &&Table| table.first < index && index < table.last;
        let rows = self.tables.iter().filter(holds).find(|table| table.shape == Shape::Rows);
        rows.map_or(index, |table| table.first)
    }

    /// Whether an item stands in a table of names and values.
    fn is_paired(&self, index: usize) -> bool {
        let next = self.tables.partition_point(|table| table.first <= index);
        let table = next.checked_sub(1).map(|at| self.tables[at]);
        table.is_some_and(|table| table.last > index && table.shape == Shape::Pairs)
    }

    fn is_short(&self, index: usize) -> bool {
        self.facts[index].bytes <= SHORT
    }

    fn text(&self, index: usize) -> Cow<'_, str> {
        match self.page.items[index].kind {
            Kind::Line { text, .. } => folded(&self.page.text.text()[text.range()]),
            _ => Cow::Borrowed(""),
        }
    }

    /// Whether a line leads to another page and says little else.
    fn is_link(&self, index: usize) -> bool {
        self.facts[index].linked * 2 > self.facts[index].bytes
    }

    /// Where the title of the report begins, in a range or above it. A link tells the title of another report, unless
    /// nothing else does, not even the page's `named`.
    fn titled(&self, range: Range<usize>, named: bool) -> Option<usize> {
        let above = 0..range.start;
        let plain = self.title(range.clone(), false).or_else(|| self.title(above.clone(), false));
        let linked = || self.title(range, true).or_else(|| self.title(above, true));
        plain.or_else(|| if named { None } else { linked() })
    }

    /// Where the title of a report begins among the last lines of a range.
    fn title(&self, range: Range<usize>, with_links: bool) -> Option<usize> {
        let may_be = |index: &usize| {
            self.is_short(*index)
                && !self.is_paired(*index)
                && (with_links || !self.is_link(*index))
        };
        let mut lines: Vec<usize> = self.lines(range).rev().filter(may_be).take(NEAR).collect();
        lines.reverse();
        let texts: Vec<_> = lines.iter().map(|&index| self.text(index)).collect();
        let texts: Vec<(Place, &str)> =
            texts.iter().map(|text| (Place::default(), &**text)).collect();
        title::find(&texts).map(|(start, _)| lines[start])
    }

    /// Keeps of what stands above an article what says when and by whom it was published; tells whether it says when.
    fn keep_metadata(&self, start: usize, kept: &mut [bool]) -> bool {
        let near: Vec<usize> = self.lines(0..start).rev().take(NEAR).collect();
        let mut stated = false;
        for &index in near.iter().filter(|&&index| self.is_short(index) && !self.is_link(index)) {
            let text = self.text(index);
            kept[index] = ending::is_metadata(&text);
            stated |= kept[index] && is_dated(&text);
        }
        let first = near.last().copied().unwrap_or(start);
        let above = self.tables.iter().filter(|table| (first..start).contains(&table.last));
        for table in above.filter(|table| table.shape == Shape::Pairs && !self.is_out(table.first))
        {
            kept[table.first] = true;
            let lines = self.lines(table.first..table.last);
            stated |= is_dated(&lines.map(|index| self.text(index)).collect::<String>());
        }
        stated
    }

    /// Whether a line of a range, or a table of names and values, says when the report was published.
    fn states_date(&self, range: Range<usize>) -> bool {
        let near = self.lines(range).take(NEAR).filter(|&index| self.is_short(index));
        is_dated(&near.map(|index| self.text(index)).collect::<String>())
    }

    /// Whether a line before the first section only serves the page: sharing, printing, the size of letters.
    fn is_tool(&self, index: usize) -> bool {
        if !self.is_short(index) || self.facts[index].prose > 0 {
            return false;
        }
        let text = self.text(index);
        !ending::is_metadata(&text) && ending::is_furniture(&text)
    }

    /// The links to other pages that close a range, with their dates.
    fn links(&self, range: Range<usize>) -> Vec<usize> {
        let is_other = |index: &usize| {
            let (index, fact) = (*index, self.facts[*index]);
            let text = self.text(index);
            let other = self.is_link(index) || fact.linked > 0 && dated(&text).is_some();
            let ours = fact.prose > 0 || text.contains(['：', '@']) || text.starts_with("附件");
            other && self.is_short(index) && !ours && self.table_start(index) == index
        };
        self.lines(range).rev().take(NEAR).take_while(is_other).collect()
    }

    /// Where the article ends: what follows its element and still belongs to it is prose or a signature.
    fn end(&self, from: usize) -> usize {
        let mut end = from;
        for index in from..self.page.items.len() {
            if !matches!(self.page.items[index].kind, Kind::Line { .. }) {
                continue;
            }
            let fact = self.facts[index];
            let text = self.text(index);
            let prose = fact.prose > 0 && text.contains('。');
            let belongs =
                fact.linked == 0 && (prose || self.is_short(index) && is_signature(&text));
            if self.is_out(index) || !belongs || ending::is_furniture(&text) {
                break;
            }
            end = index + 1;
        }
        end
    }
}

fn is_dated(text: &str) -> bool {
    ending::published(text, Place::default()).is_some()
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

/// Whether there is another report before or behind the items of one: headings or tables of three parts, and their text.
fn another(page: &Page, sums: &[Sum], dropped: &[bool], inner: &Range<usize>) -> bool {
    page.elements.iter().zip(sums).zip(dropped).any(|((element, sum), out)| {
        let apart = element.end as usize <= inner.start || inner.end <= element.first as usize;
        apart && !out && sum.parts.count_ones() >= 3 && sum.prose >= PROSE
    })
}

/// Whether a short line is an organ, a date, or both.
fn is_signature(line: &str) -> bool {
    let organ = |text: &str| crate::document::profile::kind(text.trim()).is_some();
    dated(line).is_some_and(|words| words.trim().is_empty() || organ(words)) || organ(line)
}

/// What a line says before the date that it ends in.
fn dated(line: &str) -> Option<&str> {
    let dates = crate::document::date::dates(line);
    let last = dates.iter().find(|date| date.ymd().is_some() && date.range.end == line.len())?;
    Some(&line[..last.range.start])
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

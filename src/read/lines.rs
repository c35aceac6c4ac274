//! What text and Markdown have in common: lines to paragraphs and tables, in every layout that converters leave.

use std::borrow::Cow;

use super::{
    line::{Kind, Line},
    wrap::{self, Wrap, is_page_mark},
};
use crate::{
    document::{Document, build::Builder, ending::is_furniture, grid::Layout, grid::is_figure},
    form::{Forms, core},
    source::{Source, Span, fold::folded},
};

/// What a format marks up.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Start of each heading and its level.
    pub(super) headings: Vec<(u32, u8)>,
    /// Places that are not text, in order.
    pub(super) hidden: Vec<Span>,
    /// Images, which are not text either.
    pub(super) images: Vec<Span>,
    /// Whether this is known to be text out of a PDF reader.
    pub(super) pages: bool,
}

/// Reads lines into a document.
pub(super) fn read(source: &Source, forms: &Forms, year: Option<u16>, marks: &Marks) -> Document {
    let lines = super::text::split(source.text());
    let wrap = Wrap::detect(source.text(), &lines, marks.pages);
    let mut reader = Reader {
        wrap,
        indented: 0,
        text: source.text(),
        forms,
        marks,
        lines,
        builder: Builder::new(source, forms, year),
    };
    reader.builder.images(&marks.images);
    let mut at = 0;
    while at < reader.lines.len() {
        at = reader.step(at);
    }
    reader.builder.finish()
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) forms: &'a Forms,
    pub(super) marks: &'a Marks,
    pub(super) lines: Vec<Line>,
    /// How lines were broken, where a PDF reader broke them.
    pub(super) wrap: Option<Wrap>,
    /// Up to this line a tab at the beginning is an indent.
    pub(super) indented: usize,
    pub(super) builder: Builder<'a>,
}

/// The longest cell, in bytes; what is longer is prose behind a tab.
pub(super) const LONGEST_CELL: u32 = 360;
/// The most lines one cell wraps over.
pub(super) const WRAP: usize = 4;

impl Reader<'_> {
    /// Reads what begins at a line; returns the line behind it.
    pub(super) fn step(&mut self, at: usize) -> usize {
        match self.lines[at].kind {
            Kind::Blank => at + 1,
            Kind::Pipes => self.pipes(at),
            Kind::Plain if self.is_pair(at) => self.pipes(at),
            Kind::Tabs => self.tabs(at),
            Kind::TabCell if at < self.indented => self.paragraph(at),
            Kind::TabCell => self.tab_cells(at).unwrap_or_else(|| self.paragraph(at)),
            Kind::Plain if self.wrap.is_some() && is_page_mark(self.slice(self.lines[at].span)) => {
                at + 1
            }
            Kind::Plain => {
                self.spaced(at).or_else(|| self.stream(at)).unwrap_or_else(|| self.paragraph(at))
            }
        }
    }

    fn paragraph(&mut self, at: usize) -> usize {
        let span = self.lines[at].span;
        let marked = self.marks.headings.binary_search_by(|(start, _)| {
            if *start < span.start {
                std::cmp::Ordering::Less
            } else if *start > span.end {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        });
        let hashes = self.hashes(span);
        let level = marked
            .ok()
            .map(|index| self.marks.headings[index].1)
            .or(hashes.map(|(_, count)| count));
        let text = Span { start: hashes.map_or(span.start, |(end, _)| end), end: span.end };
        let pieces = self.visible(text);
        let (pieces, next) = self.unwrapped(pieces, at);
        self.builder.line(&pieces, level);
        next
    }

    /// The lines that a line broken at the page's width goes on in, page marks in between left out.
    fn unwrapped(&self, mut pieces: Vec<Span>, at: usize) -> (Vec<Span>, usize) {
        let mut next = at + 1;
        let Some(wrap) = self.wrap.filter(|_| !self.is_whole(at)) else { return (pieces, next) };
        let mut last = at;
        let text = |line: usize| self.slice(self.lines[line].span);
        while let Some(line) = (next..self.lines.len())
            .take(4)
            .find(|&line| self.lines[line].kind != Kind::Blank && !is_page_mark(text(line)))
        {
            let goes_on = wrap.goes_on(text(last), text(line)) || self.is_heading_of(last, line);
            if self.lines[line].kind != Kind::Plain || !goes_on || self.begins_heading(line) {
                break;
            }
            pieces.extend(self.visible(self.lines[line].span));
            (last, next) = (line, line + 1);
        }
        (pieces, next)
    }

    /// Whether a line is a title or prescribed heading by itself, so that it does not go on however long it is.
    pub(super) fn is_whole(&self, at: usize) -> bool {
        wrap::is_whole(self.slice(self.lines[at].span), self.forms)
    }

    /// Whether two lines are one prescribed heading, broken where larger letters reach the margin sooner.
    fn is_heading_of(&self, first: usize, second: usize) -> bool {
        let both = [first, second].map(|line| self.slice(self.lines[line].span));
        both[1].len() < 60
            && self.begins_heading(first)
            && wrap::is_heading(&both.concat(), self.forms)
    }

    /// Whether a line begins a heading of the first two levels.
    fn begins_heading(&self, at: usize) -> bool {
        wrap::begins_heading(self.slice(self.lines[at].span), self.forms)
    }

    /// The `##` before a heading, also in a text that is not called Markdown: where it ends, how many there are.
    fn hashes(&self, span: Span) -> Option<(u32, u8)> {
        let text = self.slice(span);
        let lead = text.len() - text.trim_start().len();
        let count = text[lead..].bytes().take_while(|byte| *byte == b'#').count();
        let end = span.start + (lead + count) as u32;
        (1..=6).contains(&count).then_some((end, count as u8))
    }

    /// What is hidden in a span.
    fn hidden(&self, span: Span) -> &[Span] {
        let behind = &self.marks.hidden;
        let behind = &behind[behind.partition_point(|hidden| hidden.end <= span.start)..];
        &behind[..behind.partition_point(|hidden| hidden.start < span.end)]
    }

    /// A span without what is hidden in it.
    fn visible(&self, span: Span) -> Vec<Span> {
        let mut pieces = Vec::with_capacity(1);
        let mut start = span.start;
        for hidden in self.hidden(span) {
            if hidden.start > start {
                pieces.push(Span { start, end: hidden.start });
            }
            start = start.max(hidden.end);
        }
        if start < span.end || pieces.is_empty() {
            pieces.push(Span { start: start.min(span.end), end: span.end });
        }
        pieces
    }

    /// The core of a short line's text, as labels are compared.
    pub(super) fn core(&self, span: Span) -> Cow<'_, str> {
        if span.end - span.start > LONGEST_CELL {
            return Cow::Borrowed("");
        }
        match self.shown(span) {
            Cow::Borrowed(text) => core(text),
            Cow::Owned(text) => Cow::Owned(core(&text).into_owned()),
        }
    }

    /// The folded text of a span without what is hidden in it.
    fn shown(&self, span: Span) -> Cow<'_, str> {
        if self.hidden(span).is_empty() {
            return folded(self.slice(span));
        }
        let pieces = self.visible(span);
        Cow::Owned(pieces.iter().map(|piece| folded(self.slice(*piece))).collect())
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The next line that is not blank, if at most `blanks` blank ones come before it.
    pub(super) fn next(&self, at: usize, blanks: usize) -> Option<usize> {
        (at..self.lines.len().min(at + blanks + 1))
            .find(|&next| self.lines[next].kind != Kind::Blank)
    }

    /// Whether a line begins a section rather than going on with a cell.
    pub(super) fn begins_section(&self, at: usize) -> bool {
        let text = self.shown(self.lines[at].span);
        let text = text.trim_start_matches('#');
        let place = crate::source::Place::new(0, text.len());
        let found = crate::document::section::heading(text, place, None, self.forms);
        found.is_some_and(|found| found.level == 1 || found.titled.is_some())
    }

    /// Rows between pipes, with or without outer ones; a cell may break over lines.
    fn pipes(&mut self, at: usize) -> usize {
        let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
        let mut broken: Vec<Span> = Vec::new();
        let mut next = at;
        while let Some(line) = self.next(next, 2) {
            match self.lines[line].kind {
                _ if line > at && self.is_furniture(line) => break,
                kind if kind == Kind::Pipes || kind == Kind::Plain && self.is_pair(line) => {
                    let mut cells = self.pipe_cells(self.lines[line].span);
                    if let Some(first) = cells.first_mut() {
                        first.splice(0..0, broken.drain(..));
                    }
                    if !cells.is_empty() {
                        rows.push(cells);
                    }
                }
                Kind::Plain if line == next && broken.len() < WRAP && self.breaks_cell(line) => {
                    broken.push(self.lines[line].span);
                }
                _ => break,
            }
            next = line + 1;
        }
        next -= broken.len();
        let single = rows.iter().filter(|row| row.len() == 1).count();
        let layout = if single * 4 > rows.len() * 3 && rows.len() > 3 {
            Layout::Stream
        } else {
            Layout::Rows
        };
        self.grid(&rows, layout);
        next
    }

    /// Whether a line with one pipe in it is a label and its figure.
    fn is_pair(&self, line: usize) -> bool {
        let Line { span, pipe, .. } = self.lines[line];
        if !pipe || span.end - span.start > 150 {
            return false;
        }
        let text = self.slice(span);
        let Some(at) = text.find(['|', '｜']) else { return false };
        self.forms.knows(&self.core(Span::new(span.start as usize, span.start as usize + at)))
    }

    /// Whether a line without pipes is the beginning of a cell that goes on in the next line.
    fn breaks_cell(&self, line: usize) -> bool {
        let span = self.lines[line].span;
        let next = self
            .lines
            .get(line + 1)
            .is_some_and(|next| matches!(next.kind, Kind::Pipes | Kind::Plain));
        next && span.end - span.start < 120
            && !self.begins_section(line)
            && !self.slice(span).contains('。')
    }

    /// Whether a line is what a web page puts behind a report.
    fn is_furniture(&self, line: usize) -> bool {
        let span = self.lines[line].span;
        span.end - span.start < LONGEST_CELL && is_furniture(&folded(self.slice(span)))
    }

    /// The cells of a line with pipes; a Markdown separator row has none.
    fn pipe_cells(&self, span: Span) -> Vec<Vec<Span>> {
        let text = self.slice(span);
        let inner = text.trim();
        if inner.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
            && inner.contains("--")
        {
            return Vec::new();
        }
        if matches!(inner, "|" | "｜") {
            return vec![vec![Span::at(span.start as usize)]];
        }
        let mut start = span.start + (text.len() - text.trim_start().len()) as u32;
        let mut end = start + inner.len() as u32;
        let width = |char: char| char.len_utf8() as u32;
        if let Some(char) = inner.chars().next().filter(|char| matches!(char, '|' | '｜')) {
            start += width(char);
        }
        if let Some(char) =
            inner.chars().next_back().filter(|char| matches!(char, '|' | '｜') && end > start)
        {
            end -= width(char);
        }
        let mut cells = Vec::new();
        let mut from = start;
        let inside = &self.text[start as usize..end.max(start) as usize];
        let mut escaped = false;
        for (offset, char) in inside.char_indices() {
            let at = start + offset as u32;
            if matches!(char, '|' | '｜') && !escaped {
                cells.push(self.cell(Span { start: from, end: at }));
                from = at + width(char);
            }
            escaped = char == '\\';
        }
        cells.push(self.cell(Span { start: from, end: end.max(from) }));
        cells
    }

    /// The text of a cell without the blanks around it; an empty one stands where its text would.
    pub(super) fn cell(&self, span: Span) -> Vec<Span> {
        let text = self.slice(span);
        let behind = text.trim_start();
        let lead = text.len() - behind.len();
        let trimmed = behind.trim_end();
        if trimmed.is_empty() {
            let first = text.chars().next().map_or(0, char::len_utf8);
            return vec![Span::at(span.start as usize + first)];
        }
        let start = span.start as usize + lead;
        self.visible(Span::new(start, start + trimmed.len()))
    }

    /// Rows between tabs; broken rows and rows apart by an empty line belong together.
    fn tabs(&mut self, at: usize) -> usize {
        let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
        let mut broken: Vec<Span> = Vec::new();
        let mut next = at;
        while let Some(line) = self.next(next, 3) {
            let span = self.lines[line].span;
            match self.lines[line].kind {
                Kind::Tabs => {
                    let mut cells = self.tab_row(span);
                    if let Some(first) = cells.first_mut() {
                        first.splice(0..0, broken.drain(..));
                    }
                    rows.push(cells);
                }
                Kind::TabCell if line == next || !rows.is_empty() => rows.push(self.tab_row(span)),
                Kind::Plain
                    if line == next
                        && !rows.is_empty()
                        && broken.len() < WRAP
                        && self.wraps_row(line) =>
                {
                    broken.push(span);
                }
                Kind::Plain if self.is_row_label(line) => rows.push(vec![self.cell(span)]),
                _ => break,
            }
            next = line + 1;
        }
        next -= broken.len();
        if self.is_prose(&rows) {
            for row in &rows {
                let pieces: Vec<Span> =
                    row.iter().flatten().copied().filter(|piece| !piece.is_empty()).collect();
                self.builder.line(&pieces, None);
            }
        } else {
            self.grid(&rows, Layout::Rows);
        }
        next
    }

    fn tab_row(&self, span: Span) -> Vec<Vec<Span>> {
        let mut cells = Vec::new();
        let mut start = span.start;
        for field in self.slice(span).split('\t') {
            let end = start + field.len() as u32;
            cells.push(self.cell(Span { start, end }));
            start = end + 1;
        }
        cells
    }

    /// Whether a line without tabs is the first half of a label whose row goes on in the next line.
    fn wraps_row(&self, line: usize) -> bool {
        let next = self.lines.get(line + 1).is_some_and(|next| matches!(next.kind, Kind::Tabs));
        let span = self.lines[line].span;
        next && span.end - span.start < 120
            && !self.begins_section(line)
            && !self.forms.knows(&self.core(span))
    }

    /// Whether a line without tabs is a row of one label: a converter dropped the empty cells behind it.
    fn is_row_label(&self, line: usize) -> bool {
        let follows =
            self.next(line + 1, 2).is_some_and(|next| self.lines[next].kind == Kind::Tabs);
        follows && self.forms.knows(&self.core(self.lines[line].span))
    }

    /// Whether rows between tabs are running text with tabs in it.
    fn is_prose(&self, rows: &[Vec<Vec<Span>>]) -> bool {
        let cells = || rows.iter().flatten().flatten().map(|cell| (*cell, self.slice(*cell)));
        let table = |(cell, text): (Span, &str)| {
            is_figure(text.trim()) || self.forms.knows(&self.core(cell))
        };
        cells().any(|(_, text)| text.len() > 60 && text.contains('。')) || !cells().any(table)
    }

    /// One cell a line behind a tab, rows ended by an empty line; `None` where the tab is only an indent.
    fn tab_cells(&mut self, at: usize) -> Option<usize> {
        let mut rows: Vec<Vec<Vec<Span>>> = vec![Vec::new()];
        let mut next = at;
        while let Some(line) = self.next(next, 60) {
            let span = self.lines[line].span;
            let new_row = line > next;
            match self.lines[line].kind {
                Kind::TabCell => {
                    let cell = self.cell(Span { start: span.start + 1, end: span.end });
                    if new_row && !self.row_goes_on(rows.last()?, line) {
                        rows.push(Vec::new());
                    }
                    rows.last_mut()?.push(cell);
                }
                Kind::Plain if !new_row && self.continues_cell(line) => {
                    let cell = rows.last_mut()?.last_mut()?;
                    cell.retain(|piece| !piece.is_empty());
                    cell.extend(self.cell(span));
                }
                _ => break,
            }
            next = line + 1;
        }
        if !self.is_table(&rows) {
            self.indented = next;
            return None;
        }
        self.grid(&rows, Layout::Rows);
        Some(next)
    }

    /// Whether an empty line ended only an empty cell: the row has a label, and no label begins the next line.
    fn row_goes_on(&self, row: &[Vec<Span>], line: usize) -> bool {
        let Some(last) = row.last() else { return true };
        let empty = last.iter().all(|piece| piece.is_empty());
        let labelled =
            row.iter().flatten().any(|piece| !piece.is_empty() && !is_figure(self.slice(*piece)));
        let ahead = (line..self.lines.len())
            .take(6)
            .find(|&line| !self.slice(self.lines[line].span).trim().is_empty());
        let figure = ahead.is_some_and(|ahead| {
            let text = folded(self.slice(self.lines[ahead].span));
            is_figure(&text)
        });
        empty && labelled && figure
    }

    fn continues_cell(&self, line: usize) -> bool {
        let span = self.lines[line].span;
        span.end - span.start < 160
            && !self.slice(span).contains('。')
            && !self.begins_section(line)
    }

    /// Whether cells behind tabs are a table: short, and at least one figure or known label.
    fn is_table(&self, rows: &[Vec<Vec<Span>>]) -> bool {
        let mut cells = rows
            .iter()
            .flatten()
            .map(|cell| cell.first().zip(cell.last()).map(|(first, last)| first.join(*last)));
        let mut known = false;
        let short = cells.all(|cell| {
            let Some(cell) = cell else { return true };
            let text = self.slice(cell);
            known = known || is_figure(text) || self.forms.knows(&self.core(cell));
            cell.end - cell.start <= LONGEST_CELL && !text.contains('。')
        });
        short && known
    }

    pub(super) fn grid(&mut self, rows: &[Vec<Vec<Span>>], layout: Layout) {
        self.builder.begin_grid(layout);
        for row in rows {
            for cell in row {
                self.builder.cell(cell);
            }
            if layout == Layout::Rows {
                self.builder.end_row();
            }
        }
        self.builder.end_grid();
    }
}

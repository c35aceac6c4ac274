//! What text and Markdown have in common: lines to paragraphs and tables, in every layout that converters leave.

use std::borrow::Cow;

use super::{
    allow,
    line::{Kind, Line},
    rows::Rows,
    wrap::{self, Wrap, is_page_mark},
};
use crate::{
    document::{Document, build::Builder, grid::Layout, grid::is_figure},
    form::Forms,
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
    /// The marks that silence rules, hidden too.
    pub(super) allows: Vec<allow::Mark>,
    /// Whether this is known to be text out of a PDF reader.
    pub(super) pages: bool,
}

/// Reads lines into a document.
pub(super) fn read(source: &Source, forms: &Forms, year: Option<u16>, marks: &Marks) -> Document {
    let lines = super::text::split(source.text(), source.lines(), &marks.allows);
    let wrap = Wrap::detect(source.text(), &lines, marks.pages);
    let mut reader = Reader {
        wrap,
        indented: 0,
        text: source.text(),
        forms,
        marks,
        lines,
        builder: Builder::new(source, forms, year),
        pieces: Vec::new(),
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
    /// The pieces of the paragraph at hand, kept for the next.
    pub(super) pieces: Vec<Span>,
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
            Kind::Plain if self.wrap.is_none() && !self.may_be_cell(at) => self.paragraph(at),
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
        let mut pieces = std::mem::take(&mut self.pieces);
        self.visible(text, |piece| pieces.push(piece));
        let next = self.unwrapped(&mut pieces, at);
        self.builder.line(&pieces, level);
        pieces.clear();
        self.pieces = pieces;
        next
    }

    /// Adds the lines that a line broken at the page's width goes on in, page marks in between left out; returns the
    /// line behind them.
    fn unwrapped(&self, pieces: &mut Vec<Span>, at: usize) -> usize {
        let mut next = at + 1;
        let Some(wrap) = self.wrap.filter(|_| !self.is_whole(at)) else { return next };
        let mut last = at;
        let text = |line: usize| self.slice(self.lines[line].span);
        while let Some(line) = (next..self.lines.len())
            .take(4)
            .find(|&line| self.lines[line].kind != Kind::Blank && !is_page_mark(text(line)))
        {
            let over = || last == at && wrap.ends_heading(text(at)) && self.begins_heading(at);
            let goes_on =
                wrap.goes_on(text(last), text(line)) && !over() || self.is_heading_of(last, line);
            let apart = || self.begins_heading(line) || self.begins_rows(line);
            if self.lines[line].kind != Kind::Plain || !goes_on || apart() {
                break;
            }
            self.visible(self.lines[line].span, |piece| pieces.push(piece));
            (last, next) = (line, line + 1);
        }
        next
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

    /// Whether something is hidden in a span.
    pub(super) fn hides(&self, span: Span) -> bool {
        !self.hidden(span).is_empty()
    }

    /// What is hidden in a span.
    fn hidden(&self, span: Span) -> &[Span] {
        let behind = &self.marks.hidden;
        let behind = &behind[behind.partition_point(|hidden| hidden.end <= span.start)..];
        &behind[..behind.partition_point(|hidden| hidden.start < span.end)]
    }

    /// Puts the pieces of a span that are not hidden; an empty one where all is.
    fn visible(&self, span: Span, mut put: impl FnMut(Span)) {
        let (mut start, mut none) = (span.start, true);
        for hidden in self.hidden(span) {
            if hidden.start > start {
                put(Span { start, end: hidden.start });
                none = false;
            }
            start = start.max(hidden.end);
        }
        if start < span.end || none {
            put(Span { start: start.min(span.end), end: span.end });
        }
    }

    /// Whether a short text is a label of a form.
    pub(super) fn is_label(&self, span: Span) -> bool {
        span.end - span.start <= LONGEST_CELL && self.forms.knows(&self.shown(span))
    }

    /// The folded text of a span without what is hidden in it.
    pub(super) fn shown(&self, span: Span) -> Cow<'_, str> {
        if !self.hides(span) {
            return folded(self.slice(span));
        }
        let mut shown = String::new();
        self.visible(span, |piece| shown.push_str(&folded(self.slice(piece))));
        Cow::Owned(shown)
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

    /// A cell.
    pub(super) fn cell(&self, span: Span, rows: &mut Rows) {
        self.trimmed(span, rows);
        rows.end_cell();
    }

    /// A line of a cell, without the blanks around it; an empty one stands where its text would.
    pub(super) fn trimmed(&self, span: Span, rows: &mut Rows) {
        let text = self.slice(span);
        let behind = text.trim_start();
        let lead = text.len() - behind.len();
        let trimmed = behind.trim_end();
        if trimmed.is_empty() {
            let first = text.chars().next().map_or(0, char::len_utf8);
            return rows.piece(Span::at(span.start as usize + first));
        }
        let start = span.start as usize + lead;
        self.visible(Span::new(start, start + trimmed.len()), |piece| rows.piece(piece));
    }

    /// Rows between tabs; broken rows and rows apart by an empty line belong together.
    fn tabs(&mut self, at: usize) -> usize {
        let mut rows = Rows::new();
        let mut broken: Vec<Span> = Vec::new();
        let mut next = at;
        while let Some(line) = self.next(next, 3) {
            let span = self.lines[line].span;
            match self.lines[line].kind {
                Kind::Tabs => {
                    broken.drain(..).for_each(|piece| rows.piece(piece));
                    self.tab_row(span, &mut rows);
                }
                Kind::TabCell if line == next || !rows.is_empty() => self.tab_row(span, &mut rows),
                Kind::Plain
                    if line == next
                        && !rows.is_empty()
                        && broken.len() < WRAP
                        && self.wraps_row(line) =>
                {
                    broken.push(span);
                }
                Kind::Plain if self.is_row_label(line) => {
                    self.cell(span, &mut rows);
                    rows.end_row();
                }
                _ => break,
            }
            next = line + 1;
        }
        next -= broken.len();
        if self.is_prose(&rows) {
            for row in rows.iter() {
                let pieces: Vec<Span> =
                    row.flatten().copied().filter(|piece| !piece.is_empty()).collect();
                self.builder.line(&pieces, None);
            }
        } else {
            self.grid(&rows, Layout::Rows);
        }
        next
    }

    fn tab_row(&self, span: Span, rows: &mut Rows) {
        let mut start = span.start;
        for field in self.slice(span).as_bytes().split(|byte| *byte == b'\t') {
            let end = start + field.len() as u32;
            self.cell(Span { start, end }, rows);
            start = end + 1;
        }
        rows.end_row();
    }

    /// Whether a line without tabs is the first half of a label whose row goes on in the next line.
    fn wraps_row(&self, line: usize) -> bool {
        let next = self.lines.get(line + 1).is_some_and(|next| matches!(next.kind, Kind::Tabs));
        let span = self.lines[line].span;
        next && span.end - span.start < 120 && !self.begins_section(line) && !self.is_label(span)
    }

    /// Whether a line without tabs is a row of one label: a converter dropped the empty cells behind it.
    fn is_row_label(&self, line: usize) -> bool {
        let follows =
            self.next(line + 1, 2).is_some_and(|next| self.lines[next].kind == Kind::Tabs);
        follows && self.is_label(self.lines[line].span)
    }

    /// Whether rows between tabs are running text with tabs in it.
    fn is_prose(&self, rows: &Rows) -> bool {
        let sentence = |text: &str| text.len() > 60 && text.contains('。');
        let tabular = |piece: &Span| is_figure(self.slice(*piece)) || self.is_label(*piece);
        rows.pieces().iter().any(|piece| sentence(self.slice(*piece)))
            || !rows.pieces().iter().any(tabular)
    }

    /// One cell a line behind a tab, rows ended by an empty line; `None` where the tab is only an indent.
    fn tab_cells(&mut self, at: usize) -> Option<usize> {
        let mut rows = Rows::new();
        let mut next = at;
        while let Some(line) = self.next(next, 60) {
            let span = self.lines[line].span;
            let new_row = line > next;
            match self.lines[line].kind {
                Kind::TabCell => {
                    if new_row && !self.row_goes_on(&rows, line) {
                        rows.end_row();
                    }
                    self.cell(Span { start: span.start + 1, end: span.end }, &mut rows);
                }
                Kind::Plain if !new_row && self.continues_cell(line) => {
                    rows.reopen_cell();
                    self.cell(span, &mut rows);
                }
                _ => break,
            }
            next = line + 1;
        }
        rows.end_row();
        if !self.is_table(&rows) {
            self.indented = next;
            return None;
        }
        self.grid(&rows, Layout::Rows);
        Some(next)
    }

    /// Whether an empty line ended only an empty cell: the row has a label, and no label begins the next line.
    fn row_goes_on(&self, rows: &Rows, line: usize) -> bool {
        let Some(last) = rows.open().next_back() else { return true };
        if !last.iter().all(|piece| piece.is_empty()) {
            return false;
        }
        let labelled =
            rows.open().flatten().any(|piece| !piece.is_empty() && !is_figure(self.slice(*piece)));
        let ahead = (line..self.lines.len())
            .take(6)
            .find(|&line| !self.slice(self.lines[line].span).trim().is_empty());
        let figure = ahead.is_some_and(|ahead| {
            let text = folded(self.slice(self.lines[ahead].span));
            is_figure(&text)
        });
        labelled && figure
    }

    fn continues_cell(&self, line: usize) -> bool {
        let span = self.lines[line].span;
        span.end - span.start < 160
            && !self.slice(span).contains('。')
            && !self.begins_section(line)
    }

    /// Whether cells behind tabs are a table: short, and at least one figure or known label.
    fn is_table(&self, rows: &Rows) -> bool {
        let mut cells = rows
            .cells()
            .map(|cell| cell.first().zip(cell.last()).map(|(first, last)| first.join(*last)));
        let mut known = false;
        let short = cells.all(|cell| {
            let Some(cell) = cell else { return true };
            let text = self.slice(cell);
            known = known || is_figure(text) || self.is_label(cell);
            cell.end - cell.start <= LONGEST_CELL && !text.contains('。')
        });
        short && known
    }

    pub(super) fn grid(&mut self, rows: &Rows, layout: Layout) {
        self.builder.begin_grid(layout, rows.cells().len());
        for row in rows.iter() {
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

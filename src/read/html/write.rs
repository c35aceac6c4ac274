//! The report of a page as text: a line for each paragraph, rows of cells between tabs.

use super::{
    article::Article,
    fact::{self, Fact},
    part::{Item, Kind, Page},
    table::{Shape, Table},
};
use crate::{
    document::grid::Layout,
    read::{
        outline::{Grid, Outline},
        rows::Rows,
    },
    source::{Extract, Span},
};

/// What stands for an image.
const IMAGE: &str = "［图片］";
/// The longest cell, in bytes, that may be alone in its row and still be one.
const LONGEST: u32 = 360;
/// More empty cells than the widest prescribed table has columns are of no use.
const WIDEST: u16 = 16;

/// Writes the report of a page; the outline says what each line of it is.
pub(super) fn write(
    file: &str,
    page: &Page,
    facts: &[Fact],
    tables: &[Table],
    article: &Article,
) -> (Extract, Outline) {
    let out = Extract::default();
    let mut writer = Writer { file, page, facts, out, outline: Outline::default() };
    if let Some(named) = article.named {
        writer.line(named, None);
    }
    let mut tables = tables.iter().peekable();
    let mut at = 0;
    while at < page.items.len() {
        let index = at;
        at += 1;
        while tables.next_if(|table| table.first < index).is_some() {}
        let table = tables.next_if(|table| table.first == index);
        if let Some((_, dated)) = article.dated.filter(|&(before, _)| before == index) {
            writer.end("发布日期：", page.text.origin(dated).start);
            writer.line(dated, None);
        }
        if !article.kept[index] {
            continue;
        }
        match (page.items[index].kind, table) {
            (Kind::Line { text, level, .. }, _) => match page.items.get(at).map(|item| item.kind) {
                Some(Kind::Line { text: rest, .. }) if facts[index].broken => {
                    writer.broken(text, rest, level);
                    at += 1;
                }
                _ => writer.line(text, level),
            },
            (Kind::Mark(span), _) => writer.mark(span),
            (Kind::Image(span), _) => writer.image(span),
            (_, Some(table)) if table.shape != Shape::Layout => {
                writer.table(table);
                at = table.last + 1;
            }
            _ => {}
        }
    }
    (writer.out, writer.outline)
}

struct Writer<'a> {
    file: &'a str,
    page: &'a Page,
    facts: &'a [Fact],
    out: Extract,
    outline: Outline,
}

/// A cell: where in the file it begins, how many columns it spans, its lines.
struct Cell {
    at: u32,
    columns: u16,
    lines: Vec<usize>,
}

impl Writer<'_> {
    fn line(&mut self, text: Span, level: Option<u8>) {
        if let Some(level) = level {
            self.outline.headings.push((self.out.len() as u32, level));
        }
        self.out.take(&self.page.text, text);
        self.end("\n", self.page.text.origin(text).end);
    }

    /// A line that the page has broken in two.
    fn broken(&mut self, text: Span, rest: Span, level: Option<u8>) {
        if let Some(level) = level {
            self.outline.headings.push((self.out.len() as u32, level));
        }
        self.out.take(&self.page.text, text);
        self.line(rest, None);
    }

    /// Writes what stands between two pieces and in no place of the file.
    fn end(&mut self, text: &str, at: u32) {
        self.out.replace(text, Span::at(at as usize));
    }

    fn mark(&mut self, span: Span) {
        self.out.copy(self.file, span);
        self.end("\n", span.end);
    }

    fn image(&mut self, span: Span) {
        let start = self.out.len();
        self.out.replace(IMAGE, span);
        self.outline.images.push(Span::new(start, self.out.len()));
        self.end("\n", span.end);
    }

    fn table(&mut self, table: &Table) {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for index in table.first..table.last {
            let item = &self.page.items[index];
            match item.kind {
                Kind::Row => rows.push(Vec::new()),
                Kind::Cell { at, columns } => {
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    if let Some(row) = rows.last_mut() {
                        row.push(Cell { at, columns, lines: Vec::new() });
                    }
                }
                Kind::Line { text, .. } => {
                    let at = self.page.text.origin(text).start;
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    let Some(row) = rows.last_mut() else { continue };
                    if row.is_empty() {
                        row.push(Cell { at, columns: 1, lines: Vec::new() });
                    }
                    if let Some(cell) = row.last_mut() {
                        cell.lines.push(index);
                    }
                }
                Kind::Mark(span) => self.mark(span),
                _ => {}
            }
        }
        match table.shape {
            Shape::Pairs => rows.iter().for_each(|row| self.pairs(row)),
            Shape::Stream => self.grid(&[rows.into_iter().flatten().collect()], Layout::Stream),
            _ => self.rows(rows),
        }
    }

    /// Names and values as one line; the title is left out, which would seem to stand there.
    fn pairs(&mut self, row: &[Cell]) {
        let lines = row.iter().flat_map(|cell| &cell.lines);
        if lines.clone().any(|&index| self.facts[index].title) {
            return;
        }
        let mut lines = lines.peekable();
        while let Some(&index) = lines.next() {
            let Some(text) = fact::text(&self.page.items[index]) else { continue };
            self.out.take(&self.page.text, text);
            let end = if lines.peek().is_some() { " " } else { "\n" };
            self.end(end, self.page.text.origin(text).end);
        }
    }

    /// Rows as a grid; a row that is one long cell or a heading stands between grids.
    fn rows(&mut self, rows: Vec<Vec<Cell>>) {
        let mut grid = Vec::new();
        for row in rows {
            let lines = row.iter().flat_map(|cell| &cell.lines);
            let bytes: u32 = lines.clone().map(|&index| self.facts[index].bytes).sum();
            let stands = |index: &&usize| self.stands_alone(**index);
            let alone =
                row.len() == 1 && (bytes > LONGEST || lines.clone().any(|line| stands(&line)));
            if !alone {
                grid.push(row);
                continue;
            }
            self.grid(&std::mem::take(&mut grid), Layout::Rows);
            for &index in lines {
                let Item { kind: Kind::Line { text, level, .. }, .. } = self.page.items[index]
                else {
                    continue;
                };
                self.line(text, level);
            }
        }
        self.grid(&grid, Layout::Rows);
    }

    /// Whether a line is a heading, a title or a sentence rather than a cell.
    fn stands_alone(&self, index: usize) -> bool {
        let fact = self.facts[index];
        let text = fact::text(&self.page.items[index]);
        let sentence = |text: Span| self.page.text.text()[text.range()].contains('。');
        fact.heads > 0 || fact.title || fact.prose > 0 && text.is_some_and(sentence)
    }

    fn grid(&mut self, rows: &[Vec<Cell>], layout: Layout) {
        let start = self.out.len();
        let mut grid = Grid { rows: Rows::new(), layout, place: Span::at(start) };
        for row in rows.iter().filter(|row| !row.is_empty()) {
            for cell in row {
                let pieces = self.cell(cell);
                let empty = pieces.iter().all(|piece| piece.is_empty());
                let end = self.out.len();
                for piece in pieces {
                    grid.rows.piece(piece);
                }
                grid.rows.end_cell();
                // An empty cell over several columns is as many empty ones.
                let more =
                    if empty || cell.columns == 1 { cell.columns.min(WIDEST) - 1 } else { 0 };
                for _ in 0..more {
                    grid.rows.piece(Span::at(end));
                    grid.rows.end_cell();
                }
                self.end("\t", cell.at);
            }
            self.end("\n", row.last().map_or(0, |cell| cell.at));
            grid.rows.end_row();
        }
        grid.place = Span::new(start, self.out.len());
        if !grid.rows.is_empty() {
            self.outline.grids.push(grid);
        }
    }

    /// Writes a cell; its pieces are its lines.
    fn cell(&mut self, cell: &Cell) -> Vec<Span> {
        let mut pieces: Vec<Span> = Vec::new();
        for &index in &cell.lines {
            let Some(text) = fact::text(&self.page.items[index]) else { continue };
            let words = &self.page.text.text()[text.range()];
            if !pieces.is_empty() {
                let digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
                let figures =
                    digit(self.out.text().bytes().next_back()) && digit(words.bytes().next());
                let at = self.page.text.origin(text).start;
                // Two figures below one another are not one figure.
                self.end(if figures { " \n" } else { "\n" }, at);
                if figures && let Some(last) = pieces.last_mut() {
                    last.end += 1;
                }
            }
            let start = self.out.len();
            self.out.take(&self.page.text, text);
            pieces.push(Span::new(start, self.out.len()));
        }
        if pieces.is_empty() {
            pieces.push(Span::at(self.out.len()));
        }
        pieces
    }
}

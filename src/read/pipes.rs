//! Tables whose cells stand between pipes, as in Markdown.

use super::{
    line::{Kind, Line},
    lines::{LONGEST_CELL, Reader, WRAP},
    rows::Rows,
};
use crate::{
    document::{ending::is_furniture, grid::Layout},
    source::{Span, fold::folded},
};

impl Reader<'_> {
    /// Rows between pipes, with or without outer ones; a cell may break over lines.
    pub(super) fn pipes(&mut self, at: usize) -> usize {
        let mut rows = Rows::new();
        let mut broken: Vec<Span> = Vec::new();
        let mut next = at;
        while let Some(line) = self.next(next, 2) {
            match self.lines[line].kind {
                _ if line > at && self.is_furniture(line) => break,
                kind if kind == Kind::Pipes || kind == Kind::Plain && self.is_pair(line) => {
                    let span = self.lines[line].span;
                    if !is_separator(self.slice(span)) {
                        broken.drain(..).for_each(|piece| rows.piece(piece));
                        self.pipe_cells(span, &mut rows);
                        rows.end_row();
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
    pub(super) fn is_pair(&self, line: usize) -> bool {
        let Line { span, pipe, .. } = self.lines[line];
        if !pipe || span.end - span.start > 150 {
            return false;
        }
        let text = self.slice(span);
        let Some(at) = text.find(['|', '｜']) else { return false };
        self.is_label(Span { start: span.start, end: span.start + at as u32 })
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

    /// The cells of a line with pipes.
    fn pipe_cells(&self, span: Span, rows: &mut Rows) {
        let text = self.slice(span);
        let inner = text.trim();
        if matches!(inner, "|" | "｜") {
            rows.piece(Span::at(span.start as usize));
            return rows.end_cell();
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
        let mut from = start;
        let inside = &self.text[start as usize..end.max(start) as usize];
        let mut escaped = false;
        for (offset, char) in inside.char_indices() {
            let at = start + offset as u32;
            if matches!(char, '|' | '｜') && !escaped {
                self.cell(Span { start: from, end: at }, rows);
                from = at + width(char);
            }
            escaped = char == '\\';
        }
        self.cell(Span { start: from, end: end.max(from) }, rows);
    }
}

/// Whether a line between pipes is what Markdown puts under the head of a table.
fn is_separator(line: &str) -> bool {
    line.contains("--")
        && line.trim().bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

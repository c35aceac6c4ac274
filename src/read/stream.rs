//! Tables without tabs and pipes: one cell a line or paragraph, or figures apart by blanks.

use super::{
    line::Kind,
    lines::{LONGEST_CELL, Reader, WRAP},
    rows::Rows,
    wrap::is_page_mark,
};
use crate::{
    document::grid::{Layout, is_figure},
    form::core,
    source::{Span, fold::folded},
};

/// What the annex of 2014 counts in, in a column of its own.
const UNITS: [&str; 9] = ["条", "件", "次", "篇", "个", "人", "人次", "元", "万元"];

/// What ends as a sentence and is longer than this, in bytes, is one, and no label.
const SENTENCE: u32 = 60;

impl Reader<'_> {
    /// Whether a line is short and begins as a label or figure may, which prose seldom does.
    pub(super) fn may_be_cell(&self, at: usize) -> bool {
        let span = self.lines[at].span;
        let length = span.end - span.start;
        if length > LONGEST_CELL || length > SENTENCE && self.slice(span).ends_with('。') {
            return false;
        }
        let word = folded(self.start(span).split_whitespace().next().unwrap_or_default());
        let figure = |char: char| char.is_ascii_digit() || matches!(char, '+' | '-');
        word.starts_with(figure) || self.forms.may_know(&word) || self.hides(span)
    }

    /// The first bytes of a text, enough to tell prose by.
    fn start(&self, span: Span) -> &str {
        let text = self.slice(span);
        (33..=36).rev().find_map(|end| text.get(..end)).unwrap_or(text)
    }

    /// Cells each in a line or paragraph of its own, without tabs or pipes: begins at a label that only a table has.
    pub(super) fn stream(&mut self, at: usize) -> Option<usize> {
        let first = self.lines[at].span;
        if first.end - first.start > LONGEST_CELL || !self.begins_table(first) {
            return None;
        }
        let mut rows = Rows::new();
        let mut cells = 0;
        let mut next = at;
        while let Some(line) = self.next(next, 3) {
            if self.lines[line].kind != Kind::Plain {
                break;
            }
            let Some(taken) = self.stream_cell(line, cells > 0) else { break };
            next = line + taken;
            self.lines[line..next].iter().for_each(|line| self.trimmed(line.span, &mut rows));
            rows.end_cell();
            cells += 1;
        }
        if cells < 3 {
            return None;
        }
        rows.end_row();
        self.grid(&rows, Layout::Stream);
        Some(next)
    }

    fn begins_table(&self, span: Span) -> bool {
        let may = self.forms.may_know(&folded(self.start(span))) || self.hides(span);
        may && self.forms.begins_table(&self.shown(span))
    }

    /// How many lines make up the cell that begins here; `None` where the table is over.
    fn stream_cell(&self, line: usize, inside: bool) -> Option<usize> {
        let span = self.lines[line].span;
        let text = self.slice(span).trim();
        if span.end - span.start > LONGEST_CELL {
            return None;
        }
        if self.is_spaced_row(span) {
            return None;
        }
        let open = text.matches(['（', '(']).count() > text.matches(['）', ')']).count();
        if !open && self.is_label(span) && !self.wraps_label(line)
            || is_figure(&folded(text))
            || matches!(text, "/" | "-" | "—" | "无" | "——")
        {
            return Some(1);
        }
        for more in 1..WRAP {
            let Some(last) = self.lines.get(line + more).filter(|last| last.kind == Kind::Plain)
            else {
                break;
            };
            let joined = self.slice(span.join(last.span));
            let closed = joined.matches(['（', '(']).count() == joined.matches(['）', ')']).count();
            if closed && self.is_label(span.join(last.span)) {
                return Some(more + 1);
            }
        }
        (0..WRAP)
            .take_while(|more| {
                self.lines.get(line + more).is_some_and(|line| line.kind == Kind::Plain)
            })
            .find(|more| inside && self.goes_on(line, line + more))
            .map(|more| more + 1)
    }

    /// Whether a label goes on in the next line and is another label with it: `其` `他`, `其他` `对外管理服务事项`.
    fn wraps_label(&self, line: usize) -> bool {
        let next = self.lines.get(line + 1).filter(|next| next.kind == Kind::Plain);
        next.is_some_and(|next| {
            self.is_label(self.lines[line].span.join(next.span)) && !self.is_label(next.span)
        })
    }

    /// Whether a line that is neither label nor figure is a changed cell: short, no heading, figures or labels behind it.
    fn goes_on(&self, line: usize, last: usize) -> bool {
        let span = self.lines[line].span.join(self.lines[last].span);
        let text = self.slice(span);
        let behind = self.next(last + 1, 3).map(|next| self.lines[next].span);
        let figure =
            behind.is_some_and(|next| is_figure(&folded(self.slice(next))) || self.is_label(next));
        span.end - span.start < 150 && !text.contains('。') && !self.begins_section(line) && figure
    }

    /// Whether a line is labels and figures apart by blanks, and at least two of them; before its last figure a unit may
    /// stand.
    fn is_spaced_row(&self, span: Span) -> bool {
        let words = || self.slice(span).split_whitespace();
        let label = |word: &str| self.forms.knows(&folded(word));
        let figure = |word: &str| is_figure(&folded(word));
        let counts = words().next_back().is_some_and(figure);
        words().nth(1).is_some()
            && words().all(|word| figure(word) || counts && UNITS.contains(&word) || label(word))
            && words().any(label)
    }

    /// Whether a line of text broken at a width is where a table begins, and not how the line before goes on.
    pub(super) fn begins_rows(&self, at: usize) -> bool {
        let span = self.lines[at].span;
        self.is_spaced_row(span) || self.begins_table(span)
    }

    /// Whether a table of which each line is text ends before a line: a heading that is neither label nor above rows.
    fn ends_spaced(&self, at: usize) -> bool {
        self.begins_section(at) && !self.is_broken_label(at) && !self.heads_rows(at)
    }

    /// Whether a numbered line is the first piece of a label: `三、本` before `年度办` and `理结果`.
    fn is_broken_label(&self, at: usize) -> bool {
        let text = self.shown(self.lines[at].span);
        let core = core(&text);
        core.chars().count() < 4 && !self.is_whole(at) && self.forms.begins_row(&core)
    }

    /// Whether a numbered line is a row or has rows under it: a label that begins no table, or a short line with a figure.
    fn heads_rows(&self, at: usize) -> bool {
        let mut lines = self.lines[at..].iter().filter(|line| line.kind != Kind::Blank);
        if self.is_whole(at) {
            return lines.nth(1).is_some_and(|line| {
                let first = self.slice(line.span).split_whitespace().next().unwrap_or_default();
                let first = folded(first);
                self.forms.knows(&first) && !self.forms.begins_table(&first)
            });
        }
        lines.take(6).any(|line| self.ends_in_figure(line.span))
    }

    /// Whether a line is short words and a figure, and no prose that was broken behind one.
    fn ends_in_figure(&self, span: Span) -> bool {
        let text = self.slice(span);
        let full = self.wrap.is_some_and(|wrap| wrap.is_full(text));
        let last = text.split_whitespace().skip(1).last().map(folded);
        let figure = last.is_some_and(|word| is_figure(&word) || word == "--");
        figure && !full && !text.contains(['。', '，'])
    }

    /// In text out of a PDF reader a table's figures can't be tied to their labels: from its first label to the next main
    /// heading its lines are one grid that is not read.
    pub(super) fn spaced(&mut self, at: usize) -> Option<usize> {
        let span = self.lines[at].span;
        if span.end - span.start > 240 {
            return None;
        }
        let row = self.is_spaced_row(span);
        if !row && self.wrap.is_none() {
            return None;
        }
        let words = || self.slice(span).split_whitespace();
        let begins = |word: &str| self.forms.begins_table(&folded(word));
        let anchor = row
            || self.begins_table(span)
            || words().take(3).any(begins)
            || words().count() > 3 && words().last().is_some_and(begins);
        if !anchor {
            return None;
        }
        let mut rows = Rows::new();
        let mut next = at;
        while next < self.lines.len() && (next == at || !self.ends_spaced(next)) {
            let line = self.lines[next];
            if line.kind != Kind::Blank && !is_page_mark(self.slice(line.span)) {
                self.cell(line.span, &mut rows);
            }
            next += 1;
        }
        rows.end_row();
        self.grid(&rows, Layout::Spaced);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{form::Forms, read::text, source::Source};

    #[test]
    fn prose_is_told_from_what_a_table_begins_with() {
        let layout = |text: &str| {
            let document = text::read(&Source::new("report.txt", text), &Forms::builtin(), None);
            document.grids.first().map(|grid| grid.layout)
        };
        let cases = [
            ("商业企业 科研机构 社会公益组织\n自然人 3 4\n", Some(Layout::Spaced)),
            ("1 规章 3\n", Some(Layout::Spaced)),
            ("第二十条第（一）项\n信息内容\n规 章\n3\n", Some(Layout::Stream)),
            ("（一）信 息内容\n本年制发件数\n规章\n3\n", Some(Layout::Stream)),
            ("规章制度更加健全 3\n", None),
            ("2020年，公开规章 3 件。\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(layout(text), expected, "{text}");
        }
    }
}

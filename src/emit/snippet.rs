//! The snippet of a finding as codespan-reporting draws it, with the segments of a line in place of the letters that it was
//! given for them; the notes under it.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use codespan_reporting::{
    diagnostic::{Diagnostic, LabelStyle, Severity},
    term::{Config, Renderer, RichDiagnostic, WriteStyle},
};

use super::{
    paper::{CYAN, Code, PLAIN, Paper, RED, YELLOW},
    view::View,
};

/// The border left of the source, and what opens a note, as codespan-reporting draws them.
const BORDER: &str = "│";
const BULLET: &str = "=";

/// Draws the labels of a finding in its view.
pub(super) fn draw(paper: &mut Paper, config: &Config, view: &View, finding: &Diagnostic<()>) {
    let mut pen = Pen { paper, view, next: 0, segment: 0, at: At::Head };
    RichDiagnostic::new(finding, config)
        .render(view, &mut Renderer::new(&mut pen, config))
        .expect("paper takes every write, and a view has every line that its labels ask for");
    // The empty line comes behind the notes.
    paper.cut(paper.len() - 1);
}

/// A note under a snippet: a text of one line or more, and what stands around it.
pub(super) struct Under<'n> {
    pub(super) before: &'n str,
    pub(super) text: Cow<'n, str>,
    pub(super) behind: &'n str,
}

impl<'n> From<Cow<'n, str>> for Under<'n> {
    fn from(text: Cow<'n, str>) -> Self {
        Self { before: "", text, behind: "" }
    }
}

/// Writes notes under a snippet, and the empty line that ends a finding.
pub(super) fn notes<'n>(paper: &mut Paper, view: &View, notes: impl Iterator<Item = Under<'n>>) {
    let indent = view.gutter() + 1;
    for (index, note) in notes.enumerate() {
        if index == 0 {
            paper.repeat(b' ', indent);
            paper.colored(CYAN, &[BORDER]);
            paper.end_line();
        }
        let mut lines = note.text.lines().enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            paper.repeat(b' ', indent);
            if index == 0 {
                paper.colored(CYAN, &[BULLET]);
                paper.push(" ");
                paper.push(note.before);
            } else {
                paper.push("  ");
            }
            paper.push(line);
            if lines.peek().is_none() {
                paper.push(note.behind);
            }
            paper.end_line();
        }
    }
    paper.end_line();
}

/// What codespan-reporting points down with to what it says of a label.
const POINTER: &str = "│";

/// What codespan-reporting writes with.
struct Pen<'a> {
    paper: &'a mut Paper,
    view: &'a View<'a>,
    /// The line of the view to come; the one at hand is the one before.
    next: usize,
    /// The segment of the line at hand that is drawn next.
    segment: usize,
    at: At,
}

/// Where the pen is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// In codespan-reporting's own header, whose words are English: it is left out.
    Head,
    /// Before the border of a line of the source.
    Number,
    /// Behind that border.
    NumberBorder,
    /// In the text of a line of the source.
    Text,
    /// Behind the border of another line, which may hold what stands under the text.
    Border,
    /// Under the text of a line of the source.
    Under,
    /// Anywhere else.
    Else,
}

impl Pen<'_> {
    /// The blank behind a border.
    fn indent(&mut self) {
        self.paper.push(" ");
        self.at = if self.at == At::NumberBorder { At::Text } else { At::Under };
        self.segment = 0;
    }

    /// Takes what was written from `start` on for the letter of the next segment, or one column under it: it becomes the
    /// segment, or as many columns. What is written behind the last segment stays, and so does what is said of a label.
    fn widen(&mut self, start: usize) {
        let line = self.next.saturating_sub(1);
        let Some((text, columns)) = self.view.segment(line, self.segment) else { return };
        match self.paper.since(start) {
            _ if self.at == At::Text => {
                self.paper.cut(start);
                self.paper.push(text);
            }
            written if written == POINTER.as_bytes() => {
                self.paper.repeat(b' ', columns.saturating_sub(1));
            }
            &[column @ (b' ' | b'^' | b'-')] => {
                self.paper.cut(start);
                self.paper.repeat(column, columns);
            }
            _ => return,
        }
        self.segment += 1;
    }

    fn end_line(&mut self) {
        match self.at {
            At::Head => {}
            At::Text => {
                self.paper.push(self.view.rest(self.next.saturating_sub(1)));
                self.paper.end_line();
            }
            _ => self.paper.end_line(),
        }
        self.at = At::Else;
    }

    fn color(&mut self, code: Code) -> fmt::Result {
        if self.at == At::Head { Ok(()) } else { self.paper.color(code) }
    }
}

impl Write for Pen<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match (self.at, text.as_bytes()) {
            (_, b"\n") => self.end_line(),
            (At::Head, _) => {}
            (At::Border | At::NumberBorder, b" ") => self.indent(),
            _ => {
                let start = self.paper.len();
                self.paper.push(text);
                if self.at == At::Under {
                    self.widen(start);
                }
            }
        }
        Ok(())
    }

    fn write_fmt(&mut self, arguments: fmt::Arguments) -> fmt::Result {
        if let Some(text) = arguments.as_str() {
            return self.write_str(text);
        }
        if self.at == At::Head {
            return Ok(());
        }
        let start = self.paper.len();
        self.paper.write_fmt(arguments)?;
        match self.at {
            At::Text | At::Under => self.widen(start),
            _ => {}
        }
        Ok(())
    }
}

impl WriteStyle for Pen<'_> {
    fn set_header(&mut self, _: Severity) -> fmt::Result {
        Ok(())
    }

    fn set_header_message(&mut self) -> fmt::Result {
        Ok(())
    }

    fn set_line_number(&mut self) -> fmt::Result {
        self.at = At::Number;
        self.next += 1;
        self.color(CYAN)
    }

    fn set_note_bullet(&mut self) -> fmt::Result {
        Ok(())
    }

    fn set_source_border(&mut self) -> fmt::Result {
        self.at = if self.at == At::Number { At::NumberBorder } else { At::Border };
        self.color(CYAN)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> fmt::Result {
        self.color(match (style, severity) {
            (LabelStyle::Secondary, _) => CYAN,
            (LabelStyle::Primary, Severity::Error) => RED,
            (LabelStyle::Primary, _) => YELLOW,
        })
    }

    fn reset(&mut self) -> fmt::Result {
        self.color(PLAIN)
    }
}

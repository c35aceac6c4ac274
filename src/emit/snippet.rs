//! The snippet and the notes of a finding as codespan-reporting draws them, round the margins of lines that it was not
//! given.
//!
//! It writes a character at a time, so that what takes its writes has to be quick.

use std::fmt::{self, Write};

use codespan_reporting::{
    diagnostic::{Diagnostic, LabelStyle, Severity},
    term::{Config, Renderer, RichDiagnostic, WriteStyle},
};

use super::{
    clean::columns,
    paper::{CYAN, Code, PLAIN, Paper, RED, YELLOW},
    view::View,
};

/// Draws a finding in its view.
pub(super) fn draw(paper: &mut Paper, config: &Config, view: &View, finding: &Diagnostic<()>) {
    let lines = view.margins();
    let mut pen = Pen { paper, lines, margin: ("", ""), at: At::Head };
    RichDiagnostic::new(finding, config)
        .render(view, &mut Renderer::new(&mut pen, config))
        .expect("paper takes every write, and a view has every line that its labels ask for");
}

/// What codespan-reporting writes with.
struct Pen<'a, L> {
    paper: &'a mut Paper,
    /// The margins of the lines to come.
    lines: L,
    /// What stands before and behind the stretch of the line at hand.
    margin: (&'a str, &'a str),
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
    /// In a note, whose lines end within what is formatted.
    Note,
    /// Anywhere else.
    Else,
}

impl<'a, L: Iterator<Item = (&'a str, &'a str)>> Pen<'a, L> {
    /// The blank behind a border, and what stands before the stretch, or as much room.
    fn indent(&mut self) {
        self.paper.push(" ");
        if self.at == At::NumberBorder {
            self.paper.push(self.margin.0);
            self.at = At::Text;
        } else {
            let columns = self.margin.0.chars().map(columns).sum();
            self.paper.blanks(columns);
            self.at = At::Else;
        }
    }

    fn end_line(&mut self) {
        match self.at {
            At::Head => {}
            At::Text => {
                self.paper.push(self.margin.1);
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

impl<'a, L: Iterator<Item = (&'a str, &'a str)>> Write for Pen<'a, L> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match (self.at, text.as_bytes()) {
            (_, b"\n") => self.end_line(),
            (At::Head, _) => {}
            (At::Border | At::NumberBorder, b" ") => self.indent(),
            _ => self.paper.push(text),
        }
        Ok(())
    }

    fn write_fmt(&mut self, arguments: fmt::Arguments) -> fmt::Result {
        match arguments.as_str() {
            Some(text) => self.write_str(text),
            None if self.at == At::Head => Ok(()),
            None => {
                self.paper.write_fmt(arguments)?;
                if self.at == At::Note {
                    self.paper.trim_line();
                }
                Ok(())
            }
        }
    }
}

impl<'a, L: Iterator<Item = (&'a str, &'a str)>> WriteStyle for Pen<'a, L> {
    fn set_header(&mut self, _: Severity) -> fmt::Result {
        Ok(())
    }

    fn set_header_message(&mut self) -> fmt::Result {
        Ok(())
    }

    fn set_line_number(&mut self) -> fmt::Result {
        self.at = At::Number;
        self.margin = self.lines.next().unwrap_or_default();
        self.color(CYAN)
    }

    fn set_note_bullet(&mut self) -> fmt::Result {
        self.at = At::Note;
        self.color(CYAN)
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

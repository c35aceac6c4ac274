//! What the human format is written on: text, with the codes of a terminal's colours or without.
//!
//! codespan-reporting writes a character at a time, so that a write here is to be no more than a push.

use std::fmt::{self, Write};

use codespan_reporting::{
    diagnostic::{LabelStyle, Severity},
    term::WriteStyle,
};

/// Ends every colour.
const PLAIN: &str = "\x1B[0m";
const BOLD: &str = "\x1B[0m\x1B[1m";
const BOLD_RED: &str = "\x1B[0m\x1B[1m\x1B[38;5;9m";
const BOLD_YELLOW: &str = "\x1B[0m\x1B[1m\x1B[38;5;11m";
const RED: &str = "\x1B[0m\x1B[31m";
const YELLOW: &str = "\x1B[0m\x1B[33m";
const CYAN: &str = "\x1B[0m\x1B[36m";

/// Text that grows, in colour or without.
pub(super) struct Paper {
    text: String,
    color: bool,
}

impl Paper {
    /// A blank one.
    pub(super) fn new(color: bool) -> Self {
        Self { text: String::new(), color }
    }

    /// What was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes it blank again.
    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    /// Appends a line.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line that opens with `word` in the colour of `severity`, the rest in bold.
    pub(super) fn header(&mut self, severity: Severity, word: &str, rest: &str) {
        self.colored(header(severity), word);
        self.bold_line(rest);
    }

    /// A line in bold.
    pub(super) fn bold_line(&mut self, line: &str) {
        self.colored(BOLD, line);
        self.text.push('\n');
    }

    fn colored(&mut self, color: &str, text: &str) {
        let [before, after] = if self.color { [color, PLAIN] } else { [""; 2] };
        for part in [before, text, after] {
            self.text.push_str(part);
        }
    }

    /// From here on in this colour.
    fn set(&mut self, color: &str) -> fmt::Result {
        if self.color { self.text.write_str(color) } else { Ok(()) }
    }
}

fn header(severity: Severity) -> &'static str {
    if severity >= Severity::Error { BOLD_RED } else { BOLD_YELLOW }
}

impl Write for Paper {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }

    fn write_fmt(&mut self, arguments: fmt::Arguments) -> fmt::Result {
        match arguments.as_str() {
            Some(text) => self.write_str(text),
            None => self.text.write_fmt(arguments),
        }
    }
}

impl WriteStyle for Paper {
    fn set_header(&mut self, severity: Severity) -> fmt::Result {
        self.set(header(severity))
    }

    fn set_header_message(&mut self) -> fmt::Result {
        self.set(BOLD)
    }

    fn set_line_number(&mut self) -> fmt::Result {
        self.set(CYAN)
    }

    fn set_note_bullet(&mut self) -> fmt::Result {
        self.set(CYAN)
    }

    fn set_source_border(&mut self) -> fmt::Result {
        self.set(CYAN)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> fmt::Result {
        self.set(match (style, severity) {
            (LabelStyle::Secondary, _) => CYAN,
            (LabelStyle::Primary, Severity::Error | Severity::Bug) => RED,
            (LabelStyle::Primary, _) => YELLOW,
        })
    }

    fn reset(&mut self) -> fmt::Result {
        self.set(PLAIN)
    }
}

//! What the human format is written on: text, with the codes of a terminal's colours or without.

use std::fmt::{self, Write};

use codespan_reporting::diagnostic::Severity;

/// What a colour begins with; nothing where there are none.
pub(super) type Code = &'static str;

pub(super) const PLAIN: Code = "\x1B[0m";
const BOLD: Code = "\x1B[0m\x1B[1m";
pub(super) const RED: Code = "\x1B[0m\x1B[31m";
pub(super) const YELLOW: Code = "\x1B[0m\x1B[33m";
pub(super) const CYAN: Code = "\x1B[0m\x1B[36m";
const BOLD_RED: Code = "\x1B[0m\x1B[1m\x1B[38;5;9m";
const BOLD_YELLOW: Code = "\x1B[0m\x1B[1m\x1B[38;5;11m";

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
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// Appends a part of a line.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends a part of a line, or the rest of one with its end.
    pub(super) fn push_arguments(&mut self, arguments: fmt::Arguments) -> fmt::Result {
        self.text.write_fmt(arguments)?;
        if self.text.ends_with('\n') {
            self.text.pop();
            self.end_line();
        }
        Ok(())
    }

    /// Appends blanks.
    pub(super) fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// From here on in this colour.
    pub(super) fn color(&mut self, code: Code) -> fmt::Result {
        if self.color { self.text.write_str(code) } else { Ok(()) }
    }

    /// Ends the line, without the blanks it ends with.
    pub(super) fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    /// Appends a line.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line that opens with `word` in the colour of `severity`, the rest in bold.
    pub(super) fn header(&mut self, severity: Severity, word: &str, rest: &str) {
        let color = if severity == Severity::Error { BOLD_RED } else { BOLD_YELLOW };
        self.colored(color, word);
        self.bold_line(rest);
    }

    /// A line in bold.
    pub(super) fn bold_line(&mut self, line: &str) {
        self.colored(BOLD, line);
        self.text.push('\n');
    }

    fn colored(&mut self, code: Code, text: &str) {
        let [before, after] = if self.color { [code, PLAIN] } else { [""; 2] };
        for part in [before, text, after] {
            self.text.push_str(part);
        }
    }
}

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
    bytes: Vec<u8>,
    color: bool,
}

impl Paper {
    /// A blank one, with room for so many bytes.
    pub(super) fn new(color: bool, room: usize) -> Self {
        Self::behind(Vec::new(), color, room)
    }

    /// Paper on which something stands already, with room for so many bytes more.
    pub(super) fn behind(mut bytes: Vec<u8>, color: bool, room: usize) -> Self {
        bytes.reserve(room);
        Self { bytes, color }
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Appends a part of a line.
    pub(super) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Appends a character of one byte so many times.
    pub(super) fn repeat(&mut self, byte: u8, count: usize) {
        self.bytes.resize(self.bytes.len() + count, byte);
    }

    /// How much was written, in bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What was written from this byte on.
    pub(super) fn since(&self, start: usize) -> &[u8] {
        &self.bytes[start..]
    }

    /// Takes back what was written from this byte on.
    pub(super) fn cut(&mut self, start: usize) {
        self.bytes.truncate(start);
    }

    /// From here on in this colour.
    pub(super) fn color(&mut self, code: Code) -> fmt::Result {
        if self.color { self.write_str(code) } else { Ok(()) }
    }

    /// Ends the line, without the blanks it ends with.
    pub(super) fn end_line(&mut self) {
        while self.bytes.last() == Some(&b' ') {
            self.bytes.pop();
        }
        self.bytes.push(b'\n');
    }

    /// Appends a line.
    pub(super) fn line(&mut self, line: &str) {
        self.push(line);
        self.bytes.push(b'\n');
    }

    /// A line that opens with `head` in the colour of `severity`, the rest in bold.
    pub(super) fn header(&mut self, severity: Severity, head: &[&str], rest: &[&str]) {
        let color = if severity == Severity::Error { BOLD_RED } else { BOLD_YELLOW };
        self.colored(color, head);
        self.bold_line(rest);
    }

    /// A line in bold.
    pub(super) fn bold_line(&mut self, parts: &[&str]) {
        self.colored(BOLD, parts);
        self.bytes.push(b'\n');
    }

    /// Appends the parts of a text in a colour.
    pub(super) fn colored(&mut self, code: Code, parts: &[&str]) {
        let [before, after] = if self.color { [code, PLAIN] } else { [""; 2] };
        self.push(before);
        for part in parts {
            self.push(part);
        }
        self.push(after);
    }
}

impl Write for Paper {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }

    fn write_char(&mut self, char: char) -> fmt::Result {
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() => self.bytes.push(byte),
            _ => self.push(char.encode_utf8(&mut [0; 4])),
        }
        Ok(())
    }
}

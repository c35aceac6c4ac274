//! The only converter between bytes, lines and columns.

use std::sync::OnceLock;

use memchr::memchr_iter;

/// Every how many bytes the number of characters so far is noted down, so that a column in a very long line is
/// found without counting from its start.
const STRIDE: usize = 512;
/// How far into a line a column is counted from its start, in bytes.
const NEAR: u32 = 1024;

/// A place as a person counts: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Byte offset, from 0.
    pub byte: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Column in UTF-16 code units, from 1, as editors and SARIF count.
    pub utf16: u32,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    /// Characters and UTF-16 units before each multiple of [`STRIDE`] bytes, counted where a line is long.
    marks: OnceLock<Vec<(u32, u32)>>,
}

impl Lines {
    /// Builds the table; a line ends with `\n`, a lone `\r` does not end one.
    pub fn new(text: &str) -> Self {
        let newlines = memchr_iter(b'\n', text.as_bytes());
        let mut starts = Vec::with_capacity(text.len() / 64 + 1);
        starts.push(0);
        starts.extend(newlines.map(|at| at as u32 + 1));
        Self { starts, marks: OnceLock::new() }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// How many lines there are; at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line, column and UTF-16 column of a byte offset; an offset past the end is taken for the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = offset.min(text.len() as u32);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let start = self.starts[line];
        let (chars, units) = if offset - start > NEAR {
            let (chars, units) = self.before(text, offset);
            let (chars_before, units_before) = self.before(text, start);
            (chars - chars_before, units - units_before)
        } else {
            widths(&text.as_bytes()[start as usize..offset as usize])
        };
        Position { byte: offset, line: line as u32 + 1, column: chars + 1, utf16: units + 1 }
    }

    /// The byte range of a line (from 1) without its line end.
    pub fn range(&self, text: &str, line: u32) -> std::ops::Range<usize> {
        let index = line as usize - 1;
        let start = self.starts[index] as usize;
        let end = self.starts.get(index + 1).map_or(text.len(), |&next| next as usize - 1);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// Characters and UTF-16 units before a byte offset.
    fn before(&self, text: &str, offset: u32) -> (u32, u32) {
        let marks = self.marks.get_or_init(|| marks(text.as_bytes()));
        let mark = (offset as usize / STRIDE).min(marks.len().saturating_sub(1));
        let Some(&(chars, units)) = marks.get(mark) else { return (0, 0) };
        let (more_chars, more_units) = widths(&text.as_bytes()[mark * STRIDE..offset as usize]);
        (chars + more_chars, units + more_units)
    }
}

/// Characters and UTF-16 units before each multiple of [`STRIDE`] bytes.
fn marks(bytes: &[u8]) -> Vec<(u32, u32)> {
    let mut so_far = (0, 0);
    let mark = |stride| {
        let mark = so_far;
        let (chars, units) = widths(stride);
        so_far = (mark.0 + chars, mark.1 + units);
        mark
    };
    bytes.chunks(STRIDE).map(mark).collect()
}

/// Characters and UTF-16 units that begin in these bytes of UTF-8.
fn widths(bytes: &[u8]) -> (u32, u32) {
    let chars = count(bytes, |byte| byte & 0xC0 != 0x80);
    let astral = count(bytes, |byte| byte >= 0xF0);
    (chars, chars + astral)
}

/// How many bytes are so.
pub fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> u32 {
    // Short enough runs to count in a byte, which is what makes it fast, and whole registers long.
    let runs = bytes.chunks(240);
    runs.map(|run| u32::from(run.iter().map(|&byte| u8::from(is(byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "甲乙\r\n𠀀丙\n";
        let lines = Lines::new(text);
        let at = |offset| {
            let position = lines.position(text, offset);
            (position.line, position.column, position.utf16)
        };
        assert_eq!(at(0), (1, 1, 1));
        assert_eq!(at(3), (1, 2, 2));
        assert_eq!(at(8), (2, 1, 1));
        assert_eq!(at(12), (2, 2, 3));
        assert_eq!(at(16), (3, 1, 1));
        assert_eq!(lines.range(text, 1), 0..6);
    }

    #[test]
    fn a_column_far_into_a_long_line_is_exact() {
        let text = "年".repeat(10_000);
        let lines = Lines::new(&text);
        assert_eq!(lines.position(&text, 3 * 9_999).column, 10_000);
    }
}

//! The text as it grows, with the byte ranges of what is faulty in it.

use super::draft::Piece;
use crate::word::{Cell, Habit, Word};

/// Collects text and the places of faulty pieces.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    pub(crate) places: Vec<(usize, usize)>,
    /// Write half-width marks, as some platforms do to a whole text.
    pub(crate) narrow: bool,
    /// End lines as Windows does.
    pub(crate) windows: bool,
    /// Tables of Word documents: their bytes of the text, and their cells.
    pub(crate) tables: Vec<(usize, usize, Vec<Vec<Cell>>)>,
}

impl Writer {
    /// Writes marks of the layout.
    pub(crate) fn raw(&mut self, text: &str) {
        self.push(text, false);
    }

    fn push(&mut self, text: &str, narrowed: bool) {
        for c in text.chars() {
            if self.windows && c == '\n' {
                self.text.push('\r');
            }
            self.text.push(if narrowed { narrow(c) } else { c });
        }
    }

    pub(crate) fn piece(&mut self, piece: &Piece) {
        self.piece_as(piece, &piece.text);
    }

    /// Writes a piece in another shape: wrapped, or with spaces.
    pub(crate) fn piece_as(&mut self, piece: &Piece, shape: &str) {
        let start = self.text.len();
        self.push(shape, self.narrow);
        if piece.bad {
            self.places.push((start, self.text.len()));
        }
    }

    /// The text as a Word document; its tables are those that were noted.
    pub(crate) fn file(&self, habit: Habit) -> Vec<u8> {
        let mut word = Word::new(habit);
        let mut from = 0;
        for (start, end, rows) in &self.tables {
            self.text[from..*start].lines().for_each(|line| word.paragraph(line));
            word.table(rows);
            from = *end;
        }
        self.text[from..].lines().for_each(|line| word.paragraph(line));
        word.finish()
    }

    /// Text as it is written: with half-width marks where they are in use.
    pub(crate) fn shape(&self, text: &str) -> String {
        text.chars().map(|c| if self.narrow { narrow(c) } else { c }).collect()
    }

    /// Ends the line unless it is ended.
    pub(crate) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.raw("\n");
        }
    }

    /// Leaves one empty line.
    pub(crate) fn gap(&mut self) {
        self.end_line();
        let left = self.text.ends_with("\n\n") || self.text.ends_with("\n\r\n");
        if !self.text.is_empty() && !left {
            self.raw("\n");
        }
    }
}

fn narrow(c: char) -> char {
    match c {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        c => c,
    }
}

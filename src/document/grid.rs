//! Tables as they are laid out, before anything is known of their meaning.

use std::ops::Range;

use super::quantity::Number;
use crate::source::{Place, Span};

/// A table of any layout.
#[derive(Debug)]
pub struct Grid {
    /// In reading order.
    pub cells: Vec<Cell>,
    /// The cells of each row.
    pub rows: Vec<Range<usize>>,
    /// How far its rows can be trusted.
    pub layout: Layout,
}

/// What a reader knows of a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each row was marked: tabs, pipes, an empty line after it.
    Rows,
    /// Only the sequence of cells is known; it is one row here.
    Stream,
    /// Figures stand behind their label with blanks in between, as a PDF reader leaves them: not to be summed.
    Spaced,
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Its folded text; empty for an empty cell.
    pub place: Place,
    /// Its bytes in the source, without the blanks around; an empty cell is an empty span where it stands.
    pub span: Span,
}

/// What a cell says, read as a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A figure.
    Number(Number),
    /// Empty.
    Blank,
    /// `/`, `-`, `无`: nothing, in so many words.
    Dash,
    /// A figure with something beside it: unit, sign, blanks, full-width digits.
    Impure(Option<Number>),
}

impl Value {
    /// Reads the folded text of a cell.
    pub fn read(text: &str) -> Self {
        // What most cells hold.
        if (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let whole = text.bytes().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
            return Self::Number(Number::whole(whole));
        }
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        if matches!(text, "/" | "\\" | "-" | "--" | "---" | "无" | "空" | "*" | "／") {
            return Self::Dash;
        }
        if let Some(number) = Number::parse(text) {
            return Self::Number(number);
        }
        let start = text.find(|char: char| char.is_ascii_digit());
        let number = start.and_then(|start| {
            let length = text[start..]
                .bytes()
                .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
                .count();
            Number::parse(&text[start..start + length])
        });
        Self::Impure(number)
    }

    /// The figure, where it is one without doubt.
    pub fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether nothing stands there.
    pub fn is_blank(self) -> bool {
        matches!(self, Self::Blank | Self::Dash)
    }
}

/// Whether folded text looks like the content of a figure's cell rather than a label.
pub fn is_figure(text: &str) -> bool {
    if is_plain(text) {
        return true;
    }
    let text = text.trim_start();
    if !matches!(text.as_bytes(), [b'0'..=b'9' | b'+' | b'-', ..]) {
        return false;
    }
    let text = text.trim_end();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let numbering = || digits < 3 && text.ends_with(['.', '、', '．']);
    digits > 0 && digits * 2 >= text.chars().count() && !numbering()
}

/// Whether text is ASCII digits and nothing else.
pub fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

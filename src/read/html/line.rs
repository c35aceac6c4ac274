//! One line of a page, put together from pieces of text across inline elements.

use super::reference::reference;
use crate::source::{Extract, Span};

/// The line being read; its text grows at the end of the page's.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Where it begins in the page's text; none before its first character.
    start: Option<usize>,
    /// Bytes of it that are links.
    linked: u32,
    /// White space of the file not yet known to be a blank between words.
    blank: Option<Span>,
}

impl Line {
    /// Appends text of the file; a line end in it is a blank between words and nothing between Chinese characters.
    pub(super) fn text(&mut self, out: &mut Extract, file: &str, place: Span, linked: bool) {
        let text = &file[place.range()];
        let offset = place.start as usize;
        let before = out.len();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let special = |byte: u8| matches!(byte, b'&' | b'\n' | b'\r' | b'\t');
            let plain = rest.bytes().position(special).unwrap_or(rest.len());
            if plain > 0 {
                self.plain(out, file, Span::new(offset + at, offset + at + plain));
                at += plain;
                continue;
            }
            if let Some((length, decoded)) =
                rest.starts_with('&').then(|| reference(rest)).flatten()
            {
                let span = Span::new(offset + at, offset + at + length);
                self.settle(out, decoded.chars().next());
                self.start.get_or_insert(out.len());
                out.replace(&decoded, span);
                at += length;
                continue;
            }
            if rest.starts_with('&') {
                self.plain(out, file, Span::new(offset + at, offset + at + 1));
                at += 1;
                continue;
            }
            let width = rest.len() - rest.trim_ascii_start().len();
            self.blank(Span::new(offset + at, offset + at + width));
            at += width;
        }
        if linked {
            self.linked += (out.len() - before) as u32;
        }
    }

    fn plain(&mut self, out: &mut Extract, file: &str, place: Span) {
        let text = &file[place.range()];
        let words = text.trim_start_matches(' ');
        let lead = text.len() - words.len();
        if self.start.is_none() || self.blank.is_some() || words.is_empty() {
            if lead > 0 {
                self.blank(Span::new(place.start as usize, place.start as usize + lead));
            }
            if words.is_empty() {
                return;
            }
            self.settle(out, words.chars().next());
            self.start.get_or_insert(out.len());
            return out.copy(file, Span { start: place.start + lead as u32, end: place.end });
        }
        out.copy(file, place);
    }

    fn blank(&mut self, span: Span) {
        self.blank.get_or_insert(span);
    }

    /// Writes a blank between words that both are not Chinese.
    fn settle(&mut self, out: &mut Extract, next: Option<char>) {
        let Some(blank) = self.blank.take() else { return };
        let last = out.text()[self.start.unwrap_or(out.len())..].chars().next_back();
        let latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii());
        if latin(last) && latin(next) {
            out.replace(" ", blank);
        }
    }

    /// Ends the line: its place in the page's text and the bytes of it that are links; none where it is blank.
    pub(super) fn end(&mut self, out: &Extract) -> Option<(Span, u32)> {
        let line = std::mem::take(self);
        let start = line.start?;
        let text = &out.text()[start..];
        let lead = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
        let words = text.trim_end();
        (!words.trim_start().is_empty())
            .then(|| (Span::new(start + lead, start + words.len()), line.linked))
    }
}

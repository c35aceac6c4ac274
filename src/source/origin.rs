//! Text taken out of a file of markup: every piece of it knows where in the file it stands.

use super::Span;

/// Text being taken out of a file, piece by piece, in any order.
#[derive(Debug, Default)]
pub struct Extract {
    text: String,
    pieces: Vec<Piece>,
}

/// From `text` on, up to the next piece, the text stands for the file from `file` on.
#[derive(Clone, Copy, Debug)]
struct Piece {
    text: u32,
    file: u32,
    /// Bytes of the file that the whole piece stands for; `None`: as many as it has itself, one for one.
    width: Option<u32>,
}

impl Extract {
    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes of text there are.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends a part of the file as it stands there.
    pub fn copy(&mut self, file: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let at = self.len() as u32;
        let goes_on = self
            .pieces
            .last()
            .is_some_and(|last| last.width.is_none() && last.file + (at - last.text) == span.start);
        if !goes_on {
            self.pieces.push(Piece { text: at, file: span.start, width: None });
        }
        self.text.push_str(&file[span.range()]);
    }

    /// Appends text that stands for a part of the file: a character reference, the end of a cell.
    pub fn replace(&mut self, text: &str, span: Span) {
        let width = Some(span.end - span.start);
        self.pieces.push(Piece { text: self.len() as u32, file: span.start, width });
        self.text.push_str(text);
    }

    /// Appends a part of another extract of the same file.
    pub fn take(&mut self, other: &Self, part: Span) {
        let mut at = part.start;
        while at < part.end {
            let index = other.index(at);
            let next = other.pieces.get(index + 1).map_or(part.end, |next| next.text.min(part.end));
            let piece = other.pieces[index];
            let file =
                if piece.width.is_none() { piece.file + (at - piece.text) } else { piece.file };
            self.pieces.push(Piece { text: self.len() as u32, file, width: piece.width });
            self.text.push_str(&other.text[at as usize..next as usize]);
            at = next;
        }
    }

    /// The bytes of the file that a part of the text stands for.
    pub fn origin(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() {
            return Span { start, end: start };
        }
        Span { start, end: self.end(span.end).max(start) }
    }

    /// The text alone, and the map alone.
    pub(super) fn split(mut self) -> (String, Self) {
        (std::mem::take(&mut self.text), self)
    }

    fn index(&self, at: u32) -> usize {
        self.pieces.partition_point(|piece| piece.text <= at).saturating_sub(1)
    }

    fn start(&self, at: u32) -> u32 {
        match self.pieces.get(self.index(at)) {
            None => 0,
            Some(Piece { text, file, width: None }) => file + (at - text),
            Some(Piece { file, .. }) => *file,
        }
    }

    fn end(&self, at: u32) -> u32 {
        match self.pieces.get(self.index(at - 1)) {
            None => 0,
            Some(Piece { text, file, width: None }) => file + (at - text),
            Some(Piece { file, width: Some(width), .. }) => file + width,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lead_back_to_the_file() {
        let file = "<b>公开</b>&nbsp;64</i><i>6条";
        let at = |part: &str| {
            let start = file.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let mut all = Extract::default();
        all.copy(file, at("公开"));
        all.replace("\u{a0}", at("&nbsp;"));
        all.copy(file, at("64"));
        all.copy(file, at("6条"));
        let mut extract = Extract::default();
        extract.take(&all, Span::new(3, all.len()));
        assert_eq!(extract.text(), "开\u{a0}646条");
        let origin = |part: &str| {
            let start = extract.text().find(part).unwrap();
            &file[extract.origin(Span::new(start, start + part.len())).range()]
        };
        assert_eq!(origin("646"), "64</i><i>6");
        assert_eq!(origin("开\u{a0}"), "开</b>&nbsp;");
        assert_eq!(origin("46"), "4</i><i>6");
    }
}

//! A run of a Word document as written: its tags, its properties, and what it holds.

use std::ops::Range;

use crate::read::{
    Refusal,
    docx::xml::{Tag, Token, Xml},
};

/// One run, all places in bytes of the part.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// From its start tag to its end tag.
    pub(super) range: Range<usize>,
    pub(super) open: Range<usize>,
    pub(super) properties: Option<Range<usize>>,
    pub(super) close: Range<usize>,
    /// What it holds behind its properties.
    pub(super) atoms: Vec<Atom>,
}

/// What a run holds: text, a tab, a reference, a drawing.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) range: Range<usize>,
    /// The tags and the text between them, where it is text.
    pub(super) text: Option<Text>,
    /// The id, where it is the reference of a comment.
    pub(super) comment: Option<i64>,
}

/// An element of text.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) open: Range<usize>,
    pub(super) content: Range<usize>,
    pub(super) close: Range<usize>,
    /// Whether it keeps the blanks at its ends.
    pub(super) keeps_blanks: bool,
}

impl Run {
    /// Reads the run whose start tag was read last.
    pub(super) fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let open = xml.range();
        let mut run = Self {
            range: open.clone(),
            close: open.end..open.end,
            open,
            properties: None,
            atoms: Vec::new(),
        };
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            let start = xml.range();
            if tag.is("rPr") {
                xml.skip(tag)?;
                run.properties = Some(start.start..xml.range().end);
                continue;
            }
            let comment = tag.is("commentReference").then(|| tag.number("id")).flatten();
            let keeps_blanks = tag.get("space").is_some_and(|space| space == "preserve");
            xml.skip(tag)?;
            let close = xml.range();
            let text = (tag.is("t") && !tag.empty).then(|| Text {
                content: start.end..close.start,
                open: start.clone(),
                close: close.clone(),
                keeps_blanks,
            });
            run.atoms.push(Atom { range: start.start..close.end, text, comment });
        }
        if !tag.empty {
            run.close = xml.range();
            run.range.end = run.close.end;
        }
        Ok(run)
    }

    /// The bytes that open a run like this one.
    pub(super) fn opening<'a>(&self, part: &'a str) -> (&'a str, &'a str) {
        let properties = self.properties.clone().map_or("", |range| &part[range]);
        (&part[self.open.clone()], properties)
    }
}

impl Atom {
    /// The bytes that stand for what is read: of an element of text those between its tags.
    pub(super) fn content(&self) -> Range<usize> {
        self.text.as_ref().map_or(self.range.clone(), |text| text.content.clone())
    }
}

/// The name in a start tag, with its prefix.
pub(super) fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end = name.find(|char: char| char.is_whitespace() || matches!(char, '>' | '/'));
    &name[..end.unwrap_or(name.len())]
}

/// The namespace of the main document, and whether the prefix `w` stands for it from the root on.
pub(super) fn namespace(part: &str) -> Result<(String, bool), Refusal> {
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let strict = tag.attributes.contains("purl.oclc.org/ooxml/wordprocessingml");
                let uri = if strict {
                    "http://purl.oclc.org/ooxml/wordprocessingml/main"
                } else {
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                };
                let bound = name(&part[xml.range()]).starts_with("w:");
                return Ok((uri.to_owned(), bound));
            }
            Token::End => return Err(Refusal::Damaged),
            _ => {}
        }
    }
}

/// One change of a part.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// A part with changes made that come in order and do not overlap.
pub(super) fn changed(part: &str, changes: &[Change]) -> String {
    let more: usize = changes.iter().map(|change| change.text.len()).sum();
    let mut out = String::with_capacity(part.len() + more);
    let mut from = 0;
    for change in changes {
        out.push_str(&part[from..change.range.start]);
        out.push_str(&change.text);
        from = change.range.end;
    }
    out.push_str(&part[from..]);
    out
}

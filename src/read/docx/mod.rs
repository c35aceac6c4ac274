//! Word documents: a package of parts becomes the readable text that findings point into, and a way back to its XML.

pub mod comments;
mod flow;
pub mod map;
mod mend;
mod numbering;
mod numeral;
pub mod package;
pub mod place;
mod properties;
mod story;
mod styles;
mod table;
pub mod xml;

use std::collections::HashMap;

use super::{
    allow,
    lines::{self, Marks},
};
use crate::{
    document::{
        Document,
        allow::Allow,
        build::Builder,
        grid::Layout,
        hidden::{Hidden, HiddenKind},
    },
    form::Forms,
    source::{Source, Span},
};
use flow::{Flow, Item};
use map::{Map, Where};
use numbering::Numbering;
use package::Package;
use story::{Shared, Story};
use styles::Styles;
use xml::{Token, Xml};

/// The author of the comments that this program writes.
pub const OWN: &str = "nianbao";

/// Why a file is not read; each is a phrase of `words.toml` that names the way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No bytes at all.
    Empty,
    /// Protected by a password.
    Encrypted,
    /// The old binary format under the new name.
    OldWord,
    /// Not a Word document.
    NotWord,
    /// Not whole, or not what a package must be.
    Damaged,
    /// With macros.
    Macros,
    /// Unpacks to far more than a report can be.
    Bomb,
    /// Elements too deep in one another.
    Nested,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Encrypted,
        Self::OldWord,
        Self::NotWord,
        Self::Damaged,
        Self::Macros,
        Self::Bomb,
        Self::Nested,
    ];

    /// The phrase that says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "docx-empty",
            Self::Encrypted => "docx-encrypted",
            Self::OldWord => "docx-old",
            Self::NotWord => "docx-not-word",
            Self::Damaged => "docx-damaged",
            Self::Macros => "docx-macros",
            Self::Bomb => "docx-bomb",
            Self::Nested => "docx-nested",
        }
    }
}

/// A Word document, read.
#[derive(Debug)]
pub struct Docx {
    items: Vec<Item>,
    hidden: Vec<Hidden>,
    allows: Vec<Allow>,
    /// Pictures, as empty places where they stand.
    images: Vec<Span>,
    map: Map,
    last_mark: i64,
}

impl Docx {
    /// Reads a file: its readable text, and what else is known of it.
    ///
    /// # Errors
    /// A refusal where the file is no Word document, is protected or damaged, or is unreasonably large.
    pub fn read(bytes: &[u8]) -> Result<(String, Self), Refusal> {
        let mut package = Package::open(bytes)?;
        let main = package.document()?.ok_or(Refusal::NotWord)?;
        let styles = Styles::read(&package.related("styles")?)?;
        let mut numbering = Numbering::read(&package.related("numbering")?)?;
        let mut shared = Shared {
            styles: &styles,
            numbering: &mut numbering,
            notes: HashMap::new(),
            met: (0, 0),
        };
        for (end, kind, element) in
            [(false, "footnotes", "footnote"), (true, "endnotes", "endnote")]
        {
            let text = package.related(kind)?;
            let notes = Story::new(&text, &mut shared).notes(element)?;
            shared.notes.extend(notes.into_iter().map(|(id, flow)| ((end, id), flow)));
        }
        let flow = Story::new(&main, &mut shared).body()?;
        let comments = comments::read(&package.related("comments")?)?;
        let company = company(&package.root("extended-properties")?.unwrap_or_default());
        Self::of(flow, &comments, company)
    }

    fn of(
        mut flow: Flow,
        comments: &[comments::Comment],
        company: Option<String>,
    ) -> Result<(String, Self), Refusal> {
        let text = String::from_utf8(flow.text).map_err(|_| Refusal::Damaged)?;
        count(&mut flow.paragraphs);
        let map = Map { segments: flow.segments, paragraphs: flow.paragraphs, sides: flow.sides };
        let end = text.len() as u32;
        let inside = |span: Span| Span { start: span.start.min(end), end: span.end.min(end) };
        let images = flow.images.iter().map(|&at| inside(Span { start: at, end: at })).collect();
        let paragraph = |at: u32| map.paragraph(at).map_or(Span::at(0), |found| found.text);
        let last_mark = flow.marks.iter().map(|mark| mark.id).max().unwrap_or(-1);
        let (mut hidden, allows) = comments::sort(comments, &flow.marks, paragraph);
        hidden.extend(flow.remarks.into_iter().map(|remark| Hidden {
            kind: remark.kind,
            span: remark.span,
            text: remark.text,
        }));
        hidden.extend(company.map(|text| Hidden {
            kind: HiddenKind::Company,
            span: Span::at(0),
            text,
        }));
        for hidden in &mut hidden {
            hidden.span = inside(hidden.span);
        }
        hidden.sort_by_key(|hidden| (hidden.span, hidden.kind));
        Ok((text, Self { items: flow.items, hidden, allows, images, map, last_mark }))
    }

    /// The way from the readable text to the XML.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The highest id of a comment that the text points to; -1 where there is none.
    pub fn last_mark(&self) -> i64 {
        self.last_mark
    }

    /// Makes the document of the readable text; text without any table is read as plain text is, for its tables may
    /// have come apart into paragraphs.
    pub fn document(&self, source: &Source, forms: &Forms, year: Option<u16>) -> Document {
        let tables = self.items.iter().any(|item| matches!(item, Item::Grid { .. }));
        let mut document = if tables {
            self.build(source, forms, year)
        } else {
            lines::read(source, forms, year, &self.marks(source.text()))
        };
        document.images.clone_from(&self.images);
        document.hidden.clone_from(&self.hidden);
        document.allows.clone_from(&self.allows);
        document
    }

    fn build(&self, source: &Source, forms: &Forms, year: Option<u16>) -> Document {
        let mut builder = Builder::new(source, forms, year);
        for item in &mend::mended(source.text(), &self.items, forms) {
            match item {
                Item::Line { pieces, level } => builder.line(pieces, *level),
                Item::Grid { cells } => {
                    builder.begin_grid(Layout::Rows, cells.len());
                    for (span, last) in cells {
                        builder.cell(&[*span]);
                        if *last {
                            builder.end_row();
                        }
                    }
                    builder.end_grid();
                }
            }
        }
        builder.finish()
    }

    /// The headings that styles tell.
    fn marks(&self, text: &str) -> Marks {
        let headings = self.items.iter().filter_map(|item| match item {
            Item::Line { level: Some(level), .. } => Some((item.start(), *level)),
            _ => None,
        });
        let mut marks = Marks { headings: headings.collect(), ..Marks::default() };
        allow::hide(text, &mut marks);
        marks
    }
}

/// Numbers the paragraphs of running text that are not empty.
fn count(paragraphs: &mut [map::Paragraph]) {
    let mut number = 0;
    for paragraph in paragraphs {
        let loose = matches!(paragraph.place, Where::Nowhere | Where::Cell { table: 0, .. });
        if loose && !paragraph.text.is_empty() {
            number += 1;
            paragraph.place = Where::Paragraph(number);
        }
    }
}

/// The organ or firm that the metadata name.
fn company(text: &str) -> Option<String> {
    let mut xml = Xml::new(text);
    loop {
        match xml.next().ok()? {
            Token::Open(tag) if tag.name == "Company" => {
                let name = xml.inner_text(tag).ok()?;
                return Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            }
            Token::End => return None,
            _ => {}
        }
    }
}

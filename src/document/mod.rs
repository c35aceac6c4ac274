//! What a report is: blocks in reading order, sections, tables with named cells, title, period, contact, profile.

pub mod allow;
pub mod beside;
pub mod breakdown;
pub mod build;
pub mod contact;
pub mod date;
pub mod ending;
pub mod percent;
pub mod grid;
pub mod growth;
pub mod hidden;
pub mod period;
pub mod profile;
pub mod quantity;
mod reading;
mod scan;
pub mod section;
pub mod sentence;
pub mod subject;
pub mod table;
pub mod title;
pub mod year;

use crate::source::{Passage, Place, Shadow, Span};

/// A report, read. Everything in it points into the shadow, and through it into the source.
#[derive(Debug)]
pub struct Document {
    /// The folded text of all blocks.
    pub shadow: Shadow,
    /// In reading order, page furniture included.
    pub blocks: Vec<Block>,
    /// The sentences of running text, and which words there may be in them.
    pub prose: sentence::Prose,
    /// In reading order, with levels.
    pub sections: Vec<section::Section>,
    /// Tables as laid out.
    pub grids: Vec<grid::Grid>,
    /// Images large enough to hold text, in reading order.
    pub images: Vec<Span>,
    /// Tables recognised as prescribed ones, their cells named.
    pub tables: Vec<table::Table>,
    /// The report's own title.
    pub title: Option<title::Title>,
    /// Statements of the statistics period.
    pub periods: Vec<period::Period>,
    /// How readers can ask.
    pub contact: contact::Contact,
    /// How the text ends: signature, furniture, cut.
    pub ending: ending::Ending,
    /// What the report is taken to be.
    pub profile: profile::Profile,
    /// What stands in the file but not on the page, in order.
    pub hidden: Vec<hidden::Hidden>,
    /// Marks beside the text that silence rules.
    pub allows: Vec<allow::Allow>,
}

/// A run of text of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text; for a grid the text of all its cells.
    pub place: Place,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Part of the title.
    Title,
    /// Metadata of a page: 发布时间, 索引号, 来源.
    Metadata,
    /// A heading, or a paragraph that begins with one; index into [`Document::sections`].
    Heading(usize),
    /// Prose.
    Paragraph,
    /// A table; index into [`Document::grids`].
    Grid(usize),
    /// What a web page puts behind a report; not linted.
    Furniture,
}

impl Block {
    /// Whether it is running text: a paragraph, or a heading with what follows it on the line.
    pub fn is_prose(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Heading(_))
    }
}

impl Document {
    /// The folded text of a block.
    pub fn text(&self, block: &Block) -> &str {
        self.shadow.slice(block.place)
    }

    /// The bytes of the source that a place was read from.
    pub fn span(&self, place: Place) -> Span {
        self.shadow.span(place)
    }

    /// The blocks of running text: paragraphs, and headings with what follows them on the line.
    pub fn prose(&self) -> impl DoubleEndedIterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.is_prose())
    }

    /// The titles, headings and paragraphs, in which words are quickly looked for.
    pub fn passages(&self) -> impl Iterator<Item = (&Block, Passage<'_>)> {
        let blocks = self.blocks.iter().enumerate();
        blocks.filter_map(|(index, block)| Some((block, self.prose.passage(self, index)?)))
    }

    /// The sections that a block stands in or heads, innermost first.
    pub fn over(&self, block: usize) -> impl Iterator<Item = &section::Section> {
        let above = self.sections.partition_point(|section| section.block <= block).checked_sub(1);
        let parent = |index: &usize| self.sections[*index].parent;
        let chain = std::iter::successors(above, parent).map(|index| &self.sections[index]);
        chain.filter(move |section| block < section.end)
    }

    /// The images in a section.
    pub fn images_in(&self, section: &section::Section) -> impl Iterator<Item = Span> {
        let start = self.span(section.place).end;
        let next = self.blocks.get(section.end);
        let end = next.map_or(u32::MAX, |next| self.span(next.place).start);
        self.images.iter().copied().filter(move |image| (start..end).contains(&image.start))
    }

    /// The figures of a block of running text; offsets are bytes of the block.
    pub fn quantities(&self, block: usize) -> impl Iterator<Item = quantity::Quantity> {
        let sentences = self.prose.of(block);
        let start = sentences.first().map_or(0, |sentence| sentence.place.start);
        sentences.iter().flat_map(move |sentence| {
            let offset = (sentence.place.start - start) as usize;
            sentence.quantities(self).iter().map(move |one| one.clone().behind(offset))
        })
    }

    /// The recognised table of an id such as `applications`.
    pub fn table(&self, id: &str) -> Option<&table::Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The place that a finding about the whole report marks: the title, else the first line that is no metadata.
    pub fn head(&self) -> Place {
        let title = self.title.as_ref().map(|title| title.place);
        let first = self.blocks.iter().find(|block| block.kind != BlockKind::Metadata);
        let first = first.or(self.blocks.first());
        title.or(first.map(|block| block.place)).unwrap_or_default()
    }
}

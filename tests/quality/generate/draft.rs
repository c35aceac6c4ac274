//! A report before it is laid out: pieces that know their role, and so can be spoiled and found again.

use super::grid::Grid;
use super::{Form, figures::Figures, issuer::Issuer};

/// What a piece of text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Plain,
    Title,
    Period,
    Contact,
    /// The words around the period.
    Frame,
    /// The number of items disclosed, which the annex of 2014 repeats.
    Disclosed,
}

/// A run of text that is never cut apart.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) role: Role,
    /// The fault stands here: the renderer records where.
    pub(crate) bad: bool,
}

impl Piece {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(Role::Plain, text)
    }

    pub(crate) fn new(role: Role, text: impl Into<String>) -> Self {
        Self { text: text.into(), role, bad: false }
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self { bad: true, ..Self::plain(text) }
    }
}

/// A block of the text.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// The title, one piece a line.
    Title(Vec<Piece>),
    /// A sub-heading on its own line.
    Heading(Piece),
    Paragraph(Vec<Piece>),
    /// Lines set to the right: organ and date.
    Signature(Vec<Piece>),
    /// Lines that a page puts above or below the text.
    Lines(Vec<Piece>),
    Table(Grid),
}

impl Block {
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Piece::plain(text)])
    }

    pub(crate) fn pieces_mut(&mut self) -> &mut [Piece] {
        match self {
            Self::Title(pieces)
            | Self::Paragraph(pieces)
            | Self::Signature(pieces)
            | Self::Lines(pieces) => pieces,
            Self::Heading(piece) => std::slice::from_mut(piece),
            Self::Table(_) => &mut [],
        }
    }
}

/// Which prescribed content a section holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Topic {
    Overview,
    Disclosure,
    Applications,
    Reviews,
    Fees,
    Problems,
    Other,
    /// A section of the free layout that joins several contents.
    Joined,
}

/// A section of the first level.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) topic: Topic,
    /// The title without its number.
    pub(crate) title: Piece,
    pub(crate) body: Vec<Block>,
}

/// A whole report.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) form: Form,
    pub(crate) year: u64,
    pub(crate) issuer: Issuer,
    pub(crate) figures: Figures,
    pub(crate) front: Vec<Block>,
    pub(crate) sections: Vec<Section>,
    /// Numbers of the sections as printed.
    pub(crate) numbers: Vec<usize>,
    pub(crate) back: Vec<Block>,
}

impl Draft {
    pub(crate) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        let sections = self.sections.iter_mut().flat_map(|section| section.body.iter_mut());
        self.front.iter_mut().chain(sections).chain(self.back.iter_mut())
    }

    pub(crate) fn grids_mut(&mut self) -> impl Iterator<Item = &mut Grid> {
        self.blocks_mut().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            _ => None,
        })
    }

    /// Every piece of the running text with this role.
    pub(crate) fn role_mut(&mut self, role: Role) -> Vec<&mut Piece> {
        self.blocks_mut()
            .flat_map(|block| block.pieces_mut().iter_mut())
            .filter(|piece| piece.role == role)
            .collect()
    }

    pub(crate) fn mark(&mut self, role: Role) {
        for piece in self.role_mut(role) {
            piece.bad = true;
        }
    }

    pub(crate) fn section_index(&self, topic: Topic) -> Option<usize> {
        self.sections.iter().position(|section| section.topic == topic)
    }
}

//! Writes reports that are right, reports with one known fault, and texts that are no reports.

mod annex;
mod draft;
mod fault;
mod figures;
mod form;
mod grid;
mod html;
mod issuer;
pub(crate) mod other;
mod prose;
mod render;
pub(crate) mod rng;
mod table;
mod writer;

use std::fmt;

pub(crate) use fault::{FAULTS, Spoiled, spoiled};
use rng::Rng;

use crate::word::Habit;

/// The law and form a report is due to follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// 2014 to 2018: free sections and the annex of 2014.
    Law2007,
    /// 2019 and 2020.
    Form2019,
    /// From 2021 on.
    Form2021,
}

/// The shape in which a converter leaves the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layout {
    /// Each cell on its own line behind a tab, rows ended by an empty line.
    TabCells,
    /// Tabs between cells, merged cells kept as empty fields.
    TabRows,
    /// Tabs between cells, merged cells dropped.
    TabRowsDropped,
    /// `a | b | c |`
    PipeInner,
    /// `| a | b | c |`
    PipeOuter,
    /// One cell a line, each followed by ` |`.
    PipeCells,
    /// One cell a paragraph.
    Paragraphs,
    /// Headings and tables of Markdown.
    Markdown,
    /// Headings of Markdown, tables pasted with tabs.
    MarkdownTabs,
    /// A web page as a template writes it.
    HtmlClean,
    /// A web page in many kinds of mess.
    HtmlMessy,
    /// A Word document as libraries write it.
    Word,
    /// A Word document with the habits of offices: runs of one character, automatic numbers, merged cells.
    WordOffice,
}

/// Which of the two sets of prescribed tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tables {
    Of2019,
    Of2021,
}

/// What a fault needs of the report in which it is put.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wish {
    /// There are applications, so that totals are above zero.
    pub(crate) busy: bool,
    /// These tables, whatever the year.
    pub(crate) tables: Option<Tables>,
    /// A year out of these, whatever the form.
    pub(crate) years: Option<(u64, u64)>,
    /// No sentence elsewhere repeats what the fault touches.
    pub(crate) plain: bool,
}

/// A right report.
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The file, where it is not the text itself.
    pub(crate) file: Option<Vec<u8>>,
}

impl Form {
    pub(crate) const ALL: [Self; 3] = [Self::Law2007, Self::Form2019, Self::Form2021];

    fn years(self) -> (u64, u64) {
        match self {
            Self::Law2007 => (2014, 2018),
            Self::Form2019 => (2019, 2020),
            Self::Form2021 => (2021, 2025),
        }
    }
}

impl Layout {
    pub(crate) const ALL: [Self; 13] = [
        Self::TabCells,
        Self::TabRows,
        Self::TabRowsDropped,
        Self::PipeInner,
        Self::PipeOuter,
        Self::PipeCells,
        Self::Paragraphs,
        Self::Markdown,
        Self::MarkdownTabs,
        Self::HtmlClean,
        Self::HtmlMessy,
        Self::Word,
        Self::WordOffice,
    ];

    pub(crate) fn is_markdown(self) -> bool {
        matches!(self, Self::Markdown | Self::MarkdownTabs)
    }

    pub(crate) fn is_html(self) -> bool {
        matches!(self, Self::HtmlClean | Self::HtmlMessy)
    }

    /// How the program writes that the layout stands for, where that is a Word document.
    pub(crate) fn habit(self) -> Option<Habit> {
        match self {
            Self::Word => Some(Habit::Clean),
            Self::WordOffice => Some(Habit::Office),
            _ => None,
        }
    }

    /// The file name that belongs to the layout.
    pub(crate) fn file(self, stem: &str) -> String {
        let ending = match self {
            Self::Markdown | Self::MarkdownTabs => "md",
            Self::HtmlClean | Self::HtmlMessy => "html",
            Self::Word | Self::WordOffice => "docx",
            _ => "txt",
        };
        format!("{stem}.{ending}")
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Law2007 => "2014",
            Self::Form2019 => "2019",
            Self::Form2021 => "2021",
        })
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TabCells => "tab-cells",
            Self::TabRows => "tab-rows",
            Self::TabRowsDropped => "tab-rows-dropped",
            Self::PipeInner => "pipe-inner",
            Self::PipeOuter => "pipe-outer",
            Self::PipeCells => "pipe-cells",
            Self::Paragraphs => "paragraphs",
            Self::Markdown => "markdown",
            Self::MarkdownTabs => "markdown-tabs",
            Self::HtmlClean => "html-clean",
            Self::HtmlMessy => "html-messy",
            Self::Word => "word",
            Self::WordOffice => "word-office",
        })
    }
}

/// A right report of one form in one layout.
pub(crate) fn report(rng: &mut Rng, form: Form, layout: Layout) -> Report {
    let mut draft = prose::draft(rng, form, &Wish::default());
    // Some offices leave zeros out; in paragraphs an empty cell would be no cell.
    if layout != Layout::Paragraphs && rng.chance(4) {
        draft.grids_mut().for_each(grid::Grid::leave_zeros_out);
    }
    let written = render::render(&draft, layout, rng);
    let file = layout.habit().map(|habit| written.file(habit));
    Report { name: layout.file(&format!("right-{form}-{layout}")), text: written.text, file }
}

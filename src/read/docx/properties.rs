//! The properties of paragraphs, runs, rows and cells, as far as they change what is read.

use super::{
    Refusal,
    xml::{Tag, Xml},
};

/// The list and level that a paragraph or style names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// 0 switches numbering off.
    pub(super) list: Option<i64>,
    /// From 0.
    pub(super) level: Option<i64>,
}

impl Numbered {
    /// What this says, and what `other` says where this says nothing.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self { list: self.list.or(other.list), level: self.level.or(other.level) }
    }
}

/// What a paragraph says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphProperties {
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Its own numbering.
    pub(super) numbered: Numbered,
    /// Its own outline level, from 0; 9 is text.
    pub(super) outline: Option<u8>,
    /// Its mark was deleted or moved away: it goes on in the next paragraph.
    pub(super) joined: bool,
    /// Its mark was inserted.
    pub(super) inserted: bool,
}

/// What a run says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct RunProperties {
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Whether its text is hidden, where it says so.
    pub(super) hidden: Option<bool>,
    /// Whether it was inserted or deleted; only of a paragraph's mark.
    inserted: bool,
    deleted: bool,
}

/// What a cell says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellProperties {
    /// How many columns it takes.
    pub(super) columns: usize,
    /// It goes on with the cell above.
    pub(super) goes_on: bool,
    /// It goes on with the cell on the left, as old files say it.
    pub(super) goes_on_right: bool,
    /// It was deleted.
    pub(super) deleted: bool,
}

/// What a row says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowProperties {
    /// Columns left out before its first cell.
    pub(super) before: usize,
    /// It was deleted.
    pub(super) deleted: bool,
    /// It was inserted.
    pub(super) inserted: bool,
}

/// The most columns that one cell takes or a row leaves out; Word has 63.
const MOST_COLUMNS: i64 = 64;

impl ParagraphProperties {
    /// Reads `pPr` behind its start tag.
    pub(super) fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "pStyle" => found.style = tag.get("val").map(Into::into),
                "numPr" => found.numbered = numbered(tag, xml)?,
                "outlineLvl" => {
                    found.outline = tag.number("val").and_then(|level| level.try_into().ok());
                }
                "rPr" => {
                    let mark = RunProperties::read(tag, xml)?;
                    found.joined = mark.deleted;
                    found.inserted = mark.inserted;
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn numbered(tag: Tag, xml: &mut Xml) -> Result<Numbered, Refusal> {
    let mut found = Numbered::default();
    let inside = xml.inside(tag);
    while let Some(tag) = xml.child(inside)? {
        match tag.name {
            "ilvl" => found.level = tag.number("val"),
            "numId" => found.list = tag.number("val"),
            _ => {}
        }
    }
    Ok(found)
}

impl RunProperties {
    /// Reads `rPr` behind its start tag.
    pub(super) fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "vanish" => found.hidden = Some(tag.on()),
                "rStyle" => found.style = tag.get("val").map(Into::into),
                "ins" => found.inserted = true,
                "del" | "moveFrom" => found.deleted = true,
                _ => {}
            }
        }
        Ok(found)
    }
}

impl Default for CellProperties {
    fn default() -> Self {
        Self { columns: 1, goes_on: false, goes_on_right: false, deleted: false }
    }
}

impl CellProperties {
    /// Reads `tcPr` behind its start tag.
    pub(super) fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            let goes_on = || tag.get("val").is_none_or(|value| value == "continue");
            match tag.name {
                "gridSpan" => found.columns = columns(tag, 1),
                "vMerge" => found.goes_on = goes_on(),
                "hMerge" => found.goes_on_right = goes_on(),
                "cellDel" => found.deleted = true,
                _ => {}
            }
        }
        Ok(found)
    }
}

impl RowProperties {
    /// Reads `trPr` behind its start tag.
    pub(super) fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "gridBefore" => found.before = columns(tag, 0),
                "del" => found.deleted = true,
                "ins" => found.inserted = true,
                _ => {}
            }
        }
        Ok(found)
    }
}

/// Reads the widths of a table's columns, in twentieths of a point, from `tblGrid` behind its start tag.
pub(super) fn widths(tag: Tag, xml: &mut Xml) -> Result<Vec<i64>, Refusal> {
    let mut widths = Vec::new();
    let inside = xml.inside(tag);
    while let Some(tag) = xml.child(inside)? {
        if tag.name == "gridCol" {
            widths.push(tag.number("w").unwrap_or(i64::MAX));
        }
    }
    Ok(widths)
}

fn columns(tag: Tag, least: i64) -> usize {
    let said = tag.number("val").unwrap_or(least).clamp(least, MOST_COLUMNS);
    said.try_into().unwrap_or_default()
}

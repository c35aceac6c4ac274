//! Styles, as far as they say what is a heading, what is numbered and what is hidden.

use std::collections::HashMap;

use super::{
    Refusal,
    properties::{Numbered, ParagraphProperties, RunProperties},
    xml::{Tag, Token, Xml},
};

/// The styles of a document by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// One style.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
    outline: Option<u8>,
    hidden: Option<bool>,
}

/// The longest chain of styles that is followed.
const LONGEST: usize = 16;

impl Styles {
    /// Reads the part of styles.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        loop {
            match xml.next()? {
                // Styles of tables are most of a usual file, and say nothing of what is read.
                Token::Open(tag)
                    if tag.is("style") && tag.get("type").is_some_and(|it| it == "table") =>
                {
                    xml.leave_out(tag)?;
                }
                Token::Open(tag) if tag.is("style") => styles.add(tag, &mut xml)?,
                Token::Open(tag) if tag.is("latentStyles") || tag.is("docDefaults") => {
                    xml.leave_out(tag)?;
                }
                Token::End => return Ok(styles),
                _ => {}
            }
        }
    }

    fn add(&mut self, tag: Tag, xml: &mut Xml) -> Result<(), Refusal> {
        let id = tag.get("styleId").unwrap_or_default().into_owned();
        let paragraph = tag.get("type").is_none_or(|kind| kind == "paragraph");
        if paragraph && tag.get("default").is_some_and(|on| matches!(&*on, "1" | "true" | "on")) {
            self.default = Some(id.clone());
        }
        let mut style = Style::default();
        let mut heading = None;
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "name" => heading = tag.get("val").and_then(level),
                "basedOn" => style.based_on = tag.get("val").map(Into::into),
                "pPr" => {
                    let properties = ParagraphProperties::read(tag, xml)?;
                    style.numbered = properties.numbered;
                    style.outline = properties.outline;
                }
                "rPr" => style.hidden = RunProperties::read(tag, xml)?.hidden,
                _ => {}
            }
        }
        style.outline = style.outline.or(heading);
        self.by_id.insert(id, style);
        Ok(())
    }

    /// A style and those it is based on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id.filter(|id| self.by_id.contains_key(*id)).or(self.default.as_deref());
        let chain = std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        });
        chain.take(LONGEST)
    }

    /// The level of a heading from 1, where paragraphs of this style are headings.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let outline = self.chain(id).find_map(|(_, style)| style.outline)?;
        (outline < 9).then_some(outline + 1)
    }

    /// Whether text of this style is hidden.
    pub(super) fn hidden(&self, id: Option<&str>) -> bool {
        id.is_some() && self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// The numbering of a style, list and level each from the nearest style that says it, and the ids of the chain.
    pub(super) fn numbered<'s>(&'s self, id: Option<&'s str>) -> (Numbered, Vec<&'s str>) {
        let mut numbered = Numbered::default();
        let mut ids = Vec::new();
        for (id, style) in self.chain(id) {
            // The style that names the list, and those between, are linked to its levels.
            if numbered.list.is_none() {
                ids.push(id);
            }
            numbered = numbered.or(style.numbered);
        }
        (numbered, ids)
    }

    /// The list that a style of numbering stands for.
    pub(super) fn list(&self, id: &str) -> Option<i64> {
        self.by_id.get(id)?.numbered.list
    }
}

/// The outline level of a built-in heading style by its name, from 0.
#[expect(clippy::needless_pass_by_value, reason = "an attribute's value, read once")]
fn level(name: std::borrow::Cow<str>) -> Option<u8> {
    let lower = name.to_ascii_lowercase();
    let digits = lower.strip_prefix("heading ").or_else(|| lower.strip_prefix("标题 "))?;
    let level: u8 = digits.trim().parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

//! What no mark may stand in: a field, a control of plain text, ruby, text in CDATA. Marks go round it.

use std::ops::Range;

use crate::read::{
    Refusal,
    docx::xml::{Space, Token, Xml},
};

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    start: usize,
    solid: bool,
}

/// The controls whose content can be nothing but text.
const PLAIN: [&str; 4] = ["text", "date", "dropDownList", "comboBox"];

/// The ranges of the main document that stay whole, in order and apart.
pub(super) fn solids(part: &str) -> Result<Vec<Range<usize>>, Refusal> {
    let mut xml = Xml::new(part);
    let mut open: Vec<Open> = Vec::new();
    // Where paragraphs that are open begin, and fields: their paragraph and their first mark.
    let mut paragraphs: Vec<usize> = Vec::new();
    let mut fields: Vec<(Option<usize>, usize)> = Vec::new();
    let mut found = Vec::new();
    loop {
        let token = xml.next()?;
        let Range { start, end } = xml.range();
        match token {
            Token::Open(tag) => {
                let name = if tag.space == Space::Word { tag.name } else { "" };
                match (name, tag.get("fldCharType").as_deref()) {
                    ("p", _) if !tag.empty => paragraphs.push(start),
                    ("fldChar", Some("begin")) => fields.push((paragraphs.last().copied(), start)),
                    ("fldChar", Some("end")) => {
                        let field = fields.pop();
                        let here =
                            field.filter(|(within, _)| *within == paragraphs.last().copied());
                        found.extend(here.map(|(_, start)| start..end));
                    }
                    _ => {}
                }
                if let [.., outer, inner] = open.as_mut_slice()
                    && (outer.name, inner.name) == ("sdt", "sdtPr")
                {
                    outer.solid |= !paragraphs.is_empty() && PLAIN.contains(&name);
                }
                if !tag.empty {
                    let solid = matches!(name, "fldSimple" | "ruby");
                    open.push(Open { name, start, solid });
                }
            }
            Token::Close(..) => {
                let Some(element) = open.pop() else { continue };
                let whole = element.start..end;
                if element.name == "p" {
                    paragraphs.pop();
                }
                if element.solid || element.name == "t" && part[whole.clone()].contains("<![CDATA[")
                {
                    found.push(whole);
                }
            }
            Token::End => break,
            Token::Text(_) | Token::Reference(_) => {}
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    Ok(found)
}

/// The range that an offset lies strictly inside of.
pub(super) fn around(solids: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let behind = solids.partition_point(|range| range.start < at);
    solids[..behind].last().filter(|range| at < range.end)
}

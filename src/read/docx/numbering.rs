//! Automatic numbers: lists, their levels, and the counters that run through the document.

use std::collections::{BTreeSet, HashMap};

use super::{
    Refusal,
    numeral::Numeral,
    properties::Numbered,
    styles::Styles,
    xml::{Tag, Token, Xml},
};

/// How many levels a list has.
const LEVELS: usize = 9;

/// The lists of a document and where their counters stand.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: HashMap<i64, Kind>,
    lists: HashMap<i64, List>,
    /// By kind of list: what each level counts to, `None` where it has not begun.
    counters: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start was used.
    started: BTreeSet<(i64, usize)>,
}

/// What several lists share: the definition of their levels, and the counters.
#[derive(Debug, Default)]
struct Kind {
    levels: [Option<Level>; LEVELS],
    /// A style of numbering that defines the levels elsewhere.
    link: Option<String>,
}

/// A list as paragraphs name it.
#[derive(Debug, Default)]
struct List {
    kind: i64,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// How one level numbers.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numeral: Numeral,
    /// `%1、`
    text: String,
    /// What stands behind the number: a blank, or nothing.
    blank: bool,
    /// The style that is linked to the level.
    style: Option<String>,
    /// Whether the numbers of the levels above are written in decimals.
    legal: bool,
    /// The level, counted from 1, at which it starts anew; 0 for never.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            numeral: Numeral::Decimal,
            text: String::new(),
            blank: true,
            style: None,
            legal: false,
            restart: None,
        }
    }
}

impl Numbering {
    /// Reads the part of numberings.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.is("abstractNum") => {
                    let kind = Kind::read(tag, &mut xml)?;
                    numbering.kinds.insert(tag.number("abstractNumId").unwrap_or(-1), kind);
                }
                Token::Open(tag) if tag.is("num") => {
                    let list = List::read(tag, &mut xml)?;
                    numbering.lists.insert(tag.number("numId").unwrap_or(-1), list);
                }
                Token::End => return Ok(numbering),
                _ => {}
            }
        }
    }

    /// Counts a paragraph, and gives the number that is printed before it, a blank behind it where one is.
    pub(super) fn next(
        &mut self,
        own: Numbered,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        if self.lists.is_empty() {
            return None;
        }
        let (by_style, chain) = styles.numbered(style);
        let id = own.list.or(by_style.list)?;
        let list = self.lists.get(&id)?;
        let kind_id = self.kind(list.kind, styles);
        let kind = self.kinds.get(&kind_id)?;
        let linked = |style: &&str| {
            let levels = kind.levels.iter();
            levels.flatten().position(|level| level.style.as_deref() == Some(*style))
        };
        // The level that a style is linked to prevails unless the paragraph itself says another.
        let linked = || chain.iter().find_map(linked).filter(|_| own.list.is_none());
        let said = own.level.map(bounded);
        let by_style = || by_style.level.map(bounded);
        let level = said.or_else(linked).or_else(by_style).unwrap_or(0);
        let levels: [Option<&Level>; LEVELS] = std::array::from_fn(|level| {
            list.levels[level].as_ref().or(kind.levels[level].as_ref())
        });
        let definition = levels[level]?;
        let counters = self.counters.entry(kind_id).or_default();
        let start = list.starts[level].filter(|_| self.started.insert((id, level)));
        counters[level] = Some(match (start, counters[level]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => list.starts[level].unwrap_or(definition.start),
        });
        for below in level + 1..LEVELS {
            let restart = levels[below].and_then(|level| level.restart);
            if restart.is_none_or(|restart| restart > level) {
                counters[below] = None;
            }
        }
        let printed = print(definition, level, &levels, counters);
        (!printed.is_empty()).then_some(printed)
    }

    /// The kind that defines the levels, where one kind refers to another through a style.
    fn kind(&self, id: i64, styles: &Styles) -> i64 {
        let link = self.kinds.get(&id).and_then(|kind| kind.link.as_deref());
        let list = link.and_then(|style| styles.list(style));
        list.and_then(|list| self.lists.get(&list)).map_or(id, |list| list.kind)
    }
}

/// A level as written, kept among the nine.
fn bounded(level: i64) -> usize {
    usize::try_from(level.max(0)).unwrap_or_default().min(LEVELS - 1)
}

/// The text of a level with its counters put in.
fn print(
    definition: &Level,
    level: usize,
    levels: &[Option<&Level>; LEVELS],
    counters: &[Option<u32>; LEVELS],
) -> String {
    if definition.numeral == Numeral::Silent && !definition.text.contains('%') {
        return String::new();
    }
    let mut out = String::new();
    let mut chars = definition.text.chars().peekable();
    while let Some(char) = chars.next() {
        let digit =
            (char == '%').then(|| chars.peek().and_then(|next| next.to_digit(10))).flatten();
        let Some(at) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
            out.push(char);
            continue;
        };
        chars.next();
        if at >= LEVELS || at > level {
            continue;
        }
        let of = levels[at];
        let count = counters[at].or(of.map(|of| of.start)).unwrap_or(1);
        let own = of.map_or(Numeral::Decimal, |of| of.numeral);
        let numeral =
            if definition.legal && own != Numeral::Silent { Numeral::Decimal } else { own };
        numeral.write(count, &mut out);
    }
    if definition.blank && !out.is_empty() {
        out.push(' ');
    }
    out
}

impl Kind {
    fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut kind = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "lvl" => put(Level::read(tag, xml)?, &mut kind.levels),
                "numStyleLink" => kind.link = tag.get("val").map(Into::into),
                _ => {}
            }
        }
        Ok(kind)
    }
}

impl List {
    fn read(tag: Tag, xml: &mut Xml) -> Result<Self, Refusal> {
        let mut list = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "abstractNumId" => list.kind = tag.number("val").unwrap_or(-1),
                "lvlOverride" => list.override_level(tag, xml)?,
                _ => {}
            }
        }
        Ok(list)
    }

    fn override_level(&mut self, tag: Tag, xml: &mut Xml) -> Result<(), Refusal> {
        let at = place(tag);
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            match tag.name {
                "startOverride" => {
                    if let Some(slot) = self.starts.get_mut(at) {
                        *slot = tag.number("val").and_then(|start| start.try_into().ok());
                    }
                }
                "lvl" => put(Level::read(tag, xml)?, &mut self.levels),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Puts a level where it belongs; there are nine.
fn put((at, level): (usize, Level), levels: &mut [Option<Level>; LEVELS]) {
    if let Some(slot) = levels.get_mut(at) {
        *slot = Some(level);
    }
}

/// The level that a tag names.
fn place(tag: Tag) -> usize {
    tag.number("ilvl").and_then(|level| level.try_into().ok()).unwrap_or(LEVELS)
}

impl Level {
    fn read(tag: Tag, xml: &mut Xml) -> Result<(usize, Self), Refusal> {
        let mut level = Self::default();
        let inside = xml.inside(tag);
        while let Some(tag) = xml.child(inside)? {
            let text = || tag.get("val").unwrap_or_default();
            match tag.name {
                "start" => {
                    let start = tag.number("val").and_then(|start| start.try_into().ok());
                    level.start = start.unwrap_or(1);
                }
                "numFmt" => level.numeral = Numeral::of(&text()),
                "lvlText" => level.text = text().into_owned(),
                "suff" => level.blank = text() != "nothing",
                "pStyle" => level.style = Some(text().into_owned()),
                "isLgl" => level.legal = tag.on(),
                "lvlRestart" => {
                    level.restart = tag.number("val").and_then(|at| at.try_into().ok());
                }
                _ => {}
            }
        }
        Ok((place(tag), level))
    }
}

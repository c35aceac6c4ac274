//! The XML of a part, token by token, each with its bytes; names resolved to the namespaces that matter.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use quick_xml::{Reader, events::Event};

use super::Refusal;

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// `WordprocessingML`, transitional or strict.
    Word,
    /// Markup compatibility: `AlternateContent`.
    Compatibility,
    /// Formulas.
    Math,
    /// Anything else: drawings, relationships, properties.
    Other,
}

/// A start tag or an empty element.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// What its name belongs to.
    pub space: Space,
    /// Its name without prefix.
    pub name: &'a str,
    /// Everything behind the name.
    pub attributes: &'a str,
    /// `<name/>`
    pub empty: bool,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// A start tag or an empty element.
    Open(Tag<'a>),
    /// An end tag: what its name belongs to, and the name.
    Close(Space, &'a str),
    /// Text as written, without references.
    Text(&'a str),
    /// A character reference: what it stands for.
    Reference(char),
    /// The end of the part.
    End,
}

/// The depth of an element's children; of none where it is empty.
#[derive(Clone, Copy, Debug)]
pub struct Inside(Option<usize>);

/// Elements deeper than this are no office's work.
const DEEPEST: usize = 400;

/// Reads the tokens of one part.
pub struct Xml<'a> {
    text: &'a str,
    /// Where in the text the reader began.
    base: usize,
    reader: Reader<&'a [u8]>,
    /// The names of the elements that are open; the reader does not know those open before it began.
    names: Vec<&'a str>,
    /// Prefixes that were bound to something else: the depth, the prefix, what it meant before.
    scopes: Vec<(usize, &'a str, Space)>,
    /// What the prefixes in force mean.
    meanings: HashMap<&'a str, Space>,
    /// The prefix that was asked for last, and what it means.
    last: (&'a str, Space),
    range: Range<usize>,
}

/// A reader that leaves it to us which end tag belongs to which start tag.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

impl<'a> Xml<'a> {
    /// Reads a part from its beginning.
    pub fn new(text: &'a str) -> Self {
        let inside = text.trim_start_matches('\u{FEFF}');
        let base = text.len() - inside.len();
        let reader = reader(inside);
        let last = ("", Space::Other);
        Self {
            text,
            base,
            reader,
            names: Vec::new(),
            scopes: Vec::new(),
            meanings: HashMap::new(),
            last,
            range: base..base,
        }
    }

    /// Passes over the element whose start tag was read last, where its bytes are these; whether they are.
    pub(crate) fn pass(&mut self, bytes: &str) -> bool {
        let same = self.text[self.range.start..].starts_with(bytes);
        if same {
            self.leap(self.range.start + bytes.len());
        }
        same
    }

    /// Passes over the element whose start tag was read last, which holds none of its own name: to the first end tag.
    pub(crate) fn leave_out(&mut self, tag: Tag) -> Result<(), Refusal> {
        let close = self.names.last().map(|name| format!("</{name}>")).unwrap_or_default();
        let behind = &self.text.as_bytes()[self.range.end..];
        match memchr::memmem::find(behind, close.as_bytes()).filter(|_| !tag.empty) {
            Some(at) => self.leap(self.range.end + at + close.len()),
            None => self.skip(tag)?,
        }
        Ok(())
    }

    /// Goes on behind the end tag of the element that is open.
    fn leap(&mut self, to: usize) {
        self.range.end = to;
        self.base = to;
        self.reader = reader(&self.text[to..]);
        self.leave();
    }

    /// The bytes of the part from an offset to the end of the last token.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.range.end]
    }

    /// The bytes of the last token.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or_default()
    }

    /// The next token; comments and instructions are passed over. An error where the part is no XML or is too deep.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Refusal> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| Refusal::Damaged)?;
            let end = self.position();
            self.range = start..end;
            let raw = self.text.get(start..end).ok_or(Refusal::Damaged)?;
            return Ok(match event {
                Event::Start(_) if self.names.len() >= DEEPEST => return Err(Refusal::Nested),
                Event::Start(_) => Token::Open(self.tag(&raw[1..raw.len() - 1], false)),
                Event::Empty(_) => {
                    let tag = self.tag(&raw[1..raw.len() - 2], true);
                    self.leave();
                    Token::Open(tag)
                }
                Event::End(_) => {
                    let name = raw[2..raw.len() - 1].trim_ascii_end();
                    if self.names.last() != Some(&name) {
                        return Err(Refusal::Damaged);
                    }
                    let (prefix, name) = split(name);
                    let space = self.space(prefix);
                    self.leave();
                    Token::Close(space, name)
                }
                Event::Text(_) => Token::Text(raw),
                Event::CData(_) => {
                    self.range = start + "<![CDATA[".len()..end - "]]>".len();
                    Token::Text(&self.text[self.range.clone()])
                }
                Event::GeneralRef(_) => Token::Reference(reference(raw)),
                Event::Eof if !self.names.is_empty() => return Err(Refusal::Damaged),
                Event::Eof => Token::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    /// Passes over what is inside the element whose start tag was read last, up to its end tag.
    pub(crate) fn skip(&mut self, tag: Tag) -> Result<(), Refusal> {
        let depth = self.names.len();
        while !tag.empty && self.names.len() >= depth {
            if let Token::End = self.next()? {
                return Err(Refusal::Damaged);
            }
        }
        Ok(())
    }

    /// The inside of the element whose start tag was read last, for [`Xml::child`].
    pub fn inside(&self, tag: Tag) -> Inside {
        Inside((!tag.empty).then_some(self.names.len()))
    }

    /// The next element directly inside another; what is inside of the one before is passed over.
    pub(crate) fn child(&mut self, inside: Inside) -> Result<Option<Tag<'a>>, Refusal> {
        let Some(depth) = inside.0 else { return Ok(None) };
        while self.names.len() >= depth {
            match self.next()? {
                Token::Open(tag) if self.names.len() + usize::from(tag.empty) == depth + 1 => {
                    return Ok(Some(tag));
                }
                Token::End => return Err(Refusal::Damaged),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The text inside the element whose start tag was read last, up to its end tag.
    pub(crate) fn inner_text(&mut self, tag: Tag) -> Result<String, Refusal> {
        let depth = self.names.len();
        let mut text = String::new();
        while !tag.empty && self.names.len() >= depth {
            match self.next()? {
                Token::Text(part) => text.push_str(part),
                Token::Reference(char) => text.push(char),
                Token::End => return Err(Refusal::Damaged),
                Token::Open(_) | Token::Close(..) => {}
            }
        }
        Ok(text)
    }

    fn tag(&mut self, inside: &'a str, empty: bool) -> Tag<'a> {
        let end =
            inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        self.names.push(name);
        if !attributes.is_empty() && attributes.contains("xmlns") {
            self.bind(attributes);
        }
        let (prefix, name) = split(name);
        Tag { space: self.space(prefix), name, attributes, empty }
    }

    fn bind(&mut self, attributes: &'a str) {
        for (name, value) in pairs(attributes) {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(prefix) => prefix.strip_prefix(':').unwrap_or_default(),
                None => continue,
            };
            let (before, now) = (self.meaning(prefix), meaning(value));
            if before != now {
                self.scopes.push((self.names.len(), prefix, before));
                self.meanings.insert(prefix, now);
            }
        }
        self.last = ("", self.meaning(""));
    }

    fn leave(&mut self) {
        while let Some((_, prefix, before)) =
            self.scopes.pop_if(|(depth, ..)| *depth >= self.names.len())
        {
            self.meanings.insert(prefix, before);
            self.last = ("", self.meaning(""));
        }
        self.names.pop();
    }

    fn space(&mut self, prefix: &'a str) -> Space {
        if self.last.0 != prefix {
            self.last = (prefix, self.meaning(prefix));
        }
        self.last.1
    }

    fn meaning(&self, prefix: &str) -> Space {
        self.meanings.get(prefix).copied().unwrap_or(Space::Other)
    }
}

impl<'a> Tag<'a> {
    /// Whether it is the element of `WordprocessingML` with this name.
    pub fn is(&self, name: &str) -> bool {
        self.space == Space::Word && self.name == name
    }

    /// The value of an attribute, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) = pairs(self.attributes)
            .find(|(full, _)| split(full).1 == name && !full.starts_with("xmlns"))?;
        Some(quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value)))
    }

    /// An attribute as a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:vanish/>` is on.
    pub fn on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Prefix and local name.
fn split(name: &str) -> (&str, &str) {
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => (&name[..at], &name[at + 1..]),
        None => ("", name),
    }
}

/// Names and raw values of attributes.
fn pairs(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_ascii_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = behind[1..].split_once(quote)?;
        rest = behind;
        Some((name.trim_ascii(), value))
    })
}

fn meaning(uri: &str) -> Space {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

/// What a reference such as `&amp;` or `&#12288;` stands for.
fn reference(raw: &str) -> char {
    let text = quick_xml::escape::unescape(raw).ok();
    text.and_then(|text| text.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRICT: &str = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:w="urn:else"><x:p a:id="7&amp;8"/><w:p>甲&lt;乙</w:p></x:document>"#;

    #[test]
    fn names_are_resolved_and_tokens_tile_the_part() {
        let mut xml = Xml::new(STRICT);
        let mut found = Vec::new();
        let mut end = 0;
        loop {
            let token = xml.next().unwrap();
            assert_eq!(xml.range().start, end);
            end = xml.range().end;
            match token {
                Token::Open(tag) => found.push(format!(
                    "{:?} {} {}",
                    tag.space,
                    tag.name,
                    tag.get("id").unwrap_or_default()
                )),
                Token::Close(space, name) => found.push(format!("/{space:?} {name}")),
                Token::Text(text) => found.push(text.to_owned()),
                Token::Reference(char) => found.push(char.to_string()),
                Token::End => break,
            }
        }
        let expected = [
            "Word document ",
            "Word p 7&8",
            "Other p ",
            "甲",
            "<",
            "乙",
            "/Other p",
            "/Word document",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn broken_and_deep_parts_are_refused() {
        let all = |text: &str| {
            let mut xml = Xml::new(text);
            loop {
                match xml.next() {
                    Ok(Token::End) => return None,
                    Ok(_) => {}
                    Err(refusal) => return Some(refusal),
                }
            }
        };
        assert_eq!(all("<a><b></a>"), Some(Refusal::Damaged));
        assert_eq!(all("<a>"), Some(Refusal::Damaged));
        assert_eq!(all(&"<a>".repeat(1000)), Some(Refusal::Nested));
        assert_eq!(all("<a/>"), None);
    }
}

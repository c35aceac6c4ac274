//! The XML of a part, token by token, each with its bytes; names resolved to the namespaces that matter.

use std::{borrow::Cow, ops::Range};

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
    /// Where the next token begins.
    at: usize,
    /// The names of the elements that are open.
    names: Vec<&'a str>,
    /// Prefixes in force: the depth they were bound at, the prefix, what it means.
    scopes: Vec<(usize, &'a str, Space)>,
    /// The prefix that was asked for last, and what it means.
    last: (&'a str, Space),
    range: Range<usize>,
}

impl<'a> Xml<'a> {
    /// Reads a part from its beginning.
    pub fn new(text: &'a str) -> Self {
        let at = text.len() - text.trim_start_matches('\u{FEFF}').len();
        let last = ("", Space::Other);
        Self { text, at, names: Vec::new(), scopes: Vec::new(), last, range: at..at }
    }

    /// The bytes of the last token.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The next token; comments and instructions are passed over. An error where the part is no XML or is too deep.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Refusal> {
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let token = match rest {
                [] if self.names.is_empty() => {
                    self.step(0);
                    Token::End
                }
                [] => return Err(Refusal::Damaged),
                [b'<', b'/', ..] => self.close(rest)?,
                [b'<', b'?', ..] => {
                    self.until(b"?>")?;
                    continue;
                }
                [b'<', b'!', b'-', b'-', ..] => {
                    self.until(b"-->")?;
                    continue;
                }
                [b'<', b'!', ..] => {
                    const OPEN: &[u8] = b"<![CDATA[";
                    // A declaration of document types has no place in an office's files.
                    if !rest.starts_with(OPEN) {
                        return Err(Refusal::Damaged);
                    }
                    self.until(b"]]>")?;
                    self.range = self.range.start + OPEN.len()..self.range.end - "]]>".len();
                    Token::Text(&self.text[self.range.clone()])
                }
                [b'<', ..] => self.open(rest)?,
                [b'&', ..] => {
                    let end = memchr::memchr(b';', rest).ok_or(Refusal::Damaged)? + 1;
                    Token::Reference(reference(self.step(end)))
                }
                _ => {
                    let end = memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                    Token::Text(self.step(end))
                }
            };
            return Ok(token);
        }
    }

    /// Goes on by so many bytes, which are a token.
    fn step(&mut self, length: usize) -> &'a str {
        self.range = self.at..self.at + length;
        self.at += length;
        &self.text[self.range.clone()]
    }

    /// Goes on to behind a mark.
    fn until(&mut self, mark: &[u8]) -> Result<(), Refusal> {
        let rest = &self.text.as_bytes()[self.at..];
        let end = memchr::memmem::find(rest, mark).ok_or(Refusal::Damaged)?;
        self.step(end + mark.len());
        Ok(())
    }

    fn open(&mut self, rest: &[u8]) -> Result<Token<'a>, Refusal> {
        let end = tag_end(rest).ok_or(Refusal::Damaged)?;
        let raw = self.step(end);
        let empty = raw.ends_with("/>");
        let inside = &raw[1..raw.len() - if empty { 2 } else { 1 }];
        let blank = |byte: u8| byte.is_ascii_whitespace();
        let split_at = inside.bytes().position(blank).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(split_at);
        let letter = |char: char| char.is_alphabetic() || char == '_';
        if !name.starts_with(letter) {
            return Err(Refusal::Damaged);
        }
        self.names.push(name);
        if self.names.len() > DEEPEST {
            return Err(Refusal::Nested);
        }
        if !attributes.is_empty() && attributes.contains("xmlns") {
            self.bind(attributes);
        }
        let (prefix, name) = split(name);
        let tag = Tag { space: self.space(prefix), name, attributes, empty };
        if empty {
            self.leave();
        }
        Ok(Token::Open(tag))
    }

    fn close(&mut self, rest: &[u8]) -> Result<Token<'a>, Refusal> {
        let end = memchr::memchr(b'>', rest).ok_or(Refusal::Damaged)? + 1;
        let raw = self.step(end);
        let name = raw[2..raw.len() - 1].trim_ascii_end();
        if self.names.last() != Some(&name) {
            return Err(Refusal::Damaged);
        }
        let (prefix, name) = split(name);
        let space = self.space(prefix);
        self.leave();
        Ok(Token::Close(space, name))
    }

    /// Passes over an element whose start tag was read last and whose bytes are known; whether they are these.
    pub(crate) fn pass(&mut self, bytes: &str) -> bool {
        let same = self.text[self.range.start..].starts_with(bytes);
        if same {
            self.at = self.range.start + bytes.len();
            self.range.end = self.at;
            self.leave();
        }
        same
    }

    /// The bytes of the part from an offset to the end of the last token.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.range.end]
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

    fn bind(&mut self, attributes: &'a str) {
        for (name, value) in pairs(attributes) {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(prefix) => prefix.strip_prefix(':').unwrap_or_default(),
                None => continue,
            };
            self.scopes.push((self.names.len(), prefix, meaning(value)));
        }
        self.last = ("", self.meaning(""));
    }

    fn leave(&mut self) {
        while self.scopes.last().is_some_and(|(depth, ..)| *depth >= self.names.len()) {
            self.scopes.pop();
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
        let bound = self.scopes.iter().rev().find(|(_, known, _)| *known == prefix);
        bound.map_or(Space::Other, |(.., space)| *space)
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
        Some(if value.contains('&') { Cow::Owned(unescaped(value)) } else { Cow::Borrowed(value) })
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

/// One past the end of a start tag; an attribute's value may hold what ends a tag.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &rest[at..])?;
        if rest[at] == b'>' {
            return Some(at + 1);
        }
        at += 1 + memchr::memchr(rest[at], &rest[at + 1..])? + 1;
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

/// What a reference such as `&amp;` or `&#12288;` stands for; one that nobody knows for U+FFFD.
fn reference(raw: &str) -> char {
    let name = raw.trim_start_matches('&').trim_end_matches(';');
    let code =
        |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let char = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => code(digits, 16),
            None => name.strip_prefix('#').and_then(|digits| code(digits, 10)),
        },
    };
    char.filter(|char| *char != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A value with its references resolved.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end + 1);
        out.push(reference(&rest[at..end]));
        rest = &rest[end..];
    }
    out + rest
}

/// Text as it stands in XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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
    fn references_are_resolved() {
        assert_eq!(unescaped("&lt;&#65;&#x4E00;&quot;&nobody;&"), "<A一\"\u{FFFD}\u{FFFD}");
        assert_eq!(escaped("a<b>&"), "a&lt;b&gt;&amp;");
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
        assert_eq!(all("<a b='>' c=\"'\"/><!-- < --><?x <?>"), None);
        for text in
            ["<", "<a", "<a b='>", "</a>", "<a></b>", "<!DOCTYPE a>", "<!--", "&amp", "< a>"]
        {
            assert_eq!(all(text), Some(Refusal::Damaged), "{text}");
        }
    }
}

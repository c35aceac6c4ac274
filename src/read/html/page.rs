//! Takes a page apart: from tokens to what of it can be seen.

use html5gum::{
    State, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

use super::{
    line::Line,
    name::Name,
    part::{Element, Item, Kind, Look, Page},
    style::{Attributes, Sight, Veil},
};
use crate::source::Span;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    name: Name,
    element: u32,
    veil: Veil,
    level: Option<u8>,
    /// How many inline elements were open when it began.
    inline: usize,
    /// Tells elements of one meaning apart.
    hash: u64,
}

/// An inline element that is open and matters.
#[derive(Clone, Copy, Debug)]
struct Inline {
    hash: u64,
    link: bool,
    sight: Sight,
    veil: Veil,
}

/// How far the open elements are searched for one that ends.
const REACH: usize = 512;
/// The same for inline elements.
const INLINE_REACH: usize = 64;
/// Names of `<meta>` that hold the title of an article, and the date of its publication.
const TITLES: [&[u8]; 2] = [b"articletitle", b"title"];
const DATES: [&[u8]; 3] = [b"pubdate", b"publishdate", b"publish_date"];

/// Takes a page apart.
pub(super) fn read(file: &str) -> Page {
    let mut parser = Parser::new(file);
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            parser.event(&event, span);
            let tag = matches!(event, CallbackEvent::CloseStartTag { .. });
            (tag && parser.foreign > 0).then_some(State::Data)
        });
    emitter.naively_switch_states(true);
    let mut tokens = Tokenizer::new_with_emitter(file, emitter);
    // A `<style/>` or `<title/>` in a drawing begins no text that only its end tag ends.
    while let Some(Ok(state)) = tokens.next() {
        tokens.set_state(state);
    }
    drop(tokens);
    parser.finish()
}

struct Parser<'a> {
    file: &'a str,
    page: Page,
    stack: Vec<Open>,
    inline: Vec<Inline>,
    links: usize,
    /// How many of the open elements are tables.
    tables: usize,
    /// How many are drawings and formulas.
    foreign: usize,
    line: Line,
    /// The start tag being read.
    name: Name,
    hash: u64,
    start: usize,
    attribute: Vec<u8>,
    attributes: Attributes,
    /// The value of `content`, where it stands in the file as it is.
    content: Option<Span>,
}

impl<'a> Parser<'a> {
    fn new(file: &'a str) -> Self {
        let whole = Element { parent: 0, first: 0, end: 0, look: Look::Plain };
        let page = Page { elements: vec![whole], ..Page::default() };
        Self {
            file,
            page,
            stack: Vec::new(),
            inline: Vec::new(),
            links: 0,
            tables: 0,
            foreign: 0,
            line: Line::default(),
            name: Name::Inline,
            hash: 0,
            start: 0,
            attribute: Vec::new(),
            attributes: Attributes::default(),
            content: None,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, span: html5gum::Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = Name::of(name);
                self.hash = hash(name);
                self.start = span.start;
                self.attributes.clear();
                self.content = None;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend(name.iter().take(32));
                self.attributes.hidden |= *name == b"hidden";
                self.attributes.link |= *name == b"href";
            }
            CallbackEvent::AttributeValue { value } => {
                if self.attribute == b"content" && self.name == Name::Meta {
                    let place = span.start..span.start + value.len();
                    let same = self.file.as_bytes().get(place.clone()) == Some(*value);
                    self.content = (same && self.file.get(place.clone()).is_some())
                        .then(|| Span::new(place.start, place.end));
                }
                self.attributes.set(&self.attribute, value);
            }
            CallbackEvent::CloseStartTag { self_closing } => self.open(span.end, *self_closing),
            CallbackEvent::EndTag { name } => self.close(Name::of(name), hash(name)),
            CallbackEvent::String { .. } => self.text(span.start, span.end),
            CallbackEvent::Comment { value } => self.comment(value, span),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// What hides the text that comes now.
    fn veil(&self) -> Veil {
        let block = self.stack.last();
        let inside = self.inline.get(block.map_or(0, |open| open.inline)..);
        let inline = inside.and_then(|inside| inside.last()).map(|inline| inline.veil);
        inline.or(block.map(|open| open.veil)).unwrap_or_default()
    }

    fn is_hidden(&self) -> bool {
        self.veil().hides_text()
    }

    fn element(&self) -> u32 {
        self.stack.last().map_or(0, |open| open.element)
    }

    fn push(&mut self, kind: Kind) {
        let element = self.element();
        self.page.items.push(Item { kind, element });
    }

    fn text(&mut self, start: usize, end: usize) {
        let inside = self.stack.last().map(|open| open.name);
        if self.is_hidden() && inside != Some(Name::Title) {
            return;
        }
        let Some(text) = self.file.get(start..end) else { return };
        let pre = inside == Some(Name::Pre);
        let linked = self.links > 0;
        if !pre {
            return self.line.text(&mut self.page.text, self.file, Span::new(start, end), linked);
        }
        let mut from = start;
        for line in text.split_inclusive(['\n', '\r']) {
            let words = line.trim_end_matches(['\n', '\r']).len();
            let place = Span::new(from, from + words);
            self.line.text(&mut self.page.text, self.file, place, linked);
            if words < line.len() {
                self.end_line();
            }
            from += line.len();
        }
    }

    fn comment(&mut self, value: &[u8], span: html5gum::Span<usize>) {
        let mark = value.windows(b"nianbao-allow".len()).any(|part| part == b"nianbao-allow");
        if mark && self.file.get(span.start..span.end).is_some() {
            self.push(Kind::Mark(Span::new(span.start, span.end)));
        }
    }

    fn end_line(&mut self) {
        let level = self.stack.last().and_then(|open| open.level);
        let named = self.stack.last().is_some_and(|open| open.name == Name::Title);
        if let Some((text, linked)) = self.line.end(&self.page.text) {
            let line = Kind::Line { text, linked, level };
            self.push(if named { Kind::Named { text } } else { line });
        }
    }

    /// A start tag ends at a byte of the file.
    fn open(&mut self, end: usize, self_closing: bool) {
        if self.foreign > 0 && !self.leaves_foreign() || self_closing && self.name == Name::Foreign
        {
            return;
        }
        let sight = self.attributes.sight();
        match self.name {
            Name::Void => {}
            Name::Inline | Name::Link => self.open_inline(sight),
            Name::Break => {
                if !self.is_hidden() {
                    self.end_line();
                }
            }
            Name::Image => {
                let veiled = self.veil().under(sight).hides_all();
                let seen = !veiled && !self.attributes.is_ornament();
                if seen && self.file.get(self.start..end).is_some() {
                    self.push(Kind::Image(Span::new(self.start, end)));
                }
            }
            Name::Meta => self.meta(),
            name => self.open_block(name, sight, end),
        }
    }

    /// Whether an element in a drawing or formula is one of the page all the same: a block ends what was not closed.
    fn leaves_foreign(&mut self) -> bool {
        if !self.name.is_block() || self.name == Name::Title {
            return self.name == Name::Foreign;
        }
        while self.foreign > 0 {
            self.pop();
        }
        true
    }

    fn open_inline(&mut self, sight: Sight) {
        let link = self.name == Name::Link && self.attributes.link;
        if link && self.links > 0 {
            let near = self.inline.iter().rev().take(INLINE_REACH);
            if let Some(depth) = near.clone().position(|inline| inline.link) {
                self.leave(self.inline.len() - 1 - depth);
            }
        }
        self.links += usize::from(link);
        let veil = self.veil().under(sight);
        self.inline.push(Inline { hash: self.hash, link, sight, veil });
    }

    /// Ends one inline element.
    fn leave(&mut self, index: usize) {
        let inline = self.inline.remove(index);
        self.links -= usize::from(inline.link);
        let (block, from) =
            self.stack.last().map_or((Veil::default(), 0), |open| (open.veil, open.inline));
        if index >= from {
            let before = self.inline[from..index].last();
            let mut veil = before.map_or(block, |inline| inline.veil);
            for inline in &mut self.inline[index..] {
                veil = veil.under(inline.sight);
                inline.veil = veil;
            }
        }
    }

    fn open_block(&mut self, name: Name, sight: Sight, end: usize) {
        if name.is_block() {
            self.end_line();
        }
        match name {
            Name::Cell => return self.open_cell(sight, end),
            Name::Row if self.tables > 0 => {
                self.close_to_table(Name::Group);
                self.push(Kind::Row);
            }
            Name::Group if self.tables > 0 => self.close_to_table(Name::Table),
            Name::Item => self.close_near(Name::Item, Name::List),
            _ if name.is_block() => self.close_near(Name::Paragraph, Name::Table),
            _ => {}
        }
        self.push_open(name, sight);
        self.foreign += usize::from(name == Name::Foreign);
        if name == Name::Table {
            self.tables += 1;
            self.push(Kind::Table);
        }
    }

    fn open_cell(&mut self, sight: Sight, end: usize) {
        if self.tables == 0 {
            return self.push_open(Name::Block, sight);
        }
        self.close_to_table(Name::Row);
        if self.stack.last().is_some_and(|open| open.name != Name::Row) {
            self.push_open(Name::Row, Sight::default());
            self.push(Kind::Row);
        }
        self.push_open(Name::Cell, sight);
        if !self.veil().hides_all() {
            let at = if self.file.is_char_boundary(end) { end } else { self.start };
            self.push(Kind::Cell { at: at as u32, columns: self.attributes.columns() });
        }
    }

    fn push_open(&mut self, name: Name, sight: Sight) {
        let parent = self.stack.last().copied();
        let skipped = matches!(name, Name::Skipped | Name::Foreign | Name::Title);
        let veil = self.veil().under(if skipped { Sight::GONE } else { sight });
        let level = match name {
            Name::Heading(level) => Some(level),
            Name::Block => parent.and_then(|parent| parent.level),
            _ => None,
        };
        let mut element = parent.map_or(0, |parent| parent.element);
        let holds = matches!(
            name,
            Name::Block | Name::Frame | Name::List | Name::Table | Name::Cell | Name::Pre
        );
        if holds {
            let first = self.page.items.len() as u32;
            let look = match name {
                Name::Frame => Look::Frame,
                _ if self.attributes.is_frame() => Look::Named,
                Name::List => Look::List,
                _ => Look::Plain,
            };
            self.page.elements.push(Element { parent: element, first, end: first, look });
            element = self.page.elements.len() as u32 - 1;
        }
        let inline = self.inline.len();
        self.stack.push(Open { name, element, veil, level, inline, hash: self.hash });
    }

    /// Ends the innermost element.
    fn pop(&mut self) {
        if self.stack.last().is_some_and(|open| open.name.is_block()) {
            self.end_line();
        }
        let Some(open) = self.stack.pop() else { return };
        self.foreign -= usize::from(open.name == Name::Foreign);
        if open.name == Name::Table {
            self.tables -= 1;
            self.push(Kind::End);
        }
        if self.element() != open.element {
            self.page.elements[open.element as usize].end = self.page.items.len() as u32;
        }
        while self.inline.len() > open.inline {
            self.leave(self.inline.len() - 1);
        }
    }

    /// Ends everything down to the innermost table, or to a `stop` within it.
    fn close_to_table(&mut self, stop: Name) {
        let stops = |open: &Open| match open.name {
            Name::Table => true,
            Name::Row => stop == Name::Row,
            Name::Group => stop != Name::Table,
            _ => false,
        };
        while self.stack.last().is_some_and(|open| !stops(open)) {
            self.pop();
        }
    }

    /// Ends an open `name` near the top, if no `border` and no cell stands before it.
    fn close_near(&mut self, name: Name, border: Name) {
        let near = self.stack.iter().rev().take(16);
        let mut near = near.take_while(|open| {
            open.name != border && !matches!(open.name, Name::Cell | Name::Table)
        });
        if let Some(depth) = near.position(|open| open.name == name) {
            (0..=depth).for_each(|_| self.pop());
        }
    }

    /// An end tag.
    fn close(&mut self, name: Name, hash: u64) {
        match name {
            Name::Inline | Name::Link | Name::Title | Name::Skipped if self.foreign > 0 => return,
            Name::Inline | Name::Link => {
                let near = self.inline.iter().rev().take(INLINE_REACH);
                if let Some(depth) = near.clone().position(|inline| inline.hash == hash) {
                    self.leave(self.inline.len() - 1 - depth);
                }
                return;
            }
            Name::Break => return self.end_line(),
            Name::Void | Name::Image | Name::Meta => return,
            _ => {}
        }
        let inside = matches!(name, Name::Table | Name::Row | Name::Group | Name::Cell);
        let border = |open: &Open| match open.name {
            Name::Table => true,
            Name::Cell => !inside,
            _ => false,
        };
        let heading = matches!(name, Name::Heading(_));
        let same = |open: &Open| match open.name {
            Name::Heading(_) => heading,
            other => other == name && (inside || open.hash == hash),
        };
        let mut found = None;
        for (depth, open) in self.stack.iter().rev().take(REACH).enumerate() {
            if same(open) {
                found = Some(depth);
                break;
            }
            if border(open) {
                break;
            }
        }
        match found {
            Some(depth) => (0..=depth).for_each(|_| self.pop()),
            None if name.is_block() => self.end_line(),
            None => {}
        }
    }

    fn meta(&mut self) {
        let Some(place) = self.content.filter(|place| !place.is_empty()) else { return };
        let name = self.attributes.name.as_slice();
        let title = TITLES.contains(&name);
        if !title && !DATES.contains(&name) {
            return;
        }
        self.end_line();
        let start = self.page.text.len();
        self.page.text.copy(self.file, place);
        let text = Span::new(start, self.page.text.len());
        self.push(if title { Kind::Named { text } } else { Kind::Dated { text } });
    }

    fn finish(mut self) -> Page {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.end_line();
        self.page.elements[0].end = self.page.items.len() as u32;
        self.page
    }
}

/// The 64-bit FNV-1a hash of a name.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

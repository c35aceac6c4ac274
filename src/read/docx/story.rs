//! The main document, token by token, into the flow of its text: what is printed, tracked changes as if accepted.

use std::collections::HashMap;

use super::{
    Refusal,
    flow::{CommentMark, Field, Flow, MarkKind, Remark},
    map::Where,
    numbering::Numbering,
    properties::{CellProperties, ParagraphProperties, RowProperties, RunProperties, widths},
    styles::Styles,
    table::Table,
    xml::{Space, Tag, Token, Xml},
};
use crate::{document::hidden::HiddenKind, source::Span};

/// The most readable text, in bytes.
const LARGEST: usize = 8 << 20;
/// The most of a hidden text that is kept, in characters.
const SAMPLE: usize = 60;

/// What the stories of one document share.
pub(super) struct Shared<'s> {
    pub(super) styles: &'s Styles,
    pub(super) numbering: &'s mut Numbering,
    /// Footnotes, then endnotes, by kind and id; each is printed once.
    pub(super) notes: HashMap<(bool, i64), Flow>,
    /// How many notes and text boxes were met.
    pub(super) met: (u32, u32),
}

/// Reads one part.
pub(super) struct Story<'a, 's, 't> {
    xml: Xml<'a>,
    shared: &'t mut Shared<'s>,
    /// The flow that is being read, last; those before hold it in a text box.
    flows: Vec<Flow>,
    /// For each `AlternateContent`: whether a choice was read.
    choices: Vec<bool>,
    /// Inside `w:t`.
    in_text: bool,
    /// The text of the run is hidden.
    hidden: bool,
    /// XML offset of the run.
    run: u32,
    /// The runs that hold the text boxes that are open.
    holders: Vec<u32>,
    /// Whether there is a body at all.
    seen: bool,
    /// The properties of a run read last, and their bytes.
    known: Option<(&'a str, RunProperties)>,
}

impl<'a, 's, 't> Story<'a, 's, 't> {
    pub(super) fn new(text: &'a str, shared: &'t mut Shared<'s>) -> Self {
        Self {
            xml: Xml::new(text),
            shared,
            flows: vec![Flow::default()],
            choices: Vec::new(),
            in_text: false,
            hidden: false,
            run: 0,
            holders: Vec::new(),
            seen: false,
            known: None,
        }
    }

    /// Reads the main document.
    pub(super) fn body(mut self) -> Result<Flow, Refusal> {
        loop {
            match self.xml.next()? {
                Token::End => break,
                token => self.token(token)?,
            }
        }
        if !self.seen {
            return Err(Refusal::NotWord);
        }
        let mut flow = self.flows.swap_remove(0);
        flow.close();
        Ok(flow)
    }

    /// Reads a part of notes: each note by its id.
    pub(super) fn notes(mut self, element: &str) -> Result<Vec<(i64, Flow)>, Refusal> {
        let mut notes = Vec::new();
        let mut id = None;
        loop {
            match self.xml.next()? {
                Token::End => return Ok(notes),
                Token::Open(tag) if tag.is(element) => {
                    // Separators have a type, notes have none.
                    id = tag
                        .number("id")
                        .filter(|_| tag.get("type").is_none_or(|it| it == "normal"));
                    self.flows = vec![Flow::default()];
                }
                Token::Close(Space::Word, name) if name == element => {
                    let flow = self.flows.pop().unwrap_or_default();
                    notes.extend(id.take().map(|id| (id, flow)));
                    self.flows = vec![Flow::default()];
                }
                token => self.token(token)?,
            }
        }
    }

    /// Invariant: there is always a flow; text boxes close only what they opened.
    fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().expect("the body's flow is never taken off")
    }

    fn token(&mut self, token: Token<'a>) -> Result<(), Refusal> {
        match token {
            Token::Open(tag) if tag.space == Space::Word => self.open(tag)?,
            Token::Open(tag) if tag.space == Space::Compatibility => self.alternative(tag)?,
            Token::Open(tag) => {
                if matches!(tag.name, "blip" | "imagedata") {
                    let at = self.flow().at();
                    self.flow().images.push(at);
                }
                self.in_text |= tag.space == Space::Math && tag.name == "t" && !tag.empty;
            }
            Token::Close(Space::Word, name) => self.close(name),
            Token::Close(Space::Compatibility, "AlternateContent") => {
                self.choices.pop();
            }
            Token::Close(Space::Math, "t") => self.in_text = false,
            Token::Text(text) if self.in_text => self.text(text)?,
            Token::Reference(char) if self.in_text => {
                let range = self.xml.range();
                self.decoded(char.encode_utf8(&mut [0; 4]), range);
            }
            Token::Text(_) | Token::Reference(_) | Token::Close(..) | Token::End => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        let range = self.xml.range();
        match tag.name {
            "t" => self.in_text = !tag.empty,
            "r" => {
                self.hidden = false;
                self.run = range.start as u32;
            }
            "rPr" => self.run_properties(tag)?,
            "p" => {
                let content = if tag.empty { range.start } else { range.end };
                self.flow().begin(content as u32);
                if tag.empty {
                    self.end_paragraph(range.end);
                }
            }
            "pPr" => self.paragraph_properties(tag)?,
            "tab" | "ptab" if self.visible() => self.flow().tab(range),
            "br" | "cr" if self.visible() => self.flow().line_break(range),
            "noBreakHyphen" => self.decoded("-", range),
            "sym" => self.symbol(tag),
            "del" | "moveFrom" => self.deleted(tag)?,
            "ins" | "moveTo" if !tag.empty => {
                let at = self.flow().at();
                self.flow().insertions.push(at);
            }
            "fldChar" => self.field_character(tag),
            "fldSimple" if !tag.empty => {
                let contents = tag.get("instr").is_some_and(|code| is_contents(&code));
                let start = self.flow().at();
                self.flow().fields.push(Field { result: true, contents, start });
            }
            "instrText" => {
                let code = self.xml.inner_text(tag)?;
                if let Some(field) = self.flow().fields.last_mut().filter(|field| !field.result) {
                    field.contents |= is_contents(&code);
                }
            }
            "footnoteReference" | "endnoteReference" => self.note(tag),
            "commentRangeStart" => self.comment(tag, MarkKind::Start),
            "commentRangeEnd" => self.comment(tag, MarkKind::End),
            "commentReference" => self.comment(tag, MarkKind::Reference),
            "txbxContent" if !tag.empty => {
                self.flows.push(Flow::default());
                self.holders.push(self.run);
            }
            "tbl" if !tag.empty => self.flow().begin_table(),
            "tr" if !tag.empty => {
                let at = self.flow().at();
                if let Some(table) = self.flow().tables.last_mut() {
                    table.begin_row(at);
                }
            }
            "trPr" => {
                let properties = RowProperties::read(tag, &mut self.xml)?;
                self.row_properties(properties);
            }
            "tc" if !tag.empty => {
                self.flow().begin_cell();
                self.bounded()?;
            }
            "tcPr" => {
                let properties = CellProperties::read(tag, &mut self.xml)?;
                if let Some(table) = self.flow().tables.last_mut() {
                    table.cell_properties(properties);
                }
            }
            "tblGrid" => {
                let widths = widths(tag, &mut self.xml)?;
                if let Some(table) = self.flow().tables.last_mut() {
                    table.grid(&widths);
                }
            }
            "tblPr" | "tblPrEx" | "sectPr" | "sdtPr" | "sdtEndPr" | "rt" | "delText"
            | "customXmlPr" | "smartTagPr" => self.xml.skip(tag)?,
            "body" => self.seen = true,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => {
                let at = self.xml.range().start;
                self.end_paragraph(at);
            }
            "tc" => self.flow().end_cell(),
            "tr" => self.flow().end_row(),
            "tbl" => self.flow().end_table(),
            "ins" | "moveTo" => {
                let flow = self.flow();
                if let Some(start) = flow.insertions.pop() {
                    let span = Span { start: start.min(flow.at()), end: flow.at() };
                    self.remark(HiddenKind::Inserted, span, String::new());
                }
            }
            "fldSimple" => self.end_field(),
            "txbxContent" if self.flows.len() > 1 => {
                let flow = self.flows.pop().unwrap_or_default();
                self.shared.met.1 += 1;
                self.run = self.holders.pop().unwrap_or_default();
                let (anchor, place) = (self.run, Where::Box(self.shared.met.1));
                self.flow().waiting.push((anchor, place, flow));
                self.flow().flush();
            }
            _ => {}
        }
    }

    /// Of alternatives the first is read; what is for older programs says the same again.
    fn alternative(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        match tag.name {
            "AlternateContent" if !tag.empty => self.choices.push(false),
            "Choice" | "Fallback" => {
                let read = self.choices.last().copied().unwrap_or(false);
                if read {
                    self.xml.skip(tag)?;
                } else if let Some(read) = self.choices.last_mut() {
                    *read = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether text here is printed: not hidden, and no code of a field.
    fn visible(&mut self) -> bool {
        !self.hidden && self.flow().fields.iter().all(|field| field.result)
    }

    fn text(&mut self, text: &'a str) -> Result<(), Refusal> {
        if self.hidden {
            let at = Span::at(self.flow().text.len());
            self.remark(HiddenKind::Text, at, sample(text));
            return Ok(());
        }
        if !self.visible() {
            return Ok(());
        }
        self.number();
        let xml = self.xml.range().start;
        self.flow().literal(text, xml);
        self.bounded()
    }

    /// A refusal where there is more text, or a larger table, than a report can have.
    fn bounded(&self) -> Result<(), Refusal> {
        let length: usize = self.flows.iter().map(|flow| flow.text.len()).sum();
        let vast = self.flows.iter().filter_map(|flow| flow.tables.last()).any(Table::is_vast);
        if vast || length > LARGEST { Err(Refusal::Bomb) } else { Ok(()) }
    }

    fn decoded(&mut self, text: &str, xml: std::ops::Range<usize>) {
        if self.visible() {
            self.number();
            self.flow().decoded(text, xml);
        }
    }

    /// A character of a symbol font, unless it is one of the font's own.
    fn symbol(&mut self, tag: Tag) {
        let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let char = code.filter(|code| !(0xE000..=0xF8FF).contains(code)).and_then(char::from_u32);
        if let Some(char) = char {
            let range = self.xml.range();
            self.decoded(char.encode_utf8(&mut [0; 4]), range);
        }
    }

    fn paragraph_properties(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        let properties = ParagraphProperties::read(tag, &mut self.xml)?;
        let content = self.xml.range().end as u32;
        let at = Span::at(self.flow().text.len());
        if properties.joined {
            self.remark(HiddenKind::Deleted, at, String::new());
        }
        if properties.inserted {
            self.remark(HiddenKind::Inserted, at, String::new());
        }
        if let Some(open) = &mut self.flow().open {
            open.properties = properties;
            open.content = content;
        }
        self.number();
        Ok(())
    }

    /// Writes the automatic number of the paragraph, once.
    fn number(&mut self) {
        let flow = self.flows.last_mut().expect("the body's flow is never taken off");
        let Some(open) = flow.open.as_mut().filter(|open| !open.numbered) else { return };
        open.numbered = true;
        if open.properties.joined {
            return;
        }
        let (own, style) = (open.properties.numbered, open.properties.style.as_deref());
        let fresh = open.start == flow.text.len() as u32;
        let number = self.shared.numbering.next(own, style, self.shared.styles);
        if let Some(number) = number.filter(|_| fresh) {
            flow.text.extend(number.bytes());
        }
    }

    fn run_properties(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        // Offices write run after run with the same properties, byte for byte.
        let properties = match &self.known {
            Some((bytes, known)) if !tag.empty && self.xml.pass(bytes) => known.clone(),
            _ => {
                let start = self.xml.range().start;
                let read = RunProperties::read(tag, &mut self.xml)?;
                self.known = (!tag.empty).then(|| (self.xml.since(start), read.clone()));
                read
            }
        };
        let styles = self.shared.styles;
        let flow = self.flow();
        let paragraph = flow.open.as_ref().and_then(|open| open.properties.style.as_deref());
        let by_style = || styles.hidden(properties.style.as_deref()) || styles.hidden(paragraph);
        self.hidden = properties.hidden.unwrap_or_else(by_style);
        Ok(())
    }

    fn row_properties(&mut self, properties: RowProperties) {
        let at = Span::at(self.flow().text.len());
        if properties.deleted {
            self.remark(HiddenKind::Deleted, at, String::new());
        }
        if properties.inserted {
            self.remark(HiddenKind::Inserted, at, String::new());
        }
        if let Some(table) = self.flow().tables.last_mut() {
            table.row_properties(properties);
        }
    }

    fn end_paragraph(&mut self, end: usize) {
        self.number();
        let styles = self.shared.styles;
        let open = self.flow().open.as_ref();
        let heading = open.and_then(|open| match open.properties.outline {
            Some(outline) => (outline < 9).then_some(outline + 1),
            None => styles.heading(open.properties.style.as_deref()),
        });
        self.flow().end(end as u32, heading);
    }

    /// What was deleted or moved away is not read.
    fn deleted(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        let text = self.xml.inner_text(tag)?;
        let at = Span::at(self.flow().text.len());
        self.remark(HiddenKind::Deleted, at, sample(&text));
        Ok(())
    }

    fn field_character(&mut self, tag: Tag) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") => self.flow().fields.push(Field::default()),
            Some("separate") => {
                let start = self.flow().at();
                if let Some(field) = self.flow().fields.last_mut() {
                    field.result = true;
                    field.start = start;
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn end_field(&mut self) {
        let flow = self.flow();
        let Some(field) = flow.fields.pop() else { return };
        if let Some(open) = &mut flow.open {
            open.listed |= field.contents;
        }
        let start = field.start.min(flow.at());
        let text = String::from_utf8_lossy(&flow.text[start as usize..]);
        let broken = ["错误!", "错误！", "Error!"].iter().any(|word| text.contains(word));
        if field.result && broken {
            let span = Span { start, end: flow.at() };
            let text = sample(&text);
            self.remark(HiddenKind::FieldError, span, text);
        }
    }

    fn note(&mut self, tag: Tag) {
        let end = tag.name == "endnoteReference";
        let Some(id) = tag.number("id") else { return };
        if !self.visible() {
            return;
        }
        if let Some(flow) = self.shared.notes.remove(&(end, id)) {
            self.shared.met.0 += 1;
            let (anchor, place) = (self.run, Where::Note(self.shared.met.0));
            self.flow().waiting.push((anchor, place, flow));
        }
    }

    fn comment(&mut self, tag: Tag, kind: MarkKind) {
        let at = self.flow().at();
        if let Some(id) = tag.number("id") {
            self.flow().marks.push(CommentMark { id, kind, at });
        }
    }

    /// Notes something hidden; what follows directly on one of its kind belongs to it.
    fn remark(&mut self, kind: HiddenKind, span: Span, text: String) {
        let remarks = &mut self.flow().remarks;
        if let Some(last) =
            remarks.last_mut().filter(|last| last.kind == kind && last.span.end == span.start)
        {
            last.span = last.span.join(span);
            last.text = sample(&(std::mem::take(&mut last.text) + &text));
        } else {
            remarks.push(Remark { kind, span, text });
        }
    }
}

/// The beginning of a text.
fn sample(text: &str) -> String {
    text.trim().chars().take(SAMPLE).collect()
}

/// Whether a field's code is that of a table of contents.
fn is_contents(code: &str) -> bool {
    code.split_whitespace().next() == Some("TOC")
}

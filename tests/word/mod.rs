//! Writes Word documents for tests, with the habits of the programs that clerks use.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

/// How a program writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Habit {
    /// One run a paragraph, every cell of a row written, as libraries do.
    Clean,
    /// A run for each character, automatic numbers, merged cells, controls and other furniture, as offices do.
    Office,
}

/// A cell of a row.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// How many columns it takes.
    pub(crate) columns: usize,
    pub(crate) merge: Merge,
}

/// Whether a cell is joined with those below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Merge {
    None,
    Start,
    GoesOn,
}

/// A document that grows.
pub(crate) struct Word {
    habit: Habit,
    /// Anything that may stand in a body.
    pub(crate) body: String,
    /// How far the automatic numbers of the two levels have come.
    counters: [usize; 2],
    written: usize,
}

pub(crate) const DOCUMENT: &str = "word/document.xml";
pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HAN: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

impl Word {
    pub(crate) fn new(habit: Habit) -> Self {
        Self { habit, body: String::new(), counters: [0; 2], written: 0 }
    }

    /// A paragraph; in an office's habit a heading's number becomes an automatic one where it is the next.
    pub(crate) fn paragraph(&mut self, text: &str) {
        let (level, text) = self.numbered(text);
        let properties = match level {
            None => "",
            Some(0) => "<w:pPr><w:pStyle w:val=\"1\"/></w:pPr>",
            Some(_) => {
                "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
            }
        };
        let runs = self.runs(text);
        self.written += 1;
        if self.habit == Habit::Clean {
            let _ = write!(self.body, "<w:p>{properties}{runs}</w:p>");
        } else {
            let id = self.written;
            let _ = write!(
                self.body,
                "<w:p w14:paraId=\"{id:08X}\" w:rsidR=\"00A{id:05X}\" w:rsidRDefault=\"00B1\">{properties}<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"{id}\" w:name=\"b{id}\"/>{runs}<w:bookmarkEnd w:id=\"{id}\"/></w:p>"
            );
        }
    }

    fn numbered<'t>(&mut self, text: &'t str) -> (Option<usize>, &'t str) {
        if self.habit == Habit::Clean {
            return (None, text);
        }
        let next = |count: usize| HAN.get(count).copied().unwrap_or("?");
        let main =
            text.strip_prefix(next(self.counters[0])).and_then(|rest| rest.strip_prefix('、'));
        if let Some(rest) = main {
            self.counters = [self.counters[0] + 1, 0];
            return (Some(0), rest);
        }
        let number = format!("（{}）", next(self.counters[1]));
        if let Some(rest) = text.strip_prefix(&number) {
            self.counters[1] += 1;
            return (Some(1), rest);
        }
        (None, text)
    }

    fn runs(&self, text: &str) -> String {
        let mut out = String::new();
        if self.habit == Habit::Clean {
            run(&mut out, "", text);
            return out;
        }
        let mut rest = text;
        let mut count = 0;
        while let Some(char) = rest.chars().next() {
            let (one, behind) = rest.split_at(char.len_utf8());
            let properties = "<w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" w:hint=\"eastAsia\"/><w:color w:val=\"000000\"/><w:sz w:val=\"32\"/></w:rPr>";
            run(&mut out, properties, one);
            if count % 7 == 3 {
                out.push_str("<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:lastRenderedPageBreak/></w:r>");
            }
            (rest, count) = (behind, count + 1);
        }
        out
    }

    /// A table.
    pub(crate) fn table(&mut self, rows: &[Vec<Cell>]) {
        let office = self.habit == Habit::Office;
        self.body.push_str(if office {
            "<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>"
        } else {
            ""
        });
        self.body
            .push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid/>");
        for row in rows {
            self.body.push_str("<w:tr>");
            for cell in row {
                let merge = match cell.merge {
                    Merge::None => "",
                    Merge::Start => "<w:vMerge w:val=\"restart\"/>",
                    Merge::GoesOn => "<w:vMerge/>",
                };
                let columns = cell.columns;
                let span = if columns > 1 {
                    format!("<w:gridSpan w:val=\"{columns}\"/>")
                } else {
                    String::new()
                };
                let runs = self.runs(&cell.text);
                let _ = write!(
                    self.body,
                    "<w:tc><w:tcPr><w:tcW w:w=\"100\"/>{span}{merge}</w:tcPr><w:p>{runs}</w:p></w:tc>"
                );
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
        self.body.push_str(if office { "</w:sdtContent></w:sdt>" } else { "" });
    }

    /// The file.
    pub(crate) fn finish(&self) -> Vec<u8> {
        self.with(&[])
    }

    /// The file with further parts, or others in place of its own.
    pub(crate) fn with(&self, more: &[(&str, &str)]) -> Vec<u8> {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{MAIN}\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>",
            self.body
        );
        let styles = format!(
            "<w:styles xmlns:w=\"{MAIN}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>"
        );
        let numbering = format!(
            "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"5\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:pStyle w:val=\"1\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"5\"/></w:num></w:numbering>"
        );
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let format = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let xmlns = "http://schemas.openxmlformats.org/package/2006";
        let mut types = format!(
            "<Types xmlns=\"{xmlns}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{format}.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"{format}.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"{format}.numbering+xml\"/></Types>"
        );
        let roots = format!(
            "<Relationships xmlns=\"{xmlns}/relationships\"><Relationship Id=\"rId1\" Type=\"{kind}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{kind}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
        );
        let mut relations = format!(
            "<Relationships xmlns=\"{xmlns}/relationships\"><Relationship Id=\"rId1\" Type=\"{kind}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"{kind}/numbering\" Target=\"numbering.xml\"/></Relationships>"
        );
        for (name, at) in [("footnotes", 3), ("comments", 4)] {
            if more.iter().any(|(part, _)| *part == format!("word/{name}.xml")) {
                let one = format!(
                    "<Relationship Id=\"rId{at}\" Type=\"{kind}/{name}\" Target=\"{name}.xml\"/></Relationships>"
                );
                relations = relations.replace("</Relationships>", &one);
                let one = format!(
                    "<Override PartName=\"/word/{name}.xml\" ContentType=\"{format}.{name}+xml\"/></Types>"
                );
                types = types.replace("</Types>", &one);
            }
        }
        let own = [
            ("[Content_Types].xml", types.as_str()),
            ("_rels/.rels", &roots),
            (DOCUMENT, &document),
            ("word/_rels/document.xml.rels", &relations),
            ("word/styles.xml", &styles),
            ("word/numbering.xml", &numbering),
            (
                "docProps/app.xml",
                "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Company></Company></Properties>",
            ),
        ];
        let kept = own.iter().filter(|(name, _)| more.iter().all(|(other, _)| name != other));
        let parts: Vec<(&str, &str)> = kept.chain(more).copied().collect();
        pack(&parts)
    }
}

const INFALLIBLE: &str = "a small zip is written into memory";

/// A zip of these parts.
pub(crate) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect(INFALLIBLE);
        writer.write_all(text.as_bytes()).expect(INFALLIBLE);
    }
    writer.finish().expect(INFALLIBLE).into_inner()
}

fn run(out: &mut String, properties: &str, text: &str) {
    let _ = write!(out, "<w:r>{properties}");
    for (index, part) in text.split('\t').enumerate() {
        out.push_str(if index > 0 { "<w:tab/>" } else { "" });
        if !part.is_empty() {
            let escaped = escaped(part);
            let _ = write!(out, "<w:t xml:space=\"preserve\">{escaped}</w:t>");
        }
    }
    out.push_str("</w:r>");
}

/// Text as XML holds it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), columns: 1, merge: Merge::None }
    }
}

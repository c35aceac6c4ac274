//! One output of a run: pages made on any thread, put in order behind a head and before a tail.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{FileReport, Format, Note, Style, Summary, github, human, json, sarif, short};

/// One report as bytes.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What is printed when its turn comes.
    pub bytes: Vec<u8>,
    /// What a format lists behind the last report.
    listed: Option<Vec<u8>>,
}

/// Prints one report.
pub fn page(format: Format, style: &Style, report: &FileReport) -> Page {
    let mut page = Page::default();
    let out = &mut page.bytes;
    match format {
        Format::Human => human::file(style, report, out),
        Format::Short => short::file(report, out),
        Format::Json => json::file(report, out),
        Format::Jsonl => json::line(report, out),
        Format::Github => github::file(style, report, out),
        Format::Sarif => {
            sarif::file(style, report, out);
            page.listed = Some(sarif::artifact(report));
        }
    }
    page
}

/// How a run ended.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    /// What it came to.
    pub summary: &'a Summary<'a>,
    /// Inputs passed over.
    pub skipped: &'a [Note],
    /// Inputs that could not be linted.
    pub failed: &'a [Note],
    /// Files of settings or rules with something wrong in them.
    pub broken: &'a [Note],
}

/// An output that is being written.
#[derive(Debug)]
pub struct Run<'a> {
    format: Format,
    style: Style<'a>,
    started: bool,
    /// Each once, in order.
    listed: BTreeSet<Vec<u8>>,
}

impl<'a> Run<'a> {
    /// An output in which nothing stands yet.
    pub fn new(format: Format, style: Style<'a>) -> Self {
        Self { format, style, started: false, listed: BTreeSet::new() }
    }

    /// What stands before the first report.
    pub fn head(&self, out: &mut Vec<u8>) {
        match self.format {
            Format::Human | Format::Short | Format::Jsonl | Format::Github => {}
            Format::Json => json::head(out),
            Format::Sarif => sarif::head(&self.style, out),
        }
    }

    /// The next report.
    ///
    /// # Errors
    ///
    /// What went wrong with `out`.
    pub fn page(&mut self, page: Page, out: &mut impl Write) -> io::Result<()> {
        if self.started && !page.bytes.is_empty() {
            out.write_all(self.separator())?;
        }
        self.started |= !page.bytes.is_empty();
        self.listed.extend(page.listed);
        out.write_all(&page.bytes)
    }

    /// What stands behind the last report.
    pub fn tail(&self, end: &End, out: &mut Vec<u8>) {
        let wrong: Vec<&Note> = end.failed.iter().chain(end.broken).collect();
        let listed = self.listed.iter().map(Vec::as_slice);
        match self.format {
            Format::Human => human::tail(&self.style, end.summary, end.skipped, end.failed, out),
            Format::Short => short::tail(end.failed, out),
            Format::Json => json::tail(end.summary, end.skipped, end.failed, out),
            Format::Jsonl => {}
            Format::Github => github::tail(&wrong, out),
            Format::Sarif => sarif::tail(listed, &wrong, out),
        }
    }

    fn separator(&self) -> &'static [u8] {
        match self.format {
            Format::Human | Format::Short | Format::Jsonl | Format::Github => b"",
            Format::Json | Format::Sarif => b",\n",
        }
    }
}

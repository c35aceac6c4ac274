//! Where findings go: standard output, and a file for each `-o`.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context as _;

use super::args::{Check, Output};
use crate::emit::{End, Format, Page, Run, Style};

/// A format and how to print it.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) format: Format,
    pub(super) style: Style<'a>,
}

/// The main output, then those of `-o` in order.
pub(super) fn targets<'a>(check: &Check, style: Style<'a>) -> Vec<Target<'a>> {
    let main = Target { format: check.format, style };
    let style = Style { color: false, ..style };
    let files = check.outputs.iter().map(|output| Target { format: output.format, style });
    std::iter::once(main).chain(files).collect()
}

/// An output that is open.
pub(super) struct Sink<'a> {
    format: Format,
    run: Run<'a>,
    out: BufWriter<Box<dyn Write>>,
    /// What stands before the first report or behind the last, until it is written.
    bytes: Vec<u8>,
}

impl<'a> Sink<'a> {
    /// Opens all outputs; a file that can't be made is an error before anything is linted.
    pub(super) fn open(targets: &[Target<'a>], outputs: &[Output]) -> anyhow::Result<Vec<Self>> {
        let mut sinks = Vec::new();
        for (at, target) in targets.iter().enumerate() {
            let out: Box<dyn Write> = match at.checked_sub(1).map(|at| &outputs[at].path) {
                None => Box::new(std::io::stdout().lock()),
                Some(path) => Box::new(create(path)?),
            };
            let run = Run::new(target.format, target.style);
            let mut sink =
                Self { format: target.format, run, out: BufWriter::new(out), bytes: Vec::new() };
            sink.run.head(&mut sink.bytes);
            sinks.push(sink);
        }
        Ok(sinks)
    }

    /// Writes the next report.
    pub(super) fn page(&mut self, page: Page) -> std::io::Result<()> {
        self.write()?;
        self.run.page(page, &mut self.out)
    }

    fn write(&mut self) -> std::io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Writes what stands behind the last report, but no summary for a person who wants none.
    pub(super) fn end(&mut self, end: &End, quiet: bool) -> std::io::Result<()> {
        if !quiet || self.format != Format::Human {
            self.run.tail(end, &mut self.bytes);
        }
        self.write()?;
        self.out.flush()
    }
}

fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| path.display().to_string())
}

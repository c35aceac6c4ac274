//! Findings to bytes, one format a file; knows no rule by name.

mod clean;
mod human;
mod json;
mod short;
mod view;
mod window;

#[cfg(test)]
mod tests;

use crate::{
    diagnostic::{Diagnostic, Severity, Unchecked},
    rule::words::Words,
    source::Source,
};

/// What the program read a report to be.
#[derive(Clone, Debug, Default)]
pub struct ReportInfo {
    /// The year it reports on.
    pub year: Option<u16>,
    /// The form due by that year: `2014`, `2019`, `2021`.
    pub form: Option<String>,
    /// The form found.
    pub layout: Option<String>,
    /// The organ, as the title names it.
    pub issuer: Option<String>,
    /// Its kind: `township`, `department`, …
    pub issuer_kind: Option<String>,
    /// `whole` or `cut`.
    pub completeness: &'static str,
}

/// One report and what was found in it.
#[derive(Debug)]
pub struct FileReport {
    /// Its text.
    pub source: Source,
    /// `text`, `markdown`.
    pub format: &'static str,
    /// What it was read to be.
    pub info: ReportInfo,
    /// Findings in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked>,
    /// How many rules did judge.
    pub checked: usize,
}

/// An input that was passed over or failed.
#[derive(Clone, Debug)]
pub struct Note {
    /// The path as given or walked.
    pub path: String,
    /// Why, in the language of the run.
    pub reason: String,
}

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Reports linted.
    pub files: usize,
    /// Findings at error level.
    pub errors: usize,
    /// Findings at warning level.
    pub warnings: usize,
    /// Rules that judged, over all files.
    pub checked: usize,
    /// Rules that could not, over all files.
    pub unchecked: usize,
    /// Files in which a rule at error level could not judge.
    pub unsure_files: usize,
}

impl Summary {
    /// Adds what other reports came to.
    pub fn join(&mut self, other: &Self) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.checked += other.checked;
        self.unchecked += other.unchecked;
        self.unsure_files += other.unsure_files;
    }

    /// Counts one more report.
    pub fn add(&mut self, report: &FileReport) {
        let errors = report.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        self.files += 1;
        self.errors += errors;
        self.warnings += report.diagnostics.len() - errors;
        self.checked += report.checked;
        self.unchecked += report.unchecked.len();
        self.unsure_files += usize::from(report.unchecked.iter().any(|gap| gap.required));
    }
}

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Phrases in the language of the run.
    pub words: &'a Words,
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With snippets, for a person.
    #[default]
    Human,
    /// One line a finding.
    Short,
    /// One document.
    Json,
    /// One object a report, each on a line.
    Jsonl,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Self; 4] = [Self::Human, Self::Short, Self::Json, Self::Jsonl];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }
}

/// What stands before the first report.
pub fn head(format: Format, out: &mut Vec<u8>) {
    match format {
        Format::Human | Format::Short | Format::Jsonl => {}
        Format::Json => json::head(out),
    }
}

/// One report; `first` is whether none was written before it.
pub fn file(format: Format, style: &Style, report: &FileReport, first: bool, out: &mut Vec<u8>) {
    match format {
        Format::Human => human::file(style, report, out),
        Format::Short => short::file(report, out),
        Format::Json => json::file(report, first, out),
        Format::Jsonl => json::line(report, out),
    }
}

/// What stands after the last report.
pub fn tail(
    format: Format,
    style: &Style,
    summary: &Summary,
    skipped: &[Note],
    failed: &[Note],
    out: &mut Vec<u8>,
) {
    match format {
        Format::Human => human::tail(style, summary, skipped, failed, out),
        Format::Short => short::tail(failed, out),
        Format::Json => json::tail(summary, skipped, failed, out),
        Format::Jsonl => {}
    }
}

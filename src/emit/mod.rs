//! Findings to bytes, one format a file; knows no rule by name.

mod clean;
mod github;
mod human;
mod json;
mod paper;
mod place;
mod run;
mod sarif;
mod short;
mod snippet;
mod statistics;
mod uri;
mod view;
mod window;
pub mod word;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use place::place;
pub use run::{End, Page, Run, page};
pub use statistics::statistics;
pub(crate) use uri::uri;

use crate::{
    diagnostic::{Diagnostic, Label, Level, Severity, Unchecked},
    rule::words::Words,
    source::{Source, Span},
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
    /// The program that the file was read through; places count in the text that it gave.
    pub through: Option<&'static str>,
}

/// One report and what was found in it.
#[derive(Debug)]
pub struct FileReport<'r> {
    /// Its text.
    pub source: Source,
    /// `text`, `markdown`, `docx`.
    pub format: &'static str,
    /// What it was read to be.
    pub info: ReportInfo,
    /// Findings in reading order.
    pub diagnostics: Vec<Diagnostic<'r>>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked<'r>>,
    /// How many rules did judge.
    pub checked: usize,
    /// Where spans stand, as a person would say it, for formats in which lines and columns say little.
    pub places: BTreeMap<Span, String>,
}

impl FileReport<'_> {
    /// Where a label stands, as a person would say it.
    fn place(&self, label: &Label) -> Option<&str> {
        self.places.get(&label.span).map(String::as_str)
    }
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
pub struct Summary<'r> {
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
    /// Findings by rule.
    pub by_rule: BTreeMap<&'r str, usize>,
    /// Files read through another program, by its name.
    pub by_tool: BTreeMap<&'static str, usize>,
}

impl<'r> Summary<'r> {
    /// Adds what other reports came to.
    pub fn join(&mut self, other: &Self) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.checked += other.checked;
        self.unchecked += other.unchecked;
        self.unsure_files += other.unsure_files;
        for (rule, count) in &other.by_rule {
            *self.by_rule.entry(rule).or_default() += count;
        }
        for (tool, count) in &other.by_tool {
            *self.by_tool.entry(tool).or_default() += count;
        }
    }

    /// Counts one more report.
    pub fn add(&mut self, report: &FileReport<'r>) {
        let errors = report.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        self.files += 1;
        self.errors += errors;
        self.warnings += report.diagnostics.len() - errors;
        self.checked += report.checked;
        self.unchecked += report.unchecked.len();
        self.unsure_files += usize::from(report.unchecked.iter().any(|gap| gap.required));
        for diagnostic in &report.diagnostics {
            *self.by_rule.entry(diagnostic.rule).or_default() += 1;
        }
        if let Some(tool) = report.info.through {
            *self.by_tool.entry(tool).or_default() += 1;
        }
    }

    /// What to say of files that were read through another program, a line each program.
    pub fn through(&self, words: &Words) -> Vec<String> {
        let tools = self.by_tool.iter();
        tools
            .map(|(tool, count)| words.fill("ui-through", &[("tool", tool), ("count", count)]))
            .collect()
    }
}

/// What a format that describes rules says of one, in the language of the run.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its group.
    pub group: &'a str,
    /// Its level unless configured otherwise.
    pub level: Level,
    /// A few words that name the fault.
    pub title: &'a str,
    /// What, why and when it may be wrong.
    pub explain: &'a str,
    /// The article it rests on.
    pub basis: &'a str,
}

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Phrases in the language of the run.
    pub words: &'a Words,
    /// The rules that are known, by id.
    pub rules: &'a [RuleInfo<'a>],
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl<'a> Style<'a> {
    /// A rule and its place in the list.
    fn rule(&self, id: &str) -> Option<(usize, &'a RuleInfo<'a>)> {
        let at = self.rules.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
        Some((at, &self.rules[at]))
    }
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
    /// For code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Self; 6] =
        [Self::Human, Self::Short, Self::Json, Self::Jsonl, Self::Sarif, Self::Github];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }

    /// Whether it prints what a finding is known by from one run to the next.
    pub fn identifies(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl | Self::Sarif)
    }

    /// The format of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// All that is said of a finding, for formats that have one text for it: message, evidence, help, a line each.
fn told(words: &Words, diagnostic: &Diagnostic) -> String {
    // What the message says already is not said again.
    let news = diagnostic.notes.iter().filter(|note| !diagnostic.message.contains(note.as_str()));
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(news.cloned());
    lines.extend(diagnostic.help.as_ref().map(|help| words.fill("ui-help", &[("text", help)])));
    lines.join("\n")
}

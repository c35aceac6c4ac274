//! For a person at a terminal: a header, the snippet with carets, the evidence, and in the end what it came to.

use std::io::Write;

use codespan_reporting::{
    diagnostic as codespan,
    term::{
        Config, Styles, StylesWriter, emit_to_write_style,
        termcolor::{Buffer, ColorSpec, WriteColor},
    },
};

use super::{
    FileReport, Note, Style, Summary, Unchecked,
    clean::{clean, clean_lines},
    view::View,
};
use crate::{
    diagnostic::{Diagnostic, Label, Severity},
    rule::words::Words,
    source::Source,
};

/// How many places a finding shows beside its first one.
const MOST_PLACES: usize = 8;
/// How many inputs that were passed over are named.
const MOST_SKIPPED: usize = 10;
/// A `Vec` takes every write, and a view has every line that its labels ask for.
const INFALLIBLE: &str = "writing to memory does not fail";

/// The findings of a report and what could not be checked in it.
pub(super) fn file(style: &Style, report: &FileReport, out: &mut Vec<u8>) {
    let mut paper = Paper::new(style);
    for diagnostic in &report.diagnostics {
        finding(&mut paper, report, diagnostic);
    }
    if !report.unchecked.is_empty() {
        unchecked(&mut paper, &report.source, &report.unchecked);
    }
    paper.finish(out);
}

/// What was passed over, what failed, and the sum in the last line.
pub(super) fn tail(
    style: &Style,
    summary: &Summary,
    skipped: &[Note],
    failed: &[Note],
    out: &mut Vec<u8>,
) {
    let mut paper = Paper::new(style);
    if !skipped.is_empty() {
        passed_over(&mut paper, skipped);
    }
    for note in failed {
        let text = format!(": {}: {}", clean(&note.path), clean(&note.reason));
        paper.header(Severity::Error, style.words.get("ui-error"), &text);
    }
    for line in summary.through(style.words) {
        paper.line(&line);
    }
    paper.line(&summary_line(style.words, summary, failed.len()));
    paper.finish(out);
}

/// What is being written, in colour or without.
struct Paper<'a> {
    style: &'a Style<'a>,
    styles: Styles,
    config: Config,
    buffer: Buffer,
}

impl<'a> Paper<'a> {
    fn new(style: &'a Style<'a>) -> Self {
        let buffer = sheet(style.color);
        Self { style, styles: Styles::default(), config: Config::default(), buffer }
    }

    fn finish(self, out: &mut Vec<u8>) {
        out.extend(self.buffer.into_inner());
    }

    fn line(&mut self, text: &str) {
        writeln!(self.buffer, "{text}").expect(INFALLIBLE);
    }

    /// A line that opens with a word in the colour of `severity`.
    fn header(&mut self, severity: Severity, word: &str, text: &str) {
        let color = self.styles.header(severity_of(severity)).clone();
        self.colored(&color, word);
        let color = self.styles.header_message.clone();
        self.colored(&color, text);
        self.line("");
    }

    fn colored(&mut self, color: &ColorSpec, text: &str) {
        self.buffer.set_color(color).expect(INFALLIBLE);
        self.buffer.write_all(text.as_bytes()).expect(INFALLIBLE);
        self.buffer.reset().expect(INFALLIBLE);
    }

    /// The snippet and the notes, without codespan-reporting's own header, whose words are English.
    fn body(&mut self, view: &View, finding: &codespan::Diagnostic<()>) {
        let mut sheet = sheet(self.style.color);
        let mut writer = StylesWriter::new(&mut sheet, &self.styles);
        emit_to_write_style(&mut writer, &self.config, view, finding).expect(INFALLIBLE);
        for line in sheet.as_slice().split_inclusive(|&byte| byte == b'\n').skip(1) {
            self.buffer.write_all(line.trim_ascii_end()).expect(INFALLIBLE);
            self.line("");
        }
    }
}

fn sheet(color: bool) -> Buffer {
    if color { Buffer::ansi() } else { Buffer::no_color() }
}

fn severity_of(severity: Severity) -> codespan::Severity {
    match severity {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
    }
}

fn finding(paper: &mut Paper, report: &FileReport, diagnostic: &Diagnostic) {
    let words = paper.style.words;
    let source = &report.source;
    let word = match diagnostic.severity {
        Severity::Error => words.get("ui-error"),
        Severity::Warning => words.get("ui-warning"),
    };
    let head = format!("{word}[{}]", clean(&diagnostic.rule));
    paper.header(diagnostic.severity, &head, &format!(": {}", clean(&diagnostic.message)));
    let labels = shown_labels(diagnostic);
    let further = 1 + diagnostic.secondary.len() - labels.len();
    let (beside, labels): (Vec<&Label>, Vec<&Label>) =
        labels.into_iter().partition(|label| source.is_beside(label.span));
    let beside = beside.iter().map(|label| stands_beside(words, report, label));
    let (view, ranges) = View::new(source, &labels, paper.style.width);
    let marks = labels.iter().zip(ranges).enumerate().map(|(at, (label, range))| {
        let style =
            if at == 0 { codespan::LabelStyle::Primary } else { codespan::LabelStyle::Secondary };
        codespan::Label::new(style, (), range).with_message(clean(&label.text))
    });
    let place = report.place(&diagnostic.primary);
    let place = place.map(|place| words.fill("ui-place", &[("place", &clean(place))]));
    let body = codespan::Diagnostic::new(severity_of(diagnostic.severity))
        .with_labels(marks.collect())
        .with_notes(
            place.into_iter().chain(beside).chain(notes(words, diagnostic, further)).collect(),
        );
    paper.body(&view, &body);
}

/// What stands in the file beside the report, which the snippet does not show.
fn stands_beside(words: &Words, report: &FileReport, label: &Label) -> String {
    let path = report.source.locate(label.span).0.name();
    let place = report.place(label).unwrap_or_default();
    let text = report.source.slice(label.span);
    words.fill(
        "ui-beside",
        &[("path", &clean(path)), ("place", &clean(place)), ("text", &clean(text))],
    )
}

/// The primary label, then the others; of very many only those that say something.
fn shown_labels(diagnostic: &Diagnostic) -> Vec<&Label> {
    let others = &diagnostic.secondary;
    let all = others.len() <= MOST_PLACES;
    let shown = others.iter().filter(|label| all || !label.text.is_empty()).take(MOST_PLACES);
    std::iter::once(&diagnostic.primary).chain(shown).collect()
}

/// The evidence, what it rests on and how to mend it.
fn notes(words: &Words, diagnostic: &Diagnostic, further: usize) -> Vec<String> {
    // What the message says already is not said again.
    let news = diagnostic.notes.iter().filter(|note| !diagnostic.message.contains(note.as_str()));
    let mut notes: Vec<String> = news.map(|note| clean_lines(note)).collect();
    if further > 0 {
        notes.push(words.fill("ui-further-places", &[("count", &further)]));
    }
    let mut named = |key, text: &Option<String>| {
        notes.extend(text.as_deref().map(|text| words.fill(key, &[("text", &clean_lines(text))])));
    };
    named("ui-basis", &diagnostic.basis);
    named("ui-help", &diagnostic.help);
    notes
}

/// One line a reason, with the rules it kept from judging.
fn unchecked(paper: &mut Paper, source: &Source, gaps: &[Unchecked]) {
    let count = paper.style.words.fill("ui-unchecked", &[("count", &gaps.len())]);
    let color = paper.styles.header_message.clone();
    paper.colored(&color, &format!("{}: {count}", clean(source.name())));
    paper.line("");
    for (reason, rules) in by_reason(gaps) {
        paper.line(&format!("  {}: {}", clean(reason), clean(&rules.join(", "))));
    }
    paper.line("");
}

/// Rules by reason, reasons in the order they are first met.
fn by_reason(gaps: &[Unchecked]) -> Vec<(&str, Vec<&str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for gap in gaps {
        match reasons.iter_mut().find(|(reason, _)| *reason == gap.reason) {
            Some((_, rules)) => rules.push(&gap.rule),
            None => reasons.push((&gap.reason, vec![&gap.rule])),
        }
    }
    reasons
}

fn passed_over(paper: &mut Paper, skipped: &[Note]) {
    paper.line(&paper.style.words.fill("ui-skipped", &[("count", &skipped.len())]));
    if skipped.len() <= MOST_SKIPPED {
        for note in skipped {
            paper.line(&format!("  {}: {}", clean(&note.path), clean(&note.reason)));
        }
    }
}

/// The sum of a run; it calls reports clean only where every required rule judged and every input was read.
fn summary_line(words: &Words, summary: &Summary, failed: usize) -> String {
    let found = summary.errors + summary.warnings;
    let clean = summary.files > 0 && found + summary.unsure_files + failed == 0;
    let key = if clean { "ui-summary-clean" } else { "ui-summary" };
    let mut line = words.fill(
        key,
        &[
            ("files", &summary.files),
            ("errors", &summary.errors),
            ("warnings", &summary.warnings),
            ("checked", &summary.checked),
            ("unchecked", &summary.unchecked),
        ],
    );
    if summary.unsure_files > 0 {
        line += &words.fill("ui-summary-unsure", &[("count", &summary.unsure_files)]);
    }
    if failed > 0 {
        line += &words.fill("ui-summary-failed", &[("count", &failed)]);
    }
    line
}

//! For other programs: one document, or one object a line. The names are a contract; `docs` has it.

use serde::Serialize;

use super::{FileReport, Note, ReportInfo, Summary, Unchecked};
use crate::{
    diagnostic::{Diagnostic, Fingerprint, Fix, Label},
    source,
};

/// Goes up when a name or its meaning changes.
const VERSION: u32 = 1;

/// Opens the document and its list of files.
pub(super) fn head(out: &mut Vec<u8>) {
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    out.extend(format!("{{\"version\":{VERSION},\"tool\":").into_bytes());
    write(&tool, out);
    out.extend(b",\"files\":[\n");
}

/// One of the document's files.
pub(super) fn file(report: &FileReport, out: &mut Vec<u8>) {
    write(&File::of(report), out);
}

/// One report on a line of its own.
pub(super) fn line(report: &FileReport, out: &mut Vec<u8>) {
    write(&File::of(report), out);
    out.push(b'\n');
}

/// Closes the list of files and the document.
pub(super) fn tail(summary: &Summary, skipped: &[Note], failed: &[Note], out: &mut Vec<u8>) {
    out.extend(b"\n],\"skipped\":");
    write(&skipped.iter().map(Skipped::of).collect::<Vec<_>>(), out);
    out.extend(b",\"failed\":");
    write(&failed.iter().map(Failed::of).collect::<Vec<_>>(), out);
    out.extend(b",\"summary\":");
    write(&Sum::of(summary), out);
    out.extend(b"}\n");
}

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("plain data with string keys into memory");
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    format: &'a str,
    encoding: &'a str,
    report: Report<'a>,
    diagnostics: Vec<Finding<'a>>,
    unchecked: Vec<Gap<'a>>,
}

#[derive(Serialize)]
struct Report<'a> {
    year: Option<u16>,
    form: Option<&'a str>,
    layout: Option<&'a str>,
    issuer: Option<&'a str>,
    issuer_kind: Option<&'a str>,
    completeness: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    group: &'a str,
    level: &'static str,
    message: &'a str,
    primary: Place<'a>,
    secondary: Vec<Place<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    basis: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Change<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<Fingerprint>,
}

#[derive(Serialize)]
struct Place<'a> {
    span: Span<'a>,
    text: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Span<'a> {
    start: Position,
    end: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
}

#[derive(Serialize)]
struct Position {
    byte: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Change<'a> {
    applicability: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Gap<'a> {
    rule: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Skipped<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Failed<'a> {
    path: &'a str,
    error: &'a str,
}

#[derive(Serialize)]
struct Sum {
    files: usize,
    errors: usize,
    warnings: usize,
    checked: usize,
    unchecked: usize,
}

impl<'a> File<'a> {
    fn of(report: &'a FileReport) -> Self {
        let source = &report.source;
        Self {
            path: source.name(),
            format: report.format,
            encoding: source.encoding().name(),
            report: Report::of(&report.info),
            diagnostics: report.diagnostics.iter().map(|one| Finding::of(report, one)).collect(),
            unchecked: report.unchecked.iter().map(Gap::of).collect(),
        }
    }
}

impl<'a> Report<'a> {
    fn of(info: &'a ReportInfo) -> Self {
        Self {
            year: info.year,
            form: info.form.as_deref(),
            layout: info.layout.as_deref(),
            issuer: info.issuer.as_deref(),
            issuer_kind: info.issuer_kind.as_deref(),
            completeness: info.completeness,
            through: info.through,
        }
    }
}

impl<'a> Finding<'a> {
    fn of(report: &'a FileReport, diagnostic: &'a Diagnostic) -> Self {
        Self {
            rule: diagnostic.rule,
            group: diagnostic.group,
            level: diagnostic.severity.name(),
            message: &diagnostic.message,
            primary: Place::of(report, &diagnostic.primary),
            secondary: diagnostic.secondary.iter().map(|label| Place::of(report, label)).collect(),
            notes: &diagnostic.notes,
            help: diagnostic.help.as_deref(),
            basis: diagnostic.basis,
            fix: diagnostic.fix.as_ref().map(Change::of),
            fingerprint: diagnostic.fingerprint,
        }
    }
}

impl<'a> Place<'a> {
    fn of(report: &'a FileReport, label: &'a Label) -> Self {
        let source = &report.source;
        let (file, span) = source.locate(label.span);
        let span = file.origin(span);
        let start = Position::of(file.position(span.start));
        let end = Position::of(file.position(span.end));
        let place = report.place(label);
        Self {
            span: Span { start, end, place },
            text: source.slice(label.span),
            label: &label.text,
            path: source.is_beside(label.span).then(|| source.locate(label.span).0.name()),
        }
    }
}

impl Position {
    fn of(position: source::Position) -> Self {
        Self { byte: position.byte, line: position.line, column: position.column }
    }
}

impl<'a> Change<'a> {
    fn of(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter();
        let edits =
            edits.map(|edit| Edit { start: edit.span.start, end: edit.span.end, text: &edit.text });
        Self { applicability: fix.applicability.name(), edits: edits.collect() }
    }
}

impl<'a> Gap<'a> {
    fn of(gap: &'a Unchecked) -> Self {
        Self { rule: gap.rule, reason: &gap.reason }
    }
}

impl<'a> Skipped<'a> {
    fn of(note: &'a Note) -> Self {
        Self { path: &note.path, reason: &note.reason }
    }
}

impl<'a> Failed<'a> {
    fn of(note: &'a Note) -> Self {
        Self { path: &note.path, error: &note.reason }
    }
}

impl Sum {
    fn of(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            errors: summary.errors,
            warnings: summary.warnings,
            checked: summary.checked,
            unchecked: summary.unchecked,
        }
    }
}

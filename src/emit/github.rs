//! Workflow commands of GitHub Actions: each finding becomes an annotation at its lines.

use std::fmt::Write;

use super::{
    FileReport, Note, Style,
    clean::{clean, clean_lines},
};
use crate::diagnostic::Diagnostic;

/// The findings of a report.
pub(super) fn file(style: &Style, report: &FileReport, out: &mut Vec<u8>) {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        command(&mut text, style, report, diagnostic);
    }
    out.extend(text.into_bytes());
}

/// The inputs that failed.
pub(super) fn tail(failed: &[&Note], out: &mut Vec<u8>) {
    for note in failed {
        let (path, reason) = (property(&note.path), data(&note.reason));
        out.extend(format!("::error file={path},title=nianbao::{reason}\n").into_bytes());
    }
}

fn command(text: &mut String, style: &Style, report: &FileReport, diagnostic: &Diagnostic) {
    let span = report.source.origin(diagnostic.primary.span);
    let (start, end) = (report.source.position(span.start), report.source.position(span.end));
    let mut place = format!("file={},line={}", property(report.source.name()), start.line);
    if start.line == end.line {
        // GitHub refuses columns where the lines differ.
        write!(place, ",col={},endLine={},endColumn={}", start.column, end.line, end.column)
    } else {
        write!(place, ",endLine={}", end.line)
    }
    .expect("a String takes every write");
    let level = diagnostic.severity.name();
    let rule = property(diagnostic.rule);
    let message = data(&super::told(style.words, diagnostic));
    writeln!(text, "::{level} {place},title=nianbao ({rule})::{message}")
        .expect("a String takes every write");
}

/// The message, with what would end or change the command escaped.
fn data(text: &str) -> String {
    clean_lines(text).replace('%', "%25").replace('\n', "%0A")
}

/// A property's value.
fn property(text: &str) -> String {
    let text = text.strip_prefix("./").unwrap_or(text);
    clean(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

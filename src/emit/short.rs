//! One line a finding, `path:line:column: level[rule]: message`, the place behind it where it has a name, for editors and grep.

use std::fmt::Write;

use super::{FileReport, Note, clean::clean};
use crate::diagnostic::Diagnostic;

/// The findings of a report.
pub(super) fn file(report: &FileReport, out: &mut Vec<u8>) {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        line(&mut text, report, diagnostic);
    }
    out.extend(text.into_bytes());
}

/// The inputs that failed.
pub(super) fn tail(failed: &[Note], out: &mut Vec<u8>) {
    for note in failed {
        out.extend(format!("{}: error: {}\n", clean(&note.path), clean(&note.reason)).into_bytes());
    }
}

fn line(text: &mut String, report: &FileReport, diagnostic: &Diagnostic) {
    let span = report.source.origin(diagnostic.primary.span);
    let at = report.source.position(span.start);
    writeln!(
        text,
        "{}:{}:{}: {}[{}]: {}{}",
        clean(report.source.name()),
        at.line,
        at.column,
        diagnostic.severity.name(),
        clean(diagnostic.rule),
        clean(&diagnostic.message),
        report
            .place(&diagnostic.primary)
            .map(|place| format!(" [{}]", clean(place)))
            .unwrap_or_default()
    )
    .expect("a String takes every write");
}

//! PDF: its text as poppler's pdftotext takes it out, nothing written to disk.

use std::{process::Command, time::Duration};

use super::{
    draft::{Draft, Unread},
    process::{self, Limits, Stopped},
};
use crate::{read::Format, rule::Words};

/// The program that is called.
const TOOL: &str = "pdftotext";
/// A report of a few hundred pages takes a second.
const LIMITS: Limits = Limits { time: Duration::from_secs(30), output: 64 << 20 };
/// Fewer Han characters than this are no report but what is left of a scanned one.
const FEWEST: usize = 20;

/// The text of a PDF.
pub(super) fn read(bytes: &[u8], words: &Words) -> Result<Draft, Unread> {
    let mut command = Command::new(TOOL);
    // In the order of the content: a cell's lines stay together, a row's figures come in one line.
    command.args(["-raw", "-nopgbrk", "-enc", "UTF-8", "-", "-"]);
    let failed = |key: &str| {
        let facts: [(&str, &dyn std::fmt::Display); 2] =
            [("tool", &TOOL), ("seconds", &LIMITS.time.as_secs())];
        Unread::Failed(words.fill(key, &facts))
    };
    let ended = match process::run(&mut command, bytes, LIMITS) {
        Ok(ended) => ended,
        Err(Stopped::Absent) => return Err(Unread::Foreign(words.get("cli-pdf").to_owned())),
        Err(Stopped::Late) => return Err(failed("cli-convert-late")),
        Err(Stopped::Flood) => return Err(failed("cli-convert-flood")),
    };
    if ended.complaints.contains("Incorrect password") {
        return Err(failed("cli-pdf-encrypted"));
    }
    if !ended.status.success() {
        return Err(failed("cli-pdf-damaged"));
    }
    let text = String::from_utf8_lossy(&ended.output);
    let han = text.chars().filter(|char| matches!(char, '\u{4E00}'..='\u{9FFF}'));
    if han.take(FEWEST).count() < FEWEST {
        return Err(Unread::Foreign(words.get("cli-pdf-blank").to_owned()));
    }
    let cut = ended.complaints.contains("Error");
    Ok(Draft { bytes: ended.output, format: Format::Pdf, through: Some(TOOL), cut })
}

//! What an input holds: its bytes as a reader takes them, made by another program where its format asks for one.

use std::{io::Read as _, path::Path};

use memchr::{memchr_iter, memmem};

use super::{
    archive::has_extension,
    files::{Input, Origin},
    office::{self, Kind, Office, Reason},
    pdf,
};
use crate::{
    read::{Format, docx::package::Package},
    rule::Words,
    source::{decode, lines::count},
};

/// Extensions of formats that LibreOffice converts.
const OLD: [&str; 4] = ["doc", "wps", "odt", "rtf"];

/// An input that was read.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) bytes: Vec<u8>,
    pub(super) format: Format,
    /// The program that made these bytes of the file's own.
    pub(super) through: Option<&'static str>,
    /// Whether that program complained, so that text may be missing.
    pub(super) cut: bool,
}

/// Why an input was not read, in the language of the run.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is of a kind that is not read here; met while walking, it is passed over.
    Foreign(String),
    /// It should have been.
    Failed(String),
}

/// Whether a file met while walking is one to read, by its name.
pub(super) fn is_read(path: &Path) -> bool {
    Format::of(&path.to_string_lossy()).is_some() || is_old(path)
}

fn is_old(path: &Path) -> bool {
    OLD.iter().any(|end| has_extension(path, end))
}

/// Has LibreOffice convert the old drafts among these inputs together, since it takes long to start.
pub(super) fn convert_ahead(inputs: &[Input], office: &Office) {
    let old = inputs.iter().filter(|input| is_old(&input.path) && !input.is_stdin());
    // What can't be read is said when it is its turn.
    let read = old.filter_map(|input| {
        let bytes = bytes(input).ok()?;
        Some((input.path.clone(), Kind::of(&bytes)?, bytes))
    });
    office.convert_ahead(&read.collect::<Vec<_>>());
}

/// Reads an input, through another program where its format asks for one.
pub(super) fn read(input: &Input, office: &Office, words: &Words) -> Result<Draft, Unread> {
    let bytes = bytes(input).map_err(|error| {
        Unread::Failed(match error {
            Error::Io(error) => reason(&error, words),
            Error::Entry => words.get("cli-zip-damaged").to_owned(),
        })
    })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(Unread::Failed(words.get("cli-too-large").to_owned()));
    }
    if bytes.starts_with(b"%PDF") || has_extension(&input.path, "pdf") {
        return pdf::read(&bytes, words);
    }
    if let Some(kind) = Kind::of(&bytes).filter(|_| !has_extension(&input.path, "docx")) {
        return converted(input, kind, &bytes, office, words);
    }
    match format(&bytes, input) {
        Ok(format) => Ok(Draft { bytes, format, through: None, cut: false }),
        Err(key) => Err(Unread::Failed(words.get(key).to_owned())),
    }
}

/// Why there are no bytes.
enum Error {
    Io(std::io::Error),
    /// It is damaged in its archive.
    Entry,
}

fn bytes(input: &Input) -> Result<Vec<u8>, Error> {
    match &input.origin {
        Origin::File => std::fs::read(&input.path).map_err(Error::Io),
        Origin::Entry(entry) => entry.read().ok_or(Error::Entry),
        Origin::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(Error::Io)?;
            Ok(bytes)
        }
    }
}

/// What to say of a file that can't be read.
pub(super) fn reason(error: &std::io::Error, words: &Words) -> String {
    let key = match error.kind() {
        std::io::ErrorKind::NotFound => "cli-not-found",
        std::io::ErrorKind::PermissionDenied => "cli-no-permission",
        _ => return error.to_string(),
    };
    words.get(key).to_owned()
}

/// A draft as the .docx that LibreOffice makes of it.
fn converted(
    input: &Input,
    kind: Kind,
    bytes: &[u8],
    office: &Office,
    words: &Words,
) -> Result<Draft, Unread> {
    let facts: [(&str, &dyn std::fmt::Display); 2] =
        [("tool", &office::TOOL), ("seconds", &office::LONGEST.as_secs())];
    let failed = |key: &str| Unread::Failed(words.fill(key, &facts));
    match office.docx(&input.path, kind, bytes) {
        Ok(bytes) => {
            let through = Some(office::TOOL);
            Ok(Draft { bytes, format: Format::Docx, through, cut: false })
        }
        Err(Reason::Absent) => Err(Unread::Foreign(words.get("cli-old-office").to_owned())),
        Err(Reason::Late) => Err(failed("cli-convert-late")),
        Err(Reason::Refused) => Err(failed("cli-office-refused")),
        Err(Reason::Folder) => Err(failed("cli-office-folder")),
    }
}

/// The format of a file, by its first bytes, else by its name; what to say where it can't be read.
fn format(bytes: &[u8], input: &Input) -> Result<Format, &'static str> {
    let extension = input.path.extension().unwrap_or_default();
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    let packed = bytes.starts_with(b"PK\x03\x04");
    match extension.as_str() {
        "docx" => Ok(Format::Docx),
        "xls" | "xlsx" | "et" | "csv" => Err("cli-sheet"),
        "mht" | "mhtml" => Err("cli-web-archive"),
        // Browsers and Word name an archive like a page, too.
        "html" | "htm" if is_web_archive(bytes) => Err("cli-web-archive"),
        _ if office::is_compound(bytes) && office::has_stream(bytes, "EncryptedPackage") => {
            Err("docx-encrypted")
        }
        _ if packed && Package::open(bytes).is_ok() => {
            let known = input.is_stdin() || is_old(&input.path);
            if known { Ok(Format::Docx) } else { Err("cli-docx-name") }
        }
        "docm" => Err("docx-macros"),
        // Systems that “export to Word” write a page under that name.
        _ if is_old(&input.path) && is_page(bytes) => Ok(Format::Html),
        _ if is_old(&input.path) || office::is_compound(bytes) => Err("cli-office-unknown"),
        _ if packed => Err("cli-archive"),
        _ if is_binary(bytes) => Err("cli-binary"),
        _ => {
            let sniffed = || if is_page(bytes) { Format::Html } else { Format::Text };
            Ok(Format::of(&input.path.to_string_lossy()).unwrap_or_else(sniffed))
        }
    }
}

/// Whether bytes are a page with its images in one file.
fn is_web_archive(bytes: &[u8]) -> bool {
    [&b"MIME-Version:"[..], b"From: <"].iter().any(|start| bytes.starts_with(start))
}

/// Whether bytes begin as a web page does.
fn is_page(bytes: &[u8]) -> bool {
    let start = decode::beginning(bytes, 1024).trim_start().to_ascii_lowercase();
    ["<html", "<!doctype html"].iter().any(|tag| start.starts_with(tag))
}

/// Whether bytes are no text in any encoding that is read: NULs that make no UTF-16, or many control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let text = decode::beginning(bytes, 8192);
    let bytes = text.as_bytes();
    let ascii = count(bytes, |byte| byte.is_ascii_control()) as usize;
    let latin = memchr_iter(0xC2, bytes).filter(|&at| bytes[at + 1] < 0xA0).count();
    let lost = memmem::find_iter(bytes, "\u{FFFD}").count();
    // No character has more than four bytes; they are counted only where that does not tell.
    let many = |bad: usize| bad * 32 > bytes.len() && bad * 8 > text.chars().count();
    // Line ends and tabs are no harm; to tell them apart takes longer and is seldom asked.
    let blank = |byte: &&u8| matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C | 0x1B);
    let bad = ascii + latin + lost;
    many(bad) && many(bad - bytes.iter().filter(blank).count())
}

//! Which files a run is about, and their bytes.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::args::Check;
use crate::{
    emit::Note,
    read::{self, Format},
    rule::Words,
};

/// One input.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// As given or walked.
    pub(super) path: PathBuf,
    /// Given by name, not met while walking: always linted.
    pub(super) named: bool,
    /// Standard input.
    pub(super) stdin: bool,
}

impl Input {
    /// The name to print.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Lists the inputs in the order they are given, folders walked and sorted by path; what is not there is noted.
pub(super) fn list(
    check: &Check,
    words: &Words,
    failed: &mut Vec<Note>,
) -> anyhow::Result<Vec<Input>> {
    let here = [PathBuf::from(".")];
    let none = check.paths.is_empty() && check.files_from.is_empty();
    let paths = if none { &here[..] } else { &check.paths };
    let stdin = paths.iter().chain(&check.files_from).filter(|path| path.as_os_str() == "-");
    if stdin.count() > 1 {
        anyhow::bail!("{}", words.get("cli-stdin-twice"));
    }
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = check.stdin_filename.clone().unwrap_or_else(|| "<stdin>".to_owned());
            inputs.push(Input { path: PathBuf::from(name), named: true, stdin: true });
        } else {
            add(path.clone(), words, &mut inputs, failed);
        }
    }
    for list in &check.files_from {
        for path in listed(list)? {
            add(path, words, &mut inputs, failed);
        }
    }
    Ok(inputs)
}

fn add(path: PathBuf, words: &Words, inputs: &mut Vec<Input>, failed: &mut Vec<Note>) {
    if path.is_dir() {
        walk(&path, words, inputs, failed);
    } else {
        inputs.push(Input { path, named: true, stdin: false });
    }
}

/// The paths of a list: between NULs if there is one, else a line each.
fn listed(list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let bytes = if list.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(list)
    };
    let bytes = bytes.with_context(|| list.display().to_string())?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let paths = bytes.split(|&byte| byte == separator);
    let paths = paths.map(|path| match separator {
        0 => path,
        _ => path.strip_suffix(b"\r").unwrap_or(path),
    });
    Ok(paths.filter(|path| !path.is_empty()).map(path).collect())
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn walk(folder: &Path, words: &Words, inputs: &mut Vec<Input>, failed: &mut Vec<Note>) {
    let before = inputs.len();
    let walker =
        ignore::WalkBuilder::new(folder).require_git(false).sort_by_file_path(Ord::cmp).build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| {
                    kind.is_file() || kind.is_symlink() && entry.path().is_file()
                });
                if file && is_read(entry.path()) && !is_lock(entry.path()) {
                    inputs.push(Input { path: entry.into_path(), named: false, stdin: false });
                }
            }
            Err(error) => {
                failed.push(Note { path: folder.display().to_string(), reason: error.to_string() });
            }
        }
    }
    if inputs.len() == before {
        let reason = words.get("cli-no-reports").to_owned();
        failed.push(Note { path: folder.display().to_string(), reason });
    }
}

fn is_read(path: &Path) -> bool {
    path.to_str().map_or_else(
        || path.extension().is_some_and(|end| end == "txt" || end == "md" || end == "docx"),
        |name| Format::of(name).is_some(),
    )
}

/// Whether a file is one that Word and WPS make beside a draft while it is open.
pub(super) fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"))
}

/// Reads an input; a message in the language of the run where that can't be done.
pub(super) fn read(input: &Input, words: &Words) -> Result<(Vec<u8>, Format), String> {
    let bytes = if input.stdin {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(&input.path)
    };
    let bytes = bytes.map_err(|error| reason(&error, words))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(words.get("cli-too-large").to_owned());
    }
    if let Some(key) = foreign(&bytes, input) {
        return Err(words.get(key).to_owned());
    }
    let name = input.path.to_string_lossy();
    let format = Format::of(&name).unwrap_or(Format::Text);
    let unnamed = input.stdin && bytes.starts_with(b"PK\x03\x04");
    Ok((bytes, if unnamed { Format::Docx } else { format }))
}

fn reason(error: &std::io::Error, words: &Words) -> String {
    let key = match error.kind() {
        std::io::ErrorKind::NotFound => "cli-not-found",
        std::io::ErrorKind::PermissionDenied => "cli-no-permission",
        _ => return error.to_string(),
    };
    words.get(key).to_owned()
}

/// What to say of a file that is no text, by its first bytes, else by its name.
fn foreign(bytes: &[u8], input: &Input) -> Option<&'static str> {
    let extension = input.path.extension();
    let extension =
        extension.map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if extension == "docx" {
        return None;
    }
    if bytes.starts_with(b"%PDF") {
        return Some("cli-pdf");
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Some("cli-old-office");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let word = read::docx::package::Package::open(bytes).is_ok();
        return match extension.as_str() {
            "xlsx" | "et" => Some("cli-sheet"),
            _ if word && input.stdin => None,
            _ if word => Some("cli-docx-name"),
            "docm" => Some("docx-macros"),
            _ => Some("cli-archive"),
        };
    }
    match extension.as_str() {
        "pdf" => Some("cli-pdf"),
        "doc" | "wps" => Some("cli-old-office"),
        "xls" | "xlsx" | "et" | "csv" => Some("cli-sheet"),
        _ => is_binary(bytes).then_some("cli-binary"),
    }
}

/// Whether bytes are no text in any encoding that is read: NULs that make no UTF-16, or many control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    let decoded = crate::source::decode::decode(sample[..sample.len() & !1].to_vec());
    let all = decoded.text.chars().count();
    let control = |char: &char| {
        char.is_control() && !matches!(char, '\n' | '\r' | '\t' | '\u{C}' | '\u{1B}')
            || *char == '\u{FFFD}'
    };
    let bad = decoded.text.chars().filter(control).count();
    all > 0 && bad * 8 > all
}

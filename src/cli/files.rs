//! Which files a run is about, and their bytes.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::{
    archive::{self, Entry, has_extension},
    args::Check,
    draft,
};
use crate::{emit::Note, rule::Words};

/// One input.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// As given or walked.
    pub(super) path: PathBuf,
    /// Given by name, not met while walking: always linted.
    pub(super) named: bool,
    pub(super) origin: Origin,
}

/// Where an input's bytes are.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    File,
    Stdin,
    Entry(Entry),
}

impl Input {
    /// The name to print.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        matches!(self.origin, Origin::Stdin)
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
            let path = PathBuf::from(name);
            inputs.push(Input { path, named: true, origin: Origin::Stdin });
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
    } else if has_extension(&path, "zip") {
        unpack(&path, true, words, inputs, failed);
    } else {
        inputs.push(Input { path, named: true, origin: Origin::File });
    }
}

/// Adds the drafts of an archive.
fn unpack(
    path: &Path,
    named: bool,
    words: &Words,
    inputs: &mut Vec<Input>,
    failed: &mut Vec<Note>,
) {
    let note = |path: &Path, reason| Note { path: path.display().to_string(), reason };
    match archive::list(path, words, draft::is_read) {
        Ok(listed) if listed.is_empty() && named => {
            failed.push(note(path, words.get("cli-zip-empty").to_owned()));
        }
        Ok(listed) => {
            for one in listed {
                match one.entry {
                    Ok(entry) => {
                        let origin = Origin::Entry(entry);
                        inputs.push(Input { path: one.path, named: false, origin });
                    }
                    Err(reason) => failed.push(note(&one.path, reason)),
                }
            }
        }
        Err(reason) => failed.push(note(path, reason)),
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
    let before = inputs.len() + failed.len();
    let walker =
        ignore::WalkBuilder::new(folder).require_git(false).sort_by_file_path(Ord::cmp).build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| {
                    kind.is_file() || kind.is_symlink() && entry.path().is_file()
                });
                if file && has_extension(entry.path(), "zip") {
                    unpack(entry.path(), false, words, inputs, failed);
                } else if file && draft::is_read(entry.path()) && !is_lock(entry.path()) {
                    let path = entry.into_path();
                    inputs.push(Input { path, named: false, origin: Origin::File });
                }
            }
            Err(error) => {
                failed.push(Note { path: folder.display().to_string(), reason: error.to_string() });
            }
        }
    }
    if inputs.len() + failed.len() == before {
        let reason = words.get("cli-no-reports").to_owned();
        failed.push(Note { path: folder.display().to_string(), reason });
    }
}

/// Whether a file is one that Word and WPS make beside a draft while it is open.
pub(super) fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"))
}

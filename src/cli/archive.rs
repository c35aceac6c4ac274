//! A .zip of drafts, read as a folder: nothing is unpacked to disk, and no entry can make much of itself.

use std::{
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use zip::ZipArchive;

use crate::rule::Words;

/// The largest archive, in bytes.
const LARGEST: u64 = 1 << 30;
/// The most entries of an archive.
const MOST: usize = 10_000;
/// The largest entry, in bytes.
const LARGEST_ENTRY: u64 = 128 << 20;
/// All entries together, in bytes.
const LARGEST_SUM: u64 = 4 << 30;
/// An entry that grows more than so many times is no draft, unless it stays small.
const RATIO: u64 = 200;
/// What is small, in bytes.
const SMALL: u64 = 1 << 20;

/// A file in an archive.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    index: usize,
}

/// What an archive has under one name: the path to print, and how to read it or why not.
pub(super) struct Listed {
    pub(super) path: PathBuf,
    pub(super) entry: Result<Entry, String>,
}

/// Lists the files of an archive that `is_read` takes, by name, and archives in it, which are not opened.
pub(super) fn list(
    path: &Path,
    words: &Words,
    is_read: impl Fn(&Path) -> bool,
) -> Result<Vec<Listed>, String> {
    let archive = open(path, words)?;
    let mut listed = Vec::new();
    for index in 0..archive.len() {
        let damaged = |_| words.get("cli-zip-damaged").to_owned();
        let entry = archive.by_index_data(index).map_err(damaged)?;
        let name = name(entry.name_raw());
        let nested = has_extension(&name, "zip");
        if !entry.is_file() || is_hidden(&name) || !nested && !is_read(&name) {
            continue;
        }
        let grown = entry.size() > SMALL && entry.size() / RATIO > entry.compressed_size();
        let refused = if nested {
            Some("cli-zip-nested")
        } else if entry.encrypted() {
            Some("cli-zip-encrypted")
        } else if entry.size() > LARGEST_ENTRY || grown {
            Some("cli-zip-bomb")
        } else {
            None
        };
        let entry = match refused {
            Some(key) => Err(words.get(key).to_owned()),
            None => Ok(Entry { archive: archive.clone(), index }),
        };
        listed.push(Listed { path: path.join(name), entry });
    }
    listed.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(listed)
}

fn open(path: &Path, words: &Words) -> Result<ZipArchive<Cursor<Arc<[u8]>>>, String> {
    let failed = |error: &std::io::Error| super::draft::reason(error, words);
    let size = std::fs::metadata(path).map_err(|error| failed(&error))?.len();
    let refused = |key: &'static str| words.get(key).to_owned();
    if size > LARGEST {
        return Err(refused("cli-zip-large"));
    }
    let bytes: Arc<[u8]> = std::fs::read(path).map_err(|error| failed(&error))?.into();
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| refused("cli-zip-damaged"))?;
    if archive.len() > MOST {
        return Err(refused("cli-zip-large"));
    }
    // Entries that share bytes, or that share a name, are made by hand.
    let shared = archive.has_overlapping_entries().map_err(|_| refused("cli-zip-damaged"))?;
    let sizes = (0..archive.len()).filter_map(|index| archive.by_index_data(index).ok());
    let sum = sizes.fold(0_u64, |sum, entry| sum.saturating_add(entry.size()));
    if shared || sum > LARGEST_SUM {
        return Err(refused("cli-zip-bomb"));
    }
    if archive.has_duplicate_names() {
        return Err(refused("cli-zip-damaged"));
    }
    Ok(archive)
}

impl Entry {
    /// Unpacks it in memory, to the size it claims to have; `None` where it is damaged.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        let mut archive = self.archive.clone();
        let file = archive.by_index(self.index).ok()?;
        let size = file.size();
        let mut bytes = Vec::new();
        let read = file.take(size + 1).read_to_end(&mut bytes).ok()?;
        (read as u64 == size).then_some(bytes)
    }
}

/// The name of an entry as a path below the archive. Old programs write it in GBK and don't say so.
fn name(raw: &[u8]) -> PathBuf {
    let name = std::str::from_utf8(raw)
        .map_or_else(|_| encoding_rs::GB18030.decode(raw).0, std::borrow::Cow::Borrowed);
    name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect()
}

/// Whether it is what a system or an open Word left beside the drafts.
fn is_hidden(name: &Path) -> bool {
    name.iter().any(|part| {
        let part = part.to_string_lossy();
        part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX"
    })
}

/// Whether a name ends so, in whatever case.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_utf8_or_gbk_and_stay_below_the_archive() {
        let gbk = encoding_rs::GBK.encode("年报\\乡镇報告.txt").0;
        let cases: [(&[u8], &str); 5] = [
            ("内/报告.txt".as_bytes(), "内/报告.txt"),
            (&gbk, "年报/乡镇報告.txt"),
            (b"../../etc/a.txt", "etc/a.txt"),
            (b"/abs/./a.txt", "abs/a.txt"),
            (b"\\\\host\\a.txt", "host/a.txt"),
        ];
        for (raw, expected) in cases {
            assert_eq!(name(raw), Path::new(expected));
        }
    }
}

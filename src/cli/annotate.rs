//! `--annotate DIR`: copies of Word drafts with the findings as comments, never over a draft or somebody's work.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::files::{Input, Origin};
use crate::{
    emit::{FileReport, Note, word},
    read::{Docx, Format},
    rule::Words,
};

/// Takes out of a run the copies that an earlier one wrote: met while walking, of the name that the copy of another
/// input has, with our comments in it. They are told as passed over, not linted as drafts.
pub(super) fn set_apart(inputs: &mut Vec<Input>, words: &Words) -> Vec<Note> {
    let suffix = words.get("annotate-suffix");
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let drafts: BTreeSet<String> = inputs
        .iter()
        .filter(|input| target(input, Path::new(""), suffix).is_ok())
        .filter_map(|input| stem(&input.path))
        .collect();
    let is_copy = |input: &Input| {
        let name = stem(&input.path).unwrap_or_default();
        let draft = name.strip_suffix(suffix).is_some_and(|draft| drafts.contains(draft));
        draft
            && !input.named
            && target(input, Path::new(""), suffix).is_ok()
            && fs::read(&input.path).is_ok_and(|bytes| word::is_copy(&bytes))
    };
    let (copies, rest) = std::mem::take(inputs).into_iter().partition(is_copy);
    *inputs = rest;
    let copies: Vec<Input> = copies;
    let reason = || words.get("annotate-copy").to_owned();
    copies.iter().map(|copy| Note { path: copy.name(), reason: reason() }).collect()
}

/// Where the copies of a run go.
pub(super) struct Plan {
    /// The key of a phrase where an input gets no copy.
    targets: BTreeMap<PathBuf, Result<PathBuf, &'static str>>,
}

impl Plan {
    /// Names the copies and makes the folder; an error where that can't be done.
    pub(super) fn new(folder: &Path, inputs: &[Input], words: &Words) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let originals: BTreeSet<PathBuf> =
            inputs.iter().filter_map(|input| input.path.canonicalize().ok()).collect();
        let suffix = words.get("annotate-suffix");
        let mut taken = BTreeSet::new();
        let mut targets = BTreeMap::new();
        for input in inputs {
            let target = target(input, folder, suffix).and_then(|path| {
                let original = path.canonicalize().is_ok_and(|path| originals.contains(&path));
                if original {
                    Err("annotate-original")
                } else if taken.insert(path.clone()) {
                    Ok(path)
                } else {
                    Err("annotate-same-name")
                }
            });
            if input.named
                && let Err(key @ ("annotate-not-word" | "annotate-stdin")) = target
            {
                let said = words.get(key);
                super::complain(&format!("{}: {said}", input.name()));
            }
            targets.insert(input.path.clone(), target);
        }
        Ok(Self { targets })
    }

    /// Writes the copy of one draft; a reason in the language of the run where it can't be written.
    pub(super) fn write(
        &self,
        input: &Input,
        draft: &[u8],
        docx: Option<&Docx>,
        report: &FileReport,
        words: &Words,
    ) -> Result<PathBuf, String> {
        let said = |key: &str| words.get(key).to_owned();
        let target = self.targets.get(&input.path).cloned().unwrap_or(Err("annotate-not-word"));
        let target = target.map_err(said)?;
        let docx = docx.ok_or("annotate-not-word").map_err(said)?;
        let bytes =
            word::annotate(draft, docx, report, words).map_err(|refusal| said(refusal.key()))?;
        if let Ok(copy) = fs::read(&target)
            && !word::replaceable(&copy, draft)
        {
            return Err(words.fill("annotate-changed", &[("path", &target.display())]));
        }
        replace(&target, &bytes).map_err(|error| {
            words.fill("annotate-unwritten", &[("path", &target.display()), ("error", &error)])
        })?;
        Ok(target)
    }
}

/// What the copy of an input is called.
fn target(input: &Input, folder: &Path, suffix: &str) -> Result<PathBuf, &'static str> {
    let name = input.path.to_string_lossy();
    match input.origin {
        Origin::Stdin => return Err("annotate-stdin"),
        _ if Format::of(&name) != Some(Format::Docx) => return Err("annotate-not-word"),
        Origin::Entry(_) => return Err("annotate-in-zip"),
        Origin::File => {}
    }
    let stem = input.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    let stem = stem.strip_suffix(suffix).unwrap_or(&stem);
    Ok(folder.join(format!("{stem}{suffix}.docx")))
}

/// Writes a file whole or not at all: beside its place first, then in its place.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = fs::File::options().write(true).create_new(true).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Ok(known) = fs::metadata(path) {
            fs::set_permissions(&beside, known.permissions())?;
        }
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

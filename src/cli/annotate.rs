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
    emit::{FileReport, word},
    read::{Docx, Format},
    rule::Words,
};

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
            if input.named && target == Err("annotate-not-word") {
                let said = words.get("annotate-not-word");
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
    if !matches!(input.origin, Origin::File) || Format::of(&name) != Some(Format::Docx) {
        return Err("annotate-not-word");
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

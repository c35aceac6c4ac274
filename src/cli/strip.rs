//! `nianbao strip FILE.docx`: takes our comments out again, in place.

use std::{fs, path::PathBuf};

use super::{Status, annotate, complain, draft, print};
use crate::{emit::word, rule::Words};

/// Strips each file; one that can't be stripped does not keep the others from it.
pub(super) fn run(paths: &[PathBuf], words: &Words) -> anyhow::Result<Status> {
    let mut status = Status::Clean;
    for path in paths {
        match strip(path, words) {
            Ok(said) => print(&format!("{}: {said}\n", path.display()))?,
            Err(reason) => {
                complain(&format!("{}: {reason}", path.display()));
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

fn strip(path: &PathBuf, words: &Words) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| draft::reason(&error, words))?;
    let stripped = word::strip(&bytes).map_err(|refusal| words.get(refusal.key()).to_owned())?;
    let Some((bytes, count)) = stripped else { return Ok(words.get("strip-none").to_owned()) };
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    annotate::replace(&place, &bytes)
        .map_err(|error| words.fill("strip-unwritten", &[("error", &error)]))?;
    Ok(words.fill("strip-done", &[("count", &count)]))
}

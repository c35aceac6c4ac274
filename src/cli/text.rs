//! `nianbao text FILE`: the readable text in which findings count.

use std::path::PathBuf;

use super::{
    Status,
    draft::{self, Unread},
    files::{Input, Origin},
    office::Office,
    print,
};
use crate::{form::Forms, read, rule::Words};

/// Prints what is read from a file.
pub(super) fn run(path: PathBuf, words: &Words) -> anyhow::Result<Status> {
    let origin = if path.as_os_str() == "-" { Origin::Stdin } else { Origin::File };
    let input = Input { path, named: true, origin };
    let fail = |reason: &str| anyhow::anyhow!("{}: {reason}", input.name());
    let draft = draft::read(&input, &Office::default(), words)
        .map_err(|(Unread::Foreign(reason) | Unread::Failed(reason))| fail(&reason))?;
    let loaded = read::load(&input.name(), draft.bytes, draft.format, &Forms::builtin(), None)
        .map_err(|refusal| fail(words.get(refusal.key())))?;
    print(loaded.source.text())?;
    Ok(Status::Clean)
}

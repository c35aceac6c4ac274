//! `nianbao text FILE`: the readable text in which findings count.

use std::path::PathBuf;

use super::{
    Status,
    archive::has_extension,
    draft::{self, Unread},
    files::{Input, Origin},
    office::Office,
    print,
    tables::Tables,
};
use crate::{form::Forms, read, rule::Words};

/// Prints what is read from a file.
pub(super) fn run(path: PathBuf, words: &Words) -> anyhow::Result<Status> {
    if has_extension(&path, "xlsx") || has_extension(&path, "csv") {
        let tables = Tables::read(&path, words);
        let tables = tables.map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))?;
        print(&tables.text)?;
        return Ok(Status::Clean);
    }
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

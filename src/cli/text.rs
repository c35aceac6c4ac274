//! `nianbao text FILE`: the readable text in which findings count.

use std::path::PathBuf;

use super::{
    Status,
    files::{self, Input},
    print,
};
use crate::{form::Forms, read, rule::Words};

/// Prints what is read from a file.
pub(super) fn run(path: PathBuf, words: &Words) -> anyhow::Result<Status> {
    let stdin = path.as_os_str() == "-";
    let input = Input { path, named: true, stdin };
    let fail = |reason: &str| anyhow::anyhow!("{}: {reason}", input.name());
    let (bytes, format) = files::read(&input, words).map_err(|reason| fail(&reason))?;
    let loaded = read::load(&input.name(), bytes, format, &Forms::builtin(), None)
        .map_err(|refusal| fail(words.get(refusal.key())))?;
    print(loaded.source.text())?;
    Ok(Status::Clean)
}

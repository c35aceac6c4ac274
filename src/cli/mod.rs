//! The outer shell: the only layer that opens files, prints, and knows the world can fail.

mod annotate;
mod archive;
mod args;
mod beside;
mod check;
mod draft;
mod explain;
mod files;
mod office;
mod pdf;
mod process;
mod settings;
mod sink;
mod strip;
mod tables;
mod text;

use std::{ffi::OsString, io::Write as _, process::ExitCode};

use args::{Command, Parsed};

use crate::rule::Words;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing at error level.
    Clean = 0,
    /// At least one finding at error level.
    Findings = 1,
    /// Something could not be done.
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Runs the program with these arguments, the first being its own name.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    let lang = args::lang(&args);
    let words = Words::new(lang);
    let outcome = match args::parse(args, &words) {
        Ok(Parsed { command, common }) => match command {
            Command::Check(check) => check::run(&check, &common, &words),
            Command::Explain(rule) => explain::explain(&rule, &words),
            Command::Text(path) => text::run(path, &words),
            Command::Strip(paths) => strip::run(&paths, &words),
            Command::Rules(format) => explain::rules(format, &words),
        },
        Err(args::Stop::Help(text)) => print(&text).map(|()| Status::Clean),
        Err(args::Stop::Usage(text)) => {
            complain(&text);
            Ok(Status::Failed)
        }
    };
    match outcome {
        Ok(status) => status.into(),
        Err(error) if is_closed_pipe(&error) => Status::Clean.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Status::Failed.into()
        }
    }
}

/// Whether an error is that nobody reads our output any more, which is no fault.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Prints to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints to standard error; that it can't be written to is no reason to stop.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

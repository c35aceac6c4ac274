//! What was typed: the command line in both languages.

use std::{ffi::OsString, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, error::ErrorKind, value_parser};

use crate::{
    diagnostic::Level,
    emit::Format,
    rule::{Lang, Words, level::Levels},
};

/// A command line that was understood.
pub(super) struct Parsed {
    pub(super) command: Command,
    pub(super) common: Common,
}

/// What is to be done.
pub(super) enum Command {
    Check(Box<Check>),
    Explain(String),
    Rules(RulesFormat),
    Text(PathBuf),
    Strip(Vec<PathBuf>),
}

/// Settings of every command.
pub(super) struct Common {
    pub(super) color: Color,
    pub(super) quiet: bool,
    /// Whether `--lang` was given, which then prevails over `lint.toml`.
    pub(super) lang: Option<Lang>,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// How to list the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RulesFormat {
    Text,
    Json,
    Markdown,
}

/// The arguments of `check`.
pub(super) struct Check {
    pub(super) paths: Vec<PathBuf>,
    /// Lists of further paths, `-` for standard input.
    pub(super) files_from: Vec<PathBuf>,
    pub(super) format: Format,
    pub(super) outputs: Vec<Output>,
    pub(super) statistics: bool,
    pub(super) config: Option<PathBuf>,
    pub(super) no_config: bool,
    pub(super) rules: Vec<PathBuf>,
    pub(super) levels: Levels,
    /// A sheet that holds the tables of the one report.
    pub(super) tables: Option<PathBuf>,
    pub(super) year: Option<u16>,
    pub(super) stdin_filename: Option<String>,
    pub(super) exit_zero: bool,
    /// Where annotated copies of Word drafts go.
    pub(super) annotate: Option<PathBuf>,
    pub(super) jobs: Option<usize>,
}

/// One `-o FORMAT=FILE`.
#[derive(Clone)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) path: PathBuf,
}

impl std::str::FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text.split_once('=').ok_or("FORMAT=FILE")?;
        let format = Format::of(format).ok_or_else(|| format.to_owned())?;
        Ok(Self { format, path: PathBuf::from(path) })
    }
}

/// Why there is nothing to run.
pub(super) enum Stop {
    /// Help or version was asked for.
    Help(String),
    /// The arguments were not understood.
    Usage(String),
}

/// The language, looked for before anything else, so that help and errors are in it too.
pub(super) fn lang(args: &[OsString]) -> Lang {
    let after = args.iter().position(|arg| arg == "--lang").and_then(|at| args.get(at + 1));
    let joined = args.iter().find_map(|arg| arg.to_str()?.strip_prefix("--lang="));
    match after.and_then(|lang| lang.to_str()).or(joined) {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Understands a command line.
pub(super) fn parse(args: Vec<OsString>, words: &Words) -> Result<Parsed, Stop> {
    let matches = command(words).try_get_matches_from(args).map_err(|error| stop(&error, words))?;
    let common = Common {
        color: match text(&matches, "color") {
            Some("always") => Color::Always,
            Some("never") => Color::Never,
            _ => Color::Auto,
        },
        quiet: matches.get_flag("quiet"),
        lang: text(&matches, "lang").map(|lang| if lang == "en" { Lang::En } else { Lang::Zh }),
    };
    let command = match matches.subcommand() {
        Some(("explain", found)) => {
            Command::Explain(text(found, "rule").unwrap_or_default().to_owned())
        }
        Some(("rules", found)) => Command::Rules(match text(found, "format") {
            Some("json") => RulesFormat::Json,
            Some("markdown") => RulesFormat::Markdown,
            _ => RulesFormat::Text,
        }),
        Some(("text", found)) => {
            Command::Text(found.get_one::<PathBuf>("file").cloned().unwrap_or_default())
        }
        Some(("strip", found)) => Command::Strip(
            found.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect(),
        ),
        Some((_, found)) => Command::Check(Box::new(check(found))),
        None => return Err(Stop::Usage(command(words).render_long_help().to_string())),
    };
    Ok(Parsed { command, common })
}

fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}

fn check(matches: &ArgMatches) -> Check {
    let paths =
        |name: &str| matches.get_many::<PathBuf>(name).into_iter().flatten().cloned().collect();
    Check {
        paths: paths("paths"),
        files_from: paths("files-from"),
        format: text(matches, "format").and_then(Format::of).unwrap_or_default(),
        outputs: matches.get_many("output").into_iter().flatten().cloned().collect(),
        statistics: matches.get_flag("statistics"),
        config: matches.get_one("config").cloned(),
        no_config: matches.get_flag("no-config"),
        rules: paths("rules"),
        levels: levels(matches),
        tables: matches.get_one("tables").cloned(),
        year: matches.get_one("year").copied(),
        stdin_filename: text(matches, "stdin-filename").map(str::to_owned),
        exit_zero: matches.get_flag("exit-zero"),
        annotate: matches.get_one("annotate").cloned(),
        jobs: matches.get_one::<u16>("jobs").map(|&jobs| usize::from(jobs)),
    }
}

/// `-A -W -D -F` in the order they were typed.
fn levels(matches: &ArgMatches) -> Levels {
    let flags = [
        ("allow", Level::Allow),
        ("warn", Level::Warn),
        ("deny", Level::Deny),
        ("forbid", Level::Forbid),
    ];
    let mut said: Vec<(usize, String, Level)> = Vec::new();
    for (flag, level) in flags {
        let indices = matches.indices_of(flag).into_iter().flatten();
        let names = matches.get_many::<String>(flag).into_iter().flatten();
        said.extend(indices.zip(names).map(|(index, name)| (index, name.clone(), level)));
    }
    said.sort_by_key(|(index, ..)| *index);
    let mut levels = Levels::default();
    for (_, name, level) in said {
        levels.push(name, level);
    }
    levels
}

#[expect(clippy::too_many_lines, reason = "one list of flags, best read in one place")]
fn command(words: &Words) -> clap::Command {
    let say = |key: &'static str| words.get(key).to_owned();
    let option = |name: &'static str, key: &'static str| Arg::new(name).long(name).help(say(key));
    let flag = |name: &'static str, key: &'static str| option(name, key).action(ArgAction::SetTrue);
    let help = || {
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(say("cli-help"))
            .global(true)
    };
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", words.get("cli-usage"));
    let sub = |name: &'static str, key: &'static str| {
        clap::Command::new(name)
            .about(say(key))
            .disable_help_flag(true)
            .help_template(template.clone())
    };
    let heading = say("cli-options");
    let path = || value_parser!(PathBuf);
    let level = |name: &'static str, short: char, key: &'static str| {
        Arg::new(name)
            .short(short)
            .long(name)
            .value_name("RULE")
            .action(ArgAction::Append)
            .help(say(key))
    };
    let formats: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    let check = sub("check", "cli-check")
        .args([
            Arg::new("paths")
                .value_name("PATHS")
                .num_args(0..)
                .value_parser(path())
                .help(say("cli-paths")),
            option("files-from", "cli-files-from")
                .value_name("FILE")
                .action(ArgAction::Append)
                .value_parser(path()),
            option("format", "cli-format").value_name("FORMAT").value_parser(formats),
            option("output", "cli-output")
                .short('o')
                .value_name("FORMAT=FILE")
                .action(ArgAction::Append)
                .value_parser(value_parser!(Output)),
            option("tables", "cli-tables").value_name("FILE").value_parser(path()),
            flag("statistics", "cli-statistics"),
            option("config", "cli-config")
                .value_name("FILE")
                .value_parser(path())
                .conflicts_with("no-config"),
            flag("no-config", "cli-no-config"),
            option("rules", "cli-rules-dir")
                .value_name("DIR")
                .action(ArgAction::Append)
                .value_parser(path()),
            level("allow", 'A', "cli-allow"),
            level("warn", 'W', "cli-warn"),
            level("deny", 'D', "cli-deny"),
            level("forbid", 'F', "cli-forbid"),
            option("year", "cli-year")
                .value_name("YYYY")
                .value_parser(value_parser!(u16).range(1990..=2100)),
            option("stdin-filename", "cli-stdin-filename").value_name("NAME"),
            flag("exit-zero", "cli-exit-zero"),
            option("annotate", "cli-annotate").value_name("DIR").value_parser(path()),
            option("jobs", "cli-jobs")
                .short('j')
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..=1024)),
        ])
        .next_help_heading(heading.clone());
    clap::Command::new("nianbao")
        .about(say("cli-about"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(say("cli-commands"))
        .subcommand_value_name("COMMAND")
        .next_help_heading(heading)
        .help_template(template.clone())
        .arg(help())
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(say("cli-version")),
        )
        .arg(option("lang", "cli-lang").value_name("LANG").value_parser(["zh", "en"]).global(true))
        .arg(
            option("color", "cli-color")
                .value_name("WHEN")
                .value_parser(["auto", "always", "never"])
                .global(true),
        )
        .arg(flag("quiet", "cli-quiet").short('q').global(true))
        .subcommand(check)
        .subcommand(
            sub("explain", "cli-explain")
                .arg(Arg::new("rule").value_name("RULE").required(true).help(say("cli-rule"))),
        )
        .subcommand(
            sub("text", "cli-text").arg(
                Arg::new("file")
                    .value_name("FILE")
                    .required(true)
                    .value_parser(path())
                    .help(say("cli-text-file")),
            ),
        )
        .subcommand(
            sub("strip", "cli-strip").arg(
                Arg::new("files")
                    .value_name("FILES")
                    .required(true)
                    .num_args(1..)
                    .value_parser(path())
                    .help(say("cli-strip-files")),
            ),
        )
        .subcommand(
            sub("rules", "cli-rules").arg(
                option("format", "cli-format")
                    .value_name("FORMAT")
                    .value_parser(["text", "json", "markdown"]),
            ),
        )
}

/// What to say of arguments that are not understood, in the language of the run.
fn stop(error: &clap::Error, words: &Words) -> Stop {
    use clap::error::{ContextKind, ContextValue};
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Stop::Help(error.to_string());
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let valid = context(ContextKind::ValidValue);
    let mut message = match error.kind() {
        ErrorKind::UnknownArgument => {
            words.fill("cli-unknown-argument", &[("argument", &argument)])
        }
        ErrorKind::InvalidSubcommand => words
            .fill("cli-unknown-command", &[("command", &context(ContextKind::InvalidSubcommand))]),
        ErrorKind::InvalidValue if value.is_empty() => {
            words.fill("cli-value-missing", &[("argument", &argument)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words.fill("cli-invalid-value", &[("argument", &argument), ("value", &value)])
        }
        ErrorKind::MissingRequiredArgument => {
            words.fill("cli-required", &[("argument", &argument)])
        }
        _ => words.fill(
            "cli-wrong-usage",
            &[("error", &error.to_string().lines().next().unwrap_or_default())],
        ),
    };
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .map(context)
            .concat();
    if !valid.is_empty() {
        message.push_str(&words.fill("cli-valid-values", &[("values", &valid)]));
    }
    if !suggestion.is_empty() {
        message.push_str(&words.fill("cli-suggestion", &[("name", &suggestion)]));
    }
    message.push('\n');
    message.push_str(words.get("cli-see-help"));
    Stop::Usage(message)
}

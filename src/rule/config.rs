//! `lint.toml`: levels, and levels for some files.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::{Lang, catalog::Catalog, level::Levels, parse::problem, said::said};
use crate::{
    diagnostic::{Diagnostic, Level},
    source::Span,
};

/// A configuration file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    lang: Option<Lang>,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, Level>,
    #[serde(default, rename = "override")]
    overrides: Vec<RawOverride>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverride {
    files: Vec<Spanned<String>>,
    levels: BTreeMap<Spanned<String>, Level>,
}

/// A checked configuration.
#[derive(Debug, Default)]
pub struct Config {
    /// The language to print in.
    pub lang: Option<Lang>,
    /// Levels for all files.
    pub levels: Levels,
    /// Levels for some files, in order.
    pub overrides: Vec<Override>,
}

/// Levels for the files that match.
#[derive(Debug)]
pub struct Override {
    /// Globs as in `.gitignore`, relative to the folder of the configuration file.
    pub files: Vec<String>,
    /// What holds for them.
    pub levels: Levels,
}

/// Parses a configuration file against the known rules.
pub fn parse(text: &str, catalog: &Catalog) -> (Config, Vec<Diagnostic<'static>>) {
    let raw: Raw = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            let span = error.span().unwrap_or_default();
            return (
                Config::default(),
                vec![problem(Span::new(span.start, span.end), said(error.message()))],
            );
        }
    };
    let mut problems = Vec::new();
    let levels = levels(raw.levels, catalog, &mut problems);
    let overrides = raw.overrides.into_iter().map(|raw| Override {
        files: globs(raw.files, &mut problems),
        levels: self::levels(raw.levels, catalog, &mut problems),
    });
    let overrides = overrides.collect();
    (Config { lang: raw.lang, levels, overrides }, problems)
}

fn levels(
    raw: BTreeMap<Spanned<String>, Level>,
    catalog: &Catalog,
    problems: &mut Vec<Diagnostic<'static>>,
) -> Levels {
    let mut levels = Levels::default();
    for (name, level) in raw {
        let span = Span::new(name.span().start, name.span().end);
        let name = name.into_inner();
        if !catalog.knows(&name) {
            problems.push(problem(span, unknown(&name, catalog)));
        }
        levels.push(name, level);
    }
    levels
}

fn globs(raw: Vec<Spanned<String>>, problems: &mut Vec<Diagnostic<'static>>) -> Vec<String> {
    let valid = |glob: &Spanned<String>| {
        let mut builder = ignore::overrides::OverrideBuilder::new("");
        builder
            .add(glob.get_ref())
            .err()
            .map(|error| (Span::new(glob.span().start, glob.span().end), error.to_string()))
    };
    problems.extend(raw.iter().filter_map(valid).map(|(span, message)| problem(span, message)));
    raw.into_iter().map(Spanned::into_inner).collect()
}

/// What to say of a rule or group that does not exist.
pub fn unknown(name: &str, catalog: &Catalog) -> String {
    match catalog.nearest(name) {
        Some(near) => format!(
            "没有规则或规则组 `{name}`，是否要用 `{near}`？ (unknown rule or group; did you mean `{near}`?)"
        ),
        None => format!("没有规则或规则组 `{name}` (unknown rule or group)"),
    }
}

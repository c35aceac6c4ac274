//! What holds for a file: `lint.toml` upwards from it, the command line over it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use ignore::overrides::{Override as Globs, OverrideBuilder};

use super::args::Check;
use crate::{
    diagnostic::{Diagnostic, Level},
    emit::Note,
    rule::{
        Lang, Rule,
        catalog::Catalog,
        config::{self, Config},
        level::{Levels, resolve},
    },
    source::Source,
};

/// The name of a configuration file.
const NAME: &str = "lint.toml";

/// A configuration file with its globs ready.
struct Loaded {
    config: Config,
    globs: Vec<Globs>,
}

/// All configuration files that matter to a run, read once.
pub(super) struct Settings<'a> {
    command_line: &'a Levels,
    loaded: Vec<Loaded>,
    /// By folder: the file that holds for what is in it.
    by_folder: HashMap<PathBuf, Option<usize>>,
    /// `--config`.
    fixed: Option<usize>,
    none: bool,
}

/// A configuration file with something wrong in it.
pub(super) struct Broken {
    pub(super) source: Source,
    pub(super) problems: Vec<Diagnostic<'static>>,
}

impl Broken {
    /// What is wrong, a line each.
    pub(super) fn notes(&self) -> Vec<Note> {
        let path = self.source.name();
        let note =
            |problem: &Diagnostic| Note { path: path.to_owned(), reason: problem.message.clone() };
        self.problems.iter().map(note).collect()
    }
}

impl<'a> Settings<'a> {
    /// Reads `--config`, or what is found upwards from each folder.
    pub(super) fn load<'p>(
        check: &'a Check,
        folders: impl Iterator<Item = &'p Path>,
        catalog: &Catalog,
        broken: &mut Vec<Broken>,
    ) -> anyhow::Result<Self> {
        let mut settings = Self {
            command_line: &check.levels,
            loaded: Vec::new(),
            by_folder: HashMap::new(),
            fixed: None,
            none: check.no_config,
        };
        if let Some(path) = &check.config {
            let text = std::fs::read(path)
                .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
            settings.fixed = Some(settings.add(path, text, catalog, broken));
        } else if !check.no_config {
            for folder in folders {
                settings.discover(folder, catalog, broken);
            }
        }
        Ok(settings)
    }

    fn discover(&mut self, folder: &Path, catalog: &Catalog, broken: &mut Vec<Broken>) {
        if self.by_folder.contains_key(folder) {
            return;
        }
        // That of a bare file name is empty.
        let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let absolute = std::path::absolute(named).unwrap_or_else(|_| folder.to_owned());
        let mut found = None;
        for above in absolute.ancestors() {
            let path = above.join(NAME);
            if let Some(known) = self.by_folder.get(above) {
                found = *known;
                break;
            }
            if let Ok(bytes) = std::fs::read(&path) {
                found = Some(self.add(&path, bytes, catalog, broken));
                self.by_folder.insert(above.to_owned(), found);
                break;
            }
        }
        self.by_folder.insert(absolute, found);
        self.by_folder.insert(folder.to_owned(), found);
    }

    fn add(
        &mut self,
        path: &Path,
        bytes: Vec<u8>,
        catalog: &Catalog,
        broken: &mut Vec<Broken>,
    ) -> usize {
        let source = Source::new(path.display().to_string(), bytes);
        let (config, problems) = config::parse(source.text(), catalog);
        if !problems.is_empty() {
            broken.push(Broken { source, problems });
        }
        let root =
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let globs = config.overrides.iter().map(|one| globs(&root, &one.files)).collect();
        self.loaded.push(Loaded { config, globs });
        self.loaded.len() - 1
    }

    fn of(&self, path: &Path) -> Option<&Loaded> {
        if self.none {
            return None;
        }
        let folder =
            || path.parent().and_then(|folder| self.by_folder.get(folder)).copied().flatten();
        self.fixed.or_else(folder).map(|index| &self.loaded[index])
    }

    /// The language that the configuration of the first input asks for.
    pub(super) fn lang(&self) -> Option<Lang> {
        self.loaded.first().and_then(|loaded| loaded.config.lang)
    }

    /// What is said of levels for a file, weakest first.
    pub(super) fn layers(&self, path: &Path) -> Vec<&Levels> {
        let mut layers = Vec::new();
        if let Some(loaded) = self.of(path) {
            layers.push(&loaded.config.levels);
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let matching = loaded.config.overrides.iter().zip(&loaded.globs);
            layers.extend(
                matching
                    .filter(|(_, globs)| globs.matched(&absolute, false).is_whitelist())
                    .map(|(one, _)| &one.levels),
            );
        }
        layers.push(self.command_line);
        layers
    }
}

/// Patterns as in `.gitignore`, relative to a folder.
fn globs(root: &Path, patterns: &[String]) -> Globs {
    let mut builder = OverrideBuilder::new(root);
    for pattern in patterns {
        // An invalid pattern was reported when the file was parsed.
        let _ = builder.add(pattern);
    }
    builder.build().unwrap_or_else(|_| Globs::empty())
}

/// The level of a rule under these layers, and whether any of them speaks of it.
pub(super) fn level(rule: &Rule, layers: &[&Levels]) -> (Level, bool) {
    match resolve(rule, layers) {
        Some(level) => (level, true),
        None => (rule.level(), false),
    }
}

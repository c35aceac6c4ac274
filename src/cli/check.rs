//! `nianbao check`: reads, lints and prints, file after file, on every core.

use std::{
    collections::BTreeMap,
    io::IsTerminal as _,
    mem::ManuallyDrop,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    Status,
    annotate::{self, Plan},
    args::{Check, Color, Common},
    beside,
    draft::{self, Unread},
    files::{self, Input},
    office::Office,
    settings::{self, Broken, Settings},
    sink::{self, Sink, Target},
    tables::Tables,
};
use crate::{
    diagnostic::Diagnostic,
    document::Document,
    emit::{self, End, FileReport, Format, Note, Page, ReportInfo, RuleInfo, Style, Summary, word},
    engine,
    form::Forms,
    read::{self, Loaded, docx::place::Places},
    rule::{Lang, Rule, Words, catalog::Catalog, config},
    source::{Source, Span},
};

/// How many files each core has in hand before their findings are printed.
const BATCH: usize = 32;

/// What came of one input.
enum Done<'a> {
    Linted(Box<Printed<'a>>),
    Skipped(Note),
    Failed(Note),
}

/// A report's findings as bytes, one page for each output, and what the summary needs.
struct Printed<'a> {
    pages: Vec<Page>,
    summary: Summary<'a>,
    /// The annotated copy, or why there is none.
    copy: Option<Result<PathBuf, Note>>,
}

/// Runs `check`.
pub(super) fn run(check: &Check, common: &Common, words: &Words) -> anyhow::Result<Status> {
    let mut broken = Vec::new();
    let mut catalog = load_rules(check, words.lang(), &mut broken)?;
    for (name, _) in check.levels.iter() {
        if !catalog.knows(name) {
            anyhow::bail!("{}", config::unknown(name, &catalog));
        }
    }
    let mut failed = Vec::new();
    let mut inputs = files::list(check, words, &mut failed)?;
    let skipped = annotate::set_apart(&mut inputs, words);
    let folders = inputs.iter().filter_map(|input| input.path.parent());
    let settings = Settings::load(check, folders, &catalog, &mut broken)?;
    let own = settings
        .lang()
        .filter(|lang| common.lang.is_none() && *lang != words.lang())
        .map(Words::new);
    if let Some(own) = &own {
        catalog = load_rules(check, own.lang(), &mut Vec::new())?;
    }
    // They last as long as the program: to take them apart would be time for nothing.
    let (catalog, forms) = (ManuallyDrop::new(catalog), ManuallyDrop::new(Forms::builtin()));
    let words = own.as_ref().unwrap_or(words);
    let rules = describe(&catalog, words);
    let style = Style { words, rules: &rules, color: color(common.color), width: width() };
    let targets = sink::targets(check, style);
    let (catalog, forms) = (&*catalog, &*forms);
    let plan =
        check.annotate.as_deref().map(|folder| Plan::new(folder, &inputs, words)).transpose()?;
    let office = Office::default();
    if check.tables.is_some() && inputs.len() != 1 {
        anyhow::bail!("{}", words.get("cli-tables-one"));
    }
    let tables = check.tables.as_ref().and_then(|path| {
        let note = |reason| Note { path: path.display().to_string(), reason };
        Tables::read(path, words).map_err(|reason| failed.push(note(reason))).ok()
    });
    let session = Session { check, settings, catalog, forms, office, tables, style, targets, plan };
    if let Some(jobs) = check.jobs.filter(|_| inputs.len() > 1) {
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global()?;
    }
    session.print(&inputs, failed, skipped, &broken, common.quiet)
}

/// The built-in rules in one language, and those of the folders given.
fn load_rules(check: &Check, lang: Lang, broken: &mut Vec<Broken>) -> anyhow::Result<Catalog> {
    let mut catalog = Catalog::lean(lang);
    for folder in &check.rules {
        add_rules(folder, &mut catalog, broken)?;
    }
    Ok(catalog)
}

/// What every file of a run shares.
struct Session<'a> {
    check: &'a Check,
    settings: Settings<'a>,
    catalog: &'a Catalog,
    forms: &'a Forms,
    office: Office,
    /// `--tables`.
    tables: Option<Tables>,
    style: Style<'a>,
    targets: Vec<Target<'a>>,
    plan: Option<Plan>,
}

impl<'a> Session<'a> {
    fn print(
        &self,
        inputs: &[Input],
        mut failed: Vec<Note>,
        mut skipped: Vec<Note>,
        broken: &[Broken],
        quiet: bool,
    ) -> anyhow::Result<Status> {
        let mut sinks = Sink::open(&self.targets, &self.check.outputs)?;
        let mut summary = Summary::default();
        let mut copies = Vec::new();
        self.complain(broken);
        let threads = if inputs.len() > 1 { rayon::current_num_threads() } else { 1 };
        for batch in inputs.chunks(BATCH * threads) {
            draft::convert_ahead(batch, &self.office);
            let done: Vec<Done> = if batch.len() > 1 {
                batch.par_iter().flat_map_iter(|input| self.lint(input)).collect()
            } else {
                batch.iter().flat_map(|input| self.lint(input)).collect()
            };
            for done in done {
                match done {
                    Done::Linted(printed) => {
                        for (sink, page) in sinks.iter_mut().zip(printed.pages) {
                            sink.page(page)?;
                        }
                        summary.join(&printed.summary);
                        match printed.copy {
                            Some(Ok(path)) => copies.push(path),
                            Some(Err(note)) => failed.push(note),
                            None => {}
                        }
                    }
                    Done::Skipped(note) => skipped.push(note),
                    Done::Failed(note) => failed.push(note),
                }
            }
        }
        if summary.files == 0 && failed.is_empty() {
            let reason = self.style.words.get("cli-no-reports").to_owned();
            let asked = self.check.paths.iter().map(|path| path.display().to_string());
            failed.push(Note { path: asked.collect::<Vec<_>>().join(" "), reason });
        }
        let broken: Vec<Note> = broken.iter().flat_map(Broken::notes).collect();
        let end = End { summary: &summary, skipped: &skipped, failed: &failed, broken: &broken };
        sinks.iter_mut().try_for_each(|sink| sink.end(&end, quiet))?;
        drop(sinks);
        self.report_failures(&failed, quiet);
        for path in copies.iter().filter(|_| !quiet) {
            let said = self.style.words.fill("annotate-written", &[("path", &path.display())]);
            super::complain(&said);
        }
        if matches!(self.check.format, Format::Short | Format::Github) && !quiet {
            summary.through(self.style.words).iter().for_each(|line| super::complain(line));
        }
        self.print_statistics(&summary)?;
        Ok(if !failed.is_empty() || !broken.is_empty() {
            Status::Failed
        } else if summary.errors > 0 && !self.check.exit_zero {
            Status::Findings
        } else {
            Status::Clean
        })
    }

    /// Names what failed on standard error, where the output does not.
    fn report_failures(&self, failed: &[Note], quiet: bool) {
        let named = match self.check.format {
            Format::Human => !quiet,
            Format::Short | Format::Github => true,
            Format::Json | Format::Jsonl | Format::Sarif => false,
        };
        for note in failed.iter().filter(|_| !named) {
            super::complain(&format!("{}: {}", note.path, note.reason));
        }
    }

    /// Prints `--statistics`: to standard error where the output is for a program.
    fn print_statistics(&self, summary: &Summary) -> anyhow::Result<()> {
        if !self.check.statistics {
            return Ok(());
        }
        let mut bytes = Vec::new();
        emit::statistics(&self.style, summary, &mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        match self.check.format {
            Format::Human | Format::Short | Format::Github => super::print(&text)?,
            Format::Json | Format::Jsonl | Format::Sarif => super::complain(&text),
        }
        Ok(())
    }

    /// Prints what is wrong in files of settings and rules, to standard error.
    fn complain(&self, broken: &[Broken]) {
        for Broken { source, problems } in broken {
            let report = FileReport {
                source: Source::new(source.name(), source.text()),
                format: "toml",
                info: ReportInfo::default(),
                diagnostics: problems.clone(),
                unchecked: Vec::new(),
                checked: 0,
                places: BTreeMap::new(),
            };
            let style =
                Style { color: self.style.color && std::io::stderr().is_terminal(), ..self.style };
            let page = emit::page(Format::Human, &style, &report);
            super::complain(&String::from_utf8_lossy(&page.bytes));
        }
    }

    /// What came of an input, and of the tables beside it.
    fn lint(&self, input: &Input) -> Vec<Done<'a>> {
        self.linted(input).unwrap_or_else(|done| vec![done])
    }

    fn linted(&self, input: &Input) -> Result<Vec<Done<'a>>, Done<'a>> {
        let words = self.style.words;
        let note = |reason: String| Note { path: input.name(), reason };
        if files::is_lock(&input.path) {
            return Err(Done::Skipped(note(words.get("cli-lock-file").to_owned())));
        }
        let draft = draft::read(input, &self.office, words).map_err(|unread| match unread {
            Unread::Foreign(reason) if !input.named => Done::Skipped(note(reason)),
            Unread::Foreign(reason) | Unread::Failed(reason) => Done::Failed(note(reason)),
        })?;
        let format = draft.format;
        // What is annotated again loses our comments first; nothing else of it changes.
        let bytes = match self.plan.as_ref().map(|_| word::strip(&draft.bytes)) {
            Some(Ok(Some((stripped, _)))) if format == read::Format::Docx => stripped,
            _ => draft.bytes,
        };
        let original = self.plan.as_ref().map(|_| bytes.clone()).unwrap_or_default();
        let mut loaded = read::load(&input.name(), bytes, format, self.forms, self.check.year)
            .map_err(|refusal| Done::Failed(note(words.get(refusal.key()).to_owned())))?;
        loaded.document.ending.cut |= draft.cut;
        if !input.named && !loaded.document.profile.is_report {
            return Err(Done::Skipped(note(words.get("cli-not-a-report").to_owned())));
        }
        let year = self.check.year;
        let tables = self.tables.as_ref();
        let tables =
            tables.map(|tables| (tables, beside::take(tables, &mut loaded, self.forms, year)));
        let (source, document) = (&loaded.source, &loaded.document);
        let layers = self.settings.layers(&input.path);
        let level = |rule: &Rule| settings::level(rule, &layers);
        let identify = self.targets.iter().any(|target| target.format.identifies());
        let what = engine::Input { source, document, format, year, identify };
        let outcome = engine::lint(&what, self.catalog.rules(), self.forms, words, &level);
        let info = ReportInfo { through: draft.through, ..self.info(document) };
        let mut report = FileReport {
            places: self.places(&loaded, &outcome.diagnostics),
            source: loaded.source,
            format: format.name(),
            info,
            diagnostics: outcome.diagnostics,
            unchecked: outcome.unchecked,
            checked: outcome.checked,
        };
        let aside = tables.map(|(tables, taken)| {
            let note = |key| Note { path: tables.name.clone(), reason: words.get(key).to_owned() };
            match taken {
                Some(true) => linted(self.printed(&beside::apart(tables, &mut report, words))),
                Some(false) => Done::Skipped(note("cli-tables-there")),
                None => Done::Failed(note("cli-tables-none")),
            }
        });
        let mut printed = self.printed(&report);
        // What LibreOffice made of an old draft is not the draft; of standard input it was said before.
        let own = format == read::Format::Docx && draft.through.is_none() && !input.is_stdin();
        printed.copy = self.plan.as_ref().filter(|_| own).map(|plan| {
            plan.write(input, &original, loaded.docx.as_ref(), &report, words).map_err(note)
        });
        Ok(std::iter::once(linted(printed)).chain(aside).collect())
    }

    fn printed(&self, report: &FileReport<'a>) -> Printed<'a> {
        let pages = self.targets.iter();
        let pages = pages.map(|target| emit::page(target.format, &target.style, report));
        let mut summary = Summary::default();
        summary.add(report);
        Printed { pages: pages.collect(), summary, copy: None }
    }

    /// Where the labels of findings stand, as a person would say it.
    fn places(&self, loaded: &Loaded, diagnostics: &[Diagnostic]) -> BTreeMap<Span, String> {
        let (source, words) = (&loaded.source, self.style.words);
        let labels = || diagnostics.iter().flat_map(Diagnostic::labels);
        let beside =
            self.tables.iter().flat_map(|tables| beside::places(tables, source, labels(), words));
        let mut said: BTreeMap<Span, String> = beside.collect();
        let Some(docx) = &loaded.docx else { return said };
        let places = Places::new(docx, source, &loaded.document, self.forms);
        let own = labels().filter(|label| !source.is_beside(label.span));
        said.extend(
            own.filter_map(|label| Some((label.span, emit::place(words, &places.of(label.span))?))),
        );
        said
    }

    fn info(&self, document: &Document) -> ReportInfo {
        let profile = &document.profile;
        let sure = self.check.year.or(profile.sure_year());
        let issuer = profile.issuer.as_ref();
        ReportInfo {
            year: self.check.year.or(profile.year.map(|year| year.value)),
            form: sure.map(|year| self.forms.due(year).id.clone()),
            layout: profile.layout.clone(),
            issuer: issuer.map(|issuer| issuer.name.clone()),
            issuer_kind: issuer.and_then(|issuer| issuer.kind).map(|kind| kind.name().to_owned()),
            completeness: if document.ending.cut { "cut" } else { "whole" },
            through: None,
        }
    }
}

fn linted(printed: Printed) -> Done {
    Done::Linted(Box::new(printed))
}

/// What the formats say of the rules.
fn describe<'a>(catalog: &'a Catalog, words: &Words) -> Vec<RuleInfo<'a>> {
    let describe = |rule: &'a Rule| {
        let own = rule.words(words.lang());
        RuleInfo {
            id: rule.id(),
            group: rule.group(),
            level: rule.level(),
            title: &own.title,
            explain: &own.explain,
            basis: rule.basis(),
        }
    };
    catalog.rules().iter().map(describe).collect()
}

/// Adds the rule files of a user's folder.
fn add_rules(folder: &Path, catalog: &mut Catalog, broken: &mut Vec<Broken>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    for path in paths {
        let bytes =
            std::fs::read(&path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let source = Source::new(path.display().to_string(), bytes);
        let id =
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let problems = catalog.add(&id, source.text());
        if !problems.is_empty() {
            broken.push(Broken { source, problems });
        }
    }
    Ok(())
}

/// Whether to print in colour: as asked, else on a terminal unless `NO_COLOR` is set.
fn color(asked: Color) -> bool {
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !no_color && std::io::stdout().is_terminal()
        }
    }
}

/// The columns of the terminal, or 100 where there is none.
fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    stated.or_else(terminal).filter(|&columns| columns >= 20).unwrap_or(100)
}

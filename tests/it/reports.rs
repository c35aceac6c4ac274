//! Whole reports: what the program says of each stands beside it, for a person to read.
//!
//! `UPDATE=1 cargo test` writes the files anew; read the difference before you commit it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use nianbao::{
    emit::{self, FileReport, Format, ReportInfo, Style},
    engine::{self, Input},
    form::Forms,
    read,
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::Source,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The reports of the project's own, in order.
pub(crate) fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("tests/reports")).unwrap() {
        let folder = entry.unwrap().path();
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            if file.file_stem().is_some_and(|stem| stem == "report") {
                found.push(file);
            }
        }
    }
    found.sort();
    found
}

/// What `nianbao check` prints of a file, under the name given.
pub(crate) fn human(path: &Path, name: &str) -> String {
    let (catalog, forms, words) = (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh));
    let source = Source::new(name, fs::read(path).unwrap());
    let format = read::Format::of(name).unwrap();
    let (source, document) = read::read(source, format, &forms, None);
    let input = Input { source: &source, document: &document, format, year: None, identify: true };
    let outcome =
        engine::lint(&input, catalog.rules(), &forms, &words, &|rule: &Rule| (rule.level(), false));
    let report = FileReport {
        source,
        format: format.name(),
        info: ReportInfo::default(),
        diagnostics: outcome.diagnostics,
        unchecked: outcome.unchecked,
        checked: outcome.checked,
        places: std::collections::BTreeMap::new(),
    };
    let style = Style { words: &words, rules: &[], color: false, width: 100 };
    let out = emit::page(Format::Human, &style, &report).bytes;
    String::from_utf8(out).unwrap()
}

/// Compares with the file beside the report, or writes it.
fn compare(actual: &str, expected: &Path, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(expected.parent().unwrap()).unwrap();
        fs::write(expected, actual).unwrap();
    } else if fs::read_to_string(expected).unwrap_or_default() != actual {
        wrong.push(format!("{}:\n{actual}", expected.display()));
    }
}

#[test]
fn the_projects_reports_are_judged_as_written_beside_them() {
    let mut wrong = Vec::new();
    let reports = fixtures();
    assert!(!reports.is_empty());
    for path in reports {
        let name = path.file_name().unwrap().to_str().unwrap();
        compare(&human(&path, name), &path.with_file_name("expected.out"), &mut wrong);
    }
    assert!(wrong.is_empty(), "UPDATE=1 cargo test writes them anew\n{}", wrong.join("\n"));
}

#[test]
fn the_seed_reports_are_judged_as_written() {
    let seeds = root().join("../shared/reports/seeds");
    if !seeds.is_dir() {
        println!("skipped: ../shared is absent");
        return;
    }
    let mut wrong = Vec::new();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let stem = path.file_stem().unwrap().to_str().unwrap()[..3].to_owned();
        let expected = root().join(format!("tests/seeds/{stem}.out"));
        compare(&human(&path, &format!("{stem}.txt")), &expected, &mut wrong);
    }
    assert!(wrong.is_empty(), "UPDATE=1 cargo test writes them anew\n{}", wrong.join("\n"));
}

#[test]
fn the_published_page_is_judged_as_written() {
    let page = root().join("../shared/reports/real/shanghai-office-2019.html");
    if !page.is_file() {
        println!("skipped: ../shared is absent");
        return;
    }
    let mut wrong = Vec::new();
    let expected = root().join("tests/seeds/shanghai-office-2019.out");
    compare(&human(&page, "shanghai-office-2019.html"), &expected, &mut wrong);
    assert!(wrong.is_empty(), "UPDATE=1 cargo test writes it anew\n{}", wrong.join("\n"));
}

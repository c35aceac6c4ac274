//! How long each step of the pipeline takes: `cargo bench`.

use std::{fs, hint::black_box, path::Path};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
#[path = "../tests/word/mod.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod word;

use nianbao::{
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::{Source, decode},
};

use word::{Cell, Habit, Word};

/// The project's reports, name and bytes.
fn reports() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the fixtures are there") {
        let folder = entry.expect("the folder can be read").path();
        for name in ["report.txt", "report.md", "report.html"] {
            if let Ok(bytes) = fs::read(folder.join(name)) {
                found.push((name.to_owned(), bytes));
            }
        }
    }
    found.sort();
    found
}

struct Shared {
    catalog: Catalog,
    forms: Forms,
    words: Words,
}

impl Shared {
    fn lint(&self, name: &str, bytes: Vec<u8>) -> usize {
        let format = Format::of(name).unwrap_or(Format::Text);
        let loaded = read::load(name, bytes, format, &self.forms, None);
        let loaded = loaded.expect("the fixtures are whole");
        let (source, document) = (&loaded.source, &loaded.document);
        let input = Input { source, document, format, year: None, identify: true };
        let level = |rule: &Rule| (rule.level(), false);
        engine::lint(&input, self.catalog.rules(), &self.forms, &self.words, &level)
            .diagnostics
            .len()
    }
}

fn longest(reports: &[(String, Vec<u8>)]) -> &(String, Vec<u8>) {
    reports.iter().max_by_key(|(_, bytes)| bytes.len()).expect("there are fixtures")
}

/// The steps of the longest of these.
fn one(criterion: &mut Criterion, group: &str, shared: &Shared, reports: &[(String, Vec<u8>)]) {
    let (name, bytes) = longest(reports);
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("decode", |bench| bench.iter(|| decode::decode(black_box(bytes))));
    let format = Format::of(name).unwrap_or(Format::Text);
    group.bench_function("read", |bench| {
        bench.iter_batched(
            || Source::new(name.as_str(), bytes.clone()),
            |source| read::read(black_box(source), format, &shared.forms, None),
            BatchSize::SmallInput,
        );
    });
    group
        .bench_function("lint", |bench| bench.iter(|| shared.lint(name, black_box(bytes.clone()))));
    group.finish();
}

fn pipeline(criterion: &mut Criterion) {
    let shared = Shared {
        catalog: Catalog::builtin(),
        forms: Forms::builtin(),
        words: Words::new(Lang::Zh),
    };
    let (pages, reports): (Vec<_>, Vec<_>) =
        reports().into_iter().partition(|(name, _)| Format::of(name) == Some(Format::Html));
    one(criterion, "one report", &shared, &reports);
    one(criterion, "one page", &shared, &pages);
    let (name, bytes) = longest(&reports);
    coats(criterion, &shared, &Source::new(name.as_str(), bytes.clone()));
    let all: u64 = reports.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let mut group = criterion.benchmark_group("many");
    group.throughput(Throughput::Bytes(all));
    group.bench_function("folder", |bench| {
        bench.iter(|| {
            reports.iter().map(|(name, bytes)| shared.lint(name, bytes.clone())).sum::<usize>()
        });
    });
    group.finish();
    criterion.bench_function("start: rules, forms, words", |bench| {
        bench.iter(|| (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh)));
    });
}

/// The same report as text and as Word documents, by byte of its readable text.
fn coats(criterion: &mut Criterion, shared: &Shared, source: &Source) {
    let mut group = criterion.benchmark_group("one report in many coats");
    let text: String = source.text().lines().map(|line| line.replace(" | ", "\t") + "\n").collect();
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("text", |bench| {
        bench.iter(|| shared.lint("a.txt", black_box(text.clone().into_bytes())));
    });
    for (name, habit) in [("word", Habit::Clean), ("word, office", Habit::Office)] {
        let file = dressed(&text, habit);
        group.bench_function(name, |bench| {
            bench.iter(|| shared.lint("a.docx", black_box(file.clone())));
        });
    }
    group.finish();
}

/// A text as a Word document, its lines with tabs as tables.
fn dressed(text: &str, habit: Habit) -> Vec<u8> {
    let mut word = Word::new(habit);
    let lines: Vec<&str> = text.lines().collect();
    for part in lines.chunk_by(|one, other| one.contains('\t') == other.contains('\t')) {
        if part[0].contains('\t') {
            let rows = part.iter().map(|line| line.split('\t').map(Cell::new).collect());
            word.table(&rows.collect::<Vec<_>>());
        } else {
            for line in part {
                word.paragraph(line);
            }
        }
    }
    word.finish()
}

criterion_group!(benches, pipeline);
criterion_main!(benches);

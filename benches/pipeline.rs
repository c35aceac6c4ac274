//! How long each step of the pipeline takes: `cargo bench`.

use std::{fs, hint::black_box, path::Path};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use nianbao::{
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::{Source, decode},
};

/// The project's reports, name and bytes.
fn reports() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the fixtures are there") {
        let folder = entry.expect("the folder can be read").path();
        for name in ["report.txt", "report.md"] {
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
        let source = Source::new(name, bytes);
        let format = Format::of(name).unwrap_or(Format::Text);
        let (source, document) = read::read(source, format, &self.forms, None);
        let input = Input { source: &source, document: &document, format, year: None };
        let level = |rule: &Rule| (rule.level(), false);
        engine::lint(&input, self.catalog.rules(), &self.forms, &self.words, &level)
            .diagnostics
            .len()
    }
}

fn pipeline(criterion: &mut Criterion) {
    let shared = Shared {
        catalog: Catalog::builtin(),
        forms: Forms::builtin(),
        words: Words::new(Lang::Zh),
    };
    let reports = reports();
    let (name, bytes) =
        reports.iter().max_by_key(|(_, bytes)| bytes.len()).expect("there are fixtures");
    let mut group = criterion.benchmark_group("one report");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("decode", |bench| bench.iter(|| decode::decode(black_box(bytes.clone()))));
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

criterion_group!(benches, pipeline);
criterion_main!(benches);

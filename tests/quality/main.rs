//! How well the linter finds known faults, where it puts them, and how often it cries wolf.
//!
//! `cargo test --test quality` prints the tables; `QUALITY_N=50` asks for more reports of each kind,
//! `QUALITY_SEED=7` for other ones, `QUALITY_DUMP=folder` keeps what failed;
//! `-- --write folder` writes one right report for each form and layout instead.
#![allow(clippy::print_stdout, reason = "the tables are for a person")]

mod cases;
mod generate;
mod lint;
mod measure;
mod sums;
mod verdict;
#[path = "../word/mod.rs"]
mod word;

use std::path::Path;
use std::process::ExitCode;

use generate::rng::Rng;
use generate::{Form, Layout};
use verdict::Verdict;

/// At least this share of the faults has to be found, in per cent.
const FOUND: f64 = 98.0;
/// Over the texts of `../shared/reports/cases` precision and recall have to reach this, in per cent.
const CASES: f64 = 95.0;
/// At least this share of them has to be found at the right place.
const PLACED: f64 = 98.0;
/// At most this share of right reports and of other texts may have a finding.
const NOISY: f64 = 1.0;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--write") {
        return write(&arguments.next().unwrap_or_else(|| "reports".to_owned()));
    }
    let mut verdict = Verdict::default();
    measure::faults(&mut verdict);
    measure::right(&mut verdict);
    measure::others(&mut verdict);
    cases::measure(&mut verdict);
    verdict.close()
}

/// One right report for each form and layout.
fn write(folder: &str) -> ExitCode {
    let folder = Path::new(folder);
    if let Err(error) = std::fs::create_dir_all(folder) {
        println!("{}: {error}", folder.display());
        return ExitCode::from(2);
    }
    for (i, form) in Form::ALL.into_iter().enumerate() {
        for (j, layout) in Layout::ALL.into_iter().enumerate() {
            let mut rng = Rng::new(measure::setting("QUALITY_SEED", 1), (i * 100 + j) as u64);
            let report = generate::report(&mut rng, form, layout);
            let path = folder.join(report.name);
            if let Err(error) =
                std::fs::write(&path, report.file.unwrap_or(report.text.into_bytes()))
            {
                println!("{}: {error}", path.display());
                return ExitCode::from(2);
            }
            println!("{}", path.display());
        }
    }
    ExitCode::SUCCESS
}

//! What passed, what failed, and the texts that failed.

use std::path::PathBuf;
use std::process::ExitCode;

/// Counts checks; keeps failing texts where `QUALITY_DUMP` names a folder.
pub(crate) struct Verdict {
    passed: usize,
    failed: usize,
    skipped: usize,
    dump: Option<PathBuf>,
}

impl Default for Verdict {
    fn default() -> Self {
        let dump = std::env::var_os("QUALITY_DUMP").map(PathBuf::from);
        Self { passed: 0, failed: 0, skipped: 0, dump }
    }
}

impl Verdict {
    /// Counts one check; gives the word for the table.
    pub(crate) fn check(&mut self, holds: bool) -> &'static str {
        if holds {
            self.passed += 1;
            "ok"
        } else {
            self.failed += 1;
            "FAILED"
        }
    }

    /// Counts what no rule is there for; gives the word for the table.
    pub(crate) fn skip(&mut self) -> &'static str {
        self.skipped += 1;
        "no rule"
    }

    /// Keeps a text, with what was expected of it in a file beside it.
    pub(crate) fn keep(&self, name: &str, text: &str, note: &str) {
        let Some(folder) = &self.dump else { return };
        // What is kept is the readable text, which is no Word document any more.
        let name = name.replace(".docx", ".docx.txt");
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(folder.join(&name), text))
            .and_then(|()| std::fs::write(folder.join(format!("{name}.note")), note));
        if let Err(error) = written {
            println!("{}: {error}", folder.display());
        }
    }

    pub(crate) fn close(&self) -> ExitCode {
        println!(
            "\n{} passed, {} failed, {} without a rule",
            self.passed, self.failed, self.skipped
        );
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of reports are small")]
/// `part` of `whole` in per cent; all of nothing is everything.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

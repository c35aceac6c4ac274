//! The hook, run by pre-commit itself.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output},
};

use super::cli::{WRONG, folder, stderr, stdout};

/// pre-commit and where it may keep things, or a word that the test is skipped.
struct Tool {
    program: String,
    home: tempfile::TempDir,
}

impl Tool {
    fn find() -> Option<Self> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/pre-commit");
        let runs = |program: &String| {
            Command::new(program).arg("--version").output().is_ok_and(|out| out.status.success())
        };
        let found = ["pre-commit".to_owned(), own.display().to_string()].into_iter().find(runs);
        if found.is_none() {
            // Past the harness, which would keep it to itself.
            let _ = writeln!(std::io::stderr(), "skipped: pre-commit is not installed");
        }
        Some(Self { program: found?, home: tempfile::tempdir().unwrap() })
    }

    fn run(&self, folder: &Path, args: &[&str]) -> Output {
        Command::new(&self.program)
            .args(args)
            .current_dir(folder)
            .env("PRE_COMMIT_HOME", self.home.path())
            .envs(isolated())
            .output()
            .unwrap()
    }
}

/// No settings of the user's.
fn isolated() -> [(&'static str, &'static str); 3] {
    [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("NO_COLOR", "1")]
}

fn git(folder: &Path, args: &[&str]) {
    let who = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    let output = Command::new("git")
        .args(who)
        .args(args)
        .current_dir(folder)
        .envs(isolated())
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", stderr(&output));
}

/// The manifest with the program of this build, so that nothing is compiled or fetched.
fn manifest() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains("entry: nianbao check") && text.contains("language: rust"));
    let entry = format!("entry: {} check", env!("CARGO_BIN_EXE_nianbao"));
    text.replace("entry: nianbao check", &entry).replace("language: rust", "language: system")
}

fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(files);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "x"]);
    folder
}

#[test]
fn the_manifest_is_valid() {
    let Some(tool) = Tool::find() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = tool.run(root, &["validate-manifest", ".pre-commit-hooks.yaml"]);
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
}

#[test]
fn the_hook_checks_reports_and_nothing_else() {
    let Some(tool) = Tool::find() else { return };
    let hooks = repository(&[(".pre-commit-hooks.yaml", &manifest())]);
    let user = repository(&[
        ("2023/青禾镇2023年度报告.txt", WRONG),
        ("reports/a.md", WRONG),
        ("README.md", "# 说明\n"),
        ("notes.txt", WRONG),
        ("reports/b.rs", ""),
    ]);
    let hooks = hooks.path().to_str().unwrap();
    let output =
        tool.run(user.path(), &["try-repo", hooks, "nianbao", "--all-files", "--color", "never"]);
    let out = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{out}{}", stderr(&output));
    assert!(out.contains("exit code: 1"), "{out}");
    for expected in
        ["2023/青禾镇2023年度报告.txt:4:44: error[row-total-mismatch]", "reports/a.md:4:44: error["]
    {
        assert!(out.contains(expected), "{expected}: {out}");
    }
    for other in ["README.md", "notes.txt", "b.rs"] {
        assert!(!out.contains(other), "{other}: {out}");
    }
}

#[test]
fn the_hook_lets_a_right_report_pass() {
    let Some(tool) = Tool::find() else { return };
    let hooks = repository(&[(".pre-commit-hooks.yaml", &manifest())]);
    let right = WRONG.replace("| 7 |", "| 6 |");
    let user =
        repository(&[("reports/a.txt", &right), ("lint.toml", "[levels]\nall = \"warn\"\n")]);
    let hooks = hooks.path().to_str().unwrap();
    let output =
        tool.run(user.path(), &["try-repo", hooks, "nianbao", "--all-files", "--color", "never"]);
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("Passed"), "{}", stdout(&output));
}

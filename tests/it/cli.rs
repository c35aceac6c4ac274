//! The command line, run as a user runs it.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

/// A report with one wrong total.
pub(crate) const WRONG: &str = "\
青禾镇人民政府2023年政府信息公开工作年度报告
本报告统计期限自2023年1月1日起至2023年12月31日止。如有疑问，请与青禾镇党政办联系（电话：0555-5550101）。
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0 | 7 |
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
";

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(args)
        .current_dir(folder)
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

/// Checks a file, then its folder, where no other program is on the PATH: named, the file fails with `needed`; met while
/// walking, it is passed over with `passed`.
pub(crate) fn refused_without_tools(folder: &Path, file: &str, needed: &str, passed: &str) {
    let check = |path: &str| {
        Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", "--no-config", "--exit-zero", "--lang", "en", path])
            .current_dir(folder)
            .env("PATH", folder)
            .output()
            .unwrap()
    };
    let named = check(file);
    assert_eq!(status(&named), 2);
    assert!(stdout(&named).contains(needed), "{}", stdout(&named));
    let walked = check(".");
    assert_eq!(status(&walked), 0, "a kind that is not read here is passed over");
    assert!(stdout(&walked).contains(passed), "{}", stdout(&walked));
}

pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn findings_at_error_level_make_status_1() {
    let folder = folder(&[("a.txt", WRONG)]);
    let output = run(folder.path(), &["check", "--no-config", "a.txt"]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("错误[row-total-mismatch]"), "{}", stdout(&output));
    assert_eq!(status(&run(folder.path(), &["check", "--no-config", "--exit-zero", "a.txt"])), 0);
    assert_eq!(status(&run(folder.path(), &["check", "--no-config", "-A", "all", "a.txt"])), 0);
}

#[test]
fn english_and_short_say_the_same() {
    let folder = folder(&[("a.txt", WRONG)]);
    let english = run(folder.path(), &["check", "--no-config", "--lang", "en", "a.txt"]);
    assert!(stdout(&english).contains("error[row-total-mismatch]"), "{}", stdout(&english));
    let short = run(folder.path(), &["check", "--no-config", "--format", "short", "a.txt"]);
    assert!(
        stdout(&short).contains("a.txt:4:44: error[row-total-mismatch]: "),
        "{}",
        stdout(&short)
    );
}

#[test]
fn levels_go_by_command_line_then_override_then_levels() {
    let config = "[levels]\nrow-total-mismatch = \"warn\"\n\n[[override]]\nfiles = [\"drafts/**\"]\nlevels = { row-total-mismatch = \"allow\" }\n";
    let folder = folder(&[("lint.toml", config), ("a.txt", WRONG), ("drafts/b.txt", WRONG)]);
    let short = |args: &[&str]| {
        let output = run(folder.path(), &[&["check", "--format", "short"], args].concat());
        let lines: Vec<String> = stdout(&output)
            .lines()
            .filter(|line| line.contains("row-total"))
            .map(str::to_owned)
            .collect();
        lines
    };
    let by_config = short(&["a.txt", "drafts/b.txt"]);
    assert_eq!(by_config.len(), 1, "{by_config:?}");
    assert!(by_config[0].contains("warning[row-total-mismatch]"));
    assert_eq!(short(&["-D", "row-total-mismatch", "a.txt", "drafts/b.txt"]).len(), 2);
    assert!(
        short(&[
            "-A",
            "arithmetic",
            "-F",
            "row-total-mismatch",
            "-A",
            "row-total-mismatch",
            "a.txt"
        ])[0]
            .contains("error[")
    );
    assert_eq!(short(&["--no-config", "a.txt"]).len(), 1);
}

#[test]
fn a_configuration_above_the_current_folder_holds() {
    let config = "[levels]\nall = \"allow\"\n";
    let folder = folder(&[("lint.toml", config), ("sub/a.txt", WRONG)]);
    for path in ["a.txt", "./a.txt", "."] {
        let output = run(&folder.path().join("sub"), &["check", "--format", "short", path]);
        assert_eq!((status(&output), stdout(&output).as_str()), (0, ""), "{path}");
    }
}

#[test]
fn a_broken_configuration_is_shown_at_its_place_and_stops_nothing() {
    let folder =
        folder(&[("lint.toml", "[levels]\nrow-total-mismach = \"deny\"\n"), ("a.txt", WRONG)]);
    let output = run(folder.path(), &["check", "a.txt"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("row-total-mismatch"), "{}", stderr(&output));
    assert!(stderr(&output).contains("lint.toml:2:1"), "{}", stderr(&output));
    assert!(stdout(&output).contains("row-total-mismatch"), "the report is linted all the same");
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let folder = folder(&[("a.txt", WRONG)]);
    let cases: [(&[&str], &str); 4] = [
        (&["check", "-D", "row-totl-mismatch", "a.txt"], "row-total-mismatch"),
        (&["explain", "mising-contact"], "missing-contact"),
        (&["check", "--fromat", "json", "a.txt"], "--format"),
        (&["chekc"], "check"),
    ];
    for (args, expected) in cases {
        let output = run(folder.path(), args);
        assert_eq!(status(&output), 2, "{args:?}");
        assert!(stderr(&output).contains(expected), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_linted() {
    let folder = folder(&[
        ("a.txt", WRONG),
        ("b.pdf", "%PDF-1.7\n"),
        ("c.txt", ""),
        ("e.docx", "PK\u{3}\u{4}"),
    ]);
    fs::write(folder.path().join("d.txt"), [0u8, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16]).unwrap();
    let output = run(
        folder.path(),
        &["check", "--no-config", "gone.txt", "b.pdf", "c.txt", "d.txt", "e.docx", "a.txt"],
    );
    assert_eq!(status(&output), 2);
    let out = stdout(&output);
    for expected in [
        "gone.txt: 找不到文件",
        "b.pdf: ",
        "d.txt: 不是文本文件",
        "e.docx: 文件已损坏",
        "row-total-mismatch",
    ] {
        assert!(out.contains(expected), "{expected}: {out}");
    }
    assert!(!out.contains("c.txt: 找不到"), "an empty file is a report with nothing in it: {out}");
}

#[test]
fn a_folder_is_walked_and_one_without_reports_is_an_error() {
    let folder = folder(&[
        ("sub/a.txt", WRONG),
        ("notes/readme.md", "# 说明\n\n这里放草稿。\n"),
        ("empty/x.rs", ""),
        (".gitignore", "out\n"),
        ("out/b.txt", WRONG),
    ]);
    let output = run(folder.path(), &["check", "--no-config", "--format", "json", "."]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["skipped"][0]["path"], "./notes/readme.md");
    let empty = run(folder.path(), &["check", "--no-config", "empty"]);
    assert_eq!(status(&empty), 2);
    assert!(stdout(&empty).contains("没有可检查的报告"), "{}", stdout(&empty));
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "--no-config", "--format", "short", "--stdin-filename", "稿.txt", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(WRONG.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).starts_with("稿.txt:"), "{}", stdout(&output));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder(&[]);
    for index in 0..200 {
        fs::write(folder.path().join(format!("{index:03}.txt")), WRONG).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "--no-config", "."])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
}

#[test]
fn the_same_bytes_come_out_whatever_the_threads() {
    let folder = folder(&[]);
    for index in 0..150 {
        fs::write(
            folder.path().join(format!("{index:03}.txt")),
            WRONG.replace("| 7 |", &format!("| {index} |")),
        )
        .unwrap();
    }
    for format in ["human", "short", "json", "jsonl", "sarif", "github"] {
        let with = |jobs: &str| {
            run(folder.path(), &["check", "--no-config", "--format", format, "-j", jobs, "."])
                .stdout
        };
        assert_eq!(with("1"), with("4"), "{format}");
    }
}

#[test]
fn colours_come_only_when_asked_or_on_a_terminal() {
    let folder = folder(&[("a.txt", WRONG)]);
    assert!(!stdout(&run(folder.path(), &["check", "--no-config", "a.txt"])).contains('\u{1b}'));
    assert!(
        stdout(&run(folder.path(), &["check", "--no-config", "--color", "always", "a.txt"]))
            .contains('\u{1b}')
    );
}

#[test]
fn every_encoding_gives_the_same_findings() {
    let folder = folder(&[("utf8.txt", WRONG)]);
    fs::write(folder.path().join("gbk.txt"), encoding_rs::GB18030.encode(WRONG).0).unwrap();
    let wide: Vec<u8> = WRONG.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("utf16.txt"), wide).unwrap();
    let crlf = WRONG.replace('\n', "\r\n");
    fs::write(folder.path().join("crlf.txt"), format!("\u{feff}{crlf}")).unwrap();
    let places = |name: &str| {
        let output = run(folder.path(), &["check", "--no-config", "--format", "short", name]);
        stdout(&output).replace(name, "")
    };
    let expected = places("utf8.txt");
    assert!(expected.contains("row-total-mismatch"));
    for name in ["gbk.txt", "utf16.txt", "crlf.txt"] {
        assert_eq!(places(name), expected, "{name}");
    }
}

#[test]
#[cfg(unix)]
fn a_file_name_that_is_no_utf8_is_linted() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xB1\xA8\xB8\xE6.txt");
    fs::write(folder.path().join(name), WRONG).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "."]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
}

#[test]
fn explain_and_rules_speak_both_languages() {
    let folder = folder(&[]);
    let explained = stdout(&run(folder.path(), &["explain", "row-total-mismatch"]));
    assert!(explained.contains("行总计不等") && explained.contains("依据"), "{explained}");
    let listed: serde_json::Value = serde_json::from_slice(
        &run(folder.path(), &["rules", "--format", "json", "--lang", "en"]).stdout,
    )
    .unwrap();
    let rules = listed["rules"].as_array().unwrap();
    assert!(
        rules
            .iter()
            .any(|rule| rule["rule"] == "row-total-mismatch"
                && rule["title"] == "row total mismatch")
    );
    for lang in ["zh", "en"] {
        for rule in rules {
            let id = rule["rule"].as_str().unwrap();
            let page = stdout(&run(folder.path(), &["explain", id, "--lang", lang]));
            let help = if lang == "zh" { "怎样改：" } else { "How to mend: " };
            let help = page.lines().find_map(|line| line.strip_prefix(help)).unwrap();
            assert!(!help.contains('{') && !help.contains("any-"), "{id}: {help}");
        }
        let help = run(folder.path(), &["check", "--help", "--lang", lang]);
        assert_eq!(status(&help), 0);
        assert!(stdout(&help).contains("--stdin-filename"));
        assert_eq!(lang == "zh", stdout(&help).contains("选项"), "{}", stdout(&help));
    }
}

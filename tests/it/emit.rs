//! What the program writes for other programs.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

use super::cli::{WRONG, folder, run, status, stderr, stdout};

/// The official schema, with its one broken regular expression mended.
fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let text = fs::read_to_string(path).unwrap();
    let broken = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    assert!(text.contains(broken));
    serde_json::from_str(&text.replace(broken, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$")).unwrap()
}

#[track_caller]
fn valid(log: &Value) {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(10)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sarif_keeps_to_its_schema() {
    let folder = folder(&[
        ("稿 子/甲#1.txt", WRONG),
        ("稿 子/b.md", &format!("# {WRONG}")),
        ("c.txt", ""),
        ("d.pdf", "%PDF-1.7\n"),
        ("lint.toml", "[levels]\nno-such-rule = \"deny\"\n"),
    ]);
    fs::write(folder.path().join("e.txt"), encoding_rs::GB18030.encode(WRONG).0).unwrap();
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    for lang in ["zh", "en"] {
        let output = run(
            folder.path(),
            &[
                "check",
                "--lang",
                lang,
                "--format",
                "sarif",
                "稿 子",
                "c.txt",
                "d.pdf",
                "e.txt",
                "e.txt",
                "gone.txt",
                reports.to_str().unwrap(),
            ],
        );
        assert_eq!(status(&output), 2);
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        valid(&log);
        let run = &log["runs"][0];
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        let told = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
        assert_eq!(told.len(), 3, "{told:?}");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert!(results.len() > 10);
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
        let uris: Vec<&str> = run["artifacts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["location"]["uri"].as_str().unwrap())
            .collect();
        assert!(uris.contains(&"%E7%A8%BF%20%E5%AD%90/%E7%94%B2%231.txt"), "{uris:?}");
        let encodings: Vec<_> =
            run["artifacts"].as_array().unwrap().iter().map(|one| &one["encoding"]).collect();
        assert!(encodings.iter().any(|encoding| *encoding == "GB18030"));
    }
}

#[test]
fn sarif_without_findings_keeps_to_its_schema() {
    let folder = folder(&[("a.txt", WRONG)]);
    let output =
        run(folder.path(), &["check", "--no-config", "-A", "all", "--format", "sarif", "a.txt"]);
    assert_eq!(status(&output), 0);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    valid(&log);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_says_what_json_says() {
    let folder = folder(&[("a.txt", WRONG)]);
    let output = run(
        folder.path(),
        &[
            "check",
            "--no-config",
            "--format",
            "json",
            "-o",
            "sarif=a.sarif",
            "-o",
            "github=a.log",
            "a.txt",
        ],
    );
    assert_eq!(status(&output), 1);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let log = fs::read(folder.path().join("a.sarif")).unwrap();
    let log: Value = serde_json::from_slice(&log).unwrap();
    let found = json["files"][0]["diagnostics"].as_array().unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(found.len(), results.len());
    for (one, other) in found.iter().zip(results) {
        let region = &other["locations"][0]["physicalLocation"]["region"];
        assert_eq!(one["rule"], other["ruleId"]);
        assert_eq!(one["primary"]["span"]["start"]["line"], region["startLine"]);
        assert_eq!(one["primary"]["span"]["end"]["column"], region["endColumn"]);
        assert_eq!(one["primary"]["text"], region["snippet"]["text"]);
        assert_eq!(one["fingerprint"], other["partialFingerprints"]["nianbao/v1"]);
    }
    let commands = fs::read_to_string(folder.path().join("a.log")).unwrap();
    assert_eq!(commands.lines().count(), found.len());
    assert!(commands.contains("::error file=a.txt,line=4,col=44,endLine=4,endColumn=45,title=nianbao (row-total-mismatch)::"), "{commands}");
}

#[test]
fn an_output_that_cannot_be_written_or_understood_is_an_error() {
    let folder = folder(&[("a.txt", WRONG)]);
    for (output, expected) in [
        ("json=no/such/place.json", "no/such/place.json"),
        ("xml=a.xml", "xml"),
        ("json", "FORMAT=FILE"),
    ] {
        let output = run(folder.path(), &["check", "--no-config", "-o", output, "a.txt"]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn statistics_stand_behind_the_findings() {
    let folder = folder(&[("a.txt", WRONG), ("b.txt", WRONG)]);
    let output = run(
        folder.path(),
        &["check", "--no-config", "--statistics", "--lang", "en", "a.txt", "b.txt"],
    );
    let out = stdout(&output);
    let (_, statistics) = out.split_once("findings by rule:\n").unwrap();
    assert!(
        statistics.lines().any(|line| {
            line.split_whitespace().collect::<Vec<_>>()
                == ["2", "row-total-mismatch", "row", "total", "mismatch"]
        }),
        "{statistics}"
    );
    let output =
        run(folder.path(), &["check", "--no-config", "--statistics", "--format", "json", "a.txt"]);
    let _: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(stderr(&output).contains("各规则发现的问题："), "{}", stderr(&output));
}

#[test]
fn paths_come_from_a_list() {
    let folder = folder(&[
        ("年 报.txt", WRONG),
        ("b.txt", WRONG),
        ("readme.md", "# 说明\n"),
        ("lines", "年 报.txt\r\n\nreadme.md\n"),
        ("nuls", "年 报.txt\0b.txt\0"),
        ("none", ""),
    ]);
    let files = |args: &[&str], stdin: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", "--no-config", "--format", "json"])
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let files = json["files"].as_array().unwrap().iter();
        files.map(|file| file["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(files(&["--files-from", "lines"], ""), ["年 报.txt", "readme.md"]);
    assert_eq!(
        files(&["--files-from", "nuls", "readme.md"], ""),
        ["readme.md", "年 报.txt", "b.txt"]
    );
    assert_eq!(files(&["--files-from", "-"], "b.txt\n"), ["b.txt"]);
    assert_eq!(files(&["--files-from", "none"], ""), [""; 0], "an empty list is not the folder");
    let twice = run(folder.path(), &["check", "--files-from", "-", "-"]);
    assert_eq!(status(&twice), 2);
    let gone = run(folder.path(), &["check", "--files-from", "gone"]);
    assert_eq!(status(&gone), 2);
    assert!(stderr(&gone).contains("gone"), "{}", stderr(&gone));
}

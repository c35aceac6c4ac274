//! Marks in a report that silence rules.

use super::cli::{WRONG, folder, run, stdout};

/// The rules that speak of a report of this name, in reading order.
#[track_caller]
pub(super) fn rules(name: &str, text: &str, args: &[&str]) -> Vec<String> {
    let folder = folder(&[(name, text)]);
    let output =
        run(folder.path(), &[&["check", "--no-config", "--format", "jsonl", name], args].concat());
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|one| one["rule"].as_str().unwrap().to_owned()).collect()
}

/// What is found, without what WRONG lacks as a whole.
#[track_caller]
fn check(name: &str, text: &str, args: &[&str], expected: &[&str]) {
    let mut all = vec!["-A", "all", "-D", "row-total-mismatch"];
    all.extend(["-W", "unused-allow", "-W", "invalid-allow"]);
    all.extend(args);
    assert_eq!(rules(name, text, &all), expected);
}

/// WRONG with a line before the one that begins so.
fn with(mark: &str, before: &str) -> String {
    let at = WRONG.find(before).unwrap();
    format!("{}{mark}\n{}", &WRONG[..at], &WRONG[at..])
}

#[test]
fn a_mark_holds_for_the_block_behind_it_or_for_the_report() {
    let mark = "nianbao-allow row-total-mismatch: 原件如此";
    check("a.txt", WRONG, &[], &["row-total-mismatch"]);
    check("a.txt", &with(mark, "青禾镇"), &[], &[]);
    check("a.txt", &with(mark, "一、本年新收"), &[], &[]);
    check("a.txt", &with(mark, "三、收到"), &[], &["row-total-mismatch"]);
    // Within a table, for the whole table.
    check("a.txt", &with(mark, "二、上年结转"), &[], &[]);
    check("a.txt", &format!("{WRONG}{mark}\n"), &[], &["row-total-mismatch"]);
}

#[test]
fn a_mark_that_silences_nothing_is_reported_unless_the_rule_could_not_judge() {
    let args = ["-D", "duplicated-word"];
    let mark = "nianbao-allow duplicated-word: 照录";
    check("a.txt", &with(mark, "三、收到"), &args, &["unused-allow", "row-total-mismatch"]);
    check("a.txt", &with(mark, "青禾镇"), &[], &["unused-allow", "row-total-mismatch"]);
    // Rows that the rule needs are absent from this table.
    let mark = "nianbao-allow row-total-mismatch: 照录";
    check("a.txt", &with(mark, "本报告统计"), &[], &["row-total-mismatch"]);
}

#[test]
fn a_comment_is_a_mark_too() {
    let mark = "<!-- nianbao-allow row-total-mismatch: 原件如此 -->\n";
    check("a.md", &with(mark, "一、本年新收"), &[], &[]);
    check("a.txt", &with(mark, "一、本年新收"), &[], &[]);
    check(
        "a.md",
        &with("<!-- nianbao-allow row-total-mismatch:\n\n原件\n如此 -->", "青禾镇"),
        &[],
        &[],
    );
}

#[test]
fn a_mark_without_reason_or_with_a_wrong_name_silences_nothing() {
    for mark in ["nianbao-allow row-total-mismatch", "nianbao-allow row-total-mismach: 原件"] {
        check("a.txt", &with(mark, "青禾镇"), &[], &["invalid-allow", "row-total-mismatch"]);
    }
}

#[test]
fn what_is_forbidden_cannot_be_silenced() {
    let text = with("nianbao-allow row-total-mismatch: 原件如此", "青禾镇");
    let args = ["-F", "row-total-mismatch"];
    check("a.txt", &text, &args, &["invalid-allow", "row-total-mismatch"]);
}

#[test]
fn a_mark_for_a_rule_that_is_off_is_not_unused_where_the_fault_is() {
    let text = with("nianbao-allow row-total-mismatch: 原件如此", "青禾镇");
    check("a.txt", &text, &["-A", "row-total-mismatch"], &[]);
}

#[test]
fn a_mark_is_no_part_of_the_report() {
    let marked = with("nianbao-allow blank-cell, row-total-mismatch: 见 | 原件", "二、上年结转");
    let all = ["-W", "all", "-A", "unused-allow"];
    let mut expected = rules("a.txt", WRONG, &all);
    expected.retain(|rule| rule != "row-total-mismatch");
    assert_eq!(rules("a.txt", &marked, &all), expected);
}

#[test]
fn a_word_comment_silences_at_the_paragraph_it_stands_at() {
    use crate::docx::marked;
    let found = |text: &str| {
        let folder = folder(&[]);
        std::fs::write(folder.path().join("a.docx"), marked::document(text).0).unwrap();
        let rules = ["-A", "all", "-W", "duplicated-word", "-W", "unused-allow"];
        let more = ["-W", "invalid-allow", "-W", "hidden-content"];
        let args = [&["check", "--no-config", "--format", "jsonl"], &rules[..], &more, &["a.docx"]];
        let output = run(folder.path(), &args.concat());
        let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        let found = report["diagnostics"].as_array().unwrap().iter();
        found.map(|one| one["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let draft = |title: &str, first: &str, second: &str| {
        format!(
            "青禾镇人民政府2023年政府信息公开工作年度报告{title}\n一、总体情况\n我镇加强加强培训。{first}\n我镇推进推进公开。{second}\n"
        )
    };
    let mark = "{>>nianbao-allow duplicated-word: 照录<<}";
    assert_eq!(found(&draft("", "", "")), ["duplicated-word", "duplicated-word"]);
    assert_eq!(found(&draft("", mark, "")), ["duplicated-word"]);
    assert_eq!(found(&draft(mark, "", "")), [""; 0]);
    let bare = "{>>nianbao-allow duplicated-word<<}";
    let rules = ["invalid-allow", "duplicated-word", "duplicated-word"];
    assert_eq!(found(&draft("", bare, "")), rules);
    let unused = found(&draft("", "", "").replace("总体情况", &format!("总体情况{mark}")));
    assert_eq!(unused, ["unused-allow", "duplicated-word", "duplicated-word"]);
    let other = "{>>请核对<<}";
    assert_eq!(
        found(&draft("", "", other)),
        ["duplicated-word", "hidden-content", "duplicated-word"]
    );
}

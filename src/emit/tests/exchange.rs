//! The formats of other programs: SARIF and workflow commands.

use super::*;

const RULES: [RuleInfo; 2] = [
    RuleInfo {
        id: "other",
        group: "structure",
        level: Level::Allow,
        title: "另一条",
        explain: "说明",
        basis: "无",
    },
    RuleInfo {
        id: "some-rule",
        group: "arithmetic",
        level: Level::Deny,
        title: "合计不符",
        explain: "第一句。\n第二句。",
        basis: "《条例》第五十条",
    },
];

fn sarif(reports: &[FileReport], failed: &[Note]) -> serde_json::Value {
    let words = words();
    let style = Style { rules: &RULES, ..plain(&words) };
    serde_json::from_str(&whole(Format::Sarif, &style, reports, &[], failed)).unwrap()
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let text = "甲乙\n丙\n";
    let mut one = finding(text, &[("甲", "")]);
    one.message = "占 5%，\n见 a::b".into();
    let two = finding(text, &[("乙\n丙", "")]);
    let mut three = finding(text, &[("丙", "")]);
    three.severity = Severity::Warning;
    three.notes = vec!["一".into(), "不符".into()];
    three.help = Some("改\r\n正".into());
    let out = print(
        Format::Github,
        &plain(&words()),
        &[report("./a,b:c%.txt", text, vec![one, two, three])],
    );
    let expected = "\
::error file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=1,endColumn=2,title=nianbao (some-rule)::占 5%25，%0A见 a::b
::error file=a%2Cb%3Ac%25.txt,line=1,endLine=2,title=nianbao (some-rule)::合计不符
::warning file=a%2Cb%3Ac%25.txt,line=2,col=1,endLine=2,endColumn=2,title=nianbao (some-rule)::合计不符%0A一%0A帮助：改%0A正
";
    assert_eq!(out, expected);
}

#[test]
fn github_names_what_failed() {
    let words = words();
    let failed = [Note { path: "a.pdf".into(), reason: "不支持".into() }];
    let out = whole(Format::Github, &plain(&words), &[], &[], &failed);
    assert_eq!(out, "::error file=a.pdf,title=nianbao::不支持\n");
}

#[test]
fn awkward_findings_are_one_line_each() {
    let words = words();
    let count: usize = awkward().iter().map(|report| report.diagnostics.len()).sum();
    let out = print(Format::Github, &plain(&words), &awkward());
    assert_eq!(out.lines().count(), count);
    assert!(!out.chars().any(|char| char.is_control() && char != '\n'), "{out:?}");
}

#[test]
fn sarif_columns_are_utf16() {
    let text = "𠀀甲\n𠀀乙丙\n";
    let log = sarif(
        &[report("年 报.txt", text, vec![finding(text, &[("乙", "此处"), ("𠀀甲", "")])])],
        &[],
    );
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E5%B9%B4%20%E6%8A%A5.txt");
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4,
            "snippet": {"text": "乙"}})
    );
    let related = &result["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["region"]["endColumn"], 4);
    assert_eq!(related["message"]["text"], "𠀀甲", "a place without words shows what stands there");
    assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&"some-rule".into(), &1.into()));
    assert_eq!(result["partialFingerprints"]["nianbao/v1"], "000000000000000f");
}

#[test]
fn sarif_lists_rules_artifacts_and_failures() {
    let mut gap = report("b.txt", "", Vec::new());
    gap.unchecked = vec![Unchecked { rule: "other", reason: "无表".into(), required: false }];
    let clean = || report("a.txt", "", Vec::new());
    let failed = [Note { path: "a.pdf".into(), reason: "不支持".into() }];
    let log = sarif(&[gap, clean(), clean()], &failed);
    let run = &log["runs"][0];
    let rules = &run["tool"]["driver"]["rules"];
    assert_eq!(rules[0]["defaultConfiguration"]["enabled"], false);
    assert_eq!(rules[1]["defaultConfiguration"]["level"], "error");
    assert_eq!(rules[1]["help"]["markdown"], "第一句。\n\n第二句。\n\n*依据：《条例》第五十条*");
    let artifacts = run["artifacts"].as_array().unwrap();
    let uris: Vec<_> = artifacts.iter().map(|one| &one["location"]["uri"]).collect();
    assert_eq!(uris, ["a.txt", "b.txt"], "each once");
    assert_eq!(artifacts[1]["properties"]["unchecked"][0]["reason"], "无表");
    assert_eq!(run["results"], serde_json::json!([]));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "不支持");
}

#[test]
fn sarif_results_come_in_order_with_commas_between() {
    let mut reports = awkward();
    reports.insert(1, report("clean.txt", "", Vec::new()));
    reports.insert(0, report("first.txt", "", Vec::new()));
    let log = sarif(&reports, &[]);
    let count: usize = reports.iter().map(|report| report.diagnostics.len()).sum();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), count);
}

#[test]
fn statistics_count_the_most_frequent_first() {
    let words = words();
    let style = Style { rules: &RULES, ..plain(&words) };
    let by_rule = [("a", 2), ("other", 2), ("some-rule", 11)].into();
    let mut out = Vec::new();
    statistics(&style, &Summary { by_rule, ..Summary::default() }, &mut out);
    let expected =
        "各规则发现的问题：\n  11  some-rule  合计不符\n   2  a\n   2  other      另一条\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
    let mut out = Vec::new();
    statistics(&style, &Summary::default(), &mut out);
    assert!(out.is_empty());
}

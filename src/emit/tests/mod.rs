//! The same awkward findings in every format.

mod exchange;
mod random;

use super::*;
use crate::{
    diagnostic::{Applicability, Edit, Fingerprint, Fix, Label},
    rule::words::Lang,
    source::Span,
};

const LONG: &str = "某镇积极配合上级部门加强政府门户网站建设，将门户网站作为政务公开的主要平台，认真按照政府信息公开目录要求梳理公开内容。2019年，我镇通过各类媒体主动公开政府信息646条，其中，通过微信公众号发布信息550余条，通过政务公开平台发布信息130条，其中机构职能类12条，政策法规类30条。\n";
const TABLE: &str = "项目\t本年\t上年\n受理\t３\t\n答复\t1\t2\r\n";

/// One finding: the parts of `text` it marks, the first as primary, each with what it says there.
fn finding(text: &str, places: &[(&str, &str)]) -> Diagnostic<'static> {
    let mut labels = places.iter().map(|(part, says)| {
        let at = text.find(part).expect("the part is in the text");
        Label { span: Span::new(at, at + part.len()), text: (*says).to_owned() }
    });
    Diagnostic {
        rule: "some-rule",
        group: "arithmetic",
        severity: Severity::Error,
        message: "合计不符".into(),
        primary: labels.next().expect("a finding has a place"),
        secondary: labels.collect(),
        notes: Vec::new(),
        help: None,
        basis: None,
        fix: None,
        fingerprint: Some(Fingerprint(15)),
    }
}

fn report<'r>(path: &str, text: &str, diagnostics: Vec<Diagnostic<'r>>) -> FileReport<'r> {
    FileReport {
        source: Source::new(path, text),
        format: "text",
        info: ReportInfo { completeness: "whole", ..ReportInfo::default() },
        diagnostics,
        unchecked: Vec::new(),
        checked: 3,
        places: BTreeMap::new(),
    }
}

/// Every kind of place a finding may mark.
fn awkward() -> Vec<FileReport<'static>> {
    let far = format!("总数11条\n{}合计\t61\n", "某行\n".repeat(90));
    let hostile = "甲\x1B[31m乙\0丙\r丁\u{202E}戊\n";
    let wrapped = "行政许可决定\n（含变更\n延续）\t7\n";
    let mut full = finding(TABLE, &[("３", "全角数字")]);
    full.severity = Severity::Warning;
    full.notes = vec!["3 + 0 = 3，合计填 2".into()];
    full.basis = Some("《条例》第五十条");
    full.help = Some("改为\n半角数字".into());
    full.fix = Some(Fix {
        applicability: Applicability::Safe,
        edits: vec![Edit { span: full.primary.span, text: "3".into() }],
    });
    let mut blank = finding(TABLE, &[("受理", "空白")]);
    blank.primary.span = Span::at(TABLE.find("\n答复").expect("a row"));
    vec![
        report(
            "long.txt",
            LONG,
            vec![finding(LONG, &[("646条", "总数"), ("550余条", "分项"), ("130条", "分项")])],
        ),
        report(
            "wide.txt",
            "公开（２０２３）年\n",
            vec![finding("公开（２０２３）年", &[("２０２３", "年份")])],
        ),
        report("far.txt", &far, vec![finding(&far, &[("11条", "正文"), ("61", "附表")])]),
        report("empty.txt", "", vec![finding("", &[("", "空文件")])]),
        report("hostile\x1B.txt", hostile, vec![finding(hostile, &[("丙\r丁", "坏\x1B字\n符")])]),
        report("table.txt", TABLE, vec![full, blank]),
        report("wrapped.txt", wrapped, vec![finding(wrapped, &[("\n（含变更\n延续）", "换行")])]),
        report("end.txt", "末行", vec![finding("末行", &[("行", "")])]),
    ]
}

fn print(format: Format, style: &Style, reports: &[FileReport]) -> String {
    let mut out = Vec::new();
    let mut run = Run::new(format, *style);
    for report in reports {
        run.page(page(format, style, report), &mut out).unwrap();
    }
    String::from_utf8(out).expect("output is UTF-8")
}

/// A whole run over these reports.
fn whole(
    format: Format,
    style: &Style,
    reports: &[FileReport],
    skipped: &[Note],
    failed: &[Note],
) -> String {
    let mut summary = Summary::default();
    let mut run = Run::new(format, *style);
    let mut out = Vec::new();
    run.head(&mut out);
    for report in reports {
        summary.add(report);
        run.page(page(format, style, report), &mut out).unwrap();
    }
    run.tail(&End { summary: &summary, skipped, failed, broken: &[] }, &mut out);
    String::from_utf8(out).expect("output is UTF-8")
}

fn words() -> Words {
    Words::new(Lang::Zh)
}

fn plain(words: &Words) -> Style<'_> {
    Style { words, rules: &[], color: false, width: 72 }
}

const HUMAN: &str = "\
错误[some-rule]: 合计不符
  ┌─ long.txt:1:82
  │
1 │ …政府信息646条，其中，…发布信息550余条，通过政…发布信息130条，其中…
  │          ^^^^^                 -------                 ----- 分项
  │          │                     │
  │          │                     分项
  │          总数

错误[some-rule]: 合计不符
  ┌─ wide.txt:1:4
  │
1 │ 公开（２０２３）年
  │       ^^^^^^^^ 年份

错误[some-rule]: 合计不符
   ┌─ far.txt:1:3
   │
 1 │ 总数11条
   │     ^^^^ 正文
   ·
92 │ 合计    61
   │         -- 附表

错误[some-rule]: 合计不符
  ┌─ empty.txt:1:1
  │
1 │
  │ ^ 空文件

错误[some-rule]: 合计不符
  ┌─ hostile␛.txt:1:9
  │
1 │ 甲␛[31m乙␀丙␍丁<U+202E>戊
  │           ^^^^^ 坏␛字␊符

警告[some-rule]: 合计不符
  ┌─ table.txt:2:4
  │
2 │ 受理    ３
  │         ^^ 全角数字
  │
  = 3 + 0 = 3，合计填 2
  = 依据：《条例》第五十条
  = 帮助：改为
    半角数字

错误[some-rule]: 合计不符
  ┌─ table.txt:2:6
  │
2 │ 受理    ３
  │             ^ 空白

错误[some-rule]: 合计不符
  ┌─ wrapped.txt:1:7
  │
2 │ （含变更
  │ ^^^^^^^^ 换行

错误[some-rule]: 合计不符
  ┌─ end.txt:1:2
  │
1 │ 末行
  │   ^^

";

const SHORT: &str = "\
long.txt:1:82: error[some-rule]: 合计不符
wide.txt:1:4: error[some-rule]: 合计不符
far.txt:1:3: error[some-rule]: 合计不符
empty.txt:1:1: error[some-rule]: 合计不符
hostile␛.txt:1:9: error[some-rule]: 合计不符
table.txt:2:4: warning[some-rule]: 合计不符
table.txt:2:6: error[some-rule]: 合计不符
wrapped.txt:1:7: error[some-rule]: 合计不符
end.txt:1:2: error[some-rule]: 合计不符
";

/// What each finding marks, as JSON says it: line and column of both ends, and the text.
const JSON: &[(&str, [u64; 4], &str)] = &[
    ("long.txt", [1, 82, 1, 86], "646条"),
    ("wide.txt", [1, 4, 1, 8], "２０２３"),
    ("far.txt", [1, 3, 1, 6], "11条"),
    ("empty.txt", [1, 1, 1, 1], ""),
    ("hostile\x1B.txt", [1, 9, 1, 12], "丙\r丁"),
    ("table.txt", [2, 4, 2, 5], "３"),
    ("table.txt", [2, 6, 2, 6], ""),
    ("wrapped.txt", [1, 7, 3, 4], "\n（含变更\n延续）"),
    ("end.txt", [1, 2, 1, 3], "行"),
];

#[test]
fn human_and_short() {
    let words = words();
    assert_eq!(print(Format::Human, &plain(&words), &awkward()), HUMAN);
    assert_eq!(print(Format::Short, &plain(&words), &awkward()), SHORT);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let words = words();
    let style = Style { color: true, ..plain(&words) };
    let colored = print(Format::Human, &style, &awkward());
    assert!(colored.starts_with(
        "\x1B[0m\x1B[1m\x1B[38;5;9m错误[some-rule]\x1B[0m\x1B[0m\x1B[1m: 合计不符\x1B[0m\n"
    ));
    let mut bare = String::new();
    for (at, part) in colored.split("\x1B[").enumerate() {
        bare.push_str(if at == 0 { part } else { &part[part.find('m').unwrap() + 1..] });
    }
    let bare: Vec<_> = bare.lines().map(str::trim_end).collect();
    assert_eq!(bare.join("\n") + "\n", HUMAN);
}

#[test]
fn json_and_jsonl() {
    let words = words();
    let style = plain(&words);
    let lines = print(Format::Jsonl, &style, &awkward());
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut found = Vec::new();
    for file in &lines {
        for finding in file["diagnostics"].as_array().unwrap() {
            let place = &finding["primary"];
            let number = |end: &str, key: &str| place["span"][end][key].as_u64().unwrap();
            let ends = [("start", "line"), ("start", "column"), ("end", "line"), ("end", "column")];
            let ends = ends.map(|(end, key)| number(end, key));
            found.push((file["path"].as_str().unwrap(), ends, place["text"].as_str().unwrap()));
        }
    }
    assert_eq!(found, JSON);
    let out = whole(Format::Json, &style, &awkward(), &[], &[]);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["files"], serde_json::Value::Array(lines));
}

#[test]
fn json_is_the_contract() {
    let words = words();
    let mut finding = finding("合计0", &[("0", "应为 3"), ("合计", "")]);
    finding.fix = Some(Fix {
        applicability: Applicability::Safe,
        edits: vec![Edit { span: finding.primary.span, text: "3".into() }],
    });
    let mut report = report("a.txt", "合计0", vec![finding]);
    report.info.year = Some(2019);
    report.unchecked = vec![Unchecked { rule: "other", reason: "无表".into(), required: false }];
    let note = |path: &str, reason: &str| Note { path: path.into(), reason: reason.into() };
    let (skipped, failed) = ([note("R.md", "非报告")], [note("a.pdf", "不支持")]);
    let out = whole(Format::Json, &plain(&words), &[report], &skipped, &failed);
    let expected = concat!(
        r#"{"version":1,"tool":{"name":"nianbao","version":"0.1.0"},"files":["#,
        "\n",
        r#"{"path":"a.txt","format":"text","encoding":"UTF-8","#,
        r#""report":{"year":2019,"form":null,"layout":null,"issuer":null,"issuer_kind":null,"completeness":"whole"},"#,
        r#""diagnostics":[{"rule":"some-rule","group":"arithmetic","level":"error","message":"合计不符","#,
        r#""primary":{"span":{"start":{"byte":6,"line":1,"column":3},"end":{"byte":7,"line":1,"column":4}},"text":"0","label":"应为 3"},"#,
        r#""secondary":[{"span":{"start":{"byte":0,"line":1,"column":1},"end":{"byte":6,"line":1,"column":3}},"text":"合计","label":""}],"#,
        r#""notes":[],"help":null,"basis":null,"fix":{"applicability":"safe","edits":[{"start":6,"end":7,"text":"3"}]},"#,
        r#""fingerprint":"000000000000000f"}],"unchecked":[{"rule":"other","reason":"无表"}]}"#,
        "\n",
        r#"],"skipped":[{"path":"R.md","reason":"非报告"}],"failed":[{"path":"a.pdf","error":"不支持"}],"#,
        r#""summary":{"files":1,"errors":1,"warnings":0,"checked":3,"unchecked":1}}"#,
        "\n",
    );
    assert_eq!(out, expected.replace("0.1.0", env!("CARGO_PKG_VERSION")));
}

#[test]
fn of_many_places_those_that_speak_are_shown() {
    let words = words();
    let text = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\na\n";
    let places: Vec<_> = "0123456789a".split("").filter(|part| !part.is_empty()).collect();
    let places: Vec<_> =
        places.iter().map(|&part| (part, if part < "5" { "项" } else { "" })).collect();
    let out =
        print(Format::Human, &plain(&words), &[report("a", text, vec![finding(text, &places)])]);
    assert_eq!(out.matches("- 项").count(), 4);
    assert!(out.contains("= 另有 6 处相关位置"), "{out}");
    assert!(!out.contains('·'), "{out}");
}

#[test]
fn what_was_not_checked_is_listed_by_reason() {
    let words = words();
    let mut report = report("a.txt", "文\n", Vec::new());
    assert_eq!(print(Format::Human, &plain(&words), std::slice::from_ref(&report)), "");
    let gap = |rule: &'static str, reason: &str| Unchecked {
        rule,
        reason: reason.into(),
        required: true,
    };
    report.unchecked = vec![gap("one", "无表"), gap("two", "无年份"), gap("three", "无表")];
    let expected = "a.txt: 未核查 3 项：\n  无表: one, three\n  无年份: two\n\n";
    assert_eq!(print(Format::Human, &plain(&words), &[report]), expected);
}

#[track_caller]
fn check_tail(summary: &Summary, failed: &[Note], expected: &str) {
    let words = words();
    let mut out = Vec::new();
    let end = End { summary, skipped: &[], failed, broken: &[] };
    Run::new(Format::Human, plain(&words)).tail(&end, &mut out);
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn only_what_was_judged_is_called_clean() {
    let clean = Summary { files: 2, checked: 40, unchecked: 1, ..Summary::default() };
    check_tail(&clean, &[], "共检查 2 份报告，未发现问题（核查 40 项，未核查 1 项）\n");
    check_tail(
        &Summary { unsure_files: 1, ..clean.clone() },
        &[],
        "共检查 2 份报告：0 处错误，0 处警告（核查 40 项，未核查 1 项）；有 1 份报告的部分必查项目未能核查\n",
    );
    check_tail(
        &clean,
        &[Note { path: "a\x1B.pdf".into(), reason: "不支持".into() }],
        "错误: a␛.pdf: 不支持\n共检查 2 份报告：0 处错误，0 处警告（核查 40 项，未核查 1 项）；1 个文件未能检查\n",
    );
    check_tail(
        &Summary::default(),
        &[],
        "共检查 0 份报告：0 处错误，0 处警告（核查 0 项，未核查 0 项）\n",
    );
}

#[test]
fn few_skipped_files_are_named() {
    let words = words();
    let skipped = |count: usize| {
        let note = Note { path: "R.md".into(), reason: "不是年度报告".into() };
        whole(Format::Human, &plain(&words), &[], &vec![note; count], &[])
    };
    assert!(skipped(1).starts_with("跳过 1 个文件\n  R.md: 不是年度报告\n共检查"));
    assert!(skipped(11).starts_with("跳过 11 个文件\n共检查"));
}

#[test]
fn every_phrase_in_use_is_there() {
    let words = words();
    for key in include_str!("../human.rs").split('"').filter(|part| part.starts_with("ui-")) {
        assert_ne!(words.get(key), key);
    }
}

#[test]
fn a_finding_in_a_huge_line_is_short() {
    let words = words();
    let mut text = "年报".repeat(500_000);
    text.push('末');
    let findings =
        (0..100).map(|_| finding("", &[("", "此处")])).enumerate().map(|(at, mut one)| {
            one.primary.span = Span::new(at * 30_000, at * 30_000 + 3 * 1_000 * at);
            one
        });
    let out = print(Format::Human, &plain(&words), &[report("a", &text, findings.collect())]);
    assert!(out.len() < 100 * 800, "{}", out.len());
    assert!(out.contains("a:1:990001\n"));
}

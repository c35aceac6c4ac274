//! Files that are not read, and files beside drafts: a clear word, and the other files go on.

use std::fs;

use nianbao::read::{Format, Refusal, load};

use crate::{
    cli::{WRONG, folder, run, status, stderr, stdout},
    word::{Cell, Habit, Word, pack},
};

/// The report with one wrong total, as a Word document.
pub(crate) fn wrong() -> Word {
    let mut word = Word::new(Habit::Clean);
    let mut rows = Vec::new();
    for line in WRONG.lines() {
        let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
        if cells.len() == 1 {
            word.paragraph(line);
        } else {
            rows.push(cells.into_iter().map(Cell::new).collect());
        }
    }
    word.table(&rows);
    word
}

#[test]
fn what_can_not_be_read_is_refused() {
    let forms = nianbao::form::Forms::builtin();
    let refused = |bytes: Vec<u8>| load("a.docx", bytes, Format::Docx, &forms, None).err();
    let whole = wrong().finish();
    assert_eq!(refused(whole.clone()), None);
    assert_eq!(refused(whole[..whole.len() / 2].to_vec()), Some(Refusal::Damaged));
    assert_eq!(refused(b"hello".to_vec()), Some(Refusal::NotWord));
    assert_eq!(refused(pack(&[("xl/workbook.xml", "<a/>")])), Some(Refusal::NotWord));
    let with = |parts: &[(&str, &str)]| refused(wrong().with(parts));
    assert_eq!(with(&[("word/vbaProject.bin", "x")]), Some(Refusal::Macros));
    assert_eq!(with(&[("word/document.xml", "<w:document>")]), Some(Refusal::Damaged));
    assert_eq!(with(&[("word/document.xml", "<a/>")]), Some(Refusal::NotWord));
    assert_eq!(with(&[("word/document.xml", &"<a>".repeat(5000))]), Some(Refusal::Nested));
    assert_eq!(with(&[("word/document.xml", &" ".repeat(100 << 20))]), Some(Refusal::Bomb));
    assert_eq!(with(&[("word/styles.xml", &" ".repeat(20 << 20))]), Some(Refusal::Bomb));
    let names: Vec<String> = (0..7000).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(refused(pack(&many)), Some(Refusal::Bomb));
}

#[test]
fn every_refusal_has_words_that_name_the_way_out() {
    for lang in [nianbao::rule::Lang::Zh, nianbao::rule::Lang::En] {
        let words = nianbao::rule::Words::new(lang);
        for refusal in Refusal::ALL {
            assert_ne!(words.get(refusal.key()), refusal.key());
        }
    }
}

#[test]
fn drafts_are_linted_and_what_lies_beside_them_is_told() {
    let folder = folder(&[("草稿/~$二三年 报告.docx", "lock"), ("草稿/旧.docx", "")]);
    let path = folder.path().join("草稿");
    fs::write(path.join("青禾镇 2023年报告（定稿）.docx"), wrong().finish()).unwrap();
    fs::write(path.join("加密.docx"), [0xD0, 0xCF, 0x11, 0xE0].repeat(4)).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "--format", "short", "草稿"]);
    let text = stdout(&output);
    assert_eq!(status(&output), 2, "{text}");
    let found = "草稿/青禾镇 2023年报告（定稿）.docx:4:30: error[row-total-mismatch]";
    assert!(text.contains(found), "{text}");
    assert!(text.contains("[表1 第1行第8列 “一、本年新收政府信息公开申请数量／总计”]"), "{text}");
    assert!(text.contains("旧.docx: error: 文件是空的"), "{text}");
    assert!(text.contains("加密.docx: error: 虽然扩展名是 .docx"), "{text}");
    assert!(!text.contains("~$"), "{text}");
    let lock = run(folder.path(), &["check", "--no-config", "草稿/~$二三年 报告.docx"]);
    assert!(stdout(&lock).contains("临时文件"), "{}", stdout(&lock));
    assert_eq!(status(&lock), 2);
}

#[test]
fn json_says_the_place_and_counts_in_the_text_that_is_printed() {
    let folder = folder(&[]);
    fs::write(folder.path().join("a.docx"), wrong().finish()).unwrap();
    let printed = stdout(&run(folder.path(), &["text", "a.docx"]));
    let output = run(folder.path(), &["check", "--no-config", "--format", "json", "a.docx"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = &json["files"][0];
    assert_eq!(file["format"], "docx");
    let diagnostics = file["diagnostics"].as_array().unwrap();
    let found = diagnostics.iter().find(|found| found["rule"] == "row-total-mismatch");
    let primary = &found.unwrap()["primary"];
    let byte = |end: &str| primary["span"][end]["byte"].as_u64().unwrap() as usize;
    assert_eq!(&printed[byte("start")..byte("end")], primary["text"].as_str().unwrap());
    assert_eq!(primary["span"]["place"], "表1 第1行第8列 “一、本年新收政府信息公开申请数量／总计”");
    let human = stdout(&run(folder.path(), &["check", "--no-config", "a.docx"]));
    assert!(human.contains("= 位置：表1 第1行第8列"), "{human}");
    let missing = run(folder.path(), &["text", "gone.docx"]);
    assert_eq!(status(&missing), 2);
    assert!(stderr(&missing).contains("gone.docx: 找不到文件"));
}

#[test]
fn a_draft_under_a_wrong_name_is_named() {
    let folder = folder(&[]);
    fs::write(folder.path().join("a.txt"), wrong().finish()).unwrap();
    fs::write(folder.path().join("b.docx"), WRONG).unwrap();
    let output =
        run(folder.path(), &["check", "--no-config", "--format", "short", "a.txt", "b.docx"]);
    let text = stdout(&output);
    assert!(text.contains("a.txt: error: 实际是 Word 文档"), "{text}");
    assert!(text.contains("b.docx: error: 虽然扩展名是 .docx，实际不是 Word 文档"), "{text}");
}

//! Old office formats, through LibreOffice: skipped, visibly, where it is not installed.

use std::{fs, path::Path, process::Command};

use crate::{
    archive::pack,
    cli::{WRONG, folder, run, status, stderr, stdout},
};

/// Whether the tests of this file can run.
fn installed() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    if !found {
        println!("skipped: LibreOffice is not installed");
    }
    found
}

/// The report with one wrong total as .rtf, its rows as a table.
fn rich() -> String {
    let mut out = String::from("{\\rtf1\\ansi\n");
    let escaped = |text: &str| -> String {
        let units = text.encode_utf16().map(|unit| format!("\\u{}?", unit.cast_signed()));
        units.collect::<Vec<_>>().concat()
    };
    for line in WRONG.lines() {
        let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
        if cells.len() == 1 {
            out.extend([&escaped(line), "\\par\n"]);
            continue;
        }
        out.push_str("\\trowd");
        for at in 1..=cells.len() {
            out.push_str(&["\\cellx", &(1000 * at).to_string()].concat());
        }
        for cell in cells {
            out.push_str(&["\\pard\\intbl ", &escaped(cell), "\\cell\n"].concat());
        }
        out.push_str("\\row\\pard\n");
    }
    out + "}"
}

/// Makes a file of another format beside one, as its owner would have.
fn save_as(folder: &Path, name: &str, extension: &str) {
    let made = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--convert-to", extension, name])
        .current_dir(folder)
        .output();
    assert!(made.unwrap().status.success());
}

#[test]
fn old_drafts_are_linted_as_word_documents() {
    if !installed() {
        return;
    }
    let folder = folder(&[("draft.rtf", &rich())]);
    let path = |name: &str| folder.path().join(name);
    for extension in ["doc", "odt"] {
        save_as(folder.path(), "draft.rtf", extension);
    }
    fs::create_dir(path("草稿")).unwrap();
    fs::copy(path("draft.rtf"), path("草稿/二〇二三年 年报.rtf")).unwrap();
    fs::copy(path("draft.odt"), path("草稿/年报.odt")).unwrap();
    fs::copy(path("draft.doc"), path("草稿/年报.wps")).unwrap();
    let doc = fs::read(path("draft.doc")).unwrap();
    fs::write(path("草稿/包.zip"), pack(&[("年报.doc", &doc)])).unwrap();
    fs::write(path("草稿/坏.doc"), &doc[..doc.len() / 2]).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "--format", "json", "草稿"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(status(&output), 2);
    let failed = &json["failed"];
    assert!(failed[1].is_null() && failed[0]["path"] == "草稿/坏.doc", "{failed}");
    assert!(failed[0]["error"].as_str().unwrap().contains("不是完好的 Word"), "{failed}");
    let files = json["files"].as_array().unwrap();
    assert_eq!(files.len(), 4, "{json}");
    for file in files {
        assert_eq!(
            (&file["format"], &file["report"]["through"]),
            (&"docx".into(), &"LibreOffice".into())
        );
        let found = file["diagnostics"].as_array().unwrap();
        let total = found.iter().find(|one| one["rule"] == "row-total-mismatch").unwrap();
        assert_eq!(total["primary"]["text"], "7");
        assert!(total["primary"]["span"]["place"].as_str().unwrap().contains("第8列"), "{total}");
    }
    let short = run(folder.path(), &["check", "--no-config", "--format", "short", "草稿/年报.wps"]);
    assert!(stderr(&short).contains("1 个文件由 LibreOffice 转换后检查"), "{}", stderr(&short));
    let text = stdout(&run(folder.path(), &["text", "草稿/年报.odt"]));
    assert!(text.contains("一、本年新收政府信息公开申请数量\t5\t1\t0\t0\t0\t0\t7"), "{text}");
}

#[test]
fn without_libreoffice_an_old_draft_is_refused_with_advice() {
    let folder = folder(&[("a.txt", WRONG), ("b.rtf", &rich())]);
    crate::cli::refused_without_tools(
        folder.path(),
        "b.rtf",
        "needs LibreOffice",
        "./b.rtf: reading .doc",
    );
}

#[test]
fn what_only_looks_like_an_old_draft_starts_no_other_program() {
    let magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let page = format!("<html><body><p>{}</p></body></html>", WRONG.replace('\n', "</p><p>"));
    let folder = folder(&[("text.doc", WRONG), ("empty.wps", ""), ("page.doc", &page)]);
    fs::write(folder.path().join("junk.doc"), [&magic[..], &[7; 900]].concat()).unwrap();
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("locked.doc"), [&magic[..], &locked].concat()).unwrap();
    let names = ["text.doc", "empty.wps", "junk.doc", "locked.doc"];
    let output = run(folder.path(), &[&["check", "--no-config"], &names[..]].concat());
    assert_eq!(status(&output), 2);
    for name in &names[..3] {
        let expected = format!("{name}: 不是完好的 Word、WPS 或 OpenDocument 文档");
        assert!(stdout(&output).contains(&expected), "{expected}: {}", stdout(&output));
    }
    assert!(stdout(&output).contains("locked.doc: 文件设有打开密码"), "{}", stdout(&output));
    let page =
        stdout(&run(folder.path(), &["check", "--no-config", "--format", "json", "page.doc"]));
    assert!(page.contains("\"format\":\"html\"") && page.contains("2023"), "{page}");
}

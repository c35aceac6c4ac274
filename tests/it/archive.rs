//! Archives of drafts: read as a folder, whatever is wrong with them.

use std::{fs, io::Write as _, path::Path};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::cli::{WRONG, folder, run, status, stderr, stdout};

/// An archive of these files.
pub(crate) fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The bytes with every `from` replaced by a `to` of the same length.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places = (0..=bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from));
    for at in places.collect::<Vec<_>>() {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn check(folder: &Path, name: &str, bytes: &[u8]) -> (serde_json::Value, i32) {
    fs::write(folder.join(name), bytes).unwrap();
    let output = run(folder, &["check", "--no-config", "--format", "json", name]);
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    (serde_json::from_slice(&output.stdout).unwrap(), status(&output))
}

fn paths<'a>(json: &'a serde_json::Value, list: &str) -> Vec<&'a str> {
    let list = json[list].as_array().unwrap();
    list.iter().map(|one| one["path"].as_str().unwrap()).collect()
}

#[test]
fn an_archive_is_read_as_a_folder() {
    let folder = folder(&[]);
    let gbk = encoding_rs::GB18030.encode(WRONG).0;
    let bytes = pack(&[
        ("乡镇/乙.txt", WRONG.as_bytes()),
        ("乡镇/甲.txt", &gbk),
        ("../../外.txt", WRONG.as_bytes()),
        ("说明.txt", "这里放各乡镇的草稿。".as_bytes()),
        ("图.jpg", b"\xFF\xD8"),
        ("__MACOSX/乡镇/._乙.txt", b"\0\0"),
        ("乡镇/~$乙.txt", b"\0\0"),
    ]);
    let (json, status) = check(folder.path(), "年报.zip", &bytes);
    assert_eq!(status, 1);
    let expected = ["年报.zip/乡镇/乙.txt", "年报.zip/乡镇/甲.txt", "年报.zip/外.txt"];
    assert_eq!(paths(&json, "files"), expected);
    assert_eq!(paths(&json, "skipped"), ["年报.zip/说明.txt"]);
    for file in json["files"].as_array().unwrap() {
        let found = file["diagnostics"].as_array().unwrap();
        let total = found.iter().find(|one| one["rule"] == "row-total-mismatch").unwrap();
        assert_eq!(total["primary"]["text"], "7");
    }
    let walked = run(folder.path(), &["check", "--no-config", "--format", "short", "."]);
    assert!(stdout(&walked).contains("./年报.zip/乡镇/乙.txt:4:44: error"), "{}", stdout(&walked));
}

#[test]
fn names_in_gbk_are_decoded() {
    let folder = folder(&[]);
    let bytes = pack(&[("abcd/efgh.txt", WRONG.as_bytes())]);
    let name = encoding_rs::GBK.encode("乡镇/报告.txt").0;
    let (json, _) = check(folder.path(), "a.zip", &replaced(&bytes, b"abcd/efgh.txt", &name));
    assert_eq!(paths(&json, "files"), ["a.zip/乡镇/报告.txt"]);
}

#[test]
fn settings_hold_for_drafts_in_an_archive() {
    let config =
        "[[override]]\nfiles = [\"**/drafts/**\"]\nlevels = { row-total-mismatch = \"allow\" }\n";
    let folder = folder(&[("lint.toml", config)]);
    let bytes = pack(&[("drafts/a.txt", WRONG.as_bytes()), ("b.txt", WRONG.as_bytes())]);
    fs::write(folder.path().join("a.zip"), bytes).unwrap();
    let output = run(folder.path(), &["check", "--format", "short", "a.zip"]);
    let found: Vec<_> = stdout(&output).lines().map(str::to_owned).collect();
    let totals = found.iter().filter(|line| line.contains("row-total-mismatch"));
    let totals: Vec<_> = totals.collect();
    assert!(matches!(totals[..], [line] if line.starts_with("a.zip/b.txt:")), "{found:?}");
}

#[test]
fn what_cannot_be_read_in_an_archive_is_named() {
    let folder = folder(&[]);
    let inner = pack(&[("a.txt", WRONG.as_bytes())]);
    let zeros = vec![b'0'; 8 << 20];
    let bytes = pack(&[("in.zip", &inner), ("big.txt", &zeros), ("ok.txt", WRONG.as_bytes())]);
    let (json, status) = check(folder.path(), "a.zip", &bytes);
    assert_eq!(status, 2);
    assert_eq!(paths(&json, "failed"), ["a.zip/big.txt", "a.zip/in.zip"]);
    assert_eq!(paths(&json, "files"), ["a.zip/ok.txt"]);

    let bytes = pack(&[("a.txt", WRONG.as_bytes())]);
    // The flag of an encrypted entry, in its own header and in the directory.
    let flagged = replaced(&bytes, b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\x01\0");
    let at = flagged.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let mut flagged = flagged;
    flagged[at + 8] |= 1;
    let (json, _) = check(folder.path(), "locked.zip", &flagged);
    assert!(json["failed"][0]["error"].as_str().unwrap().contains("密码"), "{json}");

    for (name, bytes) in
        [("half.zip", &bytes[..bytes.len() / 2]), ("none.zip", b""), ("text.zip", b"text")]
    {
        let (json, status) = check(folder.path(), name, bytes);
        assert_eq!((paths(&json, "failed"), status), (vec![name], 2));
    }
    let mut spoilt = bytes.clone();
    let at = spoilt.windows(5).position(|five| five == b"a.txt").unwrap() + 40;
    spoilt[at] ^= 0x55;
    let (json, _) = check(folder.path(), "spoilt.zip", &spoilt);
    assert_eq!(paths(&json, "failed"), ["spoilt.zip/a.txt"]);
    let (json, status) = check(folder.path(), "empty.zip", &pack(&[("图.jpg", b"x")]));
    assert_eq!((paths(&json, "failed"), status), (vec!["empty.zip"], 2));
}

#[test]
fn whatever_the_bytes_nothing_panics_or_hangs() {
    let whole = pack(&[("报告.txt", WRONG.as_bytes()), ("b.md", WRONG.as_bytes())]);
    let heads: [&[u8]; 4] =
        [b"", b"%PDF-1.7\n", &whole, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]];
    let folder = folder(&[]);
    let mut state = 7_u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for index in 0..60 {
        let mut bytes = heads[index % heads.len()].to_vec();
        for _ in 0..random() % 12 {
            let at = random() % (bytes.len() + 1);
            let junk: Vec<u8> = (0..random() % 200).map(|_| random() as u8).collect();
            bytes.splice(at..at, junk);
        }
        let end = ["pdf", "zip", "txt"][index % 3];
        fs::write(folder.path().join(format!("{index:02}.{end}")), bytes).unwrap();
    }
    let before = std::time::Instant::now();
    let output = run(folder.path(), &["check", "--no-config", "--format", "json", "."]);
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    let _: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(before.elapsed().as_secs() < 60);
}

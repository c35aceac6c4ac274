//! Drafts as other programs leave them: lines broken at a width, headings in tables, other encodings and names of parts.

use nianbao::read::Refusal;

use super::{
    annotate::parts,
    coats::{load, try_load},
};
use crate::word::{Cell, DOCUMENT, Habit, Word, pack};

const PROSE: &str = "青禾镇人民政府认真落实政府信息公开条例要求，围绕中心工作持续推进主动公开。全年更新栏目信息一百余条，回应群众关切三十余次，开展业务培训两次，参加培训的干部五十余人。镇党政办公室负责审核发布，各站所按照职责分工报送信息，做到先审查后公开。下一步将继续规范公开流程，压实工作责任，提高信息质量，方便群众查询。";

fn draft(lines: &[String]) -> Word {
    let mut word = Word::new(Habit::Clean);
    word.paragraph("青禾镇人民政府2023年政府信息公开工作年度报告");
    word.paragraph("一、总体情况");
    for line in lines {
        word.paragraph(line);
    }
    word
}

/// Each part of the prose as the draft holds it, after which a table stands.
fn prose(mut word: Word) -> Vec<String> {
    word.table(&[vec![Cell::new("规章"), Cell::new("0")], vec![Cell::new("甲"), Cell::new("1")]]);
    let document = load(word.finish()).document;
    document.prose().map(|block| document.text(block).replace('\n', "")).collect()
}

#[test]
fn lines_broken_at_a_width_are_joined() {
    let chars: Vec<char> = PROSE.chars().collect();
    for width in [24, 28, 38] {
        let lines: Vec<String> = chars.chunks(width).map(|line| line.iter().collect()).collect();
        let paragraphs = draft(&[lines.as_slice(); 4].concat());
        let mut soft = draft(&[]);
        let text = lines.join("</w:t><w:br/><w:t>");
        soft.body.push_str(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>").repeat(4));
        for word in [paragraphs, soft] {
            assert_eq!(prose(word)[1..], [PROSE; 4], "{width}");
        }
    }
}

#[test]
fn short_paragraphs_stay_apart() {
    let lines: Vec<String> = (1..30).map(|number| format!("第{number}项工作已完成")).collect();
    assert_eq!(prose(draft(&lines)).len(), 1 + lines.len());
}

#[test]
fn a_heading_in_the_first_row_of_its_table_is_free() {
    let title = "二、主动公开政府信息情况";
    let mut word = draft(&[PROSE.to_owned()]);
    let row = |one: &str, two: &str| vec![Cell::new(one), Cell::new(two)];
    let mut merged = Cell::new(title);
    merged.columns = 2;
    word.table(&[vec![merged], row("信息内容", "本年制发件数"), row("规章", "0")]);
    let document = load(word.finish()).document;
    assert!(document.prose().any(|block| document.text(block) == title));
    assert_eq!(document.grids[0].rows.len(), 2);
}

#[test]
fn parts_in_utf16_and_folders_with_backslashes_are_read() {
    let whole = draft(&[PROSE.to_owned()]).finish();
    let expected = load(whole.clone()).source.text().to_owned();
    let parts = parts(&whole);
    let named = |change: &dyn Fn(&str) -> String| -> Vec<u8> {
        let list: Vec<(String, &str)> = parts
            .iter()
            .map(|(name, text)| (change(name), std::str::from_utf8(text).unwrap()))
            .collect();
        pack(&list.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>())
    };
    let backslashed = named(&|name| name.replace('/', "\\"));
    assert_eq!(load(backslashed).source.text(), expected);
    let text = std::str::from_utf8(&parts[DOCUMENT]).unwrap();
    let text = text.replace("UTF-8", "UTF-16");
    let little = text.encode_utf16().flat_map(u16::to_le_bytes);
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little).collect();
    let package = with_document(&parts, &wide);
    assert_eq!(load(package).source.text(), expected);
}

/// The package with other bytes for its main document.
fn with_document(parts: &std::collections::BTreeMap<String, Vec<u8>>, document: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let bytes = if name == DOCUMENT { document } else { bytes };
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_table_of_a_million_places_is_refused() {
    let mut word = draft(&[]);
    let row = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"64\"/></w:tcPr><w:p/></w:tc></w:tr>";
    word.body.push_str("<w:tbl>");
    word.body.push_str(&row.repeat(20_000));
    word.body.push_str("</w:tbl>");
    assert_eq!(try_load(word.finish()).err(), Some(Refusal::Bomb));
}

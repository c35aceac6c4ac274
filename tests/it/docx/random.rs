//! Bad Word documents are normal input, too: nothing panics, every place is sound; any place can be commented.

use std::collections::BTreeMap;

use nianbao::{
    emit::{FileReport, ReportInfo, word},
    read::{Format, Loaded},
    rule::{Lang, Words, parse::problem},
    source::{Source, Span},
};
use proptest::prelude::*;

use super::{
    annotate::parts,
    coats::{findings, load, try_load},
};
use crate::word::{Cell, DOCUMENT, Habit, MAIN, Merge, Word};

/// A draft with something of everything.
fn draft() -> Word {
    let mut word = Word::new(Habit::Office);
    word.paragraph("青禾镇人民政府2023年政府信息公开工作年度报告");
    word.paragraph("一、总体情况");
    word.paragraph("（一）加强加强培训，公开信息 12 条 & <3> 条。");
    word.body.push_str("<w:p/><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前 半 </w:t><w:tab/><w:br/></w:r></w:p><w:p><w:ins w:id=\"1\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> 后半</w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>删</w:delText></w:r></w:del><w:hyperlink r:id=\"x\"><w:r><w:t>链&#x63A5;</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:footnoteReference w:id=\"3\"/><w:t>注</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>");
    let cell =
        |text: &str, columns: usize, merge: Merge| Cell { text: text.to_owned(), columns, merge };
    word.table(&[
        vec![cell("甲", 2, Merge::None), cell("1", 1, Merge::None)],
        vec![cell("乙", 1, Merge::Start), cell("", 1, Merge::None), cell("2", 1, Merge::None)],
        vec![cell("", 1, Merge::GoesOn), cell("丙", 1, Merge::None), cell("3", 1, Merge::None)],
    ]);
    word.body.push_str("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>");
    word.paragraph("青禾镇人民政府\t2024年1月20日");
    word
}

fn whole(word: &Word) -> Vec<u8> {
    let notes = format!(
        "<w:footnotes xmlns:w=\"{MAIN}\"><w:footnote w:id=\"3\"><w:p><w:r><w:t>脚注文字</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    word.with(&[("word/footnotes.xml", &notes)])
}

/// A report with a finding at each of these places.
fn report(source: &Source, places: &[Span]) -> FileReport<'static> {
    let diagnostic = |span: &Span| problem(*span, "某处不妥 <&>".to_owned());
    FileReport {
        source: Source::readable(source.name(), source.text().to_owned()),
        format: "docx",
        info: ReportInfo::default(),
        diagnostics: places.iter().map(diagnostic).collect(),
        unchecked: Vec::new(),
        checked: 0,
        places: BTreeMap::new(),
    }
}

/// Annotates at these places and strips again: the text stays, and in the end every byte.
fn there_and_back(draft: &[u8], loaded: &Loaded, places: &[Span]) {
    let report = report(&loaded.source, places);
    let words = Words::new(Lang::Zh);
    let docx = loaded.docx.as_ref().unwrap();
    let copy = word::annotate(draft, docx, &report, &words).unwrap();
    let document = String::from_utf8(parts(&copy).remove(DOCUMENT).unwrap()).unwrap();
    for (at, _) in document.match_indices("<w:commentRange") {
        let count = |tags: [&str; 2]| tags.map(|tag| document[..at].matches(tag).count());
        let (open, closed) = (count(["<w:r>", "<w:r "]), count(["</w:r>", "</w:r >"]));
        assert_eq!(open[0] + open[1], closed[0] + closed[1], "no mark stands inside a run");
    }
    let read = load(copy.clone());
    assert_eq!(read.source.text(), loaded.source.text());
    let Some((stripped, count)) = word::strip(&copy).unwrap() else {
        assert!(places.is_empty());
        return;
    };
    assert_eq!(count, places.len());
    assert_eq!(parts(&stripped), parts(draft));
}

/// Reads, lints, and comments every finding of what can be read.
fn try_all(bytes: &[u8]) {
    let Ok(loaded) = try_load(bytes.to_vec()) else { return };
    let text = loaded.source.text();
    let document = &loaded.document;
    for block in &document.blocks {
        assert!(text.get(document.span(block.place).range()).is_some());
    }
    for hidden in &document.hidden {
        assert!(text.get(hidden.span.range()).is_some());
    }
    findings(&loaded.source, document, Format::Docx);
}

#[test]
fn every_place_can_be_commented_and_the_comment_taken_out() {
    let bytes = whole(&draft());
    let loaded = load(bytes.clone());
    let text = loaded.source.text();
    let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
    for (index, &start) in ends.iter().enumerate() {
        for &end in ends[index..].iter().take(4) {
            there_and_back(&bytes, &loaded, &[Span::new(start, end)]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_comments_go_in_and_out(picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12)) {
        let bytes = whole(&draft());
        let loaded = load(bytes.clone());
        let text = loaded.source.text();
        let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut places: Vec<Span> = picks
            .iter()
            .map(|(one, other)| (*one.get(&ends), *other.get(&ends)))
            .map(|(one, other)| Span::new(one.min(other), one.max(other)))
            .collect();
        places.sort_unstable();
        there_and_back(&bytes, &loaded, &places);
    }

    #[test]
    fn mutated_parts_never_break_anything(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..90, any::<prop::sample::Index>()), 1..6),
    ) {
        let word = draft();
        let document = String::from_utf8(parts(&word.finish()).remove(DOCUMENT).unwrap()).unwrap();
        // Cutting and repeating whole tags leaves many documents that are XML still.
        let tags: Vec<usize> = document.match_indices('<').map(|(at, _)| at).collect();
        let mut text = document.clone();
        for (from, length, to) in cuts {
            let at = from.index(tags.len());
            let end = tags[(at + length).min(tags.len() - 1)];
            let piece = &document[tags[at]..end.max(tags[at])];
            let place = to.index(text.len() + 1);
            match length % 3 {
                0 => text = text.replacen(piece, "", usize::from(!piece.is_empty())),
                1 if text.is_char_boundary(place) => text.insert_str(place, piece),
                _ => text = text.replacen("w:tc", "w:p", 1),
            }
        }
        try_all(&word.with(&[(DOCUMENT, &text)]));
    }

    #[test]
    fn mutated_bytes_never_break_anything(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = draft().finish();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        try_all(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        try_all(&bytes);
    }
}

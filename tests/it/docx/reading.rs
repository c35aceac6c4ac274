//! What is read out of a Word document, feature by feature.

use nianbao::document::hidden::HiddenKind;

use super::coats::load;
use crate::word::{Habit, Word};

/// The readable text of a body, without its last line end.
fn text(body: &str) -> String {
    text_with(body, &[])
}

fn text_with(body: &str, parts: &[(&str, &str)]) -> String {
    let mut word = Word::new(Habit::Clean);
    word.body.push_str(body);
    let text = load(word.with(parts)).source.text().to_owned();
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}

#[track_caller]
fn check(body: &str, expected: &str) {
    assert_eq!(text(body), expected);
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

#[test]
fn runs_are_joined_and_marks_of_layout_are_characters() {
    check(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙&amp;&lt;</w:t><w:tab/><w:t>丙</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>电话0555</w:t><w:noBreakHyphen/><w:t>12</w:t><w:br/><w:t>丁</w:t><w:softHyphen/><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r></w:p>",
        "甲乙&<\t丙\n\n电话0555-12\n丁",
    );
    check(
        "<w:p><w:hyperlink r:id=\"x\"><w:r><w:t>链</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>接</w:t></w:r></w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"no\"/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "链接控件",
    );
}

#[test]
fn a_field_says_its_result() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    check(
        &format!(
            "<w:p>{field}<w:fldSimple w:instr=\" DATE \"><w:r><w:t>日</w:t></w:r></w:fldSimple></w:p>"
        ),
        "7日",
    );
    check(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p><w:r><w:t>正文</w:t></w:r></w:p>",
        "\n正文",
    );
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    check(
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>条</w:t></w:r></w:moveTo></w:p>",
        "公开5条",
    );
    check(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>",
        "前半后半",
    );
    check(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "2\t",
    );
}

#[test]
fn what_is_hidden_is_not_read_but_known() {
    let mut word = Word::new(Habit::Clean);
    word.body.push_str("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:t>明</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>白</w:t></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:fldSimple w:instr=\" REF a \"><w:r><w:t>错误!未定义书签。</w:t></w:r></w:fldSimple></w:p>");
    let app = "<Properties><Company>清河县水利局</Company></Properties>";
    let docx = load(word.with(&[("docProps/app.xml", app)]));
    assert_eq!(docx.source.text(), "明白增错误!未定义书签。\n");
    let document = &docx.document;
    let found: Vec<_> = document
        .hidden
        .iter()
        .map(|hidden| (hidden.kind, docx.source.slice(hidden.span), hidden.text.as_str()))
        .collect();
    let expected = [
        (HiddenKind::Text, "", "暗"),
        (HiddenKind::Company, "", "清河县水利局"),
        (HiddenKind::Inserted, "增", ""),
        (HiddenKind::Deleted, "", "删"),
        (HiddenKind::FieldError, "错误!未定义书签。", "错误!未定义书签。"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn tables_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let rows = [
        cell("<w:gridSpan w:val=\"2\"/>", "甲") + &cell("", "1"),
        cell("<w:vMerge w:val=\"restart\"/>", "乙") + &cell("", "丙") + &cell("", "2"),
        cell("<w:vMerge/>", "乙")
            + &cell("", "丁")
            + "<w:tc><w:p><w:r><w:t>戊</w:t></w:r></w:p><w:p><w:r><w:t>己</w:t></w:r></w:p></w:tc>",
    ];
    let rows = rows.map(|row| format!("<w:tr>{row}</w:tr>")).concat();
    check(&format!("<w:tbl>{rows}</w:tbl>"), "甲\t\t1\n乙\t丙\t2\n\t丁\t戊 己");
}

#[test]
fn a_sliver_between_borders_that_do_not_meet_is_no_column() {
    let row = |columns: [u32; 3]| {
        let cell = |columns| {
            format!(
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
            )
        };
        format!("<w:tr>{}</w:tr>", columns.map(cell).concat())
    };
    let table = |widths: [u32; 4]| {
        let widths = widths.map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).concat();
        let rows = row([1, 2, 1]) + &row([2, 1, 1]);
        format!("<w:tbl><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>")
    };
    check(&table([575, 1, 576, 576]), "1\t1\t1\n1\t1\t1");
    check(&table([1, 1, 1, 1]), "1\t1\t\t1\n1\t\t1\t1");
}

#[test]
fn a_table_that_only_arranges_text_is_its_lines() {
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>一</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let outer = format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>上</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>下</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    );
    let mut word = Word::new(Habit::Clean);
    word.body.push_str(&outer);
    let docx = load(word.finish());
    let document = &docx.document;
    let blocks: Vec<&str> = document.blocks.iter().map(|block| document.text(block)).collect();
    assert_eq!(blocks, ["上", "一\n2", "下"], "{}", docx.source.text());
}

#[test]
fn notes_and_text_boxes_are_read_once_behind_their_paragraph() {
    let shape = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let body = format!(
        "<w:p><w:r><w:t>正</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>文</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>",
        shape("框"),
        shape("框")
    );
    let notes = format!(
        "<w:footnotes xmlns:w=\"{MAIN}\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    assert_eq!(text_with(&body, &[("word/footnotes.xml", &notes)]), "正文\n注\n框\n后");
}

#[test]
fn other_prefixes_and_the_strict_standard_are_understood() {
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>";
    assert_eq!(text_with("", &[("word/document.xml", strict)]), "甲");
    let foreign = format!(
        "<document xmlns=\"{MAIN}\" xmlns:w=\"urn:x\"><body><p><r><t>乙</t><w:t>丙</w:t></r></p></body></document>"
    );
    assert_eq!(text_with("", &[("word/document.xml", &foreign)]), "乙");
}

fn numbered(levels: &str, nums: &str, body: &str) -> String {
    let numbering = format!(
        "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{nums}</w:numbering>"
    );
    text_with(body, &[("word/numbering.xml", &numbering)])
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn line(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn automatic_numbers_are_those_that_are_printed() {
    let levels = level(0, "chineseCountingThousand", "%1、", "")
        + &level(1, "japaneseCounting", "（%2）", "")
        + &level(2, "decimal", "%1.%3.", "<w:isLgl/>");
    let nums = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>";
    let body = [
        line(1, 0, "甲"),
        line(1, 1, "乙"),
        line(1, 1, "丙"),
        line(2, 0, "丁"),
        line(1, 1, "戊"),
        line(1, 2, "己"),
        line(0, 0, "庚"),
        line(4, 0, "辛"),
        line(4, 0, "壬"),
        line(9, 0, "癸"),
    ];
    assert_eq!(
        numbered(&levels, nums, &body.concat()),
        "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n2.1.己\n庚\n七、辛\n八、壬\n癸"
    );
}

#[test]
fn numbers_come_through_styles_and_what_they_are_based_on() {
    let levels = level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"1\"/>")
        + &level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"2\"/>");
    let styles = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"2\"><w:basedOn w:val=\"1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"3\"><w:basedOn w:val=\"1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"4\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let numbering = format!(
        "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let paragraph = |style: u32| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>文</w:t></w:r></w:p>"
        )
    };
    let body: String = [1, 2, 3, 2, 4].map(paragraph).concat();
    let parts = [("word/styles.xml", styles.as_str()), ("word/numbering.xml", &numbering)];
    assert_eq!(text_with(&body, &parts), "一、文\n（一）文\n二、文\n（一）文\n文");
}

#[test]
fn a_table_of_contents_is_no_section() {
    let entry = |text: &str| {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:tab/><w:t>3</w:t></w:r></w:p>")
    };
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> TOC \\o </w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>{}{}<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>",
        entry("一、总体情况"),
        entry("二、主动公开政府信息情况")
    );
    let mut word = Word::new(Habit::Clean);
    word.body.push_str(&body);
    let docx = load(word.finish());
    assert!(docx.docx.is_some());
    let document = &docx.document;
    assert_eq!(document.sections.len(), 1, "{}", docx.source.text());
}

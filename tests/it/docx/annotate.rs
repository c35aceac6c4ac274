//! Findings as comments in a copy: at their ranges, everything else as it was, and taken out without a trace.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _},
    path::Path,
};

use nianbao::read::docx::comments::Comment;

use super::{
    clients::{program, saved},
    refusals::wrong,
};
use crate::{
    cli::{folder, run, status, stderr, stdout},
    word::{DOCUMENT, Habit, Word},
};

/// The parts of a file by name.
pub(super) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes).remove(name).unwrap_or_default()).unwrap()
}

/// Annotates a draft; the folder with both files in it, and the copy.
fn annotated(draft: &[u8]) -> (tempfile::TempDir, Vec<u8>) {
    let folder = folder(&[]);
    fs::write(folder.path().join("年报 初稿.docx"), draft).unwrap();
    let args = ["check", "--no-config", "--annotate", "意见", "年报 初稿.docx"];
    let output = run(folder.path(), &args);
    assert!(status(&output) < 2, "{}{}", stdout(&output), stderr(&output));
    let copy = fs::read(folder.path().join("意见/年报 初稿（核查意见）.docx")).unwrap();
    (folder, copy)
}

/// The text inside the range of each comment, read off the XML by hand.
fn ranges(document: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for piece in document.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let id = || tag.split("w:id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        if tag.starts_with("w:commentRangeStart") {
            found.insert(id(), String::new());
            open.push(id());
        } else if tag.starts_with("w:commentRangeEnd") {
            open.retain(|known| *known != id());
        }
        if tag == "w:t" || tag.starts_with("w:t ") {
            for id in &open {
                found.get_mut(id).unwrap().push_str(text);
            }
        }
    }
    found
}

/// A body around which a rule finds something to say at a doubled word.
fn report(body: &str) -> Word {
    let mut word = Word::new(Habit::Clean);
    word.paragraph("青禾镇人民政府2023年政府信息公开工作年度报告");
    word.paragraph("一、总体情况");
    word.body.push_str(body);
    word
}

/// What the comment on the doubled word marks, and the rest of the promise: nothing else changes, nothing is left.
#[track_caller]
fn check_range(body: &str, expected: &str) {
    let draft = report(body).finish();
    let (folder, copy) = annotated(&draft);
    let comments = part(&copy, "word/comments.xml");
    let at = comments.find("duplicated-word").expect(&comments);
    let id = comments[..at].rsplit("w:id=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let document = part(&copy, DOCUMENT);
    assert_eq!(ranges(&document)[&id], expected, "{document}");
    let (before, after) = (parts(&draft), parts(&copy));
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, text)| before.get(*name) != Some(text))
        .map(|(name, _)| name)
        .collect();
    let expected =
        ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", DOCUMENT];
    assert_eq!(changed, expected);
    let text = |bytes: &[u8]| super::coats::load(bytes.to_vec()).source.text().to_owned();
    assert_eq!(text(&copy), text(&draft));
    let output = run(folder.path(), &["strip", "意见/年报 初稿（核查意见）.docx"]);
    assert!(stdout(&output).contains("已删除"), "{}", stderr(&output));
    let stripped = fs::read(folder.path().join("意见/年报 初稿（核查意见）.docx")).unwrap();
    assert_eq!(part(&stripped, DOCUMENT), part(&draft, DOCUMENT));
    assert_eq!(parts(&stripped), before);
    let again = run(folder.path(), &["strip", "意见/年报 初稿（核查意见）.docx"]);
    assert!(stdout(&again).contains("没有 nianbao 的批注"));
}

fn r(text: &str) -> String {
    format!("<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn a_comment_stands_at_the_exact_range() {
    let p = |inside: &str| format!("<w:p>{inside}</w:p>");
    check_range(&p(&r("我镇加强加强培训。")), "加强加强");
    check_range(&p(&r("加强加强")), "加强加强");
    check_range(&p(&(r("我镇加") + &r("强加") + &r("强培训。"))), "加强加强");
    check_range(
        &p("<w:r><w:t>我镇</w:t><w:t>加强加强</w:t><w:tab/><w:t>培训。</w:t></w:r>"),
        "加强加强",
    );
    check_range(
        &p("<w:r><w:t>我镇 加强</w:t><w:tab/><w:t>加强 培训&amp;。</w:t></w:r>"),
        "加强加强",
    );
    check_range(&p("<w:r><w:t xml:space=\"preserve\"> 我镇 加强加强 </w:t></w:r>"), "加强加强");
    check_range(&p("<w:r><w:t>我镇 加强加强 培训</w:t></w:r>"), "加强加强");
    check_range(
        &p(&format!("<w:hyperlink r:id=\"x\">{}</w:hyperlink>{}", r("我镇加强"), r("加强培训"))),
        "加强加强",
    );
    check_range(
        &p(&format!("<w:ins w:id=\"90\" w:author=\"甲\">{}</w:ins>", r("我镇加强加强"))),
        "加强加强",
    );
    check_range(
        &p(&format!(
            "{}<w:del w:id=\"90\" w:author=\"甲\"><w:r><w:delText>了</w:delText></w:r></w:del>{}",
            r("加强"),
            r("加强")
        )),
        "加强加强",
    );
    check_range(
        &format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p(&r("我镇加强加强"))),
        "加强加强",
    );
}

#[test]
fn what_stands_in_a_note_or_text_box_is_marked_where_it_is_referred_to() {
    let shape = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", r("我镇加强加强培训"));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        r("前"),
        r("后")
    );
    check_range(&body, "我镇加强加强培训我镇加强加强培训");
    let (_folder, copy) = annotated(&report(&body).finish());
    assert!(part(&copy, "word/comments.xml").contains("位置：文本框1"));
}

#[test]
fn an_empty_cell_and_an_empty_paragraph_can_be_marked() {
    let mut word = wrong();
    let cell = |text: &str| crate::word::Cell::new(text);
    let mut row: Vec<_> = ["三、结转", "", "0", "0", "0", "0", "0", "0"].map(cell).to_vec();
    row[0] = cell("四、结转下年度继续办理");
    word.table(&[row]);
    let bytes = word.finish();
    let document = part(&bytes, DOCUMENT).replace("<w:p><w:r></w:r></w:p>", "<w:p/>");
    assert!(document.contains("<w:p/>"));
    let draft = word.with(&[(DOCUMENT, &document)]);
    let (folder, copy) = annotated(&draft);
    let found = part(&copy, DOCUMENT);
    assert!(found.contains("<w:p><w:commentRangeStart"), "{found}");
    run(folder.path(), &["strip", "意见/年报 初稿（核查意见）.docx"]);
    let stripped = fs::read(folder.path().join("意见/年报 初稿（核查意见）.docx")).unwrap();
    assert_eq!(parts(&stripped), parts(&draft));
}

/// A draft in which somebody has commented already.
fn commented() -> Vec<u8> {
    let body = format!(
        "<w:p><w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>",
        r("我镇加强加强培训")
    );
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let comments = format!(
        "<w:comments xmlns:w=\"{main}\"><w:comment w:id=\"7\" w:author=\"王科\"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>"
    );
    report(&body).with(&[("word/comments.xml", &comments)])
}

fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let list = comment_list(&part(bytes, "word/comments.xml"));
    list.into_iter().map(|comment| (comment.author, comment.text)).collect()
}

fn comment_list(part: &str) -> Vec<Comment> {
    let mut list = Vec::new();
    for piece in part.split("<w:comment ").skip(1) {
        let value = |name: &str| piece.split(name).nth(1).unwrap().split('"').next().unwrap();
        let text = piece.split("</w:t>").next().unwrap().rsplit('>').next().unwrap();
        list.push(Comment {
            id: value("w:id=\"").parse().unwrap(),
            author: value("w:author=\"").to_owned(),
            text: text.to_owned(),
        });
    }
    list
}

#[test]
fn a_second_run_replaces_our_comments_and_keeps_those_of_others() {
    let draft = commented();
    let (folder, first) = annotated(&draft);
    let copy = folder.path().join("意见/年报 初稿（核查意见）.docx");
    let again =
        run(folder.path(), &["check", "--no-config", "--annotate", "意见", "年报 初稿.docx"]);
    assert!(status(&again) < 2, "{}", stderr(&again));
    assert_eq!(fs::read(&copy).unwrap(), first);
    let of_copy = run(
        folder.path(),
        &["check", "--no-config", "--annotate", "再次", "意见/年报 初稿（核查意见）.docx"],
    );
    assert!(status(&of_copy) < 2, "{}", stderr(&of_copy));
    let second = fs::read(folder.path().join("再次/年报 初稿（核查意见）.docx")).unwrap();
    assert_eq!(parts(&second), parts(&first));
    assert_eq!(comments(&first)[0], ("王科".to_owned(), "请核对".to_owned()));
    let ids: Vec<i64> =
        comment_list(&part(&first, "word/comments.xml")).iter().map(|it| it.id).collect();
    assert_eq!(ids, (7..).take(ids.len()).collect::<Vec<i64>>());
    run(folder.path(), &["strip", "意见/年报 初稿（核查意见）.docx"]);
    assert_eq!(parts(&fs::read(&copy).unwrap()), parts(&draft));
}

#[test]
fn nothing_that_somebody_wrote_is_overwritten() {
    let (folder, copy) = annotated(&commented());
    let path = folder.path().join("意见/年报 初稿（核查意见）.docx");
    let others = part(&copy, "word/comments.xml").replace("请核对", "已核对");
    let kept: Vec<(String, Vec<u8>)> = parts(&copy).into_iter().collect();
    let kept: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, text)| (name.as_str(), std::str::from_utf8(text).unwrap()))
        .map(|(name, text)| (name, if name == "word/comments.xml" { &others } else { text }))
        .collect();
    let edited = crate::word::pack(&kept);
    fs::write(&path, &edited).unwrap();
    let args = ["check", "--no-config", "--annotate", "意见", "年报 初稿.docx"];
    let output = run(folder.path(), &args);
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("已有人修改"), "{}", stdout(&output));
    assert_eq!(fs::read(&path).unwrap(), edited);
    let args = ["check", "--no-config", "--annotate", "意见", "意见/年报 初稿（核查意见）.docx"];
    let output = run(folder.path(), &args);
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("会覆盖要检查的文稿"), "{}", stdout(&output));
    assert_eq!(fs::read(&path).unwrap(), edited);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let folder = folder(&[("占位", "")]);
    fs::write(folder.path().join("a.docx"), wrong().finish()).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "--annotate", "占位", "a.docx"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("占位"), "{}", stderr(&output));
    let output = run(folder.path(), &["strip", "占位"]);
    assert_eq!(status(&output), 2);
}

/// Prints the comments of a copy, having compared its text with the draft's.
const SCRIPT: &str = "
import sys, docx
first, second = (docx.Document(path) for path in sys.argv[1:3])
read = lambda it: [p.text for p in it.paragraphs] + [c.text for t in it.tables for r in t.rows for c in r.cells]
assert read(first) == read(second), 'text'
for comment in second.comments:
    print(comment.author, comment.text.split(chr(10))[0], sep='|')
";

#[test]
fn python_docx_finds_the_comments_and_the_text_unchanged() {
    if program("python3", &["-c", "import docx; docx.Document().comments"]).is_none() {
        println!("skipped: python-docx is not installed");
        return;
    }
    let (folder, copy) = annotated(&commented());
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (draft, copied) = (at("年报 初稿.docx"), at("意见/年报 初稿（核查意见）.docx"));
    let told =
        program("python3", &["-c", SCRIPT, &draft, &copied]).expect("python-docx reads both");
    let found: Vec<(&str, &str)> = told.lines().filter_map(|line| line.split_once('|')).collect();
    let expected = comments(&copy);
    assert_eq!(found.len(), expected.len());
    for ((author, text), (of, said)) in found.iter().zip(&expected) {
        assert_eq!((*author, *text), (of.as_str(), said.as_str()));
    }
}

#[test]
fn libreoffice_opens_the_copy_and_reads_the_same_text() {
    if program("soffice", &["--version"]).is_none() {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let (folder, _) = annotated(&wrong().finish());
    let text = |path: &str| {
        let text = saved(folder.path(), Path::new(path), "txt:Text (encoded):UTF8");
        fs::read_to_string(text).unwrap()
    };
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (draft, copy) = (text(&at("年报 初稿.docx")), text(&at("意见/年报 初稿（核查意见）.docx")));
    assert!(draft.contains("青禾镇人民政府2023年"), "{draft}");
    assert_eq!(copy, draft);
}

#[test]
fn comments_in_a_copy_that_libreoffice_saved_again_are_taken_out() {
    if program("soffice", &["--version"]).is_none() {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let (folder, copy) = annotated(&wrong().finish());
    let again =
        saved(folder.path(), &folder.path().join("意见/年报 初稿（核查意见）.docx"), "docx");
    assert_eq!(comments(&fs::read(&again).unwrap()).len(), comments(&copy).len());
    let output = run(folder.path(), &["strip", again.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(comments(&fs::read(&again).unwrap()).is_empty());
}

#[test]
fn what_must_stay_whole_is_marked_from_outside() {
    let p = |inside: &str| format!("<w:p>{inside}</w:p>");
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = mark("begin") + &mark("separate") + &r("强加强五次") + &mark("end");
    check_range(&p(&(r("我镇加") + &field + &r("培训。"))), "加强加强五次");
    let inside = r("我镇加强加强");
    let simple = format!("<w:fldSimple w:instr=\" DATE \">{inside}</w:fldSimple>");
    check_range(&p(&(r("今年") + &simple)), "我镇加强加强");
    let control =
        format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    check_range(&p(&(r("今年") + &control + &r("培训"))), "我镇加强加强");
    let ruby = "<w:r><w:t>我镇</w:t><w:ruby><w:rubyBase><w:r><w:t>加强</w:t></w:r></w:rubyBase></w:ruby><w:t>加强培训</w:t></w:r>";
    check_range(&p(ruby), "加强加强");
    let raw = "<w:r><w:t>我镇</w:t></w:r><w:r><w:t><![CDATA[加强加强培训]]></w:t></w:r>";
    let draft = report(&p(raw)).finish();
    let (_, copy) = annotated(&draft);
    assert!(
        part(&copy, DOCUMENT).contains("/><w:r><w:t><![CDATA[加强加强培训]]></w:t></w:r><w:comm")
    );
}

#[test]
fn copies_beside_their_drafts_are_replaced_and_no_drafts() {
    let folder = folder(&[]);
    fs::write(folder.path().join("年报.docx"), wrong().finish()).unwrap();
    let args = ["check", "--no-config", "--annotate", ".", "."];
    let first = run(folder.path(), &args);
    let copy = folder.path().join("年报（核查意见）.docx");
    let bytes = fs::read(&copy).unwrap();
    let second = run(folder.path(), &args);
    assert_eq!(status(&first), 1, "{}", stdout(&first));
    assert_eq!(status(&second), 1, "{}", stdout(&second));
    assert!(stdout(&second).contains("批注副本"), "{}", stdout(&second));
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    let named = run(folder.path(), &["check", "--no-config", "年报（核查意见）.docx"]);
    assert_eq!(status(&named), 1, "{}", stdout(&named));
}

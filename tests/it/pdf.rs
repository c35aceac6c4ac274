//! PDFs, through pdftotext: skipped, visibly, where it is not installed.

use std::{fs, process::Command};

use crate::cli::{folder, run, status, stderr, stdout};

/// Whether the tests of this file can run.
fn installed() -> bool {
    let found = Command::new("pdftotext").arg("-v").output().is_ok();
    if !found {
        println!("skipped: pdftotext is not installed");
    }
    found
}

/// A PDF of these pages; a line is pieces of text, each with its distance from the left in points.
fn pdf(pages: &[Vec<Vec<(u32, &str)>>]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 6 + 2 * at)).collect();
    let map = "/CIDInit /ProcSet findresource begin begincmap \
        1 begincodespacerange <0000> <FFFF> endcodespacerange \
        1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>".to_owned(),
        format!("<</Length {}>>stream\n{map}\nendstream", map.len()),
    ];
    for (at, page) in pages.iter().enumerate() {
        let mut text = String::from("BT /F 14 Tf\n");
        for (line, pieces) in page.iter().enumerate() {
            for (left, piece) in pieces {
                let top = 800 - 20 * line;
                let units: Vec<String> =
                    piece.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                let hex = units.concat();
                text.extend(["1 0 0 1 ", &format!("{left} {top} Tm <{hex}> Tj\n")]);
            }
        }
        text += "ET";
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            7 + 2 * at
        ));
        objects.push(format!("<</Length {}>>stream\n{text}\nendstream", text.len()));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    let end = format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    out.extend(end.into_bytes());
    out
}

/// Prose, a line for each thirty characters.
fn prose(text: &str) -> Vec<Vec<(u32, &str)>> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let ends: Vec<usize> = paragraph.char_indices().map(|(at, _)| at).collect();
        let ends: Vec<usize> = ends.into_iter().step_by(30).chain([paragraph.len()]).collect();
        lines.extend(ends.windows(2).map(|pair| vec![(80, &paragraph[pair[0]..pair[1]])]));
    }
    lines
}

const FIRST: &str = "\
青禾镇人民政府2023年政府信息公开工作年度报告
本报告由青禾镇人民政府根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至2023年12月20日止。如有疑问，请与青禾镇党政办联系（电话：0555-5550101）。
一、总体情况
2023年，我镇围绕群众关心的事项及时发布信息，主动公开的内容和范围逐步扩大，群众查询办事更加方便，公开工作的各项制度也逐步健全，没有发生泄密事件，信息审核、发布、更新都有专人负责，每月检查一次并在全镇通报。
我镇全年答复群众来电一百余次，办理时限内答复的占全部，群众对答复内容比较满意，没有因此引起争议，来信来访都有登记，办结以后及时归档保存，年底统一移交镇档案室保管，并且由分管领导签字确认。
二、主动公开政府信息情况";

const LAST: &str = "\
五、存在的主要问题及改进情况
主要问题是公开的形式不够丰富，解读的次数偏少。2024年将增加图解和现场解答，安排专人逐条回应群众关心的问题。
六、其他需要报告的事项
本年度没有收取信息处理费。";

/// A report as an office program prints it: labels broken over the lines of narrow cells.
fn report() -> Vec<u8> {
    let mut first = prose(FIRST);
    let row = |cells: &[&'static str]| -> Vec<(u32, &'static str)> {
        (80..).step_by(60).zip(cells.iter().copied()).collect()
    };
    first.push(row(&["第二十条第（一）项"]));
    first.push(row(&["信息内容", "制发件数", "废止件数", "现行有效"]));
    first.push(row(&["规章", "0", "0", "0"]));
    let mut second = prose("三、收到和处理政府信息公开申请情况");
    second.push(row(&["申请人情况"]));
    second.push(row(&["", "", "自然人", "商业企业", "总计"]));
    second.push(row(&["一、本年"]));
    second.push(row(&["新收政府"]));
    second.push(row(&["信息公开"]));
    second.push(row(&["申请数量", "", "3", "0", "3"]));
    second.push(row(&["三、本"]));
    second.push(row(&["年度办"]));
    second.push(row(&["", "（一）予", "3", "0", "3"]));
    second.push(row(&["理结果", "以公开"]));
    second.extend(prose("四、政府信息公开行政复议、行政诉讼情况"));
    second.push(row(&["行政复议", "", "行政诉讼"]));
    second.push(row(&["0", "0", "0", "0"]));
    second.extend(prose(LAST));
    second.push(vec![(280, "- 2 -")]);
    pdf(&[first, second])
}

#[test]
fn prose_is_judged_and_tables_are_said_to_be_unread() {
    if !installed() {
        return;
    }
    let folder = folder(&[]);
    fs::write(folder.path().join("年 报.pdf"), report()).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "--format", "json", "年 报.pdf"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = &json["files"][0];
    assert_eq!(file["format"], "pdf");
    assert_eq!(file["report"]["through"], "pdftotext");
    assert_eq!(file["report"]["year"], 2023);
    let found: Vec<(&str, &str)> = file["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["rule"].as_str().unwrap(), one["primary"]["text"].as_str().unwrap()))
        .filter(|(rule, _)| *rule != "missing-accountability")
        .collect();
    // The date is broken over two lines of the page.
    assert!(matches!(found[..], [("wrong-period", place)] if place.contains("20日")), "{found:?}");
    let unread = file["unchecked"].as_array().unwrap();
    assert!(unread.iter().any(|gap| gap["rule"] == "missing-table"), "{unread:?}");
    let human = run(folder.path(), &["check", "--no-config", "年 报.pdf"]);
    assert!(stdout(&human).contains("1 个文件由 pdftotext 转换后检查"), "{}", stdout(&human));
    let short = run(folder.path(), &["check", "--no-config", "--format", "short", "."]);
    assert!(
        stdout(&short).contains("wrong-period"),
        "a folder's PDFs are read: {}",
        stdout(&short)
    );
    assert!(stderr(&short).contains("由 pdftotext 转换后检查"), "{}", stderr(&short));
}

#[test]
fn pdfs_that_cannot_be_read_say_why() {
    if !installed() {
        return;
    }
    let folder = folder(&[("words.pdf", "这不是 PDF，只是改了名字。")]);
    let whole = report();
    fs::write(folder.path().join("half.pdf"), &whole[..whole.len() / 2]).unwrap();
    fs::write(folder.path().join("scan.pdf"), pdf(&[vec![vec![(80, "- 1 -")]]])).unwrap();
    let output = run(folder.path(), &["check", "--no-config", "words.pdf", "half.pdf", "scan.pdf"]);
    assert_eq!(status(&output), 2);
    for expected in ["words.pdf: 不是完好的 PDF", "scan.pdf: PDF 里没有可读的文字"] {
        assert!(stdout(&output).contains(expected), "{expected}: {}", stdout(&output));
    }
    // What is left of half a PDF is never taken for the whole report.
    assert!(!stdout(&output).contains("missing-section"), "{}", stdout(&output));
}

#[test]
fn without_pdftotext_a_pdf_is_refused_with_advice() {
    let folder = folder(&[("a.txt", crate::cli::WRONG)]);
    fs::write(folder.path().join("b.pdf"), report()).unwrap();
    crate::cli::refused_without_tools(
        folder.path(),
        "b.pdf",
        "needs pdftotext",
        "./b.pdf: reading PDF needs",
    );
}

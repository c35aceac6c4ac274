//! Tables in a file beside the draft: the text is checked against them, and they against themselves.

use std::fs;

use crate::{
    archive::pack,
    cli::{folder, run, status, stderr, stdout},
};

const DRAFT: &str = "\
青禾镇人民政府2023年政府信息公开工作年度报告
本报告统计期限自2023年1月1日起至2023年12月31日止。如有疑问，请与青禾镇党政办联系（电话：0555-5550101）。
一、总体情况
2023年，我镇新收政府信息公开申请9件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开的形式不够丰富，2024年将增加图解。
六、其他需要报告的事项
本年度没有收取信息处理费。
";

/// The rows of the sheet; a cell is merged with the empty ones behind it.
const ROWS: [&str; 6] = [
    "三、收到和处理政府信息公开申请情况|||||||",
    "申请人情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
    "一、本年新收政府信息公开申请数量|5|1|0|0|0|0|7",
    "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
    "（七）总计|5|1|0|0|0|0|6",
    "四、结转下年度继续办理|0|0|0|0|0|0|0",
];

/// The rows as an .xlsx, the way spreadsheet programs write it.
fn sheet() -> Vec<u8> {
    let mut rows = Vec::new();
    let mut merged = Vec::new();
    for (at, row) in ROWS.iter().enumerate() {
        let row: Vec<&str> = row.split('|').collect();
        let name = |column: usize| format!("{}{}", char::from(b'B' + column as u8), at + 2);
        rows.push(format!("<row r=\"{}\">", at + 2));
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name = |behind: usize| name(column + behind);
            rows.push(match cell.parse::<u32>() {
                Ok(figure) => format!("<c r=\"{}\"><v>{figure}</v></c>", name(0)),
                Err(_) => {
                    format!("<c r=\"{}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>", name(0))
                }
            });
            let behind = row[column + 1..].iter().take_while(|cell| cell.is_empty()).count();
            if behind > 0 {
                merged.push(format!("<mergeCell ref=\"{}:{}\"/>", name(0), name(behind)));
            }
        }
        rows.push("</row>".to_owned());
    }
    let (rows, merged) = (rows.concat(), merged.concat());
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let worksheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    );
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"申请\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let link = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
    );
    pack(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", link("r0", "officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", link("r1", "worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", worksheet.as_bytes()),
    ])
}

#[test]
fn the_text_is_checked_against_tables_in_another_file() {
    let folder = folder(&[("稿.txt", DRAFT)]);
    fs::write(folder.path().join("表.xlsx"), sheet()).unwrap();
    let csv = ROWS.map(|row| row.replace('|', ",")).join("\r\n");
    fs::write(folder.path().join("表.csv"), encoding_rs::GB18030.encode(&csv).0).unwrap();
    for (tables, name, place) in
        [("表.xlsx", "xlsx", "工作表“申请” I4"), ("表.csv", "csv", "工作表“表” H3")]
    {
        let args = ["check", "--no-config", "--format", "json", "稿.txt", "--tables", tables];
        let output = run(folder.path(), &args);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(status(&output), 1, "{json}");
        let found = |file: usize, rule: &str| {
            let all = json["files"][file]["diagnostics"].as_array().unwrap();
            all.iter().find(|one| one["rule"] == rule).cloned().unwrap_or_default()
        };
        let claim = found(0, "application-count-disagrees");
        assert_eq!(claim["primary"]["text"], "新收政府信息公开申请9件", "{json}");
        let cell = &claim["secondary"][0];
        assert_eq!((&cell["path"], &cell["text"]), (&tables.into(), &"7".into()));
        assert_eq!(cell["span"]["place"], place);
        assert!(found(0, "empty-section").is_object(), "two tables are in neither file: {json}");
        assert_eq!(
            (&json["files"][1]["path"], &json["files"][1]["format"]),
            (&tables.into(), &name.into())
        );
        let total = found(1, "row-total-mismatch");
        assert_eq!(
            (&total["primary"]["text"], &total["primary"]["span"]["place"]),
            (&"7".into(), &place.into())
        );
    }
    let human = run(folder.path(), &["check", "--no-config", "稿.txt", "--tables", "表.xlsx"]);
    assert!(stdout(&human).contains("= 表.xlsx 工作表“申请” I4：“7”"), "{}", stdout(&human));
    let sarif = ["check", "--no-config", "--format", "sarif", "稿.txt", "--tables", "表.csv"];
    let sarif = run(folder.path(), &sarif);
    let json: serde_json::Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let results = json["runs"][0]["results"].as_array().unwrap();
    let claim = results.iter().find(|one| one["ruleId"] == "application-count-disagrees").unwrap();
    let related = &claim["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "%E8%A1%A8.csv");
    assert_eq!(related["region"]["startLine"], 3);
}

#[test]
fn the_text_of_tables_is_printed_and_bad_bytes_break_nothing() {
    let folder = folder(&[("a.txt", DRAFT)]);
    let whole = sheet();
    fs::write(folder.path().join("t.xlsx"), &whole).unwrap();
    let text = stdout(&run(folder.path(), &["text", "t.xlsx"]));
    assert!(text.contains("一、本年新收政府信息公开申请数量\t5\t1\t0\t0\t0\t0\t7\n"), "{text}");
    for index in 0..40 {
        let at = whole.len() * index / 40;
        let mut bytes = whole.clone();
        if index % 2 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at..(at + 3).min(whole.len())].fill(index as u8);
        }
        fs::write(folder.path().join("t.xlsx"), bytes).unwrap();
        let output = run(folder.path(), &["check", "--no-config", "a.txt", "--tables", "t.xlsx"]);
        assert!((0..=2).contains(&status(&output)), "{index}: {}", stderr(&output));
    }
}

#[test]
fn tables_that_are_of_no_use_are_named() {
    let whole = format!(
        "{DRAFT}一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    );
    let folder = folder(&[
        ("a.txt", DRAFT),
        ("b.txt", &whole),
        ("c.csv", "姓名,电话\n甲,1\n"),
        ("d.xls", ""),
        ("e.xlsx", "no"),
    ]);
    fs::write(folder.path().join("t.xlsx"), sheet()).unwrap();
    let bare = run(folder.path(), &["check", "--no-config", "b.txt"]);
    let there = run(folder.path(), &["check", "--no-config", "b.txt", "--tables", "t.xlsx"]);
    assert!(stdout(&there).contains("t.xlsx: 报告里已有这些表格"), "{}", stdout(&there));
    assert_eq!(status(&there), status(&bare));
    for (tables, expected) in [
        ("c.csv", "c.csv: 没有认出规定的表格"),
        ("d.xls", "d.xls: 表格文件只能是 .xlsx 或 .csv"),
        ("e.xlsx", "e.xlsx: 表格文件已损坏"),
        ("gone.csv", "gone.csv: 找不到文件"),
    ] {
        let output = run(folder.path(), &["check", "--no-config", "a.txt", "--tables", tables]);
        assert_eq!(status(&output), 2);
        assert!(stdout(&output).contains(expected), "{expected}: {}", stdout(&output));
    }
    let two = run(folder.path(), &["check", "--no-config", "a.txt", "b.txt", "--tables", "t.xlsx"]);
    assert!(status(&two) == 2 && stderr(&two).contains("只能与一份报告同用"), "{}", stderr(&two));
    let alone = run(folder.path(), &["check", "--no-config", "t.xlsx"]);
    assert!(stdout(&alone).contains("--tables"), "{}", stdout(&alone));
}

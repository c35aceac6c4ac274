//! Prescribed tables that an editor cut in two or put empty rows in: their figures get to the same cells.

use nianbao::{
    document::Document,
    form::Forms,
    read::{self, Format},
    source::Source,
};

fn page(tables: &str) -> Document {
    let html = format!(
        "<h1>澜溪镇人民政府2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>四、复议情况</p>{tables}"
    );
    read::read(Source::new("report.html", html.into_bytes()), Format::Html, &Forms::builtin(), None)
        .1
}

/// A row of cells.
fn row(cells: &str) -> String {
    let cells: Vec<String> = cells.split(' ').map(|cell| format!("<td>{cell}</td>")).collect();
    format!("<tr>{}</tr>", cells.concat())
}

const RESULTS: &str = "结果维持 结果纠正 其他结果 尚未审结 总计";

/// The figures of every row of a page's only table.
fn figures(document: &Document) -> Vec<(bool, String)> {
    assert_eq!(document.tables.len(), 1);
    let texts = |cells: &[nianbao::document::grid::Cell]| {
        let texts: Vec<&str> = cells.iter().map(|cell| document.shadow.slice(cell.place)).collect();
        texts.join(" ")
    };
    document.tables[0].rows.iter().map(|row| (row.aligned, texts(&row.cells))).collect()
}

#[test]
fn review_table_with_an_empty_row() {
    let columns = row(&[RESULTS; 3].join(" "));
    let figured = row("0 2 1 0 3 0 0 0 2 2 0 0 2 0 2");
    for empty in ["<tr><td colspan=15></td></tr>".to_owned(), row(&" ".repeat(14))] {
        let head = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>";
        let document = page(&format!("<table>{head}{columns}{empty}{figured}{empty}</table>"));
        assert_eq!(figures(&document), [(true, "0 2 1 0 3 0 0 0 2 2 0 0 2 0 2".to_owned())]);
    }
}

#[test]
fn review_table_in_two() {
    let first = row(RESULTS) + &row("0 2 1 0 3");
    let second = row(&[RESULTS; 2].join(" ")) + &row("0 0 0 2 2 0 0 2 0 2");
    let document = page(&format!(
        "<table><tr><td colspan=5>行政复议</td></tr>{first}</table>\
         <table><tr><td colspan=10>行政诉讼</td></tr>{second}</table>"
    ));
    assert_eq!(figures(&document), [(true, "0 2 1 0 3 0 0 0 2 2 0 0 2 0 2".to_owned())]);
}

#[test]
fn applications_table_with_its_head_twice() {
    let head = "<tr><td rowspan=3></td><td colspan=7>申请人情况</td></tr>\
        <tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        .to_owned()
        + &row("商业企业 科研机构 社会公益组织 法律服务机构 其他");
    let first = row("一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1");
    let second = row("3.其他 1 0 0 0 0 0 1") + &row("（七）总计 1 0 0 0 0 0 1");
    let document = page(&format!("<table>{head}{first}</table><table>{head}{second}</table>"));
    let row = (true, "1 0 0 0 0 0 1".to_owned());
    assert_eq!(figures(&document), [row.clone(), row.clone(), row]);
}

/// The titles of the main sections of what a PDF reader made of a page.
fn main_titles(text: &str) -> Vec<String> {
    let source = Source::new("report.pdf", text);
    let document = read::read(source, Format::Pdf, &Forms::builtin(), None).1;
    let main = document.sections.iter().filter(|section| section.level == 1);
    main.map(|section| document.shadow.slice(section.title).to_owned()).collect()
}

#[test]
fn headings_of_pages_are_whole_and_no_cells() {
    let text = "澜溪镇人民政府2023年政府信息公开工作年度报告\n\
        本报告依据有关规定编制，全镇各部门对所列数据已经逐项核对并确认无误。\n\
        三、收到和处理政府信息公开申请情况\n\
        三、\n本年\n度办\n\
        三、 （一）予 0 0 0 12 0 12 24\n\
        五、存在的主要问题及改进情\n况\n\
        存在的主要问题：公开的形式不够丰富。\n";
    assert_eq!(main_titles(text), ["收到和处理政府信息公开申请情况", "存在的主要问题及改进情况"]);
}

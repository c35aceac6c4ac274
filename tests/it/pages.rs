//! Web pages: the same findings as in text, at their places in the file, and nothing from round the report.

use std::fs;

use nianbao::{
    document::{BlockKind, Document},
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::{Source, Span},
};

/// A report, read and judged.
pub(crate) struct Judged {
    pub(crate) source: Source,
    pub(crate) document: Document,
    findings: Vec<Finding>,
}

/// A finding: its rule, and the places it shows.
#[derive(Clone, Debug)]
struct Finding {
    rule: String,
    spans: Vec<Span>,
}

fn judge(bytes: Vec<u8>, format: Format) -> Judged {
    let (catalog, forms, words) = (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh));
    let (source, document) = read::read(Source::new("report", bytes), format, &forms, None);
    let input = Input { source: &source, document: &document, format, year: None, identify: false };
    let level = |rule: &Rule| (rule.level(), false);
    let outcome = engine::lint(&input, catalog.rules(), &forms, &words, &level);
    let spans = |found: &nianbao::diagnostic::Diagnostic| {
        std::iter::once(&found.primary).chain(&found.secondary).map(|label| label.span).collect()
    };
    let findings = outcome.diagnostics.iter();
    let findings = findings
        .map(|found| Finding { rule: found.rule.to_owned(), spans: spans(found) })
        .collect();
    Judged { source, document, findings }
}

pub(crate) fn page(html: &str) -> Judged {
    judge(html.as_bytes().to_vec(), Format::Html)
}

impl Judged {
    /// Rule and readable texts of every finding, without blanks, in a fixed order.
    pub(crate) fn told(&self) -> Vec<String> {
        let bare = |span: &Span| {
            self.source.slice(*span).split_whitespace().collect::<String>().replace('#', "")
        };
        let told = |found: &Finding| {
            let texts: Vec<String> = found.spans.iter().map(bare).collect();
            format!("{}: {}", found.rule, texts.join(" | "))
        };
        // A page has furniture by nature.
        let findings = self.findings.iter().filter(|found| found.rule != "page-noise");
        let mut all: Vec<String> = findings.map(told).collect();
        all.sort();
        all
    }

    pub(crate) fn rules(&self) -> Vec<&str> {
        self.findings.iter().map(|found| found.rule.as_str()).collect()
    }

    /// What stands in the file at the first place of each finding of a rule.
    pub(crate) fn in_file(&self, rule: &str) -> Vec<&str> {
        let found = self.findings.iter().filter(|found| found.rule == rule);
        found.map(|found| &self.source.file()[self.source.origin(found.spans[0]).range()]).collect()
    }
}

/// A document as the lines and tables of a page.
fn dressed(
    judged: &Judged,
    line: &dyn Fn(&str) -> String,
    cell: &dyn Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let (source, document) = (&judged.source, &judged.document);
    let text = |span: Span| source.slice(span).trim_matches(['#', ' ', '*', '\u{3000}']).to_owned();
    for block in &document.blocks {
        let BlockKind::Grid(grid) = block.kind else {
            out += &line(&text(document.span(block.place)));
            continue;
        };
        let grid = &document.grids[grid];
        out += "<table>";
        for row in &grid.rows {
            out += "<tr>";
            for of_row in &grid.cells[row.clone()] {
                out += &cell(&text(of_row.span));
            }
            out += "\n";
        }
        out += "</table>";
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

/// As a template writes it.
fn clean(judged: &Judged) -> String {
    let line = |text: &str| format!("<p>{}</p>\n", escaped(text));
    let cell = |text: &str| format!("<td>{}</td>", escaped(text));
    let body = dressed(judged, &line, &cell);
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n{body}</body></html>\n"
    )
}

/// Everything on one line, split over tags, never closed, with a page round it.
fn messy(judged: &Judged) -> String {
    let split = |text: &str| {
        let chars = text.chars().enumerate();
        let pieces = chars.map(|(index, char)| match (index % 5, char) {
            (_, '\n') => "<br/>".to_owned(),
            (_, '“') => "&ldquo;".to_owned(),
            (_, '”') => "&rdquo;".to_owned(),
            (3, char) => format!("<span style=color:#000>{char}</SPAN>"),
            (4, char) => format!("&#x{:X};", u32::from(char)),
            (_, '&') => "&amp;".to_owned(),
            (_, char) => char.to_string(),
        });
        pieces.collect::<String>()
    };
    let line = |text: &str| format!("<P class=MsoNormal>&nbsp;&emsp;{}<o:p></o:p>", split(text));
    let cell = |text: &str| format!("<TD width=60><p><span>{}</span></p>", split(text));
    let body = dressed(judged, &line, &cell).replace('\n', "");
    format!(
        "<html><head><title>栏目_砚原县人民政府网</title><script>var a='共5条，其中1条';</script></head><body>\
         <div class=nav><a href=/>首页</a><a href=/nb>砚原县2001年政府信息公开工作年度报告</a></div>\
         <div style=\"display:none\"><p>砚原县2002年政府信息公开工作年度报告<p>一、总体情况</div>\
         <table width=100%><tr><td><div id=zoom>{body}</div></table>\
         <div class=share>分享到：<a href=#>微信</a></div><footer>电话：0377-5550199</footer></body></html>"
    )
}

/// The project's reports in either coat.
pub(crate) fn coats() -> Vec<String> {
    let mut pages = Vec::new();
    for path in crate::reports::fixtures() {
        let plain = judge(fs::read(&path).unwrap(), Format::of(path.to_str().unwrap()).unwrap());
        pages.extend([clean(&plain), messy(&plain)]);
    }
    pages
}

#[test]
fn the_projects_reports_are_judged_alike_in_every_coat() {
    for path in crate::reports::fixtures() {
        let format = Format::of(path.to_str().unwrap()).unwrap();
        if format == Format::Html {
            continue;
        }
        let plain = judge(fs::read(&path).unwrap(), format);
        for (coat, html) in [("clean", clean(&plain)), ("messy", messy(&plain))] {
            let dressed = page(&html);
            assert_eq!(plain.told(), dressed.told(), "{} as {coat} page", path.display());
        }
    }
}

pub(crate) const TITLE: &str = "砚原县水务局2023年政府信息公开工作年度报告";

/// A page whose report has these paragraphs in its first section.
pub(crate) fn with(paragraphs: &str) -> String {
    format!(
        "<html><body><h1>{TITLE}</h1><p>本报告数据统计期限为2023年1月1日至12月31日。联系电话：0377-5550123。</p>\
         <p>一、总体情况</p>{paragraphs}<p>五、存在的主要问题及改进情况</p><p>公开力度有待加强。</p>\
         <p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。</p></body></html>"
    )
}

#[test]
fn places_lead_through_tags_and_references() {
    let found = page(&with(
        "<p>2023年主动公开政府信息6<b>4</b>6&nbsp;条，其中&ldquo;政策文件&rdquo;类信息55<span>0</span>条，通知公告类信息13&#48;条。</p>",
    ));
    let sums = found.in_file("narrative-sum-mismatch");
    assert_eq!(sums, ["2023年主动公开政府信息6<b>4</b>6&nbsp;条"], "{:?}", found.told());
    let spans = &found.findings.iter().find(|found| found.rule.starts_with("narr")).unwrap().spans;
    let texts: Vec<&str> = spans.iter().map(|span| found.source.slice(*span)).collect();
    assert_eq!(texts, ["2023年主动公开政府信息646\u{a0}条", "550条", "130条"]);
    let origin = found.source.origin(spans[2]);
    assert_eq!(&found.source.file()[origin.range()], "13&#48;条");
}

#[test]
fn what_is_not_seen_is_not_read() {
    let wrong = "主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。";
    for hidden in [
        format!("<p style='display:none'>{wrong}</p>"),
        format!("<p style=\"color:red;Visibility: hidden\">{wrong}</p>"),
        format!("<p>甲<span style=\"font-size:0\">{wrong}</span>乙。</p>"),
        format!("<p hidden>{wrong}</p>"),
        format!("<div style='mso-hide:all'><p>{wrong}</div>"),
        format!("<template><p>{wrong}</p></template>"),
        format!("<noscript><p>{wrong}</p></noscript>"),
        format!("<!-- <p>{wrong}</p> -->"),
        format!("<!--[if gte mso 9]><p>{wrong}</p><![endif]-->"),
        format!("<script>document.write('<p>{wrong}</p>')</script>"),
        format!("<style>p:after{{content:'{wrong}'}}</style>"),
        format!("<textarea>{wrong}</textarea><select><option>{wrong}</select>"),
        format!("<xml><w:t>{wrong}</w:t></xml>"),
    ] {
        let found = page(&with(&format!("<p>工作平稳。</p>{hidden}<p>完成任务。</p>")));
        assert!(!found.rules().contains(&"narrative-sum-mismatch"), "{hidden}");
        assert!(!found.source.text().contains("通知公告"), "{hidden}");
    }
    let shown = page(&with(&format!(
        "<![if !supportLists]><p style='font-size:0.9em'>{wrong}</p><![endif]>"
    )));
    assert!(shown.rules().contains(&"narrative-sum-mismatch"));
}

#[test]
fn a_hidden_element_that_is_never_closed_hides_no_more_than_its_parent() {
    let found = page(&with(
        "<div><span style='display:none'>旧稿</div><p>主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。</p>",
    ));
    assert!(found.rules().contains(&"narrative-sum-mismatch"));
}

#[test]
fn marks_in_comments_silence_rules() {
    let wrong = "<p>主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。</p>";
    let mark = "<!-- nianbao-allow narrative-sum-mismatch: 口径不同 -->";
    let told = page(&with(&format!("{mark}{wrong}")));
    assert!(!told.rules().contains(&"narrative-sum-mismatch"), "{:?}", told.told());
    let within = page(&with(&wrong.replace("其中", &format!("{mark}其中"))));
    assert!(!within.rules().contains(&"narrative-sum-mismatch"));
    let behind = page(&with(&format!("{wrong}<p>好。{mark}</p><p>好。</p>")));
    assert!(behind.rules().contains(&"narrative-sum-mismatch"));
    assert_eq!(behind.in_file("unused-allow"), ["narrative-sum-mismatch"]);
    let before = page(&with(wrong).replace("<body>", &format!("<body>{mark}")));
    assert!(!before.rules().contains(&"narrative-sum-mismatch"));
}

#[test]
fn the_page_round_a_report_is_not_read() {
    let report = with("<p>工作平稳。</p>");
    let right = page(&report).told();
    let body = report.trim_start_matches("<html><body>").trim_end_matches("</body></html>");
    let phone = "<p>主办：砚原县人民政府 电话：0377-5550000</p>";
    for around in [
        format!(
            "<div id=\"nav\"><a href=/>首页</a></div><div>{body}</div><div class=footer>{phone}</div>"
        ),
        format!("{body}<hr><div class=\"footer\">{phone}</div>"),
        format!("<ul><li><a href=1>砚原县水务局2020年政府信息公开工作年度报告</a></ul>{body}"),
        format!(
            "<div>您现在的位置：<a href=/>首页</a> &gt; <a href=/nb>年报</a></div><article>{body}</article><aside>{phone}</aside>"
        ),
        format!(
            "<header><h2>砚原县水务局</h2></header><main>{body}</main><footer>{phone}</footer>"
        ),
        format!(
            "<div class=main>{body}<div class=bdsharebuttonbox>分享到：<a href=#>微信</a></div><p>上一篇：<a href=2>通知</a></p></div>"
        ),
        format!("<table><tr><td><a href=1>要闻</a><td>{body}</table>"),
        format!(
            "<div class=a>{body}</div><div class=b><h3>相关文档</h3><ul><li><a href=1>砚原县2019年政府信息公开工作年度报告</a><li><a href=2>图解</a></ul></div>"
        ),
    ] {
        let found = page(&format!("<html><body>{around}</body></html>"));
        assert_eq!(found.told(), right, "{around}");
        assert_eq!(found.document.title.as_ref().unwrap().text, TITLE);
        assert!(!found.source.text().contains("5550000"), "{around}");
    }
}

#[test]
fn published_metadata_is_metadata() {
    let date = |found: &Judged| {
        found.document.ending.published.as_ref().and_then(|signed| signed.date.ymd())
    };
    for metadata in [
        "<table><tr><td>索引号</td><td>0001/2024-1</td><td>发布机构</td><td>砚原县水务局</td></tr><tr><td>发布日期</td><td>2024-01-18</td><td>主题分类</td><td>年报</td></tr></table>",
        "<table><tr><td>名称<td>砚原县水务局2023年政府信息公开工作年度报告<tr><td>索引号<td>001<tr><td>发布日期<td>2024-01-18</table>",
        "<p>发布日期：2024-01-18　来源：砚原县水务局　【字体：大 中 小】</p>",
        "<ul><li><b>索 引 号：</b>0001</li><li><b>发布时间：</b>2024年1月18日</li></ul>",
        "<div>字体：<a href=#>大</a> 发布时间：2024-01-18 浏览次数：<span>25</span></div>",
    ] {
        for above in [true, false] {
            let html = with("<p>好。</p>");
            let html = if above {
                html.replace("<h1>", &format!("{metadata}<h1>"))
            } else {
                html.replace("</h1>", &format!("</h1>{metadata}"))
            };
            let found = page(&html);
            assert_eq!(date(&found), Some((2024, 1, 18)), "{html}");
            assert_eq!(found.document.title.as_ref().unwrap().text, TITLE);
            assert_eq!(found.told(), page(&with("<p>好。</p>")).told(), "{html}");
        }
    }
    let unseen = with("<p>好。</p>").replace(
        "<body>",
        "<head><meta name=\"PubDate\" content=\"2024-01-18 10:20\"></head><body>",
    );
    assert_eq!(date(&page(&unseen)), Some((2024, 1, 18)));
}

#[test]
fn the_title_is_found_where_the_page_has_it() {
    let body = with("<p>好。</p>");
    let untitled = body.replace(&format!("<h1>{TITLE}</h1>"), "");
    let inner = untitled.trim_start_matches("<html><body>").trim_end_matches("</body></html>");
    for html in [
        format!("<h1>{TITLE}</h1><div>来源：本站</div><div class=c>{inner}</div>"),
        format!("<title>{TITLE}_砚原县人民政府</title><div class=c>{inner}</div>"),
        format!("<title>砚原县人民政府 - {TITLE}</title><div class=c>{inner}</div>"),
        format!("<title>年报</title><meta name=ArticleTitle content={TITLE}><div>{inner}</div>"),
        format!(
            "<title>某栏目</title><p align=center>砚原县水务局2023年<br>政府信息公开工作年度报告</p>{inner}"
        ),
        format!("<h2><font>砚原县水务局</font></h2><h2>2023年政府信息公开工作年度报告</h2>{inner}"),
    ] {
        let found = page(&html);
        assert_eq!(
            found.document.title.as_ref().map(|title| title.text.as_str()),
            Some(TITLE),
            "{html}"
        );
    }
}

/// The prescribed table of reviews with these cells in its last row.
fn reviews(row: &str) -> String {
    let five = "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计";
    with("<p>好。</p>").replace(
        "<p>五、",
        &format!(
            "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼\
             <tr>{}<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉<tr>{five}{five}<tr>{row}</table><p>五、",
            five.replace("<td>", "<td rowspan=2>")
        ),
    )
}

#[test]
fn tables_of_every_make_are_read() {
    let zeros = |count: usize| "<td>0".repeat(count);
    let wrong = |row: &str| {
        let found = page(&reviews(row));
        let table = found.document.table("review").unwrap();
        assert!(table.readable && table.rows.len() == 1, "{row}");
        (found.rules().contains(&"review-total-mismatch"), table.rows[0].aligned)
    };
    assert_eq!(wrong(&zeros(15)), (false, true));
    let five = format!("<td>1<td>0<td>0<td>2<td>4{}", zeros(10));
    assert_eq!(wrong(&five), (true, true));
    let split =
        format!("<td><p><span>1</span></p><td>0</td><td>0<td> 2 <td><p>1<b>4</b></p>{}", zeros(10));
    assert_eq!(wrong(&split), (true, true));
    let nested = format!("<td><table><tr><td>1</table><td>0<td>0<td>2<td>3{}", zeros(10));
    assert_eq!(wrong(&nested), (false, true));
    let merged = "<td>0<td>0<td>0<td>0<td>0<td colspan=10>&nbsp;";
    assert_eq!(wrong(merged), (false, true));
    let many = format!("{}<td colspan=99999999999>", zeros(15));
    assert_eq!(wrong(&many), (false, true));
    assert_eq!(wrong(&zeros(14)), (false, false));
}

#[test]
fn tables_that_arrange_the_page_are_read_as_blocks() {
    let html = reviews(&"<td>0".repeat(15));
    let body = html.trim_start_matches("<html><body>").trim_end_matches("</body></html>");
    for arranged in [
        format!("<table><tr><td>{body}</table>"),
        format!(
            "<table><tr><td width=200><a href=1>栏目</a><td><table><tr><td>{body}</table></table>"
        ),
        body.replace("<p>", "<table><tr><td><p>").replace("</p>", "</p></table>"),
        format!(
            "<table>{}</table>",
            body.replace("<table>", "")
                .replace("</table>", "")
                .replace("<h1>", "<tr><td colspan=15>")
                .replace("</h1>", "")
                .replace("<p>", "<tr><td colspan=15>")
                .replace("</p>", "")
        ),
    ] {
        let found = page(&arranged);
        assert_eq!(found.told(), page(&html).told(), "{arranged}");
        assert_eq!(found.document.sections.len(), page(&html).document.sections.len());
        assert!(found.document.table("review").is_some_and(|table| table.rows[0].aligned));
    }
}

#[test]
fn an_image_in_the_place_of_a_table_is_told() {
    let section = "<p>四、政府信息公开行政复议、行政诉讼情况</p>";
    let image = "<p><img src=\"t.png\" width=800></p>";
    let html = with("<p>好。</p>").replace("<p>五、", &format!("{section}{image}<p>五、"));
    let found = page(&html);
    assert_eq!(found.in_file("table-as-image"), ["四、政府信息公开行政复议、行政诉讼情况"]);
    assert!(!found.rules().contains(&"empty-section") && !found.rules().contains(&"missing-table"));
    let told = found.findings.iter().find(|found| found.rule == "table-as-image").unwrap();
    let origin = found.source.origin(told.spans[1]);
    assert_eq!(&found.source.file()[origin.range()], "<img src=\"t.png\" width=800>");
    let small = page(&html.replace("800", "20"));
    assert!(!small.rules().contains(&"table-as-image") && small.rules().contains(&"empty-section"));
    let beside = reviews(&"<td>0".repeat(15)).replace("<p>五、", &format!("{image}<p>五、"));
    assert!(!page(&beside).rules().contains(&"table-as-image"));
}

#[test]
fn pages_of_every_encoding_are_read() {
    let html = with("<p>主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。</p>");
    let gb = html.replace(
        "<body>",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><body>",
    );
    let expected = page(&html).told();
    assert_eq!(page(&gb).told(), expected, "a page that is UTF-8 and says gb2312");
    let encoded = encoding_rs::GB18030.encode(&gb).0.into_owned();
    let found = judge(encoded, Format::Html);
    assert_eq!((found.told(), found.source.encoding().name()), (expected.clone(), "GB18030"));
    let marked = [b"\xEF\xBB\xBF", html.as_bytes()].concat();
    assert_eq!(judge(marked, Format::Html).told(), expected);
}

#[test]
fn the_command_line_takes_pages() {
    let html = with("<p>主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。</p>");
    let files = crate::cli::folder(&[("a.html", &html), ("b/C.HTM", &html)]);
    let short = |args: &[&str]| {
        let args = [&["check", "--no-config", "--format", "short"], args].concat();
        let output = crate::cli::run(files.path(), &args);
        (crate::cli::stdout(&output), crate::cli::status(&output))
    };
    let (walked, status) = short(&["."]);
    assert_eq!(walked.matches("narrative-sum-mismatch").count(), 2, "{walked}");
    assert_eq!(status, 1);
    let column = html[..html.find("主动公开政府信息50条").unwrap()].chars().count() + 1;
    assert!(walked.contains(&format!("a.html:1:{column}: warning[narr")), "{walked}");
    fs::write(files.path().join("c.html"), "MIME-Version: 1.0\n").unwrap();
    fs::write(files.path().join("d.mht"), "From: <x>\n").unwrap();
    fs::write(files.path().join("page"), format!("\n<!DOCTYPE html>{html}")).unwrap();
    for name in ["c.html", "d.mht"] {
        assert_eq!(short(&[name]).1, 2, "{name}");
    }
    assert!(short(&["page"]).0.contains("narrative-sum-mismatch"));
}

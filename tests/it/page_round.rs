//! Web pages: what stands round the report is not taken for it, and what does belong to it is not lost.

use crate::pages::{TITLE, page, with};

const WRONG: &str = "主动公开政府信息50条，其中政策文件类信息30条，通知公告类信息25条。";

/// A page of [`with`] with something before the report.
fn below(before: &str) -> String {
    let wrong = format!("<p>{WRONG}</p>");
    with(&wrong).replace("<body>", &format!("<body>{before}"))
}

/// A page of [`with`] with something behind the report, in the element that holds it.
fn above(behind: &str) -> String {
    let html = with("<p>好。</p>").replace("<body>", "<body><div>");
    html.replace("</body>", &format!("<p>2024年1月20日</p>{behind}</div></body>"))
}

#[test]
fn a_link_to_another_report_is_not_the_title() {
    let year = |html: &str| page(html).document.profile.year.map(|year| year.value);
    let link = "<a href=1>栖原县水利局2021年政府信息公开工作年度报告</a>";
    for before in [
        format!("<div>{link} 2022-01-20</div>"),
        format!("<div><h3>{link}</h3></div>"),
        format!("<table><tr><td>{link}</table>"),
    ] {
        assert_eq!(year(&below(&before)), Some(2023), "{before}");
        let named = below(&before).replace(&format!("<h1>{TITLE}</h1>"), "");
        let named = named.replace("<html>", &format!("<html><head><title>{TITLE}</title></head>"));
        assert_eq!(year(&named), Some(2023), "{before} and a named page");
    }
    let itself = with("<p>好。</p>").replace(TITLE, &format!("<a href=#>{TITLE}</a>"));
    assert!(page(&itself).document.title.is_some(), "a title that is a link to itself");
}

#[test]
fn related_links_are_neither_signature_nor_report() {
    let link = "<p><a href=1>县政府召开常务会议</a> 2021-01-05</p>";
    for behind in [
        link.to_owned(),
        format!("<p>相关文章</p>{link}"),
        format!("<h3>相关链接</h3>{link}"),
        format!("<h4>相关阅读</h4><p>{WRONG}</p>"),
        "</div><div>上次更新 2020-01-06".to_owned(),
        "<p>更新 2020-01-06</p>".to_owned(),
        "<p><a href=1>关于印发\u{fffd}...</a></p>".to_owned(),
    ] {
        let found = page(&above(&behind));
        assert_eq!(found.told(), page(&above("")).told(), "{behind}");
        let signed = found.document.ending.signature.expect("a date under the report");
        assert_eq!(signed.date.year, Some(2024), "{behind}");
    }
}

#[test]
fn drawings_hide_nothing_but_themselves() {
    for drawing in [
        "<svg><defs><style/></defs><path d='M0 0'/></svg>",
        "<svg class=icon />",
        "<svg><title/><path d='M0 0'/></svg>",
        "<svg><title>栖原县2001年政府信息公开工作年度报告</title><svg/><svg></svg><text>图</text></svg>",
        "<math><mi>x</mi></math>",
        "<svg><path>",
    ] {
        let found = page(&below(drawing));
        assert!(found.rules().contains(&"narrative-sum-mismatch"), "{drawing}");
        assert!(!found.source.text().contains(['图', 'x']), "{drawing}");
    }
}

#[test]
fn what_is_shown_again_is_read() {
    for (outer, inner) in
        [("font-size:0", "font-size:16px"), ("visibility:hidden", "visibility:visible")]
    {
        for (name, within) in [("div", "div"), ("div", "span"), ("span", "span")] {
            let html = with(&format!(
                "<{name} style='{outer}'>甲<{within} style='{inner}'>{WRONG}</{within}>乙</{name}>"
            ));
            let found = page(&html);
            assert!(found.rules().contains(&"narrative-sum-mismatch"), "{html}");
            assert!(!found.source.text().contains(['甲', '乙']), "{html}");
        }
    }
}

#[test]
fn another_report_on_the_page_is_told() {
    let all = with(&format!("<p>{}</p>", "工作平稳有序推进。".repeat(90)));
    let report = all.trim_start_matches("<html><body>").trim_end_matches("</body></html>");
    let report = report
        .replace("<p>六、", "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>无。</p><p>六、");
    let one = page(&format!("<html><body><div>{report}</div></body></html>"));
    let two = page(&format!("<html><body><div>{report}</div><div>{report}</div></body></html>"));
    assert!(!one.document.ending.another && two.document.ending.another);
    assert_eq!(one.told(), two.told());
}

#[test]
fn a_list_of_reports_with_their_beginnings_is_none() {
    let item = |year: u16| {
        format!(
            "<h3><a href=t>栖原县水利局{year}年政府信息公开工作年度报告</a></h3><p>本报告数据统计期限为{year}年1月1日至12月31日。一、总体情况 全年主动公开...</p>"
        )
    };
    let items: String = [2021, 2020, 2019].map(item).concat();
    let found = page(&format!("<html><body><h1>政府信息公开年报</h1>{items}</body></html>"));
    assert!(!found.document.profile.is_report);
}

#[test]
fn headings_are_known_in_a_row_of_their_table_and_over_a_line_break() {
    let broken = with("<p>好。</p>").replace("情况</p><p>公开力度", "<br>情况</p><p>公开力度");
    assert!(broken.contains("<br>"));
    let found = page(&broken);
    assert!(!found.rules().contains(&"altered-section-title"), "{:?}", found.told());
    let table = "<table><tr><td colspan=2>三、收到和处理政府信息公开的情况</td></tr>\
        <tr><td>一、本年新收政府信息公开申请数量</td><td>0</td></tr>\
        <tr><td>二、上年结转政府信息公开申请数量</td><td>0</td></tr></table>";
    let found = page(&with(&format!("<p>好。</p>{table}")));
    assert_eq!(found.in_file("altered-section-title"), ["收到和处理政府信息公开的情况"]);
}

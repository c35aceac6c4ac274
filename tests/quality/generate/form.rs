//! The three prescribed tables of 2019 and of 2021.

use super::Tables;
use super::figures::{Applications, total};
use super::grid::{Cell, Grid, Kind};
use super::rng::Rng;

const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const GROUPS: [(&str, &[&str]); 5] = [
    ("（一）予以公开", &[]),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", &[]),
    (
        "（三）不予公开",
        &[
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ],
    ),
    (
        "（四）无法提供",
        &["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"],
    ),
    (
        "（五）不予处理",
        &[
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ],
    ),
];
const OTHER_2021: [&str; 3] = [
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
];
const OUTCOMES: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

/// The table of section two.
pub(crate) fn disclosure(tables: Tables, values: &[Vec<String>], rng: &mut Rng) -> Grid {
    let documents_2021: &[&str] = &["本年制发件数", "本年废止件数", "现行有效件数"];
    let documents_2019: &[&str] = &["本年新制作数量", "本年新公开数量", "对外公开总数量"];
    let items: &[&str] = &["上一年项目数量", "本年增/减", "处理决定数量"];
    let decisions: &[&str] = &["本年处理决定数量"];
    let spent = rng.pick(&["采购总金额", "采购总金额（单位：万元，保留4位小数）"]);
    let bought: &[&str] = &["采购项目数量", spent];
    let regulation = if rng.chance(15) { "规 章" } else { "规章" };
    let parts: Vec<(&str, &[&str], Vec<&str>)> = match tables {
        Tables::Of2021 => vec![
            ("（一）", documents_2021, vec![regulation, "行政规范性文件"]),
            ("（五）", decisions, vec!["行政许可"]),
            ("（六）", decisions, vec!["行政处罚", "行政强制"]),
            ("（八）", &["本年收费金额（单位：万元）"], vec!["行政事业性收费"]),
        ],
        Tables::Of2019 => vec![
            ("（一）", documents_2019, vec![regulation, "规范性文件"]),
            ("（五）", items, vec!["行政许可", "其他对外管理服务事项"]),
            ("（六）", items, vec!["行政处罚", "行政强制"]),
            ("（八）", &items[..2], vec!["行政事业性收费"]),
            ("（九）", bought, vec!["政府集中采购"]),
        ],
    };
    let mut grid = Grid::new(Kind::Disclosure);
    let mut row = 0;
    for (item, columns, labels) in parts {
        grid.row(vec![Cell::other(format!("第二十条第{item}项")).wide(4)]);
        let head = columns.iter().map(|text| Cell::label(*text));
        grid.row(widened(std::iter::once(Cell::label("信息内容")).chain(head)));
        for label in labels {
            let cells = values[row].iter().enumerate();
            let cells = cells.map(|(column, value)| Cell::value(row, column, &value));
            grid.row(widened(std::iter::once(Cell::label(label)).chain(cells)));
            row += 1;
        }
    }
    grid
}

/// The last cell takes what is left of the four columns.
fn widened(cells: impl Iterator<Item = Cell>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = cells.collect();
    let missing = 4 - cells.len();
    if let Some(last) = cells.last_mut() {
        last.columns += missing;
    }
    cells
}

/// The table of section three.
pub(crate) fn applications(tables: Tables, figures: &Applications) -> Grid {
    let mut grid = Grid::new(Kind::Applications);
    applicants(&mut grid);
    numbers(
        &mut grid,
        0,
        vec![Cell::label("一、本年新收政府信息公开申请数量").wide(3)],
        &figures.new,
    );
    let label = Cell::label("二、上年结转政府信息公开申请数量").wide(3);
    numbers(&mut grid, 1, vec![label], &figures.carried_in);
    let count = figures.results.len();
    let mut lead = vec![Cell::label("三、本年度办理结果").high(count + 1)];
    let mut values = figures.results.iter().enumerate().map(|(i, row)| (i + 2, row));
    let other: (&str, &[&str]) = match tables {
        Tables::Of2019 => ("（六）其他处理", &[]),
        Tables::Of2021 => ("（六）其他处理", &OTHER_2021),
    };
    for (group, reasons) in GROUPS.into_iter().chain([other]) {
        if reasons.is_empty() {
            lead.push(Cell::label(group).wide(2));
        } else {
            lead.push(Cell::label(group).high(reasons.len()));
        }
        for i in 0..reasons.len().max(1) {
            lead.extend(reasons.get(i).map(|reason| Cell::label(*reason)));
            let (row, figures) = values.next().expect("one row of figures for each result");
            numbers(&mut grid, row, std::mem::take(&mut lead), figures);
        }
    }
    numbers(&mut grid, count + 2, vec![Cell::label("（七）总计").wide(2)], &figures.handled());
    let label = Cell::label("四、结转下年度继续办理").wide(3);
    numbers(&mut grid, count + 3, vec![label], &figures.carried_out);
    grid
}

fn applicants(grid: &mut Grid) {
    grid.row(vec![Cell::other(NOTE).wide(3).high(3), Cell::label("申请人情况").wide(7)]);
    grid.row(vec![
        Cell::label("自然人").high(2),
        Cell::label("法人或其他组织").wide(5),
        Cell::label("总计").high(2),
    ]);
    let organisations = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    grid.row(organisations.map(Cell::label).to_vec());
}

fn numbers(grid: &mut Grid, row: usize, mut cells: Vec<Cell>, values: &[u64]) {
    let with_total = values.iter().copied().chain([total(values)]);
    cells.extend(with_total.enumerate().map(|(column, value)| Cell::value(row, column, &value)));
    grid.row(cells);
}

/// The table of section four.
pub(crate) fn reviews(groups: &[[u64; 4]; 3]) -> Grid {
    let mut grid = Grid::new(Kind::Reviews);
    grid.row(vec![Cell::label("行政复议").wide(5), Cell::label("行政诉讼").wide(10)]);
    let mut second: Vec<Cell> = OUTCOMES.map(|text| Cell::label(text).high(2)).to_vec();
    second.push(Cell::label("未经复议直接起诉").wide(5));
    second.push(Cell::label("复议后起诉").wide(5));
    grid.row(second);
    grid.row(OUTCOMES.iter().chain(&OUTCOMES).map(|text| Cell::label(*text)).collect());
    let mut cells = Vec::new();
    for (group, values) in groups.iter().enumerate() {
        let with_total = values.iter().copied().chain([total(values)]);
        cells
            .extend(with_total.enumerate().map(|(i, value)| Cell::value(0, group * 5 + i, &value)));
    }
    grid.row(cells);
    grid
}

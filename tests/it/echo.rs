//! One wrong figure that several rules read is one finding.

use super::suppress::rules;

const TITLE: &str = "涵禾区农业农村局2019年政府信息公开工作年度报告\n一、总体情况\n";
const COUNT: &str = "narrative-sum-mismatch";
const GROWTH: &str = "growth-mismatch";

#[track_caller]
fn check(sentence: &str, warned: &[&str], expected: &[&str]) {
    let mut args = vec!["-A", "all"];
    args.extend(warned.iter().flat_map(|rule| ["-W", rule]));
    assert_eq!(rules("a.txt", &format!("{TITLE}{sentence}\n"), &args), expected);
}

#[test]
fn what_is_off_by_as_much_at_the_same_figure_is_said_once() {
    let wrong = "全年收到申请37件，比2018年的22件增加5件，上升22.7%，其中网上20件，信函7件。";
    check(wrong, &[COUNT, GROWTH], &[COUNT]);
    // A rule that is switched off says nothing for another; the rate says the same as the count.
    check(wrong, &[GROWTH], &[GROWTH]);
    let other = "全年收到申请37件，比2018年的22件增加6件，其中网上20件，信函7件。";
    check(other, &[COUNT, GROWTH], &[COUNT, GROWTH]);
    let behind = "全年收到申请37件，其中网上20件，信函7件，比2018年的22件增加5件。";
    check(behind, &[COUNT], &[COUNT]);
    let apart = "全年收到申请27件，比2018年的22件增加15件，上升22.7%。";
    check(apart, &[COUNT, GROWTH], &[GROWTH]);
    // The count is right, the rate goes the other way.
    let down = "全年收到申请27件，比2018年的22件增加5件，下降22.7%。";
    check(down, &[COUNT, GROWTH], &[GROWTH]);
    let both = "全年收到申请37件，比2018年的22件增加5件，上升30%。";
    check(both, &[COUNT, GROWTH], &[GROWTH, GROWTH]);
}

//! Sentences that count what was disclosed, all of them adding up.

use super::{Words, breakdowns};
use crate::generate::Form;
use crate::generate::figures::Figures;
use crate::generate::rng::Rng;

pub(crate) const SORTS: [&str; 10] = [
    "机构职能类",
    "政策文件类",
    "工作动态类",
    "财政资金类",
    "人事任免类",
    "规划计划类",
    "通知公告类",
    "民生保障类",
    "应急管理类",
    "重点领域类",
];
pub(crate) const CHANNELS: [&str; 5] =
    ["政务微信公众号", "政务微博", "村（社区）公开栏", "便民服务大厅电子屏", "宣传册"];

/// What a sentence counts: the words before the number, and the number.
pub(super) struct Subject {
    pub(super) lead: String,
    pub(super) count: u64,
}

/// A sentence on the items of the year.
pub(super) fn disclosed(rng: &mut Rng, words: &Words, figures: &Figures) -> String {
    let count = figures.items;
    let lead = rng.pick(&[
        "{年}年，{我}主动公开政府信息",
        "全年主动公开政府信息",
        "{年}年，累计主动公开政府信息",
        "{年}年，{简}共主动公开政府信息",
    ]);
    let subject = Subject { lead: lead.to_owned(), count };
    let text = match rng.below(10) {
        0 => format!("全年公开各类信息{}余条。", (count - 1) / 10 * 10),
        1 => format!("{{年}}年，{{我}}主动公开政府信息{count}条。"),
        2..=4 if words.form != Form::Law2007 => breakdowns::by_channel(rng, &subject),
        2 => breakdowns::of_annex(&subject, &figures.annex),
        _ => breakdowns::any(rng, &subject),
    };
    words.fill(&text)
}

/// A sentence on something else that was counted.
pub(super) fn told(rng: &mut Rng, words: &Words) -> String {
    let lead = rng.pick(&[
        "{年}年，{简}发布政务动态",
        "年内推送惠民政策信息",
        "专栏全年更新工作信息",
        "{年}年，{我}发布便民服务信息",
    ]);
    let subject = Subject { lead: lead.to_owned(), count: rng.range(20, 900) };
    words.fill(&breakdowns::any(rng, &subject))
}

/// `part` of `whole` in per cent, rounded to one decimal.
pub(crate) fn share(part: u64, whole: u64) -> String {
    decimal((part * 2000 + whole) / (whole * 2))
}

/// Tenths as a number with one decimal.
pub(crate) fn decimal(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

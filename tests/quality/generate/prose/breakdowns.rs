//! True sentences with a total and its parts, in every shape that a careless sum takes for a slip.

use super::counts::{CHANNELS, SORTS, Subject, decimal, share};
use crate::generate::annex::Annex;
use crate::generate::rng::Rng;

/// Parts of parts.
const INNER: [&str; 6] = ["意见办法", "解读材料", "图表说明", "问答摘编", "会议信息", "活动信息"];

type Kind = fn(&mut Rng, &Subject) -> String;

const ANY: [Kind; 23] = [
    closed,
    closed,
    selection,
    open,
    bounded_total,
    bounded_part,
    nested,
    nested_in_brackets,
    number_first,
    total_last,
    next_sentence,
    two_totals,
    stock,
    mixed_units,
    growth_between,
    truncated_shares,
    other_classes,
    only_part,
    rest_without_number,
    electronic,
    shares,
    growth,
    last_year,
];

/// A breakdown that speaks of no channel.
pub(super) fn any(rng: &mut Rng, subject: &Subject) -> String {
    rng.of(&ANY)(rng, subject)
}

/// A breakdown by channels: a partition, the same items in each, or one channel for all.
pub(super) fn by_channel(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let names = rng.some(&CHANNELS, 2);
    let parts = rng.split(*count, 3);
    match rng.below(5) {
        0 => format!(
            "{lead}{count}条，其中，通过{{网}}公开{}条，通过{}公开{}条，通过{}公开{}条。",
            parts[0], names[0], parts[1], names[1], parts[2]
        ),
        1 => {
            // Most items go out twice.
            let (site, posts) = (count - rng.range(0, count / 4), count - rng.range(0, count / 3));
            let remark = rng.pick(&["（同一信息多渠道发布）", "", ""]);
            format!("{lead}{count}条，其中{{网}}{site}条、{}{posts}条{remark}。", names[0])
        }
        2 => format!("{lead}{count}条，其中通过{{网}}公开{count}条。"),
        3 => format!(
            "全年通过{{网}}公开信息{}条，通过{}公开{}条，通过{}公开{}条，合计公开信息{count}条。",
            parts[0], names[0], parts[1], names[1], parts[2]
        ),
        _ => format!(
            "{lead}{count}条，{{网}}、{}、{}等渠道同步发布，其中{{网}}发布{}条。",
            names[0],
            names[1],
            count - rng.range(0, count / 5)
        ),
    }
}

/// The channels of the annex, in which the same item may count several times.
pub(super) fn of_annex(subject: &Subject, annex: &Annex) -> String {
    let Subject { lead, count } = subject;
    let names = ["政府公报", "政府网站", "政务微博", "政务微信", "其他方式"];
    let list: Vec<String> = names
        .iter()
        .zip(annex.channels())
        .map(|(name, carried)| format!("通过{name}公开{carried}条"))
        .collect();
    format!("{lead}{count}条，其中{}。", list.join("，"))
}

/// Names and numbers that add up to `count`.
fn parts(rng: &mut Rng, count: u64, size: usize) -> Vec<(&'static str, u64)> {
    let names = rng.some(&SORTS, size);
    let numbers = rng.split(count, size);
    names.into_iter().zip(numbers).collect()
}

fn list(parts: &[(&str, u64)], join: &str) -> String {
    let items: Vec<String> =
        parts.iter().map(|(name, number)| format!("{name}信息{number}条")).collect();
    items.join(join)
}

fn closed(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let size = rng.range(2, 7) as usize;
    let mut parts = parts(rng, *count, size);
    if rng.chance(60) {
        parts[size - 1].0 = "其他类";
    }
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    let numbers: Vec<String> = parts.iter().map(|(_, number)| format!("{number}条")).collect();
    match rng.below(6) {
        0 => format!("{lead}{count}条，其中：{}。", list(&parts, "、")),
        1 => format!("{lead}{count}条，其中{}。", list(&parts, "，")),
        2 => format!("{lead}{count}条（{}）。", list(&parts, "，")),
        3 => format!("{lead}{count}条。其中，{}。", list(&parts, "；")),
        4 => format!("{lead}共{count}条（其中{}）。", list(&parts, "、")),
        _ => format!("{lead}{count}条，其中{}信息分别为{}。", names.join("、"), numbers.join("、")),
    }
}

/// Some of the sorts, far from all of the items.
fn selection(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let named = rng.range(2, count * 11 / 20);
    let parts = parts(rng, named, 2);
    format!("{lead}{count}条，其中{}。", list(&parts, rng.pick(&["，", "、"])))
}

fn open(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let named = rng.range(count / 2, count - 1);
    let parts = parts(rng, named, 3);
    match rng.below(4) {
        0 => format!("{lead}{count}条，主要包括{}等。", list(&parts, "、")),
        1 => format!("{lead}{count}条，其中{}等。", list(&parts, "，")),
        2 => format!("{lead}{count}条，主要有{}。", list(&parts, "、")),
        _ => format!("{lead}{count}条，包括{}等内容。", list(&parts, "，")),
    }
}

/// 余, 约 or 近 on the total.
fn bounded_total(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let parts = parts(rng, *count, 3);
    let below = (count - 1) / 10 * 10;
    let total = match rng.below(3) {
        0 => format!("{below}余条"),
        1 => format!("近{}条", below + 10),
        _ => format!("约{}条", (count + 5) / 10 * 10),
    };
    format!("{lead}{total}，其中{}。", list(&parts, "、"))
}

/// 余 on the parts.
fn bounded_part(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let half = count / 2;
    let [first, second] = [half, count - half].map(|part| match part {
        0..=10 => format!("{part}条"),
        _ => format!("{}余条", (part - 1) / 10 * 10),
    });
    let names = rng.some(&SORTS, 2);
    format!("{lead}{count}条，其中{}信息{first}、{}信息{second}。", names[0], names[1])
}

/// Lists within a list, parted by 、 and ；.
fn nested(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let parts = parts(rng, *count, 3);
    let inner = within(rng, parts[0].1);
    let word = rng.pick(&["包括", "其中", "含"]);
    format!(
        "{lead}{count}条，其中{}信息{}条，{word}{inner}；{}信息{}条；{}信息{}条。",
        parts[0].0, parts[0].1, parts[1].0, parts[1].1, parts[2].0, parts[2].1
    )
}

fn nested_in_brackets(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let parts = parts(rng, *count, 3);
    let [first, second] = [within(rng, parts[0].1), within(rng, parts[1].1)];
    format!(
        "{lead}{count}条，其中{}信息{}条（{first}），{}信息{}条（其中{second}），{}信息{}条。",
        parts[0].0, parts[0].1, parts[1].0, parts[1].1, parts[2].0, parts[2].1
    )
}

fn within(rng: &mut Rng, count: u64) -> String {
    let names = rng.some(&INNER, 2);
    let numbers = rng.split(count, 2);
    format!("{}{}条、{}{}条", names[0], numbers[0], names[1], numbers[1])
}

fn number_first(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let items: Vec<String> = parts(rng, *count, 4)
        .iter()
        .map(|(name, number)| format!("{number}条{name}信息"))
        .collect();
    format!("{lead}{count}条，其中{}。", items.join(rng.pick(&["，", "、"])))
}

fn total_last(rng: &mut Rng, subject: &Subject) -> String {
    let size = rng.range(2, 4) as usize;
    let list = list(&parts(rng, subject.count, size), rng.pick(&["，", "、"]));
    let word = rng.pick(&["合计", "共计", "总计", "累计公开"]);
    format!("年内更新{list}，{word}{}条。", subject.count)
}

/// A part broken down in the sentence after.
fn next_sentence(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let parts = parts(rng, *count, 2);
    let inner = within(rng, parts[0].1);
    let (name, number) = parts[0];
    let list = list(&parts, "，");
    match rng.below(2) {
        0 => format!("{lead}{count}条，其中{list}。{name}信息{number}条中，{inner}。"),
        _ => format!("{lead}{count}条，其中{list}。在{name}信息中公开{inner}。"),
    }
}

fn two_totals(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let list = list(&parts(rng, *count, 2), "、");
    let sum = rng.range(9, 90);
    let calls = rng.split(sum, 2);
    let mark = rng.pick(&["；", "，"]);
    format!(
        "{lead}{count}条，其中{list}{mark}回应网民留言{sum}条，其中咨询{}条、建议{}条。",
        calls[0], calls[1]
    )
}

/// What there is and what was added.
fn stock(rng: &mut Rng, subject: &Subject) -> String {
    let count = subject.count;
    let all = count + rng.range(1, count * 3);
    match rng.below(3) {
        0 => format!("截至{{年}}年底，网上累计公开信息{all}条，其中{{年}}年新增{count}条。"),
        1 => format!("专栏历年累计发布信息{all}条，其中本年度发布{count}条。"),
        _ => format!("自开通以来累计公开信息{all}条，{{年}}年新增{count}条。"),
    }
}

fn mixed_units(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let part = rng.range(count / 2, *count);
    format!(
        "{lead}{count}条，其中动态信息{part}条、文件{}份、工作简报{}期。",
        rng.range(3, 80),
        rng.range(2, 24)
    )
}

fn growth_between(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let more = rng.range(1, count / 3);
    format!("{lead}{count}条，比上年增加{more}条，其中{}。", list(&parts(rng, *count, 3), "、"))
}

/// Shares cut off behind the last digit, not rounded.
fn truncated_shares(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let items: Vec<String> = parts(rng, *count, 3)
        .iter()
        .map(|(name, number)| {
            format!("{name}信息{number}条，占比{}%", decimal(number * 1000 / count))
        })
        .collect();
    format!("{lead}{count}条，其中{}。", items.join("；"))
}

/// A share of a class that cuts across the others.
fn other_classes(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let across = rng.range(1, *count);
    let list = list(&parts(rng, *count, 2), "、");
    format!(
        "{lead}{count}条，其中{list}；按形式分，图文信息{across}条，占{}%。",
        share(across, *count)
    )
}

fn only_part(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    format!("{lead}{count}条，其中{}信息{count}条。", rng.pick(&SORTS))
}

fn rest_without_number(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let named = rng.range(count / 2, count - 1);
    let list = list(&parts(rng, named, 2), "、");
    let rest = rng.pick(&["其余为会议和活动信息", "其他均为便民提示", "其余是转载信息"]);
    format!("{lead}{count}条，其中{list}，{rest}。")
}

fn electronic(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let word = rng.pick(&["其中全文电子化率达100%", "其中全文电子化率为100%", "电子化率100%"]);
    format!("{lead}{count}条，{word}。")
}

fn shares(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let items: Vec<String> = parts(rng, *count, 3)
        .iter()
        .map(|(name, number)| format!("{name}信息{number}条，占{}%", share(*number, *count)))
        .collect();
    format!("{lead}{count}条，其中{}。", items.join("；"))
}

fn growth(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let more = rng.range(1, count / 3);
    let before = count - more;
    match rng.below(4) {
        0 => format!("{lead}{count}条，较上年的{before}条增加{more}条。"),
        1 => format!("{lead}{count}条，比{{前}}年的{before}条增长{}%。", share(more, before)),
        2 => format!("{lead}{count}条，同比增长{}%。", share(more, before)),
        _ => format!("{lead}{count}条，较上年增加{more}条。"),
    }
}

fn last_year(rng: &mut Rng, subject: &Subject) -> String {
    let Subject { lead, count } = subject;
    let before = count + rng.range(1, 40);
    match rng.below(2) {
        0 => format!("{lead}{count}条，上年为{before}条。"),
        _ => format!("{lead}{count}条，比上年减少{}条（{{前}}年为{before}条）。", before - count),
    }
}

//! Faults in sentences that count: sums, shares, growth, a number left out.

use super::{Deed, say};
use crate::generate::Form;
use crate::generate::draft::{Draft, Topic};
use crate::generate::figures::total;
use crate::generate::prose::counts::{self, CHANNELS, SORTS};
use crate::generate::rng::Rng;

const SUM: &[&str] = &["narrative-sum-mismatch"];

/// Parts that do not add up to the total before them.
pub(super) fn sum(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let new = total(&draft.figures.applications.new);
    if draft.form != Form::Law2007 {
        if new > 5 && rng.chance(30) {
            let parts = off(rng, new, 3);
            let text = format!(
                "{{年}}年，{{我}}共收到政府信息公开申请{new}件，其中网络申请{}件、信函申请{}件、当面申请{}件。",
                parts[0], parts[1], parts[2]
            );
            say(draft, rng, Topic::Applications, &text)?;
            return Some(Deed::of(SUM));
        }
        if rng.chance(8) {
            let count = draft.figures.items;
            let more = count + rng.range(1, 20);
            let text =
                format!("{{年}}年，{{我}}主动公开政府信息{count}条，其中通过{{网}}公开{more}条。");
            say(draft, rng, Topic::Disclosure, &text)?;
            return Some(Deed::of(SUM));
        }
    }
    let count = draft.figures.items;
    let size = rng.range(2, 7) as usize;
    let mut names = rng.some(&SORTS, size);
    if rng.chance(50) {
        names[size - 1] = "其他类";
    }
    let parts = off(rng, count, size);
    let list = |join: &str| listed(&names, &parts, join);
    let lead = rng.pick(&[
        "{年}年，{我}主动公开政府信息",
        "全年主动公开政府信息",
        "{年}年，{简}共主动公开政府信息",
    ]);
    let text = match rng.below(6) {
        0 => format!("{lead}{count}条，其中：{}。", list("、")),
        1 => format!("{lead}{count}条，其中{}。", list("，")),
        2 => format!("{lead}{count}条（{}）。", list("，")),
        3 => format!("{lead}{count}条。其中，{}。", list("；")),
        4 => format!("{lead}{count}条（其中{}）。", list("、")),
        _ => {
            let items: Vec<String> = names
                .iter()
                .zip(&parts)
                .map(|(name, number)| format!("{number}条{name}信息"))
                .collect();
            format!("{lead}{count}条，其中{}。", items.join("，"))
        }
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(SUM))
}

/// The list within the list does not add up.
pub(super) fn nested_sum(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let count = draft.figures.items;
    let names = rng.some(&SORTS, 3);
    // The first part is large enough to be broken down.
    let first = count / 2;
    let rest = rng.split(count - first, 2);
    let inner = off(rng, first, 2);
    let within = format!("意见办法{}条、解读材料{}条", inner[0], inner[1]);
    let lead = format!("{{年}}年，{{我}}主动公开政府信息{count}条，其中");
    let part = |i: usize, number: u64| format!("{}信息{number}条", names[i]);
    let (one, two, three) = (part(0, first), part(1, rest[0]), part(2, rest[1]));
    let text = match rng.below(4) {
        0 => format!("{lead}{one}（{within}），{two}，{three}。"),
        1 => format!("{lead}{one}（其中{within}）、{two}、{three}。"),
        2 => format!("{lead}{one}，其中{within}；{two}；{three}。"),
        _ => format!("{lead}{two}，{three}，{one}。{one}，其中{within}。"),
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(SUM))
}

/// A total behind its parts that is not their sum.
pub(super) fn total_last(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let size = rng.range(2, 5) as usize;
    let parts: Vec<u64> = (0..size).map(|_| rng.range(4, 160)).collect();
    let sum: u64 = parts.iter().sum();
    let total = step(rng, sum);
    let word = rng.pick(&["合计", "共计", "累计公开信息", "合计公开信息", "共计发布"]);
    let list = if size > 2 && draft.form != Form::Law2007 && rng.chance(25) {
        let items: Vec<String> = CHANNELS
            .iter()
            .zip(&parts)
            .map(|(name, part)| format!("通过{name}发布信息{part}条"))
            .collect();
        items.join("，")
    } else {
        listed(&rng.some(&SORTS, size), &parts, rng.pick(&["，", "、"]))
    };
    say(draft, rng, Topic::Disclosure, &format!("年内公开{list}，{word}{total}条。"))?;
    Some(Deed::of(SUM))
}

/// A share that its numbers do not give.
pub(super) fn share(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let handled = total(&draft.figures.applications.handled());
    let open = total(&draft.figures.applications.results[0]);
    let (text, topic) = if draft.form != Form::Law2007 && handled > 9 && rng.chance(40) {
        let text = format!(
            "全年答复政府信息公开申请{handled}件，其中予以公开{open}件，占{}%。",
            other_share(rng, open, handled)
        );
        (text, Topic::Applications)
    } else {
        let count = draft.figures.items;
        let names = rng.some(&SORTS, 3);
        let parts = rng.split(count, 3);
        let wrong = rng.below(3);
        let items: Vec<String> = (0..3)
            .map(|i| {
                let share = if i == wrong {
                    other_share(rng, parts[i], count)
                } else {
                    counts::share(parts[i], count)
                };
                format!("{}信息{}条，占{share}%", names[i], parts[i])
            })
            .collect();
        let text = format!("全年主动公开政府信息{count}条，其中{}。", items.join("；"));
        (text, Topic::Disclosure)
    };
    say(draft, rng, topic, &text)?;
    Some(Deed::of(&["percentage-mismatch"]))
}

/// An increase or a rate that the two years do not give.
pub(super) fn growth(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let count = draft.figures.items;
    let more = rng.range(1, count / 3);
    let before = count - more;
    let wrong = step(rng, more);
    let rate = other_share(rng, more, before);
    let lead = format!("{{年}}年，{{我}}主动公开政府信息{count}条");
    let (text, rules): (_, &[&str]) = match rng.below(4) {
        0 => (format!("{lead}，较上年的{before}条增加{wrong}条。"), &["growth-mismatch"]),
        1 => (format!("{lead}，比{{前}}年的{before}条多{wrong}条。"), &["growth-mismatch"]),
        2 => (
            format!("{lead}，比{{前}}年的{before}条增长{rate}%。"),
            &["growth-mismatch", "percentage-mismatch"],
        ),
        _ => (
            format!("{lead}，上年为{before}条，同比增长{rate}%。"),
            &["growth-mismatch", "percentage-mismatch"],
        ),
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(rules))
}

/// A unit whose number was left out.
pub(super) fn lost_number(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let count = draft.figures.items;
    let names = rng.some(&SORTS, 2);
    let part = rng.range(1, count - 1);
    let text = match rng.below(7) {
        0 => format!("全年发布信息{count}条，其中{}信息条，{}信息{part}条。", names[0], names[1]),
        1 => format!("全年发布信息{count}条，其中{}信息{part}条、{}信息条。", names[0], names[1]),
        2 => "{年}年，{我}共主动公开政府信息条。".to_owned(),
        3 => format!("召开专题会议次，培训工作人员{part}人次。"),
        4 => format!("年内公开惠民信息条，发布解读稿件{part}篇。"),
        5 => format!("{{年}}年，{{我}}受理网民留言件，答复{part}件。"),
        _ => format!("全年更新{}信息条，接待群众查阅{part}人次。", names[0]),
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(&["missing-number"]))
}

fn listed(names: &[&str], parts: &[u64], join: &str) -> String {
    let items: Vec<String> =
        names.iter().zip(parts).map(|(name, part)| format!("{name}信息{part}条")).collect();
    items.join(join)
}

/// Parts of which one is a little off, so that the list is still no selection.
fn off(rng: &mut Rng, count: u64, size: usize) -> Vec<u64> {
    let mut parts = rng.split(count, size);
    let at = rng.below(size);
    let by = rng.range(1, (count / 5).clamp(1, 9));
    parts[at] = if rng.chance(50) && parts[at] >= by { parts[at] - by } else { parts[at] + by };
    parts
}

/// Up to nine more or less.
fn step(rng: &mut Rng, value: u64) -> u64 {
    let by = rng.range(1, 9);
    if rng.chance(50) && value > by { value - by } else { value + by }
}

/// A share that is at least two points off.
fn other_share(rng: &mut Rng, part: u64, whole: u64) -> String {
    let tenths = part * 1000 / whole;
    let by = rng.range(21, 139);
    counts::decimal(if tenths > by + 10 { tenths - by } else { tenths + by })
}

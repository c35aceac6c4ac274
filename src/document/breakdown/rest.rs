//! Lists that no word announces, but that a rest closes: “公开信息80条，政策20条，动态45条，其他15条”, “应办9件，办结7件，
//! 其余2件结转”, “收到申请50件，上年结转2件，办结49件，结转下年3件”.

use std::sync::LazyLock;

use super::{LONGEST, Listed, Tie, figures::Figures};
use crate::{
    document::quantity::{Bound, Number},
    source::WordList,
};

/// What a total counts that is no kind of something wider, and what is left out behind it.
const GENERAL: [&str; 12] = [
    "信息", "政府", "政务", "公开", "主动", "各类", "申请", "文件", "事项", "案件", "留言", "来电",
];
/// What a paragraph with such a list has.
static CLOSING: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["其他", "其它", "其余", "结转", "未审结", "未办结"]));
/// Other ways of publication are no rest.
const OTHER_WAYS: [&str; 5] = ["渠道", "平台", "媒体", "形式", "方式"];
/// How the words of a total end that says no more than that all of it came or went.
const IN_ALL: [&str; 14] = [
    "收到", "发布", "受理", "接收", "接到", "办理", "应办", "印发", "制发", "征集", "答复", "处理",
    "共", "计",
];

impl Figures<'_> {
    /// Reads the lists that end in what is left.
    pub(super) fn closed(&self, found: &mut Listed) {
        if !self.passage.has_any(&CLOSING) {
            return;
        }
        for at in 2..self.all.len() {
            if found.taken[at] || self.all[at].each {
                continue;
            }
            if self.is_rest(at) {
                self.closed_by_rest(at, found);
            } else if self.head(at).contains("结") {
                self.balance(at, found);
            }
        }
    }

    /// A list whose last part is the rest; its total is the first figure that it may come to.
    fn closed_by_rest(&self, rest: usize, found: &mut Listed) {
        let ways = OTHER_WAYS.iter().any(|word| self.head(rest).contains(word));
        let goes_on = self.all.get(rest + 1).is_some_and(|next| {
            let last = &self.all[rest];
            (next.sentence, next.depth) == (last.sentence, last.depth)
                && next.quantity.unit == last.quantity.unit
        });
        if ways || goes_on {
            return;
        }
        let before = self.level(rest);
        let Some((total, parts)) = (0..before.len().saturating_sub(1))
            .map(|first| (before[first], &before[first + 1..]))
            .find(|(total, parts)| self.may_close(*total, parts))
        else {
            return;
        };
        if parts.iter().any(|&part| found.taken[part] || self.all[part].each)
            || self.comes_to_any(parts, found)
            || self.by_channel(total, parts)
            || self.stages(parts)
            || self.sides(parts)
            || self.says_twice(total, parts)
        {
            return;
        }
        self.push(self.item(total), parts, Tie::Including, found).rest = true;
    }

    /// The figures of this one's sentence, unit and brackets up to it that nothing else comes between.
    fn level(&self, last: usize) -> Vec<usize> {
        let of = &self.all[last];
        let mut found: Vec<usize> = (0..=last)
            .rev()
            .take(LONGEST)
            .take_while(|&one| {
                self.all[one].sentence == of.sentence && self.all[one].depth >= of.depth
            })
            .filter(|&one| self.all[one].depth == of.depth)
            .take_while(|&one| self.all[one].quantity.unit == of.quantity.unit)
            .collect();
        found.reverse();
        found
    }

    /// Whether a figure is a total in general words and the parts behind it are near it, each named otherwise.
    fn may_close(&self, total: usize, parts: &[usize]) -> bool {
        let (head, value) = (self.head(total), self.all[total].quantity.value);
        let off = (self.sum(parts) - value).abs();
        let named = || parts.iter().all(|&part| !self.head(part).is_empty());
        let kinds = || {
            let noun = GENERAL.iter().find(|noun| head.ends_with(**noun));
            let parts = &parts[..parts.len() - 1];
            noun.is_none_or(|noun| !parts.iter().any(|&part| self.head(part).ends_with(noun)))
        };
        let apart = || self.between(total, parts[0]);
        parts.len() > 1
            && off > Number::ZERO
            && off.times(5) <= value
            && self.all[total].quantity.bound == Bound::Exact
            && self.tie(total).is_none()
            && !head.is_empty()
            && is_in_all(head)
            && named()
            && kinds()
            && !apart().ends_with('、')
            && !parts.iter().any(|&part| self.leads_away(part, parts[0]))
    }

    /// Whether some of the parts, with the rest, come to any figure before them or to two side by side.
    fn comes_to_any(&self, parts: &[usize], found: &Listed) -> bool {
        let value = |one: usize| self.all[one].quantity.value;
        let rest = parts[parts.len() - 1];
        let mut totals: Vec<Number> = (0..rest).map(value).collect();
        totals.extend((1..rest).map(|one| value(one) + value(one - 1)));
        let from = |first: usize| self.sum(&parts[first..]);
        let with = |part: &usize| value(*part) + value(rest);
        let listed = found
            .all
            .iter()
            .any(|one| one.parts.last().is_some_and(|last| last.place == self.item(rest).place));
        listed
            || (0..parts.len() - 1).any(|first| totals.contains(&from(first)))
            || parts[..parts.len() - 1].iter().any(|part| totals.contains(&with(part)))
    }

    /// What came in anew and was carried over, and what was done and carried on: the last of the four is `left`.
    fn balance(&self, left: usize, found: &mut Listed) {
        let level = self.level(left);
        let Some(&[.., one, other, done, left]) =
            level.first_chunk::<4>().filter(|_| level.len() == 4)
        else {
            return;
        };
        let carried = |at: usize| {
            let head = self.head(at);
            head.contains("结转")
                && ["上", "去", "往", "以前"].iter().any(|word| head.contains(word))
        };
        // Not every review that is asked for is taken up.
        let arrived = |at: usize| {
            let head = self.head(at);
            let received =
                !head.contains("复议") && (head.contains("收到") || head.contains("接收"));
            (received || head.contains("新收") || head.contains("受理")) && !head.contains("结转")
        };
        let finished = ["办结", "审结", "答复"].iter().any(|word| {
            let head = self.head(done);
            head.trim_start_matches(|char| "本当年度内共已予以合计全".contains(char)) == *word
        });
        let remains = ["结转下", "结转至", "结转到", "未审结", "未办结"]
            .iter()
            .any(|word| self.head(left).contains(word));
        let sides = arrived(one) && carried(other) || carried(one) && arrived(other);
        let all = [one, other, done, left];
        let (into, out) = (self.sum(&[one, other]), self.sum(&[done, left]));
        let value = |at: usize| self.all[at].quantity.value;
        if !(sides && finished && remains)
            || into == out
            || [one, other].iter().any(|&new| arrived(new) && value(new) == out)
            || all.iter().any(|&at| self.all[at].quantity.bound != Bound::Exact || found.taken[at])
            || [one, other, done].iter().any(|&at| self.tie(at).is_some())
        {
            return;
        }
        self.push(self.together(one, other), &[done, left], Tie::Behind, found);
    }
}

/// Whether the words of a total name no kind: “公开信息”, “共收到申请”, not “公开政策信息”.
pub(super) fn is_in_all(head: &str) -> bool {
    let mut rest = head;
    while let Some(shorter) = GENERAL.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    let plain = |char| "全年度本我局镇委共累计已应".contains(char);
    rest.trim_start_matches(plain).is_empty() || IN_ALL.iter().any(|word| rest.ends_with(word))
}

//! What there was, what came and went, and what there is now: “年初粉丝6210人，新关注1280人，取消关注305人，年末粉丝7185人”.

use std::sync::LazyLock;

use super::{Listed, Tie, figures::Figures};
use crate::{
    document::quantity::{Bound, Number},
    source::WordList,
};

/// Words of what there was.
static BEFORE: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["年初", "上年末", "上年底", "去年底", "去年末", "上年年末", "原有", "期初"])
});
/// Words of what came.
static CAME: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "新增",
        "新关注",
        "新收",
        "接收",
        "新建",
        "新开",
        "新设",
        "归集",
        "出台",
        "制发",
        "印发",
        "新制",
        "新入",
        "录入",
    ])
});
/// Words of what went.
static WENT: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "取消", "清理", "取关", "销毁", "注销", "关停", "撤销", "移交", "移出", "退出", "清退",
        "核销", "废止",
    ])
});
/// Words of what there is now.
static NOW: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["年末", "年底", "目前", "现有", "现存", "期末", "尚有", "共有"])
});
/// Where one of these stands, something else came or went.
static ELSE: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["增加", "减少", "合并", "转", "整合", "调整", "其中", "分别"]));

impl Figures<'_> {
    /// Reads the stocks.
    pub(super) fn stocks(&self, found: &mut Listed) {
        if !(self.passage.has_any(&BEFORE) && self.passage.has_any(&NOW)) {
            return;
        }
        for at in 0..self.all.len().saturating_sub(2) {
            if self.passage.part(self.head(at)).has_any(&BEFORE) {
                self.stock(at, found);
            }
        }
    }

    fn stock(&self, before: usize, found: &mut Listed) {
        let has = |at: usize, words: &WordList| self.passage.part(self.head(at)).has_any(words);
        let Some(now) = (before + 1..self.all.len()).take(3).find(|&at| has(at, &NOW)) else {
            return;
        };
        let of = &self.all[before];
        let [came, went] = [&CAME, &WENT].map(|words| (before + 1..now).find(|&at| has(at, words)));
        let all = before..=now;
        let words = &self.text[of.clause..self.all[now].quantity.range.end];
        let value = |at: Option<usize>| at.map_or(Number::ZERO, |at| self.all[at].quantity.value);
        let (into, out) = (value(Some(before)) + value(came), value(Some(now)) + value(went));
        let moved = usize::from(came.is_some()) + usize::from(went.is_some());
        let sure = all.clone().all(|at| {
            let one = &self.all[at];
            one.sentence == of.sentence
                && one.depth == of.depth
                && one.quantity.unit == of.quantity.unit
                && one.quantity.bound == Bound::Exact
                && !one.each
                && !found.taken[at]
        });
        let near = (into - out).abs().times(5) <= out;
        if !sure
            || !near
            || moved == 0
            || moved != now - before - 1
            || self.passage.part(words).has_any(&ELSE)
            || came.is_some_and(|came| came != before + 1)
        {
            return;
        }
        let total = came.map_or_else(|| self.item(before), |came| self.together(before, came));
        let parts: Vec<usize> = went.into_iter().chain([now]).collect();
        self.push(total, &parts, Tie::Behind, found);
    }
}

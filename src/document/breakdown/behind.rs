//! Totals behind their parts: “网站36条，微信85条，合计121条”.

use std::sync::LazyLock;

use super::{
    Breakdown, LONGEST, Listed, Tie,
    clause::{is_of_parts_of_a_year, is_total_in_bracket, names_a_year, total_word},
    figures::Figures,
    others::Divided,
};
use crate::source::WordList;

/// Words of a clause that speaks of publishing.
static SPEAKING: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["公开", "发布", "推送", "刊发"]));
/// What is counted of something else than the parts: how often it was read, who took part.
const MEASURES: [&str; 16] = [
    "参训", "培训", "访问", "点击", "阅读", "浏览", "服务", "受益", "惠及", "覆盖", "留言", "关注",
    "粉丝", "参与", "投入", "播放",
];

impl Figures<'_> {
    /// 合计, 共计, 累计 at the beginning of a clause or in a bracket, behind at least two figures.
    pub(super) fn total_behind(&self, at: usize, found: &mut Listed) {
        let (head, figure) = (self.head(at), &self.all[at]);
        let bracket = figure.depth > 0
            && self.text[..figure.clause].ends_with('（')
            && is_total_in_bracket(head);
        let word = bracket.then_some("共").or_else(|| total_word(head));
        let Some(word) = word.or_else(|| head.starts_with('共').then_some("全年")) else {
            return;
        };
        if self.tie(at).is_some()
            && !(word.ends_with('计') && word != "累计" && self.has_some_of(at, found))
            || ["历年", "以来", "截至", "自开"].iter().any(|word| head.contains(word))
        {
            return;
        }
        let same = (0..at)
            .rev()
            .take(LONGEST)
            .take_while(|&before| self.all[before].sentence == figure.sentence);
        let depth = figure.depth - i32::from(bracket);
        let same: Vec<usize> = same.filter(|&before| self.is_before(before, at, depth)).collect();
        let mut parts = if !same.is_empty() || matches!(word, "共" | "总数" | "全年") {
            same
        } else if word == "以上" {
            self.sentence_before(at)
        } else {
            self.parts_before(at)
        };
        parts.reverse();
        let in_year = |&part: &usize| is_of_parts_of_a_year(self.head(part));
        let tie = if word == "全年" && !parts.iter().all(in_year) {
            self.counted_up(at, &parts)
        } else {
            Some(Tie::Behind)
        };
        let Some(tie) = tie else { return };
        // A list that has its total before it needs none behind; what follows 其中 is a list of its own.
        if parts.len() < 2
            || parts.iter().any(|&part| found.taken[part])
            || parts.iter().any(|&part| self.all[part].each)
            || !self.counts_the_same(at, &parts)
            || self.is_balanced(at, &parts)
            || (bracket || word == "总数") && !self.is_of_all(at, &parts)
        {
            return;
        }
        let suffix = (0..parts.len() - 1)
            .find(|&from| self.sum(&parts[from..]) == self.all[at].quantity.value);
        let parts = &parts[suffix.unwrap_or_default()..];
        let divided = |divided: Divided| divided.parts == parts.len() && !divided.overlapping;
        if self.others && !self.divided(at, parts).is_some_and(divided) {
            return;
        }
        let breakdown = self.push(self.item(at), parts, tie, found);
        breakdown.overlapping = !breakdown.satisfied && self.counts_once(parts[0], at);
    }

    /// Whether the parts come to a total and what is carried on behind it: “新收25件，上年结转3件，共计答复24件，结转下年4件”.
    fn is_balanced(&self, at: usize, parts: &[usize]) -> bool {
        let carried = |next: &usize| {
            self.all[*next].sentence == self.all[at].sentence && self.head(*next).contains("结转")
        };
        let next = Some(at + 1).filter(|next| *next < self.all.len()).filter(carried);
        next.is_some_and(|next| self.sum(parts) == self.sum(&[at, next]))
    }

    /// Whether a total has a list behind it, too, that names only some: “共计100条，其中民生信息12条”.
    fn has_some_of(&self, at: usize, found: &Listed) -> bool {
        let place = self.item(at).place;
        let mut lists = found.all.iter().filter(|one| one.total.place == place);
        let some = |one: &Breakdown| !one.satisfied || one.parts.len() == 1;
        lists.all(|one| some(one) && one.sum() < one.total.value)
    }

    /// How parts are tied to “共收到申请15件”, “全年共发布信息100条” behind them, which may count more than they: they are all
    /// of it where they are the ways of applying, and no more than it where one verb governs them.
    fn counted_up(&self, at: usize, parts: &[usize]) -> Option<Tie> {
        let (&first, head) = (parts.first()?, self.head(at));
        let head = head.trim_start_matches(|char| "全年本度共累计".contains(char));
        let ways = || parts.iter().all(|&part| self.application_side(part) == Some(0));
        if !self.is_of_all(at, parts) {
            return None;
        }
        if head.contains("申请") && ways() {
            return Some(Tie::Behind);
        }
        let verbs =
            ["公开", "发布", "刊发", "推送", "报送", "编发", "收到", "受理", "办理", "接待"];
        let verb = verbs.into_iter().find(|verb| head.starts_with(verb))?;
        self.head(first).starts_with(verb).then_some(Tie::Including)
    }

    /// Whether a bracket is about the whole list before it, in one unit, and not about its last part.
    fn is_of_all(&self, at: usize, parts: &[usize]) -> bool {
        let total = &self.all[at].quantity;
        let last = &self.all[parts[parts.len() - 1]].quantity;
        last.value != total.value
            && parts.iter().all(|&part| self.all[part].quantity.unit == total.unit)
    }

    /// Whether a figure stands in a clause before another's, so deep in brackets: not the “两项” of “两项合计”.
    fn is_before(&self, before: usize, at: usize, depth: i32) -> bool {
        let (one, other) = (&self.all[before], &self.all[at]);
        one.depth == depth && one.clause < other.clause
    }

    /// Whether a total counts what its parts count: in a unit that one of them has, no measure that none of them
    /// has, and no stock of several years.
    fn counts_the_same(&self, at: usize, parts: &[usize]) -> bool {
        let head = self.head(at);
        let unit =
            parts.iter().any(|&part| self.all[part].quantity.unit == self.all[at].quantity.unit);
        let measured = MEASURES
            .iter()
            .filter(|word| head.contains(**word))
            .all(|word| parts.iter().any(|&part| self.head(part).contains(word)));
        let years = parts.iter().filter(|&&part| names_a_year(self.head(part))).count();
        unit && measured && !(years > 1 && head.contains("累计"))
    }

    /// The figures of the sentence before, from the last.
    fn sentence_before(&self, at: usize) -> Vec<usize> {
        let sentence = self.all[at].sentence;
        let before = (0..at).rev().take(LONGEST);
        before
            .filter(|&one| self.all[one].sentence + 1 == sentence && self.all[one].depth == 0)
            .collect()
    }

    /// The figures of the sentences before, as far as each has one and speaks of publishing, back to a 其中, from the last.
    fn parts_before(&self, at: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        let mut sentence = self.all[at].sentence;
        for before in (0..at).rev().take(LONGEST + 1) {
            let figure = &self.all[before];
            let words = &self.text[figure.clause..figure.quantity.range.start];
            let speaks = self.passage.part(words).has_any(&SPEAKING);
            if sentence > figure.sentence + 1 || !speaks || figure.depth > 0 {
                break;
            }
            sentence = figure.sentence;
            parts.push(before);
        }
        if (3..=LONGEST).contains(&parts.len()) { parts } else { Vec::new() }
    }
}

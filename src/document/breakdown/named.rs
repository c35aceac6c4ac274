//! Lists that no word announces, but whose parts are named so that they exclude each other, or that say what they are of:
//! “收到申请40件，网络申请30件，信函申请10件”, “66条民生信息中，供水类30条…”.
//!
//! Nothing says that such a list is complete: it can only come to too much.

use std::sync::LazyLock;

use super::{LONGEST, Listed, Tie, clause::divides, figures::Figures};
use crate::source::WordList;

/// What becomes of reviews and suits.
static OUTCOMES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["维持", "纠正", "驳回", "撤诉", "尚未审结", "其他结果", "确认违法"])
});
/// How suits come to court.
static WAYS_TO_COURT: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["直接起诉", "经复议", "复议后"]));
/// What is applied for and decided.
static DECIDED: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["申请", "复议", "诉讼", "答复", "受理", "办结"]));
/// Nouns that are left out where a list says what it is of: 村级信息 and 村级.
const GENERAL: [&str; 9] = ["信息", "政府", "公开", "案件", "申请", "文件", "事项", "件", "条"];
/// How far back the figure may stand that a list says it is of.
const BACK: usize = 8;

impl Figures<'_> {
    /// Reads the lists that no word announces.
    pub(super) fn named(&self, found: &mut Listed) {
        for at in 0..self.all.len().saturating_sub(2) {
            if self.tie(at).is_some() || found.taken[at + 1] {
                continue;
            }
            let Some((total, parts)) = self.list_of(at) else { continue };
            let divided = self.head(at + 1).contains("分为") || self.is_divided_again(at);
            // Persons, places and meetings of which something is told may be counted twice.
            let told =
                self.others || matches!(self.all[total].quantity.unit, "个" | "次" | "场" | "期");
            let sure = || self.excluding(&parts) == Some(parts.len());
            let mixed =
                || self.stages(&parts) || self.sides(&parts) || self.says_twice(total, &parts);
            if parts.len() < 2
                || self.sum(&parts) <= self.all[total].quantity.value
                    && !self.is_of_all_with_rest(total, &parts)
                    && (!divided || self.is_open(at, &parts))
                || told && !sure()
                || parts.iter().any(|&part| found.taken[part] || self.all[part].each)
                || mixed()
                || self.by_channel(total, &parts)
            {
                continue;
            }
            let total = if self.is_with_carried(total) {
                self.together(total - 1, total)
            } else {
                self.item(total)
            };
            let rest = self.is_rest(parts[parts.len() - 1]);
            let tie = if divided { Tie::Among } else { Tie::Including };
            self.push(total, &parts, tie, found).rest = rest;
        }
    }

    /// Whether a list says what it is of (“的33件申请中，”) and is closed by the rest, which leaves little out.
    fn is_of_all_with_rest(&self, total: usize, parts: &[usize]) -> bool {
        let last = parts[parts.len() - 1];
        let value = self.all[total].quantity.value;
        let short = value - self.sum(parts);
        self.gap(total).contains("中，")
            && self.is_rest(last)
            && short.times(5) <= value
            && self.all[total + 1..=last].len() == parts.len()
            && !self.is_open(total, parts)
            && self.all.get(last + 1).is_none_or(|next| next.sentence > self.all[last].sentence)
    }

    /// The total and the parts of the list that begins behind a figure.
    fn list_of(&self, at: usize) -> Option<(usize, Vec<usize>)> {
        let gap = self.gap(at);
        if self.is_divided_again(at) {
            let listed = |before: &usize| self.tie(*before).is_some();
            let total = (0..=at).rev().take(LONGEST).find(listed)?;
            return Some((total, self.run(total, at + 1, |_| true)));
        }
        if let Some((of, _)) =
            gap.rsplit_once("分为").filter(|(of, _)| of.contains(['，', '；', '。']))
        {
            let total = self.total_named(at, of)?;
            return Some((total, self.run(total, at + 1, |_| true)));
        }
        if let Some((of, _)) = gap.rsplit_once("中，").or_else(|| gap.rsplit_once("里，")) {
            let total = if of.contains(['，', '；', '。', '：']) {
                self.total_named(at, of)?
            } else {
                at
            };
            return Some((total, self.run(total, at + 1, |_| true)));
        }
        if !gap.ends_with(['，', '、']) && self.between(at, at + 1) != "，" {
            return None;
        }
        if self.head(at + 1).is_empty() {
            let link = |part: usize| {
                let label = self.label(part);
                ["为", "是", "属于", "通过"].into_iter().find(|link| label.starts_with(link))
            };
            let first = link(at + 1)?;
            let parts = self
                .run(at, at + 1, |part| self.head(part).is_empty() && link(part) == Some(first));
            return Some((at, parts));
        }
        let of = self.passage.part(self.head(at));
        if !of.has_any(&DECIDED) || self.side_of(at).is_some() {
            return None;
        }
        // Totals side by side may be meant together.
        let beside = |one: &usize| self.all[*one].sentence == self.all[at].sentence;
        let most = (0..=at)
            .rev()
            .take(BACK)
            .take_while(beside)
            .map(|one| self.all[one].quantity.value)
            .sum();
        let own = self.side_of(at + 1)?;
        let same = |part| self.side_of(part) == Some(own) || self.is_rest(part);
        let parts = self.run(at, at + 1, same);
        (self.sum(&parts) > most).then_some((at, parts))
    }

    /// Whether the things of the list that ends here are divided by something else: “；按来源分，自编209条，转载103条”.
    fn is_divided_again(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.rsplit_once('；').is_some_and(|(_, behind)| divides(behind))
    }

    /// The figures from one on, as far as they count in the unit of the total, in its sentence or that of the first.
    fn run(&self, total: usize, from: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let (of, first) = (&self.all[total], &self.all[from]);
        (from..self.all.len())
            .take(LONGEST)
            .take_while(|&part| {
                let figure = &self.all[part];
                figure.quantity.unit == of.quantity.unit
                    && (figure.sentence, figure.depth) == (first.sentence, of.depth)
                    && (part == from || !self.leads_away(part, from) && self.follows_on(part))
                    && fits(part)
            })
            .collect()
    }

    /// Whether no more than a mark and what explains the part before stands between a figure and that one.
    fn follows_on(&self, part: usize) -> bool {
        let between = self.between(part - 1, part);
        !between.contains(['；', '。'])
            && (self.head(part).is_empty()
                || between.chars().count() < 3
                || self.head(part - 1).is_empty())
    }

    /// The side from which a part looks at applications or reviews.
    fn side_of(&self, part: usize) -> Option<usize> {
        let label = || self.passage.part(self.label(part));
        let to_court = || label().has_any(&WAYS_TO_COURT).then_some(usize::MAX - 1);
        let outcome = || label().has_any(&OUTCOMES).then_some(usize::MAX);
        self.application_side(part).or_else(to_court).or_else(outcome)
    }

    /// The figure that “村级信息中，” speaks of: the nearest one before that counts 村级信息.
    fn total_named(&self, at: usize, of: &str) -> Option<usize> {
        let mark = of.rfind(['，', '；', '。', '：'])?;
        let of = of[mark..].trim_start_matches(['，', '；', '。', '：']);
        let bare = |mut name: &str| {
            while let Some(rest) = GENERAL.iter().find_map(|word| name.strip_suffix(word)) {
                name = rest;
            }
            name.len()
        };
        let of = of[..bare(of)].trim_end_matches('的');
        let named = |&before: &usize| {
            let head = self.head(before);
            head[..bare(head)].ends_with(of)
                && self.all[before].sentence + 1 >= self.all[at].sentence
        };
        (of.chars().count() > 1).then(|| (0..=at).rev().take(BACK).find(named))?
    }
}

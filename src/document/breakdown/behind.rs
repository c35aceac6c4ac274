//! Totals behind their parts: “网站36条，微信85条，合计121条”.

use std::sync::LazyLock;

use super::{
    Breakdown, LONGEST, Listed, Tie,
    clause::{
        SUMS, count_of_kinds, divides, is_of_parts_of_a_year, is_total_in_bracket, names_a_year,
        total_word,
    },
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

/// Words of the levels of government that together are all of a place.
static LEVELS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "本级",
        "镇级",
        "乡级",
        "村级",
        "县级",
        "区级",
        "市级",
        "机关",
        "各",
        "所辖",
        "所属",
        "下属",
        "直属",
        "个村",
        "个社区",
        "个乡",
        "个镇",
        "个街道",
    ])
});

/// Whether “全镇合计发布” says that a figure is that of a whole place.
fn is_of_place(head: &str) -> bool {
    let Some(rest) = head.strip_prefix('全') else { return false };
    let place = rest.chars().next().filter(|char| "省市州县区旗镇乡村街局校系".contains(*char));
    let rest = &rest[place.map_or(0, char::len_utf8)..];
    place.is_some()
        && SUMS.iter().any(|word| rest.trim_start_matches(['道', '统']).starts_with(word))
}

impl Figures<'_> {
    /// 合计, 共计, 累计 at the beginning of a clause or in a bracket, behind at least two figures.
    pub(super) fn total_behind(&self, at: usize, found: &mut Listed) {
        let (head, figure) = (self.head(at), &self.all[at]);
        let bracket = figure.depth > 0
            && self.text[..figure.clause].ends_with('（')
            && is_total_in_bracket(head);
        let word = bracket.then_some("共").or_else(|| total_word(head));
        let kinds = || self.passage.part(head).has_any(&SUMS).then(|| count_of_kinds(head))?;
        let kinds = if word.is_none() { kinds() } else { None };
        let word = word.or_else(|| kinds.is_some().then_some("共"));
        let counted = || head.starts_with('共') || is_of_place(head);
        let Some(word) = word.or_else(|| counted().then_some("全年")) else {
            return;
        };
        // “上述信息共12条被转载” tells of some of them.
        let behind = &self.text[figure.quantity.range.end..];
        if word == "以上" && behind.trim_start_matches('已').starts_with(['被', '获']) {
            return;
        }
        if self.tie(at).is_some() && !(word != "累计" && self.has_some_of(at, found))
            || ["历年", "以来", "截至", "自开"].iter().any(|word| head.contains(word))
        {
            return;
        }
        let same = (0..at)
            .rev()
            .take(LONGEST)
            .take_while(|&before| self.all[before].sentence == figure.sentence);
        let depth = figure.depth - i32::from(bracket);
        let same: Vec<usize> = same
            .filter(|&before| self.is_before(before, at, depth) && !self.is_by_the_way(before, at))
            .collect();
        let mut parts = if !same.is_empty() || matches!(word, "共" | "总数" | "全年") {
            same
        } else if word == "以上" {
            self.sentence_before(at)
        } else {
            self.parts_before(at)
        };
        parts.reverse();
        let in_year = |&part: &usize| is_of_parts_of_a_year(self.head(part));
        // “上半年累计433条，全年累计968条” runs on.
        if parts.iter().any(|part| in_year(part) && self.head(*part).contains("累计")) {
            return;
        }
        let tie = if word == "全年" && !parts.iter().all(in_year) {
            self.counted_up(at, &parts)
        } else {
            Some(Tie::Behind)
        };
        let Some(tie) = tie else { return };
        // “审核稿件685篇，退回73篇，累计发布680篇” adds nothing up.
        let exceeds = |&part: &usize| self.all[part].quantity.value > figure.quantity.value;
        // A list that has its total before it needs none behind; what follows 其中 is a list of its own.
        if parts.len() < 2
            || parts.iter().any(|&part| found.taken[part])
            || parts.iter().any(|&part| self.all[part].each)
            || !self.counts_the_same(at, &parts)
            || self.is_balanced(at, &parts)
            || word == "累计" && parts.iter().any(exceeds)
            || (bracket || word == "总数" || kinds.is_some()) && !self.is_of_all(at, &parts)
            || kinds.is_some_and(|kinds| parts.len() != kinds || !self.may_sum_up(at, &parts))
        {
            return;
        }
        let suffix = (0..parts.len() - 1)
            .find(|&from| self.sum(&parts[from..]) == self.all[at].quantity.value);
        let parts = &parts[suffix.unwrap_or_default()..];
        let divided = |divided: Divided| divided.parts == parts.len() && !divided.overlapping;
        let judged = || self.is_in_turn(parts) || self.divided(at, parts).is_some_and(divided);
        if self.others && !judged() {
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
        if !self.is_of_all(at, parts) {
            return None;
        }
        if is_of_place(head) {
            let of_level = |&part: &usize| self.passage.part(self.head(part)).has_any(&LEVELS);
            let all = parts.iter().all(of_level) && self.may_sum_up(at, parts);
            return all.then_some(Tie::Behind);
        }
        let head = head.trim_start_matches(|char| "全年本度共累计".contains(char));
        let ways = || parts.iter().all(|&part| self.application_side(part) == Some(0));
        let alone = self.head(at).starts_with('共');
        let listed = || self.is_announced(first) || self.by_outcome(parts);
        if head.contains("申请") && ways() || alone && listed() && self.may_sum_up(at, parts) {
            return Some(Tie::Behind);
        }
        let verbs =
            ["公开", "发布", "刊发", "推送", "报送", "编发", "收到", "受理", "办理", "接待"];
        let verb = verbs.into_iter().find(|verb| head.starts_with(verb))?;
        self.head(first).starts_with(verb).then_some(Tie::Including)
    }

    /// Whether the words before a list say that all of it follows: “从渠道看，网上提交9件…”, “信息分为计划3条…”.
    fn is_announced(&self, first: usize) -> bool {
        let before = self.text[..self.all[first].clause].trim_end_matches(['，', '：']);
        let clause = before.rsplit(['，', '；', '。', '：']).next().unwrap_or_default();
        self.head(first).contains("分为") || divides(clause)
    }

    /// Whether a total may be that of the parts: none is more than it, and it is not far from their sum.
    pub(super) fn may_sum_up(&self, at: usize, parts: &[usize]) -> bool {
        let (total, sum) = (self.all[at].quantity.value, self.sum(parts));
        (total - sum).abs().times(2) <= sum
            && parts.iter().all(|&part| self.all[part].quantity.value <= total)
    }

    /// Whether a figure only says how many did what the next one counts: “六个村发布36条”.
    fn is_by_the_way(&self, figure: usize, at: usize) -> bool {
        let [one, next] = [&self.all[figure], &self.all[figure + 1]];
        let unit = self.all[at].quantity.unit;
        one.clause == next.clause && one.quantity.unit != unit && next.quantity.unit == unit
    }

    /// Whether one word says of all parts that they are those of one thing after the other: “参训人员分别为38人、29人、33人”.
    fn is_in_turn(&self, parts: &[usize]) -> bool {
        let turns = ["分别为", "分别是", "分别有", "依次为", "依次是"];
        turns.iter().any(|word| self.head(parts[0]).ends_with(word))
            && parts[1..].iter().all(|&part| {
                self.head(part).is_empty() || matches!(self.gap(part - 1), "和" | "及" | "与")
            })
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
        let trained = |head: &str| head.contains("参训") || head.contains("培训");
        let measured = MEASURES.iter().filter(|word| head.contains(**word)).all(|word| {
            parts.iter().any(|&part| {
                let part = self.head(part);
                part.contains(word) || trained(word) && trained(part)
            })
        });
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

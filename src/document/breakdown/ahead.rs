//! Totals ahead of their parts: “公开信息121条，其中网站36条，微信85条”.

use super::{
    DEEPEST, Item, LONGEST, Listed, Tie,
    clause::{divides, is_carried_in, is_received, refers_back},
    figures::Figures,
    overlap::REMAINING,
};
use crate::document::quantity::Number;

/// Words at the beginning of a clause that end a list of parts: what follows is something else.
const ELSEWHERE: [&str; 34] = [
    "此外", "另外", "另", "同时", "全年", "历年", "累计", "截至", "截止", "合计", "共计", "总计",
    "总共", "办结", "答复", "回复", "已", "均", "同年", "年末", "并", "还", "接听", "受理", "被",
    "按时", "按期", "满意", "浏览", "阅读", "访问", "点击", "粉丝", "延期",
];
/// Verbs at the beginning of a clause that mostly begin a statement of their own, but may name a part.
const VERBS: [&str; 21] = [
    "收到",
    "发布",
    "公开信息",
    "公开政府",
    "公开各",
    "公开复",
    "公开文",
    "办理",
    "召开",
    "举办",
    "发生",
    "开展",
    "编印",
    "印发",
    "回应",
    "接待",
    "报送",
    "制作",
    "组织",
    "参与",
    "培训",
];
/// What stands behind the name of a part that is divided itself: “公告中”.
const WITHIN: [char; 3] = ['中', '里', '内'];

/// The figures behind a total.
struct List {
    parts: Vec<usize>,
    /// Index behind the last figure read.
    end: usize,
    /// Whether what follows may be a part all the same.
    vague: bool,
}

impl Figures<'_> {
    /// A total with its parts behind it; `outer` is the total of the list that this one stands in, and how deep that one
    /// stands. Returns the index behind the last part.
    pub(super) fn total_ahead(
        &self,
        at: usize,
        outer: Option<(usize, usize)>,
        found: &mut Listed,
    ) -> Option<usize> {
        let level = outer.map_or(0, |(_, level)| level + 1);
        let tie = self.tie(at).filter(|_| level < DEEPEST)?;
        let List { parts, end, mut vague } = self.parts(at, level, found);
        let total = self.total_for(at, outer.map(|(total, _)| total), &parts)?;
        let fits = self.fits(at, total, &parts, end);
        let whole = parts.len();
        let parts = self.in_one_unit(total, parts);
        vague |= parts.len() < whole && !self.begins_behind(parts[parts.len() - 1] + 1, '；');
        let untold = |figure: &usize| self.all[*figure].each && self.all[*figure].times.is_none();
        if self.all[total].each
            || parts.iter().any(untold)
            || self.is_one_for_each(at, total, &parts)
        {
            return Some(end);
        }
        let divided = self.others.then(|| self.divided(total, &parts));
        let mut parts = parts;
        if let Some(divided) = &divided {
            let Some(divided) = divided else { return Some(end) };
            parts.truncate(divided.parts);
        }
        let twice = (!fits).then(|| self.wrong_side(total, &parts)).flatten();
        let whole = twice.is_none();
        let parts = twice.unwrap_or(parts);
        let item = self.total_item(total, level, &parts);
        let breakdown = self.push(item, &parts, tie, found);
        // What was carried in alone is seldom all that a list is of.
        let alone =
            || level == 0 && is_carried_in(self.head(total)) && !self.is_with_carried(total);
        breakdown.satisfied = breakdown.satisfied || fits || alone();
        if !breakdown.satisfied && whole {
            let mixed = || {
                (self.stages(&parts) || self.sides(&parts) || self.by_traits(&parts))
                    && !self.is_whole(&parts)
                    || self.says_twice(at, &parts)
            };
            breakdown.rest = parts.last().is_some_and(|&last| self.is_rest(last));
            // A sum below the total asks whether the list is open, one above it whether it overlaps.
            if breakdown.sum() < breakdown.total.value {
                let stock = self.head(total).contains("现行有效");
                // What is carried out may be told behind the list.
                let carried = level == 0
                    && self.is_with_carried(total)
                    && self.text[self.list_end(parts[parts.len() - 1])..].contains("结转");
                let more = vague || stock || carried;
                breakdown.open = more || self.is_open(at, &parts) || mixed();
            } else {
                breakdown.overlapping = self.by_channel(total, &parts) || mixed();
            }
            if let Some(divided) = divided.flatten() {
                breakdown.open |= divided.open;
                breakdown.overlapping |= divided.overlapping;
            }
        }
        Some(end)
    }

    /// The parts of a list: figures in the same brackets up to the end of the sentence; a part that is broken down itself
    /// is read as a total first.
    fn parts(&self, total: usize, level: usize, found: &mut Listed) -> List {
        let from = total + 1;
        let (sentence, depth) = (self.all[from].sentence, self.all[from].depth);
        let stated = self.all[total].quantity.value;
        let bracket = depth > self.all[total].depth;
        let (mut parts, mut at, mut vague) = (Vec::new(), from, false);
        let mut sum = Number::ZERO;
        while let Some(figure) =
            self.all.get(at).filter(|one| one.sentence == sentence && one.depth >= depth)
        {
            if parts.len() == LONGEST {
                vague = true;
                break;
            }
            if figure.depth > depth {
                at += 1;
                continue;
            }
            let count = figure.quantity.value;
            if at > from {
                if self.leads_away(at, from)
                    || self.head(at) == "共"
                    || self.is_divided_anew(at)
                    || self.turns_away(at, total)
                {
                    break;
                }
                let stated_anew = self.begins_with(at, from, &VERBS) && !self.is_money(at);
                vague = stated_anew && figure.quantity.unit == self.all[from].quantity.unit;
                let behind = self.begins_behind(at, '；');
                let full = level > 0 && !bracket && (sum == stated || sum + count > stated);
                if stated_anew
                    || behind && (full || self.begins_new_total(at, &parts, stated - sum))
                {
                    break;
                }
            }
            // What several share stands once for each.
            for _ in 0..figure.times.unwrap_or(1) {
                parts.push(at);
                sum = sum + count;
            }
            at = self.total_ahead(at, Some((total, level)), found).unwrap_or(at + 1);
        }
        List { parts, end: at, vague }
    }

    /// Whether a figure's clause begins with one of the words, where the first part's does not; names of kinds begin with
    /// any.
    fn begins_with(&self, at: usize, first: usize, words: &[&str]) -> bool {
        let (head, before) = (self.head(at), self.head(first));
        // Nearly always the last byte of the first character tells.
        let Some(&[.., last]) = head.as_bytes().first_chunk::<3>() else { return false };
        let begins = |word: &&str| {
            word.as_bytes()[2] == last && head.starts_with(*word) && !before.starts_with(*word)
        };
        let names = || head.contains('类') || head.starts_with("发布会");
        words.iter().any(begins) && !names()
    }

    /// Whether a figure is no part of the list any more: something else begins, or the part before it is divided:
    /// “…公告40条，公告中招标类12条”.
    pub(super) fn leads_away(&self, at: usize, first: usize) -> bool {
        let head = self.head(at);
        let within = |rest: &str| {
            let rest = rest.strip_prefix('类').unwrap_or(rest);
            rest.strip_prefix("信息").unwrap_or(rest).starts_with(WITHIN)
        };
        let is_divided = |part: usize| {
            let name = self.head(part).trim_end_matches('类');
            let name = name.strip_suffix("信息").unwrap_or(name);
            !name.is_empty() && head.strip_prefix(name).is_some_and(within)
        };
        let mainly = self.gap(at - 1).starts_with("，主要是");
        head.contains(WITHIN) && (first..at).any(is_divided)
            || mainly
            || self.is_restated(at)
            || self.names_the_first(at - 1)
            || self.begins_with(at, first, &ELSEWHERE)
    }

    /// Whether a figure says again what it then divides: “；这40条中，招标类12条”.
    fn is_restated(&self, at: usize) -> bool {
        matches!(self.head(at), "这" | "该" | "此" | "上述" | "前述" | "这些")
            && self.gap(at).starts_with(['中', '里', '内'])
    }

    /// Whether behind `；` another matter follows: “复议审结9件，其中纠正2件，纠错率为22.2%；诉讼4件”, where the rate tells that
    /// the part before it is no share of a whole list, or the lawsuits that they are no part of the reviews.
    fn turns_away(&self, at: usize, total: usize) -> bool {
        if !self.begins_behind(at, '；') {
            return false;
        }
        let sentence = self.all[total].sentence;
        let first = (0..=total).find(|&one| self.all[one].sentence == sentence).unwrap_or(total);
        let before = &self.text[self.all[first].clause..self.all[total].quantity.range.end];
        let between = self.between(at - 1, at);
        let other = |own: &str, other: &str| {
            self.head(at).contains(other) && before.contains(own) && !before.contains(other)
        };
        between.contains('率') && between.contains('%')
            || other("复议", "诉讼")
            || other("诉讼", "复议")
    }

    /// Whether the clause of a figure begins behind a mark.
    fn begins_behind(&self, at: usize, mark: char) -> bool {
        self.text[..self.all[at].clause].ends_with(mark)
    }

    /// Whether a figure behind `；` is a total of its own: it has parts, and is no part of a list set apart by `；`, in
    /// which there is `room` for it.
    fn begins_new_total(&self, at: usize, parts: &[usize], room: Number) -> bool {
        let apart = parts[1..].iter().all(|&part| self.begins_behind(part, '；'));
        self.tie(at) == Some(Tie::Among)
            && self.gap(at).contains("其中")
            && !(apart && self.all[at].quantity.value <= room)
    }

    /// Whether the same things are divided again by something else before this figure: “；按形式分，图文信息3条”.
    fn is_divided_anew(&self, at: usize) -> bool {
        let before = self.gap(at - 1);
        before.split_once('；').is_some_and(|(_, behind)| divides(behind))
    }

    /// The parts up to where a tail in other units begins: “…，公告26条；发布图解4篇”.
    fn in_one_unit(&self, total: usize, mut parts: Vec<usize>) -> Vec<usize> {
        let of_total =
            |part: &usize| self.all[*part].quantity.unit == self.all[total].quantity.unit;
        let same = parts.iter().take_while(|part| of_total(part)).count();
        if same > 1 && !parts[same..].iter().any(of_total) {
            parts.truncate(same);
        }
        parts
    }

    /// The figure that the parts are of: the nearest one before them in their unit, in the same brackets or around them,
    /// and no stock of several years where there is another.
    fn total_for(&self, at: usize, outer: Option<usize>, parts: &[usize]) -> Option<usize> {
        let first = *parts.first()?;
        if let Some(outer) = outer
            && self.all[first].sentence > self.all[at].sentence
            && refers_back(self.gap(at))
        {
            return Some(outer);
        }
        let unit = self.all[first].quantity.unit;
        let depth = self.all[at].depth.min(self.all[first].depth);
        let sentence = self.all[at].sentence;
        let near = |index: &usize| {
            let figure = &self.all[*index];
            figure.quantity.unit == unit && figure.depth <= depth && figure.sentence + 1 >= sentence
        };
        let candidates = || (0..=at).rev().take(4).filter(near);
        let stock = |index: &usize| self.head(*index).starts_with("历年");
        let own = candidates().find(|index| !stock(index));
        let sum = self.sum(parts);
        let off = |index: &usize| (self.all[*index].quantity.value - sum).abs();
        candidates().next().into_iter().chain(own).min_by_key(off).or(Some(at))
    }

    /// The total; where two are joined by `、` at the head of a sentence (“建议12件、提案8件”) and the parts exceed the last,
    /// both together, and so are what was received and what was carried in.
    pub(super) fn total_item(&self, total: usize, level: usize, parts: &[usize]) -> Item {
        let sum = self.sum(parts);
        if level == 0 && self.is_with_carried(total) {
            return self.together(total - 1, total);
        }
        let from = self.parallels(total, |gap| matches!(gap, "、" | "和" | "及"));
        if level > 0 || from == total || sum < self.all[total].quantity.value {
            return self.item(total);
        }
        self.together(from, total)
    }

    /// Whether a total and the figure before it are what was received and what was carried in, in either order.
    pub(super) fn is_with_carried(&self, total: usize) -> bool {
        let Some(before) = total.checked_sub(1) else { return false };
        let joined = |gap: &str| matches!(gap, "，" | "、" | "；" | "和" | "及");
        if self.parallels(total, joined) == total {
            return false;
        }
        let heads = [self.head(before), self.head(total)];
        let [first, second] = heads.map(is_carried_in);
        first != second && is_received(heads[usize::from(first)])
    }

    /// The first of the totals that stand side by side up to this one, with no more between them than `joined` accepts.
    fn parallels(&self, total: usize, joined: impl Fn(&str) -> bool) -> usize {
        let last = &self.all[total];
        let same = |index: &usize| {
            let one = &self.all[*index];
            let between = self.between(*index, index + 1);
            one.sentence == last.sentence
                && one.depth == last.depth
                && one.quantity.unit == last.quantity.unit
                && joined(between)
        };
        (0..total).rev().take(3).take_while(same).last().unwrap_or(total)
    }

    /// Whether the sum is right for this total, another one in reach or several together: of all parts, or of those up to
    /// where something else may begin.
    fn fits(&self, at: usize, total: usize, parts: &[usize], end: usize) -> bool {
        if self.sum(parts) == self.all[total].quantity.value {
            return true;
        }
        let value = |index: usize| self.all[index].quantity.value;
        let sentence = self.all[at].sentence;
        let depth = self.all[total].depth;
        let near = (0..=at)
            .rev()
            .take(5)
            .filter(|&one| self.all[one].sentence + 2 >= sentence && self.all[one].depth <= depth);
        let mut totals: Vec<Number> = near.map(value).chain([value(total)]).collect();
        let first = self.parallels(total, |gap| matches!(gap, "、" | "，" | "和" | "及"));
        let mut together = value(total);
        for index in (first..total).rev() {
            together = together + value(index);
            totals.push(together);
        }
        if let [part] = parts {
            // What stands alone in a bracket may be anything that has to do with the total.
            let aside = self.all[*part].depth > self.all[total].depth
                && !self.gap(at).contains("其中")
                && value(*part) > value(total);
            // “10件为网上申请，2件为信函申请，其中5件…” is of all that were counted.
            // “依次为88分、91分，列16个乡镇第4位”: more than one thing is told in turn.
            let in_turn = ["分别", "依次"].iter().any(|word| self.gap(at).contains(word))
                && !self.gap(at).contains("其中");
            let counted =
                self.head(total).is_empty() && totals.iter().any(|&all| all >= value(*part));
            return aside
                || in_turn
                || counted
                || first < total && value(*part) <= together
                || totals.contains(&value(*part));
        }
        let list: Vec<usize> = [parts, &self.beyond(parts, end)].concat();
        if self.has_stranger(total, parts) || self.one_by_one(at, total, parts) {
            return true;
        }
        let heads = |index: &usize| *index == list[0] || self.begins_behind(*index, '；');
        let groups: Vec<usize> = list.iter().copied().filter(heads).collect();
        let unit = |index: &usize| self.all[*index].quantity.unit == self.all[total].quantity.unit;
        let own: Vec<usize> = list.iter().copied().filter(unit).collect();
        groups.len() > 1 && totals.contains(&self.sum(&groups))
            || [list, own].iter().any(|list| self.adds_up(list, parts.len(), &totals))
    }

    /// Whether there are as many parts as things, one for each: “3个社区分别设置公示栏2个、1个、3个”.
    fn is_one_for_each(&self, at: usize, total: usize, parts: &[usize]) -> bool {
        self.all[total].quantity.value == parts.iter().map(|_| Number::whole(1)).sum()
            && ["分别", "依次"].iter().any(|word| self.gap(at).contains(word))
    }

    /// Whether each part is of one of several totals side by side: “建议48件、提案62件，分别公开45件、60件”.
    fn one_by_one(&self, at: usize, total: usize, parts: &[usize]) -> bool {
        let gap = self.gap(at);
        let named = gap.split_once("其中").is_some_and(|(_, names)| names.contains(['、', '和']));
        let beside = |joined: fn(&str) -> bool| {
            let totals = total + 1 - self.parallels(total, joined);
            totals > 1 && parts.len().is_multiple_of(totals)
        };
        !named
            && ["分别", "依次", "各", "对应"].iter().any(|word| gap.contains(word))
            && (beside(|gap| matches!(gap, "、" | "和" | "及")) || beside(|gap| gap == "，"))
    }

    /// Whether the figures from the first up to some end of the list make one of the totals; the list ends with the last
    /// of its `count` parts, or before.
    fn adds_up(&self, list: &[usize], count: usize, totals: &[Number]) -> bool {
        let mut sum = Number::ZERO;
        // A stronger mark ends a list only where its items are set apart by weaker ones.
        let (mut comma, mut semicolon) = (false, false);
        for (index, &part) in list.iter().enumerate() {
            sum = sum + self.all[part].quantity.value;
            let Some(&next) = list.get(index + 1) else { return totals.contains(&sum) };
            let between = self.between(part, next);
            let stronger = between.ends_with('；') && (comma || !semicolon)
                || between.ends_with('，') && !comma && !semicolon;
            let closes = REMAINING.iter().any(|word| self.head(part).starts_with(word))
                || [part, next].iter().any(|&one| self.head(one).starts_with("实际"))
                || between.contains('率')
                || self.leads_away(next, list[0])
                || self.begins_with(next, list[0], &VERBS)
                || self.begins_with(next, list[0], &["重新", "公布", "上网", "结转"]);
            let ends = stronger || closes || self.tie(next).is_some();
            comma |= between.ends_with('，');
            semicolon |= between.ends_with('；');
            // “撤回2件，办理13件，予以公开9件，无法提供4件”: the last of them is divided again, or all of it.
            let rest = self.sum(&list[index + 1..]);
            let twice = rest == self.all[part].quantity.value || rest == sum;
            let ends = ends || list.len() > index + 2 && twice;
            if (ends && index > 0 || index + 1 == count) && totals.contains(&sum) {
                return true;
            }
        }
        false
    }

    /// The figures behind a list that might belong to it, without those that are parts of them.
    fn beyond(&self, parts: &[usize], end: usize) -> Vec<usize> {
        let Some(first) = parts.first().map(|&part| &self.all[part]) else { return Vec::new() };
        let mut found = Vec::new();
        let mut within = false;
        for (at, figure) in self.all.iter().enumerate().skip(end).take(LONGEST) {
            if figure.sentence != first.sentence || figure.depth < first.depth {
                break;
            }
            within &= !self.begins_behind(at, '；');
            if figure.depth == first.depth && !within {
                found.push(at);
                within = self.tie(at).is_some();
            }
        }
        found
    }
}

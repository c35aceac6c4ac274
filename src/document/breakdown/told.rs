//! Lists of which the text says how many parts they have, or of which the total names both: “事项98项，共分三类，…”, “…等4类信息
//! 184条”, “以上三项合计407条次”, “共出具答复书和告知书24份”.

use super::{
    LONGEST, Listed, Tie,
    clause::{SUMS, number_of_kinds},
    figures::Figures,
};
use crate::document::quantity::Bound;

/// How long what names a part is, in characters: shorter words stand in every total.
const NAME: usize = 3;
/// How much may stand between a total and its list, in characters.
const BETWEEN: usize = 20;

impl Figures<'_> {
    /// Reads the lists that are told to be complete.
    pub(super) fn told(&self, found: &mut Listed) {
        for at in 0..self.all.len() {
            if found.taken[at] || self.all[at].each {
                continue;
            }
            let behind = self.tie(at).is_none().then(|| self.numbered_behind(at));
            let (parts, tie) = match behind.filter(|parts| !parts.is_empty()) {
                Some(parts) => (parts, Tie::Among),
                None => (self.numbered_before(at), Tie::Behind),
            };
            let exact = |one: &usize| self.all[*one].quantity.bound == Bound::Exact;
            if parts.len() > 1
                && parts.iter().chain([&at]).all(exact)
                && !parts.iter().any(|&part| found.taken[part] || self.all[part].each)
                && self.may_sum_up(at, &parts)
                && !self.by_channel(at, &parts)
                && !self.says_twice(at.min(parts[0]), &parts)
            {
                self.push(self.item(at), &parts, tie, found);
            }
        }
    }

    /// The parts behind a total that says how many there are: “，分四种方式处置：更新57条、下架39条…”.
    fn numbered_behind(&self, total: usize) -> Vec<usize> {
        let Some(first) = self.next_alike(total) else { return Vec::new() };
        let between = self.between(total, first);
        let divided = between.contains('分') && between.ends_with(['，', '：']);
        if !divided || between.chars().count() > BETWEEN {
            return Vec::new();
        }
        let Some(count) = number_of_kinds(between) else { return Vec::new() };
        let parts = self.alike(total, first..self.all.len());
        if count == parts.len() { parts } else { Vec::new() }
    }

    /// The parts before a total that says how many there are, or names them all.
    fn numbered_before(&self, total: usize) -> Vec<usize> {
        let head = self.head(total);
        let beside = total.checked_sub(1).map_or("", |last| self.gap(last));
        if let Some(of) = beside.strip_prefix('等') {
            let count = number_of_kinds(of).filter(|_| !of.contains(['，', '；', '。']));
            return count.map_or_else(Vec::new, |count| self.last(total, count, false));
        }
        if !self.passage.part(head).has_any(&SUMS) {
            return Vec::new();
        }
        if head.starts_with("以上") || head.starts_with("上述") {
            let count = number_of_kinds(head);
            return count.map_or_else(Vec::new, |count| self.last(total, count, true));
        }
        // A clause begins behind `、`, so that a total that names its parts names two.
        let parts = self.last(total, 2, false);
        if head.contains(['和', '及', '与'])
            && parts.iter().all(|&part| is_named(self.label(part), head))
        {
            parts
        } else {
            Vec::new()
        }
    }

    /// So many figures right before the clause of one that count in its unit, in its sentence or each in one of its own;
    /// none where there are not as many.
    fn last(&self, total: usize, count: usize, apart: bool) -> Vec<usize> {
        let of = &self.all[total];
        // The 三项 of “以上三项合计” is no part.
        let own = |one: &usize| self.all[*one].clause == of.clause;
        let own = (0..total).rev().take(LONGEST).take_while(own).count();
        let end = if apart { total - own } else { total };
        let Some(first) = end.checked_sub(count) else { return Vec::new() };
        let alike = |&part: &usize| {
            let one = &self.all[part];
            let before = if apart { end - part } else { 0 };
            one.quantity.unit == of.quantity.unit
                && one.depth == of.depth
                && one.sentence + before == of.sentence
        };
        let parts: Vec<usize> = (first..end).filter(alike).collect();
        if parts.len() == count { parts } else { Vec::new() }
    }
}

/// Whether a total has some words of a part: “答复书” of “出具答复书”.
fn is_named(label: &str, head: &str) -> bool {
    let ends: Vec<usize> = label.char_indices().map(|(at, _)| at).chain([label.len()]).collect();
    ends.windows(NAME + 1).any(|name| head.contains(&label[name[0]..name[NAME]]))
}

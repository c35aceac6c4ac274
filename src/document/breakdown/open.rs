//! Lists that say themselves that they name only some of the parts.

use std::sync::LazyLock;

use super::{
    clause::{beginning, explains},
    figures::Figures,
};
use crate::source::WordList;

/// Words that make a list a selection.
static SELECTED: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["采用", "采纳", "录用", "被转载", "入选", "若干"]));
/// Words before a list that name what stands out: “较多的为…”, “特别是…”.
const STANDING_OUT: [&str; 42] = [
    "从多到少",
    "由多到少",
    "从高到低",
    "由高到低",
    "排序",
    "例如",
    "如：",
    "例：",
    "较为",
    "较集中",
    "集中在",
    "集中于",
    "集中反映",
    "较多",
    "较高",
    "较大",
    "较突出",
    "最多",
    "最高",
    "最大",
    "居前",
    "居首",
    "前列",
    "靠前",
    "突出",
    "特别是",
    "尤其",
    "着重",
    "典型",
    "代表性",
    "受关注",
    "关注度",
    "热度",
    "重点是",
    "重点为",
    "重点有",
    "重点包括",
    "重点公开",
    "重点发布",
    "重点围绕",
    "重点涉及",
    "重点解读",
];
/// What a part may be called that begins with 的 and a verb: no “…的有政策12条”.
const NO_VERB: [&str; 8] = ["有关", "有效", "有序", "有偿", "有限", "为民", "为农", "是否"];

/// How many figures before a list its outer total may stand.
const BEFORE: usize = 4;

impl Figures<'_> {
    /// Whether the list says that there is more than it names: 主要 before it, 等 behind it, a part without figure.
    pub(super) fn is_open(&self, at: usize, parts: &[usize]) -> bool {
        let last = parts[parts.len() - 1];
        let start = self.all[at].quantity.range.end;
        let listed = &self.text[start..self.list_end(last)];
        let behind = beginning(&self.text[self.all[last].quantity.range.end..]);
        let outside = behind.split(['，', '；', '。', '（', '）']).next().unwrap_or_default();
        is_chosen(self.gap(at))
            || ["等", "为主", "居多", "为多", "较多", "最多"]
                .iter()
                .any(|word| outside.contains(word))
            || speaks_of_more(behind) && !self.rest_is_of_outer(at, last)
            || self.passage.part(listed).has_any(&SELECTED)
            || self.has_unnumbered_part(start, self.list_end(last))
            || self.shares_fall_short(parts)
    }

    /// Whether the rest behind a list in a bracket is that of the list around it: “发布60条，网站40条（…），其余20条”.
    fn rest_is_of_outer(&self, at: usize, last: usize) -> bool {
        let (total, depth) = (&self.all[at], self.all[at].depth);
        let next = (last + 1..self.all.len()).find(|&next| self.all[next].depth <= depth);
        let rest = next.filter(|&next| {
            let figure = &self.all[next];
            figure.sentence == total.sentence && figure.depth == depth && self.is_rest(next)
        });
        let before = self.all[..at].iter().rev().take(BEFORE);
        self.all[last].depth > depth
            && rest.is_some_and(|rest| {
                let whole = total.quantity.value + self.all[rest].quantity.value;
                before.clone().any(|one| one.quantity.value == whole)
            })
    }

    /// Whether a clause of the list has no figure, so that a part's number is not known: a share alone is none, unless it is
    /// that of the part before it.
    fn has_unnumbered_part(&self, start: usize, end: usize) -> bool {
        let mut at = start;
        let clauses = self.text[start..end].split_inclusive(['，', '；', '。']);
        clauses
            .map(|clause| {
                at += clause.len();
                (at - clause.len()..at, clause)
            })
            .skip(1)
            .any(|(range, clause)| {
                let clause = clause
                    .trim_end_matches(['，', '；', '。'])
                    .trim_start_matches("其中")
                    .trim_start_matches('：');
                let first = self.all.partition_point(|one| one.quantity.range.start < range.start);
                let counted =
                    self.all.get(first).is_some_and(|one| one.quantity.range.start < range.end);
                let figure = clause.contains(|char: char| char.is_ascii_digit());
                let share = clause.trim_start_matches(['约', '大']).starts_with('占');
                let goes_on = self.text[range.end..].starts_with('为');
                !(counted || share || goes_on || explains(clause))
                    && (!figure || clause.contains('占'))
            })
    }
}

/// Whether the words between a total and its list say that what follows is chosen from all: 主要, “较为集中的有…”.
pub(super) fn is_chosen(before: &str) -> bool {
    let mainly = before
        .match_indices("主要")
        .any(|(at, word)| !before[at + word.len()..].starts_with(['负', '领']));
    // What grew or shrank stands before its rate.
    let figure = before.rfind(|char: char| char == '%' || char.is_ascii_digit());
    let opening = figure.map_or(before, |figure| &before[figure + 1..]);
    mainly
        || STANDING_OUT.iter().any(|word| opening.contains(word))
        || is_first_few(opening)
        || is_of_some(opening)
}

/// “排名前三的…”, “前两位…”.
fn is_first_few(opening: &str) -> bool {
    let count = |char| "两二三四五六七八九十几".contains(char);
    opening.match_indices('前').any(|(at, word)| opening[at + word.len()..].starts_with(count))
}

/// “按时办结的有…”, “反映较多的分别是…”: the list is of what was said, not of all.
fn is_of_some(opening: &str) -> bool {
    opening.match_indices('的').any(|(at, word)| {
        let rest = &opening[at + word.len()..];
        let verb = ["分别", "依次", "有", "是", "为", "包括"]
            .iter()
            .find_map(|verb| rest.strip_prefix(verb));
        let named = verb
            .is_some_and(|named| !named.trim_start_matches(['为', '是', '有', '：']).is_empty());
        named && !NO_VERB.iter().any(|word| rest.starts_with(word))
    })
}

/// Whether the clause behind a list tells of further parts, or which share of all those named are.
fn speaks_of_more(behind: &str) -> bool {
    let rest = &behind[behind.find(['，', '。']).unwrap_or(behind.len())..];
    let rest = &rest[..rest.find(['；', '。']).unwrap_or(rest.len())];
    let figure = rest.find(|char: char| char.is_ascii_digit()).unwrap_or(rest.len());
    let mut clauses = rest[..figure].split('，');
    clauses.any(|clause| {
        let further = ["其余", "其他", "其它", "以及", "另有", "还有"];
        let together = ["合计占", "共占", "以上", "上述", "类占", "项占", "者占"];
        further.iter().any(|word| clause.starts_with(word))
            || clause.contains("若干")
            || ["占绝", "占大", "占多", "占主"].iter().any(|word| clause.starts_with(word))
            || clause.contains('占') && together.iter().any(|word| clause.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_told_from_what_is_divided() {
        for before in [
            "，其中主要有政策",
            "，其中较为集中的有道路",
            "，排名前三的分别是供暖",
            "，其中按时办结的为政策",
            "，其中特别是农机",
        ] {
            assert!(is_chosen(before), "{before}");
        }
        for before in [
            "，其中主要负责人解读",
            "，较上年较多增长12%，其中政策",
            "，其中予以公开的有",
            "，其中公开的有关政策",
            "，其中前期工作",
            "，其中重点领域",
        ] {
            assert!(!is_chosen(before), "{before}");
        }
    }
}

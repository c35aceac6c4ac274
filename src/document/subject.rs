//! Whose doings a sentence tells: the organ that one of its clauses begins with.

use std::sync::LazyLock;

use super::profile::Issuer;
use crate::source::{Passage, WordList};

/// How the names of organs and places end.
const ORGANS: [&str; 25] = [
    "局",
    "委",
    "委员会",
    "委会",
    "厅",
    "政府",
    "省",
    "市",
    "州",
    "县",
    "区",
    "镇",
    "乡",
    "街道",
    "办事处",
    "村",
    "队",
    "中心",
    "站",
    "所",
    "院",
    "馆",
    "校",
    "公司",
    "部门",
];
/// How what an organ did begins.
static VERBS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "收到", "受理", "接收", "接到", "新收", "全年", "累计", "总计", "作出", "做出", "制发",
        "印发", "出台", "制定", "发生", "办理", "办结", "答复", "实施", "没有", "因", "被", "未",
        "予以", "不予", "无法",
    ])
});

/// Whether the last subject before a statement is an organ or place other than the one that reports.
pub fn is_another(issuer: &Issuer, before: Passage) -> bool {
    let sentence = before.text.rsplit(['；', '。']).next().unwrap_or_default();
    let subject = |clause, cut| subject(before.part(clause), cut);
    let subject = match sentence.rsplit_once('，') {
        None => subject(sentence, true),
        Some((clauses, last)) => subject(last, true)
            .or_else(|| clauses.rsplit('，').find_map(|clause| subject(clause, false))),
    };
    subject.is_some_and(|subject| {
        !subject.contains('我')
            && ![subject, &issuer.name].iter().any(|name| name.starts_with(['我', '本']))
            && !is_short_for(subject.trim_start_matches('全'), &issuer.name)
            && !is_short_for(&issuer.name, subject)
    })
}

/// Whether the words before a figure say only which organs it is of, or that it is of all: “，全市收到”, “，合计”.
/// `since` is what stands between that figure and another it is beside, not a part of.
pub fn tells_whose(words: Passage, since: &str) -> bool {
    let text = words.text;
    let verbs = words.all(&VERBS).filter_map(|verb| Some((text.find(verb)?, verb.len())));
    let (head, rest) = match verbs.min() {
        Some((at, length)) => (&text[..at], &text[at + length..]),
        None => (text, ""),
    };
    let all = ['共', '合', '总', '计'];
    let organ = head.trim_end_matches(all).trim_end_matches('）');
    let is_organ = !organ.ends_with("网站")
        && ORGANS.iter().chain(&["系统"]).any(|word| organ.ends_with(word));
    let is_all = organ.is_empty() && text.ends_with(all);
    let is_part = since.contains("其中");
    rest.trim_start_matches('了').trim_start_matches(all).is_empty()
        && (is_organ || is_all)
        && !is_part
}

/// The organ or place that a clause begins with, up to its verb; where the clause is cut off, that may stand behind.
fn subject(clause: Passage<'_>, cut: bool) -> Option<&str> {
    let mut parts = clause.text.rsplit(['：', '（', '）']).next()?.rsplit('、');
    subject_of(clause.part(parts.next()?), cut)
        .or_else(|| parts.find_map(|part| subject_of(clause.part(part), false)))
}

/// The same of one item of a clause.
fn subject_of(part: Passage<'_>, cut: bool) -> Option<&str> {
    let text = part.text;
    let verb = part.all(&VERBS).filter_map(|verb| text.find(verb)).min();
    let head = &text[..verb.or(cut.then_some(text.len()))?];
    let head = head.rsplit(['年', '度', '月', '日']).next()?;
    let head = without(without(head, "其中"), "通过");
    let name = without(head.trim_start_matches(['在', '由', '经', '对']), "公开");
    let name = name.trim_end_matches(['共', '均', '已', '也']);
    let name = name.strip_suffix("办公室").unwrap_or(name);
    let name = name.rsplit(['及', '和', '与']).next()?;
    let is_organ = ORGANS.iter().any(|word| name.ends_with(word));
    (is_organ && name.chars().count() > 1).then_some(name)
}

/// A text without a word at its beginning.
fn without<'a>(text: &'a str, word: &str) -> &'a str {
    text.strip_prefix(word).unwrap_or(text)
}

/// Whether every character of a name stands in another in the same order, as those of 区卫健委 in 云禾区卫生健康委员会.
fn is_short_for(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|char| rest.any(|other| other == char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, pairs::Few};

    #[test]
    fn another_organ_is_told_from_a_short_name() {
        let name = "云禾区卫生健康委员会".into();
        let issuer = Issuer { name, kind: None, place: Place::new(0, 0) };
        let others = [
            "2023年，区水利局",
            "其中云禾镇",
            "区妇幼中心因",
            "区水利局收到申请2件，",
            "我委3件，区政府全年",
            "收到申请较多的：区水利局收到2件、区文旅局",
            "全市",
            "区水利局予以公开3件、",
            "公开区政府及区政府办公室",
            "街道所辖六个居委会",
            "区直部门",
            "区政府部门",
        ];
        let own = [
            "2023年，区卫健委",
            "全区",
            "我委",
            "云禾区卫生健康委员会",
            "区水利局收到2件，我委",
            "区政府带头，",
        ];
        let another = |text: &&str| is_another(&issuer, Passage::new(text, &Few::of(text)));
        assert!(others.iter().all(another) && !own.iter().any(another));
    }

    #[test]
    fn figures_of_organs_are_told() {
        let tells = |text: &&str| tells_whose(Passage::new(text, &Few::of(text)), text);
        let whose =
            ["全市收到", "县（市、区）收到", "区直部门作出", "公安系统", "合计", "区水利局"];
        let other = ["不予公开", "收到信函", "办结", "其中网站", ""];
        assert!(whose.iter().all(tells) && !other.iter().any(tells));
    }
}

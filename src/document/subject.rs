//! Whose doings a sentence tells: the organ that one of its clauses begins with.

use super::profile::Issuer;

/// How the names of organs and places end.
const ORGANS: &str =
    "局 委 委员会 管委会 厅 政府 省 市 州 县 区 镇 乡 街道 办事处 村 队 中心 站 所 院 校 公司";
/// How what an organ did begins.
const VERBS: &str =
    "收到 受理 接收 接到 新收 全年 累计 总计 作出 做出 制发 发生 办理 办结 答复 实施 没有 因 被 未";

/// Whether the last subject before a statement is an organ or place other than the one that reports.
pub fn is_another(issuer: &Issuer, before: &str) -> bool {
    let sentence = before.rsplit(['；', '。']).next().unwrap_or_default();
    let subject = match sentence.rsplit_once('，') {
        None => subject(sentence, true),
        Some((clauses, last)) => subject(last, true)
            .or_else(|| clauses.rsplit('，').find_map(|clause| subject(clause, false))),
    };
    subject.is_some_and(|subject| {
        !subject.contains('我')
            && ![subject, &issuer.name].iter().any(|name| name.starts_with(['我', '本', '全']))
            && !is_short_for(subject, &issuer.name)
            && !is_short_for(&issuer.name, subject)
    })
}

/// The organ or place that a clause begins with, up to its verb; where the clause is cut off, that may stand behind.
fn subject(clause: &str, cut: bool) -> Option<&str> {
    let verb = VERBS.split(' ').filter_map(|verb| clause.find(verb)).min();
    let head = &clause[..verb.or(cut.then_some(clause.len()))?];
    let head = head.rsplit(['：', '（', '）', '、', '年', '度', '月', '日']).next()?;
    let head = head.trim_start_matches("其中").trim_start_matches("通过");
    let name = head.trim_start_matches(['在', '由', '经', '对']);
    let name = name.trim_end_matches(['共', '均', '已', '也']);
    let is_organ = ORGANS.split(' ').any(|word| name.ends_with(word));
    (is_organ && name.chars().count() > 1).then_some(name)
}

/// Whether every character of a name stands in another in the same order, as those of 区卫健委 in 云禾区卫生健康委员会.
fn is_short_for(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|char| rest.any(|other| other == char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

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
        ];
        let own = [
            "2023年，区卫健委",
            "全区",
            "我委",
            "云禾区卫生健康委员会",
            "区水利局收到2件，我委",
            "区政府带头，",
        ];
        assert_eq!(others.map(|text| is_another(&issuer, text)), [true; 5]);
        assert_eq!(own.map(|text| is_another(&issuer, text)), [false; 6]);
    }
}

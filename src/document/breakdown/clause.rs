//! The clauses that figures stand in: where they begin, what they say of the figure.

use std::sync::LazyLock;

use crate::{document::quantity::Number, source::WordList};

/// How far words and marks are looked for from a figure, in bytes: no clause or end of a sentence is longer.
const FAR: usize = 2_400;

/// Where the clause that holds a byte begins: behind the last mark or conjunction between items.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let far = (at.saturating_sub(FAR)..at).find(|&far| text.is_char_boundary(far)).unwrap_or(at);
    let mut end = at;
    let mark = loop {
        let marks = ['，', '；', '。', '：', '、', '（', '）', '！', '？'];
        let Some(mark) = before[far..end].rfind(marks).map(|mark| far + mark) else { break far };
        let closes = before[mark..].starts_with('）');
        match closes.then(|| levels_in_bracket(&before[..mark])).flatten() {
            Some(bracket) if bracket >= far => end = bracket,
            _ => break mark + before[mark..].chars().next().map_or(0, char::len_utf8),
        }
    };
    last(&before[mark..], "其中").map_or(mark, |word| mark + word + "其中".len())
}

/// Where a word stands last. Most texts don't have it, which is told sooner than `rfind` makes ready to look.
pub(super) fn last(text: &str, word: &str) -> Option<usize> {
    if text.contains(word) { text.rfind(word) } else { None }
}

/// Where a bracket began that a text ends in, if it only names more levels of government: “县（市、区”.
fn levels_in_bracket(text: &str) -> Option<usize> {
    let inner = text.trim_end_matches(|char| "市县区旗州镇乡街道社场、".contains(char));
    (inner.len() < text.len()).then_some(())?;
    let before = inner.strip_suffix('（')?;
    before.ends_with(['市', '县', '区', '镇', '乡', '村']).then_some(before.len())
}

/// As much of a text as words and marks are looked for in.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=FAR.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// The end of a text, as far back as words and marks are looked for.
pub(super) fn ending(text: &str) -> &str {
    let start = (text.len().saturating_sub(FAR)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or_default()..]
}

/// Whether a figure holds for each of several: “各发布信息20条”, “党务、村务各5条”.
pub(super) fn is_shared_out(head: &str) -> bool {
    let verbs = [
        "发布信息",
        "公开信息",
        "推送",
        "刊发",
        "更新",
        "上传",
        "报送",
        "编发",
        "印发",
        "召开",
        "举办",
        "开展",
        "收到",
        "办理",
        "为",
        "有",
    ];
    head.match_indices('各').any(|(at, each)| {
        let rest = &head[at + each.len()..];
        rest.is_empty() || verbs.iter().any(|verb| rest.starts_with(verb))
    })
}

/// How many names share out a figure behind them: “政策、公告各”, “镇和村各”; `None` where a name may have 和 in it.
pub(super) fn sharing(before: &str) -> Option<usize> {
    let names = before.strip_suffix('各')?;
    let names = names.rsplit(['，', '；', '：', '。', '（']).next()?;
    let names = names.rsplit("其中").next()?;
    let joined = names.matches(['和', '及', '与']).count();
    let apart: Vec<&str> = match (joined, names.contains('、')) {
        (0, true) => names.split('、').collect(),
        (1, false) => names.split(['和', '及', '与']).collect(),
        _ => return None,
    };
    let is_name =
        |name: &&str| !name.is_empty() && !name.contains(|char: char| char.is_ascii_digit());
    apart.iter().all(is_name).then_some(apart.len())
}

/// Whether the words behind a figure make it what a share is of: “占总数152条的78.9%”, “218件的近一半”.
pub(super) fn is_base(behind: &str) -> bool {
    let Some(share) = behind.strip_prefix('的') else { return false };
    let share = share.trim_start_matches(['约', '近', '超', '过', '将']);
    let number = |char: char| char.is_ascii_digit() || ".一二三四五六七八九两".contains(char);
    let rest = share.trim_start_matches(number);
    rest.len() < share.len() && rest.starts_with(['%', '成'])
        || ["百分之", "一半", "半数", "多数", "绝大", "三分之", "四分之"]
            .iter()
            .any(|word| share.starts_with(word))
}

/// Whether a figure is what something grew or shrank to: “增加到32篇”.
pub(super) fn is_reached(head: &str) -> bool {
    let moved = ["增加", "增长", "上升", "提高", "减少", "下降", "增", "升", "降"];
    let changed = head.strip_suffix(['到', '至', '为']);
    changed.is_some_and(|changed| moved.iter().any(|word| changed.ends_with(word)))
}

/// Whether a figure only says which things are meant: “500万元以上项目2个”.
pub(super) fn is_threshold(behind: &str) -> bool {
    let rest = ["以上", "以下"].iter().find_map(|word| behind.strip_prefix(word));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with(['，', '；', '。', '、', '）', '：'])
    })
}

/// Whether words before a list say what it is of: “在公开的信息中，…”, “按内容分，…”, “从渠道看，…”.
pub(super) fn refers_back(gap: &str) -> bool {
    if gap.contains('；') {
        return false;
    }
    let among = gap.find("中，").is_some_and(|end| {
        let before = gap[..end].trim_end_matches("信息").trim_end_matches("政府");
        let clause = before.rfind(['，', '。']).map_or(before, |mark| &before[mark..]);
        before.is_empty() || clause.trim_start_matches(['，', '。']).starts_with("在")
    });
    among || divides(gap)
}

/// What was done with all of the things before the ways it was done are listed: “均已送达：直接送达8份，邮寄送达5份”.
const HANDLED: [&str; 9] = ["办结", "办理", "答复", "送达", "处理", "审结", "整改", "发放", "发完"];

/// Whether the last clause before a list announces the classes of what was counted: “。分类统计：”, “，各县区情况为：”,
/// “——”, “，由…构成”.
pub(super) fn announces(gap: &str, behind: &str) -> bool {
    if gap.starts_with('—') || gap.starts_with("--") {
        return true;
    }
    let last = gap.rsplit(['，', '。', '；']).next().unwrap_or_default();
    if let Some((clause, _)) = last.split_once('：') {
        let clause = clause.trim_end_matches(['为', '是', '如', '下']);
        let done = clause.trim_start_matches('已');
        let all = ["均", "全部", "都"].iter().any(|word| done.starts_with(word));
        let groups = clause.strip_prefix('分').is_some_and(|rest| {
            let rest = rest.trim_start_matches(|char| "两二三四五六七八九十".contains(char));
            rest.starts_with(['批', '期', '类', '次', '场', '组', '档', '片'])
        });
        return matches!(clause, "内容" | "类别" | "明细" | "构成")
            || groups
            || all && HANDLED.iter().any(|word| clause.contains(word))
            || ["分类", "构成", "分布", "明细", "分项", "具体", "清理结果"]
                .iter()
                .any(|word| clause.contains(word))
            || clause.starts_with('各') && clause.ends_with("情况");
    }
    let made = last.strip_prefix("主要").unwrap_or(last).starts_with('由');
    let sentence = behind.split('。').next().unwrap_or_default();
    made && ["构成", "组成"].iter().any(|word| sentence.contains(word))
}

/// Whether a clause says by what the same things are divided: “按内容分”, “从渠道看”.
pub(super) fn divides(gap: &str) -> bool {
    gap.split(['，', '。', '；', '：']).any(|clause| {
        clause.starts_with(['按', '从', '以'])
            && !clause.starts_with("以上")
            && (clause.ends_with(['分', '看', '计'])
                || ["分为", "分成", "划分", "分类", "统计"]
                    .iter()
                    .any(|word| clause.contains(word)))
    })
}

/// Words of a sum.
pub(super) static SUMS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["合计", "共计", "总计", "累计", "共"]));
/// Numbers that count kinds of things.
const COUNTS: &str = "两二三四五六七八九十";

/// Nouns of a total.
const WHOLES: [&str; 8] =
    ["总数", "小计", "总量", "总人数", "总户数", "总件数", "总条数", "总次数"];

/// Whether a clause ends in a word of a sum, or in that and what was done: “前述四类信息共”, “上述合计公开”.
fn ends_in_sum(head: &str) -> bool {
    let verb = ["公开", "发布"].iter().find_map(|verb| head.strip_suffix(verb));
    verb.unwrap_or(head).trim_end_matches(['为', '有', '达']).ends_with(['共', '计'])
}

/// How many things “三类活动共计”, “两个栏目累计发布” says it is the total of.
pub(super) fn count_of_kinds(head: &str) -> Option<usize> {
    let sum = SUMS.iter().filter_map(|word| head.find(word)).min()?;
    number_of_kinds(&head[..sum])
}

/// How many kinds of things a text speaks of: “分四种方式处置”, “等4类信息”.
pub(super) fn number_of_kinds(text: &str) -> Option<usize> {
    let kinds = [
        "类", "项", "种", "者", "方面", "栏目", "渠道", "领域", "平台", "部分", "季度", "阶段",
        "批", "期", "务", "级", "板块", "版块", "环节",
    ];
    let counts = |char: char| COUNTS.contains(char) || char.is_ascii_digit();
    let (at, char) = text.char_indices().find(|(_, char)| counts(*char))?;
    let (number, kind) = text[at..].split_at(char.len_utf8());
    let number = Number::parse(number).or_else(|| Number::parse_han(number))?;
    let count = (2..=10_u8).find(|&count| Number::whole(count.into()) == number)?;
    let kind = kind.trim_start_matches(['个', '大']);
    kinds.iter().any(|word| kind.starts_with(word)).then_some(count.into())
}

/// The word that makes a figure the total of what stands before it, or 全年 for “全年共公开…”.
pub(super) fn total_word(head: &str) -> Option<&'static str> {
    let sums = ["合计", "共计", "总计", "总共", "一共"];
    if ["上述", "前述"].iter().any(|word| head.starts_with(word)) && ends_in_sum(head) {
        return Some("以上");
    }
    if let Some(word) = sums.iter().chain(&["累计", "以上"]).find(|word| head.starts_with(**word))
    {
        return Some(word);
    }
    let name = head.trim_end_matches(['为', '共', '是', '达', '：']);
    let of_all = |char| "全年度本上述以政府信息公开申请".contains(char);
    let whole = WHOLES.iter().find_map(|word| name.strip_suffix(word));
    if head == "计" || whole.is_some_and(|of| of.trim_start_matches(of_all).is_empty()) {
        return Some("总数");
    }
    let of_what = |char| "全年度本上述各两三四五六七八九十项类者种个信息渠道方式".contains(char);
    let rest = head.trim_start_matches(of_what);
    if let Some(word) = sums.iter().find(|word| rest.starts_with(**word)) {
        return Some(word);
    }
    if rest == "共" {
        return Some("共");
    }
    (head.starts_with("全年") && rest.starts_with(['共', '累'])).then_some("全年")
}

/// Whether a bracket states the total of what stands before it: “（共100条）”. 累计 would be that of the last part alone.
pub(super) fn is_total_in_bracket(head: &str) -> bool {
    let of_what = |char| "以上述各两三四五六七八九十项类者种总".contains(char);
    let head = head.trim_end_matches("为").trim_start_matches(of_what);
    matches!(head, "共" | "计" | "合计" | "共计" | "总计" | "数")
}

/// Whether a figure in a bracket is set beside the one before it, and is no part of it: that of another time or a wider
/// scope, or a target.
pub(super) fn is_for_comparison(head: &str, before: &str) -> bool {
    let over_years = ["累计", "历年", "以来", "近"].iter().any(|word| before.contains(word));
    let times = [
        "去年",
        "上年",
        "上一年",
        "前年",
        "往年",
        "同期",
        "年初",
        "年末",
        "年底",
        "原有",
        "原为",
        "此前",
        "调整前",
        "目标",
        "任务数",
        "年度任务",
        "考核指标",
        "计划数",
        "原计划",
    ];
    let scopes = ["全市", "全县", "全区", "全省", "全州", "全国", "全系统", "原"];
    let named = head.trim_end_matches(['共', '计', '总', '合', '为', '有']);
    !head.contains("结转")
        && (times.iter().any(|word| head.contains(word))
            || scopes.iter().any(|word| named.ends_with(word))
            || names_a_year(head) && !over_years && !is_of_parts_of_a_year(head))
}

/// Whether a clause counts what was carried in from earlier years: “上年结转”, “承接上一年”.
pub(super) fn is_carried_in(head: &str) -> bool {
    let carried = ["结转", "承接", "接转", "转入", "转来", "遗留", "延续"];
    let Some(at) = carried.iter().find_map(|word| head.find(word)) else { return false };
    let earlier = ["上年", "上一年", "上个年", "去年", "往年", "前年", "以前年", "历年"];
    // “结转上年后新收到” counts what came in.
    !is_received(head)
        && (earlier.iter().any(|word| head.contains(word)) || names_a_year(&head[..at]))
}

/// Whether a clause counts what came in: “收到申请”, “新收”.
pub(super) fn is_received(head: &str) -> bool {
    ["收", "受理", "接到", "接件", "新增"].iter().any(|word| head.contains(word))
        && !["办结", "答复", "办理"].iter().any(|word| head.contains(word))
}

/// Whether a clause is about a part of a year.
pub(super) fn is_of_parts_of_a_year(head: &str) -> bool {
    head.contains("半年") || head.contains("季度") || head.contains('月')
}

/// Whether a clause names a year in figures.
pub(super) fn names_a_year(head: &str) -> bool {
    head.match_indices('年').any(|(at, _)| head[..at].ends_with(|char: char| char.is_ascii_digit()))
}

/// Whether a clause without a figure explains the part before it or speaks of all of them, and is no part itself.
pub(super) fn explains(clause: &str) -> bool {
    let words = [
        "占",
        "通过",
        "主要包括",
        "主要是",
        "主要为",
        "主要涉及",
        "包括",
        "涉及",
        "涵盖",
        "内容",
        "均",
        "全部",
        "同比",
        "环比",
        "较",
        "比",
        "属",
        "按",
        "从",
    ];
    clause.chars().count() <= 3
        || words.iter().any(|word| clause.starts_with(word))
        || clause.contains('率')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_begin_behind_a_mark_and_not_too_far_off() {
        let text = "全年公开12条，其中网站3条";
        assert_eq!(&text[clause_start(text, text.find('3').unwrap())..], "网站3条");
        let long = "公开".repeat(FAR);
        assert!(long.len() - clause_start(&long, long.len()) <= FAR);
        assert_eq!(beginning(&long).len(), FAR);
        assert_eq!(beginning(text), text);
    }

    #[test]
    fn words_of_a_total_are_told_from_other_beginnings() {
        for (head, word) in [
            ("合计", Some("合计")),
            ("全年共计", Some("共计")),
            ("三类信息共", Some("共")),
            ("以上共计公开", Some("以上")),
            ("全年共公开信息", Some("全年")),
            ("全年申请总数为", Some("总数")),
            ("占总数", None),
            ("共收到申请", None),
            ("全年公开信息", None),
        ] {
            assert_eq!(total_word(head), word, "{head}");
        }
    }

    #[test]
    fn what_was_carried_in_is_told_from_what_is_carried_out() {
        for head in ["上年结转", "另有上年度结转申请", "承接上年", "2022年结转", "去年转来"]
        {
            assert!(is_carried_in(head), "{head}");
        }
        for head in [
            "结转下年度继续办理",
            "结转",
            "结转至2024年",
            "上年收到",
            "上级转来",
            "扣除上年结转后新收",
        ] {
            assert!(!is_carried_in(head), "{head}");
        }
    }

    #[test]
    fn what_a_list_is_of_may_stand_before_it() {
        for gap in
            ["信息中，政策", "。在主动公开的信息中，政策", "。按内容分：政策", "，从渠道看，网站"]
        {
            assert!(refers_back(gap), "{gap}");
        }
        for gap in ["，其中，网站", "，以电子表单形式申请", "，工作中，办理", "；按时办结，满意"]
        {
            assert!(!refers_back(gap), "{gap}");
        }
    }
}

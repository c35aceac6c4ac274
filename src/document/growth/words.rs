//! The words of comparisons with the year before.

use std::sync::LazyLock;

use regex::Regex;

use crate::{document::quantity::Number, source::WordList};

/// One of these stands in every comparison.
pub(super) static COMPARING: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "同比",
        "上年",
        "上一年",
        "去年",
        "前年",
        "前一年",
        "较20",
        "比20",
        "与20",
        "同20",
        "增至",
        "减至",
        "升至",
        "降至",
        "加至",
        "少至",
        "长至",
        "高至",
        "增到",
        "减到",
        "升到",
        "降到",
        "加到",
        "少到",
        "长到",
        "高到",
        "缩至",
        "缩到",
        "短至",
        "短到",
        "大至",
        "大到",
        "涨至",
        "涨到",
        "滑至",
        "滑到",
        "落至",
        "落到",
        "展至",
        "展到",
        "较年初",
        "比年初",
        "年间",
        "年为",
    ])
});
/// What a comparison begins with.
pub(super) static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    let last = "上一?年|去年|前一?年";
    Regex::new(&format!(
        "同比|(?:较|比|与|同)(?:{last}|年初|20[0-9]{{2}}年)(?:度|同期)*(?:相比)?(?:的|为)?|(?:{last})(?:度|同期)*(?:为|是)|(?:是|为|达到?|相当于)(?:{last})(?:度|同期)*|20[0-9]{{2}}年(?:度|同期)*为|一年间"
    ))
    .expect("the pattern is valid")
});
/// What stands before the first figure and between the two in “由上年的25件降至20件”.
pub(super) static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:由|从)(?:20[0-9]{2}年)?[^，；。0-9]{0,8}$").expect("the pattern is valid")
});
pub(super) static TO: LazyLock<Regex> = LazyLock::new(|| {
    let year = "(?:20[0-9]{2}年)?[^，；。0-9]{0,6}";
    Regex::new(&format!(
        "^[^，；。0-9]{{0,4}}(?:增|减|升|降|加|少|长|高|缩|短|大|涨|滑|落|展)[至到]了?{year}$"
    ))
    .expect("the pattern is valid")
});
pub(super) static VERB: LazyLock<Regex> = LazyLock::new(|| {
    let up = "增加|增长|上升|上涨|提高|提升|扩大|增幅|涨幅|多出|多|增|涨";
    let down = "减少|下降|降低|回落|下滑|缩短|缩减|压缩|压降|精简|降幅|减幅|压减|少|减|降";
    Regex::new(&format!(
        "^）?(?:信息)?(?:相比)?[，、（]?(?:同比)?(?:(?:大幅度?|明显|显著|有所|略有|小幅)[增减上下提降][加长少升降高低]，)?(?:共|净)?(?:(?P<up>{up})|(?P<down>{down}))(?:率|幅度|比例)?(?:了|约|近|为|达到?|超过|：)*"
    ))
    .expect("the pattern is valid")
});
/// A change told in doublings, from the figure it follows on.
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^）?，?(?:数量|总量|总数|同比|整整|实现|正好)*翻了?(一|两|二|三)番(?:[，。；、（！]|$)",
    )
    .expect("the pattern is valid")
});
/// One of these stands where spans of time are compared, told in one of those.
pub(super) const SHORTER: [&str; 4] = ["压缩", "缩短", "压减", "缩减"];
pub(super) const SPANS: [&str; 6] = ["天", "工作日", "个工作日", "小时", "个小时", "分钟"];
/// What stands between a change and the figure of the year before, where that comes last: “同比下降8%（2021年为25件）”.
pub(super) static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[，（](?:其中)?(?:(20[0-9]{2})年|上一?年|去年|前一年)(?:度|同期)*(?:共|收到|受理|公开|发布|总数|数量)*(?:为|是|：)?$")
        .expect("the pattern is valid")
});
/// What stands right before the figure of one year: the year or “last year”, and what the figure counts.
pub(super) static LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("(?:上一?年度?|去年|前一?年)[^，；。0-9{CHANGES}]{{0,20}}$"))
        .expect("the pattern is valid")
});
/// What says of a figure that it is this year's.
const THIS: [&str; 2] = ["今年", "本年"];
pub(super) static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("(20[0-9]{{2}})年度?，?[^；。0-9{CHANGES}]{{0,24}}$"))
        .expect("the pattern is valid")
});

/// The figure behind one of these is a difference, or what was carried on, not last year's.
pub(super) const CHANGES: &str = "增减升降长多少提回转";
/// How far behind a figure its doubling is told, in characters.
const DOUBLING: usize = 8;

/// Whether the second of two figures is told to be this year's, of what the words before the first name.
pub(super) fn is_this([other, own]: [&str; 2]) -> bool {
    let behind = THIS.iter().find_map(|word| own.split_once(word));
    behind.is_some_and(|(_, what)| is_same(what, other)) && !LAST.is_match(own)
}

/// Whether the second of two figures, before which a year is named, is of what the words before the first name, and all
/// the text before that names no year but this one; where that second figure stands in brackets, other brackets and
/// comparisons before it may name what they like.
pub(super) fn is_year([other, own]: [&str; 2], head: &str, year: Option<u16>) -> bool {
    let this = year.map(|year| year.to_string()).unwrap_or_default();
    let mut years = head.match_indices('年').map(|(at, _)| &head[..at]);
    let no_other = years.all(|before| {
        let named = before.ends_with(|char: char| char.is_ascii_digit());
        let aside = before.rfind('（') > before.rfind('）')
            || before.strip_suffix(['上', '去']).is_some_and(|text| text.ends_with(['较', '比']));
        own.starts_with('（') && aside
            || before.ends_with(&this)
            || !named && !before.ends_with(['上', '去', '前', '一', '半'])
    });
    no_other && own.rsplit_once('年').is_some_and(|(_, what)| is_same(what, other))
}

/// Whether what a figure counts stands before another, and neither is of more than a year.
fn is_same(what: &str, other: &str) -> bool {
    let what =
        what.trim_start_matches(['度', '，', '仅', '只', '共', '为', '有', '则', '是', '已']);
    other.contains(what) && !["截至", "截止", "累计", "底"].iter().any(|word| other.contains(word))
}

/// How many times as much a text says at its beginning that something is by doublings, and where these words end.
pub(super) fn doubled(text: &str) -> Option<(Number, usize)> {
    let near = text.chars().take(DOUBLING).any(|char| char == '翻');
    let many = near.then(|| DOUBLED.captures(text)).flatten()?.get(1)?;
    let times = match many.as_str() {
        "一" => 2,
        "三" => 8,
        _ => 4,
    };
    Some((Number::whole(times), many.end() + '番'.len_utf8()))
}

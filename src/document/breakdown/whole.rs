//! Lists that no word announces, but whose parts are by their names all that there can be: “意见37条，采纳19条，部分采纳8条，
//! 未采纳11条”, “任务24项，完成20项，正在推进3项”.
//!
//! Nothing ties such a list to a total but its place behind it, so that it is only read where it nearly comes to that total:
//! what is far off is of something else.

use std::{ops::Range, sync::LazyLock};

use super::{LONGEST, Listed, Tie, figures::Figures, rest::is_in_all};
use crate::{
    document::quantity::{Bound, Number},
    source::WordList,
};

/// What can become of a thing, or which kinds there are: a label is of the first list that has a word of it, and the first
/// list closes the rest.
struct Family {
    kinds: Vec<WordList>,
    /// How many parts such a list has at least.
    parts: usize,
}

/// How many parts a list has at least, and the words of each kind.
const NAMES: [(usize, &[&str]); 19] = [
    (2, &["未采用 不采用 未录用 退回 退稿", "采用 录用"]),
    (2, &["未采纳 不采纳 不予采纳 未予采纳 未被采纳 留作参考 解释说明", "部分采纳", "采纳 吸收"]),
    (
        2,
        &[
            "尚未 未开工 未启动 未完成 未整改 正在 在建 在办 推进中 整改中",
            "完成 办结 办理完毕 竣工 建成 完工 办毕 整改到位",
        ],
    ),
    (2, &["查否 不实 尚在 仍在", "查实 属实"]),
    (3, &["废止 失效", "修改 修订", "有效 保留"]),
    (3, &["撤销 关停 注销 下线 停用 取消", "优化 调整 整合 合并 改造 升级", "保留 维持"]),
    (3, &["维持 保留 未变", "新建 新增 新设", "改造 改建 扩建 翻建"]),
    (3, &["不予公开 不公开", "依申请公开", "主动公开"]),
    (2, &["超过 逾期 超期 延期", "按时 按期 即时 当日 当场 日内"]),
    (2, &["兼职", "专职"]),
    (2, &["女", "男"]),
    (2, &["协办 会办", "主办"]),
    (2, &["转载 转发", "原创"]),
    (2, &["村级 乡级 所属", "镇级 县级 区级 市级 本级"]),
    (
        3,
        &[
            "无法提供 不予处理 其他处理 不存在 不掌握 不补正 不属于",
            "不予公开",
            "予以公开 同意公开 部分公开",
        ],
    ),
    (2, &["尚未审结 其他结果 撤回 撤诉 终止", "纠正 确认违法", "维持 驳回"]),
    (2, &["信函 邮寄 当面 现场 传真", "网络 网上 在线 线上"]),
    (2, &["不满意 一般 不了解", "基本满意", "满意"]),
    (3, &["不合格 较差 一般 合格", "优秀 良好 较好"]),
];

static FAMILIES: LazyLock<[Family; NAMES.len()]> = LazyLock::new(|| {
    let list = |words: &&str| WordList::of(&words.split(' ').collect::<Vec<_>>());
    NAMES.map(|(parts, kinds)| Family { kinds: kinds.iter().map(list).collect(), parts })
});

/// What a paragraph with such a list has: a word that closes one, or names of kinds.
pub(super) static CLOSING: LazyLock<WordList> = LazyLock::new(|| {
    let kinds = KINDS.into_iter().chain(NOUNS);
    let words = FAMILIES.iter().flat_map(|family| family.kinds[0].iter()).chain(kinds);
    WordList::of(&words.collect::<Vec<_>>())
});

/// What the names of kinds end with.
const KINDS: [&str; 3] = ["类", "等次", "等级"];
/// What is published or decided by kinds: what their names end with.
const NOUNS: [&str; 20] = [
    "信息",
    "动态",
    "要闻",
    "新闻",
    "公告",
    "公示",
    "通知",
    "通告",
    "文件",
    "政策",
    "法规",
    "解读",
    "公开",
    "许可",
    "处罚",
    "强制",
    "征收",
    "服务",
    "规划",
    "预决算",
];
/// The longest name of a kind, in characters.
const LONGEST_NAME: usize = 8;

/// What may stand between a total and its list besides a mark: what was counted.
const COUNTED: [&str; 10] =
    ["申请", "意见", "建议", "信息", "文件", "事项", "案件", "来信", "来电", "政府信息公开"];
/// What was done with all of it before its parts are told.
const LOOKED_THROUGH: [&str; 9] =
    ["梳理", "清理", "排查", "评估", "核查", "评定", "评比", "考评", "测评"];
/// What the words of a total end with behind its parts.
const SUMMED: [&str; 4] = ["共", "共计", "合计", "总计"];

impl Figures<'_> {
    /// Reads the lists of parts that are all there can be.
    pub(super) fn whole(&self, found: &mut Listed) {
        if !self.passage.has_any(&CLOSING) {
            return;
        }
        for at in 0..self.all.len() {
            if self.tie(at).is_some() || found.taken[at] || self.all[at].each {
                continue;
            }
            let behind = self.behind(at);
            if self.may_be_whole(at, &behind, found) {
                self.push(self.item(at), &behind, Tie::Among, found);
                continue;
            }
            let before = self.before(at);
            if self.may_be_whole(at, &before, found) {
                self.push(self.item(at), &before, Tie::Behind, found);
            }
        }
    }

    /// Whether the names of the parts leave nothing out.
    pub(super) fn is_whole(&self, parts: &[usize]) -> bool {
        FAMILIES.iter().any(|family| self.is_of(family, parts))
    }

    /// Whether a total lies near the sum of parts that leave nothing out.
    fn may_be_whole(&self, total: usize, parts: &[usize], found: &Listed) -> bool {
        let value = self.all[total].quantity.value;
        let off = (self.sum(parts) - value).abs();
        let near = off > Number::ZERO && off.times(8) <= value;
        let exact = |one: &usize| self.all[*one].quantity.bound == Bound::Exact;
        near && parts.len() > 1
            && parts.iter().chain([&total]).all(exact)
            && !parts.iter().any(|&part| found.taken[part] || self.all[part].each)
            && (self.is_of_kinds(total, parts) || self.is_of_family(total, parts))
            && !self.comes_to_another(total, parts)
            && !self.says_twice(total.min(parts[0]), parts)
    }

    /// The figures behind a total up to the end of its sentence or to where another unit begins; none where some of them
    /// count something else, or where more than what was counted stands before them.
    fn behind(&self, total: usize) -> Vec<usize> {
        let Some(first) = self.next_alike(total) else { return Vec::new() };
        let between = self.between(total, first);
        let counted = COUNTED.iter().find_map(|word| between.strip_prefix(word));
        let looked = || {
            LOOKED_THROUGH.iter().any(|word| between.contains(word))
                && between.ends_with(['，', '：'])
                && between.chars().count() < 12
        };
        let plain = matches!(counted.unwrap_or(between), "，" | "：" | "；");
        let follows = plain || looked();
        if follows { self.alike(total, first..self.all.len()) } else { Vec::new() }
    }

    /// The next figure in the same brackets, if it counts in the same unit and stands in the same sentence.
    pub(super) fn next_alike(&self, at: usize) -> Option<usize> {
        let of = &self.all[at];
        let mut near = (at + 1..self.all.len()).take(LONGEST);
        let next = near.find(|&next| self.all[next].depth <= of.depth)?;
        let one = &self.all[next];
        let same = (one.sentence, one.depth) == (of.sentence, of.depth);
        (same && one.quantity.unit == of.quantity.unit).then_some(next)
    }

    /// The figures before a total of its own words: “优秀15家，良好22家，合格9家，参评单位共46家”.
    fn before(&self, total: usize) -> Vec<usize> {
        let head = self.head(total);
        let in_all = || head.starts_with("全年共") && is_in_all(head);
        let summed = SUMMED.iter().any(|word| head.ends_with(word)) || in_all();
        let sentence = self.all[total].sentence;
        let first = self.all.partition_point(|one| one.sentence < sentence);
        if summed { self.alike(total, first..total) } else { Vec::new() }
    }

    /// The figures of a range in the sentence and brackets of a total that count in its unit, up to one that does not;
    /// none where there are more behind that, or something carried over.
    pub(super) fn alike(&self, total: usize, range: Range<usize>) -> Vec<usize> {
        let of = &self.all[total];
        let near = range.take(LONGEST).take_while(|&one| {
            self.all[one].sentence == of.sentence && self.all[one].depth >= of.depth
        });
        let near: Vec<usize> = near.filter(|&one| self.all[one].depth == of.depth).collect();
        let unit = |one: &usize| self.all[*one].quantity.unit == of.quantity.unit;
        let parts: Vec<usize> = near.iter().copied().take_while(unit).collect();
        let more = near[parts.len()..].iter().any(unit);
        let carried = parts.iter().any(|&part| self.head(part).contains("结转"));
        if more || carried { Vec::new() } else { parts }
    }

    /// Whether all parts are of one family, and the total is not: it would be a part itself.
    fn is_of_family(&self, total: usize, parts: &[usize]) -> bool {
        FAMILIES.iter().any(|family| {
            self.is_of(family, parts) && self.kind(family, self.head(total)).is_none()
        })
    }

    fn is_of(&self, family: &Family, parts: &[usize]) -> bool {
        let kinds: Option<Vec<usize>> =
            parts.iter().map(|&part| self.kind_of(family, part)).collect();
        parts.len() >= family.parts
            && kinds.is_some_and(|kinds| kinds.contains(&0) && kinds.iter().any(|&kind| kind > 0))
    }

    /// The kind of a part; what is left of all closes the list.
    fn kind_of(&self, family: &Family, part: usize) -> Option<usize> {
        let kind = self.kind(family, self.label(part));
        kind.or_else(|| self.is_rest(part).then_some(0))
    }

    fn kind(&self, family: &Family, label: &str) -> Option<usize> {
        let label = self.passage.part(label);
        family.kinds.iter().position(|words| label.has_any(words))
    }

    /// Whether at least three parts are kinds by name: “咨询类47件、投诉类15件、建议类8件”, or of what is published, and the
    /// total is of all of it: “公开信息90条，政策法规30条，工作动态52条，通知公告10条”.
    fn is_of_kinds(&self, total: usize, parts: &[usize]) -> bool {
        let head = self.head(total);
        let kinds = || parts.iter().all(|&part| is_kind(self.label(part))) && !is_kind(head);
        let published = || {
            is_in_all(head)
                && parts.iter().all(|&part| is_published(self.label(part)))
                && !parts.iter().any(|&part| self.leads_away(part, parts[0]))
                && !self.sides(parts)
        };
        parts.len() > 2 && (kinds() || published()) && !self.by_channel(total, parts)
    }

    /// Whether the parts make up another figure before them, alone, with the one beside it or with the total, which then is
    /// a part itself.
    fn comes_to_another(&self, total: usize, parts: &[usize]) -> bool {
        let value = |one: usize| self.all[one].quantity.value;
        let sum = self.sum(parts);
        let whole = sum + value(total);
        (0..=total).rev().take(LONGEST).any(|one| {
            let beside = one > 0 && value(one - 1) + value(one) == sum;
            value(one) == sum || value(one) == whole || beside
        })
    }
}

fn is_kind(label: &str) -> bool {
    let label = label.trim_end_matches(['的', '有', '为']);
    KINDS.iter().any(|kind| label.ends_with(kind))
}

fn is_published(label: &str) -> bool {
    NOUNS.iter().any(|noun| label.ends_with(noun)) && label.chars().count() <= LONGEST_NAME
}

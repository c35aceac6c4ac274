//! Lists in which one thing may be counted in several parts.

use std::sync::LazyLock;

use super::figures::Figures;
use crate::source::WordList;

/// Words of a part that only waits or remains: it closes a list.
pub(super) const REMAINING: [&str; 9] =
    ["其他", "其它", "其余", "尚未", "正在", "未", "结转", "待", "剩余"];
/// What may be counted in several parts: channels of publication, appearances.
static CHANNELS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "网站",
        "门户网",
        "微博",
        "微信",
        "公众号",
        "公众平台",
        "客户端",
        "公开栏",
        "公示栏",
        "宣传栏",
        "公告栏",
        "平台",
        "媒体",
        "报纸",
        "电视",
        "广播",
        "电子屏",
        "显示屏",
        "头条",
        "抖音",
        "APP",
        "新媒体",
        "渠道",
        "短信",
        "公报",
        "政务网",
        "出席",
        "参加",
    ])
});
/// Stages of handling, which one thing passes in turn, and what happens to some of the things.
static STAGES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "有效",
        "办结",
        "答复",
        "回复",
        "满意",
        "采纳",
        "采用",
        "已整改",
        "完成整改",
        "整改完成",
        "整改到位",
        "按时",
        "按期",
        "延期",
        "补正",
        "重新",
    ])
});
/// Words of terms within which something was done, and of what came later.
static TERMS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["日内", "天内", "小时内", "以内"]));
static PAST: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["超过", "以上", "逾期", "至", "—", "-"]));
/// What happens to some of the things besides all else.
static BESIDES: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["延期", "补正"]));
/// How the forms call applications that were never put right: they are no stage, but a result.
static UNMENDED: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["不补正", "未补正", "补正后"]));
/// Words of what has not come to a stage, or is past it.
static NOT_REACHED: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["无", "逾期", "不", "失效", "废止", "作废"]));
/// From which sides applications are looked at: the way they came, who made them, what became of them, what they ask for,
/// what was done with some of them, and when.
static SIDES: LazyLock<[WordList; 6]> = LazyLock::new(|| {
    [
        WordList::of(&[
            "网上", "网络", "线上", "信函", "邮寄", "来信", "快递", "当面", "现场", "邮件",
        ]),
        WordList::of(&[
            "自然人",
            "公民",
            "个人",
            "法人",
            "企业",
            "组织",
            "村民",
            "居民",
            "市民",
            "律师",
        ]),
        WordList::of(&[
            "予以公开",
            "同意公开",
            "部分公开",
            "不予公开",
            "不同意公开",
            "无法提供",
            "不存在",
            "不予处理",
            "不属于",
            "非本机关",
            "已主动公开",
        ]),
        WordList::of(&["涉及", "内容为", "内容是", "事项为", "事项是", "要求公开", "要求获取"]),
        WordList::of(&["征求", "同一人", "同一申请人", "听证"]),
        WordList::of(&["按时", "按期", "延期", "逾期答复"]),
    ]
});
/// Reasons to withhold, which speak of persons and secrets without being of another side.
static REASONS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["秘密", "隐私", "权益", "安全", "内部", "过程", "案卷", "信访", "投诉", "咨询"])
});
/// From which sides documents are looked at: whether they are public, whose they are, which way they go, of which kind they
/// are, what they are about, what comes with them.
static DOCUMENT_SIDES: LazyLock<[WordList; 6]> = LazyLock::new(|| {
    [
        WordList::of(&["主动公开", "依申请", "不公开", "不予公开", "涉密", "公开的", "上网公开"]),
        WordList::of(&["联合", "转发", "转载", "原创", "自编", "制发", "名义"]),
        WordList::of(&["上行文", "下行文", "平行文"]),
        WordList::of(&["规范性文件", "红头文件", "函件"]),
        WordList::of(&["民生", "涉企", "惠企", "惠民", "涉及", "重点领域"]),
        WordList::of(&["解读", "图解", "图片", "图文", "视频", "征求"]),
    ]
});
/// What a part is called that says no more than that the documents are public.
const PUBLIC: [&str; 6] = ["公开", "已公开", "公开发布", "对外公开", "向社会公开", "面向社会公开"];
/// Words of a part that counts what comes with a thing: any thing may have it besides.
static WITH: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "附有",
        "附带",
        "配有",
        "配套",
        "配发",
        "含附件",
        "网上可办",
        "可网办",
        "可网上",
        "全程网办",
        "跑一次",
    ])
});
/// Words by which a list says that one thing stands in several of its parts.
const TWICE: [&str; 9] =
    ["又", "兼任", "兼有", "既有", "交叉", "均计", "双重", "重复提交", "重复提出"];
/// Words by which a text says that a thing counts once, wherever it was published.
static ONCE: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "重复计",
        "重复统计",
        "重复计算",
        "重复信息",
        "重复发布",
        "重复公开",
        "重复件",
        "重复条",
        "重复部分",
        "扣除",
        "剔除",
        "去除",
        "剔重",
        "去重",
        "除重",
        "同一信息",
        "同一条",
        "同一内容",
        "相同信息",
        "相同内容",
        "计1条",
        "计一条",
        "按1条",
        "按一条",
        "算1条",
        "不累加",
        "同时涉及",
        "同时属于",
        "有交叉",
        "存在交叉",
        "有重叠",
        "存在重叠",
        "仍计入",
        "也计入",
        "均计入",
    ])
});

impl Figures<'_> {
    /// Whether the parts are channels of publication, each of which may carry the same item; the channels themselves are
    /// counted in 个 or by place.
    pub(super) fn by_channel(&self, total: usize, parts: &[usize]) -> bool {
        let themselves = ["载体", "账号", "渠道", "平台", "阵地", "媒体", "公众号", "栏"];
        let themselves = self.others
            || self.all[total].quantity.unit == "个"
                && themselves.iter().any(|word| self.head(total).contains(word));
        let applied = |&part: &usize| {
            ["申请", "提交", "递交"].iter().any(|word| self.label(part).contains(word))
        };
        let channels = self.count_with(parts, &CHANNELS);
        !themselves && !parts.iter().all(applied) && channels > 0 && channels * 2 >= parts.len()
    }

    /// Whether some parts are stages of handling and none is what has not come to it.
    pub(super) fn stages(&self, parts: &[usize]) -> bool {
        let labels = || parts.iter().map(|&part| self.passage.part(self.label(part)));
        if labels().any(|label| label.has_any(&BESIDES) && !label.has_any(&UNMENDED)) {
            return true;
        }
        // What was done within 10 days was done within 15, too.
        let terms = || labels().filter(|label| label.has_any(&TERMS)).count() > 1;
        let remains = |label: &str| REMAINING.iter().any(|word| label.contains(word));
        let past = || labels().any(|label| label.has_any(&PAST));
        terms() && !past()
            || labels().any(|label| label.has_any(&STAGES))
                && !STAGES.words().iter().any(|stage| labels().all(|label| label.has(stage)))
                && !labels().any(|label| remains(label.text) || label.has_any(&NOT_REACHED))
    }

    /// Whether the parts look at the things from several sides, or count what only some of them have.
    pub(super) fn sides(&self, parts: &[usize]) -> bool {
        let several = |found: Vec<usize>| found.iter().any(|side| *side != found[0]);
        let with = |&part: &usize| {
            let label = self.label(part);
            self.passage.part(label).has_any(&WITH)
                || label.strip_suffix('的').is_some_and(|label| {
                    label.starts_with(['有', '含', '附', '带'])
                        || ["征求", "解读", "审查", "论证"].iter().any(|word| label.contains(word))
                })
        };
        let document = |&part: &usize| {
            let public = PUBLIC.contains(&self.label(part)).then_some(0);
            public.or_else(|| self.side(part, &*DOCUMENT_SIDES))
        };
        parts.iter().any(with)
            || several(parts.iter().filter_map(|&part| self.side(part, &*SIDES)).collect())
            || parts.iter().map(document).collect::<Option<_>>().is_some_and(several)
    }

    /// Of a list that divides the things twice (“网上5件，信函3件，自然人6件，法人1件”), the part that does not add up, where
    /// the other one does.
    pub(super) fn wrong_side(&self, total: usize, parts: &[usize]) -> Option<Vec<usize>> {
        let all = |parts: &[usize]| self.sum(parts) == self.all[total].quantity.value;
        if !(2..parts.len()).any(|middle| all(&parts[..middle]) || all(&parts[middle..])) {
            return None;
        }
        let sides: Vec<_> = parts.iter().map(|&part| self.side(part, &*SIDES)).collect();
        let mut runs: Vec<Vec<usize>> = Vec::new();
        let mut before = None;
        for (&part, side) in parts.iter().zip(sides) {
            match runs.last_mut() {
                Some(run) if side.is_none() || side == before => run.push(part),
                _ => runs.push(vec![part]),
            }
            before = side.or(before);
        }
        let right = |run: &Vec<usize>| self.sum(run) == self.all[total].quantity.value;
        // Parts that name no side begin no list of one.
        self.side(parts[0], &*SIDES)?;
        let [one, other] =
            <[_; 2]>::try_from(runs).ok().filter(|runs| runs.iter().all(|run| run.len() > 1))?;
        let inner = |run: &Vec<usize>, whole: &Vec<usize>| {
            whole.iter().any(|&part| self.all[part].quantity.value == self.sum(run))
        };
        if inner(&one, &other) || inner(&other, &one) {
            return None;
        }
        match (right(&one), right(&other)) {
            (true, false) => Some(other),
            (false, true) => Some(one),
            _ => None,
        }
    }

    /// Whether the first or the last part is of another kind, and the others make up the total from one side: “转办4件，网上
    /// 20件，信函10件” of 30.
    pub(super) fn has_stranger(&self, total: usize, parts: &[usize]) -> bool {
        let makes_up = |stranger: usize, others: &[usize]| {
            let side = |part: &usize| self.side(*part, &*SIDES);
            if others.len() < 2 || self.sum(others) != self.all[total].quantity.value {
                return false;
            }
            let own = others.first().and_then(side);
            own.is_some() && others.iter().all(|part| side(part) == own) && side(&stranger) != own
        };
        let (first, last) = (parts.split_first(), parts.split_last());
        [first, last].into_iter().flatten().any(|(&stranger, others)| makes_up(stranger, others))
    }

    /// From which side a part looks at applications: the way they came, who made them, or what became of them.
    pub(super) fn application_side(&self, part: usize) -> Option<usize> {
        self.side(part, &SIDES[..3])
    }

    /// From which side a part looks at the things.
    fn side(&self, part: usize, sides: &[WordList]) -> Option<usize> {
        let label = self.passage.part(self.label(part));
        let side = sides.iter().position(|side| label.has_any(side));
        side.filter(|_| !label.has_any(&REASONS))
    }

    /// Whether the list says that one thing stands in several of its parts: “其中3件同时通过网络和信函提交”.
    pub(super) fn says_twice(&self, at: usize, parts: &[usize]) -> bool {
        let (start, last) = (self.all[at].quantity.range.end, parts[parts.len() - 1]);
        let listed = &self.text[start..self.list_end(last)];
        let together = listed.match_indices("同时").any(|(at, word)| {
            !listed[..at].ends_with(['，', '；', '。', '、', '（'])
                && !listed[at + word.len()..].starts_with('，')
        });
        together || TWICE.iter().any(|word| listed.contains(word)) || self.counts_once(at, last)
    }

    /// Whether the sentences of these figures, or the next, say that what is published in several ways counts once.
    pub(super) fn counts_once(&self, first: usize, last: usize) -> bool {
        let (from, to) = (self.all[first].clause, self.all[last].quantity.range.end);
        let before = super::clause::ending(&self.text[..from]);
        let start = from - before.len() + before.rfind('。').unwrap_or_default();
        let behind = super::clause::beginning(&self.text[to..]);
        let end = behind.match_indices('。').nth(1).map_or(behind.len(), |(end, _)| end);
        self.passage.part(&self.text[start..to + end]).has_any(&ONCE)
    }

    fn count_with(&self, parts: &[usize], words: &WordList) -> usize {
        parts.iter().filter(|&&part| self.passage.part(self.label(part)).has_any(words)).count()
    }
}

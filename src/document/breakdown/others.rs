//! Lists of persons, places, copies and money, which are read by themselves.
//!
//! What is published is counted in 条, 件, 份 and the like, and a list of it is taken for complete. Persons and places are
//! mostly described: a member of the staff is a party member and has studied, a board is new and was mended. So only such
//! lists of them are added whose parts exclude each other by their names: 专职 and 兼职, 镇级 and 村级.

use std::sync::LazyLock;

use super::figures::Figures;
use crate::{document::quantity::Quantity, source::WordList};

/// What a unit counts, as far as the lists of it go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Persons,
    Places,
    Copies,
    Money,
}

impl Class {
    fn of(unit: &str) -> Option<Self> {
        Some(match unit {
            "人" | "名" | "位" => Self::Persons,
            "家" | "户" | "处" | "台" | "块" | "座" | "所" => Self::Places,
            "张" | "版" | "本" | "通" | "单" | "幅" => Self::Copies,
            "元" => Self::Money,
            _ => return None,
        })
    }

    /// Words of a part that another part may have besides.
    fn besides(self) -> &'static WordList {
        match self {
            Self::Persons => &OF_PERSONS,
            Self::Places => &OF_PLACES,
            Self::Copies | Self::Money => &OF_COPIES,
        }
    }
}

/// What one of several who took part may be besides another.
static TRAITS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "党员",
        "团员",
        "女",
        "学历",
        "少数民族",
        "岁",
        "青年",
        "骨干",
        "新录用",
        "新进",
    ])
});
static OF_PERSONS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "党员",
        "团员",
        "学历",
        "本科",
        "研究生",
        "大专",
        "以上",
        "以下",
        "少数民族",
        "岁",
        "骨干",
        "退役",
        "残疾",
        "老年",
        "青年",
        "年轻",
        "新",
        "持证",
        "资格",
        "职称",
        "兼任",
        "参加",
        "参训",
        "获",
        "补贴",
        "补助",
        "救助",
        "资助",
        "慰问",
        "享受",
        "受益",
    ])
});
static OF_PLACES: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "新建", "新增", "新设", "新开", "更新", "更换", "维修", "维护", "改造", "拆除", "撤销",
        "升级", "整改", "立案", "处罚", "查处", "责令", "满意", "参加", "获", "涉及", "开通",
        "补贴", "补助", "救助", "资助", "慰问", "享受", "受益", "联合", "以上", "高新", "规上",
        "重点", "示范",
    ])
});
static OF_COPIES: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["到位", "已", "结余", "拨款", "财政", "自筹", "附", "含"]));
/// Words that exclude each other, by what they divide.
static DIVISIONS: LazyLock<[WordList; 10]> = LazyLock::new(|| {
    [
        WordList::of(&["继续有效", "修改", "修订", "废止", "失效", "保留"]),
        WordList::of(&["一类", "二类", "三类", "四类", "A类", "B类", "C类", "D类"]),
        WordList::of(&["专职", "兼职", "专兼职"]),
        WordList::of(&["男", "女"]),
        WordList::of(&["组长", "主任", "成员", "委员", "联络员"]),
        WordList::of(&["在编", "编外", "聘用", "编制", "公务员", "工勤", "借调"]),
        WordList::of(&["城镇", "农村", "城市"]),
        WordList::of(&["优秀", "良好", "一般", "合格", "较好", "较差", "达标"]),
        WordList::of(&[
            "省", "市", "县", "区直", "乡", "镇", "村", "街道", "社区", "机关", "基层", "单位",
            "站所", "部门", "科室", "本级", "局", "企业", "学校", "医院",
        ]),
        WordList::of(&[
            "代表", "委员", "学者", "专家", "记者", "律师", "居民", "村民", "市民", "群众", "学生",
            "师生", "网友", "家长",
        ]),
    ]
});
/// How offices are called in which people work.
const OFFICES: [char; 12] =
    ['班', '厅', '科', '室', '股', '站', '队', '组', '部', '局', '办', '所'];
/// What an organ spends itself and lists in full; of what it hands out it may name some.
const SPENT: [&str; 6] = ["经费", "支出", "投入", "费用", "收取", "收费"];

/// Whether a figure counts persons, places, copies or money: such figures are read apart from those that count what is
/// published.
pub(super) fn is_of_others(unit: &str) -> bool {
    Class::of(unit).is_some()
}

/// Whether a paragraph may have a list of them; “一户”, “一张网” alone are manners of speaking.
pub(super) fn is_counted(text: &str, quantity: &Quantity) -> bool {
    let behind = &text[quantity.range.end..];
    let ends = behind.is_empty() || behind.starts_with(['，', '；', '。', '、', '（', '）', '：']);
    is_of_others(quantity.unit) && (ends || !text[quantity.range.start..].starts_with('一'))
}

/// How far a list of others can be judged.
pub(super) struct Divided {
    /// How many of its parts, from the first, exclude each other.
    pub(super) parts: usize,
    /// Whether it may name only some.
    pub(super) open: bool,
    /// Whether one may stand in several parts.
    pub(super) overlapping: bool,
}

impl Figures<'_> {
    /// How far a list of persons, places, copies or money can be judged; `None` where it can't.
    pub(super) fn divided(&self, total: usize, parts: &[usize]) -> Option<Divided> {
        let unit = self.all[total].quantity.unit;
        let class = Class::of(unit)?;
        let one_unit = parts.iter().all(|&part| self.all[part].quantity.unit == unit);
        if parts.len() < 2 || !one_unit {
            return None;
        }
        let has =
            |part: usize, words: &WordList| self.passage.part(self.label(part)).has_any(words);
        if self.is_listed_apart(parts) {
            return Some(Divided { parts: parts.len(), open: false, overlapping: false });
        }
        let known = self.excluding(parts);
        let judged = known.unwrap_or(parts.len());
        if parts[..judged].iter().any(|&part| has(part, class.besides())) {
            let found = Divided { parts: judged, open: true, overlapping: true };
            return (class != Class::Persons).then_some(found);
        }
        let spent = || SPENT.iter().any(|word| self.head(total).contains(word));
        let open = match (class, known) {
            (Class::Money, _) => !spent(),
            (Class::Copies, _) => false,
            (_, Some(known)) => known < parts.len(),
            (Class::Places, None) => true,
            (Class::Persons, None) => return None,
        };
        Some(Divided { parts: judged, open, overlapping: false })
    }

    /// Whether the list says that each thing stands in one part, and which: “，分别是县级医院2家、村卫生室31家”.
    fn is_listed_apart(&self, parts: &[usize]) -> bool {
        let apart = ["分别是", "分别为", "分为", "依次是", "依次为"];
        let name = apart.iter().find_map(|word| self.head(parts[0]).strip_prefix(word));
        name.is_some_and(|name| !name.is_empty())
            && parts.iter().all(|&part| !self.head(part).is_empty())
    }

    /// Whether the parts are what becomes of documents when all of them are looked through.
    pub(super) fn by_outcome(&self, parts: &[usize]) -> bool {
        let has = |part: &usize| self.passage.part(self.label(*part)).has_any(&DIVISIONS[0]);
        parts.iter().all(has)
    }

    /// Whether some of the parts tell who took part by what one may be besides: “党员61人次，女干部34人次”.
    pub(super) fn by_traits(&self, parts: &[usize]) -> bool {
        let told = |&part: &usize| {
            self.all[part].quantity.unit == "人次"
                && self.passage.part(self.label(part)).has_any(&TRAITS)
        };
        parts.iter().any(told) && self.excluding(parts) != Some(parts.len())
    }

    /// Whether a figure is of money, of which 培训 and 公开 are uses and begin no statement.
    pub(super) fn is_money(&self, at: usize) -> bool {
        Class::of(self.all[at].quantity.unit) == Some(Class::Money)
    }

    /// How many parts, from the first, exclude each other by their names.
    pub(super) fn excluding(&self, parts: &[usize]) -> Option<usize> {
        let has = |part: &&usize, words| self.passage.part(self.label(**part)).has_any(words);
        let within = |words| parts.iter().take_while(|part| has(part, words)).count();
        let known = DIVISIONS.iter().map(within).max().filter(|&known| known > 1);
        let office = |label: &str| label.ends_with(OFFICES) && !label.ends_with("干部");
        let offices = || parts.iter().all(|&part| office(self.label(part)));
        known.or_else(|| (self.one_noun(parts) || offices()).then_some(parts.len()))
    }

    /// Whether all parts are named by one noun, with what tells them apart before it: 城镇低保, 农村低保.
    fn one_noun(&self, parts: &[usize]) -> bool {
        let name = |part: usize| self.label(part).trim_end_matches(['有', '为', '共', '是']);
        let first = name(parts[0]);
        let same = |other: &str| -> usize {
            let pairs = first.chars().rev().zip(other.chars().rev());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let noun = parts[1..].iter().map(|&part| same(name(part))).min().unwrap_or_default();
        let shortest = parts.iter().map(|&part| name(part).chars().count()).min();
        let general = ["人员", "干部", "员工"].iter().any(|word| first.ends_with(word));
        let unit = self.all[parts[0]].quantity.unit;
        noun > usize::from(!first.ends_with(unit)) && shortest > Some(noun) && !general
    }
}

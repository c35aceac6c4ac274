//! “X条，其中A a条、B b条…” read into a total and its parts, each with its place.
//!
//! The grammar only says what is stated and how it could be read; whether a sum is wrong is for the check to say.

use super::{
    Document,
    paragraph::{Paragraph, SIGNS},
    quantity::{Bound, Number},
};
use crate::source::Place;

/// A figure in a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The figure.
    pub value: Number,
    /// What it counts in: 条, 件, …
    pub unit: &'static str,
    /// How exact it is.
    pub bound: Bound,
    /// From the first digit to the end of the unit.
    pub place: Place,
    /// From the beginning of its clause to the end of the unit.
    pub clause: Place,
}

const CHANNELS: [&str; 26] = [
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
];
const REST: [&str; 3] = ["其他", "其它", "其余"];

impl Item {
    /// Whether its clause names a channel of publication, which may carry what another carries too.
    pub fn is_channel(&self, document: &Document) -> bool {
        self.names(&CHANNELS, document)
    }

    /// Whether its clause speaks of the others, which closes a list.
    pub fn is_rest(&self, document: &Document) -> bool {
        self.names(&REST, document)
    }

    /// Whether one of the words stands before it in its clause.
    fn names(&self, words: &[&str], document: &Document) -> bool {
        let head = document.shadow.slice(Place { end: self.place.start, ..self.clause });
        words.iter().any(|word| head.contains(word))
    }
}

/// How the parts are tied to their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// 其中, 分别, a bracket or a colon: the parts make up the total.
    Among,
    /// 包括, 涵盖, 含: some of it may be left out.
    Including,
    /// 合计, 共计, 累计 behind the parts.
    Behind,
}

/// A total and the parts stated of it.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// The total.
    pub total: Item,
    /// In the order of the text; only those of this level.
    pub parts: Vec<Item>,
    /// How they are tied.
    pub tie: Tie,
    /// Whether the list says that it is not complete: 等, 主要, a part without figure; not asked where it is satisfied.
    pub open: bool,
    /// Whether some reading of the sentence makes the sum right.
    pub satisfied: bool,
}

impl Breakdown {
    /// The sum of the parts.
    pub fn sum(&self) -> Number {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// Whether all figures count in the unit of the total.
    pub fn one_unit(&self) -> bool {
        self.parts.iter().all(|part| part.unit == self.total.unit)
    }
}

/// Every breakdown in running text, in reading order.
pub fn breakdowns(document: &Document) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let mut blocks: Vec<usize> = document.prose.counting().map(|sentence| sentence.block).collect();
    blocks.dedup();
    for index in blocks {
        let Some(passage) = document.prose.passage(document, index) else { continue };
        if document.quantities(index).nth(1).is_some() && passage.has_any(&SIGNS) {
            let (place, quantities) = (document.blocks[index].place, document.quantities(index));
            found.extend(Paragraph::new(passage, place, quantities).read());
        }
    }
    found
}

//! “X条，其中A a条、B b条…” read into a total and its parts, each with its place.
//!
//! The grammar only says what is stated and how it could be read; whether a sum is wrong is for the check to say.

use std::sync::LazyLock;

use super::{
    Document,
    paragraph::{Paragraph, SIGNS},
    quantity::{Bound, Number},
};
use crate::source::{Passage, Place, WordList};

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
    /// Index of its block.
    pub block: usize,
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
    ])
});
static REST: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["其他", "其它", "其余"]));

impl Breakdown {
    /// Whether the clause of a part names a channel of publication, which may carry what another carries too.
    pub fn is_channel(&self, part: &Item, document: &Document) -> bool {
        self.words(part, document).is_some_and(|words| words.has_any(&CHANNELS))
    }

    /// Whether the clause of a part speaks of all the others, which closes a list.
    pub fn is_rest(&self, part: &Item, document: &Document) -> bool {
        self.words(part, document).is_some_and(|words| words.has_any(&REST))
    }

    /// What stands before a figure in its clause.
    fn words<'a>(&self, item: &Item, document: &'a Document) -> Option<Passage<'a>> {
        let head = Place { end: item.place.start, ..item.clause };
        let passage = document.prose.passage(document, self.block)?;
        Some(passage.part(document.shadow.slice(head)))
    }

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
            let place = document.blocks[index].place;
            let paragraph = Paragraph::new(passage, (index, place), document.quantities(index));
            found.extend(paragraph.read());
        }
    }
    found
}

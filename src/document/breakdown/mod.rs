//! “X条，其中A a条、B b条…” read into a total and its parts, each with its place.
//!
//! The grammar only says what is stated and how it could be read; whether a sum is wrong is for the check to say.

mod ahead;
mod behind;
mod clause;
mod figures;
mod lines;
mod named;
mod open;
mod others;
mod overlap;
mod rest;
mod shares;
mod stock;
mod told;
mod whole;

use std::sync::LazyLock;

use self::figures::Figures;
use super::{
    Document,
    quantity::{Bound, Number, Quantity},
};
use crate::source::{Passage, Place, WordList};

/// How deep lists may stand in lists, and how many parts one may have; what goes beyond is no prose.
const DEEPEST: usize = 8;
const LONGEST: usize = 64;

/// What a text with a breakdown has: a tie, a total behind, shares, a bracket or a colon.
static SIGNS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "其中",
        "分别",
        "包括",
        "包含",
        "涵盖",
        "含",
        "即",
        "分为",
        "（",
        "：",
        "合计",
        "共计",
        "总计",
        "累计",
        "总共",
        "以上",
        "共",
        "占",
        "具体",
        "如下",
        "中，",
        "按",
        "从",
        "条为",
        "件为",
        "件通过",
        "构成",
        "组成",
        "总数",
        "总量",
        "小计",
        "总人数",
        "依次",
        "属",
        "，计",
        "——",
    ])
});

/// What a text with a list has that no word announces.
static NAMED: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["申请", "复议", "诉讼"]));

/// A figure in a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The figure.
    pub value: Number,
    /// What it counts in: 条, 件, …
    pub unit: &'static str,
    /// How exact it is.
    pub bound: Bound,
    /// To what it is rounded; zero where it is not.
    pub step: Number,
    /// Whether it is written in 万 (ten thousand) or 亿; one where it is not.
    pub scale: i64,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to the list")]
pub struct Breakdown {
    /// The total.
    pub total: Item,
    /// In the order of the text; only those of this level.
    pub parts: Vec<Item>,
    /// How they are tied.
    pub tie: Tie,
    /// Whether some reading of the sentence makes the sum right; then nothing is asked of the rest.
    pub satisfied: bool,
    /// Whether the list says that it is not complete: 等, 主要, a part without figure.
    pub open: bool,
    /// Whether the last part is all the rest: 其他.
    pub rest: bool,
    /// Whether one thing may be counted in several parts: by channel of publication, by stage of handling.
    pub overlapping: bool,
}

impl Breakdown {
    /// The sum of the parts.
    pub fn sum(&self) -> Number {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// A value as the sentence writes its figures: in 万 or 亿 where all of them are.
    pub fn shown(&self, value: Number) -> String {
        let scale = self.total.scale;
        let name = match scale {
            10_000 => "万",
            100_000_000 => "亿",
            _ => return value.to_string(),
        };
        let same = self.parts.iter().all(|part| part.scale == scale);
        if same { format!("{}{name}", value.per(scale)) } else { value.to_string() }
    }

    /// Whether all figures count in the unit of the total.
    pub fn one_unit(&self) -> bool {
        self.parts.iter().all(|part| part.unit == self.total.unit)
    }
}

/// The breakdowns of a paragraph, and which of its figures are parts of one.
struct Listed {
    all: Vec<Breakdown>,
    taken: Vec<bool>,
}

/// Every breakdown in running text, in reading order.
pub fn breakdowns(document: &Document) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let mut blocks: Vec<usize> = document.prose.counting().map(|sentence| sentence.block).collect();
    blocks.dedup();
    for index in blocks {
        let Some(passage) = document.prose.passage(document, index) else { continue };
        if let Some(joined) = lines::joined(document, index) {
            let quantities = || joined.quantities.iter().cloned();
            read(joined.passage(), &joined.pieces, quantities, &mut found);
            continue;
        }
        let figures = document.quantities(index).take(3).count();
        let named = || passage.has_any(&NAMED) || passage.has_any(&whole::CLOSING);
        let signs = || passage.has_any(&SIGNS) || figures > 2 && named();
        if figures > 1 && signs() {
            let pieces = [(0, document.blocks[index].place)];
            read(passage, &pieces, || document.quantities(index), &mut found);
        }
    }
    found
}

/// Reads a paragraph: first what counts what is published, then the rest where there is enough of it.
fn read<I: Iterator<Item = Quantity>>(
    passage: Passage,
    pieces: &[(usize, Place)],
    quantities: impl Fn() -> I,
    found: &mut Vec<Breakdown>,
) {
    found.extend(Figures::new(passage, pieces, quantities(), false).breakdowns());
    let others = || quantities().filter(|one| others::is_counted(passage.text, one));
    if others().nth(2).is_some() {
        found.extend(Figures::new(passage, pieces, others(), true).breakdowns());
    }
}

impl Figures<'_> {
    /// Reads every breakdown of the paragraph.
    fn breakdowns(&self) -> Vec<Breakdown> {
        let mut listed = Listed { all: Vec::new(), taken: vec![false; self.all.len()] };
        if self.all.len() < 2 {
            return listed.all;
        }
        let mut at = 0;
        while at < self.all.len() {
            at = self.total_ahead(at, None, &mut listed).unwrap_or(at + 1);
        }
        for at in 0..self.all.len() {
            self.total_behind(at, &mut listed);
        }
        self.named(&mut listed);
        self.told(&mut listed);
        self.whole(&mut listed);
        self.stocks(&mut listed);
        if !self.others {
            self.closed(&mut listed);
        }
        if !self.others && self.text.contains('%') && self.text.contains('占') {
            self.shares(&mut listed);
            self.shares_in_sentence(&mut listed);
        }
        listed.all
    }

    /// The sum of some of the figures.
    fn sum(&self, parts: &[usize]) -> Number {
        parts.iter().map(|&part| self.all[part].quantity.value).sum()
    }

    /// Puts a list to those found: its parts are taken. It is complete, and its parts have nothing in common.
    fn push<'b>(
        &self,
        total: Item,
        parts: &[usize],
        tie: Tie,
        found: &'b mut Listed,
    ) -> &'b mut Breakdown {
        for &part in parts {
            found.taken[part] = true;
        }
        let satisfied = self.sum(parts) == total.value;
        let parts = parts.iter().map(|&part| self.item(part)).collect();
        let (open, rest, overlapping) = (false, false, false);
        found.all.push(Breakdown { total, parts, tie, satisfied, open, rest, overlapping });
        let last = found.all.len() - 1;
        &mut found.all[last]
    }
}

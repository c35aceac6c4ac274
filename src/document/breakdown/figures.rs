//! The figures of a paragraph with the clauses they stand in, and how those behind one are tied to it.

use std::sync::LazyLock;

use super::{
    Item, Tie,
    clause::{
        announces, clause_start, divides, is_base, is_for_comparison, is_reached, is_shared_out,
        is_threshold, is_total_in_bracket, last, refers_back, sharing, total_word,
    },
    open::is_chosen,
    others::is_of_others,
};
use crate::{
    document::quantity::Quantity,
    source::{Passage, Place, WordList},
};

const AMONG: [&str; 4] = ["其中", "分别", "依次为", "依次是"];
const INCLUDING: [&str; 4] = ["包括", "包含", "涵盖", "含"];
/// Words that begin a list of all of it.
const DIVIDED: [&str; 2] = ["即", "分为"];
/// Words that say that all of it follows.
const LISTED: [&str; 8] =
    ["构成为", "分类为", "组成为", "如下", "具体为", "具体是", "具体有", "具体包括"];
/// One of these stands between a total and its parts, where no bracket or colon does.
static TIES: LazyLock<WordList> = LazyLock::new(|| {
    let others = ["即", "分为", "中，", "按", "从", "以", "属"];
    WordList::of(&[&AMONG[..], &INCLUDING, &LISTED, &others].concat())
});
/// Words before a figure that make it a difference or a rate (“月均10条”, “每季度3条”), not a count of its own.
static NO_COUNT: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "每", "月均", "日均", "周均", "人均", "户均", "平均", "增加", "增长", "减少", "下降",
        "同比", "环比", "较上", "较去", "较前", "较20", "比上", "比去", "比前", "比20", "与20",
        "同20", "提高", "上升",
    ])
});
/// Words of a part that is all the rest.
const REST: [&str; 3] = ["其他", "其它", "其余"];

/// A figure of a paragraph; offsets are bytes of its text.
pub(super) struct Figure {
    pub(super) quantity: Quantity,
    /// Where its clause begins.
    pub(super) clause: usize,
    /// How deep in brackets it stands.
    pub(super) depth: i32,
    /// The sentence it stands in.
    pub(super) sentence: usize,
    /// Whether it holds for each of several: “各发布20条”.
    pub(super) each: bool,
    /// For how many it holds, where their names tell: “政策、公告各20条”.
    pub(super) times: Option<usize>,
}

/// A paragraph with its figures.
pub(super) struct Figures<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) text: &'a str,
    /// Where the pieces of the text begin, and which places they are.
    pieces: &'a [(usize, Place)],
    pub(super) all: Vec<Figure>,
    /// Whether they are those of persons, places, copies and money.
    pub(super) others: bool,
    /// How the figures behind each one are tied to it.
    ties: Vec<Option<Tie>>,
}

impl<'a> Figures<'a> {
    /// A paragraph's folded text with its figures; their offsets are bytes of it.
    pub(super) fn new(
        passage: Passage<'a>,
        pieces: &'a [(usize, Place)],
        quantities: impl Iterator<Item = Quantity>,
        others: bool,
    ) -> Self {
        let text = passage.text;
        let mut all = Vec::new();
        let (mut depth, mut sentence, mut at) = (0, 0, 0);
        let mut differs = false;
        for quantity in quantities {
            for char in text[at..quantity.range.start].chars() {
                match char {
                    '（' | '(' => depth += 1,
                    '）' | ')' => depth = (depth - 1).max(0),
                    '。' | '！' | '？' => {
                        sentence += 1;
                        depth = 0;
                    }
                    _ => {}
                }
            }
            at = quantity.range.start;
            let clause = clause_start(text, at);
            let head = &text[clause..at];
            // “较上年增加2件、3件” goes on with a difference.
            let goes_on = differs && head.is_empty() && text[..clause].ends_with('、');
            differs = goes_on || passage.part(head).has_any(&NO_COUNT) && !is_reached(head);
            let behind = &text[quantity.range.end..];
            let counts = !differs
                && !is_base(behind)
                && !is_threshold(behind)
                && !behind.starts_with("工作日");
            if counts && others == is_of_others(quantity.unit) {
                let each = is_shared_out(head);
                let times = if each { sharing(&text[..at]) } else { None };
                all.push(Figure { quantity, clause, depth, sentence, each, times });
            }
        }
        let mut figures = Self { passage, text, pieces, all, others, ties: Vec::new() };
        figures.ties = (0..figures.all.len()).map(|at| figures.read_tie(at)).collect();
        figures
    }

    /// How the figures behind this one are tied to it, if they are.
    pub(super) fn tie(&self, at: usize) -> Option<Tie> {
        self.ties[at]
    }

    /// Whether a figure is all the rest: “其他信息6条”.
    pub(super) fn is_rest(&self, at: usize) -> bool {
        REST.iter().any(|word| self.head(at).contains(word))
    }

    /// What stands between a figure and the next one, or the end.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let end = self.all.get(at + 1).map_or(self.text.len(), |next| next.quantity.range.start);
        &self.text[self.all[at].quantity.range.end..end]
    }

    /// What stands between a figure and the clause of a later one: nothing where they share a clause.
    pub(super) fn between(&self, at: usize, later: usize) -> &'a str {
        let end = self.all[at].quantity.range.end;
        &self.text[end..end.max(self.all[later].clause)]
    }

    /// The words of a figure's clause before it, without a date and marks at the beginning.
    pub(super) fn head(&self, at: usize) -> &'a str {
        let figure = &self.all[at];
        self.text[figure.clause..figure.quantity.range.start]
            .trim_start_matches(['"', '：', '，', ' '])
    }

    /// The words that name what a figure counts: before it, or behind it where its clause begins with it.
    pub(super) fn label(&self, at: usize) -> &'a str {
        let head = self.head(at);
        let end = self.all[at].quantity.range.end;
        if head.is_empty() { &self.text[end..self.list_end(at)] } else { head }
    }

    /// Whether what follows a figure is chosen from other things: “…；来电最多的分别是社保41个、落户33个”.
    pub(super) fn names_the_first(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.contains("分别") && !gap.contains("其中") && is_chosen(gap)
    }

    fn read_tie(&self, at: usize) -> Option<Tie> {
        let gap = self.gap(at);
        let next = self.all.get(at + 1)?;
        let long = gap.len() > 160 && gap.chars().count() > 160;
        if long || next.sentence > self.all[at].sentence + 2 {
            return None;
        }
        let bracket = gap.starts_with('（') && next.depth > self.all[at].depth;
        let head = self.head(at + 1);
        if bracket
            && (is_total_in_bracket(head)
                || total_word(head).is_some()
                || is_for_comparison(head, self.head(at)))
        {
            return None;
        }
        let opens = gap.starts_with('：') || bracket;
        let end = next.quantity.range.end;
        let may_announce = gap.contains(['：', '由']) || gap.starts_with(['—', '-']);
        if !opens && may_announce && next.sentence <= self.all[at].sentence + 1 {
            let behind = super::clause::beginning(&self.text[end..]);
            if announces(gap, behind) && !self.head(at + 1).is_empty() {
                return Some(Tie::Among);
            }
        }
        if !opens && !self.passage.part(gap).has_any(&TIES) {
            return None;
        }
        // “其中全文电子化率达100%；…” speaks of a rate; the figure behind is another clause’s.
        let follows = |word: &usize| {
            let between = &gap[*word..];
            !between.contains(['。', '；']) || between.starts_with("其中：")
        };
        if self.names_the_first(at) {
            return None;
        }
        let last = |words: &[&str]| words.iter().filter_map(|word| last(gap, word)).max();
        // “公开率分别为88%和90%，公开81件” says of the rates that they are apart.
        let among = last(&AMONG)
            .filter(|&word| gap[word..].starts_with(AMONG[0]) || !gap[word..].contains('%'));
        if among.filter(follows).or(last(&LISTED).filter(follows)).is_some() {
            return Some(Tie::Among);
        }
        let direct = gap.trim_start_matches(['信', '息', '，', '。']);
        if opens {
            return Some(if INCLUDING[..3].iter().any(|word| gap.contains(word)) {
                Tie::Including
            } else {
                Tie::Among
            });
        }
        if DIVIDED.iter().any(|word| direct.starts_with(word)) && !gap.contains('；') {
            return Some(Tie::Among);
        }
        // “包含在前4件之内” names no list.
        let begins =
            |word: &&str| direct.strip_prefix(*word).is_some_and(|of| !of.starts_with('在'));
        let including = INCLUDING.iter().any(begins) || direct.starts_with("主要包括");
        if including && !gap.contains('；') {
            return Some(Tie::Including);
        }
        if self.head(at).ends_with(['共', '计']) && gap.strip_prefix('；').is_some_and(divides) {
            return Some(Tie::Among);
        }
        (refers_back(gap) || self.begins_belonging(at)).then_some(Tie::Among)
    }

    /// Whether the things counted are told apart by where they belong from the next figure on.
    fn begins_belonging(&self, at: usize) -> bool {
        !self.belongs(at) && self.belongs(at + 1) && self.belongs(at + 2)
    }

    /// Whether a figure says of some things where they belong: “属咨询的26件”.
    fn belongs(&self, at: usize) -> bool {
        at < self.all.len()
            && self.head(at).starts_with('属')
            && !["属实", "属地"].iter().any(|word| self.head(at).starts_with(word))
    }

    /// Where the list with this last part ends: at the next mark behind it.
    pub(super) fn list_end(&self, last: usize) -> usize {
        let end = self.all[last].quantity.range.end;
        let behind = super::clause::beginning(&self.text[end..]);
        end + behind.find(['，', '；', '。', '）']).unwrap_or(behind.len())
    }

    /// A range of the text, which lies in one piece.
    fn place(&self, start: usize, end: usize) -> Place {
        let piece = self.pieces.partition_point(|(begins, _)| *begins <= start) - 1;
        let (begins, place) = self.pieces[piece];
        place.part(start - begins, end - begins)
    }

    pub(super) fn item(&self, at: usize) -> Item {
        let Figure { quantity, clause, .. } = &self.all[at];
        Item {
            value: quantity.value,
            unit: quantity.unit,
            bound: quantity.bound,
            step: quantity.step,
            scale: quantity.scale,
            place: self.place(quantity.range.start, quantity.range.end),
            clause: self.place(*clause, quantity.range.end),
        }
    }

    /// Several figures taken together: “建议12件、提案8件”.
    pub(super) fn together(&self, from: usize, to: usize) -> Item {
        let (first, last) = (&self.all[from], self.item(to));
        let end = self.all[to].quantity.range.end;
        Item {
            value: self.all[from..=to].iter().map(|one| one.quantity.value).sum(),
            place: self.place(first.quantity.range.start, end),
            clause: self.place(first.clause, end),
            ..last
        }
    }
}

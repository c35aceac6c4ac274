//! The figures of a paragraph and which of them are parts of which: the grammar behind [`super::breakdown`].

use std::sync::LazyLock;

use super::{
    breakdown::{Breakdown, Item, Tie},
    clause::{beginning, clause_start, has_unnumbered_part, is_person_or_place, last},
    quantity::{Number, Quantity},
};
use crate::source::{Passage, Place, WordList};

/// What a text with a breakdown has: a tie, a total behind, shares, a bracket or a colon.
pub(super) static SIGNS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "其中", "分别", "包括", "包含", "涵盖", "含", "即", "分为", "（", "：", "合计", "共计",
        "总计", "累计", "总共", "以上", "共", "占",
    ])
});
const AMONG: [&str; 2] = ["其中", "分别"];
const INCLUDING: [&str; 6] = ["包括", "包含", "涵盖", "分为", "含", "即"];
const BEHIND: [&str; 7] = ["合计", "共计", "总计", "累计", "总共", "以上", "共"];
/// Words before a figure that make it a difference or a rate, not a count of its own.
static DIFFERENCE: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "增加", "增长", "减少", "下降", "同比", "环比", "较上", "较去", "比上", "比去", "提高",
        "上升",
    ])
});
/// Words at the beginning of a clause that end a list of parts.
const ELSEWHERE: [&str; 24] = [
    "此外", "另外", "另", "同时", "全年", "历年", "累计", "截至", "截止", "合计", "共计", "总计",
    "总共", "办结", "答复", "回复", "已办", "均", "同年", "年末", "并", "还", "接听", "受理",
];
static OPEN: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["等", "主要", "例如", "如："]));

/// Words of a clause that speaks of publishing.
static SPEAKING: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["公开", "发布", "推送", "刊发"]));
/// How deep lists may stand in lists, and how many parts one may have; what goes beyond is no prose.
const DEEPEST: usize = 8;
const LONGEST: usize = 64;

/// The breakdowns of a paragraph, and which of its figures they have taken as parts.
struct Listed {
    all: Vec<Breakdown>,
    taken: Vec<bool>,
}

/// A paragraph with its figures.
pub(super) struct Paragraph<'a> {
    passage: Passage<'a>,
    text: &'a str,
    block: usize,
    place: Place,
    items: Vec<Found>,
    /// How the figures behind each one are tied to it, if they are.
    ties: Vec<Option<Tie>>,
}

/// A figure of a paragraph; offsets are bytes of its text.
struct Found {
    quantity: Quantity,
    /// Where its clause begins.
    clause: usize,
    /// How deep in brackets it stands.
    depth: i32,
    /// The sentence it stands in.
    sentence: usize,
}

impl<'a> Paragraph<'a> {
    /// A paragraph's folded text with its figures; their offsets are bytes of it.
    pub(super) fn new(
        passage: Passage<'a>,
        (block, place): (usize, Place),
        quantities: impl Iterator<Item = Quantity>,
    ) -> Self {
        let text = passage.text;
        let mut items = Vec::new();
        let (mut depth, mut sentence, mut at) = (0, 0, 0);
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
            let clause = clause_start(text, quantity.range.start);
            let head = &text[clause..quantity.range.start];
            if is_person_or_place(quantity.unit) || passage.part(head).has_any(&DIFFERENCE) {
                continue;
            }
            items.push(Found { quantity, clause, depth, sentence });
        }
        let mut paragraph = Self { passage, text, block, place, items, ties: Vec::new() };
        paragraph.ties = (0..paragraph.items.len()).map(|at| paragraph.read_tie(at)).collect();
        paragraph
    }

    /// Reads every breakdown of the paragraph.
    pub(super) fn read(&self) -> Vec<Breakdown> {
        let mut listed = Listed { all: Vec::new(), taken: vec![false; self.items.len()] };
        let found = &mut listed;
        let mut at = 0;
        while at < self.items.len() {
            at = self.total_first(at, 0, found).unwrap_or(at + 1);
        }
        for at in 0..self.items.len() {
            self.total_behind(at, found);
        }
        if self.text.contains('%') && self.text.contains('占') {
            self.shares(found);
            self.shares_in_sentence(found);
        }
        listed.all
    }

    /// What stands between a figure and the next one, or the end.
    fn gap(&self, at: usize) -> &str {
        let end = self.items.get(at + 1).map_or(self.text.len(), |next| next.quantity.range.start);
        &self.text[self.items[at].quantity.range.end..end]
    }

    /// How the figures behind this one are tied to it, if they are.
    fn read_tie(&self, at: usize) -> Option<Tie> {
        let gap = self.gap(at);
        let next = self.items.get(at + 1)?;
        let long = gap.len() > 160 && gap.chars().count() > 160;
        if long || next.sentence > self.items[at].sentence + 2 {
            return None;
        }
        if let Some(word) = last(gap, &AMONG) {
            // “其中全文电子化率达100%；…” speaks of a rate; the figure behind is another clause’s.
            let between = &gap[word..];
            return (!between.contains(['。', '；']) || between.starts_with("其中："))
                .then_some(Tie::Among);
        }
        let direct = gap.trim_start_matches(['信', '息', '，', '。']);
        if gap.starts_with('：') || gap.starts_with('（') && next.depth > self.items[at].depth {
            return Some(if INCLUDING[..4].iter().any(|word| gap.contains(word)) {
                Tie::Including
            } else {
                Tie::Among
            });
        }
        let including =
            INCLUDING.iter().any(|word| direct.starts_with(word) || direct.starts_with("主要包括"));
        (including && !gap.contains('；')).then_some(Tie::Including)
    }

    /// A total with its parts behind it; returns the index behind the last part.
    fn total_first(&self, at: usize, level: usize, found: &mut Listed) -> Option<usize> {
        let tie = self.ties[at].filter(|_| level < DEEPEST)?;
        let (parts, end) = self.parts(at + 1, level, found);
        let total = self.total_for(at, &parts)?;
        let last = *parts.last()?;
        let satisfied = self.is_satisfied(at, &parts, self.items[total].quantity.value);
        let open = !satisfied && self.is_open(at, last);
        self.push((total, &parts, tie), (open, satisfied), found);
        Some(end)
    }

    /// Whether the list from a total to its last part says that there is more.
    fn is_open(&self, total: usize, last: usize) -> bool {
        let end = self.list_end(last);
        let listed = &self.text[self.items[total].quantity.range.end..end];
        let behind = beginning(&self.text[end..]);
        let behind = &behind[..behind.find('。').unwrap_or(behind.len())];
        ["其余", "其他", "其它"].iter().any(|word| behind.contains(word))
            || self.passage.part(listed).has_any(&OPEN)
            || has_unnumbered_part(listed)
    }

    /// Puts a breakdown to those found; its parts are taken.
    fn push(
        &self,
        (total, parts, tie): (usize, &[usize], Tie),
        (open, satisfied): (bool, bool),
        found: &mut Listed,
    ) {
        for &part in parts {
            found.taken[part] = true;
        }
        let total = self.item(total);
        let parts = parts.iter().map(|&part| self.item(part)).collect();
        found.all.push(Breakdown { block: self.block, total, parts, tie, open, satisfied });
    }

    /// The figure that the parts are of: the nearest one before them in their unit.
    fn total_for(&self, at: usize, parts: &[usize]) -> Option<usize> {
        let unit = self.items[*parts.first()?].quantity.unit;
        let depth = self.items[at].depth;
        let sentence = self.items[at].sentence;
        let near = |index: &usize| {
            let item = &self.items[*index];
            item.quantity.unit == unit && item.depth <= depth && item.sentence + 1 >= sentence
        };
        (0..=at).rev().take(4).find(near).or(Some(at))
    }

    /// The parts of a list: figures in the same brackets up to the end of the sentence; a part that is broken down itself
    /// is read as a total first. Returns them and the index behind the last figure read.
    fn parts(&self, from: usize, level: usize, found: &mut Listed) -> (Vec<usize>, usize) {
        let Found { sentence, depth, .. } = self.items[from];
        let mut parts = Vec::new();
        let mut at = from;
        while let Some(item) =
            self.items.get(at).filter(|item| item.sentence == sentence && item.depth >= depth)
        {
            let head = self.head(at);
            if at > from && ELSEWHERE.iter().any(|word| head.starts_with(word)) {
                break;
            }
            if item.depth > depth {
                at += 1;
                continue;
            }
            if at > from && (self.begins_new_total(at) || self.is_divided_anew(at)) {
                break;
            }
            parts.push(at);
            at = self.total_first(at, level + 1, found).unwrap_or(at + 1);
        }
        (parts, at)
    }

    /// Whether a figure behind `；` is a total of its own: it has parts, and the list before it had none of that kind.
    fn begins_new_total(&self, at: usize) -> bool {
        let before = &self.text[..self.items[at].clause];
        before.ends_with('；') && self.ties[at] == Some(Tie::Among) && self.gap(at).contains("其中")
    }

    /// Whether the same items are divided again by something else before this figure: “；按形式分，图文信息3条”.
    fn is_divided_anew(&self, at: usize) -> bool {
        let before =
            &self.text[self.items[at - 1].quantity.range.end..self.items[at].quantity.range.start];
        before.contains('；') && ["按", "从", "以"].iter().any(|word| before.contains(word))
    }

    /// Whether the sum is right for this total, another one in reach, or the list up to one of its `；` or up to a
    /// figure that has parts of its own and so may be another total.
    fn is_satisfied(&self, at: usize, parts: &[usize], total: Number) -> bool {
        let sentence = self.items[at].sentence;
        let near =
            self.items[..=at].iter().rev().take(5).filter(|item| item.sentence + 2 >= sentence);
        let totals: Vec<Number> = near.map(|item| item.quantity.value).chain([total]).collect();
        // A `；` ends a list only where its items are set apart by weaker marks.
        let mut weaker = false;
        let mut sum = Number::ZERO;
        for (index, &part) in parts.iter().enumerate() {
            sum = sum + self.items[part].quantity.value;
            let boundary = match parts.get(index + 1) {
                None => true,
                Some(&next) => {
                    let between =
                        self.items[part].quantity.range.end..self.items[next].quantity.range.start;
                    let strong = self.text[between].contains('；');
                    let ends = strong && weaker || self.ties[next].is_some();
                    weaker |= !strong;
                    index > 0 && ends
                }
            };
            if boundary && totals.contains(&sum) {
                return true;
            }
        }
        false
    }

    /// 合计, 共计, 累计 at the beginning of a clause, behind at least two figures.
    fn total_behind(&self, at: usize, found: &mut Listed) {
        let head = self.head(at);
        let item = &self.items[at];
        let word = BEHIND.iter().find(|word| head.starts_with(**word));
        let Some(word) = word.filter(|word| **word != "共" || head == "共") else { return };
        if self.ties[at].is_some()
            || ["历年", "以来", "截至", "自开"].iter().any(|word| head.contains(word))
        {
            return;
        }
        let same = (0..at)
            .rev()
            .take(LONGEST)
            .take_while(|&before| self.items[before].sentence == item.sentence);
        let same: Vec<usize> =
            same.filter(|&before| self.items[before].depth == item.depth).collect();
        let mut parts =
            if same.is_empty() && *word != "共" { self.parts_before(at) } else { same };
        // A list that has its total before it needs none behind; what follows 其中 is a list of its own.
        if parts.len() < 2 || parts.iter().any(|&part| found.taken[part]) {
            return;
        }
        parts.reverse();
        let suffix = (0..parts.len() - 1)
            .find(|&from| self.sum(&parts[from..]) == self.items[at].quantity.value);
        let parts = &parts[suffix.unwrap_or(0)..];
        self.push((at, parts, Tie::Behind), (false, suffix.is_some()), found);
    }

    /// The sum of some of the figures.
    fn sum(&self, parts: &[usize]) -> Number {
        parts.iter().map(|&part| self.items[part].quantity.value).sum()
    }

    /// The figures of the sentences before, as far as each has one and speaks of publishing, back to a 其中.
    fn parts_before(&self, at: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        let mut sentence = self.items[at].sentence;
        for before in (0..at).rev().take(LONGEST + 1) {
            let item = &self.items[before];
            let words = self.passage.part(&self.text[item.clause..item.quantity.range.start]);
            let speaks = words.has_any(&SPEAKING);
            if sentence > item.sentence + 1 || !speaks || item.depth > 0 {
                break;
            }
            sentence = item.sentence;
            parts.push(before);
        }
        if (3..=LONGEST).contains(&parts.len()) { parts } else { Vec::new() }
    }

    /// A sentence of figures each with its share (“A 3件，占5%；B…”) breaks the total before it down without saying so.
    fn shares(&self, found: &mut Listed) {
        let sentences = self.items.last().map_or(0, |last| last.sentence + 1);
        for sentence in 1..sentences {
            let of = |sentence: usize| {
                let before =
                    |number: usize| self.items.partition_point(|one| one.sentence < number);
                (before(sentence)..before(sentence + 1))
                    .map(|index| (index, &self.items[index]))
                    .filter(|(_, item)| item.depth == 0)
            };
            let parts: Vec<usize> = of(sentence).map(|(index, _)| index).collect();
            let shared = parts
                .iter()
                .filter(|&&part| self.gap(part).contains('占') && self.gap(part).contains('%'))
                .count();
            if parts.len() < 3
                || shared + 1 < parts.len()
                || parts[0].checked_sub(1).is_none_or(|before| self.ties[before].is_some())
            {
                continue;
            }
            let unit = self.items[parts[0]].quantity.unit;
            let Some((total, _)) = of(sentence - 1).rfind(|(_, item)| item.quantity.unit == unit)
            else {
                continue;
            };
            if found.taken[parts[0]] {
                continue;
            }
            let base = self.items[total].quantity.value;
            if parts.iter().filter(|&&part| self.is_share_of(part, base)).count() * 2 < parts.len()
            {
                continue;
            }
            let before = self.items[..parts[0]].iter().rev().take(LONGEST);
            let sum = self.sum(&parts);
            let satisfied = before
                .filter(|item| item.sentence < sentence)
                .any(|item| item.quantity.value == sum);
            self.push((total, &parts, Tie::Among), (false, satisfied), found);
        }
    }

    /// “接听154次来电，咨询126次（占81.8%），投诉28次（占18.2%）”: figures with their shares of the one before them.
    fn shares_in_sentence(&self, found: &mut Listed) {
        for at in 0..self.items.len() {
            let total = &self.items[at];
            let shared =
                |index: usize| self.gap(index).contains('占') && self.gap(index).contains('%');
            let parts = (at + 1..self.items.len()).take(LONGEST).take_while(|&index| {
                let item = &self.items[index];
                item.sentence == total.sentence
                    && item.depth == total.depth
                    && item.quantity.unit == total.quantity.unit
                    && shared(index)
            });
            let parts: Vec<usize> = parts.collect();
            let base = total.quantity.value;
            let fitting = parts.iter().filter(|&&part| self.is_share_of(part, base)).count();
            if parts.len() < 2 || fitting * 2 < parts.len() || self.ties[at].is_some() || shared(at)
            {
                continue;
            }
            if !found.taken[parts[0]] {
                let satisfied = self.sum(&parts) == base;
                self.push((at, &parts, Tie::Among), (false, satisfied), found);
            }
        }
    }

    /// Whether the share stated behind a figure is that of `base`, to a tenth of a point.
    fn is_share_of(&self, part: usize, base: Number) -> bool {
        let gap = self.gap(part);
        let Some(start) = gap.find(|char: char| char.is_ascii_digit()) else { return false };
        let digits =
            gap[start..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let Some(share) = Number::parse(&gap[start..start + digits]) else { return false };
        let off = self.items[part].quantity.value.times(100) - share.of(base);
        off.abs().times(10) <= base
    }

    /// The words of a figure's clause before it, without a date and marks at the beginning.
    fn head(&self, at: usize) -> &str {
        let item = &self.items[at];
        self.text[item.clause..item.quantity.range.start].trim_start_matches(['"', '：', '，', ' '])
    }

    /// Where the list with this last part ends: at the next mark behind it.
    fn list_end(&self, last: usize) -> usize {
        let end = self.items[last].quantity.range.end;
        let behind = beginning(&self.text[end..]);
        end + behind.find(['，', '；', '。', '）']).unwrap_or(behind.len())
    }

    fn item(&self, at: usize) -> Item {
        let Found { quantity, clause, .. } = &self.items[at];
        Item {
            value: quantity.value,
            unit: quantity.unit,
            bound: quantity.bound,
            place: self.place.part(quantity.range.start, quantity.range.end),
            clause: self.place.part(*clause, quantity.range.end),
        }
    }
}

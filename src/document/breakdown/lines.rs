//! A list whose parts stand on lines of their own, read as one paragraph:
//!
//! ```text
//! 全年公开信息79条，其中：
//! 1.机构概况5条；
//! 2.工作动态74条。
//! ```

use crate::{
    document::{Block, Document, quantity::Quantity, section::mark},
    source::{Passage, Place, pairs::Few},
};

/// How many lines are joined, and how long one may be in characters: what goes beyond is no list.
const LINES: usize = 64;
const LENGTH: usize = 60;

/// A paragraph and the lines of its list.
pub(super) struct Joined {
    text: String,
    pairs: Few,
    pub(super) pieces: Vec<(usize, Place)>,
    pub(super) quantities: Vec<Quantity>,
}

impl Joined {
    /// Its text.
    pub(super) fn passage(&self) -> Passage<'_> {
        Passage::new(&self.text, &self.pairs)
    }

    fn push(&mut self, document: &Document, index: usize) {
        let (start, block) = (self.text.len(), &document.blocks[index]);
        self.pieces.push((start, block.place));
        self.quantities.extend(document.quantities(index).map(|one| one.behind(start)));
        self.text.push_str(document.text(block));
    }

    /// The last line's mark becomes one between parts.
    fn part(&mut self) {
        let kept = self.text.trim_end_matches(['；', '。', '，', '、']).len();
        self.text.truncate(kept);
        self.text.push('；');
    }
}

/// A block that announces a list, with the lines of the list; `None` where it does not, or where no two lines are alike.
pub(super) fn joined(document: &Document, index: usize) -> Option<Joined> {
    let announces = |text: &str| text.ends_with(['：', ':']) || text.ends_with("其中");
    announces(document.text(&document.blocks[index]).trim_end()).then_some(())?;
    let behind = document.blocks.get(index + 1..)?;
    let style = |text| mark(text).map(|(style, ..)| style);
    let first = style(document.text(behind.first()?));
    let is_part = |(offset, block): &(usize, &Block)| {
        let text = document.text(block);
        block.is_prose()
            && style(text) == first
            && document.quantities(index + 1 + offset).next().is_some()
            && text.chars().count() <= LENGTH
            && !text.trim_end_matches('。').contains('。')
    };
    let lines = behind.iter().enumerate().take(LINES).take_while(is_part).count();
    // A line without number that ends a sentence ends the list.
    let ends = |block: &Block| first.is_none() && document.text(block).ends_with('。');
    let lines = behind[..lines].iter().position(ends).map_or(lines, |last| last + 1);
    let (text, pairs) = (String::new(), Few::default());
    let mut joined = Joined { text, pairs, pieces: Vec::new(), quantities: Vec::new() };
    joined.push(document, index);
    for line in index + 1..=index + lines {
        joined.push(document, line);
        joined.part();
    }
    joined.pairs = Few::of(&joined.text);
    (lines > 1).then_some(joined)
}

//! Which sentences have which pairs of characters: a table of bits with a row for each pair, a column for each sentence.
//!
//! A word is asked of 64 sentences at once.

use std::ops::Range;

use super::pairs::{Letter, PAIRS, Pair, Word, WordList};

/// The table.
#[derive(Debug, Default)]
pub struct Index {
    sheets: Vec<Sheet>,
    columns: usize,
}

/// The rows of 64 columns.
type Sheet = Box<[u64; PAIRS]>;

impl Index {
    /// Begins the next column.
    pub fn column(&mut self) -> Column<'_> {
        let bit = 1 << (self.columns % 64);
        if bit == 1 {
            let rows = vec![0; PAIRS].into_boxed_slice();
            let mut sheet: Sheet = rows.try_into().expect("a sheet has a row for each pair");
            sheet[Pair::NONE.number()] = u64::MAX;
            self.sheets.push(sheet);
        }
        self.columns += 1;
        let sheet = self.sheets.last_mut().expect("a column has a sheet");
        Column { sheet, bit, before: Letter::NONE }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns
    }

    /// Some columns that stand side by side.
    pub fn columns(&self, range: Range<usize>) -> Columns<'_> {
        let Range { start, end } = range;
        Columns {
            sheets: &self.sheets[start / 64..end.div_ceil(64)],
            first: u64::MAX << (start % 64),
            last: u64::MAX >> (end.next_multiple_of(64) - end),
        }
    }

    /// The columns that may have a word of every list, in order; an empty list does not count.
    pub fn likely<const N: usize>(&self, lists: [&WordList; N]) -> impl Iterator<Item = usize> {
        let of = move |sheet: &Sheet| {
            let lists = lists.iter().filter(|words| !words.is_empty());
            lists.fold(u64::MAX, |columns, words| columns & words.columns(sheet))
        };
        self.sheets.iter().enumerate().flat_map(move |(at, sheet)| {
            numbers(of(sheet) & self.used(at)).map(move |column| at * 64 + column)
        })
    }

    /// The columns that have one of the words, in order; all of them where there are no words. `text` tells what stands
    /// in a column.
    pub fn having<'a>(
        &'a self,
        words: &'a WordList,
        text: impl Fn(usize) -> &'a str,
    ) -> impl Iterator<Item = usize> {
        self.sheets.iter().enumerate().flat_map(move |(at, sheet)| {
            let used = self.used(at);
            let mut found = if words.is_empty() { used } else { 0 };
            for word in words.words() {
                for column in numbers(word.columns(sheet) & used & !found) {
                    found |= u64::from(text(at * 64 + column).contains(word.text())) << column;
                }
            }
            numbers(found).map(move |column| at * 64 + column)
        })
    }

    /// The columns of a sheet that are in use.
    fn used(&self, sheet: usize) -> u64 {
        u64::MAX >> 64usize.saturating_sub(self.columns - sheet * 64)
    }

    /// Whether a column may have a word; if not, none has it.
    pub fn may_have(&self, word: &Word) -> bool {
        self.sheets.iter().any(|sheet| word.columns(sheet) != 0)
    }

    /// Whether a column may have one of the words.
    pub fn may_have_any(&self, words: &WordList) -> bool {
        self.sheets.iter().any(|sheet| words.columns(sheet) != 0)
    }
}

/// Which bits are set, the lowest first.
fn numbers(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (lowest < 64).then_some(lowest)
    })
}

/// A column that is being filled.
#[derive(Debug)]
pub struct Column<'a> {
    sheet: &'a mut [u64; PAIRS],
    bit: u64,
    before: Letter,
}

impl Column<'_> {
    /// Adds the next character of its sentence.
    #[inline]
    pub fn add(&mut self, letter: Letter) {
        self.sheet[letter.single().number()] |= self.bit;
        self.sheet[letter.behind(self.before).number()] |= self.bit;
        self.before = letter;
    }
}

/// The columns of a text.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    sheets: &'a [Sheet],
    /// Those of the first sheet.
    first: u64,
    /// Those of the last sheet.
    last: u64,
}

impl Columns<'_> {
    /// Whether one of them may have a word; if not, none has it. Of a text of more than two sheets any word is likely, so
    /// that asking stays cheap.
    #[inline]
    pub fn may_have(self, word: &Word) -> bool {
        match self.sheets {
            [sheet] => word.columns(sheet) & self.first & self.last != 0,
            [one, two] => word.columns(one) & self.first != 0 || word.columns(two) & self.last != 0,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Passage;

    fn index(sentences: &[&str]) -> Index {
        let mut index = Index::default();
        for sentence in sentences {
            let mut column = index.column();
            Letter::all(sentence).for_each(|(_, letter)| column.add(letter));
        }
        index
    }

    #[test]
    fn what_stands_in_a_sentence_is_never_denied() {
        let mut sentences = vec!["全年收到申请。"; 62];
        sentences.extend(["公开信息1,234条，", "均已办结。", "无复议。", "完"]);
        let index = index(&sentences);
        for (column, text) in sentences.iter().enumerate() {
            for (start, _) in text.char_indices() {
                for (end, _) in text.char_indices().skip_while(|&(end, _)| end <= start) {
                    let word = &text[start..end];
                    let words = WordList::of(&[word]);
                    assert!(index.likely([&words]).any(|found| found == column), "{words:?}");
                    let having: Vec<usize> = index.having(&words, |at| sentences[at]).collect();
                    let expected = (0..sentences.len()).filter(|&at| sentences[at].contains(word));
                    assert_eq!(having, expected.collect::<Vec<_>>(), "{word}");
                }
            }
        }
        let all = sentences.concat();
        let passage = Passage::indexed(&all, index.columns(60..66));
        assert!(passage.has(&"1,234条".into()) && passage.has(&"申请。公开".into()));
        assert!(passage.has(&"无复议".into()) && !passage.has(&"诉讼".into()));
    }

    #[test]
    fn most_words_that_are_absent_are_told_without_looking() {
        let index = index(&["本局全年共收到申请36件，", "均已办结。"]);
        let absent = ["行政复议", "行政诉讼", "结转下年度", "处理费", "政策解读", "互动交流"];
        assert!(!index.may_have_any(&WordList::of(&absent)));
        assert_eq!(index.likely([&WordList::of(&["办结"])]).collect::<Vec<_>>(), [1]);
    }
}

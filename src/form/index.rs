//! Where on the forms a label stands, and which titles are prescribed: looked up for every cell and line of a report.

use std::collections::BTreeMap;

use super::{Form, SectionKind, TableSpec};
use crate::source::pairs::{Few, Pair};

/// What the forms know of a label's core.
#[derive(Debug, Default)]
pub struct Known {
    /// The tables that have it, a bit each, counted as [`super::Forms::tables`] does.
    pub tables: u32,
    /// Whether it can only be the beginning of a table, or of a part of one.
    pub(super) begins: bool,
    uses: Vec<Use>,
}

impl Known {
    /// What it is on the table of this number.
    pub fn on(&self, table: usize) -> Option<&Use> {
        self.uses.iter().find(|one| one.table == table)
    }
}

/// What a label is on one table.
#[derive(Debug, Default)]
pub struct Use {
    table: usize,
    /// The group that it heads.
    pub heading: Option<usize>,
    /// The columns it names, each with its group.
    pub columns: Vec<(usize, usize)>,
    /// The rows it names, each with its group.
    pub rows: Vec<(usize, usize)>,
}

/// Words and what is known of them.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    /// In the order of their lengths, and of their ends where those are the same.
    words: Vec<(String, T)>,
    /// The [`end`] of each.
    ends: Vec<u64>,
    /// By length in bytes, how many are shorter.
    shorter: Vec<usize>,
}

impl<T> Lexicon<T> {
    /// What is known of a word.
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        self.place(word).map(|place| &self.words[place].1)
    }

    fn place(&self, word: &str) -> Option<usize> {
        let from = *self.shorter.get(word.len())?;
        let (to, end) = (*self.shorter.get(word.len() + 1)?, end(word));
        let first = from + self.ends[from..to].partition_point(|&other| other < end);
        let same = (first..to).take_while(|&at| self.ends[at] == end);
        same.into_iter().find(|&at| self.words[at].0 == word)
    }

    fn of(words: BTreeMap<&str, T>) -> Self {
        let mut words: Vec<_> =
            words.into_iter().map(|(word, known)| (word.to_owned(), known)).collect();
        words.sort_by_key(|(word, _)| (word.len(), end(word)));
        let longest = words.last().map_or(0, |(word, _)| word.len());
        let shorter = |length| words.partition_point(|(word, _)| word.len() < length);
        let shorter = (0..=longest + 1).map(shorter).collect();
        Self { shorter, ends: words.iter().map(|(word, _)| end(word)).collect(), words }
    }
}

/// The last bytes of a word as a number: labels of one length differ there more than where they begin.
fn end(word: &str) -> u64 {
    let short = || word.bytes().fold(0, |end, byte| end << 8 | u64::from(byte));
    word.as_bytes().last_chunk().map_or_else(short, |last| u64::from_le_bytes(*last))
}

/// All labels by their cores.
#[derive(Debug)]
pub(super) struct Labels {
    cores: Lexicon<Known>,
    /// Where among the cores that of a wording stands: most cells say what is on the form.
    wordings: Lexicon<usize>,
    /// Their first characters, and their first two.
    beginnings: Few,
}

impl Labels {
    /// Those of all tables.
    pub(super) fn of(forms: &[Form]) -> Self {
        let mut labels: BTreeMap<&str, Known> = BTreeMap::new();
        let tables = forms.iter().flat_map(|form| &form.tables);
        for (number, table) in tables.enumerate() {
            for label in table.labels() {
                usage(&mut labels, &label.core, number);
            }
            for label in table.anchors() {
                labels.entry(&label.core).or_default().begins = true;
            }
            parts(&mut labels, table, number);
        }
        labels.remove("");
        let mut beginnings = Few::default();
        for core in labels.keys() {
            let first = core.chars().next().map(Pair::single);
            for pair in first.into_iter().chain(beginning(core)) {
                beginnings.add(pair);
            }
        }
        let cores = Lexicon::of(labels);
        let tables = forms.iter().flat_map(|form| &form.tables);
        let wordings = tables
            .flat_map(TableSpec::labels)
            .filter_map(|label| Some((label.folded.as_str(), cores.place(&label.core)?)));
        Self { wordings: Lexicon::of(wordings.collect()), cores, beginnings }
    }

    /// What is known of a label in the very words of a form.
    pub(super) fn worded(&self, text: &str) -> Option<&Known> {
        self.wordings.get(text).map(|&place| &self.cores.words[place].1)
    }

    /// What is known of a label with this core.
    pub(super) fn get(&self, core: &str) -> Option<&Known> {
        self.cores.get(core)
    }

    /// Whether a core may begin so; if not, none does.
    pub(super) fn may_begin(&self, head: &str) -> bool {
        beginning(head).is_none_or(|pair| self.beginnings.may_have_pair(pair))
    }
}

/// The first two characters of a text, or the only one.
fn beginning(text: &str) -> Option<Pair> {
    let mut chars = text.chars();
    let first = chars.next()?;
    Some(chars.next().map_or(Pair::single(first), |second| Pair::of(first, second)))
}

/// Headings, columns and rows of one table.
fn parts<'a>(labels: &mut BTreeMap<&'a str, Known>, table: &'a TableSpec, number: usize) {
    for (at, group) in table.groups.iter().enumerate() {
        if let Some(heading) = &group.heading {
            usage(labels, &heading.core, number).heading.get_or_insert(at);
        }
        for (column, spec) in group.columns.iter().enumerate() {
            usage(labels, &spec.label.core, number).columns.push((at, column));
        }
        for (row, spec) in group.rows.iter().enumerate() {
            for label in spec.label.iter().chain(&spec.also) {
                let rows = &mut usage(labels, &label.core, number).rows;
                if rows.last() != Some(&(at, row)) {
                    rows.push((at, row));
                }
            }
        }
    }
}

fn usage<'a, 'l>(
    labels: &'l mut BTreeMap<&'a str, Known>,
    core: &'a str,
    table: usize,
) -> &'l mut Use {
    let known = labels.entry(core).or_default();
    if known.tables >> table & 1 == 0 {
        known.tables |= 1 << table;
        known.uses.push(Use { table, ..Use::default() });
    }
    known.uses.last_mut().expect("the use of the table that is read stands last")
}

/// The prescribed and accepted titles of sections; of forms that differ the newest counts.
pub(super) fn titles(forms: &[Form]) -> Lexicon<SectionKind> {
    let mut titles = BTreeMap::new();
    for section in forms.iter().rev().flat_map(|form| &form.sections) {
        for title in std::iter::once(&section.title).chain(&section.also) {
            titles.entry(title.folded.as_str()).or_insert(section.id);
        }
    }
    Lexicon::of(titles)
}

#[cfg(test)]
mod tests {
    use crate::form::Forms;

    #[test]
    fn labels_are_found_with_their_rows_and_columns() {
        let forms = Forms::builtin();
        for (number, (form, table)) in forms.tables().enumerate() {
            for label in table.labels() {
                let known = forms.label(&label.folded).and_then(|known| known.on(number));
                let known = known.unwrap_or_else(|| panic!("{} {}", form.id, label.text));
                for (group, row) in &known.rows {
                    let row = &table.groups[*group].rows[*row];
                    let mut labels = row.label.iter().chain(&row.also);
                    assert!(labels.any(|own| own.core == label.core), "{}", label.text);
                }
                for (group, column) in &known.columns {
                    assert_eq!(table.groups[*group].columns[*column].label.core, label.core);
                }
            }
        }
        assert!(forms.label("行政处罚").is_some() && forms.label("行政").is_none());
    }

    #[test]
    fn no_label_is_a_figure() {
        let forms = Forms::builtin();
        let labels = forms.tables().flat_map(|(_, table)| table.labels());
        let figure = |core: &str| core.bytes().all(|byte| byte.is_ascii_digit());
        assert!(labels.into_iter().all(|label| !figure(&label.core)));
    }
}

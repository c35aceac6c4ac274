//! The prescribed forms by year: sections, tables, the sums between cells. Data from `rules/forms`.

mod equation;
mod index;
mod label;
mod parse;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use equation::{Along, Equation, Instance, Relation, Term};
pub use index::{Known, Use};
use index::{Labels, Lexicon};
pub(crate) use label::without_number;
pub use label::{Label, at_most_shared, bracket, core, likeness};
use label::{core_if, head, is_like};

use crate::source::{Passage, WordList};

/// All forms, oldest first, and the labels they know.
#[derive(Debug)]
pub struct Forms {
    all: Vec<Form>,
    labels: Labels,
    /// By their folded wording.
    titles: Lexicon<SectionKind>,
    /// Form and index of the sections that are told by other words than those of the forms before.
    topics: Vec<(usize, usize)>,
    /// The words that tell them.
    telling: WordList,
    /// Cores of the row labels of prescribed tables, which are numbered like sections, and how many characters they
    /// have; sorted.
    rows: Vec<(String, usize)>,
}

impl Forms {
    /// The built-in forms.
    pub fn builtin() -> Self {
        let all = parse::builtin();
        let labels = Labels::of(&all);
        let titles = index::titles(&all);
        let tables = all.iter().flat_map(|form| &form.tables);
        let closed = tables.flat_map(|table| &table.groups).filter(|group| !group.open);
        let of_rows =
            closed.flat_map(|group| &group.rows).flat_map(|row| row.label.iter().chain(&row.under));
        let row = |label: &Label| (label.core.clone(), label.core.chars().count());
        let mut rows: Vec<_> = of_rows.map(row).collect();
        rows.sort();
        rows.dedup();
        let mut topics: Vec<(usize, usize)> = Vec::new();
        for (form, spec) in all.iter().enumerate() {
            for (index, section) in spec.sections.iter().enumerate() {
                let told = |&(form, index): &(usize, usize)| {
                    all[form].sections[index].is_told_like(section)
                };
                if !topics.iter().any(told) {
                    topics.push((form, index));
                }
            }
        }
        let of_topics =
            topics.iter().flat_map(|&(form, index)| all[form].sections[index].words.iter());
        let telling: BTreeSet<&str> = of_topics.collect();
        let telling = WordList::of(&telling.into_iter().collect::<Vec<_>>());
        Self { all, labels, titles, topics, telling, rows }
    }

    /// What is known of a folded text that is a label.
    pub fn label(&self, text: &str) -> Option<&Known> {
        self.labels
            .worded(text)
            .or_else(|| self.labels.get(&core_if(text, |head| self.labels.may_begin(head))?))
    }

    /// Whether a folded text is a label.
    pub fn knows(&self, text: &str) -> bool {
        self.label(text).is_some()
    }

    /// Whether a label may begin with this folded text; cheaper to tell than whether it is one.
    pub fn may_know(&self, text: &str) -> bool {
        self.labels.may_begin(head(text))
    }

    /// The section that has this folded title, or an accepted one, on the newest form that has it.
    pub fn titled(&self, title: &str) -> Option<SectionKind> {
        self.titles.get(SectionSpec::bare(title)).copied()
    }

    /// The sections that a title without its number may be about, going by its words; each kind once.
    pub fn meant(&self, title: Passage) -> Vec<SectionKind> {
        let mut kinds: Vec<SectionKind> = Vec::new();
        if !title.has_any(&self.telling) {
            return kinds;
        }
        for &(form, index) in &self.topics {
            let section = &self.all[form].sections[index];
            if !kinds.contains(&section.id) && section.is_meant(title) {
                kinds.push(section.id);
            }
        }
        kinds
    }

    /// Whether the label of a row begins with this core.
    pub fn begins_row(&self, core: &str) -> bool {
        let next = self.rows.get(self.rows.partition_point(|(row, _)| row.as_str() < core));
        !core.is_empty() && next.is_some_and(|(row, _)| row.starts_with(core))
    }

    /// Whether the core of a heading is the label of a row, or one with a word changed.
    pub fn is_row(&self, core: &str) -> bool {
        let length = core.chars().count();
        self.rows.iter().any(|(row, row_length)| {
            let long = *row_length > 5;
            row == core
                || long && core.starts_with(row.as_str())
                || length > 3 && row.starts_with(core)
                || long && is_like(row, core)
        })
    }

    /// The tables that have a label with this core, a bit each, counted as [`Forms::tables`] does.
    pub fn tables_with(&self, core: &str) -> u32 {
        self.labels.get(core).map_or(0, |known| known.tables)
    }

    /// The tables of a form, a bit each, counted as [`Forms::tables`] does.
    pub fn tables_of(&self, form: &str) -> u32 {
        let own = self.tables().enumerate().filter(|(_, (of, _))| of.id == form);
        own.fold(0, |tables, (number, _)| tables | 1 << number)
    }

    /// Every table with its form.
    pub fn tables(&self) -> impl Iterator<Item = (&Form, &TableSpec)> {
        self.all.iter().flat_map(|form| form.tables.iter().map(move |table| (form, table)))
    }

    /// Whether a folded text is a label that can only be the beginning of a prescribed table, or of a part of one.
    pub fn begins_table(&self, text: &str) -> bool {
        self.label(text).is_some_and(|known| known.begins)
    }

    /// The form of an id such as `2021`.
    pub fn get(&self, id: &str) -> Option<&Form> {
        self.all.iter().find(|form| form.id == id)
    }

    /// The form due for a report of `year`.
    pub fn due(&self, year: u16) -> &Form {
        let due = self.all.iter().find(|form| (form.years.0..=form.years.1).contains(&year));
        due.expect("the built-in forms cover every year, as a test proves")
    }

    /// In order of their years.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Form> {
        self.all.iter()
    }
}

/// One prescribed form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The first year it was due: `2014` (and the free layout before it), `2019`, `2021`.
    pub id: String,
    /// First and last report year.
    pub years: (u16, u16),
    /// The notice that prescribes it.
    pub notice: String,
    /// Whether sections may be titled and ordered freely.
    #[serde(default)]
    pub free: bool,
    /// In the prescribed order.
    #[serde(rename = "section")]
    pub sections: Vec<SectionSpec>,
    /// In the prescribed order.
    #[serde(rename = "table")]
    pub tables: Vec<TableSpec>,
    /// What must hold between cells.
    #[serde(rename = "equation")]
    pub equations: Vec<Equation>,
}

impl Form {
    /// The table of an id.
    pub fn table(&self, id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The section of a kind.
    pub fn section(&self, kind: SectionKind) -> Option<&SectionSpec> {
        self.sections.iter().find(|section| section.id == kind)
    }
}

/// What a section is about, whatever its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// 总体情况, 概述.
    Overview,
    /// 主动公开.
    Disclosure,
    /// 依申请公开.
    Application,
    /// 行政复议、行政诉讼.
    Review,
    /// 收费及减免 (2007 law).
    Fee,
    /// 问题及改进.
    Problems,
    /// 其他需要报告的事项.
    Other,
}

/// A prescribed section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionSpec {
    /// What it is about.
    pub id: SectionKind,
    /// The prescribed wording.
    pub title: Label,
    /// Other wordings that are as good.
    #[serde(default)]
    pub also: Vec<Label>,
    /// Any of these in a heading says that it is this section.
    pub words: WordList,
    /// Passages that are taken out of a heading before `words` are looked for.
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether it may be left out.
    #[serde(default)]
    pub optional: bool,
}

impl SectionSpec {
    /// Whether a folded heading without its number has a prescribed or accepted wording.
    pub fn is_titled(&self, heading: &str) -> bool {
        let heading = Self::bare(heading);
        std::iter::once(&self.title).chain(&self.also).any(|title| title.folded == heading)
    }

    /// A heading without the marks behind it.
    fn bare(heading: &str) -> &str {
        heading.trim_end_matches(['：', '。', '.', '，'])
    }

    /// Whether the same words tell both in a heading.
    fn is_told_like(&self, other: &Self) -> bool {
        self.id == other.id
            && self.without == other.without
            && self.words.iter().eq(other.words.iter())
    }

    /// Whether a folded heading is about this section.
    pub fn is_meant(&self, heading: Passage) -> bool {
        if !heading.has_any(&self.words) {
            return false;
        }
        if self.without.iter().any(|passage| heading.text.contains(passage.as_str())) {
            let rest = self
                .without
                .iter()
                .fold(heading.text.to_owned(), |text, passage| text.replace(passage.as_str(), ""));
            return self.words.iter().any(|word| rest.contains(word));
        }
        true
    }
}

/// A prescribed table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// `documents`, `applications`, `review`, `annex`.
    pub id: String,
    /// The section it stands in.
    pub section: SectionKind,
    /// What to call it.
    pub title: String,
    /// Labels that belong to it and name neither row nor column.
    #[serde(default)]
    pub notes: Vec<Label>,
    /// Whether a report may do without.
    #[serde(default)]
    pub optional: bool,
    /// Rows that share their columns.
    #[serde(rename = "group")]
    pub groups: Vec<GroupSpec>,
}

impl TableSpec {
    /// Every label printed on the table.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.notes.iter().chain(self.groups.iter().flat_map(GroupSpec::labels))
    }

    /// The labels that stand at the top of the table or of a group and nowhere else.
    fn anchors(&self) -> impl Iterator<Item = &Label> {
        let headings = self.groups.iter().filter_map(|group| group.heading.as_ref());
        let first_row = self.groups.iter().filter(|group| group.heading.is_none() && !group.open);
        let first = first_row.filter_map(|group| group.rows[0].label.as_ref());
        let above = self
            .groups
            .iter()
            .flat_map(|group| group.columns.iter().flat_map(|column| &column.under));
        let notes = self.notes.iter().filter(|note| note.core.chars().count() > 2);
        notes.chain(headings).chain(first).chain(above)
    }
    /// The group and index of the row with this id.
    pub fn row(&self, id: &str) -> Option<(usize, usize)> {
        self.groups.iter().enumerate().find_map(|(group, spec)| {
            spec.rows.iter().position(|row| row.id == id).map(|row| (group, row))
        })
    }
}

/// Rows of a table that share their columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// The label above the group.
    pub heading: Option<Label>,
    /// Left to right.
    pub columns: Vec<ColumnSpec>,
    /// Top to bottom.
    pub rows: Vec<RowSpec>,
    /// Rows without figures in a table whose rows have no `under`.
    #[serde(default)]
    pub headings: Vec<Label>,
    /// Whether local forms add, drop and reword rows, so that only those that match are read.
    #[serde(default)]
    pub open: bool,
}

impl GroupSpec {
    fn labels(&self) -> impl Iterator<Item = &Label> {
        let columns =
            self.columns.iter().flat_map(|column| column.under.iter().chain([&column.label]));
        let rows =
            self.rows.iter().flat_map(|row| row.under.iter().chain(&row.label).chain(&row.also));
        columns.chain(rows).chain(&self.heading).chain(&self.headings)
    }

    /// The index of the column with this id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// What may stand in the cell of a row and column.
    pub fn kind(&self, row: usize, column: usize) -> CellKind {
        match self.columns[column].kind {
            CellKind::Count => self.rows[row].kind.unwrap_or_default(),
            other => other,
        }
    }
}

/// A column of figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// Its name within the table.
    pub id: String,
    /// As printed on the form.
    pub label: Label,
    /// Labels of merged cells above it.
    #[serde(default)]
    pub under: Vec<Label>,
    /// What stands in its cells.
    #[serde(default)]
    pub kind: CellKind,
}

/// A row of figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    /// Its name within the table.
    pub id: String,
    /// As printed on the form; none where the row has no label.
    pub label: Option<Label>,
    /// Other wordings in use.
    #[serde(default)]
    pub also: Vec<Label>,
    /// Labels of merged cells before it.
    #[serde(default)]
    pub under: Vec<Label>,
    /// What stands in its cells, where it differs from the column.
    pub kind: Option<CellKind>,
}

/// What may stand in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// A whole number from 0.
    #[default]
    Count,
    /// A number with or without decimals.
    Amount,
    /// A signed number, or `+1/-2`.
    Change,
    /// A unit, no figure.
    Unit,
}

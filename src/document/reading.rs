//! One grid read into a prescribed table: which cells are labels, which figures belong to them.

use super::{
    Document,
    grid::{Cell, Grid, Layout, Value, is_figure, is_plain},
    table::{Header, Row, Table},
};
use crate::{
    form::{Forms, Known, Label, TableSpec, Use, at_most_shared, core},
    source::{Place, Span},
};

/// A cell, and what is asked of it again and again.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    cell: Cell,
    /// What the forms know of its text.
    pub(super) label: Option<&'a Known>,
    /// Whether it looks like a figure.
    figure: bool,
}

impl<'a> Entry<'a> {
    /// Looks a cell with this folded text up in the forms.
    pub(super) fn of(cell: Cell, text: &str, forms: &'a Forms) -> Self {
        // No label is a figure and nothing else.
        let label = if is_plain(text) { None } else { forms.label(text) };
        Self { cell, label, figure: is_figure(text) }
    }

    /// Whether it is one that tells which table it stands in.
    pub(super) fn names(&self) -> bool {
        !self.figure && self.cell.place.end - self.cell.place.start <= LONGEST_NAME
    }
}

/// The longest text that tells which table it stands in, in bytes.
const LONGEST_NAME: u32 = 200;

/// The state of reading one grid into a table.
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) spec: &'a TableSpec,
    /// The number of the table among those of all forms.
    pub(super) number: usize,
    pub(super) table: &'a mut Table,
    /// The group whose heading or row was met last.
    pub(super) group: Option<usize>,
    /// The row matched last.
    pub(super) last: Option<(usize, usize)>,
}

/// How a cell's text relates to a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Same,
    Altered,
}

impl Reading<'_> {
    /// Reads a grid's rows into the table; an entry stands for each of its cells.
    pub(super) fn grid(&mut self, grid: &Grid, entries: &[Entry]) {
        self.table.readable &= grid.layout != Layout::Spaced;
        match grid.layout {
            Layout::Rows => {
                for row in &grid.rows {
                    self.row(&entries[row.clone()]);
                }
            }
            Layout::Stream => self.stream(entries),
            Layout::Spaced => {}
        }
    }

    fn text(&self, cell: Cell) -> &str {
        self.document.shadow.slice(cell.place)
    }

    /// What a cell's text is on the table.
    fn label<'e>(&self, entry: Entry<'e>) -> Option<&'e Use> {
        entry.label?.on(self.number)
    }

    /// Whether a cell's text is the label of a column.
    fn is_column(&self, entry: Entry) -> bool {
        self.label(entry).is_some_and(|label| !label.columns.is_empty())
    }

    /// A marked row: labels first, figures behind.
    fn row(&mut self, cells: &[Entry]) {
        if self.spec.groups.iter().any(|group| group.rows[0].label.is_none()) {
            return self.unlabelled_row(cells);
        }
        let figures = cells
            .iter()
            .any(|entry| entry.figure || matches!(self.text(entry.cell).trim(), "/" | "-" | "--"));
        match self.find_label(cells, figures) {
            Some((at, spec, matched)) => {
                self.push_row(spec, cells[at].cell, matched, &cells[at + 1..], true);
            }
            None => self.header_row(cells),
        }
    }

    /// The last of the leading cells that is the label of a row, exactly or, in a row with figures, nearly.
    fn find_label(&self, cells: &[Entry], figures: bool) -> Option<(usize, (usize, usize), Match)> {
        let lead = cells.iter().take(5).take_while(|entry| !entry.figure).count();
        let lead = &cells[..lead];
        // A row of columns, as where the head is repeated over the second part: 总计 and 其他 name no row there.
        let columns = lead.iter().filter(|entry| self.is_column(**entry)).count();
        let names = |label: &&Use| columns < 2 || label.columns.is_empty();
        for (at, entry) in lead.iter().enumerate().rev() {
            let row = self.label(*entry).filter(names).and_then(|label| self.exact_row(label));
            if let Some(spec) = row {
                return Some((at, spec, self.wording(entry.cell, spec)));
            }
        }
        let strange = |entry: &Entry| self.label(*entry).is_none() && !self.is_bare(*entry);
        let at = if figures { lead.iter().rposition(strange)? } else { return None };
        Some((at, self.altered_row(self.text(lead[at].cell))?, Match::Altered))
    }

    /// The next row of the form with this label, going on from the row matched last.
    fn exact_row(&self, label: &Use) -> Option<(usize, usize)> {
        if self.table.rows.is_empty() && !label.columns.is_empty() {
            return None;
        }
        let open = |spec: &&(usize, usize)| !self.table.rows.iter().any(|row| row.spec == **spec);
        let ahead = |spec: &&(usize, usize)| self.last.is_none_or(|last| **spec > last);
        let mut candidates = label.rows.iter().filter(open);
        candidates.clone().find(ahead).or(candidates.next()).copied()
    }

    /// The row whose label this text is with a word changed, or has the number of.
    fn altered_row(&self, text: &str) -> Option<(usize, usize)> {
        self.similar_row(&core(text)).or_else(|| self.numbered_row(text))
    }

    /// A row not yet found whose label is like this one; only one of those that come next.
    fn similar_row(&self, core: &str) -> Option<(usize, usize)> {
        let open = |spec: &(usize, usize)| !self.table.rows.iter().any(|row| row.spec == *spec);
        let ahead = |spec: &(usize, usize)| self.last.is_none_or(|last| *spec > last);
        let near = self.rows().filter(ahead).filter(open).take(4);
        let scored = near.filter_map(|spec| {
            let label = self.spec.groups[spec.0].rows[spec.1].label.as_ref()?;
            likeness(core, &label.core).map(|score| (score, spec))
        });
        scored.max_by_key(|(score, spec)| (*score, std::cmp::Reverse(*spec))).map(|(_, spec)| spec)
    }

    /// The next row of the form, where its number is the one a label has.
    fn numbered_row(&self, text: &str) -> Option<(usize, usize)> {
        let next = self.rows().find(|spec| self.last.is_some_and(|last| *spec > last))?;
        let label = self.spec.groups[next.0].rows[next.1].label.as_ref()?;
        (number(text).is_some() && number(text) == number(&label.folded)).then_some(next)
    }

    fn rows(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.spec
            .groups
            .iter()
            .enumerate()
            .flat_map(|(group, spec)| (0..spec.rows.len()).map(move |row| (group, row)))
    }

    /// Whether the words in a label's brackets were changed; brackets left out or added are no change.
    fn wording(&self, cell: Cell, spec: (usize, usize)) -> Match {
        let label = self.spec.groups[spec.0].rows[spec.1].label.as_ref();
        bracket_wording(self.text(cell), label)
    }

    fn push_row(
        &mut self,
        spec: (usize, usize),
        label: Cell,
        matched: Match,
        figures: &[Entry],
        padded: bool,
    ) {
        let group = &self.spec.groups[spec.0];
        let (cells, aligned) =
            if group.columns.iter().any(|column| column.kind == crate::form::CellKind::Unit) {
                self.with_unit(label, figures)
            } else {
                self.align(label, figures, group.columns.len(), padded)
            };
        if cells.is_empty() && !padded {
            return;
        }
        self.group = Some(spec.0);
        self.last = Some(spec);
        let altered = matched == Match::Altered && !group.open;
        self.table.rows.push(Row { spec, label: Some(label), altered, cells, aligned });
    }

    /// Brings the cells behind a label under their columns: merged label cells come first as empty cells, padding last.
    fn align(
        &self,
        label: Cell,
        figures: &[Entry],
        columns: usize,
        padded: bool,
    ) -> (Vec<Cell>, bool) {
        let blank = |entry: &Entry| self.is_blank(*entry);
        let mut cells = figures;
        let mut merged = 2;
        while padded && cells.len() > columns && merged > 0 && cells.first().is_some_and(blank) {
            cells = &cells[1..];
            merged -= 1;
        }
        while cells.len() > columns && cells.last().is_some_and(blank) {
            cells = &cells[..cells.len() - 1];
        }
        if cells.is_empty() && columns > 0 {
            let end = label.span.end as usize;
            let nothing = Cell {
                place: Place { start: label.place.end, end: label.place.end },
                span: Span::at(end),
            };
            return (vec![nothing], columns == 1);
        }
        (places(cells), cells.len() == columns)
    }

    /// Unit and figure of an annex row; a row without unit has an empty one.
    fn with_unit(&self, label: Cell, figures: &[Entry]) -> (Vec<Cell>, bool) {
        let nothing = Cell {
            place: Place { start: label.place.end, end: label.place.end },
            span: Span::at(label.span.end as usize),
        };
        match figures {
            [] => (vec![nothing, nothing], false),
            [figure] => (vec![nothing, figure.cell], true),
            [unit, figure, rest @ ..] if rest.iter().all(|entry| self.is_blank(*entry)) => {
                (vec![unit.cell, figure.cell], true)
            }
            more => (places(more), false),
        }
    }

    /// A row of labels: a group's heading, columns, notes.
    fn header_row(&mut self, cells: &[Entry]) {
        for entry in cells {
            self.header(*entry);
        }
    }

    fn header(&mut self, entry: Entry) {
        let label = self.label(entry);
        if let Some(group) = label.and_then(|label| label.heading) {
            self.group = Some(group);
            return;
        }
        if let Some(spec) = label.and_then(|label| self.column(label)) {
            self.table.headers.push(Header { spec, cell: entry.cell, altered: false });
            return;
        }
        if label.is_some() || self.spec.groups[0].open {
            return;
        }
        let core = core(self.text(entry.cell));
        if core.is_empty() {
            return;
        }
        if let Some(spec) = self.similar_column(&core) {
            self.table.headers.push(Header { spec, cell: entry.cell, altered: true });
        }
    }

    /// The column of this label in the current group, else in any, that was not met yet.
    fn column(&self, label: &Use) -> Option<(usize, usize)> {
        let mut open = label.columns.iter().filter(|spec| !self.is_met(**spec));
        let current = open.clone().find(|spec| Some(spec.0) == self.group);
        current.or(open.next()).copied()
    }

    /// Whether the label of a column was met.
    fn is_met(&self, spec: (usize, usize)) -> bool {
        self.table.headers.iter().any(|header| header.spec == spec)
    }

    fn similar_column(&self, core: &str) -> Option<(usize, usize)> {
        let here = self
            .columns()
            .filter(|spec| self.group.is_none_or(|group| group == spec.0) && !self.is_met(*spec));
        let scored = here.filter_map(|spec| {
            let label = &self.spec.groups[spec.0].columns[spec.1].label;
            likeness(core, &label.core).map(|score| (score, spec))
        });
        let best = scored
            .max_by_key(|(score, spec)| (*score, std::cmp::Reverse(*spec)))
            .map(|(_, spec)| spec);
        best.or_else(|| self.next_column(core))
    }

    /// The column behind the one met last, where it was not met yet and shares a word with this label.
    fn next_column(&self, core: &str) -> Option<(usize, usize)> {
        let (group, column) = self.table.headers.last()?.spec;
        let next = self.spec.groups[group].columns.get(column + 1)?;
        let met = self.is_met((group, column + 1));
        let shares = core.chars().any(|char| next.label.core.contains(char));
        let like = core.chars().count().abs_diff(next.label.core.chars().count()) <= 2;
        (!met && shares && like).then_some((group, column + 1))
    }

    fn columns(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let groups = self.spec.groups.iter().enumerate();
        groups.flat_map(|(group, spec)| (0..spec.columns.len()).map(move |column| (group, column)))
    }

    /// A table whose only row has no label: the first row that is not all labels.
    fn unlabelled_row(&mut self, cells: &[Entry]) {
        let group = &self.spec.groups[0];
        let figures = cells.iter().filter(|entry| entry.figure).count();
        let labels = cells.iter().filter(|entry| self.label(**entry).is_some()).count();
        let met = self.table.headers.len() >= 4;
        let data = figures > labels || (met && labels == 0 && cells.len() >= group.columns.len());
        if !data || self.table.rows.first().is_some_and(|row| !self.is_first_part(row, cells)) {
            return self.header_row(cells);
        }
        let lead = usize::from(cells.len() > group.columns.len() && !cells[0].figure);
        let label = cells[0].cell;
        let (cells, aligned) = self.align(label, &cells[lead..], group.columns.len(), false);
        if let Some(row) = self.table.rows.first_mut().filter(|row| !row.aligned) {
            row.cells.extend(cells);
            row.aligned = true;
        } else {
            let row = Row { spec: (0, 0), label: None, altered: false, cells, aligned };
            self.table.rows = vec![row];
        }
    }

    /// Whether the only row of a table goes on in these figures, or was an empty one above them: 行政复议 and 行政诉讼
    /// may be tables of their own.
    fn is_first_part(&self, row: &Row, cells: &[Entry]) -> bool {
        if row.aligned {
            return row.cells.iter().all(|cell| self.text(*cell).trim().is_empty())
                && !cells.iter().all(|entry| self.is_blank(*entry));
        }
        let columns = &self.spec.groups[0].columns;
        let (first, all) = (row.cells.len(), row.cells.len() + cells.len());
        let above = |column: usize| columns[column].under.first();
        all == columns.len() && first > 0 && above(first) != above(first - 1)
    }

    /// Cells without rows: a label begins a row, the figures behind it are its cells.
    fn stream(&mut self, cells: &[Entry]) {
        let unlabelled = self.spec.groups.iter().any(|group| group.rows[0].label.is_none());
        let mut at = 0;
        while at < cells.len() {
            if unlabelled {
                let stray = |entry: &Entry| self.is_content(*entry) || self.is_stray(*entry);
                let figures = cells[at..].iter().take_while(|cell| stray(cell)).count();
                if figures > 0 {
                    self.unlabelled_row(&cells[at..at + figures]);
                    at += figures;
                    continue;
                }
                self.header(cells[at]);
                at += 1;
                continue;
            }
            let found = self
                .find_label(&cells[at..=at], false)
                .or_else(|| self.altered_in_stream(cells, at));
            let Some((_, spec, matched)) = found else {
                self.header(cells[at]);
                at += 1;
                continue;
            };
            let columns = self.spec.groups[spec.0].columns.len();
            let figures = self.figures_behind(&cells[at + 1..], columns, spec);
            self.push_row(spec, cells[at].cell, matched, &cells[at + 1..at + 1 + figures], false);
            at += 1 + figures;
        }
    }

    /// In a stream a changed label is one that has the right number of figures behind it.
    fn altered_in_stream(
        &self,
        cells: &[Entry],
        at: usize,
    ) -> Option<(usize, (usize, usize), Match)> {
        let entry = cells[at];
        if entry.figure
            || self.label(entry).is_some()
            || self.spec.groups[0].open
            || self.is_bare(entry)
        {
            return None;
        }
        let spec = self.altered_row(self.text(entry.cell))?;
        let columns = self.spec.groups[spec.0].columns.len();
        let figures = cells[at + 1..].iter().take_while(|entry| self.is_content(**entry)).count();
        (figures >= columns.min(3)).then_some((at, spec, Match::Altered))
    }

    /// How many cells behind a label are the row's: figures, and what stands for one before the row is full.
    fn figures_behind(&self, cells: &[Entry], columns: usize, spec: (usize, usize)) -> usize {
        let with_unit = self.spec.groups[spec.0]
            .columns
            .iter()
            .any(|column| column.kind == crate::form::CellKind::Unit);
        let mut count = 0;
        for entry in cells {
            let figure = self.is_content(*entry);
            if !(figure || count < columns && self.is_stray(*entry)) {
                break;
            }
            count += 1;
            if with_unit && figure {
                break;
            }
        }
        count
    }

    /// Whether a cell is no label and short enough to stand where a figure should.
    fn is_stray(&self, entry: Entry) -> bool {
        self.label(entry).is_none() && core(self.text(entry.cell)).chars().count() <= 5
    }

    fn is_content(&self, entry: Entry) -> bool {
        entry.figure || matches!(Value::read(self.text(entry.cell)), Value::Blank | Value::Dash)
    }

    /// Whether nothing is left of a cell's text that could be a label.
    fn is_bare(&self, entry: Entry) -> bool {
        core(self.text(entry.cell)).is_empty()
    }

    fn is_blank(&self, entry: Entry) -> bool {
        self.text(entry.cell).trim().is_empty()
    }
}

fn places(entries: &[Entry]) -> Vec<Cell> {
    entries.iter().map(|entry| entry.cell).collect()
}

/// The number that a folded label begins with.
fn number(text: &str) -> Option<&str> {
    let rest = crate::form::without_number(text)?;
    Some(&text[..text.len() - rest.len()])
}

fn bracket_wording(text: &str, label: Option<&Label>) -> Match {
    let Some(expected) = label.and_then(|label| label.bracket.as_deref()) else {
        return Match::Same;
    };
    let Some(found) = crate::form::bracket(text) else { return Match::Same };
    if found == expected {
        return Match::Same;
    }
    let bare = |text: &str| text.replace([' ', '，', '、', '。', ',', '；'], "");
    let (found, expected) = (bare(found), bare(expected));
    if found == expected || likeness(&found, &expected).is_none() {
        Match::Same
    } else {
        Match::Altered
    }
}

/// How like two labels are, in hundredths; `None` where they are different labels.
fn likeness(found: &str, expected: &str) -> Option<usize> {
    let (short, long) = (found.chars().count(), expected.chars().count());
    if short < 2 || short > 2 * long + 4 {
        return None;
    }
    let longest = short.max(long);
    let few = if short > 2 { (longest / 3).max(1) } else { 0 };
    let truncated = short >= 4 && expected.starts_with(found);
    let extended = long >= 4 && found.contains(expected);
    let part = short * 2 >= long && expected.contains(found);
    let related = truncated || extended || part;
    if !related && longest - at_most_shared(found, expected) > few {
        return None;
    }
    let distance = strsim::levenshtein(found, expected);
    (related || distance <= few).then(|| 100 * longest.saturating_sub(distance) / longest)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn labels_a_word_apart_are_alike() {
        let cases = [
            ("其他法律法规禁止公开", "其他法律行政法规禁止公开", true),
            ("属于三类内容事务信息", "属于三类内部事务信息", true),
            ("要求行政机关确认或重新出具", "要求行政机关确认或重新出具已获取信息", true),
            ("属于国家秘密", "重复申请", false),
            ("规章", "规范性文件", false),
        ];
        for (found, expected, alike) in cases {
            assert_eq!(likeness(found, expected).is_some(), alike, "{found}");
        }
    }
}

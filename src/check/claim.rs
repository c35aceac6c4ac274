//! A figure that a sentence states, against the cell it speaks of.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        grid::{Cell, Value},
        quantity::{Bound, Number, Quantity, quantities},
        sentence::sentences,
    },
    source::Place,
};

/// Ties sentences to one cell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The table.
    pub table: String,
    /// The row of the cell.
    pub row: String,
    /// The column of the cell.
    pub column: String,
    /// What stands right before the figure, as a pattern.
    pub before: String,
    /// The units that may stand behind it.
    pub units: Vec<String>,
    /// Words in the clause that make it speak of a part, another time or another organ.
    pub unless: Vec<String>,
    #[serde(skip)]
    pattern: OnceLock<Option<Regex>>,
}

impl Kind for Claim {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "cell", "row", "difference"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(table) = report.document.table(&self.table) else { return };
        let spec = report.forms.get(&table.form).and_then(|form| form.table(&self.table));
        let Some(spec) = spec else { return };
        let Some(cell) = table.cell(spec, &self.row, &self.column) else {
            return out.skip("row-absent", Facts::new().with("table", &spec.title));
        };
        let Value::Number(stated) = report.document.value(cell) else {
            return out.skip("cell-unclear", Facts::new().with("table", &spec.title));
        };
        let claims = self.claims(report);
        if claims.iter().any(|(_, quantity)| agrees(quantity, stated)) {
            return;
        }
        let Some((place, quantity)) = claims.first() else { return };
        let label = spec
            .row(&self.row)
            .and_then(|(group, row)| spec.groups[group].rows[row].label.as_ref());
        let row = label.map_or("", |label| label.text.as_str());
        out.find(
            Self::finding(report, (*place, quantity), (cell, stated, row))
                .certain(claims.len() == 1),
        );
    }
}

impl Claim {
    fn finding(
        report: &Report,
        (place, quantity): (Place, &Quantity),
        (cell, stated, row): (Cell, Number, &str),
    ) -> Finding {
        let span = report.document.span(place);
        let text = report.source.slice(span);
        let difference = (quantity.value - stated).abs();
        let facts = Facts::new()
            .with("text", text)
            .with("cell", stated)
            .with("row", row)
            .with("difference", difference);
        Finding::at(span, facts).label(cell.span, "cell", Facts::new().with("cell", stated))
    }

    /// Every figure that is said of the cell; the place runs from the words before it to its unit.
    fn claims(&self, report: &Report) -> Vec<(Place, Quantity)> {
        let pattern =
            self.pattern.get_or_init(|| Regex::new(&format!("(?:{})$", self.before)).ok());
        let Some(pattern) = pattern else { return Vec::new() };
        let mut claims = Vec::new();
        for sentence in sentences(report.document) {
            let text = report.document.shadow.slice(sentence);
            for quantity in quantities(text) {
                let before = &text[..quantity.range.start];
                let clause = clause(before);
                let Some(words) = pattern.find(before) else { continue };
                let disqualified = self.unless.iter().any(|word| clause.contains(word.as_str()));
                if disqualified || !self.units.contains(&quantity.unit) {
                    continue;
                }
                claims.push((sentence.part(words.start(), quantity.range.end), quantity));
            }
        }
        claims
    }
}

/// What stands before a figure in its clause, and in the clauses before that one as long as they hold no figure: the
/// channel may stand there (“通过网站，公开信息94条”).
fn clause(before: &str) -> &str {
    let mut start = before.len();
    loop {
        let at = before[..start].rfind(['，', '；', '。', '：']);
        let part = &before[at.map_or(0, |at| at + '，'.len_utf8())..start];
        let figure = start < before.len() && part.contains(|char: char| char.is_ascii_digit());
        match at {
            _ if figure => return &before[(start + '，'.len_utf8()).min(before.len())..],
            Some(at) if before[at..].starts_with('，') => start = at,
            Some(at) => return &before[at + '，'.len_utf8()..],
            None => return before,
        }
    }
}

fn agrees(quantity: &Quantity, stated: Number) -> bool {
    match quantity.bound {
        Bound::Exact => quantity.value == stated,
        Bound::AtLeast => stated >= quantity.value,
        Bound::About => (stated - quantity.value).abs().times(10) <= quantity.value,
    }
}

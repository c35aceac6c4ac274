//! A report of one year laid out in another year's form.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    form::{self, SectionKind},
    source::Place,
};

/// Compares the form found with the form due.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MixedForm {
    /// Main headings that only the layout before 2019 has, besides 收费及减免.
    pub old_headings: Vec<String>,
}

impl Kind for MixedForm {
    fn facts(&self) -> &'static [&'static str] {
        &["year", "found", "due", "evidence"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some((year, due)) = report.year.zip(report.due) else {
            return out.skip("year-unknown", Facts::new());
        };
        if due.free {
            return;
        }
        let found = match report.wrong_form() {
            Some(found) => found,
            None => match report
                .document
                .tables
                .iter()
                .find(|table| table.form != due.id && table.form != "2014")
            {
                Some(table) if table.id != "review" => report.forms.get(&table.form).unwrap_or(due),
                _ => return,
            },
        };
        let evidence = if found.free {
            self.old_layout(report, year)
        } else {
            tables(report, &found.id, &due.id)
        };
        let Some((&first, more)) = evidence.split_first() else { return };
        let text = report.source.slice(report.document.span(first)).trim().to_owned();
        let facts = Facts::new()
            .with("year", year)
            .with("found", &found.id)
            .with("due", &due.notice)
            .with("evidence", text);
        let certain = !found.free || evidence.len() > 1 || report.document.table("annex").is_some();
        let case = if found.free { "old" } else { "tables" };
        let finding = Finding::at(report.document.span(first), facts).case(case).certain(certain);
        out.find(more.iter().fold(finding, |finding, place| {
            finding.label(report.document.span(*place), "also", Facts::new())
        }));
    }
}

impl MixedForm {
    /// The main headings and the annex that belong to the layout before 2019; none where the six sections are there.
    fn old_layout(&self, report: &Report, year: u16) -> Vec<Place> {
        let document = report.document;
        let main = || document.sections.iter().filter(|section| section.level == 1);
        let is_due = |title: &str| {
            report.due.is_some_and(|due| due.sections.iter().any(|spec| spec.is_titled(title)))
        };
        let prescribed =
            main().filter(|section| is_due(document.shadow.slice(section.title))).count();
        if prescribed > 4 {
            return Vec::new();
        }
        let is_old =
            |title: &str| self.old_headings.iter().any(|old| title.starts_with(old.as_str()));
        let old = main().filter(|section| {
            section.kinds.contains(&SectionKind::Fee)
                || is_old(document.shadow.slice(section.title))
        });
        let mut places: Vec<Place> = old.map(|section| section.place).collect();
        if let Some(annex) = document.table("annex") {
            places.push(annex_title(report, annex.place, year).unwrap_or(annex.place));
            let unprescribed =
                main().filter(|section| section.titled.is_none() && !section.kinds.is_empty());
            places.extend(
                unprescribed
                    .map(|section| section.place)
                    .filter(|place| !places.contains(place))
                    .collect::<Vec<_>>(),
            );
        }
        places
    }
}

/// The line above the annex that names it and the year.
fn annex_title(report: &Report, table: Place, year: u16) -> Option<Place> {
    let year = year.to_string();
    let above =
        report.document.blocks.iter().rev().filter(|block| block.place.start < table.start).take(3);
    above
        .map(|block| block.place)
        .find(|place| report.document.shadow.slice(*place).contains(&year))
}

/// How many places are shown.
const MOST: usize = 6;

/// The headers that only the other form's tables have, else the tables themselves.
fn tables(report: &Report, found: &str, due: &str) -> Vec<Place> {
    let own = report.forms.tables_of(due);
    let of_form = report.document.tables.iter().filter(|table| table.form == found);
    let headers =
        of_form.clone().flat_map(|table| table.headers.iter().map(|header| header.cell.place));
    let labels = of_form
        .clone()
        .flat_map(|table| table.rows.iter().filter_map(|row| row.label.map(|cell| cell.place)));
    let text = |place: &Place| report.document.shadow.slice(*place);
    let mut places: Vec<Place> = headers.chain(labels).collect();
    places.sort_unstable();
    let known = |place: &Place| report.forms.tables_with(&form::core(text(place))) & own != 0;
    let mut places: Vec<Place> =
        places.into_iter().filter(|place| !known(place)).take(MOST).collect();
    if places.is_empty() {
        places.extend(of_form.map(|table| table.place));
    }
    places.truncate(MOST);
    places
}

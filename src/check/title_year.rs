//! A title that names one year over a body that tells of another.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::{
    document::{
        date::dates,
        period::Period,
        profile::first_year,
        sentence::Sentence,
        title::Title,
        year::{Opening, first_sentence, names, opening_of, openings, unquoted},
    },
    source::WordList,
};

/// Compares the year of the title with the years that sentences open with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleYear {
    /// Words that make a sentence tell of what is to come.
    pub plans: WordList,
    /// Words that make a sentence tell of another time: comparisons, budgets.
    pub unless: WordList,
    /// How far the year of the body may be from that of the title to be taken for a slip.
    pub within: u16,
}

impl Kind for TitleYear {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "title", "year", "other", "count", "own"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let document = report.document;
        let Some(title) = &document.title else { return };
        let Some(year) = first_year(&title.text).filter(|&year| report.year == Some(year)) else {
            return;
        };
        let openings: Vec<(Opening, &Sentence)> = openings(document).collect();
        let stated = document.periods.first().and_then(|period| Some((period, period.year()?)));
        if let Some(stated) = stated.filter(|(_, stated)| *stated != year) {
            return self.title(report, (title, year), stated, &openings, out);
        }
        let told = |(_, sentence): &(Opening, &Sentence)| !self.is_other(report, sentence);
        let others = openings.iter().filter(|(opening, _)| opening.year != year);
        let others = others.filter(|&opening| told(opening)).count();
        let own = self.own(report, year, others / 3 + 1);
        if others <= 3 * own {
            return;
        }
        let openings = openings.into_iter().filter(told);
        let openings: Vec<Opening> = openings.map(|(opening, _)| opening).collect();
        let leading = self.leading(report, &openings, (year, own), stated.is_some());
        let Some((first, others)) = leading else { return };
        let facts = Facts::new()
            .with("text", report.source.slice(document.span(first.place)))
            .with("title", &title.text)
            .with("year", year)
            .with("other", first.year)
            .with("count", others.len())
            .with("own", own);
        let finding = Finding::at(document.span(first.place), facts)
            .label(document.span(title.place), "title", Facts::new().with("year", year))
            .certain(false);
        out.find(others.iter().skip(1).fold(finding, |finding, other| {
            let facts = Facts::new().with("other", other.year);
            finding.label(document.span(other.place), "other", facts)
        }));
    }
}

impl TitleYear {
    /// Looks at a title whose year is neither that of the period nor that of the body, which agree with one another. Where
    /// the report is dated in the year after the title's, the title is right and all the rest an old draft.
    fn title(
        &self,
        report: &Report,
        (title, year): (&Title, u16),
        (period, stated): (&Period, u16),
        openings: &[(Opening, &Sentence)],
        out: &mut Out,
    ) {
        let document = report.document;
        let ending = &document.ending;
        let dated = [&ending.signature, &ending.published].into_iter().flatten();
        let fits = dated.filter_map(|signed| signed.date.year).any(|dated| dated == year + 1);
        let of = |(opening, sentence): &&(Opening, &Sentence)| {
            opening.year == stated && !self.is_plan(report, sentence)
        };
        let told: Vec<&Opening> = openings.iter().filter(of).map(|(opening, _)| opening).collect();
        if fits || told.is_empty() || self.own(report, year, 1) > 0 {
            return;
        }
        let facts = Facts::new()
            .with("text", report.source.slice(document.span(title.place)))
            .with("title", &title.text)
            .with("year", year)
            .with("other", stated)
            .with("count", told.len())
            .with("own", 0);
        let period = [(period.place, "period")];
        let places = period.into_iter().chain(told.iter().map(|opening| (opening.place, "other")));
        let finding = Finding::at(document.span(title.place), facts).case("title");
        out.find(places.fold(finding, |finding, (place, name)| {
            finding.label(document.span(place), name, Facts::new().with("other", stated))
        }));
    }

    /// Whether a sentence tells of what is to come.
    fn is_plan(&self, report: &Report, sentence: &Sentence) -> bool {
        let passage = sentence.passage(report.document);
        passage.part(&unquoted(passage.text)).has_any(&self.plans)
    }

    /// Whether a sentence tells of another time, or of two years.
    fn is_other(&self, report: &Report, sentence: &Sentence) -> bool {
        let passage = sentence.passage(report.document);
        let text = unquoted(passage.text);
        let bare = passage.part(&text);
        bare.has_any(&self.plans) || bare.has_any(&self.unless) || years(&text) > 1
    }

    /// The first sentence of the other year and all of them, where that year leads: the title's stands nowhere in the
    /// body, and the first section opens with the other or it opens three sentences; or it opens more than three times as
    /// many as name the title's. Where the period is `stated`, too, one sentence further down is a slip of its own.
    fn leading<'a>(
        &self,
        report: &Report,
        openings: &'a [Opening],
        (year, own): (u16, usize),
        stated: bool,
    ) -> Option<(&'a Opening, Vec<&'a Opening>)> {
        let mut main = report.document.sections.iter().filter(|section| section.level == 1);
        let from = main.next()?.place.start;
        let to = main.next().map_or(u32::MAX, |section| section.place.start);
        let in_first = |opening: &&Opening| (from..to).contains(&opening.sentence.start);
        let first = openings.iter().find(in_first);
        let opens = |opening: &Opening| {
            first_sentence(report.document).is_some_and(|one| one.place == opening.sentence)
        };
        let of = |year: u16| openings.iter().filter(move |opening| opening.year == year);
        let leads = |&other: &u16| {
            let count = of(other).count();
            let first = first.filter(|first| first.year == other);
            let leads = first.is_some_and(|first| !stated || count > 1 || opens(first));
            let alone = own == 0 && (leads || count >= 3);
            other != year && (alone || count > 3 && count > 3 * own)
        };
        let mut near = year.saturating_sub(self.within)..=year.saturating_add(self.within);
        let other = near.find(leads)?;
        Some((of(other).next()?, of(other).collect()))
    }

    /// How many sentences of the body tell of a year's work; no more than `most` are looked for.
    fn own(&self, report: &Report, year: u16, most: usize) -> usize {
        let document = report.document;
        let body = document.sections.first().map_or(u32::MAX, |section| section.place.start);
        let own = names(year);
        let named = |sentence: &&Sentence| {
            let passage = sentence.passage(document);
            passage.part(&unquoted(passage.text)).has_any(&own)
        };
        // What a sentence says of budgets besides takes nothing from the year that it opens with.
        let told = |sentence: &&Sentence| {
            let opens = || opening_of(document, sentence).is_some_and(|one| one.year == year);
            !self.is_other(report, sentence) || !self.is_plan(report, sentence) && opens()
        };
        let sentences = document.prose.having(document, &own).filter(|one| one.place.start >= body);
        sentences.filter(named).filter(told).take(most).count()
    }
}

/// How many years a text names.
fn years(text: &str) -> usize {
    let mut years: Vec<u16> = dates(text).into_iter().filter_map(|date| date.year).collect();
    years.sort_unstable();
    years.dedup();
    years.len()
}

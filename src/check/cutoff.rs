//! Figures of the report that are counted up to another day than its last.

use regex::Regex;
use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report, pattern::Phrase};
use crate::{
    document::{
        date::{Date, dates},
        period::Period,
        sentence::Sentence,
    },
    source::{Place, WordList},
};

/// Looks at figures “as of” a day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cutoff {
    /// What stands right before the day.
    pub before: WordList,
    /// How the sentence speaks of the report's figures behind the day.
    pub figures: Phrase,
    /// The units these figures count in.
    pub units: Vec<String>,
    /// Words in a sentence that make the day that of an event.
    pub unless: WordList,
    /// Days before this month are events of the year.
    pub from_month: u8,
}

impl Kind for Cutoff {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "year", "period"]
    }

    fn invalid(&self) -> Option<String> {
        Regex::new(&self.figures.pattern).err().map(|error| error.to_string())
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(year) = report.year else { return out.skip("year-unknown", Facts::new()) };
        let document = report.document;
        let period = document.periods.first();
        if period.is_some_and(|period| !is_whole(period, year)) {
            return;
        }
        for sentence in document.prose.counting() {
            let Some(place) = self.fault(report, sentence, year) else { continue };
            if document.periods.iter().any(|period| period.sentence == sentence.place) {
                continue;
            }
            let span = document.span(place);
            let facts = Facts::new().with("text", report.source.slice(span)).with("year", year);
            out.find(match period {
                Some(period) => {
                    let stated = document.span(period.place);
                    let facts = facts.with("period", report.source.slice(stated));
                    Finding::at(span, facts).label(stated, "period", Facts::new())
                }
                None => Finding::at(span, facts).case("year").certain(false),
            });
        }
    }
}

impl Cutoff {
    /// The day up to which a sentence counts, with the word before it, where that is not the year's last.
    fn fault(&self, report: &Report, sentence: &Sentence, year: u16) -> Option<Place> {
        let passage = sentence.passage(report.document);
        let text = passage.text;
        if !passage.has_any(&self.before) || passage.has_any(&self.unless) {
            return None;
        }
        let dates = dates(text);
        let mut counted = dates.iter().filter_map(|date| {
            let before = &text[..date.range.start];
            let word = self.before.iter().find(|word| before.ends_with(word))?;
            let start = date.range.start - word.len();
            let first = dates.iter().find(|first| first.range.contains(&start));
            Some((first.map_or(start, |first| first.range.start), date))
        });
        let (start, date) = counted.next()?;
        let goes_on =
            dates.iter().any(|other| other.range.start > start && other.month > date.month);
        let wrong = self.is_early(date, year) && !goes_on && counted.next().is_none();
        let behind = &text[date.range.end..];
        let figures = sentence.quantities(report.document).iter();
        let figure = figures.filter(|found| found.range.start >= date.range.end);
        let figure =
            figure.into_iter().any(|found| self.units.iter().any(|unit| unit == found.unit));
        let speaks = || {
            self.figures.is_likely(passage)
                && self.figures.made().is_some_and(|figures| figures.is_match(behind))
        };
        (wrong && figure && speaks()).then(|| sentence.place.part(start, date.range.end))
    }

    fn is_early(&self, date: &Date, year: u16) -> bool {
        let month = date.month.filter(|month| (self.from_month..=12).contains(month));
        let last = month == Some(12) && date.day.is_none_or(|day| day == 31);
        month.is_some() && !last && !date.damaged && date.year.is_none_or(|named| named == year)
    }
}

/// Whether a period runs to the end of the report's year; one that does not is a fault of its own.
fn is_whole(period: &Period, year: u16) -> bool {
    let last = period.to.as_ref().is_some_and(|to| {
        to.month == Some(12) && to.day.is_none_or(|day| day == 31) && !to.damaged
    });
    last && period.year() == Some(year)
}

//! The statistics period: missing, wrong, or only one end of it.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::{date::Date, period::Period};

/// Looks at the statements of the period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodFault {
    /// Which fault.
    pub fault: Fault,
    /// Words that tell of an organ founded or merged in the year, which makes a shorter period likely right.
    #[serde(default)]
    pub founding: Vec<String>,
}

/// What can be wrong with the period.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// Not stated.
    Missing,
    /// Not the whole year reported on.
    Wrong,
    /// One end only.
    Incomplete,
}

impl Kind for PeriodFault {
    fn facts(&self) -> &'static [&'static str] {
        &["text", "year", "from", "to", "days"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let periods = &report.document.periods;
        match self.fault {
            Fault::Missing if periods.is_empty() => {
                out.find(Finding::at(report.document.span(report.document.head()), Facts::new()));
            }
            Fault::Missing => {}
            Fault::Wrong => self.wrong(report, out),
            Fault::Incomplete => incomplete(report, out),
        }
    }
}

impl PeriodFault {
    fn wrong(&self, report: &Report, out: &mut Out) {
        for period in whole(report) {
            if period.is_damaged() {
                out.skip("date-damaged", Facts::new());
                continue;
            }
            let (Some(from), Some(to)) = (&period.from, &period.to) else { continue };
            let Some(year) = report.year.or(period.year()) else {
                out.skip("year-unknown", Facts::new());
                continue;
            };
            let Some(case) = fault(from, to, year, report.year.is_some()) else { continue };
            let text = report.source.slice(report.document.span(period.place));
            let facts = Facts::new()
                .with("text", text)
                .with("year", year)
                .with("from", show(report, period, from))
                .with("to", show(report, period, to))
                .with("days", days_missing(from, to));
            let sentence = report.document.shadow.slice(period.sentence);
            let excused = self.founding.iter().any(|word| sentence.contains(word.as_str()));
            let mut finding =
                Finding::at(report.document.span(period.place), facts).case(case).certain(!excused);
            let read =
                report.document.profile.year.and_then(|year| year.place).filter(|_| case == "year");
            if let Some(place) = read {
                finding = finding.label(
                    report.document.span(place),
                    "year",
                    Facts::new().with("year", year),
                );
            }
            out.find(finding);
        }
    }
}

/// Statements with both ends; only the first, which speaks for the report.
fn whole<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a Period> {
    report
        .document
        .periods
        .iter()
        .filter(|period| period.from.is_some() && period.to.is_some())
        .take(1)
}

/// Which end is wrong, if one is.
fn fault(from: &Date, to: &Date, year: u16, known: bool) -> Option<&'static str> {
    let opens = from.month == Some(1) && from.day.is_none_or(|day| day == 1);
    let opens = opens || year == 2008 && (from.month, from.day) == (Some(5), Some(1));
    let closes = to.month == Some(12) && to.day.is_none_or(|day| day == 31);
    let years = [from.year, to.year];
    let other_year = known && years.iter().flatten().any(|&stated| stated != year);
    match (opens, closes) {
        _ if other_year => Some("year"),
        (true, true) => None,
        (true, false) => Some("end"),
        (false, true) => Some("start"),
        (false, false) => Some("both"),
    }
}

/// How many days of the year the period leaves out, counting months by their length.
fn days_missing(from: &Date, to: &Date) -> i32 {
    let year = to.year.or(from.year).unwrap_or(2023);
    let number = |date: &Date, default: u8| {
        day_of_year(year, date.month.unwrap_or(1), date.day.unwrap_or(default))
    };
    let length = day_of_year(year, 12, 31);
    (number(from, 1) - 1).max(0) + (length - number(to, 31)).max(0)
}

fn day_of_year(year: u16, month: u8, day: u8) -> i32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    lengths.iter().take(usize::from(month.saturating_sub(1))).sum::<i32>() + i32::from(day)
}

/// A date as it stands in the report.
fn show(report: &Report, period: &Period, date: &Date) -> String {
    let place = period.sentence.part(date.range.start, date.range.end);
    report.source.slice(report.document.span(place)).to_owned()
}

fn incomplete(report: &Report, out: &mut Out) {
    if whole(report).next().is_some() {
        return;
    }
    if let Some(period) = report.document.periods.first() {
        let text = report.source.slice(report.document.span(period.place));
        let case = if period.from.is_none() { "end-only" } else { "start-only" };
        out.find(
            Finding::at(report.document.span(period.place), Facts::new().with("text", text))
                .case(case),
        );
    }
}

//! Main sections out of order, with a number skipped, doubled or lost.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::section::{Section, Style};

/// Compares order and numbers of main sections with the form's; where the layout is free, looks for doubled numbers only.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionOrder {}

impl Kind for SectionOrder {
    fn facts(&self) -> &'static [&'static str] {
        &["title", "number", "expected", "before"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let Some(due) = report.due else { return out.skip("year-unknown", Facts::new()) };
        if report.wrong_form().is_some() {
            return;
        }
        let main: Vec<&Section> =
            report.document.sections.iter().filter(|section| section.level == 1).collect();
        let rank = |section: &Section| {
            let &[kind] = section.kinds.as_slice() else { return None };
            due.sections.iter().position(|spec| spec.id == kind)
        };
        let mut last: Option<(usize, &Section)> = None;
        for (index, section) in main.iter().enumerate() {
            let fault = if due.free {
                doubled(section, index, &main)
            } else {
                number_fault(section, rank(section), index, &main)
            };
            if let Some((fault, facts)) = fault {
                let title = report.source.slice(report.document.span(section.title)).trim();
                let finding =
                    Finding::at(report.document.span(section.place), facts.with("title", title))
                        .case(fault);
                out.find(finding);
            }
            let Some(rank) = rank(section).filter(|_| !due.free) else { continue };
            if let Some((before, earlier)) = last.filter(|(before, _)| *before > rank) {
                let name = |index: usize| due.sections[index].title.text.as_str();
                let facts = Facts::new().with("title", name(rank)).with("before", name(before));
                let finding = Finding::at(report.document.span(section.place), facts).case("order");
                out.find(finding.label(
                    report.document.span(earlier.place),
                    "earlier",
                    Facts::new(),
                ));
            }
            last = Some(last.map_or((rank, *section), |last| {
                if last.0 > rank { last } else { (rank, *section) }
            }));
        }
    }
}

/// The fault of a section that has the number of the one before, both of them known and about something else.
fn doubled(section: &Section, index: usize, main: &[&Section]) -> Option<(&'static str, Facts)> {
    let number = section.number.filter(|&number| number > 1)?;
    let before = main[..index].last().filter(|before| before.number == Some(number))?;
    let known = |section: &Section| section.style == Style::Han && !section.kinds.is_empty();
    let told = known(section) && known(before) && section.kinds != before.kinds;
    told.then(|| ("doubled", Facts::new().with("number", number).with("expected", number + 1)))
}

/// What is wrong with a section's number, if it is neither the form's nor the next.
fn number_fault(
    section: &Section,
    rank: Option<usize>,
    index: usize,
    main: &[&Section],
) -> Option<(&'static str, Facts)> {
    if section.style == Style::Lost {
        return Some(("lost", Facts::new().with("expected", rank.unwrap_or(index) + 1)));
    }
    let number = section.number?;
    let previous = main[..index].iter().rev().find_map(|section| section.number);
    let expected = previous.map_or(1, |previous| previous + 1);
    let by_form = rank.is_some_and(|rank| number == rank as u32 + 1);
    let doubled = previous == Some(number);
    let first = previous.is_none() && index == 0 && rank.is_some_and(|rank| rank > 0);
    if number == expected || by_form && !doubled || first {
        return None;
    }
    let facts = Facts::new().with("number", number).with("expected", expected);
    Some((if doubled { "doubled" } else { "" }, facts))
}

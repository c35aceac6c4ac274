//! What stands in a file but not on the page: tracked changes, comments, hidden text, broken fields, another's name.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};
use crate::document::hidden::{Hidden, HiddenKind};

/// Looks for what was left in a file that is to be published.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HiddenContent {
    /// How names of organs end.
    pub organs: Vec<String>,
}

impl Kind for HiddenContent {
    fn facts(&self) -> &'static [&'static str] {
        &["count", "text", "issuer"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let hidden = &report.document.hidden;
        let of = |kinds: &[HiddenKind]| -> Vec<Hidden> {
            hidden.iter().filter(|hidden| kinds.contains(&hidden.kind)).cloned().collect()
        };
        let mut changes = of(&[HiddenKind::Inserted, HiddenKind::Deleted]);
        changes.dedup_by(|next, before| touches(before, next));
        all_at_once("", &changes, out);
        all_at_once("comment", &of(&[HiddenKind::Comment]), out);
        all_at_once("text", &of(&[HiddenKind::Text]), out);
        for field in of(&[HiddenKind::FieldError]) {
            let facts = Facts::new().with("text", &field.text);
            out.find(Finding::at(field.span, facts).case("field"));
        }
        for company in of(&[HiddenKind::Company]) {
            self.company(&company, report, out);
        }
    }
}

impl HiddenContent {
    /// The organ in the metadata, where it is another than the report's.
    fn company(&self, company: &Hidden, report: &Report, out: &mut Out) {
        let Some(issuer) = &report.document.profile.issuer else { return };
        let organ = self.organs.iter().any(|end| company.text.ends_with(end.as_str()));
        let same =
            is_short_for(&company.text, &issuer.name) || is_short_for(&issuer.name, &company.text);
        if organ && !same {
            let facts = Facts::new().with("text", &company.text).with("issuer", &issuer.name);
            let head = report.document.span(report.document.head());
            out.find(Finding::at(head, facts).case("company"));
        }
    }
}

/// One finding for all that is hidden in one way, at the first place.
fn all_at_once(case: &'static str, hidden: &[Hidden], out: &mut Out) {
    let Some((first, others)) = hidden.split_first() else { return };
    let said = hidden.iter().map(|hidden| hidden.text.as_str()).find(|text| !text.is_empty());
    let facts = Facts::new().with("count", hidden.len()).with("text", said.unwrap_or_default());
    let finding = Finding::at(first.span, facts).case(case);
    out.find(
        others
            .iter()
            .fold(finding, |finding, other| finding.label(other.span, "other", Facts::new())),
    );
}

/// Changes that touch are one: what was taken out and what was put in its place.
fn touches(before: &mut Hidden, next: &Hidden) -> bool {
    let touches = before.span.end == next.span.start;
    if touches {
        before.span = before.span.join(next.span);
    }
    touches
}

/// Whether all characters of a name stand in another in their order: an abbreviation.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut chars = long.chars();
    short.chars().all(|char| chars.any(|other| other == char))
}

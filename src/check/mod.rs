//! Checks: one kind of question each, put to a report with a rule's parameters. They give facts; rules give words.

pub mod accountability;
pub mod allow;
pub mod assertion;
pub mod base;
pub mod bracket;
pub mod cell;
pub mod claim;
pub mod contact;
pub mod cutoff;
pub mod damage;
pub mod expression;
pub mod figure;
pub mod finding;
pub mod furniture;
pub mod growth;
pub mod heading;
pub mod hidden;
pub mod label;
pub mod mixed_form;
pub mod narrative;
mod named;
mod needed;
pub mod numbering;
pub mod parts;
pub mod pattern;
pub mod percentage;
pub mod period;
pub mod rate;
pub mod repeat;
pub mod scope;
pub mod section_empty;
pub mod section_missing;
pub mod section_order;
pub mod section_title;
pub mod signature;
pub mod soon;
pub mod stale;
pub mod sum;
pub mod table_image;
pub mod table_missing;
pub mod title;
pub mod title_year;

pub use finding::{Equation, Facts, Finding, Gap, Operand, Out, Term};

use serde::Deserialize;

use crate::{
    document::Document,
    form::{Form, Forms},
    read::Format,
    source::Source,
};

/// A report as checks see it.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The text.
    pub source: &'a Source,
    /// What was read out of it.
    pub document: &'a Document,
    /// The format it was read as.
    pub format: Format,
    /// All forms.
    pub forms: &'a Forms,
    /// The report year, where it is known with at least medium confidence.
    pub year: Option<u16>,
    /// The form due by the year.
    pub due: Option<&'a Form>,
}

impl<'a> Report<'a> {
    /// The form found in the report.
    pub fn found(&self) -> Option<&'a Form> {
        self.document.profile.layout.as_deref().and_then(|id| self.forms.get(id))
    }

    /// The id of the form found, where it is not the one due.
    pub fn wrong_form(&self) -> Option<&'a Form> {
        let (due, found) = (self.due?, self.found()?);
        (due.id != found.id && !due.free).then_some(found)
    }
}

/// What a kind of check is, to the engine.
pub trait Kind {
    /// The facts it gives its rule's words, over all cases.
    fn facts(&self) -> &'static [&'static str];

    /// What is wrong with its parameters, where that is only known by trying them.
    fn invalid(&self) -> Option<String> {
        None
    }

    /// Looks at a report; what it finds, and what it could not judge, goes into `out`.
    fn run<'a>(&self, report: &Report<'a>, out: &mut Out<'a>);
}

/// Every kind of check; the key under `[check]` in a rule file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is documented where its parameters are")]
pub enum Check {
    Accountability(accountability::Accountability),
    Allow(allow::AllowFault),
    Assertion(assertion::Assertion),
    Bracket(bracket::Bracket),
    Cell(cell::CellFault),
    Claim(claim::Claim),
    Contact(contact::ContactFault),
    Cutoff(cutoff::Cutoff),
    Damage(damage::Damage),
    Furniture(furniture::Furniture),
    Growth(growth::GrowthFault),
    Heading(heading::Heading),
    HiddenContent(hidden::HiddenContent),
    Label(label::LabelFault),
    MixedForm(mixed_form::MixedForm),
    Numbering(numbering::Numbering),
    Parts(parts::Parts),
    Pattern(pattern::Pattern),
    Narrative(narrative::Narrative),
    Percentage(percentage::Percentage),
    Period(period::PeriodFault),
    Repeat(repeat::Repeat),
    SectionEmpty(section_empty::SectionEmpty),
    SectionMissing(section_missing::SectionMissing),
    SectionOrder(section_order::SectionOrder),
    SectionTitle(section_title::SectionTitle),
    Signature(signature::Signature),
    Stale(stale::Stale),
    Sum(sum::Sum),
    TableImage(table_image::TableImage),
    TableMissing(table_missing::TableMissing),
    Title(title::Title),
    TitleYear(title_year::TitleYear),
}

impl Check {
    /// The kind behind the variant.
    pub fn kind(&self) -> &dyn Kind {
        match self {
            Self::Accountability(kind) => kind,
            Self::Allow(kind) => kind,
            Self::Assertion(kind) => kind,
            Self::Bracket(kind) => kind,
            Self::Cell(kind) => kind,
            Self::Claim(kind) => kind,
            Self::Contact(kind) => kind,
            Self::Cutoff(kind) => kind,
            Self::Damage(kind) => kind,
            Self::Furniture(kind) => kind,
            Self::Growth(kind) => kind,
            Self::Heading(kind) => kind,
            Self::HiddenContent(kind) => kind,
            Self::Label(kind) => kind,
            Self::MixedForm(kind) => kind,
            Self::Numbering(kind) => kind,
            Self::Parts(kind) => kind,
            Self::Pattern(kind) => kind,
            Self::Narrative(kind) => kind,
            Self::Percentage(kind) => kind,
            Self::Period(kind) => kind,
            Self::Repeat(kind) => kind,
            Self::SectionEmpty(kind) => kind,
            Self::SectionMissing(kind) => kind,
            Self::SectionOrder(kind) => kind,
            Self::SectionTitle(kind) => kind,
            Self::Signature(kind) => kind,
            Self::Stale(kind) => kind,
            Self::Sum(kind) => kind,
            Self::TableImage(kind) => kind,
            Self::TableMissing(kind) => kind,
            Self::Title(kind) => kind,
            Self::TitleYear(kind) => kind,
        }
    }
}

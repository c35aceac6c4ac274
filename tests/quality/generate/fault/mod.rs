//! Reports with one known fault each.

mod figure;
mod structure;
mod wording;

use std::fmt;

use super::draft::{Draft, Role};
use super::rng::Rng;
use super::{Form, Layout, Tables, Wish, prose, render};

/// The faults, one in each report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Cell,
    Total,
    Tie,
    ReviewGroup,
    AnnexSum,
    DisclosureCount,
    Period,
    Contact,
    Section,
    Table,
    NonNumber,
    BlankTotal,
    Label,
    Title,
    DuplicatedWord,
    PageNoise,
    WrongForm,
}

/// A report with one fault, and where it stands.
pub(crate) struct Spoiled {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Byte ranges; a finding at any of them is well placed.
    pub(crate) places: Vec<(usize, usize)>,
    /// Ids of the rules that count as finding it.
    pub(crate) rules: &'static [&'static str],
    /// The equations single out one cell, so the first span of the finding has to be there.
    pub(crate) pinned: bool,
}

/// What was done to a draft.
struct Deed {
    rules: &'static [&'static str],
    pinned: bool,
}

impl Deed {
    fn of(rules: &'static [&'static str]) -> Self {
        Self { rules, pinned: false }
    }
}

impl Fault {
    pub(crate) const ALL: [Self; 17] = [
        Self::Cell,
        Self::Total,
        Self::Tie,
        Self::ReviewGroup,
        Self::AnnexSum,
        Self::DisclosureCount,
        Self::Period,
        Self::Contact,
        Self::Section,
        Self::Table,
        Self::NonNumber,
        Self::BlankTotal,
        Self::Label,
        Self::Title,
        Self::DuplicatedWord,
        Self::PageNoise,
        Self::WrongForm,
    ];

    /// What the report has to be like; none where form or layout cannot hold the fault.
    fn wish(self, form: Form, layout: Layout) -> Option<Wish> {
        let old = form == Form::Law2007;
        let wish = Wish::default();
        match self {
            Self::Cell
            | Self::Total
            | Self::Tie
            | Self::ReviewGroup
            | Self::NonNumber
            | Self::Label
            | Self::Table => (!old).then_some(wish),
            // A paragraph cannot be empty.
            Self::BlankTotal => {
                (!old && layout != Layout::Paragraphs).then_some(Wish { busy: true, ..wish })
            }
            Self::AnnexSum => old.then_some(wish),
            Self::DisclosureCount => old.then_some(Wish { plain: true, ..wish }),
            Self::Section => Some(Wish { plain: true, ..wish }),
            Self::Period | Self::Contact | Self::Title | Self::DuplicatedWord | Self::PageNoise => {
                Some(wish)
            }
            Self::WrongForm => match form {
                Form::Law2007 => Some(Wish { years: Some((2019, 2023)), ..wish }),
                Form::Form2019 => None,
                Form::Form2021 => Some(Wish { tables: Some(Tables::Of2019), ..wish }),
            },
        }
    }

    fn apply(self, draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
        match self {
            Self::Cell => figure::cell(draft, rng),
            Self::Total => figure::total(draft, rng),
            Self::Tie => figure::tie(draft, rng),
            Self::ReviewGroup => figure::review_group(draft, rng),
            Self::AnnexSum => figure::annex_sum(draft, rng),
            Self::DisclosureCount => figure::disclosure_count(draft, rng),
            Self::NonNumber => figure::non_number(draft, rng),
            Self::BlankTotal => figure::blank_total(draft, rng),
            Self::Period => wording::period(draft, rng),
            Self::Contact => wording::contact(draft, rng),
            Self::Title => wording::title(draft, rng),
            Self::DuplicatedWord => wording::duplicated_word(draft, rng),
            Self::PageNoise => Some(wording::page_noise(draft, rng)),
            Self::Label => Some(wording::label(draft, rng)),
            Self::Section => structure::section(draft, rng),
            Self::Table => structure::table(draft, rng),
            Self::WrongForm => Some(structure::wrong_form(draft)),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cell => "cell",
            Self::Total => "total",
            Self::Tie => "tie",
            Self::ReviewGroup => "review-group",
            Self::AnnexSum => "annex-sum",
            Self::DisclosureCount => "disclosure-count",
            Self::Period => "period",
            Self::Contact => "contact",
            Self::Section => "section",
            Self::Table => "table",
            Self::NonNumber => "non-number",
            Self::BlankTotal => "blank-total",
            Self::Label => "label",
            Self::Title => "title",
            Self::DuplicatedWord => "duplicated-word",
            Self::PageNoise => "page-noise",
            Self::WrongForm => "wrong-form",
        })
    }
}

/// A report of one form in one layout with one fault; none where there is no such report.
pub(crate) fn spoiled(rng: &mut Rng, form: Form, layout: Layout, fault: Fault) -> Option<Spoiled> {
    let wish = fault.wish(form, layout)?;
    let mut draft = prose::draft(rng, form, &wish);
    let deed = fault.apply(&mut draft, rng)?;
    let written = render::render(&draft, layout, rng);
    Some(Spoiled {
        name: layout.file(&format!("{fault}-{form}-{layout}")),
        text: written.text,
        places: written.places,
        rules: deed.rules,
        pinned: deed.pinned,
    })
}

/// Marks title and preamble: where something is missed that stands nowhere.
fn mark_front(draft: &mut Draft) {
    for block in &mut draft.front {
        for piece in block.pieces_mut() {
            piece.bad = true;
        }
    }
    draft.mark(Role::Title);
}

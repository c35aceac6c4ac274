//! Reports with one known fault each.

mod claim;
mod figure;
mod prose;
mod structure;
mod wording;
mod year;

use super::draft::{Block, Draft, Piece, Role, Topic};
use super::rng::Rng;
use super::{Form, Layout, Tables, Wish, prose as sentences, render};

/// A kind of fault.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    /// What the report has to be like; none where form or layout cannot hold the fault.
    wish: fn(Form, Layout) -> Option<Wish>,
    apply: fn(&mut Draft, &mut Rng) -> Option<Deed>,
    /// It stands in a sentence, to which the layout of the tables matters little.
    pub(crate) in_prose: bool,
}

/// The faults, one in each report.
pub(crate) const FAULTS: [Fault; 33] = [
    fault("cell", new, figure::cell),
    fault("total", new, figure::total),
    fault("tie", new, figure::tie),
    fault("review-group", new, figure::review_group),
    fault("annex-sum", old, figure::annex_sum),
    fault("disclosure-count", old_and_plain, figure::disclosure_count),
    fault("period", any, wording::period),
    fault("contact", any, wording::contact),
    fault("section", plain, structure::section),
    fault("table", new, structure::table),
    fault("non-number", new, figure::non_number),
    fault("blank-total", new_with_cells, figure::blank_total),
    fault("label", new, |draft, rng| Some(wording::label(draft, rng))),
    fault("title", any, wording::title),
    fault("duplicated-word", any, wording::duplicated_word),
    fault("page-noise", no_page, |draft, rng| Some(wording::page_noise(draft, rng))),
    fault("wrong-form", of_another_year, |draft, _| Some(structure::wrong_form(draft))),
    sentence("sum", plain, prose::sum),
    sentence("nested-sum", plain, prose::nested_sum),
    sentence("sum-of-total-last", plain, prose::total_last),
    sentence("share", plain, prose::share),
    sentence("growth", plain, prose::growth),
    sentence("lost-number", plain, prose::lost_number),
    sentence("application-count", new_and_plain, claim::applications),
    sentence("denial", busy, claim::denial),
    sentence("review-count", new_and_plain, claim::reviews),
    sentence("result-count", new_and_busy, claim::results),
    sentence("document-count", new_and_plain, claim::documents),
    sentence("decision-count", new_and_plain, claim::decisions),
    sentence("outcome", new_and_busy, claim::outcome),
    sentence("plan-year", plain, year::plan),
    sentence("title-year", plain, year::title),
    sentence("stale-year", plain, year::stale),
];

const fn fault(
    name: &'static str,
    wish: fn(Form, Layout) -> Option<Wish>,
    apply: fn(&mut Draft, &mut Rng) -> Option<Deed>,
) -> Fault {
    Fault { name, wish, apply, in_prose: false }
}

const fn sentence(
    name: &'static str,
    wish: fn(Form, Layout) -> Option<Wish>,
    apply: fn(&mut Draft, &mut Rng) -> Option<Deed>,
) -> Fault {
    Fault { name, wish, apply, in_prose: true }
}

const ANY: Wish = Wish { busy: false, tables: None, years: None, plain: false };
const PLAIN: Wish = Wish { plain: true, ..ANY };
const BUSY: Wish = Wish { busy: true, ..PLAIN };

#[expect(clippy::unnecessary_wraps, reason = "one of the kinds of wish")]
fn any(_: Form, _: Layout) -> Option<Wish> {
    Some(ANY)
}

#[expect(clippy::unnecessary_wraps, reason = "one of the kinds of wish")]
fn plain(_: Form, _: Layout) -> Option<Wish> {
    Some(PLAIN)
}

#[expect(clippy::unnecessary_wraps, reason = "one of the kinds of wish")]
fn busy(_: Form, _: Layout) -> Option<Wish> {
    Some(BUSY)
}

/// What is part of any page, and no fault of it.
fn no_page(_: Form, layout: Layout) -> Option<Wish> {
    (!layout.is_html()).then_some(ANY)
}

fn old(form: Form, _: Layout) -> Option<Wish> {
    (form == Form::Law2007).then_some(ANY)
}

fn old_and_plain(form: Form, _: Layout) -> Option<Wish> {
    (form == Form::Law2007).then_some(PLAIN)
}

fn new(form: Form, _: Layout) -> Option<Wish> {
    (form != Form::Law2007).then_some(ANY)
}

fn new_and_plain(form: Form, _: Layout) -> Option<Wish> {
    (form != Form::Law2007).then_some(PLAIN)
}

fn new_and_busy(form: Form, _: Layout) -> Option<Wish> {
    (form != Form::Law2007).then_some(BUSY)
}

/// Tables whose cells may be empty, which a paragraph may not.
fn new_with_cells(form: Form, layout: Layout) -> Option<Wish> {
    let may = form != Form::Law2007 && layout != Layout::Paragraphs;
    may.then_some(Wish { plain: false, ..BUSY })
}

fn of_another_year(form: Form, _: Layout) -> Option<Wish> {
    match form {
        Form::Law2007 => Some(Wish { years: Some((2019, 2023)), ..ANY }),
        Form::Form2019 => None,
        Form::Form2021 => Some(Wish { tables: Some(Tables::Of2019), ..ANY }),
    }
}

/// A report with one fault, and where it stands.
pub(crate) struct Spoiled {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The file, where it is not the text itself.
    pub(crate) file: Option<Vec<u8>>,
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

/// A report of one form in one layout with one fault; none where there is no such report.
pub(crate) fn spoiled(rng: &mut Rng, form: Form, layout: Layout, fault: &Fault) -> Option<Spoiled> {
    let wish = (fault.wish)(form, layout)?;
    let mut draft = sentences::draft(rng, form, &wish);
    let deed = (fault.apply)(&mut draft, rng)?;
    let written = render::render(&draft, layout, rng);
    Some(Spoiled {
        name: layout.file(&format!("{}-{form}-{layout}", fault.name)),
        file: layout.habit().map(|habit| written.file(habit)),
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

/// Adds a faulty sentence where the report speaks of the topic; slots are filled.
fn say(draft: &mut Draft, rng: &mut Rng, topic: Topic, sentence: &str) -> Option<()> {
    let piece = Piece::bad(sentences::fill(sentence, &draft.issuer, draft.year));
    // The five subjects of section one come last in it.
    let (topic, back) = match (draft.form, topic) {
        (Form::Law2007, _) | (_, Topic::Reviews | Topic::Problems) => (topic, 1),
        (_, Topic::Disclosure) => (Topic::Overview, 5),
        _ => (Topic::Overview, 4),
    };
    let index = draft.section_index(topic)?;
    let body = &mut draft.sections[index].body;
    let texts = body.iter().enumerate().rev();
    let at = texts.filter(|(_, block)| matches!(block, Block::Paragraph(_))).nth(back - 1);
    match at.map(|(at, _)| at) {
        Some(at) if rng.chance(80) => {
            if let Block::Paragraph(pieces) = &mut body[at] {
                pieces.push(piece);
            }
        }
        Some(at) => body.insert(at + 1, Block::Paragraph(vec![piece])),
        None => body.push(Block::Paragraph(vec![piece])),
    }
    Some(())
}

//! Faults in the figures.

use super::Deed;
use crate::generate::Form;
use crate::generate::annex::{DISCLOSED, SUMS};
use crate::generate::draft::{Draft, Role};
use crate::generate::figures::APPLICANTS;
use crate::generate::grid::{Content, Grid, Kind};
use crate::generate::rng::Rng;

const SUM_RULES: &[&str] = &["row-total-mismatch", "result-total-mismatch", "tie-mismatch"];

/// One figure of the applications table that is no total.
pub(super) fn cell(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let rows = draft.figures.applications.results.len() + 4;
    let mut row = rng.below(rows - 1);
    if row == rows - 2 {
        row = rows - 1;
    }
    alter(grid(draft, Kind::Applications)?, row, rng.below(APPLICANTS), rng)?;
    Some(Deed { rules: SUM_RULES, pinned: true })
}

/// One cell of the column 总计 or of the row （七）总计.
pub(super) fn total(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let rows = draft.figures.applications.results.len() + 4;
    let (row, column) = if rng.chance(50) {
        (rng.below(rows), APPLICANTS)
    } else {
        (rows - 2, rng.below(APPLICANTS))
    };
    alter(grid(draft, Kind::Applications)?, row, column, rng)?;
    Some(Deed { rules: SUM_RULES, pinned: true })
}

/// A carry-over and the total of its row, so that only the tie breaks.
pub(super) fn tie(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let last = draft.figures.applications.results.len() + 3;
    let row = rng.of(&[1, last]);
    let column = rng.below(APPLICANTS);
    let grid = grid(draft, Kind::Applications)?;
    let sum = grid.value(row, APPLICANTS)?;
    let (before, after) = alter(grid, row, column, rng)?;
    grid.spoil(row, APPLICANTS, (sum - before + after).to_string());
    Some(Deed::of(&["tie-mismatch"]))
}

/// One of the fifteen figures of the table of reviews.
pub(super) fn review_group(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    alter(grid(draft, Kind::Reviews)?, 0, rng.below(15), rng)?;
    Some(Deed::of(&["review-total-mismatch"]))
}

/// One part of a sum of the annex.
pub(super) fn annex_sum(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let (_, parts) = rng.of(&SUMS);
    alter(grid(draft, Kind::Annex)?, rng.of(parts), 0, rng)?;
    Some(Deed::of(&["annex-sum-mismatch"]))
}

/// The number of items disclosed, in the text or in the annex.
pub(super) fn disclosure_count(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let annex = draft.figures.annex.clone();
    let count = annex.get(DISCLOSED);
    // A smaller number in the annex breaks nothing else there.
    let less = count - rng.range(1, 9);
    let in_annex = rng.chance(50);
    let grid = grid(draft, Kind::Annex)?;
    grid.spoil(DISCLOSED, 0, if in_annex { less } else { count }.to_string());
    let text = if in_annex { count } else { count + rng.range(1, 40) };
    let mut pieces = draft.role_mut(Role::Disclosed);
    let piece = pieces.first_mut()?;
    piece.text = piece.text.replace(&count.to_string(), &text.to_string());
    piece.bad = true;
    Some(Deed::of(&["disclosure-count-disagrees"]))
}

/// A count that is written as something else.
pub(super) fn non_number(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let form = draft.form;
    let kind = rng.of(&[Kind::Applications, Kind::Applications, Kind::Reviews, Kind::Disclosure]);
    let grid = grid(draft, kind)?;
    let counts: Vec<(usize, usize)> = grid
        .rows
        .iter()
        .flatten()
        .filter_map(|cell| match cell.content {
            Content::Value(row, column) => Some((row, column)),
            _ => None,
        })
        .filter(|(row, column)| kind != Kind::Disclosure || is_count(form, *row, *column))
        .collect();
    let (row, column) = rng.of(&counts);
    let value = grid.value(row, column)?;
    let text = match rng.below(8) {
        0 => "若干".to_owned(),
        1 | 2 => format!("{value}件"),
        3 => format!("{}O", value + 1),
        4 => "叁".to_owned(),
        5 => "N/A".to_owned(),
        6 => format!("约{}", value + 5),
        _ => format!("{value}（件）"),
    };
    grid.spoil(row, column, text);
    Some(Deed::of(&["non-numeric-cell"]))
}

/// Amounts and 本年增/减 may hold more than digits.
fn is_count(form: Form, row: usize, column: usize) -> bool {
    match form {
        Form::Form2021 => row < 5,
        _ => column != 1 || row < 2,
    }
}

/// A total that is left out though its parts are there.
pub(super) fn blank_total(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let last = draft.figures.applications.results.len() + 3;
    let grid = grid(draft, Kind::Applications)?;
    let column = (0..=last).map(|row| (row, APPLICANTS));
    let row = (0..APPLICANTS).map(|column| (last - 1, column));
    let places: Vec<(usize, usize)> = column
        .chain(row)
        .filter(|(row, column)| grid.value(*row, *column).is_some_and(|value| value > 0))
        .collect();
    if places.is_empty() {
        return None;
    }
    let (row, column) = rng.of(&places);
    grid.spoil(row, column, "");
    // An empty cell is hard to point at: the cells of its row will do.
    let at = Content::Value(row, column);
    let cells = grid.rows.iter_mut().find(|cells| cells.iter().any(|cell| cell.content == at))?;
    for cell in cells {
        cell.piece.bad = true;
    }
    Some(Deed::of(&["blank-total"]))
}

fn grid(draft: &mut Draft, kind: Kind) -> Option<&mut Grid> {
    draft.grids_mut().find(|grid| grid.kind == kind)
}

/// Writes another number into a cell; gives the old one and the new one.
fn alter(grid: &mut Grid, row: usize, column: usize, rng: &mut Rng) -> Option<(u64, u64)> {
    let before = grid.value(row, column)?;
    let after = other_number(rng, before);
    grid.spoil(row, column, after.to_string());
    Some((before, after))
}

/// Two digits swapped, or up to nine more or less.
fn other_number(rng: &mut Rng, value: u64) -> u64 {
    let mut digits: Vec<char> = value.to_string().chars().collect();
    let at = digits.windows(2).position(|pair| pair[0] != pair[1] && pair[1] != '0');
    if let Some(at) = at.filter(|_| rng.chance(30)) {
        digits.swap(at, at + 1);
        return digits.into_iter().collect::<String>().parse().expect("digits stay digits");
    }
    let step = rng.range(1, 9);
    if rng.chance(50) && value >= step { value - step } else { value + step }
}

//! The figures of a report, which agree with each other.

use super::annex::{Annex, DISCLOSED};
use super::rng::Rng;
use super::{Form, Tables, Wish, issuer::Issuer};

/// Natural persons and the five kinds of organisation.
pub(crate) const APPLICANTS: usize = 6;

/// Everything that the tables state.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    /// The table of section two, as printed, in the order of its cells.
    pub(crate) disclosure: Vec<Vec<String>>,
    pub(crate) applications: Applications,
    /// Three groups: upheld, corrected, other, pending.
    pub(crate) reviews: [[u64; 4]; 3],
    pub(crate) annex: Annex,
    /// Items disclosed in the year; the annex of 2014 has them too.
    pub(crate) items: u64,
    /// Fee notices and the fee received, section six.
    pub(crate) fees: (u64, u64),
}

/// The table of section three, without its totals.
#[derive(Clone, Debug)]
pub(crate) struct Applications {
    pub(crate) new: [u64; APPLICANTS],
    pub(crate) carried_in: [u64; APPLICANTS],
    pub(crate) results: Vec<[u64; APPLICANTS]>,
    pub(crate) carried_out: [u64; APPLICANTS],
}

/// How much an organ has to do with applications.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Load {
    None,
    Few,
    Many,
    Thousands,
}

impl Figures {
    pub(crate) fn new(rng: &mut Rng, form: Form, wish: &Wish, issuer: &Issuer) -> Self {
        let tables = wish.tables.unwrap_or(match form {
            Form::Law2007 | Form::Form2019 => Tables::Of2019,
            Form::Form2021 => Tables::Of2021,
        });
        let load = load(rng, wish.busy, issuer);
        let applications = Applications::new(rng, tables, load);
        let unpaid = if tables == Tables::Of2021 { total(&applications.results[19]) } else { 0 };
        let fees = if unpaid > 0 || rng.chance(8) {
            (unpaid + rng.range(1, 4), rng.range(1, 30) * 100)
        } else {
            (0, 0)
        };
        let annex = Annex::new(rng, wish.busy);
        let items = match form {
            Form::Law2007 => annex.get(DISCLOSED),
            _ => rng.of(&[14, 86, 240, 1300, 5200]) + rng.range(1, 60),
        };
        Self {
            items,
            disclosure: match tables {
                Tables::Of2019 => disclosure_2019(rng, issuer),
                Tables::Of2021 => disclosure_2021(rng, issuer),
            },
            applications,
            reviews: reviews(rng, load),
            annex,
            fees,
        }
    }
}

impl Applications {
    fn new(rng: &mut Rng, tables: Tables, load: Load) -> Self {
        let rows = match tables {
            Tables::Of2019 => 19,
            Tables::Of2021 => 21,
        };
        let mut results = vec![[0; APPLICANTS]; rows];
        let mut carried_out = [0; APPLICANTS];
        let handled = match load {
            Load::None => 0,
            Load::Few => rng.range(1, 9),
            Load::Many => rng.range(10, 140),
            Load::Thousands => rng.range(400, 4200),
        };
        let mut left = handled;
        while left > 0 {
            let portion = rng.range(1, (handled / 9).max(1)).min(left);
            results[result_row(rng, rows)][applicant(rng)] += portion;
            left -= portion;
        }
        if load != Load::None && rng.chance(55) {
            for _ in 0..rng.range(1, 4) {
                carried_out[applicant(rng)] += rng.range(1, (handled / 20).max(1));
            }
        }
        let mut carried_in = [0; APPLICANTS];
        let mut new = [0; APPLICANTS];
        for column in 0..APPLICANTS {
            let all = results.iter().map(|row| row[column]).sum::<u64>() + carried_out[column];
            if rng.chance(45) {
                carried_in[column] = rng.range(0, all / 8);
            }
            new[column] = all - carried_in[column];
        }
        Self { new, carried_in, results, carried_out }
    }

    /// （七）总计 by column.
    pub(crate) fn handled(&self) -> [u64; APPLICANTS] {
        let mut sums = [0; APPLICANTS];
        for row in &self.results {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
        sums
    }
}

/// The last column of a row.
pub(crate) fn total(row: &[u64]) -> u64 {
    row.iter().sum()
}

fn load(rng: &mut Rng, busy: bool, issuer: &Issuer) -> Load {
    let loads = [Load::None, Load::None, Load::None, Load::Few, Load::Few, Load::Few, Load::Many];
    let load = match rng.below(8) {
        7 if issuer.may_regulate() => Load::Thousands,
        7 => Load::Many,
        i => loads[i],
    };
    if busy && load == Load::None { Load::Few } else { load }
}

/// Most answers are 予以公开, 部分公开 or 本机关不掌握.
fn result_row(rng: &mut Rng, rows: usize) -> usize {
    if rng.chance(70) { rng.of(&[0, 0, 0, 1, 10, 10]) } else { rng.below(rows) }
}

fn applicant(rng: &mut Rng) -> usize {
    if rng.chance(75) { 0 } else { rng.of(&[1, 1, 1, 2, 3, 4, 5]) }
}

fn reviews(rng: &mut Rng, load: Load) -> [[u64; 4]; 3] {
    let most = match load {
        Load::None | Load::Few if rng.chance(80) => 0,
        Load::None | Load::Few => 2,
        Load::Many => 8,
        Load::Thousands => 180,
    };
    let mut groups = [[0; 4]; 3];
    for value in groups.iter_mut().flatten() {
        if rng.chance(60) {
            *value = rng.range(0, most);
        }
    }
    groups
}

fn some_count(rng: &mut Rng) -> u64 {
    let most = rng.of(&[0, 0, 9, 60, 900, 48_000]);
    rng.range(0, most)
}

fn disclosure_2021(rng: &mut Rng, issuer: &Issuer) -> Vec<Vec<String>> {
    let documents = |rng: &mut Rng, most: u64| {
        let made = rng.range(0, most);
        let dropped = rng.range(0, most);
        let valid = if most == 0 { 0 } else { made + rng.range(0, 5 * most) };
        [made, dropped, valid].map(|n| n.to_string()).to_vec()
    };
    let regulations = if issuer.may_regulate() { rng.of(&[0, 3, 5]) } else { 0 };
    let rules = rng.of(&[0, 0, 2, 9]);
    let fee = match rng.below(4) {
        0 | 1 => "0".to_owned(),
        2 => rng.range(1, 9000).to_string(),
        _ => format!("{}.{}", rng.range(1, 900), rng.range(1, 99)),
    };
    let mut rows = vec![documents(rng, regulations), documents(rng, rules)];
    rows.extend((0..3).map(|_| vec![some_count(rng).to_string()]));
    rows.push(vec![fee]);
    rows
}

fn disclosure_2019(rng: &mut Rng, issuer: &Issuer) -> Vec<Vec<String>> {
    let documents = |rng: &mut Rng, most: u64| {
        let made = rng.range(0, most);
        let shown = made + rng.range(0, most / 3);
        let public = if most == 0 { 0 } else { shown + rng.range(0, 6 * most) };
        [made, shown, public].map(|n| n.to_string()).to_vec()
    };
    let regulations = if issuer.may_regulate() { rng.of(&[0, 3, 13]) } else { 0 };
    let rules = rng.of(&[0, 0, 3, 12]);
    let mut rows = vec![documents(rng, regulations), documents(rng, rules)];
    for _ in 0..4 {
        let before = rng.of(&[0, 12, 86, 210]);
        rows.push(vec![before.to_string(), change(rng, before), some_count(rng).to_string()]);
    }
    let before = rng.of(&[0, 0, 3, 8]);
    rows.push(vec![before.to_string(), change(rng, before)]);
    let bought = rng.of(&[0, 0, 4, 17]);
    let spent = if bought == 0 {
        "0".to_owned()
    } else {
        format!("{}.{:04}", rng.range(10, 900), rng.range(1, 9999))
    };
    rows.push(vec![bought.to_string(), spent]);
    rows
}

/// 本年增/减 may carry a sign.
fn change(rng: &mut Rng, before: u64) -> String {
    match rng.below(5) {
        0 => format!("+{}", rng.range(1, 9)),
        1 if before > 0 => format!("-{}", rng.range(1, before.min(9))),
        _ => "0".to_owned(),
    }
}

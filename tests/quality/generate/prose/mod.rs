//! The sentences of a report, in many wordings.

pub(super) mod applications;
mod breakdowns;
pub(super) mod counts;
mod front;
mod law2007;
mod lookalikes;
mod overview;
mod problems;
mod sections;

pub(super) use front::{Ends, contact, period};

use super::draft::{Block, Draft, Piece, Role};
use super::figures::Figures;
use super::issuer::Issuer;
use super::rng::Rng;
use super::{Form, Wish};

/// What every sentence may speak of.
pub(super) struct Words<'a> {
    pub(super) issuer: &'a Issuer,
    pub(super) year: u64,
    pub(super) form: Form,
    /// Marks of the second level: （一） or 1., the same throughout.
    pub(super) marks: [&'static str; 5],
}

const MARKS: [[&str; 5]; 3] = [
    ["（一）", "（二）", "（三）", "（四）", "（五）"],
    ["（一）", "（二）", "（三）", "（四）", "（五）"],
    ["1.", "2.", "3.", "4.", "5."],
];

/// Fills the slots of a sentence: {年} {前} {次} {名} {简} {我} {全} {上} {网}.
pub(super) fn fill(sentence: &str, issuer: &Issuer, year: u64) -> String {
    sentence
        .replace("{年}", &year.to_string())
        .replace("{前}", &(year - 1).to_string())
        .replace("{次}", &(year + 1).to_string())
        .replace("{名}", &issuer.name)
        .replace("{简}", &issuer.short)
        .replace("{我}", issuer.we)
        .replace("{全}", issuer.all)
        .replace("{上}", issuer.above)
        .replace("{网}", issuer.site)
}

impl Words<'_> {
    fn fill(&self, sentence: &str) -> String {
        fill(sentence, self.issuer, self.year)
    }

    fn one(&self, rng: &mut Rng, sentences: &[&str]) -> String {
        self.fill(rng.pick(sentences))
    }

    /// Some sentences of a pool, run together.
    fn some(&self, rng: &mut Rng, sentences: &[&str], count: usize) -> String {
        self.fill(&rng.some(sentences, count).concat())
    }
}

/// A report that is right from title to date.
pub(super) fn draft(rng: &mut Rng, form: Form, wish: &Wish) -> Draft {
    let (from, to) = wish.years.unwrap_or(form.years());
    let year = rng.range(from, to);
    let issuer = Issuer::new(rng, year < 2019);
    let figures = Figures::new(rng, form, wish, &issuer);
    let words = Words { issuer: &issuer, year, form, marks: rng.of(&MARKS) };
    let sections = match form {
        Form::Law2007 => law2007::sections(rng, &words, &figures, wish),
        Form::Form2019 | Form::Form2021 => sections::sections(rng, &words, &figures, wish),
    };
    let front = front::front(rng, &words, &sections, wish);
    let back = back(rng, &words, &figures);
    let numbers = (1..=sections.len()).collect();
    let mut draft = Draft { form, year, issuer, figures, front, sections, numbers, back };
    settle_period(rng, &mut draft);
    draft
}

/// Some reports state the period where section one begins.
fn settle_period(rng: &mut Rng, draft: &mut Draft) {
    let stated = !draft.role_mut(Role::Period).is_empty();
    if !stated {
        let pieces = period(rng, draft.year, Ends::Both);
        draft.sections[0].body.insert(0, Block::Paragraph(pieces));
    }
}

/// Signature and annex.
fn back(rng: &mut Rng, words: &Words, figures: &Figures) -> Vec<Block> {
    let mut back = Vec::new();
    if rng.chance(35) {
        let lines =
            vec![Piece::plain(words.issuer.name.as_str()), Piece::plain(signed(rng, words))];
        back.push(Block::Signature(lines));
    }
    if words.form == Form::Law2007 {
        if rng.chance(60) {
            back.push(Block::paragraph(rng.pick(&["附件：", "附件", "附："])));
        }
        back.push(Block::paragraph(words.one(
            rng,
            &[
                "{年}年度政府信息公开情况统计表",
                "政府信息公开情况统计表",
                "政府信息公开情况统计表（{年}年度）",
            ],
        )));
        if rng.chance(25) {
            back.push(Block::paragraph(words.fill("填报单位：{名}")));
        }
        back.push(Block::Table(figures.annex.grid(rng)));
    }
    back
}

/// A date after the year's end and within the term that the law sets.
fn signed(rng: &mut Rng, words: &Words) -> String {
    let year = words.year + 1;
    if words.form == Form::Law2007 || words.issuer.is_government() {
        format!("{year}年{}月{}日", rng.range(1, 3), rng.range(4, 27))
    } else {
        format!("{year}年1月{}日", rng.range(4, 30))
    }
}

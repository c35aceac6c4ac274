//! Sentences on applications, reviews and suits, as the tables have them.

use super::Words;
use super::counts::share;
use crate::generate::figures::{Figures, total};
use crate::generate::rng::Rng;

/// What became of the applications of the year.
pub(super) fn received(rng: &mut Rng, words: &Words, figures: &Figures) -> String {
    let table = &figures.applications;
    let new = total(&table.new);
    if new == 0 {
        return none(rng, words);
    }
    let (before, after) = (total(&table.carried_in), total(&table.carried_out));
    let handled = total(&table.handled());
    let text = match rng.below(6) {
        0 => format!("{{年}}年，{{我}}共收到政府信息公开申请{new}件。"),
        1 => {
            let persons = table.new[0];
            format!(
                "{{年}}年，{{我}}新收政府信息公开申请{new}件，其中自然人申请{persons}件，法人或其他组织申请{}件。",
                new - persons
            )
        }
        2 => {
            let parts = rng.split(new, 3);
            format!(
                "全年收到政府信息公开申请{new}件，其中网络申请{}件、信函申请{}件、当面申请{}件。",
                parts[0], parts[1], parts[2]
            )
        }
        3 => format!(
            "{{年}}年，{{我}}受理政府信息公开申请{new}件，答复{handled}件（含上年度结转申请{before}件，另有{after}件结转下年度继续办理）。"
        ),
        4 => format!(
            "{{年}}年，新收政府信息公开申请{new}件，上年结转{before}件，办结{handled}件，结转下年度继续办理{after}件。"
        ),
        _ => format!("{{年}}年，{{全}}共收到政府信息公开申请{new}件，均依法依规办理。"),
    };
    let mut text = words.fill(&text);
    if rng.chance(35) {
        text.push_str(&answers(rng, figures, handled));
    }
    if after == 0 && rng.chance(30) {
        text.push_str("所有申请均在法定期限内答复。");
    }
    text
}

fn none(rng: &mut Rng, words: &Words) -> String {
    words.one(
        rng,
        &[
            "{年}年，{我}未收到政府信息公开申请。",
            "{年}年，{我}没有收到公民、法人或者其他组织提出的政府信息公开申请。",
            "本年度未收到政府信息公开申请，无上年结转申请。",
            "全年收到政府信息公开申请0件。",
            "{年}年，{简}受理政府信息公开申请0件，无结转。",
        ],
    )
}

/// The six kinds of answer.
fn answers(rng: &mut Rng, figures: &Figures, handled: u64) -> String {
    let shares = handled >= 20 && rng.chance(30);
    let list: Vec<String> = groups(figures)
        .iter()
        .map(|(name, count)| {
            if shares {
                format!("{name}{count}件，占{}%", share(*count, handled))
            } else {
                format!("{name}{count}件")
            }
        })
        .collect();
    let join = if shares { "；" } else { rng.pick(&["，", "、"]) };
    format!("办理结果为：{}。", list.join(join))
}

/// The six groups of results with their sums.
pub(crate) fn groups(figures: &Figures) -> [(&'static str, u64); 6] {
    let rows = &figures.applications.results;
    let sum = |from: usize, to: usize| rows[from..to].iter().map(|row| total(row)).sum();
    [
        ("予以公开", sum(0, 1)),
        ("部分公开", sum(1, 2)),
        ("不予公开", sum(2, 10)),
        ("无法提供", sum(10, 13)),
        ("不予处理", sum(13, 18)),
        ("其他处理", sum(18, rows.len())),
    ]
}

/// Reviews and suits of the year.
pub(super) fn reviews(rng: &mut Rng, words: &Words, figures: &Figures) -> String {
    let [review, direct, after] = figures.reviews.map(|group| total(&group));
    let suits = direct + after;
    if review + suits == 0 {
        return words.one(
            rng,
            &[
                "{年}年，{我}未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
                "全年没有发生政府信息公开行政复议和行政诉讼案件。",
                "{年}年，{我}没有因政府信息公开引发的行政复议、行政诉讼。",
                "本年度因政府信息公开被申请行政复议0件、提起行政诉讼0件。",
            ],
        );
    }
    let text = match rng.below(3) {
        0 => format!(
            "{{年}}年，{{我}}因政府信息公开工作被申请行政复议{review}件，提起行政诉讼{suits}件。"
        ),
        1 => format!("全年发生政府信息公开行政复议{review}件、行政诉讼{suits}件。"),
        _ => format!(
            "{{年}}年，政府信息公开行政复议{review}件；行政诉讼{suits}件，其中未经复议直接起诉{direct}件，复议后起诉{after}件。"
        ),
    };
    words.fill(&text)
}

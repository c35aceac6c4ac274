//! The six sections of the forms of 2019 and 2021.

use super::Words;
use super::{applications, overview, problems};
use crate::generate::draft::{Block, Piece, Section, Topic};
use crate::generate::figures::Figures;
use crate::generate::form;
use crate::generate::rng::Rng;
use crate::generate::{Form, Tables, Wish};

/// The sections, in order.
pub(super) fn sections(
    rng: &mut Rng,
    words: &Words,
    figures: &Figures,
    wish: &Wish,
) -> Vec<Section> {
    let tables = wish.tables.unwrap_or(match words.form {
        Form::Form2021 => Tables::Of2021,
        Form::Form2019 | Form::Law2007 => Tables::Of2019,
    });
    let section = |topic, title: &str, body| Section { topic, title: Piece::plain(title), body };
    vec![
        section(Topic::Overview, "总体情况", overview::overview(rng, words, figures, wish)),
        section(
            Topic::Disclosure,
            rng.pick(&["主动公开政府信息情况", "主动公开政府信息情况", "主动公开政府信息的情况"]),
            vec![Block::Table(form::disclosure(tables, &figures.disclosure, rng))],
        ),
        section(
            Topic::Applications,
            rng.pick(&[
                "收到和处理政府信息公开申请情况",
                "收到和处理政府信息公开申请情况",
                "收到和处理政府信息公开申请的情况",
            ]),
            vec![Block::Table(form::applications(tables, &figures.applications))],
        ),
        section(Topic::Reviews, review_title(rng), reviews(rng, words, figures, wish)),
        section(
            Topic::Problems,
            rng.pick(&[
                "存在的主要问题及改进情况",
                "存在的主要问题及改进情况",
                "政府信息公开工作存在的主要问题及改进情况",
            ]),
            problems::both(rng, words),
        ),
        section(
            Topic::Other,
            "其他需要报告的事项",
            vec![Block::paragraph(other(rng, words, figures))],
        ),
    ]
}

fn review_title(rng: &mut Rng) -> &'static str {
    rng.pick(&[
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
    ])
}

fn reviews(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<Block> {
    let mut body = vec![Block::Table(form::reviews(&figures.reviews))];
    if !wish.plain && rng.chance(20) {
        let text = applications::reviews(rng, words, figures);
        let at = rng.below(2);
        body.insert(at, Block::paragraph(text));
    }
    body
}

fn other(rng: &mut Rng, words: &Words, figures: &Figures) -> String {
    if words.form == Form::Form2019 {
        return words.one(
            rng,
            &[
                "无。",
                "无其他需要报告的事项。",
                "{年}年，{我}没有其他需要报告的事项。",
                "{年}年，{我}办理人大代表建议2件，办理结果已全部公开。",
                "本年度没有需要报告的其他事项。",
            ],
        );
    }
    let (notices, received) = figures.fees;
    if notices > 0 {
        return words.fill(&format!(
            "{{年}}年，{{我}}按照《政府信息公开信息处理费管理办法》的规定，发出收费通知{notices}件，实际收取信息处理费{received}元。"
        ));
    }
    words.one(
        rng,
        &[
            "{年}年，{我}未收取信息处理费。",
            "按照《政府信息公开信息处理费管理办法》的规定，{年}年{我}没有收取信息处理费，无其他需要报告的事项。",
            "本年度未产生信息处理费。无其他需要报告的事项。",
            "{年}年，{我}发出收费通知0件，收取信息处理费0元。",
            "信息处理费收取情况：{年}年未收取信息处理费。",
            "{年}年，{我}没有收取政府信息公开信息处理费。",
        ],
    )
}

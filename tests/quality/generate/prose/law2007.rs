//! The free sections of 2014 to 2018, with the contents that the law of 2007 asks for.

use std::fmt::Write as _;

use super::Words;
use super::{counts, lookalikes, problems};
use crate::generate::Wish;
use crate::generate::annex::{self, Annex};
use crate::generate::draft::{Block, Piece, Role, Section, Topic};
use crate::generate::figures::Figures;
use crate::generate::rng::Rng;

const OVERVIEW: [&str; 8] = [
    "{年}年，{我}认真贯彻落实《中华人民共和国政府信息公开条例》，结合实际扎实推进政府信息公开工作。",
    "{年}年，在{上}的正确领导下，{简}把政府信息公开作为转变作风、服务群众的重要抓手。",
    "一年来，{我}坚持依法、及时、便民的原则，不断完善公开制度。",
    "{我}成立了政府信息公开工作领导小组，由办公室牵头，各科室配合，明确专人负责。",
    "进一步健全信息发布审核、保密审查等制度，规范公开流程。",
    "加强网站和查阅点建设，方便群众获取信息。",
    "组织工作人员参加业务学习，提高公开工作水平。",
    "注重宣传引导，提高群众对政府信息公开的知晓度。",
];
const CONTENTS: [&str; 7] = [
    "公开内容涵盖机构职能、政策文件、规划计划、财政资金等方面。",
    "及时公开惠农资金、低保救助等群众关心的信息。",
    "公开形式以网站为主，辅以公开栏、电子屏、便民手册。",
    "对涉及群众切身利益的事项，做到公开及时、内容真实。",
    "重点公开了行政审批、财政预决算和公共服务信息。",
    "做好政策文件的公开和解读工作。",
    "在档案馆、图书馆设置查阅点，免费提供查阅服务。",
];

/// The sections, in one of two layouts.
pub(super) fn sections(
    rng: &mut Rng,
    words: &Words,
    figures: &Figures,
    wish: &Wish,
) -> Vec<Section> {
    if wish.plain || rng.chance(65) {
        separate(rng, words, figures, wish)
    } else {
        joined(rng, words, figures, wish)
    }
}

fn section(topic: Topic, title: impl Into<String>, body: Vec<Block>) -> Section {
    Section { topic, title: Piece::plain(title), body }
}

/// One section for each content.
fn separate(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<Section> {
    let titles = [
        rng.pick(&["概述", "总体情况", "基本情况", "概述"]),
        rng.pick(&["主动公开政府信息情况", "主动公开政府信息的情况", "政府信息主动公开情况"]),
        rng.pick(&[
            "依申请公开政府信息情况",
            "政府信息依申请公开办理情况",
            "依申请公开政府信息和不予公开政府信息的情况",
        ]),
        rng.pick(&["政府信息公开的收费及减免情况", "收费及减免情况", "政府信息公开收费及减免情况"]),
        rng.pick(&[
            "因政府信息公开申请行政复议、提起行政诉讼的情况",
            "行政复议、提起行政诉讼情况",
            "政府信息公开行政复议、行政诉讼情况",
        ]),
        rng.pick(&[
            "存在的主要问题及改进措施",
            "政府信息公开工作存在的主要问题及改进情况",
            "存在的主要问题和改进措施",
        ]),
    ];
    let mut sections = vec![
        section(Topic::Overview, titles[0], vec![overview(rng, words)]),
        section(Topic::Disclosure, titles[1], disclosure(rng, words, figures, wish)),
        section(
            Topic::Applications,
            titles[2],
            vec![Block::paragraph(applications(rng, words, &figures.annex))],
        ),
        section(Topic::Fees, titles[3], vec![Block::paragraph(fees(rng, words))]),
        section(
            Topic::Reviews,
            titles[4],
            vec![Block::paragraph(reviews(rng, words, &figures.annex))],
        ),
        section(Topic::Problems, titles[5], problems::both(rng, words)),
    ];
    if rng.chance(35) {
        let text =
            words.one(rng, &["无其他需要报告的事项。", "{年}年没有其他需要报告的事项。", "无。"]);
        sections.push(section(Topic::Other, "其他需要报告的事项", vec![Block::paragraph(text)]));
    }
    sections
}

/// Four sections, the second with the contents as its parts.
fn joined(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<Section> {
    let mut body = vec![Block::Heading(Piece::plain(format!("{}主动公开情况", words.marks[0])))];
    body.extend(disclosure(rng, words, figures, wish));
    let parts = [
        ("依申请公开情况", applications(rng, words, &figures.annex)),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", reviews(rng, words, &figures.annex)),
        ("政府信息公开收费及减免情况", fees(rng, words)),
    ];
    for ((heading, text), mark) in parts.into_iter().zip(&words.marks[1..]) {
        body.push(Block::Heading(Piece::plain(format!("{mark}{heading}"))));
        body.push(Block::paragraph(text));
    }
    let plan = rng.pick(&["{次}年工作思路", "改进措施", "{次}年工作打算"]);
    vec![
        section(Topic::Overview, "概述", vec![overview(rng, words)]),
        section(Topic::Joined, "政府信息公开情况", body),
        section(Topic::Problems, "存在的主要问题", vec![Block::paragraph(problems::found(rng))]),
        section(
            Topic::Problems,
            words.fill(plan),
            vec![Block::paragraph(problems::planned(rng, words))],
        ),
    ]
}

fn overview(rng: &mut Rng, words: &Words) -> Block {
    let count = rng.range(2, 4) as usize;
    Block::paragraph(words.some(rng, &OVERVIEW, count))
}

fn disclosure(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<Block> {
    let (annex, count) = (&figures.annex, figures.items);
    let lead = words.one(rng, &["{年}年，{我}", "{年}年度，{简}", "全年", "{年}年，{名}"]);
    let mut text = String::from("。");
    if !wish.plain && rng.chance(40) {
        let (site, posts) = (annex.get(annex::SITE), annex.get(annex::WECHAT));
        let _ =
            write!(text, "通过政府网站公开政府信息{site}条，通过政务微信公开政府信息{posts}条。");
    }
    if rng.chance(25) {
        let (meetings, courses, people) =
            (annex.get(annex::MEETINGS), annex.get(annex::COURSES), annex.get(annex::TRAINED));
        let _ = write!(text, "召开专题会议{meetings}次，举办培训班{courses}次，培训{people}人次。");
    }
    let more = rng.range(1, 3) as usize;
    text.push_str(&words.some(rng, &CONTENTS, more));
    if !wish.plain {
        let sentence = if rng.chance(70) {
            counts::disclosed(rng, words, figures)
        } else {
            counts::told(rng, words)
        };
        text.push_str(&sentence);
    }
    text.push_str(&lookalikes::some(rng, words, figures, wish).concat());
    vec![Block::Paragraph(vec![
        Piece::plain(lead),
        Piece::new(Role::Disclosed, format!("主动公开政府信息{count}条")),
        Piece::plain(text),
    ])]
}

fn applications(rng: &mut Rng, words: &Words, figures: &Annex) -> String {
    let (count, handled, answered) =
        (figures.get(annex::RECEIVED), figures.get(annex::HANDLED), figures.get(annex::ANSWERED));
    if count == 0 {
        return words.one(
            rng,
            &[
                "{年}年，{我}未收到政府信息公开申请。",
                "本年度没有收到依申请公开政府信息的申请。",
                "{年}年度，{我}未收到公民、法人和其他组织的政府信息公开申请，没有不予公开政府信息的情况。",
                "{年}年，{我}受理政府信息公开申请0件。",
            ],
        );
    }
    let text = match rng.below(3) {
        0 => format!("{{年}}年，{{我}}共收到政府信息公开申请{count}件，办结{handled}件。"),
        1 => format!("全年受理政府信息公开申请{count}件，全部按照规定答复。"),
        _ => format!("{{年}}年，收到政府信息公开申请{count}件，答复{answered}件。"),
    };
    words.fill(&text)
}

fn reviews(rng: &mut Rng, words: &Words, figures: &Annex) -> String {
    let (reviews, suits) = (figures.get(annex::REVIEWS), figures.get(annex::SUITS));
    if reviews + suits == 0 {
        return words.one(
            rng,
            &[
                "{年}年，{我}没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
                "本年度未发生与政府信息公开有关的行政复议和行政诉讼。",
                "{年}年度，{我}无因政府信息公开引起的行政复议和行政诉讼案件。",
            ],
        );
    }
    words.fill(&format!(
        "{{年}}年，{{我}}因政府信息公开被申请行政复议{reviews}件，被提起行政诉讼{suits}件。"
    ))
}

fn fees(rng: &mut Rng, words: &Words) -> String {
    words.one(
        rng,
        &[
            "{年}年，{我}未收取任何费用，也没有减免情况。",
            "本年度提供政府信息没有收费。",
            "{年}年度，{我}没有发生政府信息公开收费及减免费用的情况。",
            "{我}依法免费提供政府信息，全年收费为0元。",
        ],
    )
}

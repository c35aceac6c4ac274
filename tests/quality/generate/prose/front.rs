//! Title, preamble, period and contact.

use super::Words;
use crate::generate::draft::{Block, Piece, Role, Section};
use crate::generate::issuer::{Issuer, Kind};
use crate::generate::rng::Rng;
use crate::generate::{Form, Wish};

/// Which ends of the period are stated, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    Both,
    OnlyStart,
    OnlyEnd,
    /// A wrong year, start or end.
    Wrong,
}

/// What stands above the first section.
pub(super) fn front(rng: &mut Rng, words: &Words, sections: &[Section], wish: &Wish) -> Vec<Block> {
    let mut front = vec![Block::Title(title(rng, words.issuer, words.year))];
    if rng.chance(12) {
        front.push(Block::Lines(vec![Piece::plain(page_line(rng, words))]));
    }
    let mut pieces = Vec::new();
    if rng.chance(75) {
        pieces.push(Piece::plain(basis(rng, words)));
    } else {
        pieces.push(Piece::plain(words.one(rng, &OPENINGS)));
    }
    if !wish.plain && rng.chance(30) {
        pieces.push(Piece::plain(parts(rng, sections)));
    }
    if rng.chance(88) {
        pieces.extend(period(rng, words.year, Ends::Both));
    }
    if rng.chance(30) {
        pieces.push(Piece::plain(words.one(rng, &PUBLICATION)));
    }
    let contact = Piece::new(Role::Contact, contact(rng, words.issuer, true));
    if rng.chance(20) {
        front.push(Block::Paragraph(pieces));
        front.push(Block::Paragraph(vec![contact]));
    } else {
        pieces.push(contact);
        front.push(Block::Paragraph(pieces));
    }
    front
}

const OPENINGS: [&str; 4] = [
    "现将{名}{年}年政府信息公开工作情况报告如下。",
    "现公布{名}{年}年度政府信息公开工作年度报告。",
    "按照{上}关于编制政府信息公开工作年度报告的要求，现公布{简}{年}年度报告。",
    "现将{简}{年}年度政府信息公开工作情况向社会公布。",
];
const PUBLICATION: [&str; 4] = [
    "本报告的电子版可在{网}查阅和下载。",
    "本报告通过{网}向社会公布。",
    "社会公众可登录{网}查阅本报告全文。",
    "本报告在{网}政府信息公开专栏全文公布。",
];

/// A title, over one or two lines.
fn title(rng: &mut Rng, issuer: &Issuer, year: u64) -> Vec<Piece> {
    let short = matches!(issuer.kind, Kind::Town | Kind::Street) && rng.chance(15);
    let organ = if short { &issuer.short } else { &issuer.name };
    let lines = match rng.below(8) {
        0 | 1 => vec![format!("{organ}{year}年政府信息公开工作年度报告")],
        2 => vec![format!("{organ}{year}年度政府信息公开工作年度报告")],
        3 => vec![format!("{year}年{organ}政府信息公开工作年度报告")],
        4 => vec![format!("{year}年度{organ}政府信息公开工作年度报告")],
        5 => vec![organ.clone(), format!("{year}年政府信息公开工作年度报告")],
        6 => vec![format!("{organ}{year}年政府信息公开工作"), "年 度 报 告".to_owned()],
        _ => vec![format!("{organ}{year}年"), "政府信息公开工作年度报告".to_owned()],
    };
    lines.into_iter().map(|line| Piece::new(Role::Title, line)).collect()
}

fn page_line(rng: &mut Rng, words: &Words) -> String {
    let year = words.year + 1;
    let day = rng.range(5, 29);
    match rng.below(4) {
        0 => format!("发布时间：{year}-01-{day:02} 10:{:02}", rng.range(0, 59)),
        1 => format!("发布日期：{year}-01-{day:02}  来源：{}", words.issuer.name),
        2 => format!(
            "索引号：XX0555-{:03}/{year}-{:05} | 公开方式：主动公开",
            day,
            rng.range(1, 99_999)
        ),
        _ => format!("时间：{year}年1月{day}日"),
    }
}

fn basis(rng: &mut Rng, words: &Words) -> String {
    match words.form {
        Form::Law2007 => words.one(
            rng,
            &[
                "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）要求编制。",
                "根据《中华人民共和国政府信息公开条例》（国务院令第492号）规定，特向社会公布{简}{年}年度政府信息公开工作年度报告。",
                "依照《中华人民共和国政府信息公开条例》和{上}有关要求，编制本报告。",
                "按照《中华人民共和国政府信息公开条例》的规定，由{名}编制本报告。",
            ],
        ),
        Form::Form2019 => words.one(
            rng,
            &[
                "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）要求编制。",
                "根据新修订的《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条规定，编制本报告。",
                "本报告由{名}按照《中华人民共和国政府信息公开条例》规定编制。",
                "按照《中华人民共和国政府信息公开条例》和{上}关于做好年度报告编制工作的要求，现向社会公布本报告。",
            ],
        ),
        Form::Form2021 => words.one(
            rng,
            &[
                "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制。",
                "根据《中华人民共和国政府信息公开条例》（国令第711号）（以下简称《条例》）规定，{名}编制了本报告。",
                "本报告依据《中华人民共和国政府信息公开条例》第五十条的规定编制。",
                "按照《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号文件要求，现向社会公布本报告。",
                "本报告由{名}编制。",
            ],
        ),
    }
}

/// “由…六部分组成”, as the sections stand.
fn parts(rng: &mut Rng, sections: &[Section]) -> String {
    let titles: Vec<&str> = sections.iter().map(|section| section.title.text.as_str()).collect();
    let joined = titles.join("、");
    let numeral = ["四", "五", "六", "七"][sections.len() - 4];
    match rng.below(3) {
        0 => format!("本报告由{joined}{numeral}部分组成。"),
        1 => format!("全文包括{joined}等{numeral}个部分。"),
        _ => format!("报告内容由{joined}{numeral}个部分组成。"),
    }
}

/// The statement of the period: frame, core, frame.
pub(crate) fn period(rng: &mut Rng, year: u64, ends: Ends) -> Vec<Piece> {
    let lead = rng.pick(&[
        "本报告中所列数据的统计期限",
        "所列数据统计期限",
        "报告中所列数据的统计期限",
        "本年度报告所列统计数据的统计期限",
        "数据统计期限",
    ]);
    let core = match ends {
        Ends::Both => whole(rng, [year; 2], [(1, 1), (12, 31)]),
        Ends::OnlyStart => format!("自{year}年1月1日起"),
        Ends::OnlyEnd => rng
            .pick(&["截至Y年12月31日", "截止到Y年12月31日", "截止Y年12月31日"])
            .replace('Y', &year.to_string()),
        Ends::Wrong => {
            let (years, days) = rng.of(&[
                ([year; 2], [(1, 1), (12, 20)]),
                ([year; 2], [(1, 1), (11, 30)]),
                ([year; 2], [(2, 1), (12, 31)]),
                ([year; 2], [(1, 1), (10, 31)]),
                ([year - 1; 2], [(1, 1), (12, 31)]),
                ([year - 1, year], [(12, 1), (11, 30)]),
            ]);
            whole(rng, years, days)
        }
    };
    let frame = |text: &str| Piece::new(Role::Frame, text);
    vec![frame(lead), Piece::new(Role::Period, core), frame("。")]
}

fn whole(rng: &mut Rng, [from, to]: [u64; 2], [(a, b), (c, d)]: [(u64, u64); 2]) -> String {
    if from == to && rng.chance(35) {
        return match rng.below(4) {
            0 => format!("为{from}年{a}月{b}日至{c}月{d}日"),
            1 => format!("自{from}年{a}月{b}日起至{c}月{d}日止"),
            2 => format!("为{from}年{a}月{b}日—{c}月{d}日"),
            _ => format!("从{from}年{a}月{b}日到{c}月{d}日"),
        };
    }
    match rng.below(7) {
        0 | 1 => format!("自{from}年{a}月{b}日起至{to}年{c}月{d}日止"),
        2 => format!("自{from}年{a}月{b}日起，至{to}年{c}月{d}日止"),
        3 => format!("为{from}年{a}月{b}日至{to}年{c}月{d}日"),
        4 => format!("从{from}年{a}月{b}日起到{to}年{c}月{d}日止"),
        5 => format!("为{from}年{a}月{b}日-{to}年{c}月{d}日"),
        _ => format!("为{from}年{a}月{b}日起至{to}年{c}月{d}日止"),
    }
}

/// How to ask; without `reachable` neither telephone nor mail is given.
pub(crate) fn contact(rng: &mut Rng, issuer: &Issuer, reachable: bool) -> String {
    let street = rng.pick(&["建设路", "人民路", "迎宾大道", "和平街", "文化路", "滨河东路"]);
    let mut fields = vec![format!(
        "{}：{}{street}{}号{}",
        rng.pick(&["地址", "联系地址", "办公地址", "通讯地址"]),
        issuer.seat,
        rng.range(1, 199),
        rng.pick(&["", "", "政务服务中心三楼", "2号楼305室"]),
    )];
    if rng.chance(50) {
        fields.push(format!("{}：5550{:02}", rng.pick(&["邮编", "邮政编码"]), rng.range(1, 99)));
    }
    if reachable {
        if rng.chance(8) {
            fields.clear();
        }
        let number = match rng.below(4) {
            0 => format!("555{:04}", rng.range(0, 9999)),
            1 => format!("0{}-5555{:04}", rng.range(10, 29), rng.range(0, 9999)),
            _ => format!("0{}-555{:04}", rng.range(310, 899), rng.range(0, 9999)),
        };
        fields.push(format!("{}：{number}", rng.pick(&["电话", "联系电话", "咨询电话"])));
        if rng.chance(30) {
            let host = rng.pick(&["example.gov.cn", "example.com", "example.cn"]);
            fields.push(format!(
                "{}：zwgk{}@{host}",
                rng.pick(&["电子邮箱", "邮箱", "电子信箱"]),
                rng.range(1, 99)
            ));
        }
    }
    let list = fields.join(rng.pick(&["；", "，"]));
    let desk = &issuer.desk;
    match rng.below(6) {
        0 | 1 => format!("如对本报告有疑问，请与{desk}联系（{list}）。"),
        2 => format!("如有疑问，请与{desk}联系（{list}）。"),
        3 => format!("公众如对本报告有任何疑问或者建议，请联系{desk}，{list}。"),
        4 => format!("如对报告内容有疑问，请与{desk}联系。{list}。"),
        _ => format!("对本报告如有疑问或意见，请向{desk}反映（{list}）。"),
    }
}

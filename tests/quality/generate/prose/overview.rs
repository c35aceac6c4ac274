//! Section one of the forms of 2019 and 2021.

use std::fmt::Write as _;

use super::Words;
use super::{applications, counts, lookalikes};
use crate::generate::draft::Block;
use crate::generate::figures::Figures;
use crate::generate::rng::Rng;
use crate::generate::{Form, Wish};

const OPENINGS: [&str; 8] = [
    "{年}年，{简}坚持以习近平新时代中国特色社会主义思想为指导，认真落实《中华人民共和国政府信息公开条例》和{上}工作部署，政府信息公开工作水平稳步提高。",
    "{年}年，{我}紧扣群众关切，把公开贯穿决策、执行、管理、服务、结果全过程，各项工作有序开展。",
    "{年}年，{我}对照政务公开年度重点任务细化分工、压实责任，较好完成了各项工作。",
    "{年}年，在{上}的指导下，{简}坚持以公开为常态、不公开为例外，扎实推进政府信息公开。",
    "{年}年，{我}严格执行《中华人民共和国政府信息公开条例》，切实保障公众的知情权、参与权和监督权。",
    "一年来，{我}围绕中心工作，规范公开内容，畅通公开渠道，政府信息公开取得新进展。",
    "{年}年，{我}立足职能，着力提升政府信息公开的标准化、规范化水平。",
    "{年}年，{简}聚焦企业和群众需求，持续深化政府信息公开，助力法治政府建设。",
];
const DISCLOSURE: [&str; 10] = [
    "围绕重点领域，及时公开财政预决算、乡村振兴、社会救助等信息。",
    "对照主动公开基本目录逐项更新，做到应公开尽公开。",
    "重要政策出台后同步发布解读材料，方便群众理解和办事。",
    "坚持线上线下结合，在便民服务大厅设置政府信息查阅点。",
    "及时发布机构职能、领导分工、办事指南等基础信息，方便群众查询。",
    "聚焦稳就业、保民生等工作，加大政策信息的公开力度。",
    "规范行政执法公示，公开执法主体、职责、权限和依据。",
    "对社会关注的热点问题主动发声，通过新闻发布、在线访谈等形式回应关切。",
    "加大政策文件的集中公开力度，方便公众一站查询。",
    "做好重大建设项目和公共资源配置信息公开，主动接受群众监督。",
];
const APPLICATIONS: [&str; 6] = [
    "健全登记、审核、办理、答复、归档全流程制度，确保依法依规办理。",
    "加强与申请人的沟通，准确了解诉求，提高答复的针对性。",
    "疑难申请由法律顾问参与会商，防范法律风险。",
    "畅通当面、信函、网络等申请渠道，安排专人负责接收和登记。",
    "答复文书统一使用规范格式，答复前经合法性审核。",
    "完善依申请公开办理流程，明确各环节办理时限。",
];
const MANAGEMENT: [&str; 8] = [
    "严格执行“先审查、后公开”制度，落实三审三校，严把信息质量关。",
    "建立信息发布台账，定期清理失效和过时内容。",
    "明确公开属性源头认定，公文起草时同步确定是否公开。",
    "做好规范性文件的公开和动态调整，及时标注效力状态。",
    "加强保密审查，确保涉密信息不上网、上网信息不涉密。",
    "健全政府信息制作、获取、保存和处理制度，规范信息全生命周期管理。",
    "组织对历史信息开展排查，修正错链、断链和表述不规范等问题。",
    "落实专人负责信息采集、审核和更新，保证信息准确完整。",
];
const PLATFORM: [&str; 8] = [
    "优化{网}公开专栏设置，调整栏目布局，方便公众查找。",
    "加强政务新媒体管理，做到内容及时更新、留言及时回复。",
    "发挥政务微信公众号便捷优势，推送群众关心的政策和服务信息。",
    "在办事大厅、图书馆设立政府信息公开查阅场所，配备查阅设备。",
    "按照集约化要求做好平台内容保障，定期开展安全检查。",
    "对公开平台开展日常读网巡查，发现问题立即整改。",
    "推进公开专区建设，为群众提供信息查询和申请指引服务。",
    "统一规范公开目录和栏目名称，提升信息的可获取性。",
];
const SUPPORT: [&str; 7] = [
    "调整充实政务公开工作领导小组，明确分管领导和专职人员。",
    "年内组织政府信息公开业务培训，提高工作人员的能力和水平。",
    "按季度开展自查，针对发现的问题督促整改。",
    "将政府信息公开纳入学法内容，增强全员公开意识。",
    "落实工作经费，保障公开工作顺利开展。",
    "建立协调机制，及时研究解决公开工作中的问题。",
    "完善内部监督机制，定期通报工作进展。",
];
/// What 条例50(四) asks governments for.
const ACCOUNTABILITY: [&str; 6] = [
    "将政府信息公开工作纳入年度绩效考核，主动接受社会评议，全年未发生责任追究情形。",
    "工作考核方面，把政府信息公开列入综合考核指标；社会评议方面，通过问卷听取群众意见，满意度较高；责任追究方面，本年度没有需要追究责任的情况。",
    "按照规定开展工作考核和社会评议，结果良好，未出现因政府信息公开被责任追究的情况。",
    "政府信息公开工作考核分值占比不低于4%，社会评议结果为“好”，年内无责任追究事项。",
    "健全考核、社会评议和责任追究制度，年度考核结果已通报，社会评议总体满意，没有发生责任追究事件。",
    "认真落实政府信息公开考核制度，邀请群众代表开展社会评议，评议结果较好，责任追究情况为零。",
];
const SUBJECTS: [[&str; 5]; 3] = [
    [
        "主动公开情况",
        "依申请公开情况",
        "政府信息管理情况",
        "政府信息公开平台建设情况",
        "监督保障情况",
    ],
    ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"],
    [
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "政府信息管理工作情况",
        "平台建设情况",
        "政府信息公开监督保障情况",
    ],
];

/// Subjects that 2019 left free.
const FREE: [&str; 5] =
    ["深化公开内容", "畅通申请渠道", "加强信息管理", "完善公开平台", "健全监督机制"];

/// The blocks of section one.
pub(super) fn overview(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<Block> {
    let mut blocks = Vec::new();
    if rng.chance(85) {
        blocks.push(Block::paragraph(words.one(rng, &OPENINGS)));
    }
    let mut texts = [
        disclosure(rng, words, figures, wish),
        applied(rng, words, figures, wish),
        pool(rng, words, &MANAGEMENT),
        pool(rng, words, &PLATFORM),
        support(rng, words),
    ];
    for text in lookalikes::some(rng, words, figures, wish) {
        let i = rng.of(&[0, 1, 2, 3, 4]);
        texts[i].push_str(&text);
    }
    if rng.chance(50) {
        texts[3].push_str(&counts::told(rng, words));
    }
    if rng.chance(5) && words.form == Form::Form2021 {
        texts[1].push_str(
            "涉及第三方合法权益的书面征求意见，第三方自收到征求意见书之日起15个工作日内提出意见。",
        );
    }
    arrange(rng, words, &texts, &mut blocks);
    blocks
}

fn disclosure(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> String {
    let mut text = counts::disclosed(rng, words, figures);
    let table = &figures.disclosure;
    if words.form == Form::Form2021 && !wish.plain && rng.chance(20) {
        let _ = match table[1][0].as_str() {
            "0" => write!(text, "年内未制发行政规范性文件。"),
            rules => write!(text, "年内制发行政规范性文件{rules}件。"),
        };
    }
    if words.form == Form::Form2021 && !wish.plain && rng.chance(10) {
        let _ = write!(text, "全年作出行政许可{}件、行政处罚{}件。", table[2][0], table[3][0]);
    }
    text.push_str(&pool(rng, words, &DISCLOSURE));
    text
}

fn applied(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> String {
    let mut text = pool(rng, words, &APPLICATIONS);
    if !wish.plain && rng.chance(85) {
        text.insert_str(0, &applications::received(rng, words, figures));
    }
    text
}

fn support(rng: &mut Rng, words: &Words) -> String {
    let mut text = pool(rng, words, &SUPPORT);
    if words.issuer.is_government() || rng.chance(15) {
        text.push_str(&words.one(rng, &ACCOUNTABILITY));
    }
    text
}

fn pool(rng: &mut Rng, words: &Words, sentences: &[&str]) -> String {
    let count = rng.range(1, 3) as usize;
    words.some(rng, sentences, count)
}

/// Sub-headings, run-in headings, or a plain enumeration.
fn arrange(rng: &mut Rng, words: &Words, texts: &[String; 5], blocks: &mut Vec<Block>) {
    let free = words.form == Form::Form2019 && rng.chance(25);
    let subjects = if free { FREE } else { rng.of(&SUBJECTS) };
    let marks = words.marks;
    match rng.below(8) {
        0..=3 => {
            for i in 0..5 {
                blocks.push(Block::paragraph(format!("{}{}。{}", marks[i], subjects[i], texts[i])));
            }
        }
        4..=6 => {
            for i in 0..5 {
                let heading = format!("{}{}", marks[i], subjects[i]);
                blocks.push(Block::Heading(super::Piece::plain(heading)));
                blocks.push(Block::paragraph(texts[i].as_str()));
            }
        }
        _ => {
            let counted = ["一是", "二是", "三是", "四是", "五是"];
            for i in 0..5 {
                let lead = [
                    "做好主动公开",
                    "规范依申请公开",
                    "加强政府信息管理",
                    "推进平台建设",
                    "强化监督保障",
                ];
                blocks.push(Block::paragraph(format!("{}{}。{}", counted[i], lead[i], texts[i])));
            }
        }
    }
}

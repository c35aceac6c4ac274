//! Problems and improvements, section five or its like.

use super::Words;
use crate::generate::draft::{Block, Piece};
use crate::generate::rng::Rng;

const PROBLEMS: [&str; 12] = [
    "公开内容的深度和广度还不够",
    "政策解读形式比较单一，图解、视频等形式运用不多",
    "工作人员多为兼职，业务能力有待提升",
    "部分栏目信息更新不够及时",
    "公众参与渠道还不够丰富",
    "个别科室对政府信息公开工作重视不够",
    "信息公开与业务工作的结合不够紧密",
    "依申请公开办理的规范性还需加强",
    "公开平台的服务功能有待完善",
    "主动回应社会关切的意识还不强",
    "基层公开标准目录的应用还不到位",
    "对群众关心的事项梳理得不够细",
];
const MEASURES: [&str; 12] = [
    "加强业务培训，提升工作人员的专业素养",
    "完善信息审核发布机制，保证内容准确、更新及时",
    "丰富政策解读形式，用群众听得懂的语言说清政策",
    "健全工作制度，明确责任分工，形成工作合力",
    "拓宽公众参与渠道，广泛听取意见建议",
    "加强平台管理，优化栏目设置，提升用户体验",
    "加大监督检查力度，推动各项要求落到实处",
    "深化重点领域信息公开，细化公开事项",
    "规范依申请公开办理流程，提高答复质量",
    "加强与上级主管部门的沟通，学习先进地区的经验",
    "配齐配强工作力量，保持队伍相对稳定",
    "定期开展自查自纠，发现问题及时改进",
];
const COUNTED: [&str; 4] = ["一是", "二是", "三是", "四是"];

/// Problems, then what will be done.
pub(super) fn both(rng: &mut Rng, words: &Words) -> Vec<Block> {
    let (found, plan) = (found(rng), planned(rng, words));
    let [first, second, ..] = words.marks;
    match rng.below(4) {
        0 => vec![
            Block::Heading(Piece::plain(format!("{first}存在的主要问题"))),
            Block::paragraph(found),
            Block::Heading(Piece::plain(format!("{second}改进情况"))),
            Block::paragraph(plan),
        ],
        1 => vec![
            Block::paragraph(format!("{first}存在的主要问题。{found}")),
            Block::paragraph(format!("{second}下一步改进措施。{plan}")),
        ],
        2 => vec![Block::paragraph(found), Block::paragraph(plan)],
        _ => vec![Block::paragraph(format!("{found}{plan}"))],
    }
}

/// The problems alone.
pub(super) fn found(rng: &mut Rng) -> String {
    let lead = rng.pick(&[
        "虽然取得了一定成绩，但与群众期待相比仍有差距，主要表现在：",
        "对照上级要求，工作中还存在一些不足：",
        "当前工作中存在的主要问题有：",
        "工作中仍存在一些薄弱环节，",
    ]);
    list(rng, lead, &PROBLEMS)
}

/// The improvements alone.
pub(super) fn planned(rng: &mut Rng, words: &Words) -> String {
    let lead = words.one(
        rng,
        &[
            "针对以上问题，{我}将采取以下改进措施：",
            "{次}年，{我}将重点做好以下工作：",
            "下一步，{我}将针对存在的问题认真改进，",
            "下一步，{我}将从以下方面加以改进：",
            "{次}年，{我}计划从以下几个方面改进工作：",
        ],
    );
    list(rng, &lead, &MEASURES)
}

fn list(rng: &mut Rng, lead: &str, items: &[&str]) -> String {
    let count = rng.range(2, 4) as usize;
    let items = rng.some(items, count);
    let join = if rng.chance(80) { "；" } else { "。" };
    let items: Vec<String> =
        items.iter().zip(COUNTED).map(|(item, mark)| format!("{mark}{item}")).collect();
    format!("{lead}{}。", items.join(join))
}

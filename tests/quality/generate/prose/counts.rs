//! Sentences that count what was disclosed, all of them adding up.

use super::Words;
use crate::generate::rng::Rng;

const SORTS: [&str; 10] = [
    "机构职能类",
    "政策文件类",
    "工作动态类",
    "财政资金类",
    "人事任免类",
    "规划计划类",
    "通知公告类",
    "民生保障类",
    "应急管理类",
    "重点领域类",
];
const CHANNELS: [&str; 5] =
    ["政务微信公众号", "政务微博", "村（社区）公开栏", "便民服务大厅电子屏", "宣传册"];

/// A sentence on the items of the year.
pub(super) fn disclosed(rng: &mut Rng, words: &Words) -> String {
    let count = rng.of(&[14, 86, 240, 1300, 5200]) + rng.range(1, 60);
    let text = match rng.below(9) {
        0 => by_channel(rng, count),
        1 | 2 => by_sort(rng, count),
        3 => open_list(rng, count),
        4 => with_shares(rng, count),
        5 => with_growth(rng, count),
        6 => total_behind(rng),
        7 => format!("全年公开各类信息{count}余条。"),
        _ => format!("{{年}}年，{{我}}主动公开政府信息{count}条。"),
    };
    words.fill(&text)
}

fn by_channel(rng: &mut Rng, count: u64) -> String {
    let names = rng.some(&CHANNELS, 2);
    let parts = rng.split(count, 3);
    format!(
        "{{年}}年，{{我}}主动公开政府信息{count}条，其中，通过{{网}}公开{}条，通过{}公开{}条，通过{}公开{}条。",
        parts[0], names[0], parts[1], names[1], parts[2]
    )
}

fn by_sort(rng: &mut Rng, count: u64) -> String {
    let size = rng.range(2, 6) as usize;
    let mut names = rng.some(&SORTS, size);
    names.push("其他类");
    let parts = rng.split(count, names.len());
    let item = |(name, part): (&&str, &u64)| format!("{name}信息{part}条");
    let list: Vec<String> = names.iter().zip(&parts).map(item).collect();
    match rng.below(3) {
        0 => format!("{{年}}年，累计主动公开政府信息{count}条，其中：{}。", list.join("、")),
        1 => format!("全年主动公开政府信息{count}条，其中{}。", list.join("，")),
        _ => format!("全年共公开信息{count}条（{}）。", list.join("，")),
    }
}

fn open_list(rng: &mut Rng, count: u64) -> String {
    let names = rng.some(&SORTS, 2);
    let parts = rng.split(count / 2, 2);
    format!(
        "全年发布信息{count}条，主要包括{}信息{}条、{}信息{}条等。",
        names[0], parts[0], names[1], parts[1]
    )
}

fn with_shares(rng: &mut Rng, count: u64) -> String {
    let names = rng.some(&SORTS, 2);
    let parts = rng.split(count, 3);
    let item = |name: &str, part: u64| format!("{name}信息{part}条，占{}%", share(part, count));
    format!(
        "全年公开政府信息{count}条，其中{}；{}；{}。",
        item(names[0], parts[0]),
        item(names[1], parts[1]),
        item("其他类", parts[2])
    )
}

fn with_growth(rng: &mut Rng, count: u64) -> String {
    let more = rng.range(1, count / 3);
    let before = count - more;
    match rng.below(3) {
        0 => format!("{{年}}年公开政府信息{count}条，较上年的{before}条增加{more}条。"),
        1 => format!(
            "{{年}}年公开政府信息{count}条，比{{前}}年的{before}条增长{}%。",
            share(more, before)
        ),
        _ => format!("{{年}}年公开政府信息{count}条，较上年增加{more}条。"),
    }
}

fn total_behind(rng: &mut Rng) -> String {
    let parts = [rng.range(3, 200), rng.range(3, 90), rng.range(3, 40)];
    let names = rng.some(&CHANNELS, 2);
    format!(
        "{{年}}年，通过{{网}}公开信息{}条，通过{}公开{}条，通过{}公开{}条，合计公开信息{}条。",
        parts[0],
        names[0],
        parts[1],
        names[1],
        parts[2],
        parts.iter().sum::<u64>()
    )
}

/// `part` of `whole` in per cent, rounded to one decimal.
pub(super) fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A true sentence that a careless rule takes for a slip.
pub(super) fn lookalike(rng: &mut Rng, words: &Words) -> String {
    let stock = rng.range(2100, 9000);
    let calls = rng.range(40, 900);
    let asked = rng.range(1, calls - 1);
    let text = match rng.below(8) {
        0 => "与{前}年相比，公开信息的数量和质量都有提高。".to_owned(),
        1 => format!(
            "截至{{年}}年12月31日，政务微信公众号历年累计发布信息{stock}条，关注人数{}人。",
            stock * 2 + 17
        ),
        2 => "公开{前}年度部门决算和{年}年度部门预算，接受社会监督。".to_owned(),
        3 => format!(
            "政务服务热线全年接听来电{calls}次，其中咨询{asked}次，占{}%，诉求{}次，占{}%。",
            share(asked, calls),
            calls - asked,
            share(calls - asked, calls)
        ),
        4 => "各类涉农补贴资金逐条逐户公开，群众可随时查询。".to_owned(),
        5 => {
            let (proposals, motions) = (rng.range(1, 9), rng.range(1, 9));
            format!(
                "全年办理人大代表建议{proposals}件、政协提案{motions}件，均已办结并公开办理结果。"
            )
        }
        6 => format!(
            "年内更新公开目录{}类，覆盖“三公”经费、救灾物资等群众关心的事项。",
            rng.range(3, 15)
        ),
        _ => format!("全年受理网民留言{calls}件，按期回复率100%。"),
    };
    words.fill(&text)
}

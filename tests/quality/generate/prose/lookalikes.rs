//! True sentences that a careless rule takes for a slip.

use super::Words;
use super::counts::{decimal, share};
use crate::generate::figures::{Figures, total};
use crate::generate::rng::Rng;
use crate::generate::{Form, Tables, Wish};

/// A few of them, each but once; those that repeat a table only where nothing forbids it.
pub(super) fn some(rng: &mut Rng, words: &Words, figures: &Figures, wish: &Wish) -> Vec<String> {
    let mut texts: Vec<String> = FREE.iter().map(|text| (*text).to_owned()).collect();
    if words.form != Form::Law2007 {
        texts.extend(SINCE_2019.iter().map(|text| (*text).to_owned()));
    }
    texts.push(calls(rng));
    texts.push(orders(rng));
    texts.push(proposals(rng));
    texts.extend(counted(rng));
    rng.shuffle(&mut texts);
    texts.truncate(rng.range(1, 4) as usize);
    if !wish.plain && words.form != Form::Law2007 && rng.chance(50) {
        texts.push(applied(rng, figures, words, wish));
    }
    texts.iter().map(|text| words.fill(text)).collect()
}

const FREE: [&str; 22] = [
    "与{前}年相比，公开信息的数量和质量都有提高。",
    "公开{前}年度部门决算和{年}年度部门预算，接受社会监督。",
    "按时公开{次}年度财政预算草案和{前}年度财政决算。",
    "各类涉农补贴资金逐条逐户公开，群众可随时查询。",
    "《中华人民共和国政府信息公开条例》自2008年5月1日施行以来，{我}坚持以公开为常态。",
    "{次}年，{我}将继续做好政策解读和信息发布工作。",
    "按照《关于做好信息发布工作的通知》（政办发〔{年}〕12号）要求，及时更新公开目录。",
    "{年}年6月12日，{简}举办政务公开开放日活动，48名群众代表参加。",
    "{年}年9月20日至9月25日，集中开展公开栏目自查。",
    "12345热线工单按期办结率、回访满意率均为100%。",
    "通过网站、公众号、公开栏、宣传车四条途径公开信息。",
    "畅通线上线下两条渠道，为群众提供一条龙服务。",
    "公布行政许可事项36项，逐项编制办事指南。",
    "全年未收到政府信息公开方面的投诉举报。",
    "没有发生泄密事件，未收到要求更正信息的意见。",
    "设立24小时自助服务区1处，配备查阅电脑2台。",
    "围绕“十二五”以来的重点任务，做好第三方评估和三级网络建设。",
    "公开“三公”经费、救灾物资等群众关心的事项，涉及3大类15小项。",
    "办公热线号码在网站首页公布，12345热线全年24小时在线。",
    "以公开促落实，拓展“互联网+政务服务”，让群众“只跑一次”。",
    "梳理编制《公开事项目录》，收录一级事项26项、二级事项95项。",
    "在村务公开栏张贴条例宣传单，逐户发放明白卡。",
];
const SINCE_2019: [&str; 6] = [
    "对照《条例》第二十条、第二十一条规定，更新主动公开目录。",
    "根据《条例》第五十条规定的六方面内容，做好数据统计。",
    "属于三类内部事务信息、四类过程性信息的，依法可以不予公开，并向申请人说明理由。",
    "新修订的《中华人民共和国政府信息公开条例》于2019年5月15日施行，{我}持续组织学习。",
    "全部申请均在法定期限内答复。",
    "梳理五大领域、八项重点工作的公开要求，细化到岗到人。",
];

/// Calls of a hot line and their shares.
fn calls(rng: &mut Rng) -> String {
    let calls = rng.range(40, 900);
    let asked = rng.range(1, calls - 1);
    let lead = rng.pick(&["政务服务热线全年接听来电", "12345热线全年接听来电"]);
    format!(
        "{lead}{calls}次，其中咨询{asked}次，占{}%，诉求{}次，占{}%。",
        share(asked, calls),
        calls - asked,
        share(calls - asked, calls)
    )
}

/// Orders of the hot line, with shares cut off behind the last digit.
fn orders(rng: &mut Rng) -> String {
    let orders = rng.range(60, 700);
    let parts = rng.split(orders, 3);
    let cut = |part: u64| decimal(part * 1000 / orders);
    match rng.below(3) {
        0 => format!(
            "办理12345热线工单{orders}件，其中咨询类{}件、求助类{}件、投诉类{}件，按时办结率100%。",
            parts[0], parts[1], parts[2]
        ),
        1 => format!(
            "协助处理12345热线工单{orders}条，涵盖投诉类{}条（占比{}%）与咨询类{}条（占比{}%）。",
            parts[0],
            cut(parts[0]),
            orders - parts[0],
            cut(orders - parts[0])
        ),
        _ => format!("受理12345热线转办事项{orders}件，办结率99.{}%。", rng.range(1, 9)),
    }
}

fn proposals(rng: &mut Rng) -> String {
    let (bills, motions) = (rng.range(2, 9), rng.range(2, 9));
    match rng.below(3) {
        0 => {
            format!("全年办理人大代表建议{bills}件、政协提案{motions}件，均已办结并公开办理结果。")
        }
        1 => format!("承办建议提案{}件，比去年增加1件，全部按期答复。", bills + motions),
        _ => format!(
            "办理建议提案共{}件，其中人大代表建议{bills}件、政协提案{motions}件，已全部办结。",
            bills + motions
        ),
    }
}

/// Counts of other things.
fn counted(rng: &mut Rng) -> [String; 7] {
    let (many, few) = (rng.range(2100, 9000), rng.range(3, 15));
    [
        format!(
            "截至{{年}}年12月31日，政务微信公众号历年累计发布信息{many}条，关注人数{}人。",
            many * 2 + 17
        ),
        format!("年内更新公开目录{few}类，政策解读材料{}篇。", few * 2),
        format!("全年受理网民留言{}件，按期回复率100%。", many / 9),
        format!("召开专题会议{few}次，比上年增加2次，培训{}人次。", few * 14),
        format!("累计接待查阅群众{}余人次，提供咨询近{}人次。", few * 10, few * 10 + 50),
        format!("公开政策性文件{few}件，配套解读{}篇。", few + 1),
        format!("对{few}件拟制发的文件开展合法性审核，提出意见{}条。", few * 3),
    ]
}

/// Sentences on applications that agree with the table.
fn applied(rng: &mut Rng, figures: &Figures, words: &Words, wish: &Wish) -> String {
    let table = &figures.applications;
    let [new, before, after] =
        [&table.new, &table.carried_in, &table.carried_out].map(|row| total(row));
    let (handled, most) = (total(&table.handled()), rng.range(2, 60));
    match rng.below(7) {
        0 if new > 0 => format!(
            "新收和上年结转的政府信息公开申请合计{}件，其中办结{handled}件，结转下年度继续办理{after}件。",
            new + before
        ),
        1 if new > 0 => {
            let parts = rng.split(new, 3);
            format!(
                "收到线上申请{}件，信函申请{}件，当面申请{}件，合计{new}件。",
                parts[0], parts[1], parts[2]
            )
        }
        2 if new > 0 => {
            format!("{{前}}年收到政府信息公开申请{most}件，{{年}}年收到政府信息公开申请{new}件。")
        }
        3 if new > 0 && after == 0 => "政府信息公开申请答复率、按时办结率均为100%。".to_owned(),
        4 => format!("协助{{上}}办理政府信息公开申请{most}件，均按时提出意见。"),
        5 if words.form == Form::Form2021 && wish.tables != Some(Tables::Of2019) => {
            let made = &figures.disclosure[1][0];
            let all = made.parse::<u64>().unwrap_or_default() + most;
            format!("全年制发各类政策性文件{all}件，其中行政规范性文件{made}件。")
        }
        _ => format!("自条例施行以来，历年累计收到政府信息公开申请{}件。", new + before + most),
    }
}

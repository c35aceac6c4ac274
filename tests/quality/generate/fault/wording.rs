//! Faults in what is said: period, contact, title, labels, words, page furniture.

use super::{Deed, mark_front};
use crate::generate::draft::{Block, Draft, Piece, Role};
use crate::generate::grid::{Content, Grid, Kind};
use crate::generate::prose::{self, Ends};
use crate::generate::rng::Rng;

/// A wrong period, one end of it, or none.
pub(super) fn period(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let (ends, rules): (_, &[&str]) = match rng.below(6) {
        0..=2 => (Ends::Wrong, &["wrong-period", "title-year-disagrees", "stale-year"]),
        3 => (Ends::OnlyEnd, &["incomplete-period"]),
        4 => (Ends::OnlyStart, &["incomplete-period"]),
        _ => return without(draft, &[Role::Period, Role::Frame], &["missing-period"]),
    };
    let core = prose::period(rng, draft.year, ends).swap_remove(1);
    let mut pieces = draft.role_mut(Role::Period);
    **pieces.first_mut()? = Piece { bad: true, ..core };
    Some(Deed::of(rules))
}

/// No contact, or one without telephone and mail.
pub(super) fn contact(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let text = match rng.below(4) {
        0 | 1 => return without(draft, &[Role::Contact], &["missing-contact"]),
        2 => prose::contact(rng, &draft.issuer, false),
        _ => format!(
            "如有疑问，请与{}联系（电话：；地址：{}）。",
            draft.issuer.desk, draft.issuer.seat
        ),
    };
    let mut pieces = draft.role_mut(Role::Contact);
    **pieces.first_mut()? = Piece::bad(text);
    Some(Deed::of(&["incomplete-contact"]))
}

/// Takes statements out; the title, the preamble and the first heading may be blamed.
fn without(draft: &mut Draft, gone: &[Role], rules: &'static [&'static str]) -> Option<Deed> {
    let keep = |piece: &Piece| !gone.contains(&piece.role);
    let first = draft.sections.first_mut()?;
    for blocks in [&mut draft.front, &mut first.body] {
        for block in blocks.iter_mut() {
            if let Block::Paragraph(pieces) = block {
                pieces.retain(keep);
            }
        }
        blocks.retain(|block| !matches!(block, Block::Paragraph(pieces) if pieces.is_empty()));
    }
    first.title.bad = true;
    mark_front(draft);
    Some(Deed::of(rules))
}

/// A title that lacks one of its parts, or no title.
pub(super) fn title(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let (organ, year) = (&draft.issuer.name, draft.year);
    let title = match rng.below(7) {
        0 => format!("{organ}{year}年信息公开工作年度报告"),
        1 => format!("{organ}{year}年政府信息公开工作报告"),
        2 => format!("{organ}政府信息公开工作年度报告"),
        3 => format!("{year}年政府信息公开工作年度报告"),
        4 => format!("{organ}{year}年政府信息公开年度报告"),
        5 => format!("{organ}{year}年信息公开年度报告"),
        _ => {
            draft.front.remove(0);
            draft.sections.first_mut()?.title.bad = true;
            mark_front(draft);
            return Some(Deed::of(&["malformed-title"]));
        }
    };
    *draft.front.first_mut()? = Block::Title(vec![Piece::bad(title)]);
    Some(Deed::of(&["malformed-title"]))
}

const LABELS: [(&str, &str); 22] = [
    ("法律行政法规", "法律法规"),
    ("只计这一情形", "只计这一情况"),
    ("内部事务", "内容事务"),
    ("执法案卷", "执法卷宗"),
    ("商业企业", "企业"),
    ("科研机构", "科研单位"),
    ("社会公益组织", "公益组织"),
    ("法律服务机构", "法律机构"),
    ("无正当理由大量", "大量"),
    ("公开出版物", "出版物"),
    ("重新出具已获取", "出具已获取"),
    ("不掌握相关", "未掌握相关"),
    ("补正后申请内容", "补正后内容"),
    ("保护第三方合法权益", "保护第三方权益"),
    ("信访举报投诉", "信访投诉"),
    ("结转下年度继续办理", "结转下年度"),
    ("本年新收政府", "本年收到政府"),
    ("本年制发件数", "本年制定件数"),
    ("现行有效件数", "有效件数"),
    ("本年新公开数量", "新公开数量"),
    ("行政事业性收费", "事业性收费"),
    ("尚未审结", "未审结"),
];

/// A label that lost or changed a word.
pub(super) fn label(draft: &mut Draft, rng: &mut Rng) -> Deed {
    let mut labels: Vec<(&mut Piece, String)> = draft
        .grids_mut()
        .filter(|grid| grid.kind != Kind::Annex)
        .flat_map(Grid::cells_mut)
        .filter(|cell| cell.content == Content::Label)
        .filter_map(|cell| {
            let (from, to) = LABELS.iter().find(|(from, _)| cell.piece.text.contains(from))?;
            let text = cell.piece.text.replace(from, to);
            Some((&mut cell.piece, text))
        })
        .collect();
    let at = rng.below(labels.len());
    let (piece, text) = labels.swap_remove(at);
    *piece = Piece::bad(text);
    Deed::of(&["altered-table-label"])
}

const DOUBLED: [&str; 10] =
    ["政府信息公开", "工作", "群众", "平台", "及时", "进一步", "加强", "的", "完善", "提高"];

/// A word that stands twice.
pub(super) fn duplicated_word(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let mut paragraphs: Vec<&mut Vec<Piece>> = draft
        .sections
        .iter_mut()
        .flat_map(|section| section.body.iter_mut())
        .filter_map(|block| match block {
            Block::Paragraph(pieces) if pieces.len() == 1 => Some(pieces),
            _ => None,
        })
        .filter(|pieces| pieces[0].text.chars().count() > 30)
        .collect();
    for _ in 0..40 {
        let at = rng.below(paragraphs.len());
        let word = rng.pick(&DOUBLED);
        let text = paragraphs[at][0].text.clone();
        let Some((before, after)) = text.split_once(word) else { continue };
        if !may_double(before, word, after) {
            continue;
        }
        *paragraphs[at] =
            vec![Piece::plain(before), Piece::bad(format!("{word}{word}")), Piece::plain(after)];
        return Some(Deed::of(&["duplicated-word"]));
    }
    None
}

/// Not within the name of a law, and not where doubling makes good sense.
fn may_double(before: &str, word: &str, after: &str) -> bool {
    let quoted = before.matches('《').count() > before.matches('》').count();
    let sense = before.ends_with(word) || after.starts_with(word) || after.starts_with('人');
    !quoted && !sense
}

/// What a page hangs below the text.
pub(super) fn page_noise(draft: &mut Draft, rng: &mut Rng) -> Deed {
    let year = draft.year;
    let sets = [
        vec![
            format!("上一篇：柏川镇{year}年政府信息公开工作年度报告"),
            format!("下一篇：县林业局{year}年政府信息公开工作年度报告"),
        ],
        vec!["【打印本页】 【关闭窗口】".to_owned(), "分享到：".to_owned()],
        vec!["扫一扫在手机打开当前页".to_owned()],
        vec![
            "浏览次数：218".to_owned(),
            "上一篇：没有了".to_owned(),
            "下一篇：关于节日期间值班安排的公告".to_owned(),
        ],
        vec![
            "上一篇 : 关于征集意见的公告".to_owned(),
            "网站地图 | 联系我们 | 版权所有".to_owned(),
            "自考报名入口 考研辅导哪家好".to_owned(),
        ],
    ];
    let lines = rng.of(&sets);
    draft.back.push(Block::Lines(lines.into_iter().map(Piece::bad).collect()));
    Deed::of(&["page-noise"])
}

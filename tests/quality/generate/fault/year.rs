//! Years left over from last year's report.

use super::{Deed, mark_front, say};
use crate::generate::draft::{Block, Draft, Piece, Role, Topic};
use crate::generate::prose::fill;
use crate::generate::rng::Rng;

/// A plan for the year that is over.
pub(super) fn plan(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let text = rng.pick(&[
        "{年}年，{我}将进一步加强组织领导，完善工作制度。",
        "下一步，{我}将在{年}年重点抓好政策解读和平台建设。",
        "针对以上问题，{年}年{简}将从强化学习、规范流程等方面加以改进。",
        "{年}年，{我}计划组织两期业务培训，提高工作人员能力。",
        "{年}年下一步工作中，{我}将拓宽公开渠道，方便群众查询。",
        "{前}年，{我}将继续深化重点领域信息公开。",
    ]);
    say(draft, rng, Topic::Problems, text)?;
    Some(Deed::of(&["stale-plan-year"]))
}

/// A title with another year than the text.
pub(super) fn title(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let (from, to) = draft.form.years();
    let near: Vec<u64> = [draft.year - 1, draft.year + 1]
        .into_iter()
        .filter(|year| (from..=to).contains(year))
        .collect();
    let (year, other) = (draft.year.to_string(), rng.of(&near).to_string());
    for piece in draft.role_mut(Role::Title) {
        piece.text = piece.text.replace(&year, &other);
    }
    mark_front(draft);
    draft.mark(Role::Period);
    for block in &mut draft.sections.first_mut()?.body {
        for piece in block.pieces_mut() {
            piece.bad = true;
        }
    }
    Some(Deed::of(&["title-year-disagrees", "stale-year", "wrong-period"]))
}

/// This year's work under last year's number.
pub(super) fn stale(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    if rng.chance(40) {
        let text = rng.pick(&[
            "{前}年，{我}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。",
            "{前}年，在{上}的指导下，{简}政府信息公开工作取得新进展。",
        ]);
        let piece = Piece::bad(fill(text, &draft.issuer, draft.year));
        draft.sections.first_mut()?.body.insert(0, Block::Paragraph(vec![piece]));
    } else {
        let count = rng.range(20, 300);
        let texts = [
            format!("{{前}}年，{{我}}通过{{网}}公开信息{count}条。"),
            format!(
                "{{前}}年，{{简}}共召开政府信息公开工作会议{}次，培训{count}人次。",
                count / 20
            ),
            format!("{{前}}年全年更新公开目录{}次，发布政策解读{count}篇。", count / 20),
        ];
        let text = rng.of(&texts);
        say(draft, rng, Topic::Disclosure, &text)?;
    }
    Some(Deed::of(&["stale-year", "title-year-disagrees"]))
}

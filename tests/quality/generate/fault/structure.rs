//! Faults in what is there: sections, tables, the form as a whole.

use super::{Deed, mark_front};
use crate::generate::Form;
use crate::generate::draft::{Block, Draft, Piece, Role, Topic};
use crate::generate::grid::{Content, Kind};
use crate::generate::rng::Rng;

/// A section removed, emptied, or with other words in its title.
pub(super) fn section(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    match (draft.form, rng.below(3)) {
        (_, 0) => removed(draft, rng),
        (Form::Law2007, _) | (_, 1) => Some(emptied(draft, rng)),
        _ => retitled(draft, rng),
    }
}

fn removed(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let topics: &[Topic] = match draft.form {
        Form::Law2007 => &[Topic::Fees, Topic::Reviews, Topic::Problems],
        _ => &[
            Topic::Overview,
            Topic::Disclosure,
            Topic::Applications,
            Topic::Reviews,
            Topic::Problems,
            Topic::Other,
        ],
    };
    let topic = rng.of(topics);
    let index = draft.section_index(topic)?;
    let stated = |block: &mut Block| block.pieces_mut().iter().any(|p| p.role == Role::Period);
    if draft.sections[index].body.iter_mut().any(stated) {
        return None;
    }
    draft.sections.remove(index);
    if rng.chance(50) {
        draft.numbers.pop();
    } else {
        draft.numbers.remove(index);
    }
    let neighbours = draft.sections.iter_mut().take(index + 1).skip(index.saturating_sub(1));
    for section in neighbours {
        section.title.bad = true;
    }
    mark_front(draft);
    Some(Deed::of(match (draft.form, topic) {
        (Form::Form2021, Topic::Other) => &["missing-section", "missing-processing-fee"],
        _ => &["missing-section"],
    }))
}

fn emptied(draft: &mut Draft, rng: &mut Rng) -> Deed {
    let index = rng.below(draft.sections.len());
    let section = &mut draft.sections[index];
    // The period may stand there; without it there would be two faults.
    let period = |block: &Block| matches!(block, Block::Paragraph(pieces) if pieces.iter().any(|p| p.role == Role::Period));
    let kept = section.body.iter().find(|block| period(block)).cloned();
    section.body.clear();
    section.title.bad = true;
    let topic = section.topic;
    if let Some(block) = kept {
        let at = draft.front.len();
        draft.front.insert(at, block);
    }
    Deed::of(match topic {
        Topic::Disclosure | Topic::Applications | Topic::Reviews => {
            &["empty-section", "missing-table", "missing-section"]
        }
        Topic::Problems => &["empty-section", "hollow-problems-section"],
        Topic::Other => &["empty-section", "missing-processing-fee"],
        _ => &["empty-section"],
    })
}

fn retitled(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let titles: [(Topic, &[&str]); 6] = [
        (Topic::Overview, &["总体状况", "工作总体情况概要"]),
        (Topic::Disclosure, &["主动公开信息情况", "主动公布政府信息情况"]),
        (Topic::Applications, &["收到和处理信息公开申请情况", "收到和办理政府信息公开申请情况"]),
        (Topic::Reviews, &["政府信息公开行政复议、诉讼情况", "政务信息公开行政复议、行政诉讼情况"]),
        (Topic::Problems, &["存在问题及改进情况", "存在的主要问题及整改情况"]),
        (Topic::Other, &["其他报告的事项", "其他需要说明的事项"]),
    ];
    let (topic, titles) = rng.of(&titles);
    let index = draft.section_index(topic)?;
    draft.sections[index].title = Piece::bad(rng.pick(titles));
    Some(Deed::of(&["altered-section-title"]))
}

/// One of the three tables removed.
pub(super) fn table(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let topic = rng.of(&[Topic::Disclosure, Topic::Applications, Topic::Reviews]);
    let index = draft.section_index(topic)?;
    let section = &mut draft.sections[index];
    section.body.retain(|block| !matches!(block, Block::Table(_)));
    section.title.bad = true;
    if section.body.is_empty() && rng.chance(60) {
        let text = rng.pick(&[
            "本年度相关数据已按规定统计。",
            "有关情况已按要求填报，工作总体平稳。",
            "各项数据均经核对后公布。",
        ]);
        section.body.push(Block::Paragraph(vec![Piece::bad(text)]));
    }
    draft.mark(Role::Title);
    Some(Deed::of(&["missing-table", "empty-section"]))
}

/// The form of another year: the draft was written so, here its marks are found.
pub(super) fn wrong_form(draft: &mut Draft) -> Deed {
    draft.mark(Role::Title);
    let old = draft.form == Form::Law2007;
    for section in &mut draft.sections {
        let told = old || matches!(section.topic, Topic::Disclosure | Topic::Applications);
        section.title.bad |= told;
    }
    for block in &mut draft.back {
        if let Block::Paragraph(pieces) = block {
            for piece in pieces {
                piece.bad = true;
            }
        }
    }
    for grid in draft.grids_mut().filter(|grid| grid.kind != Kind::Reviews) {
        for cell in grid.cells_mut() {
            cell.piece.bad |= !matches!(cell.content, Content::Value(..));
        }
    }
    Deed::of(&["wrong-form-for-year", "mixed-form-tables"])
}

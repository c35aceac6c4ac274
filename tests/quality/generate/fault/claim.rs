//! Sentences that say something else than the tables.

use super::{Deed, say};
use crate::generate::Form;
use crate::generate::draft::{Block, Draft, Piece, Topic};
use crate::generate::figures::total;
use crate::generate::prose::applications::groups;
use crate::generate::prose::fill;
use crate::generate::rng::Rng;

const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The number of applications.
pub(super) fn applications(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let table = &draft.figures.applications;
    let [new, before, after, handled] =
        [&table.new, &table.carried_in, &table.carried_out, &table.handled()].map(|row| total(row));
    let wrong = unlike(rng, new, &[0, new, new + before, handled, handled + after]);
    let texts = [
        format!("{{年}}年，{{我}}共收到政府信息公开申请{wrong}件。"),
        format!("全年受理政府信息公开申请{wrong}件，均按规定办理。"),
        format!("{{年}}年，{{简}}新收政府信息公开申请{wrong}件。"),
        format!("本年度接收公民、法人和其他组织提出的政府信息公开申请{wrong}件。"),
        format!("{{年}}年，{{我}}共收到信息公开申请{wrong}份。"),
        format!("全年收到{wrong}件政府信息公开申请，均已登记。"),
        format!("{{年}}年，{{我}}收到依申请公开政府信息申请{wrong}宗。"),
    ];
    let text = match NUMERALS.get(wrong as usize - 1) {
        Some(numeral) if rng.chance(30) => {
            format!("{{年}}年，{{我}}共收到政府信息公开申请{numeral}件。")
        }
        _ => rng.of(&texts),
    };
    say(draft, rng, Topic::Applications, &text)?;
    Some(Deed::of(&["application-count-disagrees"]))
}

/// “未收到” beside a table that has some.
pub(super) fn denial(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let text = rng.pick(&[
        "{年}年，{我}未收到政府信息公开申请。",
        "{年}年，{我}没有收到公民、法人或者其他组织提出的政府信息公开申请。",
        "全年未收到依申请公开政府信息的申请。",
        "本年度未收到政府信息公开申请，无上年结转申请。",
        "{年}年度，{简}没有收到政府信息公开申请。",
        "全年没有收到依申请公开政府信息的情况。",
    ]);
    if draft.form == Form::Law2007 {
        let piece = Piece::bad(fill(text, &draft.issuer, draft.year));
        let index = draft.section_index(Topic::Applications)?;
        draft.sections[index].body = vec![Block::Paragraph(vec![piece])];
    } else {
        say(draft, rng, Topic::Applications, text)?;
    }
    Some(Deed::of(&["contradicted-denial"]))
}

/// The number of reviews or of suits.
pub(super) fn reviews(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let [review, direct, after] = draft.figures.reviews.map(|group| total(&group));
    let mut counts = [review, direct + after];
    if rng.chance(50) {
        counts[0] = unlike(rng, review, &[review]);
    } else {
        counts[1] = unlike(rng, direct + after, &[direct, after, direct + after]);
    }
    let [reviews, suits] = counts;
    let text = match rng.below(4) {
        0 => format!(
            "{{年}}年，{{我}}因政府信息公开工作被申请行政复议{reviews}件，提起行政诉讼{suits}件。"
        ),
        1 => format!("全年发生政府信息公开行政复议{reviews}件、行政诉讼{suits}件。"),
        2 => format!("{{年}}年，政府信息公开类行政复议案件{reviews}件，行政诉讼案件{suits}件。"),
        _ => format!(
            "{{年}}年，{{我}}共发生涉及政府信息公开的行政复议{reviews}起，行政诉讼{suits}起。"
        ),
    };
    let topic = rng.of(&[Topic::Reviews, Topic::Applications]);
    say(draft, rng, topic, &text)?;
    Some(Deed::of(&["review-count-disagrees"]))
}

/// What became of the applications.
pub(super) fn results(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let table = &draft.figures.applications;
    let [new, before, after, handled] =
        [&table.new, &table.carried_in, &table.carried_out, &table.handled()].map(|row| total(row));
    let mut groups = groups(&draft.figures);
    let at = rng.below(5);
    groups[at].1 = unlike(rng, groups[at].1, &[groups[at].1]);
    let list = |join: &str| {
        let items: Vec<String> =
            groups.iter().map(|(name, count)| format!("{name}{count}件")).collect();
        items.join(join)
    };
    let text = match rng.below(5) {
        0 => format!("办理结果为：{}。", list("，")),
        1 => format!("从办理结果看，{}。", list("、")),
        2 => format!("在已答复的政府信息公开申请中，{}{}件。", groups[at].0, groups[at].1),
        3 => {
            let wrong = unlike(rng, handled, &[0, new, handled, new + before]);
            format!("全年答复政府信息公开申请{wrong}件。")
        }
        _ => {
            let wrong = unlike(rng, after, &[after, before]);
            format!("{{年}}年收到政府信息公开申请{new}件，结转下年度继续办理{wrong}件。")
        }
    };
    say(draft, rng, Topic::Applications, &text)?;
    Some(Deed::of(&["result-count-disagrees"]))
}

/// The number of normative documents.
pub(super) fn documents(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let row = numbers(&draft.figures.disclosure[1]);
    let new_form = draft.form == Form::Form2021;
    let column = rng.below(if new_form { 3 } else { 2 });
    let wrong = unlike(rng, row[column], &row);
    let text = match (new_form, column) {
        (true, 0) => format!("年内制发行政规范性文件{wrong}件。"),
        (true, 1) => format!("全年废止行政规范性文件{wrong}件。"),
        (true, _) => format!("截至年底，现行有效的行政规范性文件{wrong}件。"),
        (false, 0) => format!("{{年}}年，{{我}}制发规范性文件{wrong}件。"),
        (false, _) => format!("全年主动公开规范性文件{wrong}件。"),
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(&["document-count-disagrees"]))
}

/// Permits and penalties.
pub(super) fn decisions(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let table = &draft.figures.disclosure;
    let [permits, penalties] = match draft.form {
        Form::Form2021 => [2, 3],
        _ => [2, 4],
    }
    .map(|row: usize| numbers(&table[row]));
    let (mut permit, mut penalty) = (*permits.last()?, *penalties.last()?);
    if rng.chance(50) {
        permit = unlike(rng, permit, &permits);
    } else {
        penalty = unlike(rng, penalty, &penalties);
    }
    let text = match rng.below(3) {
        0 => format!("全年作出行政许可{permit}件、行政处罚{penalty}件。"),
        1 => format!("{{年}}年，{{我}}作出行政许可决定{permit}件，行政处罚决定{penalty}件。"),
        _ => format!("全年共作出行政许可{permit}件，作出行政处罚{penalty}件。"),
    };
    say(draft, rng, Topic::Disclosure, &text)?;
    Some(Deed::of(&["permit-count-disagrees"]))
}

/// All done, or all upheld, which the tables deny.
pub(super) fn outcome(draft: &mut Draft, rng: &mut Rng) -> Option<Deed> {
    let table = &draft.figures.applications;
    let (new, left) = (total(&table.new), total(&table.carried_out));
    let corrected = draft.figures.reviews.iter().map(|group| group[1]).sum::<u64>();
    let mut texts = Vec::new();
    if left > 0 {
        texts.extend([
            format!("{{年}}年，{{我}}收到政府信息公开申请{new}件，均已办结。"),
            "所有政府信息公开申请已全部办结。".to_owned(),
            "全年政府信息公开申请办结率100%。".to_owned(),
        ]);
    }
    if corrected > 0 {
        texts.extend([
            "因政府信息公开引发的行政复议、行政诉讼均获维持。".to_owned(),
            "政府信息公开行政复议和行政诉讼无纠错案件。".to_owned(),
        ]);
    }
    if texts.is_empty() {
        return None;
    }
    let text = rng.of(&texts);
    say(draft, rng, Topic::Applications, &text)?;
    Some(Deed::of(&["outcome-contradicted"]))
}

/// The figures of a row that are plain numbers.
fn numbers(row: &[String]) -> Vec<u64> {
    row.iter().filter_map(|text| text.parse().ok()).collect()
}

/// Another number close by that is none of these.
fn unlike(rng: &mut Rng, value: u64, taken: &[u64]) -> u64 {
    loop {
        let by = rng.range(1, 9);
        let other = if rng.chance(40) && value >= by { value - by } else { value + by };
        if !taken.contains(&other) {
            return other;
        }
    }
}

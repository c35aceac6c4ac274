//! The report's own title: one line, two lines, or letter by letter.

use super::{
    ending::is_metadata,
    profile::{first_year, organ_in_title},
};
use crate::source::Place;

/// The title of a report.
#[derive(Clone, Debug)]
pub struct Title {
    /// All of it; over several blocks where it is broken.
    pub place: Place,
    /// Folded, lines joined.
    pub text: String,
    /// How many blocks it spans.
    pub blocks: usize,
}

/// The longest title, in characters.
const LONGEST: usize = 60;

/// Finds the title among the blocks before the first heading; texts are folded.
///
/// A line that ends in 年度报告 or the like ends it; short lines before it without punctuation belong to it.
pub fn find(lines: &[(Place, &str)]) -> Option<(usize, Title)> {
    let mut from = 0;
    for end in 0..lines.len() {
        let (_, text) = lines[end];
        if !is_part(text) {
            from = end + 1;
            continue;
        }
        for first in (from.max(end.saturating_sub(3))..=end).rev() {
            let joined: String =
                lines[first..=end].iter().map(|(_, text)| text.replace(' ', "")).collect();
            if !is_title(&joined) {
                continue;
            }
            let first = with_organ(lines, from, first, &joined);
            let text = lines[first..=end].iter().map(|(_, text)| text.replace(' ', "")).collect();
            let place = lines[first].0.join(lines[end].0);
            return Some((first, Title { place, text, blocks: end + 1 - first }));
        }
    }
    None
}

/// Takes the line above along where year or organ stand there: “某镇人民政府2019年 / 政府信息公开工作年度报告”.
fn with_organ(lines: &[(Place, &str)], from: usize, first: usize, joined: &str) -> usize {
    let whole = first_year(joined).is_some() && organ_in_title(joined).chars().count() >= 2;
    let above = first.checked_sub(1).filter(|&above| above >= from && !whole);
    let belongs = |text: &str| {
        let length = text.chars().count();
        let digits = text.contains(|char: char| char.is_ascii_digit());
        (3..=30).contains(&length) && (!digits || text.contains('年')) && !is_metadata(text)
    };
    above.filter(|&above| belongs(lines[above].1)).unwrap_or(first)
}

/// Whether folded text reads as the title of such a report.
pub fn is_title(text: &str) -> bool {
    let text =
        text.trim_end_matches(['。', '）']).trim_end_matches("（图片版").trim_end_matches("（草案");
    let ends = text.ends_with("报告") || text.ends_with("年报") || text.ends_with("年度报告书");
    let about = text.contains("信息公开") || text.contains("政务公开");
    let yearly = text.contains("年度")
        || text.contains("年报")
        || text.contains("工作报告")
        || has_year(text);
    let quoted = text.contains(['》', '《']);
    ends && about && yearly && !quoted && text.chars().count() <= LONGEST && !is_instruction(text)
}

/// Titles of other papers about the reports.
fn is_instruction(text: &str) -> bool {
    ["关于", "通知", "编制", "填报", "一览", "汇总表", "评估", "第三方", "自查", "整改", "考核"]
        .iter()
        .any(|word| text.contains(word))
}

fn has_year(text: &str) -> bool {
    text.contains('年')
}

fn is_part(text: &str) -> bool {
    let length = text.chars().count();
    length <= LONGEST && !text.contains(['。', '；', '：', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_other_papers() {
        let cases = [
            ("某镇2023年政府信息公开工作年度报告", true),
            ("2019年信息公开工作年度报告", true),
            ("关于做好2019年度政府信息公开年度报告编制工作的通知", false),
            ("某区2011年政府信息公开年报", true),
            ("政府工作报告", false),
            ("2024年政务公开工作要点", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_title(text), expected, "{text}");
        }
    }
}

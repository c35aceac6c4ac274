//! The report's own title: one line, two lines, or letter by letter.

use super::{
    ending::is_metadata,
    profile::{first_year, kind, organ_in_title},
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
/// A line that ends in 年度报告 or the like is one; short lines around it belong to it as long as year or organ are
/// wanting. Of several the first that lacks nothing is the title: a column of a web page may be called like a report.
pub fn find(lines: &[(Place, &str)]) -> Option<(usize, Title)> {
    let mut first: Option<(usize, Title)> = None;
    let mut from = 0;
    for end in 0..lines.len() {
        if !is_part(lines[end].1) {
            from = end + 1;
            continue;
        }
        let starts = (from.max(end.saturating_sub(3))..=end).rev();
        let Some(start) = starts.into_iter().find(|&start| is_title(&joined(lines, start, end)))
        else {
            continue;
        };
        let (start, last) = extended(lines, from, start, end);
        let text = joined(lines, start, last);
        let place = lines[start].0.join(lines[last].0);
        let whole = is_whole(&text);
        let found = (start, Title { place, text, blocks: last + 1 - start });
        if whole {
            return Some(found);
        }
        first.get_or_insert(found);
    }
    first
}

fn joined(lines: &[(Place, &str)], start: usize, end: usize) -> String {
    lines[start..=end].iter().map(|(_, text)| text.replace(' ', "")).collect()
}

/// Whether year and organ are both there.
fn is_whole(title: &str) -> bool {
    first_year(title).is_some() && organ_in_title(title).chars().count() >= 2
}

/// Takes along the lines above and below where year or organ stand: “某镇人民政府2019年 / 政府信息公开工作年度报告 / （2019年）”.
fn extended(lines: &[(Place, &str)], from: usize, start: usize, end: usize) -> (usize, usize) {
    let (mut start, mut end) = (start, end);
    while start > from
        && end - start < 3
        && !is_whole(&joined(lines, start, end))
        && belongs_above(lines[start - 1].1)
    {
        start -= 1;
    }
    while end + 1 < lines.len()
        && end - start < 3
        && !is_whole(&joined(lines, start, end))
        && belongs_below(lines[end + 1].1)
    {
        end += 1;
    }
    (start, end)
}

fn belongs_above(text: &str) -> bool {
    let length = text.chars().count();
    let digits = text.contains(|char: char| char.is_ascii_digit());
    (3..=30).contains(&length)
        && (!digits || text.contains('年'))
        && is_part(text)
        && !is_metadata(text)
        && !is_title(text)
}

fn belongs_below(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '-', ' ']);
    let year = bare.chars().count() <= 8 && first_year(bare).is_some();
    let organ =
        bare.chars().count() <= 30 && kind(bare).is_some() && is_part(bare) && !bare.contains('，');
    year || organ
}

/// Whether folded text reads as the title of such a report, whatever a page put before and behind it.
pub fn is_title(text: &str) -> bool {
    let text = bare(text);
    let ends = || ["报告", "年报", "年度报告书"].iter().any(|word| text.ends_with(word));
    let about = || text.contains("信息公开") || text.contains("政务公开");
    let yearly = || text.contains('年') || text.contains("工作报告");
    let quoted = || text.contains(['》', '《']);
    text.len() <= 4 * LONGEST
        && ends()
        && about()
        && yearly()
        && !quoted()
        && text.chars().count() <= LONGEST
        && !is_instruction(text)
}

/// A title without what a page or a clerk put round it: 《》, a bracket or date behind, a file's ending, “标题：”.
fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    for prefix in ["标题：", "题目：", "名称："] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    loop {
        let mut shorter = rest.trim_end_matches(|char: char| {
            char.is_ascii_digit() || matches!(char, '-' | '.' | '/' | ' ' | '。' | '*')
        });
        for ending in [".docx", ".doc", ".pdf", ".wps", ".txt", "docx", "doc", "pdf"] {
            shorter = shorter.strip_suffix(ending).unwrap_or(shorter);
        }
        for (open, close) in [('（', '）'), ('[', ']'), ('【', '】')] {
            let inside = shorter.strip_suffix(close).and_then(|inside| inside.rfind(open));
            shorter = inside.map_or(shorter, |at| &shorter[..at]);
        }
        if let Some(quoted) =
            shorter.strip_prefix('《').and_then(|inside| inside.strip_suffix('》'))
        {
            shorter = quoted;
        }
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// Titles of other papers about the reports.
fn is_instruction(text: &str) -> bool {
    [
        "关于做好",
        "通知",
        "编制",
        "填报",
        "一览",
        "汇总表",
        "评估",
        "第三方",
        "自查",
        "整改",
        "考核",
        "关于报送",
        "关于印发",
        "关于开展",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn is_part(text: &str) -> bool {
    let length = text.chars().count();
    length <= LONGEST && !bare(text).contains(['。', '；', '：', '|'])
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
            ("某县水利局政府信息公开工作年度报告（2022年度）", true),
            ("某县水利局关于2022年政府信息公开工作的年度报告", true),
            ("《2022年某县水利局政府信息公开工作年度报告》", true),
            ("标题：2022年某县水利局政府信息公开工作年度报告", true),
        ];
        for (text, expected) in cases {
            assert_eq!(is_title(text), expected, "{text}");
        }
    }
}

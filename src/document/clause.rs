//! The clauses that figures stand in: where they begin, what they list; see [`super::paragraph`].

/// How far words and marks are looked for from a figure, in bytes: no clause or end of a sentence is longer.
const FAR: usize = 2_400;

/// Units that count what is not published: their figures are no parts.
pub(super) fn is_person_or_place(unit: &str) -> bool {
    matches!(unit, "人" | "名" | "个" | "家" | "处" | "元" | "万元" | "亿元" | "场" | "项")
        && !matches!(unit, "场" | "项" | "个")
}

/// Where the clause that holds a byte begins: behind the last mark or conjunction between items.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let far = (at.saturating_sub(FAR)..at).find(|&far| text.is_char_boundary(far)).unwrap_or(at);
    let mark = before[far..]
        .rfind(['，', '；', '。', '：', '、', '（', '）', '！', '？'])
        .map(|mark| far + mark)
        .map_or(far, |mark| mark + before[mark..].chars().next().map_or(0, char::len_utf8));
    last(&before[mark..], &["其中"]).map_or(mark, |word| mark + word + "其中".len())
}

/// Where one of the words stands last.
pub(super) fn last(text: &str, words: &[&str]) -> Option<usize> {
    let last = |word: &&str| {
        let mut found = text.rmatch_indices(word.chars().next()?);
        found.find_map(|(at, _)| text[at..].starts_with(*word).then_some(at))
    };
    words.iter().filter_map(last).max()
}

/// As much of a text as words and marks are looked for in.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=FAR.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// Whether a clause of a list has no figure and is no share, so that a part's number is not known.
pub(super) fn has_unnumbered_part(list: &str) -> bool {
    let clauses = list
        .split(['，', '；', '。'])
        .map(|clause| clause.trim_start_matches("其中").trim_start_matches('：'));
    clauses.skip(1).any(|clause| {
        let figure = clause.contains(|char: char| char.is_ascii_digit()) || clause.contains('零');
        !figure
            && clause.chars().count() > 3
            && !clause.starts_with("占")
            && !clause.starts_with("通过")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_begin_behind_a_mark_and_not_too_far_off() {
        let text = "全年公开12条，其中网站3条";
        assert_eq!(&text[clause_start(text, text.find('3').unwrap())..], "网站3条");
        let long = "公开".repeat(FAR);
        assert!(long.len() - clause_start(&long, long.len()) <= FAR);
        assert_eq!(beginning(&long).len(), FAR);
        assert_eq!(beginning(text), text);
    }
}

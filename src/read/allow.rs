//! Marks in a report that silence rules: `<!-- nianbao-allow rule: reason -->`, or a line `nianbao-allow rule: reason`.

use memchr::memmem;

use super::{line::Line, lines::Marks};
use crate::source::Span;

/// The word that makes a comment or a line a mark.
const WORD: &str = "nianbao-allow";

/// A mark, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The whole comment, or the line without blanks around it.
    pub span: Span,
    /// The names of rules.
    pub rules: Vec<Span>,
    /// Why they are silenced; empty where it is missing.
    pub reason: Span,
}

/// The marks of a text in reading order, in either way of writing and in every format.
pub fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut behind = 0;
    let mut closed = true;
    for at in memmem::find_iter(text.as_bytes(), WORD) {
        let after = at + WORD.len();
        let longer = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
        if at < behind || text[after..].starts_with(longer) {
            continue;
        }
        let found = match text[behind..at].trim_end().strip_suffix("<!--") {
            // Where one comment has no end, those behind it have none either.
            Some(before) if closed => {
                let end = text[after..].find("-->").map(|end| after + end);
                closed = end.is_some();
                end.map(|end| (behind + before.len(), end, end + "-->".len()))
            }
            Some(_) => None,
            None => line(text, behind, at).map(|end| (at, end, end)),
        };
        if let Some((start, inner, end)) = found {
            marks.push(parse(text, Span::new(start, end), Span::new(after, inner)));
            behind = end;
        }
    }
    marks
}

/// Takes the lines out that are marks.
pub(super) fn take_out(marks: &[Mark], text: &str, lines: &mut Vec<Line>) {
    if !marks.is_empty() {
        lines.retain(|line| {
            let words = trimmed(text, line.span.start as usize, line.span.end as usize);
            let at = marks.partition_point(|mark| mark.span.end < words.end);
            marks.get(at).is_none_or(|mark| !mark.span.contains(words))
        });
    }
}

/// Hides the marks, those within lines too, and puts what is hidden in order without overlap.
pub(super) fn hide(text: &str, known: &mut Marks) {
    known.allows = marks(text);
    let hidden = &mut known.hidden;
    hidden.extend(known.allows.iter().map(|mark| mark.span));
    hidden.sort_unstable();
    hidden.dedup_by(|next, before| {
        let overlaps = next.start < before.end;
        if overlaps {
            before.end = before.end.max(next.end);
        }
        overlaps
    });
}

/// Where the line ends that begins with the word at a place; `None` where something stands before it.
fn line(text: &str, behind: usize, at: usize) -> Option<usize> {
    let blank = |char: char| char.is_whitespace() && char != '\n';
    let before = text[behind..at].trim_end_matches(blank);
    let alone = before.ends_with('\n') || before.is_empty() && behind == 0;
    let end = || text[at..].find('\n').map_or(text.len(), |end| at + end);
    alone.then(|| at + text[at..end()].trim_end().len())
}

fn parse(text: &str, span: Span, body: Span) -> Mark {
    let (start, end) = (body.start as usize, body.end as usize);
    let colon = text[body.range()].char_indices().find(|(_, char)| matches!(char, ':' | '：'));
    let (names, reason) = match colon {
        Some((at, char)) => (start + at, start + at + char.len_utf8()),
        None => (end, end),
    };
    Mark { span, rules: split(text, start, names), reason: trimmed(text, reason, end) }
}

/// The names between commas or blanks.
fn split(text: &str, start: usize, end: usize) -> Vec<Span> {
    let mut names = Vec::new();
    let mut from = start;
    let between = |char: char| matches!(char, ',' | '，' | '、') || char.is_whitespace();
    for part in text[start..end].split_inclusive(between) {
        let name = part.trim_end_matches(between);
        if !name.is_empty() {
            names.push(Span::new(from, from + name.len()));
        }
        from += part.len();
    }
    names
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let slice = &text[start..end];
    let start = start + slice.len() - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[&str], &str)]) {
        let found = marks(text);
        let shown: Vec<(&str, Vec<&str>, &str)> = found
            .iter()
            .map(|mark| {
                let rules = mark.rules.iter().map(|rule| &text[rule.range()]).collect();
                (&text[mark.span.range()], rules, &text[mark.reason.range()])
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(span, rules, reason)| (*span, rules.to_vec(), *reason)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn comments_and_lines_are_read() {
        check(
            "甲\n  nianbao-allow one, two： 页脚有电话 \r\n乙\n",
            &[("nianbao-allow one, two： 页脚有电话", &["one", "two"], "页脚有电话")],
        );
        check(
            "甲<!--nianbao-allow one、two:\n 理由：见\n附件 -->乙",
            &[(
                "<!--nianbao-allow one、two:\n 理由：见\n附件 -->",
                &["one", "two"],
                "理由：见\n附件",
            )],
        );
        check(
            "nianbao-allow one: a\nnianbao-allow two: b",
            &[("nianbao-allow one: a", &["one"], "a"), ("nianbao-allow two: b", &["two"], "b")],
        );
    }

    #[test]
    fn what_is_missing_is_empty() {
        check("nianbao-allow one", &[("nianbao-allow one", &["one"], "")]);
        check("nianbao-allow: 理由", &[("nianbao-allow: 理由", &[], "理由")]);
        check("<!-- nianbao-allow -->", &[("<!-- nianbao-allow -->", &[], "")]);
    }

    #[test]
    fn other_text_is_no_mark() {
        check(
            "写一行 nianbao-allow one: a 即可\nnianbao-allowed: x\n<!-- nianbao-allow one: a\n",
            &[],
        );
    }

    #[test]
    fn a_mark_within_a_mark_is_part_of_it() {
        check(
            "<!-- nianbao-allow one: 见\nnianbao-allow two: b -->",
            &[(
                "<!-- nianbao-allow one: 见\nnianbao-allow two: b -->",
                &["one"],
                "见\nnianbao-allow two: b",
            )],
        );
    }
}

//! Text out of a PDF reader: lines broken at the page's width, page numbers in between.

use super::line::{Kind, Line};
use crate::{
    document::{section, title},
    form::{self, Forms},
    source::{Place, fold::folded},
};

/// How a text's lines were broken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrap {
    /// Characters in a full line.
    width: usize,
}

/// How many lines are looked at.
const SAMPLE: usize = 400;
/// Fewer full lines than this say nothing.
const FEWEST: usize = 12;
/// No page has narrower lines, in characters.
const NARROWEST: usize = 20;
/// No page has wider lines, in characters.
const WIDEST: usize = 60;

impl Wrap {
    /// Recognises lines broken at a width: most of the longer ones are equally long and stop in mid-sentence.
    /// Where they are known to be `pages` of a PDF, only the width is asked for.
    pub(super) fn detect(text: &str, lines: &[Line], pages: bool) -> Option<Self> {
        let plain = lines.iter().filter(|line| line.kind == Kind::Plain).take(SAMPLE);
        let plain = plain.map(|line| text[line.span.range()].trim());
        if !pages && plain.clone().any(|text| text.len() > 4 * WIDEST) {
            return None;
        }
        let texts: Vec<&str> = plain.collect();
        if texts.is_empty() || !pages && texts.len() < FEWEST {
            return None;
        }
        let mut lengths: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
        lengths.sort_unstable();
        let width = lengths[lengths.len() * 95 / 100];
        if pages {
            // The many short lines of a table must not make the page seem narrow.
            let longest = lengths[lengths.len() - 1];
            return Some(Self { width: if width < NARROWEST { longest } else { width } });
        }
        let full = texts.iter().filter(|text| text.chars().count() * 100 >= width * 80);
        let (all, open) =
            full.fold((0, 0), |(all, open), text| (all + 1, open + usize::from(!is_closed(text))));
        (all >= FEWEST && (NARROWEST..=WIDEST).contains(&width) && open * 2 > all)
            .then_some(Self { width })
    }

    /// Whether a line is full and stops in mid-sentence.
    pub(super) fn is_full(self, text: &str) -> bool {
        let text = text.trim();
        text.chars().count() * 100 >= self.width * 78 && !is_closed(text)
    }

    /// Whether a line stops in mid-sentence, so that the next one goes on: it is full, ends in a comma, or the word of
    /// letters that follows its colon (a mail address) found no room in it.
    pub(super) fn goes_on(self, text: &str, next: &str) -> bool {
        let text = text.trim();
        let word = || next.trim_start().starts_with(|char: char| char.is_ascii_alphabetic());
        self.is_full(text) || text.ends_with(['，', '、']) || text.ends_with('：') && word()
    }
}

fn is_closed(text: &str) -> bool {
    text.ends_with(['。', '！', '？'])
}

/// Whether a line is a page's number or a mark between pages: `- 4 -`, `第4页`, `=====PAGE`.
pub(super) fn is_page_mark(text: &str) -> bool {
    let text = text.trim().trim_matches('\u{c}');
    if text.len() > 24 {
        return false;
    }
    let bare = folded(text);
    let inside = bare.trim_matches(['-', '第', '页', '·', '=', '/', '共']);
    let marked = inside.len() < bare.len();
    (marked
        && inside.len() < 4
        && !inside.is_empty()
        && inside.bytes().all(|byte| byte.is_ascii_digit()))
        || text.starts_with("=====") && text.trim_matches('=').eq_ignore_ascii_case("page")
}

/// Whether a line is a title or prescribed heading by itself, so that it does not go on however long it is.
pub(super) fn is_whole(text: &str, forms: &Forms) -> bool {
    title::is_title(folded(text).trim_end()) || is_heading(text, forms)
}

/// Whether a line is a prescribed heading and nothing else.
pub(super) fn is_heading(text: &str, forms: &Forms) -> bool {
    let text = folded(text);
    let text = text.trim_end();
    let found = section::heading(text, Place::new(0, text.len()), None, forms);
    found.is_some_and(|found| found.titled.is_some() && found.place.end as usize == text.len())
}

/// Whether a line begins a heading of the first two levels.
pub(super) fn begins_heading(text: &str, forms: &Forms) -> bool {
    let text = folded(text);
    let found = section::heading(&text, Place::new(0, text.len()), None, forms);
    found.is_some_and(|found| found.level <= 2)
        || text.starts_with('（') && form::without_number(&text).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Wrap, is_page_mark};

    #[test]
    fn lines_that_stop_in_mid_sentence_go_on() {
        let wrap = Wrap { width: 10 };
        for (line, next, expected) in [
            ("政府信息公开工作年度", "报告", true),
            ("政府信息公开工作报告。", "一、总体情况", false),
            ("电子邮箱：", "xx@example.gov.cn）。", true),
            ("改进情况：", "一是加强培训", false),
            ("规范，", "准确", true),
            ("总体情况", "全年", false),
        ] {
            assert_eq!(wrap.goes_on(line, next), expected, "{line}");
        }
    }

    #[test]
    fn page_marks_are_told_from_figures() {
        for (text, expected) in [
            ("- 4 -", true),
            ("—12—", true),
            ("第3页", true),
            ("=====PAGE", true),
            ("4", false),
            ("-", false),
            ("2023", false),
        ] {
            assert_eq!(is_page_mark(text), expected, "{text}");
        }
    }
}

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
    /// How wide a full line is, as [`width`] counts.
    width: usize,
    /// How many characters it has where a converter broke lines by their number.
    chars: usize,
}

/// How many lines are looked at.
const SAMPLE: usize = 400;
/// Fewer full lines than this say nothing.
const FEWEST: usize = 8;
/// Of fewer than this most must be equally long to the letter.
const PLENTY: usize = 12;
/// No page has narrower lines, in Han characters.
const NARROWEST: usize = 20;
/// No page has wider lines, in Han characters.
const WIDEST: usize = 60;
/// The parts of a Han character's width that others are counted in.
const PARTS: usize = 4;
/// A line is full from here on, in hundredths of the page's width: its first words may be indented, and a mark that must
/// not begin a line takes the character before it along.
const FULL: usize = 88;
/// A heading that is less wide would have found room for more.
const FULL_HEADING: usize = 93;

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
        let mut widths: Vec<usize> = texts.iter().map(|text| width(text)).collect();
        widths.sort_unstable();
        let mut chars: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
        chars.sort_unstable();
        let usual = widths.len() * 95 / 100;
        let (page, chars) = (widths[usual], chars[usual]);
        if pages {
            // The many short lines of a table must not make the page seem narrow.
            let widest = widths[widths.len() - 1];
            let narrow = page < NARROWEST * PARTS;
            return Some(Self { width: if narrow { widest } else { page }, chars });
        }
        let open = || texts.iter().filter(|text| !is_closed(text)).map(|text| width(text));
        let count = |least: usize| open().filter(|width| width * 100 >= page * least).count();
        let all = widths.iter().filter(|width| **width * 100 >= page * 80).count();
        let (full, even) = (count(80), count(90));
        let told = all >= PLENTY || all >= FEWEST && even * 3 >= full * 2;
        let is_page = (NARROWEST * PARTS..=WIDEST * PARTS).contains(&page);
        (told && is_page && full * 2 > all).then_some(Self { width: page, chars })
    }

    /// Whether a line is full and stops in mid-sentence.
    pub(super) fn is_full(self, text: &str) -> bool {
        let text = text.trim();
        let full = width(text) * 100 >= self.width * FULL || text.chars().count() >= self.chars;
        full && !is_closed(text)
    }

    /// Whether a line stops in mid-sentence, so that the next one goes on: it is full, ends in a comma, or what follows
    /// (a telephone number, a mail address) found no room in it.
    pub(super) fn goes_on(self, text: &str, next: &str) -> bool {
        let text = text.trim();
        self.is_full(text)
            || text.ends_with(['，', '、'])
            || self.lacks_room(text, next.trim_start())
    }

    /// Whether a heading is over: there is room for more in its line, and no comma makes a sentence of it.
    pub(super) fn ends_heading(self, text: &str) -> bool {
        let text = text.trim();
        width(text) * 100 < self.width * FULL_HEADING && !text.contains(['，', '。', '；'])
    }

    /// Whether the word of letters and figures that the next line begins with found no room in a line.
    fn lacks_room(self, text: &str, next: &str) -> bool {
        let word = &next[..next.find(|char: char| !char.is_ascii_graphic()).unwrap_or(next.len())];
        let fits = (width(text) + width(word)) * 100 < self.width * FULL;
        !is_closed(text) && !word.is_empty() && (!fits || text.ends_with('：') && starts_mail(word))
    }
}

/// Whether a word may be a mail address or the name of a site.
fn starts_mail(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_alphabetic())
}

/// How wide a text is, in parts of a Han character: a letter or figure is half of one, a blank a quarter.
fn width(text: &str) -> usize {
    let of = |char| match char {
        ' ' => PARTS / 4,
        char if char.is_ascii() => PARTS / 2,
        _ => PARTS,
    };
    text.chars().map(of).sum()
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
    use super::{PARTS, Wrap, is_page_mark};

    #[test]
    fn lines_that_stop_in_mid_sentence_go_on() {
        let wrap = Wrap { width: 10 * PARTS, chars: 16 };
        for (line, next, expected) in [
            ("政府信息公开工作年度", "报告", true),
            ("政府信息公开工作报告。", "一、总体情况", false),
            ("电子邮箱：", "xx@example.gov.cn）。", true),
            ("改进情况：", "一是加强培训", false),
            ("规范，", "准确", true),
            ("总体情况", "全年", false),
            ("电话与地址：", "0123-5551234）", true),
            ("电话：", "12345", false),
            ("(2023.1.1-12.31)", "期间", true),
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

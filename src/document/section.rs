//! Headings in every numbering in use, and the tree they make.

use super::scan::boundary;
use crate::{
    form::{Forms, SectionKind, likeness},
    source::{Passage, Place, pairs::Few},
};

/// A heading and what it heads.
#[derive(Clone, Debug)]
pub struct Section {
    /// 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `（1）`.
    pub level: u8,
    /// How it is numbered.
    pub style: Style,
    /// The level that Markdown marks give it.
    pub marked: Option<u8>,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// Number and title; without the text that runs on behind them.
    pub place: Place,
    /// The title without its number.
    pub title: Place,
    /// What it is about, going by its words; several where it says so.
    pub kinds: Vec<SectionKind>,
    /// The section of the form whose prescribed or accepted wording it has.
    pub titled: Option<SectionKind>,
    /// Index of the block it stands in.
    pub block: usize,
    /// One past the last block of its content, sub-sections included.
    pub end: usize,
    /// Index of the section that it stands in.
    pub parent: Option<usize>,
    /// Whether text runs on behind it in the same block.
    pub runs_on: bool,
}

/// How a heading is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `一、`
    Han,
    /// `（一）`
    HanBracket,
    /// `1.` `1、`
    Arabic,
    /// `（1）` `1）`
    ArabicBracket,
    /// `第一部分`
    Part,
    /// `、` with the number lost.
    Lost,
    /// No number.
    Bare,
}

/// The longest title that is still a heading, in characters.
const LONGEST: usize = 45;
/// The longest title before text that runs on, in characters.
const LONGEST_RUN_IN: usize = 32;

/// A heading found at the start of a block's text; offsets are bytes of that text.
struct Start {
    level: u8,
    style: Style,
    number: Option<u32>,
    title: usize,
}

/// Reads the heading that a block begins with, if it does; `marked` is the level of a Markdown heading.
pub fn heading(text: &str, place: Place, marked: Option<u8>, forms: &Forms) -> Option<Section> {
    let start = start(text);
    if start.is_none() && marked.is_none() && text.len() > 200 {
        return None;
    }
    let bare = || Start { level: marked.unwrap_or(1), style: Style::Bare, number: None, title: 0 };
    let known = |title: &str| titled(title, forms).is_some();
    let start = match start {
        Some(start) if start.style == Style::Lost && !known(trim(&text[start.title..])) => {
            return None;
        }
        Some(start) => start,
        None if known(trim(text)) => Start { level: 1, ..bare() },
        None if unmarked(text, forms).is_some() => unmarked(text, forms)?,
        None if marked.is_some() => Start { level: marked.unwrap_or(2).max(2), ..bare() },
        None => return None,
    };
    let rest = &text[start.title..];
    let near = &rest[..boundary(rest, 4 * (LONGEST + 1))];
    let colon = near.find('：').filter(|&at| known(&rest[..at]));
    let run_in = || known_before_digit(near, forms);
    let stop = colon.or_else(run_in).or_else(|| near.find('。')).unwrap_or(near.len());
    let length = rest[..stop].chars().count();
    let runs_on = stop < rest.len();
    let limit = if runs_on { LONGEST_RUN_IN } else { LONGEST };
    let title = trim(&rest[..stop]);
    if title.is_empty() || length > limit || title.contains(['；', '！']) {
        return None;
    }
    let titled = titled(title, forms);
    let kinds = match titled {
        Some(kind) => vec![kind],
        None if start.level > 1 => meant(title, forms),
        None if is_row(title, forms) => return None,
        None => main_kinds(title, forms),
    };
    Some(Section {
        level: start.level,
        style: start.style,
        marked,
        number: start.number,
        place: place.part(0, start.title + title.len()),
        title: place.part(start.title, start.title + title.len()),
        kinds,
        titled,
        block: 0,
        end: 0,
        parent: None,
        runs_on: rest.len() > stop + '。'.len_utf8(),
    })
}

/// Whether a title is the label of a row, its figures behind it, or no more than the beginning of one: a merged cell
/// (`三、本年度办理结果`) that a PDF reader ran into the next (`三、（一）予 0 0`).
fn is_row(title: &str, forms: &Forms) -> bool {
    let figure = |char: char| char.is_ascii_digit() || matches!(char, ' ' | '.' | '|');
    let core = crate::form::core(title.trim_end_matches(figure));
    let inner = mark(title).map(|(.., end)| &title[end..]);
    let begun = inner.map(|inner| inner.split(figure).next().unwrap_or_default());
    forms.is_row(&core) || forms.begins_row(begun.unwrap_or(&core))
}

/// A Han number and a prescribed title without a mark between: `一 总体情况`.
fn unmarked(text: &str, forms: &Forms) -> Option<Start> {
    let end = text.find(|char| !is_numeral(char)).filter(|&end| end > 0 && end <= 9)?;
    let number = han(&text[..end])?;
    titled(trim(&text[end..]), forms)?;
    Some(Start { level: 1, style: Style::Han, number: Some(number), title: end })
}

/// Where a prescribed title ends that runs on into a figure or year without a mark: `总体情况2022年，我局…`.
fn known_before_digit(text: &str, forms: &Forms) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(120)];
    let digit = near.iter().position(u8::is_ascii_digit)?;
    titled(&text[..digit], forms).map(|_| digit)
}

/// What a folded title is about.
pub fn kinds(title: &str, forms: &Forms) -> Vec<SectionKind> {
    titled(title, forms).map_or_else(|| meant(title, forms), |kind| vec![kind])
}

/// What the words of a folded title say that it is about.
fn meant(title: &str, forms: &Forms) -> Vec<SectionKind> {
    let mut kinds = forms.meant(Passage::new(title, &Few::of(title)));
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != SectionKind::Overview);
    }
    kinds
}

/// As [`meant`], and what a title that no word tells is most like: `主动公布政府信息情况`.
fn main_kinds(title: &str, forms: &Forms) -> Vec<SectionKind> {
    let kinds = meant(title, forms);
    if !kinds.is_empty() {
        return kinds;
    }
    let titles = forms.iter().flat_map(|form| &form.sections).flat_map(|section| {
        std::iter::once(&section.title)
            .chain(&section.also)
            .map(move |label| (section.id, label.folded.as_str()))
    });
    let like = titles.map(|(kind, label)| (likeness(title, label), kind));
    let best = like.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(likeness, _)| *likeness >= 0.7).map(|(_, kind)| vec![kind]).unwrap_or_default()
}

fn titled(title: &str, forms: &Forms) -> Option<SectionKind> {
    // A bracket behind the title is an instruction left in, which is another rule's business.
    let title = title
        .strip_suffix('）')
        .and_then(|inside| inside.rfind('（').map(|at| &title[..at]))
        .unwrap_or(title);
    forms.titled(title)
}

fn trim(title: &str) -> &str {
    title.trim_end_matches(['：', '。', '.', '，', ' ', '\n'])
}

/// The number that folded text begins with: its style, its value, where the mark ends.
pub fn mark(text: &str) -> Option<(Style, u32, usize)> {
    let start = start(text)?;
    let end = text[..start.title].trim_end_matches(' ').len();
    Some((start.style, start.number?, end))
}

fn start(text: &str) -> Option<Start> {
    let (style, level, number, title) = if let Some(rest) = text.strip_prefix('（') {
        let close = rest.find('）').filter(|&close| close > 0 && close <= 9)?;
        let inside = &rest[..close];
        let title = '（'.len_utf8() + close + '）'.len_utf8();
        match (han(inside), inside.parse().ok()) {
            (Some(number), _) => (Style::HanBracket, 2, Some(number), title),
            (None, Some(number)) => (Style::ArabicBracket, 4, Some(number), title),
            _ => return None,
        }
    } else if let Some(rest) = text.strip_prefix('第') {
        let (end, word) = ["部分", "章", "节"].iter().find_map(|word| {
            rest.find(word).filter(|&end| end > 0 && end <= 6).map(|end| (end, word))
        })?;
        let title = '第'.len_utf8() + end + word.len();
        (Style::Part, 1, Some(han(&rest[..end])?), title)
    } else if text.starts_with('、') {
        (Style::Lost, 1, None, '、'.len_utf8())
    } else if text.starts_with(|char: char| char.is_ascii_digit()) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[digits..];
        let mark = rest.chars().next().filter(|char| matches!(char, '、' | '.' | '．' | '）'))?;
        let after = &rest[mark.len_utf8()..];
        if digits > 2 || after.starts_with(|char: char| char.is_ascii_digit()) {
            return None;
        }
        let (style, level) =
            if mark == '）' { (Style::ArabicBracket, 4) } else { (Style::Arabic, 3) };
        (style, level, text[..digits].parse().ok(), digits + mark.len_utf8())
    } else {
        let end = text.find(|char| !is_numeral(char)).filter(|&end| end > 0 && end <= 9)?;
        let mark = text[end..]
            .chars()
            .next()
            .filter(|char| matches!(char, '、' | '.' | '．' | '，' | '：'))?;
        (Style::Han, 1, Some(han(&text[..end])?), end + mark.len_utf8())
    };
    let title = title + text[title..].bytes().take_while(|byte| *byte == b' ').count();
    let marks = text[title..].chars().take_while(|char| matches!(char, '、' | '：' | '.' | ' '));
    let title = title + marks.map(char::len_utf8).sum::<usize>();
    Some(Start { level, style, number, title })
}

fn is_numeral(char: char) -> bool {
    matches!(char, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn han(text: &str) -> Option<u32> {
    if text.is_empty() || !text.chars().all(is_numeral) {
        return None;
    }
    let number = super::quantity::Number::parse_han(text)?;
    (1..100).find(|&value| super::quantity::Number::whole(i64::from(value)) == number)
}

/// Makes main sections of what has the prescribed titles under another numbering: `1.`, `（一）`, `##` without number.
pub fn promote(sections: &mut [Section]) {
    let titled = |sections: &[Section], is: &dyn Fn(&Section) -> bool| {
        let mut kinds: Vec<SectionKind> = sections
            .iter()
            .filter(|section| is(section))
            .filter_map(|section| section.titled)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len()
    };
    for mark in 1..=6 {
        let is = |section: &Section| section.style == Style::Bare && section.marked == Some(mark);
        if titled(sections, &is) >= 2 {
            sections.iter_mut().filter(|section| is(section)).for_each(|section| section.level = 1);
        }
    }
    let main = titled(sections, &|section| section.level == 1);
    let styles = [Style::HanBracket, Style::Arabic, Style::ArabicBracket];
    let counts = styles.map(|style| (titled(sections, &|section| section.style == style), style));
    let Some((count, style)) = counts.into_iter().max_by_key(|(count, _)| *count) else { return };
    if count >= 3 && count > main {
        sections
            .iter_mut()
            .filter(|section| section.style == style)
            .for_each(|section| section.level = 1);
    }
}

/// The headings that are a table of contents: at least three in a row without text, each of which comes again.
pub fn contents(sections: &[Section], shadow: &crate::source::Shadow) -> std::ops::Range<usize> {
    let title = |section: &Section| {
        shadow.slice(section.title).trim_end_matches(|char: char| {
            char.is_ascii_digit() || matches!(char, '.' | '…' | '·' | ' ' | '-')
        })
    };
    let mut end = 0;
    for (index, section) in sections.iter().enumerate() {
        let follows = index == 0 || section.block == sections[index - 1].block + 1;
        let again = sections[index + 1..].iter().any(|later| title(later) == title(section));
        if !follows || !again || section.runs_on {
            break;
        }
        end = index + 1;
    }
    if end < 3 { 0..0 } else { 0..end }
}

/// Takes for lists inside a section what is numbered like a section: `一、` that begins anew under `五、`.
pub fn demote_lists(sections: &mut [Section]) {
    let (mut outer, mut inner) = (0, None);
    for section in sections.iter_mut().filter(|section| section.level == 1) {
        let Some(number) = section.number else { continue };
        let meant = !section.kinds.is_empty();
        inner = match inner {
            None if number == 1 && (outer > 1 || outer > 0 && !meant) => Some(1),
            Some(last) if number == last + 1 && (number != outer + 1 || !meant) => Some(number),
            _ => None,
        };
        if inner.is_some() {
            section.level = 2;
        } else {
            outer = number;
        }
    }
}

/// Sets where each section's content ends and which section it stands in.
pub fn close(sections: &mut [Section], blocks: usize) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..sections.len() {
        let (level, block) = (sections[index].level, sections[index].block);
        while let Some(last) = open.pop_if(|last| sections[*last].level >= level) {
            sections[last].end = block;
        }
        sections[index].parent = open.last().copied();
        open.push(index);
    }
    for index in open {
        sections[index].end = blocks;
    }
}

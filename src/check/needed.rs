//! What a text must have for a regular expression to be found in it, read off the expression: words, and what it ends with.
//!
//! Most texts lack them, and asking for them is far quicker than trying the expression, or even making it.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

use crate::source::{
    WordList,
    pairs::{Few, Pair},
};

/// The most lists that are asked for, the most words of a list, and the most characters of a class taken for words.
const LISTS: usize = 3;
const WORDS: usize = 48;
const CHARS: usize = 6;

/// Lists of each of which the text must have a word, the most telling first; none where nothing can be said.
pub(super) fn needed(pattern: &str) -> Vec<WordList> {
    let mut lists = regex_syntax::parse(pattern).map_or_else(|_| Vec::new(), |hir| lists(&hir));
    lists.sort_by_key(|list| std::cmp::Reverse(worth(list)));
    lists.truncate(LISTS);
    lists.into_iter().map(WordList::from).collect()
}

/// How much a list tells: by its shortest word, then by how few words it has.
fn worth(list: &[String]) -> (usize, usize) {
    let shortest = list.iter().map(|word| word.chars().count()).min().unwrap_or_default();
    (shortest, WORDS - list.len().min(WORDS))
}

fn lists(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = str::from_utf8(&literal.0).map(str::to_owned);
            word.into_iter().map(|word| vec![word]).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let chars: Vec<String> = chars.take(CHARS + 1).map(String::from).collect();
            if chars.len() > CHARS { Vec::new() } else { vec![chars] }
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => lists(&repetition.sub),
        HirKind::Capture(capture) => lists(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(lists).collect(),
        HirKind::Alternation(parts) => {
            let best = |part| lists(part).into_iter().max_by_key(|list| worth(list));
            let all: Option<Vec<Vec<String>>> = parts.iter().map(best).collect();
            let words = all.map(|all| all.concat());
            words.into_iter().filter(|words| words.len() <= WORDS).collect()
        }
        _ => Vec::new(),
    }
}

/// The most characters that a find may end with; of more nothing is said.
const ENDS: usize = 120;

/// The characters one of which every find ends with; `None` where nothing can be said.
pub(super) fn ends(pattern: &str) -> Option<Few> {
    let mut ends = Vec::new();
    let may_be_empty = last(&regex_syntax::parse(pattern).ok()?, &mut ends)?;
    let mut few = Few::default();
    for char in ends {
        few.add(Pair::single(char));
    }
    (!may_be_empty).then_some(few)
}

/// Adds what a find of this may end with; whether it may be empty, so that what stands before it ends it.
fn last(hir: &Hir, ends: &mut Vec<char>) -> Option<bool> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(true),
        HirKind::Literal(literal) => {
            ends.extend(str::from_utf8(&literal.0).ok()?.chars().next_back());
            Some(literal.0.is_empty())
        }
        HirKind::Class(Class::Unicode(class)) if count(class) <= ENDS => {
            ends.extend(class.ranges().iter().flat_map(|range| range.start()..=range.end()));
            Some(false)
        }
        HirKind::Class(_) => None,
        HirKind::Repetition(repetition) => {
            Some(last(&repetition.sub, ends)? || repetition.min == 0)
        }
        HirKind::Capture(capture) => last(&capture.sub, ends),
        HirKind::Concat(parts) => {
            for part in parts.iter().rev() {
                if !last(part, ends)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        HirKind::Alternation(parts) => {
            parts.iter().try_fold(false, |empty, part| Some(last(part, ends)? || empty))
        }
    }
}

/// How many characters a class has.
fn count(class: &ClassUnicode) -> usize {
    class.ranges().iter().map(ClassUnicodeRange::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &[&[&str]]) {
        let mut found: Vec<Vec<String>> =
            needed(pattern).iter().map(|list| list.iter().map(str::to_owned).collect()).collect();
        for list in &mut found {
            list.sort();
        }
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn what_an_expression_needs_is_read_off_it() {
        check("不予?公开", &[&["公开"], &["不"]]);
        check("(?:予以|同意)公开(?:的)?", &[&["公开"], &["予以", "同意"]]);
        check("(?:共|新)*(?:收到|受理)(?:了|的)?", &[&["受理", "收到"]]);
        check("(?:^|[^已])[0-9]+件", &[&["件"]]);
        check("结转(?:自)?(?:上|去)年", &[&["结转"], &["年"], &["上", "去"]]);
        check("复议|[^，]{3}", &[]);
        check("", &[]);
    }

    #[test]
    fn what_an_expression_ends_with_is_read_off_it() {
        let cases = [
            ("(?:收到|受理)了?", "到理了", "收受件"),
            ("共(?:计|[0-9]+)$", "计09", "共"),
            ("(?:无|没有)(?:新)*(?:其他)?", "无有新他", "没其"),
        ];
        for (pattern, all, none) in cases {
            let found = ends(pattern).expect("its last characters are few");
            assert!(all.chars().all(|char| found.may_have_pair(Pair::single(char))), "{pattern}");
            assert!(!none.chars().any(|char| found.may_have_pair(Pair::single(char))), "{pattern}");
        }
        for pattern in ["", "件?", "共[^。]", "(?:共|计?)"] {
            assert!(ends(pattern).is_none(), "{pattern}");
        }
    }
}

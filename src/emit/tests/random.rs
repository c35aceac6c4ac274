//! Carets proved on random lines; random places that must do no harm.

use unicode_width::UnicodeWidthChar;

use super::{super::*, finding, plain, print, report, words};
use crate::{diagnostic::Label, source::Span};

/// A small generator, so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn line(&mut self, length: usize) -> Vec<char> {
        const KINDS: [&str; 5] = [
            "政府信息公开年度报告受理答复",
            "１２（）：",
            "\t",
            "0123 abc",
            "\x1B\0\r\u{202E}\u{9B}",
        ];
        let mut char = || {
            let kind = [0, 0, 0, 1, 1, 2, 3, 3, 4][self.below(9)];
            let chars: Vec<char> = KINDS[kind].chars().collect();
            chars[self.below(chars.len())]
        };
        // A line does not end with CR, which would belong to the line end.
        (0..length).map(|_| char()).chain(['末']).collect()
    }
}

/// What is shown for `chars` if it begins in `column`.
fn shown(chars: &[char], mut column: usize) -> String {
    let mut text = String::new();
    for &char in chars {
        let blanks = clean::TAB - column % clean::TAB;
        let char = if char == '\t' {
            " ".repeat(blanks)
        } else {
            clean::clean(&char.to_string()).into_owned()
        };
        column += columns(&char);
        text += &char;
    }
    text
}

fn columns(text: &str) -> usize {
    text.chars().map(|char| char.width().expect("no control character")).sum()
}

/// What stands in `text` from `column` on, `width` columns wide.
fn under(text: &str, column: usize, width: usize) -> String {
    let mut at = 0;
    let mut part = String::new();
    for char in text.chars() {
        if (column..column + width).contains(&at) {
            part.push(char);
        }
        at += char.width().expect("no control character");
    }
    part
}

#[test]
fn carets_stand_under_their_label() {
    let words = words();
    let mut random = Random(7);
    for round in 0..2000 {
        let length = 1 + random.below(300);
        let chars = random.line(length);
        let start = random.below(length);
        let end = (start + 1 + random.below(8)).min(length);
        let byte = |at: usize| chars[..at].iter().map(|char| char.len_utf8()).sum::<usize>();
        let text: String = chars.iter().collect();
        let mut one = finding("", &[("", "此处")]);
        one.primary.span = Span::new(byte(start), byte(end));
        let style = Style { width: 60 + random.below(60), ..plain(&words) };
        let out = print(Format::Human, &style, &[report("a", &text, vec![one])]);
        assert!(!out.chars().any(|char| char.is_control() && char != '\n'), "round {round}: {out}");
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[1], format!("  ┌─ a:1:{}", start + 1));
        let (line, carets) = (&lines[3]["1 │ ".len()..], &lines[4]["  │ ".len()..]);
        let column = carets.find('^').expect("a caret");
        let width = carets.matches('^').count();
        let label = shown(&chars[start..end], column);
        assert_eq!(under(line, column, width), label, "round {round}: {out}");
        assert_eq!(width, columns(&label), "round {round}: {out}");
        let before: String = under(line, 0, column).chars().filter(|&char| char != '…').collect();
        assert!(shown(&chars[..start], 0).replace(' ', "").ends_with(&before.replace(' ', "")));
        assert!(columns(lines[3]) <= style.width && columns(lines[4]) <= style.width, "{out}");
    }
}

#[test]
fn any_place_in_any_text_is_printed_without_harm() {
    let words = words();
    let mut random = Random(11);
    for round in 0..2000 {
        let lines = 1 + random.below(6);
        let ends = ["\n", "\r\n", "\n\n\t\n"];
        let text: String = (0..lines)
            .map(|_| {
                let length = random.below(120);
                random.line(length).into_iter().collect::<String>() + ends[random.below(3)]
            })
            .collect();
        let bounds: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut label = || {
            let start = random.below(bounds.len());
            let length = [0, 1, 5, 400][random.below(4)];
            let end = (start + random.below(length + 1)).min(bounds.len() - 1);
            let text = ["", "说明", "\x1B[2J\n"][random.below(3)].to_owned();
            Label { span: Span::new(bounds[start], bounds[end]), text }
        };
        let mut one = finding("", &[("", "")]);
        one.primary = label();
        one.secondary = (0..label().span.start % 12).map(|_| label()).collect();
        let style = Style { width: random.below(120), ..plain(&words) };
        let out = print(Format::Human, &style, &[report("a", &text, vec![one])]);
        assert!(!out.chars().any(|char| char.is_control() && char != '\n'), "round {round}: {out}");
    }
}

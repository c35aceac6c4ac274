//! Percentages with the digits they are printed to.

use std::{ops::Range, sync::LazyLock};

use super::quantity::{Bound, Number, Quantity};
use crate::source::WordList;

/// A percentage; offsets are bytes of the folded text it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percent {
    /// 33.9 for `33.9%`.
    pub value: Number,
    /// One in its last printed digit: 0.1 for `33.9%`.
    pub unit: Number,
    /// From the first digit to the sign.
    pub range: Range<usize>,
    /// How exact.
    pub bound: Bound,
}

impl Percent {
    /// How far the stated value may be off: a unit of its last digit, so that both rounding and cutting are right; five
    /// where it is said to be about.
    pub fn tolerance(&self) -> Number {
        match self.bound {
            Bound::About => self.unit.times(5).min(self.unit + Number::whole(5)),
            _ => self.unit,
        }
    }

    /// Whether `part` is this share of `whole`, as far as the printed digits tell; at least, where it is said so.
    pub fn is_share(&self, part: Number, whole: Number) -> bool {
        let short = self.value.of(whole) - part.times(100);
        let least = self.bound == Bound::AtLeast;
        let off = if least { short.times(2) } else { short.abs() };
        whole > Number::ZERO && off <= self.tolerance().of(whole)
    }

    /// Whether `part` may be this share of `whole`, both rounded to the digits they are printed to.
    pub fn may_be(&self, part: &Quantity, whole: &Quantity) -> bool {
        let share = |part: Number, whole: Number| self.is_share(part, whole);
        let least = (part.value - part.step, whole.value + whole.step);
        let most = (part.value + part.step, whole.value - whole.step);
        let above = self.value.of(least.1) >= least.0.times(100);
        let below = self.value.of(most.1) <= most.0.times(100);
        share(part.value, whole.value)
            || share(least.0, least.1)
            || share(most.0, most.1)
            || above && below
    }
}

/// One of these stands in every text with a percentage.
pub static SIGNS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "%",
        "百分之",
        "一成",
        "二成",
        "两成",
        "三成",
        "四成",
        "五成",
        "六成",
        "七成",
        "八成",
        "九成",
    ])
});

/// Every percentage in folded text, left to right; the ends of ranges such as `20%-30%` are left out.
pub fn percents(text: &str) -> Vec<Percent> {
    let mut found: Vec<Percent> =
        text.match_indices('%').filter_map(|(at, _)| percent(text, at)).collect();
    let signs = found.len();
    found.extend(text.match_indices(WORD).filter_map(|(at, _)| worded(text, at)));
    found.extend(text.match_indices('成').filter_map(|(at, _)| tenths(text, at)));
    if found.len() > signs {
        found.sort_by_key(|percent| percent.range.start);
    }
    found
}

/// The percentage whose sign stands at a byte.
fn percent(text: &str, sign: usize) -> Option<Percent> {
    let (start, decimals) = figure(text, sign);
    let range = start..sign + 1;
    let (before, after) = (&text[..start], &text[range.end..]);
    let joins = ['-', '~', '至', '.'];
    if before.ends_with(joins) || after.starts_with(['-', '~', '至']) {
        return None;
    }
    let digits = &text[range.start..range.end - 1];
    let (value, unit) = (Number::parse(digits)?, last_digit(decimals)?);
    Some(Percent { value, unit, bound: bound(before, after), range })
}

/// What a percentage in words begins with.
const WORD: &str = "百分之";

/// The percentage in words that begins at a byte: 百分之六十, 百分之六十点五; nobody takes full tens closely.
fn worded(text: &str, start: usize) -> Option<Percent> {
    let from = start + WORD.len();
    let figures =
        |char: char| char.is_ascii_digit() || "〇零一二两三四五六七八九十百点.".contains(char);
    let end = text[from..].find(|char| !figures(char)).map_or(text.len(), |length| from + length);
    let (before, after) = (&text[..start], &text[end..]);
    let digits = &text[from..end];
    if before.ends_with(['至', '到', '-', '~']) || after.starts_with(['至', '到', '-', '~']) {
        return None;
    }
    let (whole, decimals) = digits.split_once(['点', '.']).unwrap_or((digits, ""));
    let mut value = Number::parse(whole).or_else(|| Number::parse_han(whole))?;
    let mut unit = Number::whole(1);
    for decimal in decimals.chars() {
        let digit = decimal.encode_utf8(&mut [0; 4]).to_owned();
        unit = unit.per(10);
        value = value + Number::parse(&digit).or_else(|| Number::parse_han(&digit))?.of(unit);
    }
    let tens = !whole.starts_with(|char: char| char.is_ascii_digit()) && whole.ends_with('十');
    let unit = if tens && decimals.is_empty() { Number::whole(5) } else { unit };
    Some(Percent { value, unit, range: start..end, bound: bound(before, after) })
}

/// The percentage told in tenths by the word at a byte: 七成, 两成五; nobody takes these closely.
fn tenths(text: &str, sign: usize) -> Option<Percent> {
    let digit = |text: &str| {
        let first = text.chars().next().filter(|char| "一二两三四五六七八九".contains(*char))?;
        Number::parse_han(first.encode_utf8(&mut [0; 4]))
    };
    let start = text[..sign].char_indices().next_back()?.0;
    let end = sign + '成'.len_utf8();
    let (before, after) = (&text[..start], &text[end..]);
    let number = |char: char| "〇一二两三四五六七八九十百千万第几十".contains(char);
    let value = digit(&text[start..])?.times(10);
    if before.ends_with(number) {
        return None;
    }
    let (value, unit, end) = match digit(after) {
        Some(more) => (value + more, 1, end + '成'.len_utf8()),
        None => (value, 5, end),
    };
    let after = &text[end..];
    let closed = after.is_empty() || after.starts_with(['，', '。', '；', '、', '（', '）', '！']);
    let about = ["以上", "左右", "上下", "多", "余"].iter().any(|word| after.starts_with(word));
    let bound = bound(before, after);
    (closed || about).then(|| Percent {
        value,
        unit: Number::whole(unit),
        range: start..end,
        bound,
    })
}

/// How exact a figure is between two texts.
fn bound(before: &str, after: &str) -> Bound {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    if ends(&["约", "约为", "约占", "近", "大概", "左右"]) || starts(&["左右", "上下"])
    {
        Bound::About
    } else if ends(&["超过", "超", "逾", "大于", "不低于", "不少于", "达到了"])
        || starts(&["以上", "多", "余"])
    {
        Bound::AtLeast
    } else {
        Bound::Exact
    }
}

/// Where the digits before a byte begin, and how many decimals they have.
fn figure(text: &str, end: usize) -> (usize, usize) {
    let plain = |text: &str| text.trim_end_matches(|char: char| char.is_ascii_digit()).len();
    let last = plain(&text[..end]);
    let whole = text[..last].strip_suffix('.').map(plain).filter(|&whole| whole + 1 < last);
    match whole {
        Some(whole) if (1..=4).contains(&(end - last)) => (whole, end - last),
        _ => (last, 0),
    }
}

/// One in the last of so many decimals.
fn last_digit(decimals: usize) -> Option<Number> {
    match decimals {
        0 => Some(Number::whole(1)),
        _ => Number::parse(&format!("0.{:0>decimals$}", 1)),
    }
}

/// Every figure in folded text that one of these words measures, in their order: days and the like, which count nothing.
pub fn measures(text: &str, words: &[&'static str]) -> Vec<Quantity> {
    let mut found = Vec::new();
    for &unit in words {
        for (at, _) in text.match_indices(unit) {
            let (start, decimals) = figure(text, at);
            let (before, after) = (&text[..start], &text[at + unit.len()..]);
            let value = Number::parse(&text[start..at]);
            let part = before.ends_with(['-', '~', '.', '第']);
            if let (Some(value), Some(step), false) = (value, last_digit(decimals), part) {
                let (range, bound) = (start..at + unit.len(), bound(before, after));
                found.push(Quantity { value, range, unit, bound, step, scale: 1 });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_keep_their_digits_and_bounds() {
        let show = |text: &str| {
            let one = |found: &Percent| format!("{}±{}{:?}", found.value, found.unit, found.bound);
            percents(text).iter().map(one).collect::<Vec<_>>().join(" ")
        };
        let cases = [
            ("占33.9%，占4.34%", "33.9±0.1Exact 4.34±0.01Exact"),
            ("约占9%，近50%，80%以上", "9±1About 50±1About 80±1AtLeast"),
            ("20%-30%", ""),
            ("占比为100%", "100±1Exact"),
            ("近七成，占两成五，超过四成", "70±5About 25±1Exact 40±5AtLeast"),
            (
                "占百分之六十，约百分之35.5，百分之十二点五，百分之百",
                "60±5Exact 35.5±0.1About 12.5±0.1Exact 100±1Exact",
            ),
            ("百分之六七十，百分之二十至百分之三十，百分之几", ""),
            ("一成不变，三成员，二三成，第七成，三成多", "30±5AtLeast"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn rounded_and_cut_shares_are_right() {
        let share = |percent: &str, part, whole| {
            percents(percent)[0].is_share(Number::whole(part), Number::whole(whole))
        };
        assert!(share("18.1%", 28, 154) && share("18.2%", 28, 154) && share("8%", 1, 12));
        assert!(!share("33.9%", 258, 805) && !share("75%", 9, 13));
        assert!(share("七成", 66, 100) && !share("七成", 64, 100));
        assert!(share("90%以上", 99, 100) && share("90%以上", 179, 200));
        assert!(!share("90%以上", 20, 23) && !share("超过四成", 42, 126));
    }
}

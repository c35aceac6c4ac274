//! Percentages with the digits they are printed to.

use std::ops::Range;

use super::quantity::{Bound, Number};

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
        if self.bound == Bound::About { self.unit.times(5) } else { self.unit }
    }

    /// Whether `part` is this share of `whole`, as far as the printed digits tell.
    pub fn is_share(&self, part: Number, whole: Number) -> bool {
        let off = (self.value.of(whole) - part.times(100)).abs();
        whole > Number::ZERO && off <= self.tolerance().of(whole)
    }
}

/// Every percentage in folded text, left to right; the ends of ranges such as `20%-30%` are left out.
pub fn percents(text: &str) -> Vec<Percent> {
    text.match_indices('%').filter_map(|(at, _)| percent(text, at)).collect()
}

/// The percentage whose sign stands at a byte.
fn percent(text: &str, sign: usize) -> Option<Percent> {
    let plain = |text: &str| text.trim_end_matches(|char: char| char.is_ascii_digit()).len();
    let last = plain(&text[..sign]);
    let whole = text[..last].strip_suffix('.').map(plain).filter(|&whole| whole + 1 < last);
    let (start, decimals) = match whole {
        Some(whole) if (1..=4).contains(&(sign - last)) => (whole, sign - last),
        _ => (last, 0),
    };
    let range = start..sign + 1;
    let (before, after) = (&text[..start], &text[range.end..]);
    let joins = ['-', '~', '至', '.'];
    if before.ends_with(joins) || after.starts_with(['-', '~', '至']) {
        return None;
    }
    let digits = &text[range.start..range.end - 1];
    let unit = match decimals {
        0 => Number::whole(1),
        _ => Number::parse(&format!("0.{:0>decimals$}", 1))?,
    };
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let bound = if ends(&["约", "约为", "约占", "近", "大概", "左右"]) || starts(&["左右", "上下"])
    {
        Bound::About
    } else if ends(&["超过", "超", "逾", "大于", "不低于", "不少于", "达到了"])
        || starts(&["以上", "多", "余"])
    {
        Bound::AtLeast
    } else {
        Bound::Exact
    };
    Some(Percent { value: Number::parse(digits)?, unit, range, bound })
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
    }
}

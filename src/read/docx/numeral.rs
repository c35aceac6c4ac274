//! Numbers as Word prints them in front of paragraphs.

/// How a level of a list writes its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Numeral {
    /// `1`
    #[default]
    Decimal,
    /// `01`
    Zero,
    /// `１`
    FullWidth,
    /// `一`, `十一`, `二十`
    Han,
    /// `一`, `一〇`, `二〇`: digit by digit.
    HanDigits,
    /// `壹`
    Legal,
    /// `甲`
    Stem,
    /// `子`
    Branch,
    /// `①`
    Circled,
    /// `⑴`
    Bracketed,
    /// `⒈`
    Dotted,
    /// `㈠`
    HanBracketed,
    /// `I`
    UpperRoman,
    /// `i`
    LowerRoman,
    /// `A`
    UpperLetter,
    /// `a`
    LowerLetter,
    /// No number at all: bullets, and `none`.
    Silent,
}

impl Numeral {
    /// The format of a name in `w:numFmt`; what is unknown counts in decimals, as Word does.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "none" | "bullet" => Self::Silent,
            "decimalZero" => Self::Zero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting" => Self::Han,
            "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
                Self::HanDigits
            }
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::Legal,
            "ideographTraditional" => Self::Stem,
            "ideographZodiac" | "ideographZodiacTraditional" => Self::Branch,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Dotted,
            "ideographEnclosedCircle" => Self::HanBracketed,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            _ => Self::Decimal,
        }
    }

    /// Appends a number.
    pub(super) fn write(self, number: u32, out: &mut String) {
        let decimal = number.to_string();
        let enclosed = |first: char, count: u32| {
            let inside = (1..=count).contains(&number);
            inside.then(|| char::from_u32(first as u32 + number - 1)).flatten()
        };
        match self {
            Self::Zero if decimal.len() < 2 => out.extend(["0", &decimal]),
            Self::Decimal | Self::Zero => out.push_str(&decimal),
            Self::FullWidth => out.extend(decimal.bytes().map(full_width)),
            Self::Han => out.push_str(&han(
                number,
                ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
                ["十", "百", "千"],
            )),
            Self::HanDigits => {
                out.extend(decimal.bytes().map(|digit| HAN_DIGITS[usize::from(digit - b'0')]));
            }
            Self::Legal => out.push_str(&han(
                number,
                ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
                ["拾", "佰", "仟"],
            )),
            Self::Stem => cycle("甲乙丙丁戊己庚辛壬癸", number, out),
            Self::Branch => cycle("子丑寅卯辰巳午未申酉戌亥", number, out),
            Self::Circled => out.push_str(&enclosed('①', 20).map_or(decimal, String::from)),
            Self::Bracketed => out.push_str(&enclosed('⑴', 20).map_or(decimal, String::from)),
            Self::Dotted => out.push_str(&enclosed('⒈', 20).map_or(decimal, String::from)),
            Self::HanBracketed => out.push_str(&enclosed('㈠', 10).map_or(decimal, String::from)),
            Self::UpperRoman => out.push_str(&roman(number)),
            Self::LowerRoman => out.push_str(&roman(number).to_ascii_lowercase()),
            Self::UpperLetter => letters(b'A', number, out),
            Self::LowerLetter => letters(b'a', number, out),
            Self::Silent => {}
        }
    }
}

const HAN_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn full_width(digit: u8) -> char {
    char::from_u32(0xFF10 + u32::from(digit - b'0')).unwrap_or('０')
}

/// Counting numbers below ten thousand; larger ones in decimals, as no list gets there.
fn han(number: u32, digits: [&str; 10], units: [&str; 3]) -> String {
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let digit = (number / power % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        let teen = power == 10 && digit == 1 && out.is_empty() && units[0] == "十";
        if !teen {
            out.push_str(digits[digit]);
        }
        out.push_str(unit);
    }
    out
}

fn cycle(names: &str, number: u32, out: &mut String) {
    let count = names.chars().count() as u32;
    out.extend(names.chars().nth((number.saturating_sub(1) % count) as usize));
}

/// `A` to `Z`, then `AA` to `ZZ`, as Word goes on; never longer than eight.
fn letters(first: u8, number: u32, out: &mut String) {
    let number = number.max(1) - 1;
    let char = char::from(first + (number % 26) as u8);
    out.extend(std::iter::repeat_n(char, (number / 26 + 1).min(8) as usize));
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_prints_them() {
        let cases = [
            ("chineseCountingThousand", 1, "一"),
            ("japaneseCounting", 10, "十"),
            ("chineseCounting", 11, "十一"),
            ("chineseCounting", 20, "二十"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("ideographTraditional", 11, "甲"),
            ("bullet", 1, ""),
            ("nobodyKnows", 5, "5"),
        ];
        for (name, number, expected) in cases {
            let mut out = String::new();
            Numeral::of(name).write(number, &mut out);
            assert_eq!(out, expected, "{name} {number}");
        }
    }
}

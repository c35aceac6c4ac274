//! Numbers in figures and in words, with their unit and how exact they are.

use std::fmt;

/// A number in ten-thousandths: figures of reports have at most four decimals, and sums must be exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

impl Number {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    const ONE: i64 = 10_000;

    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self(value.saturating_mul(Self::ONE))
    }

    /// Whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.0 % Self::ONE == 0
    }

    /// Its distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The size of its last place that is not zero, at least one: 10 of 130, 100 of 1200.
    #[must_use]
    pub fn last_place(self) -> Self {
        let mut place = Self::ONE;
        while self.0 != 0 && self.0 % (place * 10) == 0 {
            place *= 10;
        }
        Self(place)
    }

    /// The size of its last decimal: 0.1 of 3.5; one where it has none.
    #[must_use]
    pub fn last_decimal(self) -> Self {
        let place = [10_000, 1_000, 100, 10].into_iter().find(|place| self.0 % place == 0);
        Self(place.unwrap_or(1))
    }

    /// Multiplied by a whole number.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// Divided by a whole number, to four decimals.
    #[must_use]
    pub fn per(self, divisor: i64) -> Self {
        Self(self.0 / divisor.max(1))
    }

    /// Multiplied by another number, to four decimals.
    #[must_use]
    pub fn of(self, other: Self) -> Self {
        let product = i128::from(self.0) * i128::from(other.0) / i128::from(Self::ONE);
        Self(i64::try_from(product).unwrap_or(i64::MAX))
    }

    /// What per cent of `whole` it is, rounded to two decimals; `None` of nothing.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        let (part, whole) = (i128::from(self.0), i128::from(whole.0));
        let hundredths = (part * 20_000 + whole * part.signum()).checked_div(whole * 2)?;
        i64::try_from(hundredths).ok()?.checked_mul(Self::ONE / 100).map(Self)
    }

    /// Parses ASCII digits with an optional thousands separator and decimals; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let value = text.bytes().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
            return Some(Self::whole(value));
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || (text.contains('.') && decimals.is_empty()) {
            return None;
        }
        let mut value: i64 = 0;
        for digit in digits(whole)?.bytes() {
            value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
        }
        let mut fraction = 0;
        for place in 0..4 {
            let digit = decimals
                .as_bytes()
                .get(place)
                .map_or(0, |digit| i64::from(digit.wrapping_sub(b'0')));
            fraction = fraction * 10 + digit;
        }
        let plain = decimals.bytes().all(|byte| byte.is_ascii_digit()) && decimals.len() <= 8;
        let value = value.checked_mul(Self::ONE)?.checked_add(fraction)?;
        plain.then_some(Self(value))
    }

    /// Parses Han numerals such as `三十六`, `两千零三`, `一百二十`; a bare `一百二` is ambiguous and refused.
    pub fn parse_han(text: &str) -> Option<Self> {
        let (mut total, mut section, mut digit) = (0i64, 0i64, None);
        let mut last_unit = 10_000i64;
        let mut seen = false;
        for char in text.chars() {
            seen = true;
            match han_digit(char) {
                Some(0) => {
                    if digit.is_some() {
                        return None;
                    }
                    last_unit = 10_000;
                }
                Some(value) => {
                    if digit.replace(value).is_some() {
                        return None;
                    }
                }
                None => {
                    let unit = han_unit(char)?;
                    if unit == 10_000 {
                        section += digit.take().unwrap_or(0);
                        if section == 0 {
                            return None;
                        }
                        total = total.checked_add(section)?.checked_mul(unit)?;
                        section = 0;
                        last_unit = 10_000;
                    } else {
                        if unit >= last_unit {
                            return None;
                        }
                        section += digit.take().unwrap_or(1) * unit;
                        last_unit = unit;
                    }
                }
            }
        }
        let ambiguous = digit.is_some() && last_unit > 10 && last_unit < 10_000;
        (seen && !ambiguous).then(|| Self::whole(total + section + digit.unwrap_or(0)))
    }
}

/// Takes thousands separators out; `None` where they stand wrong.
fn digits(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.into());
    }
    let groups: Vec<&str> = text.split([',', '，']).collect();
    let right = groups.iter().enumerate().all(|(index, group)| {
        let length = if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        length && group.bytes().all(|byte| byte.is_ascii_digit())
    });
    right.then(|| groups.concat().into())
}

fn han_digit(char: char) -> Option<i64> {
    Some(match char {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn han_unit(char: char) -> Option<i64> {
    match char {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

impl std::ops::Add for Number {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Number {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Number {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |sum, number| sum + number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            return (self.0 / Self::ONE).fmt(out);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        let (whole, rest) = (value / 10_000, value % 10_000);
        let decimals = format!("{rest:04}");
        write!(out, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// How exact a stated number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// `余`, `多`, `以上`: at least.
    AtLeast,
    /// `约`, `近`: about.
    About,
}

/// A number with its unit in prose; offsets are bytes of the text it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// With 万 and 亿 multiplied out.
    pub value: Number,
    /// From the first digit to the end of the unit.
    pub range: std::ops::Range<usize>,
    /// `条`, `件`, …; empty where the number has none.
    pub unit: &'static str,
    /// How exact.
    pub bound: Bound,
    /// The size of the last place that is written, where it has decimals or counts in 万 or 亿: it may be rounded to that.
    pub step: Number,
    /// Ten thousand where it counts in 万, a hundred million in 亿, one otherwise.
    pub scale: i64,
}

impl Quantity {
    /// The same in a text that has `offset` more bytes before it.
    #[must_use]
    pub fn behind(self, offset: usize) -> Self {
        let range = self.range.start + offset..self.range.end + offset;
        Self { range, ..self }
    }
}

/// Every number with a unit in folded text, left to right; dates, ordinals and bare numbers are left out.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(BEGINNINGS) {
        at = quantity_at(text, at + offset, &mut found);
    }
    found
}

/// The characters that a number may begin with.
pub(super) const BEGINNINGS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '〇', '零', '一', '壹', '二', '贰', '两',
    '三', '叁', '四', '肆', '五', '伍', '六', '陆', '七', '柒', '八', '捌', '九', '玖', '十',
];

/// Whether a number may begin with a character.
pub(super) fn may_begin(char: char) -> bool {
    char.is_ascii_digit() || !char.is_ascii() && BEGINNINGS.contains(&char)
}

/// Reads the number that begins at a byte; a quantity is put to those found. Returns the byte behind it.
pub(super) fn quantity_at(text: &str, start: usize, found: &mut Vec<Quantity>) -> usize {
    let length = number_length(&text[start..]);
    match quantity(text, start, length) {
        Some(quantity) => {
            let end = quantity.range.end;
            found.push(quantity);
            end
        }
        None => start + length,
    }
}

/// How long the number is that a text begins with, in bytes.
fn number_length(text: &str) -> usize {
    if text.starts_with(|char: char| char.is_ascii_digit()) {
        return text
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
            .count();
    }
    text.chars()
        .take_while(|&char| han_digit(char).is_some() || han_unit(char).is_some())
        .map(char::len_utf8)
        .sum()
}

/// The quantity that begins at `start`, if the number there, of so many bytes, has a unit.
fn quantity(text: &str, start: usize, length: usize) -> Option<Quantity> {
    let (before, rest) = text.split_at(start);
    let number = rest[..length].trim_end_matches(['.', ',']);
    let (mut bound, mut factor) = (Bound::Exact, 1);
    let mut behind = &rest[number.len()..];
    if behind.starts_with(['多', '余', '几', '万', '亿']) {
        for more in ["多", "余", "几"] {
            if let Some(rest) = behind.strip_prefix(more) {
                (behind, bound) = (rest, Bound::AtLeast);
            }
        }
        for (word, times) in [("万", 10_000), ("亿", 100_000_000)] {
            if let Some(rest) = behind.strip_prefix(word) {
                (behind, factor) = (rest, factor * times);
            }
        }
        if let Some(rest) = behind.strip_prefix("余").filter(|_| bound == Bound::Exact) {
            (behind, bound) = (rest, Bound::AtLeast);
        }
    }
    let unit = counter(behind)?;
    let behind = &behind[unit.len()..];
    let part = |char: char| char == '第' || char == '-' || char.is_ascii_alphanumeric();
    if before.ends_with(part) || is_compound(unit, behind) {
        return None;
    }
    let value = Number::parse(number).or_else(|| Number::parse_han(number))?.times(factor);
    if behind.starts_with("以上") {
        bound = Bound::AtLeast;
    }
    if ["约", "近", "大约"].iter().any(|word| before.ends_with(word)) {
        bound = Bound::About;
    }
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let step = match (decimals, factor) {
        (0, 1) => Number::ZERO,
        (0..=4, _) => Number(Number::ONE / 10i64.pow(decimals as u32)).times(factor),
        _ => Number(1),
    };
    Some(Quantity {
        value,
        step,
        scale: factor,
        range: start..text.len() - behind.len(),
        unit,
        bound,
    })
}

/// The word that a text begins with, if it counts things in reports; the longest where one begins with another.
fn counter(text: &str) -> Option<&'static str> {
    let mut chars = text.chars();
    Some(match (chars.next()?, chars.next()) {
        ('人', Some('次')) => "人次",
        ('件', Some('次')) => "件次",
        ('条', Some('次')) => "条次",
        ('万', Some('元')) => "万元",
        ('亿', Some('元')) => "亿元",
        ('个', _) => "个",
        ('件', _) => "件",
        ('条', _) => "条",
        ('次', _) => "次",
        ('篇', _) => "篇",
        ('份', _) => "份",
        ('起', _) => "起",
        ('期', _) => "期",
        ('场', _) => "场",
        ('人', _) => "人",
        ('宗', _) => "宗",
        ('封', _) => "封",
        ('例', _) => "例",
        ('项', _) => "项",
        ('批', _) => "批",
        ('册', _) => "册",
        ('部', _) => "部",
        ('名', _) => "名",
        ('元', _) => "元",
        ('家', _) => "家",
        ('户', _) => "户",
        ('位', _) => "位",
        ('处', _) => "处",
        ('台', _) => "台",
        ('块', _) => "块",
        ('座', _) => "座",
        ('所', _) => "所",
        ('张', _) => "张",
        ('版', _) => "版",
        ('本', _) => "本",
        ('通', _) => "通",
        ('单', _) => "单",
        ('幅', _) => "幅",
        ('则', _) => "则",
        ('卷', _) => "卷",
        _ => return None,
    })
}

/// Whether the unit is the beginning of another word: `条例`, `个人`, `部门`.
fn is_compound(unit: &str, after: &str) -> bool {
    let words: &[&str] = match unit {
        "条" => &["例", "款"],
        "部" => &["门", "分"],
        "项" => &["目"],
        "处" => &["理", "罚"],
        "期" => &["间"],
        "户" => &["籍", "外", "口"],
        "位" => &["一", "于", "居", "列", "数"],
        "台" => &["账", "帐", "风"],
        "座" => &["谈"],
        "所" => &["有", "属", "在", "示", "辖", "涉"],
        "版" => &["本"],
        "本" => &[
            "级", "市", "县", "区", "镇", "乡", "村", "局", "部", "单", "机", "年", "科", "院",
            "校", "地", "行", "次", "期", "项", "着", "通",
        ],
        "通" => &["知", "过", "报", "告", "道", "用", "办"],
        "单" => &["位", "项", "独", "一"],
        "幅" => &["度"],
        "卷" => &["烟", "入"],
        _ => &[],
    };
    words.iter().any(|word| after.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_figures_and_words() {
        let figures = [
            ("1,234", Some("1234")),
            ("0", Some("0")),
            ("96171.6", Some("96171.6")),
            ("12,34", None),
            ("3件", None),
            ("", None),
            ("1.", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in figures {
            assert_eq!(
                Number::parse(text).map(|number| number.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
        let words = [
            ("三十六", Some(36)),
            ("十", Some(10)),
            ("一百零五", Some(105)),
            ("两千零三", Some(2003)),
            ("三万五千", Some(35_000)),
            ("一百二", None),
            ("十十", None),
            ("二〇", None),
        ];
        for (text, expected) in words {
            assert_eq!(Number::parse_han(text), expected.map(Number::whole), "{text}");
        }
    }

    #[test]
    fn quantities_have_units_and_bounds() {
        let show = |text: &str| {
            let found = quantities(text);
            found
                .iter()
                .map(|one| format!("{}{}{:?}", one.value, one.unit, one.bound))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let cases = [
            ("主动公开政府信息1,234条", "1234条Exact"),
            ("550余条，约三百件", "550条AtLeast 300件About"),
            ("23.5万元", "235000元Exact"),
            ("第二十条第（一）项", ""),
            ("2019年，共3件", "3件Exact"),
            ("1万余条", "10000条AtLeast"),
            ("《条例》第五十条例", ""),
            ("电话0454-2976300", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

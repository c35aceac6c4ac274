//! What a report is taken to be: its year, its organ, the form it has, each with how sure that is.

use super::{
    Document,
    date::{dates, year_of},
};
use crate::source::Place;

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Guessed from one weak sign.
    Low,
    /// Several signs, or one that can mislead.
    Medium,
    /// Stated.
    High,
}

/// A year and where it was read.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    /// The year reported on.
    pub value: u16,
    /// How sure.
    pub confidence: Confidence,
    /// Where it was read; none where the user gave it.
    pub place: Option<Place>,
}

/// The kind of organ, as far as duties differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerKind {
    /// 省、自治区、直辖市人民政府.
    Province,
    /// 市、州人民政府.
    City,
    /// 县、区、旗人民政府.
    County,
    /// 镇、乡人民政府.
    Township,
    /// 街道办事处.
    Subdistrict,
    /// 管理委员会.
    Committee,
    /// 人民政府办公厅（室）.
    Office,
    /// 部门.
    Department,
}

impl IssuerKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
            Self::Subdistrict => "subdistrict",
            Self::Committee => "committee",
            Self::Office => "office",
            Self::Department => "department",
        }
    }

    /// Whether it is a people's government of any level, whose report has to cover assessment and accountability.
    pub fn is_government(self) -> bool {
        matches!(self, Self::Province | Self::City | Self::County | Self::Township)
    }
}

/// The organ that reports.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// As the title names it.
    pub name: String,
    /// Its kind, where the name tells.
    pub kind: Option<IssuerKind>,
    /// Where it was read.
    pub place: Place,
}

/// What a report is taken to be.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The year it reports on.
    pub year: Option<Year>,
    /// The organ.
    pub issuer: Option<Issuer>,
    /// The id of the form found.
    pub layout: Option<String>,
    /// Whether it is such a report at all: a title, or two anchors of a form.
    pub is_report: bool,
}

impl Profile {
    /// The year, where it is known with at least medium confidence.
    pub fn sure_year(&self) -> Option<u16> {
        self.year.filter(|year| year.confidence >= Confidence::Medium).map(|year| year.value)
    }
}

/// Finds the report year: title, own title in the preamble, period, annex title, body, publication date.
pub fn year(document: &Document) -> Option<Year> {
    let at = |value, confidence, place| Some(Year { value, confidence, place: Some(place) });
    if let Some(title) = &document.title
        && let Some(value) = first_year(&title.text)
    {
        return at(value, Confidence::High, title.place);
    }
    if let Some((value, place)) = own_title(document) {
        return at(value, Confidence::High, place);
    }
    for period in &document.periods {
        let spans = |value: &u16| plausible(*value);
        if let Some(value) = period.year().filter(spans) {
            return at(value, Confidence::High, period.place);
        }
    }
    for block in &document.blocks {
        let text = document.text(block);
        if text.contains("统计表")
            && text.chars().count() < 40
            && let Some(value) = first_year(text)
        {
            return at(value, Confidence::Medium, block.place);
        }
    }
    if let Some((value, place, sure)) = body_year(document) {
        return at(value, if sure { Confidence::Medium } else { Confidence::Low }, place);
    }
    let published = document.ending.published.as_ref().or(document.ending.signature.as_ref())?;
    at(published.date.year?.checked_sub(1)?, Confidence::Low, published.place)
}

fn plausible(year: u16) -> bool {
    (2007..=2100).contains(&year)
}

/// The first year stated in a short folded text.
pub fn first_year(text: &str) -> Option<u16> {
    dates(text).into_iter().find_map(|date| date.year).filter(|&year| plausible(year)).or_else(
        || {
            let start = text
                .find("20")
                .filter(|&start| text.len() >= start + 4 && text.is_char_boundary(start + 4))?;
            year_of(&text[start..start + 4]).filter(|&year| plausible(year))
        },
    )
}

/// “现公布某县某乡人民政府2023年政府信息公开工作年度报告” before the first heading.
fn own_title(document: &Document) -> Option<(u16, Place)> {
    let first =
        document.sections.first().map_or(document.blocks.len(), |section| section.block + 1);
    let prose = document.blocks[..first].iter().take(12);
    for block in prose {
        let text = document.text(block);
        let says = ["现公布", "现发布", "现将", "现就", "现向"]
            .iter()
            .filter_map(|word| text.find(word))
            .min();
        let Some(start) = says else { continue };
        let end = text[start..].find("报告").or(text[start..].find("情况")).map(|end| start + end);
        let Some(end) = end.filter(|&end| end - start < 200) else { continue };
        if let Some(value) = first_year(&text[start..end]) {
            return Some((value, block.place.part(start, end)));
        }
    }
    None
}

/// The year that the body speaks of most; sure where it clearly leads.
fn body_year(document: &Document) -> Option<(u16, Place, bool)> {
    let mut counts: Vec<(u16, usize, Place)> = Vec::new();
    for block in document.prose() {
        let text = document.text(block);
        let mut quoted = 0i32;
        for (at, mark) in text.match_indices(['年', '《', '》']) {
            quoted += i32::from(mark == "《") - i32::from(mark == "》");
            let Some(start) =
                at.checked_sub(4).filter(|&start| mark == "年" && text.is_char_boundary(start))
            else {
                continue;
            };
            let Some(value) =
                text[start..at].parse().ok().filter(|&value| plausible(value) && quoted <= 0)
            else {
                continue;
            };
            match counts.iter_mut().find(|(year, ..)| *year == value) {
                Some((_, count, _)) => *count += 1,
                None => counts.push((value, 1, block.place.part(start, at + "年".len()))),
            }
        }
    }
    let &(value, count, place) =
        counts.iter().max_by_key(|(year, count, _)| (*count, std::cmp::Reverse(*year)))?;
    let all: usize = counts.iter().map(|(_, count, _)| count).sum();
    Some((value, place, count * 2 > all))
}

/// Finds the organ: title, “由…编制”, what it calls itself.
pub fn issuer(document: &Document) -> Option<Issuer> {
    if let Some(title) = &document.title {
        let name = organ_in_title(&title.text);
        if name.chars().count() >= 2 {
            return Some(Issuer { kind: kind(&name), name, place: title.place });
        }
    }
    let selves = [
        ("我镇", IssuerKind::Township),
        ("我乡", IssuerKind::Township),
        ("我局", IssuerKind::Department),
        ("我委", IssuerKind::Department),
        ("我街道", IssuerKind::Subdistrict),
        ("本街道", IssuerKind::Subdistrict),
        ("我县", IssuerKind::County),
        ("我市", IssuerKind::City),
        ("我省", IssuerKind::Province),
    ];
    let mut best: Option<(usize, Issuer)> = None;
    for (word, kind) in selves {
        let text = document.shadow.text();
        let count = text.matches(word).count();
        if let Some(start) =
            text.find(word).filter(|_| best.as_ref().is_none_or(|(most, _)| count > *most))
        {
            let place = Place::new(start, start + word.len());
            best = Some((count, Issuer { name: word.to_owned(), kind: Some(kind), place }));
        }
    }
    best.map(|(_, issuer)| issuer)
}

/// What is left of a folded title without year and fixed words.
pub fn organ_in_title(title: &str) -> String {
    let end = ["政府信息公开", "信息公开", "政务公开"]
        .iter()
        .filter_map(|word| title.find(word))
        .min()
        .unwrap_or(title.len());
    let mut name = title[..end].to_owned();
    if name.ends_with("人民") {
        name.push_str("政府");
    }
    for date in dates(&name).into_iter().rev() {
        name.replace_range(date.range, "");
    }
    let digits: String = name.chars().filter(|char| !char.is_ascii_digit()).collect();
    let name = digits
        .trim_matches(['年', '度', '：', '-', '关', '于', '，', ' ', '《', '》', '*'])
        .trim_start_matches("标题：")
        .trim_end_matches("年度");
    if name.chars().count() >= 2 {
        return name.to_owned();
    }
    let behind = title.rfind("报告").map_or("", |at| &title[at + "报告".len()..]);
    let behind = behind.trim_matches(['（', '）', '-', '》', '*', ' ']);
    if kind(behind).is_some() { behind.to_owned() } else { name.to_owned() }
}

/// The kind that the name of an organ tells.
pub fn kind(name: &str) -> Option<IssuerKind> {
    let name = name.trim_end_matches(['）', '（']);
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["人民政府办公室", "人民政府办公厅", "政府办", "政府办公室", "政府办公厅"])
    {
        return Some(IssuerKind::Office);
    }
    if ends(&["街道", "街道办", "街道办事处", "办事处"]) {
        return Some(IssuerKind::Subdistrict);
    }
    if ends(&[
        "管委会",
        "管理委员会",
        "开发区",
        "工区",
        "园区",
        "高新区",
        "新区",
        "示范区",
        "度假区",
    ]) {
        return Some(IssuerKind::Committee);
    }
    let place = name.trim_end_matches("政府").trim_end_matches("人民").trim_end_matches("（机关）");
    match place.chars().next_back()? {
        '镇' | '乡' | '苏' if place.chars().count() > 1 => Some(IssuerKind::Township),
        '省' => Some(IssuerKind::Province),
        '市' | '州' | '盟' => Some(IssuerKind::City),
        '区' if place.ends_with("自治区") => Some(IssuerKind::Province),
        '县' | '旗' | '区' => Some(IssuerKind::County),
        '局' | '委' | '会' | '厅' | '办' | '室' | '院' | '队' | '所' | '站' | '社' | '馆'
        | '处' | '部' | '司' | '心' | '校' | '署' => Some(IssuerKind::Department),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_and_their_kinds() {
        let cases = [
            ("2018年三村镇政府信息公开工作年度报告", "三村镇", Some(IssuerKind::Township)),
            ("息陬镇人民政府2019年信息公开年度报告", "息陬镇人民政府", Some(IssuerKind::Township)),
            (
                "淮安市人民政府2024年政府信息公开工作年度报告",
                "淮安市人民政府",
                Some(IssuerKind::City),
            ),
            (
                "鸭河工区管委会2019年政府信息公开工作年度报告",
                "鸭河工区管委会",
                Some(IssuerKind::Committee),
            ),
            (
                "耀禾区审计局2020年政府信息公开工作年度报告",
                "耀禾区审计局",
                Some(IssuerKind::Department),
            ),
            (
                "2018年度宣禾区卫健委信息公开工作年度报告",
                "宣禾区卫健委",
                Some(IssuerKind::Department),
            ),
            ("某县人民政府信息公开工作2020年度报告", "某县人民政府", Some(IssuerKind::County)),
            (
                "松岩区云栖街道办事处2015年政府信息公开工作年度报告",
                "松岩区云栖街道办事处",
                Some(IssuerKind::Subdistrict),
            ),
        ];
        for (title, name, expected) in cases {
            assert_eq!((organ_in_title(title).as_str(), kind(name)), (name, expected), "{title}");
        }
    }
}

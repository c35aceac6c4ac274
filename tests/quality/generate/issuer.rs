//! Invented organs of every kind.

use super::rng::Rng;

const FIRST: [&str; 15] =
    ["澜", "禾", "岑", "柏", "霁", "砚", "梧", "朔", "枫", "棠", "瑛", "皓", "珞", "蘅", "筠"];
const SECOND: [&str; 10] = ["川", "原", "泽", "岭", "浦", "宁", "埠", "湾", "渡", "畔"];
const BUREAUS: [&str; 16] = [
    "水务局",
    "审计局",
    "统计局",
    "司法局",
    "民政局",
    "财政局",
    "教育局",
    "交通运输局",
    "农业农村局",
    "市场监督管理局",
    "应急管理局",
    "自然资源局",
    "医疗保障局",
    "林业局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
];
const OLD_BUREAUS: [&str; 12] = [
    "水务局",
    "审计局",
    "统计局",
    "司法局",
    "民政局",
    "财政局",
    "教育局",
    "交通运输局",
    "农业局",
    "林业局",
    "人力资源和社会保障局",
    "环境保护局",
];
const COMMISSIONS: [&str; 2] = ["发展和改革委员会", "卫生健康委员会"];
const OLD_COMMISSIONS: [&str; 2] = ["发展和改革委员会", "卫生和计划生育委员会"];

/// The kinds of organ that the rules tell apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Province,
    City,
    County,
    Town,
    Bureau,
    Commission,
    Street,
    Zone,
    Office,
}

/// An organ and how its report speaks of it.
#[derive(Clone, Debug)]
pub(crate) struct Issuer {
    pub(crate) kind: Kind,
    /// As in the title: 禾川县云埠镇人民政府.
    pub(crate) name: String,
    /// As in a sentence: 云埠镇.
    pub(crate) short: String,
    /// 我镇.
    pub(crate) we: &'static str,
    /// 全镇.
    pub(crate) all: &'static str,
    /// The government above or around it: 县政府.
    pub(crate) above: &'static str,
    /// The web site on which it publishes.
    pub(crate) site: &'static str,
    /// The office that answers questions.
    pub(crate) desk: String,
    /// Where it has its seat, without street.
    pub(crate) seat: String,
}

impl Issuer {
    /// One organ; `old` takes the names of before 2019.
    pub(crate) fn new(rng: &mut Rng, old: bool) -> Self {
        use Kind::{Bureau, City, Commission, County, Office, Province, Street, Town, Zone};
        let kind = rng.of(&[
            Province, City, City, County, County, Town, Town, Town, Town, Bureau, Bureau, Bureau,
            Commission, Street, Street, Zone, Office,
        ]);
        let place = place(rng);
        match kind {
            Province => {
                Self::government(kind, &place, "省", ["我省", "全省", "国务院", "省政府网站"])
            }
            City => Self::government(kind, &place, "市", ["我市", "全市", "省政府", "市政府网站"]),
            County if rng.chance(30) => {
                Self::government(kind, &place, "区", ["我区", "全区", "市政府", "区政府网站"])
            }
            County => {
                Self::government(kind, &place, "县", ["我县", "全县", "市政府", "县政府网站"])
            }
            Town => Self::town(rng, &place),
            Bureau => {
                let organ = rng.pick(if old { &OLD_BUREAUS[..] } else { &BUREAUS[..] });
                Self::department(rng, kind, &place, organ, ["我局", "全局"])
            }
            Commission => {
                let organ = rng.pick(if old { &OLD_COMMISSIONS } else { &COMMISSIONS });
                Self::department(rng, kind, &place, organ, ["我委", "全委"])
            }
            Street => Self::street(rng, &place),
            Zone => Self::zone(rng, &place),
            Office => Self::office(rng, &place),
        }
    }

    /// Whether 条例50(四) asks this organ for checking, assessment and accountability.
    pub(crate) fn is_government(&self) -> bool {
        matches!(self.kind, Kind::Province | Kind::City | Kind::County | Kind::Town)
    }

    /// Whether this organ may make 规章.
    pub(crate) fn may_regulate(&self) -> bool {
        matches!(self.kind, Kind::Province | Kind::City)
    }

    fn government(kind: Kind, place: &str, rank: &str, words: [&'static str; 4]) -> Self {
        let [we, all, above, site] = words;
        let office = if kind == Kind::Province { "办公厅" } else { "办公室" };
        let desk = format!("{place}{rank}人民政府{office}");
        let short = format!("{place}{rank}");
        let name = format!("{short}人民政府");
        Self { kind, name, we, all, above, site, desk, seat: short.clone(), short }
    }

    fn town(rng: &mut Rng, county: &str) -> Self {
        let (rank, we, all) =
            rng.of(&[("镇", "我镇", "全镇"), ("镇", "我镇", "全镇"), ("乡", "我乡", "全乡")]);
        let short = format!("{}{rank}", place_unlike(rng, county));
        let seat = format!("{county}县{short}");
        let name = if rng.chance(50) {
            format!("{seat}人民政府")
        } else {
            format!("{short}人民政府")
        };
        let desk = format!("{short}{}", rng.pick(&["人民政府", "党政综合办公室", "党政办公室"]));
        let (above, site) = ("县政府", "县政府网站");
        Self { kind: Kind::Town, name, short, we, all, above, site, desk, seat }
    }

    fn department(
        rng: &mut Rng,
        kind: Kind,
        place: &str,
        organ: &str,
        [we, all]: [&'static str; 2],
    ) -> Self {
        let (rank, above, site) = rng.of(&[
            ("县", "县政府", "县政府网站"),
            ("市", "市政府", "市政府网站"),
            ("区", "区政府", "区政府网站"),
        ]);
        let name = format!("{place}{rank}{organ}");
        let desk = format!("{name}{}", rng.pick(&["办公室", "", "政务公开办公室"]));
        let short = format!("{rank}{organ}");
        let seat = format!("{place}{rank}");
        Self { kind, name, short, we, all, above, site, desk, seat }
    }

    fn street(rng: &mut Rng, district: &str) -> Self {
        let short = format!("{}街道", place_unlike(rng, district));
        let seat = format!("{district}区");
        let name = if rng.chance(50) {
            format!("{seat}{short}办事处")
        } else {
            format!("{short}办事处")
        };
        let desk =
            format!("{short}{}", rng.pick(&["办事处", "办事处党政办公室", "党政综合办公室"]));
        let (we, all) = ("我街道", "街道");
        let (above, site) = ("区政府", "区政府网站");
        Self { kind: Kind::Street, name, short, we, all, above, site, desk, seat }
    }

    fn zone(rng: &mut Rng, place: &str) -> Self {
        let zone = rng.pick(&["经济开发区", "高新技术产业开发区", "工业园区"]);
        let short = format!("{place}{zone}");
        let name = format!("{short}{}", rng.pick(&["管理委员会", "管委会"]));
        let desk = format!("{short}{}", rng.pick(&["管委会办公室", "党政办公室"]));
        let (we, all, above, site) = ("我区", "全区", "市政府", "园区门户网站");
        Self { kind: Kind::Zone, seat: short.clone(), name, short, we, all, above, site, desk }
    }

    fn office(rng: &mut Rng, place: &str) -> Self {
        let (rank, above, site) =
            rng.of(&[("县", "县政府", "县政府网站"), ("市", "市政府", "市政府网站")]);
        let name = format!("{place}{rank}人民政府办公室");
        let short = format!("{rank}政府办公室");
        let seat = format!("{place}{rank}");
        let (we, all, desk) = ("我办", "全办", name.clone());
        Self { kind: Kind::Office, name, short, we, all, above, site, desk, seat }
    }
}

fn place(rng: &mut Rng) -> String {
    format!("{}{}", rng.pick(&FIRST), rng.pick(&SECOND))
}

fn place_unlike(rng: &mut Rng, other: &str) -> String {
    loop {
        let name = place(rng);
        if name != other {
            return name;
        }
    }
}

//! 政府信息公开情况统计表, the annex of 2014 to 2018.

use super::grid::{Cell, Grid, Kind};
use super::rng::Rng;

/// Rows of the annex that others speak of.
pub(crate) const DISCLOSED: usize = 1;
pub(crate) const RULES: usize = 2;
pub(crate) const SITE: usize = 6;
pub(crate) const WECHAT: usize = 8;
pub(crate) const RECEIVED: usize = 21;
pub(crate) const HANDLED: usize = 26;
pub(crate) const ANSWERED: usize = 29;
pub(crate) const REVIEWS: usize = 44;
pub(crate) const SUITS: usize = 48;
pub(crate) const MEETINGS: usize = 62;
pub(crate) const COURSES: usize = 63;
pub(crate) const TRAINED: usize = 64;

/// A total and its parts.
pub(crate) const SUMS: [(usize, &[usize]); 7] = [
    (RECEIVED, &[22, 23, 24, 25]),
    (HANDLED, &[27, 28]),
    (ANSWERED, &[30, 31, 32, 33, 40, 41, 42, 43]),
    (33, &[34, 35, 36, 37, 38, 39]),
    (REVIEWS, &[45, 46, 47]),
    (SUITS, &[49, 50, 51]),
    (57, &[58, 59]),
];

/// Label and unit; a row without unit is a heading.
const ROWS: [(&str, &str); 65] = [
    ("一、主动公开情况", ""),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    ("其中：主动公开规范性文件数", "条"),
    ("制发规范性文件总数", "件"),
    ("（二）通过不同渠道和方式公开政府信息的情况", ""),
    ("1.政府公报公开政府信息数", "条"),
    ("2.政府网站公开政府信息数", "条"),
    ("3.政务微博公开政府信息数", "条"),
    ("4.政务微信公开政府信息数", "条"),
    ("5.其他方式公开政府信息数", "条"),
    ("二、回应解读情况", ""),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    ("（二）通过不同渠道和方式回应解读的情况", ""),
    ("1.参加或举办新闻发布会总次数", "次"),
    ("其中：主要负责同志参加新闻发布会次数", "次"),
    ("2.政府网站在线访谈次数", "次"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次"),
    ("3.政策解读稿件发布数", "篇"),
    ("4.微博微信回应事件数", "次"),
    ("5.其他方式回应事件数", "次"),
    ("三、依申请公开情况", ""),
    ("（一）收到申请数", "件"),
    ("1.当面申请数", "件"),
    ("2.传真申请数", "件"),
    ("3.网络申请数", "件"),
    ("4.信函申请数", "件"),
    ("（二）申请办结数", "件"),
    ("1.按时办结数", "件"),
    ("2.延期办结数", "件"),
    ("（三）申请答复数", "件"),
    ("1.属于已主动公开范围数", "件"),
    ("2.同意公开答复数", "件"),
    ("3.同意部分公开答复数", "件"),
    ("4.不同意公开答复数", "件"),
    ("其中：涉及国家秘密", "件"),
    ("涉及商业秘密", "件"),
    ("涉及个人隐私", "件"),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件"),
    ("不是《条例》所指政府信息", "件"),
    ("法律法规规定的其他情形", "件"),
    ("5.不属于本行政机关公开数", "件"),
    ("6.申请信息不存在数", "件"),
    ("7.告知作出更改补充数", "件"),
    ("8.告知通过其他途径办理数", "件"),
    ("四、行政复议数量", "件"),
    ("（一）维持具体行政行为数", "件"),
    ("（二）被依法纠错数", "件"),
    ("（三）其他情形数", "件"),
    ("五、行政诉讼数量", "件"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
    ("（二）被依法纠错数", "件"),
    ("（三）其他情形数", "件"),
    ("六、举报投诉数量", "件"),
    ("七、依申请公开信息收取的费用", "万元"),
    ("八、机构建设和保障经费情况", ""),
    ("（一）政府信息公开工作专门机构数", "个"),
    ("（二）设置政府信息公开查阅点数", "个"),
    ("（三）从事政府信息公开工作人员数", "人"),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"),
    ("2.兼职人员数", "人"),
    (
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
    ),
    ("九、政府信息公开会议和培训情况", ""),
    ("（一）召开政府信息公开工作会议或专题会议数", "次"),
    ("（二）举办各类培训班数", "次"),
    ("（三）接受培训人员数", "人次"),
];

/// The figures of the annex, one a row; headings hold zero.
#[derive(Clone, Debug)]
pub(crate) struct Annex(Vec<u64>);

impl Annex {
    pub(crate) fn new(rng: &mut Rng, busy: bool) -> Self {
        let mut annex = Self(vec![0; ROWS.len()]);
        annex.disclosure(rng);
        annex.interpretation(rng);
        annex.applications(rng, busy);
        annex.support(rng);
        annex
    }

    pub(crate) fn get(&self, row: usize) -> u64 {
        self.0[row]
    }

    /// What each channel carried, the gazette first.
    pub(crate) fn channels(&self) -> &[u64] {
        &self.0[5..10]
    }

    fn disclosure(&mut self, rng: &mut Rng) {
        let most = rng.of(&[80, 400, 3000]);
        let site = rng.range(12, most);
        let channels =
            [rng.of(&[0, 0, 6]), site, rng.of(&[0, 0, 35]), rng.range(0, 90), rng.range(0, 60)];
        self.0[5..10].copy_from_slice(&channels);
        // The same item counts once: at most as many items as all channels carried, no fewer than one of them did.
        let sum = channels.iter().sum();
        let most = channels.into_iter().fold(site + channels[3] / 2, u64::max);
        self.0[DISCLOSED] = if rng.chance(50) { sum } else { most };
        self.0[RULES] = rng.of(&[0, 0, 2, 7]);
        self.0[3] = self.0[RULES] + rng.of(&[0, 0, 1]);
    }

    fn interpretation(&mut self, rng: &mut Rng) {
        for (row, most) in [(11, 12), (13, 3), (15, 3), (17, 25), (18, 30), (19, 9)] {
            self.0[row] = if rng.chance(50) { rng.range(0, most) } else { 0 };
        }
        self.0[14] = rng.range(0, self.0[13]);
        self.0[16] = rng.range(0, self.0[15]);
    }

    fn applications(&mut self, rng: &mut Rng, busy: bool) {
        let most = rng.of(if busy { &[6, 40, 120] } else { &[0, 0, 6, 40, 120] });
        let received = if most == 0 { 0 } else { rng.range(1, most) };
        let mut fill = |total: usize, value: u64, parts: &[usize], rng: &mut Rng| {
            self.0[total] = value;
            for (part, number) in parts.iter().zip(rng.split(value, parts.len())) {
                self.0[*part] = number;
            }
        };
        for (total, parts) in &SUMS[..3] {
            fill(*total, received, parts, rng);
        }
        let most = if received > 20 || busy { 6 } else { 0 };
        for (total, parts) in &SUMS[4..6] {
            let value = rng.range(0, most);
            fill(*total, value, parts, rng);
        }
        let refused = self.0[33];
        let (total, parts) = SUMS[3];
        for (part, number) in parts.iter().zip(rng.split(refused, parts.len())) {
            self.0[*part] = number;
        }
        self.0[total] = refused;
    }

    fn support(&mut self, rng: &mut Rng) {
        self.0[52] = rng.of(&[0, 0, 0, 2]);
        self.0[55] = rng.of(&[0, 1, 1]);
        self.0[56] = rng.range(0, 4);
        self.0[58] = rng.range(0, 2);
        self.0[59] = rng.range(1, 6);
        self.0[57] = self.0[58] + self.0[59];
        self.0[60] = rng.of(&[0, 0, 2, 5]);
        self.0[MEETINGS] = rng.range(1, 5);
        self.0[COURSES] = rng.range(1, 4);
        self.0[TRAINED] = rng.range(8, 90) * self.0[COURSES];
    }

    /// The annex as a table of three columns.
    pub(crate) fn grid(&self, rng: &mut Rng) -> Grid {
        let mut grid = Grid::new(Kind::Annex);
        let head = rng.of(&[["统计指标", "单位", "统计数"], ["统  计  指  标", "单位", "统计数"]]);
        grid.row(head.iter().map(|text| Cell::other(*text)).collect());
        let (unit_mark, value_mark) = rng.of(&[("——", "——"), ("——", ""), ("", "")]);
        for (row, (label, unit)) in ROWS.iter().enumerate() {
            let (unit, value) = if unit.is_empty() {
                (Cell::other(unit_mark), Cell::other(value_mark))
            } else {
                (Cell::other(*unit), Cell::value(row, 0, &self.0[row]))
            };
            grid.row(vec![Cell::label(*label), unit, value]);
        }
        grid
    }
}

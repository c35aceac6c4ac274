//! How readers can ask: telephone, address, postcode, fax, mail, and the sentence that announces them.

use std::{ops::Range, sync::LazyLock};

use super::{
    Block, BlockKind, Document,
    scan::{Scan, boundary},
};
use crate::source::{Passage, Place, WordList, pairs::Few};

/// The ways to ask that a report names; each with its value.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// A telephone number.
    pub phone: Option<Place>,
    /// A fax number.
    pub fax: Option<Place>,
    /// A mail address.
    pub mail: Option<Place>,
    /// A postal address.
    pub address: Option<Place>,
    /// A postcode.
    pub postcode: Option<Place>,
    /// The sentence that says whom to ask, or that names a way to.
    pub announced: Option<Place>,
    /// A field named without a value: `电话：；`.
    pub empty: Option<Place>,
}

impl Contact {
    /// Whether any way to ask is given.
    pub fn is_present(&self) -> bool {
        [self.phone, self.fax, self.mail, self.address, self.postcode].iter().any(Option::is_some)
    }
}

/// Any of these must stand in a sentence for it to name a way to ask.
static WORDS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&[
        "电话",
        "联系",
        "地址",
        "邮编",
        "邮政编码",
        "邮箱",
        "邮件",
        "信箱",
        "传真",
        "致电",
        "拨打",
        "热线",
        "咨询",
        "@",
        "座机",
        "手机",
        "来电",
        "Tel",
        "地点",
        "邮码",
        "通讯处",
        "疑问",
        "疑义",
        "如需",
        "如有",
        "请洽",
        "致函",
        "来函",
        "号码",
    ])
});

/// Looks through running text outside tables.
pub fn find(document: &Document) -> Contact {
    let mut contact = Contact::default();
    let mut blocks: Vec<usize> =
        document.prose.having(document, &WORDS).map(|one| one.block).collect();
    blocks.dedup();
    for index in blocks {
        let Some(passage) = document.prose.passage(document, index) else { continue };
        let place = document.blocks[index].place;
        let sentences = document.prose.of(index).iter();
        let sentences = sentences.map(|one| (one.place, one.passage(document)));
        if let Some(behind) = values_behind(document, index) {
            let place = place.join(behind);
            let text = document.shadow.slice(place);
            read(Passage::new(text, &Few::of(text)), place, sentences, &mut contact);
        } else {
            read(passage, place, sentences, &mut contact);
        }
    }
    contact
}

/// How many lines behind the first may each hold the value of a field that the line before ends with.
const LINES: usize = 3;

/// The lines behind one that ends with the name of a field, where they may hold its value.
fn values_behind(document: &Document, index: usize) -> Option<Place> {
    let names = |block: &Block| {
        let text = document.text(block);
        let text = text.strip_suffix('：').unwrap_or(text);
        FIELDS.iter().any(|name| text.ends_with(name))
    };
    let pairs = document.blocks[index..].windows(2).take(LINES);
    let behind = pairs
        .take_while(|pair| names(&pair[0]) && pair[1].kind == BlockKind::Paragraph)
        .map(|pair| pair[1].place);
    behind.reduce(Place::join)
}

/// The words that a value stands behind.
static PHONE_WORDS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["电话", "座机", "手机", "热线", "致电", "拨打", "来电", "Tel"])
});
static FAX_WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["传真"]));
static ADDRESS_WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["地址", "地点", "通讯处"]));
static POSTCODE_WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["邮编", "邮政编码", "邮码"]));

/// Reads one text and its sentences.
fn read<'a>(
    passage: Passage,
    place: Place,
    mut sentences: impl Iterator<Item = (Place, Passage<'a>)>,
    contact: &mut Contact,
) {
    let text = passage.text;
    let at = |range: Range<usize>| place.part(range.start, range.end);
    let behind = |words, value| value_behind(passage, words, value).map(at);
    contact.phone = contact.phone.or_else(|| behind(&PHONE_WORDS, phone));
    contact.fax = contact.fax.or_else(|| behind(&FAX_WORDS, fax));
    contact.address = contact.address.or_else(|| behind(&ADDRESS_WORDS, address));
    contact.postcode = contact.postcode.or_else(|| behind(&POSTCODE_WORDS, postcode));
    contact.mail = contact.mail.or_else(|| mail(text).map(at));
    contact.announced = contact
        .announced
        .or_else(|| sentences.find(|(_, sentence)| announces(*sentence)).map(|(place, _)| place));
    contact.phone = contact.phone.or_else(|| bare_phone(text).map(at));
    contact.empty = contact.empty.or_else(|| empty(text).map(at));
}

/// How far behind a word its value may end, in bytes.
const REACH: usize = 220;

/// The first value behind one of the words.
fn value_behind(
    passage: Passage,
    words: &WordList,
    value: fn(Scan) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    let text = passage.text;
    let mut first: Option<(usize, Range<usize>)> = None;
    for word in passage.all(words) {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            if first.as_ref().is_some_and(|(first, _)| *first <= start) {
                break;
            }
            let end = boundary(text, start + REACH);
            if let Some(value) = value(Scan::new(&text[..end], start)) {
                first = Some((start, value));
                break;
            }
        }
    }
    first.map(|(_, value)| value)
}

/// A number behind a word for telephone: `号码（办公室）：0435-3722267`.
fn phone(mut scan: Scan) -> Option<Range<usize>> {
    scan.word(&["号码", "号"]);
    let mut ahead = scan;
    let note = |char: char| !char.is_ascii_digit() && char != '）';
    if ahead.word(&["（"]).and_then(|_| ahead.run(1..=8, note)).is_some()
        && ahead.word(&["）"]).is_some()
    {
        scan = ahead;
    }
    scan.word(&["是", "为", "."]);
    colon(&mut scan);
    scan.word(&["（", " "]);
    let start = scan.at;
    let end = landline(scan)
        .or_else(|| service(scan).map(|behind| behind.at))
        .or_else(|| run_on(scan))?;
    Some(start..end)
}

/// Reads what stands between the name of a field and its value: a colon, the end of a line.
fn colon(scan: &mut Scan) {
    scan.word(&["：", ":"]);
    scan.word(&["\n"]);
}

/// Where a number ends that may have a country's, an area's and an extension's: `（+86-0435）372 2267转22`.
fn landline(mut scan: Scan) -> Option<usize> {
    scan.word(&["（"]);
    scan.word(&["+"]);
    let mut abroad = scan;
    let abroad = abroad.word(&["86"]).map(|_| {
        abroad.word(&["）"]);
        abroad.word(&["-", " "]);
        abroad
    });
    let mut scan = abroad.and_then(local).or_else(|| local(scan))?;
    let mut ahead = scan;
    if ahead.word(&["转", "-"]).and_then(|_| ahead.digits(1..=6)).is_some() {
        scan = ahead;
    }
    Some(scan.at)
}

/// Reads a subscriber's number with that of an area before it, or without.
fn local(scan: Scan) -> Option<Scan> {
    areal(scan).or_else(|| subscriber(scan))
}

/// Reads a subscriber's number, or that of a service, with that of an area before it.
fn areal(scan: Scan) -> Option<Scan> {
    let within = |length| {
        let scan = area(scan, length)?;
        subscriber(scan).or_else(|| service(scan))
    };
    within(4).or_else(|| within(3))
}

/// Reads an area's number of so many digits, and what stands between it and the subscriber's.
fn area(mut scan: Scan, length: usize) -> Option<Scan> {
    scan.digits(length..=length).filter(|area| area.starts_with('0'))?;
    scan.word(&["）"]);
    scan.run(0..=3, |char| matches!(char, '-' | ' '));
    Some(scan)
}

/// Reads a subscriber's number of six to nine digits, which may stand in two parts.
fn subscriber(scan: Scan) -> Option<Scan> {
    [4, 3].into_iter().find_map(|length| {
        let mut scan = scan;
        scan.digits(length..=length).filter(|first| !first.starts_with('0'))?;
        scan.word(&["-", " "]);
        scan.digits(3..=5)?;
        Some(scan)
    })
}

/// Reads the number of a service: `12345`, `96110`; a count of calls is none.
fn service(mut scan: Scan) -> Option<Scan> {
    let longest = if scan.rest().starts_with("96") { 6 } else { 5 };
    let number = scan.digits(5..=longest)?;
    let counted = |char: char| char.is_ascii_digit() || COUNTED.contains(&char);
    let known = ["1", "95", "96"].iter().any(|first| number.starts_with(first));
    (known && !scan.rest().starts_with(counted)).then_some(scan)
}

/// What a figure has behind it that counts something.
const COUNTED: [char; 12] = ['件', '条', '次', '个', '人', '起', '宗', '通', '余', '多', '万', '%'];

/// Where the numbers of an area and of a subscriber end that run together and are no such numbers.
fn run_on(mut scan: Scan) -> Option<usize> {
    scan.digits(10..=12).filter(|number| number.starts_with('0'))?;
    Some(scan.at)
}

/// The first number that can be nothing else though no word stands before it: with an area's, a mobile one, or one of
/// seven or eight figures in a bracket or behind a comma.
fn bare_phone(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let apart = |char: char| !char.is_ascii_alphanumeric() && !"@_./-".contains(char);
    let number = |at: usize| {
        let before = text[..at].chars().next_back();
        if !before.is_none_or(apart) {
            return None;
        }
        let scan = Scan::new(text, at);
        let marked = before.is_some_and(|char| "（，、；：".contains(char));
        let areal = areal(scan).filter(|behind| text[at..behind.at].contains(['-', ' ', '）']));
        let end = areal.map(|behind| behind.at).or_else(|| run_on(scan)).or_else(|| mobile(scan));
        let end = end.or_else(|| own(scan).filter(|_| marked))?;
        let behind = text[end..].chars().next();
        behind.is_none_or(apart).then_some(at..end)
    };
    let mut digits = (0..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit() && !(at > 0 && bytes[at - 1].is_ascii_digit()));
    digits.find_map(number)
}

/// Where a mobile number ends.
fn mobile(mut scan: Scan) -> Option<usize> {
    scan.digits(11..=11).filter(|number| number.starts_with('1'))?;
    Some(scan.at)
}

/// Where a subscriber's number ends that stands alone.
fn own(mut scan: Scan) -> Option<usize> {
    let date = |number: &&str| number.starts_with("20") || number.starts_with("19");
    scan.digits(7..=8).filter(|number| !number.starts_with(['0', '1']) && !date(number))?;
    let ends = |char| matches!(char, '）' | '，' | '。' | '；' | '、');
    (scan.rest().is_empty() || scan.rest().starts_with(ends)).then_some(scan.at)
}

fn fax(mut scan: Scan) -> Option<Range<usize>> {
    scan.word(&["电话", "号码"]);
    colon(&mut scan);
    let start = scan.at;
    scan.run(7..=16, |char| char.is_ascii_digit() || matches!(char, '（' | '）' | '-'))?;
    Some(start..scan.at)
}

fn address(mut scan: Scan) -> Option<Range<usize>> {
    scan.word(&["为", "是", "位于", "："])?;
    scan.word(&["\n"]);
    let behind = || {
        let start = scan.at;
        let mut scan = scan;
        let end = |char| matches!(char, '，' | '；' | '：' | '。' | '（' | '）');
        scan.run(4..=60, |char| !end(char)).filter(|address| !address.starts_with('、'))?;
        Some(start..scan.at)
    };
    address(scan).or_else(behind)
}

fn postcode(mut scan: Scan) -> Option<Range<usize>> {
    scan.word(&["为", "是"]);
    colon(&mut scan);
    let start = scan.at;
    scan.digits(6..=6)?;
    Some(start..scan.at)
}

/// The first mail address: an `@` with a name before it and a host with a dot behind it.
fn mail(text: &str) -> Option<Range<usize>> {
    let is_host = |char: char| char.is_ascii_alphanumeric() || char == '-';
    let is_name = |char: char| is_host(char) || matches!(char, '.' | '_' | '+');
    text.match_indices('@').find_map(|(at, mark)| {
        let name = &text[text[..at].trim_end_matches(is_name).len()..at];
        let name = name.trim_start_matches(|char: char| !char.is_ascii_alphanumeric());
        let mut scan = Scan::new(text, at + mark.len());
        scan.run(1..=usize::MAX, is_host)?;
        let mut end = None;
        while scan.word(&["."]).and_then(|_| scan.run(1..=usize::MAX, is_host)).is_some() {
            end = Some(scan.at);
        }
        Some(at - name.len()..end?).filter(|_| !name.is_empty())
    })
}

/// What a sentence that says whom to ask begins with: a reason to ask, a request, a notice.
static OCCASIONS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["疑问", "疑义", "问题", "意见", "建议", "了解", "咨询", "需要"])
});
static REQUESTS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["请与", "请同", "请和", "请联系", "请致电", "请拨打"]));
static NOTICES: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["公布"]));

/// Whether a sentence says whom to ask.
fn announces(sentence: Passage) -> bool {
    const WAYS: [&str; 11] =
        ["与", "同", "向", "和", "到", "联系", "致电", "拨打", "咨询", "来电", "电话"];
    let behind = |words| {
        let text = sentence.text;
        let each = |word| text.match_indices(word).map(|(at, word)| &text[at + word.len()..]);
        sentence.all(words).flat_map(each)
    };
    let asked = |text| near(text, 30, &["请", "可", "敬请"]).any(|text| leads(text, 10, &WAYS));
    let named = |text: &str| {
        let text = text.strip_prefix('了').unwrap_or(text);
        let end = text.find('，').unwrap_or(text.len());
        leads(&text[..end], 12, &["咨询电话", "联系电话", "监督电话"])
    };
    behind(&OCCASIONS).any(asked)
        || behind(&REQUESTS).any(|text| leads(text, 40, &["联系", "咨询", "反映", "："]))
        || behind(&NOTICES).any(named)
}

/// Whether one of the words stands in a text behind so many characters at most.
fn leads(text: &str, reach: usize, words: &[&str]) -> bool {
    near(text, reach, words).next().is_some()
}

/// The texts behind those of the words that stand in a text behind so many characters at most.
fn near<'a>(text: &'a str, reach: usize, words: &[&str]) -> impl Iterator<Item = &'a str> {
    text.char_indices().take(reach + 1).flat_map(move |(at, _)| {
        words.iter().filter_map(move |word| text[at..].strip_prefix(*word))
    })
}

/// The fields of a contact.
const FIELDS: [&str; 11] = [
    "联系电话",
    "咨询电话",
    "电话",
    "电子邮箱",
    "电子邮件",
    "电子信箱",
    "邮箱",
    "传真",
    "邮编",
    "邮政编码",
    "地址",
];

/// A field that is named without a value: `电话：；`, or at the end of a line before the next field.
fn empty(text: &str) -> Option<Range<usize>> {
    text.match_indices('：').find_map(|(colon, mark)| {
        let mut scan = Scan::new(text, colon + mark.len());
        let line = scan.rest().strip_prefix('\n');
        let next = line.is_some_and(|line| FIELDS.iter().any(|field| line.starts_with(field)));
        if scan.word(&["；", "，", "）", "。"]).is_none() && !scan.rest().is_empty() && !next {
            return None;
        }
        let field = FIELDS.iter().find(|field| text[..colon].ends_with(**field))?;
        Some(colon - field.len()..scan.at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::sentence, source::pairs::Few};

    #[test]
    fn contacts_in_every_wording() {
        let show = |text: &str| {
            let mut contact = Contact::default();
            let pairs = Few::of(text);
            let (passage, place) = (Passage::new(text, &pairs), Place::new(0, text.len()));
            let sentences = sentence::split(text, place);
            let sentences = sentences.map(|one| (one, passage.part(&text[one.range()])));
            read(passage, place, sentences, &mut contact);
            let name = |place: Option<Place>, letter: &str| {
                place.map_or(String::new(), |place| format!("{letter}={} ", &text[place.range()]))
            };

            name(contact.phone, "p")
                + &name(contact.address, "a")
                + &name(contact.mail, "m")
                + if contact.announced.is_some() { "!" } else { "" }
        };
        let cases = [
            (
                "如有疑问请与某镇人民政府联系（地址：某镇综合服务中心；电话：0435-3722267）。",
                "p=0435-3722267 a=某镇综合服务中心 !",
            ),
            ("如有疑问，请联系：委办公室，联系电话：5553522", "p=5553522 !"),
            ("联系电话：07975554110", "p=07975554110 "),
            ("电话：021-55579568转22054分机", "p=021-55579568转22054 "),
            ("请与区公开办联系（0537-5550001）。", "p=0537-5550001 !"),
            ("推动公开办公地址、联系电话、传真等信息。", ""),
            ("办公热线接听154次来电，另协助处理12345热线工单378条", ""),
            ("电子信箱：zyx5551118@example.com", "m=zyx5551118@example.com "),
            ("联系地址为某县人民路1号，邮编：111222", "a=某县人民路1号 "),
            ("公布了咨询电话，方便群众。", "!"),
            ("联系电话：0591-96189（热线）、0591-83330021", "p=0591-96189 "),
            ("服务热线96110，公司地址：海河七路19号", "p=96110 a=海河七路19号 "),
            ("咨询热线12345件，答复11023件", ""),
            ("客服热线：400-820-5551", "p=400-820-5551 "),
            ("联系人：王科长，0571-87654321", "p=0571-87654321 "),
            ("咨询方式：0571 8765 4321", "p=0571 8765 4321 "),
            ("联系人：王科长，13855550123", "p=13855550123 "),
            ("可致电党政办（海河路1号，5551234）", "p=5551234 "),
            ("咨询量为5551234，其中20231231前5件", ""),
            ("联系电话：\n0571-87654321", "p=0571-87654321 "),
            ("地址：\n海河七路19号，邮编：\n325001", "a=海河七路19号 "),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

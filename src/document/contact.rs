//! How readers can ask: telephone, address, postcode, fax, mail, and the sentence that announces them.

use std::sync::LazyLock;

use regex::Regex;

use super::{Document, sentence};
use crate::source::{Passage, Place, WordList};

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

/// A number behind a word for telephone, at the start of a text.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:号码|号)?(?:（[^0-9）]{{1,8}}）)?(?:是|为|\.)?[：:]?[（ ]?({NUMBER})"
    ))
    .expect("the pattern is valid")
});
/// A number with area code and no word before it.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^0-9a-zA-Z@_./-](0[0-9]{2,3}-{1,2}[1-9][0-9]{6,7}(?:转[0-9]+)?)")
        .expect("the pattern is valid")
});
const NUMBER: &str = r"（?\+?(?:86-?)?(?:0[0-9]{2,3}）?[- ]{0,3})?[1-9][0-9]{2,3}[- ]?[0-9]{3,5}(?:(?:转|-)[0-9]{1,6})?|1[3-9][0-9]{9}|1[0-9]{4}|0[0-9]{9,11}|400-?[0-9]{3}-?[0-9]{4}";
static FAX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:电话|号码)?[：:]?([0-9（）-]{7,16})").expect("the pattern is valid")
});
static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9][A-Za-z0-9._+-]*[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
        .expect("the pattern is valid")
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:为|是|位于|：)+([^，；：。（）、][^，；：。（）]{3,59})")
        .expect("the pattern is valid")
});
static POSTCODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:为|是)?[：:]?([0-9]{6})").expect("the pattern is valid"));
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:疑问|疑义|问题|意见|建议|了解|咨询|需要)[^。]{0,30}(?:请|可|敬请)[^。]{0,10}(?:与|同|向|和|到|联系|致电|拨打|咨询|来电|电话)|请(?:与|同|和|联系|致电|拨打)[^。]{0,40}(?:联系|咨询|反映|：)|公布了?[^。，]{0,12}(?:咨询|联系|监督)电话",
    )
    .expect("the pattern is valid")
});
static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:联系电话|咨询电话|电话|电子邮箱|电子邮件|电子信箱|邮箱|传真|邮编|邮政编码|地址)：(?:[；，）。]|$)").expect("the pattern is valid")
});

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
        "＠",
        "座机",
        "手机",
        "来电",
        "Tel",
        "地点",
        "邮码",
        "通讯处",
    ])
});

/// Looks through running text outside tables.
pub fn find(document: &Document) -> Contact {
    let mut contact = Contact::default();
    if !document.prose.may_have_any(&WORDS) {
        return contact;
    }
    for (block, passage) in document.passages().filter(|(block, _)| block.is_prose()) {
        if passage.has_any(&WORDS) {
            read(passage, block.place, &mut contact);
        }
    }
    contact
}

/// The words that a value stands behind, and the pattern of the value.
static PHONE_WORDS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(&["电话", "座机", "手机", "热线", "致电", "拨打", "来电", "Tel"])
});
static FAX_WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["传真"]));
static ADDRESS_WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["地址", "地点", "通讯处"]));
static POSTCODE_WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(&["邮编", "邮政编码", "邮码"]));

fn read(passage: Passage, place: Place, contact: &mut Contact) {
    let text = passage.text;
    let behind = |words: &WordList, pattern: &LazyLock<Regex>| {
        value_behind(passage, words, pattern).map(|(start, end)| place.part(start, end))
    };
    contact.phone = contact.phone.or_else(|| behind(&PHONE_WORDS, &PHONE));
    contact.fax = contact.fax.or_else(|| behind(&FAX_WORDS, &FAX));
    contact.address = contact.address.or_else(|| behind(&ADDRESS_WORDS, &ADDRESS));
    contact.postcode = contact.postcode.or_else(|| behind(&POSTCODE_WORDS, &POSTCODE));
    if contact.mail.is_none() && text.contains(['@', '＠']) {
        contact.mail = MAIL.find(text).map(|found| place.part(found.start(), found.end()));
    }
    if contact.announced.is_none() && passage.has_any(&ASKING) {
        contact.announced = sentence::split(text, place).find(|sentence| {
            let range =
                (sentence.start - place.start) as usize..(sentence.end - place.start) as usize;
            ANNOUNCED.is_match(&text[range])
        });
    }
    if let Some(announced) =
        contact.announced.filter(|announced| contact.phone.is_none() && place.contains(*announced))
    {
        let start = (announced.start - place.start) as usize;
        let found = BARE.captures(&text[start..]).and_then(|found| found.get(1));
        contact.phone = found.map(|found| place.part(start + found.start(), start + found.end()));
    }
    if contact.empty.is_none() && text.contains('：') {
        contact.empty = EMPTY.find(text).map(|found| place.part(found.start(), found.end()));
    }
}

/// One of these must stand in a text for it to say whom to ask.
static ASKING: LazyLock<WordList> = LazyLock::new(|| WordList::of(&["请", "可", "公布", "联系"]));

/// How far behind a word its value may end, in bytes.
const REACH: usize = 220;

/// The first value behind one of the words.
fn value_behind(
    passage: Passage,
    words: &WordList,
    pattern: &LazyLock<Regex>,
) -> Option<(usize, usize)> {
    let text = passage.text;
    let ends =
        |word: &str| text.match_indices(word).map(|(at, word)| at + word.len()).collect::<Vec<_>>();
    let mut starts: Vec<usize> = passage.all(words).flat_map(ends).collect();
    starts.sort_unstable();
    starts.into_iter().find_map(|start| {
        let mut end = text.len().min(start + REACH);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let value = pattern.captures(&text[start..end])?.get(1)?;
        Some((start + value.start(), start + value.end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pairs::Few;

    #[test]
    fn contacts_in_every_wording() {
        let show = |text: &str| {
            let mut contact = Contact::default();
            let pairs = Few::of(text);
            read(Passage::new(text, &pairs), Place::new(0, text.len()), &mut contact);
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
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}

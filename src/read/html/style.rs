//! What the attributes of an element say: whether it is shown, and whether it is part of the page round an article.

/// The attributes of a start tag that matter, as they stand in the file, references decoded.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) style: Vec<u8>,
    /// Class and id, a blank between.
    pub(super) names: Vec<u8>,
    pub(super) hidden: bool,
    /// It has an `href`.
    pub(super) link: bool,
    pub(super) colspan: Vec<u8>,
    pub(super) name: Vec<u8>,
    pub(super) width: Vec<u8>,
    pub(super) height: Vec<u8>,
}

/// More of an attribute than this, in bytes, is not looked at.
const LONGEST: usize = 2000;
/// The most columns a cell can span.
const WIDEST: u16 = 100;
/// An image with a side shorter than this, in pixels, is an ornament.
const SMALLEST: u32 = 100;

/// Words in classes and ids of what a page puts round an article.
const FRAME: [&str; 37] = [
    "nav",
    "navbar",
    "menu",
    "crumb",
    "crumbs",
    "breadcrumb",
    "breadcrumbs",
    "bread",
    "position",
    "weizhi",
    "dqwz",
    "share",
    "bdshare",
    "bdsharebuttonbox",
    "jiathis",
    "shares",
    "sharebox",
    "footer",
    "foot",
    "bottom",
    "copyright",
    "sidebar",
    "aside",
    "related",
    "relate",
    "relevant",
    "xgxx",
    "xgwz",
    "xgyd",
    "pager",
    "pagination",
    "toolbar",
    "qrcode",
    "ewm",
    "login",
    "search",
    "topbar",
];

impl Attributes {
    /// Forgets those of the tag before.
    pub(super) fn clear(&mut self) {
        self.style.clear();
        self.names.clear();
        self.hidden = false;
        self.link = false;
        self.colspan.clear();
        self.name.clear();
        self.width.clear();
        self.height.clear();
    }

    /// Takes up the value of an attribute.
    pub(super) fn set(&mut self, attribute: &[u8], value: &[u8]) {
        let value = &value[..value.len().min(LONGEST)];
        let kept = match attribute {
            b"style" => &mut self.style,
            b"class" | b"id" => {
                self.names.push(b' ');
                &mut self.names
            }
            b"colspan" => &mut self.colspan,
            b"name" => &mut self.name,
            b"width" => &mut self.width,
            b"height" => &mut self.height,
            _ => return,
        };
        kept.extend(value.iter().map(u8::to_ascii_lowercase));
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || !self.style.is_empty() && hides(&self.style)
    }

    /// Whether class or id call it a part of the page round an article.
    pub(super) fn is_frame(&self) -> bool {
        let word = |byte: &u8| !byte.is_ascii_alphabetic();
        self.names
            .split(word)
            .any(|part| part.len() > 2 && FRAME.iter().any(|frame| frame.as_bytes() == part))
    }

    /// How many columns a cell spans, at least one.
    pub(super) fn columns(&self) -> u16 {
        number(&self.colspan).map_or(1, |columns| columns.clamp(1, u32::from(WIDEST)) as u16)
    }

    /// Whether an image is too small to hold text.
    pub(super) fn is_ornament(&self) -> bool {
        let small = |side: &[u8]| number(side).is_some_and(|side| side < SMALLEST);
        small(&self.width) || small(&self.height)
    }
}

/// The number that a value begins with; none beside a percentage.
fn number(value: &[u8]) -> Option<u32> {
    let value = value.trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if value.get(digits) == Some(&b'%') {
        return None;
    }
    let digits = std::str::from_utf8(&value[..digits]).ok().filter(|digits| !digits.is_empty())?;
    Some(digits.parse().unwrap_or(u32::MAX))
}

/// Whether a style keeps an element from being seen.
fn hides(style: &[u8]) -> bool {
    style.split(|byte| *byte == b';').any(|declaration| {
        let mut halves = declaration.splitn(2, |byte| *byte == b':');
        let (Some(property), Some(value)) = (halves.next(), halves.next()) else { return false };
        let value = value.trim_ascii();
        match property.trim_ascii() {
            b"display" => value.starts_with(b"none"),
            b"visibility" => value.starts_with(b"hidden"),
            b"mso-hide" => value.starts_with(b"all"),
            b"font-size" => is_zero(value),
            _ => false,
        }
    })
}

/// Whether a length is nothing: `0`, `0px`, `0.0pt`.
fn is_zero(value: &[u8]) -> bool {
    let digits = value.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'.')).count();
    digits > 0 && value[..digits].iter().all(|byte| matches!(byte, b'0' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hiding_styles_are_told_from_others() {
        for (style, hidden) in [
            ("display:none", true),
            ("color:red; DISPLAY : none !important", true),
            ("mso-hide:all", true),
            ("font-size:0pt", true),
            ("font-size:0.8em", false),
            ("font-size:10pt;display:block", false),
            ("visibility:hidden", true),
            ("overflow:hidden", false),
        ] {
            let mut attributes = Attributes::default();
            attributes.set(b"style", style.as_bytes());
            assert_eq!(attributes.is_hidden(), hidden, "{style}");
        }
    }

    #[test]
    fn spans_are_clamped() {
        for (value, columns) in [("3", 3), ("", 1), ("0", 1), ("x", 1), ("99999999999", 100)] {
            let mut attributes = Attributes::default();
            attributes.set(b"colspan", value.as_bytes());
            assert_eq!(attributes.columns(), columns);
        }
    }
}

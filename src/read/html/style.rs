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

/// What one element says on whether it is shown; what it does not say it has from the element round it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sight {
    gone: bool,
    tiny: Option<bool>,
    unseen: Option<bool>,
}

/// Why text is not shown: its element is gone, its letters have no size, or it takes room and is not seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Veil {
    gone: bool,
    tiny: bool,
    unseen: bool,
}

impl Sight {
    /// What is not shown whatever stands round it.
    pub(super) const GONE: Self = Self { gone: true, tiny: None, unseen: None };

    /// Reads a style; the last declaration of a property counts.
    fn of(style: &[u8]) -> Self {
        let mut sight = Self::default();
        for declaration in style.split(|byte| *byte == b';') {
            let mut halves = declaration.splitn(2, |byte| *byte == b':');
            let (Some(property), Some(value)) = (halves.next(), halves.next()) else { continue };
            let value = value.trim_ascii();
            match property.trim_ascii() {
                b"display" => sight.gone = value.starts_with(b"none"),
                b"mso-hide" => sight.gone |= value.starts_with(b"all"),
                b"font-size" => sight.tiny = tiny(value).or(sight.tiny),
                b"visibility" if value.starts_with(b"visible") => sight.unseen = Some(false),
                b"visibility" if value.starts_with(b"hidden") => sight.unseen = Some(true),
                _ => {}
            }
        }
        sight
    }
}

impl Veil {
    /// That of an element in one under this veil.
    pub(super) fn under(self, sight: Sight) -> Self {
        Self {
            gone: self.gone || sight.gone,
            tiny: sight.tiny.unwrap_or(self.tiny),
            unseen: sight.unseen.unwrap_or(self.unseen),
        }
    }

    /// Whether it hides text.
    pub(super) fn hides_text(self) -> bool {
        self.tiny || self.hides_all()
    }

    /// Whether it hides images too.
    pub(super) fn hides_all(self) -> bool {
        self.gone || self.unseen
    }
}

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

    /// What they say on whether the element is shown.
    pub(super) fn sight(&self) -> Sight {
        let sight = Sight::of(&self.style);
        Sight { gone: self.hidden || sight.gone, ..sight }
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

/// Whether letters of a size are none: `0`, `0px`, `0.0pt`; nothing where that hangs on the element round it: `2em`.
fn tiny(value: &[u8]) -> Option<bool> {
    let digits = value.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'.')).count();
    let (number, unit) = value.split_at(digits);
    if digits > 0 && number.iter().all(|byte| matches!(byte, b'0' | b'.')) {
        return Some(true);
    }
    let relative = ["em", "%", "inherit", "smaller", "larger", "ex", "ch"];
    let relative = relative.iter().any(|word| unit.starts_with(word.as_bytes()));
    (!relative && !unit.is_empty()).then_some(false)
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
            let veil = Veil::default().under(attributes.sight());
            assert_eq!(veil.hides_text(), hidden, "{style}");
        }
    }

    #[test]
    fn what_is_gone_stays_gone_and_what_has_no_size_can_have_one_again() {
        for (outer, inner, hidden) in [
            ("font-size:0", "font-size:16px", false),
            ("font-size:0", "font-size:small", false),
            ("font-size:0", "font-size:2em", true),
            ("font-size:0", "color:red", true),
            ("visibility:hidden", "visibility:visible", false),
            ("visibility:hidden", "font-size:16px", true),
            ("display:none", "display:block", true),
        ] {
            let sight = |style: &str| Sight::of(style.as_bytes());
            let veil = Veil::default().under(sight(outer)).under(sight(inner));
            assert_eq!(veil.hides_text(), hidden, "{outer} {inner}");
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

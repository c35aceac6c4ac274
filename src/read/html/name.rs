//! What the names of elements mean to a reader.

/// What an element is, as far as its text is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Part of a line.
    Inline,
    Link,
    /// Ends a line, has no content.
    Break,
    /// Has no content and is no text.
    Void,
    Image,
    /// A line or several.
    Block,
    Paragraph,
    /// `li`, `dt`, `dd`.
    Item,
    List,
    Heading(u8),
    /// Lines end where they end in the file.
    Pre,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Group,
    Row,
    Cell,
    /// `nav`, `footer`, `aside`: part of the page, not of what it is about.
    Frame,
    /// Its content is no text: scripts, styles, controls.
    Skipped,
    /// `svg`, `math`: so is its content, whose elements are not those of a page.
    Foreign,
    /// The name of the page.
    Title,
    Meta,
}

impl Name {
    /// The meaning of a name in small letters.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::Link,
            b"br" => Self::Break,
            b"area" | b"base" | b"col" | b"embed" | b"input" | b"link" | b"param" | b"source"
            | b"track" | b"wbr" => Self::Void,
            b"img" | b"v:imagedata" => Self::Image,
            b"p" => Self::Paragraph,
            b"li" | b"dt" | b"dd" => Self::Item,
            b"ul" | b"ol" | b"dl" | b"menu" => Self::List,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Self::Pre,
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::Group,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"nav" | b"footer" | b"aside" => Self::Frame,
            b"script" | b"style" | b"noscript" | b"template" | b"xml" | b"iframe" | b"object"
            | b"applet" | b"audio" | b"video" | b"canvas" | b"select" | b"option" | b"button"
            | b"textarea" | b"datalist" | b"del" | b"rt" | b"rp" | b"noframes" | b"noembed"
            | b"frameset" | b"colgroup" => Self::Skipped,
            b"svg" | b"math" => Self::Foreign,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"html" | b"body" | b"div" | b"section" | b"article" | b"main" | b"header"
            | b"form" | b"fieldset" | b"legend" | b"blockquote" | b"center" | b"address"
            | b"figure" | b"figcaption" | b"details" | b"summary" | b"caption" | b"hr"
            | b"head" | b"dir" | b"hgroup" | b"dialog" | b"search" | b"ucaptitle"
            | b"ucapcontent" | b"founder-title" | b"founder-content" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it ends the line before it.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Link
                | Self::Void
                | Self::Image
                | Self::Meta
                | Self::Skipped
                | Self::Foreign
        )
    }
}

//! The kinds of mess that a page is in.

use std::fmt::Write as _;

use super::Rng;

/// Which kinds of mess a page has; a clean one has none.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "kinds of mess go together in any way")]
pub(super) struct Dress {
    /// The whole page on one line.
    pub(super) one_line: bool,
    /// Tags in capital letters.
    pub(super) capitals: bool,
    /// Cells, rows and paragraphs that are never closed.
    pub(super) unclosed: bool,
    /// Attributes without quotes.
    pub(super) unquoted: bool,
    /// Words split over `span`s.
    pub(super) spans: bool,
    /// `font` and `strong` round text.
    pub(super) fonts: bool,
    /// Character references for quotes, blanks and any character.
    pub(super) references: bool,
    /// What Word leaves: `o:p`, `mso-` styles, conditional comments.
    pub(super) word: bool,
    /// Lines that end in `<br>` instead of paragraphs.
    pub(super) lines: bool,
    /// Line ends and indents of the file in the middle of sentences.
    pub(super) wrapped: bool,
    /// Hidden text.
    pub(super) hidden: bool,
    /// Comments with text in them.
    pub(super) comments: bool,
    /// Headings marked up as such.
    pub(super) headings: bool,
    /// Paragraphs and spans in cells.
    pub(super) filled: bool,
    /// Labels broken with `<br>`.
    pub(super) breaks: bool,
    /// `tbody` in tables.
    pub(super) groups: bool,
    /// The page's own content round the article: 0 none, else one of several templates.
    pub(super) frame: usize,
    /// The article in a cell of a table that arranges the page.
    pub(super) arranged: bool,
    /// A table of names and values above the title.
    pub(super) metadata: bool,
    /// Scripts and styles with text of reports in them.
    pub(super) scripts: bool,
}

impl Dress {
    pub(super) fn clean() -> Self {
        Self { headings: true, ..Self::default() }
    }

    pub(super) fn messy(rng: &mut Rng) -> Self {
        Self {
            one_line: rng.chance(35),
            capitals: rng.chance(20),
            unclosed: rng.chance(35),
            unquoted: rng.chance(35),
            spans: rng.chance(50),
            fonts: rng.chance(30),
            references: rng.chance(50),
            word: rng.chance(35),
            lines: rng.chance(20),
            wrapped: rng.chance(20),
            hidden: rng.chance(35),
            comments: rng.chance(30),
            headings: rng.chance(15),
            filled: rng.chance(50),
            breaks: rng.chance(40),
            groups: rng.chance(50),
            frame: rng.below(5),
            arranged: rng.chance(20),
            metadata: rng.chance(40),
            scripts: rng.chance(50),
        }
    }

    /// Text as the page writes it.
    pub(super) fn text(self, text: &str, rng: &mut Rng) -> String {
        let mut out = String::new();
        let length = text.chars().count();
        let mut open = false;
        for (index, char) in text.chars().enumerate() {
            if self.spans && index > 0 && rng.below(12 + length / 4) == 0 {
                out.push_str(if open {
                    "</span>"
                } else {
                    "<span lang=\"EN-US\" style=\"font-size:16pt\">"
                });
                open = !open;
            }
            if self.wrapped && index > 0 && rng.below(40) == 0 && !char.is_ascii() && han_end(&out)
            {
                out.push_str("\n        ");
            }
            match char {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '“' if self.references => out.push_str("&ldquo;"),
                '”' if self.references => out.push_str("&rdquo;"),
                '—' if self.references => out.push_str("&mdash;"),
                char if self.references && rng.below(60) == 0 => {
                    let _ = write!(out, "&#{};", u32::from(char));
                }
                char => out.push(char),
            }
        }
        if open {
            out.push_str("</span>");
        }
        out
    }

    /// The tags round a paragraph.
    pub(super) fn paragraph(self, attributes: &str, rng: &mut Rng) -> (String, &'static str) {
        if self.lines {
            return (String::new(), rng.pick(&["<br>", "<br />", "<br><br>"]));
        }
        let class = if self.word {
            " class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'"
        } else {
            ""
        };
        let attributes = if class.is_empty() { attributes } else { class };
        let div = rng.chance(10) && !self.unclosed;
        if div {
            return (format!("<div{attributes}>"), "</div>");
        }
        (format!("<p{attributes}>"), if self.unclosed { "" } else { "</p>" })
    }

    pub(super) fn table(self, rng: &mut Rng) -> String {
        if self.word {
            return "<table class=MsoNormalTable border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>".to_owned();
        }
        let attributes = rng.pick(&[
            "",
            " border=\"1\"",
            " width=\"100%\" cellpadding=\"0\"",
            " class=\"table\"",
        ]);
        format!("<table{attributes}>")
    }

    pub(super) fn cell(self, rng: &mut Rng) -> &'static str {
        if self.word {
            rng.pick(&[" width=60", " style='width:45.0pt;padding:0cm'", " nowrap"])
        } else {
            ""
        }
    }

    /// The tags round the text of a cell.
    pub(super) fn inside(self, rng: &mut Rng) -> (&'static str, &'static str) {
        if !self.filled {
            return ("", "");
        }
        rng.of(&[
            ("", ""),
            ("<p>", "</p>"),
            ("<span>", "</span>"),
            ("<p class=\"t\"><span>", "</span></p>"),
            ("<div>", "</div>"),
            ("<p>&nbsp;", "&nbsp;</p>"),
        ])
    }

    /// What stands in a blank cell.
    pub(super) fn blank(self, rng: &mut Rng) -> &'static str {
        if !self.filled {
            return "";
        }
        rng.pick(&["", "&nbsp;", "<p>&nbsp;</p>", "<p><o:p>&nbsp;</o:p></p>", "　"])
    }
}

fn han_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char))
}

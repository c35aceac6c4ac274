//! A draft laid out as a web page: clean as a template writes it, or messy as pages are.

mod dress;
mod page;

use std::fmt::Write as _;

use super::draft::{Block, Draft, Piece};
use super::grid::{Content, Grid};
use super::rng::Rng;
use super::writer::Writer;
use dress::Dress;

const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Lays out a draft as a page.
pub(crate) fn render(draft: &Draft, messy: bool, rng: &mut Rng) -> Writer {
    let dress = if messy { Dress::messy(rng) } else { Dress::clean() };
    let windows = messy && rng.chance(10);
    let mut html = Html { writer: Writer { windows, ..Writer::default() }, dress, rng };
    let title: Vec<Piece> = draft.front.iter().find_map(title_of).unwrap_or_default();
    html.head(&title, draft.year);
    html.before(draft.year);
    html.blocks(&draft.front);
    for (section, number) in draft.sections.iter().zip(&draft.numbers) {
        let number = if *number == 0 { "" } else { NUMERALS[*number - 1] };
        let piece =
            Piece { text: format!("{number}、{}", section.title.text), ..section.title.clone() };
        html.heading(2, &piece);
        html.blocks(&section.body);
    }
    html.blocks(&draft.back);
    html.after(draft.year);
    html.writer
}

fn title_of(block: &Block) -> Option<Vec<Piece>> {
    match block {
        Block::Title(lines) => Some(lines.clone()),
        _ => None,
    }
}

struct Html<'a> {
    writer: Writer,
    dress: Dress,
    rng: &'a mut Rng,
}

impl Html<'_> {
    /// Writes markup in the case that the page's names have.
    fn tag(&mut self, tag: &str) {
        let tag = if self.dress.capitals { capitals(tag) } else { tag.to_owned() };
        self.writer.raw(&tag);
    }

    /// Ends a line of the file, unless the page is all on one.
    fn line(&mut self) {
        if !self.dress.one_line {
            self.writer.raw("\n");
        }
    }

    fn piece(&mut self, piece: &Piece) {
        let text = self.dress.text(&piece.text, self.rng);
        self.writer.piece_as(piece, &text);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(lines) => self.title(lines),
                Block::Heading(piece) => self.heading(3, piece),
                Block::Paragraph(pieces) => self.paragraph(pieces, ""),
                Block::Signature(lines) => {
                    for line in lines {
                        self.paragraph(std::slice::from_ref(line), " style=\"text-align:right\"");
                    }
                }
                Block::Lines(lines) => {
                    for line in lines {
                        self.paragraph(std::slice::from_ref(line), "");
                    }
                }
                Block::Table(grid) => self.table(grid),
            }
        }
    }

    fn title(&mut self, lines: &[Piece]) {
        self.tag("<h1>");
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.tag("<br>");
            }
            if self.dress.fonts {
                self.tag("<font size=5 face=\"方正小标宋\">");
            }
            self.piece(line);
            if self.dress.fonts {
                self.tag("</font>");
            }
        }
        self.tag("</h1>");
        self.line();
    }

    fn heading(&mut self, level: usize, piece: &Piece) {
        if self.dress.headings {
            self.tag(&format!("<h{level}>"));
            self.piece(piece);
            self.tag(&format!("</h{level}>"));
            return self.line();
        }
        self.paragraph(std::slice::from_ref(piece), "");
    }

    fn paragraph(&mut self, pieces: &[Piece], attributes: &str) {
        let (open, close) = self.dress.paragraph(attributes, self.rng);
        self.tag(&open);
        if self.dress.references && self.rng.chance(50) {
            let indent = self.rng.pick(&[
                "&nbsp;&nbsp;&nbsp;&nbsp;",
                "&emsp;&emsp;",
                "&#12288;&#12288;",
                "　　",
            ]);
            self.writer.raw(indent);
        }
        if self.dress.comments && self.rng.chance(15) {
            self.writer.raw("<!-- 一、总体情况（旧稿） -->");
        }
        let strong = self.dress.fonts && self.rng.chance(20);
        if strong {
            self.tag("<strong>");
        }
        for piece in pieces {
            self.piece(piece);
        }
        if strong {
            self.tag("</strong>");
        }
        if self.dress.hidden && self.rng.chance(10) {
            self.writer.raw("<span style=\"display:none\">共计999条，其中1条</span>");
        }
        if self.dress.word && self.rng.chance(30) {
            self.writer.raw("<o:p></o:p>");
        }
        self.tag(close);
        self.line();
    }

    fn table(&mut self, grid: &Grid) {
        let open = self.dress.table(self.rng);
        self.tag(&open);
        self.line();
        if self.dress.groups {
            self.tag("<tbody>");
        }
        for row in &grid.rows {
            self.tag("<tr>");
            for cell in row {
                let mut attributes = String::new();
                let quote = if self.dress.unquoted { "" } else { "\"" };
                if cell.columns > 1 {
                    let _ = write!(attributes, " colspan={quote}{}{quote}", cell.columns);
                }
                if cell.rows > 1 {
                    let _ = write!(attributes, " rowspan={quote}{}{quote}", cell.rows);
                }
                attributes += self.dress.cell(self.rng);
                self.tag(&format!("<td{attributes}>"));
                self.cell(&cell.piece, cell.content);
                if !self.dress.unclosed {
                    self.tag("</td>");
                }
            }
            if !self.dress.unclosed {
                self.tag("</tr>");
            }
            self.line();
        }
        self.tag("</table>");
        self.line();
    }

    fn cell(&mut self, piece: &Piece, content: Content) {
        if piece.text.is_empty() {
            // A blank cell is marked where it stands.
            let blank = self.dress.blank(self.rng);
            return self.writer.piece_as(piece, blank);
        }
        let (open, close) = self.dress.inside(self.rng);
        self.tag(open);
        let length = piece.text.chars().count();
        if self.dress.breaks && content == Content::Label && length > 5 && self.rng.chance(20) {
            let at = self.rng.range(2, length as u64 - 2) as usize;
            let head: String = piece.text.chars().take(at).collect();
            let tail: String = piece.text.chars().skip(at).collect();
            self.writer.piece_as(piece, &format!("{head}<br />{tail}"));
        } else {
            self.piece(piece);
        }
        self.tag(close);
    }
}

/// The names in a tag in capital letters; values stay.
fn capitals(tag: &str) -> String {
    let mut kept = false;
    tag.chars()
        .map(|c| {
            // Neither values nor character references have names in any case.
            kept = if c == ';' { false } else { kept ^ matches!(c, '"' | '&') };
            if kept { c } else { c.to_ascii_uppercase() }
        })
        .collect()
}

//! A draft laid out as text.

use super::draft::{Block, Draft, Piece};
use super::rng::Rng;
use super::writer::Writer;
use super::{Layout, html, table};

const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// How this text separates and indents its paragraphs.
struct Style {
    layout: Layout,
    gap: bool,
    indent: &'static str,
}

/// Lays out a draft.
pub(crate) fn render(draft: &Draft, layout: Layout, rng: &mut Rng) -> Writer {
    if layout.is_html() {
        return html::render(draft, layout == Layout::HtmlMessy, rng);
    }
    let markdown = layout.is_markdown();
    let style = Style {
        layout,
        gap: markdown || layout == Layout::Paragraphs || rng.chance(25),
        indent: if markdown { "" } else { rng.pick(&["", "", "　　", "    ", "  "]) },
    };
    let windows = rng.chance(4) && layout.habit().is_none();
    let mut writer = Writer { narrow: rng.chance(5), windows, ..Writer::default() };
    if !markdown && rng.chance(15) {
        writer.raw("\n\n");
    }
    blocks(&mut writer, &draft.front, &style, rng);
    for (section, number) in draft.sections.iter().zip(&draft.numbers) {
        style.open(&mut writer, if markdown { "## " } else { style.indent });
        let number = if *number == 0 { "" } else { NUMERALS[*number - 1] };
        // The number belongs to the heading, so a faulty heading is faulty from its number on.
        let shape = format!("{number}、{}", section.title.text);
        writer.piece_as(&section.title, &shape);
        writer.end_line();
        blocks(&mut writer, &section.body, &style, rng);
    }
    blocks(&mut writer, &draft.back, &style, rng);
    writer.end_line();
    writer
}

impl Style {
    /// Begins a block of text.
    fn open(&self, writer: &mut Writer, prefix: &str) {
        if self.gap {
            writer.gap();
        } else {
            writer.end_line();
        }
        writer.raw(prefix);
    }
}

fn blocks(writer: &mut Writer, blocks: &[Block], style: &Style, rng: &mut Rng) {
    for block in blocks {
        match block {
            Block::Title(lines) => title(writer, lines, style, rng),
            Block::Heading(piece) => {
                style.open(writer, if style.layout.is_markdown() { "### " } else { style.indent });
                writer.piece(piece);
            }
            Block::Paragraph(pieces) => {
                style.open(writer, style.indent);
                for piece in pieces {
                    writer.piece(piece);
                }
            }
            Block::Signature(lines) => {
                writer.gap();
                for line in lines {
                    style.open(writer, if style.gap { "" } else { "                    " });
                    writer.piece(line);
                }
            }
            Block::Lines(lines) => {
                for line in lines {
                    style.open(writer, "");
                    writer.piece(line);
                }
            }
            Block::Table(grid) => {
                writer.end_line();
                table::table(writer, grid, style.layout, rng);
            }
        }
    }
}

fn title(writer: &mut Writer, lines: &[Piece], style: &Style, rng: &mut Rng) {
    if style.layout.is_markdown() {
        style.open(writer, "# ");
        for line in lines {
            writer.piece(line);
        }
        writer.gap();
        return;
    }
    let centred = rng.pick(&["", "", "", "        ", "　　　　"]);
    for line in lines {
        writer.end_line();
        writer.raw(centred);
        writer.piece(line);
    }
    if rng.chance(60) {
        writer.gap();
    }
}

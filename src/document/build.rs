//! The one way to make a [`Document`]: a reader hands over lines and tables in reading order.

use super::{
    Block, BlockKind, Document, contact, ending,
    grid::{Cell, Grid, Layout},
    period, profile, section,
    sentence::Prose,
    table, title,
};
use crate::{
    form::Forms,
    source::{Place, Source, Span, shadow::ShadowBuilder},
};

/// Collects what a reader finds.
pub struct Builder<'a> {
    source: &'a Source,
    forms: &'a Forms,
    /// The report year, where the user says it.
    year: Option<u16>,
    shadow: ShadowBuilder,
    lines: Vec<Line>,
    grids: Vec<Grid>,
    images: Vec<Span>,
}

/// A line or table in reading order.
struct Line {
    place: Place,
    kind: LineKind,
}

#[derive(Clone, Copy)]
enum LineKind {
    /// The level is that of a Markdown or HTML heading.
    Text(Option<u8>),
    Grid(usize),
}

impl<'a> Builder<'a> {
    /// An empty document of this source.
    pub fn new(source: &'a Source, forms: &'a Forms, year: Option<u16>) -> Self {
        Self {
            source,
            forms,
            year,
            shadow: ShadowBuilder::with_capacity(source.text().len()),
            lines: Vec::new(),
            grids: Vec::new(),
            images: Vec::new(),
        }
    }

    /// The images of the report, in reading order.
    pub fn images(&mut self, images: &[Span]) {
        self.images.extend(images);
    }

    /// A paragraph or heading; `pieces` are read as one line, `level` is that of a marked heading.
    pub fn line(&mut self, pieces: &[Span], level: Option<u8>) {
        if let Some((place, _)) = self.text(pieces) {
            self.lines.push(Line { place, kind: LineKind::Text(level) });
        }
    }

    /// Begins a table of so many cells; rows and cells follow, then [`Builder::end_grid`].
    pub fn begin_grid(&mut self, layout: Layout, cells: usize) {
        self.grids.push(Grid { cells: Vec::with_capacity(cells), rows: Vec::new(), layout });
    }

    /// A cell of the current row; one piece for each line it wraps over, an empty piece where it is empty.
    pub fn cell(&mut self, pieces: &[Span]) {
        let (place, span) = self.text(pieces).unwrap_or_else(|| {
            let at = pieces.first().map_or(0, |piece| piece.start) as usize;
            (self.shadow.empty(at), Span::at(at))
        });
        if let Some(grid) = self.grids.last_mut() {
            grid.cells.push(Cell { place, span });
        }
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        if let Some(grid) = self.grids.last_mut() {
            let start = grid.rows.last().map_or(0, |row| row.end);
            if grid.cells.len() > start {
                grid.rows.push(start..grid.cells.len());
            }
        }
    }

    /// Ends the current table.
    pub fn end_grid(&mut self) {
        self.end_row();
        let index = self.grids.len() - 1;
        let grid = &self.grids[index];
        if let (Some(first), Some(last)) = (grid.cells.first(), grid.cells.last()) {
            self.lines
                .push(Line { place: first.place.join(last.place), kind: LineKind::Grid(index) });
        }
    }

    fn text(&mut self, pieces: &[Span]) -> Option<(Place, Span)> {
        self.shadow.begin();
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && self.is_apart(pieces[index - 1], *piece) {
                self.shadow.gap(piece.start as usize);
            }
            self.shadow.push(self.source.slice(*piece), piece.start as usize);
        }
        self.shadow.end()
    }

    /// Whether two pieces are words apart: a line end between them, and not in the middle of a number.
    fn is_apart(&self, before: Span, after: Span) -> bool {
        let between =
            &self.source.text()[before.end as usize..after.start.max(before.end) as usize];
        let digit = |char: char| char.is_ascii_digit() || ('０'..='９').contains(&char);
        let end = self.source.slice(before).chars().next_back();
        let start = self.source.slice(after).chars().next();
        let number = end.is_some_and(|char| digit(char) || matches!(char, '-' | '－'))
            && start.is_some_and(digit);
        between.contains('\n') && !number
    }

    /// Reads sections, tables, title, period, contact and profile out of what was collected.
    pub fn finish(self) -> Document {
        let Self { forms, shadow, lines, grids, images, year, .. } = self;
        let mut document = Document {
            shadow: shadow.finish(),
            blocks: Vec::with_capacity(lines.len()),
            prose: Prose::default(),
            sections: Vec::new(),
            grids,
            images,
            tables: Vec::new(),
            title: None,
            periods: Vec::new(),
            contact: contact::Contact::default(),
            ending: ending::Ending::default(),
            profile: profile::Profile::default(),
            hidden: Vec::new(),
            allows: Vec::new(),
        };
        blocks(&mut document, &lines, forms);
        head(&mut document);
        contents(&mut document);
        section::promote(&mut document.sections);
        section::demote_lists(&mut document.sections);
        let end = furniture(&mut document);
        document.prose = Prose::read(&document.shadow, &document.blocks);
        document.ending.signature = ending::signature(&document);
        let end = ending::body_end(&document, end);
        section::close(&mut document.sections, end);
        document.periods = period::find(&document);
        document.contact = contact::find(&document);
        document.profile.year = profile::year(&document);
        document.profile.issuer = profile::issuer(&document);
        let due = year.or(document.profile.sure_year()).map(|year| forms.due(year));
        document.tables = table::recognise(&document, forms, due);
        document.profile.layout = layout(&document, forms);
        document.profile.is_report = is_report(&document);
        let free =
            document.profile.layout.as_deref() == Some("2014") || due.is_some_and(|form| form.free);
        document.ending.cut = ending::is_cut(&document, free);
        document
    }
}

fn blocks(document: &mut Document, lines: &[Line], forms: &Forms) {
    for (index, line) in lines.iter().enumerate() {
        let kind = match line.kind {
            LineKind::Grid(grid) => BlockKind::Grid(grid),
            LineKind::Text(level) => {
                let text = document.shadow.slice(line.place);
                match section::heading(text, line.place, level, forms) {
                    Some(found) => {
                        document.sections.push(section::Section { block: index, ..found });
                        BlockKind::Heading(document.sections.len() - 1)
                    }
                    None => BlockKind::Paragraph,
                }
            }
        };
        document.blocks.push(Block { kind, place: line.place });
    }
}

/// Takes a table of contents out of the sections.
fn contents(document: &mut Document) {
    let listed = section::contents(&document.sections, &document.shadow);
    let count = listed.len();
    if count == 0 {
        return;
    }
    for block in &mut document.blocks {
        match block.kind {
            BlockKind::Heading(index) if index < count => block.kind = BlockKind::Metadata,
            BlockKind::Heading(index) => block.kind = BlockKind::Heading(index - count),
            _ => {}
        }
    }
    document.sections.drain(listed);
}

/// How many lines may stand before a title.
const HEAD: usize = 24;

/// Finds title and metadata above the first main section, and takes marked headings that are the title out of the tree.
fn head(document: &mut Document) {
    let main = |section: &&section::Section| {
        section.level == 1 && section.style != section::Style::Bare || section.titled.is_some()
    };
    let first =
        document.sections.iter().find(main).map_or(document.blocks.len(), |section| section.block);
    let first = first.min(HEAD);
    let lines: Vec<(Place, &str)> = document.blocks[..first]
        .iter()
        .map(|block| match block.kind {
            BlockKind::Grid(_) => (block.place, "|"),
            _ => (block.place, document.shadow.slice(block.place)),
        })
        .collect();
    let found = title::find(&lines);
    let metadata: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, (_, text))| ending::is_metadata(text))
        .map(|(index, _)| index)
        .collect();
    let published = lines.iter().find_map(|(place, text)| ending::published(text, *place));
    for index in metadata {
        if document.blocks[index].kind == BlockKind::Paragraph {
            document.blocks[index].kind = BlockKind::Metadata;
        }
    }
    document.ending.published = published;
    if let Some((start, title)) = found {
        let end = start + title.blocks;
        for block in &mut document.blocks[start..end] {
            block.kind = BlockKind::Title;
        }
        let before = document.sections.partition_point(|section| section.block < start);
        let removed = document
            .sections
            .iter()
            .filter(|section| (start..end).contains(&section.block))
            .count();
        document.sections.retain(|section| !(start..end).contains(&section.block));
        if removed > 0 {
            for block in &mut document.blocks {
                if let BlockKind::Heading(index) = &mut block.kind
                    && *index >= before
                {
                    *index -= removed;
                }
            }
        }
        document.title = Some(title);
    }
}

/// Marks what a web page puts behind the report; returns how many blocks come before it.
fn furniture(document: &mut Document) -> usize {
    let all = document.blocks.len();
    let Some(last) = document.sections.iter().rposition(|section| section.level == 1) else {
        return all;
    };
    let from = document.sections[last].block + 1;
    let noise = |block: &Block| {
        let bare = match block.kind {
            BlockKind::Heading(index) => document.sections[index].style == section::Style::Bare,
            kind => kind == BlockKind::Paragraph,
        };
        bare && ending::is_furniture(document.shadow.slice(block.place))
    };
    let Some(at) = document.blocks[from..].iter().position(noise) else { return all };
    let at = from + at;
    document.ending.furniture = Some(document.blocks[at].place);
    for block in &mut document.blocks[at..] {
        if !matches!(block.kind, BlockKind::Grid(_)) {
            block.kind = BlockKind::Furniture;
        }
    }
    document.sections.retain(|section| section.block < at);
    at
}

/// The form found: by tables first, then by main headings.
fn layout(document: &Document, forms: &Forms) -> Option<String> {
    let of_year = |id: &str| {
        document.tables.iter().find(|table| table.id == id).map(|table| table.form.clone())
    };
    if let Some(form) =
        of_year("documents").or_else(|| of_year("applications")).or_else(|| of_year("review"))
    {
        return Some(form);
    }
    if document.tables.iter().any(|table| table.id == "annex") {
        return Some("2014".to_owned());
    }
    let main: Vec<_> = document.sections.iter().filter(|section| section.level == 1).collect();
    let titles = |section: &&&section::Section| document.shadow.slice(section.title);
    let fee = main.iter().any(|section| section.kinds.contains(&crate::form::SectionKind::Fee));
    let old = main
        .iter()
        .any(|section| ["概述", "引言"].iter().any(|word| titles(&section).starts_with(word)));
    let exclusive = main.iter().any(|section| titles(&section).starts_with("总体情况"));
    let six = main.iter().filter(|section| section.titled.is_some()).count();
    let due = document.profile.sure_year().map(|year| forms.due(year));
    if fee || old && !exclusive || due.is_some_and(|due| due.free) && !main.is_empty() {
        return Some("2014".to_owned());
    }
    (exclusive && six >= 2)
        .then(|| due.filter(|due| !due.free).map_or("2021", |due| due.id.as_str()).to_owned())
}

/// Whether a text is such a report: it has its title, or two anchors of a form.
fn is_report(document: &Document) -> bool {
    if document.title.is_none() && is_other_paper(document) {
        return false;
    }
    let head = || document.blocks.iter().take(HEAD);
    let few_titles =
        || head().filter(|block| title::is_title(document.text(block))).nth(2).is_none();
    let heads = |section: &section::Section| !title::is_title(document.shadow.slice(section.title));
    let told = document.sections.iter().any(heads)
        || !document.tables.is_empty()
        || !document.periods.is_empty() && few_titles();
    let long = || document.prose().any(|block| block.place.end - block.place.start > 240);
    if document.title.is_some() && (told || long() && few_titles()) {
        return true;
    }
    let titled = document
        .sections
        .iter()
        .filter(|section| section.level == 1 && section.titled.is_some())
        .count();
    let meant = document
        .sections
        .iter()
        .filter(|section| section.level == 1 && !section.kinds.is_empty())
        .count();
    titled + document.tables.len() >= 2 || meant >= 3 && document.shadow.text().contains("信息公开")
}

/// Whether the first lines are the title of another paper: a notice, a guide, another kind of annual report.
fn is_other_paper(document: &Document) -> bool {
    const ENDINGS: [&str; 16] = [
        "通知", "指南", "目录", "方案", "办法", "要点", "说明", "制度", "格式", "纪要", "意见",
        "规定", "计划", "总结", "公告", "简报",
    ];
    let lines = document.blocks.iter().take(3).map(|block| document.text(block));
    lines.filter(|text| text.chars().count() <= 60 && !text.contains(['。', '：'])).any(|text| {
        let other_report =
            text.ends_with("报告") && !text.contains("信息公开") && !text.contains("政务公开");
        other_report
            || ENDINGS.iter().any(|ending| text.ends_with(ending)) && text.chars().count() > 4
    })
}

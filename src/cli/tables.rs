//! The tables beside a draft, in an .xlsx or .csv file: their cells as readable text, a row a line, cells apart by tabs.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
    ops::RangeInclusive,
    path::Path,
};

use calamine::{Data, DataRef, Reader as _, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{archive::has_extension, draft::reason};
use crate::{
    rule::Words,
    source::{Source, Span},
};

/// The largest file, in bytes, and the most that it may unpack to.
const LARGEST: u64 = 64 << 20;
/// The most cells with text of a sheet; the prescribed tables have a few hundred.
const MOST: usize = 20_000;
/// The most merged cells of a sheet.
const MOST_MERGED: usize = 2000;
/// Between blocks of rows: rows apart by fewer empty lines are read as one table.
const APART: &str = "\n\n\n\n\n";
/// No prescribed table is wider or stands further right, in columns.
const WIDEST: u32 = 200;

/// The tables, read.
#[derive(Debug)]
pub(super) struct Tables {
    /// The file's name.
    pub(super) name: String,
    /// `xlsx` or `csv`.
    pub(super) format: &'static str,
    /// The readable text, in whose bytes spans count.
    pub(super) text: String,
    /// Where each cell with text stands, in reading order: its bytes, its sheet and its address.
    cells: Vec<(Span, usize, String)>,
    sheets: Vec<String>,
}

/// A sheet: the text of its cells by row and column, from 0.
struct Sheet {
    name: String,
    cells: BTreeMap<(u32, u32), String>,
    /// The last column of cells that are merged with others in their row.
    merged: BTreeMap<(u32, u32), u32>,
}

impl Tables {
    /// Reads a file; a message in the language of the run where that can't be done.
    pub(super) fn read(path: &Path, words: &Words) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|error| reason(&error, words))?;
        let damaged = || words.get("cli-tables-damaged").to_owned();
        let (format, sheets) = if has_extension(path, "xlsx") {
            // calamine's arithmetic panics on some bad references where overflow is checked.
            let sheets = std::panic::catch_unwind(|| workbook(bytes)).ok().flatten();
            ("xlsx", sheets.ok_or_else(damaged)?)
        } else if has_extension(path, "csv") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let source = Source::new("", bytes);
            let cells = separated(source.text()).ok_or_else(damaged)?;
            ("csv", vec![Sheet { name, cells, merged: BTreeMap::new() }])
        } else {
            return Err(words.get("cli-tables-kind").to_owned());
        };
        let mut tables = Self {
            name: path.display().to_string(),
            format,
            text: String::new(),
            cells: Vec::new(),
            sheets: Vec::new(),
        };
        for sheet in sheets {
            tables.add(sheet);
        }
        Ok(tables)
    }

    /// Where a span stands, as a person finds it.
    pub(super) fn place(&self, span: Span, words: &Words) -> Option<String> {
        let behind = self.cells.partition_point(|(cell, ..)| cell.start <= span.start);
        let (_, sheet, cell) = self.cells.get(behind.checked_sub(1)?)?;
        Some(words.fill("place-sheet", &[("sheet", &self.sheets[*sheet]), ("cell", cell)]))
    }

    /// Writes the rows of a sheet, blocks of rows apart where the sheet has empty rows.
    fn add(&mut self, sheet: Sheet) {
        let mut rows: Vec<(u32, Vec<(u32, &str)>)> = Vec::new();
        for ((row, column), text) in &sheet.cells {
            let (row, column, text) = (*row, *column, text.as_str());
            match rows.last_mut().filter(|(last, _)| *last == row) {
                Some((_, cells)) => cells.push((column, text)),
                None => rows.push((row, vec![(column, text)])),
            }
        }
        let apart = |one: &(u32, Vec<_>), other: &(u32, Vec<_>)| one.0 + 1 == other.0;
        for block in rows.chunk_by(apart) {
            let columns = || block.iter().flat_map(|(_, cells)| cells).map(|(column, _)| *column);
            let (first, last) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
            for (row, cells) in block {
                let line = |(column, text): &(u32, &str)| {
                    let end = sheet.merged.get(&(*row, *column));
                    end.is_some_and(|end| *end >= last) || text.contains('。')
                };
                let columns = match cells[..] {
                    [cell] if line(&cell) => cell.0..=cell.0,
                    _ => first..=last,
                };
                self.row(*row, cells, columns);
            }
            self.text.push_str(APART);
        }
        self.sheets.push(sheet.name);
    }

    /// Writes the cells of a row; of a line that runs over all columns only its own.
    fn row(&mut self, row: u32, cells: &[(u32, &str)], columns: RangeInclusive<u32>) {
        let mut cells = cells.iter().peekable();
        let first = *columns.start();
        for column in columns {
            if column > first {
                self.text.push('\t');
            }
            let Some((_, text)) = cells.next_if(|(at, _)| *at == column) else { continue };
            let start = self.text.len();
            self.text.push_str(text);
            let span = Span::new(start, self.text.len());
            self.cells.push((span, self.sheets.len(), address(row, column)));
        }
        self.text.push('\n');
    }
}

/// The visible sheets of an .xlsx.
fn workbook(bytes: Vec<u8>) -> Option<Vec<Sheet>> {
    is_sound(&bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let visible =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    for name in names {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells = BTreeMap::new();
        // What is no worksheet, such as a chart, has no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell().ok()? {
            let (row, column) = cell.get_position();
            let text = said(cell.get_value());
            if text.is_empty() || column >= WIDEST {
                continue;
            }
            cells.insert((row, column), text);
            if cells.len() > MOST {
                return None;
            }
        }
        // Of merged cells the first one is shown, whatever the others still hold.
        for region in merged.iter().take(MOST_MERGED) {
            cells.retain(|&(row, column), _| {
                (row, column) == region.start || !region.contains(row, column)
            });
        }
        let merged = merged.iter().map(|region| (region.start, region.end.1)).collect();
        sheets.push(Sheet { name, cells, merged });
    }
    Some(sheets)
}

/// Whether a zip unpacks to no more than it says, and that is not too much.
fn is_sound(bytes: &[u8]) -> Option<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let size = file.size();
        left = left.checked_sub(size)?;
        let read = std::io::copy(&mut file.take(size + 1), &mut std::io::sink()).ok()?;
        (read == size).then_some(())?;
    }
    Some(())
}

/// What a cell says, on one line; a figure without the noise of binary fractions.
fn said(value: &DataRef) -> String {
    match value {
        DataRef::Float(figure) => {
            let text = format!("{figure:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        DataRef::SharedString(text) => line(text),
        DataRef::String(text) => line(text),
        other => line(&Data::from(other.clone()).to_string()),
    }
}

fn line(text: &str) -> String {
    text.split(['\n', '\r', '\t']).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The cells of a .csv, between commas, semicolons or tabs, whichever its first line has most of.
fn separated(text: &str) -> Option<BTreeMap<(u32, u32), String>> {
    let first = text.lines().next().unwrap_or_default();
    let separator =
        [',', ';', '\t'].into_iter().max_by_key(|&mark| (first.matches(mark).count(), mark == ','));
    let mut cells = BTreeMap::new();
    let (mut row, mut column, mut cell) = (0, 0, String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    loop {
        let char = chars.next();
        match char {
            Some('"') if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            Some('"') if quoted || cell.is_empty() => quoted = !quoted,
            Some(char) if quoted || char != '\n' && char != '\r' && Some(char) != separator => {
                cell.push(char);
            }
            _ => {
                let text = line(&std::mem::take(&mut cell));
                if !text.is_empty() && column < WIDEST {
                    cells.insert((row, column), text);
                }
                match char {
                    _ if cells.len() > MOST => return None,
                    None => return Some(cells),
                    Some('\n') => (row, column) = (row + 1, 0),
                    Some('\r') => {}
                    Some(_) => column += 1,
                }
            }
        }
    }
}

/// The address of a cell: `G5`.
fn address(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_sheet() {
        let cases = [((0, 0), "A1"), ((4, 25), "Z5"), ((9, 26), "AA10"), ((0, 52), "BA1")];
        for ((row, column), expected) in cases {
            assert_eq!(address(row, column), expected);
        }
    }

    #[test]
    fn cells_of_a_csv_may_be_quoted() {
        let cells = separated("甲,\"乙,\"\"丙\"\"\n丁\",3\r\n\r\n,,4\n").unwrap();
        let cells: Vec<_> = cells.iter().map(|(at, text)| (*at, text.as_str())).collect();
        let expected = [((0, 0), "甲"), ((0, 1), "乙,\"丙\" 丁"), ((0, 2), "3"), ((2, 2), "4")];
        assert_eq!(cells, expected);
        assert_eq!(separated("甲;1\n").unwrap().get(&(0, 1)).map(String::as_str), Some("1"));
    }

    #[test]
    fn figures_are_written_as_people_write_them() {
        let cases =
            [(7.0, "7"), (0.1 + 0.2, "0.3"), (96_171.6, "96171.6"), (100.0, "100"), (0.0, "0")];
        for (figure, expected) in cases {
            assert_eq!(said(&DataRef::Float(figure)), expected);
        }
    }
}

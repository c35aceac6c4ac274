//! One report in many coats: the project's reports as Word documents give the findings they give as text.

use std::{fs, path::PathBuf, sync::LazyLock};

use nianbao::{
    document::{BlockKind, Document},
    engine::{self, Input},
    form::Forms,
    read::{self, Format, Loaded},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::Source,
};

use crate::{
    reports,
    word::{Cell, Habit, Merge, Word},
};

/// Rule and marked text of every finding, without blanks.
pub(crate) type Found = Vec<(String, String)>;

/// What is found in a document.
pub(crate) fn findings(source: &Source, document: &Document, format: Format) -> Found {
    let (catalog, forms, words) = (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh));
    let input = Input { source, document, format, year: None, identify: false };
    let level = |rule: &Rule| (rule.level(), false);
    let outcome = engine::lint(&input, catalog.rules(), &forms, &words, &level);
    let found = outcome.diagnostics.into_iter();
    found
        .map(|found| {
            let text = source.slice(found.primary.span);
            (found.rule.to_owned(), text.split_whitespace().collect())
        })
        .collect()
}

pub(crate) fn try_load(bytes: Vec<u8>) -> Result<Loaded, read::Refusal> {
    static FORMS: LazyLock<Forms> = LazyLock::new(Forms::builtin);
    read::load("draft.docx", bytes, Format::Docx, &FORMS, None)
}

pub(crate) fn load(bytes: Vec<u8>) -> Loaded {
    try_load(bytes).unwrap()
}

/// Every fixture with its text read and what is found in it.
pub(super) fn fixtures() -> Vec<(PathBuf, Loaded, Found)> {
    let forms = Forms::builtin();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (bytes, format) = (fs::read(&path).unwrap(), Format::of(name).unwrap());
        let text = read::load(name, bytes, format, &forms, None).unwrap();
        let expected = findings(&text.source, &text.document, format);
        (path, text, expected)
    };
    reports::fixtures().into_iter().map(read).collect()
}

/// The report in another coat.
pub(super) fn dressed(source: &Source, document: &Document, habit: Habit) -> Vec<u8> {
    let mut word = Word::new(habit);
    for block in &document.blocks {
        let BlockKind::Grid(grid) = block.kind else {
            word.paragraph(source.slice(document.span(block.place)).replace('\n', "").trim());
            continue;
        };
        let grid = &document.grids[grid];
        let rows = grid.rows.iter().map(|row| {
            let texts = grid.cells[row.clone()].iter().map(|cell| source.slice(cell.span));
            merged(texts.map(|text| text.replace('\n', "")).collect(), habit)
        });
        let mut rows: Vec<Vec<Cell>> = rows.collect();
        if habit == Habit::Office {
            merge_down(&mut rows);
        }
        word.table(&rows);
    }
    word.finish()
}

/// In an office's habit the empty cells behind a label are part of it.
fn merged(texts: Vec<String>, habit: Habit) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for text in texts {
        let label = |last: &&mut Cell| !last.text.is_empty() && last.text.parse::<f64>().is_err();
        match cells.last_mut().filter(label) {
            Some(last) if text.is_empty() && habit == Habit::Office && last.columns < 3 => {
                last.columns += 1;
            }
            _ => cells.push(Cell { text, columns: 1, merge: Merge::None }),
        }
    }
    cells
}

/// Joins a label in the first column with the empty cells below it.
fn merge_down(rows: &mut [Vec<Cell>]) {
    for at in 1..rows.len() {
        let (above, below) = rows.split_at_mut(at);
        let (Some(first), Some(cell)) = (above[at - 1].first_mut(), below[0].first_mut()) else {
            continue;
        };
        if cell.text.is_empty() && cell.columns == first.columns {
            cell.merge = Merge::GoesOn;
            if first.merge == Merge::None {
                first.merge = Merge::Start;
            }
        }
    }
}

#[test]
fn the_projects_reports_say_the_same_in_every_coat() {
    for (path, text, expected) in fixtures() {
        for habit in [Habit::Clean, Habit::Office] {
            let bytes = dressed(&text.source, &text.document, habit);
            let docx = load(bytes);
            let found = findings(&docx.source, &docx.document, Format::Docx);
            assert_eq!(found, expected, "{} {habit:?}\n{}", path.display(), docx.source.text());
        }
    }
}

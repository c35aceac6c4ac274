//! Documents that other programs make: read as the same report.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use nianbao::{document::BlockKind, read::Format};

use super::coats::{dressed, findings, fixtures, load};
use crate::{cli::folder, word::Habit};

/// Runs a program with arguments; none where it is not installed.
pub(super) fn program(name: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(name).args(args).output().ok()?;
    if !output.status.success() {
        println!("{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

/// The file LibreOffice makes of another, in a folder of its own beside it; `filter` begins with the file's extension.
pub(super) fn saved(folder: &Path, path: &Path, filter: &str) -> PathBuf {
    let out = folder.join("out");
    let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
    let args = ["--headless", &home, "--convert-to", filter, "--outdir"];
    let args = [&args[..], &[out.to_str().unwrap(), path.to_str().unwrap()]].concat();
    program("soffice", &args).expect("LibreOffice converts it");
    let extension = filter.split(':').next().unwrap();
    out.join(path.file_name().unwrap()).with_extension(extension)
}

/// Makes a document of a list of paragraphs and tables.
const SCRIPT: &str = "
import sys, json, docx
made = docx.Document()
for block in json.load(open(sys.argv[1], encoding='utf-8')):
    if isinstance(block, str):
        made.add_paragraph(block)
        continue
    table = made.add_table(rows=0, cols=max(len(row) for row in block), style='Table Grid')
    for row in block:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
made.save(sys.argv[2])
";

#[test]
fn what_python_docx_makes_is_the_same_report() {
    if program("python3", &["-c", "import docx"]).is_none() {
        println!("skipped: python-docx is not installed");
        return;
    }
    let folder = folder(&[]);
    let (list, made) = (folder.path().join("blocks.json"), folder.path().join("made.docx"));
    for (path, text, expected) in fixtures() {
        let (source, document) = (&text.source, &text.document);
        let blocks = document.blocks.iter().map(|block| -> serde_json::Value {
            let BlockKind::Grid(grid) = block.kind else {
                return source.slice(document.span(block.place)).replace('\n', "").trim().into();
            };
            let grid = &document.grids[grid];
            let row = |row: &std::ops::Range<usize>| -> serde_json::Value {
                let texts = grid.cells[row.clone()].iter().map(|cell| source.slice(cell.span));
                texts.map(|text| text.replace('\n', "")).collect()
            };
            grid.rows.iter().map(row).collect()
        });
        let blocks: serde_json::Value = blocks.collect();
        fs::write(&list, blocks.to_string()).unwrap();
        let args = ["-c", SCRIPT, list.to_str().unwrap(), made.to_str().unwrap()];
        program("python3", &args).expect("python-docx makes it");
        let docx = load(fs::read(&made).unwrap());
        let found = findings(&docx.source, &docx.document, Format::Docx);
        assert_eq!(found, expected, "{}\n{}", path.display(), docx.source.text());
    }
}

#[test]
fn what_libreoffice_saves_again_is_the_same_report() {
    if program("soffice", &["--version"]).is_none() {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let folder = folder(&[]);
    for (index, (path, text, expected)) in fixtures().into_iter().enumerate() {
        let habit = if index % 2 == 0 { Habit::Clean } else { Habit::Office };
        let draft = folder.path().join(format!("{index}.docx"));
        fs::write(&draft, dressed(&text.source, &text.document, habit)).unwrap();
        let docx = load(fs::read(saved(folder.path(), &draft, "docx")).unwrap());
        let found = findings(&docx.source, &docx.document, Format::Docx);
        assert_eq!(found, expected, "{} {habit:?}\n{}", path.display(), docx.source.text());
    }
}

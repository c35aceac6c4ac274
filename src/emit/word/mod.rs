//! Findings written into a copy of a Word draft as comments, and taken out again.

mod parts;
mod run;
mod solid;
mod splice;
mod strip;

use super::FileReport;
use crate::{
    diagnostic::{Diagnostic, Severity},
    read::{
        Refusal,
        docx::{Docx, comments, package::Package},
    },
    rule::Words,
};
use parts::Changed;
use splice::Mark;

/// A copy of a draft with a comment for each finding, at its range; `bytes` is the draft that `docx` was read from,
/// without comments of ours.
///
/// # Errors
/// A refusal where the draft's parts do not fit each other.
pub fn annotate(
    bytes: &[u8],
    docx: &Docx,
    report: &FileReport,
    words: &Words,
) -> Result<Vec<u8>, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.document()?.ok_or(Refusal::NotWord)?;
    let known = comments::read(&package.related("comments")?)?;
    let mut id = known.iter().map(|comment| comment.id).max().unwrap_or(-1).max(docx.last_mark());
    let mut marks = Vec::new();
    let mut comments = Vec::new();
    for diagnostic in &report.diagnostics {
        let Some(anchor) = docx.map().anchor(diagnostic.primary.span) else { continue };
        id += 1;
        marks.push(Mark { id, anchor });
        let aside = docx.map().side(diagnostic.primary.span.start).is_some();
        comments.push((id, told(diagnostic, report, words, aside)));
    }
    if comments.is_empty() {
        return Ok(bytes.to_vec());
    }
    let (namespace, _) = run::namespace(&main)?;
    let mut changed: Changed =
        vec![(package.main().to_owned(), Some(splice::splice(&main, &marks)?))];
    parts::add(&mut package, &namespace, &comments, &mut changed)?;
    parts::rewrite(bytes, &changed)
}

/// A file without the comments of this program, and how many there were; `None` where there were none.
///
/// # Errors
/// A refusal where the file is no Word document that can be read.
pub fn strip(bytes: &[u8]) -> Result<Option<(Vec<u8>, usize)>, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut changed = Changed::new();
    let ids = parts::remove(&mut package, &mut changed)?;
    if ids.is_empty() {
        return Ok(None);
    }
    let main = package.document()?.ok_or(Refusal::NotWord)?;
    changed.push((package.main().to_owned(), Some(strip::strip(&main, &ids)?)));
    Ok(Some((parts::rewrite(bytes, &changed)?, ids.len())))
}

/// Whether an annotated copy holds nothing that somebody wrote into it, so that a new one may take its place: it is the
/// draft but for our comments, or our comments are as they were written and there are no others than the draft's.
pub fn replaceable(copy: &[u8], draft: &[u8]) -> bool {
    let texts = |bytes: &[u8]| -> Result<(String, String, usize, usize), Refusal> {
        let written = parts::written(&mut Package::open(bytes)?)?;
        let (stripped, own) = strip(bytes)?.unwrap_or_else(|| (bytes.to_vec(), 0));
        let mut package = Package::open(&stripped)?;
        let main = package.document()?.unwrap_or_default();
        Ok((main, package.related("comments")?, own, written))
    };
    let (Ok(copy), Ok(draft)) = (texts(copy), texts(draft)) else { return false };
    let untouched = copy.2 > 0 && copy.2 == copy.3;
    copy.1 == draft.1 && (untouched || copy.0 == draft.0)
}

/// Whether a file is a copy that this program annotated: it holds comments of ours.
pub fn is_copy(bytes: &[u8]) -> bool {
    let written = |bytes| parts::written(&mut Package::open(bytes)?);
    written(bytes).is_ok_and(|count: usize| count > 0)
}

/// What a comment says, a paragraph each; the place, too, where it can't be put there: `aside`.
fn told(diagnostic: &Diagnostic, report: &FileReport, words: &Words, aside: bool) -> Vec<String> {
    let severity = match diagnostic.severity {
        Severity::Error => words.get("ui-error"),
        Severity::Warning => words.get("ui-warning"),
    };
    let mut lines = vec![format!("{severity}[{}] {}", diagnostic.rule, diagnostic.message)];
    let news = diagnostic.notes.iter().filter(|note| !diagnostic.message.contains(note.as_str()));
    lines.extend(news.cloned());
    if let Some(side) = report.place(&diagnostic.primary).filter(|_| aside) {
        lines.push(words.fill("ui-place", &[("place", &side)]));
    }
    for label in diagnostic.secondary.iter().take(MOST_PLACES) {
        let Some(place) = report.place(label) else { continue };
        let text = report.source.slice(label.span).split_whitespace().collect::<String>();
        let text: String = text.chars().take(LONGEST).collect();
        let said = if label.text.is_empty() { &text } else { &label.text };
        lines.push(words.fill("annotate-other", &[("place", &place), ("text", said)]));
    }
    let further = diagnostic.secondary.len().saturating_sub(MOST_PLACES);
    if further > 0 {
        lines.push(words.fill("annotate-further", &[("count", &further)]));
    }
    lines.extend(diagnostic.help.iter().map(|help| words.fill("ui-help", &[("text", help)])));
    lines.extend(diagnostic.basis.iter().map(|basis| words.fill("ui-basis", &[("text", basis)])));
    for line in &mut lines {
        // What XML can't hold is no part of a report.
        line.retain(|char| !char.is_control() && !matches!(char, '\u{FFFE}' | '\u{FFFF}'));
    }
    lines
}

/// How many other places a comment names.
const MOST_PLACES: usize = 8;
/// How much of such a place is quoted, in characters.
const LONGEST: usize = 20;

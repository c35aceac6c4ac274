//! For a person at a terminal: a header, the snippet with carets, the evidence, and in the end what it came to.

use std::borrow::Cow;

use codespan_reporting::{diagnostic as codespan, term::Config};

use super::{
    FileReport, Note, Style, Summary, Unchecked,
    clean::{clean, clean_lines},
    paper::Paper,
    snippet::{self, Under},
    view::View,
};
use crate::{
    diagnostic::{Diagnostic, Label, Severity},
    rule::words::Words,
};

/// How many places a finding shows beside its first one.
const MOST_PLACES: usize = 8;
/// How many inputs that were passed over are named.
const MOST_SKIPPED: usize = 10;
/// How much most findings take, in bytes.
const ROOM: usize = 1024;

/// The findings of a report and what could not be checked in it.
pub(super) fn file(style: &Style, report: &FileReport, out: &mut Vec<u8>) {
    let name = clean(report.source.name());
    let room = report.diagnostics.len() * ROOM;
    let paper = Paper::behind(std::mem::take(out), style.color, room);
    let mut sheet = Sheet::new(style, report, &name, paper);
    for diagnostic in &report.diagnostics {
        sheet.finding(diagnostic);
    }
    if !report.unchecked.is_empty() {
        sheet.unchecked(&report.unchecked);
    }
    *out = sheet.paper.into_bytes();
}

/// What was passed over, what failed, and the sum in the last line.
pub(super) fn tail(
    style: &Style,
    summary: &Summary,
    skipped: &[Note],
    failed: &[Note],
    out: &mut Vec<u8>,
) {
    let mut paper = Paper::new(style.color, ROOM);
    if !skipped.is_empty() {
        passed_over(&mut paper, style.words, skipped);
    }
    for note in failed {
        let text = format!(": {}: {}", clean(&note.path), clean(&note.reason));
        paper.header(codespan::Severity::Error, &[style.words.get("ui-error")], &[&text]);
    }
    for line in summary.through(style.words) {
        paper.line(&line);
    }
    paper.line(&summary_line(style.words, summary, failed.len()));
    out.extend(paper.into_bytes());
}

/// The findings of one report as they are written.
struct Sheet<'a> {
    words: &'a Words,
    /// The words for errors and for warnings.
    severities: [&'a str; 2],
    /// The words around what a finding rests on, and around how to mend it.
    rests: [(&'a str, &'a str); 2],
    report: &'a FileReport<'a>,
    /// The path of the report, made harmless.
    name: &'a str,
    config: Config,
    view: View<'a>,
    paper: Paper,
}

impl<'a> Sheet<'a> {
    fn new(style: &'a Style, report: &'a FileReport<'a>, name: &'a str, paper: Paper) -> Self {
        Self {
            words: style.words,
            severities: ["ui-error", "ui-warning"].map(|key| style.words.get(key)),
            rests: ["ui-basis", "ui-help"].map(|key| around(style.words, key)),
            report,
            name,
            config: Config::default(),
            view: View::new(name, style.width),
            paper,
        }
    }

    fn finding(&mut self, diagnostic: &Diagnostic) {
        let (words, report) = (self.words, self.report);
        let [error, warning] = self.severities;
        let (severity, word) = match diagnostic.severity {
            Severity::Error => (codespan::Severity::Error, error),
            Severity::Warning => (codespan::Severity::Warning, warning),
        };
        let head = [word, "[", &clean(diagnostic.rule), "]"];
        self.paper.header(severity, &head, &[": ", &clean(&diagnostic.message)]);
        let mut labels = shown_labels(diagnostic);
        let further = 1 + diagnostic.secondary.len() - labels.len();
        let beside: Vec<&Label> =
            labels.extract_if(.., |label| report.source.is_beside(label.span)).collect();
        let beside = beside.iter().map(|label| stands_beside(words, report, label));
        let ranges = self.view.show(&report.source, &labels);
        let marks = labels.iter().zip(ranges).enumerate();
        let marks = marks.map(|(at, (label, range))| codespan::Label {
            style: match at {
                0 => codespan::LabelStyle::Primary,
                _ => codespan::LabelStyle::Secondary,
            },
            file_id: (),
            range,
            message: clean(&label.text).into_owned(),
        });
        let place = report.place(&diagnostic.primary);
        let place = place.map(|place| words.fill("ui-place", &[("place", &clean(place))]));
        let mut body = codespan::Diagnostic::new(severity);
        body.labels = marks.collect();
        snippet::draw(&mut self.paper, &self.config, &self.view, &body);
        let read = place.into_iter().chain(beside).map(|text| Under::from(Cow::Owned(text)));
        snippet::notes(
            &mut self.paper,
            &self.view,
            read.chain(notes(words, self.rests, diagnostic, further)),
        );
    }

    /// One line a reason, with the rules it kept from judging.
    fn unchecked(&mut self, gaps: &[Unchecked]) {
        let count = self.words.fill("ui-unchecked", &[("count", &gaps.len())]);
        self.paper.bold_line(&[self.name, ": ", &count]);
        for (reason, rules) in by_reason(gaps) {
            self.paper.line(&format!("  {}: {}", clean(reason), clean(&rules.join(", "))));
        }
        self.paper.line("");
    }
}

/// What stands in the file beside the report, which the snippet does not show.
fn stands_beside(words: &Words, report: &FileReport, label: &Label) -> String {
    let path = report.source.locate(label.span).0.name();
    let place = report.place(label).unwrap_or_default();
    let text = report.source.slice(label.span);
    words.fill(
        "ui-beside",
        &[("path", &clean(path)), ("place", &clean(place)), ("text", &clean(text))],
    )
}

/// The primary label, then the others; of very many only those that say something.
fn shown_labels<'a>(diagnostic: &'a Diagnostic) -> Vec<&'a Label> {
    let others = &diagnostic.secondary;
    let all = others.len() <= MOST_PLACES;
    let shown = others.iter().filter(|label| all || !label.text.is_empty()).take(MOST_PLACES);
    let mut labels = Vec::with_capacity(1 + MOST_PLACES);
    labels.push(&diagnostic.primary);
    labels.extend(shown);
    labels
}

/// The evidence, what it rests on and how to mend it.
fn notes<'d>(
    words: &'d Words,
    [basis, help]: [(&'d str, &'d str); 2],
    diagnostic: &'d Diagnostic,
    further: usize,
) -> impl Iterator<Item = Under<'d>> {
    // What the message says already is not said again.
    let news = diagnostic.notes.iter().filter(|note| !diagnostic.message.contains(note.as_str()));
    let more =
        (further > 0).then(|| Cow::Owned(words.fill("ui-further-places", &[("count", &further)])));
    let rests = [(basis, diagnostic.basis), (help, diagnostic.help.as_deref())];
    let rests = rests.into_iter().filter_map(|((before, behind), text)| {
        Some(Under { before, text: clean_lines(text?), behind })
    });
    news.map(|note| clean_lines(note)).chain(more).map(Under::from).chain(rests)
}

/// What a phrase has before and behind its `{text}`.
fn around<'a>(words: &'a Words, key: &'a str) -> (&'a str, &'a str) {
    let phrase = words.get(key);
    phrase.split_once("{text}").unwrap_or((phrase, ""))
}

/// Rules by reason, reasons in the order they are first met.
fn by_reason<'a>(gaps: &'a [Unchecked]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for gap in gaps {
        match reasons.iter_mut().find(|(reason, _)| *reason == gap.reason) {
            Some((_, rules)) => rules.push(gap.rule),
            None => reasons.push((&gap.reason, vec![&gap.rule])),
        }
    }
    reasons
}

fn passed_over(paper: &mut Paper, words: &Words, skipped: &[Note]) {
    paper.line(&words.fill("ui-skipped", &[("count", &skipped.len())]));
    if skipped.len() <= MOST_SKIPPED {
        for note in skipped {
            paper.line(&format!("  {}: {}", clean(&note.path), clean(&note.reason)));
        }
    }
}

/// The sum of a run; it calls reports clean only where every required rule judged and every input was read.
fn summary_line(words: &Words, summary: &Summary, failed: usize) -> String {
    let found = summary.errors + summary.warnings;
    let clean = summary.files > 0 && found + summary.unsure_files + failed == 0;
    let key = if clean { "ui-summary-clean" } else { "ui-summary" };
    let mut line = words.fill(
        key,
        &[
            ("files", &summary.files),
            ("errors", &summary.errors),
            ("warnings", &summary.warnings),
            ("checked", &summary.checked),
            ("unchecked", &summary.unchecked),
        ],
    );
    if summary.unsure_files > 0 {
        line += &words.fill("ui-summary-unsure", &[("count", &summary.unsure_files)]);
    }
    if failed > 0 {
        line += &words.fill("ui-summary-failed", &[("count", &failed)]);
    }
    line
}

//! SARIF 2.1.0, for code scanning: one run, results as they come, artifacts and failures behind them.

use serde::Serialize;
use serde_json::json;

use super::{FileReport, Note, RuleInfo, Style, told, uri::uri};
use crate::{
    diagnostic::{Diagnostic, Fingerprint, Label, Level, Severity, Unchecked},
    rule::Lang,
    source::{Source, Span},
};

/// Where the format is defined.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The longest text that is repeated as a snippet, in bytes.
const LONGEST_SNIPPET: usize = 4096;
/// Under what name the fingerprint goes; the number goes up when its meaning changes.
const FINGERPRINT: &str = "nianbao/v1";

/// Opens the run: the tool with its rules.
pub(super) fn head(style: &Style, out: &mut Vec<u8>) {
    let rules: Vec<_> = style.rules.iter().map(|rule| descriptor(style, rule)).collect();
    let language = match style.words.lang() {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    };
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": language,
        "rules": rules,
    });
    out.extend(format!("{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{").bytes());
    out.extend(format!("\"language\":\"{language}\",\"columnKind\":\"utf16CodeUnits\",").bytes());
    out.extend(b"\"tool\":{\"driver\":");
    write(&driver, out);
    out.extend(b"},\"results\":[\n");
}

/// The results of one report, apart by commas, and nothing where there are none.
pub(super) fn file(style: &Style, report: &FileReport, out: &mut Vec<u8>) {
    let uri = uri(report.source.name());
    for (at, diagnostic) in report.diagnostics.iter().enumerate() {
        if at > 0 {
            out.extend(b",\n");
        }
        write(&Finding::of(style, &report.source, &uri, diagnostic), out);
    }
}

/// What stands in the list of artifacts for a report, with the rules that could not judge it.
pub(super) fn artifact(report: &FileReport) -> Vec<u8> {
    let encoding = report.source.encoding().name();
    let unchecked: Vec<Gap> = report.unchecked.iter().map(Gap::of).collect();
    let artifact = Artifact {
        location: Location { uri: uri(report.source.name()).into() },
        roles: ["analysisTarget"],
        mime_type: if report.format == "markdown" { "text/markdown" } else { "text/plain" },
        encoding: encoding.split(' ').next().unwrap_or(encoding),
        properties: Properties { unchecked },
    };
    let mut out = Vec::new();
    write(&artifact, &mut out);
    out
}

/// Closes the run: every artifact, and what could not be done.
pub(super) fn tail<'a>(
    artifacts: impl Iterator<Item = &'a [u8]>,
    failed: &[&Note],
    out: &mut Vec<u8>,
) {
    out.extend(b"\n],\"artifacts\":[\n");
    for (at, artifact) in artifacts.enumerate() {
        if at > 0 {
            out.extend(b",\n");
        }
        out.extend(artifact);
    }
    let notifications: Vec<_> = failed.iter().map(|note| notification(note)).collect();
    let invocation = json!({
        "executionSuccessful": failed.is_empty(),
        "toolExecutionNotifications": notifications,
    });
    out.extend(b"\n],\"invocations\":[");
    write(&invocation, out);
    out.extend(b"]}]}\n");
}

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("plain data with string keys into memory");
}

fn descriptor(style: &Style, rule: &RuleInfo) -> serde_json::Value {
    let basis = style.words.fill("ui-basis", &[("text", &rule.basis)]);
    let explain = rule.explain.trim();
    let level = match rule.level {
        Level::Deny | Level::Forbid => "error",
        Level::Warn | Level::Allow => "warning",
    };
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": explain},
        "help": {
            "text": format!("{explain}\n{basis}"),
            // One sentence a line in the rule file, a paragraph each in Markdown.
            "markdown": format!("{}\n\n*{basis}*", explain.replace('\n', "\n\n")),
        },
        "defaultConfiguration": {"enabled": rule.level > Level::Allow, "level": level},
        "properties": {"tags": [rule.group], "problem.severity": level},
    })
}

fn notification(note: &Note) -> serde_json::Value {
    json!({
        "level": "error",
        "message": {"text": note.reason},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&note.path)}}}],
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'a>,
    locations: [Place<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'a>>,
    partial_fingerprints: std::collections::BTreeMap<&'static str, Fingerprint>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Location<'a>,
    region: Region<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    uri: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact<'a> {
    location: Location<'a>,
    roles: [&'static str; 1],
    mime_type: &'static str,
    encoding: &'a str,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Properties<'a> {
    unchecked: Vec<Gap<'a>>,
}

#[derive(Serialize)]
struct Gap<'a> {
    rule: &'a str,
    reason: &'a str,
}

impl<'a> Finding<'a> {
    fn of(style: &Style, source: &'a Source, own: &'a str, diagnostic: &'a Diagnostic) -> Self {
        let related = diagnostic.secondary.iter().enumerate();
        let related = related.map(|(at, label)| Place::of(source, own, label, Some(at + 1)));
        Self {
            rule_id: diagnostic.rule,
            rule_index: style.rule(diagnostic.rule).map(|(index, _)| index),
            level: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: Text { text: told(style.words, diagnostic).into() },
            locations: [Place::of(source, own, &diagnostic.primary, None)],
            related_locations: related.collect(),
            partial_fingerprints: diagnostic
                .fingerprint
                .map(|print| (FINGERPRINT, print))
                .into_iter()
                .collect(),
        }
    }
}

impl<'a> Place<'a> {
    /// A place and what is said of it, else what stands there.
    fn of(source: &'a Source, own: &'a str, label: &'a Label, id: Option<usize>) -> Self {
        let says = if label.text.is_empty() && id.is_some() {
            source.slice(label.span)
        } else {
            &label.text
        };
        let (file, span) = source.locate(label.span);
        let region = Region::of(file, file.origin(span));
        let uri = if source.is_beside(label.span) { uri(file.name()).into() } else { own.into() };
        let message = (!says.is_empty()).then(|| Text { text: says.into() });
        let artifact_location = Location { uri };
        Self { id, physical_location: Physical { artifact_location, region }, message }
    }
}

impl<'a> Region<'a> {
    /// A span of the file.
    fn of(source: &'a Source, span: Span) -> Self {
        let (start, end) = (source.position(span.start), source.position(span.end));
        let text = &source.file()[span.range()];
        let short = text.len() <= LONGEST_SNIPPET;
        Self {
            start_line: start.line,
            start_column: start.utf16,
            end_line: end.line,
            end_column: end.utf16,
            snippet: short.then(|| Text { text: text.into() }),
        }
    }
}

impl Properties<'_> {
    fn is_empty(&self) -> bool {
        self.unchecked.is_empty()
    }
}

impl<'a> Gap<'a> {
    fn of(gap: &'a Unchecked) -> Self {
        Self { rule: gap.rule, reason: &gap.reason }
    }
}

//! A rule file to a [`Rule`]; every problem is a diagnostic at its place in the file.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::{Applies, Example, Lang, Rule, RuleWords, said::said};
use crate::{
    check::Check,
    diagnostic::{Diagnostic, Label, Level, Severity},
    source::Span,
};

/// A rule file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    level: Level,
    group: Spanned<String>,
    #[serde(default)]
    due: Vec<Spanned<String>>,
    #[serde(default)]
    found: Vec<Spanned<String>>,
    basis: String,
    #[serde(default)]
    follows: Vec<String>,
    #[serde(default)]
    echoes: Vec<String>,
    #[serde(default)]
    case_levels: BTreeMap<String, Level>,
    zh: Option<Spanned<RuleWords>>,
    en: Option<Spanned<RuleWords>>,
    check: Check,
    example: Option<Spanned<RawExamples>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
    year: Option<u16>,
    #[serde(default)]
    markdown: bool,
    #[serde(default)]
    word: bool,
    bad: Vec<RawExample>,
    good: Vec<RawExample>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RawExample {
    Text(String),
    Own { text: String, year: Option<u16>, markdown: Option<bool> },
}

/// The groups a rule may belong to.
pub const GROUPS: [&str; 10] = [
    "structure",
    "tables",
    "arithmetic",
    "consistency",
    "dates",
    "citation",
    "writing",
    "privacy",
    "series",
    "pedantic",
];
/// The group of rules on trial.
pub const NURSERY: &str = "nursery";

/// Parses a rule file; `None` where a problem leaves no rule.
pub fn parse(id: &str, text: &str) -> (Option<Rule>, Vec<Diagnostic<'static>>) {
    let whole = |raw: &Raw| {
        let parts = [
            ("zh", raw.zh.is_some()),
            ("en", raw.en.is_some()),
            ("example", raw.example.is_some()),
        ];
        parts
            .into_iter()
            .find(|(_, there)| !there)
            .map(|(name, _)| said(&format!("missing field `{name}`")))
    };
    match toml::from_str::<Raw>(text) {
        Ok(raw) => match whole(&raw) {
            Some(message) => (None, vec![problem(Span::new(0, 0), message)]),
            None => validate(id, raw),
        },
        Err(error) => {
            let span = error.span().unwrap_or_default();
            (None, vec![problem(Span::new(span.start, span.end), said(error.message()))])
        }
    }
}

/// A built-in rule as `build.rs` writes it: without examples, with the words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lean {
    level: Level,
    group: String,
    #[serde(default)]
    due: Vec<String>,
    #[serde(default)]
    found: Vec<String>,
    basis: String,
    #[serde(default)]
    follows: Vec<String>,
    #[serde(default)]
    echoes: Vec<String>,
    #[serde(default)]
    case_levels: BTreeMap<String, Level>,
    words: RuleWords,
    check: Check,
}

/// Reads the built-in rules as `build.rs` writes them.
pub(super) fn lean(json: &str, lang: Lang) -> Vec<Rule> {
    let lean: Vec<(String, Lean)> =
        serde_json::from_str(json).expect("what build.rs writes is valid, as a test proves");
    let rule = |(id, lean): (String, Lean)| {
        let (zh, en) = match lang {
            Lang::Zh => (lean.words, RuleWords::default()),
            Lang::En => (RuleWords::default(), lean.words),
        };
        Rule {
            id,
            group: lean.group,
            level: lean.level,
            case_levels: lean.case_levels,
            applies: Applies { due: lean.due, found: lean.found },
            basis: lean.basis,
            follows: lean.follows,
            echoes: lean.echoes,
            zh,
            en,
            check: lean.check,
            examples: Vec::new(),
        }
    };
    lean.into_iter().map(rule).collect()
}

/// A problem with a file of rules or settings.
pub fn problem(span: Span, message: String) -> Diagnostic<'static> {
    Diagnostic {
        rule: "config",
        group: "config",
        severity: Severity::Error,
        message,
        primary: Label { span, text: String::new() },
        secondary: Vec::new(),
        notes: Vec::new(),
        help: None,
        basis: None,
        fix: None,
        fingerprint: None,
    }
}

fn validate(id: &str, raw: Raw) -> (Option<Rule>, Vec<Diagnostic<'static>>) {
    let mut problems = Vec::new();
    let group = raw.group.get_ref();
    if !GROUPS.contains(&group.as_str()) && group != NURSERY {
        let near = nearest(group, GROUPS.into_iter());
        problems.push(problem(span_of(&raw.group), unknown("group", group, near)));
    }
    for form in raw.due.iter().chain(&raw.found) {
        if !["2014", "2019", "2021"].contains(&form.get_ref().as_str()) {
            problems.push(problem(span_of(form), unknown("form", form.get_ref(), Some("2021"))));
        }
    }
    for words in raw.zh.iter().chain(&raw.en) {
        unknown_facts(words, raw.check.kind().facts(), &mut problems);
    }
    let examples = raw.example.as_ref().map(|raw| examples(raw, &mut problems)).unwrap_or_default();
    let names = |names: Vec<Spanned<String>>| names.into_iter().map(Spanned::into_inner).collect();
    let rule = Rule {
        id: id.to_owned(),
        group: raw.group.into_inner(),
        level: raw.level,
        case_levels: raw.case_levels,
        applies: Applies { due: names(raw.due), found: names(raw.found) },
        basis: raw.basis,
        follows: raw.follows,
        echoes: raw.echoes,
        zh: raw.zh.map(Spanned::into_inner).unwrap_or_default(),
        en: raw.en.map(Spanned::into_inner).unwrap_or_default(),
        check: raw.check,
        examples,
    };
    (problems.is_empty().then_some(rule), problems)
}

fn span_of<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

fn unknown(what: &str, name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("unknown {what} `{name}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`"),
    }
}

/// The known name that is most like this one, if any is like it at all.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|known| (strsim::jaro_winkler(name, known), known));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (best.0 > 0.75).then_some(best.1)
}

fn unknown_facts(
    words: &Spanned<RuleWords>,
    facts: &[&str],
    problems: &mut Vec<Diagnostic<'static>>,
) {
    for template in words.get_ref().templates() {
        for name in template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
        {
            if !facts.contains(&name) {
                let message =
                    format!("unknown fact `{{{name}}}`; this check knows {}", facts.join(", "));
                problems.push(problem(span_of(words), message));
            }
        }
    }
}

fn examples(raw: &Spanned<RawExamples>, problems: &mut Vec<Diagnostic<'static>>) -> Vec<Example> {
    let all = raw.get_ref();
    let read = |example: &RawExample, bad: bool| {
        let (text, year, markdown) = match example {
            RawExample::Text(text) => (text, None, None),
            RawExample::Own { text, year, markdown } => (text, *year, *markdown),
        };
        let (text, marks) = unmark(text);
        Example {
            text,
            marks,
            bad,
            year: year.or(all.year),
            markdown: markdown.unwrap_or(all.markdown),
            word: all.word,
        }
    };
    let bad: Vec<Example> = all.bad.iter().map(|example| read(example, true)).collect();
    let good = all.good.iter().map(|example| read(example, false));
    if bad.len() < 2 || all.good.len() < 2 {
        problems.push(problem(
            span_of(raw),
            "a rule needs two bad examples and two good ones".to_owned(),
        ));
    }
    if bad.iter().any(|example| example.marks.is_empty()) {
        problems
            .push(problem(span_of(raw), "a bad example marks the place with ⟦ and ⟧".to_owned()));
    }
    bad.into_iter().chain(good).collect()
}

/// Takes the marks out of an example.
fn unmark(text: &str) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(text.len());
    let mut marks = Vec::new();
    let mut open = 0;
    for char in text.chars() {
        match char {
            '⟦' => open = out.len(),
            '⟧' => marks.push(Span::new(open, out.len())),
            _ => out.push(char),
        }
    }
    (out, marks)
}

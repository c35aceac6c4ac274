//! Every example of every built-in rule goes through the whole pipeline.

use nianbao::{
    diagnostic::Level,
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Example, Lang, Rule, Words, catalog::Catalog},
    source::Span,
};

/// The places where a rule fires in an example.
fn fires(
    rule: &Rule,
    example: &Example,
    catalog: &Catalog,
    forms: &Forms,
    words: &Words,
) -> Vec<Span> {
    let format = match example {
        Example { word: true, .. } => Format::Docx,
        Example { markdown: true, .. } => Format::Markdown,
        _ => Format::Text,
    };
    let bytes = match format {
        Format::Docx => crate::docx::marked::document(&example.text).0,
        _ => example.text.clone().into_bytes(),
    };
    let loaded = read::load("example", bytes, format, forms, example.year).unwrap();
    let input = Input {
        source: &loaded.source,
        document: &loaded.document,
        format,
        year: example.year,
        identify: false,
    };
    let level = |other: &Rule| {
        if other.id() == rule.id() { (Level::Deny, true) } else { (Level::Allow, true) }
    };
    let outcome = engine::lint(&input, catalog.rules(), forms, words, &level);
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.primary.span).collect()
}

/// The marked places, in the readable text where that is another.
fn marks(example: &Example) -> Vec<Span> {
    if !example.word {
        return example.marks.clone();
    }
    let places = crate::docx::marked::document(&example.text).1;
    let place = |mark: &Span| Span::new(places[mark.start as usize], places[mark.end as usize]);
    example.marks.iter().map(place).collect()
}

#[test]
fn every_example_is_judged_right() {
    let (catalog, forms, words) = (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh));
    let mut wrong = Vec::new();
    for rule in catalog.rules() {
        for (index, example) in rule.examples().iter().enumerate() {
            let found = fires(rule, example, &catalog, &forms, &words);
            let marks = marks(example);
            if found != marks {
                let show = |spans: &[Span]| {
                    spans
                        .iter()
                        .map(|span| example.text.get(span.range()).unwrap_or("?").to_owned())
                        .collect::<Vec<_>>()
                };
                let verdict = match (example.bad, found.is_empty()) {
                    (true, true) => "missing",
                    (true, false) => "wrong place",
                    (false, _) => "noisy",
                };
                wrong.push(format!(
                    "{} example {}: {verdict}: found {:?}, marked {:?}",
                    rule.id(),
                    index + 1,
                    show(&found),
                    show(&marks)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_follow_and_echo_rules_that_there_are() {
    let catalog = Catalog::builtin();
    let known: Vec<&str> = catalog.rules().iter().map(Rule::id).collect();
    for rule in catalog.rules() {
        for other in rule.follows().iter().chain(rule.echoes()) {
            assert!(
                known.contains(&other.as_str()) && other != rule.id(),
                "{}: {other}",
                rule.id()
            );
        }
    }
}

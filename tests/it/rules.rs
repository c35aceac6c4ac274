//! Every example of every built-in rule goes through the whole pipeline.

use nianbao::{
    diagnostic::Level,
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Example, Lang, Rule, Words, catalog::Catalog},
    source::{Source, Span},
};

/// The places where a rule fires in an example.
fn fires(
    rule: &Rule,
    example: &Example,
    catalog: &Catalog,
    forms: &Forms,
    words: &Words,
) -> Vec<Span> {
    let source = Source::new("example", example.text.clone().into_bytes());
    let format = if example.markdown { Format::Markdown } else { Format::Text };
    let (source, document) = read::read(source, format, forms, example.year);
    let input = Input { source: &source, document: &document, format, year: example.year };
    let level = |other: &Rule| {
        if other.id() == rule.id() { (Level::Deny, true) } else { (Level::Allow, true) }
    };
    let outcome = engine::lint(&input, catalog.rules(), forms, words, &level);
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.primary.span).collect()
}

#[test]
fn every_example_is_judged_right() {
    let (catalog, forms, words) = (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh));
    let mut wrong = Vec::new();
    for rule in catalog.rules() {
        for (index, example) in rule.examples().iter().enumerate() {
            let found = fires(rule, example, &catalog, &forms, &words);
            if found != example.marks {
                let show = |spans: &[Span]| {
                    spans
                        .iter()
                        .map(|span| example.text[span.range()].to_owned())
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
                    show(&example.marks)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

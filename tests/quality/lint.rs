//! The one place that calls the linter.

use std::sync::LazyLock;

use nianbao::{
    diagnostic::{Level, Severity},
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::Span,
};

/// A finding at warn or deny.
pub(crate) struct Hit {
    pub(crate) rule: String,
    /// Deny, not warn.
    #[expect(dead_code, reason = "for a table of levels")]
    pub(crate) error: bool,
    /// Byte ranges of the UTF-8 text, the primary one first.
    pub(crate) spans: Vec<(usize, usize)>,
}

static SHARED: LazyLock<(Catalog, Forms, Words)> =
    LazyLock::new(|| (Catalog::builtin(), Forms::builtin(), Words::new(Lang::Zh)));

/// Whether there is such a rule, and not asleep.
pub(crate) fn knows(rule: &str) -> bool {
    SHARED.0.get(rule).is_some_and(|rule| rule.level() > Level::Allow)
}

/// Lints one text; none where it is no report and was not named on the command line.
pub(crate) fn lint(name: &str, text: &str, named: bool) -> Option<Vec<Hit>> {
    lint_file(name, text, None, named)
}

/// Lints a file whose readable text is known.
pub(crate) fn lint_file(
    name: &str,
    text: &str,
    file: Option<&[u8]>,
    named: bool,
) -> Option<Vec<Hit>> {
    let (catalog, forms, words) = &*SHARED;
    let format = Format::of(name).unwrap_or(Format::Text);
    let bytes = file.unwrap_or(text.as_bytes()).to_vec();
    let loaded =
        read::load(name, bytes, format, forms, None).expect("the generator writes whole files");
    assert!(file.is_none() || loaded.source.text() == text, "{name} is read as it was written");
    let read::Loaded { source, document, .. } = &loaded;
    if !named && !document.profile.is_report {
        return None;
    }
    let input = Input { source, document, format, year: None, identify: false };
    let level = |rule: &Rule| (rule.level(), false);
    let outcome = engine::lint(&input, catalog.rules(), forms, words, &level);
    let range = |span: Span| {
        let span = source.origin(span);
        (span.start as usize, span.end as usize)
    };
    let hits = outcome.diagnostics.into_iter().map(|found| Hit {
        rule: found.rule.to_owned(),
        error: found.severity == Severity::Error,
        spans: std::iter::once(&found.primary)
            .chain(&found.secondary)
            .map(|label| range(label.span))
            .collect(),
    });
    Some(hits.collect())
}

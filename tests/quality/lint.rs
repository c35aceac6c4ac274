//! The one place that calls the linter.

/// A finding at warn or deny.
pub(crate) struct Hit {
    pub(crate) rule: String,
    /// Deny, not warn.
    #[expect(dead_code, reason = "for a table of levels")]
    pub(crate) error: bool,
    /// Byte ranges of the UTF-8 text, the primary one first.
    pub(crate) spans: Vec<(usize, usize)>,
}

/// Lints one text; none where it is no report and was not named on the command line.
#[expect(clippy::unnecessary_wraps, reason = "the stub")]
pub(crate) fn lint(_name: &str, _text: &str, _named: bool) -> Option<Vec<Hit>> {
    Some(Vec::new())
}

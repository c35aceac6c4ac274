//! A mark beside the text, in a Word comment, that silences rules.

use crate::source::Span;

/// Which rules are silenced, where.
#[derive(Clone, Debug)]
pub struct Allow {
    /// What a finding about the mark itself underlines.
    pub span: Span,
    /// Where it holds.
    pub place: Span,
    /// The names of rules, as written.
    pub rules: Vec<String>,
    /// Whether a reason is given.
    pub reasoned: bool,
}

//! Changes that mend a finding.

/// How sure it is that a change is what its author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Changes nothing but form: `--fix` applies it.
    Safe,
    /// May change meaning: `--unsafe-fixes` applies it.
    Unsafe,
    /// Only shown.
    Display,
}

impl Applicability {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// One replacement: the bytes `start..end` of the source become `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the source.
    pub span: crate::source::Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A change, applied whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// How sure it is.
    pub applicability: Applicability,
    /// In ascending order, without overlap.
    pub edits: Vec<Edit>,
}

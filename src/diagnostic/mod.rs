//! What is said about a report, or about a file of rules: plain data, no printing.

pub mod fix;

pub use fix::{Applicability, Edit, Fix};

use std::{borrow::Cow, fmt};

use crate::source::Span;

/// How loud a rule is; the later is the louder.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Silent.
    Allow,
    /// Printed as a warning, exit status 0.
    Warn,
    /// Printed as an error, exit status 1.
    Deny,
    /// As deny, and nothing can lower it.
    Forbid,
}

/// The severity that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Exit status 0.
    Warning,
    /// Exit status 1.
    Error,
}

impl Severity {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and what it says there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the source.
    pub span: Span,
    /// In the language of the run; may be empty.
    pub text: String,
}

/// One finding, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic<'r> {
    /// The rule's id.
    pub rule: &'r str,
    /// The rule's group.
    pub group: &'r str,
    /// Error or warning.
    pub severity: Severity,
    /// One sentence without full stop: the fact, with its figures.
    pub message: String,
    /// The place to look at first.
    pub primary: Label,
    /// Every other place that was read, in reading order.
    pub secondary: Vec<Label>,
    /// Evidence: equations with operands, computed and stated value, difference.
    pub notes: Vec<String>,
    /// How to mend it.
    pub help: Option<Cow<'r, str>>,
    /// The article it rests on.
    pub basis: Option<&'r str>,
    /// A change that mends it, where one is known.
    pub fix: Option<Fix>,
    /// Stays the same when lines move: rule, words, section path and ordinal among equals, hashed. None where it was not
    /// asked for.
    pub fingerprint: Option<Fingerprint>,
}

/// What a finding is known by from one run to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Diagnostic<'_> {
    /// The place to look at first, then the others.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.secondary)
    }
}

/// A rule that could not judge, and why, worded.
#[derive(Clone, Debug)]
pub struct Unchecked<'r> {
    /// The rule's id.
    pub rule: &'r str,
    /// In the language of the run.
    pub reason: String,
    /// Whether the rule is at error level: a report with such a gap is never called clean.
    pub required: bool,
}

//! Marks in the report that silence rules; the engine judges them, since only it knows what they silence.

use serde::Deserialize;

use super::{Kind, Out, Report};

/// A fault of the marks `nianbao-allow`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowFault {
    /// Which fault.
    pub fault: Fault,
}

/// What may be wrong with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It names no rule, an unknown or a forbidden one, or gives no reason.
    Invalid,
    /// It silences nothing.
    Unused,
}

impl Kind for AllowFault {
    fn facts(&self) -> &'static [&'static str] {
        match self.fault {
            Fault::Invalid => &["name", "near"],
            Fault::Unused => &["name"],
        }
    }

    fn run(&self, _: &Report, _: &mut Out) {}
}

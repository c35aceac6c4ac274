//! Which level a rule has after everything that was said about it.

use super::{Rule, parse};
use crate::diagnostic::Level;

/// Levels by rule, group or `all`, in the order they were given.
#[derive(Clone, Debug, Default)]
pub struct Levels(Vec<(String, Level)>);

impl Levels {
    /// Says one more thing.
    pub fn push(&mut self, name: String, level: Level) {
        self.0.push((name, level));
    }

    /// What was said, in order.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Level)> {
        self.0.iter()
    }

    /// What is said of a rule: a rule over its group over `all`; among equals the later wins, but for a forbid.
    ///
    /// `all` leaves out the groups `pedantic` and `nursery` unless it allows.
    fn of(&self, rule: &Rule) -> Option<Level> {
        let said = |name: &str| {
            let levels = self.0.iter().filter(|(of, _)| of == name).map(|(_, level)| *level);
            levels.reduce(|before, level| if before == Level::Forbid { before } else { level })
        };
        let quiet = rule.group == "pedantic" || rule.group == parse::NURSERY;
        let all = said("all").filter(|level| !quiet || *level == Level::Allow);
        said(&rule.id).or_else(|| said(&rule.group)).or(all)
    }
}

/// The level of a rule: the command line over overrides over `[levels]` over the rule file; a forbid over everything.
pub fn resolve(rule: &Rule, layers: &[&Levels]) -> Option<Level> {
    let forbid = layers.iter().any(|levels| levels.of(rule) == Some(Level::Forbid));
    let said = layers.iter().rev().find_map(|levels| levels.of(rule));
    if forbid { Some(Level::Forbid) } else { said }
}

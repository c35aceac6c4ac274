//! Findings that say again what another one has said are dropped: one wrong place, one finding.

use super::Found;
use crate::{check::Finding, rule::Rule, source::Span};

/// Drops what follows from another rule's finding, wherever that stands.
pub(super) fn drop_consequences(found: &mut Vec<Found>) {
    let mut fired: Vec<&str> = found.iter().map(|found| found.rule.id.as_str()).collect();
    fired.dedup();
    found.retain(|found| {
        let causes = found.rule.follows();
        !causes.iter().any(|cause| fired.contains(&cause.as_str()))
    });
}

/// Drops what another rule's finding says of a figure that both read: where they are off by as much, one number mends both.
/// Only what is `shown` stands for another.
pub(super) fn drop_echoes(found: &mut Vec<Found>, shown: &dyn Fn(&Rule) -> bool) {
    let said: Vec<(&str, Span, String)> = found
        .iter()
        .filter(|found| shown(found.rule))
        .filter_map(|Found { rule, finding }| {
            Some((rule.id(), finding.primary, difference(finding)?.to_owned()))
        })
        .collect();
    found.retain(|Found { rule, finding }| {
        let own = difference(finding);
        let labels = finding.labels.iter().map(|(span, ..)| span);
        let mut read = labels.chain([&finding.primary]);
        let echoes = |place: &Span| {
            said.iter().any(|(other, primary, off)| {
                rule.echoes().iter().any(|echoed| echoed == other)
                    && primary.start < place.end
                    && place.start < primary.end
                    && own == Some(off)
            })
        };
        rule.echoes().is_empty() || !read.any(echoes)
    });
}

/// By how much a finding says that a figure is off.
fn difference(finding: &Finding) -> Option<&str> {
    finding.facts.iter().find(|(name, _)| *name == "difference").map(|(_, value)| value)
}

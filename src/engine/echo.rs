//! Findings that say again what another one has said are dropped: one wrong place, one finding.

use super::Found;
use crate::check::Finding;

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
/// Only what is `shown` and not dropped itself stands for another.
pub(super) fn drop_echoes(found: &mut Vec<Found>, shown: &dyn Fn(&Found) -> bool) {
    let mut stands: Vec<bool> = found.iter().map(shown).collect();
    let mut kept = vec![true; found.len()];
    let may_echo = |(_, one): &(usize, &Found)| !one.rule.echoes().is_empty();
    for (at, one) in found.iter().enumerate().filter(may_echo) {
        if found.iter().zip(&stands).any(|(other, stands)| *stands && echoes(one, other)) {
            (stands[at], kept[at]) = (false, false);
        }
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
}

/// Whether a finding says the same as another rule's.
fn echoes(one: &Found, other: &Found) -> bool {
    let (own, primary) = (&one.finding, other.finding.primary);
    let mut read = own.labels.iter().map(|(span, ..)| *span).chain([own.primary]);
    let difference = || difference(own).is_some_and(|off| difference(&other.finding) == Some(off));
    one.rule.id != other.rule.id
        && one.rule.echoes().contains(&other.rule.id)
        && read.any(|place| primary.start < place.end && place.start < primary.end)
        && difference()
}

/// By how much a finding says that a figure is off.
fn difference(finding: &Finding) -> Option<String> {
    let difference = finding.facts.iter().find(|(name, _)| *name == "difference");
    difference.map(|(_, value)| value.to_string())
}

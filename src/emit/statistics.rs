//! How often each rule had something to say, most often first.

use std::io::Write;

use super::{Style, Summary, clean::clean};

/// A line for each rule that spoke: how often, its id, its title.
pub fn statistics(style: &Style, summary: &Summary, out: &mut Vec<u8>) {
    let mut counts: Vec<(&str, usize)> =
        summary.by_rule.iter().map(|(rule, count)| (*rule, *count)).collect();
    counts.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
    let Some(&(_, most)) = counts.first() else { return };
    let digits = most.to_string().len();
    let longest = counts.iter().map(|(rule, _)| rule.len()).max().unwrap_or_default();
    let head = style.words.get("ui-statistics");
    writeln!(out, "{head}").expect("a Vec takes every write");
    for (rule, count) in counts {
        let title = style.rule(rule).map_or("", |(_, info)| info.title);
        let line = format!("  {count:digits$}  {:longest$}  {}", clean(rule), clean(title));
        writeln!(out, "{}", line.trim_end()).expect("a Vec takes every write");
    }
}

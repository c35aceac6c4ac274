//! Totals and parts in the sentences of the labelled texts: as they stand, and with one number changed.

use serde_json::Value;

use crate::cases::{Case, Score};
use crate::lint::{Hit, lint};
use crate::verdict::Verdict;

const RULE: &str = "narrative-sum-mismatch";
/// Channels may carry the same item, so parts that name them may well exceed the total.
const CHANNELS: [&str; 6] = ["网站", "網站", "微信", "微博", "公众号", "公開欄"];

type Range = (usize, usize);

/// How the labelled breakdowns were judged.
#[derive(Default)]
pub(crate) struct Sums {
    labelled: Score,
    mismatches: usize,
    /// Breakdowns that are right or cannot be judged.
    innocent: usize,
    silent: usize,
    mutated: Score,
}

impl Sums {
    /// Counts one text; tells the slips.
    pub(crate) fn count(&mut self, case: &Case, hits: &[Hit]) -> Vec<String> {
        let mut slips = Vec::new();
        let breakdowns = case.label["breakdowns"].as_array().map_or(&[][..], Vec::as_slice);
        let mut guilty = Vec::new();
        for breakdown in breakdowns {
            let ranges = ranges(&case.text, breakdown, None);
            let found = hits.iter().any(|hit| touches(hit, &ranges));
            if breakdown["verdict"] == "mismatch" {
                self.mismatches += 1;
                self.labelled.right += usize::from(found);
                self.labelled.missed += usize::from(!found);
                guilty.extend(ranges);
            } else {
                self.innocent += 1;
                self.silent += usize::from(!found);
            }
            if found != (breakdown["verdict"] == "mismatch") {
                slips.push(format!(
                    "{} at {}",
                    if found { "noise" } else { "missed" },
                    total(breakdown)
                ));
            }
            slips.extend(self.mutate(case, breakdown));
        }
        let wrong = hits.iter().filter(|hit| hit.rule == RULE && !touches(hit, &guilty));
        self.labelled.wrong += wrong.clone().count();
        for (from, to) in wrong.filter_map(|hit| hit.spans.first()) {
            slips.push(format!("{RULE} at {}", case.text.get(*from..*to).unwrap_or("?")));
        }
        slips
    }

    /// Changes each part in turn; tells where nothing was found.
    fn mutate(&mut self, case: &Case, breakdown: &Value) -> Vec<String> {
        let mut missed = Vec::new();
        if !is_closed(breakdown) {
            return missed;
        }
        for (i, part) in parts(breakdown).iter().enumerate() {
            let before = part["text"].as_str().unwrap_or_default();
            let number = part["n"].as_u64().unwrap_or_default();
            let (Some((from, to)), true) = (digits(before, number), case.text.contains(before))
            else {
                continue;
            };
            let other = number + 1 + i as u64 % 3;
            let after = format!("{}{other}{}", &before[..from], &before[to..]);
            let text = case.text.replacen(before, &after, 1);
            let ranges = ranges(&text, breakdown, Some((i, &after)));
            let hits = lint(&case.name, &text, true).unwrap_or_default();
            if hits.iter().any(|hit| touches(hit, &ranges)) {
                self.mutated.right += 1;
            } else {
                self.mutated.missed += 1;
                missed.push(format!("missed {before} made {other} in {}", total(breakdown)));
            }
        }
        missed
    }

    /// The lines of the table.
    pub(crate) fn lines(&self, verdict: &mut Verdict) {
        let remark = format!(
            "mismatches {}, others silent {} of {}",
            self.mismatches, self.silent, self.innocent
        );
        self.labelled.line("breakdowns", &remark, verdict);
        let made = self.mutated.right + self.mutated.missed;
        self.mutated.line("mutated breakdowns", &format!("made {made}"), verdict);
    }
}

fn parts(breakdown: &Value) -> &[Value] {
    breakdown["parts"].as_array().map_or(&[], Vec::as_slice)
}

fn total(breakdown: &Value) -> &str {
    breakdown["total_text"].as_str().unwrap_or_default()
}

/// Where total and parts stand, one of the parts perhaps in other words.
fn ranges(text: &str, breakdown: &Value, changed: Option<(usize, &str)>) -> Vec<Range> {
    let part = |(i, part): (usize, &'_ Value)| match changed {
        Some((at, words)) if at == i => words.to_owned(),
        _ => part["text"].as_str().unwrap_or_default().to_owned(),
    };
    let words = parts(breakdown).iter().enumerate().map(part);
    std::iter::once(total(breakdown).to_owned())
        .chain(words)
        .filter_map(|words| text.find(&words).map(|start| (start, start + words.len())))
        .collect()
}

fn touches(hit: &Hit, ranges: &[Range]) -> bool {
    let meets = |(start, end): &Range| ranges.iter().any(|(from, to)| start < to && from < end);
    hit.rule == RULE && hit.spans.iter().any(meets)
}

/// Whether a number changed is surely a mismatch: all parts have one, in the unit of the total.
fn is_closed(breakdown: &Value) -> bool {
    let parts = parts(breakdown);
    let flag = |name: &str| breakdown[name] == Value::Bool(true);
    let sum = breakdown["total"].as_u64().unwrap_or_default();
    let numbers: Option<Vec<u64>> = parts.iter().map(|part| part["n"].as_u64()).collect();
    let mut units = parts.iter().map(|part| {
        unit(part["text"].as_str().unwrap_or_default(), part["n"].as_u64().unwrap_or_default())
    });
    let own = unit(total(breakdown), sum);
    let of_channel = |part: &&Value| {
        let text = part["text"].as_str().unwrap_or_default();
        CHANNELS.iter().any(|channel| text.contains(channel))
    };
    breakdown["verdict"] == "ok"
        && !["open_list", "approx", "distinct_units"].into_iter().any(flag)
        && numbers.is_some_and(|numbers| numbers.iter().sum::<u64>() == sum)
        && own.is_some()
        && units.all(|unit| unit == own)
        && (parts.len() == 1 || !parts.iter().any(|part| of_channel(&part)))
}

/// The unit behind a number.
fn unit(text: &str, number: u64) -> Option<char> {
    let (_, to) = digits(text, number)?;
    text[to..].trim_start().chars().next()
}

/// Where a number stands in digits.
fn digits(text: &str, number: u64) -> Option<Range> {
    let number = number.to_string();
    let digit = |c: char| c.is_ascii_digit();
    text.match_indices(&number)
        .map(|(from, _)| (from, from + number.len()))
        .find(|(from, to)| !text[..*from].ends_with(digit) && !text[*to..].starts_with(digit))
}

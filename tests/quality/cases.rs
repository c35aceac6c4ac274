//! Period, contact and sums in the labelled openings of real reports, where they are at hand.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::lint::{Hit, lint};
use crate::sums::Sums;
use crate::verdict::{Verdict, percent};

const PERIOD_RULES: [&str; 3] = ["missing-period", "incomplete-period", "wrong-period"];
const CONTACT_RULES: [&str; 1] = ["missing-contact"];

/// A labelled text.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) label: Value,
}

/// Of the findings, how many are right; of the faults, how many are found.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

/// Prints precision and recall over the labelled texts.
pub(crate) fn measure(verdict: &mut Verdict) {
    println!();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports/cases");
    let Ok(labels) = std::fs::read_to_string(folder.join("labels.jsonl")) else {
        println!("skipped: ../shared is absent");
        return;
    };
    let (mut period, mut contact) = (Score::default(), Score::default());
    let mut sums = Sums::default();
    for line in labels.lines().filter(|line| !line.trim().is_empty()) {
        let label: Value =
            serde_json::from_str(line).expect("labels.jsonl holds one object a line");
        let name = format!("{}.txt", label["id"].as_str().unwrap_or_default());
        let Ok(text) = std::fs::read_to_string(folder.join(&name)) else { continue };
        let case = Case { name, text, label };
        let hits = lint(&case.name, &case.text, true).unwrap_or_default();
        let mut slips = sums.count(&case, &hits);
        slips.extend(count(&case, &hits, &mut period, &mut contact));
        for slip in &slips {
            println!("  {}: {slip}", case.name);
        }
        if !slips.is_empty() {
            let note = format!("{}\n{line}", slips.join("\n"));
            verdict.keep(&format!("case-{}", case.name), &case.text, &note);
        }
    }
    println!("cases              precision  recall");
    period.line("period", "", verdict);
    contact.line("contact", "", verdict);
    sums.lines(verdict);
}

/// Counts period and contact of one text; tells the slips.
fn count(case: &Case, hits: &[Hit], period: &mut Score, contact: &mut Score) -> Option<String> {
    let fired: BTreeSet<&str> = hits.iter().map(|hit| hit.rule.as_str()).collect();
    let due = [due_period(&case.label), due_contact(&case.label)];
    let wrong =
        period.count(&PERIOD_RULES, due[0], &fired) + contact.count(&CONTACT_RULES, due[1], &fired);
    let of_these = |rule: &&&str| PERIOD_RULES.contains(rule) || CONTACT_RULES.contains(rule);
    let fired: Vec<&str> = fired.iter().filter(of_these).copied().collect();
    let due: Vec<&str> = due.into_iter().flatten().collect();
    (wrong > 0).then(|| format!("due {due:?}, found {fired:?}"))
}

/// The rule that has to fire about the period.
fn due_period(label: &Value) -> Option<&'static str> {
    let period = &label["period"];
    if period.is_null() {
        return Some("missing-period");
    }
    let (Some(from), Some(to)) = (period["from"].as_str(), period["to"].as_str()) else {
        return Some("incomplete-period");
    };
    let year = label["year"].as_u64().unwrap_or_default();
    let whole = from == format!("{year}-01-01") && to == format!("{year}-12-31");
    (!whole).then_some("wrong-period")
}

fn due_contact(label: &Value) -> Option<&'static str> {
    (label["contact"]["present"] == Value::Bool(false)).then_some("missing-contact")
}

impl Score {
    /// Counts one text; gives the number of slips in it.
    fn count(&mut self, rules: &[&str], due: Option<&str>, fired: &BTreeSet<&str>) -> usize {
        let mut slips = 0;
        for rule in rules {
            match (due == Some(rule), fired.contains(rule)) {
                (true, true) => self.right += 1,
                (true, false) => self.missed += 1,
                (false, true) => self.wrong += 1,
                (false, false) => {}
            }
            slips += usize::from((due == Some(rule)) != fired.contains(rule));
        }
        slips
    }

    /// One line of the table.
    pub(crate) fn line(&self, name: &str, remark: &str, verdict: &mut Verdict) {
        let precision = percent(self.right, self.right + self.wrong);
        let recall = percent(self.right, self.right + self.missed);
        let word = verdict.check(precision >= crate::CASES && recall >= crate::CASES);
        let line = format!("{name:18} {precision:8.1}% {recall:6.1}%  {word:6}  {remark}");
        println!("{}", line.trim_end());
    }
}

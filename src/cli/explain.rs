//! `nianbao explain RULE` and `nianbao rules`.

use std::fmt::Write as _;

use super::{Status, args::RulesFormat, print};
use crate::{
    diagnostic::Level,
    rule::{Rule, Words, catalog::Catalog, config},
};

/// Prints what a rule is about.
pub(super) fn explain(id: &str, words: &Words) -> anyhow::Result<Status> {
    let catalog = Catalog::builtin();
    let Some(rule) = catalog.get(id) else { anyhow::bail!("{}", config::unknown(id, &catalog)) };
    print(&page(rule, words)?)?;
    Ok(Status::Clean)
}

fn page(rule: &Rule, words: &Words) -> Result<String, std::fmt::Error> {
    let own = rule.words(words.lang());
    let mut out = String::new();
    writeln!(out, "{} — {}", rule.id(), own.title)?;
    let (group, level) = (rule.group(), name(rule.level()));
    writeln!(out, "{}\n", words.fill("cli-explain-head", &[("group", &group), ("level", &level)]))?;
    writeln!(out, "{}\n", own.explain.trim())?;
    writeln!(out, "{}{}", words.get("cli-explain-help"), general(&own.help, words))?;
    writeln!(out, "{}{}", words.get("cli-explain-basis"), rule.basis())?;
    for (bad, key) in [(true, "cli-explain-bad"), (false, "cli-explain-good")] {
        if let Some(example) = rule.examples().iter().find(|example| example.bad == bad) {
            writeln!(out, "\n{}", words.get(key))?;
            for line in marked(example).trim_matches('\n').lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(out)
}

/// The help of a rule with what stands for any fact in the place of each `{fact}`.
fn general(help: &str, words: &Words) -> String {
    let mut parts = help.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (fact, rest) = part.split_once('}').unwrap_or((part, ""));
        out.push_str(words.get(&format!("any-{fact}")));
        out.push_str(rest);
    }
    out
}

/// An example with its marks.
fn marked(example: &crate::rule::Example) -> String {
    let mut text = example.text.clone();
    for mark in example.marks.iter().rev() {
        text.insert(mark.end as usize, '⟧');
        text.insert(mark.start as usize, '⟦');
    }
    text
}

/// Prints the list of rules.
pub(super) fn rules(format: RulesFormat, words: &Words) -> anyhow::Result<Status> {
    let catalog = Catalog::builtin();
    let text = match format {
        RulesFormat::Json => json(&catalog, words)?,
        RulesFormat::Markdown => markdown(&catalog, words)?,
        RulesFormat::Text => text(&catalog, words)?,
    };
    print(&text)?;
    Ok(Status::Clean)
}

fn text(catalog: &Catalog, words: &Words) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for rule in catalog.rules() {
        let own = rule.words(words.lang());
        writeln!(
            out,
            "{:28} {:12} {:6} {}",
            rule.id(),
            rule.group(),
            name(rule.level()),
            own.title
        )?;
    }
    Ok(out)
}

/// The same list as a table, as `docs/rules.md` has it.
pub(super) fn markdown(catalog: &Catalog, words: &Words) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(out, "{}", words.get("cli-rules-table"))?;
    writeln!(out, "|---|---|---|---|---|")?;
    for rule in catalog.rules() {
        let own = rule.words(words.lang());
        let (id, group, level) = (rule.id(), rule.group(), name(rule.level()));
        writeln!(out, "| `{id}` | {group} | {level} | {} | {} |", own.title, rule.basis())?;
    }
    Ok(out)
}

#[derive(serde::Serialize)]
struct Listed<'a> {
    rule: &'a str,
    group: &'a str,
    level: &'a str,
    title: &'a str,
    basis: &'a str,
}

fn json(catalog: &Catalog, words: &Words) -> anyhow::Result<String> {
    let listed = catalog.rules().iter().map(|rule| Listed {
        rule: rule.id(),
        group: rule.group(),
        level: name(rule.level()),
        title: &rule.words(words.lang()).title,
        basis: rule.basis(),
    });
    let rules: Vec<Listed> = listed.collect();
    Ok(serde_json::to_string_pretty(&serde_json::json!({ "rules": rules }))? + "\n")
}

fn name(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
        Level::Forbid => "forbid",
    }
}

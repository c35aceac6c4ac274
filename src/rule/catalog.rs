//! The rules that are known: the built-in ones, and a user's.

use super::{Lang, Rule, parse};
use crate::{diagnostic::Diagnostic, source::Span};

static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Rules by id, in alphabetical order.
#[derive(Debug)]
pub struct Catalog {
    rules: Vec<Rule>,
}

impl Catalog {
    /// The built-in rules.
    pub fn builtin() -> Self {
        let read = |&(id, text): &(&str, &str)| {
            let (rule, problems) = parse::parse(id, text);
            let why = problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
            rule.unwrap_or_else(|| {
                panic!("the built-in rule {id} is valid, as a test proves: {why}")
            })
        };
        Self { rules: BUILTIN.iter().map(read).collect() }
    }

    /// The built-in rules without their examples, with the words of one language: what a run of `check` needs.
    pub fn lean(lang: Lang) -> Self {
        let json = match lang {
            Lang::Zh => include_str!(concat!(env!("OUT_DIR"), "/rules.zh.json")),
            Lang::En => include_str!(concat!(env!("OUT_DIR"), "/rules.en.json")),
        };
        Self { rules: parse::lean(json, lang) }
    }

    /// Adds a user's rule file; one with the id of a known rule takes its place.
    pub fn add(&mut self, id: &str, text: &str) -> Vec<Diagnostic<'static>> {
        let (rule, problems) = parse::parse(id, text);
        if let Some(rule) = rule {
            if let Some(message) = rule.check.kind().invalid() {
                return vec![parse::problem(Span::at(0), message)];
            }
            self.rules.retain(|known| known.id != rule.id);
            let at = self.rules.partition_point(|known| known.id < rule.id);
            self.rules.insert(at, rule);
        }
        problems
    }

    /// All rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Whether a name is that of a rule, a group, or `all`.
    pub fn knows(&self, name: &str) -> bool {
        name == "all"
            || name == parse::NURSERY
            || parse::GROUPS.contains(&name)
            || self.get(name).is_some()
    }

    /// The rule or group whose name is most like this one.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        parse::nearest(name, self.rules.iter().map(|rule| rule.id.as_str()).chain(parse::GROUPS))
    }

    /// The text of a built-in rule's file.
    pub fn text(id: &str) -> Option<&'static str> {
        BUILTIN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_rule_is_valid() {
        for (id, text) in BUILTIN {
            let (rule, problems) = parse::parse(id, text);
            let messages: Vec<_> = problems.iter().map(|problem| &problem.message).collect();
            assert!(rule.is_some(), "{id}: {messages:?}");
            assert_eq!(rule.and_then(|rule| rule.check.kind().invalid()), None, "{id}");
        }
    }

    #[test]
    fn lean_rules_are_the_same_rules() {
        let show = |catalog: &Catalog, lang| {
            let one = |rule: &Rule| {
                let words = rule.words(lang);
                format!("{} {:?} {:?} {:?}", rule.id, rule.level, words, rule.check)
            };
            catalog.rules.iter().map(one).collect::<Vec<_>>()
        };
        for lang in [Lang::Zh, Lang::En] {
            let (lean, whole) = (Catalog::lean(lang), Catalog::builtin());
            assert_eq!(show(&lean, lang), show(&whole, lang));
        }
    }
}

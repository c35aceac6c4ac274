//! What a check hands to the engine: findings, equations, and what it could not judge.

use std::fmt;

use crate::{document::quantity::Number, form::Relation, source::Span};

/// Named facts that a rule's words may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<(&'static str, Fact)>);

impl Facts {
    /// No facts.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// In the order they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> + Clone {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

/// A fact: words, or a number, which is only written where words need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Not longer than somebody would read.
    Text(String),
    /// A number.
    Number(Number),
}

impl fmt::Display for Fact {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Text(words) => out.write_str(words),
            Self::Number(number) => number.fmt(out),
        }
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(short(text))
    }
}

impl From<&String> for Fact {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<char> for Fact {
    fn from(char: char) -> Self {
        Self::Text(char.into())
    }
}

impl From<Number> for Fact {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

/// Whole numbers.
macro_rules! whole {
    ($($kind:ty),+) => {
        $(impl From<$kind> for Fact {
            fn from(number: $kind) -> Self {
                Self::Number(Number::whole(number.into()))
            }
        })+
    };
}

whole!(i32, u16, u32);

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }
}

/// The longest fact that is printed whole, in characters.
const LONGEST: usize = 160;

/// Cuts the middle out of a text that nobody would read to its end.
fn short(text: String) -> String {
    if text.len() <= LONGEST || text.chars().count() <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST / 2).collect();
    let tail: Vec<char> = text.chars().rev().take(LONGEST / 8).collect();
    head + "…" + &tail.into_iter().rev().collect::<String>()
}

/// One fault, without words.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which of the rule's wordings fits; empty for its main one.
    pub case: &'static str,
    /// What the words need.
    pub facts: Facts,
    /// The place to look at first.
    pub primary: Span,
    /// Other places that were read: the name of a label's wording, and what it needs.
    pub labels: Vec<(Span, &'static str, Facts)>,
    /// Evidence: the name of a note's wording, and what it needs beside the facts of the finding.
    pub notes: Vec<(&'static str, Facts)>,
    /// Whether it is beyond doubt; a likely finding is a warning at most.
    pub certain: bool,
}

impl Finding {
    /// A certain finding at a place.
    pub fn at(primary: Span, facts: Facts) -> Self {
        Self { case: "", facts, primary, labels: Vec::new(), notes: Vec::new(), certain: true }
    }

    /// In another of the rule's wordings.
    #[must_use]
    pub fn case(mut self, case: &'static str) -> Self {
        self.case = case;
        self
    }

    /// With another place that was read.
    #[must_use]
    pub fn label(mut self, span: Span, name: &'static str, facts: Facts) -> Self {
        self.labels.push((span, name, facts));
        self
    }

    /// With a piece of evidence.
    #[must_use]
    pub fn note(mut self, name: &'static str, facts: Facts) -> Self {
        self.notes.push((name, facts));
        self
    }

    /// Likely unless `certain`.
    #[must_use]
    pub fn certain(mut self, certain: bool) -> Self {
        self.certain &= certain;
        self
    }
}

/// Why something was not judged: the key of a phrase of `words.toml`, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Key of the phrase.
    pub reason: &'static str,
    /// What it needs.
    pub facts: Facts,
}

/// A figure that a sum of cells reads.
#[derive(Clone, Debug)]
pub struct Operand {
    /// Its cell.
    pub span: Span,
    /// Its value; blank counts as nothing.
    pub value: Number,
    /// Whether the cell is blank.
    pub blank: bool,
    /// What the form calls it.
    pub name: String,
}

/// A figure of an equation of a form.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// Its cell.
    pub span: Span,
    /// Its value; blank counts as nothing.
    pub value: Number,
    /// Whether the cell is blank.
    pub blank: bool,
    /// What the form calls it.
    pub name: &'a str,
}

/// An equation of a form with the figures of a report.
#[derive(Clone, Debug)]
pub struct Equation<'a> {
    /// The family in the form, which rules refer to.
    pub family: &'a str,
    /// The table it stands in.
    pub table: &'a str,
    /// The row or column it runs along.
    pub name: &'a str,
    /// What is added up, and behind it what the sum is compared with.
    pub operands: Vec<Term<'a>>,
    /// How many of them are added up.
    pub split: usize,
    /// How the two must relate.
    pub relation: Relation,
    /// Whether both sides have figures; a blank total is a fault of its own.
    pub judged: bool,
}

impl<'a> Equation<'a> {
    /// What is added up.
    pub fn parts(&self) -> &[Term<'a>] {
        &self.operands[..self.split]
    }

    /// What the sum is compared with.
    pub fn total(&self) -> &[Term<'a>] {
        &self.operands[self.split..]
    }

    /// The sum of the parts.
    pub fn computed(&self) -> Number {
        self.parts().iter().map(|part| part.value).sum()
    }

    /// What is stated.
    pub fn stated(&self) -> Number {
        self.total().iter().map(|total| total.value).sum()
    }

    /// Whether the figures are as they must be.
    pub fn holds(&self) -> bool {
        if !self.judged {
            return true;
        }
        let (computed, stated) = (self.computed(), self.stated());
        match self.relation {
            Relation::Equal => computed == stated,
            Relation::AtLeast => computed >= stated,
            Relation::AtMost => computed <= stated,
        }
    }
}

/// Where a check puts what it has to say.
#[derive(Debug, Default)]
pub struct Out<'a> {
    /// Faults.
    pub findings: Vec<Finding>,
    /// Equations, broken or not: the engine needs both to tell which cell is wrong.
    pub equations: Vec<Equation<'a>>,
    /// What could not be judged.
    pub gaps: Vec<Gap>,
    /// How many faults were found beyond those listed.
    pub more: usize,
}

/// The most faults of one rule that are listed for one report: nobody reads more, and memory stays in proportion.
pub const MOST: usize = 1000;

impl Out<'_> {
    /// A fault; what is beyond [`MOST`] is only counted.
    pub fn find(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Something that could not be judged; the same reason counts once.
    pub fn skip(&mut self, reason: &'static str, facts: Facts) {
        let gap = Gap { reason, facts };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }
}

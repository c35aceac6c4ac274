//! What must hold between the cells of a prescribed table, in every row or column that it holds in.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{ColumnSpec, Label, RowSpec, TableSpec};

/// What must hold between cells of one table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equation {
    /// The family that rule files refer to.
    pub id: String,
    /// The table.
    pub table: String,
    /// Whether it holds in every row (parts are columns) or in every column (parts are rows).
    pub along: Along,
    /// For `along = "column"`: only in these columns.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The cells added up.
    pub parts: Vec<String>,
    /// The cells that their sum is compared with, themselves added up.
    pub total: Vec<String>,
    /// How the sum of the parts relates to the total.
    #[serde(default)]
    pub relation: Relation,
    /// Parts that a form may lack.
    #[serde(default)]
    pub optional: Vec<String>,
    #[serde(skip)]
    instances: OnceLock<Vec<Instance>>,
}

/// The direction an equation runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Along {
    /// Parts are columns; once a row.
    Row,
    /// Parts are rows; once a column.
    Column,
}

/// How the sum of the parts relates to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Relation {
    /// Equal.
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// At least the total.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most the total.
    #[serde(rename = "<=")]
    AtMost,
}

/// An equation in one row or column, its cells looked up on the form.
#[derive(Debug)]
pub struct Instance {
    /// What the row or column is called.
    pub name: String,
    /// The cells added up.
    pub parts: Vec<Term>,
    /// The cells that their sum is compared with.
    pub total: Vec<Term>,
}

/// A cell of an equation.
#[derive(Debug)]
pub struct Term {
    /// Group and row in the form's table.
    pub row: (usize, usize),
    /// Column in that group.
    pub column: usize,
    /// Whether a form may lack it.
    pub optional: bool,
    /// What the form calls it within the row or column.
    pub name: String,
}

/// Why what an equation names is found on its table.
const NAMED: &str = "the form has what its equations name, as a test proves";

impl Equation {
    /// It in every row or column that it holds in, looked up on its table when first asked for.
    pub fn instances(&self, table: &TableSpec) -> &[Instance] {
        self.instances.get_or_init(|| match self.along {
            Along::Row => self.in_rows(table),
            Along::Column => self.in_columns(table),
        })
    }

    /// In every row of the group that has the parts as columns.
    fn in_rows(&self, table: &TableSpec) -> Vec<Instance> {
        let first = self.parts.first().expect(NAMED);
        let mut groups = table.groups.iter().enumerate();
        let (at, group) = groups.find(|(_, group)| group.column(first).is_some()).expect(NAMED);
        let column = |id: &String| group.column(id).expect(NAMED);
        let above = group.columns[column(first)].under.last();
        let rows = group.rows.iter().enumerate();
        let instance = |(row, spec): (usize, &RowSpec)| {
            // Of a row without label, what the merged cell above the parts says.
            let name = spec.label.as_ref().or(above);
            self.instance(name, |id| {
                let column = column(id);
                ((at, row), column, Some(&group.columns[column].label))
            })
        };
        rows.map(instance).collect()
    }

    /// In every column of the group that has the parts as rows, or in those it names.
    fn in_columns(&self, table: &TableSpec) -> Vec<Instance> {
        let row = |id: &String| table.row(id).expect(NAMED);
        let (group, _) = row(self.parts.first().expect(NAMED));
        let columns = table.groups[group].columns.iter().enumerate();
        let named =
            |column: &ColumnSpec| self.columns.is_empty() || self.columns.contains(&column.id);
        let instance = |(column, spec): (usize, &ColumnSpec)| {
            self.instance(Some(&spec.label), |id| {
                let (group, row) = row(id);
                ((group, row), column, table.groups[group].rows[row].label.as_ref())
            })
        };
        columns.filter(|(_, column)| named(column)).map(instance).collect()
    }

    /// In one row or column; `find` tells row, column and label of what it names.
    fn instance<'a>(
        &self,
        name: Option<&Label>,
        find: impl Fn(&String) -> ((usize, usize), usize, Option<&'a Label>),
    ) -> Instance {
        let text =
            |label: Option<&Label>| label.map_or_else(String::new, |label| label.text.clone());
        let terms = |ids: &[String]| {
            let term = |id: &String| {
                let (row, column, label) = find(id);
                Term { row, column, optional: self.optional.contains(id), name: text(label) }
            };
            ids.iter().map(term).collect()
        };
        Instance { name: text(name), parts: terms(&self.parts), total: terms(&self.total) }
    }
}

//! The embedded form files to types.

use super::Form;

/// The built-in forms, oldest first.
pub(super) fn builtin() -> Vec<Form> {
    let forms = include_str!(concat!(env!("OUT_DIR"), "/forms.json"));
    serde_json::from_str(forms).expect("the built-in forms are valid, as a test proves")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    #[test]
    fn every_year_has_one_form() {
        let forms = builtin();
        for year in 0..=9999 {
            let due = forms.iter().filter(|form| (form.years.0..=form.years.1).contains(&year));
            assert_eq!(due.count(), 1, "{year}");
        }
    }

    #[test]
    fn equations_name_rows_and_columns_that_exist() {
        for form in &builtin() {
            for equation in &form.equations {
                let table = form.table(&equation.table).expect("the table exists");
                let instances = equation.instances(table);
                assert!(equation.columns.is_empty() || equation.columns.len() == instances.len());
                for term in instances.iter().flat_map(|one| one.parts.iter().chain(&one.total)) {
                    assert!(term.column < table.groups[term.row.0].columns.len(), "{}", term.name);
                }
            }
        }
    }

    #[test]
    fn the_forms_have_the_cells_that_the_notices_prescribe() {
        let forms = builtin();
        let cells = |form: &Form, table: &str| {
            let groups = &form.table(table).expect("the table exists").groups;
            groups.iter().map(|group| group.rows.len() * group.columns.len()).sum::<usize>()
        };
        let counts: Vec<_> = forms[1..]
            .iter()
            .map(|form| ["documents", "applications", "review"].map(|table| cells(form, table)))
            .collect();
        assert_eq!(counts, [[22, 161, 15], [10, 175, 15]]);
    }
}

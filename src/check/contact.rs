//! How readers can ask: nothing at all, or not enough.

use serde::Deserialize;

use super::{Facts, Finding, Kind, Out, Report};

/// Looks for telephone, address, postcode, fax and mail outside tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactFault {
    /// Which fault.
    pub fault: Fault,
}

/// What can be wrong with the contact.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// None is given.
    Missing,
    /// One is announced, without telephone and mail; or a field is named and left empty.
    Incomplete,
}

impl Kind for ContactFault {
    fn facts(&self) -> &'static [&'static str] {
        &["field"]
    }

    fn run(&self, report: &Report, out: &mut Out) {
        let contact = &report.document.contact;
        let span = |place| report.document.span(place);
        let reachable = contact.phone.is_some() || contact.mail.is_some() || contact.fax.is_some();
        match self.fault {
            Fault::Missing
                if !contact.is_present()
                    && contact.announced.is_none()
                    && contact.empty.is_none() =>
            {
                out.find(Finding::at(span(report.document.head()), Facts::new()));
            }
            Fault::Missing => {}
            Fault::Incomplete => {
                let vain = contact.announced.or(contact.address).or(contact.postcode);
                if let Some(empty) = contact.empty {
                    let field = report.source.slice(span(empty)).trim();
                    let facts = Facts::new().with("field", field);
                    out.find(Finding::at(span(empty), facts).case("empty"));
                } else if let Some(place) = vain.filter(|_| !reachable) {
                    out.find(Finding::at(span(place), Facts::new()));
                }
            }
        }
    }
}

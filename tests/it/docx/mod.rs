//! Word documents, read, linted, annotated.

mod annotate;
mod coats;
pub(crate) mod marked;
mod reading;
mod refusals;

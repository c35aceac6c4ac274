//! Word documents, read, linted, annotated.

mod annotate;
mod coats;
pub(crate) mod marked;
mod random;
mod reading;
mod refusals;

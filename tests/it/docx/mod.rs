//! Word documents, read, linted, annotated.

mod annotate;
mod clients;
mod coats;
pub(crate) mod marked;
mod pasted;
mod random;
mod reading;
mod refusals;

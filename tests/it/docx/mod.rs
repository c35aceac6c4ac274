//! Word documents, read, linted, annotated.

mod coats;
mod reading;
mod refusals;

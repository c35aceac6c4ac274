//! Word documents, read, linted, annotated.

mod annotate;
mod coats;
mod reading;
mod refusals;

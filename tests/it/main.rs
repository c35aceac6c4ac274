//! The integration tests: one binary.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

mod archive;
mod cli;
mod docx;
mod echo;
mod emit;
mod inputs;
mod layout;
mod office;
mod page_round;
mod pages;
mod pdf;
mod precommit;
mod reports;
mod rules;
mod suppress;
mod tables;
mod tidy;
#[path = "../word/mod.rs"]
mod word;

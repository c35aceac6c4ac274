//! nianbao reads annual disclosure reports and says what is wrong in them.
//!
//! The folders are the pipeline: bytes become a `source`, a reader (`read`) makes a `document` of it with the
//! prescribed `form`s at hand, `check`s look at it as the `rule` files say, the `engine` brings their findings in
//! order, `emit` prints the `diagnostic`s. Only `cli` opens files.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod engine;
pub mod form;
pub mod read;
pub mod rule;
pub mod source;

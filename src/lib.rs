//! nianbao reads annual disclosure reports and says what is wrong in them.
//!
//! The folders are the pipeline: bytes become a `source`, a reader (`read`) makes a `document` of it with the
//! prescribed `form`s at hand, `check`s look at it as the `rule` files say, the `engine` brings their findings in
//! order, `emit` prints the `diagnostic`s. Only `cli` opens files.

pub mod source;
pub mod diagnostic;
pub mod form;
pub mod document;
pub mod read;
pub mod check;
pub mod rule;
pub mod engine;
pub mod emit;
pub mod cli;

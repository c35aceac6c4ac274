//! Web pages: the report in them is taken out as text that remembers its place, then read as text is.

mod article;
mod fact;
mod line;
mod name;
mod page;
mod part;
mod reference;
mod style;
mod table;
mod write;

use super::outline;
use crate::{document::Document, form::Forms, source::Source};

/// Reads a page: its text becomes that of the report alone.
pub fn read(source: Source, forms: &Forms, year: Option<u16>) -> (Source, Document) {
    let page = page::read(source.text());
    let facts = fact::facts(&page, forms);
    let tables = table::tables(&page, &facts, forms);
    let article = article::find(&page, &facts, &tables);
    let (extract, outline) = write::write(source.text(), &page, &facts, &tables, &article);
    let source = source.with_text(extract);
    let mut document = outline::read(&source, forms, year, outline);
    document.ending.another = article.another;
    (source, document)
}

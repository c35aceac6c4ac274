//! Sentences of running text.

use super::Document;
use crate::source::Place;

/// The sentences of every block of prose, in reading order; a sentence ends with `。`, `！`, `？` or its block.
pub fn sentences(document: &Document) -> impl Iterator<Item = Place> {
    document.prose().flat_map(|block| split(document.shadow.slice(block.place), block.place))
}

/// The sentences of one text.
pub fn split(text: &str, place: Place) -> impl Iterator<Item = Place> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        if rest.is_empty() {
            return None;
        }
        let end =
            rest.find(['。', '！', '？']).map_or(text.len(), |at| start + at + '。'.len_utf8());
        let sentence = place.part(start, end);
        start = end;
        Some(sentence)
    })
}

//! Comments: who wrote them, what they say, and which rules they silence.

use std::collections::HashMap;

use super::{
    OWN, Refusal,
    flow::{CommentMark, MarkKind},
    xml::{Space, Token, Xml},
};
use crate::{
    document::{
        allow::Allow,
        hidden::{Hidden, HiddenKind},
    },
    read::allow,
    source::Span,
};

/// A comment.
#[derive(Clone, Debug, Default)]
pub struct Comment {
    /// Its id, by which the text points to it.
    pub id: i64,
    /// Who wrote it.
    pub author: String,
    /// Its text, a paragraph a line.
    pub text: String,
}

/// Reads the part of comments.
pub(crate) fn read(text: &str) -> Result<Vec<Comment>, Refusal> {
    let mut xml = Xml::new(text);
    let mut comments: Vec<Comment> = Vec::new();
    loop {
        let token = xml.next()?;
        match token {
            Token::End => return Ok(comments),
            Token::Open(tag) if tag.is("comment") => comments.push(Comment {
                id: tag.number("id").unwrap_or(-1),
                author: tag.get("author").unwrap_or_default().into_owned(),
                text: String::new(),
            }),
            Token::Open(tag) if tag.is("t") => {
                let part = xml.inner_text(tag)?;
                if let Some(comment) = comments.last_mut() {
                    comment.text.push_str(&part);
                }
            }
            Token::Close(Space::Word, "p") => {
                if let Some(comment) = comments.last_mut() {
                    comment.text.push('\n');
                }
            }
            _ => {}
        }
    }
}

/// What comments come to: those left in a draft, and the marks that silence rules; `paragraph` tells which paragraph
/// an offset stands in.
pub(super) fn sort(
    comments: &[Comment],
    marks: &[CommentMark],
    paragraph: impl Fn(u32) -> Span,
) -> (Vec<Hidden>, Vec<Allow>) {
    let (mut hidden, mut allows) = (Vec::new(), Vec::new());
    let places: HashMap<(i64, MarkKind), u32> =
        marks.iter().rev().map(|mark| ((mark.id, mark.kind), mark.at)).collect();
    for comment in comments.iter().filter(|comment| comment.author != OWN) {
        let find = |kind| places.get(&(comment.id, kind)).copied();
        let end = find(MarkKind::End).or(find(MarkKind::Reference));
        let Some(start) = find(MarkKind::Start).or(end) else { continue };
        let span = Span { start, end: end.unwrap_or(start).max(start) };
        let found = allow::marks(&comment.text);
        let word = |span: &Span| comment.text[span.range()].to_owned();
        for mark in &found {
            let place = paragraph(start).join(paragraph(span.end));
            let rules = mark.rules.iter().map(word).collect();
            let reasoned = !mark.reason.is_empty();
            allows.push(Allow { span: place, place, rules, reasoned });
        }
        let rest = found.iter().rev().fold(comment.text.clone(), |mut rest, mark| {
            rest.replace_range(mark.span.range(), "");
            rest
        });
        if !rest.trim().is_empty() || found.is_empty() {
            let text = rest.trim().chars().take(60).collect();
            hidden.push(Hidden { kind: HiddenKind::Comment, span, text });
        }
    }
    (hidden, allows)
}

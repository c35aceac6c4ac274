//! Character references: `&nbsp;`, `&#12288;`, `&ldquo;`.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

/// The longest reference, in bytes.
const LONGEST: usize = 40;

/// The reference that text begins with: its length in bytes, and what it stands for; none where `&` is just that.
pub(super) fn reference(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let bytes = text.as_bytes();
    let word = bytes.iter().skip(1).take(LONGEST);
    let word = word.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let closed = bytes.get(1 + word) == Some(&b';');
    if word == 0 {
        return None;
    }
    let known = match &text[1..=word] {
        "nbsp" | "#160" => "\u{a0}",
        "ensp" => "\u{2002}",
        "emsp" => "\u{2003}",
        "#12288" => "\u{3000}",
        "ldquo" => "“",
        "rdquo" => "”",
        "lsquo" => "‘",
        "rsquo" => "’",
        "mdash" => "—",
        "hellip" => "…",
        "middot" => "·",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        _ => "",
    };
    if closed && !known.is_empty() {
        return Some((word + 2, Cow::Borrowed(known)));
    }
    rare(&text[..1 + word + usize::from(closed)])
}

/// A reference as the tokenizer reads it; one without `;` may have text behind it.
fn rare(candidate: &str) -> Option<(usize, Cow<'static, str>)> {
    let mut decoded = String::new();
    for token in Tokenizer::new(candidate) {
        if let Ok(Token::String(string)) = token {
            decoded.push_str(&String::from_utf8_lossy(&string));
        }
    }
    if decoded == candidate {
        return None;
    }
    let rest = candidate.bytes().rev().zip(decoded.bytes().rev());
    let mut rest = rest.take_while(|(one, other)| one == other).count();
    rest = rest.min(decoded.len().saturating_sub(1)).min(candidate.len() - 2);
    while !decoded.is_char_boundary(decoded.len() - rest) {
        rest -= 1;
    }
    decoded.truncate(decoded.len() - rest);
    Some((candidate.len() - rest, Cow::Owned(decoded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind_are_read() {
        for (text, expected) in [
            ("&nbsp;公开", Some((6, "\u{a0}"))),
            ("&#12288;", Some((8, "\u{3000}"))),
            ("&#x3000;公", Some((8, "\u{3000}"))),
            ("&#8220;条例", Some((7, "“"))),
            ("&nbsp公开", Some((5, "\u{a0}"))),
            ("&nbspabc", Some((5, "\u{a0}"))),
            ("&times;", Some((7, "×"))),
            ("&#151;", Some((6, "—"))),
            ("& 公开", None),
            ("&公开", None),
            ("&x", None),
            ("&unknown;", None),
        ] {
            let found = reference(text);
            let found = found.as_ref().map(|(length, decoded)| (*length, decoded.as_ref()));
            assert_eq!(found, expected, "{text}");
        }
    }
}

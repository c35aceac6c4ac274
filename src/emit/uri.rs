//! A path as a URI, as SARIF wants it: relative where the path is, every character beyond ASCII percent-encoded.

use std::fmt::Write as _;

/// The URI of a path as printed.
pub(crate) fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.trim_start_matches("./");
    let mut uri = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => write!(uri, "%{byte:02X}").expect("a String takes every write"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_characters_stay() {
        let cases = [
            ("reports/a.txt", "reports/a.txt"),
            ("./年 报.md", "%E5%B9%B4%20%E6%8A%A5.md"),
            ("a:b#c?d%e", "a%3Ab%23c%3Fd%25e"),
            ("../x.txt", "../x.txt"),
            ("<stdin>", "%3Cstdin%3E"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
        #[cfg(unix)]
        assert_eq!(uri("/drafts/a b"), "file:///drafts/a%20b");
    }
}

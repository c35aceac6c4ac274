//! What the reader of TOML files says of a broken one: in Chinese for the clerk, in its own words for whoever looks them up.

/// Its message in both languages.
pub(super) fn said(message: &str) -> String {
    let named = |what: &str| {
        let rest = message.strip_prefix(what)?.strip_prefix(" `")?;
        rest.split_once('`')
    };
    let chinese = if let Some((name, rest)) = named("unknown field") {
        format!("没有 `{name}` 这项设置{}", choices(rest))
    } else if let Some((name, rest)) = named("unknown variant") {
        format!("不能写 `{name}`{}", choices(rest))
    } else if let Some((name, _)) = named("missing field") {
        format!("缺少 `{name}` 这项设置")
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        "值不是这项设置要的那一种".to_owned()
    } else if message.starts_with("duplicate key") {
        "同一项设置写了两次".to_owned()
    } else {
        "不合 TOML 的写法，请核对引号、括号和等号".to_owned()
    };
    format!("{chinese} ({message})")
}

/// What may be written instead: the names in a list such as “, expected one of `lang`, `levels`”.
fn choices(rest: &str) -> String {
    let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    if names.is_empty() { String::new() } else { format!("，可以写 `{}`", names.join("`、`")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_may_be_written_instead() {
        for (message, chinese) in [
            (
                "unknown field `lints`, expected one of `lang`, `levels`, `override`",
                "没有 `lints` 这项设置，可以写 `lang`、`levels`、`override`",
            ),
            (
                "unknown variant `loud`, expected `warn` or `deny`",
                "不能写 `loud`，可以写 `warn`、`deny`",
            ),
            ("unknown field `x`, there are no fields", "没有 `x` 这项设置"),
            ("missing field `files`", "缺少 `files` 这项设置"),
            ("invalid type: integer `3`, expected a map", "值不是这项设置要的那一种"),
            ("unclosed table, expected `]`", "不合 TOML 的写法，请核对引号、括号和等号"),
        ] {
            assert_eq!(said(message), format!("{chinese} ({message})"));
        }
    }
}

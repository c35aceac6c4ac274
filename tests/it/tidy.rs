//! The habits of the house, kept by a test.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The line of layers: a module uses only those to its left.
const LAYERS: [&str; 10] =
    ["source", "diagnostic", "form", "document", "read", "check", "rule", "engine", "emit", "cli"];
/// Longer files hide what is in them.
const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The code before the tests of a file.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The modules of the crate that a line names behind `crate::`.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    let mut rest = code(text);
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        let end = rest.find(';').unwrap_or(rest.len());
        let names = match rest.strip_prefix('{') {
            Some(_) => top_level(&rest[..end]),
            None => vec![
                rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect(),
            ],
        };
        used.extend(names);
    }
    used
}

/// The first names within one level of braces.
fn top_level(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    let mut taking = true;
    for char in group.chars() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                names.push(String::new());
                taking = true;
            }
            ':' => taking = taking && depth > 1,
            char if taking && depth == 1 && (char.is_alphanumeric() || char == '_') => {
                names.last_mut().unwrap().push(char);
            }
            _ => {}
        }
    }
    names
}

#[test]
fn layers_are_used_only_leftwards() {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    for (path, text) in all() {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let Some(own) = relative.iter().next().and_then(|first| first.to_str()) else { continue };
        let Some(rank_own) = rank(own) else { continue };
        for name in used(&text) {
            if rank(&name).is_some_and(|other| other > rank_own) {
                wrong.push(format!("{} uses {name}", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn checks_engine_and_emit_hold_no_chinese() {
    let mut wrong = Vec::new();
    for (path, text) in all() {
        let relative = path.strip_prefix(root().join("src")).unwrap().to_owned();
        let layer =
            relative.iter().next().and_then(|first| first.to_str()).unwrap_or_default().to_owned();
        let tests = relative.iter().any(|part| part == "tests");
        if !["check", "engine", "emit"].contains(&layer.as_str()) || tests {
            continue;
        }
        for (index, line) in code(&text).lines().enumerate() {
            let statement = line.split("//").next().unwrap_or_default();
            if statement.chars().any(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char)) {
                wrong.push(format!("{}:{}: {}", relative.display(), index + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (path, text) in all() {
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not begin with //!", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_phrase_in_use_exists() {
    let words = fs::read_to_string(root().join("rules/words.toml")).unwrap();
    let keys: Vec<&str> =
        words.lines().filter_map(|line| line.split_once(" = {").map(|(key, _)| key)).collect();
    let mut wrong = Vec::new();
    for (path, text) in all() {
        for piece in code(&text)
            .split("skip(\"")
            .skip(1)
            .chain(code(&text).split("words.get(\"").skip(1))
            .chain(code(&text).split("words.fill(\"").skip(1))
        {
            let key = piece.split('"').next().unwrap_or_default();
            if !keys.contains(&key) {
                wrong.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_list_of_rules_in_the_docs_is_current() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["rules", "--format", "markdown"])
        .output()
        .unwrap();
    let expected = format!(
        "# 规则\n\n`nianbao explain 规则名` 给出每条规则的说明。本页由 `UPDATE=1 cargo test` 生成。\n\n{}",
        String::from_utf8(output.stdout).unwrap()
    );
    let path = root().join("docs/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let current = fs::read_to_string(&path).unwrap_or_default() == expected;
    assert!(current, "docs/rules.md is out of date: UPDATE=1 cargo test writes it anew");
}

//! Lists `rules/*.toml`, so that the folder is the registry of built-in rules, and writes rules, forms and phrases as JSON
//! beside: that is read at every start, and several times faster than TOML.

use std::{env, fmt::Write, fs, path::Path};

use serde_json::{Value, json};

/// The languages that words of rules are in.
const LANGUAGES: [&str; 2] = ["zh", "en"];

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let target = env::var("OUT_DIR").expect("cargo sets it");
    let write = |name: &str, text: &str| {
        fs::write(Path::new(&target).join(name), text).expect("the target folder can be written");
    };
    let rules = Path::new(&root).join("rules");
    let mut files = String::from("&[");
    let mut built = Vec::new();
    for (id, path) in listed(&rules).into_iter().filter(|(id, _)| id != "words") {
        write!(files, "({id:?}, include_str!({path:?})),").expect("a string takes it");
        built.push((id, parsed(&path)));
    }
    files.push(']');
    write("rules.rs", &files);
    for language in LANGUAGES {
        let lean: Vec<Value> =
            built.iter().filter_map(|(id, rule)| lean(id, rule, language)).collect();
        write(&format!("rules.{language}.json"), &Value::from(lean).to_string());
    }
    let forms: Vec<Value> =
        listed(&rules.join("forms")).iter().map(|(_, path)| parsed(path)).collect();
    write("forms.json", &Value::from(forms).to_string());
    write("words.json", &parsed(&rules.join("words.toml").display().to_string()).to_string());
}

/// The TOML files of a folder, by name.
fn listed(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let toml = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let named = toml.filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_owned();
        Some((name, path.to_str()?.to_owned()))
    });
    let mut files: Vec<_> = named.collect();
    files.sort();
    files
}

fn parsed(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A rule without its examples and with the words of one language, as a run of `check` needs it; `None` for a file that
/// is no rule, which a test of the rules reports.
fn lean(id: &str, rule: &Value, language: &str) -> Option<Value> {
    let mut lean = rule.as_object()?.clone();
    lean.remove("example");
    for other in LANGUAGES {
        let words = lean.remove(other)?;
        if other == language {
            lean.insert("words".to_owned(), words);
        }
    }
    Some(json!([id, lean]))
}

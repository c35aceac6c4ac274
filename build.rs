//! Lists `rules/*.toml`, so that the folder is the registry of built-in rules.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let mut paths: Vec<_> = fs::read_dir(Path::new(&root).join("rules"))
        .expect("the rules are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "words"))
        .collect();
    paths.sort();
    let mut out = String::from("&[");
    for path in &paths {
        let id = path.file_stem().expect("it is a file").display();
        let path = path.display().to_string();
        write!(out, "({:?}, include_str!({path:?})),", id.to_string()).expect("a string takes it");
    }
    out.push(']');
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("rules.rs");
    fs::write(target, out).expect("the target folder can be written");
}

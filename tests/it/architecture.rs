//! The crate's shape, held by reading its source: dependencies point inward, only the outermost ring knows the
//! browser, no files depend on each other in a circle, every file says what it is for and is short enough to read.

use crate::architecture_support::{Arrows, File, arrows, circles};
use std::path::{Path, PathBuf};

/// From the innermost to the outermost. A file may name its own ring and the ones before it; `error.rs` and `i18n.rs` name none.
const RINGS: [&str; 8] = ["num", "quant", "tensor", "study", "train", "layer", "chart", "web"];

/// Crates that only exist in a browser. Deriving `tsify` is allowed anywhere: it adds no code to other targets.
const BROWSER: [&str; 3] = ["wasm_bindgen", "web_sys", "js_sys"];

/// The most lines a file may have.
const LINES: usize = 350;

struct Source {
    /// Path below `src`, with slashes.
    path: String,
    text: String,
}

impl Source {
    /// The text without line comments, so that documentation may link outward.
    fn code(&self) -> String {
        self.text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }

    /// The place of the file's ring in [`RINGS`]; `None` for the files of the root.
    fn ring(&self) -> Option<usize> {
        let (folder, _) = self.path.split_once('/')?;
        Some(RINGS.iter().position(|ring| *ring == folder).unwrap_or_else(|| panic!("src/{folder} is no ring")))
    }

    /// How many modules lie between the crate's root and what the file defines.
    fn depth(&self) -> usize {
        self.path.split('/').filter(|part| *part != "mod.rs").count()
    }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path: PathBuf = entry.expect("the entry can be read").path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(root).expect("it lies below the root");
                let name = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                found.push(Source { path: name, text: std::fs::read_to_string(&path).expect("the file can be read") });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > RINGS.len(), "src holds the rings");
    found
}

/// The first names after every `start` (`crate::`, say) of some code; those of a `{...}` group one by one.
fn names_after(code: &str, start: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, _) in code.match_indices(start) {
        let rest = &code[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(name(rest));
            continue;
        };
        let (mut nested, mut from) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => nested += 1,
                '}' if nested > 0 => nested -= 1,
                ',' | '}' if nested == 0 => {
                    names.push(name(&group[from..i]));
                    from = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

/// Whether `code` names the crate `word`, or its serde companion.
fn names_word(code: &str, word: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == word || w.strip_prefix("serde_") == Some(word))
}

/// The ring that a name at the crate's root belongs to: a ring itself, or what `lib.rs` re-exports from one.
/// `None` for the error and the words, which lie below all rings.
fn ring_of(name: &str, root: &str) -> Option<usize> {
    if matches!(name, "Error" | "error" | "i18n") {
        return None;
    }
    let of_ring = |ring: &str| name == ring || names_after(root, &format!("pub use {ring}::")).iter().any(|n| n == name);
    Some(RINGS.iter().position(|ring| of_ring(ring)).unwrap_or_else(|| panic!("crate::{name} belongs to no ring")))
}

#[test]
fn dependencies_point_inward() {
    let sources = sources();
    let root = sources.iter().find(|s| s.path == "lib.rs").expect("there is a lib.rs").code();
    let mut outward = Vec::new();
    for source in sources.iter().filter(|s| s.path != "lib.rs") {
        let own = source.ring();
        for name in names_after(&source.code(), "crate::") {
            if ring_of(&name, &root) > own {
                outward.push(format!("{} names crate::{name}", source.path));
            }
        }
    }
    assert!(outward.is_empty(), "outward arrows:\n{}", outward.join("\n"));
}

/// A path that climbs to the root by `super` would escape the test above.
#[test]
fn no_path_climbs_out_of_its_ring() {
    let mut climbing = Vec::new();
    for source in sources().iter().filter(|s| s.ring().is_some()) {
        for line in source.code().lines() {
            // A module within the file (its tests) lies one deeper.
            let depth = source.depth() + usize::from(line.starts_with(' '));
            let climbed = (1..).take_while(|n| line.contains(&"super::".repeat(*n))).count();
            if climbed >= depth {
                climbing.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    assert!(climbing.is_empty(), "paths that leave their ring:\n{}", climbing.join("\n"));
}

/// The arrows of some code on disk: see [`crate::architecture_support`] for what counts as one.
fn arrows_of(sources: &[(&str, &str)]) -> Arrows {
    arrows(&sources.iter().map(|&(path, code)| File { path, code }).collect::<Vec<_>>())
}

#[test]
fn no_files_depend_on_each_other_in_a_circle() {
    let sources: Vec<(String, String)> = sources().into_iter().map(|s| (s.path.clone(), s.code())).collect();
    let borrowed: Vec<(&str, &str)> = sources.iter().map(|(path, code)| (path.as_str(), code.as_str())).collect();
    let arrows = arrows_of(&borrowed);
    let within = |circle: &[String]| {
        let arrow = |from: &String| {
            arrows[from].iter().filter(|to| circle.contains(to)).map(|to| format!("  {from} -> {to}\n")).collect::<String>()
        };
        circle.iter().map(arrow).collect::<String>()
    };
    let found: Vec<String> = circles(&arrows).iter().map(|circle| within(circle)).collect();
    assert!(found.is_empty(), "{} circles:\n{}", found.len(), found.join("\n"));
    assert!(arrows.values().map(|to| to.len()).sum::<usize>() > sources.len(), "arrows are found at all");
}

#[test]
fn a_circle_is_found_however_its_arrows_are_written() {
    fn found(sources: &[(&str, &str)]) -> Vec<Vec<String>> {
        circles(&arrows_of(sources))
    }
    let circle = |files: &[&str]| vec![files.iter().map(|file| file.to_string()).collect::<Vec<_>>()];
    let parent = ("a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;\n");
    // By re-exports, which are no arrows themselves.
    assert_eq!(found(&[parent, ("a/b.rs", "use super::C;\n"), ("a/c.rs", "use crate::a::{B, D};\n")]), circle(&["a/b.rs", "a/c.rs"]));
    assert_eq!(found(&[parent, ("a/b.rs", "use super::C;\n"), ("a/c.rs", "use std::fmt;\n")]), Vec::<Vec<String>>::new());
    // A path within an expression, and one that leads through another ring.
    let far = ("d.rs", "fn f() { crate::a::b::g() }\n");
    assert_eq!(
        found(&[parent, ("a/b.rs", "use super::c::{self, C};\n"), ("a/c.rs", "pub use crate::d::f;\n"), far]),
        circle(&["a/b.rs", "a/c.rs", "d.rs"])
    );
    // A child that takes what its parent defines, while the parent uses the child.
    let user = ("a/mod.rs", "mod b;\nuse b::B;\npub struct A(B);\n");
    assert_eq!(found(&[user, ("a/b.rs", "use super::A;\n")]), circle(&["a/b.rs", "a/mod.rs"]));
    assert_eq!(
        found(&[("a/mod.rs", "mod b;\npub struct A;\nfn f() { b::g() }\n"), ("a/b.rs", "fn g(a: super::A) {}\n")]),
        circle(&["a/b.rs", "a/mod.rs"])
    );
    // A module within a file is the file; its tests are not the code.
    let inner = ("a/b.rs", "use super::C;\nmod inner {\n    use super::C;\n}\n");
    assert_eq!(
        found(&[parent, inner, ("a/c.rs", "struct C;\n#[cfg(test)]\nmod tests {\n    use super::super::B;\n}\n")]),
        Vec::<Vec<String>>::new()
    );
}

#[test]
fn only_web_knows_the_browser() {
    for source in sources().iter().filter(|s| !s.path.starts_with("web/")) {
        for word in BROWSER {
            assert!(!names_word(&source.code(), word), "{} names {word}", source.path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{} does not start with //!", source.path);
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> =
        sources().iter().map(|s| (s.text.lines().count(), &s.path)).filter(|(n, _)| *n > LINES).map(|(n, p)| format!("{p}: {n}")).collect();
    assert!(long.is_empty(), "longer than {LINES} lines: {}", long.join(", "));
}

#[test]
fn names_are_found_in_every_form_of_a_path() {
    let names = |code| names_after(code, "crate::");
    assert_eq!(names("use crate::quant::{Range, Tally};"), ["quant"]);
    assert_eq!(names("use crate::{Error, quant::{Range, Tally},\n num::Rounding};"), ["Error", "quant", "num"]);
    assert_eq!(names("drop(crate::study::f(crate::num::g()))"), ["study", "num"]);
    let root = "pub use error::Error;\npub use study::{Settings, Study};\n";
    assert_eq!(ring_of("Study", root), ring_of("study", root));
    assert!(ring_of("chart", root) > ring_of("Settings", root) && ring_of("num", root) > ring_of("Error", root));
    assert!(names_word("use wasm_bindgen::prelude::*;", "wasm_bindgen") && !names_word("let wasm_bindgens = 1;", "wasm_bindgen"));
}

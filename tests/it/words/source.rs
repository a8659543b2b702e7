//! The sentences of the source: what stands in `tr!`, `tr_n!` and `msg!` below src, tests left out.

use std::path::Path;

/// A sentence of the source.
pub struct Sentence {
    /// The file it stands in.
    pub file: String,
    /// The English, which is its key.
    pub english: String,
    /// The English form for one, where a number decides.
    pub one: Option<String>,
}

/// All sentences, in the order of the files.
pub fn sentences() -> Vec<Sentence> {
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    files.sort();
    files.iter().flat_map(|file| of_file(file, &std::fs::read_to_string(file).expect("a source file"))).collect()
}

/// String literals of several words that are no sentences of [`sentences`], each with its file. What machines read is left
/// out: programs, exports, attributes.
pub fn strays() -> Vec<(String, String)> {
    let known: Vec<String> = sentences().into_iter().flat_map(|s| [Some(s.english), s.one]).flatten().collect();
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    files.retain(|file| {
        !["src/study/code", "src/study/export", "src/study/provenance", "src/train/session/export", "src/layer/export"]
            .iter()
            .any(|start| file.starts_with(start))
    });
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let code = code(&text).replace("'\"'", "' '").replace("b'\"'", "' '");
        let mut rest = code.as_str();
        while let Some(at) = rest.find('"') {
            let Some((value, after)) = literal(&rest[at..]) else { break };
            rest = after;
            let own = value.split(['{', '}']).step_by(2).collect::<Vec<_>>().join(" ");
            let words = own.split_whitespace().map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
            if words.filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic())).count() > 1 && !known.contains(&value) {
                found.push((file.clone(), value));
            }
        }
    }
    found
}

/// The code without tests, comments and attributes.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let is_code = |line: &&str| !["//", "#[", "#!["].iter().any(|start| line.trim_start().starts_with(start));
    code.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

fn walk(folder: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path.to_string_lossy().into_owned());
        }
    }
}

/// The code without tests and comments: attributes hold errors' sentences.
fn of_macros(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn of_file(file: &str, text: &str) -> Vec<Sentence> {
    let code = of_macros(text);
    let mut found = Vec::new();
    for (at, open) in code.match_indices("!(") {
        let name: String = code[..at].chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let rest = &code[at + open.len()..];
        match name.chars().rev().collect::<String>().as_str() {
            // A macro's own rule has no literal.
            "tr" | "msg" => found.extend(literal(rest.trim_start()).map(|(english, _)| Sentence { file: file.into(), english, one: None })),
            "tr_n" => {
                let Some((number, rest)) = after_argument(rest) else { continue };
                let (one, rest) = literal(rest.trim_start()).unwrap_or_else(|| panic!("{file}: tr_n!({number}, ...) has no form for one"));
                let many = literal(rest.trim_start().trim_start_matches(',').trim_start());
                let (many, _) = many.unwrap_or_else(|| panic!("{file}: tr_n!({number}, ...) has no form for many"));
                found.push(Sentence { file: file.into(), english: many, one: Some(one) });
            }
            _ => {}
        }
    }
    found
}

/// The first argument, and what comes after its comma.
fn after_argument(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => return Some((&text[..i], &text[i + 1..])),
            _ => {}
        }
    }
    None
}

/// A string literal's value, and what comes after it.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut value = String::new();
    loop {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => return Some((value, rest)),
            '\\' if rest.starts_with('\n') => rest = rest.trim_start(),
            '\\' if rest.starts_with("u{") => {
                let (digits, after) = rest[2..].split_once('}')?;
                value.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                rest = after;
            }
            '\\' => {
                value.push(rest.chars().next()?);
                rest = &rest[1..];
            }
            c => value.push(c),
        }
    }
}

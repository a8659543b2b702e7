//! The readers against files: what a format's own library reads is what is read here, bit for bit, and malformed files get
//! a sentence. `tests/data/README.md` tells how the files and what is expected of them are laid out.
//!
//! `QUANTSCOPE_DATA=FOLDER` judges another folder laid out alike. Runs without the test harness, so that every file's
//! verdict is seen.

mod reading_support;

use quantscope::tensor::files::Files;
use reading_support::expected::{Array, npy, npz};
use reading_support::{fault_of, open, read, shape_of, values};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Arrays = BTreeMap<String, Array>;

fn main() -> ExitCode {
    let folder = std::env::var_os("QUANTSCOPE_DATA").map_or_else(|| Path::new("tests/data").into(), PathBuf::from);
    let (mut good, mut bad) = (0, 0);
    let mut tell = |file: &str, outcome: Result<String, String>| match outcome {
        Ok(note) => {
            good += 1;
            println!("ok      {file}: {note}");
        }
        Err(fault) => {
            bad += 1;
            println!("FAILED  {file}: {fault}");
        }
    };
    formats(&folder.join("formats"), &mut tell);
    cases(&folder.join("bad"), &mut tell);
    println!("test result: {}. {good} passed; {bad} failed", if bad == 0 { "ok" } else { "FAILED" });
    if bad == 0 && good > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every file of the folder equals what its library reads.
fn formats(folder: &Path, tell: &mut dyn FnMut(&str, Result<String, String>)) {
    let listed = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().expect("a file's name").to_string_lossy().into_owned();
        if name.ends_with(".expected.npz") || name.ends_with(".json") {
            continue;
        }
        tell(&name, equals(&name, &path));
    }
}

fn equals(name: &str, path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|e| e.to_string())?;
    let (beside, array) = (path.with_extension("expected.npz"), path.with_extension("npy"));
    let expected = if beside.exists() {
        npz(&beside)
    } else if path.extension().is_some_and(|e| e == "npz") {
        npz(path)
    } else if array.exists() {
        BTreeMap::from([("data".into(), npy(&fs::read(&array).map_err(|e| e.to_string())?))])
    } else {
        return Err("nothing tells what it holds".into());
    };
    let files = open(name, bytes).map_err(|e| e.to_string())?;
    agree(&files, &expected)
}

/// Whether the files hold these tensors and no others that can be read.
fn agree(files: &Files, expected: &Arrays) -> Result<String, String> {
    let mut left: Vec<&str> = expected.keys().map(String::as_str).collect();
    let mut unread = Vec::new();
    let listing = files.listing();
    for (i, entry) in files.entries().iter().enumerate() {
        let name = entry.name.as_str();
        let Some(at) = left.iter().position(|known| *known == name) else {
            if listing.tensors[i].unread.is_some() {
                unread.push(name);
                continue;
            }
            return Err(format!("'{name}' is listed and not expected"));
        };
        left.remove(at);
        let Array { shape, values: wanted } = &expected[name];
        if entry.shape != *shape {
            return Err(format!("'{name}' is listed with the shape {:?}, not {shape:?}", entry.shape));
        }
        match read(files, i) {
            // Nothing to rounding_seed: listed, and told when it is chosen.
            Err(error) if wanted.iter().all(|v| !v.is_finite()) => sentence(&error)?,
            Err(error) => return Err(format!("'{name}': {error}")),
            Ok(_) if wanted.is_empty() => return Err(format!("'{name}' was read and has no values")),
            Ok(read) => {
                if read.tensor.shape() != shape_of(entry) {
                    return Err(format!("'{name}' was read with the shape {:?}", read.tensor.shape()));
                }
                let found = values(&read);
                let other = |(a, b): (&f32, &f32)| a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan());
                if let Some(at) = found.iter().zip(wanted).position(other) {
                    return Err(format!("'{name}'[{at}] is {:e}, not {:e}", found[at], wanted[at]));
                }
            }
        }
    }
    match left.as_slice() {
        [] if unread.is_empty() => Ok(format!("tensors: {}", expected.len())),
        [] => Ok(format!("tensors: {}, not decoded: {}", expected.len(), unread.join(", "))),
        [name, ..] => Err(format!("'{name}' is missing")),
    }
}

#[derive(Deserialize)]
struct Case {
    file: String,
    verdict: String,
    why: String,
}

/// Every malformed or odd file is treated as its case says.
fn cases(folder: &Path, tell: &mut dyn FnMut(&str, Result<String, String>)) {
    let text = fs::read_to_string(folder.join("cases.json")).expect("cases.json says what the files are");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("cases of file, verdict and why");
    let all = npz(&folder.join("expected.npz"));
    for case in cases {
        let prefix = format!("{}::", case.file);
        let own = |(name, array): (&String, &Array)| Some((name.strip_prefix(&prefix)?.to_owned(), array.clone()));
        let expected: Arrays = all.iter().filter_map(own).collect();
        let bytes = fs::read(folder.join(&case.file)).expect("the case's file is there");
        let outcome = match (open(&case.file, bytes), case.verdict.as_str()) {
            (Err(error), "refuse" | "either") => sentence(&error).map(|()| error.to_string()),
            (Err(error), _) => Err(format!("{} ({error})", case.why)),
            (Ok(files), "refuse") => refused_when_read(&files).map_err(|fault| format!("{}: {fault}", case.why)),
            (Ok(files), "load") => agree(&files, &expected).map_err(|fault| format!("{}: {fault}", case.why)),
            (Ok(files), "either") => refused_when_read(&files).or_else(|_| agree(&files, &expected)),
            (_, other) => Err(format!("the verdict '{other}' is unknown")),
        };
        tell(&case.file, outcome);
    }
}

/// What could be opened and must be refused is refused as soon as one of its tensors is chosen.
fn refused_when_read(files: &Files) -> Result<String, String> {
    let mut told = Err("it was opened, and has no tensors".to_owned());
    for (i, entry) in files.entries().iter().enumerate() {
        match read(files, i) {
            Ok(_) => return Err(format!("'{}' was read", entry.name)),
            Err(error) => told = sentence(&error).map(|()| error.to_string()),
        }
    }
    told
}

fn sentence(error: &quantscope::Error) -> Result<(), String> {
    fault_of(error).map_or(Ok(()), |fault| Err(format!("the complaint {fault}")))
}

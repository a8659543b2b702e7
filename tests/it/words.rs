//! Whatever the crate says can be said in another language: every sentence of the source stands in every catalog, and
//! nothing that a person reads is said past them.

mod catalog;
mod source;
mod told;

use self::catalog::{bracketed, catalog, outside, placeholders, text};
use self::source::{sentences, strays};
use quantscope::i18n::{Locale, set_locale};
use quantscope::study::{Dialect, Export, ExportKind, program};
use quantscope::{State, Study, TensorCache};
use std::collections::{BTreeMap, BTreeSet};

/// The languages, each with how many forms a number decides between.
const LANGUAGES: [(&str, usize); 2] = [("es", 2), ("zh", 1)];

/// What stays as it is in every language: numbers that are none, units, functions, formats, and whose search it is.
const NAMES: &[&str] = &[
    // Numbers and units.
    "NaN",
    "inf",
    "dB", //
    // Functions.
    "round",
    "trunc",
    "floor",
    "clamp",
    "clip",
    "nearest",
    "code",
    "tanh",
    "log₁₀",
    "log₂", //
    // Whose search it is.
    "torch",
    "onnxruntime",
    "TensorRT",
    "GPTQ",
    "ACIQ", //
    // Formats of numbers.
    "FP16",
    "BF16",
    "NF4",
    "bnb",
    "MXFP8",
    "MXFP6",
    "MXFP4",
    "MXINT8",
    "NVFP4",
    "IQ4_NL",
    "IQ4_XS",
    "INT4",
    "STRING",
    "COMPLEX64", //
    // Formats of files, and the file of an example.
    "safetensors",
    "GGUF",
    "PyTorch",
    "HDF5",
    "gzip",
    "pickle",
    "rar",
    "Parquet",
    "Arrow",
    "MATLAB",
    "Flax",
    "npy",
    "w_plain_l3_query",
    // Metadata of a file.
    "true",
];

/// Literals of several words that nobody is told: names, what files hold, and what serde says in English only.
const NOBODY_IS_TOLD: &[&str] = &[
    "bnb NF4",
    "TensorFlow Lite",
    "system-ui, sans-serif",
    "<svg role=\"img\" style=\"font-variant-numeric:tabular-nums\" ",
    "version https://git-lfs",
    "<!doctype html",
    "Parameter containing:",
    "a whole number",
    "struct Info",
    "an object",
    "a list of sizes",
    "no words",
    "a shape of more than {MAX_AXES} axes",
    "two objects of metadata",
    "metadata from texts to texts",
    "sentences under their English",
    // A question of the page out of turn: a fault of the page, told to its developers.
    "no data is loaded",
    "no training",
    "a sentence or its forms",
    // The header of a NumPy file.
    "{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}",
    // Formulas.
    " − dmin × mn",
    "{qmin} - round({plain}) = {qmin} - round({places}) = {before}",
];

#[test]
fn every_sentence_stands_in_every_catalog() {
    let sentences = sentences();
    assert!(sentences.len() > 700, "the source has sentences: {}", sentences.len());
    let mut faults = Vec::new();
    for (language, forms) in LANGUAGES {
        let mut catalog = catalog(language);
        let mut known = BTreeSet::new();
        for sentence in &sentences {
            let english = sentence.english.as_str();
            let place = format!("{language}.json, \"{english}\" of {}", sentence.file);
            let one = sentence.one.as_deref().unwrap_or(english);
            if !placeholders(one).is_subset(&placeholders(english)) {
                faults.push(format!("{place}: the form for one has other placeholders"));
            }
            if !known.insert(english) {
                continue;
            }
            let Some(translated) = catalog.remove(english) else {
                faults.push(format!("{place}: is missing"));
                continue;
            };
            let counted = sentences.iter().any(|s| s.english == english && s.one.is_some());
            if translated.len() != if counted { forms } else { 1 } {
                faults.push(format!("{place}: has {} forms", translated.len()));
            }
            let (last, others) = translated.split_last().expect("a form");
            let wanted = placeholders(english);
            if placeholders(last) != wanted || !others.iter().all(|form| placeholders(form).is_subset(&wanted)) {
                faults.push(format!("{place}: has other placeholders: {translated:?}"));
            }
        }
        faults.extend(catalog.keys().map(|english| format!("{language}.json, \"{english}\": is said nowhere")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_sentence_stands_beside_the_macros() {
    let told_to_nobody = |text: &str| NOBODY_IS_TOLD.contains(&text) || text.starts_with("input activations of ");
    let strays: Vec<String> =
        strays().into_iter().filter(|(_, text)| !told_to_nobody(text)).map(|(file, text)| format!("{file}: \"{text}\"")).collect();
    assert!(strays.is_empty(), "say these by tr!, tr_n! or msg!:\n{}", strays.join("\n"));
}

#[test]
fn nothing_is_said_past_the_catalogs() {
    let bracket = |english: String| (english.clone(), vec![bracketed(&english)]);
    let brackets: BTreeMap<String, Vec<String>> = catalog("es").into_keys().map(bracket).collect();
    set_locale(Locale::new(&serde_json::to_string(&brackets).expect("texts"), ".", "\u{2009}").expect("a catalog"));
    let told = told::everything();
    let mut past = BTreeMap::new();
    for (place, text) in &told {
        let rest = outside(text);
        let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_');
        let is_word = |word: &&str| word.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic));
        for word in words.filter(is_word).filter(|word| !word.starts_with("0x") && !NAMES.contains(word) && !place.contains(word)) {
            past.entry(word.to_string()).or_insert_with(|| format!("{word}: {place}: {text}"));
        }
    }
    if let Some(path) = std::env::var_os("SEEN") {
        let seen: BTreeSet<&str> = told.iter().map(|(_, text)| text.as_str()).collect();
        let all: String = seen.iter().map(|t| format!("{t}\n")).collect();
        std::fs::write(path, all).expect("write");
    }
    assert!(past.is_empty(), "said past the catalogs:\n{}", past.into_values().collect::<Vec<_>>().join("\n"));
}

#[test]
fn numbers_in_sentences_have_the_marks_of_the_language() {
    set_locale(Locale::new(&text("es"), ",", "\u{a0}").expect("a catalog"));
    for (place, text) in told::studies(5) {
        // What is copied keeps the points of programs; one paper has one in its name.
        let text = text.replace("b1.58", "");
        let point = text.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b'.' && w[2].is_ascii_digit());
        assert!(!point || place.ends_with(" exact"), "{place}: {text}");
    }
}

#[test]
fn what_machines_read_is_the_same_in_every_language() {
    let read = || {
        let State { source, settings, view, .. } = State::from_link("data=weights&rows=4&cols=32&edit=3:nan&sel=1&bits=4").state;
        let tensor = source.tensor(None, &mut |_| {}).expect("a generated tensor");
        let study = Study::new(&mut TensorCache::new(tensor.clone()), &settings, 1).expect("a study");
        let export = Export { tensor: &tensor, study: &study, about: "{\"link\":\"\"}", origin: None, layer: None };
        let state = State { source, settings, view, ..State::default() };
        [
            program(Dialect::Numpy, &tensor, &study, "link", None, None),
            program(Dialect::Torch, &tensor, &study, "link", None, None),
            export.text(ExportKind::Csv),
            export.text(ExportKind::Json),
            state.to_link(),
        ]
    };
    let english = read();
    for (language, _) in LANGUAGES {
        set_locale(Locale::new(&text(language), ",", ".").expect("a catalog"));
        assert_eq!(read(), english, "{language}");
    }
}

//! What the tests of the readers share: a file as the page opens it, and what every complaint must be like.

#![allow(dead_code, reason = "each test target uses its part")]

pub mod expected;

use quantscope::Error;
use quantscope::tensor::files::{Entry, Files, Read, TensorSlice};

/// A file opened alone.
pub fn open(name: &str, bytes: Vec<u8>) -> Result<Files, Error> {
    Files::open(vec![(name.into(), Box::new(bytes))])
}

/// All of an entry.
pub fn read(files: &Files, entry: usize) -> Result<Read, Error> {
    files.read(entry, &TensorSlice::default(), &mut |_| {})
}

/// How a complaint fails to be a sentence for users; `None` when it is one.
pub fn fault_of(error: &Error) -> Option<String> {
    let text = error.to_string();
    let debug = ["Error", "Some(", "None", "Ok(", "Err(", "::", "panicked", "\\u{"];
    if text.len() < 20 || text.chars().count() > 300 {
        Some(format!("is {} characters long: {text}", text.chars().count()))
    } else if text.chars().any(char::is_control) {
        Some(format!("holds control characters: {text:?}"))
    } else if !text.starts_with(char::is_uppercase) || !text.ends_with('.') {
        Some(format!("is no sentence: {text}"))
    } else {
        // Between the first and the last quote, a file may have its say.
        let own = match (text.find('\''), text.rfind('\'')) {
            (Some(first), Some(last)) => [&text[..first], &text[last..]].concat(),
            _ => text.clone(),
        };
        debug.iter().find(|mark| own.contains(*mark)).map(|mark| format!("shows a programmer's '{mark}': {text}"))
    }
}

/// The values of an entry in the file's order, with what is not finite put back where it stood.
pub fn values(read: &Read) -> Vec<f32> {
    (0..read.tensor.values().len()).filter_map(|i| read.tensor.given(i)).collect()
}

/// The shape the tensor of an entry must have: that of the file, a lone number as a list of one.
pub fn shape_of(entry: &Entry) -> Vec<usize> {
    let shape = entry.shape.iter().map(|&d| usize::try_from(d).expect("it was read, so it fits"));
    if entry.shape.is_empty() { vec![1] } else { shape.collect() }
}

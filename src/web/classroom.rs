//! Functions for the classroom that need no data.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use wasm_bindgen::prelude::*;

/// The SHA-256 of a text, in hexadecimal; a hand-in's check code is part of it. Browsers have their own only where the
/// page was loaded over a secure connection, which a server in the classroom may not have.
#[wasm_bindgen]
pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

//! The integration tests, one crate: `cargo test --test it charts::` runs one module.
//!
//! Tests of their own binary: `golden`, `reading` and `fuzz` (own harness), `web_node` and `web_browser` (wasm).

mod against;
mod architecture;
mod archives;
mod charts;
mod checkpoints;
mod claims;
mod companions;
mod error_analysis;
mod exact_bits;
mod exports;
mod files;
mod formats;
mod frames;
mod generators;
mod gguf;
mod importance;
mod joined;
mod layer;
mod leads;
mod links;
mod missing;
mod nearest;
mod npy;
mod outputs;
mod pictures;
mod properties;
mod python;
mod readers;
mod reports;
mod scan;
mod text_files;
mod theory;
mod training;
mod training_programs;
mod training_session;
mod traps;
mod unread;
mod words;

// What the tests above share.
mod architecture_support;
mod chart_support;
mod gguf_support;
#[path = "../reading_support/mod.rs"]
mod reading_support;
#[path = "../shared/mod.rs"]
mod shared;
mod strategies;

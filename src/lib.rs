//! Quantscope: what happens to real numbers when they are stored in few bits.
//!
//! The crate computes what the libraries it names compute, bit for bit: scale and zero point, codes, dequantized values, and
//! the error. Its modules are rings; dependencies point inward only (a test holds this). Below them lie the one error and
//! [`i18n`], the language of all sentences:
//!
//! - [`num`]: one value at a time: rounding rules, integer ranges, floats of any width.
//! - [`quant`]: conventions (what a library does), scale and zero point, quantizers, range methods, granularity, metrics.
//! - [`tensor`]: finite numbers with a shape; sorted slices with prefix sums; generators; readers.
//! - [`study`]: the entry point: a tensor and [`Settings`] in, a [`Study`] with plain data out; links and exports.
//! - [`train`]: small networks trained in float, rounded after training, and trained with rounding.
//! - [`layer`]: a linear layer, weight and inputs quantized, with the methods that keep its outputs close.
//! - [`chart`]: plain chart models with their words and tables, drawn by plotters on any backend.
//!
//! On wasm32 a thin `web` module exports all of it to JavaScript.
//!
//! # Quantize a tensor
//!
//! ```
//! use quantscope::{Settings, Study, Tensor, TensorCache};
//!
//! let tensor = Tensor::new(vec![2, 2], vec![0.5, -1.0, 2.0, 3.5])?;
//! // Keeps what studies of one tensor have in common, such as its sorted values.
//! let mut cache = TensorCache::new(tensor);
//! let settings = Settings::default().with_bits(4);
//! let study = Study::new(&mut cache, &settings, 0)?;
//!
//! let codes: Vec<i32> = study.levels(cache.tensor()).map(|(code, _)| code).collect();
//! assert_eq!(codes, [5, 0, 10, 15]);
//! assert!(study.metrics.mse < 0.02);
//! # Ok::<(), quantscope::Error>(())
//! ```
//!
//! `examples/` has more: `quantize_npy` and `scan_safetensors`.
//!
//! # Features
//!
//! All of these are on by default. A program that only quantizes needs none of them
//! (`default-features = false`).
//!
//! - **`charts`**: the module [`chart`]. Brings plotters.
//! - **`links`**: [`State::from_link`](study::State::from_link) and [`State::to_link`](study::State::to_link): a state as the part of
//!   an address after `#`. Brings form_urlencoded and serde_plain.
//! - **`i18n`**: the module [`i18n`], by which a thread speaks another language than English.
//!
//! `bench`, off by default, exports on wasm32 what `benches/` times in a browser.

#![cfg_attr(not(feature = "charts"), allow(dead_code, reason = "the charts are the only users of some numbers"))]

#[cfg(feature = "i18n")]
#[macro_use]
pub mod i18n;
#[cfg(not(feature = "i18n"))]
#[macro_use]
#[allow(dead_code, reason = "without the feature nobody can set a language")]
mod i18n;

#[cfg(feature = "charts")]
pub mod chart;
mod error;
pub mod layer;
pub mod num;
pub mod quant;
pub mod study;
pub mod tensor;
pub mod train;
#[cfg(all(target_arch = "wasm32", feature = "charts", feature = "i18n", feature = "links"))]
pub mod web;

pub use error::{Error, FieldError};
pub use study::{Settings, Source, State, Study, View};
pub use tensor::{Tensor, TensorCache};

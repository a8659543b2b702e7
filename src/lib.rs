//! Quantscope: what happens to real numbers when they are stored in few bits.
//!
//! The crate is five rings; dependencies point inward only (a test holds this). Below them lie the one error and [`i18n`], how
//! all of them speak:
//!
//! - [`num`]: one value at a time: rounding rules, integer ranges, fp16 and bf16.
//! - [`quant`]: conventions (what a library does), scale and zero point, quantizers, granularity, metrics.
//! - [`tensor`]: finite numbers with a shape; sorted slices with prefix sums; generators; readers.
//! - [`study`]: the entry point: a tensor and [`Settings`] in, a [`Study`] with plain data out; links and exports.
//! - [`chart`]: plain chart models with their words and tables, drawn by plotters on any backend.
//!
//! On wasm32 a thin `web` module exports all of it to JavaScript.
//!
//! ```
//! use quantscope::{Prepared, Settings, Study, Tensor};
//!
//! let tensor = Tensor::new(vec![2, 2], vec![0.5, -1.0, 2.0, 3.5])?;
//! let mut prepared = Prepared::new(tensor);
//! let study = Study::new(&mut prepared, &Settings::default(), 0)?;
//! assert!(study.metrics.mse < 0.02);
//! # Ok::<(), quantscope::Error>(())
//! ```

#[macro_use]
pub mod i18n;

pub mod chart;
mod error;
pub mod num;
pub mod quant;
pub mod study;
pub mod tensor;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use error::{Error, FieldError};
pub use study::{Settings, Source, State, Study, View};
pub use tensor::{Tensor, TensorCache};

//! GPTQ: rounding column by column.

mod hessian;
mod inverse_factor;
mod walk;

pub use walk::{BlockChanges, GptqWalk};

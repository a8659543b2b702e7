//! The pictures of a layer, drawn.

mod columns;
mod density;
mod layer_picture;
mod method_ratios;
mod relative_errors;
mod strengths;
mod walk;

pub use layer_picture::{draw_layer, layer_svg};

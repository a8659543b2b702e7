//! The pictures, by plotters, on any of its backends: a canvas on the page, SVG for files and tests.
//!
//! Data is mapped to pixels here, linearly and guarded; plotters only ever sees pixels. Its own coordinate ranges
//! never end for infinite bounds, and its meshes measure every label in the document.

mod channels;
mod clipping_curve;
mod formats;
mod histogram;
mod layer;
mod map;
mod matrices;
mod number_line;
mod palette;
mod pen;
mod picture;
mod plot;
mod series;
mod style;
mod svg;
pub mod training;
mod transfer;

pub use channels::draw_channels;
pub use formats::draw_formats;
pub use layer::{draw_layer, layer_svg};
pub use map::{LARGEST_DRAWN_MAP, raster};
pub use number_line::{End, Held};
pub use palette::DrawTheme;
pub use picture::{Picture, draw};
pub use plot::Plot;
pub use style::Style;
pub use svg::svg;

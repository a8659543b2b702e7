//! Value after value: original, dequantized and error, in the slice's order or sorted. Knows no drawing.

mod in_order;
mod point;
mod series;
mod sorted;

pub use point::SeriesPoint;
pub use series::Series;

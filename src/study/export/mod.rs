//! Exports: a study as CSV or JSON, and as a program that computes the same. Knows no chart.

mod export;
mod layer;
mod optional;
mod program;
mod provenance;

pub use export::{Export, ExportKind};
pub use layer::ExportedLayer;
pub use program::{Dialect, program};
pub use provenance::Provenance;

//! Searches for the range to quantize, as the named libraries do them: the input is the values of one slice, the output
//! a range and all candidates with their costs, so that a page can show why the range was chosen. Knows no page.

mod closed;
mod histogram;
mod hqq;
mod modelopt;
mod ort;
mod shrink;
mod torch;
mod weighted;

pub use closed::{Aciq, aciq, mean_std};
pub use hqq::{Hqq, HqqGroup, hqq};
pub use modelopt::MagnitudeHistogram;
pub use ort::OrtCollector;
pub use shrink::gptq;
pub use torch::HistogramObserver;
pub use weighted::weighted;

use crate::quant::Range;

/// A range that was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its place on the x axis: the range's upper end if the method's ranges are symmetric, else its width; in units of
    /// the data.
    pub threshold: f64,
    /// Lower end.
    pub lo: f32,
    /// Upper end.
    pub hi: f32,
    /// The cost that the search minimizes; infinite if the method excludes the candidate.
    pub cost: f64,
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeSearch {
    /// The range chosen.
    pub range: Range,
    /// The ranges tried, in the order of the search. Empty where nothing is searched, or nothing could be.
    pub curve: Vec<Candidate>,
    /// The name of the cost.
    pub cost: &'static str,
}

impl Candidate {
    /// A candidate of a method whose ranges need not be symmetric.
    fn of_width(lo: f32, hi: f32, cost: f64) -> Self {
        Self { threshold: f64::from(hi) - f64::from(lo), lo, hi, cost }
    }
}

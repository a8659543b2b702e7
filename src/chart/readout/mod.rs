//! The numbers and sentences beside the charts.

mod about;
mod advice;
mod convention;
mod expectation;
mod headline;
mod lead;
mod measures;
mod notices;
mod outputs;
mod readout;
mod weighing;

pub use about::about_source;
pub use expectation::Expectation;
pub use lead::{Span, SpanRole};
pub use measures::MoreMeasures;
pub use outputs::{ComparedOutputs, OutputsReadout};
pub use readout::{Readout, Size};
pub use weighing::Weighing;

//! Plain chart models, their words and tables, and their drawing by plotters on any backend. Knows no browser.

mod about;
mod axis;
mod bench;
mod channels;
mod convention;
pub mod draw;
mod expectation;
pub mod format;
mod formats;
mod grid;
mod headline;
mod histogram;
mod map;
mod measures;
mod model;
mod notices;
mod number_line;
mod readout;
mod scene;
mod series;
mod trace;
mod transfer;
mod weighing;

pub use about::about_source;
pub use axis::guard;
pub use bench::{Bench, BenchPoint};
pub use channels::{ChannelBox, ChannelChart, ChannelOrder, ChannelReading, ChannelStrip, ChannelWords};
pub use expectation::Expectation;
pub use formats::{FormatPoint, Formats};
pub use grid::CodeNames;
pub use histogram::Histogram;
pub use map::{Cells, Strip, TensorMap};
pub use measures::MoreMeasures;
pub use model::{Axis, Bin, Chart, Frame, Level, Mark, Room, Table, Tick};
pub use number_line::{NumberLine, Percentile};
pub use readout::{Readout, Size};
pub use series::{Series, SeriesPoint};
pub use trace::{Bit, BitRole, Bits, FloatFields, Trace, TraceLine};
pub use transfer::{Step, Transfer};
pub use weighing::Weighing;

use crate::study::{Study, View};
use crate::tensor::Prepared;
use scene::Scene;

impl Frame {
    /// All charts of one study, and the cells of its tensor map.
    ///
    /// `view.selected` is expected in the slice that `study` has in focus; the slice's first value stands in otherwise.
    pub fn build(prepared: &Prepared, study: &Study, view: &View, room: &Room) -> (Self, Cells) {
        let scene = Scene::new(prepared, study, view);
        let (map, cells) = TensorMap::build(&scene, room);
        let frame = Self {
            readout: Readout::build(&scene, room),
            number_line: NumberLine::build(&scene, room),
            series: Series::build(&scene, room),
            transfer: Transfer::build(&scene, room),
            histogram: Histogram::build(&scene, room),
            bench: Bench::build(&scene, room),
            map,
            trace: Trace::build(&scene),
        };
        (frame, cells)
    }
}

//! What all tests of charts need: every chart, a small style, a frame.

use quantscope::chart::draw::{Look, Style};
use quantscope::chart::{Cells, Chart, ChartSizes, Frame};
use quantscope::{Settings, Study, Tensor, TensorCache, View};

pub const CHARTS: [(&str, Chart); 6] = [
    ("number-line", Chart::NumberLine),
    ("series", Chart::Series),
    ("transfer", Chart::Transfer),
    ("histogram", Chart::Histogram),
    ("bench", Chart::ClippingCurve),
    ("map", Chart::Map),
];

pub const SMALL: Style = Style { width: 400, height: 190, ratio: 1.0, theme: Look::Light };

pub fn room(style: &Style) -> ChartSizes {
    let tables = CHARTS.map(|(_, chart)| chart).into();
    ChartSizes {
        line: style.width,
        line_height: style.height,
        upright: false,
        series: style.width,
        histogram: style.width,
        map_width: style.width,
        map_height: style.height,
        tables,
        measures: true,
    }
}

#[allow(dead_code, reason = "some files keep the study")]
pub fn build(tensor: Tensor, settings: &Settings, view: &View) -> (Frame, Cells) {
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, settings, view.selected as usize).expect("a study");
    Frame::build(&cache, &study, view, &room(&SMALL))
}

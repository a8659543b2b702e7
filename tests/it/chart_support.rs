//! What all tests of charts need: every chart, a small style, a frame.

use quantscope::chart::draw::{DrawTheme, Style};
use quantscope::chart::{Cells, Chart, ChartSizes, ClippingCurve, Frame, FrameCells, Histogram, Series, TensorMap, Transfer};
use quantscope::{Settings, Study, Tensor, TensorCache, View};

pub const CHARTS: [(&str, Chart); 6] = [
    ("number-line", Chart::NumberLine),
    ("series", Chart::Series),
    ("transfer", Chart::Transfer),
    ("histogram", Chart::Histogram),
    ("bench", Chart::ClippingCurve),
    ("map", Chart::Map),
];

pub const SMALL: Style = Style { width: 400, height: 190, ratio: 1.0, theme: DrawTheme::Light };

pub fn room(style: &Style) -> ChartSizes {
    let charts = Vec::from(CHARTS.map(|(_, chart)| chart));
    ChartSizes {
        charts: charts.clone(),
        line: style.width,
        line_height: style.height,
        upright: false,
        picture: false,
        series: style.width,
        histogram: style.width,
        map_width: style.width,
        map_height: style.height,
        tables: charts,
        measures: true,
    }
}

#[allow(dead_code, reason = "some files keep the study")]
pub fn build(tensor: Tensor, settings: &Settings, view: &View) -> (Frame, FrameCells) {
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, settings, view.selected as usize).expect("a study");
    Frame::build(&cache, &study, view, &room(&SMALL))
}

/// The charts of a frame that was built with all of them.
pub struct Charts<'a> {
    pub series: &'a Series,
    pub transfer: &'a Transfer,
    pub histogram: &'a Histogram,
    pub clipping_curve: &'a ClippingCurve,
    pub map: &'a TensorMap,
}

pub fn charts(frame: &Frame) -> Charts<'_> {
    let Frame { series: Some(series), transfer: Some(transfer), histogram: Some(histogram), .. } = frame else {
        panic!("not all were asked for")
    };
    let Frame { clipping_curve: Some(clipping_curve), map: Some(map), .. } = frame else { panic!("not all were asked for") };
    Charts { series, transfer, histogram, clipping_curve, map }
}

#[allow(dead_code, reason = "some files draw no map")]
pub fn map_cells(cells: &FrameCells) -> &Cells {
    cells.map.as_ref().expect("it was asked for")
}

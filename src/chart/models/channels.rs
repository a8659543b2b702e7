//! Rows or columns as a strip: their ranges, the outlier channels, each channel's part of the error. Never hides an outlier.

mod words;

use crate::chart::number_text::percent;
use crate::chart::{Axis, Tick};
use crate::num::descending;
use crate::study::channels::{Channel, ChannelAxis, Channels, ErrorShare};
use crate::study::spread::OUTLIER_SIGMAS;
use serde::{Deserialize, Serialize};

/// Pixels that a box takes at least.
const APART: usize = 3;

/// The order of the channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ChannelOrder {
    /// As in the tensor.
    #[default]
    Number,
    /// The largest max |x|.
    Peak,
    /// The largest part of the squared error.
    Error,
}

/// One channel in numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ChannelReading {
    /// Its number, from 0.
    pub channel: u32,
    /// Smallest value.
    pub min: f32,
    /// 1st percentile.
    pub low: f32,
    /// 50th percentile.
    pub median: f32,
    /// 99th percentile.
    pub high: f32,
    /// Largest value.
    pub max: f32,
    /// max |x|.
    pub peak: f32,
    /// The distance of its farthest value, in standard deviations of the tensor.
    pub sigmas: f64,
    /// Its part of the squared error, 0 to 1.
    pub share: f64,
    /// Whether a value lies more than 6 standard deviations out.
    pub outlier: bool,
    /// Flat index of its largest error, or of its largest magnitude where there is none.
    pub worst: u32,
}

/// A sentence with channel numbers in its middle, which are links to the channels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ChannelWords {
    /// The text before them.
    pub lead: String,
    /// Their numbers from 0.
    pub channels: Vec<u32>,
    /// The text after them.
    pub tail: String,
}

/// A channel, or the extremes of several neighbouring channels.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelBox {
    /// The places of its first channel and past its last.
    pub places: std::ops::Range<usize>,
    /// Smallest value.
    pub min: f32,
    /// Smallest 1st percentile.
    pub low: f32,
    /// Mean of the medians.
    pub median: f32,
    /// Largest 99th percentile.
    pub high: f32,
    /// Largest value.
    pub max: f32,
    /// The largest part of the error that one channel has.
    pub share: f64,
    /// Whether one is an outlier.
    pub outlier: bool,
}

/// The strip.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelStrip {
    /// Places, from 0, each a unit wide.
    pub x: Axis,
    /// Value.
    pub y: Axis,
    /// Part of the squared error.
    pub error: Axis,
    /// From left to right.
    pub boxes: Vec<ChannelBox>,
    /// The values beyond which a channel is an outlier.
    pub bounds: Option<(f64, f64)>,
    /// Places of the channels to name, the most important first, and their names.
    pub names: Vec<(usize, String)>,
}

/// Channels in an order.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelChart {
    data: Channels,
    shares: Vec<f64>,
    error_share: Option<ErrorShare>,
    sorting: ChannelOrder,
    order: Vec<usize>,
}

impl ChannelChart {
    /// In the tensor's order. `data` has at least one channel.
    pub fn new(data: Channels) -> Self {
        let order = (0..data.channels.len()).collect();
        Self { shares: data.shares(), error_share: data.error_share(), sorting: ChannelOrder::Number, order, data }
    }

    /// Brings the channels into an order; equal ones stay in the tensor's.
    pub fn sort(&mut self, by: ChannelOrder) {
        self.sorting = by;
        self.order = match by {
            ChannelOrder::Number => (0..self.count()).collect(),
            ChannelOrder::Peak => self.by_peak(),
            ChannelOrder::Error => descending(self.shares.clone()),
        };
    }

    fn peak(&self, channel: usize) -> f32 {
        self.data.channels[channel].peak()
    }

    fn by_peak(&self) -> Vec<usize> {
        descending((0..self.count()).map(|channel| f64::from(self.peak(channel))).collect())
    }

    /// How many channels there are.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// The channel at a place of the order.
    pub fn reading(&self, place: usize) -> Option<ChannelReading> {
        let channel = *self.order.get(place)?;
        let Channel { min, low, median, high, max, worst, .. } = self.data.channels[channel];
        Some(ChannelReading {
            channel: channel as u32,
            min,
            low,
            median,
            high,
            max,
            peak: self.peak(channel),
            sigmas: self.data.spread.sigmas(min).max(self.data.spread.sigmas(max)),
            share: self.shares[channel],
            outlier: self.data.is_outlier(channel),
            worst,
        })
    }

    /// Where a channel stands in the order.
    pub fn place_of(&self, channel: usize) -> Option<usize> {
        self.order.iter().position(|&other| other == channel)
    }

    /// The outlier channels, the farthest first.
    fn farthest(&self) -> Vec<usize> {
        let distance = |c: usize| {
            let Channel { min, max, .. } = self.data.channels[c];
            self.data.spread.sigmas(min).max(self.data.spread.sigmas(max))
        };
        let far: Vec<usize> = (0..self.count()).filter(|&c| self.data.is_outlier(c)).collect();
        descending(far.iter().map(|&c| distance(c)).collect()).into_iter().map(|place| far[place]).collect()
    }

    /// The strip for a drawing of `width` pixels.
    pub fn strip(&self, width: u32) -> ChannelStrip {
        let n = self.count();
        let columns = (width as usize / APART).clamp(16, 4096).min(n);
        let boxes: Vec<_> = (0..columns).map(|i| self.merged(i * n / columns..(i + 1) * n / columns)).collect();
        let lo = boxes.iter().map(|b| f64::from(b.min)).fold(f64::INFINITY, f64::min);
        let hi = boxes.iter().map(|b| f64::from(b.max)).fold(f64::NEG_INFINITY, f64::max);
        let margin = 0.04 * (hi - lo);
        let y = Axis::linear(lo - margin, hi + margin, 6, tr!("value"));
        let most = boxes.iter().map(|b| b.share).fold(0.0, f64::max);
        let error = Axis::linear(0.0, if most > 0.0 { most * 1.05 } else { 1.0 }, 2, tr!("share of the squared error"));
        let error = Axis { ticks: error.ticks.into_iter().map(|t| Tick { label: percent(t.at), ..t }).collect(), ..error };
        let reach = OUTLIER_SIGMAS * self.data.spread.sigma;
        let bounds = (self.data.spread.centre - reach, self.data.spread.centre + reach);
        let blamed =
            self.error_share.iter().filter(|error_share| error_share.most).flat_map(|error_share| error_share.channels.iter().copied());
        let mut places = vec![0; n];
        self.order.iter().enumerate().for_each(|(place, &channel)| places[channel] = place);
        let names = self.farthest().into_iter().take(64).chain(blamed).map(|c| (places[c], (c + 1).to_string())).collect();
        ChannelStrip { x: self.places(width), y, error, boxes, bounds: (reach > 0.0).then_some(bounds), names }
    }

    /// Places are counted from 0 and written from 1: channels where they stand in the tensor's order, else ranks.
    fn places(&self, width: u32) -> Axis {
        use ChannelAxis::{Column, Row};
        let title = match (self.data.axis, self.sorting) {
            (Row, ChannelOrder::Number) => tr!("row"),
            (Column, ChannelOrder::Number) => tr!("column"),
            (Row, ChannelOrder::Peak) => tr!("rows, the largest max |x| first"),
            (Column, ChannelOrder::Peak) => tr!("columns, the largest max |x| first"),
            (Row, ChannelOrder::Error) => tr!("rows, the largest error first"),
            (Column, ChannelOrder::Error) => tr!("columns, the largest error first"),
        };
        let axis = Axis::whole(0.5, self.count() as f64 + 0.5, (width / 90).clamp(2, 12), title);
        let ticks = axis.ticks.into_iter().map(|t| Tick { at: t.at - 0.5, ..t }).collect();
        Axis { lo: 0.0, hi: self.count() as f64, ticks, title: axis.title }
    }

    /// Neighbours in one box; `places` is not empty.
    fn merged(&self, places: std::ops::Range<usize>) -> ChannelBox {
        let start = ChannelBox {
            places: places.clone(),
            min: f32::INFINITY,
            low: f32::INFINITY,
            median: 0.0,
            high: f32::NEG_INFINITY,
            max: f32::NEG_INFINITY,
            share: 0.0,
            outlier: false,
        };
        let len = places.len() as f32;
        self.order[places].iter().fold(start, |b, &i| {
            let c = &self.data.channels[i];
            ChannelBox {
                min: b.min.min(c.min),
                low: b.low.min(c.low),
                median: b.median + c.median / len,
                high: b.high.max(c.high),
                max: b.max.max(c.max),
                share: b.share.max(self.shares[i]),
                outlier: b.outlier || self.data.is_outlier(i),
                ..b
            }
        })
    }
}

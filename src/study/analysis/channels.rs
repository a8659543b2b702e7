//! A tensor by its rows or by its columns: the range of each, and its part of the squared error. Knows no
//! chart.

use crate::Error;
use crate::num::{StochasticRng, descending};
use crate::quant::{Granularity, Quantizer, Range, RangeMethod, Strided, percentile_of_sorted};
use crate::study::analysis::quantized::Quantized;
use crate::study::analysis::spread::Spread;
use crate::study::{RangedLevels, SchemeSpec, Settings};
use crate::tensor::{Tensor, TensorCache, sorted};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most channels that are named in the sentence.
const MOST_BLAMED: usize = 5;

/// Whether channels are rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ChannelAxis {
    /// Each row is a channel: the outputs of a weight, the tokens of activations.
    Row,
    /// Each column: the inputs of a weight, the features of activations.
    Column,
}

/// One row or column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Channel {
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
    /// Σ e² over the channel, infinite where a value overflows.
    pub squared_error: f64,
    /// Flat index of the value with the largest |e|, the first of equal ones; without error, of that with the largest |x|.
    pub worst: u32,
}

impl Channel {
    /// max |x|.
    pub fn peak(&self) -> f32 {
        self.min.abs().max(self.max.abs())
    }
}

/// All rows or all columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Channels {
    /// Rows or columns.
    pub axis: ChannelAxis,
    /// At least one.
    pub channels: Vec<Channel>,
    /// Of all values of the tensor.
    pub spread: Spread,
    /// The channel whose values set the scale that others share with it, where there is one.
    pub scale_setter: Option<ScaleSetter>,
}

/// A channel that others share a scale with, and that alone makes this scale as large as it is: without the channel's own
/// values it would be at most half as large.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScaleSetter {
    /// Its number, from 0.
    pub channel: usize,
    /// In how many slices.
    pub slices: usize,
    /// Of how many slices.
    pub of: usize,
    /// How many times larger the scale is than it would be without the channel: the least over these slices.
    pub times: f64,
}

/// The channels that make most of the error.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorShare {
    /// Their numbers from 0, the worst first.
    pub channels: Vec<usize>,
    /// Their part of Σ e², 0 to 1.
    pub share: f64,
    /// Whether they make at least half of it, being few among the channels; else the error is spread out.
    pub most: bool,
}

impl Channels {
    /// Cuts a tensor into channels and measures them under `settings`.
    pub fn of(cache: &TensorCache, settings: &Settings, axis: ChannelAxis) -> Result<Self, Error> {
        let quantized = Quantized::new(cache, settings)?;
        let tensor = cache.tensor();
        let (values, rows, cols) = (tensor.values(), tensor.rows(), tensor.cols());
        let (count, len) = if axis == ChannelAxis::Row { (rows, cols) } else { (cols, rows) };
        let mut channels: Vec<Channel> = Vec::with_capacity(count);
        for channel in 0..count {
            let places = match axis {
                ChannelAxis::Row => Strided { start: channel * cols, step: 1, len },
                ChannelAxis::Column => Strided { start: channel, step: cols, len },
            };
            let own = sorted(&tensor.finite(places));
            let len = own.len();
            let at = |percent| percentile_of_sorted(|i| own[i], len, percent) + 0.0;
            channels.push(Channel {
                min: own[0] + 0.0,
                low: at(1.0),
                median: at(50.0),
                high: at(99.0),
                max: own[len - 1] + 0.0,
                squared_error: 0.0,
                worst: 0,
            });
        }
        let mut worst = vec![(-1.0f64, -1.0f32); count];
        let mut rng = StochasticRng::new(settings.rounding_seed);
        for (row, line) in values.chunks_exact(cols).enumerate() {
            for (column, &x) in line.iter().enumerate() {
                let index = row * cols + column;
                if tensor.non_finite().at(index) {
                    continue;
                }
                let error = (f64::from(quantized.value(index, x, &mut rng)) - f64::from(x)).abs();
                let at = if axis == ChannelAxis::Row { row } else { column };
                let channel = &mut channels[at];
                channel.squared_error += error * error;
                if error > worst[at].0 || (error == 0.0 && worst[at].0 == 0.0 && x.abs() > worst[at].1) {
                    worst[at] = (error, x.abs());
                    channel.worst = index as u32;
                }
            }
        }
        let scale_setter = scale_setter(cache, settings, &quantized, axis)?;
        Ok(Self { axis, channels, spread: Spread::of(tensor), scale_setter })
    }

    /// Whether a channel holds an outlier, by [`Spread::is_outlier`].
    pub fn is_outlier(&self, channel: usize) -> bool {
        self.channels.get(channel).is_some_and(|channel| self.spread.is_outlier(channel.min) || self.spread.is_outlier(channel.max))
    }

    /// Each channel's part of Σ e², 0 to 1; zeros where there is no error. Where errors are infinite, their channels share all of it.
    pub fn shares(&self) -> Vec<f64> {
        let errors = || self.channels.iter().map(|channel| channel.squared_error);
        let total: f64 = errors().sum();
        let overflows = errors().filter(|error| error.is_infinite()).count() as f64;
        let share = |error: f64| match () {
            () if overflows > 0.0 => {
                if error.is_infinite() {
                    1.0 / overflows
                } else {
                    0.0
                }
            }
            () if total > 0.0 => error / total,
            () => 0.0,
        };
        errors().map(share).collect()
    }

    /// The fewest channels, at most 5, that make half of the error or more; where that takes more, or half of all
    /// channels, the 5 worst (one where there are fewer than 10). `None` without error.
    pub fn error_share(&self) -> Option<ErrorShare> {
        let shares = self.shares();
        let order = descending(shares.clone());
        let few = MOST_BLAMED.min((shares.len() - 1) / 2).max(1);
        let mut share = 0.0;
        for (i, &channel) in order.iter().take(few).enumerate() {
            share += shares[channel];
            if share >= 0.5 && shares.len() > 1 {
                return Some(ErrorShare { channels: order[..=i].to_vec(), share, most: true });
            }
        }
        (share > 0.0).then(|| ErrorShare { channels: order[..few].to_vec(), share, most: false })
    }
}

/// The channel that sets the scale of more than half of the slices, where slices run through several channels and take their
/// smallest and largest value as range.
fn scale_setter(cache: &TensorCache, settings: &Settings, quantized: &Quantized, axis: ChannelAxis) -> Result<Option<ScaleSetter>, Error> {
    let (spec, slices) = (settings.spec()?, &quantized.slices);
    let crosses = match slices.granularity() {
        Granularity::Tensor => true,
        Granularity::Row => axis == ChannelAxis::Column,
        Granularity::Column => axis == ChannelAxis::Row,
        Granularity::Group => false,
    };
    let SchemeSpec::Ranged { method: RangeMethod::MinMax, levels } = &spec else { return Ok(None) };
    if !crosses {
        return Ok(None);
    }
    let of = slices.count();
    // For each channel, in how many slices it leads, and by how much at least.
    let mut leads: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
    for (slice, quantizer) in quantized.quantizers.iter().enumerate() {
        if let Some((channel, times)) = leader_of_slice(cache.tensor(), levels, slices.indices(slice), quantizer, axis) {
            let entry = leads.entry(channel).or_insert((0, f64::INFINITY));
            *entry = (entry.0 + 1, entry.1.min(times));
        }
    }
    let most = leads.into_iter().max_by_key(|&(_, (slices, _))| slices).filter(|&(_, (slices, _))| 2 * slices > of);
    Ok(most.map(|(channel, (slices, times))| ScaleSetter { channel, slices, of, times }))
}

/// The channel without which the scale of one slice would be at most half as large, and how many times it is as large. `None`
/// where no channel is.
fn leader_of_slice(
    tensor: &Tensor,
    levels: &RangedLevels,
    slice: Strided,
    quantizer: &Quantizer,
    axis: ChannelAxis,
) -> Option<(usize, f64)> {
    let (mut lows, mut highs) = (Outermost::default(), Outermost::default());
    for i in slice.indices().filter(|&i| !tensor.non_finite().at(i)) {
        let channel = if axis == ChannelAxis::Row { i / tensor.cols() } else { i % tensor.cols() };
        lows.see(channel, -tensor.values()[i]);
        highs.see(channel, tensor.values()[i]);
    }
    let range = |but: Option<usize>| Some(Range { lo: -lows.value(but)? + 0.0, hi: highs.value(but)? + 0.0 });
    let scale = |range: Range| levels.quantizer(range).ok().and_then(|quantizer| scale_of(&quantizer));
    let whole = f64::from(scale_of(quantizer)?);
    let times = |channel: usize| {
        let rest = range(Some(channel)).filter(|rest| rest.absmax() > 0.0)?;
        scale(rest).map(|rest| (channel, whole / f64::from(rest)))
    };
    [lows.first, highs.first]
        .into_iter()
        .flatten()
        .filter_map(|(channel, _)| times(channel))
        .filter(|&(_, times)| times >= 2.0)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The scale that values of a range share.
fn scale_of(quantizer: &Quantizer) -> Option<f32> {
    match quantizer {
        Quantizer::Affine(affine) => Some(affine.scale),
        Quantizer::Scaled(scaled) => Some(scaled.scale),
        Quantizer::ClippedUniform(_) | Quantizer::GgmlAffine(_) => None,
    }
}

/// The largest number of all channels, and the largest of the channels but that one.
#[derive(Default)]
struct Outermost {
    first: Option<(usize, f32)>,
    second: Option<(usize, f32)>,
}

impl Outermost {
    fn see(&mut self, channel: usize, v: f32) {
        match self.first {
            Some((leading, most)) if v <= most => {
                if channel != leading && self.second.is_none_or(|(_, next)| v > next) {
                    self.second = Some((channel, v));
                }
            }
            Some((leading, _)) if leading == channel => self.first = Some((channel, v)),
            leading => (self.first, self.second) = (Some((channel, v)), leading),
        }
    }

    /// The largest number of all channels but one.
    fn value(&self, but: Option<usize>) -> Option<f32> {
        let (leading, most) = self.first?;
        if Some(leading) == but { self.second.map(|(_, next)| next) } else { Some(most) }
    }
}

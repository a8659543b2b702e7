//! torch's range observers: running and averaged ranges, the scale and zero point they give, the values quantized.

use super::affine::per_channel;
use super::{Case, Channels, Dtype, Field, Outcome};
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::observer::MinMaxObserver;
use quantscope::quant::{Affine, Convention, Degenerate, Preset, Range, SymmetricZero, ZeroPoint};
use serde::Deserialize;

#[derive(Deserialize, Clone, Copy, PartialEq)]
enum Observer {
    #[serde(rename = "MinMaxObserver")]
    MinMax,
    #[serde(rename = "PerChannelMinMaxObserver")]
    PerChannelMinMax,
    #[serde(rename = "MovingAverageMinMaxObserver")]
    MovingAverage,
    #[serde(rename = "MovingAveragePerChannelMinMaxObserver")]
    MovingAveragePerChannel,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
enum Qscheme {
    #[serde(rename = "per_tensor_affine")]
    TensorAffine,
    #[serde(rename = "per_tensor_symmetric")]
    TensorSymmetric,
    #[serde(rename = "per_channel_affine")]
    ChannelAffine,
    #[serde(rename = "per_channel_symmetric")]
    ChannelSymmetric,
    #[serde(rename = "per_channel_affine_float_qparams")]
    ChannelFloatZero,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    observer: Observer,
    dtype: Dtype,
    qscheme: Qscheme,
    quant_min: Option<i32>,
    quant_max: Option<i32>,
    #[serde(default)]
    reduce_range: bool,
    ch_axis: Option<usize>,
    averaging_constant: Option<f32>,
    batches: Option<Vec<Vec<usize>>>,
}

impl Params {
    /// The codes, and torch's convention for them: its observers take another zero point for a range set by hand.
    fn codes(&self) -> Result<(CodeRange, Convention), String> {
        let mut torch = *Preset::Torch.convention();
        if self.qscheme == Qscheme::ChannelFloatZero {
            torch.range_includes_zero = false;
            torch.zero_point = ZeroPoint::Real;
            torch.degenerate = Degenerate::OneBelow(f32::EPSILON.next_up());
        }
        match (self.quant_min, self.quant_max) {
            (None, None) => Ok((self.dtype.codes(self.reduce_range)?, torch)),
            (Some(qmin), Some(qmax)) if !self.reduce_range => {
                Ok((CodeRange { qmin, qmax }, Convention { symmetric_zero: SymmetricZero::LowerMiddle, ..torch }))
            }
            _ => Err("this combination of quant_min, quant_max and reduce_range is not known".into()),
        }
    }

    /// The axis of the channels, where the observer has channels.
    fn axis(&self) -> Result<Option<usize>, String> {
        let per_channel = matches!(self.observer, Observer::PerChannelMinMax | Observer::MovingAveragePerChannel);
        let scheme_is_per_channel = !matches!(self.qscheme, Qscheme::TensorAffine | Qscheme::TensorSymmetric);
        if per_channel == self.ch_axis.is_some() && per_channel == scheme_is_per_channel {
            Ok(self.ch_axis)
        } else {
            Err("observer, qscheme and ch_axis do not agree whether there are channels".into())
        }
    }

    /// An observer of one channel.
    fn observer(&self) -> Result<MinMaxObserver, String> {
        let averages = matches!(self.observer, Observer::MovingAverage | Observer::MovingAveragePerChannel);
        if averages == self.averaging_constant.is_some() {
            Ok(MinMaxObserver::new(self.averaging_constant))
        } else {
            Err("observer and averaging_constant do not agree whether the range is averaged".into())
        }
    }
}

/// Observes the batches, or all of the input at once, then fits and (for one batch) quantizes.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let p: Params = case.params()?;
    let symmetric = matches!(p.qscheme, Qscheme::TensorSymmetric | Qscheme::ChannelSymmetric);
    let axis = p.axis()?;
    let (codes, convention) = p.codes()?;
    let values = case.input()?;

    let ranges = observe(&p, axis, &case.shape, &values)?;
    let fit = |range: &Range| Affine::fit(&convention, symmetric, *range, codes, Rounding::HalfEven).map_err(|e| e.to_string());
    let fitted = ranges.iter().map(fit).collect::<Result<Vec<_>, _>>()?;
    let scales: Vec<f32> = fitted.iter().map(|a| a.scale).collect();
    let mut fields = vec![
        ("min_bits", Field::Floats(ranges.iter().map(|r| r.lo).collect())),
        ("max_bits", Field::Floats(ranges.iter().map(|r| r.hi).collect())),
        ("quant_min", Field::Integer(codes.qmin)),
        ("quant_max", Field::Integer(codes.qmax)),
    ];
    if p.qscheme == Qscheme::ChannelFloatZero {
        fields.push(("scale_bits", Field::Floats(scales)));
        fields.push(("zero_point_bits", Field::Floats(fitted.iter().map(|a| a.zero_point).collect())));
        return Ok(Outcome::Fields(fields));
    }
    let zero_points: Vec<i32> = fitted.iter().map(|a| a.zero_point as i32).collect();
    if p.batches.is_none() {
        let quantizers = per_channel(&convention, &case.shape, axis, &scales, &zero_points, codes)?;
        fields.push(("fake_quantized_bits", Field::Floats(quantizers.dequantized(&values))));
        if axis.is_none() && p.quant_min.is_none() && !p.reduce_range {
            fields.push(("q", Field::Integers(quantizers.codes(&values))));
        }
    }
    fields.push(("scale_bits", Field::Floats(scales)));
    fields.push(("zero_point", Field::Integers(zero_points)));
    Ok(Outcome::Fields(fields))
}

/// The range of each channel after all batches.
fn observe(p: &Params, axis: Option<usize>, shape: &[usize], values: &[f32]) -> Result<Vec<Range>, String> {
    let whole = [shape.to_vec()];
    let mut observers: Vec<MinMaxObserver> = Vec::new();
    let mut rest = values;
    for shape in p.batches.as_deref().unwrap_or(&whole) {
        let len = shape.iter().product();
        let (batch, after) = rest.split_at_checked(len).ok_or_else(|| format!("a batch of shape {shape:?} is longer than what is left"))?;
        rest = after;
        let channels = Channels::new(shape, axis)?;
        if observers.is_empty() {
            observers = vec![p.observer()?; channels.count()];
        } else if observers.len() != channels.count() {
            return Err("the batches differ in their number of channels".into());
        }
        for (channel, observer) in observers.iter_mut().enumerate() {
            observer.observe(Range::of(channels.indices(channel).map(|i| batch[i])).map_err(|e| e.to_string())?);
        }
    }
    if !rest.is_empty() {
        return Err(format!("{} values lie beyond the batches", rest.len()));
    }
    observers.iter().map(|o| o.range().ok_or_else(|| "nothing was observed".to_string())).collect()
}

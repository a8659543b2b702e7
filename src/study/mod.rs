//! The one entry point: a tensor and settings in, plain data out. Knows no chart and no browser.

mod code;
mod export;
mod link;
mod search;
mod settings;
mod source;

pub use code::{Dialect, program};
pub use export::{Export, Format};
pub use link::Opened;
pub use search::{CANDIDATES, ClipPoint, best, clip_curve};
pub use settings::{CompareMode, Edit, MapMode, Scheme, Settings, Source, State, Theme, View};

use crate::Error;
use crate::num::{Dither, Minifloat};
use crate::quant::{Affine, Metrics, Quantizer, Range, RangeMethod, Scaled, Slices, Tally};
use crate::tensor::{Prepared, Sorted, Tensor};

/// One slice's range and quantizer.
#[derive(Debug, Clone, PartialEq)]
pub struct SliceStudy {
    /// The range the scale was computed from (widened or mirrored as the convention says).
    pub range: Range,
    /// What the slice's values go through.
    pub quantizer: Quantizer,
}

/// What the settings do to the tensor.
#[derive(Debug, Clone)]
pub struct Study {
    /// The settings studied.
    pub settings: Settings,
    /// How the tensor was cut.
    pub slices: Slices,
    /// Each slice's range and quantizer.
    pub parts: Vec<SliceStudy>,
    /// The errors of the whole tensor.
    pub metrics: Metrics,
    /// The slice in focus.
    pub focus: usize,
    /// The errors of the slice in focus.
    pub focus_metrics: Metrics,
    /// The bench of the slice in focus, widening; empty for schemes without a scale.
    pub curve: Vec<ClipPoint>,
    /// Where the slice in focus is now, measured on the same terms as `curve`.
    pub current: Option<ClipPoint>,
}

impl Study {
    /// Studies `prepared` under `settings`; the slice of value `selected` is in focus.
    pub fn new(prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        Self::after(None, prepared, settings, selected)
    }

    /// The same, with what an earlier study of the same tensor has already found out: the bench does not depend on the
    /// range, so a drag of its handles need not weigh all ranges anew.
    pub fn after(earlier: Option<&Self>, prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        settings.validate()?;
        let slices = settings.slices(prepared.tensor())?;
        let len = prepared.tensor().values().len();
        if selected >= len {
            return Err(Error::Index { index: selected, len });
        }
        let focus = slices.of(selected);
        let integer = settings.scheme.is_integer();
        let every = integer && matches!(settings.range, RangeMethod::Percentile | RangeMethod::Mse);
        prepared.sort(&slices, focus, every);
        let sorted = prepared.sorted(&slices, focus).filter(|_| integer);
        let known = earlier.filter(|e| e.slices == slices && e.focus == focus && e.settings.same_but_range(settings));
        let curve = match (known, sorted) {
            (Some(earlier), _) => earlier.curve.clone(),
            (None, Some(sorted)) => clip_curve(sorted, settings)?,
            (None, None) => Vec::new(),
        };
        let parts = (0..slices.count())
            .map(|i| part(prepared, settings, &slices, i, (i == focus).then_some(curve.as_slice())))
            .collect::<Result<Vec<_>, _>>()?;

        let (mut tally, mut focus_tally) = (Tally::default(), Tally::default());
        for (i, p) in parts.iter().enumerate() {
            let slice = slice_tally(prepared, settings, &slices, i, &p.quantizer);
            tally.merge(&slice);
            if i == focus {
                focus_tally = slice;
            }
        }
        let focus_metrics = Metrics::from(&focus_tally);
        let current = match prepared.sorted(&slices, focus) {
            Some(sorted) if integer => Some(search::clip_point(sorted, settings, parts[focus].range)?),
            _ => None,
        };
        Ok(Self { settings: settings.clone(), slices, metrics: Metrics::from(&tally), parts, focus, focus_metrics, curve, current })
    }

    /// The quantizer of the slice that holds a value.
    pub fn quantizer_of(&self, index: usize) -> &Quantizer {
        &self.parts[self.slices.of(index)].quantizer
    }

    /// The level and dequantized value of every value, in row-major order.
    pub fn levels<'a>(&'a self, tensor: &'a Tensor) -> impl Iterator<Item = (i32, f32)> + 'a {
        let mut dither = Dither::new(self.settings.draw);
        tensor.values().iter().enumerate().map(move |(i, &x)| self.apply(i, x, &mut dither))
    }

    /// The level and dequantized value of the value `x` at flat index `index`. `dither` is of the settings' draw.
    #[inline]
    pub fn apply(&self, index: usize, x: f32, dither: &mut Dither) -> (i32, f32) {
        let quantizer = self.quantizer_of(index);
        quantizer.apply(x, draw(quantizer, index, dither))
    }
}

/// The draw value `index` meets: 0 where the rule needs none.
#[inline]
pub(crate) fn draw(quantizer: &Quantizer, index: usize, dither: &mut Dither) -> f32 {
    if quantizer.is_monotone() { 0.0 } else { dither.at(index) }
}

/// Chooses one slice's range and fits its quantizer. `curve` is the slice's bench, where it is known.
fn part(prepared: &Prepared, settings: &Settings, slices: &Slices, slice: usize, curve: Option<&[ClipPoint]>) -> Result<SliceStudy, Error> {
    let own = || match prepared.sorted(slices, slice) {
        Some(sorted) => Ok(sorted.range()),
        None => Range::of(slices.indices(slice).indices().map(|i| prepared.tensor().values()[i])),
    };
    let format = match settings.scheme {
        Scheme::Fp16 => Some(Minifloat::FP16),
        Scheme::Bf16 => Some(Minifloat::BF16),
        Scheme::Asymmetric | Scheme::Symmetric => None,
    };
    if let Some(format) = format {
        return Ok(SliceStudy { range: own()?, quantizer: Quantizer::Scaled(Scaled::cast(format)) });
    }
    let symmetric = settings.scheme == Scheme::Symmetric;
    let range = match (settings.range, prepared.sorted(slices, slice)) {
        (RangeMethod::Clip, _) => Range::by_hand(settings.clip_lo, settings.clip_hi)?,
        (RangeMethod::Percentile, Some(sorted)) => percentile(sorted, symmetric, settings.percentile),
        (RangeMethod::Mse, Some(sorted)) => {
            let ClipPoint { lo, hi, .. } = match curve {
                Some(curve) => curve[best(curve)],
                None => {
                    let curve = clip_curve(sorted, settings)?;
                    curve[best(&curve)]
                }
            };
            Range { lo, hi }
        }
        _ => own()?,
    };
    let convention = settings.convention.convention();
    let affine = Affine::fit(convention, symmetric, range, settings.codes()?, settings.rounding)?;
    Ok(SliceStudy { range: convention.effective_range(symmetric, range), quantizer: Quantizer::Affine(affine) })
}

/// The percentile range: one-sided on magnitudes when symmetric, else two-sided.
pub(crate) fn percentile(sorted: &Sorted, symmetric: bool, keep: f64) -> Range {
    if symmetric {
        let hi = sorted.percentile_magnitude(keep);
        Range { lo: -hi, hi }
    } else {
        sorted.percentile_range(keep)
    }
}

/// A slice's errors: from its sorted form where the quantizer allows, else by the plain loop.
fn slice_tally(prepared: &Prepared, settings: &Settings, slices: &Slices, slice: usize, quantizer: &Quantizer) -> Tally {
    match prepared.sorted(slices, slice) {
        Some(sorted) if quantizer.is_monotone() => sorted.tally(quantizer),
        _ => {
            let mut dither = Dither::new(settings.draw);
            let values = prepared.tensor().values();
            Tally::of(quantizer, slices.indices(slice).indices().map(|i| (values[i], draw(quantizer, i, &mut dither))))
        }
    }
}

//! The one entry point: a tensor and settings in, plain data out. Knows no chart and no browser.

mod against;
pub mod channels;
mod classroom;
mod code;
mod disagree;
mod export;
mod fitting;
pub mod formats;
pub mod ladder;
mod link;
mod measures;
mod nearest;
mod offer;
pub mod outliers;
mod provenance;
mod quantized;
mod scan;
mod scheme;
mod search;
mod settings;
mod source;
pub mod spread;
mod theory;

pub use against::{Against, Own, RowError, ValueError, against};
pub use classroom::{Classroom, Language, Part, Spotlight};
pub use code::{Dialect, program};
pub use disagree::{Disagreement, Dispute, disagree};
pub use export::{Export, Format};
pub use link::Opened;
pub use measures::Measures;
pub use offer::{Offer, Scale};
pub use provenance::Provenance;
pub use scan::{SCAN_BINS, Scanned, scan};
pub use scheme::{Fitted, Plan, Scheme};
pub use search::{CANDIDATES, ClipPoint, SHARES, best, clip_curve, clip_point, least};
pub use settings::{CompareMode, Edit, MapMode, Settings, Source, State, Theme, View};
pub use theory::{Expected, Theory};

pub(crate) use fitting::percentile;

use crate::Error;
use crate::num::Dither;
use crate::quant::search::Found;
use crate::quant::{Granularity, Metrics, Pass, Quantizer, Range, RangeMethod, Slices, Tally};
use crate::tensor::{Prepared, Tensor};
use fitting::Fitting;

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
    /// What their scheme comes to.
    pub plan: Plan,
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
    /// What storing the tensor takes.
    pub stored: Stored,
    /// The bench of the slice in focus, widening; empty for schemes without a range.
    pub curve: Vec<ClipPoint>,
    /// Where the slice in focus is now, measured on the same terms as `curve`.
    pub current: Option<ClipPoint>,
    /// How the range method came to the range of the slice in focus, where it is a search of its own.
    pub search: Option<Found>,
    /// What theory expects of the slice in focus, where its distribution is known and the scheme one it speaks of.
    pub theory: Option<Theory>,
}

/// Bits stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The codes.
    pub codes: u64,
    /// What stands beside them: scales, zero points, levels.
    pub beside: u64,
}

impl Stored {
    /// What `len` codes of a quantizer take, with `beside` bits beside them.
    fn of(len: usize, quantizer: &Quantizer, beside: u64) -> Self {
        Self { codes: len as u64 * u64::from(quantizer.code_bits()), beside }
    }

    /// All bits over the number of values.
    pub fn bits_per_value(&self, len: usize) -> f64 {
        (self.codes + self.beside) as f64 / len as f64
    }
}

impl Study {
    /// Studies `prepared` under `settings`; the slice of value `selected` is in focus.
    pub fn new(prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        Self::after(None, prepared, settings, selected)
    }

    /// The same, with what an earlier study of the same tensor has already found out: the bench does not depend on the
    /// range, so a drag of its handles need not weigh all ranges anew.
    pub fn after(earlier: Option<&Self>, prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        let plan = settings.plan()?;
        let tensor = prepared.tensor();
        let len = tensor.values().len();
        let slices = plan.slices(settings, tensor)?;
        if selected >= len {
            return Err(Error::Index { index: selected, len });
        }
        let focus = slices.of(selected);
        if plan.has_range() {
            settings.check_range()?;
        }
        let every = match &plan {
            Plan::Fitted(Fitted::LloydMax { .. }) => true,
            _ => plan.has_range() && matches!(settings.range, RangeMethod::Percentile | RangeMethod::Mse),
        };
        prepared.sort(&slices, focus, every);
        let sorted = prepared.sorted(&slices, focus).filter(|_| plan.has_range());
        let known = earlier.filter(|e| e.slices == slices && e.focus == focus && e.settings.same_but_range(settings));
        let curve = match (known, sorted) {
            (Some(earlier), _) => earlier.curve.clone(),
            (None, Some(sorted)) => clip_curve(sorted, &plan)?,
            (None, None) => Vec::new(),
        };
        let theory = match known {
            Some(earlier) => earlier.theory,
            None => prepared.sorted(&slices, focus).and_then(|sorted| Theory::of(sorted, &plan, settings.bits)),
        };
        let (parts, search, beside) = Fitting::new(prepared, settings, &plan, &slices).all(Some(focus))?;

        let focus_tally = slice_tally(prepared, settings, &slices, focus, &parts[focus].quantizer);
        let tally = if !every && parts.len() > 1 && all_alike(&parts) {
            // A range set by hand is every slice's: the tensor is one slice then, sorted once.
            let (rows, cols) = (prepared.tensor().rows(), prepared.tensor().cols());
            let whole = Slices::new(rows, cols, Granularity::Tensor, settings.group as usize)?;
            prepared.sort(&whole, 0, false);
            prepared.sort(&slices, focus, false);
            slice_tally(prepared, settings, &whole, 0, &parts[focus].quantizer)
        } else {
            let mut others = tally_of_all(prepared, settings, &slices, |slice| &parts[slice].quantizer, every, Some(focus));
            others.merge(&focus_tally);
            others
        };
        let focus_metrics = Metrics::from(&focus_tally);
        let current = match prepared.sorted(&slices, focus) {
            Some(sorted) if plan.has_range() && settings.range != RangeMethod::Hqq => {
                Some(search::clip_point(sorted, &plan, parts[focus].range)?)
            }
            _ => None,
        };
        let stored = Stored::of(len, &parts[focus].quantizer, beside);
        let metrics = Metrics::from(&tally);
        Ok(Self { settings: settings.clone(), plan, slices, parts, metrics, focus, focus_metrics, stored, curve, current, search, theory })
    }

    /// The quantizer of the slice that holds a value.
    pub fn quantizer_of(&self, index: usize) -> &Quantizer {
        &self.parts[self.slices.of(index)].quantizer
    }

    /// The level and dequantized value of every value, in row-major order; those of 0 where one is missing.
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

/// Whether one monotone quantizer is that of every slice.
fn all_alike(parts: &[SliceStudy]) -> bool {
    parts.iter().all(|part| part.quantizer == parts[0].quantizer) && parts[0].quantizer.is_monotone()
}

/// A slice's errors: from its sorted form where the quantizer allows, else by a pass over its values.
fn slice_tally(prepared: &Prepared, settings: &Settings, slices: &Slices, slice: usize, quantizer: &Quantizer) -> Tally {
    let (tensor, places) = (prepared.tensor(), slices.indices(slice));
    match prepared.sorted(slices, slice) {
        _ if tensor.finite_count(places) == 0 => Tally::default(),
        Some(sorted) if quantizer.is_monotone() => sorted.tally(quantizer),
        _ if quantizer.is_monotone() => Tally::of_values(quantizer, &tensor.finite(places)),
        _ => {
            let mut dither = Dither::new(settings.draw);
            let finite = places.indices().filter(|&i| !tensor.missing().at(i));
            Tally::of(quantizer, finite.map(|i| (tensor.values()[i], draw(quantizer, i, &mut dither))))
        }
    }
}

/// The errors of all slices but one. Those that are sorted for these settings (`every`) are walked; all others go through
/// one pass together, even where an earlier study has left them sorted: the last digits must not depend on it.
fn tally_of_all<'a>(
    prepared: &Prepared,
    settings: &Settings,
    slices: &Slices,
    quantizer: impl Fn(usize) -> &'a Quantizer,
    every: bool,
    but: Option<usize>,
) -> Tally {
    let (mut pass, mut rest) = (Pass::default(), Tally::default());
    prepared.tensor().each_slice(slices, |slice, values| match quantizer(slice) {
        _ if Some(slice) == but => {}
        quantizer if quantizer.is_monotone() && !every => pass.add(quantizer, values),
        quantizer => rest.merge(&slice_tally(prepared, settings, slices, slice, quantizer)),
    });
    rest.merge(&pass.tally());
    rest
}

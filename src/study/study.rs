//! The result of settings on a tensor: the one entry point, a tensor and settings in, plain data out. Knows no chart and no browser.

use super::fitting::Fitting;
use super::slices::{all_alike, slice_tally, tally_of_all};
use super::{ClipPoint, Fitted, SchemeSpec, Settings, SliceFit, StorageCost, Theory, clip_curve, random_draw, search};
use crate::Error;
use crate::num::StochasticRng;
use crate::quant::search::RangeSearch;
use crate::quant::{Granularity, Metrics, Quantizer, RangeMethod, Slices};
use crate::tensor::{Tensor, TensorCache};

/// The result of the settings on the tensor.
///
/// ```
/// use quantscope::quant::Granularity;
/// use quantscope::{Settings, Study, Tensor, TensorCache};
///
/// let tensor = Tensor::new(vec![2, 4], vec![0.1, -0.2, 0.3, 0.4, 10.0, -20.0, 30.0, 40.0])?;
/// let mut cache = TensorCache::new(tensor);
/// let whole = Study::new(&mut cache, &Settings::default(), 0)?;
/// let rows = Study::new(&mut cache, &Settings::default().with_granularity(Granularity::Row), 0)?;
/// // A scale for each row spares the small row the large one's steps.
/// assert_eq!((whole.slice_fits.len(), rows.slice_fits.len()), (1, 2));
/// assert!(rows.metrics.mse < whole.metrics.mse);
/// # Ok::<(), quantscope::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Study {
    /// The settings studied.
    pub settings: Settings,
    /// Their scheme, resolved.
    pub spec: SchemeSpec,
    /// How the tensor was cut.
    pub slices: Slices,
    /// Each slice's range and quantizer.
    pub slice_fits: Vec<SliceFit>,
    /// The errors of the whole tensor.
    pub metrics: Metrics,
    /// The slice in focus.
    pub focus: usize,
    /// The errors of the slice in focus.
    pub focus_metrics: Metrics,
    /// The stored sizes.
    pub storage: StorageCost,
    /// The clipping curve of the slice in focus, from narrow to wide; empty for schemes without a range.
    pub curve: Vec<ClipPoint>,
    /// Where the slice in focus is now, measured on the same terms as `curve`.
    pub current: Option<ClipPoint>,
    /// How the range method came to the range of the slice in focus, where it is a search of its own.
    pub search: Option<RangeSearch>,
    /// The theoretical values for the slice in focus, where its distribution is known and theory covers the scheme.
    pub theory: Option<Theory>,
}

impl Study {
    /// Studies `cache` under `settings`; the slice of value `selected` is in focus.
    pub fn new(cache: &mut TensorCache, settings: &Settings, selected: usize) -> Result<Self, Error> {
        Self::reusing(None, cache, settings, selected)
    }

    /// The same, reusing what an earlier study of the same tensor has found: the clipping curve does not depend on the
    /// range, so a drag of its handles need not measure all ranges again.
    pub fn reusing(earlier: Option<&Self>, cache: &mut TensorCache, settings: &Settings, selected: usize) -> Result<Self, Error> {
        let spec = settings.spec()?;
        let tensor = cache.tensor();
        let len = tensor.values().len();
        let slices = spec.slices(settings, tensor)?;
        if selected >= len {
            return Err(Error::Index { index: selected, len });
        }
        let focus = slices.of(selected);
        if let Some(method) = spec.range_method() {
            settings.check_range(method)?;
        }
        let every = match &spec {
            SchemeSpec::Fitted(Fitted::LloydMax { .. }) => true,
            _ => matches!(spec.range_method(), Some(RangeMethod::Percentile | RangeMethod::Mse)),
        };
        cache.sort(&slices, focus, every);
        let sorted = cache.sorted(&slices, focus).zip(spec.ranged());
        let known = earlier.filter(|e| e.slices == slices && e.focus == focus && e.settings.same_but_range(settings));
        let curve = match (known, sorted) {
            (Some(earlier), _) => earlier.curve.clone(),
            (None, Some((sorted, ranged))) => clip_curve(sorted, ranged)?,
            (None, None) => Vec::new(),
        };
        let theory = match known {
            Some(earlier) => earlier.theory,
            None => cache.sorted(&slices, focus).and_then(|sorted| Theory::of(sorted, &spec, settings.bits)),
        };
        let (slice_fits, search, overhead) = Fitting::new(cache, settings, &spec, &slices).all(Some(focus))?;

        let focus_tally = slice_tally(cache, settings, &slices, focus, &slice_fits[focus].quantizer);
        let tally = if !every && slice_fits.len() > 1 && all_alike(&slice_fits) {
            // A range set by hand applies to every slice: the tensor is one slice then, sorted once.
            let (rows, cols) = (cache.tensor().rows(), cache.tensor().cols());
            let whole = Slices::new(rows, cols, Granularity::Tensor, settings.group as usize)?;
            cache.sort(&whole, 0, false);
            cache.sort(&slices, focus, false);
            slice_tally(cache, settings, &whole, 0, &slice_fits[focus].quantizer)
        } else {
            let mut others = tally_of_all(cache, settings, &slices, |slice| &slice_fits[slice].quantizer, every, Some(focus));
            others.merge(&focus_tally);
            others
        };
        let focus_metrics = Metrics::from(&focus_tally);
        let current = match cache.sorted(&slices, focus).zip(spec.ranged()) {
            // HQQ's zero point differs from the one that follows from the range.
            Some((sorted, ranged)) if spec.range_method() != Some(RangeMethod::Hqq) => {
                Some(search::clip_point(sorted, ranged, slice_fits[focus].range)?)
            }
            _ => None,
        };
        let storage = StorageCost::of(spec.stored_len(cache.tensor()), slice_fits[focus].quantizer.code_bits(), overhead);
        let metrics = Metrics::from(&tally);
        Ok(Self {
            settings: settings.clone(),
            spec,
            slices,
            slice_fits,
            metrics,
            focus,
            focus_metrics,
            storage,
            curve,
            current,
            search,
            theory,
        })
    }

    /// The quantizer of the slice that holds a value.
    pub fn quantizer_of(&self, index: usize) -> &Quantizer {
        &self.slice_fits[self.slices.of(index)].quantizer
    }

    /// The level and dequantized value of every value, in row-major order; those of 0 where one is missing.
    pub fn levels<'a>(&'a self, tensor: &'a Tensor) -> impl Iterator<Item = (i32, f32)> + 'a {
        let mut rng = StochasticRng::new(self.settings.rounding_seed);
        tensor.values().iter().enumerate().map(move |(i, &x)| self.apply(i, x, &mut rng))
    }

    /// The level and dequantized value of the value `x` at flat index `index`. `rng` has the settings' seed.
    #[inline]
    pub fn apply(&self, index: usize, x: f32, rng: &mut StochasticRng) -> (i32, f32) {
        let quantizer = self.quantizer_of(index);
        quantizer.apply(x, random_draw(quantizer, index, rng))
    }
}

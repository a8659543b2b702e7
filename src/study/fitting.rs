//! From a scheme to one quantizer for each slice: the range of each slice, and how it was found. Knows no metric.

use crate::Error;
use crate::num::CodeRange;
use crate::quant::observer::MinMaxObserver;
use crate::quant::search::{Aciq, HistogramObserver, MagnitudeHistogram, OrtCollector, RangeSearch, aciq, gptq, hqq, mean_std, weighted};
use crate::quant::theory::Density;
use crate::quant::{Granularity, Quantizer, Range, RangeMethod, Slices, dorefa_weights, lloyd_max, signs};
use crate::study::scheme_spec::unscaled_book;
use crate::study::search::{ClipPoint, least_mse_range};
use crate::study::{Fitted, RangedLevels, SchemeSpec, Settings, SliceFit};
use crate::tensor::{Sorted, Tensor, TensorCache};
use std::borrow::Cow;
use std::rc::Rc;

/// Bins of the calibrators' histograms, as their libraries have them.
const BINS: usize = 2048;

/// torch's default share by which a batch moves an averaged range.
const AVERAGING: f32 = 0.01;

impl SchemeSpec {
    /// How the scheme cuts a tensor: block formats into their blocks, others as the settings say where that can be chosen.
    pub(super) fn slices(&self, settings: &Settings, tensor: &Tensor) -> Result<Slices, Error> {
        let granularity = if self.has_granularity() { settings.granularity } else { Granularity::Tensor };
        self.block_slices(tensor).map_or_else(|| Slices::new(tensor.rows(), tensor.cols(), granularity, settings.group as usize), Ok)
    }
}

/// The slices of a tensor under `settings`, each with its range and quantizer: a [`crate::Study`] without errors and curves.
///
/// Fails for settings that do not apply to the tensor.
pub fn fit(cache: &TensorCache, settings: &Settings) -> Result<(Slices, Vec<SliceFit>), Error> {
    fit_and_overhead(cache, settings, &settings.spec()?).map(|(slices, fits, _)| (slices, fits))
}

/// The same, with the bits stored in addition to the codes. `spec` is that of `settings`.
pub(super) fn fit_and_overhead(cache: &TensorCache, settings: &Settings, spec: &SchemeSpec) -> Result<(Slices, Vec<SliceFit>, u64), Error> {
    if let Some(method) = spec.range_method() {
        settings.check_range(method)?;
    }
    let slices = spec.slices(settings, cache.tensor())?;
    let (fits, _, overhead) = Fitting::new(cache, settings, spec, &slices).all(None)?;
    Ok((slices, fits, overhead))
}

/// Fits a scheme to the slices of a tensor.
pub(super) struct Fitting<'a> {
    cache: &'a TensorCache,
    settings: &'a Settings,
    spec: &'a SchemeSpec,
    slices: &'a Slices,
    ranges: Rc<Vec<Option<Range>>>,
}

impl<'a> Fitting<'a> {
    /// For all `slices` of a tensor.
    pub fn new(cache: &'a TensorCache, settings: &'a Settings, spec: &'a SchemeSpec, slices: &'a Slices) -> Self {
        Self { cache, settings, spec, slices, ranges: cache.ranges(slices) }
    }

    /// Fits all slices. Also gives the search of the slice in `focus`, where its method is a search, and the bits stored in
    /// addition to the codes.
    pub fn all(&self, focus: Option<usize>) -> Result<(Vec<SliceFit>, Option<RangeSearch>, u64), Error> {
        let tensor = self.cache.tensor();
        let (values, cols) = (tensor.values(), tensor.cols());
        match self.spec {
            SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. } => {
                // Allocated at the final size, because there can be millions of blocks.
                let mut quantizers = Vec::with_capacity(self.slices.count());
                let bits = self
                    .spec
                    .each_block(values, cols, self.cache.importance(), &mut |quantizer, _| quantizers.push(quantizer))
                    .transpose()?;
                let codes = self.spec.stored_len(tensor) as u64 * u64::from(quantizers.first().map_or(0, Quantizer::code_bits));
                Ok((self.fits(quantizers), None, bits.unwrap_or_default() - codes))
            }
            SchemeSpec::Ranged { method: RangeMethod::Hqq, levels: RangedLevels::Integer { codes, .. } } => {
                Ok((self.fits(self.hqq(*codes)?), None, self.overhead()))
            }
            SchemeSpec::Ranged { method, levels } => {
                let mut search = None;
                let fit = |slice| {
                    let (range, found) = self.range(slice, *method, levels)?;
                    if focus == Some(slice) {
                        search = found;
                    }
                    Ok(SliceFit { range: levels.effective_range(range), quantizer: levels.quantizer(range)? })
                };
                let fits = (0..self.slices.count()).map(fit).collect::<Result<_, Error>>()?;
                Ok((fits, search, self.overhead()))
            }
            SchemeSpec::Fixed(quantizer) => Ok((self.fits(vec![quantizer.clone(); self.slices.count()]), None, self.overhead())),
            SchemeSpec::Fitted(fitted) => {
                let quantizers = (0..self.slices.count()).map(|slice| self.fitted(slice, *fitted)).collect::<Result<_, _>>()?;
                Ok((self.fits(quantizers), None, self.overhead()))
            }
        }
    }

    /// Quantizers that do not depend on a range, one for each slice.
    fn fits(&self, quantizers: Vec<Quantizer>) -> Vec<SliceFit> {
        quantizers.into_iter().enumerate().map(|(slice, quantizer)| SliceFit { range: self.min_max_range(slice), quantizer }).collect()
    }

    fn overhead(&self) -> u64 {
        self.spec.slice_bits() * self.slices.count() as u64
    }

    /// HQQ fits all slices together: it ends when their mean error no longer falls.
    fn hqq(&self, codes: CodeRange) -> Result<Vec<Quantizer>, Error> {
        let found = hqq(&(0..self.slices.count()).map(|slice| self.values(slice)).collect::<Vec<_>>(), codes, true)?;
        let quantizers: Vec<_> = found.groups.into_iter().map(|group| Quantizer::Affine(group.affine(codes))).collect();
        let finite = |quantizer: &Quantizer| [codes.qmin, codes.qmax].iter().all(|&code| quantizer.value(code).is_finite());
        match quantizers.iter().position(|quantizer| !finite(quantizer)) {
            Some(slice) => {
                let Range { lo, hi } = self.min_max_range(slice);
                Err(Error::RangeTooWide { lo, hi })
            }
            None => Ok(quantizers),
        }
    }

    /// The quantizer of a slice by its values.
    fn fitted(&self, slice: usize, fitted: Fitted) -> Result<Quantizer, Error> {
        let values = self.values(slice);
        Ok(match fitted {
            Fitted::Binary => Quantizer::Scaled(signs::binary(&values)),
            Fitted::Ternary(rule) => Quantizer::Scaled(signs::ternary(&values, rule)),
            Fitted::Dorefa { bits } => dorefa_weights(&values, bits)?,
            Fitted::LloydMax { bits } => {
                let sorted = self.sorted(slice);
                let spread = |a, b| sorted.mean_variance(a, b);
                unscaled_book(lloyd_max(sorted.values(), &spread, 1 << bits)?)
            }
        })
    }

    /// The range of a slice by `method`.
    fn range(&self, slice: usize, method: RangeMethod, levels: &RangedLevels) -> Result<(Range, Option<RangeSearch>), Error> {
        let settings = self.settings;
        let symmetric = levels.symmetric();
        let bits = self.code_bits(levels);
        let magnitudes = 1 << (bits - 1).max(1);
        let found = match method {
            RangeMethod::Clip => return Ok((Range::by_hand(settings.clip_lo, settings.clip_hi)?, None)),
            RangeMethod::Percentile => return Ok((percentile(&self.sorted(slice), symmetric, settings.percentile), None)),
            RangeMethod::Mse => {
                let ClipPoint { lo, hi, .. } = least_mse_range(&self.sorted(slice), levels)?;
                return Ok((Range { lo, hi }, None));
            }
            RangeMethod::MovingAverage => return Ok((self.averaged(slice)?, None)),
            RangeMethod::MinMax | RangeMethod::Hqq => return Ok((self.min_max_range(slice), None)),
            RangeMethod::Sigma => Some(mean_std(&self.values(slice), f64::from(settings.sigmas))?),
            RangeMethod::TorchHistogram => {
                let mut observer = HistogramObserver::new(BINS);
                observer.observe(&self.values(slice))?;
                observer.search(1 << bits)
            }
            RangeMethod::OrtPercentile => self.collected(slice, symmetric)?.percentile(settings.percentile),
            RangeMethod::OrtEntropy => self.collected(slice, false)?.entropy(magnitudes),
            RangeMethod::TensorrtPercentile => Some(self.histogram(slice)?.percentile(settings.percentile)),
            RangeMethod::TensorrtEntropy => Some(self.histogram(slice)?.entropy(magnitudes)),
            RangeMethod::TensorrtMse => Some(self.histogram(slice)?.mse(magnitudes)),
            RangeMethod::Gptq => {
                let start = levels.effective_range(self.min_max_range(slice).with_zero());
                Some(gptq(&self.values(slice), start, |range| Ok(levels.quantizer(range)?.without_randomness()))?)
            }
            RangeMethod::Weighted => {
                let range = levels.effective_range(self.min_max_range(slice));
                let weights = self.importance(slice)?;
                Some(weighted(&self.values(slice), &weights, range, |range| Ok(levels.quantizer(range)?.without_randomness()))?)
            }
            RangeMethod::AciqGauss | RangeMethod::AciqLaplace => {
                let density = if method == RangeMethod::AciqGauss { Density::Gauss } else { Density::Laplace };
                Some(aciq(&self.values(slice), Aciq { density, bits: bits as u8, symmetric, printed: true })?)
            }
        };
        // Where a method finds no range, nothing is clipped.
        Ok(match found {
            Some(found) => (found.range, Some(found)),
            None => (self.min_max_range(slice), None),
        })
    }

    /// Smallest and largest value of a slice; 0 for one without finite values.
    fn min_max_range(&self, slice: usize) -> Range {
        self.ranges[slice].unwrap_or(Range { lo: 0.0, hi: 0.0 })
    }

    /// The range averaged over the rows the slice runs through.
    fn averaged(&self, slice: usize) -> Result<Range, Error> {
        let tensor = self.cache.tensor();
        let (values, cols) = (tensor.values(), tensor.cols());
        let mut observer = MinMaxObserver::new(Some(AVERAGING));
        let mut batch: Option<(usize, Range)> = None;
        for i in self.slices.indices(slice).indices().filter(|&i| !tensor.non_finite().at(i)) {
            let (row, x) = (i / cols, values[i]);
            batch = Some(match batch {
                Some((at, range)) if at == row => (at, Range { lo: range.lo.min(x), hi: range.hi.max(x) }),
                other => {
                    other.into_iter().for_each(|(_, range)| observer.observe(range));
                    (row, Range { lo: x + 0.0, hi: x + 0.0 })
                }
            });
        }
        batch.into_iter().for_each(|(_, range)| observer.observe(range));
        observer.range().map_or_else(|| Ok(self.min_max_range(slice)), Ok)
    }

    fn collected(&self, slice: usize, magnitudes: bool) -> Result<OrtCollector, Error> {
        let mut collector = OrtCollector::new(BINS, magnitudes);
        collector.observe(&self.values(slice))?;
        Ok(collector)
    }

    fn histogram(&self, slice: usize) -> Result<MagnitudeHistogram, Error> {
        MagnitudeHistogram::of(&self.values(slice), BINS)
    }

    /// Bits of the codes that the method is told.
    fn code_bits(&self, levels: &RangedLevels) -> u32 {
        match levels {
            RangedLevels::Integer { .. } => u32::from(self.settings.bits),
            // The table of a range of any size.
            RangedLevels::Table { .. } => {
                levels.quantizer(Range { lo: -1.0, hi: 1.0 }).map_or(8, |quantizer| quantizer.code_bits()).min(16)
            }
        }
    }

    /// The values of a slice that count.
    fn values(&self, slice: usize) -> Cow<'a, [f32]> {
        self.cache.tensor().finite(self.slices.indices(slice))
    }

    /// How much each value of a slice counts, in their order.
    fn importance(&self, slice: usize) -> Result<Vec<f64>, Error> {
        let columns = self.cache.importance().ok_or(Error::RangeNeedsInputs)?;
        let tensor = self.cache.tensor();
        let places = self.slices.indices(slice).indices().filter(|&i| !tensor.non_finite().at(i));
        Ok(places.map(|i| columns[i % columns.len()]).collect())
    }

    fn sorted(&self, slice: usize) -> Cow<'a, Sorted> {
        match self.cache.sorted(self.slices, slice) {
            Some(sorted) => Cow::Borrowed(sorted),
            None => Cow::Owned(Sorted::new(&self.values(slice))),
        }
    }
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

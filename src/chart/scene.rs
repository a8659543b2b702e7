//! Data that every chart of a study is built from: the slice in focus, sorted and counted by level once.

use crate::chart::code_names::CodeNames;
use crate::chart::{Mark, guard};
use crate::num::StochasticRng;
use crate::quant::{Affine, Granularity, Quantizer, Range, Strided};
use crate::study::{SliceFit, Study, View};
use crate::tensor::{Sorted, Tensor, TensorCache};
use std::borrow::Cow;

/// The slice in focus of a study.
pub(super) struct Scene<'a> {
    pub cache: &'a TensorCache,
    pub tensor: &'a Tensor,
    pub study: &'a Study,
    pub view: &'a View,
    /// The slice's flat indices.
    pub slice: Strided,
    pub fit: SliceFit,
    /// The slice's finite values; a single 0 where there are none.
    pub sorted: Cow<'a, Sorted>,
    /// How many values of the slice are finite.
    pub finite: usize,
    /// Levels with at least one value of the slice, ascending, and how many values they have.
    pub counts: Vec<(i32, u32)>,
    /// Place within the slice of the selected value.
    pub selected_at: usize,
    /// The selected value; NaN or infinite where it is missing.
    pub selected: Mark,
    pub codes: CodeNames,
}

impl<'a> Scene<'a> {
    pub fn new(cache: &'a TensorCache, study: &'a Study, view: &'a View) -> Self {
        let tensor = cache.tensor();
        let slice = study.slices.indices(study.focus);
        let fit = study.slice_fits[study.focus].clone();
        let sorted = match cache.sorted(&study.slices, study.focus) {
            Some(sorted) => Cow::Borrowed(sorted),
            None => Cow::Owned(Sorted::new(&tensor.finite(slice))),
        };
        let asked = view.selected as usize;
        let inside = asked < tensor.values().len() && study.slices.of(asked) == study.focus;
        let selected_at = if inside { (asked - slice.start) / slice.step } else { 0 };
        let mut rng = StochasticRng::new(study.settings.rounding_seed);
        let selected = mark(study, tensor, slice.at(selected_at), &mut rng);
        let finite = tensor.finite_count(slice);
        let counts = if finite == 0 {
            Vec::new()
        } else if fit.quantizer.is_monotone() {
            sorted.runs(&fit.quantizer).iter().map(|run| (run.level, (run.end - run.start) as u32)).collect()
        } else {
            let places = slice.indices().filter(|&i| !tensor.non_finite().at(i));
            count_levels(&fit.quantizer, places.map(|i| study.apply(i, tensor.values()[i], &mut rng).0))
        };
        let codes = CodeNames::of(&fit.quantizer);
        Self { cache, tensor, study, view, slice, fit, sorted, finite, counts, selected_at, selected, codes }
    }

    pub fn quantizer(&self) -> &Quantizer {
        &self.fit.quantizer
    }

    /// The integer quantizer with scale and zero point.
    pub fn affine(&self) -> Option<&Affine> {
        match self.quantizer() {
            Quantizer::Affine(affine) => Some(affine),
            _ => None,
        }
    }

    /// Values of a slice along the rows; 0 where slices are columns.
    pub fn run(&self) -> usize {
        let slices = &self.study.slices;
        if slices.granularity() == Granularity::Column { 0 } else { slices.indices(0).len }
    }

    /// The range of what a block's scale was fitted to: its values, and the zeros in place of missing ones and after a row's end.
    pub fn block_range(&self, block: usize) -> Range {
        let range = self.sorted.range();
        if self.finite < block { range.with_zero() } else { range }
    }

    /// The range handles.
    pub fn clip(&self) -> Option<Range> {
        self.study.spec.has_range().then_some(self.fit.range)
    }

    pub fn symmetric(&self) -> bool {
        self.study.spec.symmetric()
    }

    pub fn rng(&self) -> StochasticRng {
        StochasticRng::new(self.study.settings.rounding_seed)
    }

    /// The level and dequantized value at a flat index.
    pub fn mark(&self, index: usize, rng: &mut StochasticRng) -> Mark {
        mark(self.study, self.tensor, index, rng)
    }

    /// The selected value, where it is a finite one.
    pub fn selected(&self) -> Option<&Mark> {
        Some(&self.selected).filter(|mark| mark.x.is_finite())
    }

    /// How many values of the slice a level has.
    pub fn count(&self, level: i32) -> u32 {
        self.counts.binary_search_by_key(&level, |&(l, _)| l).map_or(0, |i| self.counts[i].1)
    }

    /// The levels whose values lie in `lo..=hi`: the first, and one past the last.
    pub fn levels_within(&self, lo: f64, hi: f64) -> (i32, i32) {
        let (first, last) = self.quantizer().ends();
        let above = |limit: f64, inclusive: bool| {
            let (mut a, mut b) = (first, last + 1);
            while a < b {
                let middle = a + (b - a) / 2;
                let v = f64::from(self.quantizer().value(middle));
                if v < limit || (inclusive && v == limit) { a = middle + 1 } else { b = middle }
            }
            a
        };
        (above(lo, false), above(hi, true))
    }

    /// The widest window: the data, the clip range and the outermost levels next to it, with a margin.
    pub fn whole(&self) -> (f64, f64) {
        let data = self.sorted.range();
        let (mut lo, mut hi) = (f64::from(data.lo), f64::from(data.hi));
        if let Some(clip) = self.clip() {
            lo = lo.min(f64::from(clip.lo));
            hi = hi.max(f64::from(clip.hi));
        }
        if self.clip().is_none() {
            // Levels that do not follow from the range may lie anywhere.
            let used = self.counts.iter().map(|&(level, _)| f64::from(self.quantizer().value(level)));
            (lo, hi) = used.filter(|v| v.is_finite()).fold((lo, hi), |(lo, hi), v| (lo.min(v), hi.max(v)));
        }
        if lo == hi {
            (lo, hi) = if lo == 0.0 { (-1.0, 1.0) } else { (lo.min(0.0), hi.max(0.0)) };
        } else if let (Some(affine), Some(clip)) = (self.affine(), self.clip()) {
            // The lowest symmetric code lies a step beyond the range; farther levels belong to no such neighbour.
            let reach = 1.01 * f64::from(affine.scale);
            let (first, last) = self.quantizer().ends();
            let (bottom, top) = (f64::from(self.quantizer().value(first)), f64::from(self.quantizer().value(last)));
            if bottom >= f64::from(clip.lo) - reach {
                lo = lo.min(bottom);
            }
            if top <= f64::from(clip.hi) + reach {
                hi = hi.max(top);
            }
        }
        let margin = 0.04 * (hi - lo);
        guard(lo - margin, hi + margin)
    }

    /// The number line's window: as the view asks, else the whole.
    pub fn window(&self) -> (f64, f64) {
        let (lo, hi) = (f64::from(self.view.zoom_lo), f64::from(self.view.zoom_hi));
        if lo.is_finite() && hi.is_finite() && lo < hi { guard(lo, hi) } else { self.whole() }
    }

    /// A value's place in words, counted from 1.
    pub fn name(&self, index: usize) -> String {
        match self.tensor.shape() {
            [_] => tr!("value {n}", n = index + 1),
            _ => tr!("row {row}, column {column}", row = index / self.tensor.cols() + 1, column = index % self.tensor.cols() + 1),
        }
    }

    /// A stored code as text: the integer, or its bit pattern.
    pub fn code_name(&self, code: i32) -> String {
        self.codes.name(code)
    }

    /// The code of real 0; `None` where 0 is dequantized to another number.
    pub fn zero_code(&self) -> Option<i32> {
        let quantizer = self.quantizer();
        let level = quantizer.level(0.0, 0.5);
        (quantizer.value(level) == 0.0).then(|| quantizer.code(level))
    }

    /// How many of them at least one value of the slice goes to. Infinity is none of them.
    pub fn levels_used(&self) -> u64 {
        self.counts.iter().filter(|&&(level, _)| self.quantizer().value(level).is_finite()).count() as u64
    }

    /// How many levels there are: codes of the scheme that stand for a finite number.
    pub fn level_count(&self) -> u64 {
        let (first, last) = self.quantizer().ends();
        (i64::from(last) - i64::from(first)).unsigned_abs() + 1
    }
}

fn mark(study: &Study, tensor: &Tensor, index: usize, rng: &mut StochasticRng) -> Mark {
    let x = tensor.values()[index];
    let quantizer = study.quantizer_of(index);
    let u = crate::study::random_draw(quantizer, index, rng);
    let level = quantizer.level(x, u);
    if let Some(x) = tensor.non_finite().value(index) {
        // Its code is that of 0, which a block of numbers stores in its place.
        return Mark { index: index as u32, x, y: f32::NAN, code: quantizer.code(level), clipped: 0 };
    }
    Mark { index: index as u32, x, y: quantizer.value(level), code: quantizer.code(level), clipped: quantizer.clipped(x, u) }
}

/// Counts levels that come in any order.
fn count_levels(quantizer: &Quantizer, levels: impl Iterator<Item = i32>) -> Vec<(i32, u32)> {
    let (first, last) = quantizer.ends();
    let mut counts = vec![0u32; (last - first + 1) as usize];
    for level in levels {
        counts[(level - first) as usize] += 1;
    }
    (first..).zip(counts).filter(|&(_, n)| n > 0).collect()
}

/// The nearest finite f32.
pub(super) fn to_f32(v: f64) -> f32 {
    (v as f32).clamp(f32::MIN, f32::MAX)
}

/// x̂ - x, computed in f64.
pub(super) fn error(mark: &Mark) -> f64 {
    f64::from(mark.y) - f64::from(mark.x)
}

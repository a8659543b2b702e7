//! A tensor and its cached data: the sorted slices, computed on first use and kept until the granularity changes, and
//! the data for pictures that does not depend on the settings.

use crate::quant::{Range, Slices, Strided};
use crate::tensor::{Outline, Sorted, Tensor, outline::extremes};
use std::cell::RefCell;
use std::rc::Rc;

/// A tensor ready for many studies.
#[derive(Debug)]
pub struct TensorCache {
    tensor: Tensor,
    importance: Option<Vec<f64>>,
    all: Option<(Slices, Vec<Sorted>)>,
    one: Option<(Slices, usize, Sorted)>,
    ranges: Cached<Slices, Vec<Option<Range>>>,
    series: Cached<(Strided, usize, usize, usize), Outline>,
    map: Cached<(usize, usize), Outline>,
    within: Cached<(Strided, [u32; 2]), Vec<usize>>,
    firsts: Cached<(Strided, [u32; 2]), Vec<usize>>,
    among: Cached<(Strided, Vec<[u32; 2]>), Vec<usize>>,
    ascending: Cached<Strided, Vec<u32>>,
}

impl TensorCache {
    /// Nothing is sorted yet.
    pub fn new(tensor: Tensor) -> Self {
        Self {
            tensor,
            importance: None,
            all: None,
            one: None,
            ranges: Cached::default(),
            series: Cached::default(),
            map: Cached::default(),
            within: Cached::default(),
            firsts: Cached::default(),
            among: Cached::default(),
            ascending: Cached::default(),
        }
    }

    /// Of other values at the same places, whose errors count as much.
    pub fn with_values(&self, tensor: Tensor) -> Self {
        let mut other = Self::new(tensor);
        other.set_importance(self.importance.clone());
        other
    }

    /// The tensor.
    pub fn tensor(&self) -> &Tensor {
        &self.tensor
    }

    /// How much the errors of each column count, where that is known: the mean squares of its inputs.
    pub fn importance(&self) -> Option<&[f64]> {
        self.importance.as_deref()
    }

    /// Sets how much the errors of each column count; a number for each.
    pub fn set_importance(&mut self, importance: Option<Vec<f64>>) {
        self.importance = importance.filter(|columns| columns.len() == self.tensor.cols());
    }

    /// Drops the sorted slices, which take more memory than the tensor; they are computed again when needed.
    pub fn forget(&mut self) {
        (self.all, self.one) = (None, None);
    }

    /// Sorts every slice if `every`, else only `focus`.
    pub fn sort(&mut self, slices: &Slices, focus: usize, every: bool) {
        let has_all = self.all.as_ref().is_some_and(|(s, _)| s == slices);
        if !has_all && (every || slices.count() == 1) {
            (self.one, self.all) = (None, None);
            self.all = Some((*slices, (0..slices.count()).map(|i| self.sorted_copy(slices, i)).collect()));
        } else if !has_all && !self.one.as_ref().is_some_and(|(s, i, _)| s == slices && *i == focus) {
            self.one = None;
            self.one = Some((*slices, focus, self.sorted_copy(slices, focus)));
        }
    }

    /// A slice's sorted form, if [`TensorCache::sort`] has made it.
    pub fn sorted(&self, slices: &Slices, slice: usize) -> Option<&Sorted> {
        match (&self.all, &self.one) {
            (Some((s, all)), _) if s == slices => all.get(slice),
            (_, Some((s, i, one))) if s == slices && *i == slice => Some(one),
            _ => None,
        }
    }

    /// The smallest and largest finite value of each slice; `None` for a slice without any.
    pub fn ranges(&self, slices: &Slices) -> Rc<Vec<Option<Range>>> {
        if let (1, Some(sorted)) = (slices.count(), self.sorted(slices, 0)) {
            return Rc::new(vec![Some(sorted.range())]);
        }
        self.ranges.of(*slices, || {
            let mut ranges = vec![None; slices.count()];
            self.tensor.each_slice(slices, |slice, values| {
                let (lo, hi) = extremes(values);
                ranges[slice] = Some(Range { lo: lo + 0.0, hi: hi + 0.0 });
            });
            ranges
        })
    }

    /// The outline of `count` cells along the places `from..from + span` of a slice.
    pub fn outline_along(&self, slice: Strided, from: usize, span: usize, count: usize) -> Rc<Outline> {
        self.series.of((slice, from, span, count), || Outline::along(&self.tensor, slice, from, span, count))
    }

    /// The outline of cells of `block_rows` x `block_cols` values, row after row.
    pub fn outline_grid(&self, block_rows: usize, block_cols: usize) -> Rc<Outline> {
        self.map.of((block_rows, block_cols), || Outline::grid(&self.tensor, block_rows, block_cols))
    }

    /// The flat indices of a slice's finite values between `lo` and `hi`, both included.
    pub fn places_within(&self, slice: Strided, lo: f32, hi: f32) -> Rc<Vec<usize>> {
        let within = |&i: &usize| (lo..=hi).contains(&self.tensor.values()[i]) && !self.tensor.non_finite().at(i);
        self.within.of((slice, [lo.to_bits(), hi.to_bits()]), || slice.indices().filter(within).collect())
    }

    /// The flat indices of the first values of a slice that equal one of two, as far as there are any.
    pub fn first_places(&self, slice: Strided, of: [f32; 2]) -> Rc<Vec<usize>> {
        self.firsts.of((slice, of.map(f32::to_bits)), || of.iter().filter_map(|&x| self.first_place(slice, x)).collect())
    }

    /// The flat index of the first finite value of a slice that equals `x`, where there is one.
    pub fn first_place(&self, slice: Strided, x: f32) -> Option<usize> {
        slice.indices().find(|&i| self.tensor.values()[i] == x && !self.tensor.non_finite().at(i))
    }

    /// The flat indices of a slice's finite values that lie in one of some ranges.
    pub fn places_among(&self, slice: Strided, ranges: &[Range]) -> Rc<Vec<usize>> {
        let key = ranges.iter().map(|r| [r.lo, r.hi].map(f32::to_bits)).collect();
        let among = |x: f32| ranges.iter().any(|r| (r.lo..=r.hi).contains(&x));
        let values = self.tensor.values();
        self.among.of((slice, key), || {
            if ranges.is_empty() {
                return Vec::new();
            }
            slice.indices().filter(|&i| among(values[i]) && !self.tensor.non_finite().at(i)).collect()
        })
    }

    /// The flat indices of a slice's finite values in ascending order of the values, equal ones in their order.
    pub fn ascending(&self, slice: Strided) -> Rc<Vec<u32>> {
        self.ascending.of(slice, || {
            let values = self.tensor.values();
            let mut order: Vec<u32> = slice.indices().filter(|&i| !self.tensor.non_finite().at(i)).map(|i| i as u32).collect();
            order.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
            order
        })
    }

    fn sorted_copy(&self, slices: &Slices, slice: usize) -> Sorted {
        Sorted::new(&self.tensor.finite(slices.indices(slice)))
    }
}

/// The last result, kept until another one is requested.
#[derive(Debug)]
struct Cached<K, V>(RefCell<Option<(K, Rc<V>)>>);

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    fn of(&self, key: K, find: impl FnOnce() -> V) -> Rc<V> {
        let known = self.0.borrow().as_ref().filter(|(k, _)| *k == key).map(|(_, found)| Rc::clone(found));
        known.unwrap_or_else(|| {
            // Frees the earlier result first.
            self.0.replace(None);
            let found = Rc::new(find());
            self.0.replace(Some((key, Rc::clone(&found))));
            found
        })
    }
}

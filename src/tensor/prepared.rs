//! A tensor and the sorted forms of its slices, made when first asked for and kept until the cut changes.

use super::{Sorted, Tensor};
use crate::quant::Slices;

/// A tensor ready for many studies.
#[derive(Debug)]
pub struct Prepared {
    tensor: Tensor,
    all: Option<(Slices, Vec<Sorted>)>,
    one: Option<(Slices, usize, Sorted)>,
}

impl Prepared {
    /// Nothing is sorted yet.
    pub fn new(tensor: Tensor) -> Self {
        Self { tensor, all: None, one: None }
    }

    /// The tensor.
    pub fn tensor(&self) -> &Tensor {
        &self.tensor
    }

    /// Sorts what `slices` asks for: every slice when `every`, and `focus` in any case.
    pub fn sort(&mut self, slices: &Slices, focus: usize, every: bool) {
        let has_all = self.all.as_ref().is_some_and(|(s, _)| s == slices);
        if !has_all && (every || slices.count() == 1) {
            self.one = None;
            self.all = Some((*slices, (0..slices.count()).map(|i| self.sorted_copy(slices, i)).collect()));
        } else if !has_all && !self.one.as_ref().is_some_and(|(s, i, _)| s == slices && *i == focus) {
            self.one = Some((*slices, focus, self.sorted_copy(slices, focus)));
        }
    }

    /// A slice's sorted form, if [`Prepared::sort`] has made it.
    pub fn sorted(&self, slices: &Slices, slice: usize) -> Option<&Sorted> {
        match (&self.all, &self.one) {
            (Some((s, all)), _) if s == slices => all.get(slice),
            (_, Some((s, i, one))) if s == slices && *i == slice => Some(one),
            _ => None,
        }
    }

    fn sorted_copy(&self, slices: &Slices, slice: usize) -> Sorted {
        Sorted::new(&self.tensor.finite(slices.indices(slice)))
    }
}

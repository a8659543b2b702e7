//! Values that go through quantizers of their own slices.

use quantscope::quant::{Affine, Quantizer};

/// One quantizer a slice, and the slice of each value.
pub struct Sliced {
    quantizers: Vec<Quantizer>,
    slice_of: Vec<usize>,
}

impl Sliced {
    /// Integer quantizers; `slice_of` says for each value which one is its own.
    pub fn new(affines: impl IntoIterator<Item = Affine>, slice_of: Vec<usize>) -> Self {
        Self { quantizers: affines.into_iter().map(Quantizer::Affine).collect(), slice_of }
    }

    fn each<T>(&self, values: &[f32], f: impl Fn(&Quantizer, f32) -> T) -> Vec<T> {
        values.iter().zip(&self.slice_of).map(|(&x, &slice)| f(&self.quantizers[slice], x)).collect()
    }

    /// The codes of values.
    pub fn codes(&self, values: &[f32]) -> Vec<i32> {
        self.each(values, |q, x| q.code(q.apply(x, 0.0).0))
    }

    /// What values become.
    pub fn dequantized(&self, values: &[f32]) -> Vec<f32> {
        self.each(values, |q, x| q.apply(x, 0.0).1)
    }

    /// 1 for values within the codes, where torch lets the gradient pass.
    pub fn within(&self, values: &[f32]) -> Vec<i32> {
        self.each(values, |q, x| i32::from(q.clipped(x, 0.0) == 0))
    }
}

//! The numbers of each slice as names in the program: one number where all slices agree, else one for each value.
//! Knows no format.

use super::dialect::{Dialect, float, list};
use crate::quant::{Granularity, Quantizer};
use crate::study::Study;
use crate::tensor::Tensor;

/// The lines so far, and what is needed to write a slice's numbers.
pub(super) struct Columns<'a> {
    pub dialect: Dialect,
    pub lines: Vec<String>,
    /// Values in a row.
    pub cols: usize,
    quantizers: Vec<&'a Quantizer>,
    /// The slice of each value, as an expression.
    index: String,
    indexed: bool,
}

impl<'a> Columns<'a> {
    pub fn new(dialect: Dialect, tensor: &Tensor, study: &'a Study) -> Self {
        let (cols, first) = (tensor.cols(), study.slices.indices(0).len);
        let index = match (study.slices.ragged_row(), study.slices.granularity()) {
            (Some(in_row), _) => format!("np.arange(len(x)) // {cols} * {in_row} + np.arange(len(x)) % {cols} // {first}"),
            (None, Granularity::Column) => format!("np.arange(len(x)) % {cols}"),
            (None, _) => format!("np.arange(len(x)) // {first}"),
        };
        let quantizers = study.slice_fits.iter().map(|part| &part.quantizer).collect();
        Self { dialect, lines: Vec::new(), cols, quantizers, index, indexed: false }
    }

    pub fn slices(&self) -> impl Iterator<Item = &'a Quantizer> {
        self.quantizers.iter().copied()
    }

    /// Adds a line written for NumPy.
    pub fn line(&mut self, numpy: impl Into<String>) {
        self.lines.push(self.dialect.line(numpy));
    }

    /// Names the slice `i` of each value, once.
    pub fn index(&mut self) {
        if !self.indexed {
            self.indexed = true;
            self.line(format!("i = {}  # the slice of each value", self.index));
        }
    }

    /// Names a number of each slice. `of` gives it; `None` for quantizers of another kind.
    pub fn number(&mut self, name: &str, of: impl Fn(&Quantizer) -> Option<f32>) {
        match self.same(&of) {
            Some(number) => self.lines.push(format!("{name} = {}", self.dialect.scalar(float(number)))),
            None => {
                self.index();
                let numbers = list(self.slices().map(|q| float(of(q).unwrap_or(0.0))));
                self.lines.push(format!("{name} = {}[i]", self.dialect.array(&numbers)));
            }
        }
    }

    /// The number all slices have.
    pub fn same(&self, of: impl Fn(&Quantizer) -> Option<f32>) -> Option<f32> {
        let mut numbers = self.slices().map(of);
        let first = numbers.next()??;
        numbers.all(|number| number.map(f32::to_bits) == Some(first.to_bits())).then_some(first)
    }

    /// Whether all slices have the number `value`.
    pub fn all(&self, value: f32, of: impl Fn(&Quantizer) -> Option<f32>) -> bool {
        self.same(of).is_some_and(|number| number.to_bits() == value.to_bits())
    }

    /// `x` in units of the codes: divided by a factor, or multiplied with it. `divides` is 1 or 0.
    pub fn brought(&mut self, x: &str, factor: impl Fn(&Quantizer) -> Option<f32>, divides: impl Fn(&Quantizer) -> Option<f32>) -> String {
        if self.all(1.0, &factor) {
            return x.into();
        }
        let divided = |q: &Quantizer| divides(q) == Some(1.0);
        if self.slices().any(divided) && self.slices().all(|q| divided(q) || factor(q) == Some(0.0)) {
            // A slice with the factor 0 divides by infinity instead: both give 0.
            self.number("factor", |q| if divided(q) { factor(q) } else { Some(f32::INFINITY) });
            return format!("{x} / factor");
        }
        self.number("factor", &factor);
        if !self.slices().any(divided) {
            return format!("{x} * factor");
        }
        self.number("divides", &divides);
        let (zero, one) = (self.dialect.scalar(0), self.dialect.scalar(1));
        let divisor = self.dialect.line("np.where(divides > ");
        self.lines.push(format!("divisor = {divisor}{zero}, factor, {one})"));
        format!("{divisor}{zero}, {x} / divisor, {x} * factor)")
    }
}

//! A linear layer with inputs for it, divided into tokens that methods may see and tokens that judge them. Knows no settings.

use crate::Error;
use crate::tensor::Tensor;

/// A layer y = x Wᵀ + b with some of its inputs.
///
/// Values that are NaN or infinite count as 0.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    weight: &'a Tensor,
    bias: Option<&'a [f32]>,
    inputs: &'a Tensor,
}

/// Some tokens: inputs of `columns` values each.
#[derive(Debug, Clone, Copy)]
pub struct Tokens<'a> {
    values: &'a [f32],
    columns: usize,
}

/// The tokens that a method may see.
#[derive(Debug, Clone, Copy)]
pub struct Calibration<'a>(Tokens<'a>);

impl<'a> Layer<'a> {
    /// A layer of a `weight` of shape out x in, a `bias` of out values and `inputs` of shape tokens x in.
    ///
    /// Fails where the sizes do not fit, and for less than one token.
    pub fn new(weight: &'a Tensor, bias: Option<&'a [f32]>, inputs: &'a Tensor) -> Result<Self, Error> {
        let (found, expected) = (inputs.cols(), weight.cols());
        if found != expected {
            return Err(Error::InputColumns { found, expected });
        }
        match bias {
            Some(bias) if bias.len() != weight.rows() => Err(Error::BiasLength { found: bias.len(), expected: weight.rows() }),
            _ => Ok(Self { weight, bias, inputs }),
        }
    }

    /// The weight [out, in].
    pub fn weight(&self) -> &'a Tensor {
        self.weight
    }

    /// The bias of an output channel; 0 without bias.
    pub fn bias(&self, channel: usize) -> f32 {
        self.bias.map_or(0.0, |bias| bias[channel])
    }

    /// All inputs [tokens, in].
    pub fn inputs(&self) -> &'a Tensor {
        self.inputs
    }

    /// Output channels: rows of the weight.
    pub fn channels(&self) -> usize {
        self.weight.rows()
    }

    /// Values of a token: columns of the weight.
    pub fn columns(&self) -> usize {
        self.weight.cols()
    }

    /// How many tokens there are.
    pub fn tokens(&self) -> usize {
        self.inputs.rows()
    }

    /// How many tokens calibrate: the given number, else half of them. At least one is left to judge.
    ///
    /// Fails for a number that leaves none.
    pub fn calibration_tokens(&self, given: Option<u32>) -> Result<usize, Error> {
        let tokens = self.tokens();
        match given.map(|given| given as usize) {
            Some(given) if given >= tokens => Err(Error::CalibrationTokens { given, most: tokens - 1 }),
            Some(given) => Ok(given),
            None => Ok(tokens.div_ceil(2).min(tokens - 1)),
        }
    }

    /// The first `count` tokens, for methods, and the others.
    pub fn split(&self, count: usize) -> (Calibration<'a>, Tokens<'a>) {
        let (first, rest) = self.inputs.values().split_at(count * self.columns());
        (Calibration::new(first, self.columns()), Tokens::new(rest, self.columns()))
    }
}

impl<'a> Tokens<'a> {
    /// Row-major `values`, `columns` for each token.
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        Self { values, columns }
    }

    /// Values of a token.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.values.len() / self.columns
    }

    /// All values, row-major.
    pub fn values(&self) -> &'a [f32] {
        self.values
    }

    /// The tokens one by one.
    pub fn iter(&self) -> impl Iterator<Item = &'a [f32]> {
        self.values.chunks_exact(self.columns)
    }

    /// max |x| of each column; 0 without tokens.
    pub fn largest(&self) -> Vec<f32> {
        largest_of_columns(self.values, self.columns)
    }

    /// The mean of each column.
    pub fn means(&self) -> Vec<f64> {
        self.means_of(|x| x)
    }

    /// The mean square of each column.
    pub fn mean_squares(&self) -> Vec<f64> {
        self.means_of(|x| x * x)
    }

    /// The mean magnitude of each column.
    pub fn mean_magnitudes(&self) -> Vec<f64> {
        self.means_of(f64::abs)
    }

    /// The mean over the tokens of what `of` makes of each value, a number for each column.
    fn means_of(&self, of: impl Fn(f64) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns];
        for token in self.iter() {
            sums.iter_mut().zip(token).for_each(|(sum, &x)| *sum += of(x.into()));
        }
        let count = self.count().max(1) as f64;
        sums.into_iter().map(|sum| sum / count).collect()
    }
}

impl<'a> Calibration<'a> {
    /// Row-major `values`, `columns` for each token.
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        Self(Tokens::new(values, columns))
    }

    /// The tokens, where there are any.
    ///
    /// Fails without tokens: what asks for them cannot do without.
    pub fn tokens(&self) -> Result<Tokens<'a>, Error> {
        if self.0.count() == 0 { Err(Error::NeedsCalibration) } else { Ok(self.0) }
    }
}

/// The largest magnitude in each column of row-major values.
pub(super) fn largest_of_columns(values: &[f32], columns: usize) -> Vec<f32> {
    let mut largest = vec![0f32; columns];
    for row in values.chunks_exact(columns) {
        largest.iter_mut().zip(row).for_each(|(most, x)| *most = most.max(x.abs()));
    }
    largest
}

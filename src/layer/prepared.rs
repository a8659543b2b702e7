//! A layer after its method, with its weight rounded: all that multiplying inputs by it needs. Knows no outputs.

use super::layer::largest_of_columns;
use super::methods::{GptqWalk, Transform, keep, outlier_columns, without_outliers};
use super::{ColumnPeaks, MethodSearch, Rounded, Tokens};
use crate::quant::{Granularity, Slices};
use crate::tensor::Tensor;
use crate::{Error, Settings};
use std::rc::Rc;

/// A layer whose weight is rounded and whose inputs can be.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What the method does to inputs and weight.
    pub transform: Transform,
    /// The weight after it, before rounding.
    pub weight: Tensor,
    /// The numbers that were rounded, where the method moved errors between columns: else those of `weight`.
    pub moved: Option<Tensor>,
    /// The rounded weight.
    pub rounded: Rounded,
    /// What is added to the bias of each output channel.
    pub bias_shift: Option<Vec<f64>>,
    /// The walk over the columns, where the method made one.
    pub walk: Option<Rc<GptqWalk>>,
    /// What the method tried itself.
    pub search: Option<MethodSearch>,
    /// How inputs are rounded.
    pub(super) inputs: PreparedInputs,
    /// Columns of the inputs with magnitudes from here on are multiplied in 16 bits.
    pub(super) threshold: Option<f32>,
}

/// How inputs are rounded.
#[derive(Debug, Clone)]
pub(super) enum PreparedInputs {
    Exact,
    Dynamic(Settings),
    /// By the quantizer of the calibration tokens; the seed is that of stochastic rounding.
    Static(Box<(Rounded, u32)>),
}

/// Some tokens that are multiplied together, after the method and rounded.
#[derive(Debug, Clone)]
pub struct PreparedInput {
    /// Row-major inputs after the method.
    pub inputs: Vec<f32>,
    /// The same, rounded.
    pub rounded: Vec<f32>,
    /// Their slices and quantizers; `None` where they are exact.
    pub fit: Option<Rounded>,
    /// The columns that are multiplied in 16 bits.
    pub float_columns: Vec<u32>,
}

impl Prepared {
    /// The numbers that the weight's quantizers rounded, row-major.
    pub fn to_round(&self) -> &Tensor {
        self.moved.as_ref().unwrap_or(&self.weight)
    }

    /// Tokens that are multiplied together, after the method and rounded.
    pub fn inputs(&self, tokens: Tokens) -> Result<PreparedInput, Error> {
        let columns = tokens.columns();
        let inputs = self.transform.inputs(tokens.values(), columns);
        let tensor = Tensor::new(vec![tokens.count(), columns], without_outliers(inputs.clone(), self.threshold))?;
        let fit = match &self.inputs {
            PreparedInputs::Exact => None,
            PreparedInputs::Dynamic(settings) => Some(Rounded::fitted(&tensor, settings, None)?),
            PreparedInputs::Static(fitted) => {
                let slices = Slices::new(tokens.count(), columns, Granularity::Tensor, 1)?;
                Some(Rounded::with(&tensor, slices, fitted.0.quantizers.clone(), fitted.1))
            }
        };
        let (mut rounded, mut float_columns) = (inputs.clone(), Vec::new());
        if let Some(fit) = &fit {
            rounded.clone_from(&fit.values);
            float_columns = self.threshold.map_or_else(Vec::new, |threshold| outlier_columns(Tokens::new(&inputs, columns), threshold));
            keep(&mut rounded, &inputs, columns, &float_columns)?;
        }
        Ok(PreparedInput { inputs, rounded, fit, float_columns })
    }
}

impl ColumnPeaks {
    pub(super) fn of(inputs: &[f32], weight: &[f32], columns: usize) -> Self {
        Self { inputs: largest_of_columns(inputs, columns), weight: largest_of_columns(weight, columns) }
    }
}

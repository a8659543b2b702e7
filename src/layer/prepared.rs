//! A layer after its method, with its weight rounded: all that multiplying inputs by it needs. Knows no outputs.

use super::layer::largest_of_columns;
use super::methods::{Transform, smooth_quant_scales};
use super::{Calibration, ColumnPeaks, InputRounding, Layer, LayerSettings, Method, MethodCost, Rounded, Tokens};
use crate::quant::{Granularity, Slices};
use crate::tensor::Tensor;
use crate::{Error, Settings};

/// A layer whose weight is rounded and whose inputs can be.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What the method does to inputs and weight.
    pub transform: Transform,
    /// The weight that is rounded.
    pub weight: Tensor,
    /// The same, rounded.
    pub rounded: Rounded,
    /// How inputs are rounded.
    inputs: PreparedInputs,
}

/// How inputs are rounded.
#[derive(Debug, Clone)]
enum PreparedInputs {
    Exact,
    Dynamic(Settings),
    /// By the quantizer of the calibration tokens.
    Static(Box<(Rounded, u32)>),
}

/// Inputs after the method, and rounded.
#[derive(Debug, Clone, Default)]
pub struct PreparedInput {
    /// Row-major inputs that are rounded.
    pub inputs: Vec<f32>,
    /// The same, dequantized.
    pub rounded: Vec<f32>,
}

impl Prepared {
    /// Does what the method of `settings` says, and rounds the weight by settings of its own.
    ///
    /// Fails for settings that do not fit the layer or need calibration tokens where there are none.
    pub fn new(layer: &Layer, calibration: Calibration, weight: &Settings, settings: &LayerSettings) -> Result<Self, Error> {
        settings.method.check()?;
        let transform = match settings.method {
            Method::RoundToNearest => Transform::Nothing,
            Method::SmoothQuant { alpha } => Transform::Scales(smooth_quant_scales(calibration, layer.weight(), alpha)?),
        };
        Self::transformed(layer, calibration, weight, &settings.inputs, transform)
    }

    /// The same for a transformation that is known.
    fn transformed(
        layer: &Layer,
        calibration: Calibration,
        settings: &Settings,
        inputs: &InputRounding,
        transform: Transform,
    ) -> Result<Self, Error> {
        let weight = Tensor::new(vec![layer.channels(), layer.columns()], transform.weight(layer.weight().values()))?;
        let seen = calibration.tokens().ok().map(|tokens| transform.inputs(tokens.values()));
        let importance = seen.as_ref().and_then(|seen| Calibration::new(seen, layer.columns()).mean_squares());
        let rounded = Rounded::fitted(&weight, settings, importance)?;
        let inputs = match (inputs, seen) {
            (InputRounding::Exact, _) => PreparedInputs::Exact,
            (InputRounding::Dynamic(settings), _) => PreparedInputs::Dynamic(settings.clone()),
            (InputRounding::Static(_), None) => return Err(Error::NeedsCalibration),
            (InputRounding::Static(settings), Some(seen)) => {
                let one = settings.clone().with_granularity(Granularity::Tensor);
                let seen = Tensor::new(vec![seen.len() / layer.columns(), layer.columns()], seen)?;
                let fitted = Rounded::fitted(&seen, &one, None)?;
                if fitted.quantizers.len() != 1 {
                    return Err(Error::StaticNeedsOneRange);
                }
                PreparedInputs::Static(Box::new((fitted, settings.rounding_seed)))
            }
        };
        Ok(Self { transform, weight, rounded, inputs })
    }

    /// Tokens that are multiplied together, after the method and rounded.
    pub fn inputs(&self, tokens: Tokens) -> Result<PreparedInput, Error> {
        let inputs = self.transform.inputs(tokens.values());
        let shape = vec![tokens.count(), tokens.columns()];
        let rounded = match &self.inputs {
            PreparedInputs::Exact => inputs.clone(),
            PreparedInputs::Dynamic(settings) => Rounded::fitted(&Tensor::new(shape, inputs.clone())?, settings, None)?.values,
            PreparedInputs::Static(fitted) => {
                let slices = Slices::new(tokens.count(), tokens.columns(), Granularity::Tensor, 1)?;
                Rounded::with(&Tensor::new(shape, inputs.clone())?, slices, fitted.0.quantizers.clone(), fitted.1).values
            }
        };
        Ok(PreparedInput { inputs, rounded })
    }

    /// What the method costs.
    pub fn cost(&self) -> MethodCost {
        let column_scales = match &self.transform {
            Transform::Nothing => 0,
            Transform::Scales(scales) => scales.len() as u32,
        };
        MethodCost { column_scales }
    }
}

impl PreparedInput {
    /// Adds tokens after these.
    pub(super) fn append(&mut self, mut other: Self) {
        self.inputs.append(&mut other.inputs);
        self.rounded.append(&mut other.rounded);
    }
}

impl ColumnPeaks {
    pub(super) fn of(inputs: &[f32], weight: &[f32], columns: usize) -> Self {
        Self { inputs: largest_of_columns(inputs, columns), weight: largest_of_columns(weight, columns) }
    }
}

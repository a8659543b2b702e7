//! A layer under settings: its outputs and how far they are from the exact ones, computed in steps. Knows no page.

use super::prepared::{Prepared, PreparedInput};
use super::products::Products;
use super::{ColumnPeaks, Layer, LayerReport, LayerSettings, OutputErrors};
use crate::study::Energy;
use crate::tensor::Tensor;
use crate::{Error, Settings};
use std::rc::Rc;

/// A layer under settings.
///
/// ```
/// use quantscope::layer::{InputRounding, Layer, LayerSettings, LayerStudy, Method};
/// use quantscope::quant::Granularity;
/// use quantscope::study::Scheme;
/// use quantscope::{Settings, Tensor};
///
/// let weight = Tensor::new(vec![2, 4], vec![0.3, -0.2, 0.1, 0.4, -0.6, 0.5, 0.7, -0.8])?;
/// // The second column of the inputs is far larger than the others.
/// let inputs = Tensor::new(vec![2, 4], vec![0.1, 9.0, -0.2, 0.3, 0.2, -8.0, 0.1, 0.1])?;
/// let layer = Layer::new(&weight, None, &inputs)?;
/// let rows = Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_granularity(Granularity::Row);
/// let plain = LayerSettings::default().with_inputs(InputRounding::Dynamic(InputRounding::start()));
/// let smooth = plain.clone().with_method(Method::SmoothQuant { alpha: 0.5 });
/// let [plain, smooth] = [plain, smooth].map(|settings| LayerStudy::new(&layer, &rows, &settings));
/// assert!(smooth?.report.evaluation.mse < plain?.report.evaluation.mse);
/// # Ok::<(), quantscope::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct LayerStudy {
    /// The layer after its method.
    pub prepared: Prepared,
    /// All inputs after the method, those that calibrated first.
    pub inputs: PreparedInput,
    /// x Wᵀ of all tokens, row-major [tokens, channels], without the bias.
    pub exact: Rc<Vec<f64>>,
    /// The same of what was rounded.
    pub rounded: Vec<f64>,
    /// The first tokens, which calibrated.
    pub calibration: usize,
    /// The numbers.
    pub report: LayerReport,
}

/// A study that is being computed.
pub struct LayerInProgress {
    weight: Settings,
    settings: LayerSettings,
    calibration: usize,
    prepared: Prepared,
    inputs: PreparedInput,
    exact: Exact,
    /// Whether x Wᵀ was known at the start.
    knew_exact: bool,
    rounded: Products,
}

/// x Wᵀ.
enum Exact {
    Known(Rc<Vec<f64>>),
    Running(Products),
}

impl LayerStudy {
    /// Studies a layer whose weight is rounded by `weight`.
    ///
    /// Fails for settings that do not fit the layer.
    pub fn new(layer: &Layer, weight: &Settings, settings: &LayerSettings) -> Result<Self, Error> {
        let mut running = LayerInProgress::new(layer, weight, settings, None)?;
        loop {
            if let Some(study) = running.advance(layer, u64::MAX)? {
                return Ok(study);
            }
        }
    }
}

impl LayerInProgress {
    /// Nothing is multiplied yet. `exact` is x Wᵀ of all tokens, where an earlier study of the same layer has found it.
    pub fn new(layer: &Layer, weight: &Settings, settings: &LayerSettings, exact: Option<Rc<Vec<f64>>>) -> Result<Self, Error> {
        let calibration = layer.calibration_tokens(settings.calibration)?;
        let (seen, unseen) = layer.split(calibration);
        let prepared = Prepared::new(layer, seen, weight, settings)?;
        let mut inputs = PreparedInput::default();
        // Each part is multiplied by itself: the range of one has nothing of the other.
        for part in [seen.tokens().ok(), Some(unseen)].into_iter().flatten() {
            inputs.append(prepared.inputs(part)?);
        }
        let (columns, channels) = (layer.columns(), layer.channels());
        Ok(Self {
            weight: weight.clone(),
            settings: settings.clone(),
            calibration,
            knew_exact: exact.is_some(),
            exact: exact.map_or_else(|| Exact::Running(Products::new(layer.inputs().values(), columns, channels)), Exact::Known),
            rounded: Products::new(&inputs.rounded, columns, channels),
            prepared,
            inputs,
        })
    }

    /// Whether this is of these settings.
    pub fn is_of(&self, weight: &Settings, settings: &LayerSettings) -> bool {
        self.weight == *weight && self.settings == *settings
    }

    /// The share that is computed, 0 to 1.
    pub fn share(&self) -> f64 {
        let exact = match &self.exact {
            Exact::Known(_) => 1.0,
            Exact::Running(exact) => exact.share(),
        };
        if self.knew_exact { self.rounded.share() } else { (exact + self.rounded.share()) / 2.0 }
    }

    /// Makes about `most` multiplications, at least some, with the `layer` of the start. Returns the study once it is complete; then
    /// this is at its end.
    pub fn advance(&mut self, layer: &Layer, most: u64) -> Result<Option<LayerStudy>, Error> {
        let mut left = most;
        if let Exact::Running(exact) = &mut self.exact
            && exact.advance(layer.weight().values(), &mut left)
        {
            self.exact = Exact::Known(Rc::new(std::mem::take(exact).into_outputs()));
        }
        match &self.exact {
            Exact::Known(exact) if left > 0 && self.rounded.advance(&self.prepared.rounded.values, &mut left) => {
                let (exact, rounded) = (Rc::clone(exact), std::mem::take(&mut self.rounded).into_outputs());
                let (prepared, inputs) = (self.prepared.clone(), std::mem::take(&mut self.inputs));
                let report = report(layer, self.calibration, &prepared, &inputs, [&exact, &rounded]);
                Ok(Some(LayerStudy { prepared, inputs, exact, rounded, calibration: self.calibration, report }))
            }
            _ => Ok(None),
        }
    }
}

impl LayerStudy {
    /// All inputs after the method, as a tensor [tokens, in].
    pub fn inputs_tensor(&self) -> Result<Tensor, Error> {
        let columns = self.prepared.weight.cols();
        Tensor::new(vec![self.inputs.inputs.len() / columns, columns], self.inputs.inputs.clone())
    }
}

fn report(layer: &Layer, calibration: usize, prepared: &Prepared, inputs: &PreparedInput, outputs: [&[f64]; 2]) -> LayerReport {
    let (channels, columns) = (layer.channels(), layer.columns());
    let [exact, rounded] = outputs;
    let errors: Vec<f64> = exact.iter().zip(rounded).map(|(y, rounded)| rounded - y).collect();
    let unseen = calibration * channels;
    let (weight, first) = (prepared.weight.values(), calibration * columns);
    LayerReport {
        channels: channels as u32,
        columns: columns as u32,
        evaluation: OutputErrors::of(&exact[unseen..], &errors[unseen..], channels),
        calibration: (calibration > 0).then(|| OutputErrors::of(&exact[..unseen], &errors[..unseen], channels)),
        before: ColumnPeaks::of(layer.inputs().values(), layer.weight().values(), columns),
        after: ColumnPeaks::of(&inputs.inputs, weight, columns),
        weight_db: ratio(weight, &prepared.rounded.values),
        inputs_db: ratio(&inputs.inputs[first..], &inputs.rounded[first..]),
        cost: prepared.cost(),
    }
}

/// Signal to quantization noise ratio of some values, in dB.
fn ratio(values: &[f32], rounded: &[f32]) -> Option<f64> {
    let energy = |(&v, &r): (&f32, &f32)| {
        let (v, error) = (f64::from(v), f64::from(r) - f64::from(v));
        Energy { signal: v * v, noise: error * error }
    };
    values.iter().zip(rounded).map(energy).fold(Energy::default(), Energy::and).ratio()
}

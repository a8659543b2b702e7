//! A layer under settings: its outputs and how far they are from the exact ones, computed in steps. Knows no page.

use super::integer_sums::guaranteed_bits;
use super::methods::Transform;
use super::products::Products;
use super::{ColumnPeaks, Layer, LayerReport, LayerSettings, MethodCost, OutputErrors, Prepared, PreparedInput, Preparing, Tokens};
use crate::study::Energy;
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
    /// The settings studied.
    pub settings: LayerSettings,
    /// The layer after its method.
    pub prepared: Prepared,
    /// The inputs after the method: those that calibrated, where there are any, then the others. Each part is rounded by itself.
    pub inputs: Vec<PreparedInput>,
    /// x Wᵀ of all tokens, row-major [tokens, channels], without the bias.
    pub exact: Rc<Vec<f64>>,
    /// The same of what was rounded, with what a corrected bias adds.
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
    /// x Wᵀ, once it is known; whether it was at the start.
    exact: Option<Rc<Vec<f64>>>,
    knew_exact: bool,
    /// Whether the method takes longer than multiplying.
    takes_long: bool,
    stage: Stage,
}

/// What is computed next.
enum Stage {
    /// x Wᵀ.
    Exact(Products, Box<Preparing>),
    Preparing(Box<Preparing>),
    Rounded(Products, Box<Prepared>, Vec<PreparedInput>),
    End,
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
    /// Nothing is multiplied yet. `earlier` is any study of the same layer, whose products need not be made again.
    pub fn new(layer: &Layer, weight: &Settings, settings: &LayerSettings, earlier: Option<&LayerStudy>) -> Result<Self, Error> {
        let calibration = layer.calibration_tokens(settings.calibration)?;
        let exact = earlier.map(|study| Rc::clone(&study.exact));
        let same = earlier.filter(|study| study.has_factor_for(layer, settings));
        let walk = same.and_then(|study| study.prepared.walk.as_deref());
        let preparing = Box::new(Preparing::new(layer, layer.split(calibration).0, weight, settings, walk)?);
        let (knew_exact, takes_long) = (exact.is_some(), preparing.takes_long());
        let products = || Products::new(vec![layer.inputs().values()], layer.columns(), layer.channels());
        let stage = if knew_exact { Stage::Preparing(preparing) } else { Stage::Exact(products(), preparing) };
        Ok(Self { weight: weight.clone(), settings: settings.clone(), calibration, exact, knew_exact, takes_long, stage })
    }

    /// Whether this is of these settings.
    pub fn is_of(&self, weight: &Settings, settings: &LayerSettings) -> bool {
        self.weight == *weight && self.settings == *settings
    }

    /// The share that is computed, 0 to 1.
    pub fn share(&self) -> f64 {
        let exact = if self.knew_exact { 0.0 } else { 1.0 };
        let method = if self.takes_long { 8.0 } else { 0.0 };
        let done = match &self.stage {
            Stage::Exact(products, _) => exact * products.share(),
            Stage::Preparing(preparing) => exact + method * preparing.share(),
            Stage::Rounded(products, ..) => exact + method + products.share(),
            Stage::End => return 1.0,
        };
        done / (exact + method + 1.0)
    }

    /// Makes about `most` multiplications, at least some, with the `layer` of the start. Returns the study once it is complete, and
    /// nothing after that.
    pub fn advance(&mut self, layer: &Layer, most: u64) -> Result<Option<LayerStudy>, Error> {
        let mut left = most.max(1);
        while left > 0 {
            self.stage = match std::mem::replace(&mut self.stage, Stage::End) {
                Stage::Exact(mut products, preparing) => match products.advance(layer.weight().values(), &mut left) {
                    false => Stage::Exact(products, preparing),
                    true => {
                        self.exact = Some(Rc::new(products.into_outputs()));
                        Stage::Preparing(preparing)
                    }
                },
                Stage::Preparing(mut preparing) => match preparing.advance(layer, layer.split(self.calibration).0, &mut left)? {
                    None => Stage::Preparing(preparing),
                    Some(prepared) => self.multiplying(layer, prepared)?,
                },
                Stage::Rounded(mut products, prepared, inputs) => {
                    if products.advance(&prepared.rounded.values, &mut left) {
                        return Ok(Some(self.study(layer, *prepared, inputs, products.into_outputs())));
                    }
                    Stage::Rounded(products, prepared, inputs)
                }
                Stage::End => return Ok(None),
            };
        }
        Ok(None)
    }

    /// Rounds the inputs. Each part is rounded by itself: the range of one has nothing of the other.
    fn multiplying(&self, layer: &Layer, prepared: Prepared) -> Result<Stage, Error> {
        let (seen, unseen) = layer.split(self.calibration);
        let parts = seen.tokens().ok().into_iter().chain([unseen]);
        let inputs = parts.map(|tokens| prepared.inputs(tokens)).collect::<Result<Vec<_>, _>>()?;
        let rounded = inputs.iter().map(|part| &part.rounded[..]).collect();
        Ok(Stage::Rounded(Products::new(rounded, layer.columns(), layer.channels()), Box::new(prepared), inputs))
    }

    fn study(&self, layer: &Layer, prepared: Prepared, inputs: Vec<PreparedInput>, mut rounded: Vec<f64>) -> LayerStudy {
        for (y, shift) in rounded.iter_mut().zip(prepared.bias_shift.iter().flatten().cycle()) {
            *y += shift;
        }
        let exact = self.exact.clone().unwrap_or_default();
        let report = report(layer, self.calibration, &prepared, &inputs, [&exact, &rounded]);
        LayerStudy { settings: self.settings.clone(), prepared, inputs, exact, rounded, calibration: self.calibration, report }
    }
}

impl LayerStudy {
    /// Whether GPTQ under `settings` has the H of this study of the same layer, where this has one.
    pub(super) fn has_factor_for(&self, layer: &Layer, settings: &LayerSettings) -> bool {
        self.settings.method == settings.method && layer.calibration_tokens(settings.calibration) == Ok(self.calibration)
    }

    /// All inputs after the method, row-major [tokens, in].
    pub fn inputs_after(&self) -> Vec<f32> {
        self.inputs.iter().flat_map(|part| &part.inputs).copied().collect()
    }
}

fn report(layer: &Layer, calibration: usize, prepared: &Prepared, inputs: &[PreparedInput], outputs: [&[f64]; 2]) -> LayerReport {
    let (channels, columns) = (layer.channels(), layer.columns());
    let [exact, rounded] = outputs;
    let errors: Vec<f64> = exact.iter().zip(rounded).map(|(y, rounded)| rounded - y).collect();
    let unseen = calibration * channels;
    let weight = prepared.weight.values();
    // A column that is multiplied in 16 bits is not among what is rounded.
    let largest = inputs.iter().flat_map(|part| {
        let mut largest = Tokens::new(&part.inputs, columns).largest();
        part.float_columns.iter().for_each(|&column| largest[column as usize] = 0.0);
        largest
    });
    let after = ColumnPeaks::of(&largest.collect::<Vec<_>>(), weight, columns);
    let judged = inputs.last();
    LayerReport {
        channels: channels as u32,
        columns: columns as u32,
        evaluation: OutputErrors::of(&exact[unseen..], &errors[unseen..], channels),
        calibration: (calibration > 0).then(|| OutputErrors::of(&exact[..unseen], &errors[..unseen], channels)),
        before: ColumnPeaks::of(layer.inputs().values(), layer.weight().values(), columns),
        after,
        weight_db: ratio(weight, &prepared.rounded.values),
        inputs_db: judged.and_then(|part| ratio(&part.inputs, &part.rounded)),
        search: prepared.search.clone(),
        accumulator_bits: judged.and_then(|part| guaranteed_bits(part, &prepared.rounded)),
        cost: MethodCost {
            weight_bits: prepared.rounded.bits,
            column_scales: if let Transform::Scales(scales) = &prepared.transform { scales.len() as u32 } else { 0 },
            rotation_additions: if let Transform::Rotation(rotation) = &prepared.transform { rotation.additions() } else { 0 },
            float_columns: judged.map_or(0, |part| part.float_columns.len() as u32),
            column_places: prepared.rounded.places.as_ref().map_or(0, |places| places.len() as u32),
            bias_terms: if prepared.bias_shift.is_some() { channels as u32 } else { 0 },
        },
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

//! Questions about the layer that the loaded weight and its inputs make, both quantized. Computes nothing itself.

use super::engine::{Engine, not_loaded};
use super::{from_js, thrown, to_js};
use crate::layer::{CurvePoint, Layer, LayerExport, LayerReport, LayerSettings, LayerStudies, SoFar, layer_program};
use crate::study::{Dialect, Settings};
use js_sys::Float32Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// Multiplications in one step: a study that is asked for meanwhile waits a few milliseconds.
const STEP: u64 = 12_000_000;

/// A layer that is computed in steps: ask again until it is there.
#[derive(Serialize, tsify::Tsify)]
#[serde(untagged)]
pub enum LayerAnswer {
    /// The share that is computed.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// The layer under the settings.
    Done(Box<LayerOutcome>),
}

/// A layer under settings, with its outputs.
#[derive(Serialize, tsify::Tsify)]
pub struct LayerOutcome {
    /// The numbers.
    report: LayerReport,
    /// x Wᵀ of the tokens that no method has seen: [tokens, channels], row-major.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array<ArrayBuffer>")]
    exact: Float32Array,
    /// The same of what was rounded.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array<ArrayBuffer>")]
    rounded: Float32Array,
}

/// A report that is computed in steps: ask again until it is there.
#[derive(Serialize, tsify::Tsify)]
#[serde(untagged)]
pub enum LayerReportAnswer {
    /// The share that is computed.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// The layer under the settings.
    Done {
        /// The numbers.
        report: Box<LayerReport>,
    },
}

/// SmoothQuant's curve, computed in steps: ask again until it is there.
#[derive(Serialize, tsify::Tsify)]
#[serde(untagged)]
pub enum LayerCurveAnswer {
    /// The share of the points that are there.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// All points, with rising alpha.
    Done {
        /// The points.
        points: Vec<CurvePoint>,
    },
}

/// GPTQ's walk on its way, or stopped where it was asked to stop.
#[derive(Serialize, tsify::Tsify)]
pub struct LayerWalk {
    /// The share of the way to the place that was asked for; 1 where it is reached.
    share: f64,
    /// Columns that are rounded.
    walked: u32,
    /// The column at each place of the walk.
    order: Vec<u32>,
    /// For each rounded column, in the order of the walk, what it adds to the mean squared error of a token's outputs, all channels
    /// together.
    losses: Vec<f64>,
    /// The weight [out, in] on its way, row-major: rounded columns, and the others with the errors they have taken over. Empty before
    /// the place is reached.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array<ArrayBuffer>")]
    weights: Float32Array,
}

/// A file of the layer.
#[derive(Deserialize, tsify::Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum LayerFormat {
    /// All of it.
    Json,
    /// Errors of output channels and tokens.
    Csv,
    /// A program in NumPy that reads the JSON.
    Numpy,
    /// A program in PyTorch that reads the JSON.
    Torch,
}

/// A matrix of the layer.
#[derive(Deserialize, tsify::Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum LayerTensor {
    /// The weight [out, in] that the method makes, before rounding: for GPTQ each number as it was when it was rounded.
    Weight,
    /// All inputs [tokens, in] that the method makes, before rounding.
    Inputs,
}

/// A matrix as plain numbers.
#[derive(Serialize, tsify::Tsify)]
pub struct LayerValues {
    /// Rows.
    rows: u32,
    /// Columns.
    cols: u32,
    /// The values, row-major.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array<ArrayBuffer>")]
    values: Float32Array,
}

#[wasm_bindgen]
impl Engine {
    /// The loaded weight with its inputs, the weight rounded by `settings` and the rest done as `layer` says (the text of
    /// [`super::layer_page::write_layer`]), or a step towards it; `undefined` without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerAnswer | undefined")]
    pub fn layer(&mut self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue, layer: &str) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerSettings::parse(layer).0);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        match studies.step(&layer, &settings, &with, STEP).map_err(thrown)? {
            SoFar::Share(share) => to_js(&LayerAnswer::Share { share }),
            SoFar::Done(study) => {
                let unseen = study.calibration * layer.channels();
                let single = |outputs: &[f64]| outputs[unseen..].iter().map(|&y| y as f32).collect::<Vec<_>>();
                let [exact, rounded] = [&study.exact[..], &study.rounded].map(|outputs| Float32Array::from(single(outputs).as_slice()));
                to_js(&LayerAnswer::Done(Box::new(LayerOutcome { report: study.report.clone(), exact, rounded })))
            }
        }
    }

    /// The report alone of the same layer under other settings, to compare methods; or a step towards it. What was asked once is kept, and the
    /// newest answer of [`Engine::layer`] stays. `undefined` without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerReportAnswer | undefined")]
    pub fn layer_report(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerSettings::parse(layer).0);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        match studies.report(&layer, &settings, &with, STEP).map_err(thrown)? {
            SoFar::Share(share) => to_js(&LayerReportAnswer::Share { share }),
            SoFar::Done(report) => to_js(&LayerReportAnswer::Done { report: Box::new(report) }),
        }
    }

    /// How close SmoothQuant's outputs are over alpha, under settings that differ in alpha alone, or a step towards it; `undefined`
    /// without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerCurveAnswer | undefined")]
    pub fn layer_curve(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerSettings::parse(layer).0);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        match studies.smoothing_curve(&layer, &settings, &with, STEP).map_err(thrown)? {
            SoFar::Share(share) => to_js(&LayerCurveAnswer::Share { share }),
            SoFar::Done(points) => to_js(&LayerCurveAnswer::Done { points: points.to_vec() }),
        }
    }

    /// GPTQ's walk stopped after `columns` columns, or a step towards it; `undefined` without inputs and for other methods. Throws a
    /// `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerWalk | undefined")]
    pub fn layer_walk(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
        columns: u32,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerSettings::parse(layer).0);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        let walk = studies.walk(&layer, &settings, &with, columns as usize, STEP).map_err(thrown)?;
        let Some((share, walk)) = walk else { return Ok(JsValue::UNDEFINED) };
        let weights = if share < 1.0 { Vec::new() } else { walk.weights() };
        to_js(&LayerWalk {
            share,
            walked: walk.walked() as u32,
            order: walk.order().to_vec(),
            losses: walk.losses().to_vec(),
            weights: Float32Array::from(weights.as_slice()),
        })
    }

    /// The arithmetic of one output in the newest study of the layer: of a token, from 0 and the first of all, and an output channel.
    /// `undefined` before the first study and where inputs or weight are no integers. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "OutputArithmetic | undefined")]
    pub fn layer_arithmetic(&mut self, token: u32, channel: u32) -> Result<JsValue, JsValue> {
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        let Some(study) = studies.newest() else { return Ok(JsValue::UNDEFINED) };
        match study.arithmetic(&layer, token as usize, channel as usize).map_err(thrown)? {
            Some(arithmetic) => to_js(&arithmetic),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// A matrix of the newest study of the layer; `undefined` before the first one. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerValues | undefined")]
    pub fn layer_tensor(&self, #[wasm_bindgen(unchecked_param_type = "LayerTensor")] which: JsValue) -> Result<JsValue, JsValue> {
        let Some(study) = self.layer_studies.newest() else { return Ok(JsValue::UNDEFINED) };
        let cols = study.prepared.weight.cols();
        let values = match from_js(which)? {
            LayerTensor::Weight => study.prepared.to_round().values().to_vec(),
            LayerTensor::Inputs => study.inputs_after(),
        };
        to_js(&LayerValues { rows: (values.len() / cols) as u32, cols: cols as u32, values: Float32Array::from(values.as_slice()) })
    }

    /// The newest study of the layer, that of `settings` and of the text asked last, as a file's text; `undefined` before the first one.
    /// Throws a `FieldError`.
    pub fn layer_export(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "LayerFormat")] format: JsValue,
        link: &str,
    ) -> Result<Option<String>, JsValue> {
        let (weight, format): (Settings, LayerFormat) = (from_js(settings)?, from_js(format)?);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(None) };
        let Some(study) = studies.newest() else { return Ok(None) };
        let export = LayerExport { layer: &layer, weight: &weight, study, link };
        Ok(Some(match format {
            LayerFormat::Json => export.json().map_err(thrown)?,
            LayerFormat::Csv => export.csv(),
            LayerFormat::Numpy => layer_program(Dialect::Numpy, &export),
            LayerFormat::Torch => layer_program(Dialect::Torch, &export),
        }))
    }
}

impl Engine {
    /// The layer that the loaded weight and its inputs make, and what is known of it; nothing without inputs.
    fn layer_parts(&mut self) -> Result<Option<(Layer<'_>, &mut LayerStudies)>, JsValue> {
        let Some((_, inputs)) = &self.layer else { return Ok(None) };
        let weight = self.cache.as_ref().ok_or_else(not_loaded)?.tensor();
        let layer = Layer::new(weight, None, inputs.inputs().tensor()).map_err(thrown)?;
        Ok(Some((layer, &mut self.layer_studies)))
    }
}

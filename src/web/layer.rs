//! Questions about the layer that the loaded weight and its inputs make, both quantized. Computes nothing itself.

use super::engine::{Engine, not_loaded};
use super::stepped::{STEP, stepped};
use super::{from_js, thrown, to_js};
use crate::layer::{Layer, LayerExport, LayerReport, LayerStudies, LayerStudy, LayerWorkspace, layer_program};
use crate::study::{Dialect, Settings};
use crate::tensor::write_npy;
use js_sys::Float32Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

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

/// GPTQ's walk, stopped where it was asked to stop.
#[derive(Serialize, tsify::Tsify)]
pub struct LayerWalk {
    /// The column at each place of the walk.
    order: Vec<u32>,
    /// For each rounded column, in the order of the walk, what it adds to the mean squared error of a token's outputs, all channels
    /// together.
    losses: Vec<f64>,
    /// The place of the first column whose weights follow: the block of the column that was rounded last.
    first: usize,
    /// How far the weights of the block's columns are from the original ones: [rows, columns] in the order of the walk, row-major.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array<ArrayBuffer>")]
    changes: Float32Array,
    /// Rows of the weight.
    rows: usize,
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

#[wasm_bindgen]
impl Engine {
    /// The loaded weight with its inputs, the weight rounded by `settings` and the rest done as `layer` says (the text of
    /// [`super::layer_page::write_layer`]), or a step towards it; `undefined` without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<LayerOutcome> | undefined")]
    pub fn layer(&mut self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue, layer: &str) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerWorkspace::parse(layer).0.settings);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        let outcome = |study: &LayerStudy| {
            let unseen = study.calibration * layer.channels();
            let single = |outputs: &[f64]| outputs[unseen..].iter().map(|&y| y as f32).collect::<Vec<_>>();
            let [exact, rounded] = [&study.exact[..], &study.rounded].map(|outputs| Float32Array::from(single(outputs).as_slice()));
            LayerOutcome { report: study.report.clone(), exact, rounded }
        };
        stepped(studies.step(&layer, &settings, &with, STEP).map_err(thrown)?.map(outcome))
    }

    /// The report alone of the same layer under other settings, to compare methods; or a step towards it. What was asked once is kept, and the
    /// newest answer of [`Engine::layer`] stays. `undefined` without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<LayerReport> | undefined")]
    pub fn layer_report(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerWorkspace::parse(layer).0.settings);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        stepped(studies.report(&layer, &settings, &with, STEP).map_err(thrown)?)
    }

    /// How close SmoothQuant's outputs are over alpha, under settings that differ in alpha alone, or a step towards it; `undefined`
    /// without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<CurvePoint[]> | undefined")]
    pub fn layer_curve(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerWorkspace::parse(layer).0.settings);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        stepped(studies.smoothing_curve(&layer, &settings, &with, STEP).map_err(thrown)?)
    }

    /// GPTQ's walk stopped after `columns` columns, or a step towards it; `undefined` without inputs and for other methods. Throws a
    /// `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<LayerWalk> | undefined")]
    pub fn layer_walk(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        layer: &str,
        columns: u32,
    ) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerWorkspace::parse(layer).0.settings);
        let Some((layer, studies)) = self.layer_parts()? else { return Ok(JsValue::UNDEFINED) };
        let walk = studies.walk(&layer, &settings, &with, columns as usize, STEP).map_err(thrown)?;
        let Some(walk) = walk else { return Ok(JsValue::UNDEFINED) };
        stepped(walk.map(|walk| {
            let block = walk.block_changes(layer.weight());
            LayerWalk {
                order: walk.order().to_vec(),
                losses: walk.losses().to_vec(),
                first: block.first,
                changes: Float32Array::from(block.changes.as_slice()),
                rows: layer.weight().rows(),
            }
        }))
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

    /// A matrix of the newest study of the layer as a .npy file; `undefined` before the first one. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub fn layer_tensor(&self, #[wasm_bindgen(unchecked_param_type = "LayerTensor")] which: JsValue) -> Result<Option<Vec<u8>>, JsValue> {
        let which: LayerTensor = from_js(which)?;
        Ok(self.layer_studies.newest().map(|study| {
            let values = match which {
                LayerTensor::Weight => study.prepared.to_round().values().to_vec(),
                LayerTensor::Inputs => study.inputs_after(),
            };
            let columns = study.prepared.weight.cols();
            write_npy(&[values.len() / columns, columns], &values)
        }))
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

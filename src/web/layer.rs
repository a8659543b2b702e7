//! Questions about the layer that the loaded weight and its inputs make, both quantized. Computes nothing itself.

use super::engine::{Engine, not_loaded};
use super::{from_js, thrown, to_js};
use crate::layer::{Layer, LayerReport, LayerSettings, LayerStudySoFar};
use crate::study::Settings;
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

/// Layer settings that were read from a link.
#[derive(Serialize, tsify::Tsify)]
pub struct ReadLayer {
    /// The settings; defaults where the text has no valid value.
    settings: LayerSettings,
    /// The faults, a sentence each.
    messages: Vec<String>,
}

/// A matrix of the layer.
#[derive(Deserialize, tsify::Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum LayerTensor {
    /// The weight [out, in] that the method makes, before rounding.
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
    /// [`Engine::layer_text`]), or a step towards it; `undefined` without inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerAnswer | undefined")]
    pub fn layer(&mut self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue, layer: &str) -> Result<JsValue, JsValue> {
        let (settings, with): (Settings, _) = (from_js(settings)?, LayerSettings::parse(layer).0);
        let Some((_, inputs)) = &self.layer else { return Ok(JsValue::UNDEFINED) };
        let weight = self.cache.as_ref().ok_or_else(not_loaded)?.tensor();
        let layer = Layer::new(weight, None, inputs.inputs().tensor()).map_err(thrown)?;
        match self.layer_studies.step(&layer, &settings, &with, STEP).map_err(thrown)? {
            LayerStudySoFar::Share(share) => to_js(&LayerAnswer::Share { share }),
            LayerStudySoFar::Done(study) => {
                let unseen = study.calibration * layer.channels();
                let single = |outputs: &[f64]| outputs[unseen..].iter().map(|&y| y as f32).collect::<Vec<_>>();
                let [exact, rounded] = [&study.exact[..], &study.rounded].map(|outputs| Float32Array::from(single(outputs).as_slice()));
                to_js(&LayerAnswer::Done(Box::new(LayerOutcome { report: study.report.clone(), exact, rounded })))
            }
        }
    }

    /// A matrix of the newest study of the layer; `undefined` before the first one. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "LayerValues | undefined")]
    pub fn layer_tensor(&self, #[wasm_bindgen(unchecked_param_type = "LayerTensor")] which: JsValue) -> Result<JsValue, JsValue> {
        let Some(study) = self.layer_studies.newest() else { return Ok(JsValue::UNDEFINED) };
        let cols = study.prepared.weight.cols();
        let values = match from_js(which)? {
            LayerTensor::Weight => study.prepared.weight.values(),
            LayerTensor::Inputs => &study.inputs.inputs,
        };
        to_js(&LayerValues { rows: (values.len() / cols) as u32, cols: cols as u32, values: Float32Array::from(values) })
    }

    /// Layer settings as the text of a link; only what differs from the defaults.
    pub fn layer_text(&self, #[wasm_bindgen(unchecked_param_type = "LayerSettings")] settings: JsValue) -> Result<String, JsValue> {
        Ok(from_js::<LayerSettings>(settings)?.to_text())
    }

    /// Reads the layer settings of a link. Never fails: what cannot be read keeps its default and is told.
    #[wasm_bindgen(unchecked_return_type = "ReadLayer")]
    pub fn read_layer(&self, text: &str) -> Result<JsValue, JsValue> {
        let (settings, messages) = LayerSettings::parse(text);
        to_js(&ReadLayer { settings, messages })
    }
}

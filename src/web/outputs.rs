//! Questions about what comes out of the layer that the loaded weight belongs to. Computes nothing itself.

use super::engine::Engine;
use super::stepped::{STEP, stepped};
use super::{from_js, thrown};
use crate::chart::{ComparedOutputs, OutputsCurve, OutputsReadout};
use crate::quant::Range;
use crate::study::{InputKind, InputSource, Inputs, LayerOutputs, OutputClips, Outputs, Settings, SoFar, best};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// Takes inputs for the loaded weight in place of those before; `bytes` are the file of recorded ones. Throws a `FieldError`.
    pub fn load_inputs(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "InputSource")] inputs: JsValue,
        bytes: Option<Vec<u8>>,
    ) -> Result<(), JsValue> {
        let source: InputSource = from_js(inputs)?;
        (self.layer, self.imatrix, self.layer_studies) = (None, None, Default::default());
        self.set_importance();
        let columns = self.data()?.tensor().cols();
        let origin = self.origin.clone().unwrap_or_default();
        let tensor = match (source.kind, &self.files) {
            (InputKind::File, Some(files)) => source.from_files(files).map(Some),
            _ => source.tensor(&origin, columns, bytes.as_deref()),
        };
        let tensor = tensor.map_err(thrown)?;
        self.imatrix = source.importance(self.files.as_ref(), &origin, columns).map_err(thrown)?;
        self.layer = tensor
            .map(|tensor| Inputs::new(tensor, columns))
            .transpose()
            .map_err(thrown)?
            .map(|inputs| (source, LayerOutputs::new(inputs)));
        self.set_importance();
        Ok(())
    }

    /// The outputs under `settings`, compared with the pinned ones where there are any, or a step towards them; `undefined` without
    /// inputs. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<OutputsReadout> | undefined")]
    pub fn outputs(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Settings | undefined")] pinned: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (settings, pinned): (Settings, Option<Settings>) = (from_js(settings)?, from_js(pinned)?);
        let compared = ComparedOutputs::with(&settings, pinned.as_ref(), self.data()?.tensor().values().len());
        let count = if compared.is_some() { 2.0 } else { 1.0 };
        let now = match self.step(&settings)? {
            None => return Ok(JsValue::UNDEFINED),
            Some(SoFar::Share(share)) => return stepped(SoFar::<OutputsReadout>::Share(share / count)),
            Some(SoFar::Done(outputs)) => outputs,
        };
        let other = match &compared {
            None => None,
            // Settings that cannot be are compared with nothing.
            Some(compared) => match self.step(&compared.settings).ok().flatten() {
                None => None,
                Some(SoFar::Share(share)) => return stepped(SoFar::<OutputsReadout>::Share((1.0 + share) / count)),
                Some(SoFar::Done(other)) => Some((compared, other)),
            },
        };
        stepped(SoFar::Done(OutputsReadout::new(now, other.as_ref().map(|(compared, other)| (*compared, other)))))
    }

    /// The error of the outputs over the clipping curve of the newest study under `settings`, or a step towards it; `undefined` without
    /// inputs, and where there is no range to choose. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Stepped<OutputsCurve> | undefined")]
    pub fn outputs_curve(&mut self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        let settings: Settings = from_js(settings)?;
        let study = self.recent.iter().rfind(|study| study.settings == settings);
        let (Some((_, layer)), Some(cache), Some(study)) = (&self.layer, &self.cache, study) else { return Ok(JsValue::UNDEFINED) };
        let (tensor, inputs) = (cache.tensor(), layer.inputs());
        let running = self.clips.take().filter(|(of, focus, _)| of.same_but_range(&settings) && *focus == study.focus);
        let mut clips = match running {
            Some((.., clips)) => clips,
            None => match OutputClips::new(study, tensor, inputs).map_err(thrown)? {
                Some(clips) => clips,
                None => return Ok(JsValue::UNDEFINED),
            },
        };
        let points = clips.advance(tensor, inputs, STEP).map_err(thrown)?;
        let share = clips.share();
        // The curve is the same for every range.
        self.clips = Some((settings, study.focus, clips));
        let Some(points) = points else { return stepped(SoFar::<OutputsCurve>::Share(share)) };
        let weights = study.curve.get(best(&study.curve)).map(|point| Range { lo: point.lo, hi: point.hi });
        match OutputsCurve::new(&points, weights) {
            Some(curve) => stepped(SoFar::Done(curve)),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}

impl Engine {
    /// Range methods may count errors by the layer's inputs. Studies of before may have counted by others.
    pub(super) fn set_importance(&mut self) {
        let Some(cache) = &mut self.cache else { return };
        let of_inputs = self.layer.as_ref().map(|(_, layer)| layer.inputs().mean_squares());
        cache.set_importance(of_inputs.or_else(|| self.imatrix.clone()));
        self.clips = None;
        self.recent.retain(|study| !study.settings.counts_by_inputs());
    }

    /// A step towards the outputs of `settings`; nothing without inputs.
    fn step(&mut self, settings: &Settings) -> Result<Option<SoFar<Outputs>>, JsValue> {
        let Some((_, layer)) = &mut self.layer else { return Ok(None) };
        let cache = self.cache.as_ref().ok_or_else(super::engine::not_loaded)?;
        let study = self.recent.iter().find(|study| study.settings == *settings);
        layer.step(cache, settings, study, STEP).map(Some).map_err(thrown)
    }
}

//! The worker's half: owns the loaded tensor and answers questions about it. Computes nothing itself.

use super::models::pack;
use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::{ChartSizes, Frame};
use crate::layer::LayerStudies;
use crate::quant::Strided;
use crate::study::formats::measure;
use crate::study::{Dialect, Export, ExportKind, ExportedLayer, InputSource, LayerOutputs, OutputClips, Outputs, Provenance};
use crate::study::{Settings, Source, Study, View, disagree, program};
use crate::tensor::files::{Files, Read};
use crate::tensor::{Tensor, TensorCache, read_npy};
use js_sys::{Array, Error as JsError, Function, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Facts found while loading a tensor.
#[derive(Clone, Default, Serialize, tsify::Tsify)]
pub struct Loaded {
    /// SHA-256 of the stored bytes, for a tensor of a file.
    hash: String,
    /// The part left out, where the tensor is a sample.
    sampled: Option<String>,
}

/// A study as the page shows it.
#[derive(Serialize, tsify::Tsify)]
pub struct Studied {
    /// All charts, their words and tables.
    frame: Frame,
    /// The same charts' models as bytes for a `Painter`.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    models: Uint8Array,
}

/// Studies kept to be reused: of the settings on show and of those they are compared with.
const RECENT: usize = 2;

/// The opened files, the loaded tensor with its sorted form, and the newest studies of it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    /// The user's files, opened by their headers.
    pub(super) files: Option<Files>,
    /// Facts found while loading the tensor.
    loaded: Loaded,
    /// Where the tensor came from, before changes by hand.
    pub(super) origin: Option<Source>,
    /// The same for exports, when that is a file.
    provenance: Option<Provenance>,
    /// The tensor before changes by hand, where there are any.
    unedited: Option<Tensor>,
    pub(super) cache: Option<TensorCache>,
    /// The newest studies of the tensor, the newest last. A cache: no answer depends on its content.
    pub(super) recent: Vec<Study>,
    /// The inputs of the layer that the tensor is the weight of, and what is known of its outputs.
    pub(super) layer: Option<(InputSource, LayerOutputs)>,
    /// How much the errors of each column count, where an importance matrix says so in place of inputs.
    pub(super) imatrix: Option<Vec<f64>>,
    /// The outputs' errors over a clipping curve that are being measured: of a slice under settings.
    pub(super) clips: Option<(Settings, usize, OutputClips)>,
    /// What is known of the layer with weight and inputs quantized.
    pub(super) layer_studies: LayerStudies,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads an example without a file, generated data or pasted numbers; also an example with a file that differs from the loaded one
    /// by changes by hand only. `progress` is called with the progress, 0 to 1.
    /// After a failure the earlier data is still loaded. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Loaded")]
    pub fn load(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "(share: number) => void")] progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let source: Source = from_js(source)?;
        let origin = source.without_edits();
        self.forget_sorted();
        let (tensor, loaded, provenance) = match self.loaded_of(&source, &origin) {
            Some(same) => same,
            None => (origin.made(&mut reporter(progress)).map_err(thrown)?, Loaded::default(), None),
        };
        self.take(&source, origin, tensor, loaded, provenance)
    }

    /// Loads an example from the bytes of its file, as [`Engine::load`] does.
    #[wasm_bindgen(unchecked_return_type = "Loaded")]
    pub fn load_example(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        bytes: &[u8],
    ) -> Result<JsValue, JsValue> {
        let source: Source = from_js(source)?;
        self.forget_sorted();
        let tensor = read_npy(bytes).map_err(thrown)?;
        self.take(&source, source.without_edits(), tensor, Loaded::default(), None)
    }

    /// Loads a tensor of the opened files, as [`Engine::load`] does.
    #[wasm_bindgen(unchecked_return_type = "Loaded")]
    pub fn load_file(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "(share: number) => void")] progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let source: Source = from_js(source)?;
        let mut origin = source.without_edits();
        self.forget_sorted();
        let (tensor, loaded, provenance) = match self.loaded_of(&source, &origin) {
            Some(same) => same,
            None => {
                let files = self.files.as_ref().ok_or_else(|| thrown(Error::NoFile { file: source.file.clone() }))?;
                let read = origin.from_files(files, &mut reporter(progress)).map_err(thrown)?;
                let provenance = Provenance::new(&source, files, &read);
                let Read { tensor, hash, sampled } = read;
                origin.hash.clone_from(&hash);
                (tensor, Loaded { hash, sampled: sampled.map(|sampled| sampled.words) }, provenance)
            }
        };
        self.take(&source, origin, tensor, loaded, provenance)
    }

    /// Studies the loaded data and builds the charts' models. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Studied")]
    pub fn study(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "View")] view: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ChartSizes")] sizes: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (settings, view, sizes): (Settings, View, ChartSizes) = (from_js(settings)?, from_js(view)?, from_js(sizes)?);
        let sizes = ChartSizes { picture: self.origin.as_ref().is_some_and(Source::is_picture), ..sizes };
        let selected = self.selectable(view.selected)?;
        let study = self.new_study(&settings, selected)?;
        let (frame, cells) = Frame::build(self.data()?, &study, &View { selected: selected as u32, ..view }, &sizes);
        let models = Uint8Array::from(pack(&frame, &cells).map_err(thrown)?.as_slice());
        self.keep_study(study);
        to_js(&Studied { frame, models })
    }

    /// The flat index of the first value that equals `x` in the slice of `len` values that begins at `start`, `step` apart;
    /// undefined where there is none.
    pub fn place_of(&self, x: f32, start: usize, step: usize, len: usize) -> Result<Option<usize>, JsValue> {
        let cache = self.data()?;
        let slice = Strided { start, step, len };
        let is_there = len > 0 && step > 0 && slice.at(len - 1) < cache.tensor().values().len();
        Ok(is_there.then(|| cache.first_place(slice, x)).flatten())
    }

    /// Measures other settings on the loaded data. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Measured")]
    pub fn measure(&self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        to_js(&measure(self.data()?, &from_js(settings)?).map_err(thrown)?)
    }

    /// Where the other conventions disagree with the one of `settings` on the loaded data.
    #[wasm_bindgen(unchecked_return_type = "Disagreement[]")]
    pub fn disagree(&self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        to_js(&disagree(self.data()?, &from_js(settings)?).map_err(thrown)?)
    }

    /// The study of the loaded data under `settings`, the slice of value `selected` in focus, as CSV or JSON text in
    /// chunks. `about` is the JSON text of `{link, settings}`. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn export(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        selected: u32,
        #[wasm_bindgen(unchecked_param_type = "ExportKind")] kind: JsValue,
        about: &str,
    ) -> Result<Array, JsValue> {
        let kind: ExportKind = from_js(kind)?;
        let settings = from_js(settings)?;
        let outputs = self.outputs_of(&settings, selected)?;
        let (tensor, study, origin) = self.studied(&settings, selected)?;
        let layer = self.exported_layer(outputs.as_ref());
        let export = Export { tensor, study, about, origin, layer: layer.as_ref() };
        // Each chunk leaves wasm memory before the next is written.
        Ok((0..).map_while(|i| export.chunk(kind, i)).map(JsValue::from).collect())
    }

    /// The same study as a Python program. Throws a `FieldError`.
    pub fn program(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        selected: u32,
        #[wasm_bindgen(unchecked_param_type = "Dialect")] dialect: JsValue,
        link: &str,
    ) -> Result<String, JsValue> {
        let dialect: Dialect = from_js(dialect)?;
        let settings = from_js(settings)?;
        let outputs = self.outputs_of(&settings, selected)?;
        let (tensor, study, origin) = self.studied(&settings, selected)?;
        let layer = self.exported_layer(outputs.as_ref());
        Ok(program(dialect, tensor, study, link, origin, layer.as_ref()))
    }
}

impl Engine {
    /// The loaded tensor.
    pub(super) fn data(&self) -> Result<&TensorCache, JsValue> {
        self.cache.as_ref().ok_or_else(not_loaded)
    }

    /// The new tensor reuses the memory of the old one's sorted form, because wasm memory is never returned.
    fn forget_sorted(&mut self) {
        if let Some(cache) = &mut self.cache {
            cache.forget();
        }
    }

    /// What is loaded, before changes by hand, where it came from `origin`.
    fn loaded_of(&self, source: &Source, origin: &Source) -> Option<(Tensor, Loaded, Option<Provenance>)> {
        let tensor = self.unedited_of(origin)?.clone();
        let edited = |told: &Provenance| Provenance { source: source.clone(), ..told.clone() };
        Some((tensor, self.loaded.clone(), self.provenance.as_ref().map(edited)))
    }

    /// Applies the changes by hand and puts the result in the place of the loaded data.
    fn take(
        &mut self,
        source: &Source,
        origin: Source,
        unedited: Tensor,
        loaded: Loaded,
        provenance: Option<Provenance>,
    ) -> Result<JsValue, JsValue> {
        let kept = (!source.edits.is_empty()).then(|| unedited.clone());
        let tensor = source.edited(unedited).map_err(thrown)?;
        let cache = Some(TensorCache::new(tensor));
        let is_edit = self.origin.as_ref() == Some(&origin);
        let layer = self.layer.take().filter(|_| is_edit).map(|(inputs, layer)| (inputs, layer.of_another_weight()));
        let imatrix = self.imatrix.take().filter(|_| is_edit);
        let (files, origin) = (self.files.take(), Some(origin));
        *self = Self { files, loaded, origin, provenance, unedited: kept, cache, layer, imatrix, ..Self::default() };
        self.set_importance();
        to_js(&self.loaded)
    }

    /// The tensor before changes by hand, if it came from `origin`.
    fn unedited_of(&self, origin: &Source) -> Option<&Tensor> {
        let cache = self.cache.as_ref().filter(|_| self.origin.as_ref() == Some(origin))?;
        Some(self.unedited.as_ref().unwrap_or(cache.tensor()))
    }

    /// `selected` where there is such a value; the first value in place of a selection left over from larger data.
    fn selectable(&self, selected: u32) -> Result<usize, JsValue> {
        let selected = selected as usize;
        Ok(if selected < self.data()?.tensor().values().len() { selected } else { 0 })
    }

    fn new_study(&mut self, settings: &Settings, selected: usize) -> Result<Study, JsValue> {
        let cache = self.cache.as_mut().ok_or_else(not_loaded)?;
        let earlier = self.recent.iter().rfind(|study| study.settings.same_but_range(settings));
        Study::reusing(earlier, cache, settings, selected).map_err(thrown)
    }

    /// Makes a study the newest one.
    fn keep_study(&mut self, study: Study) {
        self.recent.retain(|kept| kept.settings != study.settings);
        if self.recent.len() == RECENT {
            self.recent.remove(0);
        }
        self.recent.push(study);
    }

    /// Sees to it that the study of the slice of `selected` under `settings` is kept.
    fn ensure_studied(&mut self, settings: &Settings, selected: u32) -> Result<(), JsValue> {
        let selected = self.selectable(selected)?;
        let fits = |study: &Study| study.settings == *settings && study.slices.of(selected) == study.focus;
        if !self.recent.iter().any(fits) {
            let study = self.new_study(settings, selected)?;
            self.keep_study(study);
        }
        Ok(())
    }

    /// The outputs of the layer under `settings`, where it has inputs.
    fn outputs_of(&mut self, settings: &Settings, selected: u32) -> Result<Option<Outputs>, JsValue> {
        self.ensure_studied(settings, selected)?;
        let study = self.recent.iter().find(|study| study.settings == *settings);
        let Some(((_, layer), cache)) = self.layer.as_mut().zip(self.cache.as_ref()) else { return Ok(None) };
        layer.outputs(cache, settings, study).map(Some).map_err(thrown)
    }

    /// The tensor, its kept study under these settings, and the file it came from.
    fn studied(&self, settings: &Settings, selected: u32) -> Result<(&Tensor, &Study, Option<&Provenance>), JsValue> {
        let selected = self.selectable(selected)?;
        let fits = |study: &&Study| study.settings == *settings && study.slices.of(selected) == study.focus;
        let study = self.recent.iter().find(fits).ok_or_else(not_loaded)?;
        Ok((self.data()?.tensor(), study, self.provenance.as_ref()))
    }

    /// The layer that the tensor is the weight of, where it has inputs.
    fn exported_layer<'a>(&'a self, outputs: Option<&'a Outputs>) -> Option<ExportedLayer<'a>> {
        let (((source, layer), weight), outputs) = self.layer.as_ref().zip(self.origin.as_ref()).zip(outputs)?;
        Some(ExportedLayer { source, weight, inputs: layer.inputs(), outputs })
    }
}

/// A function that passes the share done on to the page.
fn reporter(progress: &Function) -> impl FnMut(f64) {
    move |share| drop(progress.call1(&JsValue::NULL, &share.into()))
}

/// The page asks nothing about data before it has loaded some.
pub(super) fn not_loaded() -> JsValue {
    JsError::new("no data is loaded").into()
}

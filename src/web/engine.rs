//! The worker's half: owns the tensor and answers studies of it.

use super::models::pack;
use super::{from_js, thrown, to_js};
use crate::chart::{ChartSizes, Frame};
use crate::study::formats::measure;
use crate::study::{Export, Provenance, Settings, Source, Study, View, disagree, program};
use crate::tensor::files::{Files, Read};
use crate::tensor::{Tensor, TensorCache};
use js_sys::{Function, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What is told of a tensor when it has been loaded.
#[derive(Clone, Default, Serialize, tsify::Tsify)]
pub struct Loaded {
    /// SHA-256 of the stored bytes, for a tensor of a file.
    hash: String,
    /// What was left out, where the tensor is a sample.
    sampled: Option<String>,
}

/// What a study is for.
#[derive(Clone, Copy, Deserialize, tsify::Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It is shown and exported.
    Chosen,
    /// It is compared with.
    Pinned,
    /// It may be chosen next.
    Ahead,
}

/// Studies kept ahead: of one step down and one step up.
const AHEAD: usize = 2;

/// The tensor, its sorted form, the last study of it, and the last study under the settings it is compared with.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    /// The user's files, opened by their headers.
    pub(super) files: Option<Files>,
    /// What was told of the tensor when it was loaded.
    loaded: Loaded,
    /// Where the tensor came from, before changes by hand.
    pub(super) origin: Option<Source>,
    /// The same for exports, when that is a file.
    provenance: Option<Provenance>,
    /// The tensor before changes by hand, where there are any.
    unedited: Option<Tensor>,
    pub(super) cache: Option<TensorCache>,
    study: Option<Study>,
    pinned: Option<Study>,
    /// Studies of what may be chosen next.
    ahead: Vec<Study>,
    models: Vec<u8>,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads a source; `bytes` are its file's, where it has one and differs from the loaded one by more than changes
    /// by hand. `progress` hears the share done, 0 to 1.
    /// After a failure the earlier data is still loaded. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Loaded")]
    pub fn load(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        bytes: Option<Vec<u8>>,
        #[wasm_bindgen(unchecked_param_type = "(share: number) => void")] progress: &Function,
    ) -> Result<JsValue, JsValue> {
        let source: Source = from_js(source)?;
        let mut report = |share: f64| drop(progress.call1(&JsValue::NULL, &share.into()));
        let mut origin = source.without_edits();
        // The new tensor takes the room of the old one's sorted form; memory once taken is never given back.
        if let Some(cache) = &mut self.cache {
            cache.forget();
        }
        let (unedited, loaded, provenance) = match (self.unedited_of(&origin), &self.files) {
            (Some(tensor), _) => {
                let edited = |told: &Provenance| Provenance { source: source.clone(), ..told.clone() };
                (tensor.clone(), self.loaded.clone(), self.provenance.as_ref().map(edited))
            }
            (None, Some(files)) if origin.data == Source::FILE => {
                let read = origin.from_files(files, &mut report).map_err(thrown)?;
                let provenance = Provenance::new(&source, files, &read);
                let Read { tensor, hash, sampled } = read;
                origin.hash.clone_from(&hash);
                (tensor, Loaded { hash, sampled: sampled.map(|sampled| sampled.words) }, provenance)
            }
            (None, _) => (origin.unedited(bytes.as_deref(), &mut report).map_err(thrown)?, Loaded::default(), None),
        };
        let kept = (!source.edits.is_empty()).then(|| unedited.clone());
        let tensor = source.edited(unedited).map_err(thrown)?;
        let cache = Some(TensorCache::new(tensor));
        *self = Self { files: self.files.take(), loaded, origin: Some(origin), provenance, unedited: kept, cache, ..Self::default() };
        to_js(&self.loaded)
    }

    /// Studies the loaded data and builds the charts' models. What is exported stays the study that is `chosen`.
    /// Throws a `FieldError`; the earlier study then stays.
    #[wasm_bindgen(unchecked_return_type = "Frame")]
    pub fn study(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "View")] view: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ChartSizes")] sizes: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Role")] role: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (settings, view, sizes): (Settings, View, ChartSizes) = (from_js(settings)?, from_js(view)?, from_js(sizes)?);
        let cache = self.cache.as_mut().ok_or_else(|| thrown(crate::Error::NothingLoaded))?;
        // A selection left over from larger data falls back to the first value.
        let selected = if (view.selected as usize) < cache.tensor().values().len() { view.selected as usize } else { 0 };
        let role: Role = from_js(role)?;
        let earlier = if matches!(role, Role::Pinned) { &self.pinned } else { &self.study };
        let study = Study::reusing(earlier.as_ref(), cache, &settings, selected).map_err(thrown)?;
        let view = View { selected: selected as u32, ..view };
        let (frame, cells) = Frame::build(cache, &study, &view, &sizes);
        self.models = pack(&frame, &cells).map_err(thrown)?;
        match role {
            Role::Chosen => self.study = Some(study),
            Role::Pinned => self.pinned = Some(study),
            Role::Ahead => {
                if self.ahead.len() == AHEAD {
                    self.ahead.remove(0);
                }
                self.ahead.push(study);
            }
        }
        to_js(&frame)
    }

    /// Makes a study that was made ahead the chosen one; whether there was one of these settings and this selection.
    pub fn adopt(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
        selected: usize,
    ) -> Result<bool, JsValue> {
        let settings: Settings = from_js(settings)?;
        let fits = |study: &Study| study.settings == settings && study.slices.of(selected) == study.focus;
        let found = self.ahead.iter().rposition(fits).map(|place| self.ahead.remove(place));
        let known = found.is_some();
        self.study = found.or(self.study.take());
        Ok(known)
    }

    /// The last study's chart models as bytes for a `Painter`.
    pub fn models(&self) -> Uint8Array {
        Uint8Array::from(self.models.as_slice())
    }

    /// Measures other settings on the loaded data. Disturbs no study. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "Measured")]
    pub fn measure(&self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        let cache = self.cache.as_ref().ok_or_else(|| thrown(crate::Error::NothingLoaded))?;
        to_js(&measure(cache, &from_js(settings)?).map_err(thrown)?)
    }

    /// Where the other conventions disagree with the one of `settings` on the loaded data.
    #[wasm_bindgen(unchecked_return_type = "Disagreement[]")]
    pub fn disagree(&self, #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
        let cache = self.cache.as_ref().ok_or_else(|| thrown(crate::Error::NothingLoaded))?;
        to_js(&disagree(cache, &from_js(settings)?).map_err(thrown)?)
    }

    /// Chunk `i` of the last study as CSV or JSON text, `undefined` after the last chunk. `about` is the JSON text of
    /// `{link, settings}`.
    pub fn export_chunk(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportKind")] kind: JsValue,
        about: &str,
        i: usize,
    ) -> Result<Option<String>, JsValue> {
        let kind = from_js(kind)?;
        let (cache, study) = self.studied()?;
        Ok(Export { tensor: cache.tensor(), study, about, origin: self.provenance.as_ref() }.chunk(kind, i))
    }

    /// The last study as a Python program.
    pub fn program(&self, #[wasm_bindgen(unchecked_param_type = "Dialect")] dialect: JsValue, link: &str) -> Result<String, JsValue> {
        let dialect = from_js(dialect)?;
        let (cache, study) = self.studied()?;
        Ok(program(dialect, cache.tensor(), study, link, self.provenance.as_ref()))
    }
}

impl Engine {
    /// The tensor before changes by hand, if it came from `origin`.
    fn unedited_of(&self, origin: &Source) -> Option<&Tensor> {
        let cache = self.cache.as_ref().filter(|_| self.origin.as_ref() == Some(origin))?;
        Some(self.unedited.as_ref().unwrap_or(cache.tensor()))
    }

    fn studied(&self) -> Result<(&TensorCache, &Study), JsValue> {
        self.cache.as_ref().zip(self.study.as_ref()).ok_or_else(|| thrown(crate::Error::NothingLoaded))
    }
}

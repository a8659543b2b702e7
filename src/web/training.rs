//! A training: the worker's half, which computes, and the page's, which reads settings and draws. Computes nothing itself.

use super::painter::prepared;
use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::draw::Style;
use crate::chart::draw::training::{TrainingChart, draw_training, training_svg};
use crate::chart::training::{Kept, TrainingFrame, TrainingPictures};
use crate::train::{Session, TrainingSettings};
use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Training settings that were read from a link.
#[derive(Serialize, tsify::Tsify)]
pub struct ReadTraining {
    /// The settings; defaults where the text has no valid value.
    settings: TrainingSettings,
    /// The faults, a sentence each.
    messages: Vec<String>,
}

/// A training as the page shows it.
#[derive(Serialize, tsify::Tsify)]
pub struct TrainingShot {
    /// Numbers and words.
    frame: TrainingFrame,
    /// The pictures as bytes for a `TrainingPainter`.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array<ArrayBuffer>")]
    models: Uint8Array,
}

fn failed(reason: impl std::fmt::Display) -> JsValue {
    thrown(Error::Draw { reason: reason.to_string() })
}

/// The worker was asked before it was given settings.
fn none() -> JsValue {
    failed("no training")
}

/// Reads the training settings of a link. Never fails: what cannot be read keeps its default and is told.
#[wasm_bindgen(unchecked_return_type = "ReadTraining")]
pub fn read_training(text: &str) -> Result<JsValue, JsValue> {
    let (settings, messages) = TrainingSettings::parse(text);
    to_js(&ReadTraining { settings, messages })
}

/// Training settings as the text of a link; only what differs from the defaults.
#[wasm_bindgen]
pub fn write_training(#[wasm_bindgen(unchecked_param_type = "TrainingSettings")] settings: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<TrainingSettings>(settings)?.to_text())
}

/// A training in the worker.
#[wasm_bindgen]
#[derive(Default)]
pub struct Training {
    session: Option<Session>,
    kept: Option<Kept>,
}

#[wasm_bindgen]
impl Training {
    /// Without settings.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes settings, the text of a link: what they leave as it is stays, all else starts again. A step number that was passed is
    /// returned to only if it `rewinds`. Throws a `FieldError`.
    pub fn open(&mut self, text: &str, rewinds: bool) -> Result<(), JsValue> {
        let settings = TrainingSettings::parse(text).0;
        match &mut self.session {
            Some(session) => session.change(settings, rewinds),
            None => Session::open(settings).map(|session| self.session = Some(session)),
        }
        .map_err(thrown)
    }

    /// Makes one step towards step `to` with rounding; gives whether there was one to make. Throws a `FieldError`.
    pub fn step(&mut self, to: u32) -> Result<bool, JsValue> {
        self.session.as_mut().map_or(Ok(false), |session| session.step(to)).map_err(thrown)
    }

    /// The curves as CSV. Throws a `FieldError`.
    pub fn csv(&self) -> Result<String, JsValue> {
        Ok(self.session()?.csv())
    }

    /// The latent weights of the layer on show as a .npy file. Throws a `FieldError`.
    pub fn npy(&self) -> Result<Uint8Array, JsValue> {
        Ok(Uint8Array::from(self.session()?.npy().as_slice()))
    }

    /// A PyTorch program that trains the same from the same start. Throws a `FieldError`.
    pub fn program(&self, link: &str) -> Result<String, JsValue> {
        self.session()?.program(link).map_err(thrown)
    }

    /// Everything that is shown. Throws a `FieldError`.
    #[wasm_bindgen(unchecked_return_type = "TrainingShot")]
    pub fn shot(&mut self) -> Result<JsValue, JsValue> {
        let session = self.session.as_ref().ok_or_else(none)?;
        let (frame, pictures) = TrainingFrame::build(session, &mut self.kept).map_err(thrown)?;
        let models = Uint8Array::from(postcard::to_allocvec(&pictures).map_err(failed)?.as_slice());
        to_js(&TrainingShot { frame, models })
    }
}

impl Training {
    fn session(&self) -> Result<&Session, JsValue> {
        self.session.as_ref().ok_or_else(none)
    }
}

/// Draws the pictures of a training.
#[wasm_bindgen]
pub struct TrainingPainter(TrainingPictures);

#[wasm_bindgen]
impl TrainingPainter {
    /// Of the models that the worker has packed.
    #[wasm_bindgen(constructor)]
    pub fn new(models: &[u8]) -> Result<Self, JsValue> {
        postcard::from_bytes(models).map(Self).map_err(failed)
    }

    /// Draws a picture on a canvas, which takes the style's size times its ratio. Returns where its plots are.
    #[wasm_bindgen(unchecked_return_type = "Plot[]")]
    pub fn draw(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TrainingChart")] chart: JsValue,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (chart, style): (TrainingChart, Style) = (from_js(chart)?, from_js(style)?);
        to_js(&draw_training(prepared(&canvas, &style)?, &self.0, chart, &style).map_err(thrown)?)
    }

    /// A picture as an SVG document with a caption below.
    pub fn svg(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TrainingChart")] chart: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Style")] style: JsValue,
        caption: &str,
    ) -> Result<String, JsValue> {
        training_svg(&self.0, from_js(chart)?, &from_js(style)?, caption).map_err(thrown)
    }
}

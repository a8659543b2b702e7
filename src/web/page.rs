//! Functions for the page itself: links, examples, numbers and conventions in words.

use super::{from_js, thrown, to_js};
use crate::Error;
use crate::chart::draw::{DrawTheme, LARGEST_DRAWN_MAP};
use crate::chart::number_text;
use crate::i18n::{self, Locale};
use crate::study::spread::OUTLIER_SIGMAS;
use crate::study::{OpenedLink, Scheme, SchemeOptions, Source, State};
use crate::tensor::{self, catalog};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// From now on this instance writes all text in another language: `catalog` is the JSON text of its sentences under the
/// English ones, empty for English; `decimal` is its decimal mark, `group` the separator of thousands. The page and
/// each worker have an instance of their own. Earlier text does not change. Throws a `FieldError`.
#[wasm_bindgen]
pub fn set_locale(catalog: &str, decimal: &str, group: &str) -> Result<(), JsValue> {
    i18n::set_locale(Locale::new(catalog, decimal, group).map_err(Error::from).map_err(thrown)?);
    Ok(())
}

/// Reads the part of an address after `#`. Never fails: invalid values are replaced by the nearest valid ones, with a
/// message for each fault.
#[wasm_bindgen(unchecked_return_type = "OpenedLink")]
pub fn open_link(link: &str) -> Result<JsValue, JsValue> {
    let opened: OpenedLink = State::open(link);
    to_js(&opened)
}

/// Writes a state as the part of an address after `#`.
#[wasm_bindgen]
pub fn write_link(#[wasm_bindgen(unchecked_param_type = "State")] state: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<State>(state)?.to_link())
}

/// The built-in examples, in the order of the menu.
#[wasm_bindgen(unchecked_return_type = "ExampleInfo[]")]
pub fn examples() -> Result<JsValue, JsValue> {
    to_js(&catalog::EXAMPLES.iter().map(ExampleInfo::from).collect::<Vec<_>>())
}

/// The choices of each scheme.
#[wasm_bindgen(unchecked_return_type = "SchemeOptions[]")]
pub fn scheme_options() -> Result<JsValue, JsValue> {
    let options: Vec<SchemeOptions> = Scheme::ALL.iter().map(|scheme| scheme.options()).collect();
    to_js(&options)
}

/// The range methods that a scheme can use, `scaled` or not; empty where its levels follow from no range.
#[wasm_bindgen(unchecked_return_type = "RangeMethod[]")]
pub fn range_methods(#[wasm_bindgen(unchecked_param_type = "Scheme")] scheme: JsValue, scaled: bool) -> Result<JsValue, JsValue> {
    to_js(&from_js::<Scheme>(scheme)?.range_methods(scaled))
}

/// Numbers of the core that the page counts with.
#[derive(Serialize, tsify::Tsify)]
pub struct Limits {
    /// The most cells of a tensor map that are drawn one by one; more are a raster below the drawing.
    largest_drawn_map: usize,
    /// How much larger the core draws in the projector look.
    projector_zoom: f64,
    /// Values beyond so many standard deviations count as outliers.
    outlier_sigmas: f64,
}

/// The numbers of the core that the page counts with.
#[wasm_bindgen(unchecked_return_type = "Limits")]
pub fn limits() -> Result<JsValue, JsValue> {
    to_js(&Limits { largest_drawn_map: LARGEST_DRAWN_MAP, projector_zoom: DrawTheme::Projector.zoom(), outlier_sigmas: OUTLIER_SIGMAS })
}

/// The source of an example with its recommended parameters; `undefined` for an unknown key.
#[wasm_bindgen(unchecked_return_type = "Source | undefined")]
pub fn example_source(key: &str) -> Result<JsValue, JsValue> {
    to_js(&Source::of_example(key))
}

/// A description of an example's values, whatever the settings; `undefined` for the user's own values and for values changed by
/// hand.
#[wasm_bindgen]
pub fn about_source(#[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue) -> Result<Option<String>, JsValue> {
    Ok(crate::chart::about_source(&from_js(source)?))
}

/// The number that was typed or pasted into a field, which may end with the field's `unit`. Throws a `FieldError` about text
/// that is not a number, or could be two different ones.
#[wasm_bindgen]
pub fn read_number(text: &str, unit: &str) -> Result<f64, JsValue> {
    tensor::read_number(text, unit).map_err(thrown)
}

/// The numbers of a list that is edited as text. Throws a `FieldError`.
#[wasm_bindgen]
pub fn read_levels(text: &str) -> Result<Vec<f32>, JsValue> {
    tensor::read_levels(text).map_err(thrown)
}

/// Text that was typed or pasted, with points for the decimal commas of the language: links and workers read it the same in
/// every language. `undefined` where it can stay as it is; throws a `FieldError` where its commas may be two things.
#[wasm_bindgen]
pub fn with_decimal_points(text: &str) -> Result<Option<String>, JsValue> {
    tensor::with_decimal_points(text).map_err(thrown)
}

/// A number as the page shows it: at most 4 significant digits.
#[wasm_bindgen]
pub fn format_number(value: f64) -> String {
    number_text::number(value)
}

/// A whole number with every digit: counts and codes are never rounded.
#[wasm_bindgen]
pub fn format_whole(value: f64) -> String {
    number_text::fixed(value, 0)
}

/// A share of 1 in percent.
#[wasm_bindgen]
pub fn format_percent(share: f64) -> String {
    number_text::percent(share)
}

/// Decibels, one decimal.
#[wasm_bindgen]
pub fn format_decibel(value: f64) -> String {
    number_text::decibel(value)
}

/// The convention behind a preset, in words.
#[wasm_bindgen]
pub fn convention_words(#[wasm_bindgen(unchecked_param_type = "Preset")] preset: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<crate::quant::Preset>(preset)?.convention().words())
}

/// The same settings with codes that the library of their convention has.
#[wasm_bindgen(unchecked_return_type = "Settings")]
pub fn with_codes_offered(#[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue) -> Result<JsValue, JsValue> {
    let mut settings = from_js::<crate::Settings>(settings)?;
    settings.take_codes_offered();
    to_js(&settings)
}

/// A line of the data menu.
#[derive(Serialize, tsify::Tsify)]
pub struct ExampleInfo {
    key: &'static str,
    title: String,
    group: String,
    /// Whether rows, columns, seed and outliers can be chosen.
    generated: bool,
    /// Whether the numbers are shades of grey, from 0 to 1.
    picture: bool,
    /// The file under `samples/` that holds the numbers.
    file: Option<&'static str>,
    /// The file under `samples/` that holds the inputs of its layer.
    inputs: Option<&'static str>,
}

impl From<&'static catalog::Example> for ExampleInfo {
    fn from(e: &'static catalog::Example) -> Self {
        let (file, inputs) = match e.kind {
            catalog::ExampleKind::File { file, inputs, .. } => (Some(file), inputs),
            _ => (None, None),
        };
        let generated = matches!(e.kind, catalog::ExampleKind::Generated { .. });
        let picture = matches!(e.kind, catalog::ExampleKind::Picture { .. });
        Self { key: e.key, title: i18n::translate(e.title), group: i18n::translate(e.group), generated, picture, file, inputs }
    }
}

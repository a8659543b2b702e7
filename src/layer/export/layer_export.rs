//! A layer as JSON, with all that its program needs, and its errors as CSV.

use super::saved::SavedMatrix;
use crate::layer::{Layer, LayerReport, LayerStudy};
use crate::{Error, Settings};
use serde::Serialize;
use std::fmt::Write;

/// A layer under settings, for an export.
#[derive(Debug, Clone, Copy)]
pub struct LayerExport<'a> {
    /// The layer.
    pub layer: &'a Layer<'a>,
    /// How its weight is rounded.
    pub weight: &'a Settings,
    /// Its study.
    pub study: &'a LayerStudy,
    /// A link to it.
    pub link: &'a str,
}

#[derive(Serialize)]
struct Saved<'a> {
    version: &'static str,
    link: &'a str,
    settings: &'a Settings,
    layer: String,
    tokens: usize,
    calibration: usize,
    report: &'a LayerReport,
    inputs: &'a [f32],
    weight: &'a [f32],
    rounded_inputs: SavedMatrix,
    rounded_weight: SavedMatrix,
    /// What is added to each output channel.
    bias: Vec<f64>,
    /// [tokens, channels].
    outputs: &'a [f64],
}

impl LayerExport<'_> {
    /// One object: `version`, `link`, `settings` of the weight, `layer` (the text of all others), `report`, `inputs` [tokens, in] and
    /// `weight` [out, in] as they are given, `rounded_inputs` and `rounded_weight` after the method (`values`, and `integers` where
    /// all codes are integers: `codes`, the slice of each, and the slices' `scales` and `zero_points`), `bias` (what is added to each
    /// output channel), `outputs` of what was rounded [tokens, channels]; `null` for what is infinite.
    pub fn json(&self) -> Result<String, Error> {
        let Self { layer, weight, study, link } = *self;
        let shift = |channel: usize| study.prepared.bias_shift.as_ref().map_or(0.0, |shift| shift[channel]);
        let saved = Saved {
            version: env!("CARGO_PKG_VERSION"),
            link,
            settings: weight,
            layer: study.settings.to_text(),
            tokens: layer.tokens(),
            calibration: study.calibration,
            report: &study.report,
            inputs: layer.inputs().values(),
            weight: layer.weight().values(),
            rounded_inputs: SavedMatrix::of_inputs(&study.inputs),
            rounded_weight: SavedMatrix::of(&study.prepared.rounded),
            bias: (0..layer.channels()).map(shift).collect(),
            outputs: &study.rounded,
        };
        serde_json::to_string(&saved).map_err(|e| Error::File { reason: e.to_string() })
    }

    /// A line for each output channel and each token: `tokens,kind,number,error,signal,sqnr_db`, errors and signals as roots of mean
    /// squares; `tokens` says whether they calibrated. Numbers count from 0 within their part.
    pub fn csv(&self) -> String {
        let LayerReport { evaluation, calibration, .. } = &self.study.report;
        let mut text = format!("# {}\ntokens,kind,number,error,signal,sqnr_db\n", self.link);
        let parts = calibration.iter().map(|errors| ("calibration", errors)).chain([("evaluation", evaluation)]);
        for (part, errors) in parts {
            for (kind, rows) in [("channel", &errors.channels), ("token", &errors.tokens)] {
                for (number, row) in rows.iter().enumerate() {
                    let ratio = row.sqnr_db.map_or_else(String::new, |ratio| ratio.to_string());
                    // Writing to a string cannot fail.
                    let _ = writeln!(text, "{part},{kind},{number},{},{},{ratio}", row.error, row.signal);
                }
            }
        }
        text
    }
}

//! Answers in steps, so that studies run in between. Knows no question.

use super::to_js;
use crate::study::SoFar;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Multiplications in one step: a study that is asked for meanwhile waits a few milliseconds.
pub(super) const STEP: u64 = 12_000_000;

/// An answer that is computed in steps: ask again until it is there.
#[derive(Serialize, tsify::Tsify)]
#[serde(untagged)]
pub enum Stepped<T> {
    /// The share that is computed.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// The answer.
    Done(T),
}

/// As JavaScript gets it.
pub(super) fn stepped<T: Serialize>(so_far: SoFar<T>) -> Result<JsValue, JsValue> {
    to_js(&match so_far {
        SoFar::Share(share) => Stepped::Share { share },
        SoFar::Done(answer) => Stepped::Done(answer),
    })
}

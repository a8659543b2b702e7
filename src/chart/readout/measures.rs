//! More measures of the slice in focus: they cost a pass over its values, so they are computed only while they are shown.

use crate::chart::ChartSizes;
use crate::chart::number_text::{count, number, percent};
use crate::chart::scene::Scene;
use crate::quant::ErrorShares;
use serde::{Deserialize, Serialize};

/// The change of the distribution, and the values with most of the error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MoreMeasures {
    /// KL(originals ‖ dequantized) in nats.
    pub divergence: f64,
    /// Its bins, evenly spaced over the originals.
    pub bins: u32,
    /// The values that have the squared error; `None` without error.
    pub shares: Option<ErrorShares>,
    /// Both in a sentence or two.
    pub words: String,
}

impl MoreMeasures {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Option<Self> {
        let measures = sizes.measures.then(|| scene.study.measures(scene.tensor))?;
        let words = measures.shares.as_ref().map_or_else(|| tr!("No value is changed."), words);
        Some(Self { divergence: measures.divergence, bins: measures.bins as u32, shares: measures.shares, words })
    }
}

fn words(shares: &ErrorShares) -> String {
    let small: f64 = shares.deciles[..5].iter().sum();
    let share = |share: f64| if share < 1e-6 { number(0.0) + "\u{a0}%" } else { percent(share) };
    tr_n!(
        shares.top_count,
        "The largest value carries {top} of the squared error, the smaller half of the values {small}.",
        "The {n} largest values ({part}) carry {top} of the squared error, the smaller half of the values {small}.",
        n = count(shares.top_count),
        part = percent(0.001),
        top = share(shares.top),
        small = share(small)
    )
}

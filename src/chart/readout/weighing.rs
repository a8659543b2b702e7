//! The cost curve of the range method itself on the clipping curve: the cost it minimizes instead of the squared error, on a scale
//! of its own.

use crate::chart::scene::Scene;
use crate::i18n::translate;
use crate::quant::{Range, RangeMethod};
use serde::{Deserialize, Serialize};

/// The most points drawn.
const POINTS: usize = 300;

/// The cost curve of a range method's own search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Weighing {
    /// The name of the library.
    pub library: String,
    /// The name of the cost, in a word or two.
    pub cost_name: String,
    /// The same in full.
    pub cost: String,
    /// Places on x, and the cost on its own scale: 0 the least, 1 the most. In the order of the search.
    pub points: Vec<(f64, f64)>,
    /// The place of the range chosen.
    pub least: f64,
    /// The range chosen.
    pub range: Range,
}

impl Weighing {
    /// `None` for methods without a cost of their own; `widest` is the end of its axis.
    pub(in crate::chart) fn build(scene: &Scene, widest: f64) -> Option<Self> {
        let found = scene.study.search.as_ref()?;
        let (levels, range) = (scene.study.spec.ranged()?, found.range);
        let threshold = |range: Range| {
            let Range { lo, hi } = levels.effective_range(range);
            if levels.symmetric() { f64::from(hi) } else { f64::from(hi) - f64::from(lo) }
        };
        let costs = || found.curve.iter().map(|c| c.cost).filter(|cost| cost.is_finite());
        let (low, high) = (costs().fold(f64::INFINITY, f64::min), costs().fold(f64::NEG_INFINITY, f64::max));
        if low >= high {
            return None;
        }
        let log = low > 0.0 && high > 10.0 * low;
        let scale = |cost: f64| if log { libm::log10(cost) } else { cost };
        let every = found.curve.len().div_ceil(POINTS);
        let drawn = found.curve.iter().enumerate().filter(|(i, c)| c.cost.is_finite() && (i % every == 0 || c.cost == low));
        let points = drawn
            .map(|(_, c)| (threshold(Range { lo: c.lo, hi: c.hi }), (scale(c.cost) - scale(low)) / (scale(high) - scale(low))))
            .filter(|point| point.0 <= widest)
            .collect();
        let (library, cost_name) = names(scene.study.spec.range_method()?)?;
        Some(Self {
            library: library.into(),
            cost_name: translate(cost_name),
            cost: translate(found.cost),
            points,
            least: threshold(range),
            range: levels.effective_range(range),
        })
    }
}

/// The name of the library, and of the cost.
fn names(method: RangeMethod) -> Option<(&'static str, &'static str)> {
    match method {
        RangeMethod::TorchHistogram => Some(("torch", msg!("its estimate of the squared error"))),
        RangeMethod::OrtEntropy => Some(("onnxruntime", msg!("the divergence"))),
        RangeMethod::TensorrtEntropy => Some(("TensorRT", msg!("the divergence"))),
        RangeMethod::TensorrtMse => Some(("TensorRT", msg!("the squared error of its bins"))),
        RangeMethod::Gptq => Some(("GPTQ", msg!("|x̂ − x|²·⁴"))),
        RangeMethod::Weighted => Some(("Quantscope", msg!("the squared error weighted by inputs"))),
        RangeMethod::AciqGauss => Some(("ACIQ", msg!("what it expects of normal values"))),
        RangeMethod::AciqLaplace => Some(("ACIQ", msg!("what it expects of Laplace values"))),
        _ => None,
    }
}

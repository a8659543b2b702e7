//! A layer that a method is preparing, in steps: some methods search or walk over the columns. Knows no outputs.

use super::methods::{AwqSearch, GptqWalk, Rotation, Transform, bias_correction, smooth_quant_scales, without_outliers};
use super::prepared::PreparedInputs;
use super::{Calibration, InputRounding, Layer, LayerSettings, Method, MethodSearch, Prepared, Rounded, Tokens};
use crate::quant::Granularity;
use crate::tensor::Tensor;
use crate::{Error, Settings};
use std::rc::Rc;

/// A layer that is being prepared.
pub struct Preparing {
    weight: Settings,
    settings: LayerSettings,
    stage: Stage,
}

/// What is found next.
enum Stage {
    /// Nothing that takes long.
    Transform(Transform),
    Awq(Box<AwqSearch>),
    Gptq(Box<GptqWalk>),
}

impl Preparing {
    /// Begins what the method of `settings` says, for a weight that is rounded by `weight`. `walk` is one of GPTQ over the same layer with
    /// the same method and calibration tokens, where there is one: H need not be factored again.
    ///
    /// Fails for settings that do not fit the layer or need calibration tokens where there are none.
    pub fn new(
        layer: &Layer,
        calibration: Calibration,
        weight: &Settings,
        settings: &LayerSettings,
        walk: Option<&GptqWalk>,
    ) -> Result<Self, Error> {
        settings.method.check()?;
        let stage = match settings.method {
            Method::RoundToNearest | Method::LlmInt8 { .. } => Stage::Transform(Transform::Nothing),
            Method::SmoothQuant { alpha } => Stage::Transform(Transform::Scales(smooth_quant_scales(calibration, layer.weight(), alpha)?)),
            Method::Hadamard { block, seed } => Stage::Transform(Transform::Rotation(Rotation::new(layer.columns(), block, seed)?)),
            Method::Awq { ratios } => Stage::Awq(Box::new(AwqSearch::new(layer.weight(), calibration, weight, ratios)?)),
            Method::Gptq { damping, order } => Stage::Gptq(Box::new(match walk {
                Some(walk) => walk.again(layer.weight(), weight)?,
                None => GptqWalk::new(layer.weight(), calibration, weight, damping, order)?,
            })),
        };
        Ok(Self { weight: weight.clone(), settings: settings.clone(), stage })
    }

    /// The share that is done, 0 to 1.
    pub fn share(&self) -> f64 {
        match &self.stage {
            Stage::Transform(_) => 1.0,
            Stage::Awq(search) => search.share(),
            Stage::Gptq(walk) => walk.share(),
        }
    }

    /// Whether something is searched or walked, which takes longer than multiplying.
    pub fn takes_long(&self) -> bool {
        !matches!(self.stage, Stage::Transform(_))
    }

    /// Goes on for about `left` multiplications with the layer of the start; the prepared layer at the end.
    pub fn advance(&mut self, layer: &Layer, calibration: Calibration, left: &mut u64) -> Result<Option<Prepared>, Error> {
        match &mut self.stage {
            Stage::Transform(transform) => {
                let transform = std::mem::replace(transform, Transform::Nothing);
                self.transformed(layer, calibration, transform, None).map(Some)
            }
            Stage::Awq(search) => match search.advance(layer.weight(), left)? {
                None => Ok(None),
                Some(found) => {
                    let search = MethodSearch { taken: found.ratio, curve: found.curve };
                    self.transformed(layer, calibration, Transform::Scales(found.scales), Some(search)).map(Some)
                }
            },
            Stage::Gptq(walk) => {
                if !walk.advance(calibration, layer.columns(), left)? {
                    return Ok(None);
                }
                let (moved, rounded) = walk.rounded();
                let moved = Some(Tensor::new(vec![layer.channels(), layer.columns()], moved)?);
                let prepared = self.with_inputs(calibration, Transform::Nothing, (layer.weight().clone(), moved, rounded), None)?;
                match std::mem::replace(&mut self.stage, Stage::Transform(Transform::Nothing)) {
                    Stage::Gptq(walk) => Ok(Some(Prepared { walk: Some(Rc::from(walk)), ..prepared })),
                    _ => Ok(Some(prepared)),
                }
            }
        }
    }

    /// Rounds the weight as the transformation leaves it.
    fn transformed(
        &self,
        layer: &Layer,
        calibration: Calibration,
        transform: Transform,
        search: Option<MethodSearch>,
    ) -> Result<Prepared, Error> {
        let columns = layer.columns();
        let weight = Tensor::new(vec![layer.channels(), columns], transform.weight(layer.weight().values(), columns))?;
        let seen = calibration.tokens().ok().map(|tokens| transform.inputs(tokens.values(), columns));
        let importance = seen.map(|seen| Tokens::new(&seen, columns).mean_squares());
        let rounded = Rounded::fitted(&weight, &self.weight, importance)?;
        self.with_inputs(calibration, transform, (weight, None, rounded), search)
    }

    /// Finds what inputs are rounded with, and corrects the bias.
    fn with_inputs(
        &self,
        calibration: Calibration,
        transform: Transform,
        (weight, moved, rounded): (Tensor, Option<Tensor>, Rounded),
        search: Option<MethodSearch>,
    ) -> Result<Prepared, Error> {
        let columns = weight.cols();
        let seen = |tokens: Tokens| transform.inputs(tokens.values(), columns);
        let threshold = match self.settings.method {
            Method::LlmInt8 { threshold } => Some(threshold),
            _ => None,
        };
        let inputs = match &self.settings.inputs {
            InputRounding::Exact => PreparedInputs::Exact,
            InputRounding::Dynamic(settings) => PreparedInputs::Dynamic(settings.clone()),
            InputRounding::Static(settings) => {
                let tokens = calibration.tokens()?;
                let one = settings.clone().with_granularity(Granularity::Tensor);
                let seen = without_outliers(seen(tokens), threshold);
                let fitted = Rounded::fitted(&Tensor::new(vec![tokens.count(), columns], seen)?, &one, None)?;
                if fitted.quantizers.len() != 1 {
                    return Err(Error::StaticNeedsOneRange);
                }
                PreparedInputs::Static(Box::new((fitted, settings.rounding_seed)))
            }
        };
        let bias_shift = if self.settings.bias_correction {
            let seen = seen(calibration.tokens()?);
            Some(bias_correction(Calibration::new(&seen, columns), weight.values(), &rounded.values)?)
        } else {
            None
        };
        Ok(Prepared { transform, weight, moved, rounded, bias_shift, walk: None, search, inputs, threshold })
    }
}

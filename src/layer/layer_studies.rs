//! The studies of one layer under one setting after another: what is known is kept, what is asked is computed in steps. Knows no page.

use super::{CurvePoint, GptqWalk, Layer, LayerInProgress, LayerSettings, LayerStudy, Method, SmoothingCurve};
use crate::{Error, Settings};

/// What is known of a layer. A cache: no answer depends on its content.
#[derive(Default)]
pub struct LayerStudies {
    running: Option<LayerInProgress>,
    newest: Option<(Settings, LayerStudy)>,
    curve: Option<SmoothingCurve>,
    walk: Option<(Settings, LayerSettings, GptqWalk)>,
}

/// A study, or how far it is.
pub enum LayerStudySoFar<'a> {
    /// The share that is computed, below 1.
    Share(f64),
    /// All of it.
    Done(&'a LayerStudy),
}

/// A curve, or how far it is.
pub enum CurveSoFar<'a> {
    /// The share of the points that are there.
    Share(f64),
    /// All of them.
    Done(&'a [CurvePoint]),
}

impl LayerStudies {
    /// The study of a layer under settings, or a step of about `most` multiplications towards it; the last asked settings alone go on.
    /// The same `layer` each time.
    pub fn step(&mut self, layer: &Layer, weight: &Settings, settings: &LayerSettings, most: u64) -> Result<LayerStudySoFar<'_>, Error> {
        if !self.newest.as_ref().is_some_and(|(of, study)| of == weight && study.settings == *settings) {
            let mut running = match self.running.take().filter(|running| running.is_of(weight, settings)) {
                Some(running) => running,
                None => LayerInProgress::new(layer, weight, settings, self.newest())?,
            };
            match running.advance(layer, most)? {
                None => {
                    let share = running.share();
                    self.running = Some(running);
                    return Ok(LayerStudySoFar::Share(share));
                }
                Some(study) => {
                    self.newest = Some((weight.clone(), study));
                }
            }
        }
        Ok(self.newest.as_ref().map_or(LayerStudySoFar::Share(0.0), |(_, study)| LayerStudySoFar::Done(study)))
    }

    /// How close SmoothQuant's outputs are over alpha under settings that differ in alpha alone, or a step of about `most`
    /// multiplications towards it. The same `layer` each time.
    pub fn smoothing_curve(
        &mut self,
        layer: &Layer,
        weight: &Settings,
        settings: &LayerSettings,
        most: u64,
    ) -> Result<CurveSoFar<'_>, Error> {
        let known = self.curve.take().filter(|curve| curve.is_of(weight, settings));
        let curve = self
            .curve
            .insert(known.unwrap_or_else(|| SmoothingCurve::new(weight, settings, self.newest.as_ref().map(|(_, study)| study.clone()))));
        let share = curve.share();
        Ok(curve.advance(layer, most)?.map_or(CurveSoFar::Share(share), CurveSoFar::Done))
    }

    /// GPTQ's walk stopped after `end` columns, or a step of about `most` multiplications towards it: the share of the way. A walk
    /// that is farther begins anew. Nothing for other methods. The same `layer` each time.
    pub fn walk(
        &mut self,
        layer: &Layer,
        weight: &Settings,
        settings: &LayerSettings,
        end: usize,
        most: u64,
    ) -> Result<Option<(f64, &GptqWalk)>, Error> {
        let Method::Gptq { damping, order } = settings.method else { return Ok(None) };
        settings.method.check()?;
        let (calibration, _) = layer.split(layer.calibration_tokens(settings.calibration)?);
        let known = self.walk.take().filter(|(of, with, _)| of == weight && with == settings);
        let mut walk = match known {
            Some((.., walk)) if walk.walked() <= end => walk,
            Some((.., walk)) => walk.again(layer.weight(), weight)?,
            None => GptqWalk::new(layer.weight(), calibration, weight, damping, order)?,
        };
        let mut left = most;
        let share = if walk.advance(calibration, end, &mut left)? { 1.0 } else { walk.share().min(0.999) };
        let (.., walk) = self.walk.insert((weight.clone(), settings.clone(), walk));
        Ok(Some((share, walk)))
    }

    /// The newest study.
    pub fn newest(&self) -> Option<&LayerStudy> {
        self.newest.as_ref().map(|(_, study)| study)
    }
}

//! How close SmoothQuant's outputs are over alpha, computed in steps. Knows no page.

use super::{CurvePoint, Layer, LayerInProgress, LayerSettings, LayerStudy, Method};
use crate::{Error, Settings};

/// Steps from 0 to 1: a point more.
const STEPS: u32 = 20;

/// The curve, or how far it is.
pub struct SmoothingCurve {
    weight: Settings,
    settings: LayerSettings,
    running: Option<LayerInProgress>,
    earlier: Option<LayerStudy>,
    points: Vec<CurvePoint>,
}

impl SmoothingCurve {
    /// Of a layer under settings that differ in alpha alone. `earlier` is any study of the same layer.
    pub fn new(weight: &Settings, settings: &LayerSettings, earlier: Option<LayerStudy>) -> Self {
        Self { weight: weight.clone(), settings: at(settings, 0), running: None, earlier, points: Vec::new() }
    }

    /// Whether this is of these settings.
    pub fn is_of(&self, weight: &Settings, settings: &LayerSettings) -> bool {
        self.weight == *weight && self.settings == at(settings, 0)
    }

    /// The share of the points that are there, 0 to 1.
    pub fn share(&self) -> f64 {
        self.points.len() as f64 / f64::from(STEPS + 1)
    }

    /// Makes about `most` multiplications, at least some, with the `layer` of the start; all points with rising alpha, once they are there.
    pub fn advance(&mut self, layer: &Layer, most: u64) -> Result<Option<&[CurvePoint]>, Error> {
        let point = self.points.len() as u32;
        if point <= STEPS {
            let settings = at(&self.settings, point);
            let mut running = match self.running.take() {
                Some(running) => running,
                None => LayerInProgress::new(layer, &self.weight, &settings, self.earlier.as_ref())?,
            };
            match running.advance(layer, most)? {
                None => self.running = Some(running),
                Some(study) => {
                    let calibration_db = study.report.calibration.as_ref().and_then(|errors| errors.sqnr_db);
                    self.points.push(CurvePoint { at: alpha(point), calibration_db, evaluation_db: study.report.evaluation.sqnr_db });
                    self.earlier = Some(study);
                }
            }
        }
        Ok((self.points.len() as u32 > STEPS).then_some(&self.points))
    }
}

fn alpha(point: u32) -> f64 {
    f64::from(point) / f64::from(STEPS)
}

fn at(settings: &LayerSettings, point: u32) -> LayerSettings {
    settings.clone().with_method(Method::SmoothQuant { alpha: alpha(point) as f32 })
}

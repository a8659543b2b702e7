//! The studies of one layer under one setting after another: what is known is kept, what is asked is computed in steps. Knows no page.

use super::{CurvePoint, GptqWalk, Layer, LayerInProgress, LayerReport, LayerSettings, LayerStudy, Method, SmoothingCurve};
use crate::study::SoFar;
use crate::{Error, Settings};

/// What is known of a layer. A cache: no answer depends on its content.
#[derive(Default)]
pub struct LayerStudies {
    running: Option<LayerInProgress>,
    newest: Option<(Settings, LayerStudy)>,
    reports: Vec<(Settings, LayerSettings, LayerReport)>,
    compared: Option<LayerInProgress>,
    curve: Option<SmoothingCurve>,
    walk: Option<(Settings, LayerSettings, GptqWalk)>,
}

/// Reports kept, the newest last.
const MOST_KNOWN: usize = 64;

impl LayerStudies {
    /// The study of a layer under settings, or a step of about `most` multiplications towards it; the last asked settings alone go on.
    /// The same `layer` each time.
    pub fn step(&mut self, layer: &Layer, weight: &Settings, settings: &LayerSettings, most: u64) -> Result<SoFar<&LayerStudy>, Error> {
        if !self.newest.as_ref().is_some_and(|(of, study)| of == weight && study.settings == *settings) {
            let mut running = match self.running.take().filter(|running| running.is_of(weight, settings)) {
                Some(running) => running,
                None => LayerInProgress::new(layer, weight, settings, self.newest())?,
            };
            match running.advance(layer, most)? {
                None => {
                    let share = running.share();
                    self.running = Some(running);
                    return Ok(SoFar::Share(share));
                }
                Some(study) => {
                    self.newest = Some((weight.clone(), study));
                }
            }
        }
        Ok(self.newest.as_ref().map_or(SoFar::Share(0.0), |(_, study)| SoFar::Done(study)))
    }

    /// The report alone under settings that those of [`LayerStudies::step`] are compared with, or a step of about `most` multiplications
    /// towards it; known reports are kept. The same `layer` each time.
    pub fn report(&mut self, layer: &Layer, weight: &Settings, settings: &LayerSettings, most: u64) -> Result<SoFar<LayerReport>, Error> {
        let known = self.reports.iter().find(|(of, with, _)| of == weight && with == settings);
        if let Some((.., report)) = known {
            return Ok(SoFar::Done(report.clone()));
        }
        let report = match &self.newest {
            Some((of, study)) if of == weight && study.settings == *settings => study.report.clone(),
            _ => {
                let mut running = match self.compared.take().filter(|running| running.is_of(weight, settings)) {
                    Some(running) => running,
                    None => LayerInProgress::new(layer, weight, settings, self.newest())?,
                };
                match running.advance(layer, most)? {
                    Some(study) => study.report,
                    None => {
                        let share = running.share();
                        self.compared = Some(running);
                        return Ok(SoFar::Share(share));
                    }
                }
            }
        };
        if self.reports.len() == MOST_KNOWN {
            self.reports.remove(0);
        }
        self.reports.push((weight.clone(), settings.clone(), report.clone()));
        Ok(SoFar::Done(report))
    }

    /// How close SmoothQuant's outputs are over alpha under settings that differ in alpha alone, or a step of about `most`
    /// multiplications towards it. The same `layer` each time.
    pub fn smoothing_curve(
        &mut self,
        layer: &Layer,
        weight: &Settings,
        settings: &LayerSettings,
        most: u64,
    ) -> Result<SoFar<&[CurvePoint]>, Error> {
        let known = self.curve.take().filter(|curve| curve.is_of(weight, settings));
        let curve = self
            .curve
            .insert(known.unwrap_or_else(|| SmoothingCurve::new(weight, settings, self.newest.as_ref().map(|(_, study)| study.clone()))));
        let share = curve.share();
        Ok(curve.advance(layer, most)?.map_or(SoFar::Share(share), SoFar::Done))
    }

    /// GPTQ's walk stopped after `end` columns, or a step of about `most` multiplications towards it. A walk that is farther begins anew.
    /// Nothing for other methods. The same `layer` each time.
    pub fn walk(
        &mut self,
        layer: &Layer,
        weight: &Settings,
        settings: &LayerSettings,
        end: usize,
        most: u64,
    ) -> Result<Option<SoFar<&GptqWalk>>, Error> {
        let Method::Gptq { damping, order } = settings.method else { return Ok(None) };
        settings.method.check()?;
        let (calibration, _) = layer.split(layer.calibration_tokens(settings.calibration)?);
        let known = self.walk.take().filter(|(of, with, _)| of == weight && with == settings);
        let mut walk = match known {
            Some((.., walk)) if walk.walked() <= end => walk,
            Some((.., walk)) => walk.again(layer.weight(), weight)?,
            None => {
                match self.newest().filter(|study| study.has_factor_for(layer, settings)).and_then(|study| study.prepared.walk.as_ref()) {
                    Some(walk) => walk.again(layer.weight(), weight)?,
                    None => GptqWalk::new(layer.weight(), calibration, weight, damping, order)?,
                }
            }
        };
        let mut left = most;
        let is_there = walk.advance(calibration, end, &mut left)?;
        let (.., walk) = self.walk.insert((weight.clone(), settings.clone(), walk));
        Ok(Some(if is_there { SoFar::Done(walk) } else { SoFar::Share(walk.share()) }))
    }

    /// The newest study.
    pub fn newest(&self) -> Option<&LayerStudy> {
        self.newest.as_ref().map(|(_, study)| study)
    }
}

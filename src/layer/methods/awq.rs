//! AWQ: columns of the weight whose inputs are large are multiplied by scales before rounding, and the inputs divided. How far is found
//! by trying: the ratio whose outputs err least on the calibration tokens. As llm-awq's auto_scale.py, `_search_module_scale`.

use crate::layer::methods::Transform;
use crate::layer::rounded::Rounded;
use crate::layer::{Calibration, CurvePoint};
use crate::quant::{Vectors, in_pairs};
use crate::study::Energy;
use crate::tensor::Tensor;
use crate::{Error, Settings};

/// No scale is smaller, before all are divided by their middle.
const LEAST: f32 = 1e-4;
/// Rows that are multiplied together.
const TOGETHER: usize = 16;

/// The search, or how far it is.
#[derive(Debug, Clone)]
pub struct AwqSearch {
    settings: Settings,
    ratios: u8,
    inputs: Vectors,
    /// mean |x| of each column.
    means: Vec<f32>,
    /// mean x² of each column.
    mean_squares: Vec<f64>,
    /// What is multiplied by the inputs now, a few rows at a time.
    trial: Trial,
    /// Σ y² of the calibration tokens, then Σ (ŷ - y)² of each ratio tried.
    energies: Vec<f64>,
}

/// A matrix whose products with the inputs are squared and added up.
#[derive(Debug, Clone)]
struct Trial {
    matrix: Vec<f32>,
    row: usize,
    energy: f64,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct AwqScales {
    /// The ratio of least error.
    pub ratio: f64,
    /// The scale of each column.
    pub scales: Vec<f32>,
    /// Every ratio with the closeness of the calibration tokens' outputs, the inputs exact.
    pub curve: Vec<CurvePoint>,
}

impl AwqSearch {
    /// Over `ratios` ratios i / `ratios` from 0 on.
    ///
    /// Fails without calibration tokens.
    pub fn new(weight: &Tensor, calibration: Calibration, settings: &Settings, ratios: u8) -> Result<Self, Error> {
        let tokens = calibration.tokens()?;
        let means = tokens.mean_magnitudes().into_iter().map(|mean| mean as f32).collect();
        let mean_squares = tokens.mean_squares();
        let inputs = Vectors::new(tokens.values(), tokens.columns());
        let trial = Trial { matrix: weight.values().to_vec(), row: 0, energy: 0.0 };
        Ok(Self { settings: settings.clone(), ratios, inputs, means, mean_squares, trial, energies: Vec::new() })
    }

    /// The share of the ratios that are tried, 0 to 1.
    pub fn share(&self) -> f64 {
        self.energies.len() as f64 / f64::from(self.ratios + 1)
    }

    /// Goes on for about `left` multiplications, at least some, with the `weight` of the start; what was found once all are tried.
    pub fn advance(&mut self, weight: &Tensor, left: &mut u64) -> Result<Option<AwqScales>, Error> {
        let columns = weight.cols();
        while *left > 0 {
            let trial = &mut self.trial;
            if let Some(rows) = trial.matrix[trial.row * columns..].chunks(columns * TOGETHER).next() {
                let pairs: Vec<_> = rows.chunks_exact(columns).map(|row| in_pairs(row.iter().map(|&v| v.into()))).collect();
                trial.energy += self.inputs.squared_products(&pairs).iter().sum::<f64>();
                trial.row += pairs.len();
                *left = left.saturating_sub((self.inputs.count() * rows.len()) as u64);
                continue;
            }
            self.energies.push(trial.energy);
            let tried = self.energies.len() - 1;
            if tried == usize::from(self.ratios) {
                return Ok(Some(self.found()));
            }
            self.trial = Trial { matrix: self.errors(weight, tried)?, row: 0, energy: 0.0 };
        }
        Ok(None)
    }

    /// Ŵ - W of the `i`-th ratio.
    fn errors(&self, weight: &Tensor, i: usize) -> Result<Vec<f32>, Error> {
        let (scales, columns) = (self.scales(i), weight.cols());
        let importance = self.mean_squares.iter().zip(&scales).map(|(square, &s)| square / (f64::from(s) * f64::from(s))).collect();
        let scales = Transform::Scales(scales);
        let scaled = Tensor::new(weight.shape().to_vec(), scales.weight(weight.values(), columns))?;
        let back = scales.inputs(&Rounded::fitted(&scaled, &self.settings, Some(importance))?.values, columns);
        Ok(back.iter().zip(weight.values()).map(|(back, w)| back - w).collect())
    }

    fn found(&self) -> AwqScales {
        let (signal, noises) = (self.energies[0], &self.energies[1..]);
        // The first of equals, as in llm-awq.
        let (best, _) =
            noises.iter().enumerate().fold((0, f64::INFINITY), |best, (i, &noise)| if noise < best.1 { (i, noise) } else { best });
        let point = |(i, &noise): (usize, &f64)| CurvePoint {
            at: self.ratio(i),
            calibration_db: Energy { signal, noise }.ratio(),
            evaluation_db: None,
        };
        AwqScales { ratio: self.ratio(best), scales: self.scales(best), curve: noises.iter().enumerate().map(point).collect() }
    }

    fn ratio(&self, i: usize) -> f64 {
        i as f64 / f64::from(self.ratios)
    }

    /// The scales of the `i`-th ratio: mean |x| to its power, divided by the root of the largest times the smallest.
    fn scales(&self, i: usize) -> Vec<f32> {
        let powers: Vec<f32> = self.means.iter().map(|&mean| libm::powf(mean, self.ratio(i) as f32).max(LEAST)).collect();
        let (least, most) = powers.iter().fold((f32::INFINITY, 0f32), |(least, most), &v| (least.min(v), most.max(v)));
        let middle = (most * least).sqrt();
        powers.into_iter().map(|power| power / middle).collect()
    }
}

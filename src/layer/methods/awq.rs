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
    /// Σ y² of the calibration tokens, with exact numbers.
    signal: f64,
    /// The ratios tried, and Σ (ŷ - y)² of each.
    noises: Vec<f64>,
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
        let inputs = Vectors::new(tokens.values(), tokens.columns());
        let signal = energy(&inputs, weight.values(), weight.cols());
        Ok(Self { settings: settings.clone(), ratios, inputs, means, signal, noises: Vec::new() })
    }

    /// The share of the ratios that are tried, 0 to 1.
    pub fn share(&self) -> f64 {
        self.noises.len() as f64 / f64::from(self.ratios)
    }

    /// Tries ratios for about `left` multiplications, at least one, with the `weight` of the start; what was found once all are tried.
    pub fn advance(&mut self, weight: &Tensor, left: &mut u64) -> Result<Option<AwqScales>, Error> {
        let columns = weight.cols();
        while self.noises.len() < usize::from(self.ratios) && *left > 0 {
            let scales = self.scales(self.noises.len());
            let scaled = Tensor::new(weight.shape().to_vec(), Transform::Scales(scales.clone()).weight(weight.values(), columns))?;
            let rounded = Rounded::fitted(&scaled, &self.settings, None)?.values;
            let back = Transform::Scales(scales).inputs(&rounded, columns);
            let errors: Vec<f32> = back.iter().zip(weight.values()).map(|(back, w)| back - w).collect();
            self.noises.push(energy(&self.inputs, &errors, columns));
            *left = left.saturating_sub((self.inputs.count() * weight.values().len()) as u64);
        }
        Ok((self.noises.len() == usize::from(self.ratios)).then(|| self.found()))
    }

    fn found(&self) -> AwqScales {
        // The first of equals, as in llm-awq.
        let (best, _) =
            self.noises.iter().enumerate().fold((0, f64::INFINITY), |best, (i, &noise)| if noise < best.1 { (i, noise) } else { best });
        let point = |(i, &noise): (usize, &f64)| CurvePoint {
            at: self.ratio(i),
            calibration_db: Energy { signal: self.signal, noise }.ratio(),
            evaluation_db: None,
        };
        let curve = self.noises.iter().enumerate().map(point).collect();
        AwqScales { ratio: self.ratio(best), scales: self.scales(best), curve }
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

/// The sum of the squares of all products of the inputs with the rows of a row-major matrix.
fn energy(inputs: &Vectors, matrix: &[f32], columns: usize) -> f64 {
    let some = |rows: &[f32]| {
        let rows: Vec<_> = rows.chunks_exact(columns).map(|row| in_pairs(row.iter().map(|&v| v.into()))).collect();
        inputs.squared_products(&rows).iter().sum::<f64>()
    };
    matrix.chunks(columns * TOGETHER).map(some).sum()
}

//! GPTQ: columns are rounded one after another, and the columns that are left take over the error as the inputs ask for it. As gptq.py,
//! `fasterquant`, but with H and its factor in f64. In steps; the walk can be looked at on its way.

use super::hessian::Hessian;
use super::inverse_factor::InverseFactor;
use crate::layer::rounded::Rounded;
use crate::layer::{Calibration, ColumnOrder};
use crate::num::StochasticRng;
use crate::quant::{Granularity, Quantizer, Slices};
use crate::study::{Quantized, SchemeSpec, fit, random_draw};
use crate::tensor::{Tensor, TensorCache};
use crate::{Error, Settings};

/// Columns after which the others take over the errors, as in gptq.py.
const BLOCK: usize = 128;
/// Inputs whose matrix XᵀX, its factor and copies of them fit the memory of a page.
const MOST_COLUMNS: usize = 8192;

/// The walk over the columns of a weight, or how far it is.
#[derive(Debug, Clone)]
pub struct GptqWalk {
    settings: Settings,
    rows: usize,
    columns: usize,
    /// The column at each place of the walk.
    order: Vec<u32>,
    /// The mean square of each column's inputs.
    mean_squares: Vec<f64>,
    slices: Slices,
    quantizers: Vec<Quantizer>,
    bits: f64,
    stage: Stage,
    /// The weight in the order of the walk, row-major, with the errors of the blocks before.
    weight: Vec<f64>,
    /// The columns of this block with the errors within it, row-major.
    block: Vec<f64>,
    /// Errors of the columns of this block over their diagonal of U, row-major.
    errors: Vec<f64>,
    /// Columns that are rounded.
    walked: usize,
    /// What was rounded, and what it became; row-major, in the weight's own order.
    moved: Vec<f32>,
    rounded: Vec<f32>,
    /// For each walked column the sum over the rows of (w - ŵ)² / (2 U²).
    losses: Vec<f64>,
}

/// How far the weights of a block of columns are from the original ones.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockChanges {
    /// The place of its first column in the walk.
    pub first: usize,
    /// Columns of the block.
    pub columns: usize,
    /// The weights on their way less the original ones: [rows, columns] in the order of the walk, row-major.
    pub changes: Vec<f32>,
}

/// What is computed next.
#[derive(Debug, Clone)]
enum Stage {
    Hessian(Hessian),
    Factor(InverseFactor),
    /// Columns of a block.
    Walk(InverseFactor),
    /// Rows that take over the errors of a block, with the block's rows of U.
    Pass {
        factor: InverseFactor,
        upper: Vec<Vec<f64>>,
        row: usize,
    },
}

impl GptqWalk {
    /// A walk that has not begun. `damping` times the mean of H's diagonal is added to it.
    ///
    /// Fails without calibration tokens, and for a scheme that does not round value by value.
    pub fn new(weight: &Tensor, calibration: Calibration, settings: &Settings, damping: f32, order: ColumnOrder) -> Result<Self, Error> {
        let tokens = calibration.tokens()?;
        let columns = weight.cols();
        check_scheme(settings)?;
        if columns > MOST_COLUMNS {
            return Err(Error::GptqColumns { columns, most: MOST_COLUMNS });
        }
        let mean_squares = tokens.mean_squares();
        let mut places: Vec<u32> = (0..columns as u32).collect();
        if order == ColumnOrder::Activation {
            places.sort_by(|&a, &b| mean_squares[b as usize].total_cmp(&mean_squares[a as usize]));
        }
        let stage = Stage::Hessian(Hessian::new(tokens, &places, &mean_squares, damping.into()));
        Self::start(weight, settings.clone(), places, mean_squares, stage)
    }

    fn start(weight: &Tensor, settings: Settings, order: Vec<u32>, mean_squares: Vec<f64>, stage: Stage) -> Result<Self, Error> {
        let (rows, columns) = (weight.rows(), weight.cols());
        let mut cache = TensorCache::new(weight.clone());
        cache.set_importance(Some(mean_squares.clone()));
        let Quantized { slices, quantizers, stored } = Quantized::new(&cache, &settings)?;
        // A column whose inputs are all 0 has no part in the outputs: its weights become 0.
        let value = |row: usize, column: u32| {
            let dead = mean_squares[column as usize] == 0.0;
            if dead { 0.0 } else { f64::from(weight.values()[row * columns + column as usize]) }
        };
        let ordered =
            (0..rows).flat_map(|row| order.iter().map(move |&column| (row, column))).map(|(row, column)| value(row, column)).collect();
        Ok(Self {
            stage,
            settings,
            rows,
            columns,
            slices,
            quantizers,
            bits: stored.bits_per_value(rows * columns),
            weight: ordered,
            block: Vec::new(),
            errors: Vec::new(),
            walked: 0,
            moved: vec![0.0; rows * columns],
            rounded: vec![0.0; rows * columns],
            losses: Vec::with_capacity(columns),
            order,
            mean_squares,
        })
    }

    /// The walk before its first column, for the same weight and tokens under other settings: what is known of H does not depend on them.
    pub fn again(&self, weight: &Tensor, settings: &Settings) -> Result<Self, Error> {
        check_scheme(settings)?;
        let stage = match &self.stage {
            Stage::Walk(factor) | Stage::Pass { factor, .. } => Stage::Walk(factor.clone()),
            other => other.clone(),
        };
        Self::start(weight, settings.clone(), self.order.clone(), self.mean_squares.clone(), stage)
    }

    /// The share that is done, 0 to 1.
    pub fn share(&self) -> f64 {
        let n = self.columns as f64;
        match &self.stage {
            Stage::Hessian(hessian) => 0.1 * hessian.share(),
            Stage::Factor(factor) => 0.1 + 0.7 * factor.share(),
            Stage::Walk(_) | Stage::Pass { .. } => 0.8 + 0.2 * self.walked as f64 / n,
        }
    }

    /// Goes on for about `left` multiplications, at least one block, with the inputs of the start, until `end` columns are rounded; whether
    /// they are.
    ///
    /// Fails where H is not positive definite, and for a group whose range cannot be.
    pub fn advance(&mut self, calibration: Calibration, end: usize, left: &mut u64) -> Result<bool, Error> {
        let end = end.min(self.columns);
        while *left > 0 && !self.is_at(end) {
            match &mut self.stage {
                Stage::Hessian(hessian) => {
                    if let Some(factor) = hessian.advance(calibration.tokens()?, &self.order, left) {
                        self.stage = Stage::Factor(factor);
                    }
                }
                Stage::Factor(factor) => {
                    if factor.advance(left)? {
                        self.stage = Stage::Walk(std::mem::take(factor));
                    }
                }
                Stage::Walk(_) => self.walk_block(left, end)?,
                Stage::Pass { .. } => self.pass_on(left),
            }
        }
        Ok(self.is_at(end))
    }

    /// Whether so many columns are rounded, and the others have taken over their errors.
    fn is_at(&self, end: usize) -> bool {
        self.walked >= end && !matches!(self.stage, Stage::Pass { .. })
    }

    /// Columns of the weight.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Columns that are rounded.
    pub fn walked(&self) -> usize {
        self.walked
    }

    /// The column at each place of the walk.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// For each column that is rounded, in the order of the walk, what rounding it adds to the mean over the tokens of the squared error
    /// of the outputs, all channels together and damping included: Σ (w - ŵ)² / (2 U²).
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }

    /// The weight on its way, row-major in its own order: rounded columns as they are, the others with the errors they have taken over.
    pub fn weights(&self) -> Vec<f32> {
        let mut weights = self.rounded.clone();
        for (place, &column) in self.order.iter().enumerate().skip(self.walked) {
            for row in 0..self.rows {
                weights[row * self.columns + column as usize] = self.value_at(row, place);
            }
        }
        weights
    }

    /// How far the weights are from the `original` ones, in the block of the column that was rounded last.
    pub fn block_changes(&self, original: &Tensor) -> BlockChanges {
        let first = self.walked.saturating_sub(1) / BLOCK * BLOCK;
        let columns = BLOCK.min(self.columns - first);
        let change = |row: usize, place: usize| {
            let index = row * self.columns + self.order[place] as usize;
            self.value_at(row, place) - original.values()[index]
        };
        let changes = (0..self.rows).flat_map(|row| (first..first + columns).map(move |place| (row, place)));
        BlockChanges { first, columns, changes: changes.map(|(row, place)| change(row, place)).collect() }
    }

    /// The weight of a row at a place of the walk, as it is now.
    fn value_at(&self, row: usize, place: usize) -> f32 {
        if place < self.walked {
            return self.rounded[row * self.columns + self.order[place] as usize];
        }
        let (first, width) = (self.walked / BLOCK * BLOCK, self.block.len() / self.rows.max(1));
        let is_in_block = !self.block.is_empty() && (first..first + width).contains(&place);
        (if is_in_block { self.block[row * width + place - first] } else { self.weight[row * self.columns + place] }) as f32
    }

    /// The values that were rounded, and the rounded matrix, once the end is reached.
    pub fn rounded(&self) -> (Vec<f32>, Rounded) {
        let mut places = vec![0; self.columns];
        self.order.iter().enumerate().for_each(|(place, &column)| places[column as usize] = place as u32);
        let places = (self.slices.granularity() == Granularity::Group).then_some(places);
        let (quantizers, values) = (self.quantizers.clone(), self.rounded.clone());
        (self.moved.clone(), Rounded { columns: self.columns, slices: self.slices, quantizers, bits: self.bits, places, values })
    }

    /// Rounds the columns of the block that the walk is in, up to `end` at most.
    fn walk_block(&mut self, left: &mut u64, end: usize) -> Result<(), Error> {
        let Stage::Walk(factor) = &self.stage else { return Ok(()) };
        let first = self.walked / BLOCK * BLOCK;
        let last = (first + BLOCK).min(self.columns);
        let width = last - first;
        let upper: Vec<Vec<f64>> = (first..last).map(|i| factor.row(i).collect()).collect();
        if self.walked == first {
            self.block = self.weight.chunks_exact(self.columns).flat_map(|row| &row[first..last]).copied().collect();
            self.errors = vec![0.0; self.rows * width];
        }
        let mut rng = StochasticRng::new(self.settings.rounding_seed);
        for place in self.walked..last.min(end) {
            self.fit_group(place)?;
            let (at, column) = (place - first, self.order[place] as usize);
            let u = &upper[at][..width - at];
            let mut loss = 0.0;
            for row in 0..self.rows {
                let slice = self.slices.of(row * self.columns + place);
                let (index, quantizer) = (row * self.columns + column, &self.quantizers[slice]);
                let line = &mut self.block[row * width..(row + 1) * width];
                let w = line[at];
                let rounded = quantizer.dequantized(w as f32, random_draw(quantizer, index, &mut rng));
                let error = (w - f64::from(rounded)) / u[0];
                loss += error * error / 2.0;
                line[at..].iter_mut().zip(u).for_each(|(w, u)| *w -= error * u);
                self.errors[row * width + at] = error;
                (self.moved[index], self.rounded[index]) = (w as f32, rounded);
            }
            self.losses.push(loss);
            self.walked += 1;
        }
        *left = left.saturating_sub(self.rows as u64 * (width * width) as u64 / 2);
        if self.walked == last
            && last < self.columns
            && let Stage::Walk(factor) = &mut self.stage
        {
            self.stage = Stage::Pass { factor: std::mem::take(factor), upper, row: 0 };
        }
        Ok(())
    }

    /// The columns after the block take over its errors, a few rows of the weight at a time.
    fn pass_on(&mut self, left: &mut u64) {
        let Stage::Pass { factor, upper, row } = &mut self.stage else { return };
        let (rest, width) = (self.columns - self.walked, upper.len());
        while *row < self.rows && *left > 0 {
            let line = &mut self.weight[*row * self.columns + self.walked..][..rest];
            for (&error, u) in self.errors[*row * width..][..width].iter().zip(upper.iter()) {
                let u = &u[u.len() - rest..];
                line.iter_mut().zip(u).for_each(|(w, u)| *w -= error * u);
            }
            *left = left.saturating_sub((rest * width) as u64);
            *row += 1;
        }
        if *row == self.rows {
            self.block.clear();
            self.stage = Stage::Walk(std::mem::take(factor));
        }
    }

    /// Where a group starts, its quantizers are fitted anew. As in gptq.py they see the errors of the blocks before, not those of this one.
    fn fit_group(&mut self, place: usize) -> Result<(), Error> {
        let group = self.settings.group as usize;
        if self.slices.granularity() != Granularity::Group || !place.is_multiple_of(group) {
            return Ok(());
        }
        let lines = self.weight.chunks_exact(self.columns);
        let values: Vec<f32> = lines.flat_map(|row| &row[place..place + group]).map(|&w| w as f32).collect();
        let mut cache = TensorCache::new(Tensor::new(vec![self.rows, group], values)?);
        let columns = &self.order[place..place + group];
        cache.set_importance(Some(columns.iter().map(|&column| self.mean_squares[column as usize]).collect()));
        let (_, fits) = fit(&cache, &self.settings.clone().with_granularity(Granularity::Row))?;
        for (row, fit) in fits.into_iter().enumerate() {
            self.quantizers[row * (self.columns / group) + place / group] = fit.quantizer;
        }
        Ok(())
    }
}

/// Fails for a scheme that does not round value by value.
fn check_scheme(settings: &Settings) -> Result<(), Error> {
    match settings.spec()? {
        SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. } => Err(Error::GptqScheme),
        _ if settings.granularity == Granularity::Column => Err(Error::GptqScheme),
        _ => Ok(()),
    }
}

//! Benchmarks for benches/ in a browser: one exported call for each piece of work, on values that live in wasm. Not part of
//! the page; built with the feature `bench`. Times nothing itself.

use super::thrown;
use crate::Error;
use crate::quant::{Granularity, Quantizer, Range, RangeMethod, Slices, SquaredErrors, Tally, dequantized, squared_error};
use crate::study::{Scheme, Settings, Study, least_mse_range};
use crate::tensor::{Distribution, Generator, Tensor, TensorCache};
use wasm_bindgen::prelude::*;

/// Normals, what they are copied or dequantized to, and their sorted form once it has been asked for.
#[wasm_bindgen]
pub struct Bench {
    cache: TensorCache,
    target: Vec<f32>,
    /// The smallest and largest value: finding them is not part of quantizing.
    range: Range,
}

#[wasm_bindgen]
impl Bench {
    /// `rows` times `cols` normals. Throws a `FieldError`.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: usize, cols: usize) -> Result<Self, JsValue> {
        let recipe = Generator { distribution: Distribution::Normal, rows, cols, seed: 1, outliers: 0, strength: 20.0 };
        let tensor = recipe.tensor(&mut |_| {}).map_err(thrown)?;
        let range = Range::of(tensor.values().iter().copied()).map_err(thrown)?;
        Ok(Self { cache: TensorCache::new(tensor), target: Vec::new(), range })
    }

    /// A copy of the values, for code that computes in JavaScript.
    pub fn values(&self) -> Vec<f32> {
        self.tensor().values().to_vec()
    }

    /// Makes room for the results of `copy` and `fake`.
    pub fn make_target(&mut self) {
        self.target = vec![0.0; self.tensor().values().len()];
    }

    /// Copies the values to the target, as a baseline for the machine.
    pub fn copy(&mut self) {
        self.target.copy_from_slice(self.cache.tensor().values());
    }

    /// Quantizes with one scale and dequantizes to a new target, in the room of the old one.
    pub fn fake(&mut self, bits: u8) -> Result<(), JsValue> {
        let quantizer = self.quantizer(bits).map_err(thrown)?;
        self.target = Vec::new();
        self.target = dequantized(&quantizer, self.tensor().values());
        Ok(())
    }

    /// Quantizes with one scale, dequantizes, and sums the squared errors in one pass. Returns their mean.
    pub fn squared(&self, bits: u8) -> Result<f64, JsValue> {
        let values = self.tensor().values();
        Ok(squared_error(&self.quantizer(bits).map_err(thrown)?, values) / values.len() as f64)
    }

    /// The same with all sums that measures are made of.
    pub fn measures(&self, bits: u8) -> Result<f64, JsValue> {
        let quantizer = self.quantizer(bits).map_err(thrown)?;
        let tally = Tally::of_values(&quantizer, self.tensor().values());
        Ok((tally.rounding + tally.clipping) / tally.count as f64)
    }

    /// Fits blocks, quantizes, dequantizes, and sums the squared errors. `scheme` is spelt as in links. Returns the mean squared
    /// error.
    pub fn blocks(&self, scheme: &str) -> Result<f64, JsValue> {
        let scheme: Scheme = serde_plain::from_str(scheme).map_err(|e| JsValue::from(e.to_string()))?;
        self.block_errors(scheme).map_err(thrown)
    }

    /// Forgets the sorted form, so that `sort` has to make it again.
    pub fn forget(&mut self) {
        self.cache = TensorCache::new(self.tensor().clone());
    }

    /// Sorts the whole tensor and sums it up.
    pub fn sort(&mut self) -> Result<(), JsValue> {
        let whole = self.whole().map_err(thrown)?;
        self.cache.sort(&whole, 0, false);
        Ok(())
    }

    /// A whole study with one scale, its clipping curve included. Returns the mean squared error.
    pub fn study(&mut self, bits: u8, range: &str) -> Result<f64, JsValue> {
        let range: RangeMethod = serde_plain::from_str(range).map_err(|e| JsValue::from(e.to_string()))?;
        let settings = Settings { range, ..settings(bits) };
        Ok(Study::new(&mut self.cache, &settings, 0).map_err(thrown)?.metrics.mse)
    }

    /// The clip of least squared error, of a tensor that is sorted. Returns its upper end.
    pub fn search(&self, bits: u8) -> Result<f32, JsValue> {
        self.best_clip(bits).map(|range| range.hi).map_err(thrown)
    }
}

impl Bench {
    fn tensor(&self) -> &Tensor {
        self.cache.tensor()
    }

    /// The one slice that a study per tensor has.
    fn whole(&self) -> Result<Slices, Error> {
        Slices::new(self.tensor().rows(), self.tensor().cols(), Granularity::Tensor, settings(8).group as usize)
    }

    fn quantizer(&self, bits: u8) -> Result<Quantizer, Error> {
        let spec = settings(bits).spec()?;
        spec.ranged().ok_or(Error::Empty)?.quantizer(self.range)
    }

    fn best_clip(&self, bits: u8) -> Result<Range, Error> {
        let sorted = self.cache.sorted(&self.whole()?, 0).ok_or(Error::Empty)?;
        let spec = settings(bits).spec()?;
        let found = least_mse_range(sorted, spec.ranged().ok_or(Error::Empty)?)?;
        Ok(Range { lo: found.lo, hi: found.hi })
    }

    fn block_errors(&self, scheme: Scheme) -> Result<f64, Error> {
        let (values, cols) = (self.tensor().values(), self.tensor().cols());
        let mut errors = SquaredErrors::default();
        let see = &mut |quantizer: Quantizer, block: &[f32]| errors.add(&quantizer, block);
        let spec = (Settings { scheme, ..Settings::default() }).spec()?;
        spec.each_block(values, cols, None, see).ok_or(Error::Empty)??;
        Ok(errors.sum() / values.len() as f64)
    }
}

fn settings(bits: u8) -> Settings {
    Settings { bits, ..Settings::default() }
}

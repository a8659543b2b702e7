//! The values that an outline has seen, quantized. Values with one quantizer are dequantized by vector instructions, and few of
//! them are asked for their codes. Knows no colours and no cell's centre.

use crate::chart::code_names::order;
use crate::chart::scene::Scene;
use crate::quant::{Quantizer, dequantized};
use crate::tensor::Outline;
use std::ops::Range;

pub(super) struct Examined<'a> {
    /// The values of the cells, one cell after the other, and the flat index of each.
    pub values: Vec<f32>,
    pub places: Vec<u32>,
    pub dequantized: Vec<f32>,
    codes: Codes<'a>,
    /// One past the last value of each cell.
    ends: Vec<usize>,
}

/// The codes in their order, see [`order`].
enum Codes<'a> {
    /// Of all values.
    Each(Vec<f32>),
    /// From the quantizer that all values share.
    Of(&'a Quantizer),
}

impl<'a> Examined<'a> {
    pub fn new(scene: &'a Scene, outline: &Outline) -> Self {
        let (mut values, mut places, mut ends) = (Vec::new(), Vec::new(), Vec::with_capacity(outline.count()));
        for i in 0..outline.count() {
            outline.seen(i).for_each(|seen| {
                values.push(seen.value);
                places.push(seen.place);
            });
            ends.push(values.len());
        }
        if let [only] = scene.study.slice_fits.as_slice()
            && only.quantizer.is_monotone()
        {
            let dequantized = dequantized(&only.quantizer, &values);
            return Self { values, places, dequantized, codes: Codes::Of(&only.quantizer), ends };
        }
        let mut rng = scene.rng();
        let apply = |(&value, &place): (&f32, &u32)| {
            let (level, y) = scene.study.apply(place as usize, value, &mut rng);
            (y, order(scene.study.quantizer_of(place as usize), level))
        };
        let (dequantized, codes) = values.iter().zip(&places).map(apply).unzip();
        Self { values, places, dequantized, codes: Codes::Each(codes), ends }
    }

    /// Which of the values are of cell `i`.
    pub fn of(&self, i: usize) -> Range<usize> {
        if i == 0 { 0..self.ends[0] } else { self.ends[i - 1]..self.ends[i] }
    }

    /// The first of the values of a cell whose code is farthest from `centre`, and that code; nothing where all are `centre`.
    pub fn farthest_code(&self, cell: Range<usize>, centre: f32) -> Option<(usize, f32)> {
        let far = |code: f32| (code - centre).abs();
        let quantizer = match &self.codes {
            Codes::Of(quantizer) => quantizer,
            Codes::Each(codes) => {
                let farther = |best: (Option<usize>, f32), i: usize| if far(codes[i]) > best.1 { (Some(i), far(codes[i])) } else { best };
                return cell.fold((None, 0.0), farther).0.map(|i| (i, codes[i]));
            }
        };
        // Codes rise or fall with the values: an extreme has the farthest one.
        let code = |i: usize| order(quantizer, quantizer.apply(self.values[i], 0.0).0);
        let least = cell.clone().reduce(|a, b| if self.values[b] < self.values[a] { b } else { a })?;
        let most = cell.clone().reduce(|a, b| if self.values[b] > self.values[a] { b } else { a })?;
        let extremes = [least, most].map(|i| (self.dequantized[i], far(code(i))));
        let farthest = extremes[0].1.max(extremes[1].1);
        // Values of one code have one dequantized value: only these are asked.
        let may_be = |y: f32| y.is_nan() || extremes.iter().any(|&(of, distance)| distance == farthest && of == y);
        let mut asked = cell.filter(|&i| may_be(self.dequantized[i])).map(|i| (i, code(i)));
        if farthest > 0.0 { asked.find(|&(_, code)| far(code) == farthest) } else { None }
    }
}

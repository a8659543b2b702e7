//! The kind of grid that the levels of a slice form: even or denser somewhere, their scale, how their codes are written.
//! Knows no picture.

use crate::chart::scene::Scene;
use crate::num::Minifloat;
use crate::quant::{ClippedUniform, Curve, Element, Granularity, Quantizer, Scaled};
use crate::study::{Fitted, SchemeSpec};

/// One, counted from 1, of how many.
type OneOf = (usize, usize);

impl Scene<'_> {
    /// The distance between neighbours where it is the same for all levels.
    pub fn step(&self) -> Option<f32> {
        match self.quantizer() {
            Quantizer::Affine(a) => Some(a.scale),
            Quantizer::GgmlAffine(line) => Some(line.step.abs()),
            Quantizer::ClippedUniform(ClippedUniform { curve: Curve::Identity, steps, .. }) => Some(1.0 / steps),
            Quantizer::ClippedUniform(ClippedUniform { steps, .. }) => Some(2.0 / steps),
            Quantizer::Scaled(Scaled { element: Element::Float(format), scale, .. }) => {
                (format.max() <= doubling(*format)).then(|| (format.min_subnormal() * scale).abs())
            }
            Quantizer::Scaled(Scaled { element: Element::Book(book), scale, .. }) => {
                let (narrow, wide) = gaps(book.levels(), |_| true);
                (wide > 0.0 && wide - narrow <= 1e-5 * wide).then(|| (wide * f64::from(*scale)).abs() as f32)
            }
        }
    }

    /// The factor of the levels, or the real size of a step; `None` for schemes that use their levels unscaled.
    pub fn scale(&self) -> Option<f32> {
        scale_of(&self.study.spec, self.quantizer())
    }

    /// The spacing of uneven levels.
    pub fn spread(&self) -> String {
        let denser = match self.quantizer() {
            Quantizer::Scaled(Scaled { element: Element::Book(book), .. }) => {
                let levels = book.levels();
                let half = levels.iter().fold(0.0, |most: f32, v| most.max(v.abs())) / 2.0;
                let inner = |pair: &[f32]| pair.iter().all(|v| v.abs() <= half);
                let (near, far) = (gaps(levels, inner), gaps(levels, |pair| !inner(pair)));
                near.0 <= near.1 && near.0 + near.1 < 0.75 * (far.0 + far.1)
            }
            _ => true,
        };
        if denser { tr!("denser near zero") } else { tr!("unevenly spaced") }
    }

    /// The slice in focus, or another, by its name: "row 3 of 4", "block 3 of 40".
    pub fn slice_name(&self) -> String {
        let (slices, slice) = (&self.study.slices, self.study.focus);
        match self.block() {
            Some(((n, of), None)) => tr!("block {n} of {of}", n, of),
            Some(((n, of), Some((part, parts)))) => tr!("block {n} of {of}, part {part} of {parts}", n, of, part, parts),
            None => slices.name(slice),
        }
    }

    /// A sentence about the slice in focus, with where that is.
    pub fn within_slice(&self, text: &str) -> String {
        let (n, of) = (self.study.focus + 1, self.study.slices.count());
        match (self.block(), self.study.slices.granularity()) {
            (Some(((n, of), None)), _) => tr!("In block {n} of {of}: {text}", n, of, text),
            (Some(((n, of), Some((part, parts)))), _) => {
                tr!("In block {n} of {of}, part {part} of {parts}: {text}", n, of, part, parts, text)
            }
            (None, Granularity::Tensor) => text.into(),
            (None, Granularity::Row) => tr!("In row {n} of {of}: {text}", n, of, text),
            (None, Granularity::Column) => tr!("In column {n} of {of}: {text}", n, of, text),
            (None, Granularity::Group) => tr!("In group {n} of {of}: {text}", n, of, text),
        }
    }

    /// The block of the slice in focus, counted from 1, of how many; where it has parts, the part too.
    fn block(&self) -> Option<(OneOf, Option<OneOf>)> {
        let (of, slice) = (self.study.slices.count(), self.study.focus);
        match &self.study.spec {
            SchemeSpec::Blocks(_) => Some(((slice + 1, of), None)),
            SchemeSpec::Ggml { kind, .. } => {
                let runs = kind.block() / kind.run();
                // The parts of a row's last block that only fill it up are no slices.
                let in_row = self.tensor.cols().div_ceil(kind.run());
                let (row, place, blocks) = (slice / in_row, slice % in_row, in_row.div_ceil(runs));
                let block = (row * blocks + place / runs + 1, of / in_row * blocks);
                Some((block, (runs > 1).then_some((place % runs + 1, runs))))
            }
            _ => None,
        }
    }
}

/// The scale of one slice's quantizer, where the spec has scales.
pub(super) fn scale_of(spec: &SchemeSpec, quantizer: &Quantizer) -> Option<f32> {
    match quantizer {
        Quantizer::Affine(a) => Some(a.scale),
        Quantizer::GgmlAffine(line) => Some(line.step),
        Quantizer::Scaled(s) if !matches!(spec, SchemeSpec::Fixed(_) | SchemeSpec::Fitted(Fitted::LloydMax { .. })) => Some(s.scale),
        _ => None,
    }
}

/// Up to this magnitude the numbers of a float format lie evenly, as far apart as its smallest two; beyond, the distance
/// doubles whenever the magnitude does.
pub(super) fn doubling(format: Minifloat) -> f32 {
    2.0 * format.min_normal()
}

/// The narrowest and the widest gap between neighbours among the pairs that count; infinity and 0 for none.
pub(super) fn gaps(levels: &[f32], counts: impl Fn(&[f32]) -> bool) -> (f64, f64) {
    let gap = |pair: &[f32]| f64::from(pair[1]) - f64::from(pair[0]);
    let pairs = levels.windows(2).filter(|pair| counts(pair));
    pairs.map(gap).fold((f64::INFINITY, 0.0), |(narrow, wide), gap| (narrow.min(gap), wide.max(gap)))
}

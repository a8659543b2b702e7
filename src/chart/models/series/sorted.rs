//! Values in ascending order: the originals are a curve, the dequantized values the steps through it.

use super::point::SeriesPoint;
use crate::chart::Mark;
use crate::chart::number_text::count;
use crate::chart::scene::Scene;
use crate::quant::Strided;
use std::rc::Rc;

/// A slice of more values is not sorted with their indices, which takes longer than a frame.
const MOST_INDEXED: usize = 1 << 16;
/// How many values of a column are looked at, beside its ends.
const LOOKED_AT: usize = 16;

/// The ranks of a slice's values.
pub(super) struct Ranks<'a> {
    scene: &'a Scene<'a>,
    /// Flat indices in ascending order of their values.
    order: Option<Rc<Vec<u32>>>,
}

impl<'a> Ranks<'a> {
    pub fn of(scene: &'a Scene) -> Self {
        let order = (scene.finite <= MOST_INDEXED).then(|| scene.cache.ascending(scene.slice));
        Self { scene, order }
    }

    /// The rank of the selected value; among equal ones the first, where indices are not known.
    pub fn selected(&self) -> Option<usize> {
        let mark = self.scene.selected()?;
        match &self.order {
            Some(order) => order.iter().position(|&index| index == mark.index),
            None => Some(self.scene.sorted.rank(mark.x)),
        }
    }

    /// The value of a rank and its name; the rank, where its index is not known.
    pub fn row(&self, rank: usize) -> (String, Mark) {
        match &self.order {
            Some(order) => {
                let mark = self.scene.mark(order[rank] as usize, &mut self.scene.rng());
                (self.scene.name(mark.index as usize), mark)
            }
            None => {
                let x = self.scene.sorted.values()[rank];
                let quantizer = self.scene.quantizer();
                let code = quantizer.code(quantizer.level(x, 0.5));
                let mark = Mark { index: 0, x, y: quantizer.dequantized(x, 0.5), code, clipped: quantizer.clipped(x, 0.5) };
                (tr!("rank {n}", n = count(rank as u64 + 1)), mark)
            }
        }
    }

    /// The values of the ranks from `from` to before `to`.
    pub fn point(&self, from: usize, to: usize) -> SeriesPoint {
        let values = &self.scene.sorted.values()[from..to];
        let place = self.order.as_ref().map(|order| place_in(self.scene.slice, order[from] as usize));
        let start = SeriesPoint::of(from, place, (values[0], values[values.len() - 1]));
        let every = values.len().div_ceil(LOOKED_AT);
        let last = values.len() - 1;
        let looked_at = (0..values.len()).step_by(every).chain((!last.is_multiple_of(every)).then_some(last));
        looked_at.fold(start, |point, i| {
            let y = match &self.order {
                Some(order) => self.scene.mark(order[from + i] as usize, &mut self.scene.rng()).y,
                None => self.scene.quantizer().dequantized(values[i], 0.5),
            };
            point.with(values[i], y)
        })
    }
}

/// The index within a slice of a flat index.
fn place_in(slice: Strided, index: usize) -> usize {
    (index - slice.start) / slice.step
}

//! A table of values with a scale: small floats and code books. Quantizing divides or multiplies `x` by a factor;
//! dequantizing multiplies the table's value by a scale, which the library may have rounded in between.

use crate::num::{Codebook, Minifloat};
use crate::quant::Arithmetic;
use std::sync::Arc;

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// All numbers of a float format. Levels are ranks, -1 for -0.
    Float(Minifloat),
    /// The levels of a code book, from 0.
    Book(Arc<Codebook>),
}

/// One slice's quantizer. Levels rise with `x`, whatever the sign of the scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaled {
    /// The table of stored values.
    pub element: Element,
    /// Whether `x` is divided by `factor` or multiplied with it.
    pub arithmetic: Arithmetic,
    /// The factor for quantizing. Finite; not 0 if it divides.
    pub factor: f32,
    /// The factor for dequantizing: values of the table are multiplied by it. Has the sign of `factor`.
    pub scale: f32,
}

impl Scaled {
    /// A table with one scale, finite and not 0, for quantizing and dequantizing. `Reciprocal` rounds `1 / scale` to
    /// f32 first.
    pub fn new(element: Element, arithmetic: Arithmetic, scale: f32) -> Self {
        let factor = match arithmetic {
            Arithmetic::Divide => scale,
            Arithmetic::Reciprocal => 1.0 / scale,
        };
        Self { element, arithmetic, factor, scale }
    }

    /// A plain cast to a float format.
    pub fn cast(format: Minifloat) -> Self {
        Self::new(Element::Float(format), Arithmetic::Reciprocal, 1.0)
    }

    /// `x` in units of the table.
    pub fn steps(&self, x: f32) -> f32 {
        match self.arithmetic {
            Arithmetic::Divide => x / self.factor,
            Arithmetic::Reciprocal => x * self.factor,
        }
    }

    /// The level of `x`.
    pub fn level(&self, x: f32) -> i32 {
        let v = self.steps(x);
        self.mirrored(match &self.element {
            Element::Float(format) => format.rank(format.encode(v)),
            Element::Book(book) => book.place(v) as i32,
        })
    }

    /// The value of a level.
    pub fn value(&self, level: i32) -> f32 {
        let level = self.mirrored(level);
        self.scale
            * match &self.element {
                Element::Float(format) => format.decode(format.at_rank(level)),
                Element::Book(book) => book.level(level),
            }
    }

    /// The value of the level of `x`, without computing the level.
    pub fn dequantized(&self, x: f32) -> f32 {
        let v = self.steps(x);
        self.scale
            * match &self.element {
                Element::Float(format) => format.decode(format.encode(v)),
                Element::Book(book) => book.level(book.place(v) as i32),
            }
    }

    /// The stored code of a level: a float's bit pattern or a book's code.
    pub fn code(&self, level: i32) -> i32 {
        let level = self.mirrored(level);
        match &self.element {
            Element::Float(format) => i32::from(format.at_rank(level)),
            Element::Book(book) => i32::from(book.code(level)),
        }
    }

    /// Whether `x` lies beyond the table: -1 below, 1 above. A float's numbers end where rounding would pass the largest,
    /// a book's half a gap beyond its outermost level.
    pub fn clipped(&self, x: f32) -> i32 {
        let v = self.steps(x);
        let beyond = match &self.element {
            Element::Float(format) if format.overflows(v) => v.signum() as i32,
            Element::Float(_) => 0,
            Element::Book(book) => book.beyond(v),
        };
        if self.factor < 0.0 { -beyond } else { beyond }
    }

    /// The lowest and highest finite level.
    pub fn ends(&self) -> (i32, i32) {
        match &self.element {
            Element::Float(format) => (-1 - format.max_code() as i32, format.max_code() as i32),
            Element::Book(book) => (0, book.levels().len() as i32 - 1),
        }
    }

    /// Approximately the largest value of a level.
    pub fn edge(&self, level: i32) -> f32 {
        (self.value(level) + self.value(level.saturating_add(1))) / 2.0
    }

    /// Converts between the table's numbering and the quantizer's: a negative scale reverses the order.
    fn mirrored(&self, level: i32) -> i32 {
        if self.factor < 0.0 {
            let (lowest, highest) = self.ends();
            (lowest + highest).saturating_sub(level)
        } else {
            level
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rise_with_the_values_for_a_negative_scale_too() {
        let book = Element::Book(Arc::new(Codebook::nf4()));
        for element in [book, Element::Float(Minifloat::E2M1), Element::Float(Minifloat::E5M2)] {
            for scale in [0.37, -0.37] {
                let scaled = Scaled::new(element.clone(), Arithmetic::Divide, scale);
                let (lowest, highest) = scaled.ends();
                let values: Vec<f32> = (lowest..=highest).map(|level| scaled.value(level)).collect();
                assert!(values.is_sorted(), "{scaled:?}");
                for (level, &x) in (lowest..).zip(&values) {
                    let (clipped, again) = (scaled.clipped(x), scaled.level(x));
                    assert_eq!(scaled.dequantized(x).to_bits(), scaled.value(again).to_bits());
                    assert!(clipped == 0 && (again == level || x == 0.0), "{scaled:?}: {x} at {level}, again {again}");
                }
                assert_eq!((scaled.clipped(-1e9), scaled.clipped(1e9)), (-1, 1));
                assert!(scaled.level(-1e9) <= lowest && scaled.level(1e9) >= highest);
            }
        }
    }

    #[test]
    fn the_code_belongs_to_the_table_not_to_the_order() {
        let scaled = |scale| Scaled::new(Element::Float(Minifloat::E2M1), Arithmetic::Divide, scale);
        let code = |scale, x| scaled(scale).code(scaled(scale).level(x));
        assert_eq!([code(2.0, 12.0), code(2.0, -3.0), code(-2.0, 12.0), code(-2.0, -3.0)], [0x7, 0xb, 0xf, 0x3]);
    }
}

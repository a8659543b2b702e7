//! The places of a tensor without a finite number, two bits each. Knows no tensor.

/// The kind of value at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Finite,
    Nan,
    Infinity,
    MinusInfinity,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Finite, Self::Nan, Self::Infinity, Self::MinusInfinity];

    fn of(v: f32) -> Self {
        match v {
            _ if v.is_finite() => Self::Finite,
            f32::INFINITY => Self::Infinity,
            f32::NEG_INFINITY => Self::MinusInfinity,
            _ => Self::Nan,
        }
    }
}

/// The places and the number of missing values. Takes no memory if there are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NonFinite {
    /// Four places per byte, the first in the lowest bits.
    kinds: Vec<u8>,
    nan: usize,
    infinite: usize,
}

impl NonFinite {
    /// Removes the values that are not finite from `values` and puts 0 in their place.
    pub(super) fn taken(values: &mut [f32]) -> Self {
        let mut missing = Self::default();
        let Some(first) = values.iter().position(|v| !v.is_finite()) else { return missing };
        missing.kinds = vec![0; values.len().div_ceil(4)];
        for (i, v) in values.iter_mut().enumerate().skip(first).filter(|(_, v)| !v.is_finite()) {
            missing.put(i, Kind::of(*v));
            *v = 0.0;
        }
        missing
    }

    /// How many values are NaN.
    pub fn nan(&self) -> usize {
        self.nan
    }

    /// How many values are infinite.
    pub fn infinite(&self) -> usize {
        self.infinite
    }

    /// How many values are missing.
    pub fn count(&self) -> usize {
        self.nan + self.infinite
    }

    /// Whether no value is missing.
    pub fn none(&self) -> bool {
        self.count() == 0
    }

    /// Whether the value at a flat index is missing.
    #[inline]
    pub fn at(&self, index: usize) -> bool {
        self.kind(index) != Kind::Finite
    }

    /// The value at a flat index, if it is not finite.
    pub fn value(&self, index: usize) -> Option<f32> {
        match self.kind(index) {
            Kind::Finite => None,
            Kind::Nan => Some(f32::NAN),
            Kind::Infinity => Some(f32::INFINITY),
            Kind::MinusInfinity => Some(f32::NEG_INFINITY),
        }
    }

    /// The flat indices of the missing values, ascending.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        let some = self.kinds.iter().enumerate().filter(|&(_, &byte)| byte != 0);
        some.flat_map(|(i, _)| 4 * i..4 * i + 4).filter(|&index| self.at(index))
    }

    /// A finite value has been put at `index`.
    pub(super) fn found(&mut self, index: usize) {
        self.put(index, Kind::Finite);
        if self.none() {
            self.kinds = Vec::new();
        }
    }

    #[inline]
    fn kind(&self, index: usize) -> Kind {
        let byte = self.kinds.get(index / 4).copied().unwrap_or(0);
        Kind::ALL[usize::from(byte >> (index % 4 * 2) & 3)]
    }

    fn put(&mut self, index: usize, kind: Kind) {
        match self.kind(index) {
            Kind::Finite => {}
            Kind::Nan => self.nan -= 1,
            Kind::Infinity | Kind::MinusInfinity => self.infinite -= 1,
        }
        match kind {
            Kind::Finite => {}
            Kind::Nan => self.nan += 1,
            Kind::Infinity | Kind::MinusInfinity => self.infinite += 1,
        }
        if let Some(byte) = self.kinds.get_mut(index / 4) {
            let shift = index % 4 * 2;
            *byte = *byte & !(3 << shift) | (kind as u8) << shift;
        }
    }
}

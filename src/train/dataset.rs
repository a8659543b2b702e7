//! Seeded sets of labelled points in the plane, and a noisy curve: what the networks learn. Knows no network.

use crate::Error;
use crate::tensor::{Draws, Stream};
use serde::{Deserialize, Serialize};
use std::f64::consts::{PI, TAU};

/// What is to be learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DataSet {
    /// Two spirals of one and a half turns around each other.
    #[default]
    Spirals,
    /// A disc within a ring.
    Circles,
    /// Four quarters, opposite ones of one class.
    Xor,
    /// Two round clouds that touch.
    Gaussians,
    /// Two half moons that reach into each other.
    Moons,
    /// A curve: one value in, one value out.
    Curve,
}

/// A recipe for points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DataSettings {
    /// What is to be learnt.
    pub set: DataSet,
    /// Points of each class, 10 to 1000; of a curve twice as many. As many again test the network.
    pub points: u16,
    /// The standard deviation of what is added to each coordinate, 0 to 1, where the picture reaches from -1 to 1.
    pub noise: f32,
    /// Seed of all draws.
    pub seed: u32,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self { set: DataSet::Spirals, points: 300, noise: 0.02, seed: 0 }
    }
}

/// Points and what they should become.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Coordinates of a point: 2, of a curve 1.
    pub dims: usize,
    /// `[points, dims]`, about -3 to 3.
    pub inputs: Vec<f32>,
    /// One for each point.
    pub targets: Targets,
}

/// What points should become.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// A class each, 0 or 1.
    Classes(Vec<u8>),
    /// A value each.
    Values(Vec<f32>),
}

/// Networks see the picture's -1 to 1 as -3 to 3, where tanh bends.
const SCALE: f64 = 3.0;

impl Targets {
    /// The number of points.
    pub fn len(&self) -> usize {
        match self {
            Self::Classes(classes) => classes.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The outputs a network needs for them: one for each class, or the value.
    pub fn outputs(&self) -> usize {
        match self {
            Self::Classes(_) => 2,
            Self::Values(_) => 1,
        }
    }
}

impl Points {
    /// The points of `places`, in that order.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        let inputs = places.iter().flat_map(|&i| &self.inputs[i * self.dims..(i + 1) * self.dims]).copied().collect();
        let targets = match &self.targets {
            Targets::Classes(classes) => Targets::Classes(places.iter().map(|&i| classes[i]).collect()),
            Targets::Values(values) => Targets::Values(places.iter().map(|&i| values[i]).collect()),
        };
        Self { dims: self.dims, inputs, targets }
    }
}

impl DataSettings {
    /// Fails for numbers outside what the fields offer.
    pub fn check(&self) -> Result<(), Error> {
        if !(10..=1000).contains(&self.points) {
            return Err(Error::PointCount { count: self.points });
        }
        if !(0.0..=1.0).contains(&self.noise) {
            return Err(Error::Noise { noise: self.noise });
        }
        Ok(())
    }

    /// The points to train with and the points to test with.
    ///
    /// Fails for numbers outside what the fields offer.
    pub fn points(&self) -> Result<(Points, Points), Error> {
        self.check()?;
        Ok((self.draw(Stream::TrainingPoints), self.draw(Stream::TestPoints)))
    }

    fn draw(&self, stream: Stream) -> Points {
        let mut draws = Draws::new(self.seed, stream);
        let noise = f64::from(self.noise);
        let (mut inputs, mut classes, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for class in 0..2u8 {
            for _ in 0..self.points {
                let (x, y) = self.set.place(class == 1, &mut draws);
                if self.set == DataSet::Curve {
                    inputs.push((SCALE * x) as f32);
                    values.push((y + noise * draws.normal()) as f32);
                } else {
                    inputs.push((SCALE * (x + noise * draws.normal())) as f32);
                    inputs.push((SCALE * (y + noise * draws.normal())) as f32);
                    classes.push(class);
                }
            }
        }
        match self.set {
            DataSet::Curve => Points { dims: 1, inputs, targets: Targets::Values(values) },
            _ => Points { dims: 2, inputs, targets: Targets::Classes(classes) },
        }
    }
}

impl DataSet {
    /// The place of a point without noise, within -1 to 1. `second`: of the second class; a curve has none.
    fn place(self, second: bool, draws: &mut Draws) -> (f64, f64) {
        let side = if second { -1.0 } else { 1.0 };
        let round = |radius: f64, angle: f64| {
            let (sin, cos) = libm::sincos(angle);
            (radius * cos, radius * sin)
        };
        match self {
            Self::Spirals => {
                // Even along the spiral: the angle is the root of an even number.
                let turn = draws.unit().sqrt();
                let (x, y) = round(turn, 3.0 * PI * turn);
                (side * x, side * y)
            }
            Self::Circles => {
                let radius = if second { 0.7 + 0.3 * draws.unit() } else { 0.5 * draws.unit().sqrt() };
                round(radius, TAU * draws.unit())
            }
            Self::Xor => {
                let mut away = || 0.05 + 0.95 * draws.unit();
                let (x, y) = (away(), away());
                let flipped = if draws.coin() { -1.0 } else { 1.0 };
                (flipped * x, flipped * side * y)
            }
            Self::Gaussians => {
                let centre = side * 0.35;
                (centre + 0.2 * draws.normal(), centre + 0.2 * draws.normal())
            }
            Self::Moons => {
                let (x, y) = round(0.6, PI * draws.unit());
                (side * (x - 0.3), side * (y - 0.15))
            }
            Self::Curve => {
                let x = 2.0 * draws.unit() - 1.0;
                (x, libm::sin(1.5 * PI * x) * (0.6 + 0.4 * x))
            }
        }
    }
}

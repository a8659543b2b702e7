//! A point of a training's curves. Knows no training.

use serde::{Deserialize, Serialize};

/// How a network does at a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Steps made before.
    pub step: u32,
    /// The mean loss on what the step looked at, training points.
    pub loss: f32,
    /// The share of test points in their class, 0 to 1; the mean loss on them for a curve.
    pub test: f32,
}

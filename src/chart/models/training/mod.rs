//! The pictures of a training as plain data. Knows no drawing.

mod boundary;
mod curves;
mod frame;
mod gradient;
mod weights;

pub use boundary::{Boundary, BoundaryPoint, Field};
pub use curves::TrainingCurves;
pub use frame::{Kept, TrainingFrame, TrainingNetwork, TrainingPart, TrainingPictures};
pub use gradient::GradientPicture;
pub use weights::GridWeights;

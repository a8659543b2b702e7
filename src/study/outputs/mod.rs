//! What comes out of the layer that a weight belongs to, y = x Wᵀ, and how much of it quantization changes.

mod energy;
mod in_progress;
mod input_source;
mod inputs;
mod layer_outputs;
mod measured_outputs;
mod output_clips;

pub(crate) use energy::{Energy, Ratios};
use in_progress::OutputsInProgress;
pub use input_source::{InputKind, InputSource};
pub use inputs::Inputs;
pub use layer_outputs::LayerOutputs;
pub use measured_outputs::Outputs;
pub use output_clips::{OutputClip, OutputClips};

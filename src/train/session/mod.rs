//! What the page trains: settings as a link writes them, the float network, and what rounding makes of it, advanced in steps. Knows no
//! picture.

mod export;
mod sample;
mod session;
mod settings;
#[cfg(feature = "links")]
mod settings_text;
mod shipped;

pub use sample::Sample;
pub use session::Session;
pub use settings::{Estimator, OutputBounds, Start, TrainingSettings};

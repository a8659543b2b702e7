//! Small networks trained in float, rounded after training (PTQ) and trained with rounding (QAT). Knows no chart and no browser.
//!
//! All arithmetic is f32 in a fixed order with `libm`'s functions: the same recipe gives the same bits on every machine.
//!
//! ```
//! use quantscope::Settings;
//! use quantscope::quant::Granularity;
//! use quantscope::study::Scheme;
//! use quantscope::train::{Learning, Recipe, Trainer, WeightRounding};
//!
//! let mut recipe = Recipe::default();
//! recipe.data.points = 50;
//! recipe.learning = Learning { steps: 40, ..recipe.learning };
//! let mut float = Trainer::float(&recipe)?;
//! float.run(40)?;
//!
//! // Rounded after training: two bits, a scale for each row.
//! let settings = Settings::default().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(2).with_granularity(Granularity::Row);
//! let rounded = float.rounded(&settings, None)?;
//! let row = &rounded.network.layers[0].weight[..2];
//! let largest = row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
//! assert!(row.iter().all(|&w| w == 0.0 || w.abs() == largest), "-1, 0 and 1 times the row's scale");
//!
//! // Trained with rounding, from where the float network ended.
//! let mut healed = float.with_rounding(Some(WeightRounding::fitted(settings)), None, Learning::healing(40))?;
//! healed.run(40)?;
//! assert_eq!(healed.step_number(), 40);
//! # Ok::<(), quantscope::Error>(())
//! ```

mod activation;
mod dataset;
mod dense;
mod loss;
mod model;
mod network;
mod optimizer;
mod output_rounding;
mod passes;
mod recipe;
mod session;
mod trainer;
mod weight_rounding;

pub use activation::Activation;
pub use dataset::{DataSet, DataSettings, Points, Targets};
pub use dense::Dense;
pub use model::{Model, Score};
pub use network::Network;
pub use optimizer::{Decay, Learning, Optimizer};
pub use output_rounding::OutputRounding;
pub use passes::Gradients;
pub use recipe::Recipe;
pub use session::{Estimator, OutputBounds, Sample, Session, Start, TrainingSettings};
pub use trainer::Trainer;
pub use weight_rounding::{Grid, StraightThrough, WeightRounding};

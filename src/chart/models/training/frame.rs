//! Everything that is shown of a training at a step: numbers and words for the page, pictures for the painter.

use super::{Boundary, GradientPicture, GridWeights, TrainingCurves};
use crate::Error;
use crate::chart::Table;
use crate::study::Settings;
use crate::train::{Model, Recipe, Score, Session};
use serde::{Deserialize, Serialize};

/// The models of all pictures of a training, as the painter gets them; none of what is not there yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TrainingPictures {
    /// The float network, the one rounded after training, and the one trained with rounding.
    pub boundaries: [Option<Boundary>; 3],
    /// Over the steps.
    pub curves: Option<TrainingCurves>,
    /// Of the layer on show.
    pub weights: Option<GridWeights>,
    /// The staircase.
    pub gradient: Option<GradientPicture>,
}

/// How a network does on test points.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TrainingNetwork {
    /// The share of points in their class, 0 to 1; none for a curve.
    pub accuracy: Option<f64>,
    /// The mean loss.
    pub loss: f32,
    /// The one of them that is shown, as text.
    pub figure: String,
    /// Its picture in words.
    pub part: TrainingPart,
}

/// A picture in words and as a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TrainingPart {
    /// A sentence or two.
    pub words: String,
    /// The numbers.
    pub table: Table,
}

/// Everything about a training at a step but its pictures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TrainingFrame {
    /// Steps of the float network that were made.
    pub float_step: u32,
    /// Steps with rounding that were made.
    pub step: u32,
    /// The float network.
    pub float: TrainingNetwork,
    /// Rounded after training; none before the float network is trained.
    pub after: Option<TrainingNetwork>,
    /// Trained with rounding.
    pub healed: Option<TrainingNetwork>,
    /// Over the steps.
    pub curves: TrainingPart,
    /// Of the layer on show.
    pub weights: Option<TrainingPart>,
    /// The staircase.
    pub gradient: TrainingPart,
    /// Weights of each layer.
    pub layers: Vec<u32>,
    /// How many of all of them training with rounding has moved.
    pub moved: u32,
}

/// The pictures that stay while a network is trained with rounding, and what they are of. A cache: no frame depends on its content.
#[derive(Debug, Clone)]
pub struct Kept {
    of: (Recipe, u32, Settings, Option<u8>, String),
    float: (Boundary, Score),
    after: Option<(Boundary, Score)>,
}

impl TrainingFrame {
    /// The frame of a session as it is now.
    pub fn build(session: &Session, kept: &mut Option<Kept>) -> Result<(Self, TrainingPictures), Error> {
        let settings = session.settings();
        let picture = |model: &Model, name: &str| {
            let score = model.score(session.test());
            (Boundary::build(model, session.test(), score, name), score)
        };
        let of = (settings.recipe.clone(), session.float_step(), settings.study(), settings.output_bits, tr!("Float"));
        let same = kept.take().filter(|kept| kept.of == of);
        let stays = match same {
            Some(same) => same,
            None => {
                let after = session.after().map(|model| picture(model, &tr!("After rounding")));
                Kept { of, float: picture(&session.float()?, &tr!("Float")), after }
            }
        };
        let (float, after) = (&stays.float, &stays.after);
        let healed = session.healed()?.map(|model| picture(&model, &tr!("Trained with rounding")));
        let is_accuracy = float.1.accuracy.is_some();
        let measure = after.as_ref().map(|(_, score)| score.accuracy.map_or(score.loss, |accuracy| accuracy as f32));
        let curves = TrainingCurves::build(session, measure, is_accuracy);
        let grid = session.grid()?;
        let weights = grid.as_ref().map(|grid| GridWeights::build(session, grid));
        let gradient = GradientPicture::build(settings, weights.as_ref().map_or(0.0, |weights| weights.at));
        let network = |(boundary, score): &(Boundary, Score)| TrainingNetwork {
            accuracy: score.accuracy,
            loss: score.loss,
            figure: boundary.figure.clone(),
            part: TrainingPart { words: boundary.words.clone(), table: boundary.table.clone() },
        };
        let part = |words: &str, table: &Table| TrainingPart { words: words.to_owned(), table: table.clone() };
        let frame = Self {
            float_step: session.float_step(),
            step: session.step_number(),
            float: network(float),
            after: after.as_ref().map(network),
            healed: healed.as_ref().map(network),
            curves: part(&curves.words, &curves.table),
            weights: weights.as_ref().map(|weights| part(&weights.words, &weights.table)),
            gradient: part(&gradient.words, &gradient.table),
            layers: session.latent().layers.iter().map(|layer| layer.weight.len() as u32).collect(),
            moved: session.moved() as u32,
        };
        let boundaries =
            [Some(float.0.clone()), after.as_ref().map(|(boundary, _)| boundary.clone()), healed.map(|(boundary, _)| boundary)];
        *kept = Some(stays);
        Ok((frame, TrainingPictures { boundaries, curves: Some(curves), weights, gradient: Some(gradient) }))
    }
}

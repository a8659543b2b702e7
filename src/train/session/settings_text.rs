//! Training settings as the words of a link: names and values between spaces. Only what differs from the defaults. The one place where
//! they are written and read.
//!
//! `data moons noise 0.1 hidden 16-8 bits 2 estimator identity step 400`

use super::TrainingSettings;
use crate::study::codecs::{float, number, small, word};
use crate::study::{faulty_value, unknown_key};
use crate::train::{Optimizer, Recipe};

/// The momentum of SGD where a link names none.
const MOMENTUM: f32 = 0.9;

impl TrainingSettings {
    /// Writes the settings; empty for the defaults.
    ///
    /// ```
    /// use quantscope::train::TrainingSettings;
    ///
    /// let settings = TrainingSettings { bits: 2, step: 400, ..TrainingSettings::default() };
    /// assert_eq!(settings.to_text(), "bits 2 step 400");
    /// assert_eq!(TrainingSettings::parse("bits 2 step 400"), (settings, vec![]));
    /// ```
    pub fn to_text(&self) -> String {
        let (own, default) = (self.words(), Self::default().words());
        let different = own.into_iter().zip(default).filter(|(own, default)| own != default);
        different.map(|((name, value), _)| format!("{name} {value}")).collect::<Vec<_>>().join(" ")
    }

    /// All settings, by their names in links.
    fn words(&self) -> Vec<(&'static str, String)> {
        let Recipe { data, hidden, activation, seed, learning } = &self.recipe;
        let momentum = |optimizer: Optimizer| match optimizer {
            Optimizer::Adam => "adam".to_owned(),
            Optimizer::Sgd { momentum } => float::write(&momentum),
        };
        let optional = |value: Option<u32>, none: &str| value.map_or_else(|| none.to_owned(), |value| number::write(&value));
        vec![
            ("data", word::write(&data.set)),
            ("points", number::write(&data.points.into())),
            ("noise", float::write(&data.noise)),
            ("data-seed", number::write(&data.seed)),
            ("hidden", hidden.iter().map(small::write).collect::<Vec<_>>().join("-")),
            ("activation", word::write(activation)),
            ("seed", number::write(seed)),
            ("float-optimizer", momentum(learning.optimizer)),
            ("float-rate", float::write(&learning.rate)),
            ("float-decay", word::write(&learning.decay)),
            ("float-steps", number::write(&learning.steps)),
            ("float-batch", optional(learning.batch.map(u32::from), "all")),
            ("bits", small::write(&self.bits)),
            ("scales", if self.by_row { "row" } else { "tensor" }.to_owned()),
            ("codes", if self.symmetric { "symmetric" } else { "asymmetric" }.to_owned()),
            ("range", word::write(&self.range)),
            ("outputs", optional(self.output_bits.map(u32::from), "float")),
            ("output-bounds", word::write(&self.output_bounds)),
            ("estimator", word::write(&self.estimator)),
            ("optimizer", momentum(self.healing.optimizer)),
            ("rate", float::write(&self.healing.rate)),
            ("decay", word::write(&self.healing.decay)),
            ("steps", number::write(&self.healing.steps)),
            ("batch", optional(self.healing.batch.map(u32::from), "all")),
            ("start", word::write(&self.start)),
            ("step", number::write(&self.step)),
            ("layer", small::write(&self.layer)),
            ("weight", number::write(&self.weight)),
        ]
    }

    /// Reads settings, with a sentence for each fault. What cannot be read keeps its default.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut read = Self::default();
        let mut messages = Vec::new();
        let mut words = text.split(' ').filter(|_| !text.is_empty());
        while let Some(name) = words.next() {
            let value = words.next().unwrap_or_default();
            let mut changed = read.clone();
            match changed.read_word(name, value) {
                None => messages.push(unknown_key(name)),
                Some(fault) => match fault.and_then(|()| changed.check().map_err(|error| error.to_string())) {
                    Ok(()) => read = changed,
                    Err(reason) => messages.push(faulty_value(name, value, &reason)),
                },
            }
        }
        let layers = read.recipe.hidden.len() as u8;
        read.layer = read.layer.min(layers);
        (read, messages)
    }

    /// Reads one word; `None` for an unknown name.
    fn read_word(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        let (recipe, healing) = (&mut self.recipe, &mut self.healing);
        Some(match name {
            "data" => put(&mut recipe.data.set, word::read(value)),
            "points" => put(&mut recipe.data.points, short(value)),
            "noise" => put(&mut recipe.data.noise, float::read(value)),
            "data-seed" => put(&mut recipe.data.seed, number::read(value)),
            "hidden" => put(&mut recipe.hidden, value.split('-').map(small::read).collect()),
            "activation" => put(&mut recipe.activation, word::read(value)),
            "seed" => put(&mut recipe.seed, number::read(value)),
            "float-optimizer" => put(&mut recipe.learning.optimizer, optimizer(value)),
            "float-rate" => put(&mut recipe.learning.rate, float::read(value)),
            "float-decay" => put(&mut recipe.learning.decay, word::read(value)),
            "float-steps" => put(&mut recipe.learning.steps, steps(value)),
            "float-batch" => put(&mut recipe.learning.batch, unless("all", value, short)),
            "bits" => put(&mut self.bits, small::read(value)),
            "scales" => put(&mut self.by_row, one_of(value, &[("row", true), ("tensor", false)])),
            "outputs" => put(&mut self.output_bits, unless("float", value, small::read)),
            "codes" => put(&mut self.symmetric, one_of(value, &[("symmetric", true), ("asymmetric", false)])),
            "range" => put(&mut self.range, word::read(value)),
            "output-bounds" => put(&mut self.output_bounds, word::read(value)),
            "estimator" => put(&mut self.estimator, word::read(value)),
            "optimizer" => put(&mut healing.optimizer, optimizer(value)),
            "rate" => put(&mut healing.rate, float::read(value)),
            "decay" => put(&mut healing.decay, word::read(value)),
            "steps" => put(&mut healing.steps, steps(value)),
            "batch" => put(&mut healing.batch, unless("all", value, short)),
            "start" => put(&mut self.start, word::read(value)),
            "step" => put(&mut self.step, steps(value)),
            "layer" => put(&mut self.layer, small::read(value)),
            "weight" => put(&mut self.weight, number::read(value)),
            _ => return None,
        })
    }
}

fn put<T>(place: &mut T, read: Result<T, String>) -> Result<(), String> {
    read.map(|value| *place = value)
}

fn unless<T>(word: &str, value: &str, read: fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if value == word { Ok(None) } else { read(value).map(Some) }
}

fn one_of<T: Copy>(value: &str, words: &[(&str, T)]) -> Result<T, String> {
    words.iter().find(|(word, _)| *word == value).map(|(_, of)| *of).ok_or_else(|| tr!("this word is not known."))
}

fn short(value: &str) -> Result<u16, String> {
    value.parse().map_err(|_| tr!("this is not a whole number."))
}

fn steps(value: &str) -> Result<u32, String> {
    let steps = number::read(value)?;
    let most = TrainingSettings::MOST_STEPS;
    if steps <= most { Ok(steps) } else { Err(tr!("at most {most} steps are offered.", most)) }
}

/// `adam`, `sgd`, or the momentum of SGD.
fn optimizer(value: &str) -> Result<Optimizer, String> {
    match value {
        "adam" => Ok(Optimizer::Adam),
        "sgd" => Ok(Optimizer::Sgd { momentum: MOMENTUM }),
        _ => float::read(value).map(|momentum| Optimizer::Sgd { momentum }),
    }
}

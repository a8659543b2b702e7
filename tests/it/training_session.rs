//! The training as the page leads it: settings as text, steps that can be made again, pictures of every state.

use proptest::prelude::*;
use quantscope::chart::draw::training::{TrainingChart, training_svg};
use quantscope::chart::draw::{DrawTheme, Style};
use quantscope::chart::training::TrainingFrame;
use quantscope::train::{
    Activation, DataSet, DataSettings, Decay, Estimator, Learning, Optimizer, OutputBounds, Recipe, Session, Start, TrainingSettings,
};

const STYLE: Style = Style { width: 420, height: 320, ratio: 1.0, theme: DrawTheme::Light };
const CHARTS: [TrainingChart; 6] = [
    TrainingChart::Float,
    TrainingChart::After,
    TrainingChart::Healed,
    TrainingChart::Curves,
    TrainingChart::Weights,
    TrainingChart::Gradient,
];

const ESTIMATORS: [Estimator; 6] =
    [Estimator::True, Estimator::Identity, Estimator::Masked, Estimator::LearnedScale, Estimator::Dorefa, Estimator::Wrpn];

fn learning() -> impl Strategy<Value = Learning> {
    let optimizer = prop_oneof![Just(Optimizer::Adam), (0.0f32..0.99).prop_map(|momentum| Optimizer::Sgd { momentum })];
    let decay = prop_oneof![Just(Decay::Constant), Just(Decay::Cosine)];
    let batch = proptest::option::of(1u16..200);
    (optimizer, 1e-5f32..10.0, decay, 0..=TrainingSettings::MOST_STEPS, batch).prop_map(|(optimizer, rate, decay, steps, batch)| Learning {
        optimizer,
        rate,
        decay,
        steps,
        batch,
    })
}

fn settings() -> impl Strategy<Value = TrainingSettings> {
    let set = prop_oneof![Just(DataSet::Spirals), Just(DataSet::Circles), Just(DataSet::Xor), Just(DataSet::Moons), Just(DataSet::Curve)];
    let data =
        (set, 10u16..=1000, 0.0f32..=1.0, any::<u32>()).prop_map(|(set, points, noise, seed)| DataSettings { set, points, noise, seed });
    let activation = prop_oneof![Just(Activation::Tanh), Just(Activation::Relu), Just(Activation::LeakyRelu)];
    let hidden = proptest::collection::vec(2u8..=32, 1..=4);
    let recipe = (data, hidden, activation, any::<u32>(), learning()).prop_map(|(data, hidden, activation, seed, learning)| Recipe {
        data,
        hidden,
        activation,
        seed,
        learning,
    });
    let estimator = proptest::sample::select(ESTIMATORS.to_vec());
    let range = proptest::sample::select(TrainingSettings::RANGES.to_vec());
    let bounds = proptest::sample::select(vec![OutputBounds::Observed, OutputBounds::Learned, OutputBounds::Unit]);
    let start = prop_oneof![Just(Start::Float), Just(Start::Random)];
    let outputs = (proptest::option::of(2u8..=8), bounds);
    let rounding = (2u8..=8, any::<bool>(), any::<bool>(), range, outputs, estimator, start);
    let shown = (0..=TrainingSettings::MOST_STEPS, 0u8..=1, any::<u32>());
    (recipe, rounding, learning(), shown).prop_map(
        |(recipe, (bits, by_row, symmetric, range, (output_bits, output_bounds), estimator, start), healing, (step, layer, weight))| {
            // The bound that learns is for ReLU, where outputs are rounded at all.
            let learns = recipe.activation == Activation::Relu || output_bits.is_none();
            let output_bounds = if learns { output_bounds } else { OutputBounds::Observed };
            TrainingSettings {
                recipe,
                bits,
                by_row,
                symmetric,
                range,
                output_bits,
                output_bounds,
                estimator,
                healing,
                start,
                step,
                layer,
                weight,
            }
        },
    )
}

proptest! {
    #[test]
    fn settings_are_read_as_they_were_written(settings in settings()) {
        prop_assert_eq!(TrainingSettings::parse(&settings.to_text()), (settings, vec![]));
    }

    #[test]
    fn any_text_gives_sound_settings(text in "([a-z-]{0,10} ?[0-9.a-z-]{0,8} ?){0,6}") {
        let (settings, _) = TrainingSettings::parse(&text);
        prop_assert!(settings.check().is_ok());
        prop_assert_eq!(TrainingSettings::parse(&settings.to_text()).0, settings);
    }
}

/// Few points, small networks, few steps.
fn small(set: DataSet, estimator: Estimator) -> TrainingSettings {
    let mut settings = TrainingSettings { bits: 2, estimator, healing: Learning::healing(30), layer: 0, ..TrainingSettings::default() };
    settings.recipe.data = DataSettings { set, points: 20, ..settings.recipe.data };
    settings.recipe.hidden = vec![5, 4];
    settings.recipe.learning.steps = 25;
    settings
}

/// Makes all steps to a step with rounding.
fn at(mut session: Session, step: u32) -> Session {
    while session.step(step).expect("a step") {}
    session
}

#[test]
fn a_step_computed_again_has_the_same_weights() {
    for estimator in ESTIMATORS {
        let settings = small(DataSet::Moons, estimator);
        let ahead = at(Session::open(settings.clone()).expect("sound settings"), 17);
        let again = at(Session::open(TrainingSettings { step: 17, ..settings.clone() }).expect("sound settings"), 17);
        assert_eq!(ahead.latent(), again.latent());
        assert_eq!(ahead.path(), again.path());
        // Back from a later step, and on.
        let mut later = at(ahead.clone(), 28);
        later.change(TrainingSettings { step: 17, ..settings.clone() }, true).expect("sound settings");
        assert_eq!(later.step_number(), 0);
        assert_eq!(at(later, 17).latent(), ahead.latent());
        // Another weight is looked at while it plays: nothing starts again.
        let mut playing = ahead.clone();
        playing.change(TrainingSettings { step: 10, weight: 3, ..settings }, false).expect("sound settings");
        assert_eq!(playing.latent(), ahead.latent());
    }
}

#[test]
fn every_state_has_its_pictures_and_tables() {
    for set in [DataSet::Spirals, DataSet::Circles, DataSet::Xor, DataSet::Gaussians, DataSet::Moons, DataSet::Curve] {
        for text in
            ["bits 2", "bits 3 outputs 4", "", "bits 2 estimator dorefa", "bits 3 estimator wrpn", "estimator masked codes asymmetric"]
        {
            let (words, _) = TrainingSettings::parse(text);
            let settings =
                TrainingSettings { recipe: small(set, words.estimator).recipe, healing: Learning::healing(30), layer: 0, ..words };
            let mut session = Session::open(settings).expect("sound settings");
            let mut kept = None;
            loop {
                let (frame, pictures) = TrainingFrame::build(&session, &mut kept).expect("a frame");
                assert_eq!(frame.after.is_some(), frame.float_step == 25);
                for chart in CHARTS {
                    let svg = training_svg(&pictures, chart, &STYLE, "caption").expect("a picture");
                    assert!(svg.starts_with("<svg ") && !svg.contains("NaN"), "{set:?} {chart:?}");
                }
                for _ in 0..10 {
                    session.step(30).expect("a step");
                }
                if frame.step == 30 {
                    break;
                }
            }
        }
    }
}

/// A cache must not show another network.
#[test]
fn kept_pictures_are_those_of_the_settings() {
    let mut kept = None;
    let settings = small(DataSet::Circles, Estimator::Masked);
    let mut session = at(Session::open(settings.clone()).expect("sound settings"), 3);
    let first = TrainingFrame::build(&session, &mut kept).expect("a frame");
    session.change(TrainingSettings { bits: 8, ..settings.clone() }, true).expect("sound settings");
    TrainingFrame::build(&session, &mut kept).expect("a frame");
    session.change(settings, true).expect("sound settings");
    let session = at(session, 3);
    assert_eq!(TrainingFrame::build(&session, &mut kept).expect("a frame"), first);
    assert_eq!(TrainingFrame::build(&session, &mut None).expect("a frame"), first);
}

/// The float network that the page opens with is what the trainer computes. `UPDATE_SHIPPED=1` writes it.
#[test]
fn the_shipped_network_is_computed() {
    let mut recipe = Recipe::default();
    let steps = recipe.learning.steps;
    // A recipe that is not shipped; its first steps are the same.
    recipe.learning.steps += 1;
    let mut session = Session::open(TrainingSettings { recipe, ..TrainingSettings::default() }).expect("sound settings");
    while session.float_step() < steps {
        session.step(0).expect("a step");
    }
    let shipped = Session::open(TrainingSettings::default()).expect("sound settings");
    if std::env::var_os("UPDATE_SHIPPED").is_some() {
        let network = session.float().expect("a model").network;
        let weights = network.layers.iter().flat_map(|layer| layer.weight.iter().chain(&layer.bias)).flat_map(|w| w.to_le_bytes());
        let samples = session.float_samples().iter();
        let samples = samples.flat_map(|s| [s.step.to_le_bytes(), s.loss.to_le_bytes(), s.test.to_le_bytes()]).flatten();
        std::fs::write("src/train/session/spirals.bin", weights.chain(samples).collect::<Vec<u8>>()).expect("the file can be written");
    } else {
        assert_eq!(session.float().expect("a model"), shipped.float().expect("a model"));
        assert_eq!(session.float_samples(), shipped.float_samples());
    }
}

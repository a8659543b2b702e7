//! The bits of trainings, fixed once: called natively and in wasm, so that a link's step has the same weights everywhere.

use super::fnv1a::fnv1a;
use quantscope::train::{Activation, Estimator, Learning, Session, TrainingSettings};

const FIXED: [u64; 4] = [0x938b_79f7_8f99_9486, 0xfb17_b588_02e3_82bc, 0xfca9_9f6a_9757_af4d, 0x1e76_af09_f0d9_b727];

/// The weights and what the network says after some steps.
fn hashed(estimator: Estimator) -> u64 {
    let mut settings = TrainingSettings { bits: 3, estimator, healing: Learning::healing(40), ..TrainingSettings::default() };
    settings.output_bits = (estimator == Estimator::Masked).then_some(4);
    settings.recipe.activation = if estimator == Estimator::Identity { Activation::LeakyRelu } else { Activation::Tanh };
    settings.recipe.data.points = 50;
    settings.recipe.learning.steps = 60;
    let mut session = Session::open(settings).expect("sound settings");
    while session.step(40).expect("a step") {}
    let weights = session.latent().layers.iter().flat_map(|layer| layer.weight.iter().chain(&layer.bias)).flat_map(|w| w.to_le_bytes());
    let model = session.healed().expect("a model").expect("the float network is trained");
    let outputs = model.outputs(&session.test().inputs).into_iter().flat_map(f32::to_le_bytes).collect::<Vec<_>>();
    fnv1a(weights.chain(outputs))
}

/// Panics where a training's bits are not the fixed ones.
pub fn training_bits_are_fixed() {
    let found = [Estimator::True, Estimator::Identity, Estimator::Masked, Estimator::LearnedScale].map(hashed);
    assert_eq!(found, FIXED, "left is what was found: {found:#x?}");
}

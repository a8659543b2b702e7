//! The traps that the page's Proof tells: each link opens without a complaint, and shows the numbers told.

use quantscope::chart::number_text::number;
use quantscope::quant::Quantizer;
use quantscope::{State, Study, TensorCache};
use serde::Deserialize;

#[derive(Deserialize)]
struct Trap {
    /// What the page's catalogs call it.
    trap: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// Whose arithmetic, as the catalogs call it.
    who: String,
    /// The selected value, as the page writes numbers.
    x: String,
    /// Its stored code.
    code: i32,
    /// What it becomes.
    value: String,
    /// The scale it went through, where it is told.
    scale: Option<String>,
    /// The state that shows it.
    link: String,
}

#[test]
fn every_trap_shows_what_it_tells() {
    let traps: Vec<Trap> = serde_json::from_str(include_str!("../../www/src/traps.json")).expect("a list of traps");
    for (trap, case) in traps.iter().flat_map(|Trap { trap, cases }| cases.iter().map(move |case| (trap, case))) {
        let opened = State::from_link(&case.link);
        assert!(opened.messages.is_empty(), "{trap}: {:?}", opened.messages);
        let State { source, settings, view, .. } = opened.state;
        let tensor = source.tensor(None, &mut |_| {}).expect("pasted numbers");
        let selected = view.selected as usize;
        let study = Study::new(&mut TensorCache::new(tensor.clone()), &settings, selected).expect("sound settings");
        let (level, value) = study.levels(&tensor).nth(selected).expect("a value that is there");
        let found = (number(tensor.values()[selected].into()), study.quantizer_of(selected).code(level), number(value.into()));
        assert_eq!(found, (case.x.clone(), case.code, case.value.clone()), "{trap}, {}", case.who);
        if let Some(scale) = &case.scale {
            assert_eq!(&number(used_scale(study.quantizer_of(selected)).into()), scale, "{trap}, {}", case.who);
        }
    }
}

fn used_scale(quantizer: &Quantizer) -> f32 {
    match quantizer {
        Quantizer::Affine(affine) => affine.scale,
        Quantizer::Scaled(scaled) => scaled.scale,
        Quantizer::ClippedUniform(bounded) => 1.0 / bounded.steps,
        Quantizer::GgmlAffine(line) => line.step,
    }
}

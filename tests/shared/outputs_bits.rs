//! The bits of a layer's outputs, of made inputs, and of the range weighted by them, fixed once.

use super::fnv1a::fnv1a;
use quantscope::study::{Inputs, LayerOutputs};
use quantscope::{State, TensorCache};

/// A link each, with the hash of the numbers that it leads to.
pub const FIXED: [(&str, u64); 5] = [
    (
        "data=weights&rows=37&cols=67&inputs=made&tokens=21&scheme=symmetric&signed=true&granularity=row&range=weighted",
        0x9a8d_7e4f_e531_27c9,
    ),
    ("data=student-t&rows=16&cols=64&inputs=made&tokens=130&channels=5&times=12.5&range=weighted", 0xeebe_b2c2_1e22_42d9),
    ("data=weights&rows=18&cols=128&inputs=made&tokens=7&scheme=q4-k&seed=3&inseed=9", 0x87b7_adfb_c121_dc0b),
    ("data=weights&rows=18&cols=128&inputs=made&tokens=7&scheme=q4-k&seed=3&inseed=9&imatrix=true", 0x8346_805b_2be6_6bc6),
    ("data=weights&rows=18&cols=96&inputs=made&tokens=7&scheme=q5-1&seed=3&inseed=9&imatrix=true", 0x41b7_d784_a4c8_62fb),
];

/// Panics where the bits are not the fixed ones.
pub fn outputs_bits_are_fixed() {
    let found = FIXED.map(|(link, _)| {
        let opened = State::from_link(link);
        assert!(opened.messages.is_empty(), "{:?}", opened.messages);
        let State { source, inputs, settings, .. } = opened.state;
        let mut cache = TensorCache::new(source.tensor(None, &mut |_| {}).expect("an example that needs no file"));
        let columns = cache.tensor().cols();
        let made = inputs.tensor(&source, columns, None).expect("sound").expect("made ones");
        let bytes: Vec<u8> = made.values().iter().flat_map(|v| v.to_le_bytes()).collect();
        let inputs = Inputs::new(made, columns).expect("they fit");
        cache.set_importance(Some(inputs.mean_squares()));
        let outputs = LayerOutputs::new(inputs).outputs(&cache, &settings, None).expect("sound settings");
        let ratios = [outputs.sqnr_db, outputs.median_db, outputs.worst_db, outputs.weights_db].map(|ratio| ratio.unwrap_or(f64::NAN));
        (link, fnv1a(bytes.into_iter().chain(ratios.into_iter().flat_map(f64::to_le_bytes))))
    });
    assert_eq!(found, FIXED, "left is what was computed");
}

//! The bits of every distribution, fixed once: called by the native tests, and fit to be called in wasm.

use super::fnv1a::fnv1a;
use quantscope::tensor::{Distribution, Generator};

/// Every distribution with the hash of 4096 values of it.
pub const FIXED: [(Distribution, u64); 8] = [
    (Distribution::Normal, 0x81dc_963b_e9c9_ca82),
    (Distribution::Laplace, 0xdb42_a8e6_f365_cd9c),
    (Distribution::Uniform, 0xa5a8_2be1_872c_dbe2),
    (Distribution::Bimodal, 0xf594_ad5e_873a_c4de),
    (Distribution::StudentT, 0xc7f4_356e_fa3a_e64c),
    (Distribution::Relu, 0x6530_9617_578c_a7bd),
    (Distribution::Weights, 0xb662_fffa_ed2b_85a6),
    (Distribution::Rows, 0x0839_82d0_b1c4_4bde),
];

/// Panics where a distribution's bits are not the fixed ones.
pub fn generated_bits_are_fixed() {
    let found = FIXED.map(|(distribution, _)| {
        let recipe = Generator { distribution, rows: 32, cols: 128, seed: 7, outliers: 5, strength: 20.0 };
        let tensor = recipe.tensor(&mut |_| {}).expect("the recipe is sound");
        (distribution, fnv1a(tensor.values().iter().flat_map(|v| v.to_le_bytes())))
    });
    assert_eq!(found, FIXED, "left is what was generated");
}

//! The bits of studies, fixed once: called natively and in wasm, so that a page shows what a native program computes.
//! They say that targets agree, not that the numbers are right; the golden tests say that.

use super::fnv1a::fnv1a;
use quantscope::num::Rounding::{self, HalfAway, HalfEven, Stochastic, TowardZero};
use quantscope::quant::Granularity::{self, Column, Group, Row, Tensor};
use quantscope::quant::Preset::{self, Article, Torch};
use quantscope::quant::RangeMethod::{self, Clip, MinMax, Mse, Percentile};
use quantscope::quant::{Metrics, Quantizer};
use quantscope::study::Scheme::{self, Asymmetric, Bf16, Fp16, Symmetric};
use quantscope::{Prepared, Settings, State, Study};

/// Example, scheme, bits, convention, rounding, granularity, range.
type Case = (&'static str, Scheme, u8, Preset, Rounding, Granularity, RangeMethod);

/// Hashes of a study: its levels, its dequantized values, its scales and zero points, its metrics and bench.
type Bits = [u64; 4];

/// Every scheme, convention, rounding rule, granularity and range method, from 2 to 16 bits.
const FIXED: [(Case, Bits); 12] = [
    (
        ("article-asym", Asymmetric, 4, Article, HalfEven, Tensor, MinMax),
        [0x45c0_68d7_19a2_b2ba, 0x4b13_49c9_ff74_7cce, 0xcd73_017a_702e_8b38, 0x1e23_2956_4d8a_0224],
    ),
    (
        ("article-asym", Asymmetric, 8, Torch, HalfAway, Column, MinMax),
        [0xbe92_72fe_8490_8e72, 0x17a4_41f1_a1a1_0fda, 0xd387_f541_4aed_6f31, 0x5290_cf08_65fe_934e],
    ),
    (
        ("article-sym", Symmetric, 8, Article, HalfEven, Row, MinMax),
        [0x57a0_701c_8beb_2445, 0xcffa_d9d7_8a8a_3b01, 0x7243_bbc7_1c45_20c9, 0x7d15_4283_4691_9f1d],
    ),
    (
        ("article-sym", Symmetric, 2, Torch, TowardZero, Tensor, Clip),
        [0x216a_5269_7c84_a2e4, 0x3792_9de2_d551_9ea3, 0x015f_4073_47a9_cb23, 0xd3d5_9a27_88ac_b312],
    ),
    (
        ("normal", Asymmetric, 8, Torch, HalfEven, Tensor, Percentile),
        [0x1f0c_7cc6_b840_0a92, 0x4fa4_2f90_ffd7_f834, 0x2258_8d0a_be0a_e04c, 0xf03b_1b45_09fa_20d3],
    ),
    (
        ("normal", Asymmetric, 4, Article, Stochastic, Group, Mse),
        [0xa7a2_9007_fdf7_2b5b, 0xde4f_5109_e421_5e35, 0x1302_fb6f_2bbd_1af0, 0x70b1_e80c_cf23_c3c8],
    ),
    (
        ("normal", Fp16, 16, Article, HalfEven, Tensor, MinMax),
        [0x1e76_a581_c218_628c, 0x7c55_38c9_189d_d0c6, 0xcbf2_9ce4_8422_2325, 0xeb97_8263_0bf6_d2e5],
    ),
    (
        ("weights", Symmetric, 4, Torch, HalfEven, Group, Mse),
        [0x1b44_b43a_0fdc_5cfe, 0xf781_b65f_aa6f_c148, 0x77cf_a47c_4ec4_7907, 0x2b17_eb6a_95d1_101d],
    ),
    (
        ("weights", Symmetric, 16, Article, Stochastic, Row, Percentile),
        [0x0891_721b_7d89_eab7, 0xd9ee_9b0f_cd22_509f, 0x17ca_5272_8da5_0615, 0x70f6_296c_a4f7_d4cd],
    ),
    (
        ("weights", Bf16, 16, Article, HalfEven, Tensor, MinMax),
        [0xb5e3_292f_e859_8f99, 0x85d8_d5aa_717a_fa19, 0xcbf2_9ce4_8422_2325, 0x0069_e55b_8cbe_826d],
    ),
    (
        ("rows", Asymmetric, 16, Torch, TowardZero, Row, MinMax),
        [0x2ec0_60df_c1b1_7fde, 0x48c8_49a2_16b3_d2f2, 0x1dd6_a7d8_a03b_8e08, 0xb836_dd3b_2a05_995d],
    ),
    (
        ("rows", Asymmetric, 2, Article, HalfAway, Column, Clip),
        [0x4966_ccf5_f903_0586, 0xa196_0466_58fa_2771, 0xefd5_197a_d0c4_f8a5, 0x033e_5894_78e4_180d],
    ),
];

/// Panics where a study's bits are not the fixed ones.
pub fn study_bits_are_fixed() {
    let found = FIXED.map(|(case, _)| (case, bits(case)));
    assert_eq!(found, FIXED, "left is what was computed");
}

fn bits((example, scheme, bits, convention, rounding, granularity, range): Case) -> Bits {
    let State { source, settings, view } = State::of_example(example);
    let signed = scheme == Symmetric;
    let settings = Settings { scheme, bits, signed, convention, rounding, granularity, range, group: 16, ..settings };
    let tensor = source.tensor(None, &mut |_| {}).expect("an example that needs no file");
    let mut prepared = Prepared::new(tensor.clone());
    let study = Study::new(&mut prepared, &settings, view.selected as usize).expect("sound settings");
    let affine = study.parts.iter().filter_map(|part| match &part.quantizer {
        Quantizer::Affine(affine) => Some([affine.scale, affine.zero_point]),
        _ => None,
    });
    let bench = study.curve.iter().chain(&study.current).flat_map(|p| [p.threshold, p.rounding, p.clipping]);
    let metrics = [&study.metrics, &study.focus_metrics].into_iter().flat_map(measures).chain(bench);
    [
        fnv1a(study.levels(&tensor).flat_map(|(level, _)| level.to_le_bytes())),
        fnv1a(study.levels(&tensor).flat_map(|(_, value)| value.to_le_bytes())),
        fnv1a(affine.flatten().flat_map(f32::to_le_bytes)),
        fnv1a(metrics.flat_map(f64::to_le_bytes)),
    ]
}

/// All measures; those not defined as NaN, which no measure is.
fn measures(m: &Metrics) -> [f64; 8] {
    let [sqnr, cosine, relative] = [m.sqnr_db, m.cosine, m.relative_frobenius].map(|measure| measure.unwrap_or(f64::NAN));
    [m.mse, m.mae, m.max_abs, sqnr, cosine, relative, m.share_clipped, m.share_zeroed]
}

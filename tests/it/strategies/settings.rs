//! Settings of every kind.

use super::data::{any_finite, extreme};
use proptest::prelude::*;
use quantscope::Settings;
use quantscope::num::Rounding;
use quantscope::quant::block::ScaleRule;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::Scheme;

/// Settings with every field as wild as its type allows.
pub fn settings() -> impl Strategy<Value = Settings> {
    let scheme = prop_oneof![
        prop::sample::select(vec![Scheme::Asymmetric, Scheme::Symmetric, Scheme::Fp16, Scheme::Bf16]),
        prop::sample::select(Scheme::ALL.to_vec()),
    ];
    let granularity = prop::sample::select(vec![Granularity::Tensor, Granularity::Row, Granularity::Column, Granularity::Group]);
    let range = prop_oneof![
        prop::sample::select(vec![RangeMethod::MinMax, RangeMethod::Percentile, RangeMethod::Clip, RangeMethod::Mse]),
        prop::sample::select(RangeMethod::ALL.to_vec()),
    ];
    let rounding = prop::sample::select(vec![Rounding::HalfEven, Rounding::HalfAway, Rounding::TowardZero, Rounding::Stochastic]);
    let end = || prop_oneof![-10f32..10.0, extreme(), any::<u32>().prop_map(f32::from_bits)];
    let bits = prop_oneof![10 => 2u8..=16, 1 => any::<u8>()];
    let group = prop_oneof![10 => 1u32..5, 1 => any::<u32>()];
    let percentile = prop_oneof![10 => 50.0f64..=100.0, 1 => any::<u64>().prop_map(f64::from_bits)];
    let convention = prop::sample::select(Preset::ALL.to_vec());
    let rule = prop::sample::select(vec![ScaleRule::Floor, ScaleRule::Ceil, ScaleRule::Even, ScaleRule::EvenFp4, ScaleRule::Rceil]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let first = (scheme, bits, any::<bool>(), granularity, group, range);
    let second = (convention, rounding, any::<u32>(), rule, flags);
    (first, percentile, [end(), end()], second).prop_map(|(first, percentile, [clip_lo, clip_hi], second)| {
        let (scheme, bits, signed, granularity, group, range) = first;
        let (convention, rounding, draw, rule, (scaled, saturate, two_level, nested)) = second;
        Settings::default()
            .with_scheme(scheme)
            .with_bits(bits)
            .with_signed(signed)
            .with_granularity(granularity)
            .with_group(group)
            .with_range(range)
            .with_percentile(percentile)
            .with_clip_lo(clip_lo)
            .with_clip_hi(clip_hi)
            .with_convention(convention)
            .with_rounding(rounding)
            .with_rounding_seed(draw)
            .with_rule(rule)
            .with_scaled(scaled)
            .with_saturate(saturate)
            .with_two_level(two_level)
            .with_nested(nested)
    })
}

/// Settings that most schemes take for most tensors: groups of one value, blocks of 32, ends of a range in their order.
pub fn accepted() -> impl Strategy<Value = Settings> {
    let end = || prop_oneof![4 => -10f32..10.0, 1 => extreme(), 1 => any_finite()];
    // Half of the cases with bits that every scheme takes.
    let bits = prop_oneof![2u8..=16, 2u8..=8];
    (settings(), bits, [end(), end()]).prop_map(|(settings, bits, [a, b])| {
        let mut settings = settings
            .with_bits(bits)
            .with_group(1)
            .with_block(32)
            .with_percentile(Settings::default().percentile)
            .with_clip_lo(a.min(b))
            .with_clip_hi(a.max(b));
        settings.take_codes_offered();
        settings
    })
}

//! Adversarial numbers, and every kind of quantizer for them.

use proptest::prelude::*;
use quantscope::num::{CodeRange, Minifloat, Rounding, StochasticRng};
use quantscope::quant::{Affine, Preset, Quantizer, Range, Scaled};

/// Any finite float, every exponent as likely as any other.
pub fn any_finite() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits).prop_filter("finite", |v| v.is_finite())
}

/// The floats most likely to break something.
pub fn extreme() -> impl Strategy<Value = f32> {
    prop::sample::select(vec![
        0.0,
        -0.0,
        1e-45,
        -1e-45,
        f32::MIN_POSITIVE,
        f32::EPSILON,
        1.0,
        -1.0,
        65504.0,
        65520.0,
        1e30,
        -1e30,
        f32::MAX,
        f32::MIN,
    ])
}

fn len() -> impl Strategy<Value = usize> {
    prop_oneof![
        4 => 1usize..100,
        1 => 1usize..4098,
        1 => prop::sample::select(vec![1, 2, 31, 32, 33, 127, 128, 129, 511, 512, 4096, 4097])
    ]
}

/// Shapes of data that sum and sort badly.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Bell,
    ShiftedBy(f32),
    Constant,
    TwoValues,
    /// Levels met exactly beside values far too small to reach one.
    ExactAndTiny,
    Denormal,
    AnyBits,
    PowersOfTwo,
    Integers,
    /// Few tenths, all above 0.
    Tenths,
    Outliers,
    Ascending,
    Descending,
}

/// Data of one to 4097 values, all magnitudes below 1e30.
pub fn adversarial() -> impl Strategy<Value = Vec<f32>> {
    let kind = prop_oneof![
        4 => Just(Kind::Bell),
        1 => (-1e6f32..1e6).prop_map(Kind::ShiftedBy),
        1 => Just(Kind::ShiftedBy(1e6)),
        1 => Just(Kind::Constant),
        1 => Just(Kind::TwoValues),
        1 => Just(Kind::ExactAndTiny),
        1 => Just(Kind::Denormal),
        1 => Just(Kind::AnyBits),
        1 => Just(Kind::PowersOfTwo),
        1 => Just(Kind::Integers),
        1 => Just(Kind::Tenths),
        1 => Just(Kind::Outliers),
        1 => Just(Kind::Ascending),
        1 => Just(Kind::Descending),
    ];
    let by = prop_oneof![4 => Just(1.0f32), 1 => prop::sample::select(vec![0.01, 37.5, 1e-20, 1e20, 1e-40])];
    (kind, len(), by, any::<u32>()).prop_map(|(kind, len, by, seed)| drawn(kind, len, by, seed))
}

/// Roughly normal, mean 0, spread 0.6.
fn bell(draw: &mut impl FnMut() -> f32) -> f32 {
    draw() + draw() + draw() + draw() - 2.0
}

/// `len` values from the draws of a seed: proptest's own lists of thousands take longer than the tests.
fn drawn(kind: Kind, len: usize, by: f32, seed: u32) -> Vec<f32> {
    let mut rng = StochasticRng::new(seed);
    let mut next = 0;
    let mut draw = || {
        next += 1;
        rng.at(next - 1)
    };
    let constant = (draw() - 0.5) * 20.0;
    let mut values: Vec<f32> = (0..len)
        .map(|i| match kind {
            Kind::Bell | Kind::Ascending | Kind::Descending => bell(&mut draw),
            Kind::ShiftedBy(mean) => bell(&mut draw) + mean,
            Kind::Constant => constant,
            Kind::TwoValues => {
                if draw() < 0.5 {
                    constant
                } else {
                    constant * 0.37 + 1.0
                }
            }
            Kind::ExactAndTiny => match (draw() * 6.0) as u32 {
                0 => 1.0,
                1 => -1.0,
                2 => -0.0,
                3 => 0.0,
                _ => (draw() + 1.0) * 1e-20,
            },
            Kind::Denormal => f32::from_bits((draw() * 8_388_608.0) as u32 | if draw() < 0.5 { 1 << 31 } else { 0 }),
            Kind::AnyBits => bell(&mut draw) * ((draw() - 0.5) * 190.0).exp2(),
            Kind::PowersOfTwo => ((draw() * 40.0).floor() - 20.0).exp2() * if draw() < 0.5 { -1.0 } else { 1.0 },
            Kind::Integers => (draw() * 81.0).floor() - 40.0,
            Kind::Tenths => ((draw() * 90.0).floor() + 1.0) / 10.0,
            Kind::Outliers => bell(&mut draw) * if i % len.div_ceil(3) == 0 { 1e3 + 1e6 * draw() } else { 1.0 },
        })
        .map(|v| (v * by).clamp(-1e30, 1e30))
        .collect();
    match kind {
        Kind::Ascending => values.sort_unstable_by(f32::total_cmp),
        Kind::Descending => values.sort_unstable_by(|a, b| b.total_cmp(a)),
        _ => {}
    }
    values
}

/// The rounding rules that need no draws.
pub fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![Rounding::HalfEven, Rounding::HalfAway, Rounding::TowardZero])
}

/// The rules that go to the nearest integer.
pub fn nearest() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![Rounding::HalfEven, Rounding::HalfAway])
}

/// The named conventions with a scale above 0 and a zero point.
pub fn preset() -> impl Strategy<Value = Preset> {
    let on_other_lines = [Preset::Nncf, Preset::Quanto, Preset::Mlx, Preset::NeuralCompressorFull];
    prop::sample::select(Preset::ALL.into_iter().filter(|preset| !on_other_lines.contains(preset)).collect::<Vec<_>>())
}

/// What an integer quantizer is fitted with, apart from the data.
#[derive(Debug, Clone, Copy)]
pub struct Fit {
    pub preset: Preset,
    pub symmetric: bool,
    pub codes: CodeRange,
    pub rounding: Rounding,
    /// The part of the data's range that is kept.
    pub share: f32,
}

impl Fit {
    /// The quantizer for these values. `None` where they are too wide for f32.
    pub fn affine(&self, values: &[f32]) -> Option<Affine> {
        Affine::fit(self.preset.convention(), self.symmetric, self.range(values), self.codes, self.rounding).ok()
    }

    /// The part of their range that is kept.
    pub fn range(&self, values: &[f32]) -> Range {
        Range::of(values.iter().copied()).expect("there are values").shrunk(self.share)
    }
}

/// Any fit with these rounding rules.
pub fn fit(rounding: impl Strategy<Value = Rounding>) -> impl Strategy<Value = Fit> {
    (preset(), any::<bool>(), 2u8..=16, any::<bool>(), rounding, prop_oneof![Just(1.0f32), 0.01f32..1.0]).prop_map(
        |(preset, symmetric, bits, signed, rounding, share)| {
            let codes = CodeRange::of_bits(bits, signed).expect("offered bits");
            Fit { preset, symmetric, codes, rounding, share }
        },
    )
}

/// Values with a quantizer for them: fitted integers, or a cast.
pub fn quantized(rounding: impl Strategy<Value = Rounding>) -> impl Strategy<Value = (Vec<f32>, Quantizer)> {
    let cast = prop::sample::select(vec![None, None, None, None, None, Some(Minifloat::FP16), Some(Minifloat::BF16)]);
    (adversarial(), fit(rounding), cast).prop_filter_map("fits", |(values, fit, cast)| {
        let quantizer = match cast {
            Some(format) => Quantizer::Scaled(Scaled::cast(format)),
            None => Quantizer::Affine(fit.affine(&values)?),
        };
        Some((values, quantizer))
    })
}

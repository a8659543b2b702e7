//! Block formats: the quantizers and the bytes agree, errors are bounded, scales follow their values, and nothing more is
//! stored than is counted.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::Error;
use quantscope::quant::Quantizer;
use quantscope::quant::block::{BlockFormat, Bnb, BnbType, Mx, MxElement, Nested, Nvfp4, Nvfp4Rule, ScaleRule, Scales};

const ELEMENTS: [MxElement; 6] = [MxElement::E4m3, MxElement::E5m2, MxElement::E2m3, MxElement::E3m2, MxElement::E2m1, MxElement::Int8];
const RULES: [ScaleRule; 4] = [ScaleRule::Floor, ScaleRule::Ceil, ScaleRule::Even, ScaleRule::Rceil];

fn bnb(book: BnbType, block: usize, nested: bool) -> BlockFormat {
    BlockFormat::Bnb(Bnb::new(book, block, nested).expect("a size that is offered"))
}

/// Every format, with a few of bitsandbytes' block sizes.
fn formats() -> Vec<BlockFormat> {
    let mx = ELEMENTS.into_iter().flat_map(|element| RULES.map(|rule| BlockFormat::Mx(Mx { element, rule })));
    let nvfp4 = [false, true].map(|two_level| BlockFormat::Nvfp4(Nvfp4 { two_level, rule: Nvfp4Rule::Torchao }));
    let books = [BnbType::Nf4, BnbType::Fp4].into_iter();
    let bnb = books.flat_map(|book| [(32, false), (64, true), (4096, false)].map(|(block, nested)| bnb(book, block, nested)));
    mx.chain(nvfp4).chain(bnb).collect()
}

fn format() -> impl Strategy<Value = BlockFormat> {
    prop::sample::select(formats())
}

/// Data and the length of a row: one block a row, or all in one row where the format takes any length.
fn rows(mut values: Vec<f32>, format: BlockFormat) -> (Vec<f32>, usize) {
    if matches!(format, BlockFormat::Bnb(_)) {
        let cols = values.len();
        return (values, cols);
    }
    let last = *values.last().expect("at least one value");
    values.resize(values.len().next_multiple_of(format.block()), last);
    (values, format.block())
}

/// Values of a bell of any width that keeps scales well within f32.
fn bell() -> impl Strategy<Value = Vec<f32>> {
    (adversarial(), 0.001f32..1000.0).prop_map(|(values, by)| values.iter().map(|v| libm::tanhf(v * 0.3) * by).collect())
}

/// Whether the way into a block and the way back use the same scale.
fn one_scale(format: BlockFormat, block: &[f32]) -> bool {
    let absmax = block.iter().fold(0f32, |most, x| most.max(x.abs()));
    absmax > 1e-30 && !matches!(format, BlockFormat::Bnb(bnb) if bnb.nested())
}

proptest! {
    #![proptest_config(tries(400))]

    /// Bit for bit; but MXINT8 has no code for the -0 that its arithmetic gives.
    #[test]
    fn what_is_applied_is_what_is_decoded(values in adversarial(), format in format()) {
        let (values, cols) = rows(values, format);
        let blocks = format.fit(&values, cols).expect("values below 1e30");
        let bytes = format.encode(&blocks, &values);
        let decoded = format.decode(&bytes, &blocks.scales, values.len(), cols).expect("its own bytes");
        let no_minus = matches!(format, BlockFormat::Mx(Mx { element: MxElement::Int8, .. }));
        for (i, (&x, y)) in values.iter().zip(decoded).enumerate() {
            let (level, applied) = blocks.of(i).apply(x, 0.0);
            prop_assert!(y.is_finite(), "{x:e} became {y:e}");
            prop_assert!(applied.to_bits() == y.to_bits() || no_minus && applied == 0.0 && y == 0.0, "{x:e}: {applied:e}, {y:e}");
            prop_assert_eq!(blocks.of(i).value(level), y);
        }
    }

    #[test]
    fn levels_rise_with_the_values(mut values in adversarial(), format in format()) {
        let (shaped, cols) = rows(values.clone(), format);
        let blocks = format.fit(&shaped, cols).expect("values below 1e30");
        values.sort_unstable_by(f32::total_cmp);
        for quantizer in blocks.quantizers.iter().take(4) {
            prop_assert!(values.windows(2).all(|pair| quantizer.level(pair[0], 0.0) <= quantizer.level(pair[1], 0.0)));
        }
    }

    /// Half the gap to the next level, and what f32 loses in a division and two multiplications.
    #[test]
    fn the_error_within_a_block_is_half_a_gap(values in adversarial(), format in format()) {
        let (values, cols) = rows(values, format);
        let blocks = format.fit(&values, cols).expect("values below 1e30");
        for (block, quantizer) in values.chunks(blocks.block).zip(&blocks.quantizers).filter(|(block, _)| one_scale(format, block)) {
            for &x in block.iter().filter(|x| quantizer.clipped(**x, 0.0) == 0) {
                let (level, y) = quantizer.apply(x, 0.0);
                let (low, high) = quantizer.ends();
                let inner = level.clamp(low + 1, high - 1);
                let (below, above) = (quantizer.value(inner - 1), quantizer.value(inner + 1));
                let gap = f64::from(above - y).abs().max(f64::from(y - below).abs());
                let error = (f64::from(x) - f64::from(y)).abs();
                prop_assert!(error <= gap / 2.0 + 4.0 * f64::from(x.abs()) * f64::from(f32::EPSILON), "{format:?}: {x:e} became {y:e}, gap {gap:e}");
            }
        }
    }

    #[test]
    fn a_dequantized_value_stays(values in bell(), format in format()) {
        let (values, cols) = rows(values, format);
        let blocks = format.fit(&values, cols).expect("small values");
        for (block, quantizer) in values.chunks(blocks.block).zip(&blocks.quantizers).filter(|(block, _)| one_scale(format, block)) {
            for &x in block {
                let y = quantizer.apply(x, 0.0).1;
                prop_assert_eq!(quantizer.apply(y, 0.0).1, y);
            }
        }
    }

    /// NVFP4 with one level has no scale that could follow; all others keep their codes.
    #[test]
    fn scales_follow_powers_of_two(values in bell(), format in format(), k in -20i32..20) {
        prop_assume!(format != BlockFormat::Nvfp4(Nvfp4 { two_level: false, rule: Nvfp4Rule::Torchao }));
        let by = libm::exp2f(k as f32);
        let (values, cols) = rows(values, format);
        prop_assume!(values.chunks(format.block()).all(|block| one_scale(bnb(BnbType::Nf4, 32, false), block)));
        let scaled: Vec<f32> = values.iter().map(|x| x * by).collect();
        prop_assume!(scaled.iter().zip(&values).all(|(y, x)| y / by == *x));
        let (before, after) = (format.fit(&values, cols).expect("small"), format.fit(&scaled, cols).expect("small"));
        prop_assert_eq!(format.encode(&before, &values), format.encode(&after, &scaled));
        for (i, (&x, &y)) in values.iter().zip(&scaled).enumerate() {
            let (x, y) = (before.of(i).apply(x, 0.0).1, after.of(i).apply(y, 0.0).1);
            prop_assert!(x * by == y || y.abs() < f32::MIN_POSITIVE, "{x:e} * {by:e} is not {y:e}");
        }
    }
}

#[test]
fn zeros_stay_zeros() {
    let mut values = vec![0.0; 8192];
    values[4096..].fill(-0.0);
    for format in formats() {
        let blocks = format.fit(&values, 4096).expect("zeros");
        assert!(values.iter().enumerate().all(|(i, &x)| blocks.of(i).apply(x, 0.0).1 == 0.0), "{format:?}");
        let decoded = format.decode(&format.encode(&blocks, &values), &blocks.scales, values.len(), 4096).expect("its own bytes");
        assert!(decoded.iter().all(|&y| y == 0.0), "{format:?}");
    }
}

#[test]
fn the_bits_are_those_published() {
    let values: Vec<f32> = (0..1 << 17).map(|i| libm::sinf(i as f32)).collect();
    let n = values.len() as f64;
    let bits = |format: BlockFormat| format.fit(&values, 128).expect("sines").bits as f64;
    let mx = |element| bits(BlockFormat::Mx(Mx { element, rule: ScaleRule::Floor })) / n;
    assert_eq!(ELEMENTS.map(mx), [8.25, 8.25, 6.25, 6.25, 4.25, 8.25]);
    assert_eq!(bits(BlockFormat::Nvfp4(Nvfp4 { two_level: false, rule: Nvfp4Rule::Torchao })), 4.5 * n);
    assert_eq!(bits(BlockFormat::Nvfp4(Nvfp4 { two_level: true, rule: Nvfp4Rule::Torchao })), 4.5 * n + 32.0);
    assert_eq!(bits(bnb(BnbType::Nf4, 64, false)), 4.5 * n);
    assert_eq!(bits(bnb(BnbType::Nf4, 64, true)), (4.0 + 8.0 / 64.0 + 32.0 / (64.0 * 256.0)) * n + 32.0);
}

/// Ten million values in blocks of 16 have 625 000 quantizers.
#[test]
fn a_quantizer_is_small() {
    assert!(size_of::<Quantizer>() <= 40, "{} bytes", size_of::<Quantizer>());
}

#[test]
fn what_does_not_fit_is_refused() {
    let mx = BlockFormat::Mx(Mx { element: MxElement::E2m1, rule: ScaleRule::Ceil });
    assert_eq!(mx.fit(&[], 0), Err(Error::Empty));
    assert_eq!(mx.fit(&[1.0; 96], 48), Err(Error::Block { block: 32, cols: 48 }));
    assert_eq!(mx.fit(&[1.0; 96], 64), Err(Error::Shape { len: 96, shape: vec![1, 64] }));
    assert!(matches!(mx.fit(&[f32::MAX; 32], 32), Err(Error::RangeTooWide { .. })));
    assert!(bnb(BnbType::Nf4, 64, false).fit(&[1.0; 96], 48).is_ok());
    assert_eq!(Bnb::new(BnbType::Nf4, 48, false), Err(Error::BlockSize { block: 48 }));

    let blocks = mx.fit(&[1.0; 32], 32).expect("ones");
    let Scales::E8m0(scales) = &blocks.scales else { panic!("MX has E8M0 scales") };
    let refused = |bytes: &[u8], scales: &Scales, len| matches!(mx.decode(bytes, scales, len, 32), Err(Error::BlockData { .. }));
    assert!(refused(&[0; 15], &blocks.scales, 32));
    assert!(refused(&[0; 32], &blocks.scales, 64));
    assert!(refused(&[0; 16], &Scales::Absmax(vec![1.0]), 32));
    assert!(refused(&[0; 16], &Scales::E8m0(vec![quantscope::num::E8m0::NAN]), 32));
    assert!(!refused(&[0; 16], &Scales::E8m0(scales.clone()), 32));
    let short = Scales::Nested(Nested { codes: vec![1; 300], absmax: vec![1.0], offset: 0.0 });
    assert!(bnb(BnbType::Nf4, 32, true).decode(&[0; 4800], &short, 9600, 9600).is_err());
}

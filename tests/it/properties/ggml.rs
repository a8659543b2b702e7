//! ggml's blocks: sizes, how well they store a bell, and what must hold for any values.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::Error;
use quantscope::num::{CodeRange, Rounding};
use quantscope::quant::block::ggml::{GgmlType, Proof};
use quantscope::quant::{Affine, Preset, Quantizer, Range};
use quantscope::tensor::{Distribution, Generator};

/// The published bits a value, and the ratio of signal to error in dB that ggml's C code was measured to reach on
/// standard normal values.
const KNOWN: [(&str, f64, f64); 14] = [
    ("Q4_0", 4.5, 21.31),
    ("Q4_1", 5.0, 22.14),
    ("Q5_0", 5.5, 27.4),
    ("Q5_1", 6.0, 28.4),
    ("Q8_0", 8.5, 45.44),
    ("Q2_K", 2.625, 10.57),
    ("Q3_K", 3.4375, 16.4),
    ("Q4_K", 4.5, 22.94),
    ("Q5_K", 5.5, 28.8),
    ("Q6_K", 6.5625, 35.04),
    ("IQ4_NL", 4.5, 22.07),
    ("IQ4_XS", 4.25, f64::NAN),
    ("MXFP4", 4.25, 18.78),
    ("NVFP4", 4.5, 20.5),
];

/// The convention of the same name stands for the arithmetic of `Q8_0`, whose blocks the package proves.
#[test]
fn the_convention_finds_the_codes_of_q8_0() {
    let bell = Generator { distribution: Distribution::Laplace, rows: 64, cols: 32, seed: 3, outliers: 20, strength: 30.0 };
    let tensor = bell.tensor(&mut |_| {}).expect("a bell");
    let blocks = GgmlType::Q8_0.fit(tensor.values(), 32, None).expect("whole blocks");
    let codes = CodeRange::of_bits(8, true).expect("8 bits");
    for (block, values) in blocks.iter().zip(tensor.values().chunks(32)) {
        let range = Range::of(values.iter().copied()).expect("values");
        let affine = Affine::fit(Preset::Ggml.convention(), true, range, codes, Rounding::HalfAway).map(Quantizer::Affine).expect("fits");
        for &x in values {
            assert_eq!(affine.level(x, 0.0), block.code(block.level(x, 0.0)), "{x:e}");
        }
    }
}

#[test]
fn bits_and_error_are_as_published() {
    let bell = Generator { distribution: Distribution::Normal, rows: 64, cols: 1024, seed: 5, outliers: 0, strength: 1.0 };
    let tensor = bell.tensor(&mut |_| {}).expect("a bell");
    let values = tensor.values();
    for (kind, (name, bits, decibels)) in GgmlType::ALL.iter().copied().zip(KNOWN) {
        assert_eq!((kind.name(), kind.bits_per_value()), (name, bits));
        let bytes = kind.quantize(values, 1024, None).expect("whole blocks");
        assert_eq!(bytes.len() * 8, (values.len() as f64 * bits) as usize);
        let decoded = kind.dequantize(&bytes).expect("whole blocks");
        let power = |of: &dyn Fn(f64, f64) -> f64| values.iter().zip(&decoded).map(|(&x, &y)| of(x.into(), y.into())).sum::<f64>();
        let reached = 10.0 * (power(&|x, _| x * x) / power(&|x, y| (x - y) * (x - y))).log10();
        assert!(decibels.is_nan() || (reached - decibels).abs() < 0.5, "{name}: {reached:.2} dB instead of {decibels}");
    }
}

#[test]
fn what_cannot_be_stored_is_refused() {
    assert_eq!(GgmlType::Q4K.quantize(&[0.0; 384], 128, None), Err(Error::Block { block: 256, cols: 128 }));
    assert!(matches!(GgmlType::Q4_0.dequantize(&[0; 19]), Err(Error::BlockData { .. })));
    let mut values = [1.0; 64];
    values[40] = 1e9;
    assert_eq!(GgmlType::Q8_0.fit(&values, 64, None), Err(Error::BlockScale { format: "Q8_0", block: 1 }));
    assert_eq!(GgmlType::Q4_0.fit(&[], 32, None), Ok(Vec::new()));
}

/// What a block is said to hold comes to its values in the arithmetic of f32.
#[test]
fn a_block_taken_apart_comes_to_its_values() {
    let bell = Generator { distribution: Distribution::Laplace, rows: 1, cols: 256, seed: 9, outliers: 3, strength: 20.0 };
    let tensor = bell.tensor(&mut |_| {}).expect("a bell");
    for &kind in GgmlType::ALL {
        let mut bytes = kind.quantize(tensor.values(), 256, None).expect("whole blocks");
        for pass in 0u8..2 {
            for block in bytes.chunks(kind.bytes()) {
                let (apart, values) = (kind.stored(block).expect("one block"), kind.dequantize(block).expect("one block"));
                assert_eq!((apart.codes.len(), apart.runs.len()), (kind.block(), kind.block() / kind.run()));
                for (i, &value) in values.iter().enumerate() {
                    let run = &apart.runs[i / kind.run()];
                    let again = (run.step * apart.numbers[i]) as f32 + run.offset as f32;
                    assert!(again == value || again.is_nan() && value.is_nan(), "{} {i}: {again} is not {value}", kind.name());
                    assert!(value.is_nan() || apart.values[i] == f64::from(value));
                }
            }
            // Then any bytes: codes and scales no quantizer writes.
            bytes.iter_mut().enumerate().for_each(|(i, byte)| *byte = byte.wrapping_mul(31).wrapping_add(i as u8 ^ pass));
        }
        assert!(kind.stored(&bytes[1..]).is_err());
    }
}

/// The importance of 256 columns, some without inputs; or none.
fn importance() -> impl Strategy<Value = Option<Vec<f32>>> {
    let column = prop_oneof![1 => Just(0.0f32), 4 => 1e-6f32..1e4];
    prop::option::of(prop::collection::vec(column, 256))
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn what_is_applied_is_what_the_bytes_hold(
        mut values in adversarial(),
        kind in prop::sample::select(GgmlType::ALL.to_vec()),
        columns in importance(),
    ) {
        let importance = columns.as_deref().map(|columns| &columns[..kind.block()]);
        values.resize(values.len().next_multiple_of(kind.block()), 0.0);
        let bytes = kind.quantize(&values, kind.block(), importance).expect("whole blocks");
        let decoded = kind.dequantize(&bytes).expect("whole blocks");
        match kind.fit(&values, kind.block(), importance) {
            Err(_) => prop_assert!(decoded.iter().any(|y| !y.is_finite())),
            Ok(runs) => {
                for (i, (&x, &y)) in values.iter().zip(&decoded).enumerate() {
                    let (level, applied) = runs[i / kind.run()].apply(x, 0.0);
                    let zeros = (kind.proof() == Proof::Reference || importance.is_some()) && (applied, y) == (0.0, 0.0);
                    prop_assert!(zeros || applied.to_bits() == y.to_bits(), "{kind:?}: {x:e} becomes {applied:e}, its bytes hold {y:e}");
                    prop_assert_eq!(runs[i / kind.run()].value(level), y);
                }
            }
        }
    }

    #[test]
    fn levels_and_their_values_rise(
        values in adversarial(),
        mut others in adversarial(),
        kind in prop::sample::select(GgmlType::ALL.to_vec()),
        columns in importance(),
    ) {
        let importance = columns.as_deref().map(|columns| &columns[..kind.block()]);
        let mut values: Vec<f32> = values.iter().map(|v| libm::tanhf(*v)).collect();
        values.resize(values.len().next_multiple_of(kind.block()), 0.0);
        others.extend(&values);
        others.sort_unstable_by(f32::total_cmp);
        for run in kind.fit(&values, kind.block(), importance).expect("small values").iter().take(4) {
            prop_assert!(others.windows(2).all(|pair| run.level(pair[0], 0.0) <= run.level(pair[1], 0.0)), "{run:?}");
            let (lowest, highest) = run.ends();
            prop_assert!((lowest..highest).all(|level| run.value(level) <= run.value(level + 1)), "{run:?}");
            prop_assert!(others.iter().all(|&x| (lowest..=highest).contains(&run.level(x, 0.0))));
        }
    }
}

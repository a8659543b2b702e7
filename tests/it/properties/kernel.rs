//! The pass of vector instructions against the plain loop: every kind of quantizer, every length of what is left over.

use super::sorted::{plain, same};
use crate::strategies::data::{adversarial, quantized, rounding};
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::num::{Codebook, Minifloat, Overflow, Specials, Tie};
use quantscope::quant::block::ggml::GgmlType;
use quantscope::quant::block::{BlockFormat, Bnb, BnbType, Mx, MxElement, Nvfp4, Nvfp4Rule, ScaleRule};
use quantscope::quant::{Arithmetic, Element, Pass, Quantizer, Scaled, Tally, dequantized};
use std::sync::Arc;

/// Any float format that may be built, and books of few and many levels.
fn element() -> impl Strategy<Value = Element> {
    let overflow = prop::sample::select(vec![Overflow::Special, Overflow::Saturate]);
    let specials = prop::sample::select(vec![Specials::Ieee, Specials::NanOnly, Specials::None]);
    let any = (1u8..=8, 0u8..=10, -20i32..=150, specials, overflow.clone())
        .prop_filter_map("a format", |(e, m, bias, s, o)| Minifloat::new(e, m, bias, s, o).ok());
    let named = (prop::sample::select(Minifloat::CATALOG.to_vec()), overflow).prop_map(|((_, format), o)| format.with_overflow(o));
    let powers = |bits| Codebook::powers_of_two(bits).expect("2 to 8 bits");
    let books = vec![
        Codebook::nf4(),
        Codebook::bnb_fp4(false),
        Codebook::bnb_fp4(true),
        Codebook::binary(),
        Codebook::ternary(),
        powers(4),
        powers(8),
    ];
    let list = Codebook::from_list(&[0.5, -3.0, 2.0], Tie::Upper).expect("three levels");
    let book = prop::sample::select([books, vec![list]].concat()).prop_map(|book| Element::Book(Arc::new(book)));
    prop_oneof![named.prop_map(Element::Float), any.prop_map(Element::Float), book]
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn integers((values, quantizer) in quantized(rounding())) {
        same(&Tally::of_values(&quantizer, &values), &plain(&quantizer, &values))?;
        comes_back(&quantizer, &values)?;
    }

    #[test]
    fn tables(values in adversarial(), element in element(), reach in 0.01f32..4.0, divides in any::<bool>(), negative in any::<bool>()) {
        let absmax = values.iter().fold(0f32, |most, v| most.max(v.abs()));
        let largest = match &element {
            Element::Float(format) => format.max(),
            Element::Book(book) => book.levels().iter().fold(0f32, |most, v| most.max(v.abs())),
        };
        let scale = absmax / largest * reach;
        prop_assume!(scale.is_normal() && (1.0 / scale).is_normal());
        let arithmetic = if divides { Arithmetic::Divide } else { Arithmetic::Reciprocal };
        let quantizer = Quantizer::Scaled(Scaled::new(element, arithmetic, if negative { -scale } else { scale }));
        prop_assume!(values.iter().all(|&x| quantizer.apply(x, 0.0).1.is_finite()));
        same(&Tally::of_values(&quantizer, &values), &plain(&quantizer, &values))?;
        comes_back(&quantizer, &values)?;
    }

    #[test]
    fn blocks(values in adversarial(), length in 1usize..=4) {
        let mx = |element| BlockFormat::Mx(Mx { element, rule: ScaleRule::Floor });
        let values: Vec<f32> = values.iter().copied().cycle().take(256 * length).collect();
        let bnb = BlockFormat::Bnb(Bnb::new(BnbType::Nf4, 64, false).expect("a block of 64"));
        for format in [mx(MxElement::E2m1), mx(MxElement::E4m3), mx(MxElement::Int8), BlockFormat::Nvfp4(Nvfp4 { two_level: true, rule: Nvfp4Rule::Torchao }), bnb] {
            let Ok(blocks) = format.fit(&values, values.len()) else { continue };
            together(&blocks.quantizers, &values, blocks.block)?;
        }
        for &kind in GgmlType::ALL {
            let Ok(quantizers) = kind.fit(&values, values.len(), None) else { continue };
            together(&quantizers, &values, kind.run())?;
        }
    }
}

/// The values that come back are those of the plain loop, to the bit.
fn comes_back(quantizer: &Quantizer, values: &[f32]) -> Result<(), TestCaseError> {
    let bits = |v: f32| v.to_bits();
    let plain: Vec<u32> = values.iter().map(|&x| bits(quantizer.dequantized(x, 0.0))).collect();
    let passed: Vec<u32> = dequantized(quantizer, values).into_iter().map(bits).collect();
    prop_assert_eq!(passed, plain);
    Ok(())
}

/// One pass over all slices comes to what the slices come to one by one.
fn together(quantizers: &[Quantizer], values: &[f32], run: usize) -> Result<(), TestCaseError> {
    let (mut pass, mut loops) = (Pass::default(), Tally::default());
    for (quantizer, slice) in quantizers.iter().zip(values.chunks(run)) {
        comes_back(quantizer, slice)?;
        pass.add(quantizer, slice);
        loops.merge(&plain(quantizer, slice));
    }
    same(&pass.tally(), &loops)
}

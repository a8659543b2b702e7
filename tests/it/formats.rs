//! Every code of every float format: back and forth, and all numbers half way between two with their neighbours against a
//! rule that knows only values: the nearest, of two as near the one with the even code.

use half::{bf16, f16};
use quantscope::num::{E8m0, Minifloat, Overflow, Specials};

/// All formats of up to 8 bits, with the usual bias and one beside it; all of 9 to 16 bits, the special codes taking
/// turns; and the named ones.
fn formats() -> impl Iterator<Item = Minifloat> {
    let small =
        (1..=7u8).flat_map(|e| (0..=7 - e).flat_map(move |m| [Specials::Ieee, Specials::NanOnly, Specials::None].map(|s| (e, m, s))));
    let custom = small.flat_map(|(e, m, specials)| {
        let bias = (1 << (e - 1)) - 1;
        let overflow = if bias % 2 == 0 { Overflow::Saturate } else { Overflow::Special };
        [bias, bias + 3].into_iter().filter_map(move |bias| Minifloat::new(e, m, bias, specials, overflow).ok())
    });
    let large = (1..=8u8).flat_map(|e| (8 - e..=10.min(15 - e)).map(move |m| (e, m))).filter_map(|(e, m)| {
        let (specials, overflow) = match (e + m) % 3 {
            0 => (Specials::Ieee, Overflow::Special),
            1 => (Specials::NanOnly, Overflow::Special),
            _ => (Specials::None, Overflow::Saturate),
        };
        Minifloat::new(e, m, (1 << (e - 1)) - 1, specials, overflow).ok()
    });
    custom.chain(large).chain(Minifloat::CATALOG.map(|(_, format)| format))
}

/// The finite magnitudes by code.
fn magnitudes(format: Minifloat) -> Vec<f64> {
    (0..=format.max_code()).map(|code| f64::from(format.decode(code as u16))).collect()
}

/// The code of a magnitude beyond all numbers.
fn overflowed(format: Minifloat) -> u16 {
    let top = format.max_code() as u16;
    match (format.overflow(), format.specials()) {
        (Overflow::Saturate, _) | (_, Specials::None) => top,
        _ => top + 1,
    }
}

#[test]
fn every_number_comes_back_and_ranks_rise() {
    for format in formats() {
        let mut last = f32::NEG_INFINITY;
        let top = format.max_code() as i32;
        for rank in -1 - top..=top {
            let code = format.at_rank(rank);
            let value = format.decode(code);
            assert_eq!(format.rank(code), rank, "{format:?}");
            assert_eq!(format.encode(value), code, "{format:?} {value:e}");
            assert!(value > last || (rank == 0 && value == last), "{format:?} {rank}: {last:e}, {value:e}");
            assert!(!format.overflows(value), "{format:?} {value:e}");
            last = value;
        }
        assert_eq!(last, format.max(), "{format:?}");
        for code in 0..1u32 << format.bits() {
            let code = code as u16;
            assert_eq!(format.at_rank(format.rank(code)), code, "{format:?}");
            let value = format.decode(code);
            assert_eq!(
                value.is_finite(),
                (u32::from(code) & ((1 << (format.bits() - 1)) - 1)) <= format.max_code(),
                "{format:?} {code:#x}"
            );
        }
    }
}

#[test]
fn every_midpoint_and_its_neighbours_round_half_to_even() {
    for format in formats() {
        let values = magnitudes(format);
        let sign = 1u16 << (format.bits() - 1);
        for (low, pair) in values.windows(2).enumerate() {
            let middle = ((pair[0] + pair[1]) / 2.0) as f32;
            for x in [middle.next_down().next_down(), middle.next_down(), middle, middle.next_up(), middle.next_up().next_up()] {
                let (below, above) = (f64::from(x) - pair[0], pair[1] - f64::from(x));
                let up = above < below || (above == below && low % 2 == 1);
                let code = (low + usize::from(up)) as u16;
                assert_eq!(format.encode(x), code, "{format:?} {x:e} between {pair:?}");
                assert_eq!(format.encode(-x), sign | code, "{format:?} -{x:e} between {pair:?}");
            }
        }
    }
}

/// Beyond the largest number lies one half way to where the next would be; from there on, or past it if the largest has
/// an even code, a number overflows.
#[test]
fn what_lies_beyond_the_largest_overflows() {
    for format in formats() {
        let (values, top) = (magnitudes(format), format.max_code());
        // The gap below the largest is half the one above if it begins a binade, but for the lowest of normal numbers.
        let begins = top % (1 << format.mantissa_bits()) == 0 && top >> format.mantissa_bits() > 1;
        let gap = values[top as usize] - values[top as usize - 1];
        let step = if begins { 2.0 * gap } else { gap };
        let limit = (values[top as usize] + step / 2.0) as f32;
        if !limit.is_finite() {
            continue;
        }
        for (x, over) in [(limit.next_down(), false), (limit, top % 2 == 1), (limit.next_up(), true), (f32::INFINITY, true)] {
            let code = if over { overflowed(format) } else { top as u16 };
            assert_eq!((format.encode(x), format.overflows(x), format.overflows(-x)), (code, over, over), "{format:?} {x:e}");
        }
    }
}

#[test]
fn the_16_bit_formats_are_those_of_the_half_crate() {
    let near = |x: f32| [x.next_down(), x, x.next_up()];
    for code in 0..=u16::MAX {
        let (single, brain) = (f16::from_bits(code).to_f32(), bf16::from_bits(code).to_f32());
        let same = |got: f32, expected: f32| got.to_bits() == expected.to_bits() || (got.is_nan() && expected.is_nan());
        assert!(same(Minifloat::FP16.decode(code), single) && same(Minifloat::BF16.decode(code), brain), "{code:#06x}");
        for x in near(single).into_iter().chain(near(brain)).chain(near(f32::from_bits(u32::from(code) << 16 | 0x8000))) {
            if !x.is_nan() {
                assert_eq!(Minifloat::FP16.encode(x), f16::from_f32(x).to_bits(), "{x:e}");
                assert_eq!(Minifloat::BF16.encode(x), bf16::from_f32(x).to_bits(), "{x:e}");
            }
        }
    }
}

#[test]
fn e8m0_goes_to_the_nearest_power_and_halves_up() {
    for code in 1..254u8 {
        let (low, high) = (f64::from(E8m0(code).value()), f64::from(E8m0(code + 1).value()));
        assert_eq!(high, 2.0 * low);
        let middle = (1.5 * low) as f32;
        for (x, up) in [(middle.next_down(), 0), (middle, 1), (middle.next_up(), 1)] {
            assert_eq!(E8m0::nearest(x), E8m0(code + up), "{x:e}");
        }
    }
}

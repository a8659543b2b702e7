//! The byte layout of each ggml block: codes in bit planes, scales in halves, nibbles and six-bit fields. From
//! ggml-common.h and the reference decoders of ggml and gguf-py. Does not choose codes or scales.

use crate::num::Minifloat;
use crate::quant::block::ggml::GgmlType;

/// The most values a block has.
pub(super) const LARGEST: usize = 256;

/// The most runs a block has.
pub(super) const RUNS: usize = 16;

/// Twice the values of E2M1 by code, 8 codes up and 8 down; -0 decodes as 0.
pub(super) const E2M1: [i8; 16] = [0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12];

/// The numbers of ggml's non-linear 4-bit codes.
pub(super) const IQ4: [i8; 16] = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

/// Some bits of every code: `8 / bits` values share a byte, and those of one byte lie `stride` values apart.
struct Plane {
    /// The first byte.
    at: usize,
    /// Bits a code has here: 1, 2, 4 or 8.
    bits: usize,
    stride: usize,
    /// The lowest of these bits in the code.
    shift: usize,
}

impl Plane {
    /// Byte and bit of value `i`.
    fn place(&self, i: usize) -> (usize, usize) {
        let group = self.stride * 8 / self.bits;
        (self.at + i / group * self.stride + i % self.stride, i % group / self.stride * self.bits)
    }

    fn mask(&self) -> u8 {
        u8::MAX >> (8 - self.bits)
    }
}

/// How scales (and minimums) are stored.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ScaleFormat {
    /// A half first.
    Half,
    /// A half first, then a half minimum.
    HalfMin,
    /// Four bits a run of scale and of minimum in one byte, times two halves.
    Nibbles,
    /// Six bits a run with offset 32, times a half.
    Six,
    /// Six bits a run of scale and of minimum, times two halves.
    SixMin,
    /// A signed byte a run, times a half.
    Byte,
    /// Six bits a run with offset 32, the upper two apart, times a half.
    SixApart,
    /// The exponent of a power of two.
    Exponent,
    /// An unsigned E4M3 a run.
    E4m3,
}

/// The number of a code.
#[derive(Clone, Copy)]
pub(super) enum Numbers {
    /// The code minus this offset.
    From(i32),
    /// The code in two's complement.
    Signed,
    /// A table.
    Table(&'static [i8; 16]),
}

impl Numbers {
    pub fn of(self, code: u8) -> f32 {
        match self {
            Self::From(zero) => (i32::from(code) - zero) as f32,
            Self::Signed => f32::from(code as i8),
            Self::Table(table) => f32::from(table[usize::from(code & 15)]),
        }
    }
}

/// The stored scales of a super-block: two halves, and small integers, one scale and one minimum per run.
#[derive(Default)]
pub(super) struct StoredScales {
    pub d: f32,
    pub dmin: f32,
    pub scales: [u8; RUNS],
    pub mins: [u8; RUNS],
}

impl StoredScales {
    /// The halves, rounded as they are stored: to nearest, ties to even.
    #[inline]
    pub fn halves(&self) -> (f32, f32) {
        let half = |x: f32| if x == 0.0 { x } else { Minifloat::FP16.decode(Minifloat::FP16.encode(x)) };
        (half(self.d), half(self.dmin))
    }

    /// The integers of a run as they are read back.
    #[inline]
    pub fn integers(&self, run: usize, scales: ScaleFormat) -> (i32, i32) {
        let scale = self.scales[run];
        (if scales == ScaleFormat::Byte { i32::from(scale as i8) } else { scale.into() }, self.mins[run].into())
    }
}

/// One block's shape.
pub(super) struct Layout {
    pub name: &'static str,
    /// Values a block.
    pub block: usize,
    /// Bytes a block.
    pub bytes: usize,
    /// Values that share scale and minimum.
    pub run: usize,
    pub scales: ScaleFormat,
    pub numbers: Numbers,
    planes: &'static [Plane],
}

impl Layout {
    /// The layout of a type.
    pub fn of(kind: GgmlType) -> &'static Self {
        &LAYOUTS[kind as usize]
    }

    /// Decodes a block: `step number + offset`, as ggml computes it.
    pub fn decode(&self, block: &[u8], values: &mut Vec<f32>) {
        for run in 0..self.block / self.run {
            let (step, offset) = self.step(block, run);
            values.extend((run * self.run..(run + 1) * self.run).map(|i| step * self.numbers.of(self.code(block, i)) + offset));
        }
    }

    /// The code of value `i`.
    pub fn code(&self, block: &[u8], i: usize) -> u8 {
        let bits = |code: u8, plane: &Plane| {
            let (byte, bit) = plane.place(i);
            code | (block[byte] >> bit & plane.mask()) << plane.shift
        };
        self.planes.iter().fold(0, bits)
    }

    /// Writes the codes of a block into planes that are still 0.
    pub fn pack(&self, codes: &[u8; LARGEST], block: &mut [u8]) {
        for (i, code) in codes.iter().enumerate().take(self.block) {
            for plane in self.planes {
                let (byte, bit) = plane.place(i);
                block[byte] |= (code >> plane.shift & plane.mask()) << bit;
            }
        }
    }

    /// The real size of one step of a run's numbers, and the offset that is added: -0 if there is none.
    pub fn step(&self, block: &[u8], run: usize) -> (f32, f32) {
        self.worth(self.halves(block), self.integers(block, run))
    }

    /// The same for halves and integers as a block stores them.
    #[inline]
    pub fn worth(&self, (d, dmin): (f32, f32), (scale, min): (i32, i32)) -> (f32, f32) {
        match self.scales {
            ScaleFormat::Half => (d, -0.0),
            ScaleFormat::HalfMin => (d, dmin),
            ScaleFormat::Nibbles | ScaleFormat::SixMin => (d * scale as f32, -(dmin * min as f32)),
            ScaleFormat::Six | ScaleFormat::SixApart => (d * (scale - 32) as f32, -0.0),
            ScaleFormat::Byte => (d * scale as f32, -0.0),
            ScaleFormat::Exponent => (half_of_exponent(scale as u8), -0.0),
            ScaleFormat::E4m3 => (half_of_e4m3(scale as u8), -0.0),
        }
    }

    /// The two halves of a block, 0 where it has none.
    pub fn halves(&self, block: &[u8]) -> (f32, f32) {
        let half = |at: usize| Minifloat::FP16.decode(u16::from_le_bytes([block[at], block[at + 1]]));
        match self.scales {
            ScaleFormat::Half | ScaleFormat::SixApart => (half(0), 0.0),
            ScaleFormat::HalfMin | ScaleFormat::SixMin => (half(0), half(2)),
            ScaleFormat::Nibbles => (half(80), half(82)),
            ScaleFormat::Six => (half(108), 0.0),
            ScaleFormat::Byte => (half(208), 0.0),
            ScaleFormat::Exponent | ScaleFormat::E4m3 => (0.0, 0.0),
        }
    }

    /// The integers stored for a run's scale and minimum, 0 where there are none.
    pub fn integers(&self, block: &[u8], run: usize) -> (i32, i32) {
        let six = |low: u8, high: u8| i32::from(low & 15 | (high & 3) << 4);
        match self.scales {
            ScaleFormat::Half | ScaleFormat::HalfMin => (0, 0),
            ScaleFormat::Nibbles => (i32::from(block[run] & 15), i32::from(block[run] >> 4)),
            ScaleFormat::Six => (six(block[96 + run % 8] >> (run / 8 * 4), block[104 + run % 4] >> (run / 4 * 2)), 0),
            ScaleFormat::SixMin => {
                let b = &block[4..16];
                let (scale, min) = if run < 4 {
                    (b[run] & 63, b[run + 4] & 63)
                } else {
                    (b[run + 4] & 15 | b[run - 4] >> 6 << 4, b[run + 4] >> 4 | b[run] >> 6 << 4)
                };
                (scale.into(), min.into())
            }
            ScaleFormat::Byte => (i32::from(block[192 + run] as i8), 0),
            ScaleFormat::SixApart => (six(block[4 + run / 2] >> (run % 2 * 4), block[2 + run / 4] >> (run % 4 * 2)), 0),
            ScaleFormat::Exponent | ScaleFormat::E4m3 => (block[run].into(), 0),
        }
    }

    /// Writes the scales of a block that is still 0; the halves are rounded to nearest, ties to even.
    pub fn put(&self, stored: &StoredScales, block: &mut [u8]) {
        let StoredScales { d, dmin, scales, mins } = stored;
        let mut half = |at: usize, x: f32| block[at..at + 2].copy_from_slice(&Minifloat::FP16.encode(x).to_le_bytes());
        match self.scales {
            ScaleFormat::Half => half(0, *d),
            ScaleFormat::HalfMin | ScaleFormat::SixMin => {
                half(0, *d);
                half(2, *dmin);
            }
            ScaleFormat::Nibbles => {
                half(80, *d);
                half(82, *dmin);
            }
            ScaleFormat::Six => half(108, *d),
            ScaleFormat::Byte => half(208, *d),
            ScaleFormat::SixApart => half(0, *d),
            ScaleFormat::Exponent | ScaleFormat::E4m3 => {}
        }
        for (run, (&s, &m)) in scales.iter().zip(mins).enumerate().take(self.block / self.run) {
            match self.scales {
                ScaleFormat::Half | ScaleFormat::HalfMin => {}
                ScaleFormat::Nibbles => block[run] = s | m << 4,
                ScaleFormat::Six => {
                    block[96 + run % 8] |= (s & 15) << (run / 8 * 4);
                    block[104 + run % 4] |= s >> 4 << (run / 4 * 2);
                }
                ScaleFormat::SixMin if run < 4 => {
                    block[4 + run] = s;
                    block[8 + run] = m;
                }
                ScaleFormat::SixMin => {
                    block[8 + run] = s & 15 | m << 4;
                    block[run] |= s >> 4 << 6;
                    block[4 + run] |= m >> 4 << 6;
                }
                ScaleFormat::Byte => block[192 + run] = s,
                ScaleFormat::SixApart => {
                    block[4 + run / 2] |= (s & 15) << (run % 2 * 4);
                    block[2 + run / 4] |= s >> 4 << (run % 4 * 2);
                }
                ScaleFormat::Exponent | ScaleFormat::E4m3 => block[run] = s,
            }
        }
    }
}

/// `2^(e - 128)`: half the MX scale, because the table holds twice the E2M1 values.
fn half_of_exponent(e: u8) -> f32 {
    f32::from_bits(if e < 2 { 0x0020_0000 << e } else { u32::from(e - 1) << 23 })
}

/// Half of an unsigned E4M3 of bias 7; its NaN counts as 0.
fn half_of_e4m3(code: u8) -> f32 {
    let (exponent, mantissa) = (u32::from(code >> 3 & 15), u32::from(code & 7));
    match (code, exponent) {
        (0x7f, _) => 0.0,
        (_, 0) => mantissa as f32 / 1024.0,
        _ => f32::from_bits((exponent + 119) << 23 | mantissa << 20),
    }
}

const fn plane(at: usize, bits: usize, stride: usize, shift: usize) -> Plane {
    Plane { at, bits, stride, shift }
}

const fn layout(
    name: &'static str,
    (block, bytes, run): (usize, usize, usize),
    scales: ScaleFormat,
    numbers: Numbers,
    planes: &'static [Plane],
) -> Layout {
    Layout { name, block, bytes, run, scales, numbers, planes }
}

/// In the order of [`GgmlType`]. The three numbers: values a block, bytes a block, values a run.
static LAYOUTS: [Layout; 14] = [
    layout("Q4_0", (32, 18, 32), ScaleFormat::Half, Numbers::From(8), &[plane(2, 4, 16, 0)]),
    layout("Q4_1", (32, 20, 32), ScaleFormat::HalfMin, Numbers::From(0), &[plane(4, 4, 16, 0)]),
    layout("Q5_0", (32, 22, 32), ScaleFormat::Half, Numbers::From(16), &[plane(6, 4, 16, 0), plane(2, 1, 1, 4)]),
    layout("Q5_1", (32, 24, 32), ScaleFormat::HalfMin, Numbers::From(0), &[plane(8, 4, 16, 0), plane(4, 1, 1, 4)]),
    layout("Q8_0", (32, 34, 32), ScaleFormat::Half, Numbers::Signed, &[plane(2, 8, 1, 0)]),
    layout("Q2_K", (256, 84, 16), ScaleFormat::Nibbles, Numbers::From(0), &[plane(16, 2, 32, 0)]),
    layout("Q3_K", (256, 110, 16), ScaleFormat::Six, Numbers::From(4), &[plane(32, 2, 32, 0), plane(0, 1, 32, 2)]),
    layout("Q4_K", (256, 144, 32), ScaleFormat::SixMin, Numbers::From(0), &[plane(16, 4, 32, 0)]),
    layout("Q5_K", (256, 176, 32), ScaleFormat::SixMin, Numbers::From(0), &[plane(48, 4, 32, 0), plane(16, 1, 32, 4)]),
    layout("Q6_K", (256, 210, 16), ScaleFormat::Byte, Numbers::From(32), &[plane(0, 4, 64, 0), plane(128, 2, 32, 4)]),
    layout("IQ4_NL", (32, 18, 32), ScaleFormat::Half, Numbers::Table(&IQ4), &[plane(2, 4, 16, 0)]),
    layout("IQ4_XS", (256, 136, 32), ScaleFormat::SixApart, Numbers::Table(&IQ4), &[plane(8, 4, 16, 0)]),
    layout("MXFP4", (32, 17, 32), ScaleFormat::Exponent, Numbers::Table(&E2M1), &[plane(1, 4, 16, 0)]),
    layout("NVFP4", (64, 36, 16), ScaleFormat::E4m3, Numbers::Table(&E2M1), &[plane(4, 4, 8, 0)]),
];

//! The colours of charts: the same hue means the same thing in every one of them.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

/// Which set of colours and sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DrawTheme {
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
    /// Dark on white, everything 1.6 times as large: for presenting.
    Projector,
    /// Light on black, as large.
    ProjectorDark,
}

impl DrawTheme {
    /// The magnification of everything drawn.
    pub fn zoom(self) -> f64 {
        match self {
            Self::Light | Self::Dark => 1.0,
            Self::Projector | Self::ProjectorDark => 1.6,
        }
    }

    /// The colours.
    pub(super) fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Projector => &PROJECTOR,
            Self::ProjectorDark => &PROJECTOR_DARK,
            Self::Dark => &DARK,
        }
    }
}

/// A set of colours.
pub(super) struct Palette {
    pub paper: RGBColor,
    pub ink: RGBColor,
    /// Labels and other explanatory text.
    pub quiet: RGBColor,
    /// Hairlines that must not compete with data.
    pub rule: RGBColor,
    pub original: RGBColor,
    pub dequantized: RGBColor,
    pub error: RGBColor,
    pub clipped: RGBColor,
    /// The first of two classes, the circles.
    pub first: RGBColor,
    /// The second, the crosses.
    pub second: RGBColor,
    /// The ground of every second band.
    pub band: RGBColor,
    /// Words about originals: a shade of their colour with a contrast of 7:1.
    pub original_words: RGBColor,
    /// Words about dequantized values.
    pub dequantized_words: RGBColor,
    /// Words about errors.
    pub error_words: RGBColor,
}

static LIGHT: Palette = Palette {
    paper: RGBColor(0xff, 0xff, 0xff),
    ink: RGBColor(0x1b, 0x1f, 0x24),
    quiet: RGBColor(0x4b, 0x53, 0x5d),
    rule: RGBColor(0xd9, 0xdd, 0xe2),
    original: RGBColor(0x00, 0x72, 0xb2),
    dequantized: RGBColor(0xd5, 0x5e, 0x00),
    error: RGBColor(0xa0, 0x30, 0x7a),
    clipped: RGBColor(0x86, 0x8e, 0x99),
    first: RGBColor(0x00, 0x77, 0x6a),
    second: RGBColor(0x4f, 0x57, 0x66),
    band: RGBColor(0xf1, 0xf2, 0xf4),
    original_words: RGBColor(0x00, 0x5a, 0x8d),
    dequantized_words: RGBColor(0x93, 0x3c, 0x00),
    error_words: RGBColor(0x90, 0x2a, 0x6d),
};

/// Projector: light colours are darkened, because projectors wash them out.
static PROJECTOR: Palette = Palette {
    quiet: LIGHT.ink,
    rule: RGBColor(0xb0, 0xb6, 0xbd),
    clipped: RGBColor(0x5b, 0x63, 0x6d),
    band: RGBColor(0xe9, 0xeb, 0xee),
    ..LIGHT
};

static DARK: Palette = Palette {
    paper: RGBColor(0x14, 0x17, 0x1a),
    ink: RGBColor(0xe8, 0xea, 0xed),
    quiet: RGBColor(0xb6, 0xbd, 0xc6),
    rule: RGBColor(0x34, 0x3a, 0x42),
    original: RGBColor(0x56, 0xb4, 0xe9),
    dequantized: RGBColor(0xe6, 0x9f, 0x00),
    error: RGBColor(0xf0, 0xa6, 0xd0),
    clipped: RGBColor(0x7d, 0x86, 0x92),
    first: RGBColor(0x3f, 0xc4, 0xa8),
    second: RGBColor(0xa9, 0xb2, 0xc2),
    band: RGBColor(0x1f, 0x24, 0x29),
    original_words: RGBColor(0x56, 0xb4, 0xe9),
    dequantized_words: RGBColor(0xe6, 0x9f, 0x00),
    error_words: RGBColor(0xf0, 0xa6, 0xd0),
};

/// The same on black: dim colours are lightened.
static PROJECTOR_DARK: Palette = Palette {
    quiet: DARK.ink,
    rule: RGBColor(0x5a, 0x62, 0x6c),
    clipped: RGBColor(0xa4, 0xac, 0xb6),
    band: RGBColor(0x2a, 0x30, 0x37),
    ..DARK
};

/// `a` with the share `t` of `b`.
pub(super) fn mix(a: RGBColor, b: RGBColor, t: f64) -> RGBColor {
    let t = t.clamp(0.0, 1.0);
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
    RGBColor(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

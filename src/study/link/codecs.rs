//! How the values of links are written and read. Errors are sentences for the user. Knows no key.

/// Words of an enum or a truth value, as serde spells them.
pub(crate) mod word {
    use serde::{Serialize, de::DeserializeOwned};

    pub fn write<T: Serialize>(value: &T) -> String {
        serde_plain::to_string(value).unwrap_or_default()
    }

    pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        serde_plain::from_str(text).map_err(|_| tr!("this word is not known."))
    }
}

/// Whole numbers.
pub(crate) mod number {
    pub fn write(value: &u32) -> String {
        value.to_string()
    }

    pub fn read(text: &str) -> Result<u32, String> {
        text.parse().map_err(|_| tr!("this is not a whole number."))
    }
}

/// Finite floats, in the fewest digits that read back.
pub(crate) mod float {
    use crate::num::shortest;

    pub fn write(value: &f32) -> String {
        shortest(*value)
    }

    pub fn read(text: &str) -> Result<f32, String> {
        text.parse().ok().filter(|v: &f32| v.is_finite()).ok_or_else(|| tr!("this is not a number."))
    }
}

/// Small whole numbers.
pub(crate) mod small {
    pub fn write(value: &u8) -> String {
        value.to_string()
    }

    pub fn read(text: &str) -> Result<u8, String> {
        text.parse().map_err(|_| tr!("this is not a whole number."))
    }
}

/// Whole numbers of either sign.
pub(super) mod whole {
    pub fn write(value: &i32) -> String {
        value.to_string()
    }

    pub fn read(text: &str) -> Result<i32, String> {
        text.parse().map_err(|_| tr!("this is not a whole number."))
    }
}

/// Finite floats: `-1,0,0.5`.
pub(super) mod floats {
    use super::float;

    pub fn write(values: &[f32]) -> String {
        values.iter().map(float::write).collect::<Vec<_>>().join(",")
    }

    pub fn read(text: &str) -> Result<Vec<f32>, String> {
        text.split(',').filter(|part| !part.is_empty()).map(float::read).collect()
    }
}

/// The bits of a code, 1 to 16; whether a scheme offers them is checked elsewhere.
pub(super) mod bits {
    use crate::Error;

    pub fn write(value: &u8) -> String {
        value.to_string()
    }

    pub fn read(text: &str) -> Result<u8, String> {
        let bits = text.parse().map_err(|_| tr!("this is not a whole number."))?;
        if (1..=16).contains(&bits) { Ok(bits) } else { Err(Error::SchemeBits { bits, least: 1, most: 16 }.to_string()) }
    }
}

/// The share a percentile keeps.
pub(super) mod percent {
    use crate::quant::check_percentile;

    pub fn write(value: &f64) -> String {
        value.to_string()
    }

    pub fn read(text: &str) -> Result<f64, String> {
        let keep = text.parse().map_err(|_| tr!("this is not a number."))?;
        check_percentile(keep).map_err(|error| error.to_string())?;
        Ok(keep)
    }
}

/// Pasted text.
pub(super) mod text {
    pub fn write(value: &str) -> String {
        value.to_owned()
    }

    #[expect(clippy::unnecessary_wraps, reason = "one signature for all codecs")]
    pub fn read(text: &str) -> Result<String, String> {
        Ok(text.to_owned())
    }
}

/// The key of an example.
pub(super) mod example {
    use crate::Error;
    use crate::study::Source;
    use crate::tensor::catalog;

    pub fn write(value: &str) -> String {
        value.to_owned()
    }

    pub fn read(text: &str) -> Result<String, String> {
        if text == Source::PASTED || text == Source::FILE || catalog::find(text).is_some() {
            Ok(text.to_owned())
        } else {
            Err(Error::UnknownData { name: super::shortened(text) }.to_string())
        }
    }
}

/// Values changed by hand: `index:value,index:value`.
pub(super) mod edits {
    use super::{float, number};
    use crate::study::Edit;

    pub fn write(edits: &[Edit]) -> String {
        edits.iter().map(|e| format!("{}:{}", e.index, float::write(&e.value))).collect::<Vec<_>>().join(",")
    }

    pub fn read(text: &str) -> Result<Vec<Edit>, String> {
        let one = |part: &str| {
            let (index, value) = part.split_once(':').ok_or_else(|| tr!("an edit is written index:value."))?;
            Ok(Edit { index: number::read(index)?, value: float::read(value)? })
        };
        text.split(',').filter(|part| !part.is_empty()).map(one).collect()
    }
}

/// The beginning of the user's text.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

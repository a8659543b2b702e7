//! The integers a code may be.

use crate::Error;
use serde::{Deserialize, Serialize};

/// Codes from `qmin` to `qmax`, both included. At most 2^31 wide, so every code is exact in i32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRange {
    /// The lowest code.
    pub qmin: i32,
    /// The highest code.
    pub qmax: i32,
}

impl CodeRange {
    /// All codes of `bits` bits: two's complement when `signed`, else from 0. `bits` is 2 to 16.
    pub fn of_bits(bits: u8, signed: bool) -> Result<Self, Error> {
        if !(2..=16).contains(&bits) {
            return Err(Error::Bits { bits });
        }
        let half = 1 << (bits - 1);
        Ok(if signed { Self { qmin: -half, qmax: half - 1 } } else { Self { qmin: 0, qmax: 2 * half - 1 } })
    }

    /// The number of steps between the lowest and the highest code, `qmax - qmin`.
    pub fn steps(self) -> f32 {
        (self.qmax - self.qmin) as f32
    }
}

//! The names of the types. Knows no layout.

use serde::{Deserialize, Serialize};

/// The enum of the types and the list of them, from one table.
macro_rules! ggml_types {
    ($($name:ident => $key:literal,)*) => {
        /// A block format. In ggml's naming Q*b*_0 has a scale, Q*b*_1 a scale and a minimum, Q*b*_K blocks of 256 whose scales
        /// are themselves quantized; IQ4 has a non-linear table of 16 numbers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[allow(missing_docs, reason = "the names are ggml's")]
        #[non_exhaustive]
        pub enum GgmlType {
            $(#[serde(rename = $key)] $name,)*
        }

        impl GgmlType {
            /// All types.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

ggml_types! {
    Q4_0 => "q4-0",
    Q4_1 => "q4-1",
    Q5_0 => "q5-0",
    Q5_1 => "q5-1",
    Q8_0 => "q8-0",
    Q2K => "q2-k",
    Q3K => "q3-k",
    Q4K => "q4-k",
    Q5K => "q5-k",
    Q6K => "q6-k",
    Iq4Nl => "iq4-nl",
    Iq4Xs => "iq4-xs",
    Mxfp4 => "mxfp4",
    Nvfp4 => "nvfp4",
}

/// The reference that the bytes of a type are tested against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Values and bytes both equal those of the gguf package.
    Package,
    /// Values equal those of the gguf package, which cannot quantize this type; bytes equal those of ggml's C reference
    /// without an importance matrix. With one, the bytes of all types that use it equal those of the C code.
    Reference,
}

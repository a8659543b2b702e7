//! The named conventions: a table of data, each row with the source it was read from. Knows no arithmetic.

use crate::quant::convention::{
    Arithmetic, Convention, Degenerate, Precision, ScaleForm, ScaleType, Shift, SymmetricCodes, SymmetricDivisor, SymmetricZero, ZeroPoint,
    ZeroPointAdded, ZeroPointFrom,
};
use crate::quant::granularity::Granularity;
use crate::quant::range::Range;
use serde::{Deserialize, Serialize};

/// The named conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Preset {
    /// The formulas taught first: range as it is, division, zero point added before rounding.
    #[default]
    Article,
    /// torch.ao.quantization: range widened to zero, multiplication by 1/s, zero point added after rounding.
    Torch,
    /// torchao's `SYMMETRIC` and `ASYMMETRIC` mappings: as torch, with a far smaller epsilon.
    Torchao,
    /// torchao's `SYMMETRIC_NO_CLIPPING_ERR` mapping.
    TorchaoNoClip,
    /// onnxruntime's quantization tooling with `QuantizeLinear`: division, parameters in f64.
    Onnx,
    /// TensorRT's pytorch-quantization: inverse scale, -127 to 127.
    Tensorrt,
    /// Distiller's `SYMMETRIC` and `ASYMMETRIC` modes: inverse scale, zero point before rounding.
    Distiller,
    /// Distiller's `SYMMETRIC_RESTRICTED` mode.
    DistillerRestricted,
    /// GPTQ's `Quantizer`: division; symmetric ranges are mirrored only where a value is negative.
    Gptq,
    /// ggml's `Q8_0`: the inverse of the scale multiplies, -127 to 127. Its blocks, which store the scale in 16 bits, are
    /// [`crate::quant::block::ggml`].
    Ggml,
    /// compressed-tensors, which llm-compressor writes and vLLM reads.
    CompressedTensors,
    /// coremltools' weights.
    Coremltools,
    /// NNCF's compressed weights, for OpenVINO: symmetric scales have a sign.
    Nncf,
    /// ai-edge-quantizer, for LiteRT.
    Litert,
    /// optimum-quanto: the lower end is kept in place of a zero point.
    Quanto,
    /// MLX's affine mode: a float in place of a zero point.
    Mlx,
    /// AutoAWQ: the range is taken as it is, and is never shorter than 1e-5.
    Awq,
    /// Intel's neural-compressor, weights only.
    NeuralCompressor,
    /// The same with `full_range`: symmetric scales have a sign.
    NeuralCompressorFull,
    /// qwix, for JAX.
    Qwix,
}

static ARTICLE: Convention = Convention {
    range_includes_zero: false,
    scale_form: ScaleForm::Step,
    precision: Precision::Single,
    scale_type: ScaleType::F32,
    shift: Shift::ZeroPoint,
    arithmetic: Arithmetic::Divide,
    zero_point_added: ZeroPointAdded::BeforeRounding,
    zero_point: ZeroPoint::Unclamped,
    zero_point_from: ZeroPointFrom::RoundedPlaces,
    symmetric_divisor: SymmetricDivisor::Restricted,
    symmetric_codes: SymmetricCodes::All,
    symmetric_zero: SymmetricZero::UpperMiddle,
    degenerate: Degenerate::Magnitude,
};

/// torch/ao/quantization/observer.py, `_calculate_qparams`; eps is finfo(float32).eps.
static TORCH: Convention = Convention {
    range_includes_zero: true,
    arithmetic: Arithmetic::Reciprocal,
    zero_point_added: ZeroPointAdded::AfterRounding,
    zero_point: ZeroPoint::Clamped,
    symmetric_divisor: SymmetricDivisor::Full,
    symmetric_zero: SymmetricZero::TorchObserver,
    degenerate: Degenerate::Epsilon(f32::EPSILON),
    ..ARTICLE
};

/// torchao/quantization/quant_primitives.py, `choose_qparams_affine`; eps is finfo(float32).smallest_normal.
static TORCHAO: Convention =
    Convention { symmetric_zero: SymmetricZero::UpperMiddle, degenerate: Degenerate::Epsilon(f32::MIN_POSITIVE), ..TORCH };

/// The same function with `MappingType.SYMMETRIC_NO_CLIPPING_ERR`. It is meant for signed codes.
static TORCHAO_NO_CLIP: Convention = Convention { symmetric_divisor: SymmetricDivisor::EachEnd, ..TORCHAO };

/// onnxruntime/quantization/quant_utils.py, `compute_scale_zp` and its table of symmetric ranges.
static ONNX: Convention = Convention {
    range_includes_zero: true,
    precision: Precision::Double,
    zero_point_added: ZeroPointAdded::AfterRounding,
    symmetric_divisor: SymmetricDivisor::Full,
    symmetric_codes: SymmetricCodes::MirroredFromEightBits,
    degenerate: Degenerate::OneAndZero,
    ..ARTICLE
};

/// pytorch_quantization/tensor_quant.py, `_tensor_quant` (symmetric, narrow range) and `FakeAffineTensorQuantFunction`.
/// Its unsigned codes are for data without negative values; here unsigned symmetric codes have a middle, as elsewhere.
static TENSORRT: Convention = Convention {
    scale_form: ScaleForm::InverseIfSymmetric,
    zero_point_added: ZeroPointAdded::AfterRounding,
    symmetric_codes: SymmetricCodes::Mirrored,
    degenerate: Degenerate::OneUpTo(1.0 / 16_777_216.0),
    ..ARTICLE
};

/// distiller/quantization/q_utils.py; its zero point has the other sign.
static DISTILLER: Convention = Convention {
    range_includes_zero: true,
    scale_form: ScaleForm::Inverse,
    symmetric_divisor: SymmetricDivisor::Full,
    degenerate: Degenerate::OneUpTo(0.0),
    ..ARTICLE
};

/// The same functions with `LinearQuantMode.SYMMETRIC_RESTRICTED`.
static DISTILLER_RESTRICTED: Convention =
    Convention { symmetric_divisor: SymmetricDivisor::Restricted, symmetric_codes: SymmetricCodes::Mirrored, ..DISTILLER };

/// gptq/quant.py, `Quantizer.find_params` and `quantize`.
static GPTQ: Convention = Convention {
    range_includes_zero: true,
    zero_point_added: ZeroPointAdded::AfterRounding,
    symmetric_divisor: SymmetricDivisor::FullUnlessPositive,
    degenerate: Degenerate::Range(Range { lo: -1.0, hi: 1.0 }),
    ..ARTICLE
};

/// ggml/src/ggml-quants.c, `quantize_row_q8_0_ref`. ggml has no asymmetric integers with a zero point: its other blocks
/// store the smallest value instead.
static GGML: Convention = Convention {
    arithmetic: Arithmetic::Reciprocal,
    zero_point_added: ZeroPointAdded::AfterRounding,
    symmetric_codes: SymmetricCodes::Mirrored,
    degenerate: Degenerate::OneUpTo(0.0),
    ..ARTICLE
};

/// compressed_tensors/quantization/utils/helpers.py, `calculate_qparams`, and lifecycle/forward.py, `_quantize`.
static COMPRESSED_TENSORS: Convention = Convention {
    range_includes_zero: true,
    zero_point: ZeroPoint::Clamped,
    zero_point_from: ZeroPointFrom::Difference,
    symmetric_divisor: SymmetricDivisor::Full,
    degenerate: Degenerate::IfZero(f32::EPSILON),
    ..ARTICLE
};

/// coremltools/optimize/_utils.py, `quantize_weight`.
static COREMLTOOLS: Convention = Convention {
    range_includes_zero: true,
    zero_point_added: ZeroPointAdded::AfterRounding,
    zero_point: ZeroPoint::Clamped,
    zero_point_from: ZeroPointFrom::BothEnds,
    symmetric_codes: SymmetricCodes::MirroredAlways,
    degenerate: Degenerate::OneUpTo(0.0),
    ..ARTICLE
};

/// nncf/quantization/algorithms/weight_compression/weight_lowering.py, `calculate_signed_scale` and
/// `calculate_integer_quantization_params`.
static NNCF: Convention = Convention {
    range_includes_zero: true,
    zero_point: ZeroPoint::Clamped,
    symmetric_divisor: SymmetricDivisor::LargerEnd,
    degenerate: Degenerate::Epsilon(f32::EPSILON),
    ..ARTICLE
};

/// ai_edge_quantizer/algorithms/uniform_quantize/uniform_quantize_tensor.py, `tensor_zp_scale_from_min_max`.
static LITERT: Convention = Convention {
    range_includes_zero: true,
    zero_point_from: ZeroPointFrom::Difference,
    symmetric_codes: SymmetricCodes::MirroredFromEightBits,
    degenerate: Degenerate::LengthAtLeast(1e-9),
    ..ARTICLE
};

/// The same function with blocks.
static LITERT_BLOCKS: Convention = Convention { scale_type: ScaleType::Bf16ThenF16, ..LITERT };

/// optimum/quanto/tensor/optimizers, `AbsmaxOptimizer` and `MaxOptimizer`; tensor/weights, `quantize_weight`.
static QUANTO: Convention = Convention { shift: Shift::LowerEnd, degenerate: Degenerate::OneUpTo(0.0), ..ARTICLE };

/// mlx/ops.cpp, `affine_quantize`.
static MLX: Convention = Convention { shift: Shift::LargerEnd, degenerate: Degenerate::Epsilon(1e-7), ..ARTICLE };

/// awq/quantize/quantizer.py, `pseudo_quantize_tensor`.
static AWQ: Convention = Convention {
    zero_point_added: ZeroPointAdded::AfterRounding,
    zero_point: ZeroPoint::Clamped,
    degenerate: Degenerate::LengthAtLeast(1e-5),
    ..ARTICLE
};

/// neural_compressor/torch/algorithms/weight_only/utility.py, `qdq_weight_asym` and `qdq_weight_sym`.
static NEURAL_COMPRESSOR: Convention = Convention { symmetric_divisor: SymmetricDivisor::Restricted, ..GPTQ };

/// The same functions with `full_range`.
static NEURAL_COMPRESSOR_FULL: Convention = Convention { symmetric_divisor: SymmetricDivisor::LargerEnd, ..GPTQ };

/// qwix/_src/core/qarray.py, `compute_scale_zero_point`, as XLA compiles it: constants divide as products, and scales below
/// 2^-63 count as 0.
static QWIX: Convention = Convention {
    range_includes_zero: true,
    scale_form: ScaleForm::StepByProduct,
    arithmetic: Arithmetic::Reciprocal,
    zero_point: ZeroPoint::Clamped,
    zero_point_from: ZeroPointFrom::Difference,
    symmetric_divisor: SymmetricDivisor::Full,
    degenerate: Degenerate::OneBelow(1.084_202_2e-19),
    ..ARTICLE
};

impl Preset {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 20] = [
        Self::Article,
        Self::Torch,
        Self::Torchao,
        Self::TorchaoNoClip,
        Self::Onnx,
        Self::Tensorrt,
        Self::Distiller,
        Self::DistillerRestricted,
        Self::Gptq,
        Self::Ggml,
        Self::CompressedTensors,
        Self::Coremltools,
        Self::Nncf,
        Self::Litert,
        Self::Quanto,
        Self::Mlx,
        Self::Awq,
        Self::NeuralCompressor,
        Self::NeuralCompressorFull,
        Self::Qwix,
    ];

    /// The convention behind the name.
    pub fn convention(self) -> &'static Convention {
        match self {
            Self::Article => &ARTICLE,
            Self::Torch => &TORCH,
            Self::Torchao => &TORCHAO,
            Self::TorchaoNoClip => &TORCHAO_NO_CLIP,
            Self::Onnx => &ONNX,
            Self::Tensorrt => &TENSORRT,
            Self::Distiller => &DISTILLER,
            Self::DistillerRestricted => &DISTILLER_RESTRICTED,
            Self::Gptq => &GPTQ,
            Self::Ggml => &GGML,
            Self::CompressedTensors => &COMPRESSED_TENSORS,
            Self::Coremltools => &COREMLTOOLS,
            Self::Nncf => &NNCF,
            Self::Litert => &LITERT,
            Self::Quanto => &QUANTO,
            Self::Mlx => &MLX,
            Self::Awq => &AWQ,
            Self::NeuralCompressor => &NEURAL_COMPRESSOR,
            Self::NeuralCompressorFull => &NEURAL_COMPRESSOR_FULL,
            Self::Qwix => &QWIX,
        }
    }

    /// The convention for slices of a kind: some libraries keep the scales of groups in fewer bits.
    pub fn convention_for(self, granularity: Granularity) -> &'static Convention {
        match (self, granularity) {
            (Self::Litert, Granularity::Group) => &LITERT_BLOCKS,
            _ => self.convention(),
        }
    }
}

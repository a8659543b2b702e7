//! Bit-exact proof against published packages: every file of golden vectors through the crate's public API.
//!
//! Reads all `.json` files of the folder named by `QUANTSCOPE_GOLDEN` (by default `tests/golden` and the folders of `tests/vectors`),
//! prints one line a file and every mismatch, and fails on a mismatch, on a malformed file and on an operation that is
//! not in the list below; for the default folders also where the page's Proof would show anything else than this run
//! found (`UPDATE_PROOF=1` writes it). Runs without the test harness, so that its lines are seen without `--nocapture`.

mod golden_support;

use golden_support::proof::{Count, Proof};
use golden_support::{
    Case, Outcome, Vectors, affine, bnb, dorefa, formats, gguf, histogram_observer, hqq, layer, layer_methods, metrics, modelopt, mx,
    nvfp4, observers, onnx, ort, peer_blocks, peers, policy, torchao, training,
};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Computes what one case expects, with the crate.
type Adapter = fn(&Case) -> Result<Outcome, String>;

/// What each peer operation is answered by.
const ADAPTERS: &[(&str, Adapter)] = &[
    ("article functions: per-row asymmetric / symmetric quantization in torch float32", affine::article),
    ("quantize_per_tensor / quantize_per_channel and dequantize", affine::torch_affine),
    ("fake_quantize_per_tensor_affine / fake_quantize_per_channel_affine, value and gradient mask", affine::torch_fake_quantize),
    ("MinMax / MovingAverage observers, per tensor and per channel: range, scale, zero point, quantized values", observers::run),
    ("HistogramObserver: histogram, greedy range search, scale and zero point", histogram_observer::run),
    ("quantization tooling: compute_scale_zp, percentile and entropy histogram collectors", ort::run),
    ("HistogramCalibrator: histogram of magnitudes, entropy and percentile at 8 bits", modelopt::run),
    ("Quantizer.quantize / dequantize in float32 on CPU", hqq::run),
    ("element format tables (code to f32) and encoding of f32 (code); float16 is numpy", formats::ml_dtypes),
    ("Tensor.to(float8_e4m3fn / float8_e5m2 / float8_e8m0fnu / bfloat16 / float16), finite inputs", formats::torch),
    ("to_mx (FLOOR scale mode) and to_dtype, block 32: MXFP8, MXFP6, MXFP4", mx::run),
    ("to_mx (CEIL, EVEN and RCEIL scale modes) and to_dtype, block 32", mx::run),
    ("nvfp4_quantize (one and two level scales) and NVFP4Tensor.dequantize, block 16", nvfp4::run),
    ("quantize_4bit / dequantize_4bit on CPU, nf4 and fp4, plain f32 absmax", bnb::run),
    ("quantize_blockwise / dequantize_blockwise of absmax less its mean on CPU", bnb::nested),
    ("DoReFa, WRPN and PACT formulas written with torch float32 operations", dorefa::run),
    ("quants.quantize / quants.dequantize; K-quants, IQ4 and NVFP4 dequantize only", gguf::run),
    ("quantize_row_*_ref, quantize_iq4_nl and dequantize_row_* of ggml-quants.c, no importance matrix", gguf::run),
    ("quantize_* of ggml-quants.c with an importance matrix, and dequantize_row_*", gguf::run),
    ("calculate_qparams / quantize / dequantize: int4 and int8, tensor, channel, group", peers::compressed_tensors),
    ("optimize._utils.quantize_weight / dequantize_by_scale_and_zp", peers::coremltools),
    ("weight_lowering.integer_quantize_dequantize_weight (numpy reference)", peers::nncf),
    ("tensor_zp_scale_from_min_max / uniform_quantize / uniform_dequantize", peers::litert),
    ("AbsmaxOptimizer / MaxOptimizer, quantize_weight, dequantize", peers::quanto),
    ("quantize / dequantize mode=affine, CPU, float32", peers::mlx),
    ("pseudo_quantize_tensor, 4 bits", peers::awq),
    ("weight_only qdq_weight_asym / qdq_weight_sym (full_range=False and True), per row", peers::neural_compressor),
    ("qarray.quantize / dequantize, CPU", peers::qwix),
    ("Quantizer.find_params / quantize, perchannel weight=True", peers::gptq),
    ("Quantizer.find_params / quantize, perchannel weight=True, mse=True", peers::gptq),
    ("symmetric / asymmetric_linear_quantization_params, linear_quantize_clamp, linear_dequantize", peers::distiller),
    ("_tensor_quant and FakeAffineTensorQuantFunction, CPU path", peers::tensorrt),
    ("AciqSymmetricClipper / AciqAsymmetricClipper", peers::aciq),
    ("NVFP4QTensor.quantize / dequantize, block 16, CPU", peer_blocks::modelopt),
    ("calculate_qparams, generate_gparam, quantize, dequantize: nvfp4, mxfp4, mxfp8", peer_blocks::compressed_tensors),
    ("calculate_qparams / quantize / dequantize: float8_e4m3fn per channel", peer_blocks::compressed_tensors_fp8),
    ("MatMulInteger with zero points; torch._int_mm", layer::integer_products),
    ("dynamic quantization: DynamicQuantizeLinear, MatMulInteger, Cast, Mul, Add; quantize_data of the weight", layer::dynamic),
    ("quantized.linear_dynamic with reduce_range (fbgemm), default_weight_observer", layer::torch_dynamic),
    ("QLinearMatMul", layer::requantized),
    ("int8_vectorwise_quant, int8_linear_matmul and int8_mixed_scaled_mm on CPU, inputs and weights of FP16 without ties", layer::llm_int8),
    ("smooth_quant.utility.cal_scale", layer_methods::smooth_quant),
    ("AwqQuantizer._search_best_scale without duo scaling", layer_methods::awq),
    (
        "GPTQ.fasterquant on CPU; its Cholesky factor is of f32: at least 0.999 of the codes are equal, and the output error",
        layer_methods::gptq,
    ),
    (
        "autograd of small networks: fake quantization, LSQ, DoReFa, PACT, observed ranges; shares of the largest gradient",
        training::gradients,
    ),
    ("100 steps of Adam and of SGD with momentum; shares of the largest of each tensor", training::steps),
    ("error metrics in float64: mse, mae, max_abs, sqnr_db, cosine, relative_frobenius", metrics::run),
    ("choose_qparams_affine / quantize_affine / dequantize_affine, plus tinygemm and dont-preserve-zero variants", torchao::affine),
    (
        "QuantizeLinear / DequantizeLinear opset 21: per tensor, per axis, blocked; int8 uint8 int16 uint16 (onnxruntime), int4 uint4 and blocked (onnx reference evaluator)",
        onnx::quantize_linear,
    ),
    ("what each peer does with NaN, +inf, -inf or an overflowing scale on x86-64; informative, not a contract", policy::run),
    ("DynamicQuantizeLinear: scale, zero point, quantized values", onnx::dynamic_quantize_linear),
];

/// Mismatches printed for one file; the rest are counted.
const PRINTED: usize = 20;

fn main() -> ExitCode {
    let tests = Path::new("tests");
    let other = std::env::var_os("QUANTSCOPE_GOLDEN");
    let is_default = other.is_none();
    let folders = other.map_or_else(
        || {
            ["golden", "vectors", "vectors/layer", "vectors/peers/integers", "vectors/peers/blocks"]
                .map(|folder| tests.join(folder))
                .to_vec()
        },
        |f| vec![f.into()],
    );
    let mut total = Count::default();
    let mut proof = Proof::default();
    for folder in folders {
        let files = json_files(&folder).unwrap_or_else(|message| {
            println!("{message}");
            total.failed += 1;
            Vec::new()
        });
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match run_file(&path, &name, &mut proof) {
                Ok(count) => {
                    total.passed += count.passed;
                    total.failed += count.failed;
                }
                Err(message) => {
                    println!("{name}: FAILED, {message}");
                    total.failed += 1;
                }
            }
        }
    }
    if is_default && let Err(message) = proof.check() {
        println!("{message}");
        total.failed += 1;
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; 0 filtered out (golden cases)",
        if total.failed == 0 { "ok" } else { "FAILED" },
        total.passed,
        total.failed
    );
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The vector files of a folder, by name. None at all is an error: nothing would be proven.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("the folder {} cannot be read: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    if files.is_empty() { Err(format!("the folder {} holds no .json file", folder.display())) } else { Ok(files) }
}

/// Runs all cases of a file, prints its line and notes it for the page.
fn run_file(path: &Path, name: &str, proof: &mut Proof) -> Result<Count, String> {
    let vectors = Vectors::read(path)?;
    let cases = vectors.cases.len();
    let Some(&(_, adapter)) = ADAPTERS.iter().find(|(operation, _)| *operation == vectors.operation) else {
        return Err(format!("its operation is not known: '{}' of {} {}", vectors.operation, vectors.peer, vectors.version));
    };
    let mut count = Count::default();
    let mut mismatches = Vec::new();
    for case in &vectors.cases {
        let found = match adapter(case) {
            Ok(Outcome::Fields(fields)) => case.compare(&fields, None, vectors.tolerance).unwrap_or_else(|message| vec![message]),
            Ok(Outcome::Promised(fields, promised)) => {
                case.compare(&fields, Some(&promised), vectors.tolerance).unwrap_or_else(|message| vec![message])
            }
            Ok(Outcome::Otherwise) => {
                count.otherwise += 1;
                Vec::new()
            }
            Err(message) => vec![message],
        };
        if found.is_empty() {
            count.passed += 1
        } else {
            count.failed += 1
        }
        mismatches.extend(found.into_iter().map(|m| format!("{name}: case '{}', {m}", case.name)));
    }
    println!("{name}: {cases} cases, {} mismatches", mismatches.len());
    for mismatch in mismatches.iter().take(PRINTED) {
        println!("    {mismatch}");
    }
    if mismatches.len() > PRINTED {
        println!("    ... and {} more", mismatches.len() - PRINTED);
    }
    proof.add(name, &vectors, &count);
    Ok(count)
}

//! Finds the float tensor in another file that a quantized one was made from, by their names. Reads no values.

use crate::tensor::files::{Dtype, Entry, Location};

/// Hugging Face's and PyTorch's names beside llama.cpp's, within a layer: Llama and its kin, then BERT.
const IN_LAYER: [(&str, &str); 24] = [
    ("input_layernorm", "attn_norm"),
    ("post_attention_layernorm", "ffn_norm"),
    ("self_attn.q_proj", "attn_q"),
    ("self_attn.k_proj", "attn_k"),
    ("self_attn.v_proj", "attn_v"),
    ("self_attn.qkv_proj", "attn_qkv"),
    ("self_attn.o_proj", "attn_output"),
    ("self_attn.q_norm", "attn_q_norm"),
    ("self_attn.k_norm", "attn_k_norm"),
    ("mlp.gate_proj", "ffn_gate"),
    ("mlp.up_proj", "ffn_up"),
    ("mlp.gate_up_proj", "ffn_up"),
    ("mlp.down_proj", "ffn_down"),
    ("mlp.gate", "ffn_gate_inp"),
    ("block_sparse_moe.gate", "ffn_gate_inp"),
    ("attention.self.query", "attn_q"),
    ("attention.self.key", "attn_k"),
    ("attention.self.value", "attn_v"),
    ("attention.output.dense", "attn_output"),
    ("attention.output.LayerNorm", "attn_output_norm"),
    ("intermediate.dense", "ffn_up"),
    ("output.dense", "ffn_down"),
    ("output.LayerNorm", "layer_output_norm"),
    ("pre_feedforward_layernorm", "ffn_norm"),
];

/// The same outside of layers.
const OUTSIDE: [(&str, &str); 7] = [
    ("embed_tokens", "token_embd"),
    ("norm", "output_norm"),
    ("lm_head", "output"),
    ("embeddings.word_embeddings", "token_embd"),
    ("embeddings.position_embeddings", "position_embd"),
    ("embeddings.token_type_embeddings", "token_types"),
    ("embeddings.LayerNorm", "token_embd_norm"),
];

/// Prefixes of the names of a model's parts and of the layer number.
const MODELS: [&str; 5] = ["model.", "bert.", "roberta.", "language_model.", "transformer."];
const LAYERS: [&str; 4] = ["blk.", "layers.", "encoder.layer.", "h."];

/// For each entry the number of the float entry that it is compared with: in another file, with the same name in either
/// naming, the same shape (axes of size 1 are ignored), and more precise. One in the same folder is preferred, then the
/// most precise one; if two files have one, neither is used, because they may belong to two models. 16-bit vectors have
/// none: converters widen them and nobody quantizes them. `folder` gives the folder of a file.
pub(crate) fn pairs<'a>(entries: &[Entry], folder: impl Fn(usize) -> &'a str) -> Vec<Option<u32>> {
    let mut known: Vec<PairKey> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(coarseness) = coarseness(entry) {
            let shape = entry.shape.iter().copied().filter(|&d| d != 1).collect();
            known.push(PairKey { name: llama_cpp_name(&entry.name), shape, coarseness, file: entry.file, at });
        }
    }
    known.sort_unstable();
    let mut found = vec![None; entries.len()];
    for same in known.chunk_by(|a, b| a.name == b.name && a.shape == b.shape) {
        for one in same.iter().filter(|one| one.coarseness > HALF || one.shape.len() > 1) {
            let floats = || same.iter().filter(|float| float.file != one.file && float.coarseness < one.coarseness);
            let is_near = |float: &&PairKey| folder(float.file) == folder(one.file);
            let near = floats().any(|float| is_near(&float));
            let mut floats = floats().filter(|float| !near || is_near(float));
            let Some(float) = floats.next() else { continue };
            let is_only = floats.all(|other| other.file == float.file || other.coarseness > float.coarseness);
            if let Some(pair) = found.get_mut(one.at).filter(|_| is_only) {
                *pair = u32::try_from(float.at).ok();
            }
        }
    }
    found
}

/// The key by which entries are paired; fields are compared in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PairKey {
    name: String,
    shape: Vec<u64>,
    coarseness: u32,
    file: usize,
    at: usize,
}

/// Whether rows may be in llama.cpp's order, which interleaves the two halves of each head of queries and keys.
pub(crate) fn is_permuted(name: &str) -> bool {
    let name = llama_cpp_name(name);
    name.ends_with("attn_q.weight") || name.ends_with("attn_k.weight")
}

/// The coarseness of 16-bit floats.
const HALF: u32 = 2;

/// How coarse a type is, 0 the finest; `None` for types that cannot be read and for integers, which alone are no
/// weights.
fn coarseness(entry: &Entry) -> Option<u32> {
    if matches!(entry.location, Location::Unsupported(_) | Location::External { file: None, .. }) || entry.count() == Some(0) {
        return None;
    }
    if matches!(entry.location, Location::Packed(_)) {
        return Some(4);
    }
    match entry.dtype {
        Dtype::F64 => Some(0),
        Dtype::F32 => Some(1),
        Dtype::F16 | Dtype::Bf16 => Some(HALF),
        Dtype::F8E4m3 | Dtype::F8E5m2 => Some(3),
        Dtype::Ggml(_) => Some(4),
        _ => None,
    }
}

/// A tensor's name in llama.cpp's naming, if it has one.
pub(super) fn llama_cpp_name(name: &str) -> String {
    let mut rest = name;
    for model in MODELS {
        rest = rest.strip_prefix(model).unwrap_or(rest);
    }
    let (stem, end) = match rest.rsplit_once('.') {
        Some((stem, end @ ("weight" | "bias"))) => (stem, end),
        _ => (rest, ""),
    };
    let word = |words: &[(&'static str, &'static str)], stem: &str| words.iter().find(|word| word.0 == stem).map(|word| word.1);
    let layer = LAYERS.iter().find_map(|layer| stem.strip_prefix(layer)?.split_once('.'));
    match layer {
        Some((number, part)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("blk.{number}.{}.{end}", word(&IN_LAYER, part).unwrap_or(part))
        }
        _ => match word(&OUTSIDE, stem) {
            Some(stem) => format!("{stem}.{end}"),
            None => rest.into(),
        },
    }
}

//! Which float tensor a quantized one was made from: by name, over several files. Reads no values.

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

/// What stands before the names of a model's parts, and before the number of a layer.
const MODELS: [&str; 5] = ["model.", "bert.", "roberta.", "language_model.", "transformer."];
const LAYERS: [&str; 4] = ["blk.", "layers.", "encoder.layer.", "h."];

/// For each entry the number of the float one it can be held against: of the same name in other words, of the same
/// shape but for axes of size 1, in another file, and more precise; the most precise there is. Vectors of 16 bits, which
/// converters widen and nobody quantizes, have none.
pub(crate) fn pairs(entries: &[Entry]) -> Vec<Option<u32>> {
    let mut known: Vec<(String, Vec<u64>, u32, usize)> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        if let Some(coarseness) = coarseness(entry) {
            let shape = entry.shape.iter().copied().filter(|&d| d != 1).collect();
            known.push((in_one_tongue(&entry.name), shape, coarseness, i));
        }
    }
    known.sort_unstable();
    let mut found = vec![None; entries.len()];
    for same in known.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let file = |i: usize| entries.get(i).map(|entry| entry.file);
        let Some(first) = same.first() else { continue };
        let other = same.iter().find(|one| file(one.3) != file(first.3));
        for one in same.iter().filter(|one| one.2 > HALF || one.1.len() > 1) {
            let float = if file(first.3) == file(one.3) { other } else { Some(first) };
            if let Some(float) = float.filter(|float| float.2 < one.2)
                && let Some(pair) = found.get_mut(one.3)
            {
                *pair = u32::try_from(float.3).ok();
            }
        }
    }
    found
}

/// Whether rows may stand in llama.cpp's order: it turns the two halves of each head of queries and keys into pairs.
pub(crate) fn is_permuted(name: &str) -> bool {
    let name = in_one_tongue(name);
    name.ends_with("attn_q.weight") || name.ends_with("attn_k.weight")
}

/// The coarseness of 16-bit floats.
const HALF: u32 = 2;

/// How coarse a type is, 0 the finest; `None` for what cannot be read and for integers, which are no weights alone.
fn coarseness(entry: &Entry) -> Option<u32> {
    if matches!(entry.location, Location::Unsupported(_) | Location::External { file: None, .. }) || entry.count() == Some(0) {
        return None;
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

/// A tensor's name in llama.cpp's words, where it has one there.
fn in_one_tongue(name: &str) -> String {
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

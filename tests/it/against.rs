//! Quantized tensors of files against the float ones they were made from: which belongs to which, and what was lost.

use crate::gguf_support::{F32, file, floats, tensor};
use quantscope::quant::block::ggml::GgmlType;
use quantscope::study::{FloatComparison, compare_with_float};
use quantscope::tensor::files::Files;
use quantscope::tensor::{Distribution, Generator};

const Q4_0: u32 = 2;
const Q8_0: u32 = 8;

fn open(files: &[(&str, &Vec<u8>)]) -> Files {
    Files::open(files.iter().map(|(name, bytes)| ((*name).into(), Box::new((*bytes).clone()) as _)).collect()).expect("good files")
}

fn bell(rows: u32, cols: u32) -> Vec<f32> {
    let bell =
        Generator { distribution: Distribution::Laplace, rows: rows as usize, cols: cols as usize, seed: 7, outliers: 9, strength: 15.0 };
    bell.tensor(&mut |_| {}).expect("a bell").values().to_vec()
}

/// One tensor in a file of its own.
fn alone(name: &str, rows: usize, cols: usize, kind: u32, bytes: &[u8]) -> Vec<u8> {
    file(&[], &[tensor(name, &[cols as u64, rows as u64], kind, 0)], bytes)
}

/// The second of two tensors against the first; the sum of squared errors a row, with the values.
fn held(float: &[f32], name: &str, rows: usize, kind: u32, blocks: &[u8], own: bool) -> FloatComparison {
    let cols = float.len() / rows;
    let files =
        open(&[("float.gguf", &alone(name, rows, cols, F32, &floats(float))), ("small.gguf", &alone(name, rows, cols, kind, blocks))]);
    assert_eq!(files.listing().tensors.iter().map(|t| t.pair).collect::<Vec<_>>(), [None, Some(0)]);
    compare_with_float(&files, 1, 0, own, &mut |_| {}).expect("two of a shape")
}

#[test]
fn tensors_find_their_float_by_llama_cpps_and_hugging_faces_names() {
    let names = [
        ("token_embd.weight", "model.embed_tokens.weight"),
        ("output.weight", "lm_head.weight"),
        ("blk.11.attn_q.weight", "model.layers.11.self_attn.q_proj.weight"),
        ("blk.1.ffn_down.weight", "model.layers.1.mlp.down_proj.weight"),
        ("blk.2.attn_output.weight", "encoder.layer.2.attention.output.dense.weight"),
        ("blk.3.ffn_up.weight", "bert.encoder.layer.3.intermediate.dense.weight"),
        ("token_types.weight", "embeddings.token_type_embeddings.weight"),
        ("any.name at all", "any.name at all"),
    ];
    let lines = |number: u32, size: u64, turn: fn((&'static str, &'static str)) -> &'static str| -> Vec<Vec<u8>> {
        names.into_iter().zip(0..).map(|(pair, i)| tensor(turn(pair), &[32, 2], number, i * size)).collect()
    };
    let stranger = tensor("blk.1.attn_q.weight", &[32, 2], F32, 8 * 256);
    let wide = tensor("model.layers.1.mlp.up_proj.weight", &[64, 2], F32, 9 * 256);
    let float = file(&[], &[lines(F32, 256, |pair| pair.1), vec![stranger, wide]].concat(), &[0; 2816]);
    let small =
        file(&[], &[lines(Q4_0, 64, |pair| pair.0), vec![tensor("blk.1.ffn_up.weight", &[32, 4], Q4_0, 8 * 64)]].concat(), &[0; 584]);
    let found = |files: &[(&str, &Vec<u8>)]| open(files).listing().tensors.iter().map(|t| t.pair).collect::<Vec<_>>();
    let pairs = |from: u32| (from..from + 8).map(Some).collect::<Vec<_>>();
    assert_eq!(found(&[("f", &float), ("s", &small)]), [vec![None; 10], pairs(0), vec![None]].concat());
    assert_eq!(found(&[("s", &small), ("f", &float)]), [pairs(9), vec![None; 11]].concat());
    assert_eq!(found(&[("s", &small), ("t", &small)]), [None; 18], "nothing is held against what is as coarse");
}

#[test]
fn what_was_lost_is_what_the_values_say() {
    // More than is read at once, in rows that fill no whole number of pieces.
    let (rows, cols) = (300, 1024);
    let float = bell(rows as u32, cols as u32);
    let blocks = GgmlType::Q8_0.quantize(&float, cols, None).expect("whole blocks");
    let stored = GgmlType::Q8_0.dequantize(&blocks).expect("whole blocks");
    let found = held(&float, "w", rows, Q8_0, &blocks, true);
    let errors: Vec<f64> = float.iter().zip(&stored).map(|(&x, &y)| f64::from(y) - f64::from(x)).collect();
    let squares = |errors: &[f64]| errors.iter().map(|e| e * e).sum::<f64>();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-10 * b.abs();
    let signal: f64 = float.iter().map(|&x| f64::from(x).powi(2)).sum();
    assert!(near(found.metrics.mse, squares(&errors) / errors.len() as f64));
    assert!(near(found.metrics.sqnr_db.expect("a signal"), 10.0 * (signal / squares(&errors)).log10()));
    assert_eq!(found.bits_per_value, 8.5);
    assert_eq!((found.left_out, found.permuted), (0.0, None));

    let mut by_row: Vec<(f64, usize)> = errors.chunks(cols).map(squares).zip(0..).collect();
    by_row.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(found.rows.len(), 20);
    for (row, (sum, number)) in found.rows.iter().zip(by_row) {
        assert!(row.row == number as f64 && near(row.share, sum / squares(&errors)), "{row:?}");
    }
    let mut by_size: Vec<usize> = (0..errors.len()).collect();
    by_size.sort_by(|&a, &b| errors[b].abs().total_cmp(&errors[a].abs()));
    for (value, i) in found.values.iter().zip(by_size) {
        assert_eq!((value.index, value.row, value.column), (i as f64, (i / cols) as f64, (i % cols) as f64));
        assert_eq!((value.float, value.stored), (float[i], stored[i]));
    }

    assert!(found.metrics.max_abs < found.edge && found.edge <= 4.0 * found.metrics.max_abs, "{}", found.edge);
    let mut counts = vec![0; 64];
    errors.iter().for_each(|e| counts[((e / found.edge + 1.0) * 32.0) as usize] += 1);
    assert_eq!(found.counts, counts);
    let own = found.own.expect("it was asked for");
    assert_eq!((own.name, own.metrics, own.counts), ("Q8_0", found.metrics, found.counts));
}

#[test]
fn a_worse_quantizer_shows_beside_our_own() {
    let float = bell(4, 64);
    let good = GgmlType::Q4_0.quantize(&float, 64, None).expect("whole blocks");
    // Every code a level lower.
    let lower = |code: u8| code.saturating_sub(1);
    let bad: Vec<u8> = good.iter().enumerate().map(|(i, &b)| if i % 18 < 2 { b } else { lower(b & 15) | (lower(b >> 4) << 4) }).collect();
    let found = held(&float, "w", 4, Q4_0, &bad, true);
    let own = found.own.expect("it was asked for");
    assert_eq!(own.metrics, held(&float, "w", 4, Q4_0, &good, false).metrics);
    assert!(own.metrics.mse < found.metrics.mse / 2.0);
}

#[test]
fn what_is_not_finite_is_left_out() {
    let mut float = bell(4, 64);
    let blocks = GgmlType::Q8_0.quantize(&float, 64, None).expect("whole blocks");
    let stored = GgmlType::Q8_0.dequantize(&blocks).expect("whole blocks");
    let known = |i: usize| i % 64 != 5 && i < 192;
    for (i, x) in float.iter_mut().enumerate().filter(|(i, _)| !known(*i)) {
        *x = if i % 2 == 0 { f32::NAN } else { f32::INFINITY };
    }
    let found = held(&float, "w", 4, Q8_0, &blocks, true);
    let squares: Vec<f64> = (0..256).filter(|&i| known(i)).map(|i| (f64::from(stored[i]) - f64::from(float[i])).powi(2)).collect();
    assert_eq!(found.left_out, 67.0);
    assert!((found.metrics.mse * 189.0 / squares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(found.own.expect("it was asked for").counts.iter().sum::<u32>(), 189);
}

#[test]
fn the_order_of_llama_cpps_heads_is_undone() {
    let (rows, cols, head) = (128, 64, 32);
    let float = bell(rows, cols);
    let row = |r: u32| &float[(r * cols) as usize..((r + 1) * cols) as usize];
    // llama.cpp: reshape(heads, 2, head / 2, cols).swapaxes(1, 2).
    let permuted: Vec<f32> = (0..rows).flat_map(|r| row(r / head * head + r % head % 2 * (head / 2) + r % head / 2).to_vec()).collect();
    let blocks = |x: &[f32]| GgmlType::Q8_0.quantize(x, cols as usize, None).expect("whole blocks");
    let straight = held(&float, "blk.0.attn_q.weight", 128, Q8_0, &blocks(&float), false);
    let found = held(&float, "blk.0.attn_q.weight", 128, Q8_0, &blocks(&permuted), false);
    assert_eq!((straight.permuted, found.permuted), (None, Some(head)));
    assert!((found.metrics.mse - straight.metrics.mse).abs() < 1e-12 * straight.metrics.mse);
    assert_eq!(held(&float, "blk.0.attn_v.weight", 128, Q8_0, &blocks(&permuted), false).permuted, None);
}

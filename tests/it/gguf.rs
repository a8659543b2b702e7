//! The reader of GGUF files: what the header says, malformed headers, blocks of every type.

use crate::gguf_support::{self, ARRAY, F32, NUMBERS, STRING, U32, aligned, array, file, floats, pair, tensor, text};
use crate::reading_support;
use proptest::prelude::*;
use quantscope::Error;
use quantscope::quant::block::ggml::GgmlType;
use quantscope::tensor::files::{Dtype, Files, Listing, Location, TensorSlice};
use quantscope::tensor::{Distribution, Generator};

fn open(bytes: Vec<u8>) -> Result<Files, Error> {
    reading_support::open("model.gguf", bytes)
}

fn listing(bytes: Vec<u8>) -> Listing {
    open(bytes).expect("a good file").listing()
}

/// Pairs as real files have them: numbers, text, thousands of tokens, arrays in arrays.
fn metadata() -> Vec<Vec<u8>> {
    let tokens: Vec<u8> = (0..40_000).flat_map(|i| text(&format!("token {i}"))).collect();
    let inner = array(2, 3, &[0; 6]);
    vec![
        pair("general.architecture", STRING, &text("llama")),
        pair("llama.block_count", U32, &22u32.to_le_bytes()),
        pair("a.bool", 7, &[1]),
        pair("a.double", 12, &1f64.to_le_bytes()),
        pair("tokenizer.ggml.tokens", ARRAY, &array(STRING, 40_000, &tokens)),
        pair("tokenizer.ggml.scores", ARRAY, &array(6, 40_000, &[0; 160_000])),
        pair("nested", ARRAY, &array(ARRAY, 2, &[inner.clone(), inner].concat())),
    ]
}

#[test]
fn the_header_is_walked_past_its_tokens() {
    let lines = [tensor("blk.0.attn_q.weight", &[3, 2], F32, 0), tensor("e", &[0, 4], F32, 32), tensor("s", &[], F32, 32)];
    let six = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let data = [floats(&six), vec![0; 8], floats(&[2.5])].concat();
    let bytes = file(&metadata(), &lines, &data);
    let end = bytes.len() as u64;
    let files = open(bytes).expect("a good file");
    let of = |i: usize| (&files.entries()[i].name[..], &files.entries()[i].shape[..], files.entries()[i].location.clone());
    let plain = |start, bytes| Location::Raw { start, bytes, big_endian: false, column_major: false };
    assert_eq!(of(0), ("blk.0.attn_q.weight", &[2, 3][..], plain(end - 36, 24)));
    assert_eq!(of(1), ("e", &[4, 0][..], plain(end - 4, 0)));
    assert_eq!(of(2), ("s", &[][..], plain(end - 4, 4)));
    assert!(files.entries().iter().all(|entry| entry.dtype == Dtype::F32));
}

#[test]
fn the_alignment_is_the_files_own() {
    let pairs = [pair("general.alignment", U32, &128u32.to_le_bytes())];
    let bytes = aligned(128, &pairs, &[tensor("v", &[2], F32, 0), tensor("w", &[1], F32, 128)], &[0; 132]);
    let end = bytes.len() as u64;
    let starts = open(bytes).expect("a good file").entries().iter().map(|e| e.location.clone()).collect::<Vec<_>>();
    assert!(
        matches!(starts[..], [Location::Raw { start: v, .. }, Location::Raw { start: w, .. }] if v == end - 132 && w == end - 4),
        "{starts:?}"
    );
}

#[test]
fn types_that_are_not_decoded_are_listed_with_their_size() {
    for (number, name, bytes) in [(9, "Q8_1", 288), (16, "IQ2_XXS", 66), (19, "IQ1_S", 50), (34, "TQ1_0", 54)] {
        let found = listing(file(&[], &[tensor("w", &[256, 1], number, 0), tensor("v", &[1], F32, 320)], &[0; 324]));
        let w = &found.tensors[0];
        assert_eq!((&w.dtype[..], w.bytes, w.values), (name, f64::from(bytes), 256.0));
        assert_eq!(w.unread.as_deref(), Some(format!("{name} is not decoded here").as_str()));
        assert_eq!(found.tensors[1].unread, None);
    }
}

#[test]
fn what_is_quantized_into_a_file_is_read_from_it() {
    let bell = Generator { distribution: Distribution::Laplace, rows: 3, cols: 512, seed: 4, outliers: 5, strength: 20.0 };
    let tensor = bell.tensor(&mut |_| {}).expect("a bell");
    for (kind, number) in NUMBERS {
        let blocks = kind.quantize(tensor.values(), 512, None).expect("whole blocks");
        let files = open(file(&[], &[gguf_support::tensor("w", &[512, 3], number, 0)], &blocks)).expect("a good file");
        let entry = &files.entries()[0];
        assert_eq!((&entry.dtype, &entry.shape[..]), (&Dtype::Ggml(kind), &[3, 512][..]));
        let read = reading_support::read(&files, 0).expect("good blocks");
        assert_eq!(read.tensor.shape(), [3, 512]);
        assert_eq!(read.tensor.values(), kind.dequantize(&blocks).expect("whole blocks"), "{}", kind.name());
    }
}

#[test]
fn every_shown_value_leads_to_its_block() {
    let bell = Generator { distribution: Distribution::Normal, rows: 12, cols: 256, seed: 4, outliers: 0, strength: 1.0 };
    let tensor = bell.tensor(&mut |_| {}).expect("a bell");
    for kind in [GgmlType::Q4_0, GgmlType::Q6K, GgmlType::Nvfp4] {
        let number = NUMBERS.iter().find(|known| known.0 == kind).expect("it has a number").1;
        let blocks = kind.quantize(tensor.values(), 256, None).expect("whole blocks");
        let files = open(file(&[], &[gguf_support::tensor("w", &[256, 4, 3], number, 0)], &blocks)).expect("a good file");
        for (axis, ranges) in [(None, ""), (Some(1), ""), (Some(2), "1:, :3"), (None, "-1, 1:3, 30:70"), (Some(0), ":, 2, 250:")] {
            let cut = TensorSlice::parse(axis, ranges).expect("a good cut");
            let shown = files.read(0, &cut, &mut |_| {}).expect("good blocks").tensor;
            for (i, &value) in shown.values().iter().enumerate() {
                let at = files.stored_at(0, &cut, i).expect("a good block").expect("it is in blocks");
                let place = at.place as usize;
                assert_eq!((at.holds.values[place], at.shown[place]), (f64::from(value), Some(i as f64)), "{axis:?} {ranges} {i}");
                for (&value, beside) in at.holds.values.iter().zip(&at.shown) {
                    assert!(beside.is_none_or(|index| f64::from(shown.values()[index as usize]) == value));
                }
            }
            assert!(files.stored_at(0, &cut, shown.values().len()).is_err());
        }
    }
    let floats = open(file(&[], &[gguf_support::tensor("w", &[4], F32, 0)], &[0; 16])).expect("a good file");
    assert_eq!(floats.stored_at(0, &TensorSlice::default(), 0), Ok(None));
}

#[test]
fn metadata_is_told_in_words() {
    let long = text(&"x".repeat(5000));
    let pairs = [metadata(), vec![pair("long", STRING, &long), pair("low", 1, &[0x85]), pair("half", 6, &0.5f32.to_le_bytes())]].concat();
    let found = open(file(&pairs, &[], &[])).expect("a good file").metadata(0).expect("it was read before");
    let told: Vec<(&str, &str)> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let expected = [
        ("general.architecture", "llama"),
        ("llama.block_count", "22"),
        ("a.bool", "true"),
        ("a.double", "1"),
        ("tokenizer.ggml.tokens", "array of 40000 texts"),
        ("tokenizer.ggml.scores", "array of 40000 f32"),
        ("nested", "array of 2 arrays"),
        ("long", "text of 5000 bytes"),
        ("low", "-123"),
        ("half", "0.5"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn malformed_files_are_refused_with_the_cause() {
    let w = || tensor("w", &[3, 2], F32, 0);
    let good = file(&[], &[w()], &[0; 24]);
    let put = |at: usize, with: &[u8]| [&good[..at], with, &good[at + with.len()..]].concat();
    let one = |line: Vec<u8>| file(&[], &[line], &[0; 4096]);
    let with = |pair: Vec<u8>| file(&[pair], &[w()], &[0; 24]);
    let deep = (0..9).fold(array(0, 0, &[]), |inner, _| array(ARRAY, 1, &inner));
    for (bytes, cause) in [
        (b"GGUF".to_vec(), "ends within its header"),
        (put(0, b"GGML"), "from before GGUF"),
        (put(0, b"GGUS"), "does not begin"),
        (put(4, &[1]), "version 1"),
        (put(4, &[0, 0, 0, 3]), "big-endian"),
        (put(4, &[99]), "version 99"),
        (put(8, &u64::MAX.to_le_bytes()), "tensors, more than it has room for"),
        (put(16, &[255; 7]), "pairs of metadata, more than it has room for"),
        (good[..good.len() - 1].to_vec(), "ends before the last value of 'w'"),
        (good[..50].to_vec(), "ends within its header"),
        (with(pair("a", 77, &[0; 8])), "'a' of its metadata is of type 77"),
        (with(pair("a", ARRAY, &array(77, 1, &[0; 8]))), "is of type 77"),
        (with(pair("a", ARRAY, &array(4, 1 << 62, &[]))), "'a' of its metadata goes on beyond its end"),
        (with(pair("a", ARRAY, &array(STRING, 1 << 61, &[]))), "goes on beyond its end"),
        (with(pair("a", ARRAY, &deep)), "is of type 9"),
        (with(pair("a", STRING, &u64::MAX.to_le_bytes())), "goes on beyond its end"),
        (with(pair("general.alignment", U32, &0u32.to_le_bytes())), "no power of two"),
        (with(pair("general.alignment", U32, &48u32.to_le_bytes())), "no power of two"),
        (with(pair("general.alignment", 10, &32u64.to_le_bytes())), "is of the type u64, and must be u32"),
        (with(pair("general.alignment", 5, &32i32.to_le_bytes())), "is of the type i32, and must be u32"),
        (with(pair("general.alignment", 6, &32f32.to_le_bytes())), "is of the type f32, and must be u32"),
        (with(pair("general.alignment", STRING, &text("32"))), "is of the type text, and must be u32"),
        (with(pair("general.alignment", ARRAY, &array(U32, 1, &32u32.to_le_bytes()))), "is of the type array, and must be u32"),
        (file(&[pair("a", 0, &[1]), pair("a", 0, &[1])], &[w()], &[0; 24]), "gives 'a' twice"),
        (one(tensor("w", &[1; 5], F32, 0)), "'w' has 5 axes"),
        (one(tensor("w", &[1 << 32, 1 << 32], F32, 0)), "more values than any file"),
        (one(tensor("w", &[1 << 62], F32, 0)), "more values than any file"),
        (one(tensor("w", &[1 << 40], F32, 0)), "ends before the last value of 'w'"),
        (one(tensor("w", &[1], F32, u64::MAX - 31)), "ends before the last value of 'w'"),
        (one(tensor("w", &[1], F32, 4)), "begins at 4"),
        (one(tensor("w", &[33], 2, 0)), "rows of 33 values"),
        (one(tensor("w", &[32], 4, 0)), "stored as Q4_2"),
        (one(tensor("w", &[32], 36, 0)), "stored as IQ4_NL_4_4"),
        (one(tensor(&"\u{7}x".repeat(30_000), &[1; 5], F32, 0)), "…' has 5 axes"),
        (file(&[], &[w(), w()], &[0; 64]), "two of its tensors are called 'w'"),
        (file(&[], &[tensor("v", &[9], F32, 0), tensor("w", &[1], F32, 32)], &[0; 64]), "'v' and 'w' lie over each other"),
    ] {
        match open(bytes) {
            Err(Error::File { reason }) => {
                assert!(reason.contains(cause), "{reason:?} does not say {cause:?}");
                assert_eq!(reading_support::fault_of(&Error::File { reason }), None);
            }
            other => panic!("{cause}: {:?}", other.map(|files| files.listing())),
        }
    }
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn no_change_of_a_file_makes_it_panic(at in prop::collection::vec((0usize..500, any::<u8>()), 1..6), cut in 0usize..600) {
        let pairs = [pair("a", ARRAY, &array(STRING, 2, &[text("x"), text("y")].concat())), pair("general.alignment", U32, &32u32.to_le_bytes())];
        let lines = [tensor("w", &[32, 2], 2, 0), tensor("v", &[4], F32, 64)];
        let mut bytes = file(&pairs, &lines, &[7; 80]);
        for (at, byte) in at {
            let len = bytes.len();
            bytes[at % len] = byte;
        }
        let len = bytes.len();
        if cut < len {
            bytes.truncate(len - cut);
        }
        let size = bytes.len() as u64;
        if let Ok(files) = open(bytes) {
            for entry in files.entries() {
                let within = matches!(entry.location, Location::Raw { start, bytes, .. } if start + bytes <= size);
                prop_assert!(within, "{entry:?}");
            }
        }
    }
}

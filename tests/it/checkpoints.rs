//! Checkpoints whose tensors are stored in parts: what the libraries' own files hold, what others of the same layouts hold, and the
//! sentences for those that contradict themselves.

use quantscope::study::compare_with_float;
use quantscope::tensor::files::{Files, Location, TensorSlice};
use quantscope::tensor::read_npy;
use std::fmt::Write;

const NAME: &str = "model.layers.0.self_attn.q_proj";

/// A tensor of a file of safetensors: name, type, shape, bytes.
type Stored<'a> = (&'a str, &'a str, Vec<u64>, Vec<u8>);

fn file(tensors: &[Stored]) -> Vec<u8> {
    let (mut header, mut data) = (String::from("{"), Vec::new());
    for (name, dtype, shape, bytes) in tensors {
        let comma = if data.is_empty() && header.len() == 1 { "" } else { "," };
        let from = data.len();
        data.extend(bytes);
        write!(header, "{comma}\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{shape:?},\"data_offsets\":[{from},{}]}}", data.len())
            .expect("text takes all");
    }
    header.push('}');
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &data].concat()
}

fn open(files: Vec<(&str, Vec<u8>)>) -> Files {
    Files::open(files.into_iter().map(|(name, bytes)| (name.into(), Box::new(bytes) as _)).collect()).expect("good files")
}

fn peer(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/data/peers/{name}")).expect("a file of the tests")
}

fn values(files: &Files, name: &str, cut: &str) -> Vec<f32> {
    let at = files.entries().iter().position(|entry| entry.name == name).expect("a tensor of that name");
    let read = files.read(at, &TensorSlice::parse(None, cut).expect("a slice"), &mut |_| {}).expect("it can be read");
    read.tensor.values().to_vec()
}

/// The values of the library's own decoder.
fn decoded(name: &str) -> Vec<f32> {
    read_npy(&peer(name)).expect("an array").values().to_vec()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn floats(floats: &[f32]) -> Vec<u8> {
    floats.iter().flat_map(|float| float.to_le_bytes()).collect()
}

#[test]
fn the_libraries_own_files_are_decoded_to_the_bit() {
    let weight = format!("{NAME}.weight");
    for (file, expected) in [
        ("gptq_int4.safetensors", "gptq_int4_deq.npy"),
        ("awq_int4.safetensors", "gptq_int4_deq.npy"),
        ("bnb_nf4.safetensors", "bnb_nf4_deq.npy"),
    ] {
        let files = open(vec![(file, peer(file))]);
        assert_eq!(values(&files, &weight, ""), decoded(expected), "{file}");
        assert_eq!(values(&files, &weight, "10:12, 5:40")[..35], decoded(expected)[10 * 64 + 5..10 * 64 + 40], "{file}, a slice");
    }
}

#[test]
fn each_is_paired_with_its_float_and_close_to_it() {
    let names = [
        ("ct_fp8", 31.5, 8.3),
        ("ct_int4_packed", 19.0, 4.6),
        ("gptq_int4", 19.0, 5.6),
        ("awq_int4", 19.0, 4.8),
        ("bnb_nf4", 19.0, 4.8),
        ("mlx_affine4", 19.0, 4.6),
        ("mlx_mxfp4", 17.0, 4.3),
    ];
    for (name, decibels, bits) in names {
        let name = format!("{name}.safetensors");
        let files = open(vec![("float.safetensors", peer("float_f32.safetensors")), (&name, peer(&name))]);
        let listing = files.listing();
        let at = listing.tensors.iter().position(|tensor| tensor.pair == Some(0)).unwrap_or_else(|| panic!("{name} finds its float"));
        assert_eq!(listing.tensors[at].unread, None, "{name}");
        let found = compare_with_float(&files, at, 0, false, &mut |_| {}).expect("two of a shape");
        let sqnr = found.metrics.sqnr_db.expect("an error");
        assert!(sqnr > decibels && sqnr < 40.0, "{name}: {sqnr} dB");
        assert!(found.bits_per_value <= bits, "{name}: {} bits", found.bits_per_value);
    }
}

#[test]
fn fp8_has_one_scale_or_one_for_rows_or_tiles() {
    // 1 is 0x38 in E4M3.
    let of = |shape: Vec<u64>, end: &str, scale: Vec<u64>, scales: &[f32]| {
        let codes = vec![0x38; shape.iter().product::<u64>() as usize];
        let scale_name = format!("a.{end}");
        let tensors = [("a.weight", "F8_E4M3", shape, codes), (scale_name.as_str(), "F32", scale, floats(scales))];
        values(&open(vec![("m.safetensors", file(&tensors))]), "a.weight", "")
    };
    assert_eq!(of(vec![2, 3], "weight_scale", vec![], &[0.5]), [0.5; 6]);
    assert_eq!(of(vec![2, 3], "weight_scale", vec![1], &[0.5]), [0.5; 6]);
    assert_eq!(of(vec![2, 3], "weight_scale", vec![2, 1], &[0.5, 2.0]), [0.5, 0.5, 0.5, 2.0, 2.0, 2.0]);
    let tiled = of(vec![130, 129], "weight_scale_inv", vec![2, 2], &[1.0, 2.0, 3.0, 4.0]);
    assert_eq!([tiled[0], tiled[128], tiled[129 * 128], tiled[129 * 130 - 1]], [1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn gptq_counts_zeros_from_one_and_takes_columns_in_any_order() {
    // Codes 0 to 7 of one row; zeros are stored less 1; columns belong to groups in turn.
    let tensors = [
        ("a.qweight", "I32", vec![1, 8], words(&[0x7654_3210; 8])),
        ("a.qzeros", "I32", vec![2, 1], words(&[0x7777_7777, 0x0000_0001])),
        ("a.scales", "F32", vec![2, 8], floats(&[[1.0; 8], [10.0; 8]].concat())),
        ("a.g_idx", "I32", vec![8], words(&[0, 1, 0, 1, 0, 1, 0, 1])),
    ];
    let files = open(vec![("m.safetensors", file(&tensors))]);
    assert_eq!(files.entries().iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>()[..2], ["a.weight", "a.qweight"]);
    assert_eq!(values(&files, "a.weight", "0"), [-8.0, -10.0, -6.0, 10.0, -4.0, 30.0, -2.0, 50.0]);
    assert_eq!(values(&files, "a.weight", "1")[1], 0.0, "the other rows of the second group have the zero 0 + 1");
}

#[test]
fn compressed_tensors_keeps_zero_points_along_the_rows() {
    let tensors = [
        ("a.weight_packed", "I32", vec![2, 1], words(&[0x7654_3210, 0xffff_ffff])),
        ("a.weight_scale", "F32", vec![2, 2], floats(&[1.0, 2.0, 1.0, 0.5])),
        ("a.weight_shape", "I64", vec![2], [2u64, 8].map(u64::to_le_bytes).concat()),
        ("a.weight_zero_point", "I32", vec![1, 2], words(&[0xf1, 0xe0])),
    ];
    let files = open(vec![("m.safetensors", file(&tensors))]);
    assert_eq!(values(&files, "a.weight", ""), [-1.0, 0.0, 1.0, 2.0, 8.0, 10.0, 12.0, 14.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5]);
}

#[test]
fn nvfp4_and_mxfp4_have_their_makers_names() {
    // Codes 2, 1 and so on: 1 and 0.5; the scale 0x38 of E4M3 is 1, 0x40 is 2; 128 of E8M0 is 2.
    let codes = vec![0x12; 16];
    let halves = |by: f32| [by, by / 2.0].repeat(8);
    let of = |tensors: &[Stored]| open(vec![("m.safetensors", file(tensors))]);
    let scales = |name| (name, "F8_E4M3", vec![1, 2], vec![0x38, 0x40]);
    let ct = of(&[
        ("a.weight_packed", "U8", vec![1, 16], codes.clone()),
        scales("a.weight_scale"),
        ("a.weight_global_scale", "F32", vec![1], floats(&[4.0])),
    ]);
    assert_eq!(values(&ct, "a.weight", ""), [halves(0.25), halves(0.5)].concat());
    let modelopt = of(&[
        ("a.weight", "U8", vec![1, 16], codes.clone()),
        scales("a.weight_scale"),
        ("a.weight_scale_2", "F32", vec![], floats(&[4.0])),
    ]);
    assert_eq!(values(&modelopt, "a.weight", ""), [halves(4.0), halves(8.0)].concat());
    let gpt_oss = of(&[("a.down_proj_blocks", "U8", vec![1, 1, 1, 16], codes), ("a.down_proj_scales", "U8", vec![1, 1, 1], vec![128])]);
    assert_eq!(values(&gpt_oss, "a.down_proj", ""), [halves(2.0), halves(2.0)].concat());
}

#[test]
fn bitsandbytes_int8_has_a_magnitude_a_row() {
    let tensors = [("a.weight", "I8", vec![2, 2], vec![127, 0x81, 0, 1]), ("a.SCB", "F32", vec![2], floats(&[2.0, 127.0]))];
    assert_eq!(values(&open(vec![("m.safetensors", file(&tensors))]), "a.weight", ""), [2.0, -2.0, 0.0, 1.0]);
}

#[test]
fn what_contradicts_itself_gives_a_sentence() {
    let state = br#"{"blocksize":64,"shape":[8,16],"quant_type":"nf4"}"#.to_vec();
    let odd_state = br#"{"blocksize":0,"shape":[8,16]}"#.to_vec();
    let bnb = |codes: u64, absmax: u64, table: u64, state: &Vec<u8>| {
        file(&[
            ("a.weight", "U8", vec![codes, 1], vec![0; codes as usize]),
            ("a.weight.absmax", "F32", vec![absmax], vec![0; 4 * absmax as usize]),
            ("a.weight.quant_map", "F32", vec![table], vec![0; 4 * table as usize]),
            ("a.weight.quant_state.bitsandbytes__nf4", "U8", vec![state.len() as u64], state.clone()),
        ])
    };
    let gptq = |codes: [u64; 2], zeros: [u64; 2], scales: [u64; 2], dtype: &str, index: u64| {
        let size = |[a, b]: [u64; 2], by: u64| vec![0; (a * b * by) as usize];
        let by = if dtype == "F32" { 4 } else { 8 };
        file(&[
            ("a.qweight", "I32", codes.to_vec(), size(codes, 4)),
            ("a.qzeros", "I32", zeros.to_vec(), size(zeros, 4)),
            ("a.scales", dtype, scales.to_vec(), size(scales, by)),
            ("a.g_idx", "I32", vec![index], vec![0; 4 * index as usize]),
        ])
    };
    let ct = |codes: [u64; 2], scales: [u64; 2], shape: [u64; 2]| {
        file(&[
            ("a.weight_packed", "I32", codes.to_vec(), vec![0; (codes[0] * codes[1] * 4) as usize]),
            ("a.weight_scale", "F32", scales.to_vec(), vec![0; (scales[0] * scales[1] * 4) as usize]),
            ("a.weight_shape", "I64", vec![2], shape.map(u64::to_le_bytes).concat()),
        ])
    };
    let fp8 = |scale: Vec<u64>, dtype: &str, by: u64| {
        let bytes = (scale.iter().product::<u64>() * by) as usize;
        file(&[("a.weight", "F8_E4M3", vec![4, 8], vec![0; 32]), ("a.weight_scale", dtype, scale, vec![0; bytes])])
    };
    let mlx = |codes: [u64; 2], scales: [u64; 2], biases: [u64; 2]| {
        file(&[
            ("a.weight", "U32", codes.to_vec(), vec![0; (codes[0] * codes[1] * 4) as usize]),
            ("a.scales", "F32", scales.to_vec(), vec![0; (scales[0] * scales[1] * 4) as usize]),
            ("a.biases", "F32", biases.to_vec(), vec![0; (biases[0] * biases[1] * 4) as usize]),
        ])
    };
    let fp4 = |end: &str, codes: [u64; 2], scales: [u64; 2], dtype: &str, global: u64| {
        let global_name = if end == "weight" { "a.weight_scale_2" } else { "a.weight_global_scale" };
        let codes_name = format!("a.{end}");
        file(&[
            (codes_name.as_str(), "U8", codes.to_vec(), vec![0; (codes[0] * codes[1]) as usize]),
            ("a.weight_scale", dtype, scales.to_vec(), vec![0; (scales[0] * scales[1]) as usize]),
            (global_name, "F32", vec![global], vec![0; 4 * global as usize]),
        ])
    };
    let good =
        vec![bnb(64, 2, 16, &state), gptq([4, 8], [2, 1], [2, 8], "F32", 32), ct([4, 2], [4, 2], [4, 16]), fp8(vec![4, 1], "F32", 4)];
    let bad = vec![
        bnb(63, 2, 16, &state),
        bnb(64, 3, 16, &state),
        bnb(64, 2, 15, &state),
        bnb(64, 2, 16, &odd_state),
        bnb(64, 2, 16, &b"{}".to_vec()),
        bnb(64, 2, 16, &vec![0xff; 9]),
        gptq([4, 8], [2, 1], [2, 8], "I64", 32),
        gptq([4, 8], [3, 1], [2, 8], "F32", 32),
        gptq([4, 8], [2, 3], [2, 8], "F32", 32),
        gptq([4, 8], [2, 1], [2, 7], "F32", 32),
        gptq([4, 8], [2, 1], [2, 8], "F32", 31),
        gptq([4, 9], [2, 1], [2, 8], "F32", 32),
        ct([4, 2], [4, 2], [5, 16]),
        ct([4, 2], [4, 2], [4, 0]),
        ct([4, 2], [4, 3], [4, 16]),
        ct([4, 2], [3, 2], [4, 16]),
        ct([4, 2], [4, 2], [4, 1 << 62]),
        ct([4, 2], [4, 2], [4, 21]),
        fp8(vec![3], "F32", 4),
        fp8(vec![4, 2], "F32", 4),
        fp8(vec![2, 2, 2], "F32", 4),
        fp8(vec![4, 1], "I32", 4),
        fp8(vec![4, 1], "U8", 1),
        mlx([4, 8], [4, 1], [4, 2]),
        mlx([4, 8], [3, 1], [3, 1]),
        mlx([4, 7], [4, 1], [4, 1]),
        mlx([4, 8], [4, 3], [4, 3]),
        fp4("weight", [4, 8], [4, 2], "F8_E4M3", 1),
        fp4("weight", [4, 16], [4, 2], "F8_E4M3", 2),
        fp4("weight_packed", [4, 16], [3, 2], "F8_E4M3", 1),
        fp4("weight_packed", [4, 16], [4, 2], "U8", 1),
        file(&[("a.weight", "I8", vec![2, 2], vec![0; 4]), ("a.SCB", "F32", vec![3], vec![0; 12])]),
        file(&[("a_blocks", "U8", vec![2, 1, 15], vec![0; 30]), ("a_scales", "U8", vec![2, 1], vec![0; 2])]),
        file(&[("a_blocks", "U8", vec![2, 1, 16], vec![0; 32]), ("a_scales", "U8", vec![1, 2], vec![0; 2])]),
    ];
    assert!(bad.len() >= 30);
    let told = |bytes: &Vec<u8>| {
        let files = open(vec![("m.safetensors", bytes.clone())]);
        let unread = files.listing().tensors.into_iter().find_map(|tensor| tensor.unread);
        for at in 0..files.entries().len() {
            // Whatever is listed is read or refused.
            let _ = files.read(at, &TensorSlice::default(), &mut |_| {});
        }
        let packed = files.entries().iter().any(|entry| matches!(entry.location, Location::Packed(_)));
        (packed, unread)
    };
    for bytes in &good {
        assert_eq!(told(bytes), (true, None));
    }
    for (number, bytes) in bad.iter().enumerate() {
        let (packed, unread) = told(bytes);
        assert!(!packed && unread.is_some_and(|reason| reason.len() > 20), "number {number}");
    }
}

#[test]
fn an_index_of_columns_that_does_not_exist_is_refused() {
    let tensors = [
        ("a.qweight", "I32", vec![1, 8], words(&[0; 8])),
        ("a.qzeros", "I32", vec![2, 1], words(&[0; 2])),
        ("a.scales", "F32", vec![2, 8], floats(&[1.0; 16])),
        ("a.g_idx", "I32", vec![8], words(&[9; 8])),
    ];
    let files = open(vec![("m.safetensors", file(&tensors))]);
    let error = files.read(0, &TensorSlice::default(), &mut |_| {}).expect_err("there are two groups");
    assert!(error.to_string().contains("do not fit"), "{error}");
}

#[test]
fn one_gguf_tensor_of_an_unknown_type_leaves_the_others() {
    let files = open(vec![("q1_0.gguf", peer("q1_0.gguf"))]);
    let listing = files.listing();
    let types: Vec<_> = listing.tensors.iter().map(|tensor| (tensor.dtype.as_str(), tensor.bytes)).collect();
    assert!(types.contains(&("F32", 256.0)) && types.iter().any(|(dtype, _)| *dtype == "Q1_0"), "{types:?}");
    assert_eq!(values(&files, "plain.weight", ""), [1.0; 64]);
}

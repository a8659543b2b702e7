//! The reader of .npy files: types, orders, malformed files, the sample tensors of the catalogue.

use proptest::prelude::*;
use quantscope::Error;
use quantscope::tensor::catalog::{EXAMPLES, ExampleKind, find};
use quantscope::tensor::read_npy;
use std::collections::{BTreeMap, BTreeSet};

/// A version 1 file with this header, not padded, and this data.
fn npy(header: &str, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(header.len()).expect("a short header");
    [b"\x93NUMPY\x01\x00", len.to_le_bytes().as_slice(), header.as_bytes(), data].concat()
}

fn header(descr: &str, fortran_order: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': {fortran_order}, 'shape': {shape}, }}          \n")
}

fn array(descr: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    npy(&header(descr, "False", shape), data)
}

fn read(bytes: &[u8]) -> Result<(Vec<usize>, Vec<f32>), Error> {
    read_npy(bytes).map(|tensor| (tensor.shape().to_vec(), tensor.values().to_vec()))
}

fn bytes_of<const N: usize, T: Copy>(values: &[T], bytes: fn(T) -> [u8; N]) -> Vec<u8> {
    values.iter().flat_map(|&v| bytes(v)).collect()
}

const SIX: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

#[test]
fn every_type_of_number_is_read() {
    let halves = [0x3c00u16, 0x7bff, 0x0001, 0xb800];
    for (descr, data, expected) in [
        ("<f4", bytes_of(&[1.5f32, -0.0], f32::to_le_bytes), vec![1.5, -0.0]),
        (">f4", bytes_of(&[1.5f32, 2.5], f32::to_be_bytes), vec![1.5, 2.5]),
        ("=f4", bytes_of(&[1.5f32, 2.5], f32::to_le_bytes), vec![1.5, 2.5]),
        ("<f8", bytes_of(&[0.1f64, -2.5], f64::to_le_bytes), vec![0.1, -2.5]),
        (">f8", bytes_of(&[0.1f64, -2.5], f64::to_be_bytes), vec![0.1, -2.5]),
        ("<f2", bytes_of(&halves, u16::to_le_bytes), vec![1.0, 65504.0, 5.960_464_5e-8, -0.5]),
        ("|i1", vec![0xff, 0x7f], vec![-1.0, 127.0]),
        ("|u1", vec![0xff, 0x7f], vec![255.0, 127.0]),
        ("<i2", bytes_of(&[-300i16, 5], i16::to_le_bytes), vec![-300.0, 5.0]),
        (">u2", bytes_of(&[65535u16, 5], u16::to_be_bytes), vec![65535.0, 5.0]),
        ("<i4", bytes_of(&[-70_000i32, 16_777_217], i32::to_le_bytes), vec![-70_000.0, 16_777_216.0]),
        ("<u4", bytes_of(&[u32::MAX, 5], u32::to_le_bytes), vec![4_294_967_296.0, 5.0]),
        (">i8", bytes_of(&[-2i64, 1 << 40], i64::to_be_bytes), vec![-2.0, 1_099_511_627_776.0]),
        ("<u8", bytes_of(&[u64::MAX, 5], u64::to_le_bytes), vec![18_446_744_073_709_551_616.0, 5.0]),
        ("|b1", vec![1, 0], vec![1.0, 0.0]),
    ] {
        let shape = vec![expected.len()];
        assert_eq!(read(&array(descr, &format!("({},)", expected.len()), &data)), Ok((shape, expected)), "{descr}");
    }
}

#[test]
fn orders_and_versions_and_shapes() {
    let columns = bytes_of(&[1.0f32, 4.0, 2.0, 5.0, 3.0, 6.0], f32::to_le_bytes);
    let rows = bytes_of(&SIX, f32::to_le_bytes);
    let six = Ok((vec![2, 3], SIX.to_vec()));
    assert_eq!(read(&npy(&header("<f4", "True", "(2, 3)"), &columns)), six);
    assert_eq!(read(&array("<f4", "(2, 3)", &rows)), six);
    assert_eq!(read(&npy("{'shape':(2,3),'fortran_order':False,'descr':\"<f4\"}", &rows)), six);
    let text = header("<f4", "False", "(2, 3)");
    let len = u32::try_from(text.len()).expect("a short header").to_le_bytes();
    assert_eq!(read(&[b"\x93NUMPY\x02\x00", len.as_slice(), text.as_bytes(), &rows].concat()), six);
    let deep: Vec<f32> = (0u8..24).map(f32::from).collect();
    let stored: Vec<f32> = (0..24).map(|i| deep[(i % 2) * 12 + (i / 2 % 3) * 4 + i / 6]).collect();
    let cube = npy(&header("<f4", "True", "(2, 3, 4)"), &bytes_of(&stored, f32::to_le_bytes));
    assert_eq!(read(&cube), Ok((vec![2, 3, 4], deep)));
    assert_eq!(read(&array("<f4", "()", &2.5f32.to_le_bytes())), Ok((vec![1], vec![2.5])));
}

/// What numpy.save writes into an open file, one array after the other; numpy.load reads them in this order.
#[test]
fn arrays_in_one_file_are_all_listed() {
    let one = array("<f4", "(2,)", &bytes_of(&[1.0f32, 2.0], f32::to_le_bytes));
    let two = npy(&header(">i2", "True", "(1, 2)"), &bytes_of(&[3i16, 4], i16::to_be_bytes));
    let files = crate::reading_support::open("w.npy", [one.clone(), two.clone(), array("<f4", "(0,)", &[]), one.clone()].concat());
    let files = files.expect("four arrays");
    let names: Vec<&str> = files.entries().iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["data", "data (2)", "data (3)", "data (4)"]);
    let values = |entry| crate::reading_support::read(&files, entry).expect("a sound array").tensor.values().to_vec();
    assert_eq!((values(0), values(1), values(3)), (vec![1.0, 2.0], vec![3.0, 4.0], vec![1.0, 2.0]));
    let refused = |bytes: Vec<u8>| crate::reading_support::open("w.npy", bytes).err().expect("it is damaged").to_string();
    assert!(refused([&one[..], &two[..two.len() - 1]].concat()).contains("ends before its last value"));
    assert!(refused([&one[..], &two[..8]].concat()).contains("within its header"));
    assert!(refused([&one[..], &two, b"\x93NUMPX"].concat()).contains("goes on after its last value"));
}

#[test]
fn values_that_are_not_finite_are_missing() {
    let empty = Err(Error::Unreadable { reason: "it has no values".into() });
    assert_eq!(read(&array("<f4", "(0, 4)", &[])), empty);
    assert_eq!(read(&npy(&header("<f4", "True", "(0, 4)"), &[])), empty);
    let values = [1.0, f32::NAN, -2.0, f32::INFINITY, f32::NEG_INFINITY, 3.0];
    let found = read_npy(&array("<f4", "(2, 3)", &bytes_of(&values, f32::to_le_bytes))).expect("two values are finite");
    assert_eq!(found.values(), [1.0, 0.0, -2.0, 0.0, 0.0, 3.0]);
    assert_eq!((found.non_finite().nan(), found.non_finite().infinite()), (1, 2));
    let given: Vec<u32> = (0..6).filter_map(|i| found.given(i).map(f32::to_bits)).collect();
    assert_eq!(given, values.map(f32::to_bits));
    assert_eq!(read(&array("<f4", "(1,)", &f32::NAN.to_le_bytes())), Err(Error::NoneFinite { len: 1 }));
    let found = read(&array("<f8", "(1,)", &1e300f64.to_le_bytes()));
    assert_eq!(found, Err(Error::File { reason: "it holds 1e300, more than a 32-bit float can hold".into() }));
}

#[test]
fn malformed_files_are_refused_with_the_cause() {
    let six = bytes_of(&SIX, f32::to_le_bytes);
    let whole = array("<f4", "(2, 3)", &six);
    let with_version = |major, minor| [&whole[..6], &[major, minor], &whole[8..]].concat();
    let with_length = |length: &[u8]| [b"\x93NUMPY\x02\x00", length, &whole[10..]].concat();
    for (bytes, cause) in [
        (vec![], "does not begin"),
        ([b"\x93NUMPX", &whole[6..]].concat(), "does not begin"),
        (whole[..9].to_vec(), "within its header"),
        (whole[..40].to_vec(), "within its header"),
        (with_length(&[0xff; 4]), "claims 4294967295 bytes"),
        (with_length(&60_000u32.to_le_bytes()), "within its header"),
        (with_version(9, 0), "version 9.0"),
        (with_version(1, 1), "version 1.1"),
        (whole[..whole.len() - 4].to_vec(), "ends before its last value"),
        ([&whole[..], &[0]].concat(), "goes on after its last value"),
        (array("<f4", "(268435456,)", &[]), "ends before its last value"),
        (array("<f4", "(4294967296, 4294967296)", &[]), "ends before its last value"),
        (array("<f4", "(-2, -3)", &six), "dictionary"),
        (array("<f4", "(2.0, 3)", &six), "dictionary"),
        (array("<f4", "(99999999999999999999, 3)", &six), "dictionary"),
        (array("<f4", "2, 3", &six), "dictionary"),
        (array("<f4", &format!("({})", "1, ".repeat(33)), &six[..4]), "33 axes"),
        (npy("{'descr': '<f4', 'fortran_order': False, }", &six), "dictionary"),
        (npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} + x", &six), "dictionary"),
        (npy("{'descr': '<f4', 'fortran_order': __import__('os'), 'shape': (2, 3)}", &six), "dictionary"),
        (npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", &six), "records"),
        (npy(&"{".repeat(60_000), &six), "dictionary"),
        (npy("", &six), "dictionary"),
        (array("|O", "(6,)", &six), "Python objects"),
        (array("<c8", "(3,)", &six), "complex"),
        (array("<U1", "(6,)", &six), "text"),
        (array("|S4", "(6,)", &six), "text"),
        (array("<M8[s]", "(3,)", &six), "times"),
        (array("<f16", "(1,)", &six), "unknown type '<f16'"),
        (array("", "(1,)", &six), "unknown type ''"),
        (array("\u{20ac}f4", "(6,)", &six), "unknown type"),
    ] {
        match read(&bytes) {
            Err(Error::File { reason }) => assert!(reason.contains(cause), "{reason:?} does not say {cause:?}"),
            other => panic!("{cause}: {other:?}"),
        }
    }
}

#[derive(serde::Deserialize)]
struct Expected {
    shape: Vec<usize>,
    min: f32,
    max: f32,
    std: f64,
}

#[test]
fn the_sample_tensors_are_what_they_were() {
    let expected: BTreeMap<String, Expected> = serde_json::from_str(include_str!("../shared/samples.json")).expect("sound JSON");
    let mut files = BTreeSet::new();
    for example in EXAMPLES {
        let ExampleKind::File { file, .. } = example.kind else { continue };
        files.insert(file.to_string());
        let bytes = std::fs::read(format!("www/public/samples/{file}")).expect("the file is there");
        let tensor = read_npy(&bytes).expect("a sound file");
        let expected = &expected[file];
        let values = || tensor.values().iter().copied();
        assert_eq!(tensor.shape(), expected.shape, "{file}");
        assert_eq!(values().fold(f32::INFINITY, f32::min), expected.min, "{file}");
        assert_eq!(values().fold(f32::NEG_INFINITY, f32::max), expected.max, "{file}");
        let n = tensor.values().len() as f64;
        let mean = values().map(f64::from).sum::<f64>() / n;
        let std = (values().map(|v| (f64::from(v) - mean).powi(2)).sum::<f64>() / n).sqrt();
        assert!((std / expected.std - 1.0).abs() < 1e-9, "{file}: standard deviation {std}");
    }
    let known: BTreeSet<String> = expected.into_keys().collect();
    assert_eq!(files, known);
}

#[test]
fn every_example_is_found_by_a_key_of_its_own() {
    let keys: BTreeSet<&str> = EXAMPLES.iter().map(|example| example.key).collect();
    assert_eq!(keys.len(), EXAMPLES.len());
    for example in EXAMPLES {
        assert_eq!(find(example.key), Some(example));
        assert!(example.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", example.key);
        assert!(example.about.ends_with('.') && !example.title.is_empty(), "{}", example.key);
        match example.kind {
            ExampleKind::Matrix(rows) => assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{}", example.key),
            ExampleKind::Generated { distribution, rows, cols, outliers, strength } => {
                let (rows, cols, outliers) = (rows as usize, cols as usize, outliers as usize);
                let recipe = quantscope::tensor::Generator { distribution, rows, cols, seed: 1, outliers, strength };
                assert!(recipe.tensor(&mut |_| {}).is_ok(), "{}", example.key);
            }
            ExampleKind::Picture { .. } | ExampleKind::File { .. } => {}
        }
    }
    assert_eq!(find("pasted"), None);
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_npy(&bytes);
    }

    #[test]
    fn any_header_gives_an_answer(text in "[{}()\\[\\]'\",: a-z0-9<|]{0,80}", data in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = read_npy(&npy(&text, &data));
    }

    #[test]
    fn any_flipped_byte_gives_an_answer(at in 0usize..100, byte in any::<u8>()) {
        let mut bytes = array("<f4", "(2, 3)", &bytes_of(&SIX, f32::to_le_bytes));
        if let Some(slot) = bytes.get_mut(at) {
            *slot = byte;
        }
        let _ = read_npy(&bytes);
    }

    #[test]
    fn values_come_back(values in prop::collection::vec(any::<f32>().prop_filter("finite", |v| v.is_finite()), 1..50)) {
        let bytes = array("<f4", &format!("({},)", values.len()), &bytes_of(&values, f32::to_le_bytes));
        let tensor = read_npy(&bytes)?;
        let bits = |values: &[f32]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(tensor.values()), bits(&values));
    }
}

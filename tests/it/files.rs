//! Reading by slices: a part equals that part of the whole, whatever the type and order; of a file larger than memory only
//! what is asked for is read; samples, shards, what files are.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use quantscope::Error;
use quantscope::quant::block::ggml::GgmlType;
use quantscope::tensor::files::{Bytes, Files, Read, TensorSlice};
use std::cell::Cell;
use std::rc::Rc;

/// A file that is never held: its beginning, then one byte each place, computed when it is read.
struct Endless {
    head: Vec<u8>,
    size: u64,
    /// How many bytes were read.
    read: Rc<Cell<u64>>,
}

fn byte_at(at: u64) -> u8 {
    (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
}

impl Bytes for Endless {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), Error> {
        self.read.set(self.read.get() + into.len() as u64);
        assert!(at + into.len() as u64 <= self.size, "read beyond the end");
        for (at, byte) in (at..).zip(into) {
            *byte = self.head.get(at as usize).copied().unwrap_or_else(|| byte_at(at));
        }
        Ok(())
    }
}

fn open(files: Vec<(&str, Vec<u8>)>) -> Result<Files, Error> {
    Files::open(files.into_iter().map(|(name, bytes)| (name.into(), Box::new(bytes) as Box<dyn Bytes>)).collect())
}

fn opened(name: &str, bytes: Vec<u8>) -> Files {
    open(vec![(name, bytes)]).expect("a sound file")
}

fn read(files: &Files, axis: Option<usize>, cut: &str) -> Result<Read, Error> {
    files.read(0, &TensorSlice::parse(axis, cut)?, &mut |_| {})
}

fn npy(descr: &str, column_major: bool, shape: &[u64], data: &[u8]) -> Vec<u8> {
    let shape: String = shape.iter().map(|d| format!("{d}, ")).collect();
    let order = if column_major { "True" } else { "False" };
    let header = format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': ({shape}), }}\n");
    [b"\x93NUMPY\x01\x00", (header.len() as u16).to_le_bytes().as_slice(), header.as_bytes(), data].concat()
}

fn safetensors(header: &str, data: &[u8]) -> Vec<u8> {
    [(header.len() as u64).to_le_bytes().as_slice(), header.as_bytes(), data].concat()
}

/// One tensor of bytes that are their own index.
fn model(tensor: &str) -> Vec<u8> {
    safetensors(&format!("{{\"{tensor}\":{{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[0,4]}}}}"), &[0, 1, 2, 3])
}

/// 20 GB: a matrix of bytes, then a small one.
fn huge() -> (Files, Rc<Cell<u64>>, u64) {
    let wide = r#""wide":{"dtype":"U8","shape":[2000000,10000],"data_offsets":[0,20000000000]}"#;
    let small = r#""small":{"dtype":"U8","shape":[10,1000],"data_offsets":[20000000000,20000010000]}"#;
    let head = safetensors(&format!("{{{wide},{small}}}"), &[]);
    let (read, start) = (Rc::new(Cell::new(0)), head.len() as u64);
    let size = start + 20_000_010_000;
    let file = Endless { head, size, read: read.clone() };
    (Files::open(vec![("huge.safetensors".into(), Box::new(file))]).expect("a sound file"), read, start)
}

#[test]
fn of_twenty_gigabytes_only_what_is_asked_for_is_read() {
    let (files, read_bytes, start) = huge();
    assert_eq!(files.listing().tensors.len(), 2);
    assert!(read_bytes.get() < 10_000, "{} bytes were read to list", read_bytes.get());
    read_bytes.set(0);
    let small = files.read(1, &TensorSlice::default(), &mut |_| {}).expect("it fits");
    assert_eq!(read_bytes.get(), 10_000);
    assert!(small.tensor.values().iter().zip(start + 20_000_000_000..).all(|(&v, at)| v == f32::from(byte_at(at))));
    for (cut, rows, cols, most) in [
        ("-3:, :", 1_999_997..2_000_000, 0..10_000, 30_000),
        ("7, 5:9", 7..8, 5..9, 4),
        ("100000:100050, 9990:", 100_000..100_050, 9_990..10_000, 500_000),
    ] {
        read_bytes.set(0);
        let part = read(&files, None, cut).expect("it fits");
        assert!(read_bytes.get() <= most, "{cut}: {} bytes were read", read_bytes.get());
        let expected: Vec<f32> = rows.flat_map(|r| cols.clone().map(move |c| f32::from(byte_at(start + r * 10_000 + c)))).collect();
        assert_eq!(part.tensor.values(), expected, "{cut}");
        assert_eq!(part.sampled, None);
    }
}

#[test]
fn a_large_tensor_is_sampled_by_whole_rows() {
    let (files, read_bytes, start) = huge();
    read_bytes.set(0);
    let sampled =
        |axis| files.read_at_most(1_000_000, 0, &TensorSlice::parse(axis, "").expect("sound"), &mut |_| {}).expect("it is sampled");
    let sample = sampled(None);
    assert_eq!(
        sample.sampled.as_ref().map(|sampled| sampled.words.as_str()),
        Some("100 of 2\u{2009}000\u{2009}000 rows, chosen with seed 1")
    );
    assert_eq!((sample.tensor.shape(), read_bytes.get()), ([100, 10_000].as_slice(), 1_000_000));
    let row = |r: u64| (0..10_000).map(move |c| f32::from(byte_at(start + r * 10_000 + c)));
    let mut rows = 0..2_000_000;
    for found in sample.tensor.values().chunks(10_000) {
        assert!(rows.any(|r| row(r).eq(found.iter().copied())), "each is a row of the file, in the file's order");
    }
    // The same values whatever the order, so the same hash.
    let columns = sampled(Some(1));
    assert_eq!((columns.tensor.shape(), &columns.hash), ([10_000, 100].as_slice(), &sample.hash));
    assert_eq!(columns.tensor.values()[..100], sample.tensor.values().iter().step_by(10_000).copied().collect::<Vec<_>>());
    // A list is sampled by runs.
    let list = opened("list.npy", npy("|u1", false, &[1_000_000], &(0..1_000_000).map(byte_at).collect::<Vec<_>>()));
    let sample = list.read_at_most(300_000, 0, &TensorSlice::default(), &mut |_| {}).expect("it is sampled");
    assert_eq!(
        sample.sampled.as_ref().map(|sampled| sampled.words.as_str()),
        Some("73 of 244 runs of 4\u{2009}096 values, chosen with seed 1")
    );
    assert_eq!(sample.tensor.shape(), [73 * 4096]);
    let cube = opened("cube.npy", npy("|u1", false, &[2, 500, 1000], &vec![1; 1_000_000]));
    let sample = cube.read_at_most(300_000, 0, &TensorSlice::default(), &mut |_| {}).expect("it is sampled");
    assert_eq!(
        sample.sampled.as_ref().map(|sampled| sampled.words.as_str()),
        Some("30 of 100 runs of 5 indices of axis 1, chosen with seed 1")
    );
    assert_eq!(sample.tensor.shape(), [2, 150, 1000]);
}

/// Larger than what is read, decoded or walked at once.
#[test]
fn pieces_join() {
    let values: Vec<f64> = (0..3000 * 400).map(f64::from).collect();
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_be_bytes()).collect();
    let files = opened("w.npy", npy(">f8", false, &[3000, 400], &bytes));
    let mut shares = Vec::new();
    let whole = files.read(0, &TensorSlice::default(), &mut |share| shares.push(share)).expect("it fits");
    assert!(shares.len() > 2 && shares.is_sorted() && shares.last() == Some(&1.0), "{shares:?}");
    assert!(whole.tensor.values().iter().zip(0..).all(|(&v, i)| v == i as f32));
    let part = read(&files, Some(1), "1:-1, 5:350").expect("it fits");
    assert_eq!(part.tensor.shape(), [345, 2998]);
    assert!(part.tensor.values().iter().zip(0..).all(|(&v, i)| v == ((i % 2998 + 1) * 400 + i / 2998 + 5) as f32));
    let thin = read(&files, None, ":, 3").expect("it fits");
    assert_eq!(thin.tensor.shape(), [3000]);
    assert!(thin.tensor.values().iter().zip(0..).all(|(&v, i)| v == (i * 400 + 3) as f32));
}

#[test]
fn what_cannot_be_cut_is_told() {
    let files = opened("w.npy", npy("|u1", false, &[2, 3], &[0, 1, 2, 3, 4, 5]));
    for (axis, cut, cause) in [
        (None, "2, :", "2 lies outside of axis 0, which has the indices 0 to 1"),
        (None, ":, -4:", "-4 lies outside of axis 1"),
        (None, ":, 1:4", "4 lies outside of axis 1"),
        (None, ":, 2:2", "nothing of axis 1 lies between 2 and 2"),
        (None, ":, 2:-2", "nothing of axis 1"),
        (None, ":, :, :", "3 slices are given, and the tensor has 2 axes"),
        (Some(2), "", "there is no axis 2"),
        (None, "::2", "steps"),
        (None, "a:b", "'a' is no whole number"),
        (None, "1,,2", "empty"),
        (None, "9223372036854775808", "no whole number"),
        (None, "-9223372036854775808:", "lies outside"),
    ] {
        match read(&files, axis, cut) {
            Err(Error::Slice { reason }) => assert!(reason.contains(cause), "{cut}: {reason}"),
            other => panic!("{cut}: {other:?}"),
        }
    }
    let parsed = |text| TensorSlice::parse(None, text).expect("sound").to_string();
    assert_eq!(parsed(" [ 0:\u{2212}1,:, 3 , ] "), "0:-1, :, 3");
    assert_eq!(parsed("[]"), "");
}

#[test]
fn shards_are_joined_by_their_index() {
    let index =
        br#"{"metadata": {"total_size": 12}, "weight_map": {"a": "m-1.safetensors", "b": "m-2.safetensors", "c": "m-3.safetensors"}}"#;
    let index = || ("model.safetensors.index.json", index.to_vec());
    let files = open(vec![index(), ("m-1.safetensors", model("a")), ("m-3.safetensors", model("c"))]).expect("two shards");
    let listing = files.listing();
    assert_eq!(listing.files[0].note.as_deref(), Some("It names one more file, which is not open: m-2.safetensors."));
    let told: Vec<(&str, Option<&str>)> = listing.tensors.iter().map(|t| (t.name.as_str(), t.unread.as_deref())).collect();
    assert_eq!(told, [("a", None), ("c", None), ("b", Some("it is in m-2.safetensors, which is not open"))]);
    let c = files.find("m-3.safetensors", "c").expect("it is listed");
    assert_eq!(files.read(c, &TensorSlice::default(), &mut |_| {}).expect("it is there").tensor.values(), [0.0, 1.0, 2.0, 3.0]);
    let alone = open(vec![index()]).err().expect("no values").to_string();
    assert!(alone.contains("open it together with m-1.safetensors, m-2.safetensors, m-3.safetensors"), "{alone}");
    let wrong = open(vec![index(), ("m-1.safetensors", model("x")), ("m-2.safetensors", model("b")), ("m-3.safetensors", model("c"))]);
    let note = wrong.expect("three shards").listing().files[0].note.clone();
    assert_eq!(note.as_deref(), Some("It names tensors that its files do not hold: a."));
    assert!(open(vec![("x.index.json", b"{\"weight_map\": 3}".to_vec())]).is_err());
}

#[test]
fn files_are_told_apart() {
    let twice = open(vec![("a.npy", npy("|u1", false, &[1], &[1])), ("a.npy", npy("|u1", false, &[1], &[2]))]).expect("sound files");
    let second = twice.find("a.npy (2)", "data").expect("it has a name of its own");
    assert_eq!(twice.read(second, &TensorSlice::default(), &mut |_| {}).expect("it is there").tensor.values(), [2.0]);
    // One file that cannot be read does not keep the others from being read.
    let mixed = open(vec![("a.gguf", vec![]), ("b.safetensors", model("w"))]).expect("one is sound").listing();
    assert!(mixed.files[0].fault.is_some() && mixed.files[1].fault.is_none());
    assert_eq!((mixed.tensors.len(), mixed.tensors[0].file), (1, 1));
}

/// What a file is called does not matter, and of what is not read the user learns what it is.
#[test]
fn formats_are_told_by_their_first_bytes() {
    for (name, bytes, format) in [
        ("w.txt", npy("|u1", false, &[1], &[1]), "NumPy array"),
        ("w", model("w"), "safetensors"),
        ("w.npy", model("w"), "safetensors"),
        ("numbers.dat", b"1 2 3".to_vec(), "text"),
    ] {
        assert_eq!(opened(name, bytes).listing().files[0].format, format, "{name}");
    }
    // Lengths of headers that are other formats' first bytes.
    for len in [u16::from_le_bytes(*b"PK"), u16::from_le_bytes([0x80, 2]), u16::from_le_bytes([0x1f, 0x8b])] {
        let header = br#"{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#;
        let padded = [header.as_slice(), &vec![b' '; usize::from(len) - header.len()]].concat();
        let bytes = [u64::from(len).to_le_bytes().as_slice(), &padded, &[7]].concat();
        assert_eq!(opened("w.safetensors", bytes).listing().files[0].format, "safetensors", "{len}");
    }
    assert_eq!(opened("keys.csv", b"PK,value\n1,2\n".to_vec()).listing().files[0].format, "text");
    let mut tar = vec![b'w'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    for (name, bytes, told) in [
        ("model.safetensors", b"version https://git-lfs.github.com/spec/v1\noid".to_vec(), "git lfs pull"),
        ("model.safetensors", b"\r\n <!DOCTYPE html><html>".to_vec(), "web page"),
        ("model.npz", b"\x1f\x8b\x08\0".to_vec(), "compressed"),
        ("weights.h5", b"\x89HDF\r\n\x1a\n\0".to_vec(), "HDF5"),
        ("model.pth", b"\x80\x02\x8a\x0al\xfc".to_vec(), "pickle"),
        ("model.nemo", tar, "tar"),
        ("model.bin", vec![1, 2, 3], "nothing in it says"),
        ("w.npy", vec![], "empty"),
    ] {
        let told_here = open(vec![(name, bytes)]).err().expect("it is not read").to_string();
        assert!(told_here.contains(told) && told_here.len() < 300, "{name}: {told_here}");
    }
}

#[test]
fn types_that_are_not_decoded_are_listed_with_their_size() {
    let header = r#"{"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#;
    let files = opened("w.safetensors", safetensors(header, &[0, 1, 2, 3]));
    let listed = &files.listing().tensors[0];
    assert_eq!((listed.bytes, listed.unread.as_deref()), (2.0, Some("F4 is not decoded here")));
    assert!(matches!(read(&files, None, ""), Err(Error::Unreadable { .. })));
    assert_eq!(files.read(1, &TensorSlice::default(), &mut |_| {}).expect("it is decoded").tensor.values(), [2.0, 3.0]);
}

/// A part is held against the archive's check of all of it.
#[test]
fn a_part_of_a_damaged_archive_is_refused() {
    let mut bytes = std::fs::read("tests/data/formats/arrays_stored.npz").expect("the file is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let files = opened("arrays.npz", bytes);
    let first_row = TensorSlice::parse(None, "0").expect("sound");
    let faults = (0..files.entries().len()).filter_map(|i| files.read(i, &first_row, &mut |_| {}).err());
    let told: Vec<String> = faults.map(|fault| fault.to_string()).collect();
    assert!(matches!(told.as_slice(), [fault] if fault.contains("CRC-32")), "{told:?}");
}

/// Row-major values of a part: what a naive walk over all indices keeps. `kept` holds start, length, and whether the axis
/// is dropped.
fn sliced(shape: &[u64], values: &[f32], axis: Option<usize>, kept: &[(u64, u64, bool)]) -> (Vec<usize>, Vec<f32>) {
    let order: Vec<usize> = axis.into_iter().chain((0..shape.len()).filter(|&a| Some(a) != axis)).collect();
    let mut picked = vec![vec![0; shape.len()]];
    for &a in &order {
        let (start, len, _) = kept[a];
        let each = |index: Vec<u64>| (start..start + len).map(move |i| [&index[..a], &[i], &index[a + 1..]].concat());
        picked = picked.into_iter().flat_map(each).collect();
    }
    let at = |index: &Vec<u64>| index.iter().zip(shape).fold(0, |at, (&i, &d)| at * d + i) as usize;
    let values: Vec<f32> = picked.iter().map(|index| values[at(index)]).collect();
    let shape = match axis {
        Some(a) => vec![kept[a].1 as usize, values.len() / kept[a].1 as usize],
        None => kept.iter().filter(|kept| !kept.2).map(|kept| kept.1 as usize).collect(),
    };
    (if shape.is_empty() { vec![1] } else { shape }, values)
}

/// An axis's part: as text, and as start, length and whether it is dropped.
fn part(size: u64, (a, b, form): (u64, u64, u8)) -> (String, (u64, u64, bool)) {
    let (start, end) = (a % size, a % size + 1 + b % (size - a % size));
    match form {
        0 => (":".into(), (0, size, false)),
        1 => (format!("{start}"), (start, 1, true)),
        2 => (format!("-{}", size - start), (start, 1, true)),
        3 => (format!("{start}:"), (start, size - start, false)),
        4 if end < size => (format!("{start}:-{}", size - end), (start, end - start, false)),
        _ => (format!(" {start}:{end} "), (start, end - start, false)),
    }
}

fn stored(descr: &str, value: i8) -> Vec<u8> {
    let mut bytes = match &descr[1..] {
        "f2" => half::f16::from_f32(value.into()).to_le_bytes().to_vec(),
        "f4" => f32::from(value).to_le_bytes().to_vec(),
        "f8" => f64::from(value).to_le_bytes().to_vec(),
        "i8" => i64::from(value).to_le_bytes().to_vec(),
        "i4" => i32::from(value).to_le_bytes().to_vec(),
        _ => value.to_le_bytes().to_vec(),
    };
    if descr.starts_with('>') {
        bytes.reverse();
    }
    bytes
}

proptest! {
    #![proptest_config(crate::strategies::tries(400))]

    #[test]
    fn a_part_is_that_part_of_the_whole(
        shape in prop::collection::vec(1u64..6, 0..5),
        descr in select(vec!["<f2", "<f4", ">f4", ">f8", "|i1", ">i8", "<i4"]),
        column_major in any::<bool>(),
        parts in prop::collection::vec((0u64..6, 0u64..6, 0u8..6), 4),
        given in subsequence(vec![0usize, 1, 2, 3], 1),
        axis in prop::option::of(0usize..4),
    ) {
        let count: u64 = shape.iter().product();
        let values: Vec<i8> = (0..count).map(|at| byte_at(at) as i8).collect();
        let mut at: Vec<u64> = (0..count).collect();
        if column_major {
            // Where the value that is stored `i`th stands in row-major order.
            at = (0..count).map(|i| {
                let mut rest = i;
                let index: Vec<u64> = shape.iter().map(|d| { let here = rest % d; rest /= d; here }).collect();
                index.iter().zip(&shape).fold(0, |at, (i, d)| at * d + i)
            }).collect();
        }
        let data: Vec<u8> = at.iter().flat_map(|&at| stored(descr, values[at as usize])).collect();
        let files = opened("w.npy", npy(descr, column_major, &shape, &data));
        let axis = axis.filter(|&axis| axis < shape.len());
        // Axes behind the last one given are whole.
        let given = shape.len().min(given[0] + 1);
        let (texts, mut kept): (Vec<String>, Vec<_>) = shape.iter().zip(parts).take(given).map(|(&d, p)| part(d, p)).unzip();
        kept.extend(shape.iter().skip(given).map(|&d| (0, d, false)));
        let read = read(&files, axis, &texts.join(","))?;
        let values: Vec<f32> = values.into_iter().map(f32::from).collect();
        let (shape, values) = sliced(&shape, &values, axis, &kept);
        prop_assert_eq!(read.tensor.shape(), shape);
        prop_assert_eq!(read.tensor.values(), values);
    }

    /// Blocks hold several values, so parts begin and end within them.
    #[test]
    fn a_part_of_blocks_is_that_part_of_the_whole(
        kind in select(vec![GgmlType::Q4_0, GgmlType::Q8_0, GgmlType::Q6K]),
        blocks in 1u64..3,
        rows in 1u64..5,
        parts in prop::collection::vec((0u64..600, 0u64..600, 0u8..6), 2),
        axis in prop::option::of(0usize..2),
    ) {
        let shape = [rows, blocks * kind.block() as u64];
        let values: Vec<f32> = (0..shape[0] * shape[1]).map(|at| f32::from(byte_at(at) as i8) / 16.0).collect();
        let data = kind.quantize(&values, shape[1] as usize, None)?;
        let number: u32 = match kind { GgmlType::Q4_0 => 2, GgmlType::Q8_0 => 8, _ => 14 };
        let mut bytes = [b"GGUF".as_slice(), &3u32.to_le_bytes(), &1u64.to_le_bytes(), &0u64.to_le_bytes(), &1u64.to_le_bytes(), b"w",
            &2u32.to_le_bytes(), &shape[1].to_le_bytes(), &shape[0].to_le_bytes(), &number.to_le_bytes(), &0u64.to_le_bytes()].concat();
        bytes.resize(bytes.len().next_multiple_of(32), 0);
        let files = opened("w.gguf", [bytes, data.clone()].concat());
        let (texts, kept): (Vec<String>, Vec<_>) = shape.iter().zip(parts).map(|(&d, p)| part(d, p)).unzip();
        let read = read(&files, axis, &texts.join(","))?;
        let (shape, values) = sliced(&shape, &kind.dequantize(&data)?, axis, &kept);
        prop_assert_eq!(read.tensor.shape(), shape);
        prop_assert_eq!(read.tensor.values(), values);
    }

    #[test]
    fn any_slices_give_an_answer(text in "[-0-9:, \\[\\]]{0,20}", axis in prop::option::of(0usize..5)) {
        let files = opened("w.npy", npy("|u1", false, &[2, 3], &[0, 1, 2, 3, 4, 5]));
        if let Ok(cut) = TensorSlice::parse(axis, &text) {
            prop_assert_eq!(TensorSlice::parse(axis, &cut.to_string()), Ok(cut.clone()));
            let _ = files.read(0, &cut, &mut |_| {});
        }
    }
}

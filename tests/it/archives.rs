//! Zip archives, the pickles of PyTorch's and ONNX models, built here piece by piece: what is sound is read whatever its
//! layout, what is not is refused with its cause, and no pickle is run. `tests/fuzz.rs` breaks real ones at random.

use proptest::prelude::*;
use proptest::sample::select;
use quantscope::Error;
use quantscope::tensor::files::{Bytes, Files, Location, TensorSlice};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn open(files: Vec<(&str, Vec<u8>)>) -> Result<Files, Error> {
    Files::open(files.into_iter().map(|(name, bytes)| (name.into(), Box::new(bytes) as Box<dyn Bytes>)).collect())
}

fn read(files: &Files, file: &str, tensor: &str) -> Result<(Vec<usize>, Vec<f32>), Error> {
    let entry = files.find(file, tensor).unwrap_or_else(|| panic!("{tensor} is not listed"));
    let read = files.read(entry, &TensorSlice::default(), &mut |_| {})?;
    Ok((read.tensor.shape().to_vec(), read.tensor.values().to_vec()))
}

fn names(files: &Files) -> Vec<&str> {
    files.entries().iter().map(|entry| entry.name.as_str()).collect()
}

fn archive(members: &[(&str, &[u8])], method: CompressionMethod, zip64: bool) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method).large_file(zip64);
        writer.start_file(*name, options).expect("a new member");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("a whole archive").into_inner()
}

pub fn stored(members: &[(&str, &[u8])]) -> Vec<u8> {
    archive(members, CompressionMethod::Stored, false)
}

pub fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

pub fn npy(values: &[f32]) -> Vec<u8> {
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({},), }}\n", values.len());
    [b"\x93NUMPY\x01\x00", (header.len() as u16).to_le_bytes().as_slice(), header.as_bytes(), &floats(values)].concat()
}

#[track_caller]
fn refused(result: Result<Files, Error>, cause: &str) {
    match result {
        Err(Error::File { reason }) => assert!(reason.contains(cause), "{reason:?} does not say {cause:?}"),
        Err(other) => panic!("{cause}: {other}"),
        Ok(files) => panic!("{cause}: {:?} was listed", names(&files)),
    }
}

const LONG: u32 = 60_000;

/// Values that deflate to about half: their packed bytes go on over many pieces.
fn many(len: u32) -> Vec<f32> {
    (0..len).map(|i| (i.wrapping_mul(2_654_435_761) >> 20) as f32 / 64.0).collect()
}

#[test]
fn members_are_read_whatever_their_layout() {
    let (short, long) = (npy(&[1.0, -2.5]), npy(&many(LONG)));
    let members: &[(&str, &[u8])] = &[("a/long.npy", &long), ("notes.txt", b"not an array"), ("short.npy", &short)];
    let mut variants = Vec::new();
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        variants.extend([false, true].map(|zip64| archive(members, method, zip64)));
    }
    // Sizes behind the data, none in the local headers.
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).expect("a new member");
        writer.write_all(bytes).expect("memory takes it");
    }
    variants.push(writer.finish().expect("a whole archive").into_inner());
    // A comment, and with it what looks like an end.
    let mut commented = stored(members);
    let len = commented.len();
    commented[len - 2..].copy_from_slice(&8u16.to_le_bytes());
    commented.extend(b"comment ");
    variants.push(commented);
    for bytes in variants {
        let files = open(vec![("x.npz", bytes)]).expect("a sound archive");
        assert_eq!(names(&files), ["a/long", "short"]);
        assert_eq!(read(&files, "x.npz", "short"), Ok((vec![2], vec![1.0, -2.5])));
        assert_eq!(read(&files, "x.npz", "a/long"), Ok((vec![LONG as usize], many(LONG))));
    }
}

proptest! {
    #![proptest_config(crate::strategies::tries(24))]
    #[test]
    fn a_part_of_a_packed_array_equals_that_part_of_the_whole(from in 0usize..59_000, len in 1usize..1000, deflated in select(vec![false, true])) {
        let method = if deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let files = open(vec![("x.npz", archive(&[("w.npy", &npy(&many(LONG)))], method, false))]).expect("a sound archive");
        let cut = TensorSlice::parse(None, &format!("{from}:{}", from + len)).expect("a sound part");
        let part = files.read(0, &cut, &mut |_| {}).expect("it is there");
        prop_assert_eq!(part.tensor.values(), &many(LONG)[from..from + len]);
    }
}

#[test]
fn damaged_archives_are_refused_with_the_cause() {
    let one = npy(&[1.0, 2.0]);
    let whole = stored(&[("w.npy", &one)]);
    let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").expect("a directory");
    let changed = |at: usize, bytes: &[u8]| {
        let mut file = whole.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        open(vec![("x.npz", file)])
    };
    let end = whole.len() - 22;
    refused(open(vec![("x.npz", whole[..whole.len() - 1].to_vec())]), "not copied to its end");
    refused(changed(directory, b"XX"), "directory is damaged");
    refused(changed(end + 10, &[7]), "promises 7 members and has 1");
    refused(changed(end + 12, &[0xff; 4]), "beyond its end");
    refused(changed(end + 16, &[0xff; 4]), "beyond its end");
    refused(changed(directory + 8, &[1]), "encrypted");
    refused(changed(directory + 10, &[12]), "another method");
    refused(changed(directory + 20, &[0xf0, 0xff]), "overlaps");
    refused(changed(directory + 24, &[0xf0, 0xff]), "cannot hold 65520 bytes");
    refused(changed(directory + 42, &[9]), "overlaps");
    refused(changed(0, b"PK\x03\x05"), "damaged header");
    refused(open(vec![("x.npz", stored(&[("readme", b"text")]))]), "without arrays");
    refused(open(vec![("x.npz", stored(&[]))]), "without arrays");
    let twice = stored(&[("w.npy", &one), ("x.npy", &one)]);
    let twice: Vec<u8> =
        twice.iter().zip(0..).map(|(&b, at)| if b == b'x' && twice[at + 1..].starts_with(b".npy") { b'w' } else { b }).collect();
    refused(open(vec![("x.npz", twice)]), "there twice");
}

/// What only unpacking can find.
#[test]
fn changed_bytes_are_found_when_they_are_read() {
    let array = npy(&many(LONG));
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut bytes = archive(&[("w.npy", &array)], method, false);
        let directory = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a directory");
        bytes[directory + 16] ^= 1;
        let files = open(vec![("x.npz", bytes.clone())]).expect("its headers are sound");
        let told = read(&files, "x.npz", "w").expect_err("its CRC-32 differs").to_string();
        assert!(told.contains("was changed since it was packed"), "{told}");
        bytes[directory + 16] ^= 1;
        bytes[directory / 2] ^= 0x10;
        let files = open(vec![("x.npz", bytes)]).expect("its headers are sound");
        assert!(read(&files, "x.npz", "w").is_err());
    }
}

/// An archive of PyTorch with this pickle and one storage of eight floats.
fn torch(pickle: &[u8]) -> Result<Files, Error> {
    let storage = floats(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    open(vec![("m.pt", stored(&[("m/data.pkl", pickle), ("m/byteorder", b"little"), ("m/data/0", &storage)]))])
}

fn text(text: &str) -> Vec<u8> {
    [b"X", (text.len() as u32).to_le_bytes().as_slice(), text.as_bytes()].concat()
}

fn tuple(numbers: &[u8]) -> Vec<u8> {
    [b"(".to_vec(), numbers.iter().flat_map(|&n| [b'K', n]).collect(), b"t".to_vec()].concat()
}

/// A tensor of the storage, as `torch.save` writes it.
fn tensor(class: &str, key: &str, offset: u8, shape: &[u8], strides: &[u8]) -> Vec<u8> {
    let global = format!("ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\n{class}\n");
    [global.as_bytes(), &text(key), &text("cpu"), b"K\x08tQK", &[offset], &tuple(shape), &tuple(strides), b"\x89)tR"].concat()
}

/// A dictionary of these keys and values.
fn dict(items: &[(&str, Vec<u8>)]) -> Vec<u8> {
    [b"}(".to_vec(), items.iter().flat_map(|(key, value)| [text(key), value.clone()].concat()).collect(), b"u".to_vec()].concat()
}

fn pickle(value: &[u8]) -> Vec<u8> {
    [b"\x80\x02", value, b"."].concat()
}

#[test]
fn tensors_of_a_storage_are_placed_by_offset_and_strides() {
    let of = |offset, shape: &[u8], strides: &[u8]| tensor("FloatStorage", "0", offset, shape, strides);
    let files = torch(&pickle(&dict(&[
        ("whole", of(0, &[2, 4], &[4, 1])),
        ("turned", of(0, &[4, 2], &[1, 4])),
        ("rows", of(2, &[1, 3], &[99, 1])),
        ("lone", of(7, &[], &[])),
        ("nested", dict(&[("deep", of(6, &[2], &[1]))])),
        ("nested.deep", of(0, &[1], &[1])),
        ("gaps", of(0, &[4], &[2])),
        ("beyond", of(6, &[3], &[1])),
        ("elsewhere", tensor("FloatStorage", "9", 0, &[1], &[1])),
        ("complex", tensor("ComplexFloatStorage", "0", 0, &[1], &[1])),
    ])))
    .expect("a sound file");
    let whole = (vec![2, 4], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    assert_eq!(read(&files, "m.pt", "whole"), Ok(whole));
    assert_eq!(read(&files, "m.pt", "turned"), Ok((vec![4, 2], vec![0.0, 4.0, 1.0, 5.0, 2.0, 6.0, 3.0, 7.0])));
    assert_eq!(read(&files, "m.pt", "rows"), Ok((vec![1, 3], vec![2.0, 3.0, 4.0])));
    assert_eq!(read(&files, "m.pt", "lone"), Ok((vec![1], vec![7.0])));
    assert_eq!(read(&files, "m.pt", "nested.deep"), Ok((vec![2], vec![6.0, 7.0])));
    assert_eq!(read(&files, "m.pt", "nested.deep (2)"), Ok((vec![1], vec![0.0])));
    for (name, cause) in [("gaps", "not stored in order"), ("beyond", "more values"), ("elsewhere", "missing"), ("complex", "complex")] {
        let told = read(&files, "m.pt", name).expect_err(name).to_string().to_lowercase();
        assert!(told.contains(cause), "{name}: {told}");
    }
}

#[test]
fn a_storage_that_was_packed_again_is_read_too() {
    let pickle = pickle(&tensor("FloatStorage", "0", 1, &[2], &[1]));
    let storage = floats(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    let members: [(&str, &[u8]); 2] = [("data.pkl", &pickle), ("data/0", &storage)];
    let files = open(vec![("m.bin", archive(&members, CompressionMethod::Deflated, true))]).expect("a sound file");
    assert_eq!(read(&files, "m.bin", "data"), Ok((vec![2], vec![1.0, 2.0])));
}

/// Instructions that a real unpickler would obey: the file they would make stays unmade, tensors beside them are listed.
#[test]
fn pickles_are_never_run() {
    let made = std::env::temp_dir().join(format!("quantscope-{}", std::process::id()));
    let command = text(&format!("touch {}", made.display()));
    let call = [b"cposix\nsystem\n(", command.as_slice(), b"tR"].concat();
    let files = torch(&pickle(&dict(&[("evil", call.clone()), ("w", tensor("FloatStorage", "0", 0, &[2], &[1]))]))).expect("w is there");
    assert_eq!(names(&files), ["w"]);
    refused(torch(&pickle(&call)), "safetensors.torch.save_file");
    assert!(!made.exists());
}

#[test]
fn damaged_pickles_are_refused() {
    for (pickle, cause) in [
        (&b""[..], "ends early"),
        (b"\x80\x02", "ends early"),
        (b"\x80\x02X\xff\xff\xff\xff.", "ends early"),
        (b"\x80\x05\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", "ends early"),
        (b"ctorch", "ends early"),
        (b".", "damaged"),
        (b"t.", "damaged"),
        (b"R.", "damaged"),
        (b"K\x01(.", "damaged"),
        (b"h\x05.", "damaged"),
        (b"K\x01K\x02a.", "damaged"),
        (b"}(K\x01u.", "damaged"),
        (b"]r\xff\xff\xff\x7f.", "more than a file of its size"),
        (b"I1\n.", "instruction"),
        (b"\x82\x01.", "instruction"),
        // A list and a dictionary that hold themselves.
        (b"]q\x00h\x00a.", "no tensors"),
        (b"}q\x00K\x01h\x00s.", "no tensors"),
    ] {
        refused(torch(pickle), cause);
    }
    refused(torch(&[b"(".repeat(1 << 21), b".".to_vec()].concat()), "more than a file");
    refused(torch(&[b"]".repeat(1 << 19), b"a".repeat((1 << 19) - 1), b".".to_vec()].concat()), "its pickle");
    refused(torch(&[b"]".repeat(1 << 12), b"a".repeat((1 << 12) - 1), b".".to_vec()].concat()), "no tensors");
}

fn varint(mut n: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while n >= 0x80 {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
    bytes
}

pub fn number(field: u64, n: u64) -> Vec<u8> {
    [varint(field << 3), varint(n)].concat()
}

pub fn long(field: u64, content: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(content.len() as u64), content.to_vec()].concat()
}

/// A `TensorProto` of this type with two values, `data` what holds them.
fn proto(kind: u64, data: &[u8]) -> Vec<u8> {
    [number(1, 2), number(2, kind), long(8, b"w"), data.to_vec()].concat()
}

fn onnx(initializers: &[Vec<u8>]) -> Result<Files, Error> {
    let graph: Vec<u8> = initializers.iter().flat_map(|tensor| long(5, tensor)).collect();
    open(vec![("m.onnx", [number(1, 10), long(2, b"a test"), long(7, &graph)].concat())])
}

#[test]
fn values_of_onnx_are_read_from_any_field() {
    let half = |bits: u16| u64::from(bits);
    for (kind, data) in [
        (1, long(9, &floats(&[1.0, -2.0]))),
        (1, long(4, &floats(&[1.0, -2.0]))),
        (1, [&[4 << 3 | 5][..], &1f32.to_le_bytes(), &[4 << 3 | 5], &(-2f32).to_le_bytes()].concat()),
        (1, [long(4, &floats(&[1.0])), long(4, &floats(&[-2.0]))].concat()),
        (11, long(10, &[1f64.to_le_bytes(), (-2f64).to_le_bytes()].concat())),
        (3, long(5, &[varint(1), varint(-2i64 as u64)].concat())),
        (7, [number(7, 1), number(7, -2i64 as u64)].concat()),
        (10, long(5, &[varint(half(0x3c00)), varint(half(0xc000))].concat())),
        (16, long(5, &[varint(half(0x3f80)), varint(half(0xc000))].concat())),
    ] {
        let files = onnx(&[proto(kind, &data)]).expect("a sound model");
        assert_eq!(read(&files, "m.onnx", "w"), Ok((vec![2], vec![1.0, -2.0])), "{kind} {data:?}");
    }
    // Only what stands in fields of numbers is held.
    let plain = |data: Vec<u8>| matches!(onnx(&[proto(1, &data)]).expect("a sound model").entries()[0].location, Location::Raw { .. });
    assert!(plain(long(9, &floats(&[1.0, -2.0]))) && plain(long(4, &floats(&[1.0, -2.0]))));
}

#[test]
fn damaged_models_are_refused_with_the_cause() {
    let raw = |len: usize| long(9, &vec![0; len]);
    for (tensor, cause) in [
        (proto(1, &raw(7)), "takes 8 bytes by its shape, and 7"),
        (proto(1, &[]), "takes 8 bytes by its shape, and 0"),
        (proto(1, &long(4, &[0; 12])), "and 12 are there"),
        (proto(3, &long(5, &[1, 2, 3])), "other values than the 2"),
        (proto(3, &long(5, &[1])), "other values than the 2"),
        (proto(3, &long(5, &[1, 0x80, 0x10])), "other values than the 2"),
        (proto(3, &long(7, &[1, 2])), "other values than the 2"),
        ([number(1, u64::MAX), proto(1, &raw(8))].concat(), "negative length"),
        ([number(1, 1 << 62), number(1, 1 << 62), proto(1, &raw(8))].concat(), "too large"),
        ([number(1, 1).repeat(40), proto(1, &raw(8))].concat(), "axes"),
        ([proto(1, &raw(8)), vec![3 << 3 | 3]].concat(), "damaged"),
        ([proto(1, &raw(8)), vec![0, 1]].concat(), "damaged"),
        ([proto(1, &raw(8)), [0xff; 11].to_vec()].concat(), "damaged"),
        ([proto(1, &raw(8)), vec![9 << 3 | 2, 0xff, 0xff, 0x7f]].concat(), "ends early"),
        ([number(8, 1), proto(1, &raw(8))].concat(), "damaged"),
        (proto(1, &long(13, &[long(1, b"offset"), long(2, b"many")].concat())), "no number"),
        (proto(1, &long(13, &[long(1, b"offset"), long(2, b"0")].concat())), "does not say in which"),
        (proto(1, &[number(14, 1), raw(8)].concat()), "does not say in which"),
    ] {
        refused(onnx(&[tensor]), cause);
    }
    refused(open(vec![("m.onnx", number(1, 10))]), "no graph");
    let listed = onnx(&[proto(1, &raw(8)), [long(8, b"text"), number(2, 8)].concat()]).expect("w can be read");
    assert!(matches!(&listed.entries()[1].location, Location::Unsupported(reason) if reason.contains("STRING")));
}

#[test]
fn values_beside_a_model_are_found_in_the_file_of_that_name() {
    let pair = |key: &str, value: &str| long(13, &[long(1, key.as_bytes()), long(2, value.as_bytes())].concat());
    let outside = proto(1, &[number(14, 1), pair("location", "weights/m.data"), pair("offset", "4"), pair("length", "8")].concat());
    let model = [number(1, 10), long(7, &long(5, &outside))].concat();
    let values = floats(&[9.0, 1.0, -2.0]);
    for order in [[0, 1], [1, 0]] {
        let both = [("m.onnx", model.clone()), ("m.data", values.clone())];
        let files = open(order.map(|i| both[i].clone()).to_vec()).expect("a model with its values");
        assert_eq!(read(&files, "m.onnx", "w"), Ok((vec![2], vec![1.0, -2.0])));
        assert!(files.listing().files.iter().all(|file| file.fault.is_none()));
    }
    let alone = open(vec![("m.onnx", model.clone())]).expect("its tensors can be listed");
    let note = alone.listing().files[0].note.clone();
    assert_eq!(note.as_deref(), Some("Values of it are in m.data, which is not open: open both together."));
    let told = read(&alone, "m.onnx", "w").expect_err("its values are elsewhere").to_string();
    assert!(told.contains("weights/m.data, which is not open"), "{told}");
    let short = open(vec![("m.onnx", model), ("m.data", values[..8].to_vec())]).expect("its tensors can be listed");
    assert!(read(&short, "m.onnx", "w").is_err());
    refused(open(vec![("m.onnx.data", values)]), "together with it");
}

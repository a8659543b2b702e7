//! Text as files hold it: encodings, a line of names, quotes, decimal commas, printed tensors; no wrong number ever.

use proptest::prelude::*;
use quantscope::Error;
use quantscope::tensor::{read_text, read_text_bytes};

fn read(bytes: &[u8]) -> Result<(Vec<usize>, Vec<f32>), Error> {
    read_text_bytes(bytes).map(|tensor| (tensor.shape().to_vec(), tensor.values().to_vec()))
}

fn complaint(text: &[u8]) -> String {
    match read(text) {
        Ok((shape, values)) => panic!("{:?} was read as {shape:?}: {values:?}", String::from_utf8_lossy(text)),
        Err(error) => error.to_string(),
    }
}

const SIX: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn lines_of_a_file_make_a_matrix() {
    for (text, shape) in [("42", vec![1, 1]), ("1 2 3", vec![1, 3]), ("1\n2\n3\n", vec![3, 1]), ("1;2\n3;4\n", vec![2, 2])] {
        assert_eq!(read(text.as_bytes()).map(|(shape, _)| shape), Ok(shape), "{text:?}");
    }
    assert_eq!(read(b"[1, 2, 3]"), Ok((vec![3], vec![1.0, 2.0, 3.0])));
}

#[test]
fn encodings() {
    let six = Ok((vec![2, 3], SIX.to_vec()));
    let text = "α,β,γ\n1,2,3\n4,5,6\n";
    assert_eq!(read(text.as_bytes()), six);
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()), six);
    assert_eq!(read(&utf16(text, u16::to_le_bytes)), six);
    assert_eq!(read(&utf16(text, u16::to_be_bytes)), six);
    let every_byte: Vec<u8> = (0..=255).collect();
    for (bytes, cause) in [
        (&every_byte[..], "nor text"),
        (b"1,2\n3,\0", "nor text"),
        (&utf16("1 2", u16::to_le_bytes)[2..], "nor text"),
        (b"gr\xf6\xdfe\n1\n", "save it as UTF-8"),
        (b"\xff\xfe\0\x001\0\0\0", "UTF-32"),
        (b"\xff\xfe1\x00\x20", "within a character"),
        (b"\xff\xfe1\0\x00\xd8", "no character"),
        (b"\xff\xfe1\0\0\0", "nor text"),
        (b"", "no numbers"),
        (b" \n\n \r\n", "no numbers"),
        (b"\xef\xbb\xbf", "no numbers"),
        (b"\xff\xfe", "no numbers"),
    ] {
        assert!(complaint(bytes).contains(cause), "{:?}", complaint(bytes));
    }
}

#[test]
fn a_first_line_of_names_is_skipped() {
    let six = Ok((vec![2, 3], SIX.to_vec()));
    for text in [
        "alpha,beta,gamma\n1,2,3\n4,5,6\n",
        "layer 1,w (fp32),b[0]\n1,2,3\n4,5,6",
        "\"a,b\",\"c#\",\"\u{e9}\"\n\"1\",\"2\",3\n4,5,6",
        "a;b;c\r\n\r\n1;2;3\r\n4;5;6\r\n",
        "a b c\n1 2 3\n4 5 6",
        "# made by hand\na\tb\tc\n1\t2\t3\n4\t5\t6",
    ] {
        assert_eq!(read(text.as_bytes()), six, "{text:?}");
    }
    for (text, says) in [
        ("a,b\n1,2,3\n4,5,6\n", "Row 2 has 3 numbers, the rows before it have 2"),
        ("a,b,c\n1,2,3\n4,5,x\n", "Row 3, column 3 is 'x'"),
        ("a,b\nx,2\n", "Row 2, column 1 is 'x'"),
        ("a,b\nc,d\n1,2\n", "Row 2, column 1 is 'c'"),
        ("alpha,beta\n", "Row 1, column 1 is 'alpha'"),
        ("4abc,b\n1,2\n", "Row 1, column 1 is '4abc'"),
        ("x,1\n1,2\n", "Row 1, column 1 is 'x'"),
        ("null,NA\n1,2\n", "Row 1, column 1 is 'null'"),
        (",0,1\n0,1,2\n", "Row 1, column 1 is empty"),
        ("<html>\n1 2\n", "Row 1, column 1 is '<html>'"),
        ("a;b\n1\n2\n", "Row 1, column 1 is 'a;b'"),
    ] {
        assert!(complaint(text.as_bytes()).contains(says), "{text:?}: {}", complaint(text.as_bytes()));
    }
}

#[test]
fn commas_within_numbers() {
    let four = Ok((vec![2, 2], vec![1.5, 2.25, -3.0, 4.75]));
    for text in
        ["1,5;2,25\n-3,0;4,75\n", "1,5\t2,25\n\u{2212}3\t4,75", "\"1,5\",\"2,25\"\n\"-3,0\",\"4,75\"", "a;b\n1,5;2,250\n-3,000;4,75e0\n"]
    {
        assert_eq!(read(text.as_bytes()), four, "{text:?}");
    }
    assert_eq!(read(b"0,125;1234,567\n"), Ok((vec![1, 2], vec![0.125, 1234.567])));
    for (text, place) in [
        ("\"1,234.50\",\"2,000\"\n\"3\",\"4\"\n", "Row 1, column 1 is '1,234.50'"),
        ("1;2\n3;1,234,567\n", "Row 2, column 2 is '1,234,567'"),
        ("1,234\t5,678\n", "Row 1, column 1 is '1,234'"),
        ("1,5;1,234.5\n", "Row 1, column 2 is '1,234.5'"),
        ("1,5;2.25\n", "Row 1, column 2 is '2.25', with a point"),
        ("1;2\n1,5 2,25\n", "'1,5 2,25'"),
        ("1,5 2,25\n", "Row 1: both commas and blanks"),
        ("1\n1 234,5\n", "Row 2: both commas and blanks"),
        ("1,234.5,2\n3,4\n", "Row 2 has 2 numbers"),
        ("1,2;3,x\n", "'3,x'"),
        ("1'234\n", "'1'234'"),
    ] {
        let found = complaint(text.as_bytes());
        assert!(found.contains(place), "{text:?}: {found}");
    }
}

#[test]
fn cells_that_are_no_number_are_named() {
    for (text, place) in [
        ("1,2,3\n4,five,6\n", "Row 2, column 2 is 'five'"),
        ("1,two words,3\n", "Row 1, column 2 is 'two words'"),
        ("1,,3\n4,5,6\n", "Row 1, column 2 is empty"),
        ("1\t\t3\n4\t\t6\n", "Row 1, column 2 is empty"),
        ("1;\"\";3\n", "Row 1, column 2 is ''"),
        ("1,2\n3,4abc\n", "Row 2, column 2 is '4abc'"),
        ("1,0x10\n2,3\n", "Row 1, column 2 is '0x10'"),
        ("1,2,3\n4,5\n6,7,8\n", "Row 2 has 2 numbers"),
        ("1,2,3\n4,5,\n", "Row 2 has 2 numbers"),
        ("1,\"2\n3\",4\n", "a quote is opened and not closed"),
        ("1,2\n,\n", "Row 2, column 1 is empty"),
        ("1 2\n,\n", "Row 2, column 1 is empty"),
        ("1,\"2\"\"\"\n", "Row 1, column 2"),
        ("5%\n", "'5%'"),
    ] {
        let found = complaint(text.as_bytes());
        assert!(found.contains(place), "{text:?}: {found}");
    }
}

#[test]
fn printed_tensors() {
    let four = Ok((vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]));
    for text in [
        "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], device='cuda:0', dtype=torch.float16, requires_grad=True)",
        "Parameter containing:\nParameter(Int8Params([[1, 2],\n        [3, 4]], device='cuda:0', dtype=torch.int8))",
        "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)",
        "Array([[1., 2.],\n       [3., 4.]], dtype=float32)",
        "tensor([[1., 2.],\n        [3., 4.]], size=(2, 2), dtype=torch.qint8, scale=0.1, zero_point=0)",
    ] {
        assert_eq!(read(text.as_bytes()), four, "{text}");
    }
    for (text, says) in [
        ("{\"weight\": [[1, 2]], \"bias\": [0, {\"a\": 1}]}", "under names: 'weight', 'bias'. Give"),
        ("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\\\"\":1}", "'e' and 1 more"),
        ("{'weight': [1, 2]}", "'weight'"),
        ("[1, null]", "Row 1, column 2 is 'null'"),
        ("tensor([1., 2., ..., 9.])", "set_printoptions(profile='full')"),
        ("tensor([1, 2], other=[3])", "'other='"),
    ] {
        let found = complaint(text.as_bytes());
        assert!(found.contains(says), "{text:?}: {found}");
    }
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_text_bytes(&bytes);
    }

    #[test]
    fn any_parts_of_files_give_an_answer(text in "[-+.0-9e\",;\t \nx#\u{2212}]{0,60}") {
        let _ = read_text_bytes(text.as_bytes());
        let _ = read_text(&text);
    }

    // What a spreadsheet of either kind writes comes back with the same bits, or is refused; never as other numbers.
    #[test]
    fn spreadsheets_come_back(
        rows in prop::collection::vec(prop::collection::vec((-2_000_000i32..2_000_000, 0u32..4), 3), 1..6),
        separator in prop::sample::select(vec![";", "\t", ","]),
        comma: bool,
        named: bool,
    ) {
        let number = |&(n, places): &(i32, u32)| format!("{:.*}", places as usize, f64::from(n) / 10f64.powi(places as i32));
        let written = |text: String| match (comma, separator) {
            (false, _) => text,
            (true, ",") => format!("\"{}\"", text.replace('.', ",")),
            (true, _) => text.replace('.', ","),
        };
        let line = |row: &Vec<_>| row.iter().map(|n| written(number(n))).collect::<Vec<_>>().join(separator);
        let head = if named { ["a", "b", "c"].join(separator) + "\n" } else { String::new() };
        let text = head + &rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let expected: Vec<f32> = rows.iter().flatten().filter_map(|n| number(n).parse().ok()).collect();
        match read_text_bytes(text.as_bytes()) {
            Ok(tensor) => prop_assert_eq!(tensor.values(), expected),
            Err(error) => prop_assert!(comma && error.to_string().contains("thousands"), "{}: {}", text, error),
        }
    }
}

//! The readers of text: layouts, numbers, complaints; printing and reading gives the same bits; nothing panics.

use proptest::prelude::*;
use quantscope::Error;
use quantscope::tensor::read_text;

/// What a text gives: shape and values, or the complaint.
fn read(text: &str) -> Result<(Vec<usize>, Vec<f32>), Error> {
    read_text(text).map(|tensor| (tensor.shape().to_vec(), tensor.values().to_vec()))
}

fn complaint(text: &str) -> String {
    match read(text) {
        Ok((shape, values)) => panic!("{text:?} was read as {shape:?}: {values:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn layouts_of_lines() {
    let six = Ok((vec![2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    for text in [
        "1 2 3\n4 5 6",
        "1,2,3\n4,5,6\n",
        "1, 2, 3,\n4, 5, 6,\n",
        "1;2;3\n4;5;6",
        "1\t2\t3\r\n4\t5\t6\r\n\r\n",
        "\u{feff}1,2,3\n4,5,6\n",
        "# weights [of a layer]\n1 2 3 # first, row\n\n 4 5\u{a0}6",
        "1 2 3\r4 5 6",
        "+1 2. 3e0\n4.0 .5e1 600E-2",
    ] {
        assert_eq!(read(text), six, "{text:?}");
    }
    let list = Ok((vec![3], vec![1.0, -2.5, 3.0]));
    for text in ["1 -2.5 3", "1\n-2.5\n3\n", "1,\u{2212}2.5,3", "[1, -2.5, 3]"] {
        assert_eq!(read(text), list, "{text:?}");
    }
    assert_eq!(read("42"), Ok((vec![1], vec![42.0])));
}

#[test]
fn layouts_of_brackets() {
    let four = Ok((vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]));
    for text in [
        "[[1, 2], [3, 4]]",
        "[[1,2],[3,4],]",
        "((1, 2), (3, 4))",
        "{{1, 2},\n {3, 4}};",
        "[[1. 2.]\n [3. 4.]]",
        "[[1.\n  2.]\n [3.\n  4.]]\n",
        "array([[1., 2.],\n       [3., 4.]], dtype=float32)",
        "np.array([[1, 2], [3, 4]])",
        "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<MmBackward0>)",
        "w = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)",
        "const w = [[1, 2], [3, 4]];",
        "# the matrix (small)\n[[1, 2], # one\n [3, 4]] # two",
        "[1, 2]\n[3, 4]",
        "[1, 2],\n[3, 4],",
    ] {
        assert_eq!(read(text), four, "{text:?}");
    }
    assert_eq!(read("[[[1, 2]], [[3, 4]]]"), Ok((vec![2, 1, 2], vec![1.0, 2.0, 3.0, 4.0])));
    assert_eq!(read("[[1, 2]]"), Ok((vec![1, 2], vec![1.0, 2.0])));
    assert_eq!(read("[[1], [2]]"), Ok((vec![2, 1], vec![1.0, 2.0])));
    assert_eq!(read("tensor(5.5, grad_fn=<MeanBackward0>)"), Ok((vec![1], vec![5.5])));
    assert_eq!(read("(1, 2)"), Ok((vec![2], vec![1.0, 2.0])));
}

#[test]
fn numbers_are_rounded_to_f32_once() {
    // Just above the middle of two floats: rounding to f64 first would land on the middle and then on the even one.
    assert_eq!(read("1.00000005960464477540"), Ok((vec![1], vec![1.0 + f32::EPSILON])));
    assert_eq!(
        read("3.4028235e38 1e-45 -0 1e-60").map(|(_, v)| v.iter().map(|v| v.to_bits()).collect()),
        Ok(vec![f32::MAX.to_bits(), 1, 0x8000_0000, 0])
    );
}

#[test]
fn words_for_what_is_not_finite_are_read_as_missing_values() {
    for text in ["1 nan -inf\n2 Infinity 3", "[[1, NaN, -Infinity], [2, Infinity, 3]]", "tensor([[1., nan, -inf],\n [2., inf, 3.]])"] {
        let tensor = read_text(text).expect("three values are finite");
        assert_eq!((tensor.shape(), tensor.values()), (&[2, 3][..], &[1.0, 0.0, 0.0, 2.0, 0.0, 3.0][..]), "{text}");
        assert!(tensor.non_finite().places().eq([1, 2, 4]), "{text}");
        assert_eq!([2, 4].map(|i| tensor.given(i)), [Some(f32::NEG_INFINITY), Some(f32::INFINITY)], "{text}");
    }
}

#[test]
fn complaints_name_the_place() {
    assert_eq!(read(""), Err(Error::Empty));
    assert_eq!(read(" \n\t\n"), Err(Error::Empty));
    assert_eq!(read("# nothing"), Err(Error::Empty));
    assert_eq!(read("[]"), Err(Error::Empty));
    assert_eq!(read("[[], []]"), Err(Error::Empty));
    let not_a_number = |row, column, text: &str| Err(Error::NotANumber { row, column, text: text.into() });
    assert_eq!(read("1 2\n3 abc"), not_a_number(2, 2, "abc"));
    assert_eq!(read("[[1, 2], [3, \"4\"]]"), not_a_number(2, 2, "\"4\""));
    for text in ["4abc", "0x10", "1_000", "1.2.3", "--1", "1e", "True", "null", "1-2"] {
        assert_eq!(read(&format!("7 {text}")), not_a_number(1, 2, text), "{text}");
    }
    assert_eq!(read("1 abcdefghijklmnopqrstuvwxyz"), not_a_number(1, 2, "abcdefghijklmnopqrst…"));
    assert_eq!(read("np.array([1, 2], np.float32)"), not_a_number(2, 2, "np.float32"));
    assert_eq!(read("np.array([1], dtype=int), np.array([2])"), not_a_number(2, 2, "dtype=int"));
    let ragged = |row, found, expected| Err(Error::Ragged { row, found, expected });
    assert_eq!(read("1,2,3\n4,5\n"), ragged(2, 2, 3));
    assert_eq!(read("1,234.5,2\n3,4"), ragged(2, 2, 3));
    assert_eq!(read("[[1, 2], [3]]"), ragged(2, 1, 2));
    assert_eq!(read("[[1, 2], []]"), ragged(2, 0, 2));
    assert_eq!(read("nan inf"), Err(Error::NoneFinite { len: 2 }));
}

#[test]
fn complaints_hint_at_the_mend() {
    for (text, hint) in [
        ("1,,3\n4,5,6", "Row 1, column 2 is empty"),
        (",2\n", "Row 1, column 1 is empty"),
        ("[1,,2]", "Row 1, column 2 is empty"),
        ("1 1e39", "Row 1, column 2 is 1e39, more than a 32-bit float can hold"),
        ("-1e400", "more than a 32-bit float can hold"),
        ("1,234;5,678", "decimal points"),
        ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
        ("[0.1 0.2 ... 0.9]", "threshold"),
        ("[[1, 2], [3, 4]", "missing ']'"),
        ("[1, 2]]", "']' closes nothing"),
        ("[1, 2)", "')' closes nothing"),
        ("array([1, 2]", "last ')' is missing"),
        ("np.zeros((2, 3))", "are not run here"),
        ("array([1]), array([2])", "closes nothing"),
        ("[1, [2, 3]]", "beside brackets"),
        ("[[1, 2], 3]", "beside brackets"),
        ("[[[]], [1]]", "beside brackets"),
        ("[[[1, 2]], [[1, 2], [3, 4]]]", "closes 2 lists where others hold 1"),
        (&"[".repeat(100_000), "at most 32 levels"),
    ] {
        let found = complaint(text);
        assert!(found.contains(hint), "{found:?} does not say {hint:?}");
    }
}

fn finite() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits).prop_filter("finite", |v| v.is_finite())
}

fn matrix() -> impl Strategy<Value = Vec<Vec<f32>>> {
    (1usize..6, 1usize..9).prop_flat_map(|(rows, cols)| prop::collection::vec(prop::collection::vec(finite(), cols), rows))
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|v| v.to_bits()).collect()
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn any_text_gives_an_answer(text in any::<String>()) {
        let _ = read_text(&text);
    }

    #[test]
    fn any_text_of_number_parts_gives_an_answer(text in "[-+.0-9eE,;\\[\\](){}# \n\ra=\u{2212}]{0,60}") {
        let _ = read_text(&text);
    }

    #[test]
    fn nested_vectors_come_back(matrix in matrix()) {
        let tensor = read_text(&format!("{matrix:?}"))?;
        prop_assert_eq!(tensor.shape(), [matrix.len(), matrix[0].len()]);
        prop_assert_eq!(bits(tensor.values()), bits(&matrix.concat()));
    }

    #[test]
    fn lines_come_back(matrix in matrix(), separator in prop::sample::select(vec![" ", ", ", "\t", ";"])) {
        let line = |row: &Vec<f32>| row.iter().map(f32::to_string).collect::<Vec<_>>().join(separator);
        let text = matrix.iter().map(line).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(bits(read_text(&text)?.values()), bits(&matrix.concat()));
    }
}

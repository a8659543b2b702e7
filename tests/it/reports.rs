//! What people reported of other programs: texts and typed numbers with the value they mean, or the sentence that refuses
//! them; and everything the page writes reads as itself.

use proptest::prelude::*;
use quantscope::chart::number_text;
use quantscope::i18n::{Locale, set_locale};
use quantscope::study::{Export, ExportKind};
use quantscope::tensor::{read_levels, read_number, read_text, read_text_bytes, with_decimal_points};
use quantscope::{Error, Settings, Source, Study, Tensor, TensorCache};
use serde::Deserialize;

const FOLDER: &str = "tests/data/reports";

/// What `cases.json` holds.
#[derive(Deserialize)]
struct Cases {
    texts: Vec<TextCase>,
    fields: Vec<FieldCase>,
}

/// A text, in a file or right here, with its values or a part of the sentence.
#[derive(Deserialize)]
struct TextCase {
    kind: String,
    file: Option<String>,
    text: Option<String>,
    #[serde(default)]
    shape: Vec<usize>,
    #[serde(default)]
    values: Vec<f32>,
    refuse: Option<String>,
}

/// What is typed into a field for one number, and what it is in English and in Spanish.
#[derive(Deserialize)]
struct FieldCase {
    text: String,
    #[serde(default)]
    unit: String,
    en: Answer,
    es: Answer,
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Answer {
    Number(f64),
    Refused(String),
}

fn cases() -> Cases {
    serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/cases.json")).expect("the cases")).expect("cases")
}

/// The numbers of a language: its decimal mark, and what stands between thousands.
fn speak_with(decimal: &str, group: &str) {
    set_locale(Locale::new("", decimal, group).expect("no catalog"));
}

const THIN_SPACE: &str = "\u{2009}";

/// The decimal marks of the page's languages.
const MARKS: [&str; 2] = [".", ","];

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|v| v.to_bits()).collect()
}

#[test]
fn reported_texts_have_their_values_or_are_refused() {
    let mut faults = Vec::new();
    for case in cases().texts {
        let text = match (&case.file, &case.text) {
            (Some(file), _) => std::fs::read_to_string(format!("{FOLDER}/{file}")).expect("a text"),
            (None, text) => text.clone().unwrap_or_default(),
        };
        let told = |answer: &Result<Tensor, Error>| match answer {
            Ok(tensor) => format!("{:?} of {:?}", tensor.values(), tensor.shape()),
            Err(error) => error.to_string(),
        };
        let (pasted, dropped) = (read_text(&text), read_text_bytes(text.as_bytes()));
        let holds = match (&case.refuse, &pasted, &dropped) {
            (Some(part), Err(pasted), Err(dropped)) => pasted.to_string().contains(part.as_str()) && pasted == dropped,
            (None, Ok(pasted), Ok(dropped)) => {
                let expected = bits(&case.values);
                pasted.shape() == case.shape && bits(pasted.values()) == expected && bits(dropped.values()) == expected
            }
            _ => false,
        };
        if !holds {
            faults.push(format!("{}: {text:?}: {}; as a file {}", case.kind, told(&pasted), told(&dropped)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn typed_numbers_are_what_they_say_or_refused() {
    let mut faults = Vec::new();
    for case in cases().fields {
        for (mark, answer) in [(".", &case.en), (",", &case.es)] {
            speak_with(mark, THIN_SPACE);
            let found = read_number(&case.text, &case.unit);
            let holds = match (answer, &found) {
                (Answer::Number(number), Ok(found)) => number.to_bits() == found.to_bits(),
                (Answer::Refused(part), Err(error)) => error.to_string().contains(part.as_str()),
                _ => false,
            };
            if !holds {
                faults.push(format!("{:?} with '{mark}': {found:?}", case.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn levels_are_read_as_pasted_text_is() {
    for (mark, text, levels) in [
        (".", "-1 0 0.5", Some(&[-1.0, 0.0, 0.5][..])),
        (".", "-1, 0, 1,", Some(&[-1.0, 0.0, 1.0])),
        (".", "1.5 × 10⁻³; −2.5", Some(&[0.0015, -2.5])),
        (".", "-1, -0.1 0;0.1, 1, 0.01", Some(&[-1.0, -0.1, 0.0, 0.1, 1.0, 0.01])),
        (".", "[1, 2]", Some(&[1.0, 2.0])),
        (".", "0,5; 1,5", Some(&[0.5, 1.5])),
        (".", "0x10 1", None),
        (".", "1,234; 2", None),
        (".", "1 nan", None),
        (".", "", None),
        (",", "0,5; 1,234; 2", Some(&[0.5, 1.234, 2.0])),
        (",", "0,5", Some(&[0.5])),
        (",", "-1; 0; 1", Some(&[-1.0, 0.0, 1.0])),
        (",", "-1, 0, 1", Some(&[-1.0, 0.0, 1.0])),
        (",", "0,5; 1,5 2", Some(&[0.5, 1.5, 2.0])),
        (",", "0,5 1,5", Some(&[0.5, 1.5])),
        (",", "0,5, 1,5", None),
    ] {
        speak_with(mark, THIN_SPACE);
        assert_eq!(read_levels(text).ok().as_deref(), levels, "{text:?} with '{mark}': {:?}", read_levels(text));
    }
}

#[test]
fn decimal_commas_of_the_language_become_points() {
    for (text, points) in [
        ("0,3878", Some("0.3878")),
        ("−0,3878", Some("-0.3878")),
        ("12\u{2009}270,5", Some("12270.5")),
        ("1,234", Some("1.234")),
        ("1,5 × 10⁻³", Some("0.0015")),
        ("0,5 1,25\n-1 2,5", Some("0.5 1.25\n-1 2.5")),
        ("1,234;5,678", Some("1.234 5.678")),
        ("w\n1,5\n2,5", Some("1.5 2.5")),
        ("0,5 -1,5 nan -inf", Some("0.5 -1.5 NaN -inf")),
        ("1,2,3", None),
        ("[1, 2]", None),
        ("0.5 1.5", None),
        ("1,5;2,5", None),
    ] {
        speak_with(",", THIN_SPACE);
        assert_eq!(with_decimal_points(text), Ok(points.map(String::from)), "{text:?}");
        speak_with(".", THIN_SPACE);
        assert_eq!(with_decimal_points(text), Ok(None), "{text:?}");
    }
    speak_with(",", THIN_SPACE);
    // Two readings, neither of them the likelier one where decimals have commas.
    assert!(with_decimal_points("1,2\n3,4").is_err());
}

fn finite() -> impl Strategy<Value = f32> {
    prop_oneof![any::<u32>().prop_map(f32::from_bits), (-2_000_000i32..2_000_000, 0i32..7).prop_map(|(n, p)| n as f32 / 10f32.powi(p))]
        .prop_filter("finite", |v| v.is_finite())
}

/// The number of a text that was copied from the page and pasted as data.
fn pasted(text: &str) -> Result<Vec<f32>, Error> {
    let text = with_decimal_points(text)?.unwrap_or_else(|| text.into());
    Ok(read_text(&text)?.values().to_vec())
}

proptest! {
    #[test]
    fn numbers_of_the_page_read_as_themselves(v in finite(), share in 0f64..2.0, n: u32, decimals in 0usize..5) {
        for (mark, group) in [(".", THIN_SPACE), (",", THIN_SPACE), (",", "."), (".", ","), (",", "\u{a0}"), (".", "'")] {
            speak_with(mark, group);
            let wide = f64::from(v);
            for (text, again) in [
                (number_text::number(wide), number_text::number as fn(f64) -> String),
                (number_text::number(share), number_text::number),
                (number_text::exact(v), |v| number_text::exact(v as f32)),
                (number_text::fixed(f64::from(n), 0), |v| number_text::fixed(v, 0)),
                (number_text::count(n.into()), |v| number_text::count(v as u64)),
            ] {
                let read = read_number(&text, "").map_err(|e| TestCaseError::fail(e.to_string()))?;
                prop_assert_eq!(again(read), text.clone(), "{} with {} {}", read, mark, group);
            }
            let place = read_number(&number_text::place(v), "").map_or(f64::NAN, |read| (read - wide).abs());
            prop_assert!(place <= 6e-4 * wide.abs(), "{}", number_text::place(v));
            let fixed = number_text::fixed(wide % 1e6, decimals);
            prop_assert_eq!(read_number(&fixed, "").map(|v| number_text::fixed(v, decimals)), Ok(fixed.clone()), "{}", fixed);
            prop_assert_eq!(read_number(&number_text::exact(v), "").map(|v| (v as f32).to_bits()), Ok(v.to_bits()));
            let percent = number_text::percent(share);
            prop_assert_eq!(read_number(&percent, "%").map(|p| number_text::percent(p / 100.0)), Ok(percent.clone()));
            let decibel = number_text::decibel(wide);
            prop_assert_eq!(read_number(&decibel, "dB").map(number_text::decibel), Ok(decibel.clone()));
        }
    }

    #[test]
    fn numbers_of_the_page_are_pasted_as_themselves(v in finite(), n: u32) {
        for mark in MARKS {
            speak_with(mark, THIN_SPACE);
            for (text, value) in [
                (number_text::exact(v), v),
                (number_text::number(v.into()), read_number(&number_text::number(v.into()), "")? as f32),
                (number_text::place(v), read_number(&number_text::place(v), "")? as f32),
                (number_text::count(n.into()), n as f32),
            ] {
                prop_assert_eq!(bits(&pasted(&text)?), bits(&[value]), "{}", text);
            }
        }
    }

    // Several numbers are what they say, or refused: never others.
    #[test]
    fn rows_of_the_page_are_pasted_as_themselves_or_refused(
        values in prop::collection::vec(finite(), 2..6),
        separator in prop::sample::select(vec![" ", "\n", "\t", "; ", ", "]),
        is_short: bool,
    ) {
        for mark in MARKS {
            speak_with(mark, THIN_SPACE);
            let written = |v: &f32| if is_short { number_text::number((*v).into()) } else { number_text::exact(*v) };
            let texts: Vec<String> = values.iter().map(written).collect();
            let meant: Vec<f32> = texts.iter().map(|text| read_number(text, "").map_or(f32::NAN, |v| v as f32)).collect();
            match pasted(&texts.join(separator)) {
                Ok(read) => prop_assert_eq!(bits(&read), bits(&meant), "{:?}", texts),
                Err(error) => {
                    prop_assert!(mark == "," && separator != " ", "{:?}: {}", texts, error);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn exported_csv_reads_as_itself(values in prop::collection::vec(finite(), 2..20)) {
        // Links and exports are the same in every language.
        speak_with(",", THIN_SPACE);
        let tensor = Tensor::new(vec![values.len()], values.clone())?;
        let mut cache = TensorCache::new(tensor.clone());
        // What no float can hold has no study and no export.
        let Ok(study) = Study::new(&mut cache, &Settings::default(), 0) else { return Ok(()) };
        let text = Export { tensor: &tensor, study: &study, about: "{}", origin: None, layer: None }.text(ExportKind::Csv);
        let read = read_text(&text)?;
        prop_assert_eq!(read.shape(), [values.len(), 8]);
        let column: Vec<f32> = read.values().chunks(8).map(|row| row[4]).collect();
        prop_assert_eq!(bits(&column), bits(&values));
        let source = Source { data: Source::PASTED.into(), numbers: text, ..Source::default() };
        let same = source.tensor(None, &mut |_| {})? == read;
        prop_assert!(same);
    }
}

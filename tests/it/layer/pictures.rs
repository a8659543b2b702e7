//! The pictures of a layer: words and tables from the numbers given, drawings without what is no number, places found again.

use quantscope::chart::draw::{DrawTheme, Style, layer_svg};
use quantscope::chart::{
    ColumnPeaksChart, ColumnWalk, LayerPicture, MethodRatios, OutputDensity, RelativeErrors, StrengthCurve, WalkedBlock,
};

fn words<const N: usize>(of: [&str; N]) -> Vec<String> {
    of.map(String::from).to_vec()
}

fn pictures() -> [LayerPicture; 7] {
    let peaks = |scale: f32| (0..300).map(|i| scale * (1.0 + (i % 7) as f32)).collect::<Vec<_>>();
    let mut outlier = peaks(1.0);
    outlier[41] = 90.0;
    let exact: Vec<f32> = (0..600).map(|i| (i as f32 - 300.0) / 50.0).chain([400.0]).collect();
    let rounded: Vec<f32> = exact.iter().map(|y| y.round()).collect();
    [
        LayerPicture::Columns(ColumnPeaksChart::new([outlier.clone(), peaks(0.1)], [outlier.clone(), peaks(0.1)])),
        LayerPicture::Columns(ColumnPeaksChart::new([outlier, peaks(0.1)], [peaks(2.0), peaks(0.4)])),
        LayerPicture::Outputs(OutputDensity::new(&exact, &rounded, 1)),
        LayerPicture::Errors(RelativeErrors::new(vec![0.1, 0.5, f64::NAN, 0.2], vec![0.3, 0.1])),
        LayerPicture::Strengths(StrengthCurve::new(vec![0.0, 0.5, 1.0], &[20.0, 26.0, 21.0], &[19.0, f64::NAN, 24.0], 0.5, "α".into())),
        LayerPicture::Walk(ColumnWalk::new(
            vec![2, 0, 1, 3],
            vec![0.25, 0.5, 0.25],
            WalkedBlock::new(0, 2, vec![0.1, -0.2, 0.3, -0.4, 0.0, 0.1, 0.1, 0.2]),
        )),
        LayerPicture::Methods(MethodRatios::new(
            words(["round", "GPTQ"]),
            words(["these", "made"]),
            &[20.0, 18.0, 24.5, f64::NAN],
            Some(1),
        )),
    ]
}

#[test]
fn pictures_say_what_they_show() {
    let words = pictures().map(|picture| picture.words());
    assert_eq!(words[0], "Largest |x| 90, in column 42: 22 times the median column. Largest |w| 0.7, in column 7: 1.7 times.");
    assert_eq!(words[1], "Largest |x| 90 → 14, from 22 to 1.8 times the median column. Largest |w| 0.7 → 2.8, from 1.7 to 1.7 times.");
    assert!(words[2].starts_with("Of 601 outputs half err by at most 0.2"), "{}", words[2]);
    assert!(words[3].starts_with("Worst channel 2: it errs by 50\u{a0}% (6.0\u{a0}dB)"), "{}", words[3]);
    assert!(words[4].contains("α 0.5: 26.0\u{a0}dB") && words[4].contains("with 1: 24.0\u{a0}dB"), "{}", words[4]);
    let walk = "3 of 4 columns are rounded; they add 1 to the squared error of a token's outputs.";
    assert_eq!(words[5], format!("{walk} Weights of the next columns have moved by up to 0.4 to make up for it."));
    assert_eq!(words[6], "these: GPTQ is best, 24.5\u{a0}dB. made: round is best, 18.0\u{a0}dB.");
}

#[test]
fn pictures_are_drawn_with_numbers_only_and_find_their_places() {
    for (i, picture) in pictures().iter().enumerate() {
        for (width, height) in [(960, 480), (120, 90)] {
            let style = Style { width, height, ratio: 1.0, theme: DrawTheme::Light };
            let svg = layer_svg(picture, &style, "").expect("it is drawn");
            assert!(svg.starts_with("<svg") && !svg.contains("NaN") && !svg.contains("inf"), "picture {i}");
        }
        let table = picture.table();
        assert!(!table.rows.is_empty() && table.rows.len() <= 64, "picture {i}");
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "picture {i}");
        assert!(picture.reading(picture.count()).is_none(), "picture {i}");
        for place in 0..picture.count() {
            let reading = picture.reading(place).expect("the place is there");
            assert_eq!(picture.place_at(reading.plot as usize, reading.x, reading.y), Some(place), "picture {i}");
        }
    }
}

//! The article's two matrices at 4 bits, worked by hand.

use quantscope::quant::{Granularity, Quantizer};
use quantscope::study::Scheme;
use quantscope::{Settings, Study, Tensor, TensorCache};

/// Scale, zero point and codes of one row, by hand.
struct Row<'a> {
    scale: f64,
    zero_point: f32,
    codes: &'a [i32],
}

fn check(scheme: Scheme, matrix: &[&[f32]], rows: &[Row]) {
    let settings =
        Settings::default().with_scheme(scheme).with_bits(4).with_signed(scheme == Scheme::Symmetric).with_granularity(Granularity::Row);
    let tensor = Tensor::new(vec![matrix.len(), matrix[0].len()], matrix.concat()).expect("a matrix");
    let mut cache = TensorCache::new(tensor.clone());
    let study = Study::new(&mut cache, &settings, 0).expect("plain settings");
    let levels: Vec<(i32, f32)> = study.levels(&tensor).collect();
    for (i, row) in rows.iter().enumerate() {
        let Quantizer::Affine(a) = &study.slice_fits[i].quantizer else { panic!("integers were asked for") };
        assert!((f64::from(a.scale) - row.scale).abs() < 1e-6 * row.scale, "row {i}: scale {}", a.scale);
        assert_eq!(a.zero_point, row.zero_point, "row {i}: zero point");
        for (j, &code) in row.codes.iter().enumerate() {
            let (level, value) = levels[i * tensor.cols() + j];
            assert_eq!(level, code, "row {i}, column {j}");
            let by_hand = (f64::from(code) - f64::from(row.zero_point)) * row.scale;
            assert!((f64::from(value) - by_hand).abs() <= 1e-6 * by_hand.abs(), "row {i}, column {j}: {value}, by hand {by_hand}");
        }
    }
}

#[test]
fn the_asymmetric_matrix() {
    check(
        Scheme::Asymmetric,
        &[&[2.158, 19.568, 20.41, 44.25], &[0.142, 0.45, 2.158, 0.37], &[99.14, 18.56, 45.25, 0.25], &[10.2, 9.45, 6.57, 7.85]],
        &[
            // (44.25 - 2.158) / 15; -round(0.769); round(0.769 - 1), round(6.973 - 1), round(7.273 - 1), round(15.769 - 1)
            Row { scale: 42.092 / 15.0, zero_point: -1.0, codes: &[0, 6, 6, 15] },
            // (2.158 - 0.142) / 15; -round(1.057); 1.057 - 1, 3.348 - 1, 16.057 - 1, 2.753 - 1
            Row { scale: 2.016 / 15.0, zero_point: -1.0, codes: &[0, 2, 15, 2] },
            // (99.14 - 0.25) / 15; -round(0.038); 15.038, 2.815, 6.864, 0.038
            Row { scale: 98.89 / 15.0, zero_point: 0.0, codes: &[15, 3, 7, 0] },
            // (10.2 - 6.57) / 15; -round(27.149): real 0 lies far below the codes; 42.149 - 27, 39.050 - 27, 27.149 - 27, 32.438 - 27
            Row { scale: 3.63 / 15.0, zero_point: -27.0, codes: &[15, 12, 0, 5] },
        ],
    );
}

#[test]
fn the_symmetric_matrix() {
    check(
        Scheme::Symmetric,
        &[
            &[43.91, -44.93, 0.0, 22.99, -43.93, -11.35, 38.48, -20.49, -38.61, -28.02],
            &[56.45, 0.0, 125.0, 22.0, 154.0, 0.15, -125.0, 256.0, 36.0, -365.0],
        ],
        &[
            // 44.93 / 7; 6.841, -7, 0, 3.582, -6.844, -1.768, 5.995, -3.192, -6.015, -4.365
            Row { scale: 44.93 / 7.0, zero_point: 0.0, codes: &[7, -7, 0, 4, -7, -2, 6, -3, -6, -4] },
            // 365 / 7; 1.083, 0, 2.397, 0.422, 2.953, 0.003, -2.397, 4.910, 0.690, -7: the large value costs 22 and 0.15 all they had
            Row { scale: 365.0 / 7.0, zero_point: 0.0, codes: &[1, 0, 2, 0, 3, 0, -2, 5, 1, -7] },
        ],
    );
}

//! The cells of maps against a plain loop over the values.

use crate::strategies::data::adversarial;
use crate::strategies::settings::accepted;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::{Chart, ChartSizes, Frame};
use quantscope::quant::Quantizer;
use quantscope::study::MapMode;
use quantscope::{Study, Tensor, TensorCache, View};

proptest! {
    #![proptest_config(tries(64))]

    #[test]
    fn a_cell_shows_the_first_of_its_farthest_results(
        mut values in adversarial(), cols in 1usize..60, settings in accepted(), lost in any::<bool>(),
        map in prop::sample::select(vec![MapMode::Codes, MapMode::Dequantized, MapMode::Error]),
    ) {
        let rows = values.len().div_ceil(cols);
        values.resize(rows * cols, 0.25);
        if lost && values.len() > 3 {
            values[2] = f32::NAN;
        }
        let mut cache = TensorCache::new(Tensor::new(vec![rows, cols], values).expect("finite values"));
        let Ok(study) = Study::new(&mut cache, &settings, 0) else { return Ok(()) };
        let sizes = ChartSizes { charts: vec![Chart::Map], map_width: 16, map_height: 16, ..ChartSizes::default() };
        let (frame, cells) = Frame::build(&cache, &study, &View { map, ..View::default() }, &sizes);
        let (Some(shown), Some(cells)) = (frame.map, cells.map) else { panic!("it was asked for") };

        let tensor = cache.tensor();
        let results: Vec<(i32, f32)> = study.levels(tensor).collect();
        let result = |place: usize| match (map, study.quantizer_of(place)) {
            (MapMode::Codes, Quantizer::Affine(_)) => Some(results[place].0 as f32),
            // How other codes are ordered is the map's own affair.
            (MapMode::Codes, _) => None,
            (MapMode::Error, _) => Some(results[place].1 - tensor.values()[place]),
            _ => Some(results[place].1),
        };
        let (height, width) = (shown.block_rows as usize, shown.block_cols as usize);
        for i in 0..cells.values.len() {
            let (top, left) = (i / shown.cols as usize * height, i % shown.cols as usize * width);
            let places = (top..rows.min(top + height)).flat_map(|row| (left..cols.min(left + width)).map(move |col| row * cols + col));
            let places: Vec<usize> = places.collect();
            if places.iter().any(|&place| tensor.non_finite().at(place)) {
                prop_assert!(cells.values[i].is_nan());
                continue;
            }
            let far = |v: f32| (v - shown.centre).abs();
            let mut expected = (shown.centre, places[0]);
            for place in places {
                let Some(v) = result(place) else { return Ok(()) };
                if far(v) > far(expected.0) {
                    expected = (v, place);
                }
            }
            prop_assert_eq!(cells.values[i].to_bits(), expected.0.to_bits());
            if expected.0 != shown.centre {
                prop_assert_eq!(cells.place(i), expected.1);
            }
        }
    }
}

//! Picture data: which sources are pictures, and that their maps are drawn in the shades that the values stand for.

use quantscope::chart::draw::{DrawTheme, Picture, Style, draw, raster};
use quantscope::chart::{Chart, ChartSizes, Frame};
use quantscope::{Settings, Source, Study, Tensor, TensorCache, View};

#[test]
fn a_picture_is_drawn_in_its_shades() {
    let source = Source::of_example("picture-64").expect("known");
    let tensor = source.tensor(None, &mut |_| {}).expect("a picture");
    let mut cache = TensorCache::new(tensor.clone());
    let study = Study::new(&mut cache, &Settings::default().with_bits(2), 0).expect("a study");
    let sizes =
        ChartSizes { charts: vec![Chart::Matrices], map_width: 64, map_height: 64, picture: source.is_picture(), ..ChartSizes::default() };
    let (frame, cells) = Frame::build(&cache, &study, &View::default(), &sizes);
    let (matrices, cells) = frame.matrices.zip(cells.matrices).expect("they were asked for");
    assert_eq!(matrices.maps.each_ref().map(|map| (map.picture, map.rows, map.cols)), [(true, 64, 64); 4]);
    let greys = |which: usize| -> Vec<u8> {
        let pixels = raster(&matrices.maps[which], &cells[which].values, DrawTheme::Dark);
        pixels
            .chunks(4)
            .map(|pixel| if pixel[0] == pixel[1] && pixel[1] == pixel[2] { pixel[0] } else { panic!("a hue: {pixel:?}") })
            .collect()
    };
    assert_eq!(greys(0), tensor.values().iter().map(|v| (v * 255.0).round() as u8).collect::<Vec<_>>());
    let mut left = greys(2);
    left.sort_unstable();
    left.dedup();
    assert_eq!(left, [0, 85, 170, 255], "2 bits leave four shades");
}

#[test]
fn a_picture_keeps_its_shape() {
    let tensor = Tensor::new(vec![40, 60], (0..2400).map(|i| (i % 256) as f32 / 255.0).collect()).expect("finite");
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, &Settings::default(), 0).expect("a study");
    for (map_width, map_height) in [(30, 200), (300, 200), (300, 12)] {
        let sizes = ChartSizes { charts: vec![Chart::Map], map_width, map_height, picture: true, ..ChartSizes::default() };
        let (frame, cells) = Frame::build(&cache, &study, &View::default(), &sizes);
        let style = Style { width: map_width + 20, height: map_height + 40, ratio: 1.0, theme: DrawTheme::Light };
        let mut text = String::new();
        let backend = plotters_svg::SVGBackend::with_string(&mut text, (style.width, style.height));
        let plots = draw(backend, Picture::of(&frame, &cells, Chart::Map).expect("it is built"), &style).expect("drawn");
        assert!((plots[0].width * 2.0 - plots[0].height * 3.0).abs() < 1e-9, "{:?}", plots[0]);
    }
}

#[test]
fn the_users_files_are_pictures_by_their_names() {
    let file = |name: &str| Source { data: Source::FILE.into(), file: name.into(), ..Source::default() };
    assert!(file("Cat.JPEG").is_picture() && file("a.b.png").is_picture());
    assert!(!file("png.npy").is_picture() && !file("png").is_picture());
    assert!(!Source { file: "a.png".into(), ..Source::default() }.is_picture());
    assert!(!Source::of_example("normal").expect("known").is_picture());
}

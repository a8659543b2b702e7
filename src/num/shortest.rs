//! A number in the fewest digits that read back as the same f32. Knows no language.

/// `value` as Rust, Python and JSON read it; with an exponent where that is much shorter.
pub fn shortest(value: f32) -> String {
    let (plain, short) = (value.to_string(), format!("{value:e}"));
    if plain.len() <= short.len() + 4 { plain } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_as_itself_and_is_short() {
        for v in [0.0, -0.0, 0.1, 1.5e-7, 1e30, f32::MAX, f32::MIN_POSITIVE, -1234.5] {
            assert_eq!(shortest(v).parse::<f32>().map(f32::to_bits), Ok(v.to_bits()));
        }
        assert_eq!([1e30, 0.25, 100.0].map(shortest), ["1e30", "0.25", "100"]);
    }
}

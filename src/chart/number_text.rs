//! Numbers for people to read: at most four digits, a true minus sign, plain notation; nouns counted with them. Knows
//! no chart.

use crate::i18n;

const MINUS: char = '\u{2212}';
const NO_BREAK: char = '\u{a0}';

/// At most 4 significant digits. Plain from 0.0001 to below a million, else with an exponent that 3 divides; a single digit
/// has the exponent of its own (`1 × 10⁻⁸`).
pub fn number(v: f64) -> String {
    if v.is_nan() {
        return "—".into();
    }
    let sign = if v.is_sign_negative() { MINUS.to_string() } else { String::new() };
    if v.is_infinite() {
        return sign + "∞";
    }
    if v == 0.0 {
        return sign + "0";
    }
    // Rounding comes first: 999 999.9 must not be written in the notation of numbers below a million.
    let rounded = format!("{:.3e}", v.abs());
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if (-4..6).contains(&exponent) {
        return sign + &group(&place_point(digits, exponent));
    }
    let power = if digits.len() == 1 { exponent } else { exponent.div_euclid(3) * 3 };
    format!("{sign}{} × 10{}", i18n::decimal(place_point(digits, exponent - power)), superscript(power))
}

/// The same with at most `digits` significant digits, 1 to 4.
pub fn short(v: f64, digits: usize) -> String {
    number(format!("{v:.*e}", digits - 1).parse().unwrap_or(v))
}

/// A place among the codes, or one of them: never coarser than a tenth below a million, because the direction of
/// rounding must be visible.
pub fn place(v: f32) -> String {
    match v.abs() {
        1e3..1e6 => fixed(v.into(), usize::from(v.fract() != 0.0)),
        _ => number(v.into()),
    }
}

/// An integer code, or a number rounded to one: its zero has no sign.
pub fn integer(v: f32) -> String {
    place(v + 0.0)
}

/// A code as a pattern of `bits` bits: its bits where they are few, else in hexadecimal.
pub fn pattern(code: i32, bits: usize) -> String {
    let digits = bits.div_ceil(4);
    if bits < 4 { format!("{code:0bits$b}") } else { format!("0x{code:0digits$X}") }
}

/// A whole number with its thousands apart.
pub fn count(n: u64) -> String {
    group(&n.to_string())
}

/// A share of 1 in percent. A share below 1 is never written as 100 %, and one above 0 never as 0 %.
pub fn percent(share: f64) -> String {
    let v = share * 100.0;
    let text = if v > 99.0 && v < 100.0 {
        i18n::decimal(((v * 100.0).floor() / 100.0).max(99.0))
    } else if v >= 10.0 {
        number(v.round())
    } else if v >= 0.1 {
        number((v * 10.0).round() / 10.0)
    } else {
        number(first_digit(v))
    };
    format!("{text}{NO_BREAK}%")
}

/// Decibels, one decimal.
pub fn decibel(db: f64) -> String {
    let text = if db.is_finite() { fixed(db, 1) } else { number(db) };
    format!("{text}{NO_BREAK}dB")
}

/// The shortest digits that read back as the same float.
pub fn exact(v: f32) -> String {
    minus(&i18n::decimal(v))
}

/// `v` with `decimals` decimals, for numbers that stand in a row, like ticks.
pub fn fixed(v: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", v.abs());
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if v < 0.0 && !zero { MINUS.to_string() } else { String::new() };
    sign + &group(&text)
}

/// `v` in two or three digits, as short as it can be read: `.25` for 0.25, in at most `decimals` decimals, and `≈0` for what rounds
/// to 0 and is not.
pub fn narrow(v: f64, decimals: usize) -> String {
    let size = v.abs();
    // From 10 on no decimals, from 1 on one; what rounds up to these counts as they do.
    let decimals = match size {
        9.95.. => 0,
        0.995.. => decimals.min(1),
        _ => decimals,
    };
    let text = number(format!("{size:.decimals$}").parse().unwrap_or(size));
    if text == "0" {
        return if v == 0.0 { text } else { "≈0".into() };
    }
    let text = if size < 1.0 { text.strip_prefix('0').unwrap_or(&text) } else { &text };
    if v < 0.0 { format!("{MINUS}{text}") } else { text.into() }
}

/// "10" raised to `power`.
pub fn power_of_ten(power: i32) -> String {
    format!("10{}", superscript(power))
}

/// "1 value", "3 values": after a number or "of".
pub fn values(n: u64) -> String {
    tr_n!(n, "{n} value", "{n} values", n = count(n))
}

/// "1 level", "3 levels".
pub fn levels(n: u64) -> String {
    tr_n!(n, "{n} level", "{n} levels", n = count(n))
}

fn first_digit(v: f64) -> f64 {
    format!("{v:.0e}").parse().unwrap_or(v)
}

fn minus(text: &str) -> String {
    text.replace('-', &MINUS.to_string())
}

/// Decimal digits of a number whose first digit has the weight 10^exponent.
fn place_point(digits: &str, exponent: i32) -> String {
    if exponent < 0 {
        return format!("0.{}{digits}", "0".repeat((-exponent - 1) as usize));
    }
    let whole = exponent as usize + 1;
    match digits.split_at_checked(whole) {
        Some((whole, "")) => whole.into(),
        Some((whole, rest)) => format!("{whole}.{rest}"),
        None => format!("{digits:0<whole$}"),
    }
}

/// Thousands apart from five digits on.
fn group(text: &str) -> String {
    let (whole, rest) = text.find('.').map_or((text, ""), |point| text.split_at(point));
    if whole.len() < 5 {
        return i18n::decimal(text);
    }
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out += &i18n::group();
        }
        out.push(c);
    }
    out + &i18n::decimal(rest)
}

fn superscript(power: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    power.to_string().chars().map(|c| c.to_digit(10).map_or('⁻', |d| DIGITS[d as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_four_digits() {
        for (v, text) in [
            (0.0, "0"),
            (-0.0, "−0"),
            (1.0, "1"),
            (-2.5, "−2.5"),
            (0.387_786_66, "0.3878"),
            (0.000_1, "0.0001"),
            (0.000_099_996, "0.0001"),
            (0.000_099_9, "99.9 × 10⁻⁶"),
            (2.13e-8, "21.3 × 10⁻⁹"),
            (1e-8, "1 × 10⁻⁸"),
            (-2e-7, "−2 × 10⁻⁷"),
            (3e7, "3 × 10⁷"),
            (9999.4, "9999"),
            (12_346.0, "12\u{2009}350"),
            (999_949.0, "999\u{2009}900"),
            (999_960.0, "1 × 10⁶"),
            (-3.402_823_5e38, "−340.3 × 10³⁶"),
            (f64::INFINITY, "∞"),
            (f64::NEG_INFINITY, "−∞"),
            (f64::NAN, "—"),
        ] {
            assert_eq!(number(v), text, "{v:e}");
        }
    }

    #[test]
    fn places_among_codes_are_never_rounded_to_others() {
        for (v, text) in [
            (7.526_4, "7.526"),
            (-0.0, "−0"),
            (4095.0, "4095"),
            (-32_767.0, "−32\u{2009}767"),
            (32_767.5, "32\u{2009}767.5"),
            (32_766.523, "32\u{2009}766.5"),
            (2e9, "2 × 10⁹"),
        ] {
            assert_eq!(place(v), text, "{v}");
        }
    }

    #[test]
    fn integers_have_no_negative_zero() {
        assert_eq!((integer(-0.0), integer(-7.0), integer(32_767.0)), ("0".into(), "−7".into(), "32\u{2009}767".into()));
    }

    #[test]
    fn shares_never_overstate() {
        for (share, text) in
            [(0.0, "0 %"), (1.0, "100 %"), (0.93, "93 %"), (0.021, "2.1 %"), (0.999_99, "99.99 %"), (0.000_012, "0.001 %"), (1.57, "157 %")]
        {
            assert_eq!(percent(share).replace(NO_BREAK, " "), text, "{share}");
        }
    }

    #[test]
    fn counts_decibels_and_exact_floats() {
        assert_eq!(count(9999), "9999");
        assert_eq!(count(1_234_567), "1\u{2009}234\u{2009}567");
        assert_eq!(decibel(33.44), "33.4\u{a0}dB");
        assert_eq!(decibel(f64::INFINITY), "∞\u{a0}dB");
        assert_eq!(exact(-0.387_786_66), "−0.38778666");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!((values(1), levels(12_000)), ("1 value".into(), "12\u{2009}000 levels".into()));
    }

    #[test]
    fn narrow_numbers_say_that_they_are_not_zero() {
        let cases = [
            (0.25, 2, ".25"),
            (-0.067, 2, "−.07"),
            (-1.94, 2, "−1.9"),
            (0.004, 2, "≈0"),
            (0.0, 2, "0"),
            (-10.4, 2, "−10"),
            (9.96, 2, "10"),
            (0.999, 2, "1"),
            (-0.0123, 3, "−.012"),
            (1234.5, 2, "1234"),
        ];
        for (v, decimals, text) in cases {
            assert_eq!(narrow(v, decimals), text, "{v}");
        }
    }

    #[test]
    fn numbers_have_the_marks_of_the_language() {
        i18n::set_locale(i18n::Locale::new("", ",", ".").expect("no catalog"));
        assert_eq!((number(-0.387_786_66), number(12_346.0), number(2.13e-8)), ("−0,3878".into(), "12.350".into(), "21,3 × 10⁻⁹".into()));
        assert_eq!((place(32_766.523), exact(0.25), fixed(1234.5, 1)), ("32.766,5".into(), "0,25".into(), "1234,5".into()));
        assert_eq!(
            (percent(0.021), percent(0.999_99), decibel(33.44)),
            ("2,1\u{a0}%".into(), "99,99\u{a0}%".into(), "33,4\u{a0}dB".into())
        );
    }
}

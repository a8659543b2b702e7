//! A line of the arithmetic, and the format of numbers in it.

use crate::chart::number_text::{integer, number, place};
use crate::num::Rounding;
use serde::{Deserialize, Serialize};

/// One step of arithmetic with its real numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TraceLine {
    /// The operation: "divide by the scale".
    pub label: String,
    /// The numbers, shortened: "2.158 ÷ 0.3878".
    pub work: String,
    /// The outcome, shortened.
    pub result: String,
    /// Work and outcome with every digit, for copying: "2.158 / 0.38778666 = 5.5649147".
    pub exact: String,
    /// Why, or empty: "5.5 is a tie: half to even gives 6".
    pub note: String,
    /// The line with letters in place of what earlier lines give, for a worksheet: "v = x ÷ s". Empty where there is nothing
    /// to compute by hand.
    pub letters: String,
}

impl TraceLine {
    pub(super) fn in_letters(mut self, letters: impl Into<String>) -> Self {
        self.letters = letters.into();
        self
    }
}

pub(super) fn line(label: String, work: String, result: String, exact: String, note: impl Into<String>) -> TraceLine {
    TraceLine { label, work, result, exact, note: note.into(), letters: String::new() }
}

pub(super) fn short(v: f32) -> String {
    number(f64::from(v))
}

/// A number as the second operand: negative ones, and those with a power of ten, in brackets.
pub(super) fn wrapped(v: f32) -> String {
    in_brackets(v, short(v))
}

pub(super) fn in_brackets(v: f32, text: String) -> String {
    if v.is_sign_negative() || text.contains('×') { format!("({text})") } else { text }
}

/// The same for copying, every digit and plain signs.
pub(super) fn bare(v: f32) -> String {
    if v.is_sign_negative() { format!("({v})") } else { v.to_string() }
}

/// The letters of a clamp: what `letter` stands for, between the ends of the codes.
pub(super) fn clip_letters(letter: &str, lo: f32, hi: f32) -> String {
    format!("q = clip({letter}, {}, {})", integer(lo), integer(hi))
}

/// A rounding rule applied to the number `letter` stands for; r stands for the outcome.
pub(super) fn round_line(rule: Rounding, letter: &str, v: f32, u: f32) -> TraceLine {
    let r = rule.round(v, u) + 0.0;
    let tie = v.fract().abs() == 0.5;
    let note = match rule {
        _ if v == r && rule != Rounding::Stochastic => tr!("it is whole already"),
        Rounding::HalfEven if tie => tr!("{v} is a tie: half to even gives {r}", v = place(v), r = integer(r)),
        Rounding::HalfAway if tie => tr!("{v} is a tie: half away from zero gives {r}", v = place(v), r = integer(r)),
        Rounding::HalfEven | Rounding::HalfAway => tr!("to the nearest, no tie"),
        Rounding::TowardZero => tr!("toward zero: the fraction is cut off"),
        Rounding::Stochastic => tr!("this value's draw is {u}", u = short(u)),
    };
    match rule {
        Rounding::Stochastic => line(
            tr!("add the draw, round down"),
            format!("⌊{} + {}⌋", place(v), short(u)),
            integer(r),
            format!("floor({v} + {u}) = {r}"),
            note,
        )
        .in_letters(format!("r = ⌊{letter} + {}⌋", short(u))),
        Rounding::TowardZero => line(tr!("cut off"), format!("trunc({})", place(v)), integer(r), format!("trunc({v}) = {r}"), note)
            .in_letters(format!("r = trunc({letter})")),
        _ => line(tr!("round"), format!("round({})", place(v)), integer(r), format!("round({v}) = {r}"), note)
            .in_letters(format!("r = round({letter})")),
    }
}

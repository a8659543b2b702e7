//! Layer settings as the words of a link: names and values between spaces, as pinned settings are written. Only what differs from the
//! defaults. The one place where they are written and read.
//!
//! `method smooth-quant smoothing 0.7 x dynamic x-bits 4 calibration 20`

use super::{InputRounding, LayerSettings, Method};
use crate::Settings;
use crate::study::codecs::{float, number, small, word};
use crate::study::{faulty_value, read_setting, unknown_key, written_settings};

/// Before the names of the inputs' settings.
const INPUTS: &str = "x-";

/// The kind of input rounding: what it makes of settings.
type WithSettings = fn(Settings) -> InputRounding;

impl LayerSettings {
    /// Writes the settings; empty for the defaults.
    ///
    /// ```
    /// use quantscope::layer::{InputRounding, LayerSettings, Method};
    ///
    /// let inputs = InputRounding::Dynamic(InputRounding::start().with_bits(4));
    /// let settings = LayerSettings::default().with_method(Method::SmoothQuant { alpha: 0.7 }).with_inputs(inputs);
    /// let text = settings.to_text();
    /// assert_eq!(text, "method smooth-quant smoothing 0.7 x dynamic x-bits 4");
    /// assert_eq!(LayerSettings::parse(&text), (settings, vec![]));
    /// ```
    pub fn to_text(&self) -> String {
        let mut words: Vec<(String, String)> = Vec::new();
        let mut say = |name: &str, value: String| words.push((name.to_owned(), value));
        if self.method != Method::default()
            && let Some((name, start)) = NAMES.iter().find(|(_, method)| is_kind(method, &self.method))
        {
            say("method", (*name).to_owned());
            let start = parameters(start);
            parameters(&self.method).into_iter().filter(|word| !start.contains(word)).for_each(|(name, value)| say(name, value));
        }
        let kind = match &self.inputs {
            InputRounding::Exact => None,
            InputRounding::Dynamic(settings) => Some(("dynamic", settings)),
            InputRounding::Static(settings) => Some(("static", settings)),
        };
        if let Some((kind, settings)) = kind {
            say("x", kind.to_owned());
            written_settings(settings, &InputRounding::start())
                .into_iter()
                .for_each(|(name, value)| say(&format!("{INPUTS}{name}"), value));
        }
        if self.bias_correction {
            say("bias-correction", word::write(&true));
        }
        if let Some(calibration) = self.calibration {
            say("calibration", number::write(&calibration));
        }
        words.into_iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" ")
    }

    /// Reads settings, with a sentence for each fault. What cannot be read keeps its default.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut read = Self::default();
        let mut messages = Vec::new();
        let mut inputs = (None, InputRounding::start());
        let mut words = text.split(' ').filter(|_| !text.is_empty());
        while let Some(name) = words.next() {
            let value = words.next().unwrap_or_default();
            let fault = match name.strip_prefix(INPUTS) {
                Some(setting) => read_setting(&mut inputs.1, setting, value),
                None => read.read_word(&mut inputs.0, name, value),
            };
            match fault {
                Some(Ok(())) => {}
                Some(Err(reason)) => messages.push(faulty_value(name, value, &reason)),
                None => messages.push(unknown_key(name)),
            }
        }
        if let Some(rounding) = inputs.0 {
            read.inputs = rounding(inputs.1);
        }
        (read, messages)
    }

    /// Reads one word; `None` for an unknown name, or one that the method has no use for.
    fn read_word(&mut self, inputs: &mut Option<WithSettings>, name: &str, value: &str) -> Option<Result<(), String>> {
        let unknown = || tr!("this word is not known.");
        let read = match (name, self.method) {
            ("method", _) => match NAMES.iter().find(|(name, _)| *name == value) {
                Some((_, method)) => self.take(*method),
                None => Err(unknown()),
            },
            ("x", _) => {
                let kind: Option<Option<WithSettings>> = match value {
                    "exact" => Some(None),
                    "dynamic" => Some(Some(InputRounding::Dynamic)),
                    "static" => Some(Some(InputRounding::Static)),
                    _ => None,
                };
                kind.map(|kind| *inputs = kind).ok_or_else(unknown)
            }
            ("calibration", _) => number::read(value).map(|tokens| self.calibration = Some(tokens)),
            ("bias-correction", _) => word::read(value).map(|correction| self.bias_correction = correction),
            (_, method) => with_parameter(method, name, value)?.and_then(|method| self.take(method)),
        };
        Some(read)
    }

    /// Takes a method whose parameters are offered.
    fn take(&mut self, method: Method) -> Result<(), String> {
        method.check().map_err(|error| error.to_string())?;
        self.method = method;
        Ok(())
    }
}

/// The methods by their names, each with its parameters' defaults.
const NAMES: [(&str, Method); 6] = [
    ("round-to-nearest", Method::RoundToNearest),
    ("smooth-quant", Method::SMOOTH_QUANT),
    ("awq", Method::AWQ),
    ("gptq", Method::GPTQ),
    ("hadamard", Method::HADAMARD),
    ("llm-int8", Method::LLM_INT8),
];

/// What stands for a parameter that says nothing.
const NONE: &str = "none";

/// The parameters of a method in words.
fn parameters(method: &Method) -> Vec<(&'static str, String)> {
    let optional = |value: &Option<u32>| value.as_ref().map_or_else(|| NONE.to_owned(), number::write);
    match method {
        Method::RoundToNearest => vec![],
        Method::SmoothQuant { alpha } => vec![("smoothing", float::write(alpha))],
        Method::Awq { ratios } => vec![("ratios", small::write(ratios))],
        Method::Gptq { damping, order } => vec![("damping", float::write(damping)), ("order", word::write(order))],
        Method::Hadamard { block, seed } => vec![("rotated", optional(block)), ("signs", optional(seed))],
        Method::LlmInt8 { threshold } => vec![("threshold", float::write(threshold))],
    }
}

/// A method with another value of one parameter; `None` where it has no such parameter.
fn with_parameter(method: Method, name: &str, value: &str) -> Option<Result<Method, String>> {
    let optional = |value: &str| if value == NONE { Ok(None) } else { number::read(value).map(Some) };
    Some(match (name, method) {
        ("smoothing", Method::SmoothQuant { .. }) => float::read(value).map(|alpha| Method::SmoothQuant { alpha }),
        ("ratios", Method::Awq { .. }) => small::read(value).map(|ratios| Method::Awq { ratios }),
        ("damping", Method::Gptq { order, .. }) => float::read(value).map(|damping| Method::Gptq { damping, order }),
        ("order", Method::Gptq { damping, .. }) => word::read(value).map(|order| Method::Gptq { damping, order }),
        ("rotated", Method::Hadamard { seed, .. }) => optional(value).map(|block| Method::Hadamard { block, seed }),
        ("signs", Method::Hadamard { block, .. }) => optional(value).map(|seed| Method::Hadamard { block, seed }),
        ("threshold", Method::LlmInt8 { .. }) => float::read(value).map(|threshold| Method::LlmInt8 { threshold }),
        _ => return None,
    })
}

/// Whether two methods differ in their parameters at most.
fn is_kind(one: &Method, other: &Method) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

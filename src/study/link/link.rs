//! A state as the part of an address after `#`: `v=1&data=article-asym&bits=4`. Only what differs from the defaults.
//! Reading never fails: a bad key is told and its default kept. The one table of keys is [`KEYS`].

use super::codecs::{bits, edits, example, float, floats, number, percent, shortened, small, text, whole, word};
use crate::quant::{Range, RangeMethod};
use crate::study::classroom::parts;
use crate::study::{InputKind, Layout, Settings, Source, State};
use serde::Serialize;

/// The version this build writes.
pub const VERSION: &str = "1";

/// Pasted text longer than this stays out of the link.
const MAX_NUMBERS: usize = 4000;

/// A key: its name, how it is written, and how it is read (with what is wrong when it is).
pub(super) struct Key {
    pub name: &'static str,
    /// Whether it is of the settings, and so of the ones pinned for comparison too.
    pub of_settings: bool,
    pub write: fn(&State) -> String,
    read: fn(&mut State, &str) -> Result<(), String>,
    /// What is written, by the name of its codec; and the words that can be, where they are listed.
    #[cfg(not(target_arch = "wasm32"))]
    pub kind: (&'static str, fn() -> Vec<String>),
}

macro_rules! keys {
    ($($name:literal => $group:ident . $field:ident as $codec:ident),* $(,)?) => {
        &[$(Key {
            name: $name,
            of_settings: matches!(stringify!($group).as_bytes(), b"settings"),
            write: |state| $codec::write(&state.$group.$field),
            read: |state, text| { state.$group.$field = $codec::read(text)?; Ok(()) },
            #[cfg(not(target_arch = "wasm32"))]
            kind: (stringify!($codec), || choices!($codec $group $field)),
        }),*]
    };
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! choices {
    (word $group:ident $field:ident) => {
        super::choices::words_of(|state| &state.$group.$field)
    };
    (parts $group:ident $field:ident) => {
        super::choices::words_of(|_| &crate::study::Part::Data)
    };
    (example $group:ident $field:ident) => {
        super::choices::examples()
    };
    ($codec:ident $group:ident $field:ident) => {
        Vec::new()
    };
}

/// The vocabulary of links. Keys are never reused for another meaning.
pub(super) static KEYS: &[Key] = keys! {
    "data" => source.data as example,
    "rows" => source.rows as number,
    "cols" => source.cols as number,
    "seed" => source.seed as number,
    "outliers" => source.outliers as number,
    "strength" => source.strength as float,
    "numbers" => source.numbers as text,
    "file" => source.file as text,
    "tensor" => source.tensor as text,
    "axis" => source.axis as whole,
    "cut" => source.cut as text,
    "sha" => source.hash as text,
    "edit" => source.edits as edits,
    "inputs" => inputs.kind as word,
    "tokens" => inputs.tokens as number,
    "inseed" => inputs.seed as number,
    "channels" => inputs.channels as number,
    "times" => inputs.strength as float,
    "infile" => inputs.file as text,
    "intensor" => inputs.tensor as text,
    "scheme" => settings.scheme as word,
    "bits" => settings.bits as bits,
    "signed" => settings.signed as word,
    "granularity" => settings.granularity as word,
    "group" => settings.group as number,
    "range" => settings.range as word,
    "p" => settings.percentile as percent,
    "lo" => settings.clip_lo as float,
    "hi" => settings.clip_hi as float,
    "convention" => settings.convention as word,
    "rounding" => settings.rounding as word,
    "draw" => settings.rounding_seed as number,
    "sigmas" => settings.sigmas as float,
    "scaled" => settings.scaled as word,
    "saturate" => settings.saturate as word,
    "e" => settings.exponent as small,
    "m" => settings.mantissa as small,
    "bias" => settings.bias as whole,
    "specials" => settings.specials as word,
    "levels" => settings.levels as floats,
    "rule" => settings.rule as word,
    "twolevel" => settings.two_level as word,
    "nvfp4rule" => settings.nvfp4 as word,
    "block" => settings.block as number,
    "nested" => settings.nested as word,
    "alpha" => settings.alpha as float,
    "imatrix" => settings.imatrix as word,
    "work" => view.workspace as word,
    "layer" => workspaces.layer as text,
    "train" => workspaces.training as text,
    "sel" => view.selected as number,
    "zoomlo" => view.zoom_lo as float,
    "zoomhi" => view.zoom_hi as float,
    "from" => view.from as number,
    "span" => view.span as number,
    "compare" => view.compare as word,
    "log" => view.log_counts as word,
    "map" => view.map as word,
    "theme" => view.theme as word,
    "lang" => view.language as word,
    "layout" => view.layout as word,
    "tab" => view.tab as word,
    "spot" => view.spotlight as word,
    "lesson" => classroom.lesson as text,
    "step" => classroom.step as number,
    "hide" => classroom.hide as parts,
    "lock" => classroom.lock as parts,
    "class" => classroom.key as text,
    "fresh" => classroom.fresh as word,
};

/// The keys of the settings pinned for comparison: names and values of settings, all between spaces.
const PINNED: [&str; State::MOST_PINNED] = ["a", "b", "c"];
/// A theme that old links name: now a layout.
const PROJECTOR: (&str, &str) = ("theme", "projector");

/// The content of a link, and the faults found in it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OpenedLink {
    /// The state; defaults where the link has no valid value.
    pub state: State,
    /// The faults, a sentence each.
    pub messages: Vec<String>,
}

impl State {
    /// Writes the state. Pasted text of more than 4000 characters is left out.
    pub fn to_link(&self) -> String {
        let base = Self::of_example(&self.source.data);
        let mut link = form_urlencoded::Serializer::new(String::new());
        link.append_pair("v", VERSION);
        for key in KEYS {
            let value = (key.write)(self);
            let is_default = match key.name {
                "data" => self.source.data == Self::default().source.data,
                "layout" => self.view.layout == self.implied_layout(),
                _ => value == (key.write)(&base),
            };
            let unused = match key.name {
                "numbers" => self.source.data != Source::PASTED || value.len() > MAX_NUMBERS,
                "infile" | "intensor" => !matches!(self.inputs.kind, InputKind::File | InputKind::Importance),
                "file" | "tensor" | "axis" | "cut" | "sha" => self.source.data != Source::FILE,
                _ => false,
            };
            if !is_default && !unused {
                link.append_pair(key.name, &value);
            }
        }
        for (name, pinned) in PINNED.iter().zip(&self.pinned) {
            link.append_pair(name, &settings_only(pinned));
        }
        link.finish()
    }

    /// Reads a link, with or without its leading `#`. Invalid values are replaced by their defaults and reported.
    ///
    /// ```
    /// use quantscope::State;
    ///
    /// let opened = State::from_link("#v=1&bits=3&scheme=nf4&rounding=up");
    /// assert_eq!(opened.state.settings.bits, 3);
    /// assert_eq!(opened.messages.len(), 1); // There is no such rounding rule.
    /// assert_eq!(opened.state.to_link(), "v=1&scheme=nf4&bits=3");
    /// ```
    pub fn from_link(link: &str) -> OpenedLink {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(link.trim_start_matches('#').as_bytes()).into_owned().collect();
        let mut messages = Vec::new();
        let data = pairs.iter().rev().find(|(name, value)| name == "data" && example::read(value).is_ok());
        let mut state = data.map_or_else(Self::default, |(_, value)| Self::of_example(value));
        let mut pinned = [const { None }; Self::MOST_PINNED];
        let mut layout = None;
        for (name, value) in &pairs {
            if name == "v" {
                if value != VERSION {
                    messages.push(tr!(
                        "This link is of version '{value}', this page reads version {version}. What both know was taken.",
                        value,
                        version = VERSION
                    ));
                }
            } else if let Some(place) = PINNED.iter().position(|key| key == name) {
                pinned[place] = Some(read_settings(value, &mut messages));
            } else if (name.as_str(), value.as_str()) == PROJECTOR {
                layout.get_or_insert(Layout::Present);
            } else if !name.is_empty() {
                take(KEYS.iter(), &mut state, name, value, &mut messages);
                layout = if name == "layout" { Some(state.view.layout) } else { layout };
            }
        }
        state.pinned = pinned.into_iter().flatten().collect();
        state.view.layout = layout.unwrap_or_else(|| state.implied_layout());
        for settings in std::iter::once(&mut state.settings).chain(&mut state.pinned) {
            if settings.range == RangeMethod::Clip
                && let Err(error) = Range::by_hand(settings.clip_lo, settings.clip_hi)
            {
                messages.push(tr!("{error} The link's clip range was left out.", error));
                settings.range = RangeMethod::MinMax;
            }
        }
        if state.source.data == Source::PASTED && state.source.numbers.is_empty() {
            messages.push(tr!("The link does not hold its pasted numbers. Paste them again."));
            state.source = Self::default().source;
        }
        if state.source.data == Source::FILE && state.source.file.is_empty() {
            messages.push(tr!("The link names no file, so the start page is shown. Open a file to see its tensors."));
            state.source = Self::default().source;
        }
        OpenedLink { state, messages }
    }
}

/// Reads one of `keys` into a state, or says what is wrong.
fn take<'a>(mut keys: impl Iterator<Item = &'a Key>, state: &mut State, name: &str, value: &str, messages: &mut Vec<String>) {
    match keys.find(|key| key.name == name).map(|key| (key.read)(state, value)) {
        Some(Ok(())) => {}
        Some(Err(reason)) => messages.push(faulty_value(name, value, &reason)),
        None => messages.push(unknown_key(name)),
    }
}

/// The sentence on a value that cannot be read.
pub(crate) fn faulty_value(name: &str, value: &str, reason: &str) -> String {
    tr!("In the link, {name}={value}: {reason} The default is used.", name, value = shortened(value), reason)
}

/// The sentence on a key that does not exist.
pub(crate) fn unknown_key(name: &str) -> String {
    tr!("The link's key '{key}' is not known here and was left out.", key = shortened(name))
}

/// The settings that [`settings_only`] wrote.
fn read_settings(text: &str, messages: &mut Vec<String>) -> Settings {
    let mut state = State::default();
    let mut words = text.split(' ').filter(|_| !text.is_empty());
    while let Some(name) = words.next() {
        take(settings_keys(), &mut state, name, words.next().unwrap_or_default(), messages);
    }
    state.settings
}

/// The differences from the defaults: `scheme mx-e2m1 bits 8`.
fn settings_only(settings: &Settings) -> String {
    let written = written_settings(settings, &Settings::default());
    written.into_iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" ")
}

fn settings_keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| key.of_settings)
}

/// The settings that differ from `base`, each with its key in links. No setting is written with a space.
pub(crate) fn written_settings(settings: &Settings, base: &Settings) -> Vec<(&'static str, String)> {
    let [state, base] = [settings, base].map(|settings| State { settings: settings.clone(), ..State::default() });
    let written = settings_keys().map(|key| (key.name, (key.write)(&state), (key.write)(&base)));
    written.filter(|(_, value, default)| value != default).map(|(name, value, _)| (name, value)).collect()
}

/// Sets what the key `name` of links stands for; `None` where there is no such key, and what is wrong with a value that cannot be.
pub(crate) fn read_setting(settings: &mut Settings, name: &str, value: &str) -> Option<Result<(), String>> {
    let key = settings_keys().find(|key| key.name == name)?;
    let mut state = State { settings: settings.clone(), ..State::default() };
    let read = (key.read)(&mut state, value);
    *settings = state.settings;
    Some(read)
}

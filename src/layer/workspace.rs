//! What a link says of the layer's workspace: the layer's settings and the view on show. The view is one more word in their text.

use super::LayerSettings;
use crate::study::codecs::word;
use crate::study::faulty_value;
use serde::{Deserialize, Serialize};

/// Before the name of the view.
const VIEW: &str = "view";

/// The settings of a layer and the view of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerWorkspace {
    /// How the layer is quantized.
    pub settings: LayerSettings,
    /// What is on show.
    pub view: LayerView,
}

/// A view of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum LayerView {
    /// The largest magnitudes of the columns of inputs and weight.
    #[default]
    Columns,
    /// The outputs against exact ones, with their errors.
    Outputs,
    /// The methods side by side.
    Methods,
    /// The outputs over the strength of the method.
    Strengths,
    /// GPTQ's walk over the columns.
    Walk,
    /// The arithmetic of one output.
    Arithmetic,
}

impl LayerView {
    /// Every view, in the order of the page.
    pub const ALL: &'static [Self] = &[Self::Columns, Self::Outputs, Self::Methods, Self::Strengths, Self::Walk, Self::Arithmetic];
}

impl LayerWorkspace {
    /// Writes settings and view as the words of a link; empty for the defaults.
    ///
    /// ```
    /// use quantscope::layer::{LayerSettings, LayerView, LayerWorkspace, Method};
    ///
    /// let settings = LayerSettings::default().with_method(Method::GPTQ);
    /// let workspace = LayerWorkspace { settings, view: LayerView::Walk };
    /// assert_eq!(workspace.to_text(), "method gptq view walk");
    /// assert_eq!(LayerWorkspace::parse("method gptq view walk"), (workspace, vec![]));
    /// ```
    pub fn to_text(&self) -> String {
        let settings = self.settings.to_text();
        if self.view == LayerView::default() {
            return settings;
        }
        let view = format!("{VIEW} {}", word::write(&self.view));
        if settings.is_empty() { view } else { format!("{settings} {view}") }
    }

    /// Reads both, with a sentence for each fault. What cannot be read keeps its default.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let words: Vec<&str> = text.split(' ').filter(|_| !text.is_empty()).collect();
        let (of_view, of_settings): (Vec<_>, Vec<_>) = words.chunks(2).partition(|pair| pair[0] == VIEW);
        let (settings, mut messages) = LayerSettings::parse(&of_settings.concat().join(" "));
        let mut view = LayerView::default();
        for pair in of_view {
            let value = pair.get(1).copied().unwrap_or_default();
            match word::read(value) {
                Ok(read) => view = read,
                Err(reason) => messages.push(faulty_value(VIEW, value, &reason)),
            }
        }
        (Self { settings, view }, messages)
    }
}

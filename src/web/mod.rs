//! The only place that names wasm_bindgen: thin exports to JavaScript. Computes nothing.

//! Plain chart models, their words and tables, and their drawing by plotters on any backend. Knows no browser.

pub mod model;

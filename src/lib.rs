//! Quantscope.

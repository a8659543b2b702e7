//! The parts of the fuzz test: how files are broken, what they may cost, and large ones.

pub mod budget;
pub mod changes;
pub mod large;

//! Answers that are computed a step at a time. Knows no question.

/// An answer, or how far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum SoFar<T> {
    /// The share that is computed, 0 to 1.
    Share(f64),
    /// All of it.
    Done(T),
}

impl<T> SoFar<T> {
    /// The answer changed by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> SoFar<U> {
        match self {
            Self::Share(share) => SoFar::Share(share),
            Self::Done(answer) => SoFar::Done(change(answer)),
        }
    }
}

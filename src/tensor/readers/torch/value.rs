//! The values that a pickle describes. Values are shared, and calls are kept as names and arguments. Knows no instruction
//! and no tensor.

/// The index of a value in a [`Pickle`]. As in Python, a value may be contained many times, even in itself.
pub(super) type Id = u32;

/// A value. Kinds that describe no tensor (None, False, floats, bytes, sets) are `Other`.
#[derive(Debug)]
pub(super) enum Value<'a> {
    Other,
    True,
    Int(i64),
    Text(&'a str),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// A module and the name of something in it.
    Global(Id, Id),
    /// A reference to something outside of the pickle.
    Persistent(Id),
    Object(Box<Object>),
}

/// The result of a call that is not made.
#[derive(Debug)]
pub(super) struct Object {
    /// The function that would be called, a `Global` in valid files.
    pub(super) call: Id,
    pub(super) args: Id,
    /// Items that would be set, key and value. Appended items have `Other` as key.
    pub(super) items: Vec<(Id, Id)>,
    /// The argument of `__setstate__`.
    pub(super) state: Option<Id>,
}

/// All values of one pickle.
pub(super) struct Pickle<'a> {
    pub(super) values: Vec<Value<'a>>,
    /// The value that unpickling would return.
    pub(super) root: Id,
}

impl<'a> Pickle<'a> {
    /// The number of values. Every [`Id`] is below it.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn get(&self, id: Id) -> &Value<'a> {
        self.values.get(id as usize).unwrap_or(&Value::Other)
    }

    pub(super) fn text(&self, id: Id) -> Option<&'a str> {
        if let Value::Text(text) = *self.get(id) { Some(text) } else { None }
    }

    /// The items of a tuple.
    pub(super) fn tuple(&self, id: Id) -> Option<&[Id]> {
        if let Value::Tuple(items) = self.get(id) { Some(items) } else { None }
    }

    /// An integer >= 0.
    pub(super) fn natural(&self, id: Id) -> Option<u64> {
        if let Value::Int(n) = *self.get(id) { u64::try_from(n).ok() } else { None }
    }

    /// The module and the name of a `Global`.
    pub(super) fn global(&self, id: Id) -> Option<(&'a str, &'a str)> {
        if let Value::Global(module, name) = *self.get(id) { Some((self.text(module)?, self.text(name)?)) } else { None }
    }
}

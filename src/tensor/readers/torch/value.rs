//! The values a pickle describes: shared, and never more than names of what a real unpickler would call. Knows no
//! instruction and no tensor.

/// The place of a value in a [`Pickle`]. Values are shared and may contain themselves, as Python's do.
pub(super) type Id = u32;

/// A value. What tensors are not told by (None, truth, floats, bytes, sets) is kept as `Other`.
#[derive(Debug)]
pub(super) enum Value<'a> {
    Other,
    Int(i64),
    Text(&'a str),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// Something to import: module and name.
    Global(Id, Id),
    /// What a pickle refers to outside of itself.
    Persistent(Id),
    Object(Box<Object>),
}

/// What a call or a class would give.
#[derive(Debug)]
pub(super) struct Object {
    /// What would be called, mostly a `Global`.
    pub(super) call: Id,
    pub(super) args: Id,
    /// What would be set by key; values appended without one have `Other` as key.
    pub(super) items: Vec<(Id, Id)>,
    /// What would be given to `__setstate__`.
    pub(super) state: Option<Id>,
}

/// All values of one pickle.
pub(super) struct Pickle<'a> {
    pub(super) values: Vec<Value<'a>>,
    /// The value of the whole.
    pub(super) root: Id,
}

impl<'a> Pickle<'a> {
    /// How many values there are; every [`Id`] is below.
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

    /// A number that is not negative.
    pub(super) fn natural(&self, id: Id) -> Option<u64> {
        if let Value::Int(n) = *self.get(id) { u64::try_from(n).ok() } else { None }
    }

    /// Module and name of something to import.
    pub(super) fn global(&self, id: Id) -> Option<(&'a str, &'a str)> {
        if let Value::Global(module, name) = *self.get(id) { Some((self.text(module)?, self.text(name)?)) } else { None }
    }
}

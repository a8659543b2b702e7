//! Reads a pickle as data: an interpreter of the instructions of protocols 2 to 5 that calls nothing and imports
//! nothing. Calls that a real unpickler would make are kept as name and arguments. Knows nothing of tensors.

use crate::Error;
use crate::tensor::readers::refuse;
use crate::tensor::readers::torch::value::{Id, Object, Pickle, Value};

/// The longest stack.
const MAX_STACK: usize = 1 << 18;

/// Interprets the instructions. `budget` bounds the memory of the values in bytes.
pub(super) fn read(bytes: &[u8], budget: u64) -> Result<Pickle<'_>, Error> {
    // Value 0 is the only `Other`.
    let values = vec![Value::Other];
    let mut machine = Machine { rest: bytes, values, stack: Vec::new(), marks: Vec::new(), memo: Vec::new(), budget };
    loop {
        let [code] = machine.array()?;
        if code == b'.' {
            let root = machine.pop()?;
            return Ok(Pickle { values: machine.values, root });
        }
        machine.step(code)?;
    }
}

struct Machine<'a> {
    rest: &'a [u8],
    values: Vec<Value<'a>>,
    stack: Vec<Id>,
    /// The height of the stack at each open mark.
    marks: Vec<usize>,
    memo: Vec<Id>,
    budget: u64,
}

/// An unused place in the memo.
const NOTHING: Id = Id::MAX;

impl<'a> Machine<'a> {
    /// One instruction. The comments name it as Python's `pickletools` does.
    fn step(&mut self, code: u8) -> Result<(), Error> {
        match code {
            // PROTO, FRAME
            0x80 => self.array::<1>().map(|_| ()),
            0x95 => self.array::<8>().map(|_| ()),
            b'(' => {
                self.spend(8)?;
                self.marks.push(self.stack.len());
                Ok(())
            }
            // POP, POP_MARK, DUP
            b'0' if self.marks.last() == Some(&self.stack.len()) => self.since_mark().map(|_| ()),
            b'0' => self.pop().map(|_| ()),
            b'1' => self.since_mark().map(|_| ()),
            b'2' => self.top().and_then(|top| self.put(top)),
            // NONE, NEWFALSE, NEWTRUE, BINFLOAT
            b'N' | 0x89 => self.put(0),
            0x88 => self.push(Value::True),
            b'G' => self.array::<8>().and_then(|_| self.put(0)),
            // BININT, BININT1, BININT2, LONG1, LONG4
            b'J' => self.array().and_then(|b| self.push(Value::Int(i32::from_le_bytes(b).into()))),
            b'K' => self.array().and_then(|b| self.push(Value::Int(u8::from_le_bytes(b).into()))),
            b'M' => self.array().and_then(|b| self.push(Value::Int(u16::from_le_bytes(b).into()))),
            0x8a => self.counted::<1>().and_then(|digits| self.long(digits)),
            0x8b => self.counted::<4>().and_then(|digits| self.long(digits)),
            // SHORT_BINUNICODE, BINUNICODE, BINUNICODE8; SHORT_BINSTRING, BINSTRING of Python 2
            0x8c | b'U' => self.counted::<1>().and_then(|text| self.text(text)),
            b'X' | b'T' => self.counted::<4>().and_then(|text| self.text(text)),
            0x8d => self.counted::<8>().and_then(|text| self.text(text)),
            // SHORT_BINBYTES, BINBYTES, BINBYTES8, BYTEARRAY8
            b'C' => self.counted::<1>().and_then(|_| self.put(0)),
            b'B' => self.counted::<4>().and_then(|_| self.put(0)),
            0x8e | 0x96 => self.counted::<8>().and_then(|_| self.put(0)),
            // EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3, TUPLE
            b')' => self.push(Value::Tuple(Vec::new())),
            0x85..=0x87 => {
                let from = self.stack.len().checked_sub(usize::from(code - 0x84)).filter(|&from| from >= self.floor());
                let Some(from) = from else { return malformed() };
                let items = self.stack.split_off(from);
                self.push(Value::Tuple(items))
            }
            b't' => self.since_mark().and_then(|items| self.push(Value::Tuple(items))),
            // EMPTY_LIST, LIST, APPEND, APPENDS
            b']' => self.push(Value::List(Vec::new())),
            b'l' => self.since_mark().and_then(|items| self.push(Value::List(items))),
            b'a' => self.pop().and_then(|item| self.append(&[item])),
            b'e' => self.since_mark().and_then(|items| self.append(&items)),
            // EMPTY_DICT, DICT, SETITEM, SETITEMS
            b'}' => self.push(Value::Dict(Vec::new())),
            b'd' => {
                let items = self.since_mark()?;
                self.push(Value::Dict(Vec::new()))?;
                self.set(&items)
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.set(&[key, value])
            }
            b'u' => self.since_mark().and_then(|items| self.set(&items)),
            // EMPTY_SET, ADDITEMS, FROZENSET: no tensor is in a set
            0x8f => self.put(0),
            0x90 => self.since_mark().map(|_| ()),
            0x91 => self.since_mark().and_then(|_| self.put(0)),
            // GLOBAL, STACK_GLOBAL
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.text(module)?;
                self.text(name)?;
                self.global()
            }
            0x93 => self.global(),
            // REDUCE, NEWOBJ, NEWOBJ_EX, BUILD
            b'R' | 0x81 => self.object(),
            0x92 => self.pop().and_then(|_| self.object()),
            b'b' => {
                let (state, top) = (self.pop()?, self.top()?);
                if let Some(Value::Object(object)) = self.values.get_mut(top as usize) {
                    object.state = Some(state);
                }
                Ok(())
            }
            // BINPERSID
            b'Q' => self.pop().and_then(|id| self.push(Value::Persistent(id))),
            // BINPUT, LONG_BINPUT, MEMOIZE; BINGET, LONG_BINGET
            b'q' => self.array().and_then(|b| self.keep(u8::from_le_bytes(b) as usize)),
            b'r' => self.array().and_then(|b| self.keep(u32::from_le_bytes(b) as usize)),
            0x94 => self.keep(self.memo.len()),
            b'h' => self.array().and_then(|b| self.recall(u8::from_le_bytes(b) as usize)),
            b'j' => self.array().and_then(|b| self.recall(u32::from_le_bytes(b) as usize)),
            _ => refuse(tr!("its pickle has the instruction '{code}', which is not read here", code = format!("{code:#04x}"))),
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Error> {
        match self.budget.checked_sub(bytes as u64) {
            Some(left) => self.budget = left,
            None => return refuse(tr!("its pickle describes more than a file of its size can need")),
        }
        Ok(())
    }

    /// The height below which the stack may not fall.
    fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    fn put(&mut self, id: Id) -> Result<(), Error> {
        if self.stack.len() >= MAX_STACK {
            return refuse(tr!("its pickle is nested too deeply"));
        }
        self.stack.push(id);
        Ok(())
    }

    fn push(&mut self, value: Value<'a>) -> Result<(), Error> {
        self.spend(size_of::<Value>())?;
        if let Value::Tuple(items) | Value::List(items) = &value {
            self.spend(size_of_val(items.as_slice()))?;
        }
        let Ok(id) = Id::try_from(self.values.len()) else { return malformed() };
        self.values.push(value);
        self.put(id)
    }

    fn top(&self) -> Result<Id, Error> {
        self.stack.get(self.floor()..).and_then(|above| above.last().copied()).map_or_else(malformed, Ok)
    }

    fn pop(&mut self) -> Result<Id, Error> {
        let top = self.top()?;
        self.stack.pop();
        Ok(top)
    }

    /// Removes and returns everything above the last mark.
    fn since_mark(&mut self) -> Result<Vec<Id>, Error> {
        match self.marks.pop() {
            Some(mark) if mark <= self.stack.len() => Ok(self.stack.split_off(mark)),
            _ => malformed(),
        }
    }

    /// Appends items to the list on top of the stack.
    fn append(&mut self, added: &[Id]) -> Result<(), Error> {
        self.spend(2 * size_of_val(added))?;
        let top = self.top()?;
        match self.values.get_mut(top as usize) {
            Some(Value::List(items)) => items.extend(added),
            Some(Value::Object(object)) => object.items.extend(added.iter().map(|&item| (0, item))),
            _ => return malformed(),
        }
        Ok(())
    }

    /// Sets items of the dictionary on top of the stack. `added` alternates keys and values.
    fn set(&mut self, added: &[Id]) -> Result<(), Error> {
        self.spend(size_of_val(added))?;
        let top = self.top()?;
        let (pairs, []) = added.as_chunks::<2>() else { return malformed() };
        match self.values.get_mut(top as usize) {
            Some(Value::Dict(items)) => items.extend(pairs.iter().map(|&[key, value]| (key, value))),
            Some(Value::Object(object)) => object.items.extend(pairs.iter().map(|&[key, value]| (key, value))),
            _ => return malformed(),
        }
        Ok(())
    }

    fn global(&mut self) -> Result<(), Error> {
        let (name, module) = (self.pop()?, self.pop()?);
        self.push(Value::Global(module, name))
    }

    fn object(&mut self) -> Result<(), Error> {
        let (args, call) = (self.pop()?, self.pop()?);
        self.spend(size_of::<Object>())?;
        self.push(Value::Object(Box::new(Object { call, args, items: Vec::new(), state: None })))
    }

    fn text(&mut self, bytes: &'a [u8]) -> Result<(), Error> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.push(Value::Text(text)),
            Err(_) => self.put(0),
        }
    }

    /// An integer of any length. One of more than 64 bits is no size and becomes `Other`.
    fn long(&mut self, digits: &[u8]) -> Result<(), Error> {
        let sign = if digits.last().is_some_and(|&d| d >= 0x80) { 0xff } else { 0 };
        let mut bytes = [sign; 8];
        match bytes.get_mut(..digits.len()) {
            Some(low) => low.copy_from_slice(digits),
            None => return self.put(0),
        }
        self.push(Value::Int(i64::from_le_bytes(bytes)))
    }

    fn keep(&mut self, place: usize) -> Result<(), Error> {
        let top = self.top()?;
        if place >= self.memo.len() {
            self.spend((place - self.memo.len() + 1).saturating_mul(size_of::<Id>()))?;
            self.memo.resize(place + 1, NOTHING);
        }
        self.memo[place] = top;
        Ok(())
    }

    fn recall(&mut self, place: usize) -> Result<(), Error> {
        match self.memo.get(place) {
            Some(&id) if id != NOTHING => self.put(id),
            _ => malformed(),
        }
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], Error> {
        let Some((taken, rest)) = self.rest.split_at_checked(len) else { return refuse(tr!("its pickle ends early")) };
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let taken = self.take(N)?;
        taken.try_into().or_else(|_| malformed())
    }

    /// Bytes after their count, which takes `N` bytes.
    fn counted<const N: usize>(&mut self) -> Result<&'a [u8], Error> {
        let count = self.array::<N>()?.iter().rev().fold(0u64, |n, &byte| n << 8 | u64::from(byte));
        self.take(usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn line(&mut self) -> Result<&'a [u8], Error> {
        let len = self.rest.iter().position(|&byte| byte == b'\n');
        let line = self.take(len.unwrap_or(usize::MAX))?;
        self.take(1)?;
        Ok(line)
    }
}

fn malformed<T>() -> Result<T, Error> {
    refuse(tr!("its pickle is damaged"))
}

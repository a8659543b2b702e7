//! Finds the tensors that a pickle of PyTorch describes, in dictionaries and lists at any depth and in the states of
//! modules, under the names that a state_dict gives them. Reads no values and runs nothing.

use crate::Error;
use crate::tensor::readers::torch::value::{Id, Pickle, Value};
use crate::tensor::readers::{Dtype, count_of, number_equal};

/// How deep containers may be nested. A module takes three levels.
const MAX_DEPTH: usize = 64;

/// The longest key that becomes a part of a name, in bytes.
const MAX_KEY: usize = 1000;

/// How many calls may wrap a tensor: a parameter of a class of its own takes two.
const MAX_WRAPPED: usize = 5;

/// A tensor as the pickle describes it.
pub(super) struct FoundTensor {
    pub(super) name: String,
    pub(super) shape: Vec<u64>,
    pub(super) dtype: Dtype,
    /// Where its values are, or why they cannot be read.
    pub(super) place: Result<StorageSlice, String>,
}

/// The values of a tensor within a storage.
pub(super) struct StorageSlice {
    /// The key of the storage.
    pub(super) key: String,
    /// The first byte in the storage.
    pub(super) offset: u64,
    pub(super) bytes: u64,
    pub(super) column_major: bool,
}

/// All tensors of a pickle. `budget` bounds the memory in bytes.
pub(super) fn find(pickle: &Pickle, budget: u64) -> Result<Vec<FoundTensor>, Error> {
    let mut search = Search { pickle, found: Vec::new(), opened: vec![false; pickle.len()], name: String::new(), budget };
    search.visit(pickle.root, 0)?;
    // Joining keys can make one name of two: a key "a.b", and "b" within "a".
    number_equal(search.found.iter_mut().map(|tensor| &mut tensor.name).collect());
    Ok(search.found)
}

struct Search<'a> {
    pickle: &'a Pickle<'a>,
    found: Vec<FoundTensor>,
    /// Containers that were visited. Each is visited once: it may contain itself, or be contained many times.
    opened: Vec<bool>,
    name: String,
    budget: u64,
}

impl Search<'_> {
    fn visit(&mut self, id: Id, depth: usize) -> Result<(), Error> {
        let pickle = self.pickle;
        if let Some(tensor) = tensor(pickle, id, 0) {
            let (shape, dtype, place) = tensor;
            // The name, the struct around it, and the axes.
            let taken = 200 + self.name.len() + 8 * shape.len();
            match self.budget.checked_sub(taken as u64) {
                Some(left) => self.budget = left,
                None => return Err(Error::File { reason: tr!("its pickle names more tensors than a file of its size can need") }),
            }
            self.found.push(FoundTensor { name: self.name.clone(), shape, dtype, place });
            return Ok(());
        }
        match self.opened.get_mut(id as usize) {
            Some(opened) if !*opened && depth < MAX_DEPTH => *opened = true,
            _ => return Ok(()),
        }
        match pickle.get(id) {
            Value::Dict(items) => self.items(items, depth),
            Value::Tuple(items) | Value::List(items) => {
                items.iter().enumerate().try_for_each(|(i, &item)| self.under(&i.to_string(), item, depth))
            }
            Value::Object(object) => {
                self.items(&object.items, depth)?;
                // The state of an ordered dictionary holds versions of modules, no tensors.
                let own = pickle.global(object.call) != Some(("collections", "OrderedDict"));
                match object.state {
                    Some(state) if own => self.visit(state, depth + 1),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn items(&mut self, items: &[(Id, Id)], depth: usize) -> Result<(), Error> {
        for &(key, value) in items {
            match *self.pickle.get(key) {
                // Attributes of a module that are no part of a state_dict's names.
                Value::Text("_parameters" | "_buffers" | "_modules") => self.visit(value, depth + 1)?,
                Value::Text(key) if key.len() <= MAX_KEY => self.under(key, value, depth)?,
                Value::Int(key) => self.under(&key.to_string(), value, depth)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn under(&mut self, key: &str, value: Id, depth: usize) -> Result<(), Error> {
        let before = self.name.len();
        if before > 0 {
            self.name.push('.');
        }
        self.name.push_str(key);
        let visited = self.visit(value, depth + 1);
        self.name.truncate(before);
        visited
    }
}

type Described = (Vec<u64>, Dtype, Result<StorageSlice, String>);

/// The tensor that the call of an object would return, where it would return one.
fn tensor(pickle: &Pickle, id: Id, depth: usize) -> Option<Described> {
    let Value::Object(object) = pickle.get(id) else { return None };
    called(pickle, pickle.global(object.call)?, pickle.tuple(object.args)?, depth)
}

/// The tensor that a function would return.
fn called(pickle: &Pickle, (module, function): (&str, &str), args: &[Id], depth: usize) -> Option<Described> {
    if depth >= MAX_WRAPPED {
        return None;
    }
    match (module, function, args) {
        ("torch._utils", "_rebuild_parameter" | "_rebuild_parameter_with_state", &[data, ..])
        | ("torch.nn.parameter", "Parameter" | "Buffer", &[data, ..]) => tensor(pickle, data, depth + 1),
        // A tensor of a class of its own: function, class, arguments, state.
        ("torch._tensor", "_rebuild_from_type_v2", &[function, _, args, ..]) => {
            called(pickle, pickle.global(function)?, pickle.tuple(args)?, depth + 1)
        }
        ("torch._utils", "_rebuild_tensor", _) => rebuilt(pickle, args, None, None),
        ("torch._utils", "_rebuild_tensor_v2", _) => rebuilt(pickle, args, None, args.get(6)),
        ("torch._utils", "_rebuild_tensor_v3", _) => rebuilt(pickle, args, Some(pickle.global(*args.get(6)?)?.1), args.get(7)),
        ("torch._utils", "_rebuild_qtensor", _) => {
            Some(unread(tr!("it is quantized by PyTorch; save what its int_repr() and dequantize() give")))
        }
        ("torch._utils", "_rebuild_sparse_tensor" | "_rebuild_sparse_csr_tensor", _) => {
            Some(unread(tr!("it is sparse; save it after .to_dense()")))
        }
        ("torch._utils", _, _) if function.starts_with("_rebuild_") => Some(made_by(function)),
        _ if depth > 0 => Some(made_by(function)),
        _ => None,
    }
}

fn made_by(function: &str) -> Described {
    unread(tr!("PyTorch makes it by '{function}', which is not read here", function = of_name(function)))
}

fn unread(reason: String) -> Described {
    (Vec::new(), Dtype::Other(tr!("not read")), Err(reason))
}

/// A tensor of a storage, an offset, a shape and strides. `dtype` is given where the storage does not have it.
fn rebuilt(pickle: &Pickle, args: &[Id], dtype: Option<&str>, metadata: Option<&Id>) -> Option<Described> {
    let &[storage, offset, shape, strides, ..] = args else { return None };
    let &Value::Persistent(storage) = pickle.get(storage) else { return None };
    let &[_, class, key, _, len, ..] = pickle.tuple(storage)? else { return None };
    let (_, class) = pickle.global(class)?;
    let naturals = |id| pickle.tuple(id)?.iter().map(|&n| pickle.natural(n)).collect::<Option<Vec<u64>>>();
    let (shape, strides) = (naturals(shape)?, naturals(strides)?);
    let (key, offset, len) = (pickle.text(key)?, pickle.natural(offset)?, pickle.natural(len)?);
    if shape.len() != strides.len() {
        return None;
    }
    let dtype = dtype_of(dtype.unwrap_or(class));
    let place = (|| {
        let Some((_, size)) = dtype.unit() else {
            return Err(tr!("values of the type '{dtype}' are not read here", dtype = dtype.name()));
        };
        if let Some(&metadata) = metadata {
            check_metadata(pickle, metadata)?;
        }
        let count = count_of(&shape);
        let column_major = match count {
            Some(0) => false,
            _ if in_order(shape.iter().zip(&strides).rev()) => false,
            _ if in_order(shape.iter().zip(&strides)) => true,
            _ => return Err(tr!("its values are not stored in order: save it after .contiguous()")),
        };
        // The length of a storage without a type is in bytes.
        let held = if class == "UntypedStorage" { Some(len) } else { len.checked_mul(size) };
        let within = count.and_then(|count| Some((offset.checked_mul(size)?, count.checked_mul(size)?, held?)));
        match within {
            Some((offset, bytes, held)) if offset.checked_add(bytes).is_some_and(|end| end <= held) => {
                Ok(StorageSlice { key: key.into(), offset, bytes, column_major })
            }
            _ => Err(tr!("it has more values than its storage")),
        }
    })();
    Some((shape, dtype, place))
}

/// Checks the metadata of a tensor, a dictionary of flags that are set. Fails where one changes the values.
fn check_metadata(pickle: &Pickle, metadata: Id) -> Result<(), String> {
    let items = match pickle.get(metadata) {
        // None.
        Value::Other => return Ok(()),
        Value::Dict(items) => items,
        Value::Object(object) => &object.items,
        _ => return Err(tr!("it has metadata that are not read here; save it after .clone()")),
    };
    for &(key, value) in items {
        match (pickle.text(key), pickle.get(value)) {
            (Some("neg"), Value::True) => return Err(tr!("its values are stored with the opposite sign; save it after .resolve_neg()")),
            // The conjugate of a real number is itself.
            (Some("neg" | "conj"), Value::Other) | (Some("conj"), Value::True) => {}
            (key, _) => {
                let key = of_name(key.unwrap_or_default());
                return Err(tr!("it has the flag '{key}', which is not read here; save it after .clone()", key));
            }
        }
    }
    Ok(())
}

/// Whether these sizes and strides, from the fastest axis on, are those of values without gaps.
fn in_order<'a>(mut axes: impl Iterator<Item = (&'a u64, &'a u64)>) -> bool {
    let next = axes.try_fold(1u64, |next, (&size, &stride)| if size == 1 || stride == next { next.checked_mul(size) } else { None });
    next.is_some()
}

/// The type by the name of a storage's class, or by its own name.
fn dtype_of(name: &str) -> Dtype {
    match name {
        "DoubleStorage" | "float64" => Dtype::F64,
        "FloatStorage" | "float32" => Dtype::F32,
        "HalfStorage" | "float16" => Dtype::F16,
        "BFloat16Storage" | "bfloat16" => Dtype::Bf16,
        "LongStorage" | "int64" => Dtype::I64,
        "IntStorage" | "int32" => Dtype::I32,
        "ShortStorage" | "int16" => Dtype::I16,
        "CharStorage" | "int8" => Dtype::I8,
        "uint64" => Dtype::U64,
        "uint32" => Dtype::U32,
        "uint16" => Dtype::U16,
        "ByteStorage" | "uint8" => Dtype::U8,
        "BoolStorage" | "bool" => Dtype::Bool,
        "Float8_e4m3fnStorage" | "float8_e4m3fn" => Dtype::F8E4m3,
        "Float8_e5m2Storage" | "float8_e5m2" => Dtype::F8E5m2,
        _ => Dtype::Other(of_name(name.strip_suffix("Storage").unwrap_or(name))),
    }
}

/// A name, shortened for an error message.
fn of_name(name: &str) -> String {
    name.chars().take(40).collect()
}

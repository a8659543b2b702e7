"""Tensors of other libraries: the bytes that are sent are theirs. Those that are not installed are skipped."""

import math

import numpy as np
import pytest

from quantscope import TensorError
from quantscope.arrays import DTYPES, values_of


@pytest.mark.parametrize("dtype", [name for name in DTYPES if hasattr(np, name) and name != "bool"])
def test_numpy_arrays_keep_type_shape_and_order(dtype: str) -> None:
    array = np.arange(6).reshape(2, 3).astype(dtype)
    values = values_of(array)
    assert (values.shape, values.dtype) == ((2, 3), dtype)
    assert values.data == array.tobytes()
    assert values_of(np.asfortranarray(array)).data == array.tobytes()
    assert values_of(array.astype(array.dtype.newbyteorder(">"))).data == array.tobytes()
    assert values_of(array[:, ::-1]).data == np.ascontiguousarray(array[:, ::-1]).tobytes()


def test_lists_numbers_and_truth_values() -> None:
    assert values_of([[1.0, 2.0], [3.0, 4.0]]).shape == (2, 2)
    assert values_of(3.5).shape == (1,)
    assert values_of(np.array([True, False])).data == b"\x01\x00"


@pytest.mark.parametrize("dtype", ["bfloat16", "float8_e4m3fn", "float8_e5m2"])
def test_types_of_ml_dtypes_keep_their_bits(dtype: str) -> None:
    ml_dtypes = pytest.importorskip("ml_dtypes")
    array = np.array([[1, -2, 0.5, 3]], np.float32).astype(getattr(ml_dtypes, dtype))
    values = values_of(array)
    assert (values.dtype, values.shape, values.data) == (dtype, (1, 4), array.tobytes())


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bfloat16", "float8_e4m3fn", "float8_e5m2", "int8", "uint8", "bool"])
def test_torch_tensors_keep_their_bits(dtype: str) -> None:
    torch = pytest.importorskip("torch")
    tensor = torch.tensor([[1, 0, 2], [3, 1, 0]]).to(getattr(torch, dtype))
    values = values_of(tensor.t())
    assert (values.dtype, values.shape) == (dtype, (3, 2))
    assert values.data == bytes(tensor.t().contiguous().view(torch.uint8).flatten().tolist())
    if dtype == "float32":
        assert values_of(torch.nn.Parameter(tensor)).data == values_of(tensor).data


def test_torch_tensors_that_are_sparse_or_complex_are_refused() -> None:
    torch = pytest.importorskip("torch")
    with pytest.raises(TensorError, match="to_dense"):
        values_of(torch.eye(3).to_sparse())
    with pytest.raises(TensorError, match="complex64"):
        values_of(torch.zeros(2, dtype=torch.complex64))


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float8_e4m3fn"])
def test_jax_arrays_keep_their_bits(dtype: str) -> None:
    jnp = pytest.importorskip("jax.numpy")
    array = jnp.asarray([[1, -2, 0.5, 3]]).astype(dtype)
    assert values_of(array).dtype == dtype
    assert values_of(array).data == np.asarray(array).tobytes()


class _OnlyDlpack:
    def __init__(self, array: np.ndarray) -> None:
        self._array = array

    def __dlpack__(self, **given: object) -> object:
        return self._array.__dlpack__(**given)

    def __dlpack_device__(self) -> tuple[int, int]:
        return self._array.__dlpack_device__()


def test_anything_with_dlpack_or_array_is_read() -> None:
    array = np.arange(4, dtype=np.float32)
    assert values_of(_OnlyDlpack(array)).data == array.tobytes()

    class OnlyArray:
        def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
            return array

    assert values_of(OnlyArray()).data == array.tobytes()


@pytest.mark.parametrize(
    ("tensor", "says"),
    [
        (np.zeros(3, complex), "complex128"),
        (np.array(["a"]), "cannot be shown"),
        (np.zeros((0, 3)), "no values"),
        (np.zeros((1,) * 9), "8 axes"),
        ("text", "not str"),
        (None, "not NoneType"),
        (object(), "not object"),
    ],
)
def test_what_is_no_tensor_is_refused(tensor: object, says: str) -> None:
    with pytest.raises(TensorError, match=says):
        values_of(tensor)


@pytest.mark.parametrize("shape", [(1000, 10), (5, 50, 40), (10_000,), (2, 20_000)])
def test_of_large_tensors_rows_are_chosen_and_it_is_said(shape: tuple[int, ...]) -> None:
    array = np.arange(math.prod(shape), dtype=np.float32).reshape(shape)
    values = values_of(array, most=5000)
    assert 1 <= math.prod(values.shape) <= 5000
    assert "chosen at random" in values.sampled
    assert values_of(array, most=5000) == values
    assert values_of(array).sampled == ""

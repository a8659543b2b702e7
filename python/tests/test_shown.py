"""Views without a notebook: what is sent, what is refused, and how traits move each other."""

import json
from pathlib import Path

import numpy as np
import pytest

from quantscope import SettingError, TensorError, View, compare, open_file, show, show_layer
from quantscope.view import Sent, SentFile

WEIGHT = np.arange(12, dtype=np.float32).reshape(3, 4)


def test_show_says_its_settings_and_sends_its_tensor_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    view = show(WEIGHT, bits=3, scheme="symmetric")
    assert view.settings["bits"] == 3
    assert view.settings["range"] == "min-max"
    assert view.link == "v=1&bits=3&scheme=symmetric"
    sent: list[tuple[dict, list]] = []
    monkeypatch.setattr(View, "send", lambda _, content, buffers=None: sent.append((content, buffers or [])))
    view._take(view, {"type": "ready", "view": "a"}, [])
    assert [content["type"] for content, _ in sent] == ["tensor", "shown"]
    assert sent[0][0]["shape"] == (3, 4)
    assert sent[0][1] == [WEIGHT.tobytes()]
    assert all(content["view"] == "a" for content, _ in sent)


def test_nothing_opens_with_a_wrong_keyword() -> None:
    with pytest.raises(SettingError):
        show(WEIGHT, bits=40)
    with pytest.raises(SettingError):
        show(WEIGHT, bitz=4)
    with pytest.raises(TensorError):
        show("weights")


def test_assigned_settings_and_links_are_checked_and_agree() -> None:
    view = show(WEIGHT, bits=3)
    view.settings = {**view.settings, "bits": 5, "range": "clip", "lo": -1, "hi": 1.5}
    assert view._words["hi"] == "1.5"
    assert "hi=1.5" in view.link
    with pytest.raises(SettingError):
        view.settings = {"bits": 99}
    assert view.settings["bits"] == 5
    view.link = "v=1&bits=2&data=article-asym"
    assert (view.settings["bits"], view.settings["range"]) == (2, "min-max")
    # The page's words, as the widget sets them.
    view.set_state({"_words": {"range": "clip", "hi": "2.25"}, "_result": {"scale": 0.5, "metrics": {"mse": 0.25}}})
    assert (view.settings["hi"], view.settings["bits"]) == (2.25, 4)
    assert (view.result["scale"], view.metrics["mse"]) == (0.5, 0.25)


def test_compare_sends_the_reference_after_the_tensor() -> None:
    view = compare(WEIGHT, WEIGHT.round())
    assert [(one.role) for one in view._sent if isinstance(one, Sent)] == ["tensor", "reference"]
    with pytest.raises(TensorError, match="shape"):
        compare(WEIGHT, WEIGHT.T)


def test_layers_must_fit() -> None:
    inputs = np.ones((2, 5, 4), np.float32)
    view = show_layer(WEIGHT, inputs, np.zeros(3), bits=3)
    assert "infile" in view._held
    view.settings = {**view.settings, "bits": 2}
    with pytest.raises(TensorError, match="tokens"):
        show_layer(WEIGHT, np.ones((2, 3)))
    with pytest.raises(TensorError, match="bias"):
        show_layer(WEIGHT, inputs, np.zeros(4))
    with pytest.raises(TensorError, match="out × in"):
        show_layer(WEIGHT[0], inputs)


def test_of_safetensors_files_only_the_tensor_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "two.safetensors"
    header = {
        "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]},
    }
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + np.array([1, 2, 3], np.float32).tobytes())
    (sent,) = open_file(path, tensor="b")._sent
    assert isinstance(sent, SentFile)
    assert sent.data.endswith(np.array([3], np.float32).tobytes())
    assert b'"a"' not in sent.data
    assert open_file(path)._sent[0].data == path.read_bytes()
    with pytest.raises(KeyError, match="it has a, b"):
        open_file(path, tensor="c")
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "none.npy")


def test_sampling_is_said_and_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quantscope.arrays.MOST_VALUES", 8)
    monkeypatch.setattr("quantscope.shown.values_of", lambda tensor: __import__("quantscope.arrays").arrays.values_of(tensor, 8))
    with pytest.warns(UserWarning, match="2 of 3 rows"):
        view = show(WEIGHT)
    assert view.sampled.startswith("2 of 3 rows")

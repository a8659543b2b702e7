"""The widget: the page in a notebook's cell, its words and numbers as traits."""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import anywidget
import traitlets

from quantscope import page_files
from quantscope.arrays import Values
from quantscope.version import __version__
from quantscope.words import OF_DATA, OF_INPUTS, Setting, link_of, settings_of, words_in, words_of

_AGAIN = "This view of Quantscope needs its kernel. Run this cell again to see it."

Role = Literal["tensor", "reference", "inputs"]


@dataclass(frozen=True)
class Sent:
    """A tensor as the page gets it."""

    name: str
    role: Role
    values: Values


@dataclass(frozen=True)
class SentFile:
    """A file as the page gets it, and the tensor of it to be shown, if it is named."""

    name: str
    data: bytes
    tensor: str | None


class View(anywidget.AnyWidget):
    """A tensor on the page of Quantscope, in a cell.

    Attributes:
        settings: all settings by the keys of links: read them after a drag, assign them to move the page. What an
            assigned mapping does not name gets its default; ``w.settings = {**w.settings, "bits": 3}`` changes one.
        metrics: the errors of the whole tensor: ``mse``, ``mae``, ``max_abs``, ``sqnr_db``, ``cosine``,
            ``relative_frobenius``, ``share_clipped``, ``share_zeroed``; None where one is not defined. Empty until
            the page has drawn.
        result: all numbers of the picture: also ``scale``, ``zero_point``, ``range``, ``qmin``, ``qmax``,
            ``slice_metrics``, ``bits_per_value``.
        comparison: how far the tensor is from what it was compared with (``metrics``, ``left_out``), or None.
        link: the settings as a link; assigning one moves the page, the tensor stays.
        error: what the page refused last, in a sentence; empty after the next picture.
        sampled: what was left out of a large tensor, in a sentence; empty where nothing was.
    """

    _esm = page_files.script("widget")

    settings = traitlets.Dict()
    metrics = traitlets.Dict(read_only=True)
    result = traitlets.Dict(read_only=True)
    comparison = traitlets.Dict(None, allow_none=True, read_only=True)
    link = traitlets.Unicode()
    error = traitlets.Unicode(read_only=True)
    sampled = traitlets.Unicode(read_only=True)

    _words = traitlets.Dict().tag(sync=True)
    _held = traitlets.List().tag(sync=True)
    _result = traitlets.Dict().tag(sync=True)
    _comparison = traitlets.Dict(None, allow_none=True).tag(sync=True)
    _error = traitlets.Unicode().tag(sync=True)
    _height = traitlets.Int(640).tag(sync=True)
    #: The class of the sentence that stands in a saved notebook in place of the view.
    _again = traitlets.Unicode().tag(sync=True)
    _version = traitlets.Unicode(__version__).tag(sync=True)

    def __init__(self, sent: Sequence[Sent | SentFile], settings: Mapping[str, Setting], height: int = 640) -> None:
        """Makes a view of what is sent; ``show`` and its kin are the usual way.

        Raises:
            SettingError: a setting does not exist or cannot have its value.
        """
        self._pictures: dict[str, tuple[threading.Event, list[Any]]] = {}
        self._sent = tuple(sent)
        held = OF_DATA
        if any(isinstance(one, Sent) and one.role == "inputs" for one in sent):
            held = held | OF_INPUTS
        words = words_of(settings)
        super().__init__(_words=words, _held=sorted(held), _height=height, _again=f"quantscope-{uuid.uuid4().hex}")
        self.set_trait("sampled", " ".join(one.values.sampled for one in sent if isinstance(one, Sent) and one.values.sampled))
        self._tell(words)
        self.on_msg(self._take)

    def picture(self, chart: str = "number-line", format: Literal["svg", "png"] = "svg") -> Picture:  # noqa: A002
        """Asks the page for a chart; it comes while the next cell runs.

        Args:
            chart: ``number-line``, ``series``, ``transfer``, ``histogram``, ``bench``, ``map`` or ``matrices``.
            format: of the file.
        """
        made = Picture(format)
        self._pictures[made.id] = (made.arrived, made.found)
        self.send({"type": "picture", "id": made.id, "chart": chart, "format": format})
        return made

    def _tell(self, words: Mapping[str, str]) -> None:
        shown = {name: text for name, text in words.items() if name not in self._held}
        with self.hold_trait_notifications():
            self.settings = settings_of(shown)
            self.link = link_of(shown)

    @traitlets.validate("settings")
    def _check_settings(self, proposal: dict[str, Any]) -> dict[str, Setting]:
        held = [name for name in proposal["value"] if name in OF_INPUTS and name in self._held]
        return settings_of(words_of({name: value for name, value in proposal["value"].items() if name not in held}))

    @traitlets.observe("settings")
    def _follow_settings(self, change: dict[str, Any]) -> None:
        self._move(words_of(change["new"]))

    @traitlets.observe("link")
    def _follow_link(self, change: dict[str, Any]) -> None:
        self._move(words_in(change["new"]))

    def _move(self, words: Mapping[str, str]) -> None:
        """Moves the page, unless the words say what it shows."""
        if settings_of(words) != settings_of(self._words):
            self._words = dict(words)

    @traitlets.observe("_words")
    def _follow_words(self, change: dict[str, Any]) -> None:
        self._tell(change["new"])

    @traitlets.observe("_result")
    def _follow_result(self, change: dict[str, Any]) -> None:
        self.set_trait("result", change["new"])
        self.set_trait("metrics", change["new"].get("metrics", {}))

    @traitlets.observe("_comparison")
    def _follow_comparison(self, change: dict[str, Any]) -> None:
        self.set_trait("comparison", change["new"])

    @traitlets.observe("_error")
    def _follow_error(self, change: dict[str, Any]) -> None:
        self.set_trait("error", change["new"])

    def _take(self, _widget: object, content: dict[str, Any], buffers: list[Any]) -> None:
        """Answers what the widget asks: for the page, or for what it is to show."""
        view = content.get("view")
        kind = content.get("type")
        if kind == "page":
            self.send({"type": "page", "view": view}, [page_files.page()])
        elif kind == "ready":
            for one in self._sent:
                self._send_one(one, view)
            self.send({"type": "shown", "view": view})
        elif kind == "picture":
            arrived, found = self._pictures.pop(content["id"], (threading.Event(), []))
            found.append(bytes(buffers[0]) if buffers else content.get("error", ""))
            arrived.set()

    def _send_one(self, one: Sent | SentFile, view: object) -> None:
        if isinstance(one, Sent):
            values = one.values
            head = {"name": one.name, "role": one.role, "shape": values.shape, "dtype": values.dtype}
            self.send({"type": "tensor", "view": view, **head}, [values.data])
        else:
            named = {} if one.tensor is None else {"tensor": one.tensor}
            self.send({"type": "files", "view": view, "names": [one.name], **named}, [one.data])

    def _repr_mimebundle_(self, **kwargs: object) -> Any:  # noqa: ANN401
        """The view; before it, in a notebook, the sentence that is hidden as long as there is one."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if (shell := sys.modules.get("IPython")) is not None and shell.get_ipython() is not None:
            from IPython.display import HTML, display

            display(HTML(f'<p class="{self._again}">{_AGAIN}</p>'))
        return bundle


class Picture:
    """A chart that the page is drawing."""

    def __init__(self, format: str) -> None:  # noqa: A002
        """Of a format, ``svg`` or ``png``; nothing has come yet."""
        self.id = uuid.uuid4().hex
        self.format = format
        self.arrived = threading.Event()
        self.found: list[Any] = []

    @property
    def data(self) -> bytes:
        """The file's bytes.

        Raises:
            RuntimeError: the page has not sent it yet (it does between two cells), or could not draw it.
        """
        if not self.arrived.is_set():
            raise RuntimeError("the picture has not come yet: ask for it in the next cell")
        if not isinstance(self.found[0], bytes):
            raise RuntimeError(str(self.found[0]))
        return self.found[0]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        if not self.arrived.is_set():
            return {"text/plain": "A picture that has not come yet: show it in the next cell."}
        if self.format == "svg":
            return {"image/svg+xml": self.data.decode("utf-8")}
        import base64

        return {"image/png": base64.b64encode(self.data).decode("ascii")}

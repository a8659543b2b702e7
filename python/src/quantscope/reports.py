"""One file with the page and a tensor in it, which opens anywhere without a network."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quantscope import page_files
from quantscope.arrays import MOST_VALUES, values_of
from quantscope.words import Setting, link_of, words_of

_FRAME = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="{policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <style>html, body {{ height: 100%; margin: 0 }} [role="alert"]:not(:empty) {{ padding: 0.5rem 1rem; font: 1rem system-ui }}</style>
  </head>
  <body>
    <p role="alert" style="margin: 0"></p>
    {data}
    <script type="module">{script}</script>
  </body>
</html>
"""

#: Nothing may be asked but what the page made itself, and where it is served its own address.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; style-src 'unsafe-inline'; img-src data: blob:; "
    "worker-src blob:; frame-src blob:; connect-src blob:{own}; object-src 'none'; base-uri 'none'; form-action 'none'"
)


def _element(name: str, text: str) -> str:
    return f'<script type="text/plain" data-of="{name}">{text}</script>'


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def document(contents: Mapping[str, Any], embedded: Mapping[str, bytes], title: str, *, served: bool = False) -> str:
    """A page around the page: what it shows, as ``www/src/around/report.ts`` reads it, and the bytes that are within."""
    # In a script element of text nothing but its end tag would have a meaning.
    told = json.dumps({"whole": True, "tensors": [], "files": [], **contents}).replace("<", "\\u003c")
    elements = [_element("contents", told), *(_element(name, _base64(data)) for name, data in embedded.items())]
    policy = _POLICY.format(own=" 'self'" if served else "")
    return _FRAME.format(policy=policy, title=html.escape(title), data="\n    ".join(elements), script=page_files.script("report"))


def save_html(
    x: Any,  # noqa: ANN401
    path: str | Path,
    /,
    *,
    name: str = "tensor",
    title: str | None = None,
    most: int = MOST_VALUES,
    **settings: Setting,
) -> Path:
    """Writes one file with the page and a tensor in it; it opens from a disk, and asks no one for anything.

    Args:
        x: as of ``show``.
        path: of the file, which is replaced if it is there.
        name: what the page calls the tensor.
        title: of the document; the tensor's name by default.
        most: the most values; of more, rows are chosen at random, and the title says so. 4 bytes a value become 5.4
            in the file, beside the page's 2 MB.
        settings: as of ``show``.

    Returns:
        The path.

    Raises:
        SettingError, TensorError: as of ``show``; nothing is written.
    """
    words = words_of(settings)
    values = values_of(x, most)
    shown = {"name": name, "shape": values.shape, "dtype": values.dtype, "at": "tensor"}
    whole_title = " · ".join(part for part in (title or name, values.sampled) if part)
    text = document({"link": link_of(words), "tensors": [shown]}, {"page": page_files.page(), "tensor": values.data}, whole_title)
    path = Path(path)
    path.write_text(text, encoding="utf-8")
    return path


def served(files: Sequence[tuple[str, str]], link: str) -> str:
    """The document that a server gives for files, by their names and addresses."""
    listed = [{"name": name, "at": at} for name, at in files]
    return document({"link": link, "files": listed}, {}, "Quantscope", served=True)

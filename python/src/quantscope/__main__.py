"""``python -m quantscope model.safetensors``: the page on files of this computer."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path

from quantscope.server import FileServer
from quantscope.version import __version__
from quantscope.words import link_of, words_in


def main(given: list[str] | None = None) -> int:
    """Serves until Ctrl+C; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="quantscope", description="Shows tensors of files in few bits, in a browser. Nothing leaves this computer."
    )
    parser.add_argument("files", nargs="*", type=Path, help="safetensors, .npy, .npz, GGUF, PyTorch, ONNX")
    parser.add_argument("--link", default="v=1", help="what stands after # in a link: settings to begin with")
    parser.add_argument("--port", type=int, default=0, help="any free one by default")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--version", action="version", version=__version__)
    asked = parser.parse_args(given)
    try:
        server = FileServer(asked.files, link_of(words_in(asked.link)), asked.port)
    except OSError as error:
        print(f"quantscope: {error}", file=sys.stderr)
        return 1
    try:
        print(f"{server.address}\nCtrl+C ends it.", flush=True)
        if not asked.no_browser:
            webbrowser.open(server.address)
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

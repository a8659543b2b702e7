"""A server of the page for files of this computer: on 127.0.0.1 only, read-only, for those who know its token.

It gives the page, and the files that it was started with, nothing else. Other web pages that a browser has open cannot use it:
it refuses requests without the token, of another origin, and those that call it by another name (DNS rebinding).
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from quantscope import page_files
from quantscope.reports import served


class FileServer(ThreadingHTTPServer):
    """Serves some files under a path that nobody can guess; ``address`` has it."""

    daemon_threads = True

    def __init__(self, paths: Sequence[Path], link: str = "v=1", port: int = 0) -> None:
        """Of these files, with this link; port 0 takes any free one.

        Raises:
            FileNotFoundError: one of them is no file.
        """
        for path in paths:
            if not path.is_file():
                raise FileNotFoundError(f"there is no file {path}")
        self.paths = [path.resolve() for path in paths]
        self.token = secrets.token_urlsafe(24)
        self.document = served([(path.name, f"files/{at}") for at, path in enumerate(paths)], link).encode("utf-8")
        super().__init__(("127.0.0.1", port), _Handler)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.address = f"{self.origin}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: FileServer
    server_version = "quantscope"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        server = self.server
        if self.headers.get("Host") != urlsplit(server.origin).netloc:
            return self._refuse(403, "The page has another address.")
        if self.headers.get("Origin", server.origin) != server.origin or self.headers.get("Sec-Fetch-Site") in (
            "cross-site",
            "same-site",
        ):
            return self._refuse(403, "Pages of other origins get nothing.")
        token, _, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), server.token.encode()):
            return self._refuse(403, "The address was printed where the server was started.")
        if rest == "":
            return self._give(server.document, "text/html; charset=utf-8", with_body=with_body)
        if rest == "page":
            return self._give(page_files.page(), "application/gzip", with_body=with_body)
        folder, _, number = rest.partition("/")
        if folder != "files" or not (number.isascii() and number.isdigit() and int(number) < len(server.paths)):
            return self._refuse(404, "There is nothing here.")
        with server.paths[int(number)].open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            self._head(200, "application/octet-stream", size)
            if with_body:
                shutil.copyfileobj(file, self.wfile, 2**20)
        return None

    def _give(self, data: bytes, kind: str, *, with_body: bool) -> None:
        self._head(200, kind, len(data))
        if with_body:
            self.wfile.write(data)

    def _refuse(self, status: int, words: str) -> None:
        data = words.encode("utf-8")
        self._head(status, "text/plain; charset=utf-8", len(data))
        self.wfile.write(data)

    def _head(self, status: int, kind: str, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing: an address in a log would tell the token."""

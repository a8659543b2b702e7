"""The local server: its own files for those with the token, nothing for anybody else."""

import http.client
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quantscope.server import FileServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    path = tmp_path / "w.npy"
    path.write_bytes(b"values")
    (tmp_path / "secret.txt").write_text("secret")
    made = FileServer([path])
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def ask(server: FileServer, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_it_listens_on_this_computer_only(server: FileServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 32
    assert FileServer([]).token != server.token


def test_page_and_files_are_given_with_the_token(server: FileServer) -> None:
    status, document = ask(server, f"/{server.token}/")
    assert status == 200
    assert b"files/0" in document
    assert ask(server, f"/{server.token}/files/0") == (200, b"values")
    assert ask(server, f"/{server.token}/files/0", "HEAD") == (200, b"")
    assert ask(server, f"/{server.token}/page")[0] == 200


@pytest.mark.parametrize("path", ["/", "/files/0", "/page", "/x/files/0", "//files/0", "/favicon.ico", "/%74oken/"])
def test_without_the_token_there_is_nothing(server: FileServer, path: str) -> None:
    status, words = ask(server, path)
    assert status == 403
    assert b"values" not in words


@pytest.mark.parametrize(
    "rest",
    [
        "files/1",
        "files/-1",
        "files/",
        "files/0/../../secret.txt",
        "files/../secret.txt",
        "../secret.txt",
        "secret.txt",
        "files/%30",
    ],
)
def test_paths_outside_what_was_given_do_not_exist(server: FileServer, rest: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest("GET", f"/{server.token}/{rest}")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 404
    assert b"secret" not in answer.read()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Host": "example.org"},
        {"Host": "localhost"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_other_origins_get_nothing_even_with_the_token(server: FileServer, headers: dict[str, str]) -> None:
    assert ask(server, f"/{server.token}/files/0", **headers)[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(server: FileServer, method: str) -> None:
    assert ask(server, f"/{server.token}/files/0", method)[0] == 501
    assert server.paths[0].read_bytes() == b"values"


def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    path = tmp_path / "w.npy"
    path.write_bytes(b"values")
    given = [sys.executable, "-m", "quantscope", "--no-browser", str(path)]
    with subprocess.Popen(given, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    from quantscope.__main__ import main

    assert main(["--no-browser", "none.npy"]) == 1
    assert "there is no file none.npy" in capsys.readouterr().err

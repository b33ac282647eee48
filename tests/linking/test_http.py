"""The HTTP client against a server of our own that fails on purpose."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from kg.downloads import download, get_json, open_session
from kg.errors import RemoteError

CONTENT = bytes(range(256)) * 4096
"""A megabyte."""


class _Server(BaseHTTPRequestHandler):
    calls: ClassVar[list[tuple[str, dict[str, str]]]] = []
    etag: ClassVar[str] = '"one"'

    def do_GET(self) -> None:
        path = self.path
        self.calls.append((path, dict(self.headers)))
        earlier = sum(call[0] == path for call in self.calls)
        if path == "/flaky" and earlier < 3:
            self.answer(503, b"", {"Retry-After": "0"})
        elif path == "/broken":
            self.answer(500, b"")
        elif path == "/missing":
            self.answer(404, b"")
        elif path == "/cut" and earlier == 1:
            self.answer(200, CONTENT[:1000], {"ETag": self.etag}, length=len(CONTENT))
        elif path in ("/cut", "/changed") and "Range" in self.headers:
            self.ranged()
        elif path.startswith("/length"):
            self.answer(200, CONTENT[:10], length=path.rpartition("=")[2])
        elif path == "/deep":
            self.answer(200, b"[" * 200_000)
        elif path == "/wide":
            self.answer(200, b" " * (17 << 20))
        elif path == "/json":
            self.answer(200, b'{"a": 1}')
        else:
            self.answer(200, CONTENT, {"ETag": self.etag, "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT"})

    def ranged(self) -> None:
        start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
        if self.headers["If-Range"] == self.etag:
            self.answer(206, CONTENT[start:], {"Content-Range": f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"})
        else:
            self.answer(200, CONTENT, {"ETag": self.etag})

    def answer(
        self, code: int, body: bytes, headers: dict[str, str] | None = None, length: int | str | None = None
    ) -> None:
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    _Server.calls.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def test_a_download(server: str, tmp_path: Path) -> None:
    with open_session(version="1.2", backoff=0) as session:
        got = download(session, f"{server}/file", tmp_path / "deep" / "file")
    assert got.path.read_bytes() == CONTENT
    assert got.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert got.modified == "Wed, 21 Oct 2026 07:28:00 GMT"
    assert not got.resumed
    assert [path.name for path in got.path.parent.iterdir()] == ["file"]
    assert _Server.calls[0][1]["User-Agent"] == "kgbuild/1.2 (+https://w3id.org/kgbuild)"


def test_it_tries_again(server: str, tmp_path: Path) -> None:
    with open_session(version="1.2", backoff=0) as session:
        assert download(session, f"{server}/flaky", tmp_path / "file").path.read_bytes() == CONTENT
    assert len(_Server.calls) == 3


def test_it_gives_up(server: str, tmp_path: Path) -> None:
    with open_session(version="1.2", backoff=0) as session, pytest.raises(RemoteError, match="kept failing") as raised:
        download(session, f"{server}/broken", tmp_path / "file")
    assert len(_Server.calls) == 7
    assert raised.value.exit_code == 3


def test_what_is_missing_is_not_asked_for_again(server: str, tmp_path: Path) -> None:
    with open_session(version="1.2", backoff=0) as session, pytest.raises(RemoteError, match="the server answered 404"):
        download(session, f"{server}/missing", tmp_path / "file")
    assert len(_Server.calls) == 1
    assert not (tmp_path / "file").exists()


def test_it_goes_on_where_it_broke_off(server: str, tmp_path: Path) -> None:
    with open_session(version="1.2", backoff=0) as session:
        with pytest.raises(RemoteError, match="the same command goes on"):
            download(session, f"{server}/cut", tmp_path / "file")
        assert (tmp_path / "file.part").stat().st_size == 1000
        assert not (tmp_path / "file").exists()
        got = download(session, f"{server}/cut", tmp_path / "file")
    assert got.resumed
    assert got.path.read_bytes() == CONTENT
    assert _Server.calls[-1][1]["Range"] == "bytes=1000-"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: str, tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(b"of an older version")
    (tmp_path / "file.etag").write_text('"old"')
    with open_session(version="1.2", backoff=0) as session:
        got = download(session, f"{server}/changed", tmp_path / "file")
    assert not got.resumed
    assert got.path.read_bytes() == CONTENT


def test_a_checksum(server: str, tmp_path: Path) -> None:
    right = f"md5:{hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()}"
    with open_session(version="1.2", backoff=0) as session:
        assert download(session, f"{server}/file", tmp_path / "file", checksum=right).path.is_file()
        with pytest.raises(RemoteError, match="not those of the checksum md5:00"):
            download(session, f"{server}/file", tmp_path / "other", checksum="md5:00")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_json(server: str) -> None:
    with open_session(version="1.2", backoff=0) as session:
        assert get_json(session, f"{server}/json") == {"a": 1}
        with pytest.raises(RemoteError, match="/missing: the server answered 404"):
            get_json(session, f"{server}/missing")
        with pytest.raises(RemoteError, match="/file: "):
            get_json(session, f"{server}/file")


@pytest.mark.parametrize("length", ["abc", "-5", "10.0", "1000", "9" * 30])
def test_a_length_that_is_wrong_is_an_error_of_the_server(server: str, tmp_path: Path, length: str) -> None:
    with open_session(version="1.2", backoff=0) as session, pytest.raises(RemoteError, match=r"as the length|bytes"):
        download(session, f"{server}/length={length}", tmp_path / "file")
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(("path", "said"), [("deep", "nested too deep"), ("wide", "more than 16 MiB")])
def test_an_answer_out_of_all_proportion(server: str, path: str, said: str) -> None:
    with open_session(version="1.2", backoff=0) as session, pytest.raises(RemoteError, match=said):
        get_json(session, f"{server}/{path}")


def test_a_download_out_of_all_proportion(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, value in (("_LARGEST_FILE", 1000), ("_LONGEST_DOWNLOAD", -1)):
        with monkeypatch.context() as patched, open_session(version="1.2", backoff=0) as session:
            patched.setattr(f"kg.downloads.{limit}", value)
            with pytest.raises(RemoteError, match=r"more than .*; nothing was kept"):
                download(session, f"{server}/file", tmp_path / "file")
        assert not (tmp_path / "file.part").exists()


def test_each_new_try_is_said(server: str, tmp_path: Path) -> None:
    said: list[str] = []
    with open_session(version="1.2", backoff=0, notice=said.append) as session:
        download(session, f"{server}/flaky", tmp_path / "file")
    assert said == [
        "  no success yet: it answered 503; trying again (1 of 6)",
        "  no success yet: it answered 503; trying again (2 of 6)",
    ]

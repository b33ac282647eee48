"""Vocabularies fetched from a server of our own that stands for the publishers."""

import gzip
import hashlib
import io
import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from kg.cli.commands import vocab
from kg.errors import RemoteError, UsageError
from kg.linking.lexicon import installed
from kg.pipeline.run.lexicon import today
from kg.pipeline.vocabularies.fetching import _SILENCE, fetch_vocabulary
from kg.vocabulary_list import INSTALLABLE

from . import made_up

TODAY = "2026-05-04"
YEAR = today()[:4]


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("v2.csv", "id")
        archive.writestr("v2.json", made_up.ROR)
    return packed.getvalue()


class _Publisher(BaseHTTPRequestHandler):
    files: ClassVar[dict[str, bytes]] = {}
    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        body = self.files.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.send_header("Last-Modified", "Fri, 01 May 2026 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Its address; MeSH and ROR are fetched from it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Publisher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    downloads = {
        "mesh": (f"{address}/xmlmesh/desc{{year}}.gz", f"{address}/xmlmesh/supp{{year}}.gz"),
        "ror": (f"{address}/zenodo.org/api/records",),
    }
    for kind, addresses in downloads.items():
        monkeypatch.setitem(INSTALLABLE, kind, INSTALLABLE[kind]._replace(downloads=addresses))
    _Publisher.agents.clear()
    _Publisher.files = {
        f"/xmlmesh/{name}{YEAR}.gz": gzip.compress(made_up.mesh_xml().replace(b"D0", prefix + b"0"))
        for name, prefix in (("desc", b"D"), ("supp", b"C"))
    }
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def offer(address: str, content: bytes, checksum: str) -> None:
    """Lets the publisher offer a dump of ROR, as Zenodo lists it."""
    file = {"key": "v2.0-ror-data.zip", "checksum": checksum, "links": {"self": f"{address}/dump"}}
    record = {"metadata": {"version": "v2.0"}, "files": [{"key": "readme.md"}, file]}
    _Publisher.files["/zenodo.org/api/records"] = json.dumps({"hits": {"hits": [record]}}).encode()
    _Publisher.files["/dump"] = content


def test_fetching_and_compiling(publisher: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vocab.fetch(kind="mesh", lexicon=str(tmp_path))
    said = capsys.readouterr()
    assert said.out == "mesh Fri, 01 May 2026 00:00:00 GMT: 26 terms, 52 names\n"
    assert f"fetching {publisher}/xmlmesh/desc" in said.err
    assert "licence of Medical Subject Headings: free of use, with credit" in said.err
    (mesh,) = installed(tmp_path)
    digest = hashlib.sha256(_Publisher.files[f"/xmlmesh/desc{YEAR}.gz"]).hexdigest()
    assert mesh.meta["sources"].startswith(f"desc{YEAR}.xml.gz sha256:{digest}; supp{YEAR}.xml.gz sha256:")
    assert mesh.meta["version"] == "Fri, 01 May 2026 00:00:00 GMT"


def test_the_newest_dump_with_its_checksum(publisher: str, tmp_path: Path) -> None:
    content = zipped()
    offer(publisher, content, f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}")
    said: list[str] = []
    fetched = fetch_vocabulary("ror", tmp_path, today=TODAY, say=said.append)
    assert fetched == ([tmp_path / "v2.0-ror-data.zip"], "v2.0")
    assert said[0] == f"fetching {publisher}/dump"
    assert said[1].endswith(f"sha256 {hashlib.sha256(content).hexdigest()}")
    assert all(agent.startswith("kgbuild/") for agent in _Publisher.agents)


def test_other_bytes_than_promised(publisher: str, tmp_path: Path) -> None:
    offer(publisher, zipped(), "md5:00")
    with pytest.raises(RemoteError, match="not those of the checksum md5:00; nothing was kept"):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("publisher")
def test_an_answer_without_a_dump(tmp_path: Path) -> None:
    _Publisher.files["/zenodo.org/api/records"] = b'{"hits": {"hits": []}}'
    with pytest.raises(RemoteError, match="Zenodo's answer names no zip file; download it by hand"):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)


@pytest.mark.usefixtures("publisher")
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match=r"/xmlmesh/desc1999\.gz: the server answered 404"):
        fetch_vocabulary("mesh", tmp_path, today="1999-01-01", say=lambda _: None)


def test_what_cannot_be_fetched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'sssom' cannot be fetched; known are mesh, mesh-supplements, doid"):
        fetch_vocabulary("sssom", tmp_path, today=TODAY, say=lambda _: None)


def answer_of(address: str, file: object, **record: object) -> None:
    """Lets Zenodo answer with one record."""
    _Publisher.files["/zenodo.org/api/records"] = json.dumps({"hits": {"hits": [{"files": [file], **record}]}}).encode()
    _Publisher.files["/dump"] = zipped()


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("../../../evil.zip", "evil.zip"),
        ("/etc/evil.zip", "evil.zip"),
        ("C:\\Windows\\evil.zip", "evil.zip"),
        ("..\\..\\.evil.zip", "evil.zip"),
        ("a:b\u001b[31m\u202e c.zip", "a_b__31m__c.zip"),
        ("x" * 5000 + ".zip", "x" * 146 + ".zip"),
    ],
)
def test_a_file_stays_in_its_folder_whatever_name_is_stated(
    publisher: str, tmp_path: Path, stated: str, name: str
) -> None:
    answer_of(publisher, {"key": stated, "links": {"self": f"{publisher}/dump"}})
    folder = tmp_path / "a" / "b" / "downloads"
    fetched = fetch_vocabulary("ror", folder, today=TODAY, say=lambda _: None)
    assert fetched.files == [folder / name]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / name]


@pytest.mark.parametrize("stated", ["..zip", ".zip", "a/.zip"])
def test_a_name_that_is_none(publisher: str, tmp_path: Path, stated: str) -> None:
    answer_of(publisher, {"key": stated, "links": {"self": f"{publisher}/dump"}})
    with pytest.raises(RemoteError, match="as the name of a file; download it by hand"):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("checksum", "said"),
    [
        ("sha3-1024:00", "of a kind that is not known here"),
        ("shake_128:00", "of a kind that is not known here"),
        ("d41d8cd98f00b204e9800998ecf8427e", "of a kind that is not known here"),
        ("md5:", "holds no hexadecimal digits"),
        ("md5:xyz", "holds no hexadecimal digits"),
    ],
)
def test_a_checksum_that_cannot_be_compared(publisher: str, tmp_path: Path, checksum: str, said: str) -> None:
    offer(publisher, zipped(), checksum)
    with pytest.raises(RemoteError, match=said):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        b"null",
        b"[]",
        b'{"hits": {"hits": [null, 1, {}]}}',
        b'{"hits": {"hits": [{"files": null}]}}',
        b'{"hits": {"hits": [{"files": [null, {}, {"key": "a.zip"}]}]}}',
        b'{"hits": {"hits": [{"files": [{"key": "a.zip", "links": {}}]}]}}',
        b'{"hits": {"hits": [{"files": [{"key": 7, "links": {"self": "x"}}]}]}}',
        b'{"hits": {"hits": [{"metadata": 7, "files": [{"key": "a.zip", "links": {"self": "x"}}]}]}}',
    ],
)
@pytest.mark.usefixtures("publisher")
def test_an_answer_with_missing_keys(tmp_path: Path, answer: bytes) -> None:
    _Publisher.files["/zenodo.org/api/records"] = answer
    with pytest.raises(RemoteError, match="Zenodo's answer names no zip file; download it by hand"):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://[::1", "gopher://x/y", "x"])
def test_an_address_that_is_none(publisher: str, tmp_path: Path, address: str) -> None:
    answer_of(publisher, {"key": "a.zip", "links": {"self": address}})
    with pytest.raises(RemoteError):
        fetch_vocabulary("ror", tmp_path, today=TODAY, say=lambda _: None)


def test_a_silent_server_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.vocabularies.fetching._SILENCE", 0.05)
    monkeypatch.setattr("kg.downloads._TIMEOUT", (1, 1))
    monkeypatch.setattr("kg.downloads._RETRIES", 0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/zenodo.org/api/records"
        monkeypatch.setitem(INSTALLABLE, "ror", INSTALLABLE["ror"]._replace(downloads=(address,)))
        said: list[str] = []
        with pytest.raises(RemoteError):
            fetch_vocabulary("ror", tmp_path, today=TODAY, say=said.append)
    assert all(line.startswith("  waiting for 127.0.0.1:") for line in said)
    assert len(said) > 1


def test_silence_is_shorter_than_five_seconds() -> None:
    assert _SILENCE < 5

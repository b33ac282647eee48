"""What HTTP requests carry, and to whom: credentials, redirects, time limits."""

import shutil
import ssl
import subprocess
import time
from base64 import b64encode
from pathlib import Path

import pytest

from kg.errors import RemoteError, UsageError
from kg.store import Endpoint, LimitError, Limits, Transport, find_credentials

from .faults import Heard, Reply, serving

JSON = (("Content-Type", "application/sparql-results+json"),)


def test_credentials_come_from_the_environment_or_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("KGBUILD_STORE_USER", "KGBUILD_STORE_PASSWORD", "KGBUILD_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UsageError, match="KGBUILD_STORE_USER"):
        find_credentials("http://h.example/", "basic")
    (tmp_path / "netrc").write_text("machine h.example login ann password secret1\n")
    (tmp_path / "netrc").chmod(0o600)
    found = find_credentials("http://h.example/", "basic")
    assert found is not None
    assert (found.user, found.secret) == ("ann", "secret1")
    assert "secret1" not in repr(found)
    assert "secret1" not in str(found)
    monkeypatch.setenv("KGBUILD_STORE_USER", "bob")
    monkeypatch.setenv("KGBUILD_STORE_PASSWORD", "secret2")
    found = find_credentials("http://h.example/", "digest")
    assert found is not None
    assert (found.user, found.secret) == ("bob", "secret2")
    assert find_credentials("http://h.example/", "none") is None
    with pytest.raises(UsageError, match="unknown --auth"):
        find_credentials("http://h.example/", "magic")


def test_credentials_are_sent_to_the_store_and_not_past_a_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGBUILD_STORE_USER", "bob")
    monkeypatch.setenv("KGBUILD_STORE_PASSWORD", "secret")
    with serving(lambda _: Reply(200)) as (other, heard_there):
        redirect = Reply(307, headers=(("Location", f"{other}/store"),))
        with serving(lambda _: redirect) as (address, heard):
            transport = Transport(address, credentials=find_credentials(address, "basic"))
            with pytest.raises(RemoteError, match="sends elsewhere"):
                transport.send("POST", f"{address}/store", data=b"x", headers={})
            transport.close()
    assert heard[0].headers["Authorization"] == f"Basic {b64encode(b'bob:secret').decode()}"
    assert heard_there == []


def test_a_redirect_on_the_same_server_is_followed_with_the_same_method() -> None:
    def answer(heard: Heard) -> Reply:
        return Reply(308, headers=(("Location", "/new"),)) if heard.path == "/old" else Reply(204)

    with serving(answer) as (address, heard):
        transport = Transport(address)
        assert transport.send("PUT", f"{address}/old", data=b"body", headers={}).status_code == 204
        transport.close()
    assert [(each.method, each.path, each.body) for each in heard] == [
        ("PUT", "/old", b"body"),
        ("PUT", "/new", b"body"),
    ]


def test_an_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="--auth") as raised:
        Transport("https://bob:secret@h.example/")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("reply", [Reply(200, stall=600), Reply(200, b"", JSON, drip=True), Reply(500, drip=True)])
def test_an_endpoint_that_takes_too_long_is_left(reply: Reply) -> None:
    with serving(lambda _: reply) as (address, _), Endpoint(address) as endpoint:
        before = time.monotonic()
        with pytest.raises(LimitError, match=r"longer than 0\.5 seconds"):
            endpoint.query("ASK {}", limits=Limits(seconds=0.5))
        assert time.monotonic() - before < 60


def test_an_answer_is_read_up_to_the_row_cap_and_no_further() -> None:
    """What the server drips after the rows that are wanted is not waited for."""
    rows = b",".join([b'{"a": {"type": "literal", "value": "1"}}'] * 50)
    body = b'{"head": {"vars": ["a"]}, "results": {"bindings": [' + rows
    reply = Reply(200, body, JSON, drip=True)
    with serving(lambda _: reply) as (address, _), Endpoint(address) as endpoint:
        before = time.monotonic()
        answer = endpoint.query("SELECT * { ?a ?b ?c }", limits=Limits(seconds=600, rows=20))
        assert (len(answer.rows), answer.capped) == (20, True)
        assert time.monotonic() - before < 60


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is missing")
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2"]
    subprocess.run([openssl, *made, *names], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    yes = Reply(200, b'{"boolean": true}', JSON)
    with serving(lambda _: yes, tls=context) as (address, heard):
        with pytest.raises(RemoteError, match=r"cannot be trusted.*REQUESTS_CA_BUNDLE"), Endpoint(address) as endpoint:
            endpoint.query("ASK {}")
        assert heard == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "cert.pem"))
            with Endpoint(address) as endpoint:
                assert endpoint.query("ASK {}").boolean is True


@pytest.mark.parametrize("address", ["http://[::1/", "http://a:port/", "ftp://a/", "a.example:80", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no http or https address"):
        Transport(address)
    with pytest.raises(UsageError, match="no http or https address"):
        find_credentials(address, "basic")

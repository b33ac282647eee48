"""What HTTP requests carry, and to whom: credentials, redirects, time limits."""

import time
from base64 import b64encode
from pathlib import Path

import pytest

from kg.errors import RemoteError, UsageError
from kg.store import Endpoint, LimitError, Limits, Transport, find_credentials

from .faults import Heard, Reply, serving


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


@pytest.mark.parametrize("reply", [Reply(200, stall=3), Reply(200, drip=True)])
def test_an_endpoint_that_takes_too_long_is_left(reply: Reply) -> None:
    with serving(lambda _: reply) as (address, _), Endpoint(address) as endpoint:
        before = time.monotonic()
        with pytest.raises((LimitError, RemoteError)):
            endpoint.query("ASK {}", limits=Limits(seconds=0.5))
        assert time.monotonic() - before < 2

"""Real servers, started by the tests on a free port of 127.0.0.1 and stopped by process id."""

import atexit
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

__all__ = ["free_port", "oxigraph_server", "s3_server", "wait_until_served"]

_PATIENCE = 300.0
"""Seconds: a server that will never answer is seldom, a busy machine is not."""


@contextmanager
def oxigraph_server(*options: str) -> Iterator[str]:
    """The address of an empty Oxigraph server in memory; `--union-default-graph` and the like are `options`.

    One that another test was done with is emptied and used again.
    """
    idle = _idle.setdefault(options, [])
    address = idle.pop() if idle else _started(*options)
    _empty(address)
    yield address
    idle.append(address)


def _started(*options: str) -> str:
    port = free_port()
    return _running.enter_context(_served(port, "oxigraph", "serve", "--bind", f"127.0.0.1:{port}", *options))


def _empty(address: str) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    requests.post(f"{address}/update", data=b"DROP ALL", headers=headers, timeout=_PATIENCE).raise_for_status()


_idle: dict[tuple[str, ...], list[str]] = {}
"""The servers that no test uses just now, by their options; one of which a test failed is not used again."""
_running = ExitStack()
atexit.register(_running.close)


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server that speaks the protocol of S3, and keeps all in memory."""
    port = free_port()
    with _served(port, "moto_server", "-H", "127.0.0.1", "-p", str(port)) as address:
        yield address


@contextmanager
def _served(port: int, name: str, *arguments: str) -> Iterator[str]:
    """The address of a program of our own environment that serves there, once it answers."""
    program = shutil.which(name, path=str(Path(sys.executable).parent))
    if program is None:
        raise RuntimeError(f"the program {name} is not installed beside this Python")
    process = subprocess.Popen(  # noqa: S603
        [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_served(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)


def free_port() -> int:
    """A port of this machine that nobody serves at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_served(address: str, process: subprocess.Popen[bytes], *, patience: float = _PATIENCE) -> None:
    """Waits so many seconds at most until a server answers; raises RuntimeError if its process ends."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            requests.get(address, timeout=30)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no answer from {address} in {patience} s")

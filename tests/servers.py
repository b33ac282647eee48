"""Real servers, started by the tests on a free port of 127.0.0.1 and stopped by process id."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

__all__ = ["oxigraph_server"]

_PATIENCE = 30.0


@contextmanager
def oxigraph_server(*options: str) -> Iterator[str]:
    """The address of an Oxigraph server in memory; `--union-default-graph` and the like are `options`."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        raise RuntimeError("the package oxigraph is not installed beside this Python")
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 - a program of our own environment
        [program, "serve", "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            requests.get(address, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no answer from {address} in {_PATIENCE} s")

"""Our own program in a process of its own, started cheaply.

Of the time of a small command four fifths go into importing the package, and the tests run hundreds of commands. So one
process imports everything and then forks for each command: the child has arguments, folder, environment, streams, exit
code and end of a process that was started afresh. What only a fresh start can show (that a command imports all it
needs, in an order that works) is tested where `sys.executable` runs: each command in `tests/cli/test_terminal.py`.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

__all__ = ["ended"]

ROOT = Path(__file__).parent.parent
_PATIENCE = 600.0
_FORKS = sys.platform == "linux"  # on macOS what asks for proxies crashes in a fork
_LATER = ("msgspec", "pyoxigraph", "pyshacl", "rdflib.plugins.sparql", "rich.progress", "rich.table")
"""What commands import in functions."""

_AT_START = ("PYTHON", "COVERAGE", "FORCE_COLOR", "TERMINAL_WIDTH")
"""Beginnings of the names of variables that are read at the start of Python, or where modules are imported."""


class _Request(NamedTuple):
    """How a command is to be run."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]


def ended(
    *arguments: str | Path, cwd: Path = ROOT, stdin: bytes = b"", environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """`python -m kg` with these arguments, once it has ended, and what it wrote.

    `environment` is added to that of the tests.
    """
    added = {"PYTHONPATH": str(ROOT), **environment}
    request = _Request([str(each) for each in arguments], str(cwd), {**os.environ, **added})
    if _FORKS and _start_of(request.environment) == _start_of({**os.environ, "PYTHONPATH": str(ROOT)}):
        return _forking().run(request, stdin)
    command, (folder, variables) = [sys.executable, "-m", "kg", *request.arguments], request[1:]
    return subprocess.run(  # noqa: S603
        command, cwd=folder, env=variables, input=stdin, capture_output=True, check=False, timeout=_PATIENCE
    )


def _start_of(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


class _Forking:
    """The process that has imported the package."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "tests.program", str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._socket, self._answers = ours, ours.makefile("r")
        self._one_at_a_time = threading.Lock()
        atexit.register(self._close)

    def _close(self) -> None:
        self._answers.close()
        self._socket.close()  # at which it ends
        self._process.wait(timeout=_PATIENCE)

    def run(self, request: _Request, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        """What came of a command."""
        with self._one_at_a_time, ThreadPoolExecutor(3) as pool:
            (their_in, our_in), (our_out, their_out), (our_err, their_err) = os.pipe(), os.pipe(), os.pipe()
            theirs = [their_in, their_out, their_err]
            socket.send_fds(self._socket, [json.dumps(request).encode() + b"\n"], theirs)
            for end in theirs:
                os.close(end)
            pool.submit(_fill, our_in, stdin)
            out, err = pool.submit(_drained, our_out), pool.submit(_drained, our_err)
            code = self._code(request)
            return subprocess.CompletedProcess(request.arguments, code, out.result(), err.result())

    def _code(self, request: _Request) -> int:
        """The code with which the child ends, which is killed if it takes too long."""
        child = int(self._answers.readline())
        timer = threading.Timer(_PATIENCE, os.kill, (child, signal.SIGKILL))
        began = time.monotonic()
        timer.start()
        code = int(self._answers.readline())
        timer.cancel()
        if time.monotonic() - began >= _PATIENCE:
            raise subprocess.TimeoutExpired(request.arguments, _PATIENCE)
        return code


_started: list[_Forking] = []


def _forking() -> _Forking:
    if not _started:
        _started.append(_Forking())
    return _started[0]


def _fill(end: int, content: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(end, "wb") as stream:
        stream.write(content)


def _drained(end: int) -> bytes:
    with os.fdopen(end, "rb") as stream:
        return stream.read()


def _prepare() -> None:
    """Imports all, and reads and compiles what each process would read of the package: shapes, and what labels are."""
    import kg

    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LATER:
        importlib.import_module(name)
    from typer.testing import CliRunner

    from kg.cli.app import app
    from kg.pipeline.graph.shape_checks import ShapeChecker
    from kg.rdf.labels import shipped_labels

    CliRunner().invoke(app, ["formats"])  # Typer, too, imports some things late
    ShapeChecker()
    shipped_labels()
    gc.collect()
    gc.freeze()


def _serve(asked: socket.socket) -> _Request | None:
    """Forks for each request: in the child the request, in the parent none at the end."""
    while True:
        said, theirs, _, _ = socket.recv_fds(asked, 65_536, 3)
        if not said:
            return None
        while not said.endswith(b"\n"):
            said += asked.recv(65_536)
        request = _Request(*json.loads(said))
        child = os.fork()
        if not child:
            asked.close()
            _take(theirs)
            return request
        for end in theirs:
            os.close(end)
        asked.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        asked.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _take(ends: Sequence[int]) -> None:
    """Makes these ends of pipes the standard streams."""
    for number, end in enumerate(ends):
        os.dup2(end, number)
        os.close(end)
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115 - handles, open until the end
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115


def _become(request: _Request) -> None:
    """Runs the command in this process, and ends it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.environment)
    sys.argv[1:] = request.arguments
    runpy.run_module("kg", run_name="__main__", alter_sys=True)


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _prepare()
    if request := _serve(socket.socket(fileno=int(sys.argv[1]))):
        _become(request)


if __name__ == "__main__":
    _main()

"""A real Virtuoso 7 in a folder of its own, on free ports of 127.0.0.1, ended by its process id."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port, wait_until_served

__all__ = ["PROGRAM", "isql", "virtuoso_server"]

PROGRAM = shutil.which("virtuoso-t")

_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 50000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[tuple[str, int]]:
    """The HTTP address and the SQL port of a server; user and password are dba."""
    assert PROGRAM
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(sql=sql, http=http))
    process = subprocess.Popen(  # noqa: S603
        [PROGRAM, "+configfile", "virtuoso.ini", "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_served(f"http://127.0.0.1:{http}/sparql", process)
        yield f"http://127.0.0.1:{http}", sql
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def isql(port: int, *statements: str) -> str:
    """What Virtuoso's own client prints for SQL statements."""
    program = shutil.which("isql-vt")
    assert program
    done = subprocess.run(  # noqa: S603
        [program, f"127.0.0.1:{port}", "dba", "dba", f"exec={' '.join(statements)}"],
        capture_output=True,
        check=True,
        text=True,
        timeout=300,
    )
    return done.stdout

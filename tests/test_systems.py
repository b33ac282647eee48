"""Nothing is needed that Unix alone has: the commands run, and give the same, where Python does not have it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

# Python loads this module before all others, in each process that a command starts too.
BLOCKED = """
import os, select, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None  # so that importing it raises
for module, names in {
    os: "sysconf geteuid getuid getegid getgid fork killpg setsid sched_getaffinity pread pwrite fchmod mkfifo link "
        "O_DIRECTORY O_NOFOLLOW",
    select: "poll epoll",
    signal: "SIGHUP SIGQUIT SIGBUS SIGPIPE SIGALRM SIGUSR1 setitimer alarm pthread_sigmask",
}.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
"""


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blocked")
    (folder / "sitecustomize.py").write_text(BLOCKED)
    return folder


def python(*arguments: str | Path, cwd: Path, first: Path | None = None) -> str:
    """What a process says, of which one folder comes first among those where modules are looked for."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(str(each) for each in (first, ROOT) if each)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_blocked_is_not_there(blocked: Path, tmp_path: Path) -> None:
    code = "import os\ntry: import fcntl\nexcept ImportError: print(hasattr(os, 'sysconf'))"
    assert python("-c", code, cwd=tmp_path, first=blocked) == "False\n"


@pytest.mark.slow
def test_records_are_read_and_asked_for_with_what_every_system_has(blocked: Path, tmp_path: Path) -> None:
    ingest = ("-m", "kg", "ingest", ROOT / "examples" / "trials", "--no-link", "--as-of", "2026-01-01", "-q")
    python(*ingest, "-o", "ours.nq", cwd=tmp_path)
    python(*ingest, "-o", "theirs.nq", "--store", "s", "--work", "w", "-j", "2", cwd=tmp_path, first=blocked)
    assert (tmp_path / "theirs.nq").read_bytes() == (tmp_path / "ours.nq").read_bytes()
    of_file, of_store = (
        python("-m", "kg", "query", place, COUNT, "--format", "csv", cwd=tmp_path, first=blocked)
        for place in ("theirs.nq", "s")
    )
    assert int(of_file.splitlines()[1]) > 500
    assert int(of_store.splitlines()[1]) > int(of_file.splitlines()[1]), "a store holds the ontology too"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ours.nq",
        "ours.nq.manifest.json",
        "ours.nq.void.ttl",
        "s",
        "theirs.nq",
        "theirs.nq.void.ttl",
    ]


def test_a_store_is_locked_with_what_every_system_has(blocked: Path, tmp_path: Path) -> None:
    code = """
from pathlib import Path
from kg.errors import FileError
from kg.store.folder.folder_lock import locked

def refused(*, writing):
    try:
        with locked(Path(), writing=writing):
            return "not refused"
    except FileError as error:
        return str(error).split(" since ")[0]

with locked(Path(), writing=False), locked(Path(), writing=False):
    print(refused(writing=True))
with locked(Path(), writing=True):
    print(refused(writing=False).replace(__import__("socket").gethostname(), "HOST"))
with locked(Path(), writing=True):
    print(sorted(path.name for path in Path().iterdir()))
print(sorted(path.name for path in Path().iterdir()))
"""
    reading, writing, *names = python("-c", code, cwd=tmp_path, first=blocked).splitlines()
    assert reading.startswith("the store . is being read by another process")
    assert writing.startswith("the store . is being written by process ")
    assert names == ["['lock', 'writer.json']", "['lock']"]

"""Files beyond this machine, such as `s3://bucket/key`, by fsspec."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, cast

from kg.errors import RemoteError, UsageError

__all__ = ["RemotePath", "is_remote", "remote_files", "writing"]


class _Stat(NamedTuple):
    st_size: int


class RemotePath(NamedTuple):
    """A file by its address, with what is needed here of a `pathlib.Path`."""

    url: str

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.url.rstrip("/").rpartition("/")[2]

    def open(self, _mode: str = "rb") -> BinaryIO:
        """The file, which can be sought; raises OSError if there is none, RemoteError if nobody answers."""
        with _answered(self.url):
            return cast(BinaryIO, _system(self.url).open(self.url, "rb"))

    def stat(self) -> _Stat:
        """The size."""
        with _answered(self.url):
            return _Stat(int(_system(self.url).size(self.url) or 0))

    def state(self) -> str:
        """Changes when the file does."""
        with _answered(self.url):
            return str(_system(self.url).ukey(self.url))


def is_remote(path: str) -> bool:
    """Whether a path is an address."""
    return "://" in path


def remote_files(url: str) -> Iterator[tuple[RemotePath, str, bool]]:
    """The file of an address, or all below it, sorted: each with its name, and whether it is named itself."""
    with _answered(url):
        system = _system(url)
        if not system.isdir(url):
            if not system.exists(url):
                raise FileNotFoundError(url)
            yield RemotePath(url), RemotePath(url).name, True
            return
        top = system._strip_protocol(url).rstrip("/")
        found = sorted(system.find(url))
    for path in found:
        name = path.removeprefix(top).lstrip("/")
        if not any(part.startswith(".") for part in name.split("/")):
            yield RemotePath(system.unstrip_protocol(path)), name, False


@contextmanager
def writing(url: str) -> Iterator[BinaryIO]:
    """A stream to a new file that is there when the block ends well, and not if it does not."""
    with _answered(url):
        stream = _system(url).open(url, "wb", autocommit=False)
        try:
            yield cast(BinaryIO, stream)
            stream.close()
        except BaseException:
            stream.discard()
            raise
        stream.commit()


def _system(url: str) -> Any:
    try:
        import fsspec

        return fsspec.url_to_fs(url)[0]
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url} cannot be used: {error}; for s3:// `pip install 'kgbuild[s3]'`") from error


@contextmanager
def _answered(url: str) -> Iterator[None]:
    try:
        yield
    except _unanswered() as error:
        raise RemoteError(f"{url}: {error}") from error


def _unanswered() -> tuple[type[Exception], ...]:
    """What the client of S3 raises when nobody answers or no credentials are found."""
    try:
        return (import_module("botocore.exceptions").BotoCoreError,)
    except ImportError:
        return ()

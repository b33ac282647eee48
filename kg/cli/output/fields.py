"""The fields and the codes of one input format: where each goes, or why it does not, with counts from files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.errors import FileError, UsageError

if TYPE_CHECKING:
    from kg.sources.field_account import Field, FieldAccount, FieldCounts
    from kg.sources.reading import LineAccount, Reader

from kg.cli.boundary import tell
from kg.cli.manner import manner

from .screen import count_of

__all__ = ["print_codes", "print_fields", "print_format"]


def print_format(name: str, paths: Sequence[str]) -> int:
    """Prints what a format is and what becomes of its fields or lines. 1 if a file holds what nobody knows."""
    from kg.sources.field_account import FieldAccount

    reader = _reader(name)
    if not manner().as_json:
        for line in _head(reader):
            tell(line)
    if isinstance(reader.account, FieldAccount):
        return print_fields(name, paths)
    return _print_lines(name, reader.account, paths) if paths else 0


def print_fields(name: str, paths: Sequence[str]) -> int:
    """Prints each field of a format and where it goes; with files how often it was seen. 1 if one is unaccounted."""
    account = _account(name)
    counts = _counted(name, account, paths)
    for path, field in account.fields.items():
        count = counts.seen[path] if paths else None
        seen = "" if count is None else f"{count:>9,}  "
        _print(
            f"{seen}{path}  ->  {_goes(field)}",
            path=path,
            into=field.into,
            code_list=field.code_list,
            left_out=field.left_out,
            count=count,
        )
    for path, number in sorted(counts.unaccounted.items()):
        _print(f"{number:>9,}  {path}  ->  UNACCOUNTED", path=path, unaccounted=True, count=number)
    if paths and not manner().as_json:
        tell(f"{count_of(counts.records, 'record')}, {count_of(len(counts.unaccounted), 'unaccounted path')}")
    return int(bool(counts.unaccounted))


def print_codes(name: str, paths: Sequence[str]) -> int:
    """Prints each spelling that is known, or with files each that they hold. 1 if one of these is unmapped."""
    account = _account(name)
    if not paths:
        for known in account.codes():
            code_list, text, into, fields = known
            _print(
                f"{code_list}  {text}  ->  {into}",
                code_list=code_list,
                spelling=text,
                notation=into,
                paths=list(fields),
            )
        return 0
    unmapped = 0
    counts = _counted(name, account, paths)
    for path, code_list, text, notation, count in counts.codes():
        names_none = account.names_none(code_list, text)
        unmapped += notation is None and not names_none
        taken = notation or ("none of the list" if names_none else "unmapped")
        shown = f"{count:>9,}  {path}  ({code_list})  {text}  ->  {taken}"
        none = True if names_none else None
        _print(shown, path=path, code_list=code_list, spelling=text, notation=notation, names_none=none, count=count)
    if not manner().as_json:
        tell(f"{count_of(counts.records, 'record')}, {count_of(unmapped, 'unmapped spelling')}")
    return int(bool(unmapped))


def _print(text: str, **facts: object) -> None:
    """A line, or with --json the facts that are known."""
    if not manner().as_json:
        tell(text)
        return
    import msgspec

    tell(msgspec.json.encode({name: value for name, value in facts.items() if value not in (None, ())}).decode())


def _head(reader: "Reader") -> Iterator[str]:
    """What a format is."""
    from kg.registries import PUBLISHERS
    from kg.sources.field_account import FieldAccount

    publisher = next((each.title for each in PUBLISHERS if each.notation == reader.publisher), reader.publisher)
    yield f"{reader.name}: {reader.description}"
    yield f"publisher: {publisher}"
    account = reader.account
    if isinstance(account, FieldAccount):
        left_out = sum(1 for field in account.fields.values() if field.left_out)
        coded = sum(1 for field in account.fields.values() if field.code_list)
        yield (
            f"{count_of(len(account.fields), 'field')}: {coded:,} with codes (--codes shows their spellings), "
            f"{left_out:,} left out for a reason"
        )
    else:
        yield "a page of lines: `kgbuild ingest --explain-lines FILE` shows where each line of a page goes"


def _print_lines(name: str, account: "LineAccount", paths: Sequence[str]) -> int:
    """How many lines of pages had which fate; 1 if one is not recognised."""
    from kg.sources.reading import LineFate

    fates = Counter(line.fate for content in _contents(name, paths) for line in account.lines(content))
    for fate in LineFate:
        _print(f"{fates[fate]:>9,}  {fate.value}", fate=fate.value, count=fates[fate])
    return int(bool(fates[LineFate.UNRECOGNISED]))


def _reader(name: str) -> "Reader":
    from kg.sources import READERS

    readers = {reader.name: reader for reader in READERS}
    if name not in readers:
        raise UsageError(f"unknown format {name!r}; known are {', '.join(readers)}")
    return readers[name]


def _account(name: str) -> "FieldAccount":
    from kg.sources.field_account import FieldAccount

    account = _reader(name).account
    if not isinstance(account, FieldAccount):
        raise UsageError(f"{name} has lines, not fields; `kgbuild ingest --explain-lines FILE` shows where each goes")
    return account


def _counted(name: str, account: "FieldAccount", paths: Sequence[str]) -> "FieldCounts":
    from kg.sources.field_account import FieldCounts

    counts = FieldCounts(account)
    counts.add(_contents(name, paths))
    return counts


def _contents(name: str, paths: Sequence[str]) -> Iterator[bytes]:
    """The bytes of each record of that format."""
    from kg.pipeline.input.files import Unreadable, input_files
    from kg.pipeline.input.readings import FoundRecord, found

    for each in found(input_files(paths)):
        if isinstance(each, Unreadable):
            raise FileError(f"{each.path}: {each.reason}")
        if isinstance(each, FoundRecord) and each.reader.name == name:
            yield each.piece.content


def _goes(field: "Field") -> str:
    if field.left_out:
        return f"left out: {field.left_out}"
    return " ".join(field.into) + (f"  ({field.code_list})" if field.code_list else "")

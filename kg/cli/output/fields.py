"""The fields and the codes of one input format: where each goes, or why it does not, with counts from files."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.errors import FileError, UsageError

if TYPE_CHECKING:
    from kg.sources.field_account import Field, FieldAccount, FieldCounts

from kg.cli.boundary import tell

__all__ = ["print_codes", "print_fields"]


def print_fields(name: str, paths: Sequence[str]) -> int:
    """Prints each field of a format and where it goes; with files how often it was seen. 1 if one is unaccounted."""
    account = _account(name)
    counts = _counted(name, account, paths)
    for path, field in account.fields.items():
        seen = f"{counts.seen[path]:>9,}  " if paths else ""
        tell(f"{seen}{path}  ->  {_goes(field)}")
    for path, count in sorted(counts.unaccounted.items()):
        tell(f"{count:>9,}  {path}  ->  UNACCOUNTED")
    if paths:
        tell(f"{counts.records:,} records, {len(counts.unaccounted):,} unaccounted paths")
    return int(bool(counts.unaccounted))


def print_codes(name: str, paths: Sequence[str]) -> int:
    """Prints each spelling of each coded field seen in files, or the notations of each. 1 if a spelling is unmapped."""
    account = _account(name)
    if not paths:
        for path, code_list, notations in _notations(account):
            tell(f"{path}  ({code_list})  {' '.join(notations)}")
        return 0
    unmapped = 0
    counts = _counted(name, account, paths)
    for path, code_list, text, notation, count in counts.codes():
        unmapped += notation is None
        tell(f"{count:>9,}  {path}  ({code_list})  {text}  ->  {notation or 'unmapped'}")
    tell(f"{counts.records:,} records, {unmapped:,} unmapped spellings")
    return int(bool(unmapped))


def _account(name: str) -> "FieldAccount":
    from kg.sources import READERS
    from kg.sources.field_account import FieldAccount

    readers = {reader.name: reader for reader in READERS}
    if name not in readers:
        raise UsageError(f"unknown format {name!r}; known are {', '.join(readers)}")
    account = readers[name].account
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


def _notations(account: "FieldAccount") -> Iterator[tuple[str, str, Sequence[str]]]:
    from kg.sources.codes import NOTATIONS

    for path, field in account.fields.items():
        if field.code_list:
            yield path, field.code_list, NOTATIONS[field.code_list]

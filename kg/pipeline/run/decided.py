"""What people decided of pairs of studies: read from a sheet, and remembered in a graph."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kg.errors import FileError, KgbuildError
from kg.joining import NO_DECISIONS, Decisions
from kg.joining.review_sheet import ReviewSheet, read_sheet
from kg.pipeline.graph.graph_decisions import decisions_of_file, decisions_of_store
from kg.store import is_store, reading

from .options import AnyPath

__all__ = ["decided_in", "fate_of_joins", "lost_joins", "remembered_joins", "review_sheet"]


def review_sheet(path: AnyPath) -> ReviewSheet:
    """What a sheet decides; raises UsageError that says what is wrong with it, before any work."""
    name = os.fspath(path)
    try:
        text = Path(name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(f"{name} is no text in UTF-8: save it as CSV UTF-8") from error
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror or error}") from error
    return read_sheet(text, name=name, decided_in=Path(name).name)


def decided_in(sheet: AnyPath | None) -> Decisions:
    """The decisions of a sheet, if one is named."""
    return NO_DECISIONS if sheet is None else review_sheet(sheet).decisions


def remembered_joins(store: AnyPath) -> Decisions:
    """What was decided of studies of a store, if there is one."""
    path = os.fspath(store)
    if not is_store(path):
        return NO_DECISIONS
    with reading(path) as opened:
        return decisions_of_store(opened)


def fate_of_joins(place: str, before: Decisions, now: Decisions, sheet: Decisions) -> str | None:
    """What becomes of the decisions that a graph holds, for the user; None where the sheet says the same or others."""
    held = _said(before) & _said(now) - _said(sheet)
    if held:
        return f"{place} holds {_count(len(held))}, which count as before; --forget-curation leaves them out"
    gone = _said(before) - _said(now)
    return f"{place} held {_count(len(gone))}, left out now" if gone and not _said(sheet) else None


def lost_joins(graphs: Iterable[str], now: Decisions) -> str | None:
    """What is lost of the decisions that graph files hold which a run replaces, for the user; None for nothing."""
    for path in graphs:
        # What cannot be read, or is no graph, holds none.
        with suppress(KgbuildError):
            held = decisions_of_file(path) if Path(path).is_file() else NO_DECISIONS
            if gone := _said(held) - _said(now):
                return (
                    f"{path} holds {_count(len(gone))}, which this run does not know: "
                    f"`kgbuild merge {path} --review x.csv` before it, and --decisions x.csv, keep them"
                )
    return None


def _said(decisions: Decisions) -> set[tuple[str, str, str]]:
    return {(*each.pair, each.verdict) for each in decisions.all()}


def _count(number: int) -> str:
    return f"{number:,} decision{'s' if number != 1 else ''} on studies"

"""The options of what is done with vocabularies: `kg.vocab.VERB` and `kgbuild vocab VERB`."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Annotated

from kg.flags import Flag
from kg.vocabulary_list import INSTALLABLE

from .listener import Note
from .options import AnyPath, LexiconFolder

__all__ = ["BuildOptions", "FetchOptions", "LearnOptions", "ListOptions", "RemoveOptions"]

_Kind = Annotated[str, Flag(f"One of {', '.join(INSTALLABLE)}.", argument=True)]


@dataclass(frozen=True)
class BuildOptions:
    """Which files are compiled into the lexicon."""

    kind: _Kind
    files: Annotated[
        AnyPath | Sequence[AnyPath],
        Flag("The publisher's files, plain, .gz or .zip.", kind=list[Path], argument=True),
    ]
    _: KW_ONLY
    name: Annotated[
        str | None, Flag("Install under this name; default the kind, of sssom and obo that of the file.")
    ] = None
    version: Annotated[str | None, Flag("The publisher's version, to be shown by `vocab list`.")] = None
    lexicon: LexiconFolder = None
    note: Note | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class FetchOptions:
    """Which vocabulary is fetched from its publisher."""

    kind: _Kind
    _: KW_ONLY
    lexicon: LexiconFolder = None
    note: Callable[[str], None] | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class LearnOptions:
    """Of which records names are learnt."""

    records: Annotated[
        AnyPath | Sequence[AnyPath],
        Flag("Files and folders with records that carry MeSH terms.", kind=list[str], argument=True),
    ]
    _: KW_ONLY
    lexicon: LexiconFolder = None
    note: Note | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class ListOptions:
    """Which lexicon is listed."""

    _: KW_ONLY
    lexicon: LexiconFolder = None


@dataclass(frozen=True)
class RemoveOptions:
    """Which vocabulary is removed."""

    name: Annotated[str, Flag("A name that `vocab list` shows.", argument=True)]
    _: KW_ONLY
    lexicon: LexiconFolder = None

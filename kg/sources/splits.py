"""How the records of a format stand in a file: what a reader says, so that the pipeline can cut a stream for it.

A further kind (records that are lines) is a struct here, a member of `Split`, a
field of `Marks` if its beginnings must be searched for, and a module `kg/pipeline/input/NAME_records.py` that gives
every byte of a stream as a piece, a flaw or a gap, to which `kg/pipeline/input/record_splitter.py` hands the stream.
A kind comes with the first reader that needs it.
"""

from collections.abc import Iterable

import msgspec

__all__ = [
    "BareRows",
    "JoinedTables",
    "JsonObjects",
    "Marks",
    "Split",
    "TableRows",
    "TextBlocks",
    "Whole",
    "XmlElements",
    "marks_of",
]


class Whole(msgspec.Struct, frozen=True):
    """One file, one record."""


class JsonObjects(msgspec.Struct, frozen=True):
    """A record is a JSON object; one a file, or any number of them in lists, pages, lines, or one behind the other."""

    keys: tuple[str, ...] = ()
    """A record is known by one of these keys, which has an object as its value and stands in nothing else."""
    texts: tuple[tuple[str, str], ...] = ()
    """Or by one of these keys with a text as its value that begins so: `resourceType` and `ResearchStudy`."""


class XmlElements(msgspec.Struct, frozen=True):
    """A record is an XML element; one a file, or any number of them in one that holds them."""

    tag: str
    first_child: str = ""
    """The element that it begins with, where others of its name are records of other formats, or none."""


class BareRows(msgspec.Struct, frozen=True):
    """The rows of a list that names no columns: known by how many cells its first row has, and by the first of them."""

    columns: tuple[str, ...]
    """The names that the columns would have, in order: what is read of a record is these, then its row."""
    first: str
    """A regular expression for the first cell."""


class TableRows(msgspec.Struct, frozen=True):
    """A record is a row of a table whose first row names the columns; what is read of it is that row, then its own."""

    columns: tuple[frozenset[str], ...]
    """Names of columns, as `words_of` has them: a table of the format has all of one of these sets, among others."""
    bare: BareRows | None = None
    """The list without a heading that the format also has."""


class TextBlocks(msgspec.Struct, frozen=True):
    """A record is a block of lines: from one that begins with a mark up to the next such line."""

    begins: str
    """What the first line of each block begins with, and of the file; with a line feed, what its first two lines do.

    Two lines are so telling that they are found even where the line ends are lost.
    """
    holds: str
    """What stands in the beginning of a file of the format, in any case, and seldom in others that begin so."""
    opens: str | None = None
    """What a file may begin with before its first block."""


class JoinedTables(msgspec.Struct, frozen=True):
    """A record is what the tables of a folder or an archive, a file each, have in their rows under one id.

    The pipeline joins them (`kg/pipeline/input/joined_tables.py`), and gives for each id an object of JSON under the
    mark: the id, the `row` of the first table, what is `absent` (`table`, `table.column`), `faults` of rows (rule,
    table, message), and for each table a list of its rows, column -> text, without what is empty.
    """

    key: str
    """The column of the id, in each table."""
    first: str
    """The table that has one row for each record; without its file there are no records."""
    mark: str
    """The key of the object that a record is joined to."""
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    """The tables that are joined, each with its columns that are read; what else they have is joined too."""
    unread: tuple[str, ...] = ()
    """Tables that are known, and not read."""


Split = Whole | JsonObjects | XmlElements | TableRows | TextBlocks | JoinedTables


class Marks(msgspec.Struct, frozen=True):
    """By what the records of all formats are known in a stream."""

    keys: tuple[str, ...]
    tags: tuple[str, ...]
    columns: tuple[frozenset[str], ...] = ()
    blocks: tuple[TextBlocks, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    """Elements that are records only if they begin with that child."""
    joined: tuple[JoinedTables, ...] = ()
    bare: tuple[BareRows, ...] = ()


def marks_of(splits: Iterable[Split]) -> Marks:
    """The marks of several formats together."""
    keys: dict[str, None] = {}
    tags: dict[str, None] = {}
    texts: dict[tuple[str, str], None] = {}
    columns: dict[frozenset[str], None] = {}
    bare: dict[BareRows, None] = {}
    blocks: dict[TextBlocks, None] = {}
    parents: dict[tuple[str, str], None] = {}
    joined: dict[JoinedTables, None] = {}
    for split in splits:
        match split:
            case JsonObjects():
                keys |= dict.fromkeys(split.keys)
                texts |= dict.fromkeys(split.texts)
            case XmlElements(tag=tag, first_child=child) if child:
                parents[tag, child] = None
            case XmlElements():
                tags[split.tag] = None
            case TableRows():
                columns |= dict.fromkeys(split.columns)
                if split.bare:
                    bare[split.bare] = None
            case TextBlocks():
                blocks[split] = None
            case JoinedTables():
                keys[split.mark] = None
                joined[split] = None
            case Whole():
                continue
    return Marks(
        keys=tuple(keys),
        tags=tuple(tags),
        columns=tuple(columns),
        blocks=tuple(blocks),
        texts=tuple(texts),
        parents=tuple(parents),
        joined=tuple(joined),
        bare=tuple(bare),
    )

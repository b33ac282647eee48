"""The joined rows of one study: what each table has of it, in the order in which the database got them."""

from collections.abc import Mapping, Sequence

from kg.sources.fields.fit import FLAGS
from kg.sources.fields.remarks import Remarks

__all__ = ["Row", "StudyRows"]

Row = Mapping[str, str]
"""Column -> text of its cell, of those that are not empty."""

_FLAGS = {**FLAGS, "t": True, "f": False, "1": True, "0": False}
"""How PostgreSQL writes true and false as text, besides what exports of the registry write."""
_NOTHING: Row = {}


class StudyRows:
    """The rows of one study by their table."""

    def __init__(self, id: str, tables: Mapping[str, Sequence[Row]], remarks: Remarks) -> None:
        self.id = id
        self.remarks = remarks
        self._tables = tables

    def all(self, table: str) -> Sequence[Row]:
        """All rows of a table."""
        return self._tables.get(table, ())

    def one(self, table: str) -> Row:
        """The row of a table that has one for each study; the first of several, with a remark."""
        rows = self.all(table)
        if len(rows) > 1 and any(each != rows[0] for each in rows):
            self.remarks.note("CT-R104", f"`{table}` has {len(rows)} rows of the study; the first is kept", table)
        return rows[0] if rows else _NOTHING

    def texts(self, table: str, column: str) -> tuple[str, ...]:
        """The texts of a column, in order."""
        return tuple([each[column] for each in self.all(table) if column in each])

    def texts_by(self, table: str, key: str, column: str) -> Mapping[str, tuple[str, ...]]:
        """The texts of a column by those of another."""
        found: dict[str, list[str]] = {}
        for each in self.all(table):
            if key in each and column in each:
                found.setdefault(each[key], []).append(each[column])
        return {name: tuple(texts) for name, texts in found.items()}

    def flag(self, table: str, row: Row, column: str) -> bool | None:
        """What a cell says as true or false; None, with a remark, for what is neither."""
        text = row.get(column)
        if text is None:
            return None
        found = _FLAGS.get(text.strip().casefold())
        if found is None:
            self.remarks.note("CT-R102", f"`{text[:40]}` stands where true or false should", f"{table}.{column}")
        return found

    def number(self, table: str, row: Row, column: str) -> int | None:
        """What a cell says as a whole number; None, with a remark, for what is none."""
        text = row.get(column)
        if text is None:
            return None
        digits = text.strip().removesuffix(".0")
        if digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit() and len(digits) < 16:
            return int(digits)
        self.remarks.note("CT-R102", f"`{text[:40]}` stands where a whole number should", f"{table}.{column}")
        return None

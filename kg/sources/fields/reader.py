"""What the readers of structured formats share: a format parses a record, the rest is the same for all."""

import hashlib
from collections.abc import Callable

import msgspec

from kg.record import Origin, Study
from kg.sources.field_account import FieldAccount
from kg.sources.fields.remarks import Remarks
from kg.sources.lacking import lacking, saying_what_it_lacks
from kg.sources.reading import Key, Reading, only_by_reading, place
from kg.sources.splits import Split
from kg.sources.unformed_ids import UNFORMED, unformed_ids

__all__ = ["FieldReader"]


class FieldReader(msgspec.Struct, frozen=True, kw_only=True):
    """Reads the records of one structured format."""

    name: str
    publisher: str
    description: str
    split: Split
    account: FieldAccount
    accepts: Callable[[bytes], bool]
    """Whether a record that begins so (up to 64 KiB) is of this format."""
    parse: Callable[[bytes], tuple[Study | None, Remarks]]
    """The study of a record and what is to be said of it; None, with a remark that says why, if there is none."""
    key: Callable[[bytes], Key | None] = only_by_reading
    not_supported: tuple[str, ...] | None = None
    """What rules ask for and the format cannot state: by default what no field of the account goes into.

    A record says so of itself where records differ, as those of tables whose columns the user chose. What it states
    nevertheless is never among it.
    """

    def __post_init__(self) -> None:
        if self.not_supported is None:
            msgspec.structs.force_setattr(self, "not_supported", lacking(self.account.fields))

    def read(self, content: bytes, *, name: str, position: str | None = None, id_from_name: bool = False) -> Reading:
        """The record of a study. Structured records state their ids: the one in a file's name is never asked for."""
        study, remarks = self.parse(content)
        for message in unformed_ids(study) if study and study.identifiers else ():
            remarks.note(UNFORMED, message)
        if study and (names := study.registration.not_supported or self.not_supported):
            study = saying_what_it_lacks(study, names)
        digest = hashlib.sha256(content).hexdigest()
        return Reading(
            origin=Origin(name=name, sha256=digest, format=self.name, position=position),
            study=study,
            problems=remarks.problems(file=place(name, position), record=study.id if study else None),
        )

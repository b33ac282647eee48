"""Values of DRKS records: texts of two languages, codes."""

from collections.abc import Sequence

from kg.record import Coded
from kg.sources.drks.fields import NOT_CODED
from kg.sources.drks.structs import Localized
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["ENGLISH", "code_of", "text_of"]

ENGLISH = "en"


def text_of(texts: Sequence[Localized], *names: str) -> str | None:
    """The text of the first of these fields that is stated, in English, else in the language that there is."""
    english = [each for each in texts if each.id_locale.locale == ENGLISH]
    stated = (getattr(each, name) for each in (*english, *texts) for name in names)
    return next((text for text in stated if text and text.strip()), None)


def code_of(code_list: str, text: str | None, remarks: Remarks, path: str, *positions: int) -> Coded | None:
    """The notation for a value; None for one that names none of the list."""
    written = short(text)
    if written is None or written.casefold() in NOT_CODED.get(code_list, ()):
        return None
    return remarks.code(code_list, written, path, *positions)

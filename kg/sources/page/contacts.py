"""Telephone numbers and e-mail addresses: how they are known, so that no message repeats them."""

import re

__all__ = ["holds_contact", "without_contacts"]

# Where to look is bounded, so that a line of any length costs the same.
_LOOKED_AT = 4_000

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}")
# `+1 (555) 123-4567`, `555-123-4567`, `0041 44 255 11 11`, `5551234567`; not `2014-02-04`, `NCT01297972`, `1,200`.
_NUMBER = re.compile(
    r"(?<![\w./-])(?![12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?\b)"
    r"(?:\+?\(?[0-9]{1,5}\)?(?:[ ./-]{1,2}\(?[0-9]{2,5}\)?){2,5}|\+?[0-9]{9,15})(?![\w/])"
)


def holds_contact(text: str) -> bool:
    """Whether a text holds a telephone number or an e-mail address."""
    text = text[:_LOOKED_AT]
    return _ADDRESS.search(text) is not None or _NUMBER.search(text) is not None


def without_contacts(message: str) -> str:
    """The message with `...` in place of telephone numbers and e-mail addresses."""
    if "@" in message:
        message = _ADDRESS.sub("...", message)
    return _NUMBER.sub("...", message)

"""Telephone numbers and e-mail addresses: how they are known, so that none is taken for a name or said in a message."""

import re

__all__ = ["CONTACT_REASON", "apart", "holds_contact", "without_contacts"]

CONTACT_REASON = "contacts are not kept: names, telephone numbers and e-mail addresses of persons to ask"
"""Why a line of a page is left out."""

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


def apart(name: str | None) -> tuple[str | None, str | None]:
    """A name, and what stands in its place though it is a number to call or an address; one of both is None."""
    return (None, name) if name and holds_contact(name) else (name, None)


def without_contacts(message: str) -> str:
    """The message with `...` in place of telephone numbers and e-mail addresses."""
    if "@" in message:
        message = _ADDRESS.sub("...", message)
    return _NUMBER.sub("...", message)

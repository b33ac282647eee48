"""Whom to ask: written only when asked for, since it is about persons."""

from collections.abc import Iterable

from kg.iris import key
from kg.rdf.encoders import class_term, predicate
from kg.record import Contact

from .draft import Draft
from .keyed_parts import code_text
from .tables import CONTACT
from .teller import tell_rows

__all__ = ["Contacts"]

_tell = tell_rows(CONTACT)
_LINK, _CLASS = predicate("contact"), class_term("Contact")


class Contacts:
    """The contacts of one study: each is one node, wherever it is named."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._named: dict[bytes, Contact] = {}

    def link(self, lead: bytes, out: list[bytes], contacts: Iterable[Contact]) -> None:
        """Links the node whose lines begin with `lead` to each different contact."""
        terms: dict[bytes, None] = {}
        for contact in contacts:
            texts = (contact.name, code_text(contact.role), contact.phone, contact.phone_extension, contact.email)
            term = b"%b/contact/%b>" % (self._draft.root, key(*texts).encode())
            terms[term] = None
            self._named.setdefault(term, contact)
        for term in terms:
            out += (lead, _LINK, term)

    def tell(self) -> None:
        """Tells their nodes."""
        out = self._draft.parts
        for term, contact in self._named.items():
            texts: list[str] = []
            lead = self._draft.part(term, _CLASS)
            _tell(contact, lead, out, texts)
            self._draft.code_texts(texts, lead, out)

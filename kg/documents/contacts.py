"""Whom to ask: written only when asked for, since it is about persons."""

from collections.abc import Iterable

from kg.iris import key
from kg.record import Contact

from .keyed_parts import code_text
from .node import Node, coded, new_node, put

__all__ = ["Contacts"]


class Contacts:
    """The contacts of one study: each stands whole where it is first named, later as a reference."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._said: set[str] = set()

    def nodes(self, contacts: Iterable[Contact]) -> list[Node]:
        """A node for each different contact."""
        found: dict[str, Node] = {}
        for contact in contacts:
            texts = (contact.name, code_text(contact.role), contact.phone, contact.phone_extension, contact.email)
            iri = f"{self._root}/contact/{key(*texts)}"
            if iri not in found:
                found[iri] = {"@id": iri} if iri in self._said else _contact(contact, iri)
                self._said.add(iri)
        return list(found.values())


def _contact(contact: Contact, iri: str) -> Node:
    node = new_node(iri, "Contact")
    put(node, "name", contact.name)
    coded(node, "contactRole", contact.role)
    put(node, "phone", contact.phone)
    put(node, "phoneExtension", contact.phone_extension)
    put(node, "email", contact.email)
    return node

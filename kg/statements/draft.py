"""What is told of one record so far."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from kg.rdf.encoders import TYPE, Encode, predicate, text
from kg.rdf.told import SaidNode, Told

from .keyed_parts import Different, different, keys_of
from .supers import SUPER_PROPERTIES
from .tables import Part
from .teller import Identities, TellPart, identities, tell_parts

__all__ = ["Draft", "More", "PartTeller"]

Kind = TypeVar("Kind", bound=msgspec.Struct)
More = Callable[[Any, bytes, list[bytes]], None]
"""Adds to the node of a part what no table says: the part, what begins a line, the pieces so far."""

_CODE_TEXT, _OF_STUDY = predicate("codeText"), predicate("ofStudy")
_SUPERS = frozenset(name for names in SUPER_PROPERTIES.values() for name in names)


class Draft:
    """The pieces of one record while it is told: those of the study's node, those of its parts, what it shares."""

    __slots__ = (
        *("_linked", "_supers", "end", "lead", "nodes", "own", "parts", "root", "shared", "study", "subject", "texts"),
    )

    def __init__(self, root: str, graph: str, *, leading: bool = True) -> None:
        """`root` is the absolute IRI under which the parts stand, `graph` that of the record.

        The root is the study if the record is `leading`, and its parts lead back to it.
        """
        self.root = f"<{root}".encode()
        self.subject = f"<{root}>".encode()
        self.study = self.subject if leading else None
        """What the parts are parts of; None where the record states of itself what it says of a study."""
        self.end = f" <{graph}> .\n".encode()
        self.lead = self.end + self.subject + b" "
        self.own: list[bytes] = []
        self.parts: list[bytes] = []
        self.nodes: list[tuple[bytes, int]] = []
        """Each node of a part, and the number of its first piece among those of the parts."""
        self.shared: dict[bytes, SaidNode] = {}
        self.texts: list[str] = []
        """Of unknown codes."""
        self._supers: dict[str, dict[bytes, None]] = {}
        self._linked: dict[str, frozenset[bytes]] = {}
        """By a property that is itself a super-property, what it links to."""

    def link(self, term: str, nodes: Collection[bytes]) -> None:
        """Links the study to nodes, which are different; in the end also by the super-properties, each node once."""
        property, lead = predicate(term), self.lead
        for node in nodes:
            self.own += (lead, property, node)
        if term in _SUPERS:
            self._linked[term] = frozenset(nodes)
        for name in SUPER_PROPERTIES.get(term, ()):
            self._supers.setdefault(name, {}).update(dict.fromkeys(nodes))

    def share(self, term: str, nodes: Iterable[SaidNode]) -> None:
        """Links the study to shared nodes, and says what it says of them."""
        for node in nodes:
            self.shared[node.said] = node
        self.link(term, {node.term: None for node in nodes})

    def values(self, term: str, values: Iterable[Any], encode: Encode = text) -> None:
        """States the different values of a property of the study."""
        property, lead = predicate(term), self.lead
        for value in dict.fromkeys(values):
            self.own += (lead, property, encode(value))

    def node(self, subject: bytes) -> bytes:
        """Begins the node of a part; gives what begins its lines."""
        self.nodes.append((subject, len(self.parts)))
        return self.end + subject + b" "

    def part(self, subject: bytes, class_: bytes) -> bytes:
        """Likewise of a node whose class no table says, with its class and the way back to the study."""
        lead = self.node(subject)
        self.parts += (lead, TYPE, class_)
        if self.study:
            self.parts += (lead, _OF_STUDY, self.study)
        return lead

    @staticmethod
    def code_texts(texts: Iterable[str], lead: bytes, out: list[bytes]) -> None:
        """States the texts of unknown codes on a node, each once."""
        for each in dict.fromkeys(texts):
            out += (lead, _CODE_TEXT, text(each))

    def told(self, record: tuple[bytes, Sequence[bytes]] | None) -> Told:
        """All of it: the study, its parts, and the record last, unless it is the study's own node."""
        self.code_texts(self.texts, self.lead, self.own)
        pieces = self.own
        for term, values in self._supers.items():
            property = predicate(term)
            for node in values:
                if node not in self._linked.get(term, ()):
                    pieces += (self.lead, property, node)
        own = len(pieces)
        nodes = [(self.subject, 0), *[(subject, own + start) for subject, start in self.nodes]]
        pieces += self.parts
        if record:
            nodes.append((record[0], len(pieces)))
            pieces += record[1]
        pieces[0] = pieces[0][len(self.end) :]
        pieces.append(self.end)
        return Told(pieces, nodes, tuple(self.shared.values()), self.end)


class PartTeller:
    """Tells the parts of one kind: a node for each that is different, and a link from the study to it."""

    def __init__(self, part: Part) -> None:
        self._tell: TellPart = tell_parts(part)
        self._at = f"/{part.at}/".encode()
        self.identities: Identities = identities(part)
        """The texts that tell parts from each other, and what stands before them all."""

    def __call__(
        self,
        draft: Draft,
        term: str,
        parts: Sequence[Kind],
        more: More | None = None,
        identities: Sequence[str] | None = None,
    ) -> list[bytes]:
        """Tells all parts; gives the terms of the different ones, in order. `identities` are in place of its own."""
        if not parts:
            return []
        terms = self.nodes(draft, *self.different(parts, identities), more)
        draft.link(term, terms)
        return terms

    def different(self, parts: Sequence[Kind], identities: Sequence[str] | None = None) -> Different[Kind]:
        """The different parts, with their keys and positions; `identities` are in place of their own."""
        texts = identities or self.identities(parts, "")
        keys = keys_of(texts)
        if len(set(keys)) < len(keys):
            return different(parts, texts)
        return Different(list(parts), keys, list(range(1, len(keys) + 1)))

    def nodes(
        self,
        draft: Draft,
        parts: Iterable[Kind],
        keys: Iterable[bytes],
        positions: Iterable[int],
        more: More | None = None,
    ) -> list[bytes]:
        """Tells the nodes of parts whose keys and positions are known, and gives their terms."""
        begin = draft.root + self._at
        return self._tell(parts, keys, positions, begin, draft.study, draft.end, draft.parts, draft.nodes, more)

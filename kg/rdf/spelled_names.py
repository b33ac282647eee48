"""Names that records spell in several ways: what the nodes that bear them say of one, said once.

A node leads to its name by `ct:sameName`, which follows from its own label alone. So neither the order of work nor
which other nodes there are makes a difference to it, and a store finds all nodes of a name by that link. A name is
described where several nodes lead to it; one that is spelled in one way has nothing to say beside its node.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.iris import ONTOLOGY

from .shared import merge
from .terms import RDF_TYPE, Triple, iri

__all__ = ["NAME", "SAME_NAME", "SPELLING", "described_names"]

NAME = iri(f"{ONTOLOGY}Name")
SAME_NAME = iri(f"{ONTOLOGY}sameName")
SPELLING = "<https://schema.org/name>"
"""By this a name has the label of each node that bears it."""


def described_names(spellings: Iterable[Triple]) -> Iterator[Triple]:
    """What is said of the names that have several spellings; the rows are sorted, and may repeat."""
    for name, group in groupby(spellings, key=itemgetter(0)):
        rows = list(dict.fromkeys(group))
        if len(rows) > 1:
            yield name, RDF_TYPE, NAME
            yield from merge(rows)

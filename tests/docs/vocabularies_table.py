"""The tables of vocabularies in `docs/linking.md`: what can be installed, and of which prefixes terms are known."""

from kg.vocabulary_list import INSTALLABLE, VOCABULARIES

from .markdown import code, table

__all__ = ["installable_table", "prefixes_table"]

_LEARNT = (
    "`learnt-...`",
    "what records taught",
    "any records with terms that their registry assigned",
    "",
    "as the records",
)


def installable_table() -> str:
    """A row for each kind that `kgbuild vocab` installs, and one for what records teach."""
    rows = ((code(kind), each.names, each.files, each.publisher, each.licence) for kind, each in INSTALLABLE.items())
    return table(("kind", "names", "files", "fetched from", "licence"), [*rows, _LEARNT])


def prefixes_table() -> str:
    """A row for each vocabulary whose terms are known by their CURIEs."""
    rows = (
        (
            ", ".join(map(code, (each.prefix, *each.aliases))),
            each.title,
            code(each.namespace + each.example),
            each.branch or "",
        )
        for each in VOCABULARIES
    )
    return table(("prefix", "vocabulary", "the IRI of a term", "what its terms are"), list(rows))

"""RDF terms as N-Triples text: `<iri>`, `"text"`, `"18"^^<datatype>`; a triple is a tuple of three such texts."""

import re

import msgspec

__all__ = [
    "RDF_TYPE",
    "XSD",
    "Quad",
    "Triple",
    "iri",
    "json_string",
    "literal",
    "literal_parts",
    "triple_of",
    "unescape",
]

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

json_string = msgspec.json.Encoder().encode
"""A text as JSON writes it, as bytes: if the text is printable, also as N-Triples writes it."""

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
_ESCAPES |= {ord(character): f"\\{letter}" for character, letter in zip('\t\b\n\r\f"\\', 'tbnrf"\\', strict=True)}
# The canonical form of N-Triples: what it escapes, and nothing else.
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LITERAL = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)


def triple_of(line: bytes) -> Triple:
    """The triple of a line `subject predicate object`, without an end."""
    subject, predicate, term = line.decode().split(" ", 2)
    return subject, predicate, term


def iri(text: str) -> str:
    """An absolute IRI as a term."""
    return f"<{text}>"


def literal(text: str, datatype: str | None = None) -> str:
    """A literal as a term; without a datatype a plain string."""
    quoted = json_string(text).decode() if text.isprintable() else _escaped(text)
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def _escaped(text: str) -> str:
    """JSON escapes other control characters too, but in small hexadecimal letters, and not the last three.

    `translate` escapes as N-Triples does; it takes ten times as long.
    """
    quoted = json_string(text).decode()
    if "\\u" in quoted or "\x7f" in quoted or "\ufffe" in quoted or "\uffff" in quoted:
        return f'"{text.translate(_ESCAPES)}"'
    return quoted


def literal_parts(term: str) -> tuple[str, str | None, str | None]:
    """Text, datatype IRI and language tag of a literal term; a plain string has neither of the last two."""
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(f"not a literal in N-Triples: {term}")
    text, datatype, language = found.groups()
    return unescape(text) if "\\" in text else text, datatype, language


def unescape(text: str) -> str:
    """The characters that an escaped N-Triples string stands for."""
    return _ESCAPED.sub(
        lambda found: chr(int(found[1] or found[2], 16)) if found[3] is None else _UNESCAPES[found[3]], text
    )

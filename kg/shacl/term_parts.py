"""What SHACL asks of a term: its kind, its string, its language, its datatype."""

from kg.rdf.terms import literal_parts, unescape

from .vocabulary import LANG_STRING, XSD_STRING, sh

__all__ = ["BLANK", "IRI", "LITERAL", "NODE_KINDS", "datatype_of", "language_of", "string_of"]

# The first character of a term tells its kind.
IRI, BLANK, LITERAL = "<", "_", '"'

NODE_KINDS = {
    sh("IRI"): (IRI,),
    sh("BlankNode"): (BLANK,),
    sh("Literal"): (LITERAL,),
    sh("BlankNodeOrIRI"): (BLANK, IRI),
    sh("BlankNodeOrLiteral"): (BLANK, LITERAL),
    sh("IRIOrLiteral"): (IRI, LITERAL),
}
"""Value of `sh:nodeKind` -> the kinds of terms that it admits."""


def string_of(term: str) -> str | None:
    """The SPARQL `str` of a term: the text of a literal or an IRI; None for a blank node, which has none."""
    match term[0]:
        case '"':
            if term[-1] == '"':
                return unescape(term[1:-1]) if "\\" in term else term[1:-1]
            return literal_parts(term)[0]
        case "<":
            return term[1:-1]
        case _:
            return None


def language_of(term: str) -> str | None:
    """The language tag of a literal in lower case, as RDF 1.1 compares tags; None for every other term."""
    if term[0] != LITERAL or term[-1] in '">':
        return None
    return term[term.rindex("@") + 1 :].lower()


def datatype_of(term: str) -> str | None:
    """The datatype of a literal, as the SPARQL function `datatype`; None for every other term."""
    if term[0] != LITERAL:
        return None
    if term[-1] == '"':
        return XSD_STRING
    return f"<{literal_parts(term)[1]}>" if term[-1] == ">" else LANG_STRING

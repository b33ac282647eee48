"""The IRIs of the SHACL vocabulary and its neighbours, as terms."""

from kg.rdf.terms import RDF_TYPE, XSD

__all__ = [
    "CLASS_TYPES",
    "FALSE",
    "INFO",
    "LANG_STRING",
    "RDF_FIRST",
    "RDF_NIL",
    "RDF_REST",
    "RDF_TYPE",
    "SH",
    "SUBCLASS_OF",
    "TRUE",
    "VIOLATION",
    "WARNING",
    "XSD_STRING",
    "sh",
    "short",
]

SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"

RDF_FIRST = f"<{_RDF}first>"
RDF_REST = f"<{_RDF}rest>"
RDF_NIL = f"<{_RDF}nil>"
SUBCLASS_OF = f"<{_RDFS}subClassOf>"
CLASS_TYPES = (f"<{_RDFS}Class>", f"<{_OWL}Class>")
"""The classes of classes. OWL makes owl:Class a subclass of rdfs:Class; pySHACL adds that triple by itself."""

TRUE = f'"true"^^<{XSD}boolean>'
FALSE = f'"false"^^<{XSD}boolean>'
XSD_STRING = f"<{XSD}string>"
LANG_STRING = f"<{_RDF}langString>"

VIOLATION = f"<{SH}Violation>"
WARNING = f"<{SH}Warning>"
INFO = f"<{SH}Info>"

_PREFIXES = {SH: "sh:", XSD: "xsd:", _RDF: "rdf:", _RDFS: "rdfs:", _OWL: "owl:"}


def sh(name: str) -> str:
    """The term of a name in the SHACL namespace."""
    return f"<{SH}{name}>"


def short(term: str) -> str:
    """A term for a message: `xsd:integer` for the five namespaces of the standards, else as it stands."""
    for namespace, prefix in _PREFIXES.items():
        if term.startswith(f"<{namespace}"):
            return f"{prefix}{term[len(namespace) + 1 : -1]}"
    return term

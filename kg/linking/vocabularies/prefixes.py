"""CURIEs of vocabulary files -> the IRIs that the graph uses, and the branch that a prefix stands for."""

from collections.abc import Mapping

from .term import Branch

__all__ = ["BRANCH_OF_PREFIX", "MESH", "OBO", "PREFIXES", "compact_iri", "expand_curie"]

MESH = "http://id.nlm.nih.gov/mesh/"
OBO = "http://purl.obolibrary.org/obo/"

PREFIXES: Mapping[str, str] = {
    "mesh": MESH,
    "doid": f"{OBO}DOID_",
    "mondo": f"{OBO}MONDO_",
    "hp": f"{OBO}HP_",
    "chebi": f"{OBO}CHEBI_",
    "ncit": f"{OBO}NCIT_",
    "ror": "https://ror.org/",
    "geonames": "https://sws.geonames.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "orcid": "https://orcid.org/",
    "ct": "https://w3id.org/kgbuild/ontology#",
}
"""Prefix in lower case -> namespace. MeSH files of others use several namespaces; the graph uses the NLM's own."""

BRANCH_OF_PREFIX: Mapping[str, str] = {
    "doid": Branch.DISEASE,
    "mondo": Branch.DISEASE,
    "hp": Branch.DISEASE,
    "orphanet": Branch.DISEASE,
    "chebi": Branch.CHEMICAL,
    "dron": Branch.CHEMICAL,
    "drugbank": Branch.CHEMICAL,
    "pubchem.compound": Branch.CHEMICAL,
    "rxnorm": Branch.CHEMICAL,
    "vo": Branch.CHEMICAL,
    "cvx": Branch.CHEMICAL,
    "uniprot": Branch.CHEMICAL,
    "maxo": Branch.PROCEDURE,
    "cpt": Branch.PROCEDURE,
    "cl": Branch.CELL,
    "uberon": Branch.ANATOMY,
    "bto": Branch.ANATOMY,
    "fma": Branch.ANATOMY,
    "ncbitaxon": Branch.ORGANISM,
}
"""What a term is that has a counterpart in the vocabulary of this prefix."""


def expand_curie(curie: str) -> str | None:
    """The IRI of a CURIE whose prefix is known, whatever its case; None of any other."""
    prefix, colon, local = curie.partition(":")
    namespace = PREFIXES.get(prefix.lower())
    return namespace + local if colon and namespace else None


def compact_iri(iri: str) -> str | None:
    """The CURIE of an IRI under a known namespace, or None."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None

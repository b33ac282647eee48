"""The vocabularies: how their terms are written, what they name, and which can be installed.

The one table of them. Prefixes of CURIEs, the beginnings of IRIs, the branch that a mapping tells, the linksets of the
description, the form of a match's object, the kinds of `kgbuild vocab` and the table of `docs/linking.md` are made of
it.
Prefixes and forms of ids are those of Bioregistry; licences are those that the publishers state on their own pages.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

__all__ = [
    "INSTALLABLE",
    "LICENCES",
    "MESH",
    "OBO",
    "VOCABULARIES",
    "Branch",
    "Installable",
    "Vocabulary",
    "obo_iri",
    "term_iri",
    "vocabulary_of_prefix",
]

MESH = "http://id.nlm.nih.gov/mesh/"
OBO = "http://purl.obolibrary.org/obo/"
_CC0 = "CC0 1.0"
_CC_BY = "CC BY 4.0"

LICENCES: Mapping[str, str] = {
    _CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    _CC_BY: "https://creativecommons.org/licenses/by/4.0/",
}
"""The IRI of a licence; terms of use that are no licence have none."""


class Branch:
    """Where in its vocabulary a term stands, in the words that all vocabularies are read in."""

    DISEASE = "disease"
    CHEMICAL = "chemical"
    PROCEDURE = "procedure"
    CELL = "cell"
    ANATOMY = "anatomy"
    ORGANISM = "organism"
    OTHER = "other"


class Vocabulary(NamedTuple):
    """A vocabulary whose terms have IRIs of their own."""

    prefix: str
    """Of its CURIEs, in lower case."""
    title: str
    namespace: str
    """How its IRIs begin."""
    id: str
    """The form of what follows, as a regular expression."""
    example: str
    """The id of one of its terms."""
    branch: str | None = None
    """What its terms are; None if it holds terms of several branches."""
    licence: str | None = None
    """Its licence or terms of use, where they were looked up."""
    aliases: tuple[str, ...] = ()
    """Other prefixes by which cross-references name it, in lower case."""


VOCABULARIES = (
    Vocabulary(
        "mesh",
        "Medical Subject Headings",
        MESH,
        "[CD][0-9]{6,9}",
        "D000741",
        None,
        "free of use, with credit to the U.S. National Library of Medicine",
        ("msh",),
    ),
    Vocabulary("doid", "Human Disease Ontology", f"{OBO}DOID_", "[0-9]+", "12449", Branch.DISEASE, _CC0),
    Vocabulary("mondo", "Mondo Disease Ontology", f"{OBO}MONDO_", "[0-9]+", "0005100", Branch.DISEASE, _CC_BY),
    Vocabulary(
        "hp",
        "Human Phenotype Ontology",
        f"{OBO}HP_",
        "[0-9]+",
        "0001945",
        Branch.DISEASE,
        "free of use, with credit to the Human Phenotype Ontology",
        ("hpo",),
    ),
    Vocabulary(
        "orphanet",
        "Orphanet Rare Disease Ontology",
        "http://www.orpha.net/ORDO/Orphanet_",
        "[0-9]+",
        "90291",
        Branch.DISEASE,
        _CC_BY,
        ("orpha", "ordo"),
    ),
    Vocabulary(
        "chebi", "Chemical Entities of Biological Interest", f"{OBO}CHEBI_", "[0-9]+", "15365", Branch.CHEMICAL, _CC_BY
    ),
    Vocabulary("dron", "Drug Ontology", f"{OBO}DRON_", "[0-9]+", "00018962", Branch.CHEMICAL),
    Vocabulary("drugbank", "DrugBank", "https://go.drugbank.com/drugs/", "DB[0-9]{5}", "DB00945", Branch.CHEMICAL),
    Vocabulary(
        "pubchem.compound",
        "PubChem",
        "https://pubchem.ncbi.nlm.nih.gov/compound/",
        "[0-9]+",
        "2244",
        Branch.CHEMICAL,
        None,
        ("pubchem",),
    ),
    Vocabulary(
        "rxnorm",
        "RxNorm",
        "http://purl.bioontology.org/ontology/RXNORM/",
        "[0-9]+",
        "1191",
        Branch.CHEMICAL,
        None,
        ("rxcui",),
    ),
    Vocabulary("vo", "Vaccine Ontology", f"{OBO}VO_", "[0-9]+", "0000001", Branch.CHEMICAL),
    Vocabulary(
        "cvx",
        "Vaccines Administered",
        "https://biopragmatics.github.io/providers/cvx/",
        "[0-9]+",
        "54",
        Branch.CHEMICAL,
    ),
    Vocabulary(
        "uniprot",
        "UniProt",
        "http://purl.uniprot.org/uniprot/",
        "[A-Z0-9]{6}(?:[A-Z0-9]{4})?",
        "P01308",
        Branch.CHEMICAL,
    ),
    Vocabulary("maxo", "Medical Action Ontology", f"{OBO}MAXO_", "[0-9]+", "0000058", Branch.PROCEDURE),
    Vocabulary(
        "cpt",
        "Current Procedural Terminology",
        "https://www.aapc.com/codes/cpt-codes/",
        "[0-9]{4}[0-9FTU]",
        "00100",
        Branch.PROCEDURE,
    ),
    Vocabulary("cl", "Cell Ontology", f"{OBO}CL_", "[0-9]+", "0000134", Branch.CELL),
    Vocabulary("clo", "Cell Line Ontology", f"{OBO}CLO_", "[0-9]+", "0000091", Branch.CELL),
    Vocabulary("uberon", "Uberon", f"{OBO}UBERON_", "[0-9]+", "0000948", Branch.ANATOMY),
    Vocabulary("bto", "BRENDA Tissue Ontology", f"{OBO}BTO_", "[0-9]+", "0000142", Branch.ANATOMY),
    Vocabulary("fma", "Foundational Model of Anatomy", f"{OBO}FMA_", "[0-9]+", "7088", Branch.ANATOMY),
    Vocabulary("ncbitaxon", "NCBI Taxonomy", f"{OBO}NCBITaxon_", "[0-9]+", "9606", Branch.ORGANISM),
    Vocabulary("ncit", "NCI Thesaurus", f"{OBO}NCIT_", "C[0-9]+", "C3088", None, _CC_BY, ("nci",)),
    Vocabulary("efo", "Experimental Factor Ontology", "http://www.ebi.ac.uk/efo/EFO_", "[0-9]+", "0000717"),
    Vocabulary("go", "Gene Ontology", f"{OBO}GO_", "[0-9]{7}", "0008150", Branch.OTHER, _CC_BY),
    Vocabulary("hgnc", "HGNC", "http://identifiers.org/hgnc/", "[0-9]+", "5", Branch.OTHER),
    Vocabulary(
        "ror", "Research Organization Registry", "https://ror.org/", "0[0-9a-z]{6}[0-9]{2}", "036rp1748", None, _CC0
    ),
    Vocabulary("geonames", "GeoNames", "https://sws.geonames.org/", "[0-9]+/", "3451328/", None, _CC_BY),
)

_OF_PREFIX = {name: each for each in VOCABULARIES for name in (each.prefix, *each.aliases)}


class Installable(NamedTuple):
    """What `kgbuild vocab` installs: a vocabulary, or a table about one."""

    title: str
    licence: str
    kind: str
    """What it names: `concept`, `organization` or `place`."""
    names: str
    """The same as the documentation says it."""
    files: str
    """What it is read from, as the documentation says it."""
    readers: tuple[tuple[str, str], ...]
    """End of a file name (without .gz) -> name of a reader; the first that fits is taken."""
    publisher: str = ""
    """From where it is fetched, as the documentation says it."""
    downloads: tuple[str, ...] = ()
    """Addresses of the files, fetched in this order."""
    own_name: bool = False
    """Whether it is installed under the name of its file: there may be several."""


_NLM = "https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh"
_OBO_FILES = "OBO, OBO Graphs JSON, a table `id`, `label`, `exact_synonyms`, `xrefs`, SSSOM"
_OBO_READERS = ((".obo", "obo"), (".json", "obo-graphs"), (".sssom.tsv", "sssom"), (".tsv", "synonyms"))


def _installable(
    prefix: str, kind: str, names: str, files: str, readers: tuple[tuple[str, str], ...], *rest: str
) -> Installable:
    """What is installed of a vocabulary of the table: `rest` is who publishes it, and where."""
    each = _OF_PREFIX[prefix]
    publisher, *downloads = rest
    return Installable(each.title, each.licence or "", kind, names, files, readers, publisher, tuple(downloads))


INSTALLABLE: Mapping[str, Installable] = {
    "mesh": _installable(
        "mesh",
        "concept",
        "conditions, treatments",
        "descriptor and supplementary XML, N-Triples, a table `mesh_id`, `mesh_name`, and if it has them "
        "`entry_terms`, `tree_numbers`, joined by `\\|`",
        ((".xml", "mesh-xml"), (".nt", "mesh-triples"), (".tsv", "mesh-table")),
        "NLM",
        f"{_NLM}/desc{{year}}.gz",
        f"{_NLM}/supp{{year}}.gz",
    ),
    "mesh-supplements": _installable(
        "mesh",
        "concept",
        "substances, protocols and rare diseases of MeSH, beside the descriptors that come with kgbuild",
        "supplementary XML",
        ((".xml", "mesh-xml"),),
        "NLM",
        f"{_NLM}/supp{{year}}.gz",
    )._replace(title="Supplementary concepts of MeSH"),
    "doid": _installable(
        "doid",
        "concept",
        "diseases",
        _OBO_FILES,
        _OBO_READERS,
        "OBO Foundry",
        "https://purl.obolibrary.org/obo/doid.json",
    ),
    "mondo": _installable(
        "mondo",
        "concept",
        "diseases",
        _OBO_FILES,
        _OBO_READERS,
        "OBO Foundry",
        "https://purl.obolibrary.org/obo/mondo/mappings/mondo_exactmatch_mesh.sssom.tsv",
        "https://purl.obolibrary.org/obo/mondo.json",
    ),
    "hp": _installable(
        "hp",
        "concept",
        "phenotypes",
        _OBO_FILES,
        _OBO_READERS,
        "OBO Foundry",
        "https://purl.obolibrary.org/obo/hp.json",
    ),
    "chebi": _installable(
        "chebi",
        "concept",
        "substances",
        _OBO_FILES,
        _OBO_READERS,
        "OBO Foundry",
        "https://purl.obolibrary.org/obo/chebi.obo",
    ),
    "obo": Installable(
        "OBO ontology",
        "as its publisher says",
        "concept",
        "what any other OBO ontology names (Uberon, CL, VO, MAXO ...)",
        _OBO_FILES,
        _OBO_READERS,
        own_name=True,
    ),
    "biomappings": Installable(
        "Biomappings",
        _CC0,
        "concept",
        "concepts of MeSH by other names",
        "SSSOM",
        ((".tsv", "sssom"),),
        "Biomappings",
        ("https://w3id.org/biopragmatics/biomappings/sssom/biomappings.sssom.tsv",),
    ),
    "drug-names": Installable(
        "Brand and code names of substances",
        "as the file says",
        "concept",
        "substances of MeSH by brand and code names; the ids of the names are row numbers",
        "SSSOM",
        ((".tsv", "drug-names"),),
    ),
    "sssom": Installable(
        "Mappings in SSSOM",
        "as the file says",
        "concept",
        "concepts of MeSH by other names, from any table of mappings",
        "SSSOM",
        ((".tsv", "sssom"),),
        own_name=True,
    ),
    "ror": _installable(
        "ror",
        "organization",
        "organizations",
        "the dump in schema version 2, JSON or its zip",
        ((".json", "ror"),),
        "Zenodo, with its checksum",
        "https://zenodo.org/api/communities/ror-data/records?q=&sort=newest&size=1",
    ),
    "geonames": _installable(
        "geonames",
        "place",
        "cities, and divisions of all countries",
        "dumps such as `cities500.txt`, `BR.zip`, and `admin1CodesASCII.txt`, `admin2Codes.txt`",
        (("admin1CodesASCII.txt", "divisions"), ("admin2Codes.txt", "divisions"), (".txt", "cities")),
        "GeoNames",
        "https://download.geonames.org/export/dump/admin1CodesASCII.txt",
        "https://download.geonames.org/export/dump/cities500.zip",
    ),
}


def vocabulary_of_prefix(prefix: str) -> Vocabulary | None:
    """The vocabulary that a prefix names, in whatever case; None of one that is not in the table."""
    return _OF_PREFIX.get(prefix.lower())


def term_iri(curie: str) -> str | None:
    """The IRI of a term by its CURIE; None if its prefix is not in the table, or if what follows is no id of it."""
    prefix, _, local = curie.partition(":")
    each = vocabulary_of_prefix(prefix)
    return each.namespace + local if each and re.fullmatch(each.id, local) else None


_CANONICAL = re.compile(r"([A-Za-z]\w*):([0-9]+)")


def obo_iri(identifier: str) -> str | None:
    """The IRI of a term of an OBO file; of a prefix that is not in the table by the rule of the OBO format.

    https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html, section 5.9.2: `X:1` of numbers alone is
    `http://purl.obolibrary.org/obo/X_1`. What has another form is local to its file.
    """
    if vocabulary_of_prefix(identifier.partition(":")[0]):
        return term_iri(identifier)
    found = _CANONICAL.fullmatch(identifier)
    return f"{OBO}{found[1]}_{found[2]}" if found else None

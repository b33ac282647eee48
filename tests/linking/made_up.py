"""Small vocabularies in their publishers' formats, made up but for the identifiers."""

import json

MESH_XML = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20260101.dtd">
<DescriptorRecordSet LanguageCode="eng">
{records}
</DescriptorRecordSet>
"""

_RECORD = """<DescriptorRecord DescriptorClass="1"><DescriptorUI>{ui}</DescriptorUI>
<DescriptorName><String>{label}</String></DescriptorName>
<TreeNumberList>{numbers}</TreeNumberList>
<ConceptList><Concept PreferredConceptYN="Y"><TermList>{terms}</TermList></Concept></ConceptList>
</DescriptorRecord>"""

DESCRIPTORS = (
    ("D000741", "Anemia, Aplastic", ("C15.378.071.085",), ("Aplastic Anemia", "Aplastic Anaemia")),
    ("D001943", "Breast Neoplasms", ("C04.588.180",), ("Breast Cancer", "Cancer of the Breast")),
    ("D003924", "Diabetes Mellitus, Type 2", ("C18.452.394.750.149",), ("NIDDM", "Type 2 Diabetes Mellitus")),
    ("D003922", "Diabetes Mellitus, Type 1", ("C18.452.394.750.124",), ("IDDM",)),
    ("D059630", "Mesenchymal Stem Cells", ("A11.872.590",), ("Mesenchymal Stromal Cells",)),
    ("D001853", "Bone Marrow", ("A15.378.316",), ()),
    ("D008687", "Metformin", ("D02.078.370.141.450",), ("Glucophage",)),
    ("D001172", "Arthritis, Rheumatoid", ("C05.550.114.154",), ("Rheumatoid Arthritis",)),
    ("D009103", "Multiple Sclerosis", ("C10.114.375.500",), ("MS",)),
    ("D008945", "Mitral Valve Stenosis", ("C14.280.484.517",), ("MS",)),
    ("D013684", "Telangiectasis", ("C14.907.823",), ("Cold",)),
    ("D003080", "Cold Temperature", ("G16.500.750.775.300",), ("Cold",)),
    ("D004194", "Disease", ("C23.550.288",), ()),
)


def mesh_xml(more: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = ()) -> bytes:
    """The descriptors, and more of them, as the NLM's XML."""
    records = "\n".join(
        _RECORD.format(
            ui=ui,
            label=label,
            numbers="".join(f"<TreeNumber>{number}</TreeNumber>" for number in numbers),
            terms="".join(f"<Term><String>{term}</String></Term>" for term in (label, *terms)),
        )
        for ui, label, numbers, terms in (*DESCRIPTORS, *more)
    )
    return MESH_XML.format(records=records).encode()


_SUPPLEMENT = """<SupplementalRecord SCRClass="{kind}"><SupplementalRecordUI>{ui}</SupplementalRecordUI>
<SupplementalRecordName><String>{label}</String></SupplementalRecordName>
<HeadingMappedToList>{headings}</HeadingMappedToList>
<ConceptList><Concept PreferredConceptYN="Y"><TermList>{terms}</TermList></Concept></ConceptList>
</SupplementalRecord>"""
_MAPPED_TO = (
    "<HeadingMappedTo><DescriptorReferredTo><DescriptorUI>{ui}</DescriptorUI><DescriptorName><String>Any</String>"
    "</DescriptorName></DescriptorReferredTo></HeadingMappedTo>"
)


def _supplement(kind: str, ui: str, label: str, *terms: str, headings: tuple[str, ...] = ()) -> str:
    return _SUPPLEMENT.format(
        kind=kind,
        ui=ui,
        label=label,
        headings="".join(_MAPPED_TO.format(ui=heading) for heading in headings),
        terms="".join(f"<Term><String>{term}</String></Term>" for term in (label, *terms)),
    )


SUPPLEMENTS = (
    '<?xml version="1.0"?>\n<SupplementalRecordSet LanguageCode="eng">\n'
    + "\n".join(
        (
            _supplement("1", "C000001", "salicylhydroxamic acid", "SHAM", "salicylhydroxamate", headings=("*D012459",)),
            _supplement("2", "C000002", "MADEUP protocol", headings=("*D000971",)),
            _supplement("3", "C535662", "Make-Believe syndrome", headings=("*D000741", "D001853")),
            _supplement("4", "C000003", "Virus of make-believe"),
        )
    )
    + "\n</SupplementalRecordSet>\n"
)
"""Supplementary records as the NLM writes them, with the headings that they are mapped to; `*` marks main topics."""

MESH_NT = r"""
<http://id.nlm.nih.gov/mesh/D000741> <http://www.w3.org/2000/01/rdf-schema#label> "Anemia, Aplastic"@en .
<http://id.nlm.nih.gov/mesh/D000741> <http://id.nlm.nih.gov/mesh/vocab#treeNumber> <http://id.nlm.nih.gov/mesh/C15.378> .
<http://id.nlm.nih.gov/mesh/D000741> <http://id.nlm.nih.gov/mesh/vocab#preferredConcept> <http://id.nlm.nih.gov/mesh/M1> .
<http://id.nlm.nih.gov/mesh/M1> <http://www.w3.org/2000/01/rdf-schema#label> "Anemia, Aplastic"@en .
<http://id.nlm.nih.gov/mesh/M1> <http://id.nlm.nih.gov/mesh/vocab#term> <http://id.nlm.nih.gov/mesh/T2> .
<http://id.nlm.nih.gov/mesh/T2> <http://id.nlm.nih.gov/mesh/vocab#prefLabel> "Aplastic An\u00E6mia"@en .
"""

DOID_OBO = """format-version: 1.2

[Term]
id: DOID:12449
name: aplastic anemia
synonym: "anemia, \\"aplastic\\"" EXACT []
synonym: "marrow failure" RELATED []
xref: MESH:D000741 {source="x"}

[Term]
id: DOID:99999
name: made-up fever
synonym: "fever of make-believe" EXACT []

[Term]
id: DOID:88888
name: gone
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""

MONDO_JSON = json.dumps(
    {
        "graphs": [
            {
                "nodes": [
                    {
                        "id": "http://purl.obolibrary.org/obo/MONDO_0005100",
                        "lbl": "systemic sclerosis",
                        "meta": {
                            "synonyms": [
                                {"pred": "hasExactSynonym", "val": "systemic scleroderma"},
                                {"pred": "hasRelatedSynonym", "val": "hard skin"},
                            ],
                            "xrefs": [{"val": "MESH:D012595"}],
                        },
                    },
                    {"id": "http://purl.obolibrary.org/obo/MONDO_1", "lbl": "old", "meta": {"deprecated": True}},
                    {"id": "http://purl.obolibrary.org/obo/HP_1", "lbl": "no disease"},
                ]
            }
        ]
    }
).encode()

SSSOM = """#curie_map:
#  mesh: http://id.nlm.nih.gov/mesh/
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification
mesh:D059630\tMesenchymal Cells of Make-Believe\tskos:exactMatch\tcl:0000134\tmesenchymal stem cell\tsemapv:ManualMappingCuration
mesh:D000001\tnear\tskos:broadMatch\tcl:1\tnearly\tsemapv:ManualMappingCuration
"""


def _organization(number: str, names: list[tuple[str, list[str]]], **more: object) -> dict[str, object]:
    return {
        "id": f"https://ror.org/{number}",
        "status": "active",
        "names": [{"value": value, "types": types, "lang": None} for value, types in names],
        "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "BR", "name": "Somewhere"}}],
        "relationships": [],
        **more,
    }


ROR = json.dumps(
    [
        _organization(
            "036rp1748",
            [
                ("Universidade de São Paulo", ["ror_display", "label"]),
                ("University of São Paulo", ["label"]),
                ("USP", ["acronym"]),
            ],
        ),
        _organization("01example1", [("Example Pharma", ["ror_display", "label"]), ("Exphar", ["alias"])]),
        _organization("02example2", [("General Hospital", ["ror_display", "label"])]),
        _organization("03example3", [("General Hospital", ["ror_display", "label"])]),
        _organization("04example4", [("Closed Institute", ["ror_display", "label"])], status="withdrawn"),
    ]
).encode()

CITIES = (
    "1\tSpringfield\tSpringfield\t\t39.8\t-89.6\tP\tPPLA\tUS\t\tIL\t\t\t\t116000\t\t\tAmerica/Chicago\t2020-01-01\n"
    "2\tSpringfield\tSpringfield\t\t42.1\t-72.5\tP\tPPLA2\tUS\t\tMA\t\t\t\t155000\t\t\tAmerica/New_York\t2020-01-01\n"
    "3\tAarhus\tAarhus\tÅrhus,Orhus\t56.15\t10.2\tP\tPPLA\tDK\t\t18\t\t\t\t280000\t\t\tEurope/Copenhagen\t2020-01-01\n"
    "4\tBig Lake\tBig Lake\t\t56.0\t10.0\tH\tLK\tDK\t\t18\t\t\t\t0\t\t\tEurope/Copenhagen\t2020-01-01\n"
    "5\tBigtown\tBigtown\t\t1.0\t1.0\tP\tPPL\tFR\t\t1\t\t\t\t900000\t\t\tEurope/Paris\t2020-01-01\n"
    "6\tBigtown\tBigtown\t\t5.0\t5.0\tP\tPPL\tFR\t\t2\t\t\t\t900\t\t\tEurope/Paris\t2020-01-01\n"
    "7\tSharon\tSharon\t\t42.1\t-71.2\tP\tPPL\tUS\t\tMA\t\t\t\t18000\t\t\tAmerica/New_York\t2020-01-01\n"
)
DIVISIONS = "US.IL\tIllinois\tIllinois\t11\nUS.MA\tMassachusetts\tMassachusetts\t12\n"

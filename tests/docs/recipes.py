"""The questions of `docs/model.md`: what is asked, how, and what to mind; `tests/test_recipes.py` runs each."""

from typing import NamedTuple

__all__ = ["RECIPES", "Recipe"]


class Recipe(NamedTuple):
    """A question that the page answers."""

    title: str
    query: str
    """SPARQL without its prefixes."""
    minds: str
    """What to mind, in Markdown."""


RECIPES = (
    Recipe(
        "A study by its id, with its page",
        """SELECT ?study ?title ?page {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" ; dcterms:title ?title ; schema:url ?page
}""",
        "`dcterms:identifier` of the study holds its former ids too, so that an old id finds it.",
    ),
    Recipe(
        "All ids of a study",
        """SELECT DISTINCT ?id ?property {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" .
  { ?study dcterms:identifier ?id BIND(dcterms:identifier AS ?property) }
  UNION { ?record ct:describes ?study ; dcterms:identifier ?id BIND(dcterms:identifier AS ?property) }
  UNION { ?record ct:describes ?study ; ct:formerIdentifier ?id BIND(ct:formerIdentifier AS ?property) }
  UNION { ?study ct:secondaryIdentifier/ct:identifierValue ?id BIND(ct:secondaryIdentifier AS ?property) }
  UNION { ?record ct:describes ?study ; ct:secondaryIdentifier/ct:identifierValue ?id
    BIND(ct:secondaryIdentifier AS ?property) }
} ORDER BY ?id ?property""",
        "The study has the ids that the record which leads states; the branches with `?record` add those of others.",
    ),
    Recipe(
        "Ids at other registries",
        """SELECT DISTINCT ?value ?registry ?domain {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" ; ct:secondaryIdentifier ?other .
  ?other ct:identifierValue ?value
  OPTIONAL { ?other ct:identifierRegistry ?registry }
  OPTIONAL { ?other ct:identifierType ?type }
  OPTIONAL { ?other ct:identifierDomain ?domain }
  FILTER(BOUND(?registry) || ?type = identifier-type:REGISTRY)
} ORDER BY ?value""",
        "`ct:identifierRegistry` names registries of the code list `registry` alone. Of any other, such as NCI CTRP,"
        " the type says that it is a registry and `ct:identifierDomain`, as written, which.",
    ),
    Recipe(
        "Registered after the start",
        """SELECT ?study ?start (MIN(?submitted) AS ?registered) {
  ?study a ct:ClinicalTrial ; ct:startDateLatest ?start .
  ?record ct:describes ?study ; ct:firstSubmittedDate ?submitted
} GROUP BY ?study ?start HAVING(MIN(?submitted) > ?start) ORDER BY ?study""",
        "`ct:startDate` may be a month or a year, which SPARQL does not compare with days; `ct:startDateLatest` is a"
        " day, the last that it may mean, so that what is found is late for sure. With `ct:startDateEarliest` what may"
        " be late is found too. Dates of the record, such as `ct:firstSubmittedDate`, are days but in few old records.",
    ),
    Recipe(
        "Results later than a year after primary completion",
        """SELECT DISTINCT ?study ?end ?posted {
  ?study a ct:ClinicalTrial ; ct:primaryCompletionDateLatest ?end .
  ?record ct:describes ?study ; ct:resultsFirstPostedDate ?posted
  FILTER(STR(?posted) > CONCAT(STR(YEAR(?end) + 1), SUBSTR(STR(?end), 5)))
} ORDER BY ?study""",
        "The same day a year later, as a text. Engines differ in what may be added to a date, and one that cannot add"
        ' finds nothing and does not say so: `?posted > ?end + "P1Y"^^xsd:duration` finds the same in Oxigraph, which'
        " kgbuild uses, and nothing in rdflib.",
    ),
    Recipe(
        "Trials on a condition, by its name",
        """SELECT DISTINCT ?study ?label {
  ?study a ct:ClinicalTrial ; ct:condition ?condition .
  ?condition schema:name ?name ; skos:prefLabel ?label
  FILTER(LCASE(?name) = "asthma")
} ORDER BY ?study""",
        "`schema:name` holds every spelling of a node, `skos:prefLabel` one of them: search by the first, show the"
        " second. Spellings of one node differ in case, spaces and hyphens. Others, such as another order of words, are"
        " nodes of their own, which lead to one name where the graph is linked: `?condition"
        " ct:sameName/^ct:sameName/schema:name ?name` finds them too. The same holds of treatments, organizations and"
        " facilities.",
    ),
    Recipe(
        "Trials on a condition, by the registry's MeSH terms",
        """SELECT DISTINCT ?study {
  ?study a ct:ClinicalTrial ; ct:conditionConcept|ct:conditionConceptAncestor mesh:D001982
} ORDER BY ?study""",
        "This needs no vocabularies. `ct:conditionConcept` is what the registry assigned to the study, the ancestors"
        " are the terms above it, so that Bronchial Diseases finds asthma. `ct:interventionConcept` is alike. Take this"
        " way for what a registry indexed. Take `ct:condition/skos:exactMatch` for all other records, such as saved"
        " pages, and where it must be known which name a term belongs to: these matches are kgbuild's own, stand in"
        " `graph/links` with their evidence (`ct:Mapping`), and need [vocabularies](linking.md); nothing above them is"
        " in the graph. Where both kinds of records are in it, ask both ways with `UNION`.",
    ),
    Recipe(
        "What trials on a condition test",
        """SELECT ?treatment (COUNT(DISTINCT ?study) AS ?trials) {
  ?study a ct:ClinicalTrial ; ct:condition/schema:name ?name ; ct:testedTreatment/skos:prefLabel ?treatment
  FILTER(LCASE(?name) = "asthma")
} GROUP BY ?treatment ORDER BY DESC(?trials) ?treatment""",
        "Placebos, shams and controls are under `ct:comparatorTreatment`: see"
        " [the roles of treatments](#the-roles-of-treatments).",
    ),
    Recipe(
        "The criteria of a study, in order",
        """SELECT ?position ?side ?text ?within {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" ; ct:eligibility/ct:criterion ?criterion .
  ?criterion schema:position ?position ; ct:text ?text
  OPTIONAL { ?criterion ct:side ?side }
  OPTIONAL { ?criterion ct:withinCriterion/schema:position ?within }
} ORDER BY ?position""",
        "`ct:criterion` reaches those on every level; `ct:withinCriterion` leads to the one above. The side is absent"
        " where the text does not say. `ct:criteriaText` of the eligibility is the text as a whole.",
    ),
    Recipe(
        "Who leads sites in a country",
        """SELECT DISTINCT ?study ?name ?facility {
  ?study a ct:Study ; ct:site ?site .
  ?site schema:containedInPlace/ct:countryCode "DE" ; ct:official/schema:name ?name
  OPTIONAL { ?site ct:facilityName ?facility }
} ORDER BY ?study ?name""",
        "Each site with a country links it by `schema:containedInPlace`. A city is best asked for by the label of"
        " `ct:place`: one city may be several nodes, since the state is part of its key. `ct:facility` is absent where"
        " the name is none, such as `Research Site`; `ct:facilityName` has what is written.",
    ),
    Recipe(
        "Papers of a study, with citation and role",
        """SELECT ?position ?role ?citation ?paper {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" ; ct:publicationLink ?link .
  ?link schema:position ?position ; ct:publicationRole ?role ; ct:citedPublication ?paper
  OPTIONAL { ?link ct:citation ?citation }
} ORDER BY ?position""",
        "One link is one entry of the record's list. Its paper has `ct:doi` and `ct:pmid` where they are known. Without"
        " the role, `ct:resultsPublication` and its sisters lead straight to the papers.",
    ),
    Recipe(
        "Investigators who answer for a study, by name",
        """SELECT ?study ?name ?written {
  ?study a ct:Study ; ct:responsibleParty ?person .
  ?person a ct:Official ; schema:name ?name .
  ?record ct:describes ?study ; ct:responsiblePartyName ?written
} ORDER BY ?study""",
        "Where the party is an official of the study, `?name` is the official's name as listed, `?written` the party's."
        " An investigator whom the record does not list is an official too, without `schema:position`."
        " `ct:responsiblePartyType` of the record is absent in old records. A party that is no person is a"
        " `ct:Office`; that of most studies is an `org:Organization`, their lead sponsor.",
    ),
    Recipe(
        "Outcomes of each study, counted",
        """SELECT ?study (COUNT(?outcome) AS ?outcomes) {
  ?study a ct:Study ; ct:outcome ?outcome
} GROUP BY ?study ORDER BY ?study""",
        "`ct:outcome` stands above primary, secondary and other ones. Counted by class with `ct:ofStudy`, outcomes that"
        " were registered first and are no longer so would be counted too.",
    ),
    Recipe(
        "Publication links of each study, counted",
        """SELECT ?study (COUNT(?link) AS ?links) {
  ?link a ct:PublicationLink ; ct:ofStudy ?study
} GROUP BY ?study ORDER BY ?study""",
        "Only parts of the record that leads have `ct:ofStudy`: so a link that two publishers state is counted once.",
    ),
    Recipe(
        "Where a fact comes from",
        """SELECT ?value ?record ?registry ?file ?position ?bytes {
  ?study a ct:Study ; dcterms:identifier "NCT01297972" .
  GRAPH ?record {
    ?study ct:enrollment ?value .
    ?record ct:registry ?registry ; ct:sourceName ?file ; prov:wasDerivedFrom ?bytes
    OPTIONAL { ?record ct:sourcePosition ?position }
  }
}""",
        "The name of a graph is the IRI of its record. What records that do not lead state has the record itself as"
        " subject; they have the same `dcterms:identifier`, so `a ct:Study` matters."
        " `prov:wasDerivedFrom` is `urn:sha256:` with the checksum of the"
        " bytes that were read, of the member where the file is an archive. When the graph was made does not stand in"
        " it: `prov:generatedAtTime` of the `ct:Build` is in `void.ttl` beside the file, and in `graph/build` of a"
        " store.",
    ),
)

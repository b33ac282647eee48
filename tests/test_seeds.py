"""The two real pages: every fact that they state, asked of the graph that `kgbuild ingest` writes."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from tests.cli.test_manners import kgbuild

CT = "https://w3id.org/kgbuild/ontology#"
SAO_PAULO = "University of Sao Paulo"
NANJING = "The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School"

# Path from the node (a SPARQL property path) -> the values, all of them; codes by their list and notation.
STUDY_000 = {
    "a": ["ct:ClinicalTrial", "ct:Study", "schema:MedicalStudy", "schema:MedicalTrial"],
    "dcterms:title": ["Mesenchymal Stem Cells in the Treatment of Relapsed/Refractory Severe Acquired Aplastic Anemia"],
    "ct:overallStatus": ["overall-status:COMPLETED"],
    "ct:phase": ["phase:PHASE1", "phase:PHASE2"],
    "ct:phaseLabel": ["Phase 1/Phase 2"],
    "ct:enrollment": ["9"],
    "ct:enrollmentType": [],
    "ct:studyType": ["study-type:INTERVENTIONAL"],
    "ct:startDate": ["2011-02-28"],
    "ct:completionDate": ["2013-11-30"],
    "ct:startYear": ["2011"],
    "ct:completionYear": ["2013"],
    "ct:hasResults": ["false"],
    "ct:briefSummary": [],
    "ct:relatedStudy": [
        "study/NCT01028794",
        "study/NCT01182662",
        "study/NCT01305694",
        "study/NCT02218437",
        "study/NCT03055078",
    ],
    "ct:relatedStudyLink/ct:listedTitle": [
        "Autologous Bone Marrow Mononuclear Cell Transplantation for Stroke Patients",
        "Mesenchymal Stem Cells Transplantation to Patients With Relapsed/Refractory Aplastic Anemia.",
        "Safety and Efficacy Study of Umbilical Cord/Placenta-Derived Mesenchymal Stem Cells "
        "to Treat Severe Aplastic Anemia",
        "Treatment Protocol of Child SAA With the Injection of Mesenchymal Stem Cells(Umbilical Cord Derived)",
        "Umbilical Cord Derived Mesenchymal Stem Cells Therapy in Aplastic Anemia",
    ],
    "ct:condition": [],
    "ct:allocation": ["allocation:NA"],
    "ct:interventionModel": ["intervention-model:SINGLE_GROUP"],
    "ct:primaryPurpose": ["primary-purpose:TREATMENT"],
    "ct:masking": ["masking:NONE"],
    "ct:intervention/schema:name": ["Intravenous bone marrow mesenchymal stem cells infusion"],
    "ct:intervention/ct:interventionType": [],
    "ct:intervention/dcterms:description": [
        "After standard immunosuppressive therapy with rabbit antithymocyte globulin 3,5 mg/Kg/day during 5 days, "
        "allogeneic unrelated bone marrow derived mesenchymal stem cells will be infused intravenously. Oral "
        "cyclosporine 5 mg/Kg/day (with dose correction weekly to keep serum cyclosporine level between 150-250 mg/dl) "
        "up to 6 months will be added."
    ],
    "ct:intervention/ct:treatment/skos:prefLabel": ["Intravenous bone marrow mesenchymal stem cells infusion"],
    "ct:eligibility/ct:criterion/ct:text": [
        "Active or latent infectious disease",
        "Not eligible to allogeneic bone marrow transplantation",
        "Positive serologic tests for HIV, HCV, HBV, HTLV-1 and 2, Syphilis or Chagas disease",
        "Pregnancy",
        "Previous drug reaction for antithymocyte globulin, cyclosporin or corticosteroids",
        "Previous history of allergic reaction to penicillin or streptomycin",
        "Relapse/refractory to at least 1 immunosuppressive first line treatment",
        "Severe organic impairment (renal, hepatic, cardiac, pulmonary)",
        "Severe psychiatric disorder",
        "Uncontrolled hypertension or diabetes",
    ],
    "ct:eligibility/ct:criterion/ct:side": [*["criterion-side:EXCLUSION"] * 8, *["criterion-side:INCLUSION"] * 2],
    "ct:eligibility/ct:minimumAge": ["18 Years"],
    "ct:eligibility/ct:minimumAgeYears": ["18"],
    "ct:eligibility/ct:maximumAge": ["65 Years"],
    "ct:eligibility/ct:sex": ["sex:ALL"],
    "ct:eligibility/ct:healthyVolunteers": ["false"],
    "ct:leadSponsor/skos:prefLabel": [SAO_PAULO],
    "ct:leadSponsor/ct:organizationClass": ["organization-class:OTHER"],
    "ct:sponsor/schema:name": [SAO_PAULO],
    "ct:official/schema:name": ["Diego V Clé, MD", "Rodrigo T Calado, MD"],
    "ct:official/ct:officialRole": ["official-role:PRINCIPAL_INVESTIGATOR", "official-role:STUDY_CHAIR"],
    "ct:official/ct:degree": ["MD", "MD"],
    "ct:official/ct:affiliationName": [SAO_PAULO, SAO_PAULO],
    "ct:site/ct:facilityName": [
        "Hospital das Clínicas da Faculdade de Medicina de Ribeirão Preto da Universidade de São Paulo"
    ],
    "ct:site/ct:place/skos:prefLabel": ["Ribeirão Preto"],
    "ct:site/ct:stateName": ["São Paulo"],
    "ct:site/ct:place/schema:containedInPlace": ["country/BR"],
    "ct:site/schema:containedInPlace": ["country/BR"],
    "ct:country": ["country/BR"],
    "ct:country/ct:countryCode": ["BR"],
    "ct:publication": [
        "https://doi.org/10.1016/j.jcyt.2015.09.006",
        "https://doi.org/10.1038/sj.leu.2402786",
        "https://doi.org/10.1182/blood-2006-03-010777",
    ],
    "ct:publicationLink/ct:publicationRole": ["publication-role:UNSPECIFIED"] * 3,
    "ct:secondaryIdentifier/ct:identifierValue": ["CONEP 16119"],
    "ct:secondaryIdentifier/ct:identifierRole": ["identifier-role:ORG_STUDY_ID"],
    "ct:secondaryIdentifier/ct:identifierType": [],
    "^ct:describes": ["record/meddatax/NCT01297972"],
    "^ct:describes/dcterms:modified": ["2014-02-04"],
    "^ct:describes/ct:responsiblePartyName": ["Diego Villa Clé"],
    "^ct:describes/ct:responsiblePartyTitle": ["MD"],
    "^ct:describes/prov:wasDerivedFrom": [
        "urn:sha256:8ed835558899571da8f467b05beb1b056b8510a34511673221df55f4368b6413"
    ],
}

STUDY_004 = {
    "dcterms:title": ["Allogeneic Mesenchymal Stem Cells Transplantation for Systemic Sclerosis (SSc)"],
    "ct:officialTitle": [],
    "ct:overallStatus": ["overall-status:UNKNOWN"],
    "ct:lastKnownStatus": ["overall-status:RECRUITING"],
    "ct:startDate": ["2009-08"],
    "ct:startDateType": [],
    "ct:primaryCompletionDate": ["2010-12"],
    "ct:primaryCompletionDateType": ["date-type:ESTIMATED"],
    "ct:completionDate": ["2011-12"],
    "ct:completionDateType": ["date-type:ESTIMATED"],
    "ct:phase": ["phase:PHASE1", "phase:PHASE2"],
    "ct:allocation": ["allocation:NON_RANDOMIZED"],
    "ct:interventionModel": ["intervention-model:SINGLE_GROUP"],
    "ct:masking": ["masking:NONE"],
    "ct:primaryPurpose": ["primary-purpose:TREATMENT"],
    "ct:condition/skos:prefLabel": ["Mesenchymal Stem Cells", "Systemic Sclerosis"],
    "schema:healthCondition": ["condition/mesenchymal-stem-cells", "condition/systemic-sclerosis"],
    "ct:intervention/schema:name": ["Allogeneic Mesenchymal Stem Cells (AlloMSC)"],
    "ct:intervention/ct:interventionType": ["intervention-type:BIOLOGICAL"],
    "ct:intervention/dcterms:description": [
        "Allogeneic mesenchymal stem cells will be infused intravenously (single dose, 10^6 cells/kg body weight)."
    ],
    "ct:primaryOutcome/ct:measure": ["mRSS score,HRQOL score, SF-36 score for SSc patients"],
    "ct:primaryOutcome/ct:timeFrame": ["monthly"],
    "ct:secondaryOutcome/ct:measure": [
        "Change of peripheral blood B and T cells",
        "Remission for organ function, VC, DLCO, PAP, serum albumin, serum creatitin, weight loss, 24h proteinuria",
        "SSc Serology(ATA,ACA,ANA,anti-ssDNA,anti-dsDNA,IgM,IgG,and IgA,complement C3 and C4",
    ],
    "ct:secondaryOutcome/ct:timeFrame": ["every three month"] * 3,
    "ct:originalSecondaryOutcome/ct:measure": [
        "Change of peripheral blood B and T cells",
        "Remission for organ function, VC, DLCO, PAP, serum albumin, serum creatitin, weight loss, 24h proteinuria",
        "SSc Serology(ATA,ACA,ANA,anti-ssDNA,anti-dsDNA,IgM,IgG,and IgA,complement C3 and C4",
    ],
    "ct:enrollment": ["20"],
    "ct:enrollmentType": ["date-type:ESTIMATED"],
    "ct:originalEnrollment": ["20"],
    "ct:eligibility/ct:minimumAge": ["15 Years"],
    "ct:eligibility/ct:maximumAge": ["65 Years"],
    "ct:eligibility/ct:sex": ["sex:ALL"],
    "ct:eligibility/ct:healthyVolunteers": ["false"],
    "ct:eligibility/ct:ageGroup": ["age-group:ADULT", "age-group:CHILD", "age-group:OLDER_ADULT"],
    "ct:country": ["country/CN"],
    "ct:secondaryIdentifier/ct:identifierValue": ["NJGLYY003"],
    "ct:hasDataMonitoringCommittee": ["true"],
    "ct:leadSponsor/schema:name": [NANJING],
    "^ct:describes/ct:firstSubmittedDate": ["2009-08-19"],
    "^ct:describes/ct:firstPostedDate": ["2009-08-20"],
    "^ct:describes/ct:lastUpdatePostedDate": ["2009-08-20"],
    "^ct:describes/dcterms:modified": ["2009-08-20"],
    "^ct:describes/ct:verificationDate": ["2009-08"],
    "^ct:describes/ct:primaryOutcomesSubmittedDate": ["2009-08-19"],
    "^ct:describes/ct:secondaryOutcomesSubmittedDate": ["2009-08-19"],
    "^ct:describes/ct:enrollmentSubmittedDate": ["2009-08-19"],
    "^ct:describes/ct:responsiblePartyName": ["the" + NANJING[3:]],
    "^ct:describes/ct:informationProviderName": [NANJING],
    "^ct:describes/ct:verifiedByName": [NANJING],
    "^ct:describes/ct:prsAccountName": [NANJING],
    "^ct:describes/ct:notProvided": [
        "ct:arm",
        "ct:collaborator",
        "ct:fdaRegulatedDevice",
        "ct:fdaRegulatedDrug",
        "ct:ipdSharing",
        "ct:official",
        "ct:officialTitle",
        "ct:originalOtherOutcome",
        "ct:otherOutcome",
    ],
}

EXPECTED = [("NCT01297972", path, values) for path, values in STUDY_000.items()]
EXPECTED += [("NCT00962923", path, values) for path, values in STUDY_004.items()]


@pytest.fixture(scope="module")
def graph(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[rdflib.Dataset]:
    path = tmp_path_factory.mktemp("seeds") / "graph.nq"
    done = kgbuild("ingest", seeds, "-o", path)
    assert done.returncode == 0, done.stderr
    dataset = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(path, format="nquads")
        yield dataset


def compact(term: str) -> str:
    for prefix, namespace in (
        ("ct", CT),
        ("schema", "https://schema.org/"),
        ("", "https://w3id.org/kgbuild/id/"),
    ):
        if term.startswith(namespace):
            return f"{prefix}:{term[len(namespace) :]}".removeprefix(":")
    if term.startswith("https://w3id.org/kgbuild/code/"):
        return term.removeprefix("https://w3id.org/kgbuild/code/").replace("/", ":")
    return term


@pytest.mark.parametrize(("study", "path", "values"), EXPECTED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_fact_of_the_page_is_in_the_graph(graph: rdflib.Dataset, study: str, path: str, values: list[str]) -> None:
    prefixes = {
        "ct": CT,
        "schema": "https://schema.org/",
        "dcterms": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
    }
    head = " ".join(f"PREFIX {name}: <{namespace}>" for name, namespace in prefixes.items())
    rows: Any = graph.query(f"{head} SELECT ?value {{ <https://w3id.org/kgbuild/id/study/{study}> {path} ?value }}")
    assert sorted(compact(str(row[0])) for row in rows) == values


def test_original_outcomes_are_the_same_nodes(graph: rdflib.Dataset) -> None:
    study = rdflib.URIRef("https://w3id.org/kgbuild/id/study/NCT00962923")
    for kind in ("PrimaryOutcome", "SecondaryOutcome"):
        current = set(graph.objects(study, rdflib.URIRef(f"{CT}{kind[0].lower()}{kind[1:]}")))
        assert current == set(graph.objects(study, rdflib.URIRef(f"{CT}original{kind}")))


def test_the_detailed_description_is_whole(graph: rdflib.Dataset) -> None:
    study = rdflib.URIRef("https://w3id.org/kgbuild/id/study/NCT01297972")
    [text] = graph.objects(study, rdflib.URIRef(f"{CT}detailedDescription"))
    assert str(text).startswith("However, up to one third of patients treated with immunosuppression are refractory")
    assert str(text).endswith("intravenous infusion of allogeneic unrelated bone marrow mesenchymal stem cells.")


@pytest.mark.slow
def test_validate_finds_what_ingest_found_on_every_format(seeds: Path, tmp_path: Path) -> None:
    kgbuild("ingest", seeds, "-o", tmp_path / "graph.ttl", "--report", tmp_path / "ingest.jsonl")
    found = [line for line in (tmp_path / "ingest.jsonl").read_text().splitlines() if '"kind":"finding"' in line]
    assert len(found) == 11
    for extension in ("ttl", "nt", "nq.gz", "trig", "jsonld", "jsonl"):
        path = tmp_path / f"graph.{extension}"
        kgbuild("ingest", seeds, "-o", path)
        done = kgbuild("validate", path, "--report", tmp_path / "validate.jsonl")
        assert done.returncode == 0
        assert (tmp_path / "validate.jsonl").read_text().splitlines() == found, extension

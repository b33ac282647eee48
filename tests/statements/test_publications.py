"""Publications of the small cases, as the graph has them."""

import json
from pathlib import Path

import pytest

import kg
from kg.sources import detect
from kg.sources.reading import Reading

DOI = "https://doi.org/"
CITED = "https://w3id.org/kgbuild/ontology#citedPublication"


def cited(path: Path) -> set[str]:
    """The publications that the record of a file cites, without those that have no address."""
    graph = kg.to_rdflib(kg.read(path))
    return {str(each) for *_, each, _ in graph.quads() if str(each).startswith((DOI, "https://pubmed."))} & {
        str(each) for _, link, each, _ in graph.quads() if str(link) == CITED
    }


def test_a_doi_in_a_markdown_link_is_one_publication(cases: Path) -> None:
    assert cited(cases / "files" / "05a_doi_in_markdown_link.json") == {f"{DOI}10.5555/tab.2017.1"}


def test_dois_end_where_a_person_would_end_the_copy(cases: Path) -> None:
    assert cited(cases / "files" / "05b_doi_endings.json") == {
        f"{DOI}10.5555/abc.1",
        f"{DOI}10.5555/abc/def",
        f"{DOI}10.5555/abc.2",
        f"{DOI}10.5555/(sici)1-2(1997)79:10%3C103::aid-x%3E3.0.co;2-r",
    }


def read(references: dict[str, object]) -> Reading:
    identity = {"nctId": "NCT99990001", "briefTitle": "A trial"}
    record = {"protocolSection": {"identificationModule": identity, "referencesModule": references}}
    content = json.dumps(record).encode()
    reader = detect(content)
    assert reader
    reading = reader.read(content, name="made-up.json")
    return reading


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ({"citation": "Roe R. PMID: 12065987."}, {"https://pubmed.ncbi.nlm.nih.gov/12065987"}),
        ({"pmid": "PMID: 12065987"}, {"https://pubmed.ncbi.nlm.nih.gov/12065987"}),
        ({"citation": "Roe R. doi: 10.5555/a PMID: 12065987."}, {f"{DOI}10.5555/a"}),
        ({"pmid": "9024564", "citation": "PMID: 12065987"}, {"https://pubmed.ncbi.nlm.nih.gov/9024564"}),
    ],
)
def test_a_pubmed_id_is_read_in_its_field_and_in_the_citation(reference: dict[str, str], found: set[str]) -> None:
    graph = kg.to_rdflib([read({"references": [reference]})])
    assert {str(each) for _, link, each, _ in graph.quads() if str(link) == CITED} == found


def test_what_is_no_address_is_kept_and_said() -> None:
    reading = read({"seeAlsoLinks": [{"url": "on request"}, {"url": "[plan](https://example.org/a)."}]})
    assert reading.study
    assert [link.url for link in reading.study.links] == ["on request", "https://example.org/a"]
    (problem,) = reading.problems
    assert (problem.rule, problem.path) == ("CT-R011", "protocolSection.referencesModule.seeAlsoLinks[0].url")


def test_a_pubmed_id_that_is_none_is_said() -> None:
    (problem,) = read({"references": [{"pmid": "PMC12", "citation": "Roe R."}]}).problems
    assert "`PMC12` is no PubMed id" in problem.message


@pytest.mark.parametrize(
    ("citation", "found"),
    [
        (
            "Roe R. A. PLoS One. 2015 Apr 2. doi: 10.5555/a. Erratum In: PLoS One. 2015 May 11. doi: 10.5555/b.",
            "10.5555/a",
        ),
        ("Roe R. A. Ann. 2007 Oct 2. doi: 10.5555/a. Review. Erratum in: Ann. 2008. doi: 10.5555/b.", "10.5555/a"),
        ("Roe R. A. Ann. 2007 Oct 2. doi: 10.5555/a. Comment in: Ann. 2008. doi: 10.5555/b.", "10.5555/a"),
        ("Roe R. A. Ann. 2007 Oct 2. doi: 10.5555/a. Update in: Ann. 2008. doi: 10.5555/b.", "10.5555/a"),
        ("Roe R. A. Ann. 2007. doi: 10.5555/a. Retraction in: Ann. 2008. doi: 10.5555/b.", "10.5555/a"),
        ("Roe R. A. Ann. 2007. doi: 10.5555/a. Corrected and republished in: Ann. doi: 10.5555/b.", "10.5555/a"),
        ("Roe R. Comment on: A trial. Ann. 2008. doi: 10.5555/b.", "10.5555/b"),
        ("Roe R. Correction to: A trial. Ann. 2008. doi: 10.5555/b.", "10.5555/b"),
        ("Roe R. Guideline, 2010 update: a report. Ann. 2010. doi: 10.5555/b.", "10.5555/b"),
    ],
)
def test_what_pubmed_lists_behind_a_citation_is_another_paper(citation: str, found: str) -> None:
    graph = kg.to_rdflib([read({"references": [{"pmid": "12065987", "citation": citation}]})])
    assert {str(each) for _, link, each, _ in graph.quads() if str(link) == CITED} == {f"{DOI}{found}"}
    said = {
        (str(link).rpartition("#")[2], str(each)) for node, link, each, _ in graph.quads() if str(node) == DOI + found
    }
    assert {("pmid", "12065987"), ("citation", citation)} <= said


def test_an_erratum_is_not_taken_for_a_paper_without_a_doi_of_its_own() -> None:
    citation = "Roe R. A. PLoS One. 2015 Apr 2;1(2):3. Erratum In: PLoS One. 2015 May 11. doi: 10.5555/b."
    graph = kg.to_rdflib([read({"references": [{"citation": citation}]})])
    [paper] = {str(each) for _, link, each, _ in graph.quads() if str(link) == CITED}
    assert "/publication/" in paper

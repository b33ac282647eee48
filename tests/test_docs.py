"""The generated documents are what their sources give, and their links and pictures hold."""

import re
from pathlib import Path

from kg.pipeline.handbook.glossary import terms
from kg.pipeline.handbook.rulebook import rules
from kg.rdf import SHARED_CLASSES
from tests.docs.documents import ROOT, documents, left_over
from tests.docs.markdown import code, table, text
from tests.docs.picture import mermaid

MODEL, RULES = ROOT / "docs" / "model.md", ROOT / "docs" / "rules"


def pages() -> list[Path]:
    return [MODEL, *(path for path in documents() if path.parent == RULES)]


def test_no_drift() -> None:
    for path, content in documents().items():
        expected = content.splitlines()
        found = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        different = [line for line in expected if line not in found][:5]
        assert found == expected, f"run `make docs`; new in {path.name} are {different}"


def test_no_page_of_rules_is_left_over() -> None:
    assert left_over() == [], "run `make docs`"


def test_every_rule_has_one_entry_on_one_page() -> None:
    entries = [rule for path in pages() for rule in re.findall(r"^## (CT-\S+)$", documents()[path], re.MULTILINE)]
    assert sorted(entries) == sorted(rules())


def test_every_rule_stands_in_the_table_of_all_with_its_page() -> None:
    linked = re.findall(r"^\| \[(CT-\S+)\]\(([\w-]+\.md)#", documents()[RULES / "index.md"], re.MULTILINE)
    assert [rule for rule, _ in linked] == list(dict.fromkeys(rule for rule, _ in linked))
    assert {rule for rule, _ in linked} == set(rules())
    assert all(f"\n## {rule}\n" in documents()[RULES / page] for rule, page in linked)


def test_an_entry_says_what_why_and_how() -> None:
    entry = documents()[RULES / "study-and-registry-record.md"].split("## CT-S012\n")[1].split("\n## ")[0]
    assert entry == (
        "\n**start date is a date** (violation, on `ct:startDate`)\n"
        "\nThe start date must be one date as precise as the source: a day (2009-08-20), a month (2009-08) or a year"
        " (2009), each with its datatype. Check how the date is written.\n"
        "\n*Why:* Sources know a day, a month or only a year. The datatype says which, so that nobody adds a day that"
        " was never stated.\n"
        '\nGood:\n\n```turtle\n<study/NCT99990001> ct:startDate "2009-08"^^xsd:gYearMonth .\n```\n'
        '\nBad:\n\n```turtle\n<study/NCT99990001> ct:startDate "August 2009" .\n```\n'
        "\nIn SHACL: `sh:or ( cts:Day cts:Month cts:Year )`; `sh:maxCount 1`\n"
    )


def test_every_term_is_in_the_model() -> None:
    page = documents()[MODEL]
    for name, term in terms().items():
        shown = name.partition(":")[2] if term.kind == "code" else name
        assert f"`{shown}`" in page, name


def test_tables_have_equal_rows() -> None:
    """A bar in a cell that is not escaped would shift all that follows it."""
    for path in pages():
        for block in re.findall(r"(?:^\|.*\n)+", documents()[path], re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, path.name


def test_links_lead_somewhere() -> None:
    anchors = {path: set(_anchors(page)) for path, page in documents().items()}
    for path in pages():
        found = re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", documents()[path])
        assert found, path.name
        for name, anchor in found:
            target = (path.parent / name).resolve() if name else path
            assert target.exists(), f"{path.name}: {name}"
            assert not anchor or anchor in anchors[target], f"{path.name}: {name}#{anchor}"


def _anchors(page: str) -> list[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return [re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings]


def test_the_picture_tells_owned_from_shared() -> None:
    picture = mermaid()
    shared = set(re.findall(r"^  (\w+)\(\[.*\]\):::shared$", picture, re.MULTILINE))
    owned = set(re.findall(r'^  (\w+)\[".*"\]:::owned$', picture, re.MULTILINE))
    assert {"ct_Condition", "ct_Place", "org_Organization", "skos_Concept"} <= shared
    assert shared == {_id(iri) for iri in SHARED_CLASSES}
    assert {"ct_Arm", "ct_Outcome", "ct_RegistryRecord", "ct_StudySite"} <= owned
    assert 'ct_Study["Study<br>ClinicalTrial<br>ObservationalStudy<br>ExpandedAccess"]:::study' in picture


def _id(iri: str) -> str:
    from kg.rdf.curies import compact

    return compact(iri).replace(":", "_")


def test_the_picture_is_one_graph() -> None:
    """Every box is reached from the study, in either direction, and every arrow ends in a box."""
    picture = mermaid()
    boxes = set(re.findall(r"^  (\w+)(?:\(\[|\[)", picture, re.MULTILINE))
    arrows = re.findall(r'^  (\w+) -->\|"([^"]+)"\| (\w+)$', picture, re.MULTILINE)
    assert {end for source, _, target in arrows for end in (source, target)} == boxes
    reached, grew = {"ct_Study"}, True
    while grew:
        more = {end for source, _, target in arrows if {source, target} & reached for end in (source, target)}
        grew, reached = not more <= reached, reached | more
    assert reached == boxes
    assert ("ct_Study", "leadSponsor<br>collaborator<br>funder<br>responsibleParty", "org_Organization") in arrows
    assert ("ct_Place", "schema:containedInPlace", "ct_Country") in arrows


def test_markdown_keeps_what_is_said() -> None:
    assert text("a_b <c> [d] `e_f` *g*") == r"a\_b \<c\> \[d\] `e_f` \*g\*"
    assert code("a`b") == "``a`b``"
    assert table(("x",), [("a|b",)]) == "| x |\n| --- |\n| a\\|b |\n"

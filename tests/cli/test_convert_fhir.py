"""`convert` to FHIR: records of any registry in, a resource each out, in lines or in one Bundle."""

import gzip
import json
from pathlib import Path

import pytest

import kg
from kg.errors import FileError, UsageError
from tests.cli.test_manners import ROOT, kgbuild

TRIALS = ROOT / "examples" / "trials"


def test_each_record_is_a_resource_in_a_line_of_its_own(tmp_path: Path) -> None:
    ids = [each.study.id for each in kg.read(TRIALS) if each.study]
    done = kg.convert(TRIALS, tmp_path / "x.fhir.ndjson")
    lines = [json.loads(line) for line in (tmp_path / "x.fhir.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [each["identifier"][0]["value"] for each in lines] == ids
    assert (done.records, done.statements, done.extension) == (len(ids), 0, "fhir.ndjson")
    assert {each["resourceType"] for each in lines} == {"ResearchStudy"}


def test_all_records_are_one_bundle_which_is_read_again(tmp_path: Path) -> None:
    said = kgbuild("convert", TRIALS, "-o", tmp_path / "x.fhir.json.gz")
    assert said.returncode == 0, said.stderr
    bundle = json.loads(gzip.decompress((tmp_path / "x.fhir.json.gz").read_bytes()))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    addresses = [each["fullUrl"] for each in bundle["entry"]]
    assert len(set(addresses)) == len(addresses) == 4
    again = [each.study.id for each in kg.read(tmp_path / "x.fhir.json.gz") if each.study]
    assert again == [each["resource"]["identifier"][0]["value"] for each in bundle["entry"]]


def test_a_second_writing_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        kg.convert(TRIALS, tmp_path / f"{name}.fhir.json")
    assert (tmp_path / "one.fhir.json").read_bytes() == (tmp_path / "two.fhir.json").read_bytes()


def test_standard_output_and_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("nothing to see", encoding="utf-8")
    said = kgbuild("convert", TRIALS, tmp_path / "empty.txt", "--format", "fhir.ndjson", "--json")
    assert len(said.stdout.splitlines()) == 4
    assert json.loads(said.stderr.splitlines()[0])["records"] == 4
    assert json.loads(said.stderr.splitlines()[0])["refused"] == 1


def test_persons_to_ask_come_with_contacts_alone(data: Path, tmp_path: Path) -> None:
    drks = data / "other" / "drks" / "DRKS00038775.json"
    kg.convert(drks, tmp_path / "plain.fhir.json")
    kg.convert(drks, tmp_path / "asked.fhir.json", contacts=True)
    plain, asked = ((tmp_path / f"{each}.fhir.json").read_text(encoding="utf-8") for each in ("plain", "asked"))
    assert "general-contact" not in plain
    assert "general-contact" in asked


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"input_form": "ttl"}, "--from and --base are for RDF"),
        ({"base": "http://e/"}, "--from and --base are for RDF"),
        ({"form": "fhir.json.gz"}, "only a file whose name ends in .gz is compressed so"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path: Path, options: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        kg.convert(TRIALS, tmp_path / "x.fhir.json", **options)  # type: ignore[arg-type]


def test_contacts_of_a_graph_are_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--contacts is for FHIR"):
        kg.convert(tmp_path / "x.ttl", tmp_path / "y.nt", contacts=True)


def test_where_there_is_no_record_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("nothing to see", encoding="utf-8")
    for path, told in ((tmp_path / "x.txt", "no study was found; .*x.txt"), (tmp_path / "y", "no such file")):
        with pytest.raises(FileError, match=told):
            kg.convert(path, tmp_path / "z.fhir.ndjson")
    assert not (tmp_path / "z.fhir.ndjson").exists()

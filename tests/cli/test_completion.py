"""What the shell completes: asked as bash asks, and by each function."""

import os
import subprocess
import sys

import pytest

from kg.cli import completion
from tests.cli.test_manners import ROOT

CODE = "import sys; sys.argv = ['kgbuild']; from kg.cli.app import main; main()"


def completed(words: str) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "_KGBUILD_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        },
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kgbuild expl", ["explain"]),
        ("kgbuild explain CT-OS20", ["CT-OS201", "CT-OS202"]),
        ("kgbuild query x.ttl --example sponsor-", ["sponsor-class-by-year"]),
        ("kgbuild convert x --format js", ["jsonld", "jsonl"]),
        ("kgbuild ingest x --fail-on ", ["violation", "warning", "info", "none"]),
    ],
)
def test_as_bash_asks(words: str, expected: list[str]) -> None:
    assert completed(words) == expected


@pytest.mark.parametrize(
    ("complete", "typed", "expected"),
    [
        (completion.explained_names, "CT-R00", [f"CT-R00{number}" for number in range(1, 10)]),
        (completion.explained_names, "ct:phase", ["ct:phase", "ct:phaseLabel"]),
        (completion.explained_names, "phaseL", ["phaseLabel"]),
        (completion.explained_names, "phase:PHASE1", ["phase:PHASE1"]),
        (completion.example_names, "why", ["why-participants-left", "why-trials-stop"]),
        (completion.query_formats, "t", ["table", "tsv", "ttl"]),
        (completion.rdf_formats, "", ["ttl", "nt", "nq", "trig", "jsonld", "jsonl"]),
        (completion.rdf_syntaxes, "r", ["rdf"]),
        (completion.ontology_formats, "c", ["context"]),
        (completion.ontology_formats, "s", ["schema"]),
        (completion.severities, "w", ["warning"]),
        (completion.engines, "", ["kgbuild", "pyshacl"]),
    ],
)
def test_each_list(complete: completion.Complete, typed: str, expected: list[str]) -> None:
    assert [name for name, _ in complete(typed)] == expected


def test_no_name_comes_twice() -> None:
    found = [name for name, _ in completion.explained_names("")]
    assert len(found) == len(set(found))


def test_words_come_with_help() -> None:
    assert completion.explained_names("CT-S012") == [("CT-S012", "start date is a date")]

"""Peers are asked in a process of their own and scored as kgbuild is; rapidfuzz, which kgbuild has too, answers."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.linking_peers import ask, peer_predictions
from tests.benchmarks.made_up_studies import study
from tests.benchmarks.mesh_file import BranchedTerm

TERMS = [
    BranchedTerm("mesh:asthma", "Asthma", ("Bronchial Asthma",), ("C08",), ("condition",)),
    BranchedTerm("mesh:anemia", "Anemia, Aplastic", (), ("C15",), ("condition",)),
]
NAMES = ["aplastic ANEMIA", "Bronchial asthma", "Quality of Life"]


@pytest.mark.parametrize("peer", ["rapidfuzz-token_sort_ratio", "rapidfuzz-WRatio"])
def test_a_peer_answers_with_terms_scores_and_what_it_took(peer: str) -> None:
    said = ask(Path(sys.executable), peer, TERMS, NAMES)
    best = {name: answers[0] for name, answers in said.terms.items()}
    assert best["Bronchial asthma"] == ("mesh:asthma", 100.0)
    assert best["aplastic ANEMIA"][0] == "mesh:anemia"
    assert "Quality of Life" not in best
    assert said.release[0].isdigit()
    assert said.ready > 0
    assert said.matching >= 0


def test_the_better_answer_of_a_name_with_and_without_brackets_counts_once_for_a_study() -> None:
    one = study("NCT00000001", "Asthma (Mild)", "Asthma", terms={"mesh:asthma": "Asthma"})
    two = study("NCT00000002", "Asthma (Mild)", terms={})
    answers = {"Asthma (Mild)": [("mesh:other", 80.0)], "Asthma": [("mesh:asthma", 100.0)]}
    found = peer_predictions([one, two], "condition", answers)
    assert [(each.study, each.iri, each.confidence, each.right) for each in found] == [
        ("NCT00000001", "mesh:asthma", 100.0, True),
        ("NCT00000002", "mesh:asthma", 100.0, False),
    ]
    assert [each.fold for each in found] == [0, 1]

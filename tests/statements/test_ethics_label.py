"""A review by a committee is called by what it said and when, else by the committee, else by its number."""

import pytest

from kg.iris import Minter
from kg.record import EthicsReview, Origin, Study
from kg.statements import Teller

ORIGIN = Origin(name="x", sha256="ab" * 32, format="isrctn-xml")


@pytest.mark.parametrize(
    ("review", "label"),
    [
        (EthicsReview(status="APPROVED", committee="Harbour committee"), "Approved"),
        (EthicsReview(committee="Harbour committee", reference="7/2019"), "Harbour committee"),
        (EthicsReview(reference="7/2019", description="In words"), "7/2019"),
        (EthicsReview(description="In words\nand more"), "In words"),
        (EthicsReview(description="\nIn words"), "Ethics review"),
    ],
)
def test_each_review_has_a_label(review: EthicsReview, label: str) -> None:
    told = Teller(Minter())(Study(id="NCT1", publisher="isrctn", ethics_reviews=(review,)), origin=ORIGIN)
    labels = [
        term for node, property, term in told.triples() if "ethics-review" in node and property.endswith("label>")
    ]
    assert labels == [f'"{label}"']

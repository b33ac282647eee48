"""The registries of trials: what each is called, the form of its ids, where its pages are, which record leads.

The one table of them. Forms and titles are those by which files of other registries are named. Addresses of trials are
those that the web addresses in exports of ICTRP of 2020 show, where they hold the id and nothing else. What no source
here states is None.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["PUBLISHERS", "REGISTRIES", "Publisher", "Registry", "leader", "normal_form", "registry"]


class Publisher(NamedTuple):
    """Who publishes records of which the graph is made."""

    notation: str
    """As in record IRIs and in the code list `registry`."""
    title: str
    page: str
    terms: str | None = None
    """The page of its terms of use, where it has one."""
    portal: bool = False
    """A portal or an aggregator repeats what registries say: it leads only where no registry does."""


class Registry(NamedTuple):
    """A registry that gives ids to trials."""

    name: str
    """What people call it for short."""
    begin: str
    """What its ids begin with, or hold: looked for first, since that costs next to nothing."""
    id: str
    """The form of an id, as a regular expression."""
    title: str | None = None
    """The whole name, as a sentence takes it: `the ISRCTN registry`."""
    publisher: str | None = None
    """The notation of the publisher of its records, where kgbuild has one."""
    trial: str | None = None
    """The address of a trial's page, with `{}` for its id."""
    written: tuple[str, str] | None = None
    """How else an id is written, in capitals, and its normal form: a regular expression and a template."""

    def address(self, id: str) -> str | None:
        """The address of the page of a trial, where it follows from its id."""
        return self.trial.format(id) if self.trial else None


PUBLISHERS = (
    Publisher(
        "ctgov",
        "ClinicalTrials.gov",
        "https://clinicaltrials.gov/",
        "https://clinicaltrials.gov/about-site/terms-conditions",
    ),
    Publisher("euctr", "EU Clinical Trials Register", "https://www.clinicaltrialsregister.eu/"),
    Publisher("ctis", "Clinical Trials Information System", "https://euclinicaltrials.eu/"),
    Publisher("isrctn", "ISRCTN registry", "https://www.isrctn.com/"),
    Publisher("drks", "German Clinical Trials Register", "https://drks.de/"),
    Publisher(
        "ictrp",
        "WHO International Clinical Trials Registry Platform",
        "https://trialsearch.who.int/",
        portal=True,
    ),
    Publisher("meddatax", "Meddatax", "https://www.meddatax.com/", portal=True),
)
"""In the order in which they lead; a publisher that is not listed leads before the portals."""

REGISTRIES = (
    Registry(
        "NCT",
        "NCT",
        r"NCT[0-9]{8}",
        "ClinicalTrials.gov",
        publisher="ctgov",
        trial="https://clinicaltrials.gov/show/{}",
        written=(r"NCT\s*-?([0-9]{8})", r"NCT\1"),
    ),
    Registry(
        "ISRCTN",
        "ISRCTN",
        r"ISRCTN[0-9]{8}",
        "the ISRCTN registry",
        publisher="isrctn",
        trial="http://isrctn.com/{}",
    ),
    Registry(
        "DRKS",
        "DRKS",
        r"DRKS[0-9]{8}",
        "the German Clinical Trials Register (DRKS)",
        publisher="drks",
        trial="http://www.drks.de/{}",
    ),
    Registry(
        "ANZCTR",
        "ACTRN",
        r"ACTRN[0-9]{14}",
        "the Australian New Zealand Clinical Trials Registry (ANZCTR)",
        trial="https://anzctr.org.au/{}.aspx",
    ),
    Registry(
        "ChiCTR", "ChiCTR", r"ChiCTR(?:-[A-Za-z]{2,5}-)?[0-9]{8,10}", "the Chinese Clinical Trial Registry (ChiCTR)"
    ),
    Registry(
        "jRCT",
        "jRCT",
        r"jRCT[a-z]{0,2}[0-9]{9,10}",
        "the Japan Registry of Clinical Trials (jRCT)",
        trial="https://jrct.niph.go.jp/latest-detail/{}",
    ),
    Registry("UMIN", "UMIN", r"UMIN[0-9]{9}", "the Japanese registry UMIN-CTR"),
    Registry("JapicCTI", "JapicCTI", r"JapicCTI-[0-9]{6}"),
    Registry("CTRI", "CTRI/", r"CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}", "the Clinical Trials Registry - India (CTRI)"),
    Registry("IRCT", "IRCT", r"IRCT[0-9]{11,14}(?:N[0-9]{1,3})?", "the Iranian Registry of Clinical Trials (IRCT)"),
    Registry("CRIS", "KCT", r"KCT[0-9]{7}", "the Korean registry CRIS"),
    Registry("PACTR", "PACTR", r"PACTR[0-9]{15,16}", "the Pan African Clinical Trials Registry (PACTR)"),
    Registry("TCTR", "TCTR", r"TCTR[0-9]{11}", "the Thai Clinical Trials Registry (TCTR)"),
    Registry(
        "ReBEC",
        "RBR-",
        r"RBR-[0-9a-z]{6,9}",
        "the Brazilian Clinical Trials Registry (ReBEC)",
        trial="http://www.ensaiosclinicos.gov.br/rg/{}/",
    ),
    Registry("RPCEC", "RPCEC", r"RPCEC[0-9]{8}", trial="https://rpcec.sld.cu/en/trials/{}-En"),
    Registry("SLCTR", "SLCTR/", r"SLCTR/[0-9]{4}/[0-9]{3}", "the Sri Lanka Clinical Trials Registry (SLCTR)"),
    Registry("LBCTR", "LBCTR", r"LBCTR[0-9]{10}"),
    Registry(
        "CTIS",
        "-5",
        r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?",
        "CTIS, the Clinical Trials Information System of the EU",
        publisher="ctis",
    ),
    Registry(
        "EudraCT",
        "20",
        r"20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2}",
        "the EU Clinical Trials Register (EUCTR)",
        publisher="euctr",
        trial="https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:{}",
    ),
)
"""In the order in which their ids are looked for and told."""

_BY_NAME = {each.name: each for each in REGISTRIES}
_RANK = {each.notation: (each.portal, place) for place, each in enumerate(PUBLISHERS)}
_UNLISTED = (False, len(PUBLISHERS))
_WRITTEN = [(re.compile(each.written[0]), each.written[1]) for each in REGISTRIES if each.written]


def registry(name: str) -> Registry:
    """The registry of that short name; raises KeyError for one that the table does not hold."""
    return _BY_NAME[name]


def leader(publishers: Iterable[str]) -> str:
    """The publisher whose record describes the study, of those that hold records of it."""
    return min(publishers, key=lambda publisher: (*_RANK.get(publisher, _UNLISTED), publisher))


def normal_form(id: str) -> str:
    """The normal form of an id that is written in a way the table knows; any other as it is."""
    capitals = id.upper()
    for form, template in _WRITTEN:
        if found := form.fullmatch(capitals):
            return found.expand(template)
    return id

"""The registries of trials: what each is called, the form of its ids, where its pages are, which record leads.

The one table of them. Forms and titles are those by which files of other registries are named. Addresses of trials are
those that the web addresses in exports of ICTRP of 2020 show, where they hold the id and nothing else; those of
ClinicalTrials.gov are the `Study URL` of its own tables since 2024. Prefixes, the forms of ids that they take, and the
pages of registries of which no record is read are those of Bioregistry 0.15.6, whose collection 0000012 names 23
registries, all of them here. What no source here states is None.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = [
    "PUBLISHERS",
    "REGISTRIES",
    "SPELLINGS",
    "Publisher",
    "RegisteredId",
    "Registry",
    "ids_in",
    "joining_form",
    "leader",
    "normal_form",
    "page_of",
    "record_order",
    "registered",
    "registry",
    "secondary",
    "study_of_record",
]


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
    """The notation of the publisher of its records, where the table has one."""
    trial: str | None = None
    """The address of a trial's page, with `{}` for its id."""
    record: str | None = None
    """The address of the page of one of several records of a trial, with `{}` for the id and for the part behind it."""
    written: tuple[str, str] | None = None
    """How else an id is written, in any case, and its normal form: a regular expression and a template."""
    prefix: str | None = None
    """The prefix of its ids in Bioregistry."""
    prefixed: str | None = None
    """The form of the ids that the prefix takes, where it is narrower than the form of all."""
    local: str | None = None
    """What of an id stands behind the prefix, where that is not all of it: a regular expression with one group."""

    def address(self, id: str) -> str | None:
        """The address of the page of a trial, where it follows from its id."""
        return self.trial.format(id) if self.trial else None

    def iri(self, id: str) -> str | None:
        """The IRI of an id under Bioregistry, where it has one."""
        takes = self.prefix and (self.prefixed is None or re.fullmatch(self.prefixed, id))
        named = re.fullmatch(self.local, id) if self.local else None
        return f"https://bioregistry.io/{self.prefix}:{named[1] if named else id}" if takes else None


class RegisteredId(NamedTuple):
    """What is known of an id that a registry gave."""

    publisher: str
    """The notation of the registry."""
    id: str | None = None
    """In its normal form, where it has the form of the registry's ids."""
    iri: str | None = None
    """Under Bioregistry."""


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
    Publisher("anzctr", "Australian New Zealand Clinical Trials Registry", "https://anzctr.org.au/"),
    Publisher("chictr", "Chinese Clinical Trial Registry", "https://www.chictr.org.cn/"),
    Publisher("jrct", "Japan Registry of Clinical Trials", "https://jrct.niph.go.jp/"),
    Publisher("uminctr", "UMIN Clinical Trials Registry", "https://www.umin.ac.jp/ctr/index.htm"),
    Publisher("ctri", "Clinical Trials Registry - India", "https://ctri.nic.in/"),
    Publisher("irct", "Iranian Registry of Clinical Trials", "https://en.irct.ir/"),
    Publisher("kcris", "Clinical Research Information Service of Korea", "https://cris.nih.go.kr/"),
    Publisher("pactr", "Pan African Clinical Trials Registry", "https://pactr.samrc.ac.za/"),
    Publisher("tctr", "Thai Clinical Trials Registry", "https://www.thaiclinicaltrials.org/"),
    Publisher("rebec", "Brazilian Clinical Trials Registry", "https://ensaiosclinicos.gov.br/"),
    Publisher("rpcec", "Cuban Public Registry of Clinical Trials", "https://rpcec.sld.cu/en/home"),
    Publisher("slctr", "Sri Lanka Clinical Trials Registry", "https://slctr.lk/"),
    Publisher("lbctr", "Lebanon Clinical Trials Registry", "https://lbctr.moph.gov.lb/"),
    Publisher("itmctr", "International Traditional Medicine Clinical Trial Registry", "http://itmctr.ccebtcm.org.cn/"),
    Publisher("repec", "Peruvian Clinical Trial Registry", "https://ensayosclinicos-repec.ins.gob.pe/"),
    Publisher("phrr", "Philippine Health Research Registry", "https://registry.healthresearch.ph/"),
    Publisher("snctp", "Swiss National Clinical Trials Portal", "https://www.kofam.ch/"),
    Publisher("healthcanada", "Health Canada Clinical Trials Database", "https://health-products.canada.ca/ctdb-bdec/"),
    Publisher("ntr", "Netherlands Trial Register", "https://onderzoekmetmensen.nl/"),
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
        trial="https://clinicaltrials.gov/study/{}",
        prefix="clinicaltrials",
        written=(r"NCT\s*-?([0-9]{8})", r"NCT\1"),
    ),
    Registry(
        "ISRCTN",
        "ISRCTN",
        r"ISRCTN[0-9]{8}",
        "the ISRCTN registry",
        publisher="isrctn",
        trial="http://isrctn.com/{}",
        prefix="isrctn",
    ),
    Registry(
        "DRKS",
        "DRKS",
        r"DRKS[0-9]{8}",
        "the German Clinical Trials Register (DRKS)",
        publisher="drks",
        trial="http://www.drks.de/{}",
        prefix="drks",
    ),
    Registry(
        "ANZCTR",
        "ACTRN",
        r"ACTRN[0-9]{14}",
        "the Australian New Zealand Clinical Trials Registry (ANZCTR)",
        trial="https://anzctr.org.au/{}.aspx",
        publisher="anzctr",
        prefix="anzctr",
    ),
    Registry(
        "ChiCTR",
        "ChiCTR",
        r"ChiCTR(?:-[A-Za-z]{2,5}-)?[0-9]{8,10}",
        "the Chinese Clinical Trial Registry (ChiCTR)",
        publisher="chictr",
        prefix="chictr",
    ),
    Registry(
        "jRCT",
        "jRCT",
        r"jRCT[a-z]{0,2}[0-9]{9,10}",
        "the Japan Registry of Clinical Trials (jRCT)",
        trial="https://jrct.niph.go.jp/latest-detail/{}",
        publisher="jrct",
        prefix="jrct",
        written=(r"JPRN-(jRCT[a-z]{0,2}[0-9]{9,10})", r"\1"),
    ),
    Registry(
        "UMIN",
        "UMIN",
        r"UMIN[0-9]{9}",
        "the Japanese registry UMIN-CTR",
        publisher="uminctr",
        prefix="uminctr",
        written=(r"JPRN-(UMIN[0-9]{9})", r"\1"),
    ),
    Registry("JapicCTI", "JapicCTI", r"JapicCTI-[0-9]{6}", written=(r"JPRN-(JapicCTI-[0-9]{6})", r"\1")),
    Registry(
        "CTRI",
        "CTRI/",
        r"CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}",
        "the Clinical Trials Registry - India (CTRI)",
        publisher="ctri",
        prefix="ctri",
    ),
    Registry(
        "IRCT",
        "IRCT",
        r"IRCT[0-9]{11,14}(?:N[0-9]{1,3})?",
        "the Iranian Registry of Clinical Trials (IRCT)",
        publisher="irct",
        prefix="irct",
        prefixed=r"IRCT[0-9]+N[0-9]+",
    ),
    Registry("CRIS", "KCT", r"KCT[0-9]{7}", "the Korean registry CRIS", publisher="kcris", prefix="kcris"),
    Registry(
        "PACTR",
        "PACTR",
        r"PACTR[0-9]{15,16}",
        "the Pan African Clinical Trials Registry (PACTR)",
        publisher="pactr",
        prefix="pactr",
    ),
    Registry(
        "TCTR", "TCTR", r"TCTR[0-9]{11}", "the Thai Clinical Trials Registry (TCTR)", publisher="tctr", prefix="tctr"
    ),
    Registry(
        "ReBEC",
        "RBR-",
        r"RBR-[0-9a-z]{6,9}",
        "the Brazilian Clinical Trials Registry (ReBEC)",
        trial="http://www.ensaiosclinicos.gov.br/rg/{}/",
        publisher="rebec",
        prefix="rebec",
    ),
    Registry(
        "RPCEC",
        "RPCEC",
        r"RPCEC[0-9]{8}",
        trial="https://rpcec.sld.cu/en/trials/{}-En",
        publisher="rpcec",
        prefix="rpcec",
    ),
    Registry(
        "SLCTR",
        "SLCTR/",
        r"SLCTR/[0-9]{4}/[0-9]{3}",
        "the Sri Lanka Clinical Trials Registry (SLCTR)",
        publisher="slctr",
        prefix="slctr",
    ),
    Registry("LBCTR", "LBCTR", r"LBCTR[0-9]{10}", publisher="lbctr", prefix="lbctr"),
    Registry("ITMCTR", "ITMCTR", r"ITMCTR[0-9]{10}", publisher="itmctr", prefix="itmctr"),
    Registry("REPEC", "PER-", r"PER-[0-9]{3}-[0-9]{2}", publisher="repec", prefix="repec", local=r"PER-(.*)"),
    Registry("PHRR", "PHRR", r"PHRR[0-9]{6}-[0-9]{6}", publisher="phrr"),
    Registry("SNCTP", "SNCTP", r"SNCTP[0-9]{9}", publisher="snctp", prefix="snctp"),
    Registry("NTR", "N", r"NTR[0-9]{1,5}|NL-OMON[0-9]{1,6}|NL[0-9]{4}", publisher="ntr"),
    Registry(
        "CTIS",
        "-5",
        r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?",
        "CTIS, the Clinical Trials Information System of the EU",
        publisher="ctis",
        prefix="ctis",
        prefixed=r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}",
        written=(r"(?:CTIS|EU ?CT)[\s:#-]*(20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?)", r"\1"),
    ),
    Registry(
        "EudraCT",
        "20",
        r"20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2}",
        "the EU Clinical Trials Register (EUCTR)",
        publisher="euctr",
        trial="https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:{}",
        record="https://www.clinicaltrialsregister.eu/ctr-search/trial/{}/{}/",
        prefix="euclinicaltrials",
        # A country behind the number, as the register's records and exports of ICTRP have it; `CTIS` before it and `00`
        # behind it are the ISRCTN registry's own.
        written=(
            r"(?:EUCTR|EUDRACT|CTIS)?[\s:#-]*(20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2})"
            r"(?:-(?:[A-Z]{2}|3RD|00|Outside-EU/EEA))?",
            r"\1",
        ),
    ),
)
"""In the order in which their ids are looked for and told."""

_UTN = Registry("UTN", "U1111-", r"U1111-[0-9]{4}-[0-9]{4}", publisher="ictrp")
"""The Universal Trial Number, which the WHO gives beside those of registries."""

SPELLINGS = {
    "anzctr": ("australian new zealand clinical trials registry",),
    "chictr": ("chinese clinical trial registry",),
    "ctis": ("ctis", "ctis (eu)", "eu ct", "eu ct number", "eu ctis number", "eu trial number"),
    "ctri": ("ctri",),
    "drks": ("drks", "drks (deutsches register klinischer studien, engl.: german clinical studies register)"),
    "euctr": ("eu ctr", "euctr", "eudract", "eudract number"),
    "ictrp": ("ictrp", "utn"),
    "isrctn": ("isrctn",),
    "jrct": ("japan registry of clinical trials (jrct)", "jrct", "jrct (japan)"),
}
"""Registry -> how records of ClinicalTrials.gov name it as the domain of an id, or in front of the id, casefolded.

`WHO` is none of them: it names the office that gives the Universal Trial Number, and others that give other numbers.
"""
_TYPES = {"CTIS": "ctis", "EUDRACT_NUMBER": "euctr"}
"""Types of secondary ids of ClinicalTrials.gov that name a registry."""

_LONGEST = 120
"""Characters of an id with the longest name of a registry before it, and some more."""

_NAMED = {spelling: code for code, spellings in SPELLINGS.items() for spelling in spellings}
_FORMS = [(each, re.compile(each.id), re.compile(rf"(.*?)[\s:#]*({each.id})")) for each in (*REGISTRIES, _UTN)]
_ANY = re.compile("|".join(each.id for each in (*REGISTRIES, _UTN)), re.IGNORECASE)
"""Most ids are those of sponsors: one look tells that no form of a registry is in them."""
_IN_TEXT = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(each.id for each in REGISTRIES if each.begin not in ("N", "20", "-5"))
    + r"|(?:EUCTR|CTIS)?20[0-9]{2}-[0-9]{6}-[0-9]{2}(?:-[A-Z0-9]{2})?)(?![\w-])",
    re.IGNORECASE,
)
"""Ids as they stand in a text; `NL1234` may mean anything there."""
_MAY_HOLD_ONE = re.compile(r"[0-9]{5}|SLCTR/|PER-", re.IGNORECASE)
"""Most texts hold none: one quick look tells."""
_CTIS_NUMBER = re.compile(r"^(20[0-9]{2}-5[0-9]{5}-[0-9]{2})-[0-9]{2}$")
_OF_RECORD = re.compile(rf"({'|'.join(each.id for each in REGISTRIES if each.record)})-(?:[A-Z]{{2}}|3rd)(?:\.[0-9]+)?")
"""The id of one of several records of a trial: the trial, the country, and the number of a second one of a country."""
_BY_NAME = {each.name: each for each in REGISTRIES}
_RANK = {each.notation: (each.portal, place) for place, each in enumerate(PUBLISHERS)}
_UNLISTED = (False, len(PUBLISHERS))
_WRITTEN = [(re.compile(each.written[0], re.IGNORECASE), each.written[1]) for each in REGISTRIES if each.written]


def registry(name: str) -> Registry:
    """The registry of that short name; raises KeyError for one that the table does not hold."""
    return _BY_NAME[name]


def leader(publishers: Iterable[str]) -> str:
    """The publisher whose record describes the study, of those that hold records of it."""
    return min(publishers, key=lambda publisher: (*_RANK.get(publisher, _UNLISTED), publisher))


def normal_form(id: str) -> str:
    """The normal form of an id that is written in a way the table knows; any other as it is."""
    for form, template in _WRITTEN:
        if found := form.fullmatch(id):
            return found.expand(template)
    return id


def registered(id: str) -> RegisteredId | None:
    """The registry that gave an id, by the form of the id, with or without a spelling of the registry before it."""
    if len(id) > _LONGEST or not _ANY.search(id):
        return None
    id = normal_form(id)
    for each, form, labelled in _FORMS:
        for written in _ways(each, id):
            if form.fullmatch(written):
                return _registered(each, written)
            if (found := labelled.fullmatch(written)) and _plain(found[1]) in _NAMED:
                return _registered(each, found[2])
    return None


def _ways(registry: Registry, id: str) -> Iterator[str]:
    """The id as it is, and with its letters as the registry writes them, if they could be the registry's."""
    if registry.begin in id:
        yield id
    elif id[: len(registry.begin)].casefold() == registry.begin.casefold():
        rest = id[len(registry.begin) :]
        yield f"{registry.begin}{rest}"
        yield f"{registry.begin}{rest.lower()}"


def _registered(registry: Registry, id: str) -> RegisteredId | None:
    return RegisteredId(registry.publisher, id, registry.iri(id)) if registry.publisher else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def ids_in(text: str) -> Iterator[RegisteredId]:
    """The ids of registries in a text, each once, in the order of the text; a number alone may be of another kind."""
    if not _MAY_HOLD_ONE.search(text):
        return
    met: set[str] = set()
    for found in _IN_TEXT.finditer(text):
        known = registered(found[0])
        if known and known.id and known.id not in met:
            met.add(known.id)
            yield known


def joining_form(id: str) -> str:
    """What two ids of one study at one registry share: CTIS counts resubmissions behind its number."""
    return _CTIS_NUMBER.sub(r"\1", id)


def secondary(id: str, *, domain: str | None, type: object) -> RegisteredId | None:
    """What is known of a secondary id that a registry gave: by its form, else by its domain, else by its type.

    The form goes first: `EuCTR` stands beside ids of CTIS, and the type of EudraCT numbers too.
    """
    if found := registered(id):
        return found
    publisher = (domain and _NAMED.get(_plain(domain))) or (_TYPES.get(type) if isinstance(type, str) else None)
    return (_without_begin(id, publisher) or RegisteredId(publisher)) if publisher else None


def _without_begin(id: str, publisher: str) -> RegisteredId | None:
    """An id of which the number alone is written, since its registry stands beside it: `24791884`, of ISRCTN."""
    if not id.isdecimal():
        return None
    found = registered(next((each.begin for each in REGISTRIES if each.publisher == publisher), "") + id)
    return found if found and found.publisher == publisher else None


def page_of(publisher: str, id: str, record: str | None = None) -> str | None:
    """The address of the page of a record at its publisher, where it follows from the id, and that of the record."""
    for each, form, _ in _FORMS:
        if each.publisher == publisher and form.fullmatch(id):
            part = record[len(id) + 1 :].partition(".")[0] if record else None
            return each.record.format(id, part) if each.record and part else each.address(id)
    return None


def study_of_record(record: str) -> str:
    """The id of the study of a record, by the id of the record: without the country behind it."""
    found = _OF_RECORD.fullmatch(record)
    return found[1] if found else record


def record_order(id: str, record: str | None) -> tuple[bool, str]:
    """By what the first of several records of a study at one publisher is found: it describes the study.

    Countries go by their code, before what is of none: the record of a trial outside of the European Union, `3rd`,
    states less than others.
    """
    return (record or "")[len(id) + 1 :][:1].isdigit(), record or ""

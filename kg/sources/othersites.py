"""Pages of trial registries that are not read here: known by their own lines, so that the user learns which it is."""

from collections.abc import Iterator, Mapping

import msgspec

from kg.record import Origin
from kg.sources.pagelines import PageLine, parse_page
from kg.sources.reading import Fate, Line, Reading
from kg.sources.rules import problem
from kg.sources.splits import Whole

__all__ = ["OTHER_SITE", "SITES"]

# Whole line -> the site that writes it. Only the first was seen in real data.
SITES: Mapping[str, str] = {
    "Trial registered on ANZCTR": "the Australian New Zealand Clinical Trials Registry (ANZCTR)",
    "Australian New Zealand Clinical Trials Registry": "the Australian New Zealand Clinical Trials Registry (ANZCTR)",
    "ISRCTN registry": "the ISRCTN registry",
    "ISRCTN - The UK's Clinical Study Registry": "the ISRCTN registry",
    "EU Clinical Trials Register": "the EU Clinical Trials Register (EUCTR)",
    "Clinical trials for": "the EU Clinical Trials Register (EUCTR)",
    "German Clinical Trials Register": "the German Clinical Trials Register (DRKS)",
    "DRKS - Deutsches Register Klinischer Studien": "the German Clinical Trials Register (DRKS)",
    "Chinese Clinical Trial Registry": "the Chinese Clinical Trial Registry (ChiCTR)",
    "Chinese Clinical Trial Register (ChiCTR)": "the Chinese Clinical Trial Registry (ChiCTR)",
    "CLINICAL TRIALS REGISTRY - INDIA": "the Clinical Trials Registry - India (CTRI)",
    "CTRI Number": "the Clinical Trials Registry - India (CTRI)",
    "International Clinical Trials Registry Platform": "the WHO trial search portal (ICTRP)",
    "ICTRP Search Portal": "the WHO trial search portal (ICTRP)",
    "UMIN-CTR Clinical Trial": "the Japanese registry UMIN-CTR",
    "Japan Registry of Clinical Trials": "the Japan Registry of Clinical Trials (jRCT)",
    "Iranian Registry of Clinical Trials": "the Iranian Registry of Clinical Trials (IRCT)",
    "Pan African Clinical Trials Registry": "the Pan African Clinical Trials Registry (PACTR)",
    "Registro Brasileiro de Ensaios Clínicos": "the Brazilian Clinical Trials Registry (ReBEC)",
    "Thai Clinical Trials Registry": "the Thai Clinical Trials Registry (TCTR)",
    "Sri Lanka Clinical Trials Registry": "the Sri Lanka Clinical Trials Registry (SLCTR)",
    "Clinical Research Information Service": "the Korean registry CRIS",
}

_LOOKED_AT = 40
"""How many lines of a page are looked at: a site names itself at the top."""


class OtherSite(msgspec.Struct, frozen=True, kw_only=True):
    """Rejects a page of a site that has no reader, and says which site it is."""

    name: str = "other-site"
    publisher: str = "other"
    description: str = "page of a registry whose web pages are not read; it is rejected, and the site is named"
    split: Whole = Whole()

    def accepts(self, head: bytes) -> bool:
        """Whether a file that begins with `head` is a page of one of these sites; asked when no reader accepts it."""
        if b"\0" in head or head.lstrip()[:1] in {b"{", b"["} or head.lstrip().startswith(b"<?xml"):
            return False
        return any(line.text in SITES for line in _top(head))

    def read(self, content: bytes, *, name: str, position: str | None = None) -> Iterator[Reading]:
        """The rejection; every line of the page is left out for the same reason."""
        page = parse_page(content)
        mark = next(line for line in page.lines if line.text in SITES)
        site = SITES[mark.text]
        message = f"this is a page of {site}, whose web pages are not read"
        yield Reading(
            origin=Origin(name=name, sha256=page.sha256, format=self.name, position=position),
            problems=(problem("CT-R016", message, file=name, line=mark.number),),
            lines=tuple([_left_out(line, f"a page of {site}") for line in page.lines]),
        )


def _top(head: bytes) -> list[PageLine]:
    return [line for line in parse_page(head).lines if line.text][:_LOOKED_AT]


def _left_out(line: PageLine, reason: str) -> Line:
    if not line.text:
        return Line(line.number, line.text, Fate.BLANK)
    return Line(line.number, line.text, Fate.LEFT_OUT, reason=reason)


OTHER_SITE = OtherSite()

"""Addresses that stand in texts: DOIs, PubMed ids, addresses of web pages. The one place that recognises them.

Texts come from web pages, exports and word processors: with entities, percent signs, backslashes before marks,
invisible characters, in links of HTML or Markdown, with words glued to them. Each is first decoded, then cut where a
person would end the copy, then refused if it is none: a wrong address is worse than none, since it names another paper.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

__all__ = ["dois", "pmid", "pmids", "url"]

# What Unicode calls format characters (Cf): soft hyphen, zero-width space, marks of direction, byte-order mark, tags.
_FORMAT = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)
# The hyphens, dash and minus sign that typesetters and word processors put for the hyphen of a DOI.
_HYPHENS = dict.fromkeys((0x2010, 0x2011, 0x2013, 0x2212), "-")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\(?=[^A-Za-z0-9\s\\])")
_ENCODED = re.compile(r"(?:%(?:25)?(?:2F|3D))?10\.[0-9]{4,9}\S*%\S*")

# The look behinds stand after the first three characters, so that these can be searched for as they are. A letter or
# digit before them makes another word, `DOI` aside: people write `DOI10.1000/182`.
_BEGIN = re.compile(
    r"10\.(?:(?<![^\W_]10\.)(?<![0-9]\.10\.)|(?<=doi10\.))(?P<registrant>[1-9][0-9]{3,8}(?:\.[0-9]{1,9})*/)",
    re.IGNORECASE,
)
# Up to white space, quotes, angle brackets, and the punctuation and letters of scripts that no DOI has. The second part
# reads DOIs of the 1990s: 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2
_SUFFIX = re.compile(
    '[^\\s"<>\x7f-\xbf\u2000-\u20cf\u2e00-\U0010ffff]{0,300}'
    r"(?:<[0-9a-z]{0,8}:[^\s<>]{0,80}>[0-9]\.[0-9]\.co;[0-9](?:-[0-9a-z#])?)?",
    re.IGNORECASE,
)
_LONGEST = 300
# What is behind a candidate that broke off there: `68:3<` without the rest of its form, a letter that was lost.
_TORN = re.compile("<[0-9:]|\ufffd")
# What stands behind a DOI without a space between: other ids, notes, the parameters of an address.
_FOLLOWING = re.compile(
    r"https?:/|doi(?:\.org|[:=])|pmc?id|[;,|]10\.[0-9]{4}|[/.,]PMC[0-9]|[.,](?:e-?pub|ecollection|accessed|published)"
    r"|\[(?:pubmed|pmc|crossref|google)|(?<!\.co);|&[a-z_]+=|[?|`]|(?<!\.co;[0-9]-)\#",
    re.IGNORECASE,
)
_TAIL = ".,;:'!*_~|`\u2019"
_CLOSING = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[][(){}]")
_OPEN_WORD = re.compile(r"\([A-Za-z]*")
# What publishers add to a DOI in the addresses of their pages.
_PAGE_OF = re.compile(
    r"(?P<doi>.*?)(?:[./](?:full|full-?text|abstract|short|e?pdf|epub|x?html?|summary|meta|references))+",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?P<doi>[0-9.]+[0-9])v[0-9]{1,2}")  # bioRxiv and medRxiv
_LABEL = re.compile(r"doi[^0-9a-z]{0,8}\Z", re.IGNORECASE)
# `10.2345/100 person-years`, `10.1234/mL`: without a label before it that is a number, not a DOI.
_UNITS = (
    r"[mdµu]?l|[kmµu]?g|[cmk]?m|h|hr|hour|d|day|wk|week|mo|month|min|minute|s|sec|second|y|yr|year|py|person|patient|"
    r"participant|subject|case|birth|woman|women|child|children|man|men|dose|cell|site|group|cycle|visit"
)
_RATE = re.compile(
    rf"(?:[0-9]{{1,4}}|10{{4,6}}|[0-9]{{1,3}}(?:,[0-9]{{3}})+)?(?:\.[0-9]+)?-?(?:(?:{_UNITS})s?[23]?)?(?:-[a-z-]+)?",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"[A-Za-z0-9._/-]*[A-Za-z0-9]")
# Some sources take the middle of an old DOI, `68:3<305::aid-ajmg11>3.0.co;2-x`, for a tag and drop it.
_MIDDLE_LOST = re.compile(r"(?<![]>])[0-9]\.[0-9]\.co;", re.IGNORECASE)

_PMID_LABEL = (
    r"(?<![^\W_])pmids?(?:\s(?:no\.?|number|code))?[\s:=#/[(]{0,4}|pubmed\s?(?:ids?|pmid)?\s?[:#]\s?|pubmed\sids?\s"
)
_PMID_PAGE = (
    r"pubmed\.ncbi\.nlm\.nih\.gov/(?:\?term=)?|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|"
    r"europepmc\.org/(?:abstract|article)/med/"
)
_PMID = re.compile(
    rf"(?:{_PMID_LABEL}|{_PMID_PAGE})(?P<ids>[0-9]+(?:\s?,\s?[0-9]{{5,}})*)(?![^\W_]|[+%-]|\.[0-9])", re.IGNORECASE
)
# In 2025 PubMed counted to about 41 million, 1.7 million a year; ids of Medline, `97926517`, have eight digits too.
_LAST_PMID = 60_000_000

_MARKDOWN = re.compile(r"\[[^][]{0,500}\]\(\s*<?(?P<address>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)")
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?(?P<address>[^\"'<>\s]+)", re.IGNORECASE)
_WEB = re.compile(r"(?:(?:https?|ftp)://|(?<![\w/@.])www\.)[^\s\"<>\x7f-\x9f\u201c\u201d\ufffd]+", re.IGNORECASE)
_BARE_WEB = re.compile(
    r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,18}\.?(?:[/?#:][^\s\"<>()]*)?"
)  # `example.org/a`
_PLAIN_WEB = re.compile(r"(?:https?|ftp)://[A-Za-z0-9._~!$*+,;=:@%/?#-]*[A-Za-z0-9/]")


def dois(text: str) -> tuple[str, ...]:
    """Each DOI that stands in `text`, lower case, as a person would copy it, in order, once each."""
    if "10." not in text and text.isascii():
        return ()
    return tuple(dict.fromkeys(_dois(_decoded(text))))


def pmids(text: str) -> tuple[str, ...]:
    """Each PubMed id that `text` names as such or links to, without leading zeros, in order, once each."""
    lower = text.casefold()
    if "pmid" not in lower and "pubmed" not in lower and "europepmc" not in lower and text.isascii():
        return ()
    numbers = [
        number.strip().lstrip("0") for found in _PMID.finditer(_plain(text)) for number in found["ids"].split(",")
    ]
    return tuple(dict.fromkeys(each for each in numbers if each and len(each) <= 8 and int(each) < _LAST_PMID))


@lru_cache(maxsize=4_096)
def pmid(text: str) -> str | None:
    """The PubMed id that a field for it holds, digits without leading zeros, or None if it holds none or several."""
    digits = _FORMAT.sub("", text).strip().lstrip("0")
    if digits.isascii() and digits.isdigit():
        return digits
    found = pmids(text)
    return found[0] if len(found) == 1 else None


def url(text: str) -> str | None:
    """The address of a web page that a field for it holds, or None if it holds none or several."""
    if _PLAIN_WEB.fullmatch(text):
        return text
    text = _plain(text).strip()
    if _BARE_WEB.fullmatch(text):
        return _ended(text)
    linked = {found["address"] for form in (_MARKDOWN, _ANCHOR) for found in form.finditer(text)}
    found = {_ended(each) for each in linked or _WEB.findall(text)}
    return found.pop() if len(found) == 1 and not _goes_on(text) else None


def _goes_on(text: str) -> bool:
    """Whether an address at the beginning goes on behind white space: `https://example.org/a plan.pdf`."""
    first, *rest = text.split()
    whole = _WEB.fullmatch(first) is not None and first[-1] not in _TAIL
    return whole and any("/" in word or "." in word[:-1] or "%" in word for word in rest)


def _plain(text: str) -> str:
    """The text without entities, the backslashes of Markdown, and invisible characters."""
    for _ in range(2):  # `&amp;lt;` was escaped twice
        if "&" in text:
            text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    if "\\" in text:
        text = _ESCAPE.sub("", text)
    return text if text.isascii() else _FORMAT.sub("", text)


def _decoded(text: str) -> str:
    """The plain text with simple hyphens, and what is percent-encoded in DOIs as it is meant."""
    text = _plain(text)
    if not text.isascii():
        text = text.translate(_HYPHENS)
    for _ in range(2):
        if "%" in text:
            text = _ENCODED.sub(lambda encoded: unquote(encoded[0]), text)
    return text


def _dois(text: str) -> Iterator[str]:
    at = 0
    while begin := _BEGIN.search(text, at):
        at = begin.end()
        found = _SUFFIX.match(text, at)
        whole = found[0] if found else ""
        if len(whole) >= _LONGEST:
            continue
        in_link = text[begin.start() - 1 : begin.start()] in {"/", "="}
        suffix = _cut(whole, in_link=in_link)
        torn = suffix == whole and _TORN.match(text, at + len(whole))
        labelled = in_link or _LABEL.search(text, max(0, begin.start() - 12), begin.start())
        if _is_whole(suffix) and not torn and (labelled or not _RATE.fullmatch(suffix)):
            yield f"10.{begin['registrant']}{suffix}".lower()
            at += len(suffix)


def _cut(suffix: str, *, in_link: bool) -> str:
    """The part of a candidate up to where a person would end the copy."""
    if following := _FOLLOWING.search(suffix):
        suffix = suffix[: following.start()]
    suffix = _ended(suffix).rstrip("/")
    if in_link and (page := _PAGE_OF.fullmatch(suffix)):
        suffix = page["doi"]
    if in_link and (version := _VERSION.fullmatch(suffix)):
        suffix = version["doi"]
    return suffix


def _is_whole(suffix: str) -> bool:
    """Whether nothing of a DOI is missing: no open bracket or hyphen at its end, no middle that was lost."""
    if _SIMPLE.fullmatch(suffix):
        return True
    lower = suffix.lower()
    if _MIDDLE_LOST.search(lower) or ("(sici)" in lower and "co;" not in lower):
        return False
    return any(map(str.isalnum, suffix)) and suffix[-1] not in "-([{" and not _open_bracket(suffix)


def _ended(address: str) -> str:
    """The address without closing punctuation, up to the first bracket that closes none of its own."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(address):
        if bracket[0] not in _CLOSING:
            opened.append(bracket.start())
        elif not opened or address[opened.pop()] != _CLOSING[bracket[0]]:
            address = address[: bracket.start()]
            break
    if opened and _OPEN_WORD.fullmatch(address, opened[0]):  # `10.1000/182(Review`
        address = address[: opened[0]]
    return address.rstrip(_TAIL)


def _open_bracket(address: str) -> bool:
    return any(address.count(opening) != address.count(closing) for closing, opening in _CLOSING.items())

"""One result of a validation, as a value."""

import re
from functools import lru_cache

import msgspec

from kg.errors import Severity

from .paths import PropertyPath, path_text
from .term_parts import language_of, string_of
from .vocabulary import INFO, WARNING

__all__ = ["Finding"]

_RULE = re.compile(r"^\s*\[([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\]\s*")
_SEVERITIES = {INFO: Severity.INFO, WARNING: Severity.WARNING}


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A validation result (section 3.6.2): every term is its N-Triples text."""

    focus: str
    path: "PropertyPath | None" = None
    """The IRI of the predicate; a record of `kg.shacl.paths` for any other path."""
    value: str | None = None
    component: str
    """The IRI of the constraint component."""
    shape: str
    """The IRI or blank node of the shape that the constraint stands in."""
    severity: str
    messages: tuple[str, ...]
    """The shape's messages, all languages, sorted; a message of this engine's own where the shape has none."""
    source: str | None = None
    """The SPARQL constraint, for a shape outside SHACL Core."""
    details: tuple["Finding", ...] = ()
    """What is wrong inside, for `sh:node`."""

    @property
    def level(self) -> Severity:
        """The severity as kgbuild orders them; a severity of the shape author's own counts as a violation."""
        return _SEVERITIES.get(self.severity, Severity.VIOLATION)

    @property
    def rule(self) -> str | None:
        """The rule id that a message begins with, `CT-S012` of `[CT-S012] ...`."""
        return _rule(self.messages)

    @property
    def group(self) -> tuple[str, ...]:
        """What findings are counted by: rule id and severity; shape, component and severity where there is no rule."""
        rule = self.rule
        return (rule, self.severity) if rule else (self.shape, self.component, self.severity)

    @property
    def message(self) -> str:
        """One message as plain text without its rule id: without a language, else in English, else the first."""
        texts = sorted(self.messages, key=lambda each: (_PREFERRED.get(language_of(each), 2), each))
        return _RULE.sub("", string_of(texts[0]) or "", count=1) if texts else ""

    @property
    def order(self) -> tuple[str, ...]:
        """What findings are sorted by: focus node first, so that the order depends on no order of work."""
        path = self.path if isinstance(self.path, str) else path_text(self.path) if self.path else ""
        return (self.focus, self.shape, path, self.component, self.value or "", self.source or "", *self.messages)


@lru_cache(maxsize=4_096)
def _rule(messages: tuple[str, ...]) -> str | None:
    found = (_RULE.match(string_of(message) or "") for message in messages)
    return next((each[1] for each in found if each), None)


_PREFERRED: dict[str | None, int] = {None: 0, "en": 1}

"""ResultCells of tables of results: numbers of one group, each a node with a key of what it is the number of."""

from collections.abc import Iterable, Sequence

from kg.rdf.encoders import TYPE, class_term, code, number, predicate, text
from kg.record import Coded, Uncoded
from kg.result_record import Denominator, EventCount, FlowCount, Measurement, ResultGroup

from .draft import Draft
from .keyed_parts import keys_of
from .result_numbers import tell_number

__all__ = ["ResultCells", "keys_of_rows"]

_CLASS = class_term("Cell")
_GROUP, _COUNT, _UNITS, _UNIT = (predicate(name) for name in ("group", "count", "unitCount", "unit"))
_ROW, _CATEGORY, _ANALYZED = predicate("resultClass"), predicate("category"), predicate("analyzed")
_AFFECTED, _EVENTS, _AT_RISK = predicate("affected"), predicate("events"), predicate("atRisk")
_REMARK, _POSITION = predicate("remark"), predicate("position")
_MILESTONE, _REASON = "milestone", "dropReason"
_NAMES = {name: predicate(f"{name}Name") for name in (_MILESTONE, _REASON)}
_COMMENTS = {name: predicate(f"{name}Comment") for name in (_MILESTONE, _REASON)}


class ResultCells:
    """The cells of one record: each gets its term at once, and is told behind the node that links it."""

    def __init__(self, draft: Draft, groups: Sequence[ResultGroup], terms: Sequence[bytes]) -> None:
        self._draft = draft
        self._groups = groups
        self._terms = terms
        self._keys = [term.rpartition(b"/")[2][:-1].decode() for term in terms]
        self._begin = draft.root + b"/cell/"
        self._seen: set[bytes] = set()
        self._nodes: list[tuple[bytes, int]] = []
        self._pieces: list[bytes] = []

    def group(self, position: int) -> bytes:
        """The node of a group."""
        return self._terms[position - 1]

    def flush(self) -> None:
        """Tells what was begun, behind what the draft holds."""
        before = len(self._draft.parts)
        self._draft.nodes += [(subject, before + start) for subject, start in self._nodes]
        self._draft.parts += self._pieces
        self._nodes.clear()
        self._pieces.clear()

    def of_flow(self, table: str, counts: Sequence[FlowCount]) -> list[bytes]:
        """The cells of a period."""
        out = self._pieces
        texts = [f"{_text(each.milestone)}\x1f{_text(each.reason)}" for each in counts]
        terms = self._new(table, texts, [each.group for each in counts])
        for place, (each, term) in enumerate(zip(counts, terms, strict=True), start=1):
            lead = self._begun(term, each.group)
            out += (lead, _POSITION, number(place))
            name, of = (_MILESTONE, each.milestone) if each.reason is None else (_REASON, each.reason)
            if isinstance(of, Uncoded):
                out += (lead, _NAMES[name], text(of.text))
            elif of is not None:
                out += (lead, predicate(name), code(name, of))
            for property, value in ((_COUNT, each.count), (_UNITS, each.units)):
                if value is not None:
                    out += (lead, property, number(value))
            for property, said in ((_REMARK, each.comment), (_COMMENTS[name], each.comment_on_all)):
                if said is not None:
                    out += (lead, property, text(said))
        return terms

    def of_measure(self, table: str, measurements: Sequence[Measurement]) -> list[bytes]:
        """The cells of a measure."""
        out = self._pieces
        texts = [f"{each.row or ''}\x1f{each.category or ''}" for each in measurements]
        terms = self._new(table, texts, [each.group for each in measurements])
        for place, (each, term) in enumerate(zip(measurements, terms, strict=True), start=1):
            lead = self._begun(term, each.group)
            out += (lead, _POSITION, number(place))
            if each.row is not None:
                out += (lead, _ROW, text(each.row))
            if each.category is not None:
                out += (lead, _CATEGORY, text(each.category))
            tell_number(lead, out, "value", each.value)
            tell_number(lead, out, "spread", each.spread)
            tell_number(lead, out, "lower", each.lower)
            tell_number(lead, out, "upper", each.upper)
            if each.analyzed is not None:
                out += (lead, _ANALYZED, number(each.analyzed))
            if each.comment is not None:
                out += (lead, _REMARK, text(each.comment))
        return terms

    def of_denominators(self, table: str, denominators: Sequence[Denominator]) -> list[bytes]:
        """The numbers of participants, or other units, that no value states."""
        out = self._pieces
        texts = [f"DENOMINATOR\x1f{each.units or ''}\x1f{each.row or ''}" for each in denominators]
        terms = self._new(table, texts, [each.group for each in denominators])
        for each, term in zip(denominators, terms, strict=True):
            lead = self._begun(term, each.group)
            if each.row is not None:
                out += (lead, _ROW, text(each.row))
            out += (lead, _COUNT, number(each.count))
            if each.units is not None:
                out += (lead, _UNIT, text(each.units))
        return terms

    def of_event(self, table: str, counts: Sequence[EventCount], *, serious: bool) -> tuple[list[bytes], list[bytes]]:
        """The cells of an adverse event, and the groups in which nobody had it."""
        stated, none = list[EventCount](), list[bytes]()
        for each in counts:
            if each.affected == 0 and not each.events and each.at_risk in (None, self._at_risk(each, serious=serious)):
                none.append(self.group(each.group))
            else:
                stated.append(each)
        terms = self._new(table, [""] * len(stated), [each.group for each in stated])
        for each, term in zip(stated, terms, strict=True):
            lead, usual = self._begun(term, each.group), self._at_risk(each, serious=serious)
            unusual = each.at_risk != usual or (each.affected or 0) > (usual or 0)
            values = ((_AFFECTED, each.affected), (_EVENTS, each.events), (_AT_RISK, each.at_risk if unusual else None))
            for property, value in values:
                if value is not None:
                    self._pieces += (lead, property, number(value))
        return terms, list(dict.fromkeys(none))

    def _at_risk(self, count: EventCount, *, serious: bool) -> int | None:
        """How many of the group are at risk, as the group says."""
        group = self._groups[count.group - 1]
        return group.serious_at_risk if serious else group.other_at_risk

    def _new(self, table: str, texts: Iterable[str], groups: Iterable[int]) -> list[bytes]:
        """The terms of new cells of a table."""
        keys = self._keys
        rows = [f"{table}\x1f{row}\x1f{keys[group - 1]}" for row, group in zip(texts, groups, strict=True)]
        return [b"%b%b>" % (self._begin, key) for key in keys_of_rows(rows, self._seen)]

    def _begun(self, term: bytes, group: int) -> bytes:
        """Begins a cell; gives what begins its lines."""
        self._nodes.append((term, len(self._pieces)))
        lead = self._draft.end + term + b" "
        self._pieces += (lead, TYPE, _CLASS, lead, _GROUP, self.group(group))
        return lead


def keys_of_rows(identities: Sequence[str], seen: set[bytes]) -> list[bytes]:
    """A key for each row, none of them alike; `seen` are those given before. Of equal rows the number counts too."""
    keys = keys_of(identities)
    if len(set(keys)) < len(keys) or not seen.isdisjoint(keys):
        counts: dict[str, int] = {}  # of thousands of equal rows none is counted from the first again
        for place, (key, identity) in enumerate(zip(keys, identities, strict=True)):
            while key in seen:
                counts[identity] = counts.get(identity, 1) + 1
                (key,) = keys_of([f"{identity}\x1f{counts[identity]}"])
            seen.add(key)
            keys[place] = key
    seen.update(keys)
    return keys


def _text(code: Coded | None) -> str:
    return code.text if isinstance(code, Uncoded) else code or ""

"""Who leads a study and its sites, and who answers for it."""

from collections.abc import Iterable, Sequence

from kg.iris import normal_form
from kg.rdf.encoders import class_term, predicate
from kg.record import Official, Organization, ResponsibleParty, Study

from .draft import Draft, PartTeller
from .keyed_parts import keys_of
from .offices import is_office
from .organizations import node_of
from .persons import is_same_person
from .shared_nodes import SharedNodes
from .tables import OFFICE, OFFICIAL, Table
from .teller import tell_rows
from .titles import is_title

__all__ = ["Officials"]

_PERSON, _OFFICE = PartTeller(OFFICIAL), PartTeller(OFFICE)
_IN_ORDER = {False: ("official", _PERSON), True: ("office", _OFFICE)}
"""Whether it is an office -> the property, and what tells those that are listed."""
_UNLISTED = {
    False: (b"/official/", class_term("Official"), tell_rows(Table(Official, OFFICIAL.rows))),
    True: (b"/office/", class_term("Office"), tell_rows(Table(Official, OFFICE.rows))),
}
_LINKS = {False: predicate("official"), True: predicate("office")}
_AFFILIATION = predicate("affiliation")
_INVESTIGATORS = frozenset({"PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"})


class Officials:
    """The officials of one study: each is one node, wherever it is named."""

    def __init__(self, study: Study, draft: Draft, shared: SharedNodes) -> None:
        self._study, self._draft, self._shared = study, draft, shared
        paid_by = (study.lead_sponsor, *study.collaborators)
        self._companies = {normal_form(each.name) for each in paid_by if each and each.type == "INDUSTRY"}
        self._terms: dict[bytes, tuple[Official, bytes]] = {}
        """By the key that an official has if no other of the study is alike in name and role."""
        self._unlisted: list[tuple[Official, bytes, bool]] = []

    def tell_listed(self) -> None:
        """The officials of the study, each with the organization that they belong to; offices apart from persons."""
        listed = self._study.officials
        if not listed:
            return
        parts = [(is_office(each[0], self._companies), each) for each in zip(*_PERSON.different(listed), strict=True)]
        for office, (term, tell) in _IN_ORDER.items():
            some = [each for kind, each in parts if kind is office]
            if some:
                officials, keys, positions = zip(*some, strict=True)
                terms = tell.nodes(self._draft, officials, keys, positions, self._affiliated)
                self._draft.link(term, terms)
                for key, each, node in zip(_keys(officials), officials, terms, strict=True):
                    self._terms.setdefault(key, (each, node))

    def link(self, lead: bytes, out: list[bytes], officials: Iterable[Official]) -> None:
        """Links the site whose lines begin with `lead` to those who lead the study there."""
        for node, office in dict.fromkeys(map(self._node, officials)):
            out += (lead, _LINKS[office], node)

    def tell_party(self) -> None:
        """Links the study to who answers for it: an official, or the sponsor. An investigator is an official too."""
        party = self._study.registration.responsible_party
        if party is None:
            return
        if self._is_sponsor(party):
            self._answers_by_sponsor()
        elif party.name:
            known = next((node for each, node in self._terms.values() if is_same_person(each.name, party.name)), None)
            if known:
                self._draft.link("responsibleParty", [known])
            elif party.type in _INVESTIGATORS:
                self._draft.link("responsibleParty", [self._investigator(party, party.name)])

    def tell_unlisted(self) -> None:
        """Tells those whom the study does not list: of its sites, and who answers for it."""
        draft, out = self._draft, self._draft.parts
        for official, node, office in self._unlisted:
            texts: list[str] = []
            _, class_name, tell = _UNLISTED[office]
            lead = draft.part(node, class_name)
            tell(official, lead, out, texts)
            self._affiliated(official, lead, out)
            draft.code_texts(texts, lead, out)

    def _node(self, official: Official) -> tuple[bytes, bool]:
        key = _keys([official])[0]
        office = is_office(official, self._companies)
        if key not in self._terms:
            node = b"%b%b%b>" % (self._draft.root, _UNLISTED[office][0], key)
            self._terms[key] = (official, node)
            self._unlisted.append((official, node, office))
        return self._terms[key][1], office

    def _affiliated(self, official: Official, lead: bytes, out: list[bytes]) -> None:
        if official.affiliation and not is_title(official.affiliation):
            node = node_of(Organization(name=official.affiliation), self._shared)
            self._draft.shared[node.said] = node
            out += (lead, _AFFILIATION, node.term)

    def _is_sponsor(self, party: ResponsibleParty) -> bool:
        """Whether the party is the lead sponsor: so its type says, or, of old records that have none, its name."""
        if party.type is not None or self._study.lead_sponsor is None:
            return party.type == "SPONSOR"
        name = party.name or party.organization
        return name is not None and normal_form(name) == normal_form(self._study.lead_sponsor.name)

    def _answers_by_sponsor(self) -> None:
        if sponsor := self._study.lead_sponsor:
            self._draft.share("responsibleParty", [node_of(sponsor, self._shared)])

    def _investigator(self, party: ResponsibleParty, name: str) -> bytes:
        """An official made of a party whose type says that the person conducts the study."""
        official = Official(name=name, role="PRINCIPAL_INVESTIGATOR", affiliation=party.affiliation)
        node, office = self._node(official)
        self._draft.link("office" if office else "official", [node])
        return node


def _keys(officials: Sequence[Official]) -> list[bytes]:
    return keys_of(_PERSON.identities(officials, ""))

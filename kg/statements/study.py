"""A study as pieces of N-Quads: the one place that decides what the RDF says."""

from functools import lru_cache

from kg.iris import Minter
from kg.rdf import shipped_context
from kg.rdf.document import Document, Nest
from kg.rdf.encoders import TYPE, class_term, iri_term, predicate
from kg.rdf.labels import code_label
from kg.rdf.told import RESULTS_SEGMENT, Told
from kg.record import Coded, ExpandedAccess, Origin, Study, Uncoded

from .arms import tell_arms
from .attachments import tell_attachments
from .concepts import matches_of, tell_indexing
from .contacts import Contacts
from .draft import Draft
from .eligibility import tell_eligibility
from .identifiers import tell_identifiers, tell_identity, tell_links, tell_mentioned, tell_related
from .officials import Officials
from .organizations import tell_sponsors
from .outcomes import tell_outcomes
from .places import tell_countries, tell_national_courses, tell_sites
from .publications import tell_publications
from .registration import tell_registration
from .result_graph import OutcomeNodes, tell_results
from .schema_org import tell_in_schema_org
from .shared_nodes import SharedNodes
from .supers import types_of
from .tables import BIOSPECIMENS, DESIGN, EXPANDED_ACCESS, IPD_SHARING, OVERSIGHT, STUDY
from .teller import tell_rows

__all__ = ["Teller", "describe"]

_CLASSES = {
    "INTERVENTIONAL": "ClinicalTrial",
    "OBSERVATIONAL": "ObservationalStudy",
    "EXPANDED_ACCESS": "ExpandedAccess",
}
"""Study type -> class; any other study is a `Study`."""

_DESCRIBES = predicate("describes")

_tell_study = tell_rows(STUDY)
_tell_design = tell_rows(DESIGN)
_tell_biospecimens = tell_rows(BIOSPECIMENS)
_tell_access = tell_rows(EXPANDED_ACCESS)
_tell_sharing = tell_rows(IPD_SHARING)
_tell_oversight = tell_rows(OVERSIGHT)


class Teller:
    """Tells records under one base, with their results or without. It remembers what is said of shared nodes."""

    def __init__(self, mint: Minter, *, results: bool = True) -> None:
        self._mint = mint
        self._results = results
        self._shared = SharedNodes(mint)

    def __call__(self, study: Study, *, origin: Origin, leading: bool = True, contacts: bool = False) -> Told:
        """What a record says: of its study if the record is `leading`, else of the record alone.

        Several publishers may hold records of one study. The leading one describes the study; the same facts of any
        other stand on its own record node, so that a union of the graphs never mixes what different records say. Whom
        to ask is left out unless `contacts` is set.
        """
        mint = self._mint
        root = mint.absolute(mint.study(study.id))
        graph = mint.absolute(mint.record(study.publisher, study.record or study.id))
        draft = Draft(root if leading else graph, graph, leading=leading)
        described = (_DESCRIBES, iri_term(root))
        if leading:
            for name in types_of(_class_of(study)):
                draft.own += (draft.lead, TYPE, class_term(name))
            tell_identity(study, draft)
            outcomes = self._tell(study, draft, contacts=contacts)
            tell_in_schema_org(study, draft)
            record = _record(study, origin, draft, described, iri_term(graph), contacts=contacts)
            return self._with_results(draft.told(record), study, root, graph, outcomes)
        tell_registration(study, origin, draft.lead, draft.own, draft.texts, contacts=contacts)
        draft.own += (draft.lead, *described)
        outcomes = self._tell(study, draft, contacts=contacts)
        return self._with_results(draft.told(None), study, graph, graph, outcomes)

    def _with_results(self, told: Told, study: Study, root: str, graph: str, outcomes: OutcomeNodes) -> Told:
        """The same with what the record says of results, if it does, in a graph of their own."""
        if study.results is None or not self._results:
            return told
        leading = root != graph
        results = tell_results(
            study, study.results, self._shared, root=root, graph=graph, leading=leading, nodes=outcomes
        )
        return told._replace(shared=(*told.shared, *results.shared), results=results)

    def _tell(self, study: Study, draft: Draft, *, contacts: bool) -> OutcomeNodes:
        """Tells all but what only a record, or a study that is described, says; gives the nodes of the outcomes."""
        mint, shared, own, lead, texts = self._mint, self._shared, draft.own, draft.lead, draft.texts
        _tell_study(study, lead, own, texts)
        if study.phases:
            draft.values("phaseLabel", [_phase_label(study.phases)])
        _tell_design(study.design, lead, own, texts)
        if study.design.biospecimens:
            _tell_biospecimens(study.design.biospecimens, lead, own, texts)
        if study.expanded_access:
            _tell_expanded_access(study.expanded_access, draft, mint)
        if study.ipd_sharing:
            _tell_sharing(study.ipd_sharing, lead, own, texts)
        _tell_oversight(study.oversight, lead, own, texts)
        _tell_conditions(study, draft, shared)
        tell_arms(study, draft, shared)
        outcomes = tell_outcomes(study, draft)
        if study.eligibility:
            tell_eligibility(study.eligibility, study, draft)
        tell_sponsors(study, draft, shared)
        officials = Officials(study, draft, shared)
        officials.tell_listed()
        tell_countries(study, draft, shared)
        tell_national_courses(study, draft, shared)
        asked = Contacts(draft) if contacts else None
        if asked:
            asked.link(lead, own, study.contacts)
        tell_sites(study, draft, shared, officials, asked)
        officials.tell_party()
        officials.tell_unlisted()
        if asked:
            asked.tell()
        tell_identifiers(study, draft)
        tell_publications(study, draft, shared)
        tell_links(study, draft)
        tell_related(study, draft, mint)
        tell_mentioned(study, draft, mint)
        tell_indexing(study, draft, shared)
        tell_attachments(study, draft)
        if study.results is not None and self._results:
            draft.link("results", [draft.subject[:-1] + f"{RESULTS_SEGMENT}>".encode()])
        return outcomes


@lru_cache(maxsize=256)
def _phase_label(phases: tuple[Coded, ...]) -> str:
    """`Phase 1/Phase 2`: the labels of the codes, and texts that are no code as they are."""
    return "/".join([each.text if isinstance(each, Uncoded) else code_label("phase", each) or each for each in phases])


def _class_of(study: Study) -> str:
    return _CLASSES.get(study.study_type, "Study") if isinstance(study.study_type, str) else "Study"


def _record(
    study: Study, origin: Origin, draft: Draft, described: tuple[bytes, bytes], node: bytes, *, contacts: bool
) -> tuple[bytes, list[bytes]]:
    """The node of a record that leads, and its pieces."""
    lead, out, texts = draft.end + node + b" ", list[bytes](), list[str]()
    tell_registration(study, origin, lead, out, texts, contacts=contacts)
    out += (lead, *described)
    draft.code_texts(texts, lead, out)
    return node, out


def _tell_expanded_access(access: ExpandedAccess, draft: Draft, mint: Minter) -> None:
    """Whether the product is to be had outside the trial, and under which record."""
    _tell_access(access, draft.lead, draft.own, draft.texts)
    if access.study_id:
        draft.link("expandedAccessStudy", [iri_term(mint.absolute(mint.study(access.study_id)))])


def _tell_conditions(study: Study, draft: Draft, shared: SharedNodes) -> None:
    matches = matches_of(study.condition_indexing)
    draft.share("condition", [shared.condition[name, matches.get(name)] for name in study.conditions])


def describe(
    study: Study,
    *,
    origin: Origin,
    mint: Minter,
    leading: bool = True,
    contacts: bool = False,
    results: bool = True,
) -> Document:
    """The JSON-LD document of a record, with all that it says nested in it, under `ontology/context.jsonld`.

    A record that is not `leading` describes itself alone. Whom to ask is left out unless `contacts` is set.
    """
    told = Teller(mint, results=results)(study, origin=origin, leading=leading, contacts=contacts)
    return Nest(shipped_context(), mint.base)(told, shared=True)

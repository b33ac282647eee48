"""How ISRCTN spells the notations of the code lists, in lower case.

The spellings marked `unseen` stand on no record at hand. Those of the study type, the age range and the status are
from the registry's page of definitions (isrctn.com/page/definitions, 2026) and its profile at the WHO. A phase of two,
`Phase I/II`, is both, parted by a slash.
"""

from collections.abc import Mapping

from kg.sources.fields.remarks import Spellings

__all__ = [
    "DESIGNS",
    "DESIGN_WORDS",
    "DOCUMENTS",
    "NONE_OF_LIST",
    "NOT_CODED",
    "NOT_STATED",
    "OUTPUTS",
    "POLICIES",
    "SPELLINGS",
]

NOT_STATED = frozenset(
    {
        *("", "-", "--", ".", "n/a", "na", "none", "nil", "nil known", "not known", "unknown", "not specified"),
        *("not defined", "not applicable", "not provided", "tbc", "to be confirmed", "pending"),
    }
)
"""What stands where there is no id, no name or no type."""

SPELLINGS: Spellings = {
    "overall-status": {
        "stopped": "TERMINATED",
        "suspended": "SUSPENDED",  # unseen
        "completed": "COMPLETED",  # unseen
        "withdrawn": "WITHDRAWN",  # unseen
        "anticipated": "NOT_YET_RECRUITING",  # unseen; of the start of recruitment
        "not yet recruiting": "NOT_YET_RECRUITING",  # unseen
        "recruiting": "RECRUITING",  # unseen
        "enrolling by invitation": "ENROLLING_BY_INVITATION",  # unseen
        "no longer recruiting": "ACTIVE_NOT_RECRUITING",  # unseen
    },
    "study-type": {"interventional": "INTERVENTIONAL", "observational": "OBSERVATIONAL"},
    "phase": {
        "not applicable": "NA",
        "phase 0": "EARLY_PHASE1",  # unseen
        "phase i": "PHASE1",  # unseen
        "phase i/ii": "PHASE1/PHASE2",
        "phase ii": "PHASE2",  # unseen
        "phase ii/iii": "PHASE2/PHASE3",  # unseen
        "phase iii": "PHASE3",
        "phase iii/iv": "PHASE3/PHASE4",  # unseen
        "phase iv": "PHASE4",  # unseen
    },
    "allocation": {
        "randomized controlled trial": "RANDOMIZED",
        "randomised controlled trial": "RANDOMIZED",  # unseen
        "non-randomized controlled trial": "NON_RANDOMIZED",
        "non-randomised controlled trial": "NON_RANDOMIZED",  # unseen
        "n/a: single arm study": "NA",  # unseen
        "single arm study": "NA",  # unseen
        "not applicable": "NA",  # unseen
    },
    "intervention-model": {
        "single": "SINGLE_GROUP",  # unseen
        "single group": "SINGLE_GROUP",  # unseen
        "parallel": "PARALLEL",
        "crossover": "CROSSOVER",  # unseen
        "factorial": "FACTORIAL",  # unseen
        "sequential": "SEQUENTIAL",  # unseen
    },
    "primary-purpose": {
        "treatment": "TREATMENT",
        "prevention": "PREVENTION",
        "diagnostic": "DIAGNOSTIC",  # unseen
        "diagnosis": "DIAGNOSTIC",  # unseen
        "screening": "SCREENING",  # unseen
        "supportive care": "SUPPORTIVE_CARE",
        "health services research": "HEALTH_SERVICES_RESEARCH",
        "basic science": "BASIC_SCIENCE",  # unseen
        "device feasibility": "DEVICE_FEASIBILITY",
        "quality of life": "OTHER",
        "efficacy": "OTHER",  # unseen
        "safety": "OTHER",  # unseen
        "other": "OTHER",  # unseen
    },
    "masking": {"open (masking not used)": "NONE"},
    "control-type": {
        "active": "ACTIVE",
        "placebo": "PLACEBO",  # unseen
        "dose comparison": "DOSE_COMPARISON",  # unseen
        "historical": "HISTORICAL",  # unseen
        "no treatment": "NO_TREATMENT",  # unseen
        "uncontrolled": "UNCONTROLLED",  # unseen
        "other": "OTHER",  # unseen
    },
    "observational-model": {},
    "time-perspective": {},
    "sex": {
        "all": "ALL",
        "both": "ALL",
        "female": "FEMALE",  # unseen
        "male": "MALE",  # unseen
    },
    "age-group": {
        "neonate": "CHILD",  # up to 28 days
        "child": "CHILD",  # unseen; 29 days to 17 years
        "adult": "ADULT",  # 18 to 65 years
        "senior": "OLDER_ADULT",  # 66 years and over
        "all": "CHILD/ADULT/OLDER_ADULT",  # unseen
    },
    "intervention-type": {
        "drug": "DRUG",
        "supplement": "DIETARY_SUPPLEMENT",  # unseen
        "device": "DEVICE",
        "biological/vaccine": "BIOLOGICAL",  # unseen
        "procedure/surgery": "PROCEDURE",
        "behavioural": "BEHAVIORAL",  # unseen
        "genetic": "GENETIC",  # unseen
        "other": "OTHER",
    },
    "organization-class": {
        "industry": "INDUSTRY",
        "government": "OTHER_GOV",
        "university/education": "OTHER",
        "charity": "OTHER",
        "hospital/treatment centre": "OTHER",  # unseen
        "research organisation": "OTHER",  # unseen
        "research council": "OTHER_GOV",  # unseen
        "other": "OTHER",  # unseen
    },
    "official-role": {
        "principal investigator": "PRINCIPAL_INVESTIGATOR",  # unseen
        "scientific": "CONTACT",
        "public": "CONTACT",
    },
    "ethics-review-status": {
        "approved": "APPROVED",
        "not approved": "NOT_APPROVED",  # unseen
        "rejected": "NOT_APPROVED",  # unseen
        "submitted": "PENDING",  # unseen
        "pending": "PENDING",  # unseen
        "not yet submitted": "PENDING",  # unseen
        "ethics approval not required": "NOT_REQUIRED",  # unseen
    },
    "ipd-sharing": {"yes": "YES", "no": "NO"},
}
"""Code list -> spelling -> notation."""

NOT_CODED: Mapping[str, frozenset[str]] = {
    "age-group": frozenset({"mixed", "other"}),
    "ethics-review-status": frozenset({"ethics approval required", "old ethics approval format"}),
}
"""Words of the registry that name none of the list: `Mixed` is two or three age groups, and does not say which."""

NONE_OF_LIST: Mapping[str, frozenset[str]] = {name: NOT_STATED | NOT_CODED.get(name, frozenset()) for name in SPELLINGS}
"""The same, with what stands where nothing is stated."""

DESIGNS: Mapping[str, Mapping[str, str]] = {
    "randomised controlled trial": {"allocation": "RANDOMIZED"},
    "randomised cross over trial": {"allocation": "RANDOMIZED", "intervention-model": "CROSSOVER"},  # unseen
    "randomised parallel trial": {"allocation": "RANDOMIZED", "intervention-model": "PARALLEL"},  # unseen
    "cluster randomised trial": {"allocation": "RANDOMIZED"},  # unseen
    "non randomised study": {"allocation": "NON_RANDOMIZED"},  # unseen
    "non randomised controlled trial": {"allocation": "NON_RANDOMIZED"},  # unseen
    "cohort study": {"observational-model": "COHORT"},
    "case-control study": {"observational-model": "CASE_CONTROL"},  # unseen
    "case crossover study": {"observational-model": "CASE_CROSSOVER"},  # unseen
    "case series": {"observational-model": "CASE_ONLY"},  # unseen
    "cross sectional study": {"time-perspective": "CROSS_SECTIONAL"},  # unseen
    "cross-sectional study": {"time-perspective": "CROSS_SECTIONAL"},  # unseen
    "ecological study": {"observational-model": "ECOLOGIC_OR_COMMUNITY"},  # unseen
    "epidemiological study": {},  # unseen
    "longitudinal study": {},  # unseen
    "other": {},  # unseen
    "not applicable": {},
}
"""Secondary study design -> code list -> notation; a design that says nothing of any list has none."""

DESIGN_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "masking": (
        (r"open[- ]label(?:led)?|un(?:blinded|masked)|non[- ]blinded", "NONE"),
        (r"single[- ](?:blind|mask)(?:ed)?", "SINGLE"),
        (r"double[- ](?:blind|mask)(?:ed)?", "DOUBLE"),
        (r"triple[- ](?:blind|mask)(?:ed)?", "TRIPLE"),
        (r"quadruple[- ](?:blind|mask)(?:ed)?", "QUADRUPLE"),
    ),
    "intervention-model": (
        (r"single[- ](?:arm|group)", "SINGLE_GROUP"),
        (r"parallel(?:[- ](?:group|arm|assignment)s?)?", "PARALLEL"),
        (r"cross[- ]?over", "CROSSOVER"),
        (r"factorial", "FACTORIAL"),
    ),
    "control-type": ((r"placebo[- ]controlled", "PLACEBO"), (r"uncontrolled", "UNCONTROLLED")),
    "time-perspective": (
        (r"prospective(?:ly)?", "PROSPECTIVE"),
        (r"retrospective(?:ly)?", "RETROSPECTIVE"),
        (r"cross[- ]sectional", "CROSS_SECTIONAL"),
    ),
}
"""Code list -> words of a study design in prose, and what they say where no other word of the list stands there."""

OUTPUTS: Mapping[str, tuple[str, str | None]] = {
    "resultsarticle": ("Results article", "RESULT"),
    "interimresults": ("Interim results article", "RESULT"),
    "abstract": ("Abstract results", "RESULT"),
    "poster": ("Poster results", "RESULT"),
    "preprint": ("Preprint results", "RESULT"),
    "thesis": ("Thesis results", "RESULT"),
    "funderreport": ("Funder report results", "RESULT"),
    "protocolarticle": ("Protocol article", "PROTOCOL"),
    "protocolpreprint": ("Protocol preprint", "PROTOCOL"),
    "otherpublications": ("Other publications", None),
}
"""Type of an output that is a publication -> how the registry's pages call it, and its role; others are documents."""

DOCUMENTS: Mapping[str, str] = {
    "basicresults": "Basic results",
    "plainenglishresults": "Plain English results",
    "protocolfile": "Protocol file",
    "protocolother": "Protocol (other)",
    "sap": "Statistical Analysis Plan",
    "pis": "Participant information sheet",
    "hrasummary": "HRA research summary",
    "dataset": "Dataset",
    "trialwebsite": "Study website",
    "otherfiles": "Other files",
    "otherunpublished": "Other unpublished results",
}
"""Type of an output that is a document or a page -> how the registry's pages call it."""

POLICIES: Mapping[str, str] = {
    "available on request": "YES",
    "published as a supplement to the results publication": "YES",
    "stored in publicly available repository": "YES",  # unseen
    "stored in non-publicly available repository": "YES",
    "not expected to be made available": "NO",
    "data sharing statement to be made available at a later date": "UNDECIDED",
}
"""Policy on data -> whether they are shared; one that is not listed says neither."""

"""How registers spell the notations of the code lists in the portal of the WHO and in its form, in lower case.

The spellings marked `unseen` stand in no record at hand; they are from programs that read other exports of the portal.
"""

from collections.abc import Mapping

from kg.sources.codes import BEFORE_2017, CLASSIC
from kg.sources.fields.remarks import Spellings

__all__ = ["NETWORKS", "NONE_OF_LIST", "NOT_STATED", "PURPOSES_OF_TYPES", "REGISTERS", "SPELLINGS"]

NOT_STATED = frozenset(
    {
        *(
            "",
            "-",
            "--",
            "---",
            ".",
            "/",
            "?",
            "??",
            ";",
            ";;",
            "n/a",
            "na",
            "nd",
            "null",
            "none",
            "nil",
            "no",
            "unknown",
        ),
        *("nil known", "none known", "not known", "not specified", "not selected", "not provided", "not stated"),
        *("not applicable", "not available", "not avavilable", "undefined"),
    }
)
"""What stands where nothing is stated."""

SPELLINGS: Spellings = {
    "overall-status": {
        "recruiting": "RECRUITING",
        "not recruiting": "NOT_RECRUITING",
        "authorised": "AUTHORISED",
        "completed": "COMPLETED",
        "not yet recruiting": "NOT_YET_RECRUITING",  # unseen, like the rest
        "pending": "NOT_YET_RECRUITING",
        "authorised, recruitment pending": "NOT_YET_RECRUITING",
        "authorised, recruiting": "RECRUITING",
        "ongoing, recruiting": "RECRUITING",
        "ongoing, recruitment ended": "ACTIVE_NOT_RECRUITING",
        "active, not recruiting": "ACTIVE_NOT_RECRUITING",
        "enrolling by invitation": "ENROLLING_BY_INVITATION",
        "suspended": "SUSPENDED",
        "suspending": "SUSPENDED",
        "temporary halt": "SUSPENDED",
        "temporarily halted": "SUSPENDED",
        "terminated": "TERMINATED",
        "prematurely ended": "TERMINATED",
        "stopped early": "TERMINATED",
        "withdrawn": "WITHDRAWN",
    },
    "study-type": {
        "interventional": "INTERVENTIONAL",
        "interventional study": "INTERVENTIONAL",
        "intervention": "INTERVENTIONAL",
        "interventional clinical trial of medicinal product": "INTERVENTIONAL",
        "interventional trial": "INTERVENTIONAL",  # unseen
        "observational": "OBSERVATIONAL",
        "observational study": "OBSERVATIONAL",
        "observational [patient registry]": "OBSERVATIONAL",
        "observational invasive": "OBSERVATIONAL",  # unseen
        "observational non invasive": "OBSERVATIONAL",  # unseen
        "expanded access": "EXPANDED_ACCESS",
    },
    "sex": {
        "all": "ALL",
        "both": "ALL",
        "both males and females": "ALL",
        "both, male and female": "ALL",
        "male and female": "ALL",
        "male/female": "ALL",
        "female: yes male: yes": "ALL",
        "female, male": "ALL",  # unseen
        "male, female": "ALL",  # unseen
        "b": "ALL",  # unseen
        "female": "FEMALE",
        "females": "FEMALE",
        "female: yes male: no": "FEMALE",  # unseen
        "f": "FEMALE",  # unseen
        "male": "MALE",
        "males": "MALE",  # unseen
        "female: no male: yes": "MALE",  # unseen
        "m": "MALE",  # unseen
    },
    "allocation": {
        "randomized": "RANDOMIZED",
        "randomised": "RANDOMIZED",  # unseen
        "randomized controlled trial": "RANDOMIZED",
        "randomised controlled trial": "RANDOMIZED",
        "randomized trial": "RANDOMIZED",
        "randomized, controlled trial": "RANDOMIZED",  # unseen
        "non-randomized": "NON_RANDOMIZED",
        "not randomized": "NON_RANDOMIZED",
        "non randomized control": "NON_RANDOMIZED",
        "non-randomized controlled trial": "NON_RANDOMIZED",
        "non-randomised trial": "NON_RANDOMIZED",
        "single arm": "NA",
        "single arm study": "NA",
        "n/a: single arm study": "NA",
        "single arm trial": "NA",
        "randomised: yes": "RANDOMIZED",
        "randomized, parallel group trial": "RANDOMIZED",
        "randomized, parallel group, active controlled trial": "RANDOMIZED",
        "randomized, parallel group, placebo controlled trial": "RANDOMIZED",
        "randomized, crossover trial": "RANDOMIZED",  # unseen
        "randomized, factorial trial": "RANDOMIZED",  # unseen
        "non-randomized, multiple arm trial": "NON_RANDOMIZED",
        "non-randomized, active controlled trial": "NON_RANDOMIZED",
        "non-randomized, placebo controlled trial": "NON_RANDOMIZED",  # unseen
    },
    "intervention-model": {
        "parallel": "PARALLEL",
        "parallel assignment": "PARALLEL",
        "parallel group": "PARALLEL",
        "single": "SINGLE_GROUP",
        "single (group)": "SINGLE_GROUP",
        "single group": "SINGLE_GROUP",
        "single arm": "SINGLE_GROUP",
        "single group assignment": "SINGLE_GROUP",
        "single arm trial": "SINGLE_GROUP",
        "parallel group: yes": "PARALLEL",
        "randomized, parallel group trial": "PARALLEL",
        "randomized, parallel group, active controlled trial": "PARALLEL",
        "randomized, parallel group, placebo controlled trial": "PARALLEL",
        "cross over: yes": "CROSSOVER",
        "randomized, crossover trial": "CROSSOVER",  # unseen
        "randomized, factorial trial": "FACTORIAL",  # unseen
        "single assignment": "SINGLE_GROUP",
        "crossover": "CROSSOVER",
        "cross-over": "CROSSOVER",  # unseen
        "cross over": "CROSSOVER",
        "crossover assignment": "CROSSOVER",
        "factorial": "FACTORIAL",
        "factorial assignment": "FACTORIAL",
        "factorial assignement": "FACTORIAL",  # unseen
        "sequential": "SEQUENTIAL",
        "sequential assignment": "SEQUENTIAL",
    },
    "masking": {
        **CLASSIC["masking"],
        "open": "NONE",
        "open label": "NONE",
        "open: yes": "NONE",
        "single blind: yes": "SINGLE",
        "double blind: yes": "DOUBLE",
        "open (masking not used)": "NONE",
        "open(masking not used)": "NONE",
        "not blinded": "NONE",
        "single blind": "SINGLE",
        "single blinded": "SINGLE",
        "double blind": "DOUBLE",
        "double blinded": "DOUBLE",
        "triple blinded": "TRIPLE",  # unseen
    },
    "masked-party": dict(CLASSIC["masked-party"]),
    "primary-purpose": {
        **CLASSIC["primary-purpose"],
        "diagnosis": "DIAGNOSTIC",
        "health care system": "HEALTH_SERVICES_RESEARCH",
        "health services research": "HEALTH_SERVICES_RESEARCH",
        "educational / counselling / training": "ECT",
        "supportive": "SUPPORTIVE_CARE",
        "treatment purpose": "TREATMENT",
        "prevention purpose": "PREVENTION",
        "diagnostic purpose": "DIAGNOSTIC",  # unseen
    },
    "control-type": {
        "placebo": "PLACEBO",
        "placebo: yes": "PLACEBO",
        "randomized, parallel group, placebo controlled trial": "PLACEBO",
        "non-randomized, placebo controlled trial": "PLACEBO",  # unseen
        "randomized, parallel group, active controlled trial": "ACTIVE",
        "non-randomized, active controlled trial": "ACTIVE",
        "controlled: no": "UNCONTROLLED",
        "placebo control": "PLACEBO",
        "active": "ACTIVE",
        "active control": "ACTIVE",
        "dose comparison": "DOSE_COMPARISON",
        "historical": "HISTORICAL",
        "historical control": "HISTORICAL",
        "no treatment control": "NO_TREATMENT",
        "no intervention": "NO_TREATMENT",
        "control group receives no treatment": "NO_TREATMENT",
        "uncontrolled": "UNCONTROLLED",
        "uncontrolled control": "UNCONTROLLED",
        "uncontrolled/single arm": "UNCONTROLLED",
    },
    "observational-model": {
        **CLASSIC["observational-model"],
        "cohort study": "COHORT",
        "case-control study": "CASE_CONTROL",
        "case study": "CASE_ONLY",
    },
    "time-perspective": {**CLASSIC["time-perspective"], "both": "OTHER", "retrospective study": "RETROSPECTIVE"},
    "intervention-type": {**CLASSIC["intervention-type"], **BEFORE_2017.get("intervention-type", {})},
    "age-group": {
        "are the trial subjects under 18? yes": "CHILD",
        "adults (18-64 years) yes": "ADULT",
        "elderly (>=65 years) yes": "OLDER_ADULT",
    },
    "ethics-review-status": {
        "approved": "APPROVED",
        "not approved": "NOT_APPROVED",  # unseen, like the rest
        "submitted, under review": "PENDING",
        "submitted for approval": "PENDING",
        "pending": "PENDING",
        "not yet submitted": "PENDING",
        "exempt": "NOT_REQUIRED",
        "not required": "NOT_REQUIRED",
    },
    "ipd-sharing": {"yes": "YES", "no": "NO", "undecided": "UNDECIDED"},
    "date-type": {"actual": "ACTUAL", "anticipated": "ESTIMATED", "estimated": "ESTIMATED"},
}
"""Code list -> spelling -> notation. Phases are told by their words, in `phases.py`."""

_NO_TYPE = frozenset(
    {
        *("diagnostic test", "basic science", "prevention", "screening", "treatment study", "prognosis study"),
        *(
            "health services research",
            "health services reaserch",
            "epidemilogical research",
            "epidemiological research",
        ),
        *("cause", "cause/relative factors study", "relative factors research", "others,meta-analysis etc", "pms"),
        *("pms-pm", "ba/be", "other", "others"),
    }
)
"""Types of registers that say what a study is about, and not whether it assigns interventions."""
_NO_PHASE = frozenset(
    {
        *("retrospective study", "new treatment measure clinical study", "diagnostic new technique clinical study"),
        *("diagnostic new technique clincal study", "post marketing surveillance", "post-market", "bioequivalence"),
        *("pilot study", "pilot clinical trial", "basic science", "other", "others"),
    }
)
NONE_OF_LIST: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(SPELLINGS, NOT_STATED),
    "study-type": NOT_STATED | _NO_TYPE,
    "phase": (NOT_STATED - {"n/a", "na", "not applicable"}) | _NO_PHASE,
    "sex": NOT_STATED | {"female: no male: no"},
    "ipd-sharing": NOT_STATED - {"no"},
}
"""Code list -> what registers write there and names no code of it."""

PURPOSES_OF_TYPES: Mapping[str, str] = {
    "diagnostic test": "DIAGNOSTIC",
    "basic science": "BASIC_SCIENCE",
    "prevention": "PREVENTION",
    "screening": "SCREENING",
    "treatment study": "TREATMENT",
    "health services research": "HEALTH_SERVICES_RESEARCH",
    "health services reaserch": "HEALTH_SERVICES_RESEARCH",
}
"""Types of ChiCTR that name a purpose."""

REGISTERS: Mapping[str, str] = {
    "anzctr": "anzctr",
    "chictr": "chictr",
    "clinicaltrials.gov": "ctgov",
    "clinical trials information system": "ctis",
    "ctis": "ctis",
    "cris": "kcris",
    "ctri": "ctri",
    "eu clinical trials register": "euctr",
    "german clinical trials register": "drks",
    "drks": "drks",
    "irct": "irct",
    "isrctn": "isrctn",
    "itmctr": "itmctr",
    "lbctr": "lbctr",
    "netherlands trial register": "ntr",
    "nl-omon": "ntr",
    "pactr": "pactr",
    "phrr": "phrr",
    "rebec": "rebec",
    "repec": "repec",
    "rpcec": "rpcec",
    "slctr": "slctr",
    "tctr": "tctr",
}
"""How the portal names the register of a record."""

NETWORKS = frozenset({"jprn"})
"""Networks of registers that stand in place of one: of three in Japan. The id says of which."""

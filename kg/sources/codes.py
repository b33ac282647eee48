"""Coded fields: the notations of each code list, and how each registry and site spells them.

The notations are those of the ClinicalTrials.gov API v2. The spellings marked `unseen` stand on no page or record at
hand; all others were met in real ones. A code list is named as in `ontology/codes/`.
"""

from collections.abc import Mapping

from kg.record import Coded, Uncoded
from kg.registries import PUBLISHERS

__all__ = [
    "BEFORE_2017",
    "CLASSIC",
    "DEGREES",
    "MEDDATAX_PARTIES",
    "NOTATIONS",
    "UNKNOWN_COUNTS",
    "classic",
    "coded",
    "degree_of",
    "is_degree",
    "masking_of",
    "notation",
]

NOTATIONS: Mapping[str, tuple[str, ...]] = {
    "overall-status": (
        "ACTIVE_NOT_RECRUITING",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "RECRUITING",
        "SUSPENDED",
        "TERMINATED",
        "WITHDRAWN",
        "AVAILABLE",
        "NO_LONGER_AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
        "APPROVED_FOR_MARKETING",
        "WITHHELD",
        "UNKNOWN",
        "NOT_RECRUITING",
        "AUTHORISED",
        "ONGOING",
    ),
    "study-type": ("INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS"),
    "phase": ("NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4"),
    "allocation": ("RANDOMIZED", "NON_RANDOMIZED", "NA"),
    "intervention-model": ("SINGLE_GROUP", "PARALLEL", "CROSSOVER", "FACTORIAL", "SEQUENTIAL"),
    "primary-purpose": (
        "TREATMENT",
        "PREVENTION",
        "DIAGNOSTIC",
        "ECT",
        "SUPPORTIVE_CARE",
        "SCREENING",
        "HEALTH_SERVICES_RESEARCH",
        "BASIC_SCIENCE",
        "DEVICE_FEASIBILITY",
        "OTHER",
    ),
    "masking": ("NONE", "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"),
    "masked-party": ("PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"),
    "observational-model": (
        "COHORT",
        "CASE_CONTROL",
        "CASE_ONLY",
        "CASE_CROSSOVER",
        "ECOLOGIC_OR_COMMUNITY",
        "FAMILY_BASED",
        "DEFINED_POPULATION",
        "NATURAL_HISTORY",
        "OTHER",
    ),
    "time-perspective": ("RETROSPECTIVE", "PROSPECTIVE", "CROSS_SECTIONAL", "OTHER"),
    "arm-type": (
        "EXPERIMENTAL",
        "ACTIVE_COMPARATOR",
        "PLACEBO_COMPARATOR",
        "SHAM_COMPARATOR",
        "NO_INTERVENTION",
        "OTHER",
    ),
    "intervention-type": (
        "BEHAVIORAL",
        "BIOLOGICAL",
        "COMBINATION_PRODUCT",
        "DEVICE",
        "DIAGNOSTIC_TEST",
        "DIETARY_SUPPLEMENT",
        "DRUG",
        "GENETIC",
        "PROCEDURE",
        "RADIATION",
        "OTHER",
    ),
    "sex": ("ALL", "FEMALE", "MALE"),
    "registry": tuple(each.notation for each in PUBLISHERS),
    "criterion-side": ("INCLUSION", "EXCLUSION"),
    "criterion-combination": ("ANY", "ALL"),
    "agreement-restriction": (
        "LTE60",
        "GT60",
        "OTHER",
    ),
    "flow-milestone": (
        "STARTED",
        "COMPLETED",
        "NOT_COMPLETED",
    ),
    "drop-reason": (
        "ADVERSE_EVENT",
        "DEATH",
        "LACK_OF_EFFICACY",
        "LOST_TO_FOLLOW_UP",
        "PHYSICIAN_DECISION",
        "PREGNANCY",
        "PROTOCOL_VIOLATION",
        "WITHDRAWAL_BY_SUBJECT",
    ),
    "result-statistic": (
        "COUNT_OF_PARTICIPANTS",
        "COUNT_OF_UNITS",
        "NUMBER",
        "MEAN",
        "LEAST_SQUARES_MEAN",
        "GEOMETRIC_MEAN",
        "GEOMETRIC_LEAST_SQUARES_MEAN",
        "LOG_MEAN",
        "MEDIAN",
    ),
    "result-dispersion": (
        "STANDARD_DEVIATION",
        "STANDARD_ERROR",
        "INTER_QUARTILE_RANGE",
        "FULL_RANGE",
        "GEOMETRIC_COEFFICIENT_OF_VARIATION",
        "CONFIDENCE_80",
        "CONFIDENCE_90",
        "CONFIDENCE_95",
        "CONFIDENCE_97_5",
        "CONFIDENCE_99",
        "CONFIDENCE_OTHER",
        "NOT_APPLICABLE",
    ),
    "outcome-type": (
        "PRIMARY",
        "SECONDARY",
        "OTHER_PRE_SPECIFIED",
        "POST_HOC",
    ),
    "reporting-status": (
        "POSTED",
        "NOT_POSTED",
    ),
    "hypothesis-type": (
        "SUPERIORITY",
        "NON_INFERIORITY",
        "EQUIVALENCE",
        "OTHER",
        "NON_INFERIORITY_OR_EQUIVALENCE",
        "SUPERIORITY_OR_OTHER",
        "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY",
        "SUPERIORITY_OR_OTHER_LEGACY",
    ),
    "confidence-sides": (
        "ONE_SIDED",
        "TWO_SIDED",
    ),
    "event-assessment": (
        "SYSTEMATIC_ASSESSMENT",
        "NON_SYSTEMATIC_ASSESSMENT",
    ),
    "analysis-method": (
        "ANCOVA",
        "ANOVA",
        "CHI_SQUARED",
        "CHI_SQUARED_CORRECTED",
        "COCHRAN_MANTEL_HAENSZEL",
        "FISHER_EXACT",
        "KRUSKAL_WALLIS",
        "LOG_RANK",
        "MANTEL_HAENSZEL",
        "MCNEMAR",
        "MIXED_MODELS",
        "REGRESSION_COX",
        "REGRESSION_LINEAR",
        "REGRESSION_LOGISTIC",
        "SIGN_TEST",
        "T_TEST_ONE_SIDED",
        "T_TEST_TWO_SIDED",
        "WILCOXON_MANN_WHITNEY",
    ),
    "estimate-type": (
        "COX_PROPORTIONAL_HAZARD",
        "HAZARD_RATIO",
        "HAZARD_RATIO_LOG",
        "MEAN_DIFFERENCE_FINAL",
        "MEAN_DIFFERENCE_NET",
        "MEDIAN_DIFFERENCE_FINAL",
        "MEDIAN_DIFFERENCE_NET",
        "ODDS_RATIO",
        "ODDS_RATIO_LOG",
        "RISK_DIFFERENCE",
        "RISK_RATIO",
        "RISK_RATIO_LOG",
        "SLOPE",
    ),
    "organ-system": (
        "BLOOD_AND_LYMPHATIC_SYSTEM_DISORDERS",
        "CARDIAC_DISORDERS",
        "CONGENITAL_FAMILIAL_AND_GENETIC_DISORDERS",
        "EAR_AND_LABYRINTH_DISORDERS",
        "ENDOCRINE_DISORDERS",
        "EYE_DISORDERS",
        "GASTROINTESTINAL_DISORDERS",
        "GENERAL_DISORDERS",
        "HEPATOBILIARY_DISORDERS",
        "IMMUNE_SYSTEM_DISORDERS",
        "INFECTIONS_AND_INFESTATIONS",
        "INJURY_POISONING_AND_PROCEDURAL_COMPLICATIONS",
        "INVESTIGATIONS",
        "METABOLISM_AND_NUTRITION_DISORDERS",
        "MUSCULOSKELETAL_AND_CONNECTIVE_TISSUE_DISORDERS",
        "NEOPLASMS",
        "NERVOUS_SYSTEM_DISORDERS",
        "PREGNANCY_PUERPERIUM_AND_PERINATAL_CONDITIONS",
        "PRODUCT_ISSUES",
        "PSYCHIATRIC_DISORDERS",
        "RENAL_AND_URINARY_DISORDERS",
        "REPRODUCTIVE_SYSTEM_AND_BREAST_DISORDERS",
        "RESPIRATORY_THORACIC_AND_MEDIASTINAL_DISORDERS",
        "SKIN_AND_SUBCUTANEOUS_TISSUE_DISORDERS",
        "SOCIAL_CIRCUMSTANCES",
        "SURGICAL_AND_MEDICAL_PROCEDURES",
        "VASCULAR_DISORDERS",
    ),
    "age-group": ("CHILD", "ADULT", "OLDER_ADULT"),
    "sampling-method": ("PROBABILITY_SAMPLE", "NON_PROBABILITY_SAMPLE"),
    "biospecimen-retention": ("NONE_RETAINED", "SAMPLES_WITH_DNA", "SAMPLES_WITHOUT_DNA"),
    "official-role": (
        "PRINCIPAL_INVESTIGATOR",
        "STUDY_CHAIR",
        "STUDY_DIRECTOR",
        "SUB_INVESTIGATOR",
        "CONTACT",
    ),
    "responsible-party-type": ("SPONSOR", "PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"),
    "organization-class": (
        "NIH",
        "FED",
        "OTHER_GOV",
        "INDIV",
        "INDUSTRY",
        "NETWORK",
        "AMBIG",
        "OTHER",
        "UNKNOWN",
    ),
    "identifier-type": (
        "NIH",
        "FDA",
        "VA",
        "CDC",
        "AHRQ",
        "SAMHSA",
        "OTHER_GRANT",
        "EUDRACT_NUMBER",
        "CTIS",
        "REGISTRY",
        "OTHER",
    ),
    "identifier-role": ("ORG_STUDY_ID", "SECONDARY_ID"),
    "ethics-review-status": ("APPROVED", "NOT_APPROVED", "PENDING", "NOT_REQUIRED"),
    "control-type": ("PLACEBO", "ACTIVE", "DOSE_COMPARISON", "HISTORICAL", "NO_TREATMENT", "UNCONTROLLED", "OTHER"),
    "ipd-sharing": ("YES", "NO", "UNDECIDED"),
    "ipd-info-type": ("STUDY_PROTOCOL", "SAP", "ICF", "CSR", "ANALYTIC_CODE"),
    "expanded-access-type": ("INDIVIDUAL", "INTERMEDIATE", "TREATMENT"),
    "publication-role": ("BACKGROUND", "RESULT", "DERIVED", "PROTOCOL"),
    "date-type": ("ACTUAL", "ESTIMATED"),
    "relevance": ("HIGH", "LOW"),
    "review-event-type": ("RELEASE", "UNRELEASE", "RESET"),
    "violation-event-type": (
        "VIOLATION_IDENTIFIED",
        "CORRECTION_CONFIRMED",
        "PENALTY_IMPOSED",
        "ISSUES_IN_LETTER_ADDRESSED_CONFIRMED",
    ),
}

# ClinicalTrials.gov before its API v2: the classic site, its XML and its full-study JSON; keys compared case-folded.
CLASSIC: Mapping[str, Mapping[str, str]] = {
    "overall-status": {
        "active, not recruiting": "ACTIVE_NOT_RECRUITING",
        "completed": "COMPLETED",
        "enrolling by invitation": "ENROLLING_BY_INVITATION",
        "not yet recruiting": "NOT_YET_RECRUITING",
        "recruiting": "RECRUITING",
        "suspended": "SUSPENDED",
        "terminated": "TERMINATED",
        "withdrawn": "WITHDRAWN",
        "available": "AVAILABLE",
        "no longer available": "NO_LONGER_AVAILABLE",  # unseen
        "temporarily not available": "TEMPORARILY_NOT_AVAILABLE",  # unseen
        "approved for marketing": "APPROVED_FOR_MARKETING",  # unseen
        "withheld": "WITHHELD",
        "unknown status": "UNKNOWN",
        "unknown": "UNKNOWN",  # the header of the tabular page
    },
    "study-type": {
        "interventional": "INTERVENTIONAL",
        "observational": "OBSERVATIONAL",
        "expanded access": "EXPANDED_ACCESS",
    },
    "phase": {
        "n/a": "NA",
        "not applicable": "NA",
        "early phase 1": "EARLY_PHASE1",
        "phase 0": "EARLY_PHASE1",  # unseen; the name until 2013
        "phase 1": "PHASE1",
        "phase 2": "PHASE2",
        "phase 3": "PHASE3",
        "phase 4": "PHASE4",
    },
    "allocation": {"randomized": "RANDOMIZED", "non-randomized": "NON_RANDOMIZED", "n/a": "NA"},
    "intervention-model": {
        "single group assignment": "SINGLE_GROUP",
        "parallel assignment": "PARALLEL",
        "crossover assignment": "CROSSOVER",
        "factorial assignment": "FACTORIAL",
        "sequential assignment": "SEQUENTIAL",
    },
    "primary-purpose": {
        "treatment": "TREATMENT",
        "prevention": "PREVENTION",
        "diagnostic": "DIAGNOSTIC",
        "educational/counseling/training": "ECT",
        "supportive care": "SUPPORTIVE_CARE",
        "screening": "SCREENING",
        "health services research": "HEALTH_SERVICES_RESEARCH",
        "basic science": "BASIC_SCIENCE",
        "device feasibility": "DEVICE_FEASIBILITY",  # unseen
        "other": "OTHER",
    },
    "masking": {
        "none (open label)": "NONE",
        "open label": "NONE",
        "none": "NONE",  # unseen
        "single": "SINGLE",
        "single blind": "SINGLE",  # unseen
        "double": "DOUBLE",
        "double blind": "DOUBLE",  # unseen
        "double-blind": "DOUBLE",  # unseen
        "triple": "TRIPLE",
        "quadruple": "QUADRUPLE",
    },
    "masked-party": {
        "participant": "PARTICIPANT",
        "care provider": "CARE_PROVIDER",
        "investigator": "INVESTIGATOR",
        "outcomes assessor": "OUTCOMES_ASSESSOR",
        "subject": "PARTICIPANT",  # unseen; the names until 2017
        "caregiver": "CARE_PROVIDER",  # unseen
    },
    "observational-model": {
        "cohort": "COHORT",
        "case-control": "CASE_CONTROL",
        "case-only": "CASE_ONLY",
        "case-crossover": "CASE_CROSSOVER",
        "ecologic or community": "ECOLOGIC_OR_COMMUNITY",
        "family-based": "FAMILY_BASED",
        "defined population": "DEFINED_POPULATION",
        "natural history": "NATURAL_HISTORY",
        "other": "OTHER",
    },
    "time-perspective": {
        "retrospective": "RETROSPECTIVE",
        "prospective": "PROSPECTIVE",
        "cross-sectional": "CROSS_SECTIONAL",
        "other": "OTHER",
    },
    "arm-type": {
        "experimental": "EXPERIMENTAL",
        "active comparator": "ACTIVE_COMPARATOR",
        "placebo comparator": "PLACEBO_COMPARATOR",
        "sham comparator": "SHAM_COMPARATOR",
        "no intervention": "NO_INTERVENTION",
        "other": "OTHER",
    },
    "intervention-type": {
        "behavioral": "BEHAVIORAL",
        "biological": "BIOLOGICAL",
        "combination product": "COMBINATION_PRODUCT",  # unseen
        "device": "DEVICE",
        "diagnostic test": "DIAGNOSTIC_TEST",
        "dietary supplement": "DIETARY_SUPPLEMENT",
        "drug": "DRUG",
        "genetic": "GENETIC",
        "procedure": "PROCEDURE",
        "radiation": "RADIATION",
        "other": "OTHER",
    },
    "sex": {"all": "ALL", "both": "ALL", "female": "FEMALE", "male": "MALE"},  # "both" until 2016: unseen
    "age-group": {
        "child": "CHILD",
        "adult": "ADULT",
        "older adult": "OLDER_ADULT",
        "senior": "OLDER_ADULT",  # unseen; the name until 2017
    },
    "sampling-method": {
        "probability sample": "PROBABILITY_SAMPLE",
        "non-probability sample": "NON_PROBABILITY_SAMPLE",
    },
    "biospecimen-retention": {
        "none retained": "NONE_RETAINED",
        "samples with dna": "SAMPLES_WITH_DNA",
        "samples without dna": "SAMPLES_WITHOUT_DNA",
    },
    "official-role": {
        "principal investigator": "PRINCIPAL_INVESTIGATOR",
        "study chair": "STUDY_CHAIR",
        "study director": "STUDY_DIRECTOR",
        "sub-investigator": "SUB_INVESTIGATOR",
        "contact": "CONTACT",
    },
    "responsible-party-type": {
        "sponsor": "SPONSOR",
        "principal investigator": "PRINCIPAL_INVESTIGATOR",
        "sponsor-investigator": "SPONSOR_INVESTIGATOR",
    },
    "organization-class": {
        "nih": "NIH",
        "u.s. fed": "FED",
        "industry": "INDUSTRY",
        "other": "OTHER",
    },
    "identifier-type": {
        "u.s. nih grant/contract": "NIH",
        "u.s. fda grant/contract": "FDA",  # unseen
        "u.s. va grant/contract": "VA",  # unseen
        "u.s. cdc grant/contract": "CDC",  # unseen
        "u.s. ahrq grant/contract": "AHRQ",  # unseen
        "u.s. samhsa grant/contract": "SAMHSA",  # unseen
        "other grant/funding number": "OTHER_GRANT",
        "eudract number": "EUDRACT_NUMBER",
        "ctis": "CTIS",  # unseen
        "eu trial (ctis) number": "CTIS",  # unseen
        "registry identifier": "REGISTRY",
        "other identifier": "OTHER",
    },
    "identifier-role": {"org_study_id": "ORG_STUDY_ID", "secondary_id": "SECONDARY_ID"},  # elements of the XML
    "ipd-sharing": {"yes": "YES", "no": "NO", "undecided": "UNDECIDED"},
    "ipd-info-type": {
        "study protocol": "STUDY_PROTOCOL",
        "statistical analysis plan (sap)": "SAP",
        "informed consent form (icf)": "ICF",
        "clinical study report (csr)": "CSR",
        "analytic code": "ANALYTIC_CODE",
    },
    "expanded-access-type": {
        "individual patients": "INDIVIDUAL",  # unseen
        "intermediate-size population": "INTERMEDIATE",  # unseen
        "treatment ind/protocol": "TREATMENT",  # unseen
    },
    "publication-role": {"background": "BACKGROUND", "result": "RESULT", "derived": "DERIVED"},
    "date-type": {
        "actual": "ACTUAL",
        "anticipated": "ESTIMATED",
        "estimated": "ESTIMATED",
        "estimate": "ESTIMATED",
    },
    "relevance": {"high": "HIGH", "low": "LOW"},
    "review-event-type": {
        "release": "RELEASE",
        "unrelease": "UNRELEASE",
        "reset": "RESET",
        "submitted": "RELEASE",  # the XML names its elements so
        "submission_canceled": "UNRELEASE",  # unseen
        "returned": "RESET",
    },
    "violation-event-type": {
        "violation identified by fda": "VIOLATION_IDENTIFIED",  # unseen
        "correction confirmed by fda": "CORRECTION_CONFIRMED",  # unseen
        "penalty imposed by fda": "PENALTY_IMPOSED",  # unseen
        "issues in letter addressed; confirmed by fda.": "ISSUES_IN_LETTER_ADDRESSED_CONFIRMED",  # unseen
    },
    "agreement-restriction": {
        "lte60": "LTE60",
        "gt60": "GT60",
        "other": "OTHER",
    },
    "flow-milestone": {
        "started": "STARTED",
        "completed": "COMPLETED",
        "not completed": "NOT_COMPLETED",
    },
    "drop-reason": {
        "adverse event": "ADVERSE_EVENT",
        "death": "DEATH",
        "lack of efficacy": "LACK_OF_EFFICACY",
        "lost to follow-up": "LOST_TO_FOLLOW_UP",
        "physician decision": "PHYSICIAN_DECISION",
        "pregnancy": "PREGNANCY",
        "protocol violation": "PROTOCOL_VIOLATION",
        "withdrawal by subject": "WITHDRAWAL_BY_SUBJECT",
    },
    "result-statistic": {
        "count of participants": "COUNT_OF_PARTICIPANTS",
        "count of units": "COUNT_OF_UNITS",
        "number": "NUMBER",
        "mean": "MEAN",
        "least squares mean": "LEAST_SQUARES_MEAN",
        "geometric mean": "GEOMETRIC_MEAN",
        "geometric least squares mean": "GEOMETRIC_LEAST_SQUARES_MEAN",
        "log mean": "LOG_MEAN",
        "median": "MEDIAN",
    },
    "result-dispersion": {
        "standard deviation": "STANDARD_DEVIATION",
        "standard error": "STANDARD_ERROR",
        "inter-quartile range": "INTER_QUARTILE_RANGE",
        "full range": "FULL_RANGE",
        "geometric coefficient of variation": "GEOMETRIC_COEFFICIENT_OF_VARIATION",
        "80% confidence interval": "CONFIDENCE_80",
        "90% confidence interval": "CONFIDENCE_90",
        "95% confidence interval": "CONFIDENCE_95",
        "97.5% confidence interval": "CONFIDENCE_97_5",
        "99% confidence interval": "CONFIDENCE_99",
        "other confidence interval": "CONFIDENCE_OTHER",
        "not applicable": "NOT_APPLICABLE",
        "standard error of the mean": "STANDARD_ERROR",
        "standard_error_of_mean": "STANDARD_ERROR",
        "interquartile range": "INTER_QUARTILE_RANGE",
    },
    "outcome-type": {
        "primary": "PRIMARY",
        "secondary": "SECONDARY",
        "other pre-specified": "OTHER_PRE_SPECIFIED",
        "post hoc": "POST_HOC",
        "post-hoc": "POST_HOC",
        "other": "OTHER_PRE_SPECIFIED",
    },
    "reporting-status": {
        "posted": "POSTED",
        "not posted": "NOT_POSTED",
    },
    "hypothesis-type": {
        "superiority": "SUPERIORITY",
        "non-inferiority": "NON_INFERIORITY",
        "equivalence": "EQUIVALENCE",
        "other": "OTHER",
        "non-inferiority or equivalence": "NON_INFERIORITY_OR_EQUIVALENCE",
        "superiority or other": "SUPERIORITY_OR_OTHER",
        "non-inferiority or equivalence (legacy)": "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY",
        "superiority or other (legacy)": "SUPERIORITY_OR_OTHER_LEGACY",
    },
    "confidence-sides": {
        "one-sided": "ONE_SIDED",
        "two-sided": "TWO_SIDED",
        "1-sided": "ONE_SIDED",
        "2-sided": "TWO_SIDED",
    },
    "event-assessment": {
        "systematic assessment": "SYSTEMATIC_ASSESSMENT",
        "non-systematic assessment": "NON_SYSTEMATIC_ASSESSMENT",
    },
    "analysis-method": {
        "ancova": "ANCOVA",
        "anova": "ANOVA",
        "chi-squared": "CHI_SQUARED",
        "chi-squared, corrected": "CHI_SQUARED_CORRECTED",
        "cochran-mantel-haenszel": "COCHRAN_MANTEL_HAENSZEL",
        "fisher exact": "FISHER_EXACT",
        "kruskal-wallis": "KRUSKAL_WALLIS",
        "log rank": "LOG_RANK",
        "mantel haenszel": "MANTEL_HAENSZEL",
        "mcnemar": "MCNEMAR",
        "mixed models analysis": "MIXED_MODELS",
        "regression, cox": "REGRESSION_COX",
        "regression, linear": "REGRESSION_LINEAR",
        "regression, logistic": "REGRESSION_LOGISTIC",
        "sign test": "SIGN_TEST",
        "t-test, 1 sided": "T_TEST_ONE_SIDED",
        "t-test, 2 sided": "T_TEST_TWO_SIDED",
        "wilcoxon (mann-whitney)": "WILCOXON_MANN_WHITNEY",
    },
    "estimate-type": {
        "cox proportional hazard": "COX_PROPORTIONAL_HAZARD",
        "hazard ratio (hr)": "HAZARD_RATIO",
        "hazard ratio, log": "HAZARD_RATIO_LOG",
        "mean difference (final values)": "MEAN_DIFFERENCE_FINAL",
        "mean difference (net)": "MEAN_DIFFERENCE_NET",
        "median difference (final values)": "MEDIAN_DIFFERENCE_FINAL",
        "median difference (net)": "MEDIAN_DIFFERENCE_NET",
        "odds ratio (or)": "ODDS_RATIO",
        "odds ratio, log": "ODDS_RATIO_LOG",
        "risk difference (rd)": "RISK_DIFFERENCE",
        "risk ratio (rr)": "RISK_RATIO",
        "risk ratio, log": "RISK_RATIO_LOG",
        "slope": "SLOPE",
    },
    "organ-system": {
        "blood and lymphatic system disorders": "BLOOD_AND_LYMPHATIC_SYSTEM_DISORDERS",
        "cardiac disorders": "CARDIAC_DISORDERS",
        "congenital, familial and genetic disorders": "CONGENITAL_FAMILIAL_AND_GENETIC_DISORDERS",
        "ear and labyrinth disorders": "EAR_AND_LABYRINTH_DISORDERS",
        "endocrine disorders": "ENDOCRINE_DISORDERS",
        "eye disorders": "EYE_DISORDERS",
        "gastrointestinal disorders": "GASTROINTESTINAL_DISORDERS",
        "general disorders": "GENERAL_DISORDERS",
        "general disorders and administration site conditions": "GENERAL_DISORDERS",
        "hepatobiliary disorders": "HEPATOBILIARY_DISORDERS",
        "immune system disorders": "IMMUNE_SYSTEM_DISORDERS",
        "infections and infestations": "INFECTIONS_AND_INFESTATIONS",
        "injury, poisoning and procedural complications": "INJURY_POISONING_AND_PROCEDURAL_COMPLICATIONS",
        "investigations": "INVESTIGATIONS",
        "metabolism and nutrition disorders": "METABOLISM_AND_NUTRITION_DISORDERS",
        "musculoskeletal and connective tissue disorders": "MUSCULOSKELETAL_AND_CONNECTIVE_TISSUE_DISORDERS",
        "neoplasms benign, malignant and unspecified (incl cysts and polyps)": "NEOPLASMS",
        "nervous system disorders": "NERVOUS_SYSTEM_DISORDERS",
        "pregnancy, puerperium and perinatal conditions": "PREGNANCY_PUERPERIUM_AND_PERINATAL_CONDITIONS",
        "product issues": "PRODUCT_ISSUES",
        "psychiatric disorders": "PSYCHIATRIC_DISORDERS",
        "renal and urinary disorders": "RENAL_AND_URINARY_DISORDERS",
        "reproductive system and breast disorders": "REPRODUCTIVE_SYSTEM_AND_BREAST_DISORDERS",
        "respiratory, thoracic and mediastinal disorders": "RESPIRATORY_THORACIC_AND_MEDIASTINAL_DISORDERS",
        "skin and subcutaneous tissue disorders": "SKIN_AND_SUBCUTANEOUS_TISSUE_DISORDERS",
        "social circumstances": "SOCIAL_CIRCUMSTANCES",
        "surgical and medical procedures": "SURGICAL_AND_MEDICAL_PROCEDURES",
        "vascular disorders": "VASCULAR_DISORDERS",
    },
}

# Spellings of the XML of ClinicalTrials.gov before 2017, besides those above; from the registry's data element
# definitions of 2005 to 2016. Those marked with a year of their own were dropped before. Pages do not use them.
BEFORE_2017: Mapping[str, Mapping[str, str]] = {
    "overall-status": {
        "no longer recruiting": "ACTIVE_NOT_RECRUITING",  # unseen; until 2007
        "not recruiting": "ACTIVE_NOT_RECRUITING",  # unseen
    },
    "phase": {
        "phase i": "PHASE1",  # unseen; until 2005
        "phase ii": "PHASE2",  # unseen
        "phase iii": "PHASE3",  # unseen
        "phase iv": "PHASE4",  # unseen
    },
    "allocation": {"nonrandomized": "NON_RANDOMIZED"},  # unseen
    "intervention-model": {"cross-over assignment": "CROSSOVER"},  # unseen
    "masking": {
        "open-label": "NONE",  # unseen
        "no masking": "NONE",  # unseen; in 2017 for some months
        "single-blind": "SINGLE",  # unseen
        "single masked": "SINGLE",  # unseen
        "double masked": "DOUBLE",  # unseen
    },
    "observational-model": {
        "case control": "CASE_CONTROL",
        "case crossover": "CASE_CROSSOVER",  # unseen
        "case only": "CASE_ONLY",  # unseen
        "family based": "FAMILY_BASED",  # unseen
        "ecologic or community studies": "ECOLOGIC_OR_COMMUNITY",  # unseen
    },
    "time-perspective": {"cross sectional": "CROSS_SECTIONAL"},  # unseen
    "arm-type": {
        "active comparator arm": "ACTIVE_COMPARATOR",  # unseen
        "experimental arm": "EXPERIMENTAL",  # unseen
        "no intervention arm": "NO_INTERVENTION",  # unseen
        "placebo comparator arm": "PLACEBO_COMPARATOR",  # unseen
        "sham comparator arm": "SHAM_COMPARATOR",  # unseen
    },
    "intervention-type": {
        "behavior": "BEHAVIORAL",  # unseen; until 2007, with the next four
        "biological/vaccine": "BIOLOGICAL",  # unseen
        "gene transfer": "GENETIC",  # unseen
        "procedure/surgery": "PROCEDURE",  # unseen
        "vaccine": "BIOLOGICAL",  # unseen
    },
}

UNKNOWN_COUNTS = frozenset({999_999, 9_999_999, 99_999_999, 999_999_999})
"""Numbers of participants that mean unknown: the registry's field may not be empty, and is filled with nines."""

# The aggregator writes all codes as notations but who is masked, all on one line: `Participants Investigators`.
MEDDATAX_PARTIES: Mapping[str, str] = {
    "participants": "PARTICIPANT",
    "caregivers": "CARE_PROVIDER",  # unseen
    "investigators": "INVESTIGATOR",
    "outcome assessors": "OUTCOMES_ASSESSOR",  # unseen
}

# Degrees and fellowships that follow a name, without dots and spaces: those met on the officials of 3,584 records, and
# others of their kind. Titles of office (Professor, Dr.) and parts of a name (Jr., III) are none.
DEGREES = frozenset(
    [
        "BA",
        "BM",
        "BMEDSCI",
        "BPHARM",
        "BS",
        "BSC",
        "BSN",
        "CCFP",
        "CHB",
        "CM",
        "DDS",
        "DM",
        "DMD",
        "DMSC",
        "DNP",
        "DO",
        "DPHIL",
        "DPT",
        "DRMED",
        "DRPH",
        "DSC",
        "DVM",
        "EDD",
        "FACC",
        "FACOG",
        "FACOI",
        "FACP",
        "FACR",
        "FACRO",
        "FACS",
        "FAMS",
        "FCCP",
        "FCPS",
        "FMEDSCI",
        "FRACP",
        "FRCA",
        "FRCOG",
        "FRCP",
        "FRCPA",
        "FRCPATH",
        "FRCPC",
        "FRCPCH",
        "FRCPE",
        "FRCR",
        "FRCS",
        "FRCSC",
        "JD",
        "KMD",
        "MA",
        "MB",
        "MBA",
        "MBBCH",
        "MBBS",
        "MBCHB",
        "MD",
        "MED",
        "MHS",
        "MHSC",
        "MM",
        "MPA",
        "MPH",
        "MPHIL",
        "MPTH",
        "MRCP",
        "MRCS",
        "MS",
        "MSC",
        "MSN",
        "MSPH",
        "PHARMD",
        "PHD",
        "PSYD",
        "PT",
        "RD",
        "RN",
        "RPH",
        "SCD",
        "TDPT",
    ]
)


def notation(code_list: str, text: str) -> str | None:
    """The notation, if the text is one of that code list."""
    return text if text in NOTATIONS[code_list] else None


def classic(code_list: str, text: str) -> str | None:
    """The notation for a spelling of the classic ClinicalTrials.gov."""
    return CLASSIC[code_list].get(text.casefold()) or notation(code_list, text)


def coded(code_list: str, text: str, spellings: Mapping[str, Mapping[str, str]] | None = None) -> Coded:
    """The notation for a text, or the text marked as uncoded; `spellings` as in `CLASSIC`, else notations alone."""
    if spellings is not None and (known := spellings[code_list].get(text.casefold())):
        return known
    return notation(code_list, text) or Uncoded(text)


def masking_of(text: str, spellings: Mapping[str, Mapping[str, str]] = CLASSIC) -> tuple[str, tuple[str, ...]] | None:
    """Masking and who is masked of a classic spelling: `Double (Participant, Investigator)`."""
    levels, known_parties = spellings["masking"], spellings["masked-party"]
    if whole := levels.get(text.casefold()) or notation("masking", text):
        return whole, ()
    head, opening, tail = text.partition(" (")
    level = levels.get(head.casefold()) or notation("masking", head)
    parties = [known_parties.get(party.strip().casefold()) for party in tail.removesuffix(")").split(",")]
    known = tuple(party for party in parties if party)
    return (level, known) if level and opening and len(known) == len(parties) else None


def degree_of(name: str) -> str | None:
    """The degrees at the end of a person's name, as written; only if all that follows the first comma are degrees."""
    _, comma, tail = name.partition(",")
    if not comma or not all(is_degree(token) for token in tail.split(",")):
        return None
    return tail.strip()


def is_degree(token: str) -> bool:
    """Whether a text is one degree, or several with spaces between: `M.D.`, `MD PhD`."""
    plain = token.strip().replace(".", "").upper()
    if plain.replace(" ", "") in DEGREES:
        return True
    words = plain.replace("/", " ").replace("-", " ").split()
    return bool(words) and all(word in DEGREES for word in words)

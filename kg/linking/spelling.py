"""Tables of spelling: what makes two ways to write one medical name differ, word by word."""

from collections.abc import Mapping

__all__ = [
    "AMERICAN_ENDINGS",
    "AMERICAN_PARTS",
    "EMPTY_WORDS",
    "FORM_WORDS",
    "GREEK",
    "LEFT_OUT",
    "NUMBERED",
    "OPPOSITES",
    "PRETENDED",
    "ROMAN",
    "ROUTE_WORDS",
    "SAME_WORDS",
    "TOO_BROAD",
    "WITHOUT",
]

GREEK: Mapping[str, str] = {
    "α": " alpha ",  # noqa: RUF001
    "β": " beta ",
    "γ": " gamma ",  # noqa: RUF001
    "δ": " delta ",
    "ε": " epsilon ",
    "ζ": " zeta ",
    "η": " eta ",
    "θ": " theta ",
    "κ": " kappa ",
    "λ": " lambda ",
    "μ": " mu ",
    "π": " pi ",
    "σ": " sigma ",  # noqa: RUF001
    "τ": " tau ",
    "φ": " phi ",
    "ω": " omega ",
}
"""Letters that stand in names of substances and receptors; vocabularies write them out."""

AMERICAN_PARTS: tuple[tuple[str, str], ...] = (
    ("ooe", "oe"),  # gastrooesophageal, as gastro-esophageal
    ("ae", "e"),  # anaemia, haemophilia, paediatric
    ("oe", "e"),  # oedema, oesophageal, coeliac
    ("goitre", "goiter"),
    ("rrhoea", "rrhea"),
    ("sulph", "sulf"),
    ("tumour", "tumor"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("odour", "odor"),
    ("favour", "favor"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("litre", "liter"),
    ("ischaem", "ischem"),
    ("leuka", "leuke"),
    ("labour", "labor"),
    ("grey", "gray"),
    ("aluminium", "aluminum"),
)
"""British -> American, anywhere in a word; both sides of every comparison are written so."""

AMERICAN_ENDINGS: tuple[tuple[str, str], ...] = (
    ("isation", "ization"),
    ("isations", "ization"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
)
"""British -> American, at the end of a word."""

ROMAN: Mapping[str, str] = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
"""Numerals that are no words of their own. `i`, `v` and `x` count only behind a word of `NUMBERED`."""

NUMBERED = frozenset({"class", "factor", "grade", "group", "phase", "stage", "type"})
"""Words that a numeral follows."""

EMPTY_WORDS = frozenset({"a", "an", "and", "by", "due", "for", "in", "of", "on", "or", "the", "to", "with"})
"""Words that headings move or leave out: "cancer of the lung", "lung cancer"."""

OPPOSITES = frozenset({"no", "non", "not"})
"""Words that make the next one its opposite: what is non-alcoholic holds no `alcoholic fatty liver`."""

PRETENDED = frozenset({"dummy", "placebo", "sham"})
"""Words of what looks like a treatment and is none."""

WITHOUT = frozenset({"except", "excluding", "without"})
"""Words behind which stands what a name leaves out."""

LEFT_OUT = frozenset({"disease", "disorder", "nos", "syndrome", "unspecified"})
"""Words whose loss leaves the same name more often than not: "Crohn's" for "Crohn disease"."""

SAME_WORDS: Mapping[str, str] = {
    # MeSH names tumours by site "... Neoplasms" and enters "... Cancer", "... Tumors", "Cancer of ..." under them.
    "cancer": "neoplasm",
    "carcinomatose": "neoplasm",
    "malignancy": "neoplasm",
    "tumor": "neoplasm",
    # MeSH names allergies "... Hypersensitivity" and enters "... Allergy" under them.
    "allergy": "hypersensitivity",
    "allergic": "hypersensitivity",
    # "Disorder" and "Disease" change places: "Lung Diseases", "pulmonary disorder".
    "disorder": "disease",
    "injury": "wound",
    "trauma": "wound",
    # Adjectives of organs, which headings prefer to nouns or nouns to adjectives.
    "bile": "biliary",
    "brain": "cerebral",
    "cardiac": "heart",
    "cervical": "cervix",
    "colorectum": "colorectal",
    "disk": "disc",
    "esophagus": "esophageal",
    "gastric": "stomach",
    "hepatic": "liver",
    "lumbal": "lumbar",
    "ovary": "ovarian",
    "pancreas": "pancreatic",
    "prostate": "prostatic",
    "pulmonary": "lung",
    "renal": "kidney",
    "spine": "spinal",
    "uterus": "uterine",
    "versus": "vs",
    "childhood": "child",
    "pediatric": "child",
    "vaccination": "vaccine",
}
"""Words that vocabularies and registries write for each other; both sides are read so, where the words themselves
find nothing."""

TOO_BROAD = frozenset(
    {
        "acid", "adenocarcinoma", "adult", "allergen", "antibody", "antigen", "blood cell", "bromide", "carcinoma", "cell",
        "chloride", "cohort study", "disease", "dna", "extract", "food", "health", "infection", "injury", "iron", "lipid",
        "neoplasm", "nutrient", "pain", "patient", "protein", "rna", "shock", "sodium", "stem cell", "syndrome",
        "antigen cell receptor t", "capsule", "cell t", "cell t t", "erosol", "generation", "lymphocyte t", "tablet",
        "therapeutic", "therapy", "treatment", "vaccine", "vitamin", "wound",
    }
)  # fmt: skip
"""Keys of names that say next to nothing when they stand inside a longer one: "disease" in any name of a disease."""

FORM_WORDS = frozenset(
    {
        "administration", "ampule", "arm", "bid", "capsule", "combination", "cream", "daily", "dose", "dosing", "drip",
        "drop", "drug", "ear", "extended", "eye", "film", "formulation", "gel", "group", "hcl", "hydrochloride",
        "implant", "infusion", "inhalation", "inhaled", "inhaler", "injectable", "injection", "intramuscular",
        "intranasal", "intravenous", "iv", "kg", "liposomal", "lotion", "matching", "mcg", "mg", "ml", "monotherapy",
        "month", "nasal", "ointment", "once", "oral", "patch", "phosphate", "pill", "powder", "prefilled", "release",
        "sc", "single", "solution", "spray", "subcutaneous", "suppository", "suspension", "sustained", "syringe",
        "syrup", "tablet", "tid", "topical", "treatment", "twice", "ug", "unit", "vial", "week", "weekly",
    }
)  # fmt: skip
"""Words of dose and formulation, which say how a substance is given and not which it is."""

ROUTE_WORDS = frozenset(
    {
        "ear", "eye", "inhalation", "inhaled", "intramuscular", "intranasal", "intravenous", "iv", "nasal", "oral", "sc",
        "subcutaneous", "topical",
    }
)  # fmt: skip
"""Those of them that also say where: a nasal spray of a substance is that substance, a nasal biopsy is no other's."""

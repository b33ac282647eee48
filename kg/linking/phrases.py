"""Phrases of registries that no vocabulary has, and what they mean: too broad by their words, but not by their meaning.

Read from the names that most studies have and no vocabulary knows. Keys are in the form of `kg.linking.names.key`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.prefixes import MESH

from .match import Predicate
from .names import key, same_words, words

__all__ = ["Phrase", "phrase_of"]

_CASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "condition": {
        "D009369": ("Solid Tumor", "Solid Tumor Cancer", "Solid Tumor, Protocol Specific", "Cancer"),  # Neoplasms
        "D009362": ("Metastatic Cancer", "Metastatic Solid Tumor"),  # Neoplasm Metastasis
        "D019337": ("Liquid Tumor", "Hematopoietic and Lymphoid Cell Neoplasm"),  # Hematologic Neoplasms
    },
    "adverse-event-term": {  # what MeSH enters under a heading that means more
        "D012135": ("Wheezing", "Stridor", "Rales", "Rhonchi"),  # Respiratory Sounds
        "D012141": ("Upper Respiratory Infection", "Lower Respiratory Infection"),  # Respiratory Tract Infections
        "D006471": ("Haematochezia", "Melaena", "Haematemesis"),  # Gastrointestinal Hemorrhage
        "D004417": ("Orthopnoea", "Paroxysmal Nocturnal Dyspnoea"),  # Dyspnea
        "D020246": ("Deep Vein Thrombosis",),  # Venous Thrombosis
        "D020274": ("Encephalitis Autoimmune",),  # Autoimmune Diseases of the Nervous System
        "D012021": ("Hyperreflexia", "Hyporeflexia", "Areflexia"),  # Reflex, Abnormal
        "D053120": ("Foreign Body Aspiration",),  # Respiratory Aspiration
        "D011595": ("Akathisia",),  # Psychomotor Agitation
        "D020325": ("Typical Aura Without Headache",),  # Migraine with Aura
        "D003586": ("Cytomegalovirus Colitis",),  # Cytomegalovirus Infections
        "D000077195": ("Squamous Cell Carcinoma of the Oral Cavity",),  # Squamous Cell Carcinoma of Head and Neck
        "D008599": ("Menstruation Irregular", "Irregular Menses"),  # Menstruation Disturbances
        "D011693": ("Petechiae",),  # Purpura
        "D009901": ("Optic Disc Disorder",),  # Optic Nerve Diseases
        "D018184": ("Parainfluenza",),  # Paramyxoviridae Infections
        "D007412": ("Enterocutaneous Fistula",),  # Intestinal Fistula
        "D004066": ("Hepatobiliary Disorder",),  # Digestive System Diseases
        "D007415": ("Small Bowel Obstruction",),  # Intestinal Obstruction
        "D002481": ("Periorbital Cellulitis",),  # Cellulitis
        "D001170": ("Arthritis Bacterial",),  # Arthritis, Infectious
        "D007249": ("Mucosal Inflammation",),  # Inflammation
    },
    "treatment": {
        "D013514": ("Conventional Surgery", "Therapeutic Conventional Surgery"),  # Surgical Procedures, Operative
        "D011878": (  # Radiotherapy
            "Low-LET Photon Therapy",
            "Low-LET Electron Therapy",
            "Low-LET Cobalt-60 Gamma Ray Therapy",
        ),
    },
}
"""Kind, MeSH term -> phrases of which it is the broader term."""

_SAME: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "condition": {  # Healthy Volunteers
        "D064368": ("Healthy", "Healthy Adult", "Healthy Participant", "Healthy People", "Healthy Individual"),
    },
    "adverse-event-term": {
        "D011014": ("Pneumonitis",),  # Pneumonia
        "D010031": ("Ear Infection",),  # Otitis
        "D010612": ("Sore Throat",),  # Pharyngitis
        "D008133": ("Electrocardiogram QT Prolonged",),  # Long QT Syndrome
        "D000380": ("Granulocytopenia",),  # Agranulocytosis
        "D014592": ("Vaginal Bleeding", "Vaginal Haemorrhage"),  # Uterine Hemorrhage
        "D015155": ("Esophageal Spasm",),  # Esophageal Spasm, Diffuse
        "D007174": ("Impulse Control Disorder",),  # Disruptive, Impulse Control, and Conduct Disorders
        "D003324": ("Coronary Artery Disorder",),  # Coronary Artery Disease
        "D015430": ("Weight Increased", "Increased Weight"),  # Weight Gain
        "D015431": ("Weight Decreased", "Decreased Weight"),  # Weight Loss
        "D000307": ("Adrenal Disorder",),  # Adrenal Gland Diseases
        "D013546": ("Sweating",),  # Sweating
        "D013894": ("Thirst",),  # Thirst
        "D005221": ("Tiredness",),  # Fatigue
        "D052582": ("Trigger Finger",),  # Trigger Finger Disorder
        "D014786": ("Visual Disturbance", "Vision Problem"),  # Vision Disorders
        "D004408": ("Taste Perversion", "Taste Alteration"),  # Dysgeusia
        "D005234": ("Hepatic Steatosis",),  # Fatty Liver
        "D019226": ("Mouth Ulceration",),  # Oral Ulcer
        "D014883": ("Electrolyte Imbalance",),  # Water-Electrolyte Imbalance
        "D007508": ("Irritability",),  # Irritable Mood
        "D000855": ("Decreased Appetite", "Decrease Appetite", "Appetite Lost", "Loss of Appetite"),  # Anorexia
        "D009503": ("Neutrophil Count Decreased", "Neutrophils Decreased"),  # Neutropenia
        "D013921": ("Platelet Count Decreased", "Platelets Decreased"),  # Thrombocytopenia
        "D007970": ("White Blood Cell Count Decreased", "White Blood Cell Decreased"),  # Leukopenia
        "D008231": ("Lymphocyte Count Decreased", "Decreased Absolute Lymphocyte Count"),  # Lymphopenia
        "D006932": ("Blood Bilirubin Increased", "Bilirubin Increased"),  # Hyperbilirubinemia
        "D008275": ("Hypomagnesaemia",),  # Magnesium Deficiency
        "D014987": ("Dry Mouth",),  # Xerostomia
        "D015508": ("Nasal Congestion",),  # Nasal Obstruction
        "D004433": ("Ear Pain",),  # Earache
        "D001924": ("Concussion",),  # Brain Concussion
        "D019584": ("Hot Flush",),  # Hot Flashes
        "D001247": ("Weakness",),  # Asthenia
        "D004487": ("Swelling",),  # Edema
        "D012874": ("Skin Infection",),  # Skin Diseases, Infectious
        "D001778": ("Coagulopathy",),  # Blood Coagulation Disorders
        "D051437": ("Renal Impairment",),  # Renal Insufficiency
        "D003288": ("Bruising",),  # Contusions
        "D003371": ("Coughing",),  # Cough
        "D005242": ("Anal Incontinence",),  # Fecal Incontinence
        "D012798": ("Salivary Hypersecretion",),  # Sialorrhea
        "D060831": ("Palmar-plantar Erythrodysaesthesia Syndrome",),  # Hand-Foot Syndrome
        "D006987": ("Anaesthesia",),  # Hypesthesia
        "D003139": ("Cold",),  # Common Cold
        "D000058": ("Fall",),  # Accidental Falls
        "D013406": ("Suicide Attempt",),  # Suicide, Attempted
        "D016728": ("Intentional Self-injury",),  # Self-Injurious Behavior
    },
    "treatment": {
        "D013514": ("Surgery",),  # Surgical Procedures, Operative; General Surgery is the discipline
        "D026741": ("Physical Therapy",),  # Physical Therapy Modalities
        "D008279": ("MRI",),  # Magnetic Resonance Imaging
        "D001800": ("Blood Draw", "Blood Drawing", "Blood Sampling", "Blood Sample", "Blood Collection"),
        "D013048": ("Biospecimen Collection",),  # Specimen Handling
        "D011795": ("Questionnaire", "Questionnaire Administration"),  # Surveys and Questionnaires
    },
}
"""Kind, MeSH term -> phrases that mean nearly the same."""


class Phrase(NamedTuple):
    """What a phrase means."""

    iri: str
    predicate: Predicate
    text: str


def _rows(table: Mapping[str, tuple[str, ...]], predicate: Predicate) -> Iterator[tuple[str, Phrase]]:
    for term, phrases in table.items():
        for text in phrases:
            yield key(same_words(words(text))), Phrase(MESH + term, predicate, text)


_PHRASES: Mapping[str, Mapping[str, Phrase]] = {
    kind: dict((*_rows(_CASES[kind], Predicate.BROAD), *_rows(_SAME[kind], Predicate.CLOSE))) for kind in _CASES
}
"""Kind, key of a phrase -> what it means."""

_MODIFIERS = frozenset(
    words(
        "adult advanced child childhood locally malignant metastatic pediatric progressive recurrent refractory "
        "relapsed resistant unresectable unspecified"
    )
)
"""Words that tell cases of a phrase apart."""


def phrase_of(kind: str, found: Sequence[str]) -> Phrase | None:
    """What the words of a name mean as a phrase, as they stand or without those that tell cases of one apart.

    A metastatic one is looked for first: `Metastatic Solid Tumor`, `Locally Advanced or Metastatic Solid Tumors`.
    """
    known, read = _PHRASES[kind], same_words(found)
    bare = tuple(word for word in read if word not in _MODIFIERS)
    tried = (read, ("metastatic", *bare) if "metastatic" in read else read, bare)
    return next((known[name_key] for name_key in map(key, tried) if name_key in known), None)

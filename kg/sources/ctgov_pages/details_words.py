"""What ClinicalTrials.gov's present site writes on all pages of studies: headings, navigation, sentences, glossary.

No whole page was at hand: all is as descriptions of the site and made-up pages have it.
"""

__all__ = [
    "ARM_COLUMNS",
    "FOOTERS",
    "GLOSSARY_BEGINS",
    "GLOSSARY_TERMS",
    "OUTCOME_COLUMNS",
    "OUTCOME_LABELS",
    "PAGE_BEGINS",
    "PREAMBLE",
    "SECTIONS",
    "WINDOW",
]

WINDOW = "Study Details | "
"""The beginning of the title of the window; it ends with the name of the site."""

SECTIONS = (
    "Study Overview",
    "Contacts and Locations",
    "Participation Criteria",
    "Study Plan",
    "Collaborators and Investigators",
    "Publications",
    "Study Record Dates",
    "More Information",
)
"""The headings of a page, in its order; the list of them that leads to each stands on the page too."""

ARM_COLUMNS = ("Participant Group/Arm", "Intervention/Treatment")
OUTCOME_COLUMNS = ("Outcome Measure", "Measure Description", "Time Frame")
OUTCOME_LABELS = ("Primary Outcome Measures", "Secondary Outcome Measures", "Other Outcome Measures")

PREAMBLE = frozenset(
    {
        "Skip to main content",
        "An official website of the United States government",
        "Here's how you know",
        "Here’s how you know",  # noqa: RUF001 (the mark that the site writes)
        "National Library of Medicine",
        "National Institutes of Health",
        "National Center for Biotechnology Information",
        "ClinicalTrials.gov",
        "Find Studies",
        "Study Basics",
        "Submit Studies",
        "Data and API",
        "Data About Studies",
        "Policy",
        "About",
        "Learn About Studies",
        "My Saved Studies",
        "My Saved Studies (0)",
        "PRS Login",
        "Home",
        "Search Results",
        "Study Record",
        "Menu",
        "Save",
        "Saved",
        "Save this study",
        "Download",
        "RSS",
        "Copy link",
        "Print",
        "On this page",
        "Expand all / Collapse all",
        "Expand all content",
        "Collapse all content",
        "Study Details",
        "Study Details Tab",
        "Researcher View",
        "Researcher View Tab",
        "Record History",
        "Record History Tab",
        "(Responsible Party)",
        "Markdown Content:",
        "The U.S. government does not review or approve the safety and science of all studies listed on this website.",
        "Read our full disclaimer for details.",
        "The U.S. government does not review or approve the safety and science of all studies listed on this website. "
        "Read our full disclaimer for details.",
        "Hide glossary",
        "Show glossary",
        "Glossary",
        "GLOSSARY",
        "Search for terms",
    }
)
"""Whole lines above the sections that say nothing of the study."""

FOOTERS = frozenset(
    {
        "This section provides the contact details for those conducting the study, and information on where this study "
        "is being conducted.",
        "Researchers look for people who fit a certain description, called eligibility criteria. Some examples of "
        "these criteria are a person's general health condition or prior treatments.",
        "Researchers look for people who fit a certain description, called eligibility criteria. Some examples of "
        "these criteria are a person’s general health condition or prior treatments.",  # noqa: RUF001
        "For general information about clinical research, read Learn About Studies.",
        "This section provides details of the study plan, including how the study is designed and what the study is "
        "measuring.",
        "How is the study designed?",
        "What is the study measuring?",
        "This is where you will find people and organizations involved with this study.",
        "The person responsible for entering information about the study voluntarily provides these publications. "
        "These may be about anything related to the study.",
        "These dates track the progress of study record and summary results submissions to ClinicalTrials.gov. Study "
        "records and reported results are reviewed by the National Library of Medicine (NLM) to make sure they meet "
        "specific quality control standards before being posted on the public website.",
        "Study Major Dates",
        "Study Registration Dates",
        "Results Reporting Dates",
        "Study Record Updates",
        "Terms related to this study",
        "Plan for Individual participant data (IPD)",
        "Drug and device information, study documents, and helpful links",
        "This information was retrieved directly from the website clinicaltrials.gov without any changes.",
        "Back to top",
        "About This Site",
        "About ClinicalTrials.gov",
        "Release Notes",
        "Site Map",
        "Customer Support",
        "Terms and Conditions",
        "Disclaimer",
        "Follow NCBI",
        "Connect with NLM",
        "Web Policies",
        "FOIA",
        "HHS Vulnerability Disclosure",
        "Help",
        "Accessibility",
        "Careers",
        "NLM",
        "NIH",
        "HHS",
        "USA.gov",
        "Hide glossary",
        "Show glossary",
        "GLOSSARY",
        "Search for terms",
    }
)
"""Whole lines in the sections that say nothing of the study, and end what stands above them."""

GLOSSARY_BEGINS = "Study record managers: refer to the Data Element Definitions"

PAGE_BEGINS = frozenset(
    {
        "Skip to main content",
        "An official website of the United States government",
        "ClinicalTrials.gov",
        "Find Studies",
        "Home",
        "Study Details",
        "Study Record",
        "Study Overview",
        "The U.S. government does not review or approve the safety and science of all studies listed on this website.",
    }
)
"""Lines with one of which a page begins, behind the glossary."""

_TERMS = """
accepts healthy volunteers; active comparator arm; active, not recruiting; active, not recruiting:; adult
(18-64); adverse event; age or age group; all; all-cause mortality; all:; allocation; approved for marketing;
approved for marketing:; arm; arm type; available; available:; baseline characteristics; canceled submission of
results; certain agreements; certification; certification/extension first posted; certification/extension first
submitted; certification/extension first submitted that met qc criteria; child (birth-17); city and distance;
clinical study; clinical trial; clinicaltrials.gov identifier (nct number); collaborator; completed; completed:;
condition/disease; contact; country; cross-over assignment; data monitoring committee (dmc); early phase 1;
early phase 1 (formerly listed as phase 0); eligibility criteria; enrolling by invitation; enrolling by
invitation:; enrollment; exclusion criteria; expanded access; expanded access status; expanded access type;
experimental arm; extension request; factorial assignment; fdaaa 801 violations; female; female:; first posted;
first submitted; first submitted that met qc criteria; food and drug administration (fda); food and drug
administration amendments act of 2007, section 801 (fdaaa 801); funder type; gender-based eligibility;
group/cohort; human subjects protection review board; inclusion criteria; individual participant data (ipd)
sharing statement; individual patients; individual patients:; informed consent; informed consent form (icf);
intermediate-size population; intermediate-size population:; intervention model; intervention/treatment;
interventional study (clinical trial); investigator; last update posted; last update submitted; last update
submitted that met qc criteria; last verified; listed location countries; location terms; male; male:; masking;
nct number; no intervention arm; no longer available; no longer available:; not yet recruiting; not yet
recruiting:; observational study; observational study model; older adult (65+); open label; other adverse event;
other study ids; other terms; outcome measure; parallel assignment; participant flow; patient registry; phase;
phase 1; phase 2; phase 3; phase 4; phase not applicable; placebo; placebo comparator arm; primary completion
date; primary outcome measure; primary purpose; principal investigator (pi); random allocation; randomized
allocation; recruiting; recruiting:; recruitment status; registration; removed location countries; reporting
group; responsible party; results database; results delayed; results first posted; results first posted with qc
comments; results first submitted; results first submitted that met qc criteria; results first submitted with qc
comments; results returned after quality control review; results submitted to clinicaltrials.gov; secondary
outcome measure; serious adverse event; sex; sham comparator arm; single group assignment; sort studies by;
sponsor; sponsor-investigator; state; statistical analysis plan (sap); status; study completion date; study
design; study documents; study ids; study protocol; study record; study registry; study results; study start
date; study type; submitted date; suspended; suspended:; temporarily not available; temporarily not available:;
terminated; terminated:; the age groups are:; title; title acronym; treatment ind/protocol; treatment
ind/protocol:; u.s. agency for healthcare research and quality (ahrq); u.s. food and drug administration (fda);
unknown; unknown:; withdrawn; withdrawn:
"""
GLOSSARY_TERMS = frozenset(" ".join(term.split()) for term in _TERMS.split(";"))
"""The terms of the glossary, and the short lines of their definitions, in lower case."""

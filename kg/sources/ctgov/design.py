"""How a study is planned: its design, who may take part, who watches, what will be shared."""

from kg.ages import NO_LIMIT, age_in_years
from kg.record import BioSpecimens, Design, Eligibility, IpdSharing, Oversight
from kg.sources.criteria.split import criteria_of_lines, undecided_message
from kg.sources.ctgov import structs
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["design_of", "eligibility_of", "ipd_sharing_of", "oversight_of"]

_DESIGN = "protocolSection.designModule"
_INFO = f"{_DESIGN}.designInfo"
_ELIGIBILITY = "protocolSection.eligibilityModule"
_IPD = "protocolSection.ipdSharingStatementModule"

_NOBODY = Eligibility()
_NO_PLAN = IpdSharing()
_NO_LIMITS = (0.0, 101.0)
"""What the registry's model writes where it reads no limit."""


def design_of(planned: structs.RegistryDesign, remarks: Remarks) -> Design:
    """The design terms of a study."""
    info, masking = planned.design_info, planned.design_info.masking_info
    code = remarks.code
    return Design(
        allocation=code("allocation", info.allocation, f"{_INFO}.allocation"),
        intervention_model=code("intervention-model", info.intervention_model, f"{_INFO}.interventionModel"),
        intervention_model_description=remarks.long(info.intervention_model_description),
        primary_purpose=code("primary-purpose", info.primary_purpose, f"{_INFO}.primaryPurpose"),
        masking=code("masking", masking.masking, f"{_INFO}.maskingInfo.masking"),
        masking_description=remarks.long(masking.masking_description),
        who_masked=remarks.codes("masked-party", masking.who_masked, f"{_INFO}.maskingInfo.whoMasked[]"),
        observational_model=code("observational-model", info.observational_model, f"{_INFO}.observationalModel"),
        time_perspective=code("time-perspective", info.time_perspective, f"{_INFO}.timePerspective"),
        target_duration=short(planned.target_duration),
        patient_registry=planned.patient_registry,
        biospecimens=_biospecimens(planned.bio_spec, remarks),
    )


def eligibility_of(source: structs.RegistryStudy, remarks: Remarks) -> Eligibility | None:
    """Who may take part."""
    written = source.protocol_section.eligibility_module
    criteria = remarks.long(written.eligibility_criteria)
    found = list(criteria_of_lines((criteria or "").split("\n")))
    undecided = [each.criterion for each in found if each.criterion.side is None and not each.denied]
    if undecided:
        remarks.note("CT-R025", undecided_message(undecided), f"{_ELIGIBILITY}.eligibilityCriteria")
    limits = source.derived_section.misc_info_module.model_predictions.bmi_limits
    eligibility = Eligibility(
        criteria=criteria,
        listed_criteria=tuple([each.criterion for each in found]),
        minimum_age=_age(written.minimum_age, remarks, "minimumAge"),
        maximum_age=_age(written.maximum_age, remarks, "maximumAge"),
        sex=remarks.code("sex", written.sex, f"{_ELIGIBILITY}.sex"),
        gender_based=written.gender_based,
        gender_description=remarks.long(written.gender_description),
        healthy_volunteers=written.healthy_volunteers,
        age_groups=remarks.codes("age-group", written.std_ages, f"{_ELIGIBILITY}.stdAges[]"),
        study_population=remarks.long(written.study_population),
        sampling_method=remarks.code("sampling-method", written.sampling_method, f"{_ELIGIBILITY}.samplingMethod"),
        predicted_minimum_bmi=_bmi(limits.min_bmi),
        predicted_maximum_bmi=_bmi(limits.max_bmi),
    )
    return eligibility if eligibility != _NOBODY else None


def ipd_sharing_of(written: structs.RegistryIpdSharing, remarks: Remarks) -> IpdSharing | None:
    """The plan for sharing individual participant data."""
    plan = IpdSharing(
        statement=remarks.code("ipd-sharing", written.ipd_sharing, f"{_IPD}.ipdSharing"),
        description=remarks.long(written.description),
        info_types=remarks.codes("ipd-info-type", written.info_types, f"{_IPD}.infoTypes[]"),
        time_frame=short(remarks.long(written.time_frame)),
        access_criteria=remarks.long(written.access_criteria),
        url=remarks.url(written.url, f"{_IPD}.url"),
    )
    return plan if plan != _NO_PLAN else None


def oversight_of(written: structs.RegistryOversight) -> Oversight:
    """Who watches over the study."""
    return Oversight(
        has_dmc=written.oversight_has_dmc,
        fda_regulated_drug=written.is_fda_regulated_drug,
        fda_regulated_device=written.is_fda_regulated_device,
        unapproved_device=written.is_unapproved_device,
        pediatric_postmarket_surveillance=written.is_ppsd,
        us_export=written.is_us_export,
        fdaaa801_violation=written.fdaaa801_violation,
    )


def _biospecimens(written: structs.BioSpec, remarks: Remarks) -> BioSpecimens | None:
    retention = remarks.code("biospecimen-retention", written.retention, f"{_DESIGN}.bioSpec.retention")
    description = remarks.long(written.description)
    return BioSpecimens(retention=retention, description=description) if retention or description else None


def _age(text: str | None, remarks: Remarks, name: str) -> str | None:
    """The age as written; nothing where there is no limit."""
    age = short(text)
    if age is None or age in NO_LIMIT:
        return None
    if age_in_years(age) is None:
        remarks.note("CT-R131", f"`{age[:60]}` is no age with a unit; it is kept as text", f"{_ELIGIBILITY}.{name}")
    return age


def _bmi(limit: float | None) -> str | None:
    return None if limit is None or limit in _NO_LIMITS else decimal(limit)

"""Products and devices as interventions, and the terms of catalogues for what is in them."""

from collections.abc import Iterable, Iterator

from kg.record import BrowseLeaf, Coded, Indexing, Intervention
from kg.sources.ctis.spellings import ROLES
from kg.sources.ctis.structs import Device, PartI, Product
from kg.sources.ctis.values import code_of, listed, stated
from kg.sources.fields.remarks import Remarks

__all__ = ["controls_of", "indexing_of", "interventions_of"]

_ATC, _EV = "ATC", "XEVMPD"
"""The classification of the WHO; the EU's dictionary of medicinal products, which has a code for each substance."""
_Roled = tuple[str | None, str | None, Product]
"""The number of a role, what the group of products is called, and a product of it."""


def _products(part: PartI) -> Iterator[_Roled]:
    """The products by groups of one role; outside of groups where there are none."""
    for group in part.product_role_group_infos:
        for product in group.products:
            yield group.product_role_code or product.mp_role_in_trial, group.comments, product
    if not any(group.products for group in part.product_role_group_infos):
        yield from ((product.mp_role_in_trial, None, product) for product in part.products)


def interventions_of(part: PartI, remarks: Remarks) -> tuple[Intervention, ...]:
    """Each product with its role, and each device that belongs to one."""
    found: list[Intervention] = []
    for role, group, product in _products(part):
        found.append(_intervention(role, group, product, remarks))
        found += [_device(each, remarks) for each in product.devices]
    return tuple(dict.fromkeys(each for each in found if each.name))


def controls_of(part: PartI, remarks: Remarks) -> tuple[Coded, ...]:
    """What the trial compares with: a placebo, another product."""
    path = "productRoleGroupInfos[].productRoleCode"
    roles = dict.fromkeys(role for role, _, _ in _products(part))
    found = [code_of("control-type", role, remarks, path, place) for place, role in enumerate(roles)]
    return tuple(dict.fromkeys(each for each in found if each))


def indexing_of(part: PartI) -> Indexing:
    """The terms of catalogues: classes of ATC, codes of substances."""
    leaves: dict[str, BrowseLeaf] = {}
    for _, _, product in _products(part):
        entry = product.product_dictionary_info
        terms = [(_ATC, entry.atc_code, entry.atc_name)]
        terms += [(_EV, each.substance_ev_code, each.act_subst_name) for each in entry.product_substances]
        for catalogue, code, name in terms:
            if known := stated(code):
                id = f"{catalogue}:{known}"
                leaves.setdefault(id, BrowseLeaf(id=id, name=stated(name)))
    return Indexing(leaves=tuple(leaves.values()))


def _intervention(role: str | None, group: str | None, product: Product, remarks: Remarks) -> Intervention:
    entry = product.product_dictionary_info
    substances = entry.product_substances
    names = listed(
        (
            *(product.product_name, entry.prod_name, product.scientific_product_name, entry.product_other_name),
            *(entry.active_substance_name, *(each.act_subst_name for each in substances)),
            *(entry.active_substance_other_descriptive_name, entry.short_name),
            *(entry.sponsor_product_code, entry.sponsor_substance_code),
            *(synonym for each in substances for synonym in each.synonyms),
        )
    )
    names = names or listed((group,))
    return Intervention(
        name=names[0] if names else None,
        type="DRUG",  # what a trial of CTIS examines is a medicinal product (Regulation (EU) 536/2014, Article 2)
        description=remarks.long("\n".join(_told(role, product))),
        other_names=names[1:],
    )


def _told(role: str | None, product: Product) -> Iterator[str]:
    """What the record says of a product, a line each."""
    entry = product.product_dictionary_info
    strengths = listed((entry.strength, *(each.strength for each in entry.product_substances)))
    lines: Iterable[tuple[str, str | None]] = (
        ("Role", ROLES.get(role or "", role)),
        ("Substance", stated(entry.active_substance_name)),
        ("Strength", ", ".join(strengths)),
        ("Form", stated(entry.pharm_form)),
        ("Route", ", ".join(listed(product.routes))),
        ("Largest daily dose", _dose(product.max_daily_dose_amount, product.dose_uom)),
        ("Largest total dose", _dose(product.max_total_dose_amount, product.dose_uom_total)),
        ("Kind", stated(product.other_medicinal_product)),
        ("Advanced therapy", "yes" if product.an_advanced_therapy_medicinal_product else None),
        ("Paediatric formulation", "yes" if product.is_paediatric_formulation else None),
        ("Orphan designation", stated(product.orphan_drug_desig_number)),
        ("Marketing authorisation", stated(entry.marketing_auth_number)),
        ("Holder", stated(entry.name_org)),
        ("Product number", stated(entry.eu_mp_number)),
    )
    return (f"{name}: {value}" for name, value in lines if value)


def _dose(amount: str | None, unit: str | None) -> str | None:
    return f"{known} {stated(unit) or ''}".strip() if (known := stated(amount)) else None


def _device(device: Device, remarks: Remarks) -> Intervention:
    maker = stated(device.device_notified_body)
    told = [device.description, f"Notified body: {maker}" if maker else None]
    return Intervention(
        name=stated(device.trade_name) or stated(device.description),
        type="DEVICE",
        description=remarks.long("\n".join(filter(None, told))),
    )

"""Publications, web links and data sets that a record points to."""

from kg.record import AvailableData, Reference, Retraction, WebLink
from kg.sources.ctgov import structs
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["available_data_of", "links_of", "references_of"]

_REFERENCES = "protocolSection.referencesModule"


def references_of(module: structs.References, remarks: Remarks) -> tuple[Reference, ...]:
    """The publications in order."""
    return tuple(
        [
            Reference(
                citation=short(written.citation),
                pmid=remarks.pmid(written.pmid, f"{_REFERENCES}.references[].pmid", position),
                type=remarks.code("publication-role", written.type, f"{_REFERENCES}.references[].type", position),
                retractions=tuple(
                    [Retraction(pmid=short(each.pmid), source=short(each.source)) for each in written.retractions]
                ),
            )
            for position, written in enumerate(module.references)
        ]
    )


def links_of(module: structs.References, remarks: Remarks) -> tuple[WebLink, ...]:
    """The web pages in order; one without an address is left out with a remark."""
    links = []
    for position, written in enumerate(module.see_also_links):
        path = f"{_REFERENCES}.seeAlsoLinks[].url"
        url = remarks.url(written.url, path, position)
        if url is None:
            remarks.note("CT-R106", f"the link `{short(written.label)}` has no address", path, position)
        else:
            links.append(WebLink(url=url, label=short(remarks.long(written.label))))
    return tuple(links)


def available_data_of(module: structs.References, remarks: Remarks) -> tuple[AvailableData, ...]:
    """The data sets and documents that can be had elsewhere."""
    return tuple(
        [
            AvailableData(
                id=short(written.id),
                type=short(written.type),
                url=remarks.url(written.url, f"{_REFERENCES}.availIpds[].url", position),
                comment=remarks.long(written.comment),
            )
            for position, written in enumerate(module.avail_ipds)
        ]
    )

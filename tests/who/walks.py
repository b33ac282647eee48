"""Records of registries as paths and texts, by walks that know nothing of the readers."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

__all__ = ["Values", "in_csv", "in_json", "in_xml"]

Values = tuple[tuple[str, str], ...]
"""Path and text of each value of a record: `participants/gender`, `participants/lowerAgeLimit/@unit`."""


def in_xml(content: bytes, tag: str) -> Iterator[Values]:
    """The values of each element of a name, whatever its namespace."""
    for element in ElementTree.fromstring(content).iter():  # noqa: S314 (records at hand)
        if _local(element) == tag:
            yield tuple(_in_element(element, ""))


def in_csv(content: bytes) -> Iterator[Values]:
    """The cells of each row, by the names of their columns."""
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield tuple((name, cell) for name, cell in row.items())


def in_json(value: Any) -> Values:
    """The values of an object; those of a list have the path of the list."""
    return tuple(_in_value(value, ""))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _in_element(element: ElementTree.Element, path: str) -> Iterator[tuple[str, str]]:
    for name, text in element.attrib.items():
        yield f"{path}/@{name}".lstrip("/"), text
    if not len(element):
        yield path, element.text or ""
    for child in element:
        yield from _in_element(child, f"{path}/{_local(child)}".lstrip("/"))


def _in_value(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _in_value(each, f"{path}/{key}".lstrip("/"))
    elif isinstance(value, list):
        for each in value:
            yield from _in_value(each, path)
    elif value is not None:
        yield path, str(value)

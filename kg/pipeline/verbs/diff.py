"""`diff`: what one graph says that another does not, study by study."""

from collections.abc import Callable, Iterator

from kg.errors import UsageError
from kg.pipeline.graph.differences import GraphDifferences, differences
from kg.pipeline.reports.change_records import change_sets, json_lines, patch_lines
from kg.pipeline.reports.difference_text import difference_lines
from kg.pipeline.run.options import DiffOptions, path_of

__all__ = ["Differences", "check_form", "diff"]

_FORMS: dict[str, Callable[[GraphDifferences], Iterator[str]]] = {
    "text": difference_lines,
    "json": json_lines,
    "ttl": change_sets,
    "patch": patch_lines,
}


class Differences(GraphDifferences):
    """All that differs between two graphs: `.studies`, `.nodes` of no study, how many studies are the `.same`.

    True where there is a difference. Printed it is the text of `kgbuild diff`.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self, form: str = "text", *, each_node: bool = False) -> Iterator[str]:
        """Line by line as text, `json`, `ttl` (ChangeSets) or `patch` (RDF Patch), which hold each triple.

        The text counts nodes of no study; with `each_node` it tells of each. Raises UsageError for another form.
        """
        check_form(form)
        return difference_lines(self, each_node=True) if form == "text" and each_node else _FORMS[form](self)


def check_form(form: str) -> None:
    """Raises UsageError for what is no form of differences."""
    if form not in _FORMS:
        raise UsageError(f"there is no form {form!r} of differences; there are {', '.join(_FORMS)}")


def diff(options: DiffOptions) -> Differences:
    """What differs between two graphs that kgbuild wrote, whatever their formats."""
    before, after = (path_of(each, verb="kg.diff") for each in (options.before, options.after))
    return Differences(*differences(before, after))

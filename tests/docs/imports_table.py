"""The tables of who may import whom in `docs/architecture.md`, from the test of the house."""

from collections.abc import Mapping

from tests.test_house import FLOORS, LEAVES, SEEN, WINGS

from .markdown import code, table

__all__ = ["imports_tables"]

_NAMED = {"the leaves": LEAVES, "what the middle sees": SEEN}
"""Groups of modules that the tables name once."""


def imports_tables() -> str:
    """The groups, then the floors, then the wings."""
    groups = ((name, _codes(members)) for name, members in _NAMED.items())
    floors = (
        (code(name), _floor(name, seen)) for name, seen in FLOORS.items() if name not in LEAVES or seen > {"errors"}
    )
    wings = ((code(name), _codes(seen) or "none") for name, seen in WINGS.items())
    return "\n".join(
        (
            table(("group", "modules of `kg`"), list(groups)),
            table(
                ("module or package of `kg`", "may import of ours"),
                [("each other of the leaves", "`errors`"), *floors],
            ),
            table(("wing of a package", "may import of the same package"), list(wings)),
        )
    )


def _floor(name: str, seen: set[str]) -> str:
    everything = {*FLOORS} - {name, "cli", "api", "__init__", "__main__", "pipeline"}
    if everything <= seen:
        above = sorted(seen - everything - {name})
        return ", ".join(["everything below", *map(code, above)])
    for group, members in reversed(_NAMED.items()):
        if members <= seen:
            return ", ".join([group, *map(code, sorted(seen - members))])
    return _codes(seen - {name}) or "nothing"


def _codes(names: set[str] | Mapping[str, object]) -> str:
    return ", ".join(code(each) for each in sorted(names))

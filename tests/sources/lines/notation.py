"""How the tables of lines are written."""

BOILERPLATE = "boilerplate"
UNRECOGNISED = "unrecognised"

FLOW = "left out: participant flow: the record has no place for the results of a study"
_OUTCOME = "of a primary outcome whose title the page does not state here; an outcome is nothing without its title"
DESCRIPTION = f"left out: the description {_OUTCOME}"
FRAME = f"left out: the time frame {_OUTCOME}"

Facts = tuple[tuple[str, str, str], ...]
Table = dict[int, Facts | str]


def boilerplate(*numbers: int) -> Table:
    return dict.fromkeys(numbers, BOILERPLATE)


def left_out(reason: str, *numbers: int) -> Table:
    return dict.fromkeys(numbers, reason)

"""Items that have no property of their own: kept with number, label and answer, one text each."""

from collections.abc import Iterator

from .form import Form, FormAnswer, numbered

__all__ = ["kept_items"]

_RUNS = (
    ("B.1.1", "B.1.3.4"),
    ("B.4.1", "B.4.2"),
    ("E.1.2 Version", "E.1.2 Level", "E.1.2 Code", "E.1.2 Term", "E.1.2 Class"),
    ("G.4.1", "G.4.3.4"),
)
"""Items of one thing, of which a form has several: they are told together."""
_IN_RUNS = frozenset(key for run in _RUNS for key in run)
_TITLES = ("A.3", "A.3.1", "A.3.2")


def kept_items(form: Form, told: frozenset[str]) -> tuple[str, ...]:
    """The items in the order of the form; `told` are keys of those whose answers are all told elsewhere."""
    found: dict[str, None] = {}
    for each in form.answers:
        if each.text and _is_kept(each, form, told):
            found[_words(each)] = None
    for run in _runs(form):
        found[run] = None
    return tuple(found)


def _is_kept(answer: FormAnswer, form: Form, told: frozenset[str]) -> bool:
    key = answer.item.key
    if key in _IN_RUNS or key in told:
        return False
    if answer.language is None:
        return answer.item.is_kept
    return key in _TITLES or (answer.item.is_kept and answer is form.answer(key))


def _words(answer: FormAnswer) -> str:
    item = answer.item
    language = f" ({answer.language})" if answer.language else ""
    number = f"{item.number} " if item.number else ""
    return f"{number}{answer.label}{language}: {'; '.join(answer.lines)}"


def _runs(form: Form) -> Iterator[str]:
    for keys in _RUNS:
        answers = [each for each in form.answers if each.item.key in keys and each.text]
        for run in numbered(answers, keys):
            if any(each.item.is_kept for each in run):
                yield f"{run[0].item.number} {'; '.join([each.told for each in run])}"

"""`vocab`: the vocabularies that names are matched to: build, fetch, learn, list, remove."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from kg.cli.boundary import bounded, complain, say, say_problem, tell
from kg.cli.commanding import command_of
from kg.cli.manner import event_line, manner
from kg.cli.output.summary import spoken
from kg.errors import Severity, UsageError
from kg.pipeline.run.vocabulary_options import BuildOptions, FetchOptions, LearnOptions, ListOptions, RemoveOptions

if TYPE_CHECKING:
    from kg.linking.installation import Built

__all__ = ["app"]

app = typer.Typer(help="Install, list and remove the vocabularies that names are matched to.", no_args_is_help=True)


@command_of(BuildOptions)
def build(options: BuildOptions) -> None:
    """Compile a publisher's files into the lexicon."""
    from kg.pipeline.verbs.vocab import build as run

    built = run(replace(options, note=spoken))
    _said(f"{built.name}: {_counted(built)}", **built._asdict())


@command_of(FetchOptions)
def fetch(options: FetchOptions) -> None:
    """Download a vocabulary from its publisher and compile it."""
    from kg.pipeline.verbs.vocab import fetch as run

    built = run(replace(options, note=say))
    _said(f"{built.name} {built.version}: {_counted(built)}", **built._asdict())


@command_of(LearnOptions)
def learn(options: LearnOptions) -> int:
    """Learn names of conditions and treatments, and keywords, from studies whose MeSH terms the registry assigned."""
    from kg.pipeline.verbs.vocab import learn as run

    learnt = run(replace(options, note=spoken))
    for problem in learnt.problems:
        if problem.severity is Severity.VIOLATION:
            say_problem(problem)
    for path in learnt.unreadable:
        complain(f"{path.path}: {path.reason}")
    for kind, count in learnt.studies.items():
        _said(f"learnt-{kind}: from {count:,} studies", name=f"learnt-{kind}", studies=count)
    if not any(learnt.studies.values()):
        raise UsageError("no study of these files carries terms that its registry assigned; nothing was learnt")
    return 2 if learnt.unreadable else 0


@command_of(ListOptions)
def list_installed(options: ListOptions) -> None:
    """List what is installed: terms, names, size, age, version, licence."""
    from datetime import date

    from kg.linking.lexicon import lexicon_folder
    from kg.pipeline.run.lexicon import today
    from kg.pipeline.verbs.vocab import installed

    found = installed(options)
    if not found and not manner().as_json:
        folder = lexicon_folder(options.lexicon)
        tell(f"nothing is installed in {folder}; what comes with kgbuild is compiled when names are first linked")
    for each in found:
        meta = each.meta
        if manner().as_json:
            tell(msgspec.json.encode({"name": each.name, "built": each.built, "size": each.size, **meta}).decode())
            continue
        age = (date.fromisoformat(today()) - date.fromisoformat(each.built)).days
        tell(f"{each.name:20} {meta['title']}")
        counts = f"{int(meta['terms']):,} terms, {int(meta['names']):,} names, {each.size / 1e6:.1f} MB"
        tell(f"{'':20} {counts}, {age} days old, version {meta['version']}, licence: {meta['licence']}")
        if hint := _ORIGINS.get(each.name):
            tell(f"{'':20} comes with kgbuild; {hint}")


@command_of(RemoveOptions)
def remove(options: RemoveOptions) -> None:
    """Remove a vocabulary from the lexicon."""
    from kg.pipeline.verbs.vocab import remove as run

    size = run(options)
    _said(f"{options.name} removed, {size / 1e6:.1f} MB", name=options.name, size=size)


def _counted(built: "Built") -> str:
    counts = f"{built.terms:,} terms, {built.names:,} names"
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in built.dropped.items())
    return f"{counts}; {sum(built.dropped.values()):,} not read: {reasons}" if reasons else counts


def _said(text: str, **facts: Any) -> None:
    """What was done, on standard output."""
    if manner().as_json:
        tell(event_line("vocabulary", **facts))
    elif not manner().quiet:
        tell(text)


_ORIGINS = {
    "mesh-builtin": "`kgbuild vocab fetch mesh` installs the present edition, which is then used instead",
    "geonames-builtin": "`kgbuild vocab fetch geonames` adds divisions of all countries, and cities",
}
"""What is compiled without being asked for -> how to have more than that."""

app.command("build")(bounded(build))
app.command("fetch")(bounded(fetch))
app.command("learn")(bounded(learn))
app.command("list")(bounded(list_installed))
app.command("remove")(bounded(remove))

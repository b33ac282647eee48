"""`vocab`: the vocabularies that names are matched to: build, fetch, learn, list, remove."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.boundary import bounded, say, tell
from kg.cli.shared_options import LexiconOption
from kg.errors import Severity, UsageError

__all__ = ["app"]

app = typer.Typer(help="Install, list and remove the vocabularies that names are matched to.", no_args_is_help=True)

_Kind = Annotated[str, typer.Argument(help="mesh, doid, mondo, biomappings, sssom, ror or geonames.")]


def build(
    kind: _Kind,
    files: Annotated[list[Path], typer.Argument(help="The publisher's files, plain, .gz or .zip.")],
    *,
    name: Annotated[str | None, typer.Option(help="Install under this name; default the kind.")] = None,
    version: Annotated[str | None, typer.Option(help="The publisher's version, to be shown by `vocab list`.")] = None,
    lexicon: LexiconOption = None,
) -> None:
    """Compile a publisher's files into the lexicon."""
    from kg.linking.installation import build_vocabulary
    from kg.linking.lexicon import lexicon_folder
    from kg.pipeline.run.lexicon import today

    built = build_vocabulary(lexicon_folder(lexicon), kind, files, built=today(), name=name, version=version)
    tell(f"{built.name}: {built.terms:,} terms, {built.names:,} names")


def fetch(kind: _Kind, *, lexicon: LexiconOption = None) -> None:
    """Download a vocabulary from its publisher and compile it."""
    from kg.linking.installation import build_vocabulary
    from kg.linking.lexicon import lexicon_folder
    from kg.linking.vocabularies import VOCABULARIES
    from kg.pipeline.run.lexicon import today
    from kg.pipeline.vocabularies.fetching import fetch_vocabulary

    folder = lexicon_folder(lexicon)
    fetched = fetch_vocabulary(kind, folder / "downloads", today=today(), say=say)
    say(f"licence of {VOCABULARIES[kind].title}: {VOCABULARIES[kind].licence}")
    built = build_vocabulary(folder, kind, fetched.files, built=today(), version=fetched.version)
    tell(f"{built.name} {fetched.version}: {built.terms:,} terms, {built.names:,} names")


def learn(
    records: Annotated[list[str], typer.Argument(help="Files and folders with records that carry MeSH terms.")],
    *,
    lexicon: LexiconOption = None,
) -> int:
    """Learn names of conditions and treatments from studies whose MeSH terms the registry assigned."""
    from kg.linking.lexicon import lexicon_folder
    from kg.pipeline.run.lexicon import today
    from kg.pipeline.vocabularies.name_evidence import learn as run

    learnt = run(records, lexicon_folder(lexicon), built=today())
    for problem in learnt.problems:
        if problem.severity is Severity.VIOLATION:
            say(str(problem))
    for kind, count in learnt.studies.items():
        tell(f"learnt-{kind}: from {count:,} studies")
    if not any(learnt.studies.values()):
        raise UsageError("no study of these files carries terms that its registry assigned; nothing was learnt")
    return 2 if learnt.unreadable else 0


def list_installed(*, lexicon: LexiconOption = None) -> None:
    """List what is installed: terms, names, size, age, version, licence."""
    from datetime import date

    from kg.linking.lexicon import installed, lexicon_folder
    from kg.pipeline.run.lexicon import today

    folder = lexicon_folder(lexicon)
    found = list(installed(folder))
    if not found:
        tell(f"nothing is installed in {folder}; `kgbuild vocab fetch mesh` is a good beginning")
    for each in found:
        meta = each.meta
        age = (date.fromisoformat(today()) - date.fromisoformat(each.built)).days
        tell(f"{each.name:20} {meta['title']}")
        counts = f"{int(meta['terms']):,} terms, {int(meta['names']):,} names, {each.size / 1e6:.1f} MB"
        tell(f"{'':20} {counts}, {age} days old, version {meta['version']}, licence: {meta['licence']}")


def remove(
    name: Annotated[str, typer.Argument(help="A name that `vocab list` shows.")], *, lexicon: LexiconOption = None
) -> None:
    """Remove a vocabulary from the lexicon."""
    from kg.linking.lexicon import lexicon_folder
    from kg.linking.lexicon import remove as delete

    size = delete(lexicon_folder(lexicon), name)
    tell(f"{name} removed, {size / 1e6:.1f} MB")


app.command("build")(bounded(build))
app.command("fetch")(bounded(fetch))
app.command("learn")(bounded(learn))
app.command("list")(bounded(list_installed))
app.command("remove")(bounded(remove))

"""`vocab`: the vocabularies that names are matched to: build, fetch, learn, list, remove."""

from pathlib import Path

from kg.linking.installation import Built, build_vocabulary
from kg.linking.lexicon import Installed, lexicon_folder
from kg.linking.lexicon import installed as found
from kg.linking.lexicon import remove as removed
from kg.pipeline.input.files import Unreadable, input_files
from kg.pipeline.run.lexicon import compile_mesh, today
from kg.pipeline.run.listener import Silent
from kg.pipeline.run.options import paths_of
from kg.pipeline.run.vocabulary_options import BuildOptions, FetchOptions, LearnOptions, ListOptions, RemoveOptions
from kg.pipeline.vocabularies.fetching import fetch_vocabulary
from kg.pipeline.vocabularies.name_evidence import Learnt
from kg.pipeline.vocabularies.name_evidence import learn as learnt
from kg.vocabulary_list import INSTALLABLE

__all__ = ["build", "fetch", "installed", "learn", "remove"]


def build(options: BuildOptions) -> Built:
    """Compiles a publisher's files into the lexicon."""
    files = [Path(each) for each in paths_of(options.files, verb="kg.vocab.build")]
    folder, note = lexicon_folder(options.lexicon), options.note or Silent().note
    note(f"compiling {', '.join(path.name for path in files)} into {folder}", aside=True)
    return build_vocabulary(folder, options.kind, files, built=today(), name=options.name, version=options.version)


def fetch(options: FetchOptions) -> Built:
    """Downloads a vocabulary from its publisher, and compiles it."""
    folder, note = lexicon_folder(options.lexicon), options.note or Silent().note
    fetched = fetch_vocabulary(options.kind, folder / "downloads", today=today(), say=note)
    vocabulary = INSTALLABLE[options.kind]
    note(f"licence of {vocabulary.title}: {vocabulary.licence}")
    note(f"compiling {', '.join(path.name for path in fetched.files)} into {folder}")
    return build_vocabulary(folder, options.kind, fetched.files, built=today(), version=fetched.version)


def learn(options: LearnOptions) -> Learnt:
    """Learns names of conditions and treatments, and keywords, from studies with terms that a registry assigned."""
    records = paths_of(options.records, verb="kg.vocab.learn")
    folder, note = lexicon_folder(options.lexicon), options.note or Silent().note
    if not all(isinstance(each, Unreadable) for each in input_files(records)):
        compile_mesh(folder, note=note)
    note(f"reading {', '.join(map(str, records))} for names and their terms", aside=True)
    return learnt(records, folder, built=today())


def installed(options: ListOptions) -> list[Installed]:
    """What is installed, by name."""
    return list(found(lexicon_folder(options.lexicon)))


def remove(options: RemoveOptions) -> int:
    """Removes a vocabulary from the lexicon; gives how many bytes that freed."""
    return removed(lexicon_folder(options.lexicon), options.name)

"""`show`: one study of a graph as readable text."""

import shutil

from kg.iris import study_id
from kg.pipeline.run.listener import Silent
from kg.pipeline.run.options import ShowOptions, path_of
from kg.store import open_study, study_screen, study_text

__all__ = ["show"]


def show(options: ShowOptions) -> str:
    """One study of a graph, an RDF file or the folder of a run or a store: on one screen, or all that is said of it."""
    study = study_id(options.study)
    width = options.width or shutil.get_terminal_size().columns
    lines = study_text if options.all else study_screen
    with open_study(path_of(options.graph, verb="kg.show"), study) as store:
        return "\n".join(lines(store, study, width=width, note=options.note or Silent().note))

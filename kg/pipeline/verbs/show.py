"""`show`: one study of a graph as readable text."""

from kg.iris import study_id
from kg.pipeline.run.listener import Silent
from kg.pipeline.run.options import ShowOptions, path_of
from kg.store import open_dataset, study_text

__all__ = ["show"]


def show(options: ShowOptions) -> str:
    """One study of a graph, an RDF file or the folder of a store, as readable text."""
    with open_dataset(path_of(options.graph, verb="kg.show")) as dataset:
        return "\n".join(study_text(dataset.store, study_id(options.study), note=options.note or Silent().note))

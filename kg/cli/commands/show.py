"""`show`: one study of a graph as readable text."""

from typing import Annotated

import typer

from kg.cli.boundary import say, tell

__all__ = ["show"]


def show(
    file: Annotated[str, typer.Argument(help="An RDF file that kgbuild wrote, or the folder of a store.")],
    study: Annotated[str, typer.Argument(help="The id of a study, for example NCT01297972.")],
) -> None:
    """Show one study of a graph as readable text."""
    from kg.iris import study_id
    from kg.store import open_dataset, study_text

    with open_dataset(file) as graph:
        for line in study_text(graph.store, study_id(study), note=say):
            tell(line)

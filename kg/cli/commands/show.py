"""`show`: one study of a graph as readable text."""

from dataclasses import replace

from kg.cli.boundary import say, tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.pipeline.run.options import ShowOptions

__all__ = ["show"]


@command_of(ShowOptions)
def show(options: ShowOptions) -> None:
    """Show one study of a graph as readable text."""
    from kg.pipeline.verbs.show import show as run

    text = run(replace(options, note=say))
    if manner().as_json:
        import msgspec

        text = msgspec.json.encode({"study": options.study, "lines": text.splitlines()}).decode()
    tell(text)

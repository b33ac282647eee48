"""`merge`: people decide which studies are one, on a sheet."""

from dataclasses import replace

from kg.cli.boundary import outcome, say_problem
from kg.cli.commanding import command_of
from kg.cli.output.screen import count_of, joined_parts
from kg.cli.output.summary import spoken
from kg.errors import shown
from kg.pipeline.run.options import MergeOptions

__all__ = ["merge"]


@command_of(MergeOptions)
def merge(options: MergeOptions) -> None:
    """Decide which studies of several registries are one.

    Writes a sheet of the pairs: fill in its column decision with same or different, and run the command again.
    """
    from kg.pipeline.verbs.merge import merge as run

    done = run(replace(options, note=spoken))
    for problem in done.problems:
        say_problem(problem)
    joined = ", ".join(joined_parts(done.counts))
    left = count_of(done.open, "pair")
    written = [shown(each) for each in done.written]
    outcome(
        f"joined: {joined}\nto decide: {left}\nwritten: {', '.join(written)}",
        err=options.output == "-",
        joined=done.counts._asdict(),
        to_decide=done.open,
        written=written,
    )

"""`link`: the matches of a graph made anew."""

from dataclasses import replace

from kg.cli.boundary import outcome, say_problem
from kg.cli.commanding import command_of
from kg.cli.output.screen import matched_line
from kg.cli.output.summary import spoken
from kg.errors import shown
from kg.pipeline.run.options import LinkOptions

__all__ = ["link"]


@command_of(LinkOptions)
def link(options: LinkOptions) -> int:
    """Match the names of a graph to vocabularies again.

    Its records are not read again.
    """
    from kg.pipeline.verbs.link import link as run

    done = run(replace(options, note=spoken))
    for problem in done.problems:
        say_problem(problem)
    outcome(
        f"matched: {matched_line(done.counts, organizations_known=done.organizations_known)}\nwritten: {done.written}",
        err=options.output == "-",
        matched=done.counts,
        written=[shown(done.written)],
    )
    return int(bool(done.problems))

"""`report`: one page on a study, as its registers know it."""

import os
from dataclasses import replace

from kg.cli.boundary import outcome, say, tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.errors import shown
from kg.pipeline.run.options import ReportOptions

__all__ = ["report"]


@command_of(ReportOptions)
def report(options: ReportOptions) -> None:
    """Write one page on a study: what each register says, side by side.

    With its sources, what they disagree on, why their records are of one study, and the results that they state.
    """
    from kg.pipeline.verbs.study_report import report as run

    text = run(replace(options, note=say))
    output = "-" if options.output is None else os.fspath(options.output)
    if output != "-":
        outcome(f"written: {shown(output)}", written=[shown(output)])
    elif manner().as_json:
        import msgspec

        tell(msgspec.json.encode({"study": options.study, "page": text}).decode())
    else:
        tell(text, end="")
